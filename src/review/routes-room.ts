import { may } from '../access/policy.ts';
import type { Bearer } from '../acts/command.ts';
import { formKey, type OnceOutcome } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import { look, type View } from '../acts/view.ts';
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
import { type OfReview, oneReview } from './commands.ts';
import { type RecordForm, type RecordPage, recordPage } from './pages/record.ts';
import { hrefOf } from './present.ts';
import type { ReviewFacts } from './review.ts';

/** The review that the address names. */
export const wantedIn = ({ request }: Here): OfReview => ({
  reference: referenceIn(request.params),
  review: idIn(request, 'review'),
});

/** The same for whoever sees it; null for everybody else. */
export async function reviewIn(
  here: Here,
  view: View<OfReview, ReviewFacts, ReviewFacts> = oneReview,
): Promise<ReviewFacts | null> {
  const outcome = await look(here.room, bearerOf(here.request), view, wantedIn(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** Whether whoever asks may do this on the case, by the policy. */
export const mayDo = ({ request }: Here, verb: Verb, headed: HeadedCase): boolean =>
  may(bearerOf(request).actor, verb, headed.standing);

/** The head of a page about reviews. */
export const headerOf = ({ request }: Here, headed: HeadedCase) =>
  presentHeader(headed, bearerOf(request).actor, may, 'reviews');

/** How the partnership counts. */
export const conventionsIn = ({ request }: Here) => conventionsOf(request.partnership.settings);

/** The frame of a page about reviews. */
export function frameOf(here: Here, headed: HeadedCase, title: string, errors: readonly PageError[] = []) {
  return workspaceFrame(here.request, here.room.assets, {
    title: `${headed.reference} – ${title}`,
    section: 'cases',
    errors,
  });
}

/** A form of a page, with what was typed and what is wrong beside it. */
export interface Asked {
  readonly section: Section;
  readonly form: URLSearchParams;
  readonly problems: readonly Problem[];
}

/** One form as its page shows it. Only the form that was sent keeps its key; another on the page has its own. */
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

/** A page below a review, with the facts that are its own. */
export type OwnPage = Pick<RecordPage, 'heading' | 'lead' | 'records' | 'nothing' | 'forms'> &
  Partial<Pick<RecordPage, 'meanwhile' | 'unconfirmed'>> & {
    /** What a browser keeps of the page where its heading has a name in it. */
    readonly title?: string;
  };

/** Answers a page below a review: 200, 400 with what is wrong in the form, or 409 with why it was refused. */
export function recordAnswer(
  here: Here,
  { headed, review }: Pick<ReviewFacts, 'headed' | 'review'>,
  { title, ...own }: OwnPage,
  { asked = null, refusal = null }: { readonly asked?: Asked | null; readonly refusal?: Refusal | null } = {},
): WorkAnswer {
  const errors = [
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
    ...(asked === null ? [] : problemLinks(asked.section, asked.problems)),
  ];
  const model: RecordPage = {
    header: headerOf(here, headed),
    meanwhile: null,
    unconfirmed: null,
    ...own,
    isFolded: own.records.length > 0 && errors.length === 0 && !here.request.restored && !own.meanwhile,
    back: { text: 'Back to the review', href: hrefOf(headed.reference, review.id) },
  };
  const status = refusal !== null || model.meanwhile !== null ? 409 : errors.length > 0 ? 400 : 200;
  return { status, body: recordPage(frameOf(here, headed, title ?? own.heading, errors), model) };
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

/** Who asks. */
export const bearerIn = ({ request }: Here): Bearer => bearerOf(request);
