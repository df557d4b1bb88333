import { type Refusal, refuse } from '../acts/refusal.ts';
import { type Checked, missingIn, type Problem, validate } from '../intake/answers.ts';
import {
  type Answers,
  type Filled,
  filledOf,
  isAsked,
  type Section,
  textOf,
  withFilled,
} from '../intake/question.ts';
import { canonical } from '../intake/referral.ts';
import { rowOf, type ShownGroup } from '../intake/shown.ts';
import { answerSections } from './questions.ts';

/** What an answerer's link opens: what is asked, and their draft. */
export interface OwnRequest {
  readonly id: string;
  /** For the trail; it is on no page. Null while there is no case. */
  readonly caseId: string | null;
  readonly agency: string;
  readonly person: string;
  readonly about: string;
  readonly dueOn: Temporal.PlainDate;
  readonly answers: Answers;
  readonly version: number;
}

/** Reads one page of the answer: what is good of it, and what is wrong. */
export function readPage(section: Section, form: URLSearchParams, today: Temporal.PlainDate): Checked {
  const { filled, problems } = validate(section, form, { today, answers: {} });
  const from = textOf(filled, 'known-from');
  const until = textOf(filled, 'known-until');
  // Days as ISO text stand in the order of time.
  const isTurned = from !== '' && until !== '' && until < from;
  const turned: Problem = {
    question: 'known-until',
    kind: 'wrong',
    text: 'The last day must not be before the first',
  };
  return { filled, problems: isTurned ? [...problems, turned] : problems };
}

/** One page's answers, to be put in their place. `base` is the digest of the answers that the form was made from. */
export interface PageWritten {
  readonly section: Section;
  readonly filled: Filled;
  readonly base: string;
}

/** The answers with the page in them; refuses where another window has changed the same page since, unless it said the same. */
export function decidePage(
  { answers }: Pick<OwnRequest, 'answers'>,
  { section, filled, base }: PageWritten,
  digest: (text: string) => string,
): Answers | Refusal {
  const now = canonical(filledOf(answers, section, null));
  if (digest(now) !== base && now !== canonical(filled)) return refuse('changed-elsewhere');
  return withFilled(answers, section, null, filled);
}

/** What is still missing from the answer, each with its page. */
export const missingFrom = (
  answers: Answers,
  today: Temporal.PlainDate,
): readonly { readonly section: Section; readonly text: string }[] =>
  answerSections.flatMap((section) =>
    missingIn(section, { today, answers }).map(({ text }) => ({ section, text })),
  );

/** How far a page is. */
export function progressOf(
  section: Section,
  answers: Answers,
  today: Temporal.PlainDate,
): 'done' | 'begun' | 'to-do' {
  if (missingIn(section, { today, answers }).length === 0) return 'done';
  return Object.keys(filledOf(answers, section, null)).length > 0 ? 'begun' : 'to-do';
}

/** Who answers, and whether they know the family. */
export interface Sending {
  readonly nil: { readonly name: string; readonly job: string } | null;
}

/** What goes: a nil return with whoever sends it, or an answer that is whole. */
export function decideSend(
  own: OwnRequest,
  { nil }: Sending,
  today: Temporal.PlainDate,
): { readonly own: OwnRequest; readonly name: string; readonly job: string } | Refusal {
  if (nil !== null) return { own, ...nil };
  if (missingFrom(own.answers, today).length > 0) return refuse('answer-incomplete');
  const text = (id: string) => (typeof own.answers[id] === 'string' ? String(own.answers[id]) : '');
  return { own, name: text('name'), job: text('job') };
}

/** An answer as it is read, page by page. */
export const showAnswer = (answers: Answers, base: string): readonly ShownGroup[] =>
  answerSections.map((section) => {
    const filled = filledOf(answers, section, null);
    const rows = section.questions.filter((one) => isAsked(one, filled)).map((one) => rowOf(one, filled));
    return { heading: section.title, href: `${base}/${section.id}`, rows };
  });
