import { choice, date, line, long, read, type Read, section, wrong } from '../review/form-parts.ts';
import { dayIn, type Filled, type Option, type Section, textOf } from '../intake/question.ts';
import type { GivenAction, GivenActionEntry, Owner } from './action.ts';
import type { GivenEntry } from './ask.ts';
import {
  assessments,
  deliveries,
  entryKinds,
  type EntryKind,
  escalations,
  lives,
  methods,
  optionsOf,
  positions,
  practices,
  reaches,
  type Risk,
  risks,
} from './words.ts';

/** A form of a page: its questions, and how its answers are read. */
export interface AxisForm {
  readonly section: Section;
  readonly read: (form: URLSearchParams) => Read<GivenEntry>;
}

type Kept = Pick<GivenEntry, 'axis'> & Partial<GivenEntry>;

function entryOf(filled: Filled, of: Kept): GivenEntry | null {
  const day = dayIn(filled, 'day');
  if (day === null) return null;
  return {
    value: textOf(filled, 'value'),
    risk: 'none',
    untilDay: dayIn(filled, 'until'),
    toId: null,
    saidBy: textOf(filled, 'said-by'),
    why: textOf(filled, 'why'),
    ...of,
    day,
  };
}

// The only answer that is needed and not asked for by its question is what takes the place of something.
const formOf = (of: Section, make: (filled: Filled) => GivenEntry | null): AxisForm => ({
  section: of,
  read: (form) => {
    const found = read(of, form, make);
    return found.given === null && found.problems.length === 0
      ? { given: null, problems: wrong('to', 'Choose which takes its place') }
      : found;
  },
});

const dayQuestion = date('day', 'On which day?', 'The day');
const whyQuestion = (label: string, hint?: string) => long('why', label, 'The reason', `Say why`, hint);

/** That an addressee is asked for an answer, and by when. */
export const askedForm = (): AxisForm =>
  formOf(
    section('asked', [
      date('day', 'On which day was it sent?', 'The day'),
      date(
        'until',
        'By when is an answer due?',
        'The day by which an answer is due',
        'Forty working days is our default; no law sets a time for a local recommendation.',
      ),
      whyQuestion('How it was sent, and to whom', 'For example: by letter to the chief nurse.'),
    ]),
    (filled) => entryOf(filled, { axis: 'asked', value: 'asked' }),
  );

/** That an answer may come later. */
export const dueForm = (): AxisForm =>
  formOf(
    section('due', [
      date('day', 'On which day was it agreed?', 'The day'),
      date('until', 'By when is an answer due now?', 'The new day'),
      whyQuestion('Why it may come later'),
    ]),
    (filled) => entryOf(filled, { axis: 'due', value: 'moved' }),
  );

/** That a delay was taken further. */
export const escalationForm = (): AxisForm =>
  formOf(
    section('escalation', [
      choice(
        'value',
        'What was done?',
        'What was done',
        'Say what was done',
        optionsOf(escalations, ['none']),
      ),
      dayQuestion,
      line('said-by', 'To whom', 'To whom', undefined, 'A role rather than a name.'),
      whyQuestion('What was said'),
    ]),
    (filled) => entryOf(filled, { axis: 'escalation', untilDay: null }),
  );

/** The addressee's position; only the office says that no answer came. */
export const positionForm = (isOffice: boolean): AxisForm =>
  formOf(
    section('position', [
      choice(
        'value',
        'What is the answer?',
        'The answer',
        'Say what the answer is',
        optionsOf(positions, isOffice ? ['waiting'] : ['waiting', 'no-response']),
      ),
      dayQuestion,
      line('said-by', 'Who answered', 'Who answered', undefined, 'Their post in the body that answers.'),
      whyQuestion('In their words, with the reasons'),
    ]),
    (filled) => entryOf(filled, { axis: 'position', untilDay: null }),
  );

/** How far it is; only the office says that it is evidenced. */
export const deliveryForm = (isOffice: boolean): AxisForm =>
  formOf(
    section('delivery', [
      choice(
        'value',
        'How far is it?',
        'How far it is',
        'Say how far it is',
        optionsOf(deliveries, isOffice ? [] : ['evidenced']),
      ),
      dayQuestion,
      whyQuestion('What was done, or why not'),
    ]),
    (filled) => entryOf(filled, { axis: 'delivery', untilDay: null }),
  );

/** What the partnership makes of the answer, and the risk that remains. */
export const assessmentForm = (): AxisForm =>
  formOf(
    section('assessment', [
      choice(
        'value',
        'How is the answer?',
        'How the answer is',
        'Say how the answer is',
        optionsOf(assessments, ['none']),
      ),
      {
        ...date(
          'until',
          'Until when is the intent good enough?',
          'The day on which it expires',
          'From that day on it has to be assessed again.',
        ),
        when: { question: 'value', is: 'satisfactory-intent' },
      },
      choice(
        'risk',
        'What of the risk that remains?',
        'The risk',
        'Say what of the risk remains',
        optionsOf(risks, ['none']),
      ),
      dayQuestion,
      whyQuestion('Why'),
    ]),
    (filled) =>
      entryOf(filled, {
        axis: 'assessment',
        risk: textOf(filled, 'risk') as Risk,
        ...(textOf(filled, 'value') === 'satisfactory-intent' ? {} : { untilDay: null }),
      }),
  );

/** That it is no longer asked, or asked again; `others` are recommendations that could take its place. */
export const lifeForm = (isOpen: boolean, others: readonly Option[]): AxisForm => {
  const ends = optionsOf(lives, ['open', ...(others.length === 0 ? ['superseded', 'merged'] : [])]);
  return formOf(
    section('life', [
      choice(
        'value',
        'What becomes of it?',
        'What becomes of it',
        'Say what becomes of it',
        isOpen ? ends : [{ value: 'reopened', text: 'It is asked again' }],
      ),
      ...(isOpen && others.length > 0
        ? [
            choice(
              'to',
              'Which takes its place?',
              'Which takes its place',
              null,
              others,
              'Needed where it is superseded or merged.',
            ),
          ]
        : []),
      dayQuestion,
      whyQuestion('Why'),
    ]),
    (filled) => {
      const to = textOf(filled, 'to');
      const isFollowed = ['superseded', 'merged'].includes(textOf(filled, 'value'));
      if (isFollowed && to === '') return null;
      return entryOf(filled, { axis: 'life', untilDay: null, toId: isFollowed ? to : null });
    },
  );
};

type Owners = readonly { readonly accountId: string; readonly name: string }[];

const ownerQuestions = (owners: Owners) => [
  line(
    'role',
    'In which role?',
    'The role',
    'Enter the role',
    'The post that has it in hand, whoever holds it: named nurse, head of service.',
  ),
  choice('owner', 'Who is that now?', 'The person', 'Say who that is', [
    ...owners.map(({ accountId, name }) => ({ value: accountId, text: name })),
    { value: 'other', text: 'Somebody without an account here' },
  ]),
  {
    ...line('owner-name', 'Their name', 'The name', 'Enter the name'),
    when: { question: 'owner', is: 'other' },
  },
];

function ownerOf(filled: Filled): Owner {
  const owner = textOf(filled, 'owner');
  return owner === 'other'
    ? { role: textOf(filled, 'role'), accountId: null, name: textOf(filled, 'owner-name') }
    : { role: textOf(filled, 'role'), accountId: owner, name: '' };
}

/** What is asked of an action. */
export const actionSection = (owners: Owners): Section =>
  section('action', [
    long('title', 'What will be done', 'What will be done', 'Write what will be done', undefined, 500),
    long(
      'needed',
      'What has to be seen before it can be closed',
      'What has to be seen',
      'Say what has to be seen before it can be closed',
      'Evidence, and not that somebody says so.',
      2_000,
    ),
    choice(
      'reach',
      'Whose is it?',
      'Whose it is',
      'Say whose it is',
      optionsOf(reaches),
      'Which group watches it follows from this, by the settings of the groups.',
    ),
    date('due', 'By when?', 'The last day'),
    ...ownerQuestions(owners),
  ]);

/** The form of an action as it was read. */
export const readActionForm = (of: Section, form: URLSearchParams): Read<GivenAction> =>
  read(of, form, (filled) => {
    const dueOn = dayIn(filled, 'due');
    if (dueOn === null) return null;
    return {
      title: textOf(filled, 'title'),
      needed: textOf(filled, 'needed'),
      reach: textOf(filled, 'reach') === 'multi-agency' ? 'multi-agency' : 'single-agency',
      dueOn,
      owner: ownerOf(filled),
    };
  });

const labels: Readonly<Record<EntryKind, string>> = {
  owner: 'Why it changes hands, and what the next one must know',
  due: 'Why the last day moves',
  progress: 'What was done since',
  evidence: 'What the evidence shows',
  'close-asked': 'Why it can be closed',
  verified: 'What was seen, and by whom',
  'sent-back': 'What is missing',
  reopened: 'Why it is opened again',
  'check-planned': 'What will be looked at',
  'check-result': 'What was seen',
};

/** What is asked of an entry of an action's history. */
export function entrySection(
  kind: EntryKind,
  owners: Owners,
  documents: readonly { readonly id: string; readonly title: string }[],
): Section {
  return section(kind, [
    ...(kind === 'owner' ? ownerQuestions(owners) : []),
    ...(kind === 'due' ? [date('due', 'The new last day', 'The new last day')] : []),
    ...(kind === 'check-planned' || kind === 'check-result'
      ? [
          choice(
            'method',
            'How is practice checked?',
            'The way',
            'Say how practice is checked',
            optionsOf(methods),
          ),
        ]
      : []),
    ...(kind === 'check-planned' ? [date('due', 'On which day?', 'The day of the check')] : []),
    ...(kind === 'check-result'
      ? [
          choice(
            'result',
            'Did practice change?',
            'Whether practice changed',
            'Say whether practice changed',
            optionsOf(practices, ['not-checked']),
          ),
        ]
      : []),
    ...(kind === 'evidence' && documents.length > 0
      ? [
          choice(
            'document',
            'A document of the case',
            'The document',
            null,
            documents.map(({ id, title }) => ({ value: id, text: title })),
          ),
        ]
      : []),
    date('day', kind === 'check-planned' ? 'When was this decided?' : 'On which day?', 'The day'),
    long(
      'words',
      labels[kind],
      entryKinds[kind],
      'Write this down',
      kind === 'evidence' ? 'Use no names of children or families.' : undefined,
    ),
  ]);
}

/** An entry as it was read. */
export const readEntry = (kind: EntryKind, of: Section, form: URLSearchParams): Read<GivenActionEntry> =>
  read(of, form, (filled): GivenActionEntry | null => {
    const day = dayIn(filled, 'day');
    const document = textOf(filled, 'document');
    if (day === null) return null;
    return {
      kind,
      day,
      words: textOf(filled, 'words'),
      dueOn: dayIn(filled, 'due'),
      owner: kind === 'owner' ? ownerOf(filled) : null,
      documentId: document === '' ? null : document,
      method: textOf(filled, 'method') as GivenActionEntry['method'],
      result: textOf(filled, 'result') as GivenActionEntry['result'],
    };
  });
