import { type Refusal, refuse } from '../acts/refusal.ts';
import { type Day, isBefore } from '../law/day.ts';
import {
  type GroupKind,
  type Holding,
  nameOfGroup,
  planKinds,
  type PlanKind,
  type QuorumRule,
  type ReviewGroup,
  type Seat,
  standingOn,
} from './membership.ts';
import { beginning, ending, holdsOn, type TilePlan } from './tiling.ts';

/** The most seats that a group may have at one time. */
export const seatsMost = 60;

const kindNames: Readonly<Record<GroupKind, string>> = {
  main: 'the group that considers cases',
  core: 'the small group of the three partners',
  other: 'another group',
};

/** What a kind of group is. */
export const kindOfGroup = (kind: GroupKind): string => kindNames[kind];

/** Who knows of how many changes: a form that was shown before the last one is out of date. */
const isOld = (known: number, now: number): boolean => known !== now;

/** A group that is to be added. */
export interface NewGroup {
  readonly kind: GroupKind;
  readonly name: string;
  readonly abbreviation: string | null;
  readonly from: Day;
}

/** Whether a group may be added: its name is its own on that day, and of two kinds there is only one at a time. */
export function decideAddGroup(groups: readonly ReviewGroup[], wanted: NewGroup): NewGroup | Refusal {
  const { kind, name, from } = wanted;
  const goesOn = (group: ReviewGroup) => group.until === null || isBefore(from, group.until);
  const there = groups.filter(goesOn);
  if (there.some((group) => nameOfGroup(group, from).toLowerCase() === name.toLowerCase()))
    return refuse('group-name-taken', { name });
  if (kind !== 'other' && there.some((group) => group.kind === kind))
    return refuse('group-kind-taken', { kind: kindOfGroup(kind) });
  return wanted;
}

/** The group of that identifier, where it has not ended. */
export function goingOn(groups: readonly ReviewGroup[], id: string): ReviewGroup | Refusal | null {
  const group = groups.find((one) => one.id === id);
  if (group === undefined) return null;
  return group.until === null ? group : refuse('group-over');
}

/** Whether a group may end: after it began, and only where no action plan is left without a group that watches it. */
export function decideEndGroup(group: ReviewGroup, until: Day): Day | Refusal {
  if (group.until !== null) return refuse('group-over');
  if (group.from !== null && !isBefore(group.from, until))
    return refuse('seat-end-day', { name: nameOfGroup(group, until) });
  const watches = planKinds.some((plans) =>
    group.routes.some((route) => route.watches === plans && lasts(route, until)),
  );
  return watches ? refuse('group-still-watches') : until;
}

const lasts = ({ until }: { readonly until: Day | null }, beyond: Day) =>
  until === null || isBefore(beyond, until);

/** What is to be written for something that holds of a group from a day on. */
export interface Begun<What> {
  readonly groupId: string;
  readonly what: What;
  readonly plan: TilePlan;
}

/** A name for a group from a day on. */
export interface NewName {
  readonly name: string;
  readonly abbreviation: string | null;
}

/** Whether a group may be called so from that day: it is not called so already, and no other group is. */
export function decideRename(
  groups: readonly ReviewGroup[],
  group: ReviewGroup,
  { name, abbreviation }: NewName,
  { from, said }: Saying,
): Begun<NewName> | Refusal {
  if (isOld(said, group.said.names)) return refuse('group-changed');
  const others = groups.filter(({ id }) => id !== group.id);
  if (others.some((one) => holdsOn(one, from) && nameOfGroup(one, from).toLowerCase() === name.toLowerCase()))
    return refuse('group-name-taken', { name });
  const isSame = (row: NewName) => row.name === name && row.abbreviation === abbreviation;
  return begun(group, { name, abbreviation }, beginning(group.names, from, isSame));
}

/** From which day something is to hold, and how many times it had been said when the form was shown. */
export interface Saying {
  readonly from: Day;
  readonly said: number;
}

function begun<What>(group: ReviewGroup, what: What, plan: TilePlan | null): Begun<What> | Refusal {
  return plan === null ? refuse('so-already') : { groupId: group.id, what, plan };
}

/** Whether these may be the terms of reference from that day. */
export function decideDescribe(
  group: ReviewGroup,
  words: string,
  { from, said }: Saying,
): Begun<string> | Refusal {
  if (isOld(said, group.said.terms)) return refuse('group-changed');
  return begun(
    group,
    words,
    beginning(group.terms, from, (row) => row.words === words),
  );
}

/** Somebody as a form names them: an account that is here, or a name. */
export interface NewPerson {
  readonly accountId: string | null;
  readonly name: string | null;
}

/** Who is to be in the chair: a seat of the group, or a person. */
export interface NewChair extends NewPerson {
  readonly seatId: string | null;
}

const isHere = ({ accountId }: NewPerson, here: ReadonlySet<string>) =>
  accountId === null || here.has(accountId);

/** Whether somebody may take the chair from that day: a seat must be there then, and a person with an account must have a role here. */
export function decideChair(
  group: ReviewGroup,
  chair: NewChair,
  { from, said }: Saying,
  here: ReadonlySet<string>,
): Begun<NewChair> | Refusal {
  if (isOld(said, group.said.chairs)) return refuse('group-changed');
  if (!isHere(chair, here)) return refuse('person-not-here');
  if (chair.seatId !== null && !group.seats.some((seat) => seat.id === chair.seatId && holdsOn(seat, from)))
    return refuse('seat-over');
  const isSame = (row: ReviewGroup['chairs'][number]) =>
    row.seatId === chair.seatId &&
    (row.who?.accountId ?? null) === chair.accountId &&
    (chair.name === null || row.who?.name === chair.name);
  return begun(group, chair, beginning(group.chairs, from, isSame));
}

/** Whether that may be the quorum from that day: every seat that it requires must be there then. */
export function decideQuorum(
  group: ReviewGroup,
  rule: QuorumRule,
  { from, said }: Saying,
): Begun<QuorumRule> | Refusal {
  if (isOld(said, group.said.quorums)) return refuse('group-changed');
  const there = new Set(group.seats.filter((seat) => holdsOn(seat, from)).map(({ id }) => id));
  if (rule.required.some((id) => !there.has(id))) return refuse('seat-over');
  const wanted = [...rule.required].toSorted();
  const isSame = (row: QuorumRule) =>
    row.minimum === rule.minimum &&
    row.otherwise === rule.otherwise &&
    [...row.required].toSorted().join() === wanted.join();
  return begun(group, rule, beginning(group.quorums, from, isSame));
}

/** Whether that group may watch plans of that kind from that day; whichever group did so before then no longer does. */
export function decideRoute(
  groups: readonly ReviewGroup[],
  group: ReviewGroup,
  watches: PlanKind,
  from: Day,
): Begun<PlanKind> | Refusal {
  if (group.until !== null) return refuse('group-over');
  const rows = groups.flatMap(({ id, routes }) =>
    routes.filter((route) => route.watches === watches).map((route) => ({ ...route, groupId: id })),
  );
  return begun(
    group,
    watches,
    beginning(rows, from, ({ groupId }) => groupId === group.id),
  );
}

/** Whether a seat may be added: the group goes on, has room, and has no other seat of that name. */
export function decideAddSeat<Wanted extends { readonly name: string; readonly from: Day }>(
  group: ReviewGroup,
  wanted: Wanted,
): Wanted | Refusal {
  const going = group.seats.filter(({ until }) => until === null);
  if (going.some(({ name }) => name.toLowerCase() === wanted.name.toLowerCase()))
    return refuse('seat-name-taken', { name: wanted.name });
  return going.length >= seatsMost ? refuse('group-full') : wanted;
}

/** What is to be written where a seat ends: whoever has it or stands in for it ends with it. */
export interface SeatEnding {
  readonly seat: Seat;
  readonly until: Day;
  readonly plans: readonly TilePlan[];
}

/** Whether a seat may end on that day: once, and after it began. It may not be the seat that is in the chair. */
export function decideEndSeat(group: ReviewGroup, seat: Seat, until: Day): SeatEnding | Refusal {
  if (seat.until !== null) return refuse('seat-over');
  if (seat.from !== null && !isBefore(seat.from, until)) return refuse('seat-end-day', { name: seat.name });
  if (group.chairs.some((chair) => chair.seatId === seat.id && lasts(chair, until)))
    return refuse('seat-in-chair');
  const plans = seat.holdings
    .filter((holding) => lasts(holding, until))
    .map((holding): TilePlan => {
      const begins = holding.from !== null && !isBefore(holding.from, until);
      return {
        superseded: [holding.id],
        cut: begins ? null : { id: holding.id, until },
        from: null,
        until: null,
      };
    });
  return { seat, until, plans };
}

/** What is to become of a seat from a day on. */
export type SeatChange =
  | { readonly act: 'hand-over'; readonly who: NewPerson }
  | { readonly act: 'nobody' }
  | { readonly act: 'deputy'; readonly who: NewPerson }
  | { readonly act: 'deputy-ends'; readonly holdingId: string };

/** What is to be written of a seat; `who` is null where something only ends. */
export interface SeatGiven {
  readonly seatId: string;
  readonly stands: Holding['stands'];
  readonly who: NewPerson | null;
  readonly plan: TilePlan;
}

/** Whether a seat may be handed over, left empty, or given a deputy, from that day. */
export function decideSeat(
  seat: Seat,
  change: SeatChange,
  { from, said }: Saying,
  here: ReadonlySet<string>,
): SeatGiven | Refusal {
  if (isOld(said, seat.said)) return refuse('group-changed');
  if (!holdsOn(seat, from)) return refuse('seat-over');
  if (change.act === 'nobody') {
    const plan = ending(
      seat.holdings.filter(({ stands }) => stands === 'holder'),
      from,
    );
    return plan === null ? refuse('nobody-sits') : { seatId: seat.id, stands: 'holder', who: null, plan };
  }
  if (change.act === 'deputy-ends') {
    const plan = ending(
      seat.holdings.filter(({ id, stands }) => id === change.holdingId && stands === 'deputy'),
      from,
    );
    return plan === null ? refuse('nobody-sits') : { seatId: seat.id, stands: 'deputy', who: null, plan };
  }
  const { who } = change;
  if (!isHere(who, here)) return refuse('person-not-here');
  const isSame = (row: Holding) =>
    row.who.accountId === who.accountId && (who.name === null || row.who.name === who.name);
  const stands = change.act === 'deputy' ? 'deputy' : 'holder';
  // There may be several deputies, so that one who is added ends nobody but themselves.
  const rows = seat.holdings.filter((row) => row.stands === stands && (stands === 'holder' || isSame(row)));
  const plan = beginning(rows, from, isSame);
  return plan === null ? refuse('so-already') : { seatId: seat.id, stands, who, plan };
}

/** The name of the group that watches plans of that kind on that day; null where none does. */
export function watcherOn(groups: readonly ReviewGroup[], watches: PlanKind, on: Day): ReviewGroup | null {
  return (
    groups.find(
      (group) =>
        standingOn(
          group.routes.filter((route) => route.watches === watches),
          on,
        ) !== null,
    ) ?? null
  );
}
