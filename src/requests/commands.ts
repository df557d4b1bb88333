import type { Command } from '../acts/command.ts';
import { isRefusal, type Refusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { whyNotChange } from '../cases/people.ts';
import { readHeaded } from '../cases/store.ts';
import { addWorkingDays, OutsideCalendar } from '../law/working-days.ts';
import { mailLink, readMailWay } from '../mail/store.ts';
import { readLinkState, showLink } from '../people/store-link.ts';
import { newToken } from '../platform/clock/clock.ts';
import {
  type AgencyRequest,
  type Asking,
  type CaseRequests,
  decideStep,
  readAsk,
  readStep,
  type StepName,
  steps,
  type Taking,
} from './request.ts';
import { askAgency, readInvolved, readRequests, readSteps, readWhom, takeStep } from './store.ts';

type Tx = Parameters<typeof readRequests>[0];
type Hold = 'to change' | 'to read';

/** A case by its reference. */
export interface Asked {
  readonly reference: string;
}

/** A request of a case. */
export interface AskedOne extends Asked {
  readonly id: string;
}

async function loadRequests(tx: Tx, reference: string, hold: Hold): Promise<CaseRequests | null> {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  const taken = await readSteps(tx, headed.id);
  const requests: AgencyRequest[] = [];
  for (const one of await readRequests(tx, headed.id))
    requests.push({
      ...one,
      steps: taken.get(one.id) ?? [],
      link: await readLinkState(tx, one.invitationId),
    });
  return {
    headed,
    requests,
    involved: await readInvolved(tx, headed.id),
    whom: await readWhom(tx, headed.id),
    goesOut: (await readMailWay(tx)).goesOut,
  };
}

/** What the agencies of a case were asked and have answered, as far as whoever looks sees it. */
export const caseRequests: View<Asked, CaseRequests, CaseRequests> = {
  verb: 'request.read',
  load: (tx, { reference }) => loadRequests(tx, reference, 'to read'),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** One request with the case that it is on. */
export interface OneRequest {
  readonly facts: CaseRequests;
  readonly request: AgencyRequest;
}

async function loadOne(tx: Tx, { reference, id }: AskedOne, hold: Hold): Promise<OneRequest | null> {
  const facts = await loadRequests(tx, reference, hold);
  const request = facts?.requests.find((one) => one.id === id);
  return facts === null || request === undefined ? null : { facts, request };
}

/** One request with its answer. */
export const oneRequest: View<AskedOne, OneRequest, OneRequest> = {
  verb: 'request.read',
  load: (tx, asked) => loadOne(tx, asked, 'to read'),
  standing: ({ facts }) => facts.headed.standing,
  present: (loaded) => loaded,
  entry: ({ facts, request }) => ({ case: facts.headed.id, object: request.id }),
};

/** The form that asks an agency, as it came back. */
export interface AskSent extends Asked {
  readonly sent: URLSearchParams;
}

interface ToAsk {
  readonly facts: CaseRequests;
  readonly asking: Asking;
  readonly due: Temporal.PlainDate;
}

function decideAsk(facts: CaseRequests, { sent }: AskSent, today: Temporal.PlainDate): ToAsk | Refusal {
  const closed = whyNotChange(facts);
  if (closed !== null) return closed;
  const waiting = facts.requests.find(
    ({ agencyId, state }) => agencyId === sent.get('agency') && state === 'asked',
  );
  if (waiting !== undefined) return refuse('agency-asked', { agency: waiting.agency });
  const { asking } = readAsk(facts, sent, today);
  if (asking === null) return refuse('answers-wrong');
  const due = dueIn(today, asking.days);
  return isRefusal(due) ? due : { facts, asking, due };
}

function dueIn(today: Temporal.PlainDate, days: number): Temporal.PlainDate | Refusal {
  try {
    return addWorkingDays(today, days);
  } catch (error) {
    // Nobody is asked by a day that cannot be worked out.
    if (error instanceof OutsideCalendar) return refuse('answers-wrong');
    throw error;
  }
}

/** Asks an agency what it knows, and mails its nominated person a link. */
export const ask: Command<AskSent, CaseRequests, ToAsk, { readonly id: string }> = {
  verb: 'request.ask',
  load: (tx, { reference }) => loadRequests(tx, reference, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide: decideAsk,
  async write(tx, { facts, asking, due }) {
    const { id, invitationId } = await askAgency(tx, facts.headed.id, asking, due);
    const mailed = await mailLink(tx, { invitationId, kind: 'agency-request' });
    const entry = {
      case: facts.headed.id,
      object: id,
      facts: { agency: asking.agency, days: asking.days, mailed },
    };
    return { done: { id }, entry };
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
  standing: ({ facts }) => facts.headed.standing,
  decide: decideTake,
  async write(tx, { facts, request, taking }) {
    const invitationId = await takeStep(tx, request.id, taking);
    if (taking.step === 'remind') await mailLink(tx, { invitationId, kind: 'agency-request-reminder' });
    if (taking.step === 'send-again') await mailLink(tx, { invitationId, kind: 'agency-request' });
    const entry = { case: facts.headed.id, object: request.id, facts: { step: steps[taking.step] } };
    return { done: null, entry };
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
  standing: ({ facts }) => facts.headed.standing,
  decide({ facts, request }) {
    if (facts.goesOut) return refuse('link-mailed');
    const { link } = request;
    if (request.state !== 'asked' || link === null || link.code === null) return refuse('link-over');
    return { facts, request, code: link.code, expiresAt: link.expiresAt };
  },
  async write(tx, { facts, request, code, expiresAt }) {
    const token = newToken();
    await showLink(tx, request.invitationId, token);
    return { done: { token, code, expiresAt }, entry: { case: facts.headed.id, object: request.id } };
  },
};
