import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import {
  type Chair,
  type DatedQuorum,
  type EmptySeat,
  nameOfGroup,
  planKinds,
  type ReviewGroup,
  type Seat,
  type SeatOn,
  seatsOn,
  standingOn,
} from './membership.ts';
import type { GroupLine, GroupsPage } from './pages/groups.ts';
import type { NameOnLine, OneGroupPage, SeatLine } from './pages/one-group.ts';
import { kindOfGroup, watcherOn } from './review-group.ts';
import { type Dated, holdsOn } from './tiling.ts';
import { capacityOfSeat, plansInWords } from './words.ts';

/** "nobody since 4 May 2026"; where no day is known, that nobody is on record. */
export const emptyWords = (since: NonNullable<SeatOn['emptySince']>): string =>
  since === 'ever' ? 'nobody is on record' : `nobody since ${withoutWeekday(since)}`;

/** Who has a seat on that day, in a sentence. */
export function whoHas(seat: Seat, on: Day): string {
  const [now] = seatsOn({ seats: [seat] }, on);
  if (now === undefined) return 'The seat is not there today.';
  if (now.emptySince !== null) return `Today: ${emptyWords(now.emptySince)}.`;
  return `Today it is the seat of ${now.holder?.name ?? ''}.`;
}

/** The seats of every group that goes on that nobody has on that day. */
export function emptySeats(groups: readonly ReviewGroup[], on: Day): readonly EmptySeat[] {
  return groups
    .filter((group) => holdsOn(group, on))
    .flatMap((group) =>
      seatsOn(group, on).flatMap(({ seat, deputies, emptySince }) =>
        emptySince === null
          ? []
          : [
              {
                seat: seat.name,
                group: nameOfGroup(group, on),
                words: emptyWords(emptySince),
                deputies: deputies.map(({ name }) => name),
                href: `/settings/groups/${group.id}/seats/${seat.id}`,
              },
            ],
      ),
    );
}

function chairName(chair: Chair, { seats }: ReviewGroup, on: Day): string {
  if (chair.seatId === null) return chair.who?.name ?? '';
  const seat = seats.find(({ id }) => id === chair.seatId);
  const holder = seat === undefined ? null : (seatsOn({ seats: [seat] }, on)[0]?.holder ?? null);
  return holder === null ? (seat?.name ?? '') : `${seat?.name ?? ''} (${holder.name})`;
}

function chairOn(group: ReviewGroup, on: Day): string | null {
  const chair = standingOn(group.chairs, on);
  return chair === null ? null : chairName(chair, group, on);
}

function lineOf(group: ReviewGroup, on: Day): GroupLine {
  const now = standingOn(group.names, on);
  return {
    href: `/settings/groups/${group.id}`,
    name: nameOfGroup(group, on),
    abbreviation: now?.abbreviation ?? null,
    kind: kindOfGroup(group.kind),
    until: group.until,
    seats: seatsOn(group, on).length,
    chair: chairOn(group, on),
    before: group.names.filter(({ until }) => until !== null && !isBefore(on, until)).map(({ name }) => name),
  };
}

function headingOf(empty: readonly EmptySeat[], groups: readonly GroupLine[]): string {
  if (empty.length > 0)
    return empty.length === 1 ? 'One seat has no owner' : `${empty.length} seats have no owner`;
  if (groups.length === 0) return 'No group is on record';
  return groups.length === 1
    ? 'One group, and every seat has an owner'
    : `${groups.length} groups, and every seat has an owner`;
}

/** The page of all groups as they stand on that day. */
export function presentGroups(groups: readonly ReviewGroup[], on: Day, mayChange: boolean): GroupsPage {
  const ended = groups.filter(({ until }) => until !== null && !isBefore(on, until));
  const lines = groups.filter((group) => !ended.includes(group)).map((group) => lineOf(group, on));
  const empty = emptySeats(groups, on);
  return {
    heading: headingOf(empty, lines),
    mayChange,
    empty,
    groups: lines,
    ended: ended.map((group) => lineOf(group, on)),
    plans: planKinds.map((plans) => {
      const watcher = watcherOn(groups, plans, on);
      const next = groups
        .flatMap((group) => group.routes.map((route) => ({ group, ...route })))
        .filter(({ watches, from }) => watches === plans && from !== null && isBefore(on, from))
        .toSorted((a, b) => Temporal.PlainDate.compare(a.from ?? on, b.from ?? on))
        .at(0);
      return {
        words: plansInWords(plans),
        group: watcher === null ? null : nameOfGroup(watcher, on),
        next:
          next === undefined || next.from === null
            ? null
            : `From ${withoutWeekday(next.from)}: ${nameOfGroup(next.group, next.from)}`,
      };
    }),
  };
}

function whenOf(row: Dated, on: Day): NameOnLine['when'] {
  if (holdsOn(row, on)) return 'now';
  return row.from !== null && isBefore(on, row.from) ? 'planned' : 'past';
}

const spanWords = ({ from, until }: Dated): string =>
  [
    from === null ? '' : `from ${withoutWeekday(from)}`,
    until === null ? '' : `until ${withoutWeekday(until)}`,
  ]
    .filter((part) => part !== '')
    .join(' ') || 'as long as is known';

/** When the group can decide, in a sentence. */
export function quorumWords(rule: DatedQuorum, seats: readonly Pick<Seat, 'id' | 'name'>[]): string {
  const names = rule.required.flatMap((id) => seats.find((seat) => seat.id === id)?.name ?? []);
  const among = names.length === 0 ? '' : `, among them: ${names.join('; ')}`;
  const count = rule.minimum === 1 ? 'One member' : `${rule.minimum} members`;
  const otherwise =
    rule.otherwise === 'block'
      ? 'Without them nothing is decided.'
      : 'Without them the record says so, and the group may go on.';
  return `${count} at least${among}. ${otherwise}`;
}

function seatLine(group: ReviewGroup, { seat, holder, deputies, emptySince }: SeatOn, on: Day): SeatLine {
  const rule = standingOn(group.quorums, on);
  return {
    name: seat.name,
    agency: seat.agency?.name ?? null,
    capacity: capacityOfSeat(seat.capacity),
    required: rule?.required.includes(seat.id) === true,
    holder: holder?.name ?? null,
    empty: emptySince === null ? null : emptyWords(emptySince),
    deputies: deputies.map(({ name }) => name),
    others: seat.holdings
      .filter((holding) => !holdsOn(holding, on) || holding.who.left !== null)
      .map((holding) => {
        const left =
          holding.who.left === null ? '' : `; has no role here since ${withoutWeekday(holding.who.left)}`;
        return `${holding.who.name}${holding.stands === 'deputy' ? ' as deputy' : ''}, ${spanWords(holding)}${left}`;
      }),
    href: `/settings/groups/${group.id}/seats/${seat.id}`,
    end: `/settings/groups/${group.id}/seats/${seat.id}/end`,
  };
}

/** One group as it stood, stands or will stand on that day. */
export function presentGroup(
  group: ReviewGroup,
  { day, today, dayProblem }: { readonly day: Day; readonly today: Day; readonly dayProblem: string | null },
  mayChange: boolean,
): OneGroupPage {
  const rule = standingOn(group.quorums, day);
  const terms = standingOn(group.terms, day);
  const there = new Set(group.seats.filter((seat) => holdsOn(seat, day)).map(({ id }) => id));
  return {
    heading: nameOfGroup(group, day),
    id: group.id,
    mayChange: mayChange && group.until === null,
    ended: group.until,
    kind: kindOfGroup(group.kind),
    day,
    isToday: day.equals(today),
    dayProblem,
    names: group.names.map(({ id: _id, ...name }) => ({ ...name, when: whenOf(name, day) })),
    seats: seatsOn(group, day).map((seat) => seatLine(group, seat, day)),
    endedSeats: group.seats
      .filter(({ id }) => !there.has(id))
      .map((seat) => `${seat.name}, ${spanWords(seat)}`),
    chair: chairOn(group, day),
    turns: group.chairs
      .filter((chair) => !holdsOn(chair, day))
      .map((chair) => `${chairName(chair, group, chair.from ?? day)}, ${spanWords(chair)}`),
    quorum: rule === null ? null : quorumWords(rule, group.seats),
    quorumBefore: group.quorums
      .filter((one) => !holdsOn(one, day))
      .map((one) => `${spanWords(one)}: ${quorumWords(one, group.seats)}`),
    missing: rule?.required.some((id) => !there.has(id)) === true,
    watches: planKinds
      .filter(
        (plans) =>
          standingOn(
            group.routes.filter(({ watches }) => watches === plans),
            day,
          ) !== null,
      )
      .map((plans) => plansInWords(plans).toLowerCase()),
    terms: terms === null ? null : { words: terms.words, from: terms.from },
    termsBefore: group.terms
      .filter(({ id }) => id !== terms?.id)
      .map(({ words, from, until }) => ({ words, from, until })),
  };
}
