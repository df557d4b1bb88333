import { may } from '../access/policy.ts';
import type { Here } from '../acts/work-room.ts';
import { bearerOf } from '../acts/work-route.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import { referenceIn } from '../cases/case.ts';
import { type CaseClock, conventionsOf } from '../cases/clocks.ts';
import { type HeadedCase, presentHeader } from '../cases/header.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { rapidReview } from './commands.ts';
import { clockOf, type ReviewFacts } from './review.ts';

/** Where the pages of a review begin. */
export const baseOf = ({ request }: Here): string => `/cases/${referenceIn(request.params)}/rapid-review`;

/** The rapid review that the address names, for whoever sees its case; null for everybody else. */
export async function factsOf(here: Here): Promise<ReviewFacts | null> {
  const wanted = { reference: referenceIn(here.request.params) };
  const outcome = await look(here.room, bearerOf(here.request), rapidReview, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** Whether whoever asks may do this on the case, by the policy. */
export const mayDo = ({ request }: Here, verb: Verb, { headed }: Pick<ReviewFacts, 'headed'>): boolean =>
  may(bearerOf(request).actor, verb, headed.standing);

/** The head of a page of a review. */
export const headerOf = ({ request }: Here, headed: HeadedCase) =>
  presentHeader(headed, bearerOf(request).actor, may, 'rapid-review');

/** The frame of a page of a review, with a way back where it is not the first. */
export function frameOf(
  here: Here,
  headed: HeadedCase,
  title: string,
  errors: readonly PageError[] = [],
  back: { readonly text: string; readonly href: string } | null = {
    text: 'Rapid review',
    href: baseOf(here),
  },
) {
  const backLink = back === null ? {} : { backLink: back };
  const facts = { title: `${headed.reference} – ${title}`, section: 'cases', errors, ...backLink } as const;
  return workspaceFrame(here.request, here.room.assets, facts);
}

/** How the partnership counts. */
export const conventionsIn = ({ request }: Here) => conventionsOf(request.partnership.settings);

/** The clock of a review by the partnership's own convention. */
export const clockIn = (here: Here, facts: ReviewFacts): CaseClock | null =>
  clockOf(facts, conventionsIn(here));
