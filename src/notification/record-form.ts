import { isLate, lateCodebookNote, lateReasons } from '../cases/late-reasons.ts';
import type { Problem } from '../intake/answers.ts';
import {
  dayIn,
  type Filled,
  no,
  type Option,
  type Question,
  type Section,
  textOf,
  yes,
} from '../intake/question.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { type PartnerId, partnerIds } from '../law/outcomes.ts';
import type { PartnerSaid, Receipt, ToldArea } from './notification.ts';
import { momentIn, noMomentWords } from './sending-moment.ts';

/** What the form that records the sending depends on. */
export interface SendingAsked {
  /** One for each form; the national system has one. */
  readonly forms: readonly string[];
  readonly documents: readonly Receipt[];
  /** The day the partnership was told, where it is on record already. */
  readonly told: Day | null;
  /** The last days of telling the nation and the partnership; null where none runs. */
  readonly sendDue: Day | null;
  readonly tellDue: Day | null;
  readonly today: Day;
  /** Whether a time that comes twice was typed, and whether nobody has decided yet if a rapid review follows. */
  readonly twice: boolean;
  readonly undecided: boolean;
  /** Whether the partnership has to be told too, which it has of a serious incident; so unless it says no. */
  readonly mustTell?: boolean;
}

const text = (id: string, label: string, name: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'text',
  label,
  name,
  ...more,
});

// Where there is no document there is nothing to choose from, and the form says how one comes to be.
const receiptQuestion = (documents: readonly Receipt[]): readonly Question[] =>
  documents.length === 0
    ? []
    : [
        {
          id: 'receipt',
          kind: 'choice',
          label: 'Receipt (optional)',
          name: 'The receipt',
          hint: 'One of the documents of the case.',
          options: documents.map(({ id, number, title }) => ({ value: id, text: `${number}. ${title}` })),
        },
      ];

const reasonOptions: readonly Option[] = Object.entries(lateReasons).map(([value, words]) => ({
  value,
  text: words,
}));

// Asked only once the last day has gone: before that nothing that is recorded can be late.
const lateQuestions = (prefix: string, what: string, due: Day | null, today: Day): readonly Question[] => {
  if (due === null || Temporal.PlainDate.compare(today, due) <= 0) return [];
  return [
    {
      id: `${prefix}late-reason`,
      kind: 'choice',
      label: `If ${what} after ${withoutWeekday(due)}: why so late?`,
      name: 'Why it was late',
      hint: `${withoutWeekday(due)} was the last day. ${lateCodebookNote}`,
      options: reasonOptions,
    },
    text(`${prefix}late-words`, 'More about the reason (optional)', 'More about the reason', {
      most: 2_000,
      kind: 'long',
    }),
  ];
};

/** What is missing of the reasons why something was late, beside the field that asks for it; the last days are those of the case now. */
export const lateProblems = (
  filled: Filled,
  sendDue: Day | null,
  tellDue: Day | null,
): readonly Problem[] => [
  ...lateProblem(filled, { day: 'sent', prefix: '', what: 'it was sent', due: sendDue }),
  ...lateProblem(filled, { day: 'told', prefix: 'told-', what: 'the partnership was told', due: tellDue }),
];

interface LateAsked {
  readonly day: string;
  readonly prefix: string;
  readonly what: string;
  readonly due: Day | null;
}

function lateProblem(filled: Filled, { day, prefix, what, due }: LateAsked): readonly Problem[] {
  const on = dayIn(filled, day);
  if (on === null || due === null || !isLate(on, due)) return [];
  const reason = textOf(filled, `${prefix}late-reason`);
  if (reason === '') {
    const text = `Say why ${what} after ${withoutWeekday(due)}, the last day for it`;
    return [{ question: `${prefix}late-reason`, kind: 'missing', text }];
  }
  // "Another reason" says nothing by itself.
  return reason === 'other' && textOf(filled, `${prefix}late-words`) === ''
    ? [{ question: `${prefix}late-words`, kind: 'missing', text: `Say in words why ${what} late` }]
    : [];
}

const toldHow = 'Say how the partnership was told';

/** Where the partnership need not be told, a day on which it was still says how. */
export const toldProblems = (filled: Filled): readonly Problem[] =>
  dayIn(filled, 'told') !== null && textOf(filled, 'told-how') === ''
    ? [{ question: 'told-how', kind: 'missing', text: toldHow }]
    : [];

/** How many other areas a form has room for. */
const areaRows = [1, 2];

const areaQuestions: readonly Question[] = areaRows.flatMap((row) => [
  text(
    `area-${row}`,
    row === 1 ? 'Another area that was told (optional)' : 'A further area (optional)',
    'The other area',
    {
      hint: 'For example the authority that looks after a child placed here.',
    },
  ),
  { id: `area-${row}-on`, kind: 'date' as const, label: 'Told on', name: 'The day the other area was told' },
  text(`area-${row}-how`, 'How, and whom', 'How the other area was told', { most: 2_000 }),
]);

/** The form that records that a notification was sent. */
export function sendingSection(asked: SendingAsked): Section {
  const { forms, documents, told, sendDue, tellDue, today, mustTell = true } = asked;
  const references = forms.map((title, index) =>
    text(
      `reference-${index + 1}`,
      forms.length === 1 ? 'Reference of the national system' : `Reference of “${title}”`,
      'The reference',
      {
        hint: 'As the receipt has it. Leave it empty if none was given yet; it stays listed as missing.',
        most: 60,
      },
    ),
  );
  const which: Question = {
    id: 'which-hour',
    kind: 'choice',
    label: 'That time came twice, because the clocks went back. Which was it?',
    name: 'Which of the two',
    required: 'Say which of the two it was',
    options: [
      { value: 'first', text: 'The first, in summer time' },
      { value: 'second', text: 'The second, an hour later' },
    ],
  };
  const follows: Question = {
    id: 'review-follows',
    kind: 'choice',
    label: 'Does a rapid review follow?',
    name: 'Whether a rapid review follows',
    hint: 'Nobody has recorded yet whether this is notifiable, so it is asked here. After a notification a rapid review is not a choice, but for a death without abuse or neglect.',
    required: 'Say whether a rapid review follows',
    options: [yes, no],
  };
  return {
    id: 'sending',
    step: '',
    title: 'Record that it was sent',
    questions: [
      ...references,
      {
        id: 'sent',
        kind: 'date',
        label: 'Sent on',
        name: 'The day it was sent',
        hint: 'For example, 15 12 2026',
        required: 'Enter the day it was sent',
      },
      text('sent-time', 'At what time, in London', 'The time', {
        hint: 'With 24 hours: 16:40',
        most: 5,
        required: 'Enter the time it was sent',
      }),
      ...(asked.twice ? [which] : []),
      text('sent-by', 'Sent by', 'Who sent it', {
        hint: 'Name and role of whoever pressed the button.',
        required: 'Enter who sent it',
      }),
      ...receiptQuestion(documents),
      ...lateQuestions('', 'it was sent', sendDue, today),
      ...(told === null
        ? [
            {
              id: 'told',
              kind: 'date' as const,
              label: mustTell ? 'The partnership was told on' : 'The partnership was told on (optional)',
              name: 'The day the partnership was told',
              hint: mustTell
                ? 'A duty of its own, within the same five working days.'
                : 'No duty here. Say it where it was done.',
              ...(mustTell ? { required: 'Enter the day the partnership was told' } : {}),
            },
            text('told-time', 'At what time (optional)', 'The time', {
              hint: 'With 24 hours: 16:40',
              most: 5,
            }),
            text('told-how', 'How, and whom', 'How the partnership was told', {
              most: 1_000,
              ...(mustTell ? { required: toldHow } : {}),
            }),
            ...lateQuestions('told-', 'the partnership was told', tellDue, today),
          ]
        : []),
      ...areaQuestions,
      ...(asked.undecided ? [follows] : []),
    ],
  };
}

/** The form of a later fact. */
export const updateSection = (documents: readonly Receipt[], missing: readonly number[]): Section => ({
  id: 'update',
  step: '',
  title: 'Record an update',
  questions: [
    {
      id: 'update-on',
      kind: 'date',
      label: 'Sent on',
      name: 'The day the update was sent',
      required: 'Enter the day the update was sent',
    },
    {
      id: 'what',
      kind: 'long',
      label: 'What was added or put right',
      name: 'What was added',
      required: 'Say what was added',
      most: 10_000,
    },
    text('sent-by', 'Sent by', 'Who sent it', { required: 'Enter who sent it' }),
    ...missing.map((ordinal) =>
      text(
        `reference-${ordinal}`,
        'Reference of the national system, if it has been given now (optional)',
        'The reference',
        { most: 60 },
      ),
    ),
    ...receiptQuestion(documents),
    ...areaQuestions,
  ],
});

const partnerNames: Readonly<Record<PartnerId, string>> = {
  'local-authority': 'The local authority',
  health: 'Health',
  police: 'The police',
};

/** What a partner is called in the form of a withdrawal. */
export const partnerWords = (partner: PartnerId): string => partnerNames[partner];

/** What a partner can say of a withdrawal. */
export const positionWords: Readonly<Record<PartnerSaid['position'], string>> = {
  agrees: 'Agrees',
  disagrees: 'Disagrees',
  'no-view': 'Was not asked, or has no view',
};

/** The form of a withdrawal. */
export const withdrawalSection: Section = {
  id: 'withdrawal',
  step: '',
  title: 'Record that it was withdrawn',
  questions: [
    {
      id: 'found',
      kind: 'date',
      label: 'It was found on',
      name: 'The day it was found',
      hint: 'The day on which it was decided that the criteria are not met.',
      required: 'Enter the day it was found',
    },
    {
      id: 'reason',
      kind: 'long',
      label: 'Why the criteria are not met',
      name: 'The reason',
      required: 'Say why the criteria are not met',
      most: 10_000,
    },
    ...partnerIds.flatMap((id): readonly Question[] => [
      {
        id: `position-${id}`,
        kind: 'choice',
        label: `${partnerNames[id]}: agrees?`,
        name: `What ${partnerNames[id].toLowerCase()} said`,
        required: `Say whether ${partnerNames[id].replace('The', 'the').replace('Health', 'health')} agrees`,
        options: Object.entries(positionWords).map(([value, words]) => ({ value, text: words })),
      },
      text(
        `who-${id}`,
        `Who spoke for ${partnerNames[id].replace('The', 'the').replace('Health', 'health')} (optional)`,
        'Who spoke',
      ),
    ]),
    {
      id: 'panel-told',
      kind: 'date',
      label: 'The Panel was told on',
      name: 'The day the Panel was told',
      required: 'Enter the day the Panel was told',
    },
    text('panel-how', 'How', 'How the Panel was told', {
      hint: 'For example: by an update of the same notification, or by e-mail to its secretariat.',
      required: 'Say how the Panel was told',
      most: 2_000,
    }),
  ],
};

/** A time as it was typed with 24 hours; null where there is none, and what is wrong with it. */
export function timeFrom(typed: string): Temporal.PlainTime | null | 'wrong' {
  if (typed === '') return null;
  const [, hour = '', minute = ''] =
    /^(\d{1,2})[:.](\d{2})$/.exec(typed) ?? /^(\d{2})(\d{2})$/.exec(typed) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return 'wrong';
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) });
}

/** A day and a time of a form as a moment in London, or what is wrong with the time. */
export function sentMoment(filled: Filled): Temporal.Instant | Problem {
  const day = dayIn(filled, 'sent');
  const time = timeFrom(textOf(filled, 'sent-time'));
  const wrong = (words: string): Problem => ({ question: 'sent-time', kind: 'wrong', text: words });
  if (day === null || time === null || time === 'wrong')
    return wrong('Write the time with 24 hours, like 16:40');
  const which = textOf(filled, 'which-hour');
  const found = momentIn(day, time, which === 'first' || which === 'second' ? which : null);
  return typeof found === 'string' ? wrong(noMomentWords[found]) : found;
}

/** The other areas of a form, and what is missing of them: an area needs its day and how it was told. */
export function areasIn(filled: Filled): {
  readonly areas: readonly ToldArea[];
  readonly problems: readonly Problem[];
} {
  const areas: ToldArea[] = [];
  const problems: Problem[] = [];
  for (const row of areaRows) {
    const authority = textOf(filled, `area-${row}`);
    const on = dayIn(filled, `area-${row}-on`);
    const how = textOf(filled, `area-${row}-how`);
    if (authority + how === '' && on === null) continue;
    const missing = (id: string, words: string) =>
      void problems.push({ question: id, kind: 'missing', text: words });
    if (authority === '') missing(`area-${row}`, 'Enter which area was told');
    if (on === null) missing(`area-${row}-on`, 'Enter the day the area was told');
    if (how === '') missing(`area-${row}-how`, 'Say how the area was told');
    if (authority !== '' && on !== null && how !== '') areas.push({ authority, on, how });
  }
  return { areas, problems };
}

/** The references of a form, each with its number; the empty ones left out. */
export function referencesIn(
  filled: Filled,
): readonly { readonly ordinal: number; readonly reference: string }[] {
  return Object.keys(filled).flatMap((id) => {
    const [, ordinal] = /^reference-(\d+)$/.exec(id) ?? [];
    const reference = textOf(filled, id);
    return ordinal === undefined || reference === '' ? [] : [{ ordinal: Number(ordinal), reference }];
  });
}

/** Two forms cannot have one reference. */
export function sameReference(filled: Filled): readonly Problem[] {
  const given = referencesIn(filled);
  return given
    .filter(({ reference }, index) =>
      given.slice(0, index).some((one) => one.reference.toLowerCase() === reference.toLowerCase()),
    )
    .map(({ ordinal }) => ({
      question: `reference-${ordinal}`,
      kind: 'wrong',
      text: 'Each form has a reference of its own',
    }));
}
