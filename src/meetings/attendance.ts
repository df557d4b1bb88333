import {
  nameOfGroup,
  personKey,
  type Quorum,
  type QuorumRule,
  quorumOf,
  type ReviewGroup,
  type SeatOn,
  seatsOn,
  standingOn,
  type Who,
} from '../group/membership.ts';
import type { Day } from '../law/day.ts';
import type { Item } from './meeting.ts';

/** The capacity in which somebody is at a meeting. */
export type Capacity = 'member' | 'attending' | 'information';
export type Presence = 'present' | 'apologies' | 'left' | 'unsaid';

/** The last that was said of a seat, or of somebody without one. */
export interface Attendance {
  readonly seatId: string | null;
  readonly accountId: string | null;
  readonly name: string;
  readonly stands: 'holder' | 'deputy' | null;
  readonly capacity: Capacity;
  readonly presence: Presence;
}

/** Somebody who is out for an item, and since when. */
export interface Conflict {
  readonly id: string;
  readonly itemId: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly reason: string;
  readonly declaredBy: string;
  readonly declaredAt: Temporal.Instant;
}

export const capacityWords: Readonly<Record<Capacity, string>> = {
  member: 'Member',
  attending: 'In attendance',
  information: 'Giving information',
};

/** The quorum of a group on a day with those who are there, in words. Rule null: the group has set none. */
export interface LiveQuorum {
  readonly rule: QuorumRule | null;
  readonly quorum: Quorum | null;
  /** What is missing, as the end of a sentence; empty where nothing is. */
  readonly missing: string;
  readonly seats: readonly SeatOn[];
}

/** Who is there and may stay: those present, without whoever is out for the item. */
export function presentAt(
  attendance: readonly Attendance[],
  out: readonly Pick<Conflict, 'accountId' | 'name'>[] = [],
): ReadonlySet<string> {
  const away = new Set(out.map(personKey));
  return new Set(
    attendance
      .filter(({ presence }) => presence === 'present')
      .map(personKey)
      .filter((key) => !away.has(key)),
  );
}

/** Whether the group can decide on that day with those who are there, and what is missing by its own rule. */
export function liveQuorum(group: ReviewGroup, on: Day, present: ReadonlySet<string>): LiveQuorum {
  const seats = seatsOn(group, on);
  const rule = standingOn(group.quorums, on);
  if (rule === null) return { rule: null, quorum: null, missing: '', seats };
  const quorum = quorumOf(rule, seats, present);
  const names = quorum.missing.map((id) => seats.find(({ seat }) => seat.id === id)?.seat.name ?? 'a seat');
  const few = rule.minimum - quorum.number;
  const missing = [
    ...(few > 0 ? [`${few} more of the ${rule.minimum} members it needs`] : []),
    ...(names.length > 0 ? [`somebody for ${names.join(', ')}`] : []),
  ].join(', and ');
  return { rule, quorum, missing, seats };
}

/** What the group was called on the day of the meeting. */
export const groupOn = (group: ReviewGroup, on: Day): string => nameOfGroup(group, on);

/** Who may be said to be there for a seat, each with the value of the form. */
export interface SeatChoice {
  readonly value: string;
  readonly text: string;
}

/** What can be said of a seat: its holder or a deputy is there, sent apologies, or has left. */
export function choicesFor({ holder, deputies }: SeatOn, now: Attendance | null): readonly SeatChoice[] {
  return [
    { value: 'unsaid', text: 'Not said yet' },
    ...(holder === null
      ? []
      : [
          { value: 'holder', text: `${holder.name} is here` },
          { value: 'apologies', text: `${holder.name} sent apologies` },
        ]),
    ...deputies.map(({ name }, at) => ({ value: `deputy-${at}`, text: `${name} is here as deputy` })),
    ...(now?.presence === 'present' || now?.presence === 'left'
      ? [{ value: 'left', text: `${now.name} has left` }]
      : []),
  ];
}

const sameAs = (who: Who) => (one: Attendance) => personKey(one) === personKey(who);

/** Which of the choices holds now. */
export function choiceNow({ deputies }: SeatOn, now: Attendance | null): string {
  if (now === null || now.presence === 'unsaid') return 'unsaid';
  if (now.presence === 'apologies' || now.presence === 'left') return now.presence;
  if (now.stands === 'holder') return 'holder';
  const at = deputies.findIndex((deputy) => sameAs(deputy)(now));
  return at < 0 ? 'unsaid' : `deputy-${at}`;
}

/** What a choice says of the seat; null for one that the seat does not have. */
export function attendanceOf(seatOn: SeatOn, now: Attendance | null, choice: string): Attendance | null {
  const { seat, holder, deputies } = seatOn;
  const ground = { seatId: seat.id, capacity: seat.capacity } as const;
  const of = (who: Who, stands: 'holder' | 'deputy', presence: Presence): Attendance => ({
    ...ground,
    accountId: who.accountId,
    name: who.name,
    stands,
    presence,
  });
  if (choice === 'unsaid')
    return { ...ground, accountId: null, name: '', stands: 'holder', presence: 'unsaid' };
  if (choice === 'left')
    return now === null || now.presence === 'unsaid' || now.presence === 'apologies'
      ? null
      : { ...now, presence: 'left' };
  if (choice === 'holder') return holder === null ? null : of(holder, 'holder', 'present');
  if (choice === 'apologies') return holder === null ? null : of(holder, 'holder', 'apologies');
  const deputy = /^deputy-\d{1,2}$/.test(choice) ? deputies[Number(choice.slice(7))] : undefined;
  return deputy === undefined ? null : of(deputy, 'deputy', 'present');
}

/** Who is in the chair on that day: the person, or whoever has its seat there. Null where nobody is known to be. */
export function chairAt(group: ReviewGroup, on: Day, attendance: readonly Attendance[]): Who | null {
  const chair = standingOn(group.chairs, on);
  if (chair === null || chair.who !== null) return chair?.who ?? null;
  const said = attendance.find(({ seatId }) => seatId === chair.seatId);
  if (said !== undefined && said.presence === 'present')
    return { accountId: said.accountId, name: said.name, left: null };
  return seatsOn(group, on).find(({ seat }) => seat.id === chair.seatId)?.holder ?? null;
}

/** Those who are there and not out for an item: whoever can chair it, by their names. */
export function chairsFor(attendance: readonly Attendance[], out: readonly Conflict[]): readonly string[] {
  const away = new Set(out.map(personKey));
  const there = attendance.filter((one) => one.presence === 'present' && one.capacity === 'member');
  return there.filter((one) => !away.has(personKey(one))).map(({ name }) => name);
}

/** Those who are out for an item: by what was declared in it. */
export const outOf = (conflicts: readonly Conflict[], { id }: Pick<Item, 'id'>): readonly Conflict[] =>
  conflicts.filter(({ itemId }) => itemId === id);
