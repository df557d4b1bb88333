import { may } from '../access/policy.ts';
import { formKey, type OnceOutcome } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import { type Here, hidden } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer } from '../acts/work-route.ts';
import type { HeadedCase } from '../cases/header.ts';
import { conventionsOf } from '../cases/clocks.ts';
import type { Standing } from '../access/policy.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import type { Section } from '../intake/question.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { type RecordForm, type RecordPage, recordPage } from './pages/record.ts';

/** Whether whoever asks may do this, as they stand to the case that it is about; none where it is about none. */
export const mayDo = ({ request }: Here, verb: Verb, standing?: Standing): boolean =>
  may(bearerOf(request).actor, verb, standing);

/** The account of whoever asks; empty for nobody. */
export function ownAccount({ request }: Here): string {
  const { actor } = bearerOf(request);
  return actor.kind === 'member' ? actor.accountId : '';
}

/** How the partnership counts. */
export const conventionsIn = ({ request }: Here) => conventionsOf(request.partnership.settings);

/** The frame of a page; with a case its reference stands in the title, and never what was typed. */
export function frameOf(
  here: Here,
  title: string,
  errors: readonly PageError[] = [],
  headed: Pick<HeadedCase, 'reference'> | null = null,
) {
  return workspaceFrame(here.request, here.room.assets, {
    title: headed === null ? title : `${headed.reference} – ${title}`,
    section: headed === null ? 'improvement' : 'cases',
    errors,
  });
}

/** A form with what was typed and what is wrong beside it. */
export interface Asked {
  readonly section: Section;
  readonly form: URLSearchParams;
  readonly problems: readonly Problem[];
}

/** What was typed into a form before its session ended, or what stands in it at first. */
export const typedIn = ({ request }: Here, first: Readonly<Record<string, string>> = {}): URLSearchParams =>
  request.restored ? request.form : new URLSearchParams(first);

/** The fields of a day, as a form has them. */
export const dayFields = (name: string, day: Temporal.PlainDate | null): Readonly<Record<string, string>> =>
  day === null
    ? {}
    : { [`${name}-day`]: `${day.day}`, [`${name}-month`]: `${day.month}`, [`${name}-year`]: `${day.year}` };

/** A form as its page shows it. */
export function formOf(
  here: Here,
  { section, form, problems }: Asked,
  shown: Pick<RecordForm, 'heading' | 'action' | 'button'> & Partial<Pick<RecordForm, 'hidden' | 'other'>>,
): RecordForm {
  return {
    id: `form-${section.id}`,
    hidden: [],
    other: null,
    ...shown,
    fields: presentFields(section, form, problems),
    formToken: here.request.formToken,
    formKey: formKey(form),
  };
}

/** Answers a page: 200, 400 with what is wrong in its form, or 409 with why it was refused. */
export function recordAnswer(
  here: Here,
  model: RecordPage,
  {
    title,
    headed = null,
    asked = null,
    refusal = null,
  }: {
    readonly title: string;
    readonly headed?: Pick<HeadedCase, 'reference'> | null;
    readonly asked?: Asked | null;
    readonly refusal?: Refusal | null;
  },
): WorkAnswer {
  const errors = [
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
    ...(asked === null ? [] : problemLinks(asked.section, asked.problems)),
  ];
  const status = refusal !== null || model.meanwhile !== null ? 409 : errors.length > 0 ? 400 : 200;
  return { status, body: recordPage(frameOf(here, title, errors, headed), model) };
}

/** What a form came to: where it leads, nothing for whoever may not, or what `again` makes of a refusal. */
export async function afterAct<Done>(
  here: Here,
  outcome: OnceOutcome<Done>,
  to: (done: Done) => string,
  again: (refusal: Refusal) => Promise<WorkAnswer | null> | WorkAnswer | null,
): Promise<WorkAnswer | null> {
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return again(outcome.refusal);
}

/** A page that is a form and nothing else. */
export const formPage = (of: Pick<RecordPage, 'heading' | 'back'> & Partial<RecordPage>): RecordPage => ({
  header: null,
  above: null,
  lead: [],
  meanwhile: null,
  facts: [],
  axes: [],
  doing: [],
  form: null,
  parts: [],
  ...of,
});
