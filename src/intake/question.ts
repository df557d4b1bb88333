/** An answer as it is kept: words, a day as ISO text, or the values that were ticked. */
export type Answer = string | readonly string[];

/** The answers of one page, by question. */
export type Filled = Readonly<Record<string, Answer>>;

/** All answers of a referral: by question, and for each section that repeats a list of entries, each with its `id`. */
export type Answers = Readonly<Record<string, Answer | readonly Filled[]>>;

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
}

export const yes: Option = { value: 'yes', text: 'Yes' };
export const no: Option = { value: 'no', text: 'No' };
export const notKnown: Option = { value: 'not-known', text: 'Not known' };

/** When a question is asked at all: when another one of the page has this answer, or has it among those ticked. */
export interface Condition {
  readonly question: string;
  readonly is: string;
}

export interface Question {
  readonly id: string;
  readonly kind: 'text' | 'long' | 'email' | 'telephone' | 'date' | 'choice' | 'choices';
  readonly label: string;
  /** How messages call it: "The child’s date of birth". */
  readonly name: string;
  readonly hint?: string;
  /** What to say where there is no answer; absent where none is needed. */
  readonly required?: string;
  readonly options?: readonly Option[];
  readonly when?: Condition;
  /** The most characters; by kind where nothing is said. */
  readonly most?: number;
  readonly autocomplete?: string;
}

/** One page of the form, and one row of its task list. */
export interface Section {
  readonly id: string;
  /** The step of the task list that it stands in. */
  readonly step: string;
  readonly title: string;
  readonly lead?: string;
  readonly questions: readonly Question[];
  /** One of these is needed, whichever: the first carries the message. */
  readonly oneOf?: { readonly questions: readonly string[]; readonly text: string };
  /** For a page that is filled in once for each child or agency. */
  readonly repeat?: {
    readonly one: string;
    readonly many: string;
    readonly least: number;
    readonly most: number;
    readonly missing: string;
    readonly nameOf: string;
  };
}

/** The most characters of an answer. Long ones hold about two pages; who has more is asked to send it afterwards. */
export const mostOf = ({ kind, most }: Question): number => most ?? (kind === 'long' ? 5_000 : 200);

/** The text of an answer; empty where there is none or it is a list. */
export const textOf = (filled: Filled, question: string): string => {
  const answer = filled[question];
  return typeof answer === 'string' ? answer : '';
};

/** Whether a question is asked, given the other answers of its page. */
export function isAsked(question: Question, filled: Filled): boolean {
  if (question.when === undefined) return true;
  const answer = filled[question.when.question];
  return typeof answer === 'string' ? answer === question.when.is : (answer ?? []).includes(question.when.is);
}

/** The entries of a section that repeats, in the order in which they were made. */
export function entriesOf(answers: Answers, section: Section): readonly Filled[] {
  const found = answers[section.id];
  if (!Array.isArray(found)) return [];
  return found.filter((entry): entry is Filled => typeof entry === 'object' && entry !== null);
}

/** The answers of one page: of an entry where the section repeats, else of the section. Empty where nothing is there yet. */
export function filledOf(answers: Answers, section: Section, entry: string | null): Filled {
  if (section.repeat !== undefined)
    return entriesOf(answers, section).find((one) => textOf(one, 'id') === entry) ?? {};
  return Object.fromEntries(
    section.questions.flatMap(({ id }) => {
      const answer = answers[id];
      return typeof answer === 'string' || isTicked(answer) ? [[id, answer]] : [];
    }),
  );
}

const isTicked = (answer: Answers[string] | undefined): answer is readonly string[] =>
  Array.isArray(answer) && answer.every((one) => typeof one === 'string');

/** The number that the next entry of a section gets. */
export const nextEntry = (answers: Answers, section: Section): string =>
  String(1 + Math.max(0, ...entriesOf(answers, section).map((entry) => Number(textOf(entry, 'id')))));

/** The answers with one page's put in their place; `filled` null takes an entry out. */
export function withFilled(
  answers: Answers,
  section: Section,
  entry: string | null,
  filled: Filled | null,
): Answers {
  if (section.repeat === undefined) {
    const own = new Set(section.questions.map(({ id }) => id));
    const others = Object.entries(answers).filter(([id]) => !own.has(id));
    return { ...Object.fromEntries(others), ...filled };
  }
  const entries = entriesOf(answers, section);
  const isOld = entries.some((one) => textOf(one, 'id') === entry);
  const put = filled === null || entry === null ? [] : [{ ...filled, id: entry }];
  const now = isOld
    ? entries.flatMap((one) => (textOf(one, 'id') === entry ? put : [one]))
    : [...entries, ...put];
  return { ...answers, [section.id]: now };
}
