import type { AgencyKind } from '../agencies/agency.ts';
import { type Day, earlier, isBefore, later } from '../law/day.ts';
import type { KnownTo } from '../partnership/partnership.ts';
import { type Dated, holdsOn, type Tile } from './tiling.ts';

/** The group that considers cases; the small one of the three partners, for rapid reviews; and any other. */
export const groupKinds = ['main', 'core', 'other'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** How whoever has a seat is there: as a member, or only in attendance, as the legal adviser and the independent scrutineer are. */
export const seatCapacities = ['member', 'attending'] as const;
export type SeatCapacity = (typeof seatCapacities)[number];

/** The action plans that one group or another watches. */
export const planKinds = ['single-agency', 'multi-agency'] as const;
export type PlanKind = (typeof planKinds)[number];

/** Somebody with a seat: by an account, or by name where there is none. */
export interface Who {
  readonly accountId: string | null;
  readonly name: string;
  /** The day from which they have no role here; null while they have one, and for somebody without an account. */
  readonly left: Day | null;
}

/** Who has a seat, or stands in for whoever has it. */
export interface Holding extends Tile {
  readonly stands: 'holder' | 'deputy';
  readonly who: Who;
}

/** A post in the group: the designated nurse's. */
export interface Seat extends Dated {
  readonly id: string;
  readonly name: string;
  readonly agency: { readonly id: string; readonly name: string; readonly kind: AgencyKind } | null;
  readonly capacity: SeatCapacity;
  readonly holdings: readonly Holding[];
  /** How often it has been said who has it: a form that knows of fewer is out of date. */
  readonly said: number;
}

export interface GroupName extends Tile {
  readonly name: string;
  readonly abbreviation: string | null;
  readonly known: KnownTo;
  readonly note: string | null;
}

/** Who is in the chair: whoever has a seat, or a person. */
export interface Chair extends Tile {
  readonly seatId: string | null;
  readonly who: Who | null;
}

/** When the group can decide, and whether it is only warned or held up where it cannot. */
export interface QuorumRule {
  /** How many who sit there as members. */
  readonly minimum: number;
  /** Seats that must be filled, by identifier. */
  readonly required: readonly string[];
  readonly otherwise: 'warn' | 'block';
}

export interface DatedQuorum extends Tile, QuorumRule {}

export interface Terms extends Tile {
  readonly words: string;
}

export interface Route extends Tile {
  readonly watches: PlanKind;
}

/** A group with everything that ever held of it. */
export interface ReviewGroup extends Dated {
  readonly id: string;
  readonly kind: GroupKind;
  readonly names: readonly GroupName[];
  readonly seats: readonly Seat[];
  readonly chairs: readonly Chair[];
  readonly quorums: readonly DatedQuorum[];
  readonly terms: readonly Terms[];
  readonly routes: readonly Route[];
  /** How often each was said: a form that knows of fewer is out of date. */
  readonly said: {
    readonly names: number;
    readonly chairs: number;
    readonly quorums: number;
    readonly terms: number;
  };
}

/** The one of them that holds on that day; null where none does. */
export const standingOn = <Row extends Dated>(rows: readonly Row[], on: Day): Row | null =>
  rows.find((row) => holdsOn(row, on)) ?? null;

/** What the group is called on that day; before its first name the first, after its last the last. */
export function nameOfGroup({ names }: Pick<ReviewGroup, 'names'>, on: Day): string {
  const held = standingOn(names, on) ?? names.find(({ from }) => from !== null && isBefore(on, from));
  return (held ?? names.at(-1))?.name ?? 'A group without a name';
}

/** Whether somebody has or stands in for the seat on that day: the row says so, and they have not left. */
const sits = (holding: Holding, on: Day): boolean =>
  holdsOn(holding, on) && (holding.who.left === null || isBefore(on, holding.who.left));

/** A seat on a day. */
export interface SeatOn {
  readonly seat: Seat;
  readonly holder: Who | null;
  readonly deputies: readonly Who[];
  /** Since when nobody has had it: null where somebody has, `'ever'` where nobody ever had and its first day is not known. */
  readonly emptySince: Day | 'ever' | null;
}

/** Who has each of the seats that there are on that day, members before those in attendance. */
export function seatsOn({ seats }: Pick<ReviewGroup, 'seats'>, on: Day): readonly SeatOn[] {
  return seats
    .filter((seat) => holdsOn(seat, on))
    .map((seat) => {
      const there = seat.holdings.filter((holding) => sits(holding, on));
      const holder = there.find(({ stands }) => stands === 'holder')?.who ?? null;
      const deputies = there.filter(({ stands }) => stands === 'deputy').map(({ who }) => who);
      return { seat, holder, deputies, emptySince: holder === null ? emptySince(seat, on) : null };
    });
}

/** A seat that nobody has. */
export interface EmptySeat {
  readonly seat: string;
  readonly group: string;
  /** "nobody since 4 May 2026". */
  readonly words: string;
  readonly deputies: readonly string[];
  readonly href: string;
}

// A seat is empty from the day on which the last holder ended or left, or from its own first day.
function emptySince({ holdings, from }: Seat, on: Day): Day | 'ever' {
  const ends = holdings
    .filter(({ stands }) => stands === 'holder')
    .flatMap(({ until, who }) => {
      const end = until === null ? who.left : who.left === null ? until : earlier(until, who.left);
      return end === null || isBefore(on, end) ? [] : [end];
    });
  const [first, ...rest] = ends;
  if (first === undefined) return from ?? 'ever';
  return rest.reduce(later, from === null ? first : later(first, from));
}

/** One and the same for everybody who is there: the account, or the name of somebody without one. */
export const personKey = ({ accountId, name }: Pick<Who, 'accountId' | 'name'>): string =>
  accountId ?? `name:${name.trim().toLowerCase()}`;

/** Who sits for a seat. */
export interface Sitting {
  readonly seatId: string;
  readonly person: string;
  readonly as: 'holder' | 'deputy';
}

/** Whether the group can decide with those who are there. */
export interface Quorum {
  readonly met: boolean;
  /** How many sit there as members, each person once. */
  readonly number: number;
  /** Seats that are required and not filled. */
  readonly missing: readonly string[];
  readonly sittings: readonly Sitting[];
  /** Those who sit for several seats, and so count once for all of them. */
  readonly forSeveral: readonly string[];
}

/**
 * Whether those who are there (`personKey`) make a quorum of the seats of the day. A deputy counts for the seat only where its holder is
 * away. Whoever sits for several seats fills each of them and counts once. Those in attendance fill a seat and are not counted. A seat
 * that is required but has ended asks for nobody.
 */
export function quorumOf(rule: QuorumRule, seats: readonly SeatOn[], present: ReadonlySet<string>): Quorum {
  const sittings = seats.flatMap(({ seat, holder, deputies }): readonly Sitting[] => {
    const own = holder === null ? null : personKey(holder);
    if (own !== null && present.has(own)) return [{ seatId: seat.id, person: own, as: 'holder' }];
    const deputy = deputies.map(personKey).find((person) => present.has(person));
    return deputy === undefined ? [] : [{ seatId: seat.id, person: deputy, as: 'deputy' }];
  });
  const filled = new Set(sittings.map(({ seatId }) => seatId));
  const members = new Set(seats.filter(({ seat }) => seat.capacity === 'member').map(({ seat }) => seat.id));
  const counted = sittings.filter(({ seatId }) => members.has(seatId)).map(({ person }) => person);
  const there = new Set(seats.map(({ seat }) => seat.id));
  const missing = rule.required.filter((id) => there.has(id) && !filled.has(id));
  const number = new Set(counted).size;
  const everybody = sittings.map(({ person }) => person);
  return {
    met: number >= rule.minimum && missing.length === 0,
    number,
    missing,
    sittings,
    forSeveral: [...new Set(everybody.filter((person, at) => everybody.indexOf(person) !== at))],
  };
}
