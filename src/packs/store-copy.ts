import { sql } from 'kysely';
import type { Item } from '../meetings/meeting.ts';
import type { Tx } from '../platform/db/connect.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { Content, PackHeader } from './pack.ts';

/** A reader's own copy of a version. */
export interface Copy {
  readonly id: string;
  readonly state: 'making' | 'ready' | 'failed';
  readonly pages: number | null;
  readonly askedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly downloadedAt: Temporal.Instant | null;
}

/** One's own copy of a version while it is good; null without one, and once an item of it is closed to its reader. */
export async function readCopy(tx: Tx, packId: string): Promise<Copy | null> {
  const { rows } = await sql<Copy>`
    select c.id, c.state, c.pages, c.asked_at as "askedAt", c.expires_at as "expiresAt", c.downloaded_at as "downloadedAt"
    from app.meeting_pack_copy c where c.partnership_id = ctx.partnership_id() and c.pack_id = ${packId}::uuid
    order by c.asked_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** Asks for a copy for oneself, in place of an earlier one. */
export async function askCopy(tx: Tx, packId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select ctx.ask_pack_copy(${packId}::uuid) as id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await enqueue(tx, 'pack.copy', { subject: id });
  return id;
}

/** Whether whoever asks has proved again who they are, or has only just signed in. */
export async function hasSteppedUp(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ so: boolean }>`select ctx.is_proved() as so`.execute(tx);
  return rows[0]?.so ?? false;
}

/** Proves it by a code: done, wrong, or how long to wait (seconds). */
export async function stepUp(tx: Tx, code: string): Promise<'done' | 'wrong' | number> {
  const { rows } = await sql<{ said: string }>`select ctx.prove_again(${code}) as said`.execute(tx);
  const said = rows[0]?.said ?? 'wrong';
  if (said === 'done' || said === 'wrong') return said;
  return Number(said.slice('wait '.length));
}

/** The bytes of one's own copy; null for anybody else's, and for whoever has not just proved who they are. */
export async function takeCopy(
  tx: Tx,
  id: string,
): Promise<{ readonly pdf: Uint8Array; readonly number: number } | null> {
  const { rows } = await sql<{
    pdf: Uint8Array;
    number: number;
  }>`select pdf, number from ctx.take_copy(${id}::uuid)`.execute(tx);
  return rows[0] ?? null;
}

/** The papers of this job's version whose pages nobody has counted. */
export async function readUncounted(
  tx: Tx,
): Promise<
  readonly { readonly id: string; readonly content: Content; readonly late: string; readonly title: string }[]
> {
  const { rows } = await sql<{ id: string; content: Content; late: string; title: string }>`
    select c.id, c.content, c.late, c.title from ctx.papers_to_count() c`.execute(tx);
  return rows;
}

/** Keeps how many pages they have. */
export async function notePages(
  tx: Tx,
  counted: readonly { readonly id: string; readonly pages: number }[],
): Promise<void> {
  await sql`select ctx.note_pages(${JSON.stringify(counted)}::jsonb)`.execute(tx);
}

/** A paper of a copy, with the item that it belongs to. */
export interface CopyPaper extends Pick<Item, 'kind' | 'title' | 'reference' | 'pseudonym'> {
  readonly item: string;
  readonly referral: number | null;
  readonly paper: string;
  readonly content: Content | null;
  readonly late: string;
  readonly pages: number | null;
  readonly sha256: string;
}

/** What a copy is made of. */
export interface ToMake {
  readonly reader: string;
  readonly askedAt: Temporal.Instant;
  readonly number: number;
  readonly header: PackHeader;
  /** Every item of their agenda, in its order. */
  readonly items: readonly string[];
  readonly papers: readonly CopyPaper[];
}

/** The copy of this job; null once it is made or over. */
export async function readToMake(tx: Tx): Promise<ToMake | null> {
  const { rows } = await sql<ToMake>`
    select reader, asked_at as "askedAt", number, header, items, papers from ctx.copy_to_make()`.execute(tx);
  return rows[0] ?? null;
}

/** Keeps the copy of this job, or that it could not be made. */
export async function keepCopy(tx: Tx, pdf: Buffer | null, pages: number | null): Promise<void> {
  await sql`select ctx.keep_copy(${pdf}, ${pages})`.execute(tx);
}
