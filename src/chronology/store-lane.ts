import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { HeldFile, LaneAt, LastReturn, Setup } from './chronology.ts';
import type { NotUnderstood, SetAside } from './engine/entry.ts';
import type { Remembered } from './engine/reading/columns.ts';
import type { KeptRow, Taken } from './kept-rows.ts';
import type { Reading } from './reading.ts';

const here = sql`(select ctx.partnership_id())`;

/** What the bearer of a lane's link is asked; null where the link opens none. Whoever is about to change it holds the lane by its return. */
export async function readOwnLane(tx: Tx): Promise<LaneAt | null> {
  const { rows } = await sql<
    Omit<LaneAt, 'setup' | 'mapping'> & Setup & { setupVersion: number; mapping: Remembered | null }
  >`
    select id, case_id as "caseId", chronology_id as "chronologyId", number, agency_id as "agencyId", agency, person, state,
      due_on as "dueOn", returns, mapping, closed as "isClosed", setup_version as "setupVersion", title, period_from as "from",
      period_until as until, instructions, columns from ctx.own_lane()`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const { setupVersion, title, from, until, instructions, columns, mapping, ...lane } = row;
  const setup = { version: setupVersion, title, from, until, instructions, columns };
  return { ...lane, mapping: mapping ?? {}, setup };
}

/** The rows that stand in a lane, in the order in which its agency gave them. */
export async function readKeptRows(tx: Tx, laneId: string): Promise<readonly KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select r.row_id as "rowId", l.agency_id as agency, r.content, r.minutes, r.sequence, r.position, r.sort_key as "sortKey", r.given, r.edtf,
      r.earliest::text as earliest, r.latest::text as latest, r.time, r.source, r.event, r.who, r.seen, r.columns, r.place, r.ambiguous
    from app.chronology_row r join app.chronology_lane l on l.partnership_id = r.partnership_id and l.id = r.lane_id
    where r.partnership_id = ${here} and r.lane_id = ${laneId}::uuid and r.until is null
    order by r.position, r.row_id`.execute(tx);
  return rows;
}

/** The returns of a lane, the latest first; fifty at most. */
export async function readReturns(
  tx: Tx,
  laneId: string,
): Promise<readonly (LastReturn & { readonly counts: ReturnCounts })[]> {
  const { rows } = await sql<LastReturn & { counts: ReturnCounts }>`
    select r.number, r.given, r.file_name as "fileName", r.given_at as "givenAt", r.by_name as "byName", r.by_job as "byJob",
      r.by_account is not null as "isTakenIn", jsonb_array_length(r.not_understood) as "notUnderstood", r.counts
    from app.chronology_return r
    where r.partnership_id = ${here} and r.lane_id = ${laneId}::uuid order by r.number desc limit 50`.execute(
    tx,
  );
  return rows;
}

/** The file that whoever asks has brought into a lane and not sent yet; null where there is none. */
export async function readHeld(tx: Tx, laneId: string): Promise<HeldFile | null> {
  const { rows } = await sql<HeldFile>`
    select u.id, u.file_name as name, u.remembered, u.is_us as "isUs", u.version from app.chronology_upload u
    where u.partnership_id = ${here} and u.lane_id = ${laneId}::uuid`.execute(tx);
  return rows[0] ?? null;
}

/** What was read of a held file; null where another took its place. */
export async function readHeldReading(
  tx: Tx,
  id: string,
): Promise<{ readonly reading: Reading; readonly hash: string } | null> {
  const { rows } = await sql<{ reading: Reading; hash: string }>`
    select u.reading, encode(u.file_hash, 'hex') as hash from app.chronology_upload u
    where u.partnership_id = ${here} and u.id = ${id}::uuid`.execute(tx);
  return rows[0] ?? null;
}

/** The bytes of a held file, to be read again. */
export async function readHeldBytes(tx: Tx, id: string): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select u.bytes from app.chronology_upload u where u.partnership_id = ${here} and u.id = ${id}::uuid`.execute(
    tx,
  );
  return rows[0]?.bytes ?? null;
}

/** A file as it was brought and read. */
export interface Brought {
  readonly name: string;
  readonly sha256: Buffer;
  readonly bytes: Uint8Array;
  readonly remembered: Remembered;
  readonly isUs: boolean | null;
  readonly reading: Reading;
}

/** Keeps a file until it is sent; one that was brought before it is gone. */
export async function holdFile(tx: Tx, lane: Pick<LaneAt, 'id' | 'caseId'>, file: Brought): Promise<void> {
  await sql`delete from app.chronology_upload where partnership_id = ${here} and lane_id = ${lane.id}::uuid`.execute(
    tx,
  );
  await sql`insert into app.chronology_upload (partnership_id, case_id, lane_id, by_account, file_name, file_hash, bytes, remembered, is_us,
      reading)
    values (${here}, ${lane.caseId}::uuid, ${lane.id}::uuid, ctx.uid(), ${file.name}, ${file.sha256}, ${Buffer.from(file.bytes)},
      ${JSON.stringify(file.remembered)}::jsonb, ${file.isUs}, ${JSON.stringify(file.reading)}::jsonb)`.execute(
    tx,
  );
}

/** Puts what a held file came to when it was read again, with what a person said of it; false where another took its place. */
export async function putReading(
  tx: Tx,
  { id, version }: Pick<HeldFile, 'id' | 'version'>,
  { remembered, isUs, reading }: Pick<Brought, 'remembered' | 'isUs' | 'reading'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update app.chronology_upload set remembered = ${JSON.stringify(remembered)}::jsonb, is_us = ${isUs},
      reading = ${JSON.stringify(reading)}::jsonb, version = version + 1
    where partnership_id = ${here} and id = ${id}::uuid and version = ${version}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Puts a held file away. */
export async function dropHeld(tx: Tx, laneId: string): Promise<void> {
  await sql`delete from app.chronology_upload where partnership_id = ${here} and lane_id = ${laneId}::uuid`.execute(
    tx,
  );
}

/** How many rows a return has, and what it changed. */
export interface ReturnCounts {
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsNotUnderstood: number;
  readonly rowsSetAside: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
}

/** A return as it is to be taken into a lane. */
export interface ReturnWish {
  readonly given: 'file' | 'typed' | 'nil';
  readonly fileName: string | null;
  /** SHA-256, in hexadecimal figures. */
  readonly fileHash: string | null;
  readonly mapping: Remembered | null;
  readonly counts: ReturnCounts;
  readonly notUnderstood: readonly NotUnderstood[];
  readonly setAside: readonly SetAside[];
  /** Who gives it for the agency; null where a coordinator takes it in. */
  readonly by: { readonly name: string; readonly job: string } | null;
}

const rowOf = (row: Taken['begun'][number]) => {
  const { rowId, sortKey, agency: _agency, ...rest } = row;
  return { ...rest, row_id: rowId, sort_key: sortKey };
};

/** Takes a return into a lane after the one that whoever gives it had before them; null where another came first, or it is closed. */
export async function takeReturn(
  tx: Tx,
  { id, returns }: Pick<LaneAt, 'id' | 'returns'>,
  { given, fileName, fileHash, mapping, counts, notUnderstood, setAside, by }: ReturnWish,
  { ended, begun, moved }: Pick<Taken, 'ended' | 'begun' | 'moved'>,
): Promise<number | null> {
  const facts = {
    given,
    file_name: fileName,
    file_hash: fileHash,
    ...(mapping === null ? {} : { mapping }),
    counts,
    not_understood: notUnderstood,
    set_aside: setAside,
    by_name: by?.name ?? null,
    by_job: by?.job ?? null,
  };
  const { rows } = await sql<{ made: number | null }>`
    select ctx.take_return(${id}::uuid, ${returns}, ${JSON.stringify(facts)}::jsonb, ${[...ended]}::text[],
      ${JSON.stringify(begun.map(rowOf))}::jsonb, ${JSON.stringify(moved.map(rowOf))}::jsonb) as made`.execute(
    tx,
  );
  return rows[0]?.made ?? null;
}
