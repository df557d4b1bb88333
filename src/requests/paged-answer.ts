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
import type { Day } from '../law/day.ts';

/** Reads one page: what is good of it, and what is wrong. */
export function readPage(section: Section, form: URLSearchParams, today: Day): Checked {
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
  { answers }: { readonly answers: Answers },
  { section, filled, base }: PageWritten,
  digest: (text: string) => string,
): Answers | Refusal {
  const now = canonical(filledOf(answers, section, null));
  if (digest(now) !== base && now !== canonical(filled)) return refuse('changed-elsewhere');
  return withFilled(answers, section, null, filled);
}

/** What is still missing, each with its page. */
export const missingFrom = (
  sections: readonly Section[],
  answers: Answers,
  today: Day,
): readonly { readonly section: Section; readonly text: string }[] =>
  sections.flatMap((section) =>
    missingIn(section, { today, answers }).map(({ text }) => ({ section, text })),
  );

/** How far a page is. */
export function progressOf(section: Section, answers: Answers, today: Day): 'done' | 'begun' | 'to-do' {
  if (missingIn(section, { today, answers }).length === 0) return 'done';
  return Object.keys(filledOf(answers, section, null)).length > 0 ? 'begun' : 'to-do';
}

/** How it is sent: as it was answered, or as a nil return with whoever sends that. */
export interface Sending {
  readonly nil: { readonly name: string; readonly job: string } | null;
}

/** The answers as they are read, page by page. */
export const shownBy = (
  sections: readonly Section[],
  answers: Answers,
  base: string,
): readonly ShownGroup[] =>
  sections.map((section) => {
    const filled = filledOf(answers, section, null);
    const rows = section.questions.filter((one) => isAsked(one, filled)).map((one) => rowOf(one, filled));
    return { heading: section.title, href: `${base}/${section.id}`, rows };
  });
