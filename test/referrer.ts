import { formOf } from '../src/intake/answers.ts';
import {
  type Answers,
  type Filled,
  type Question,
  type Section,
  withFilled,
} from '../src/intake/question.ts';
import { sections } from '../src/intake/questions.ts';
import type { Visitor } from './visitor.ts';

/** A good answer to a question; words carry `mark`, so that a test can look for where they come out. */
export function goodAnswer(question: Question, mark: string): string | readonly string[] {
  if (question.kind === 'date') return question.id === 'child-born' ? '2015-02-03' : '2026-06-05';
  if (question.kind === 'email') return `${mark}@example.org`;
  if (question.kind === 'telephone') return '01632 960123';
  const values = (question.options ?? []).map(({ value }) => value);
  if (question.kind === 'choices') return values;
  if (question.id === 'at-risk-now') return 'no';
  if (question.kind === 'choice') return values[0] ?? '';
  return question.kind === 'long' ? `${mark} ${question.id}\nسطر ثان 🙂` : `${mark} ${question.id}`;
}

/** A page of the form, all filled in. */
export const goodFilled = (section: Section, mark: string): Filled =>
  Object.fromEntries(
    section.questions
      .filter(({ when }) => when === undefined || when.is !== 'no')
      .map((question) => [question.id, goodAnswer(question, mark)]),
  );

/** The same as its form would send it. */
export const goodForm = (section: Section, mark: string): URLSearchParams =>
  formOf(section, goodFilled(section, mark));

export const sectionOf = (id: string): Section => {
  const found = sections.find((section) => section.id === id);
  if (found === undefined) throw new Error(`no section ${id}`);
  return found;
};

/** Begins a draft; answers its receipt as it is shown. */
export async function beginReferral(person: Visitor): Promise<string> {
  await person.open('/refer/begin');
  await person.send({});
  return /id="receipt">([^<]+)</.exec(person.page.html)?.[1] ?? '';
}

/** Fills in one page and saves it, as the form that the person sees. */
export async function fillIn(person: Visitor, section: Section, mark: string, entry = '1') {
  await person.open(`/refer/form/${section.id}${section.repeat === undefined ? '' : `/${entry}`}`);
  return person.send(goodForm(section, mark));
}

/** Fills in every page of the form. */
export async function fillInAll(person: Visitor, mark: string): Promise<void> {
  for (const section of sections) await fillIn(person, section, mark);
}

/** The answers of a whole referral as they are kept: one child and one agency, every question answered. */
export function goodAnswers(mark: string): Answers {
  return sections.reduce<Answers>(
    (answers, section) =>
      withFilled(answers, section, section.repeat === undefined ? null : '1', goodFilled(section, mark)),
    {},
  );
}
