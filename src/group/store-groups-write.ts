import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Day } from '../law/day.ts';
import type { GroupKind, PlanKind, QuorumRule, SeatCapacity } from './membership.ts';
import type { TilePlan } from './tiling.ts';

// The tables of rows that are superseded and never changed, with the columns that say what held.
const said = {
  review_group_name: ['group_id', 'name', 'abbreviation', 'known', 'note'],
  review_group_terms: ['group_id', 'words'],
  review_group_holder: ['group_id', 'seat_id', 'stands', 'account_id', 'person_name'],
  review_group_chair: ['group_id', 'seat_id', 'account_id', 'person_name'],
  review_group_quorum: ['group_id', 'minimum', 'required_seats', 'otherwise'],
  review_group_route: ['group_id', 'watches'],
} as const;

/** Where something that holds for a time is kept. */
export type SaidTable = keyof typeof said;

/** Supersedes what a plan says, and writes the one of them that goes on until its day once more, with that day. */
export async function makeRoom(tx: Tx, table: SaidTable, { superseded, cut }: TilePlan): Promise<void> {
  if (superseded.length === 0) return;
  const of = sql.table(`app.${table}`);
  await sql`update ${of} set superseded_by = ctx.uid(), superseded_at = now()
    where partnership_id = ctx.partnership_id() and id = any (${superseded}::uuid[])`.execute(tx);
  if (cut === null) return;
  const columns = sql.join(said[table].map((name) => sql.ref(name)));
  await sql`insert into ${of} (partnership_id, from_day, until_day, recorded_by, ${columns})
    select partnership_id, from_day, ${cut.until}::date, ctx.uid(), ${columns} from ${of}
    where partnership_id = ctx.partnership_id() and id = ${cut.id}::uuid`.execute(tx);
}

/** Whom a row names: an account, a name, or nobody but the seat. */
export interface NamedPerson {
  readonly accountId: string | null;
  readonly name: string | null;
}

/** Begins a group under its first name; answers its identifier. */
export async function insertGroup(
  tx: Tx,
  group: {
    readonly kind: GroupKind;
    readonly name: string;
    readonly abbreviation: string | null;
    readonly from: Day;
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.review_group (partnership_id, kind, from_day, made_by)
    values (ctx.partnership_id(), ${group.kind}, ${group.from}::date, ctx.uid()) returning id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await insertName(tx, id, group, { from: group.from, until: null });
  return id;
}

type When = Pick<TilePlan, 'from' | 'until'>;

/** Writes a name of a group. */
export async function insertName(
  tx: Tx,
  groupId: string,
  { name, abbreviation }: { readonly name: string; readonly abbreviation: string | null },
  { from, until }: When,
): Promise<void> {
  await sql`insert into app.review_group_name (partnership_id, group_id, name, abbreviation, from_day, until_day, recorded_by)
    values (ctx.partnership_id(), ${groupId}::uuid, ${name}, ${abbreviation}, ${from}::date, ${until}::date, ctx.uid())`.execute(
    tx,
  );
}

/** Writes terms of reference of a group. */
export async function insertTerms(
  tx: Tx,
  groupId: string,
  words: string,
  { from, until }: When,
): Promise<void> {
  await sql`insert into app.review_group_terms (partnership_id, group_id, words, from_day, until_day, recorded_by)
    values (ctx.partnership_id(), ${groupId}::uuid, ${words}, ${from}::date, ${until}::date, ctx.uid())`.execute(
    tx,
  );
}

/** Writes who is in the chair: a seat, or a person. */
export async function insertChair(
  tx: Tx,
  groupId: string,
  { seatId, accountId, name }: NamedPerson & { readonly seatId: string | null },
  { from, until }: When,
): Promise<void> {
  await sql`insert into app.review_group_chair (partnership_id, group_id, seat_id, account_id, person_name, from_day, until_day, recorded_by)
    values (ctx.partnership_id(), ${groupId}::uuid, ${seatId}::uuid, ${accountId}::uuid, ${name}, ${from}::date, ${until}::date, ctx.uid())`.execute(
    tx,
  );
}

/** Writes a rule of the quorum. */
export async function insertQuorum(
  tx: Tx,
  groupId: string,
  { minimum, required, otherwise }: QuorumRule,
  { from, until }: When,
): Promise<void> {
  await sql`insert into app.review_group_quorum (partnership_id, group_id, minimum, required_seats, otherwise, from_day, until_day, recorded_by)
    values (ctx.partnership_id(), ${groupId}::uuid, ${minimum}, ${required}::uuid[], ${otherwise}, ${from}::date, ${until}::date, ctx.uid())`.execute(
    tx,
  );
}

/** Writes that a group watches plans of that kind. */
export async function insertRoute(
  tx: Tx,
  groupId: string,
  watches: PlanKind,
  { from, until }: When,
): Promise<void> {
  await sql`insert into app.review_group_route (partnership_id, group_id, watches, from_day, until_day, recorded_by)
    values (ctx.partnership_id(), ${groupId}::uuid, ${watches}, ${from}::date, ${until}::date, ctx.uid())`.execute(
    tx,
  );
}

/** A seat that is to be added. */
export interface NewSeat {
  readonly name: string;
  readonly agencyId: string | null;
  readonly capacity: SeatCapacity;
  readonly from: Day;
}

/** Adds a seat to a group; answers its identifier. */
export async function insertSeat(tx: Tx, groupId: string, seat: NewSeat): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.review_group_seat (partnership_id, group_id, name, agency_id, capacity, from_day, made_by)
    values (ctx.partnership_id(), ${groupId}::uuid, ${seat.name}, ${seat.agencyId}::uuid, ${seat.capacity}, ${seat.from}::date, ctx.uid())
    returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Writes who has a seat, or stands in for whoever has it. */
export async function insertHolding(
  tx: Tx,
  { groupId, seatId }: { readonly groupId: string; readonly seatId: string },
  { stands, accountId, name }: NamedPerson & { readonly stands: 'holder' | 'deputy' },
  { from, until }: When,
): Promise<void> {
  await sql`insert into app.review_group_holder (partnership_id, group_id, seat_id, stands, account_id, person_name, from_day, until_day, recorded_by)
    values (ctx.partnership_id(), ${groupId}::uuid, ${seatId}::uuid, ${stands}, ${accountId}::uuid, ${name}, ${from}::date, ${until}::date, ctx.uid())`.execute(
    tx,
  );
}

/** Ends a group or a seat, once. */
export async function endThere(
  tx: Tx,
  table: 'review_group' | 'review_group_seat',
  id: string,
  until: Day,
): Promise<void> {
  await sql`update ${sql.table(`app.${table}`)} set until_day = ${until}::date, ended_by = ctx.uid(), ended_at = now()
    where partnership_id = ctx.partnership_id() and id = ${id}::uuid and ended_at is null`.execute(tx);
}
