import type { Bearer } from '../acts/command.ts';
import {
  addGroup,
  describeGroup,
  everyGroup,
  setChair,
  setQuorum,
  setRoute,
} from '../group/commands-groups.ts';
import { addSeat, giveSeat } from '../group/commands-seats.ts';
import { nameOfGroup, type ReviewGroup } from '../group/membership.ts';
import type { TrainingGroup, TrainingSeat } from './groups-file.ts';
import { type Office, seen } from './office.ts';
import { act } from './people.ts';

/** The office with the groups as they are to be. */
type GroupOffice = Pick<Office, 'ground' | 'agencies' | 'people'>;

/** Makes the groups of the training partnership by acts of its coordinator; what is there of them already is left as it is. */
export async function plantGroups(
  office: GroupOffice,
  by: Bearer,
  groups: readonly TrainingGroup[],
): Promise<void> {
  for (const wanted of groups) {
    if ((await groupFor(office, by, wanted)) === undefined) {
      const { name, kind, from } = wanted;
      await act(office.ground, by, addGroup, { name, kind, from, abbreviation: null });
    }
    await plantSeats(office, by, wanted);
    await plantRules(office, by, wanted);
  }
}

// Of two kinds there is one at a time, whatever it is called; of the others there may be many.
async function groupFor(
  office: GroupOffice,
  by: Bearer,
  { name, kind }: TrainingGroup,
): Promise<ReviewGroup | undefined> {
  const groups = await seen(office, by, everyGroup, null);
  const today = office.ground.clock.today();
  return groups.find(
    (group) => group.kind === kind && (kind !== 'other' || nameOfGroup(group, today) === name),
  );
}

async function thereNow(office: GroupOffice, by: Bearer, wanted: TrainingGroup): Promise<ReviewGroup> {
  const group = await groupFor(office, by, wanted);
  if (group === undefined) throw new Error(`the training data has no group "${wanted.name}"`);
  return group;
}

async function plantSeats(office: GroupOffice, by: Bearer, wanted: TrainingGroup): Promise<void> {
  const before = await thereNow(office, by, wanted);
  for (const { name, agency, capacity } of wanted.seats) {
    if (before.seats.some((seat) => seat.name === name)) continue;
    const agencyId =
      agency === null ? null : (office.agencies.find((one) => one.name === agency)?.id ?? null);
    await act(office.ground, by, addSeat, {
      id: before.id,
      seat: { name, agencyId, capacity, from: wanted.from },
    });
  }
  for (const seat of wanted.seats) await plantHolder(office, by, wanted, seat);
}

async function plantHolder(
  office: GroupOffice,
  by: Bearer,
  of: TrainingGroup,
  wanted: TrainingSeat,
): Promise<void> {
  for (const [stands, email] of [
    ['holder', wanted.holder],
    ['deputy', wanted.deputy],
  ] as const) {
    const group = await thereNow(office, by, of);
    const seat = group.seats.find((one) => one.name === wanted.name);
    const accountId = email === undefined ? undefined : office.people.get(email)?.accountId;
    if (seat === undefined || accountId === undefined) continue;
    if (seat.holdings.some((holding) => holding.stands === stands)) continue;
    const change = {
      act: stands === 'holder' ? 'hand-over' : 'deputy',
      who: { accountId, name: null },
    } as const;
    await act(office.ground, by, giveSeat, {
      id: group.id,
      seatId: seat.id,
      from: of.from,
      said: seat.said,
      change,
    });
  }
}

async function plantRules(office: GroupOffice, by: Bearer, wanted: TrainingGroup): Promise<void> {
  const { ground } = office;
  const { id, seats, chairs, quorums, terms, routes } = await thereNow(office, by, wanted);
  const first = { id, from: wanted.from, said: 0 };
  const idOf = (name: string) => seats.find((seat) => seat.name === name)?.id ?? '';
  if (terms.length === 0) await act(ground, by, describeGroup, { ...first, what: wanted.terms });
  if (wanted.chair !== null && chairs.length === 0)
    await act(ground, by, setChair, {
      ...first,
      what: { seatId: idOf(wanted.chair), accountId: null, name: null },
    });
  if (wanted.quorum !== null && quorums.length === 0)
    await act(ground, by, setQuorum, {
      ...first,
      what: { ...wanted.quorum, required: wanted.quorum.required.map(idOf) },
    });
  for (const watches of wanted.watches)
    if (!routes.some((route) => route.watches === watches))
      await act(ground, by, setRoute, { id, watches, from: wanted.from });
}
