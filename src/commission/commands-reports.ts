import { createHash } from 'node:crypto';
import type { Command } from '../acts/command.ts';
import { isRefusal, type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { readHeaded } from '../cases/store.ts';
import type { Answers, Filled } from '../intake/question.ts';
import { canonical } from '../intake/referral.ts';
import { mailLink, readMailWay } from '../mail/store.ts';
import { readLinkState, showLink } from '../people/store-link.ts';
import { newToken } from '../platform/clock/clock.ts';
import { decidePage, type PageWritten, type Sending } from '../requests/paged-answer.ts';
import { type StepName, steps, type Taking } from '../requests/request.ts';
import { readInvolved, readWhom } from '../requests/store.ts';
import { readReviews } from '../review/store.ts';
import type { OfReview } from './commands.ts';
import type { ReportsGround } from './ground.ts';
import {
  type AgencyReport,
  type Asking,
  decideSend,
  type Owed,
  type OwnReport,
  whyNotStep,
} from './report.ts';
import { readTermsOf } from './store.ts';
import {
  askReport,
  chaseReport,
  readOwed,
  readOwnReport,
  readReports,
  sendReport,
  writeReport,
} from './store-reports.ts';

type Tx = Parameters<typeof readReports>[0];

async function load(tx: Tx, wanted: OfReview, hold: 'to read' | 'to change'): Promise<ReportsGround | null> {
  const headed = await readHeaded(tx, wanted.reference, hold);
  if (headed === null) return null;
  const review =
    (await readReviews(tx, headed.id)).find((one) => one.review.id === wanted.review)?.review ?? null;
  const reports: AgencyReport[] = [];
  for (const one of await readReports(tx, headed.id, wanted.review))
    reports.push({ ...one, link: await readLinkState(tx, one.invitationId) });
  // Whoever sees neither the review nor a paper of it does not learn that there is one.
  if (review === null && reports.length === 0) return null;
  return {
    headed,
    reviewId: wanted.review,
    review,
    terms: await readTermsOf(tx, wanted.review),
    involved: await readInvolved(tx, headed.id),
    reports,
    whom: await readWhom(tx, headed.id),
    goesOut: (await readMailWay(tx)).goesOut,
  };
}

/** What the agencies of a review were asked for and have given, as far as whoever looks sees it. */
export const reports: View<OfReview, ReportsGround, ReportsGround> = {
  verb: 'agency-report.read',
  load: (tx, wanted) => load(tx, wanted, 'to read'),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, reviewId }) => ({ case: headed.id, object: reviewId }),
};

/** One report of a review. */
export interface OfReport extends OfReview {
  readonly id: string;
}

/** One report with the review that it is for. */
export interface OneReport {
  readonly all: ReportsGround;
  readonly report: AgencyReport;
}

async function loadOne(tx: Tx, { id, ...wanted }: OfReport, hold: 'to read' | 'to change') {
  const all = await load(tx, wanted, hold);
  const report = all?.reports.find((one) => one.id === id);
  return all === null || report === undefined ? null : { all, report };
}

/** One report with what the agency wrote. */
export const oneReport: View<OfReport, OneReport, OneReport> = {
  verb: 'agency-report.read',
  load: (tx, wanted) => loadOne(tx, wanted, 'to read'),
  standing: ({ all }) => all.headed.standing,
  present: (loaded) => loaded,
  entry: ({ all, report }) => ({ case: all.headed.id, object: report.id }),
};

/** What is asked of an agency, from the facts as they are held; null where the form is not whole. */
export interface AskWish extends OfReview {
  readonly asking: Asking;
}

/** Asks an agency for its report, or for what follows on one, and mails whoever answers a link. */
export const ask: Command<AskWish, ReportsGround, ReportsGround, { readonly id: string }> = {
  verb: 'agency-report.ask',
  load: (tx, { reference, review }) => load(tx, { reference, review }, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide: (facts, { asking }) => whyNotAsk(facts, asking) ?? facts,
  async write(tx, { headed, reviewId }, { asking }) {
    const { id, invitationId } = await askReport(tx, reviewId, asking);
    await mailLink(tx, { invitationId, kind: 'agency-request' });
    return { done: { id }, entry: { case: headed.id, object: id, facts: { for: asking.kind } } };
  },
};

function whyNotAsk(
  { headed, reports: all }: ReportsGround,
  { kind, agency, ofReport, email }: Asking,
): Refusal | null {
  if (headed.state === 'closed') return refuse('case-closed');
  const waiting = all.find(
    (one) =>
      one.state === 'asked' &&
      one.kind === kind &&
      one.agencyId === agency &&
      (kind === 'report' || one.email.toLowerCase() === email.toLowerCase()),
  );
  if (waiting !== undefined) return refuse('agency-asked', { agency: waiting.agency });
  const isThere =
    kind === 'report' ||
    all.some(({ id, state, agencyId }) => id === ofReport && state === 'known' && agencyId === agency);
  return isThere ? null : refuse('answers-wrong');
}

/** A step as its form was read. */
export interface StepWish extends OfReport {
  readonly step: StepName;
  readonly taking: Taking;
}

/** Takes a step so that it comes; where it needs a link, it is mailed. */
export const chase: Command<StepWish, OneReport, OneReport, null> = {
  verb: 'request.chase',
  load: (tx, wanted) => loadOne(tx, wanted, 'to change'),
  standing: ({ all }) => all.headed.standing,
  decide: (one, { step }) => whyNotStep(one.report, step) ?? one,
  async write(tx, { all, report }, { step, taking }) {
    const kind = steps[step];
    const invitationId = await chaseReport(tx, report.id, { ...taking, kind });
    if (kind === 'sent-again') await mailLink(tx, { invitationId, kind: 'agency-request' });
    if (kind === 'reminded') await mailLink(tx, { invitationId, kind: 'agency-request-reminder' });
    return { done: null, entry: { case: all.headed.id, object: report.id, facts: { step: kind } } };
  },
};

/** A link to be passed on by hand, with its code. */
export interface LinkShown {
  readonly token: string;
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
}

interface ToShow {
  readonly one: OneReport;
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
}

/** Shows the link of a report, where no mail goes out; one that was shown before is dead. */
export const showReportLink: Command<OfReport, OneReport, ToShow, LinkShown> = {
  verb: 'link.show',
  load: (tx, wanted) => loadOne(tx, wanted, 'to change'),
  standing: ({ all }) => all.headed.standing,
  decide(one) {
    if (one.all.goesOut) return refuse('link-mailed');
    const { link } = one.report;
    if (link === null || link.code === null) return refuse('link-over');
    return { one, code: link.code, expiresAt: link.expiresAt };
  },
  async write(tx, { one, code, expiresAt }) {
    const token = newToken();
    await showLink(tx, one.report.invitationId, token);
    return { done: { token, code, expiresAt }, entry: { case: one.all.headed.id, object: one.report.id } };
  },
};

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** What stands for the answers that a form was made from; it goes into the form and comes back. */
export const baseOfPage = (filled: Filled): string => digest(canonical(filled));

const about = ({ id, caseId }: OwnReport) => ({ case: caseId, object: id });

/** What one's agency is asked for, with one's draft. */
export const ownReport: View<null, OwnReport, OwnReport> = {
  verb: 'answer.read',
  load: (tx) => readOwnReport(tx, 'to read'),
  present: (own) => own,
  entry: about,
};

/** Writes one page of the draft. */
export const writePage: Command<PageWritten, OwnReport, { own: OwnReport; answers: Answers }, null> = {
  verb: 'answer.write',
  load: (tx) => readOwnReport(tx, 'to change'),
  decide(own, page) {
    const answers = decidePage(own, page, digest);
    return isRefusal(answers) ? answers : { own, answers };
  },
  async write(tx, { own, answers }, { section }) {
    await writeReport(tx, own, answers);
    return { done: null, entry: { ...about(own), facts: { section: section.id } } };
  },
};

/** Sends it, or a nil return; the link is closed with it. */
export const sendOwn: Command<
  Sending,
  OwnReport,
  { readonly own: OwnReport; readonly name: string; readonly job: string },
  null
> = {
  verb: 'answer.send',
  load: (tx) => readOwnReport(tx, 'to change'),
  decide: decideSend,
  async write(tx, { own, ...given }, { nil }) {
    await sendReport(tx, own, { nil: nil !== null, ...given });
    return { done: null, entry: { ...about(own), facts: { nil: nil !== null, for: own.kind } } };
  },
};

/** What the agencies owe now, with how many things that are. */
export interface Load {
  readonly owed: readonly Owed[];
  readonly all: number;
}

/** What each agency owes across all cases, as far as whoever looks sees it. */
export const agencyLoad: View<null, Load, Load> = {
  verb: 'agency-load.read',
  load: (tx) => readOwed(tx),
  present: (loaded) => loaded,
  entry: ({ all }) => ({ facts: { owed: all } }),
};
