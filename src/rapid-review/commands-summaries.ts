import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { mailLink, readMailWay } from '../mail/store.ts';
import { readLinkState, showLink } from '../people/store-link.ts';
import { newToken } from '../platform/clock/clock.ts';
import { readStep, type StepName, steps } from '../requests/request.ts';
import { readWhom } from '../requests/store.ts';
import { type Asked, loadReview, running } from './commands.ts';
import type { ReviewFacts } from './review.ts';
import { askSummary, chaseSummary, readSummaries, type TakenStep } from './store-summaries.ts';
import type { At } from './store-write.ts';
import { type Asking, readAsk, type Summary, whyNotStep } from './summary.ts';

type Tx = Parameters<typeof readSummaries>[0];
type Hold = 'to change' | 'to read';

/** The summaries of a review, as far as whoever looks sees them. */
export interface Summaries {
  readonly facts: ReviewFacts;
  readonly summaries: readonly Summary[];
  /** Whom the case is about, one line each, to begin the words from. */
  readonly whom: readonly string[];
  /** Whether mail goes out from here. */
  readonly goesOut: boolean;
}

async function load(tx: Tx, reference: string, hold: Hold): Promise<Summaries | null> {
  const facts = await loadReview(tx, reference, hold);
  if (facts === null || facts.review === null) return null;
  const found: Summary[] = [];
  for (const one of await readSummaries(tx, facts.review.id))
    found.push({ ...one, link: await readLinkState(tx, one.invitationId) });
  return {
    facts,
    summaries: found,
    whom: await readWhom(tx, facts.headed.id),
    goesOut: (await readMailWay(tx)).goesOut,
  };
}

/** What the agencies were asked for and have given, as far as whoever looks sees it. */
export const summaries: View<Asked, Summaries, Summaries> = {
  verb: 'request.read',
  load: (tx, { reference }) => load(tx, reference, 'to read'),
  standing: ({ facts }) => facts.headed.standing,
  present: (loaded) => loaded,
  entry: ({ facts }) => ({ case: facts.headed.id }),
};

/** A summary of a case. */
export interface AskedOne extends Asked {
  readonly id: string;
}

/** One summary with the review that it is for. */
export interface OneSummary {
  readonly all: Summaries;
  readonly summary: Summary;
}

async function loadOne(tx: Tx, { reference, id }: AskedOne, hold: Hold): Promise<OneSummary | null> {
  const all = await load(tx, reference, hold);
  const summary = all?.summaries.find((one) => one.id === id);
  return all === null || summary === undefined ? null : { all, summary };
}

/** One summary with what the agency wrote. */
export const oneSummary: View<AskedOne, OneSummary, OneSummary> = {
  verb: 'request.read',
  load: (tx, asked) => loadOne(tx, asked, 'to read'),
  standing: ({ all }) => all.facts.headed.standing,
  present: (loaded) => loaded,
  entry: ({ all, summary }) => ({ case: all.facts.headed.id, object: summary.id }),
};

/** The form that asks an agency, as it came back. */
export interface AskSent extends Asked {
  readonly sent: URLSearchParams;
  readonly calendar: Calendar;
}

/** Asks an agency for its summary, and mails whoever writes it a link. */
export const ask: Command<
  AskSent,
  Summaries,
  { readonly at: At; readonly asking: Asking },
  { readonly id: string }
> = {
  verb: 'request.ask',
  load: (tx, { reference }) => load(tx, reference, 'to change'),
  standing: ({ facts }) => facts.headed.standing,
  decide({ facts, summaries: all }, { sent, calendar }, today) {
    const at = running(facts);
    if (isRefusal(at)) return at;
    const waiting = all.find(({ agencyId, state }) => agencyId === sent.get('agency') && state === 'asked');
    if (waiting !== undefined) return refuse('agency-asked', { agency: waiting.agency });
    const { asking } = readAsk({ involved: facts.involved, summaries: all }, sent, today, calendar);
    return asking === null ? refuse('answers-wrong') : { at, asking };
  },
  async write(tx, { at, asking }) {
    const { id, invitationId } = await askSummary(tx, at.reviewId, asking);
    await mailLink(tx, { invitationId, kind: 'agency-request' });
    return { done: { id }, entry: { case: at.caseId, object: id } };
  },
};

/** A step as its form came back. */
export interface StepSent extends AskedOne {
  readonly step: StepName;
  readonly sent: URLSearchParams;
}

/** Takes a step so that a summary comes; where it needs a link, it is mailed. */
export const chase: Command<
  StepSent,
  OneSummary,
  { readonly one: OneSummary; readonly taken: TakenStep },
  null
> = {
  verb: 'request.chase',
  load: (tx, asked) => loadOne(tx, asked, 'to change'),
  standing: ({ all }) => all.facts.headed.standing,
  decide(one, { step, sent }, today) {
    const whyNot = whyNotStep(one.summary, step);
    if (whyNot !== null) return whyNot;
    const { taking } = readStep(step, sent, today);
    return taking === null ? refuse('answers-wrong') : { one, taken: { ...taking, kind: steps[step] } };
  },
  async write(tx, { one, taken }) {
    const invitationId = await chaseSummary(tx, one.summary.id, taken);
    if (taken.kind === 'sent-again') await mailLink(tx, { invitationId, kind: 'agency-request' });
    if (taken.kind === 'reminded') await mailLink(tx, { invitationId, kind: 'agency-request-reminder' });
    const about = { case: one.all.facts.headed.id, object: one.summary.id };
    return { done: null, entry: { ...about, facts: { step: taken.kind } } };
  },
};

/** A link to be passed on by hand, with its code. */
export interface LinkShown {
  readonly token: string;
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
}

/** Shows the link of a summary, where no mail goes out; one that was shown before is dead. */
export const showSummaryLink: Command<
  AskedOne,
  OneSummary,
  { readonly one: OneSummary; readonly code: string; readonly expiresAt: Temporal.Instant },
  LinkShown
> = {
  verb: 'link.show',
  load: (tx, asked) => loadOne(tx, asked, 'to change'),
  standing: ({ all }) => all.facts.headed.standing,
  decide(one) {
    if (one.all.goesOut) return refuse('link-mailed');
    const { link } = one.summary;
    return link === null || link.code === null
      ? refuse('link-over')
      : { one, code: link.code, expiresAt: link.expiresAt };
  },
  async write(tx, { one, code, expiresAt }) {
    const token = newToken();
    await showLink(tx, one.summary.invitationId, token);
    return {
      done: { token, code, expiresAt },
      entry: { case: one.all.facts.headed.id, object: one.summary.id },
    };
  },
};
