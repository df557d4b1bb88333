import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/connect.ts';
import { headerLines, type NewPartnership, type Taken } from './create.ts';
import type { Partnership } from './partnership.ts';
import { readNames, readSettings, settingsText } from './settings.ts';

/** Every partnership of the installation as everybody may know it, the first one set up first. */
export async function readPartnerships(db: Database | Tx): Promise<readonly Partnership[]> {
  const rows = await db
    .selectFrom('published.partnership')
    .selectAll()
    .$narrowType<{
      id: string;
      reference_prefix: string;
      name: string;
      short_name: string;
      rest_of_name: string;
    }>()
    .$narrowType<{ training: boolean; authority_code: string; authority_name: string; hosts: string[] }>()
    .orderBy('training')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    referencePrefix: row.reference_prefix,
    name: row.name,
    shortName: row.short_name,
    restOfName: row.rest_of_name,
    training: row.training,
    authorityCode: row.authority_code,
    authorityName: row.authority_name,
    hosts: row.hosts,
    names: readNames(row.names),
    settings: readSettings(row.settings),
  }));
}

/** How often each partnership's public face has changed, by its identifier. */
export async function readEditionNumbers(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('published.edition').selectAll().execute();
  return new Map(rows.map((row) => [row.partnership_id, row.number]));
}

/** What of a new partnership is in use already. */
export async function readTaken(tx: Tx, wanted: NewPartnership): Promise<Taken> {
  const present = await readPartnerships(tx);
  const name = wanted.name.toLowerCase();
  return {
    name: present.some((one) => one.name.toLowerCase() === name),
    prefix: present.some((one) => one.referencePrefix === wanted.referencePrefix),
    host: wanted.hosts.find((host) => present.some((one) => one.hosts.includes(host))) ?? null,
  };
}

/** Writes a new partnership with its hosts and names; answers its identifier. */
export async function insertPartnership(tx: Tx, wanted: NewPartnership): Promise<string> {
  const { shortName, restOfName } = headerLines(wanted.name);
  const { id } = await tx
    .insertInto('app.partnership')
    .values({
      reference_prefix: wanted.referencePrefix,
      name: wanted.name,
      short_name: shortName,
      rest_of_name: restOfName,
      training: wanted.training,
      authority_code: wanted.authorityCode,
      authority_name: wanted.authorityName,
      settings: sql`${settingsText(wanted.settings)}::jsonb`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [index, host] of wanted.hosts.entries())
    await tx
      .insertInto('app.partnership_host')
      .values({ host, partnership_id: id, ordinal: index + 1 })
      .execute();
  // What the group is called stands with the group, which has more than a name.
  const ofGroup = wanted.names.filter(({ kind }) => kind === 'group');
  await sql`select ctx.begin_main_group(${id}::uuid, ${JSON.stringify(ofGroup)}::jsonb)`.execute(tx);
  for (const { kind, name, abbreviation, from, until, known, note } of wanted.names)
    if (kind !== 'group')
      await tx
        .insertInto('app.dated_name')
        .values({
          partnership_id: id,
          kind,
          name,
          abbreviation,
          from_day: from,
          until_day: until,
          known,
          note,
        })
        .execute();
  return id;
}
