import { z } from 'zod';
import { formOf, type Problem, validate } from './answers.ts';
import {
  type Answers,
  entriesOf,
  type Filled,
  filledOf,
  type Question,
  type Section,
  textOf,
  withFilled,
} from './question.ts';
import { sectionNamed, sections } from './questions.ts';
import type { NotRead, WordReading } from './read-word-form.ts';

/** What could not be read as an answer, as it is kept with the referral: where it stood, what stands there, and why it is none. */
export interface KeptWords {
  readonly where: string;
  readonly stands: string;
  readonly why: string;
}

/** A form that was read and is not taken in yet. It goes to the browser and back, because nothing of it is kept before. */
export interface ReadForm extends Pick<WordReading, 'answers' | 'notRead' | 'missing' | 'isCurrent'> {
  /** Whether LibreOffice made a .docx of the file first. */
  readonly converted: boolean;
}

/** What is taken in: the answers, and what stays in its own words. */
export interface Taken {
  readonly answers: Answers;
  readonly kept: readonly KeptWords[];
}

/** What is wrong with a correction, by the number of what it corrects. */
export interface Fault {
  readonly index: number;
  readonly text: string;
}

const value = z.union([z.string(), z.array(z.string())]);
const name = z.string().max(100).nullable();
const carried = z.object({
  answers: z.record(z.string(), z.union([value, z.array(z.record(z.string(), value))])),
  notRead: z.array(
    z.object({
      section: name,
      entry: name,
      question: name,
      where: z.string(),
      stands: z.string(),
      why: z.string(),
    }),
  ),
  missing: z.array(z.object({ where: z.string(), text: z.string() })),
  isCurrent: z.boolean(),
  converted: z.boolean(),
});

/** Reads what the page carried; null for what it did not write. Answers come out only as the form of today would take them. */
export function readCarriedForm(text: string, today: Temporal.PlainDate): ReadForm | null {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return null;
  }
  const read = carried.safeParse(given);
  return read.success ? { ...read.data, answers: cleaned(read.data.answers, today) } : null;
}

// A browser may send anything: each answer goes through the form once more.
function cleaned(answers: Answers, today: Temporal.PlainDate): Answers {
  return sections.reduce<Answers>((all, section) => {
    const put = (whole: Answers, entry: string | null, filled: Filled) =>
      withFilled(
        whole,
        section,
        entry,
        validate(section, formOf(section, filled), { today, answers }).filled,
      );
    const { repeat } = section;
    if (repeat === undefined) return put(all, null, filledOf(answers, section, null));
    return entriesOf(answers, section)
      .filter((entry) => /^[1-9]\d?$/.test(textOf(entry, 'id')) && Number(textOf(entry, 'id')) <= repeat.most)
      .reduce((whole, entry) => put(whole, textOf(entry, 'id'), entry), all);
  }, {});
}

/** The name of the field that corrects what could not be read. */
export const fieldName = (index: number): string => `unread-${index}`;

/** The question that what could not be read may answer, under the name of its own field; null where it can answer none. */
export function askedAgain(item: NotRead, index: number): Question | null {
  const section = sectionNamed(item.section ?? undefined);
  const question = section?.questions.find(({ id }) => id === item.question);
  if (question === undefined) return null;
  const { kind, label, name: called, hint, options, most } = question;
  return {
    id: fieldName(index),
    kind,
    label,
    name: called,
    ...(hint === undefined ? {} : { hint }),
    ...(options === undefined ? {} : { options }),
    ...(most === undefined ? {} : { most }),
  };
}

/** A page of one question, so that it is shown and read like any other. */
export const pageOf = (question: Question): Section => ({
  id: '',
  step: '',
  title: '',
  questions: [question],
});

// Words are put before whoever corrects them; a day or a choice is never suggested.
const isWords = ({ kind }: Question) => kind !== 'date' && kind !== 'choice' && kind !== 'choices';

/** The form that corrects, as it is first shown. */
export function firstForm(notRead: readonly NotRead[]): URLSearchParams {
  const form = new URLSearchParams();
  for (const [index, item] of notRead.entries()) {
    const question = askedAgain(item, index);
    if (question !== null && isWords(question)) form.append(question.id, item.stands);
  }
  return form;
}

/**
 * What is to be taken in, with what was put right; or what is wrong with that. Whatever was left as it stands stays in its own words,
 * and is no fault.
 */
export function readTaken(
  read: ReadForm,
  form: URLSearchParams,
  today: Temporal.PlainDate,
): { readonly taken: Taken } | { readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const kept: KeptWords[] = [];
  const changed: Corrected[] = [];
  let { answers } = read;
  for (const [index, item] of read.notRead.entries()) {
    const { where, stands, why } = item;
    const { filled, problem } = correction(item, index, form, today);
    const section = sectionNamed(item.section ?? undefined);
    if (problem !== null) faults.push({ index, text: problem });
    else if (filled === null || section === null) kept.push({ where, stands, why });
    else {
      const before = filledOf(answers, section, item.entry);
      answers = withFilled(answers, section, item.entry, { ...before, ...filled });
      changed.push({ index, item, section });
    }
  }
  const all = [...faults, ...together(answers, changed, today)];
  return all.length === 0 ? { taken: { answers, kept } } : { faults: all };
}

interface Corrected {
  readonly index: number;
  readonly item: NotRead;
  readonly section: Section;
}

const left = { filled: null, problem: null };

function correction(item: NotRead, index: number, form: URLSearchParams, today: Temporal.PlainDate) {
  const question = askedAgain(item, index);
  if (question === null || item.question === null) return left;
  const typed = form.getAll(question.id).join('\n').replaceAll('\r\n', '\n').trim();
  if (isWords(question) && typed === item.stands.trim()) return left;
  const { filled, problems } = validate(pageOf(question), form, { today, answers: {} });
  const wrong = problems.find(({ kind }) => kind === 'wrong');
  if (wrong !== undefined) return { filled: null, problem: wrong.text };
  const answer = filled[question.id];
  return answer === undefined ? left : { filled: { [item.question]: answer }, problem: null };
}

// What only shows when answers are seen together: a correction may contradict what was read well.
function together(answers: Answers, changed: readonly Corrected[], today: Temporal.PlainDate): Fault[] {
  return changed.flatMap(({ index, item, section }) => {
    const filled = filledOf(answers, section, item.entry);
    const { problems } = validate(section, formOf(section, filled), { today, answers });
    const wrong = problems.find((problem) => concerns(problem, item, section));
    return wrong === undefined ? [] : [{ index, text: wrong.text }];
  });
}

const concerns = ({ kind, question }: Problem, item: NotRead, { questions }: Section) =>
  kind === 'wrong' &&
  questions.find(({ id }) => id === question)?.kind !== 'choices' &&
  (question === item.question || questions.some(({ id, kind: its }) => id === question && its === 'date'));

// As it goes into a form and comes back, which takes a megabyte and no more; the corrections are in it besides.
const mostCarried = 900_000;

/** Whether a reading is larger than can go to the browser and come back. */
export const isTooMuch = ({ answers, notRead }: Pick<ReadForm, 'answers' | 'notRead'>): boolean =>
  encodeURIComponent(JSON.stringify([answers, notRead])).length +
    encodeURIComponent(notRead.map(({ stands }) => stands).join()).length >
  mostCarried;

/** Whether nothing at all was filled in. */
export const isEmptyReading = ({ answers, notRead }: Pick<ReadForm, 'answers' | 'notRead'>): boolean =>
  notRead.length === 0 &&
  sections.every((section) =>
    section.repeat === undefined
      ? Object.keys(filledOf(answers, section, null)).length === 0
      : entriesOf(answers, section).every((entry) =>
          Object.keys(entry).every((id) => id === 'id' || textOf(entry, id) === ''),
        ),
  );
