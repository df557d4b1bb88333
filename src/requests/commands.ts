import type { Calendar } from '../law/bank-holidays.ts';
import type { Command } from '../acts/command.ts';
import { isRefusal, type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { readHeaded } from '../cases/store.ts';
import { holdReferral, readAgenciesToday } from '../cases/store-opening.ts';
import { readSentReferral } from '../intake/store.ts';
import { addWorkingDays, OutsideCalendar } from '../law/working-days.ts';
import { mailLink, readMailWay } from '../mail/store.ts';
import { readLinkState, showLink } from '../people/store-link.ts';
import { newToken } from '../platform/clock/clock.ts';
import type { Place } from '../safety/safety.ts';
import {
  type AgencyRequest,
  type AskedPlace,
  type Asking,
  decideStep,
  readAsk,
  readStep,
  type Requests,
  standingOfRequests,
  type StepName,
  steps,
  type Taking,
  whyNotAsk,
} from './request.ts';
import { askAgency, readInvolved, readRequests, readSteps, readWhom, takeStep, whomIn } from './store.ts';

type Tx = Parameters<typeof readRequests>[0];
type Hold = 'to change' | 'to read';

/** Where one asks: on a case, or on a referral. */
export interface Asked {
  readonly at: AskedPlace;
}

/** A request there. */
export interface AskedOne extends Asked {
  readonly id: string;
}

// Whoever is about to ask on a referral waits for whoever opens a case from it, and the other way round.
async function placeOf(tx: Tx, at: AskedPlace, hold: Hold): Promise<Place | null> {
  if (at.kind === 'case') {
    const headed = await readHeaded(tx, at.reference, hold);
    return headed === null ? null : { kind: 'case', headed };
  }
  if (hold === 'to change') await holdReferral(tx, at.id);
  const referral = await readSentReferral(tx, at.id);
  return referral === null ? null : { kind: 'referral', referral };
}

async function loadRequests(tx: Tx, at: AskedPlace, hold: Hold): Promise<Requests | null> {
  const place = await placeOf(tx, at, hold);
  if (place === null) return null;
  const taken = await readSteps(tx, place);
  const requests: AgencyRequest[] = [];
  for (const one of await readRequests(tx, place))
    requests.push({
      ...one,
      steps: taken.get(one.id) ?? [],
      link: await readLinkState(tx, one.invitationId),
    });
  const isCase = place.kind === 'case';
  return {
    place,
    requests,
    involved: isCase ? await readInvolved(tx, place.headed.id) : await readAgenciesToday(tx),
    whom: isCase ? await readWhom(tx, place.headed.id) : whomIn(place.referral.answers),
    goesOut: (await readMailWay(tx)).goesOut,
  };
}

// What the trail keeps of the place: the case, where there is one; and the referral where nothing else is named.
function entryOf({ place }: Requests, object?: string) {
  const ofCase = place.kind === 'case' ? place.headed.id : place.referral.ofCase?.id;
  const named = object ?? (place.kind === 'case' ? undefined : place.referral.id);
  return {
    ...(ofCase === undefined ? {} : { case: ofCase }),
    ...(named === undefined ? {} : { object: named }),
  };
}

/** What agencies were asked on a case or a referral and have answered, as far as whoever looks sees it. */
export const requestsAt: View<Asked, Requests, Requests> = {
  verb: 'request.read',
  load: (tx, { at }) => loadRequests(tx, at, 'to read'),
  standing: standingOfRequests,
  present: (loaded) => loaded,
  entry: (facts) => entryOf(facts),
};

/** One request with the case or the referral that it is on. */
export interface OneRequest {
  readonly facts: Requests;
  readonly request: AgencyRequest;
}

async function loadOne(tx: Tx, { at, id }: AskedOne, hold: Hold): Promise<OneRequest | null> {
  const facts = await loadRequests(tx, at, hold);
  const request = facts?.requests.find((one) => one.id === id);
  return facts === null || request === undefined ? null : { facts, request };
}

const standing = ({ facts }: OneRequest) => standingOfRequests(facts);

/** One request with its answer. */
export const oneRequest: View<AskedOne, OneRequest, OneRequest> = {
  verb: 'request.read',
  load: (tx, asked) => loadOne(tx, asked, 'to read'),
  standing,
  present: (loaded) => loaded,
  entry: ({ facts, request }) => entryOf(facts, request.id),
};

/** The form that asks an agency, as it came back. */
export interface AskSent extends Asked {
  readonly sent: URLSearchParams;
  /** The bank holidays by which the days to answer are counted. */
  readonly calendar: Calendar;
}

interface ToAsk {
  readonly facts: Requests;
  readonly asking: Asking;
  readonly due: Temporal.PlainDate;
}

function decideAsk(facts: Requests, { sent, calendar }: AskSent, today: Temporal.PlainDate): ToAsk | Refusal {
  const whyNot = whyNotAsk(facts.place);
  if (whyNot !== null) return whyNot;
  const waiting = facts.requests.find(
    ({ agencyId, state }) => agencyId === sent.get('agency') && state === 'asked',
  );
  if (waiting !== undefined) return refuse('agency-asked', { agency: waiting.agency });
  const { asking } = readAsk(facts, sent, today);
  if (asking === null) return refuse('answers-wrong');
  const due = dueIn(today, asking.days, calendar);
  return isRefusal(due) ? due : { facts, asking, due };
}

function dueIn(today: Temporal.PlainDate, days: number, calendar: Calendar): Temporal.PlainDate | Refusal {
  try {
    return addWorkingDays(today, days, calendar);
  } catch (error) {
    // Nobody is asked by a day that cannot be worked out.
    if (error instanceof OutsideCalendar) return refuse('answers-wrong');
    throw error;
  }
}

/** Asks an agency what it knows, and mails its nominated person a link. */
export const ask: Command<AskSent, Requests, ToAsk, { readonly id: string }> = {
  verb: 'request.ask',
  load: (tx, { at }) => loadRequests(tx, at, 'to change'),
  standing: standingOfRequests,
  decide: decideAsk,
  async write(tx, { facts, asking, due }) {
    const { id, invitationId } = await askAgency(tx, facts.place, asking, due);
    const mailed = await mailLink(tx, { invitationId, kind: 'agency-request' });
    const said = { agency: asking.agency, days: asking.days, mailed };
    return { done: { id }, entry: { ...entryOf(facts, id), facts: said } };
  },
};

/** A step on a request, as its form came back. */
export interface StepSent extends AskedOne {
  readonly step: StepName;
  readonly sent: URLSearchParams;
}

interface ToTake extends OneRequest {
  readonly taking: Taking;
}

function decideTake(one: OneRequest, { step, sent }: StepSent, today: Temporal.PlainDate): ToTake | Refusal {
  const whyNot = decideStep(one.request, { step });
  if (whyNot !== null) return whyNot;
  const { taking } = readStep(step, sent, today);
  return taking === null ? refuse('answers-wrong') : { ...one, taking };
}

/** Reminds, sends again, takes a delay further, or takes a request back. */
export const chase: Command<StepSent, OneRequest, ToTake, null> = {
  verb: 'request.chase',
  load: (tx, asked) => loadOne(tx, asked, 'to change'),
  standing,
  decide: decideTake,
  async write(tx, { facts, request, taking }) {
    const invitationId = await takeStep(tx, request.id, taking);
    if (taking.step === 'remind') await mailLink(tx, { invitationId, kind: 'agency-request-reminder' });
    if (taking.step === 'send-again') await mailLink(tx, { invitationId, kind: 'agency-request' });
    const said = { step: steps[taking.step] };
    return { done: null, entry: { ...entryOf(facts, request.id), facts: said } };
  },
};

/** A link with its code, shown once. */
export interface Shown {
  readonly token: string;
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
}

interface ToShow extends OneRequest {
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
}

/** Shows a coordinator the link of a request, once, where no mail goes out. */
export const showRequestLink: Command<AskedOne, OneRequest, ToShow, Shown> = {
  verb: 'link.show',
  load: (tx, asked) => loadOne(tx, asked, 'to change'),
  standing,
  decide({ facts, request }) {
    if (facts.goesOut) return refuse('link-mailed');
    const { link } = request;
    if (request.state !== 'asked' || link === null || link.code === null) return refuse('link-over');
    return { facts, request, code: link.code, expiresAt: link.expiresAt };
  },
  async write(tx, { facts, request, code, expiresAt }) {
    const token = newToken();
    await showLink(tx, request.invitationId, token);
    return { done: { token, code, expiresAt }, entry: entryOf(facts, request.id) };
  },
};
