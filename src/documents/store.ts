import { sql } from 'kysely';
import { type Standing, stranger } from '../access/policy.ts';
import { visibleCase, visibleCases } from '../access/visible.ts';
import type { Tx } from '../platform/db/connect.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { CaseDocument, FromReferral, NewDocument, OneDocument, Register, Version } from './document.ts';
import type { FileFacts, FoundFile, Good, OwnFile, StaffFile } from './file.ts';

const facts = sql`f.id, f.number, f.kind, f.bytes, f.state, f.why, f.received_at as "receivedAt"`;

/** The files that came by the receipt of this transaction. */
export async function readOwnFiles(tx: Tx): Promise<readonly OwnFile[]> {
  const { rows } =
    await sql<OwnFile>`select ${facts}, f.name from ctx.own_files() f order by f.number`.execute(tx);
  return rows;
}

/** Whether there is room for another file of so many bytes by this receipt. */
export async function hasRoomFor(tx: Tx, bytes: number): Promise<boolean> {
  const { rows } = await sql<{ room: boolean }>`select ctx.has_file_room(${bytes}) as room`.execute(tx);
  return rows[0]?.room ?? false;
}

/** Where a file is to be written, under which key. */
export interface Shelf {
  readonly file: string;
  readonly number: number;
  readonly owner: string;
  readonly key: Uint8Array;
}

interface ShelfRow {
  id: string | null;
  number: number;
  owner: string;
  wrapped: Uint8Array;
}

async function shelved(tx: Tx, [row]: readonly ShelfRow[]): Promise<Shelf | null> {
  if (row === undefined || row.id === null) return null;
  await enqueue(tx, 'file.check', { subject: row.id });
  return { file: row.id, number: row.number, owner: row.owner, key: row.wrapped };
}

/** Notes a file of one's own referral and asks for its check; null where there is no room. `offered` is a wrapped key, should there be none yet. */
export async function attachFile(tx: Tx, { name, kind, bytes, sha256 }: Good, offered: Uint8Array) {
  const { rows } = await sql<ShelfRow>`
    select * from ctx.attach_file(${name}, ${kind}, ${bytes.length}, ${sha256}, ${offered})`.execute(tx);
  return shelved(tx, rows);
}

/** Takes a file out of one's own draft; false where somebody was quicker. */
export async function detachFile(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select ctx.detach_file(${id}::uuid) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** The files that came with a referral, for whoever sees it. */
export async function readReferralFiles(tx: Tx, referralId: string): Promise<readonly StaffFile[]> {
  const { rows } = await sql<StaffFile>`
    select ${facts}, f.name from app.file f
    where f.partnership_id = ctx.partnership_id() and f.referral_id = ${referralId}::uuid order by f.number`.execute(
    tx,
  );
  return rows;
}

/** Through what a file is looked for: a referral by its identifier, or a case by its reference. */
export type Place = { readonly referral: string } | { readonly reference: string };

/** A file of that referral or that case, for whoever sees it; null for everybody else, and for a file of another. */
export async function readFile(tx: Tx, place: Place, id: string): Promise<FoundFile | null> {
  const at = 'reference' in place ? await caseOf(tx, place.reference) : await referralOf(tx, place.referral);
  if (at === null) return null;
  const within =
    at.referral === null
      ? sql`(f.case_id = ${at.caseId}::uuid or exists (select from app.case_referral r where r.partnership_id = f.partnership_id
          and r.referral_id = f.referral_id and r.case_id = ${at.caseId}::uuid))`
      : sql`f.referral_id = ${at.referral}::uuid`;
  const { rows } = await sql<FoundFile>`
    select ${facts}, f.name, f.sha256, coalesce(f.referral_id, f.case_id) as owner, k.wrapped as key, d.number as document,
      d.withdrawn_at is not null as withdrawn
    from app.file f join app.data_key k on k.partnership_id = f.partnership_id and k.id = f.key_id
      left join app.document d on d.partnership_id = f.partnership_id and d.id = f.document_id
    where f.partnership_id = ctx.partnership_id() and f.id = ${id}::uuid and ${within}`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { ...row, caseId: at.caseId, standing: at.standing };
}

interface At {
  readonly caseId: string | null;
  readonly referral: string | null;
  readonly standing: Standing;
}

async function caseOf(tx: Tx, reference: string): Promise<At | null> {
  const found = await visibleCase(tx, reference);
  return found === null ? null : { caseId: found.id, referral: null, standing: found.standing };
}

// A referral that is not seen has no row here, and so no files.
async function referralOf(tx: Tx, referral: string): Promise<At | null> {
  const { rows } = await sql<{ there: boolean }>`
    select true as there from app.referral r
    where r.partnership_id = ctx.partnership_id() and r.id = ${referral}::uuid and r.state <> 'draft'`.execute(
    tx,
  );
  if (rows.length === 0) return null;
  const ofCase = await visibleCases(tx)
    .innerJoin('app.case_referral as r', (join) =>
      join.onRef('r.partnership_id', '=', 'c.partnership_id').onRef('r.case_id', '=', 'c.id'),
    )
    .where('r.referral_id', '=', referral)
    .select(['c.id', sql<Standing>`ctx.standing(c.id)`.as('standing')])
    .executeTakeFirst();
  return { caseId: ofCase?.id ?? null, referral, standing: ofCase?.standing ?? stranger };
}

/** Notes that a coordinator takes a file without a scan, and why. */
export async function insertRelease(tx: Tx, fileId: string, reason: string): Promise<void> {
  await sql`insert into app.file_release (partnership_id, file_id, released_by, reason)
    values (ctx.partnership_id(), ${fileId}::uuid, ctx.uid(), ${reason})`.execute(tx);
}

/** Asks for another check of a file. */
export async function askCheck(tx: Tx, fileId: string): Promise<void> {
  await enqueue(tx, 'file.check', { subject: fileId });
}

interface DocumentRow extends Omit<CaseDocument, 'withdrawn' | 'versions'> {
  readonly withdrawnAt: Temporal.Instant | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnWhy: string | null;
}

/** The documents of a case: what is not for this reader is not among them. */
export async function readDocuments(tx: Tx, caseId: string): Promise<readonly CaseDocument[]> {
  const { rows } = await sql<DocumentRow>`
    select d.id, d.number, d.title, d.classification, a.name as agency, d.seen_by as "seenBy", d.notification_id as "receiptOf", d.withdrawn_at as "withdrawnAt",
      ctx.name_here(d.withdrawn_by) as "withdrawnBy", d.withdrawn_why as "withdrawnWhy"
    from app.document d left join app.agency a on a.partnership_id = d.partnership_id and a.id = d.agency_id
    where d.partnership_id = ctx.partnership_id() and d.case_id = ${caseId}::uuid
    order by d.withdrawn_at is not null, d.number desc`.execute(tx);
  const versions = await sql<Version & { documentId: string }>`
    select ${facts}, f.name, ctx.name_here(f.sent_by) as by, f.document_id as "documentId" from app.file f
    where f.partnership_id = ctx.partnership_id() and f.case_id = ${caseId}::uuid order by f.number desc`.execute(
    tx,
  );
  return rows.map(({ withdrawnAt, withdrawnBy, withdrawnWhy, ...row }) => ({
    ...row,
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, by: withdrawnBy, why: withdrawnWhy ?? '' },
    versions: versions.rows.filter(({ documentId }) => documentId === row.id),
  }));
}

/** What came with the referrals from which a case was opened. */
export async function readReferrals(tx: Tx, caseId: string): Promise<readonly FromReferral[]> {
  const { rows } = await sql<StaffFile & { referralId: string; referral: number; sentAt: Temporal.Instant }>`
    select ${facts}, f.name, r.id as "referralId", r.number as referral, r.sent_at as "sentAt"
    from app.case_referral c join app.referral r on r.partnership_id = c.partnership_id and r.id = c.referral_id
      join app.file f on f.partnership_id = c.partnership_id and f.referral_id = c.referral_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid order by r.number, f.number`.execute(
    tx,
  );
  const ids = [...new Set(rows.map(({ referralId }) => referralId))];
  return ids.flatMap((id) => {
    const files = rows.filter(({ referralId }) => referralId === id);
    const [first] = files;
    return first === undefined ? [] : [{ id, number: first.referral, sentAt: first.sentAt, files }];
  });
}

/** The agencies that are involved in a case today. */
export async function readAgencies(tx: Tx, caseId: string): Promise<Register['agencies']> {
  const { rows } = await sql<{ id: string; name: string }>`
    select a.id, a.name from app.case_agency c join app.agency a on a.partnership_id = c.partnership_id and a.id = c.agency_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid and c.from_day <= ctx.today()
      and (c.until_day is null or c.until_day > ctx.today()) order by lower(a.name), a.id`.execute(tx);
  return rows;
}

/** Adds a document without a version yet; the case is held. Answers its identifier and its number. */
export async function insertDocument(tx: Tx, caseId: string, wanted: NewDocument) {
  const { rows } = await sql<{ id: string; number: number }>`
    insert into app.document (partnership_id, case_id, number, title, classification, agency_id, seen_by, added_by)
    select ctx.partnership_id(), ${caseId}::uuid, 1 + coalesce(max(d.number), 0), ${wanted.title}, ${wanted.classification},
      ${wanted.agencyId}::uuid, ${wanted.seenBy}, ctx.uid()
    from app.document d where d.partnership_id = ctx.partnership_id() and d.case_id = ${caseId}::uuid
    returning id, number`.execute(tx);
  const [made] = rows;
  if (made === undefined) throw new Error('a document that was not added');
  return made;
}

/** Notes a file as the newest version of a document, and asks for its check. */
export async function addVersion(
  tx: Tx,
  documentId: string,
  { name, kind, bytes, sha256 }: Good,
  offered: Uint8Array,
): Promise<Shelf> {
  const { rows } = await sql<ShelfRow>`
    select * from ctx.add_document_file(${documentId}::uuid, ${name}, ${kind}, ${bytes.length}, ${sha256}, ${offered})`.execute(
    tx,
  );
  const shelf = await shelved(tx, rows);
  if (shelf === null) throw new Error('a version that was not added');
  return shelf;
}

/** Adds the receipt of a notification, with its file, and asks for the file's check; the case is held. Answers the document. */
export async function addReceipt(
  tx: Tx,
  caseId: string,
  title: string,
  { name, kind, bytes, sha256 }: Good,
  offered: Uint8Array,
): Promise<{ readonly id: string; readonly number: number; readonly shelf: Shelf }> {
  const { rows } = await sql<ShelfRow & { document: string; counted: number }>`
    select * from ctx.add_receipt(${caseId}::uuid, ${title}, ${name}, ${kind}, ${bytes.length}, ${sha256}, ${offered})`.execute(
    tx,
  );
  const shelf = await shelved(tx, rows);
  const [row] = rows;
  if (shelf === null || row === undefined) throw new Error('a receipt that was not added');
  return { id: row.document, number: row.counted, shelf };
}

/** Withdraws a document that is held. */
export async function withdrawDocument(tx: Tx, { document }: OneDocument, reason: string): Promise<void> {
  await sql`update app.document set withdrawn_by = ctx.uid(), withdrawn_at = now(), withdrawn_why = ${reason}, version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${document.id}::uuid`.execute(tx);
}

/** A file as its check needs it. */
export interface Checkable extends Pick<FileFacts, 'kind' | 'state' | 'why'> {
  readonly partnershipId: string;
  readonly owner: string;
  readonly caseId: string | null;
  readonly key: Uint8Array;
  readonly sha256: Uint8Array;
}

/** The file of this job; null where it is gone, or its check is over. */
export async function readCheckable(tx: Tx): Promise<Checkable | null> {
  const { rows } = await sql<Checkable>`
    select partnership_id as "partnershipId", owner, case_id as "caseId", kind, state, why, sha256, key from ctx.file_to_check()`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Notes what the check of this job's file came to; false where the file is gone meanwhile, or was checked by another. */
export async function noteCheck(tx: Tx, { state, why }: Pick<FileFacts, 'state' | 'why'>): Promise<boolean> {
  const { rows } = await sql<{
    noted: boolean;
  }>`select ctx.note_file_check(${state}, ${why}) as noted`.execute(tx);
  return rows[0]?.noted ?? false;
}
