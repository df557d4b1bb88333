import type { Dated, PublishedGroup } from './published.ts';

/** A group as it stands on a day: who sits there by seat, who chairs, when it can decide, and what it watches. */
export interface GroupToday {
  readonly name: string;
  readonly kind: PublishedGroup['kind'];
  readonly members: readonly SeatToday[];
  readonly attending: readonly SeatToday[];
  /** "Detective chief inspector", or that a person is in the chair; null where nothing is on record. */
  readonly chair: string | null;
  /** The seat that chairs next, and from when; null where nothing is planned. */
  readonly nextChair: { readonly chair: string; readonly from: Temporal.PlainDate } | null;
  /** The quorum as a sentence; null where no rule is on record. */
  readonly quorum: string | null;
  readonly watches: readonly string[];
}

/** A seat by the post and the kind of body behind it. */
export interface SeatToday {
  readonly name: string;
  readonly body: string | null;
}

const holds = ({ from, until }: Dated, on: Temporal.PlainDate): boolean =>
  (from === null || Temporal.PlainDate.compare(from, on) <= 0) &&
  (until === null || Temporal.PlainDate.compare(on, until) < 0);

const planWords = {
  'single-agency': 'the action plans of single agencies',
  'multi-agency': 'the action plans of several agencies together',
} as const;

/** The groups that there are on `today`, as everybody may know them; one without anything to say beyond its name is left out. */
export function presentGroupsToday(
  groups: readonly PublishedGroup[],
  today: Temporal.PlainDate,
): readonly GroupToday[] {
  return groups
    .filter((group) => holds(group, today))
    .map((group) => groupToday(group, today))
    .filter(
      ({ members, attending, chair, quorum, watches }) =>
        members.length + attending.length + watches.length > 0 || chair !== null || quorum !== null,
    );
}

function groupToday(group: PublishedGroup, today: Temporal.PlainDate): GroupToday {
  const seats = group.seats.filter((seat) => holds(seat, today));
  const nameOf = (id: string) => group.seats.find((seat) => seat.id === id)?.name;
  const chair = group.chairs.find((one) => holds(one, today));
  const next = group.chairs.find(({ from }) => from !== null && Temporal.PlainDate.compare(today, from) < 0);
  const chairName = ({ seat }: { readonly seat: string | null }) =>
    (seat === null ? undefined : nameOf(seat)) ?? 'a person whom the partnership has asked to';
  const rule = group.quorums.find((one) => holds(one, today));
  const only = (capacity: PublishedGroup['seats'][number]['capacity']) =>
    seats.filter((seat) => seat.capacity === capacity).map(({ name, body }) => ({ name, body }));
  return {
    name: group.names.find((name) => holds(name, today))?.name ?? 'A group without a name',
    kind: group.kind,
    members: only('member'),
    attending: only('attending'),
    chair: chair === undefined ? null : chairName(chair),
    nextChair: next === undefined || next.from === null ? null : { chair: chairName(next), from: next.from },
    quorum: rule === undefined ? null : quorumSentence(rule, seats),
    watches: group.watches.filter((one) => holds(one, today)).map(({ plans }) => planWords[plans]),
  };
}

/** "It decides when at least four of its members are there, among them the Designated nurse and the Detective chief inspector." */
function quorumSentence(
  rule: PublishedGroup['quorums'][number],
  seats: readonly PublishedGroup['seats'][number][],
): string {
  const required = seats.filter(({ id }) => rule.required.includes(id)).map(({ name }) => name);
  const among = required.length === 0 ? '' : `, among them: ${required.join('; ')}`;
  const who = rule.minimum === 1 ? 'one of its members is' : `${rule.minimum} of its members are`;
  const otherwise =
    rule.otherwise === 'block'
      ? 'Otherwise it decides nothing.'
      : 'Otherwise the record says that there were fewer.';
  return `It can decide when at least ${who} there${among}. A deputy counts for a member who is away. ${otherwise}`;
}
