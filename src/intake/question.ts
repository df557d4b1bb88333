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

/** That a question has this answer, or has it among those ticked. */
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
  /** Asked only after this answer to another question of the same page. */
  readonly when?: Condition;
  /** Asked only where one of these was answered on another page, which is filled in once. */
  readonly onlyIf?: readonly Condition[];
  /** Not asked where one of these was answered on another page, which is filled in once. */
  readonly unless?: readonly Condition[];
  /** Asked only where the section of that name has more than one entry. */
  readonly ifSeveral?: string;
  /** The answers stand for the entries of the section of that name, each by its number, and are shown by what was typed there. */
  readonly optionsOf?: string;
  /** What is offered while one types; anything else may be written all the same. */
  readonly suggest?: 'authorities';
  /** The most characters; by kind where nothing is said. */
  readonly most?: number;
  readonly autocomplete?: string;
}

/** One of several pages on which an entry is filled in. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly Question[];
}

/** One row of the task list: a page of the form, or the pages of what is filled in several times. */
export interface Section {
  readonly id: string;
  /** The step of the task list that it stands in. */
  readonly step: string;
  readonly title: string;
  readonly lead?: string;
  /** All questions, on whatever page. */
  readonly questions: readonly Question[];
  /** The pages of an entry, where one would be too long for a telephone; together they have all questions, in their order. */
  readonly parts?: readonly Part[];
  /** One of these is needed, whichever: the first carries the message. `alone` says it where only one of them is asked. */
  readonly oneOf?: { readonly questions: readonly string[]; readonly text: string; readonly alone?: string };
  /** For a page that is filled in once for each child or agency. */
  readonly repeat?: {
    readonly one: string;
    readonly many: string;
    readonly least: number;
    readonly most: number;
    readonly missing: string;
    readonly nameOf: string;
    /** The questions that say when it was, the exact day first: then the entries are read as one list in the order of time. */
    readonly whenOf?: readonly string[];
  };
}

/** The most characters of an answer. Long ones hold about two pages; who has more is asked to send it afterwards. */
export const mostOf = ({ kind, most }: Question): number => most ?? (kind === 'long' ? 5_000 : 200);

/** The text of an answer; empty where there is none or it is a list. */
export const textOf = (filled: Filled, question: string): string => {
  const answer = filled[question];
  return typeof answer === 'string' ? answer : '';
};

const holds = (answer: Answers[string] | undefined, { is }: Condition): boolean =>
  typeof answer === 'string' ? answer === is : (answer ?? []).some((one) => one === is);

/** A day that was answered; null where it was left empty. */
export function dayIn(filled: Filled, question: string): Temporal.PlainDate | null {
  const text = textOf(filled, question);
  return text === '' ? null : Temporal.PlainDate.from(text);
}

/** Whether a question is asked, given the answers of its page and, where it depends on other pages, those of the whole form. */
export function isAsked(question: Question, filled: Filled, answers: Answers = {}): boolean {
  return isOpened(question, filled) && isCalledFor(question, answers);
}

/** Whether the answers of its own page open a question. */
export const isOpened = ({ when }: Question, filled: Filled): boolean =>
  when === undefined || holds(filled[when.question], when);

/** Whether what was answered on other pages calls for a question. Where it depends on an answer that is not there yet, it does not. */
export function isCalledFor({ onlyIf, unless, ifSeveral }: Question, answers: Answers): boolean {
  const is = (condition: Condition) => holds(answers[condition.question], condition);
  if (onlyIf !== undefined && !onlyIf.some(is)) return false;
  if (unless?.some(is) === true) return false;
  return ifSeveral === undefined || entriesNamed(answers, ifSeveral).length > 1;
}

/** Whether nobody can say yet if a question is called for: what it depends on has not been answered at all. */
export const isOpen = ({ onlyIf, ifSeveral }: Question, answers: Answers): boolean =>
  onlyIf?.every(({ question }) => answers[question] === undefined) === true ||
  (ifSeveral !== undefined && entriesNamed(answers, ifSeveral).length === 0);

/** The pages of the form that these answers call for. */
export const sectionsFor = (sections: readonly Section[], answers: Answers): readonly Section[] =>
  sections.filter(({ questions }) => questions.some((question) => isCalledFor(question, answers)));

/** The section as one page of an entry: with the questions of that part alone. */
export const narrowed = (section: Section, part: Part | null): Section =>
  part === null ? section : { ...section, title: part.title, questions: part.questions };

/** The part of an entry that asks a question; null where its pages are not parted. */
export const partWith = ({ parts = [] }: Section, question: string): Part | null =>
  parts.find(({ questions }) => questions.some(({ id }) => id === question)) ?? parts[0] ?? null;

/** What may be ticked: for entries of another section, those that are there, by what was typed as their name. */
export function optionsFor(
  question: Question,
  answers: Answers,
  sections: readonly Section[],
): readonly Option[] {
  const { optionsOf, options = [] } = question;
  const section = sections.find(({ id }) => id === optionsOf);
  const entries = optionsOf === undefined ? [] : entriesNamed(answers, optionsOf);
  const { repeat } = section ?? {};
  if (entries.length === 0 || repeat === undefined) return options;
  return entries.map((entry, index) => {
    const text =
      textOf(entry, repeat.nameOf) ||
      `${repeat.one.charAt(0).toUpperCase()}${repeat.one.slice(1)} ${index + 1}`;
    return { value: textOf(entry, 'id'), text };
  });
}

/** The entries of a section that repeats, in the order in which they were made. */
export const entriesOf = (answers: Answers, section: Section): readonly Filled[] =>
  entriesNamed(answers, section.id);

function entriesNamed(answers: Answers, section: string): readonly Filled[] {
  const found = answers[section];
  if (!Array.isArray(found)) return [];
  return found.filter((entry): entry is Filled => typeof entry === 'object' && entry !== null);
}

/** The answers of one page: of an entry, with its `id`, where the section repeats, else of the section. Empty where nothing is there yet. */
export function filledOf(answers: Answers, section: Section, entry: string | null): Filled {
  const from =
    section.repeat === undefined
      ? answers
      : (entriesOf(answers, section).find((one) => textOf(one, 'id') === entry) ?? {});
  const own = section.questions.map(({ id }) => id);
  return Object.fromEntries(
    [...(section.repeat === undefined ? [] : ['id']), ...own].flatMap((id) => {
      const answer = from[id];
      return typeof answer === 'string' || isTicked(answer) ? [[id, answer]] : [];
    }),
  );
}

const isTicked = (answer: Answers[string] | undefined): answer is readonly string[] =>
  Array.isArray(answer) && answer.every((one) => typeof one === 'string');

/** The number that the next entry of a section gets. */
export const nextEntry = (answers: Answers, section: Section): string =>
  String(1 + Math.max(0, ...entriesOf(answers, section).map((entry) => Number(textOf(entry, 'id')))));

/** The answers with one page's put in their place, and all others as they are; `filled` null takes an entry out. */
export function withFilled(
  answers: Answers,
  section: Section,
  entry: string | null,
  filled: Filled | null,
): Answers {
  const own = new Set(section.questions.map(({ id }) => id));
  const othersOf = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(of).filter(([id]) => !own.has(id)));
  if (section.repeat === undefined) return { ...othersOf(answers), ...filled };
  const entries = entriesOf(answers, section);
  const old = entries.find((one) => textOf(one, 'id') === entry);
  const put = filled === null || entry === null ? [] : [{ ...othersOf(old ?? {}), ...filled, id: entry }];
  const now =
    old === undefined ? [...entries, ...put] : entries.flatMap((one) => (one === old ? put : [one]));
  return { ...answers, [section.id]: now };
}

/**
 * The answers without the ticks that stood for an entry that is taken out: the next entry may get its number, and nobody must be said to
 * belong to that one.
 */
export function withoutTicks(
  answers: Answers,
  sections: readonly Section[],
  of: string,
  entry: string,
): Answers {
  const changed = sections.flatMap((section) => {
    const asking = section.questions.filter(({ optionsOf }) => optionsOf === of).map(({ id }) => id);
    const entries = entriesOf(answers, section);
    if (asking.length === 0 || entries.length === 0) return [];
    return [[section.id, entries.map((one) => unticked(one, asking, entry))] as const];
  });
  return { ...answers, ...Object.fromEntries(changed) };
}

const unticked = (filled: Filled, questions: readonly string[], value: string): Filled =>
  Object.fromEntries(
    Object.entries(filled).flatMap(([id, answer]) => {
      if (!questions.includes(id) || typeof answer === 'string') return [[id, answer]];
      const left = answer.filter((one) => one !== value);
      return left.length === 0 ? [] : [[id, left]];
    }),
  );
