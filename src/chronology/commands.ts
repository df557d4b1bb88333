import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { HeadedCase } from '../cases/header.ts';
import { whyNotChange } from '../cases/people.ts';
import { readHeaded } from '../cases/store.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { mailLink, readMailWay } from '../mail/store.ts';
import { readLinkState, showLink } from '../people/store-link.ts';
import { newToken } from '../platform/clock/clock.ts';
import { type StepName, steps } from '../requests/request.ts';
import { readInvolved } from '../requests/store.ts';
import { readLane, readLaneStep, whyNotLaneStep } from './asking.ts';
import { type AgencyLane, type Chronology, type ChronologyFacts, unasked, whyNotWork } from './chronology.ts';
import { readSetup } from './setting-up.ts';
import {
  addChronology,
  addSetup,
  chaseLane,
  type LaneAsked,
  type LaneStep,
  moveChronology,
  openLane,
  readChronologies,
  readLanes,
  type SetupWish,
} from './store.ts';

type Tx = Parameters<typeof readLanes>[0];
type Hold = 'to change' | 'to read';

/** A case by its reference. */
export interface OfCase {
  readonly reference: string;
}

/** A chronology of a case. */
export interface OfChronology extends OfCase {
  readonly number: number;
}

/** A lane of a chronology. */
export interface OfLane extends OfChronology {
  readonly lane: string;
}

/** The chronologies of a case. */
export interface AllOfCase {
  readonly headed: HeadedCase;
  readonly chronologies: readonly Chronology[];
}

async function loadAll(tx: Tx, reference: string, hold: Hold): Promise<AllOfCase | null> {
  const headed = await readHeaded(tx, reference, hold);
  return headed === null ? null : { headed, chronologies: await readChronologies(tx, headed.id) };
}

/** The chronology of that number with its lanes, for whoever sees the case; null for everybody else. */
export async function loadChronology(
  tx: Tx,
  { reference, number }: OfChronology,
  hold: Hold,
): Promise<ChronologyFacts | null> {
  const all = await loadAll(tx, reference, hold);
  const chronology = all?.chronologies.find((one) => one.number === number);
  if (all === null || chronology === undefined) return null;
  const lanes: AgencyLane[] = [];
  for (const lane of await readLanes(tx, chronology.id))
    lanes.push({
      ...lane,
      link: lane.invitationId === null ? null : await readLinkState(tx, lane.invitationId),
    });
  return {
    headed: all.headed,
    chronology,
    lanes,
    involved: await readInvolved(tx, all.headed.id),
    goesOut: (await readMailWay(tx)).goesOut,
  };
}

/** The chronologies of a case, the latest first. */
export const chronologies: View<OfCase, AllOfCase, AllOfCase> = {
  verb: 'chronology.read',
  load: (tx, { reference }) => loadAll(tx, reference, 'to read'),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** A chronology with its lanes. */
export const oneChronology: View<OfChronology, ChronologyFacts, ChronologyFacts> = {
  verb: 'chronology.read',
  load: (tx, asked) => loadChronology(tx, asked, 'to read'),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, chronology }) => ({ case: headed.id, object: chronology.id }),
};

const held = {
  load: (tx: Tx, asked: OfChronology) => loadChronology(tx, asked, 'to change'),
  standing: ({ headed }: ChronologyFacts) => headed.standing,
} as const;

const about = ({ headed, chronology }: ChronologyFacts) => ({ case: headed.id, object: chronology.id });

/** Opens a chronology of a case. */
export const openChronology: Command<
  OfCase & { readonly sent: URLSearchParams },
  AllOfCase,
  { readonly caseId: string; readonly setup: SetupWish },
  { readonly number: number }
> = {
  verb: 'chronology.open',
  load: (tx, { reference }) => loadAll(tx, reference, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide({ headed }, { sent }) {
    const closed = whyNotChange({ headed });
    if (closed !== null) return closed;
    const { setup } = readSetup(sent);
    return setup === null ? refuse('answers-wrong') : { caseId: headed.id, setup };
  },
  async write(tx, { caseId, setup }) {
    const { id, number } = await addChronology(tx, caseId, setup);
    return {
      done: { number },
      entry: { case: caseId, object: id, facts: { columns: setup.columns.length } },
    };
  },
};

/** Changes what a chronology asks: another version, from the one that whoever changes it had before them. */
export const changeSetup: Command<
  OfChronology & { readonly sent: URLSearchParams; readonly from: number },
  ChronologyFacts,
  { readonly facts: ChronologyFacts; readonly setup: SetupWish },
  null
> = {
  verb: 'chronology.open',
  ...held,
  decide(facts, { sent, from }) {
    const whyNot = whyNotWork(facts);
    if (whyNot !== null) return whyNot;
    if (facts.chronology.setup.version !== from) return refuse('changed-elsewhere');
    const { setup } = readSetup(sent);
    return setup === null ? refuse('answers-wrong') : { facts, setup };
  },
  async write(tx, { facts, setup }, { from }) {
    const { headed, chronology } = facts;
    await addSetup(tx, headed.id, chronology.id, { ...setup, version: from + 1 });
    return { done: null, entry: { ...about(facts), facts: { version: from + 1 } } };
  },
};

/** The form that asks an agency, as it came back. */
export interface LaneSent extends OfChronology {
  readonly sent: URLSearchParams;
  readonly calendar: Calendar;
}

/** Opens an agency's lane, and mails whoever makes it a link where it is asked by one. */
export const askLane: Command<
  LaneSent,
  ChronologyFacts,
  { readonly facts: ChronologyFacts; readonly asking: LaneAsked },
  { readonly id: string }
> = {
  verb: 'chronology.ask',
  ...held,
  decide(facts, { sent, calendar }, today) {
    const whyNot = whyNotWork(facts);
    if (whyNot !== null) return whyNot;
    const free = unasked(facts).some(({ id }) => id === sent.get('agency'));
    const other = facts.lanes.find(({ agencyId }) => agencyId === sent.get('agency'));
    if (!free && other !== undefined) return refuse('agency-asked', { agency: other.agency });
    const { asking } = readLane(facts, sent, today, calendar);
    return asking === null ? refuse('answers-wrong') : { facts, asking };
  },
  async write(tx, { facts, asking }) {
    const { id, invitationId } = await openLane(tx, facts.chronology.id, asking);
    if (invitationId !== null) await mailLink(tx, { invitationId, kind: 'agency-request' });
    return {
      done: { id },
      entry: { case: facts.headed.id, object: id, facts: { link: invitationId !== null } },
    };
  },
};

/** One lane with the chronology that it is of. */
export interface OneLane {
  readonly all: ChronologyFacts;
  readonly lane: AgencyLane;
}

async function loadLane(tx: Tx, asked: OfLane, hold: Hold): Promise<OneLane | null> {
  const all = await loadChronology(tx, asked, hold);
  const lane = all?.lanes.find(({ id }) => id === asked.lane);
  return all === null || lane === undefined ? null : { all, lane };
}

/** Steps on a lane and what it takes are about this one. */
export const heldLane = {
  load: (tx: Tx, asked: OfLane) => loadLane(tx, asked, 'to change'),
  standing: ({ all }: OneLane) => all.headed.standing,
} as const;

/** One lane, as far as whoever looks sees it. */
export const oneLane: View<OfLane, OneLane, OneLane> = {
  verb: 'chronology.read',
  load: (tx, asked) => loadLane(tx, asked, 'to read'),
  standing: ({ all }) => all.headed.standing,
  present: (loaded) => loaded,
  entry: ({ all, lane }) => ({ case: all.headed.id, object: lane.id }),
};

/** A step as its form came back. */
export interface LaneStepSent extends OfLane {
  readonly step: StepName;
  readonly sent: URLSearchParams;
  readonly calendar: Calendar;
}

/** Takes a step so that a return comes; where it needs a link, it is mailed. */
export const chase: Command<
  LaneStepSent,
  OneLane,
  { readonly one: OneLane; readonly taken: LaneStep },
  null
> = {
  verb: 'chronology.chase',
  ...heldLane,
  decide(one, { step, sent, calendar }, today) {
    if (one.all.chronology.closedAt !== null) return refuse('chronology-closed');
    const whyNot = whyNotLaneStep(one.lane, step);
    if (whyNot !== null) return whyNot;
    const { taking } = readLaneStep(step, sent, today, calendar);
    return taking === null ? refuse('answers-wrong') : { one, taken: { ...taking, kind: steps[step] } };
  },
  async write(tx, { one, taken }) {
    const invitationId = await chaseLane(tx, one.lane.id, taken);
    if (invitationId !== null && taken.kind === 'sent-again')
      await mailLink(tx, { invitationId, kind: 'agency-request' });
    if (invitationId !== null && taken.kind === 'reminded')
      await mailLink(tx, { invitationId, kind: 'agency-request-reminder' });
    return {
      done: null,
      entry: { case: one.all.headed.id, object: one.lane.id, facts: { step: taken.kind } },
    };
  },
};

/** A link to be passed on by hand, with its code. */
export interface LinkShown {
  readonly token: string;
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
}

/** Shows the link of a lane, where no mail goes out; one that was shown before is dead. */
export const showLaneLink: Command<
  OfLane,
  OneLane,
  {
    readonly one: OneLane;
    readonly invitationId: string;
    readonly code: string;
    readonly expiresAt: Temporal.Instant;
  },
  LinkShown
> = {
  verb: 'link.show',
  ...heldLane,
  decide(one) {
    if (one.all.goesOut) return refuse('link-mailed');
    const { link, invitationId } = one.lane;
    return link === null || link.code === null || invitationId === null
      ? refuse('link-over')
      : { one, invitationId, code: link.code, expiresAt: link.expiresAt };
  },
  async write(tx, { one, invitationId, code, expiresAt }) {
    const token = newToken();
    await showLink(tx, invitationId, token);
    return {
      done: { token, code, expiresAt },
      entry: { case: one.all.headed.id, object: one.lane.id },
    };
  },
};

/** Releases the whole to everybody on the case, or closes it. */
export const move: Command<
  OfChronology & { readonly to: 'released' | 'closed' },
  ChronologyFacts,
  ChronologyFacts,
  null
> = {
  verb: 'chronology.release',
  ...held,
  decide(facts, { to }) {
    const whyNot = whyNotWork(facts);
    if (isRefusal(whyNot)) return whyNot;
    return to === 'released' && facts.chronology.releasedAt !== null ? refuse('so-already') : facts;
  },
  async write(tx, facts, { to }) {
    if (!(await moveChronology(tx, facts.chronology.id, to)))
      throw new Error('a chronology that was held has moved on');
    return { done: null, entry: { ...about(facts), facts: { to } } };
  },
};
