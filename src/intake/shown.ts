import {
  type Answers,
  entriesOf,
  type Filled,
  filledOf,
  isAsked,
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

/** All answers in the order of the form. A section that repeats has a group for each entry, "Child 1", "Child 2". */
export function showAnswers(answers: Answers): readonly ShownGroup[] {
  return sections.flatMap((section): readonly ShownGroup[] => {
    const href = `/refer/form/${section.id}`;
    if (section.repeat === undefined)
      return [{ heading: section.title, href, rows: rowsOf(section, filledOf(answers, section, null)) }];
    const { one } = section.repeat;
    const entries = entriesOf(answers, section);
    if (entries.length === 0) return [{ heading: section.title, href, rows: [] }];
    return entries.map((entry, index) => ({
      heading: `${capital(one)} ${index + 1}`,
      href: `${href}/${textOf(entry, 'id')}`,
      rows: rowsOf(section, entry),
    }));
  });
}

/** "Child 1" and the like. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const rowsOf = (section: Section, filled: Filled): readonly ShownRow[] =>
  section.questions
    .filter((question) => isAsked(question, filled))
    .map((question) => rowOf(question, filled));

/** One answer as it is read. */
export function rowOf(question: Question, filled: Filled): ShownRow {
  const label = question.label.replace(/ \(optional\)$/, '');
  const answer = filled[question.id];
  if (answer === undefined || answer.length === 0) return { label, day: null, lines: [] };
  if (question.kind === 'date' && typeof answer === 'string')
    return { label, day: Temporal.PlainDate.from(answer), lines: [] };
  const wordsOf = (value: string) => question.options?.find((one) => one.value === value)?.text ?? value;
  return { label, day: null, lines: typeof answer === 'string' ? [wordsOf(answer)] : answer.map(wordsOf) };
}
