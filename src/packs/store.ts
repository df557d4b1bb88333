import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { FileKind } from '../platform/files/kinds.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { Content, PackHeader, PackPaper, PackVersion, PaperKind } from './pack.ts';

const here = sql`(select ctx.partnership_id())`;

/** The versions of a pack, the newest first. */
export async function readVersions(tx: Tx, meetingId: string): Promise<readonly PackVersion[]> {
  const { rows } = await sql<PackVersion>`
    select p.id, p.number, p.header, coalesce(ctx.name_here(p.frozen_by), 'somebody') as "frozenBy", p.frozen_at as "frozenAt"
    from app.meeting_pack p where p.partnership_id = ${here} and p.meeting_id = ${meetingId}::uuid order by p.number desc`.execute(
    tx,
  );
  return rows;
}

const columns = sql`p.id, p.item_id as "itemId", p.kind, p.title, p.version, p.pages, encode(p.sha256, 'hex') as sha256, p.late_why as "lateWhy",
  coalesce(ctx.name_here(p.added_by), 'somebody') as "addedBy", p.added_at as "addedAt"`;

/** What is in the pack now, frozen or not, for those who run the meeting; without what the papers say. */
export async function readCurrent(tx: Tx, meetingId: string): Promise<readonly PackPaper[]> {
  const { rows } = await sql<PackPaper>`
    select ${columns}, null as content, '{}'::uuid[] as looks,
      not exists (select from app.meeting_pack_paper x
        where x.partnership_id = p.partnership_id and x.item_id = p.item_id and x.paper_id = p.id) as "isNew"
    from app.meeting_paper p join app.meeting_item i on i.partnership_id = p.partnership_id and i.id = p.item_id
    where p.partnership_id = ${here} and p.meeting_id = ${meetingId}::uuid and p.off_at is null and i.state <> 'taken-off'
      and (select ctx.runs_meetings())
    order by i.place, p.added_at, p.id`.execute(tx);
  return rows;
}

/** The papers of a version that are there for whoever asks, in their order; what they say only for one item. */
export async function readPapers(
  tx: Tx,
  pack: Pick<PackVersion, 'id' | 'number'>,
  meetingId: string,
  itemId: string | null,
): Promise<readonly PackPaper[]> {
  const content = itemId === null ? sql`null` : sql`p.content`;
  const only = itemId === null ? sql`true` : sql`x.item_id = ${itemId}::uuid`;
  const { rows } = await sql<PackPaper>`
    with looks as materialized (select l.paper_id, array_agg(l.account_id) as who from app.meeting_pack_look l
        where l.partnership_id = ${here} and l.pack_id = ${pack.id}::uuid group by l.paper_id),
      before as materialized (select x.paper_id from app.meeting_pack_paper x join app.meeting_pack k
          on k.partnership_id = x.partnership_id and k.id = x.pack_id
        where x.partnership_id = ${here} and k.meeting_id = ${meetingId}::uuid and k.number = ${pack.number - 1})
    select ${columns}, ${content} as content, coalesce(l.who, '{}') as looks,
      ${pack.number > 1} and not exists (select from before b where b.paper_id = p.id) as "isNew"
    from app.meeting_pack_paper x
      join app.meeting_paper p on p.partnership_id = x.partnership_id and p.item_id = x.item_id and p.id = x.paper_id
      left join looks l on l.paper_id = p.id
    where x.partnership_id = ${here} and x.pack_id = ${pack.id}::uuid and ${only} order by x.ordinal`.execute(
    tx,
  );
  return rows;
}

/** Who is to read the papers of which item: for those who run the meeting, and nobody else is told. */
export interface Reader {
  readonly itemId: string;
  readonly accountId: string;
  readonly name: string;
}

export async function readReaders(tx: Tx, meetingId: string): Promise<readonly Reader[]> {
  const { rows } = await sql<Reader>`select r.item_id as "itemId", r.account_id as "accountId", r.name
    from ctx.pack_readers(${meetingId}::uuid) r order by lower(r.name), r.account_id`.execute(tx);
  return rows;
}

/** Notes that whoever asks has had these papers of a version before them; answers how many they had not had before. */
export async function noteLooks(tx: Tx, packId: string, itemId: string): Promise<number> {
  const added = await sql`
    insert into app.meeting_pack_look (partnership_id, pack_id, paper_id, item_id, account_id)
    select x.partnership_id, x.pack_id, x.paper_id, x.item_id, ctx.uid() from app.meeting_pack_paper x
    where x.partnership_id = ${here} and x.pack_id = ${packId}::uuid and x.item_id = ${itemId}::uuid on conflict do nothing`.execute(
    tx,
  );
  return Number(added.numAffectedRows ?? 0n);
}

/** A paper that is to go into a pack. */
export interface NewPaper {
  readonly kind: PaperKind;
  readonly title: string;
  readonly source: string | null;
  readonly version: number;
  readonly content: Content | null;
  readonly fileId: string | null;
}

/** Puts a paper into the pack of an item, in place of an earlier one from the same source. */
export async function addPaper(
  tx: Tx,
  at: { readonly meetingId: string; readonly itemId: string },
  paper: NewPaper,
  lateWhy: string,
): Promise<void> {
  if (paper.source !== null)
    await sql`update app.meeting_paper set off_by = ctx.uid(), off_at = now()
      where partnership_id = ${here} and item_id = ${at.itemId}::uuid and source = ${paper.source}::uuid and off_at is null`.execute(
      tx,
    );
  await sql`insert into app.meeting_paper (partnership_id, meeting_id, item_id, kind, title, content, file_id, source, version, late_why, added_by)
    values (${here}, ${at.meetingId}::uuid, ${at.itemId}::uuid, ${paper.kind}, ${paper.title},
      ${paper.content === null ? null : JSON.stringify(paper.content)}::jsonb, ${paper.fileId}::uuid,
      coalesce(${paper.source}::uuid, gen_random_uuid()), ${paper.version}, ${lateWhy}, ctx.uid())`.execute(
    tx,
  );
}

/** Takes a paper out of the pack as it stands; the versions that have it keep it. False where it is not there. */
export async function takeOff(tx: Tx, id: string): Promise<boolean> {
  const done = await sql`update app.meeting_paper set off_by = ctx.uid(), off_at = now()
    where partnership_id = ${here} and id = ${id}::uuid and off_at is null`.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** Freezes the pack as its next version, every item of it, and asks for its pages to be counted. */
export async function freezePack(
  tx: Tx,
  meetingId: string,
  header: PackHeader,
): Promise<{ readonly id: string; readonly number: number }> {
  const { rows } = await sql<{ id: string; number: number }>`
    select id, number from ctx.freeze_pack(${meetingId}::uuid, ${JSON.stringify(header)}::jsonb)`.execute(tx);
  const [made] = rows;
  if (made === undefined) throw new Error('a pack that was not frozen');
  await enqueue(tx, 'pack.count', { subject: made.id });
  return made;
}

/** What opens a file that is in a pack. */
export interface PackFile {
  readonly kind: FileKind;
  readonly sha256: Uint8Array;
  readonly owner: string;
  readonly key: Uint8Array;
  readonly fileId: string;
  readonly itemId: string;
}

/** A file of the pack for whoever reads the pack; null for everybody else, and for one that was withdrawn. */
export async function readPackFile(tx: Tx, paperId: string): Promise<PackFile | null> {
  const { rows } = await sql<PackFile>`
    select f.kind, f.sha256, f.owner, f.key, p.file_id as "fileId", p.item_id as "itemId"
    from app.meeting_paper p cross join ctx.pack_file(p.id) f where p.partnership_id = ${here} and p.id = ${paperId}::uuid`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Which versions a meeting that runs has of the pack for a case, the newest first, as somebody who decides on it sees them. */
export async function readPacksFor(
  tx: Tx,
  caseId: string,
): Promise<readonly { readonly id: string; readonly number: number; readonly meetingId: string }[]> {
  const { rows } = await sql<{ id: string; number: number; meetingId: string }>`
    select k.id, k.number, k.meeting_id as "meetingId" from app.meeting_item i
      join app.meeting m on m.partnership_id = i.partnership_id and m.id = i.meeting_id and m.state = 'running'
      join app.meeting_pack k on k.partnership_id = i.partnership_id and k.meeting_id = m.id
    where i.partnership_id = ${here} and i.case_id = ${caseId}::uuid and i.state = 'open' order by m.day desc, k.number desc limit 20`.execute(
    tx,
  );
  const [newest] = rows;
  return rows.filter(({ meetingId }) => meetingId === newest?.meetingId);
}
