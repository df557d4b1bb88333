import type { Confidences } from '../law/confidence.ts';
import { type Option, no, notKnown, type Question, type Section, yes } from '../intake/question.ts';

/** The items of a rapid review, in the order of the document. The last, the signatures, is filled by the partners alone. */
export const itemIds = [
  'identity',
  'dates',
  'safeguarding',
  'facts',
  'practice',
  'context',
  'agencies',
  'learning',
  'earlier',
  'decision',
  'review-plan',
  'parallel',
  'signatures',
] as const;
export type ItemId = (typeof itemIds)[number];

/** One item of what the Panel expects a rapid review to hold (law RR-04). */
export interface ChecklistItem {
  readonly id: ItemId;
  readonly number: number;
  readonly title: string;
  /** What belongs in it, in a sentence. */
  readonly lead: string;
  readonly confidence: Confidences;
  /** What is typed; nothing where the records say it all. */
  readonly questions: readonly Question[];
}

const long = (
  id: string,
  label: string,
  name: string,
  more: Partial<Pick<Question, 'hint' | 'required' | 'most' | 'when'>> = {},
): Question => ({ id, kind: 'long', label, name, most: 10_000, ...more });

const text = (id: string, label: string, name: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'text',
  label,
  name,
  ...more,
});

const choice = (id: string, label: string, name: string, required: string, options: readonly Option[]) =>
  ({ id, kind: 'choice', label, name, required, options }) satisfies Question;

const pseudonyms = 'Call everybody by what they are to the child, never by name.';

const identity = [
  text('csin-reference', 'Reference of the notification', 'The reference of the notification', {
    hint: 'As the notification system gave it. Leave it empty where there is none yet.',
  }),
  text('legal-status', 'Legal status of the child', 'The legal status', {
    hint: 'For example, no orders; subject to a child protection plan; looked after under section 20.',
    required: 'Enter the legal status of the child, or that it is not known',
  }),
  long('family', 'Family composition', 'The family composition', {
    hint: `Who lives with the child and who else matters. ${pseudonyms}`,
    required: 'Write who is in the family',
    most: 5_000,
  }),
  long('siblings', 'Brothers and sisters, and where they are', 'The brothers and sisters', {
    hint: pseudonyms,
    required: 'Write where brothers and sisters are, or that there are none',
    most: 5_000,
  }),
  long('characteristics', 'Protected characteristics besides those on record', 'The characteristics', {
    hint: 'For example religion, first language, gender identity. Ethnicity and disability come from the case file.',
    most: 5_000,
  }),
];

const facts = [
  long('summary', 'What happened, and the facts that the analysis rests on', 'The summary', {
    hint: `Concise, not a chronology. ${pseudonyms}`,
    required: 'Write a concise summary of the facts',
  }),
  long('lived-experience', 'What daily life was like for the child', 'The child’s lived experience', {
    hint: 'What the child saw, said and felt, as far as anybody knows; and who asked.',
    required: 'Write what life was like for the child, or that nobody knows',
  }),
];

const context = [
  long('race', 'Race, ethnicity and culture', 'Race, ethnicity and culture', {
    hint: 'How the family sees itself; how practitioners understood it; what was not asked.',
    required: 'Write about race, ethnicity and culture',
  }),
  long('racism', 'Whether racism or bias had a part', 'Racism or bias', {
    hint: 'In the family’s life, and in how services saw and answered them. Where there is nothing to be found, say how it was looked for.',
    required: 'Write whether racism or bias had a part, and how it was looked for',
  }),
  long('inequalities', 'Disability, poverty, and other inequalities', 'Other inequalities', {
    hint: 'Disability of child or parents, sex, religion, language, housing, income, migration: what bore on the child’s life and on practice.',
    required: 'Write about other inequalities',
  }),
];

const plan = [
  long('scope', 'Scope and period', 'Scope and period', {
    required: 'Write the scope and the period',
    most: 5_000,
  }),
  long('lines', 'Key lines of enquiry', 'The key lines of enquiry', {
    required: 'Write the key lines of enquiry',
    most: 5_000,
  }),
  long('method', 'Method, and who may review', 'The method', {
    hint: 'The reviewer’s knowledge, independence and any conflict of interest, as far as it is known.',
    required: 'Write the method',
    most: 5_000,
  }),
  long('family-contact', 'How the family will be asked to take part', 'The family contact', {
    required: 'Write how the family will be asked',
    most: 5_000,
  }),
  text('target', 'Target dates', 'The target dates', {
    hint: 'No later than six months from the decision to start the review (REP-02, not confirmed).',
    required: 'Enter the target dates',
  }),
];

const parallel = [
  long('processes', 'Other processes under way', 'The other processes', {
    hint: 'Criminal investigation, inquest, child death review, care proceedings, other reviews: for each who leads, how it stands, and what it forbids for now.',
    required: 'Write which other processes are under way, or that there are none',
  }),
  choice(
    'family-told',
    'Has the family been told of the rapid review?',
    'Whether the family was told',
    'Say whether the family has been told',
    [yes, no, notKnown],
  ),
  text('told-how', 'By whom, and when', 'Who told the family, and when', {
    when: { question: 'family-told', is: 'yes' },
    required: 'Enter by whom and when the family was told',
  }),
  long('told-not', 'Why not, and who decides when', 'Why the family was not told', {
    when: { question: 'family-told', is: 'no' },
    required: 'Write why the family has not been told',
    most: 5_000,
  }),
];

const nationalAnswers: readonly Option[] = [
  { value: 'met', text: 'Met, or may be met' },
  { value: 'not-met', text: 'Not met' },
  { value: 'unclear', text: 'Unclear' },
];

// The criteria for a national review, in our words.
const criterion = (id: string, label: string): readonly Question[] => [
  choice(
    `national-${id}`,
    label,
    'The criterion',
    `Answer: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    nationalAnswers,
  ),
  long(`national-${id}-why`, 'Why', `The reason (${id})`, {
    required: `Give the reason: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    most: 5_000,
  }),
];

/** Regulation 3 of SI 2018/789 (read: S): what the Panel weighs when it thinks of a national review. The partners say what they see. */
const national: readonly Question[] = [
  ...criterion(
    'improvements',
    'Improvements may be needed to safeguard children, also such as were identified before (regulation 3(a))',
  ),
  ...criterion('legislation', 'The law or the guidance may have to be changed (regulation 3(b))'),
  ...criterion('themes', 'Themes that recur are, or may be, seen in it (regulation 3(c))'),
];

const item = (
  id: ItemId,
  title: string,
  lead: string,
  questions: readonly Question[] = [],
  confidence: Confidences = ['M'],
): ChecklistItem => ({ id, number: itemIds.indexOf(id) + 1, title, lead, confidence, questions });

/** What the Panel expects, as our process notes give it (3.1): its structure from memory, two items as partnerships report them. */
export const checklist: readonly ChecklistItem[] = [
  item(
    'identity',
    'Who the child is',
    'The child by pseudonym, with what the case file knows; the family and where brothers and sisters are.',
    identity,
  ),
  item(
    'dates',
    'Dates',
    'The incident, awareness, the notification and the meetings of this review, from the record.',
  ),
  item(
    'safeguarding',
    'Immediate safeguarding',
    'What was done at once for the child and for other children, from the record.',
    [
      long(
        'safe-now',
        'Are the child and other children safe now, and how is it known?',
        'Whether children are safe now',
        {
          required: 'Write whether children are safe now, and how it is known',
          most: 5_000,
        },
      ),
    ],
  ),
  item(
    'facts',
    'Facts and the child’s life',
    'Enough to support the analysis, and what life was like for the child.',
    facts,
  ),
  item(
    'practice',
    'Agencies’ involvement and key practice episodes',
    'What was done at the points that mattered, why, and what was done well.',
    [
      long(
        'involvement',
        'How agencies worked with the family, in short',
        'How agencies worked with the family',
        {
          required: 'Write how agencies worked with the family',
        },
      ),
    ],
    ['L'],
  ),
  item(
    'context',
    'Race, ethnicity and other inequalities',
    'How identity, racism and other inequalities bore on the family’s life and on practice.',
    context,
    ['L'],
  ),
  item(
    'agencies',
    'Which agencies took part',
    'From the summaries that were asked for; and why an agency did not take part.',
    [
      long('absent', 'Which agencies did not take part, and why', 'Why agencies did not take part', {
        hint: 'Needed where a summary is missing. A nil return is an answer.',
        most: 5_000,
      }),
    ],
  ),
  item(
    'learning',
    'Immediate learning',
    'What was learned at once, what was done with it, and how it is shared.',
    [long('sharing', 'How it is shared beyond those named', 'How the learning is shared', { most: 5_000 })],
  ),
  item(
    'earlier',
    'Earlier reviews',
    'Whether this learning has been identified before, here or nationally.',
    [
      choice(
        'known-before',
        'Has this learning been identified before?',
        'Whether it was identified before',
        'Say whether this learning has been identified before',
        [yes, no, notKnown],
      ),
      long(
        'why-again',
        'What that says: why is it here again, or where was it looked for?',
        'What that says',
        {
          required: 'Write why it is here again, or where it was looked for',
        },
      ),
    ],
  ),
  item(
    'decision',
    'The decision',
    'The criteria one by one, whether a national review may be called for, and what is decided, from the record of the group.',
    [
      ...national,
      long(
        'no-review',
        'If there is to be no local review: why more learning is unlikely, and what happens to what was learned',
        'Why there is no local review',
      ),
    ],
  ),
  item(
    'review-plan',
    'If there is a local review',
    'Its scope, method and dates, as far as they can be said now.',
    plan,
  ),
  item(
    'parallel',
    'Other processes, and the family',
    'What else is under way, and whether the family knows of this review.',
    parallel,
  ),
  item(
    'signatures',
    'Signatures of the three partners',
    'Each partner’s delegate agrees or disagrees, in their own name, over one version.',
  ),
];

/** The item of that id; null where there is none. */
export const itemNamed = (id: string | undefined): ChecklistItem | null =>
  checklist.find((one) => one.id === id) ?? null;

/** The form of an item. */
export const sectionOf = ({ id, title, questions }: ChecklistItem): Section => ({
  id,
  step: '',
  title,
  questions,
});

/** How far an item is. */
export const itemStates = ['not-started', 'in-progress', 'done', 'not-applicable'] as const;
export type ItemState = (typeof itemStates)[number];

/** A state in words, with its mark. */
export const itemStateWords: Readonly<Record<ItemState, { readonly mark: string; readonly words: string }>> =
  {
    'not-started': { mark: 'coming', words: 'Not started' },
    'in-progress': { mark: 'running', words: 'In progress' },
    done: { mark: 'done', words: 'Done' },
    'not-applicable': { mark: 'held', words: 'Does not apply' },
  };
