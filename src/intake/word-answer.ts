import type { FilledCell } from '../platform/documents/filled-form.ts';
import type { Question } from './question.ts';
import { boxTag, comparable, prompts, titleOf } from './word-form.ts';

/** What stands in the place for one answer. */
export interface Given {
  readonly question: Question;
  /** As a person reads it; empty where nothing was answered. */
  readonly stands: string;
  /** What stands there besides: words under boxes that can be ticked. */
  readonly extra: string;
  /** The answer as the web form would send it; nothing where it is none as it stands. */
  readonly sent: readonly Field[];
  /** Why it is none as it stands. */
  readonly problem: string | null;
}

type Field = readonly [name: string, value: string];

/** The lines of some cells in one text. */
export const wordsIn = (cells: readonly FilledCell[]): string =>
  cells
    .flatMap(({ lines }) => lines)
    .join('\n')
    .trim();

// What asks to be answered is no answer, also where a word processor has made plain text of it.
const asking = new Set(Object.values(prompts).map(comparable));

/** Reads the cells to the right of a question. A day is never guessed: what may mean two days is none yet. */
export function givenIn(question: Question, cells: readonly FilledCell[]): Given {
  if (question.kind === 'choices') return ticked(question, cells);
  const words = wordsIn(cells);
  const stands = asking.has(comparable(words)) ? '' : words;
  if (question.kind === 'date') return day(question, stands, pickedIn(cells));
  if (stands === '') return { question, stands, extra: '', sent: [], problem: null };
  if (question.kind === 'choice') return chosen(question, stands);
  return { question, stands, extra: '', sent: [[question.id, stands]], problem: null };
}

function chosen(question: Question, stands: string): Given {
  const said = comparable(stands);
  const option = question.options?.find(
    ({ value, text }) => comparable(text) === said || comparable(value) === said,
  );
  return {
    question,
    stands,
    extra: '',
    sent: option === undefined ? [] : [[question.id, option.value]],
    problem: option === undefined ? 'It is none of the answers that are offered' : null,
  };
}

const boxLine = /^\s*([☐☒☑✓✔✗✘■□]|\[[ xX✓✔]?\]|[xX](?=\s))\s*(.*)$/u;
const emptyBox = /^(?:[☐□]|\[ ?\])$/u;

function ticked(question: Question, cells: readonly FilledCell[]): Given {
  // Also those that have no box on paper: whoever copies a table for a fourth child may write its name under the boxes.
  const options = question.options ?? [];
  const controls = cells.flatMap((cell) => cell.controls);
  const isTagged = (value: string) =>
    controls.some(({ tag, ticked: on }) => on && tag === boxTag(question.id, value));
  const isOwn = (line: string) =>
    options.some(({ text, hint }) => [text, hint ?? ''].some((own) => comparable(own) === comparable(line)));
  const lines = cells.flatMap((cell) => cell.lines).filter((line) => line.trim() !== '');
  const marked = new Set<string>();
  const extra: string[] = [];
  for (const line of lines) {
    const [, mark = '', rest = line] = boxLine.exec(line) ?? [];
    const option = options.find(({ text }) => comparable(text) === comparable(rest));
    if (option !== undefined && mark !== '' && !emptyBox.test(mark)) marked.add(option.value);
    else if (option === undefined && !isOwn(line)) extra.push(line);
  }
  const found = options.filter(({ value }) => isTagged(value) || marked.has(value));
  return {
    question,
    stands: found.map(({ text }) => text).join('; '),
    extra: extra.join('\n'),
    sent: found.map(({ value }) => [question.id, value]),
    problem: null,
  };
}

// The control beside the question, of whatever title: a row has one day.
const pickedIn = (cells: readonly FilledCell[]) =>
  cells.flatMap(({ controls }) => controls).find((control) => control.day !== null)?.day ?? null;

function day(question: Question, written: string, picked: string | null): Given {
  const stands = written === '' ? (picked ?? '') : written;
  const unread = (problem: string | null): Given => ({ question, stands, extra: '', sent: [], problem });
  if (stands === '') return unread(null);
  const found = written === '' ? null : writtenDay(written);
  if (found === null)
    return unread(picked === null ? 'It is not written as one day' : 'A day is picked, but not written');
  const same =
    picked === null
      ? null
      : partsOf(picked).every((part, at) => numberOf(part) === numberOf(found.parts[at] ?? ''));
  if (same === false)
    return {
      ...unread('The day that was picked and the day that is written differ'),
      stands: `${stands} (picked: ${picked ?? ''})`,
    };
  if (same === null && !found.sure)
    return unread('It is written in numbers, and may mean two days. Ask which, if you do not know');
  return { question, stands, extra: '', sent: fields(question, found.parts), problem: null };
}

type Parts = readonly [day: string, month: string, year: string];

const partsOf = (iso: string): Parts => {
  const [year = '', month = '', date = ''] = iso.split('-');
  return [date, month, year];
};

const fields = ({ id }: Question, [date, month, year]: Parts): readonly Field[] => [
  [`${id}-day`, date],
  [`${id}-month`, month],
  [`${id}-year`, year],
];

const weekday = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+/i;
const monthName =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const dayThenMonth = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${monthName})\\.?,?\\s+(\\d{4})$`,
  'i',
);
const monthThenDay = new RegExp(`^(${monthName})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})$`, 'i');
const numbers = /^(\d{1,2})(?:\s*[/.\-–]\s*|\s)(\d{1,2})(?:\s*[/.\-–]\s*|\s)(\d{4})$/;
const isoDay = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/**
 * The day that a text says, as its three parts. Not sure where it is all numbers, of which two may be the month: who wrote 05/06 may
 * have meant June or, with a program set up for America, May.
 */
export function writtenDay(text: string): { readonly parts: Parts; readonly sure: boolean } | null {
  const said = text.normalize('NFKC').replace(/\s+/g, ' ').trim().replace(weekday, '').replace(/\.$/, '');
  const iso = isoDay.exec(said);
  if (iso !== null) return { parts: [iso[3] ?? '', iso[2] ?? '', iso[1] ?? ''], sure: true };
  const named = dayThenMonth.exec(said);
  if (named !== null) return { parts: [named[1] ?? '', named[2] ?? '', named[3] ?? ''], sure: true };
  const american = monthThenDay.exec(said);
  if (american !== null)
    return { parts: [american[2] ?? '', american[1] ?? '', american[3] ?? ''], sure: true };
  const [, first = '', second = '', year = ''] = numbers.exec(said) ?? [];
  if (year === '') return null;
  const sure = Number(first) > 12 || Number(first) === Number(second);
  return { parts: [first, second, year], sure };
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

// A part of a day as a number, also where it is a month by its name.
function numberOf(part: string): number {
  const named = monthNames.findIndex((name) => part.toLowerCase().startsWith(name)) + 1;
  return named === 0 ? Number(part) : named;
}

/** Whether a control stands for a question: by its tag, else by its title as Word keeps it. */
export const isFor = (question: Question, tag: string | null, title: string | null): boolean =>
  tag !== null
    ? tag === question.id || tag.startsWith(`${question.id}:`)
    : title !== null && comparable(title) === comparable(titleOf(question));
