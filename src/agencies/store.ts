import { sql } from 'kysely';
import { type Database, transactionOf, type Tx } from '../platform/db/connect.ts';
import type { Agency, CurrentAgency, DecidedEnding, EndableAgency, NewAgency } from './agency.ts';

/** An agency in the list, with how many people are here for it today. */
export interface ListedAgency extends Agency {
  readonly people: number;
}

/** Every agency that is or was there, by name. */
export async function readAgencies(tx: Tx, id: string | null = null): Promise<readonly ListedAgency[]> {
  const { rows } = await sql<ListedAgency>`
    select g.id, g.kind, g.name, g.national_code as "nationalCode", g.from_day as "from", g.until_day as "until", g.note,
      s.name as successor, count(distinct m.account_id)::int as people
    from app.agency g
    left join app.agency s on s.partnership_id = g.partnership_id and s.id = g.successor_id
    left join app.membership m on m.partnership_id = g.partnership_id and m.agency_id = g.id
      and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())
    where g.partnership_id = ctx.partnership_id() and (${id}::uuid is null or g.id = ${id}::uuid)
    group by g.partnership_id, g.id, s.name order by lower(g.name), g.id`.execute(tx);
  return rows;
}

/** The agencies that are there now, by name. */
export async function readCurrentAgencies(tx: Tx): Promise<readonly CurrentAgency[]> {
  const { rows } = await sql<CurrentAgency>`
    select id, kind, name from app.agency
    where partnership_id = ctx.partnership_id() and until_day is null order by lower(name), id`.execute(tx);
  return rows;
}

/** Whether there ever was an agency in the partnership that a token opens. */
export function hasAgencies(db: Database, token: string): Promise<boolean> {
  return transactionOf(db, token, async (tx) => (await readAgencies(tx)).length > 0);
}

/** The agencies that are there now; until this transaction ends, nobody else adds or ends one. */
export async function lockAgencies(tx: Tx): Promise<readonly CurrentAgency[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('agencies ' || ctx.partnership_id(), 0))`.execute(
    tx,
  );
  return readCurrentAgencies(tx);
}

/** One agency with those that are there beside it; null where there is none of that identifier. */
export async function lockAgency(tx: Tx, id: string): Promise<EndableAgency | null> {
  const present = await lockAgencies(tx);
  const [agency] = await readAgencies(tx, id);
  return agency === undefined ? null : { agency, others: present.filter((one) => one.id !== id) };
}

/** Adds an agency; answers its identifier. */
export async function insertAgency(tx: Tx, partnershipId: string, agency: NewAgency): Promise<string> {
  const { id } = await tx
    .insertInto('app.agency')
    .values(rowOf(partnershipId, agency))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes the agencies that a partnership begins with. Whoever sets it up may write them and not read them back. */
export async function insertFirstAgencies(
  tx: Tx,
  partnershipId: string,
  agencies: readonly NewAgency[],
): Promise<void> {
  for (const agency of agencies)
    await tx.insertInto('app.agency').values(rowOf(partnershipId, agency)).execute();
}

const rowOf = (partnershipId: string, { kind, name, nationalCode, from, note }: NewAgency) => ({
  partnership_id: partnershipId,
  kind,
  name,
  national_code: nationalCode,
  from_day: from,
  note,
});

/** Ends an agency, and adds the one of the new name first, where it has one; answers the identifier of what took its place. */
export async function endAgency(
  tx: Tx,
  partnershipId: string,
  { agencyId, until, successorId, added }: DecidedEnding,
): Promise<string | null> {
  const successor = added === null ? successorId : await insertAgency(tx, partnershipId, added);
  await tx
    .updateTable('app.agency')
    .set((row) => ({ until_day: until, successor_id: successor, version: row('version', '+', 1) }))
    .where('partnership_id', '=', partnershipId)
    .where('id', '=', agencyId)
    .where('until_day', 'is', null)
    .execute();
  return successor;
}
