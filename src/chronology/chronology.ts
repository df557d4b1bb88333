import type { LinkState } from '../people/link.ts';
import type { Step } from '../requests/request.ts';
import { refuse, type Refusal } from '../acts/refusal.ts';
import type { HeadedCase } from '../cases/header.ts';
import { whyNotChange } from '../cases/people.ts';
import type { Day } from '../law/day.ts';
import type { AskedColumn } from './columns-asked.ts';
import type { Remembered } from './engine/reading/columns.ts';

/** What is asked of the agencies, as it was set last. */
export interface Setup {
  readonly version: number;
  readonly title: string;
  readonly from: Day | null;
  readonly until: Day | null;
  readonly instructions: string;
  readonly columns: readonly AskedColumn[];
}

/** A chronology of a case. `number` counts within the case and stands in its address. */
export interface Chronology {
  readonly id: string;
  readonly number: number;
  readonly openedAt: Temporal.Instant;
  /** From when everybody on the case reads the whole; null while each agency reads its own. */
  readonly releasedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly version: number;
  readonly setup: Setup;
}

/** Where a lane stands. */
export type LaneState = 'asked' | 'given' | 'nil' | 'withdrawn';

/** The latest return of a lane, as far as whoever looks sees it. */
export interface LastReturn {
  readonly number: number;
  readonly given: 'file' | 'typed' | 'nil';
  readonly fileName: string | null;
  readonly givenAt: Temporal.Instant;
  readonly byName: string | null;
  readonly byJob: string | null;
  /** True where a coordinator took it in. */
  readonly isTakenIn: boolean;
  readonly notUnderstood: number;
}

/** An agency's lane, as far as whoever looks sees it. */
export interface AgencyLane {
  readonly id: string;
  readonly number: number;
  readonly agencyId: string;
  readonly agency: string;
  readonly state: LaneState;
  /** Null where it is filled by the coordinator. */
  readonly dueOn: Day | null;
  readonly invitationId: string | null;
  readonly askedAt: Temporal.Instant;
  readonly returns: number;
  readonly rows: number;
  readonly last: LastReturn | null;
  /** Empty for whoever does not ask. */
  readonly person: string;
  readonly email: string;
  readonly mapping: Remembered;
  readonly steps: readonly Step[];
  readonly link: LinkState | null;
}

/** A chronology with its lanes, for whoever sees the case. */
export interface ChronologyFacts {
  readonly headed: HeadedCase;
  readonly chronology: Chronology;
  readonly lanes: readonly AgencyLane[];
  readonly involved: readonly { readonly id: string; readonly name: string }[];
  readonly goesOut: boolean;
}

/** Why nothing of a chronology can be changed now; null where it can. */
export function whyNotWork({
  headed,
  chronology,
}: Pick<ChronologyFacts, 'headed' | 'chronology'>): Refusal | null {
  return whyNotChange({ headed }) ?? (chronology.closedAt === null ? null : refuse('chronology-closed'));
}

/** The agencies that are involved and have no lane that stands. */
export function unasked({
  involved,
  lanes,
}: Pick<ChronologyFacts, 'involved' | 'lanes'>): ChronologyFacts['involved'] {
  const known = new Set(lanes.filter(({ state }) => state !== 'withdrawn').map(({ agencyId }) => agencyId));
  return involved.filter(({ id }) => !known.has(id));
}

/** True where an agency was asked by a link and has not given anything after its last day. */
export const isLate = ({ state, dueOn }: Pick<AgencyLane, 'state' | 'dueOn'>, today: Day): boolean =>
  state === 'asked' && dueOn !== null && Temporal.PlainDate.compare(dueOn, today) < 0;

/** What a lane's own agency is asked, and what stands there: for the bearer of its link, or the coordinator who fills it. */
export interface LaneAt {
  readonly id: string;
  readonly caseId: string;
  readonly chronologyId: string;
  readonly number: number;
  readonly agencyId: string;
  readonly agency: string;
  readonly person: string;
  readonly state: LaneState;
  readonly dueOn: Day | null;
  readonly returns: number;
  readonly mapping: Remembered;
  readonly isClosed: boolean;
  readonly setup: Setup;
}

/** What was brought and waits to be sent. */
export interface HeldFile {
  readonly id: string;
  readonly name: string;
  readonly remembered: Remembered;
  readonly isUs: boolean | null;
  readonly version: number;
}
