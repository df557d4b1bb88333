import type { CurrentAgency } from '../agencies/agency.ts';
import { readCurrentAgencies } from '../agencies/store.ts';
import type { Command } from '../acts/command.ts';
import { isRefusal, type Refusal, refuse } from '../acts/refusal.ts';
import type { Day } from '../law/day.ts';
import { toChange, type ToChange } from './commands-groups.ts';
import type { Seat } from './membership.ts';
import {
  decideAddSeat,
  decideEndSeat,
  decideSeat,
  type Saying,
  type SeatChange,
  type SeatEnding,
  type SeatGiven,
} from './review-group.ts';
import { endThere, insertHolding, insertSeat, makeRoom, type NewSeat } from './store-groups-write.ts';

/** A seat that is to be added to a group. */
export interface AddingSeat {
  readonly id: string;
  readonly seat: NewSeat;
}

/** Adds a seat, which nobody has yet; answers its identifier. */
export const addSeat: Command<
  AddingSeat,
  ToChange & { readonly agencies: readonly CurrentAgency[] },
  NewSeat,
  string
> = {
  verb: 'seat.add',
  async load(tx, input) {
    const loaded = await toChange(tx, input);
    return loaded === null ? null : { ...loaded, agencies: await readCurrentAgencies(tx) };
  },
  decide({ group, agencies }, { seat }) {
    if (isRefusal(group)) return group;
    if (seat.agencyId !== null && !agencies.some(({ id }) => id === seat.agencyId))
      return refuse('agency-not-here');
    return decideAddSeat(group, seat);
  },
  async write(tx, seat, { id }) {
    const added = await insertSeat(tx, id, seat);
    return { done: added, entry: { object: added, facts: { capacity: seat.capacity, group: id } } };
  },
};

/** A seat of a group. */
export interface OneSeat {
  readonly id: string;
  readonly seatId: string;
}

interface SeatLoaded extends ToChange {
  readonly seat: Seat;
}

const seatToChange: Command<OneSeat, SeatLoaded, never, never>['load'] = async (tx, input) => {
  const loaded = await toChange(tx, input);
  const group = loaded?.groups.find(({ id }) => id === input.id);
  const seat = group?.seats.find(({ id }) => id === input.seatId);
  return loaded === null || seat === undefined ? null : { ...loaded, seat };
};

/** Ends a seat, and with it whoever has it or stands in. */
export const endSeat: Command<OneSeat & { readonly until: Day }, SeatLoaded, SeatEnding, string> = {
  verb: 'seat.end',
  load: seatToChange,
  decide: ({ group, seat }, { until }): SeatEnding | Refusal =>
    isRefusal(group) ? group : decideEndSeat(group, seat, until),
  async write(tx, { seat, until, plans }) {
    for (const plan of plans) await makeRoom(tx, 'review_group_holder', plan);
    await endThere(tx, 'review_group_seat', seat.id, until);
    return { done: seat.id, entry: { object: seat.id, facts: { until: until.toString() } } };
  },
};

/** Hands a seat over from a day on, leaves it empty, gives it a deputy, or ends one. */
export const giveSeat: Command<
  OneSeat & Saying & { readonly change: SeatChange },
  SeatLoaded,
  SeatGiven,
  string
> = {
  verb: 'seat.hold',
  load: seatToChange,
  decide: ({ group, seat, here }, { change, ...saying }) =>
    isRefusal(group) ? group : decideSeat(seat, change, saying, here),
  async write(tx, { seatId, stands, who, plan }, { id, from, change }) {
    await makeRoom(tx, 'review_group_holder', plan);
    if (who !== null) await insertHolding(tx, { groupId: id, seatId }, { ...who, stands }, plan);
    return { done: seatId, entry: { object: seatId, facts: { act: change.act, from: from.toString() } } };
  },
};
