import { type Problem, validate } from '../intake/answers.ts';
import type { Filled, Option, Question, Section } from '../intake/question.ts';
import { day as dayOf } from '../law/day.ts';

/** What a form came to: what was given, or null and what is wrong. */
export interface Read<Given> {
  readonly given: Given | null;
  readonly problems: readonly Problem[];
}

/** A question of many lines. */
export const long = (
  id: string,
  label: string,
  name: string,
  required?: string,
  hint?: string,
  most = 5_000,
): Question => ({
  id,
  kind: 'long',
  label,
  name,
  most,
  ...(required === undefined ? {} : { required }),
  ...(hint === undefined ? {} : { hint }),
});

/** A question of one line, of 200 characters at most. */
export const line = (
  id: string,
  label: string,
  name: string,
  required?: string,
  hint?: string,
): Question => ({
  ...long(id, label, name, required, hint, 200),
  kind: 'text',
});

/** A question for a day; it is always required. */
export const date = (id: string, label: string, name: string, hint?: string): Question => ({
  id,
  kind: 'date',
  label,
  name,
  required: `Enter ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  hint: hint ?? 'For example, 15 12 2026',
});

/** A question with one of some answers. */
export const choice = (
  id: string,
  label: string,
  name: string,
  required: string | null,
  options: readonly Option[],
  hint?: string,
): Question => ({
  id,
  kind: 'choice',
  label,
  name,
  options,
  ...(required === null ? {} : { required }),
  ...(hint === undefined ? {} : { hint }),
});

/** A form of these questions. */
export const section = (id: string, questions: readonly Question[]): Section => ({
  id,
  step: '',
  title: '',
  questions,
});

// The forms of a referral take no day to come; some of these are plans, and which day may lie ahead is decided later.
const noDayToCome = dayOf('9000-01-01');

/** Reads a form: what was given, or everything that is wrong with it. Which day may lie ahead is not decided here. */
export function read<Given>(
  of: Section,
  form: URLSearchParams,
  make: (filled: Filled) => Given | null,
): Read<Given> {
  const { filled, problems } = validate(of, form, { today: noDayToCome, answers: {} });
  return problems.length > 0 ? { given: null, problems } : { given: make(filled), problems };
}

/** One thing that is wrong with an answer. */
export const wrong = (question: string, text: string): readonly Problem[] => [
  { question, kind: 'wrong', text },
];
