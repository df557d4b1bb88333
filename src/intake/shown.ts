import {
  type Answers,
  entriesOf,
  type Filled,
  filledOf,
  isAsked,
  isOpened,
  narrowed,
  optionsFor,
  type Part,
  type Question,
  type Section,
  textOf,
} from './question.ts';
import { sections } from './questions.ts';

/** One answer as it is read: a day, or lines of words; none of either where nothing was answered. */
export interface ShownRow {
  readonly label: string;
  readonly day: Temporal.PlainDate | null;
  readonly lines: readonly string[];
}

/** The answers of one page, or of one child or agency. */
export interface ShownGroup {
  readonly heading: string;
  /** Where they can be changed while it is a draft. */
  readonly href: string;
  readonly rows: readonly ShownRow[];
}

/** All answers in the order of the form. A section that repeats has a group for each page of each entry, "Child 1: who the child is". */
export function showAnswers(answers: Answers): readonly ShownGroup[] {
  return sections.flatMap((section): readonly ShownGroup[] => {
    const href = `/refer/form/${section.id}`;
    if (section.repeat === undefined) {
      const rows = rowsOf(section, filledOf(answers, section, null), answers);
      return rows.length === 0 ? [] : [{ heading: section.title, href, rows }];
    }
    const entries = entriesOf(answers, section);
    if (entries.length === 0) return [{ heading: section.title, href, rows: [] }];
    if (section.repeat.whenOf !== undefined)
      return [{ heading: section.title, href, rows: inTime(section, section.repeat.whenOf, entries) }];
    const { one } = section.repeat;
    return entries.flatMap((entry, index) =>
      pagesOf(section).map((part, at) => ({
        heading: `${capital(one)} ${index + 1}${part === null ? '' : `: ${small(part.title)}`}`,
        href: `${href}/${textOf(entry, 'id')}${part === null || at === 0 ? '' : `/${part.id}`}`,
        rows: rowsOf(narrowed(section, part), entry, answers),
      })),
    );
  });
}

const pagesOf = ({ parts }: Section): readonly (Part | null)[] => parts ?? [null];

/** "Child 1" and the like. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const small = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

// An answer is shown even where the question would not be asked any more: nothing that was sent is hidden.
const rowsOf = (section: Section, filled: Filled, answers: Answers): readonly ShownRow[] =>
  section.questions
    .filter(
      (question) =>
        isAsked(question, filled, answers) ||
        (filled[question.id] !== undefined && isOpened(question, filled)),
    )
    .map((question) => rowOf(question, filled, answers));

// What happened when, in one list. Days as ISO text stand in the order of time; what has none comes last, as it was entered.
function inTime(
  section: Section,
  whenOf: readonly string[],
  entries: readonly Filled[],
): readonly ShownRow[] {
  const [exact = ''] = whenOf;
  const dayIn = (entry: Filled) => textOf(entry, exact) || '9999';
  return entries
    .toSorted((a, b) => (dayIn(a) < dayIn(b) ? -1 : dayIn(a) > dayIn(b) ? 1 : 0))
    .map((entry) => ({
      label: whenWords(section, entry) || 'No day',
      day: null,
      lines: [textOf(entry, section.repeat?.nameOf ?? '')].filter((line) => line !== ''),
    }));
}

/** When an entry was, in words: "5 June 2026, 10 pm". Empty where nobody said. */
export function whenWords({ repeat }: Section, entry: Filled): string {
  const said = (repeat?.whenOf ?? []).map((question) => textOf(entry, question));
  const [exact = '', ...others] = said;
  const day =
    exact === ''
      ? ''
      : Temporal.PlainDate.from(exact).toLocaleString('en-GB', {
          day: 'numeric',
          month: 'long',
          year: 'numeric',
        });
  return [day, ...others].filter((words) => words !== '').join(', ');
}

/** One answer as it is read. */
export function rowOf(question: Question, filled: Filled, answers: Answers = {}): ShownRow {
  const label = question.label.replace(/ \(optional\)$/, '');
  const answer = filled[question.id];
  if (answer === undefined || answer.length === 0) return { label, day: null, lines: [] };
  if (question.kind === 'date' && typeof answer === 'string')
    return { label, day: Temporal.PlainDate.from(answer), lines: [] };
  const options = optionsFor(question, answers, sections);
  const isThere = (value: string) =>
    question.optionsOf === undefined || options.some((one) => one.value === value);
  const wordsOf = (value: string) => options.find((one) => one.value === value)?.text ?? value;
  return { label, day: null, lines: [answer].flat().filter(isThere).map(wordsOf) };
}
