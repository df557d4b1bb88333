import { formOf } from '../src/intake/answers.ts';
import { pathOf } from '../src/intake/draft-place.ts';
import {
  type Answers,
  type Filled,
  isOpened,
  narrowed,
  type Question,
  type Section,
  sectionsFor,
  withFilled,
} from '../src/intake/question.ts';
import { sections } from '../src/intake/questions.ts';
import type { Seen, Visitor } from './visitor.ts';

/** A good answer to a question; words carry `mark`, so that a test can look for where they come out. */
export function goodAnswer(question: Question, mark: string): string | readonly string[] {
  if (question.kind === 'date') return question.id === 'child-born' ? '2015-02-03' : '2026-06-05';
  if (question.kind === 'email') return `${mark}@example.org`;
  if (question.kind === 'telephone') return '01632 960123';
  const values = (question.options ?? []).map(({ value }) => value);
  if (question.kind === 'choices') return values;
  if (question.id === 'at-risk-now' || question.id === 'died-last-day') return 'no';
  if (question.id === 'aware-media') return 'not-known';
  if (question.kind === 'choice') return values[0] ?? '';
  return question.kind === 'long' ? `${mark} ${question.id}\nسطر ثان 🙂` : `${mark} ${question.id}`;
}

/** A page of the form, all filled in, about one child who was born by then. */
export function goodFilled(section: Section, mark: string): Filled {
  const asked = section.questions.filter(
    ({ id, ifSeveral }) => id !== 'child-unborn' && ifSeveral === undefined,
  );
  const all = Object.fromEntries(asked.map((question) => [question.id, goodAnswer(question, mark)]));
  return Object.fromEntries(
    asked.filter((question) => isOpened(question, all)).map(({ id }) => [id, all[id] ?? '']),
  );
}

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

/** The pages of a section: one, or those of an entry, each with its address. */
export function pagesOf(
  section: Section,
  entry = '1',
): readonly { readonly path: string; readonly page: Section }[] {
  const id = section.repeat === undefined ? null : entry;
  return (section.parts ?? [null]).map((part) => ({
    path: pathOf(section, id, part),
    page: narrowed(section, part),
  }));
}

/** Fills in a section, page after page, and saves each, as the forms that the person sees. Stops at what is not taken. */
export async function fillIn(person: Visitor, section: Section, mark: string, entry = '1'): Promise<Seen> {
  for (const { path, page } of pagesOf(section, entry)) {
    await person.open(path);
    await person.send(goodForm(page, mark));
    if (person.page.status !== 200) break;
  }
  return person.page;
}

/** The answers of a whole referral as they are kept: one entry of each section, every question answered that is asked then. */
export function goodAnswers(mark: string): Answers {
  const all = sections.reduce<Answers>(
    (answers, section) =>
      withFilled(answers, section, section.repeat === undefined ? null : '1', goodFilled(section, mark)),
    {},
  );
  const uncalled = sections.filter((section) => !sectionsFor(sections, all).includes(section));
  return uncalled.reduce<Answers>((answers, section) => withFilled(answers, section, null, {}), all);
}

/** The sections that a referral is asked for which is not urgent. */
export const usualSections: readonly Section[] = sectionsFor(sections, goodAnswers(''));

/** Fills in every page of the form. */
export async function fillInAll(person: Visitor, mark: string): Promise<void> {
  for (const section of usualSections) await fillIn(person, section, mark);
}
