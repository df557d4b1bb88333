import { may } from '../access/policy.ts';
import { formKey, type OnceOutcome } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import { type Here, hidden, idIn } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { type HeadedCase, presentHeader } from '../cases/header.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import type { Section } from '../intake/question.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { ground, type OfReview } from './commands.ts';
import type { Ground } from './ground.ts';
import { type Block, type CommissionPage, commissionPage, type RecordForm } from './pages/record.ts';

/** The review that the address names. */
export const wantedIn = ({ request }: Here): OfReview => ({
  reference: referenceIn(request.params),
  review: idIn(request, 'review'),
});

/** Where the pages of a review begin. */
export const baseOf = ({ reference, review }: OfReview): string => `/cases/${reference}/reviews/${review}`;

/** How the review is set up, for whoever sees it; null for everybody else. */
export async function groundIn(here: Here): Promise<Ground | null> {
  const outcome = await look(here.room, bearerOf(here.request), ground, wantedIn(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** Whether whoever asks may do this on the case, by the policy, and the case is open. */
export const mayDo = ({ request }: Here, verb: Verb, headed: HeadedCase): boolean =>
  may(bearerOf(request).actor, verb, headed.standing);

/** How the partnership counts. */
export const conventionsIn = ({ request }: Here) => conventionsOf(request.partnership.settings);

/** The frame of a page of a case. */
export const frameOf = (here: Here, headed: HeadedCase, title: string, errors: readonly PageError[] = []) =>
  workspaceFrame(here.request, here.room.assets, {
    title: `${headed.reference} – ${title}`,
    section: 'cases',
    errors,
  });

/** A form as it is to be shown, with what was typed and what is wrong. */
export interface Asked {
  readonly section: Section;
  readonly form: URLSearchParams;
  readonly problems: readonly Problem[];
}

/** One form of a page. */
export function formOf(
  here: Here,
  { section, form, problems }: Asked,
  shown: Pick<RecordForm, 'heading' | 'action' | 'button'> &
    Partial<Pick<RecordForm, 'hidden' | 'isSecond' | 'stays'>>,
): RecordForm {
  return {
    id: `form-${section.id}`,
    hidden: [],
    isSecond: false,
    stays: false,
    ...shown,
    fields: presentFields(section, form, problems),
    formToken: here.request.formToken,
    formKey: formKey(form),
  };
}

/** A part of a page; what is not given is not there. */
export const block = (id: string, heading: string, more: Partial<Block> = {}): Block => ({
  id,
  heading,
  lead: null,
  rows: [],
  records: [],
  groups: [],
  nothing: null,
  links: [],
  ...more,
});

/** A page below a review: 200, 400 with what is wrong in the form, 409 with why it was refused. */
export function pageAnswer(
  here: Here,
  headed: HeadedCase,
  own: Pick<CommissionPage, 'heading' | 'lead'> & Partial<CommissionPage>,
  { asked = null, refusal = null }: { readonly asked?: Asked | null; readonly refusal?: Refusal | null } = {},
): WorkAnswer {
  const errors = [
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
    ...(asked === null ? [] : problemLinks(asked.section, asked.problems)),
  ];
  const model: CommissionPage = {
    header: presentHeader(headed, bearerOf(here.request).actor, may, 'reviews'),
    state: null,
    unconfirmed: null,
    todo: null,
    code: null,
    blocks: [],
    forms: [],
    isFolded: false,
    back: { text: 'Back to the review', href: baseOf(wantedIn(here)) },
    ...own,
  };
  const status = refusal !== null ? 409 : errors.length > 0 ? 400 : 200;
  return { status, body: commissionPage(frameOf(here, headed, own.heading, errors), model) };
}

/** What a form came to: where it leads, nothing for whoever may not, or what `again` makes of a refusal. */
export async function answerOf<Done>(
  here: Here,
  outcome: OnceOutcome<Done>,
  to: (done: Done) => string,
  again: (refusal: Refusal) => Promise<WorkAnswer | null>,
): Promise<WorkAnswer | null> {
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return again(outcome.refusal);
}
