import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { ItemContent, MinutesHeader, MinutesKind, MinutesVersion } from './minutes.ts';

const here = sql`(select ctx.partnership_id())`;

/** The words of an item as they were written last. */
export interface Note {
  readonly version: number;
  readonly words: string;
  readonly by: string;
  readonly at: Temporal.Instant;
}

/** What was written last on an item; null where nothing was, and for those who do not run the meeting. */
export async function readNote(tx: Tx, itemId: string): Promise<Note | null> {
  const { rows } = await sql<Note>`
    select n.version, n.words, coalesce(ctx.name_here(n.written_by), 'somebody') as by, n.written_at as at from app.meeting_note n
    where n.partnership_id = ${here} and n.item_id = ${itemId}::uuid order by n.version desc limit 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** What the minutes have of these items as they stand, in the same order; null where whoever asks does not run the meeting. */
export async function readContents(
  tx: Tx,
  itemIds: readonly string[],
): Promise<readonly ItemContent[] | null> {
  const { rows } = await sql<{ content: ItemContent | null }>`
    select ctx.item_content(one.id) as content from unnest(${itemIds}::uuid[]) with ordinality one (id, at) order by one.at`.execute(
    tx,
  );
  const contents = rows.flatMap(({ content }) => (content === null ? [] : [content]));
  return contents.length === itemIds.length ? contents : null;
}

/** The minutes as they went out last, with what of them is there for whoever asks; null where none went out. */
export async function readMinutes(tx: Tx, meetingId: string): Promise<MinutesVersion | null> {
  const { rows } = await sql<MinutesVersion>`
    select v.id, v.number, v.kind, v.header, coalesce(ctx.name_here(v.made_by), 'somebody') as "madeBy", v.made_at as "madeAt",
      coalesce(own.items, '[]') as items, coalesce(own.ids, '[]') as "itemIds",
      encode(sha256(convert_to(v.header::text || coalesce(own.hashes, ''), 'UTF8')), 'hex') as hash
    from app.meeting_minutes v
      left join lateral (select jsonb_agg(i.content order by i.ordinal) as items, jsonb_agg(i.item_id order by i.ordinal) as ids, string_agg(encode(i.hash, 'hex'), ',' order by i.ordinal) as hashes
        from app.meeting_minutes_item i where i.partnership_id = v.partnership_id and i.minutes_id = v.id) own on true
    where v.partnership_id = ${here} and v.meeting_id = ${meetingId}::uuid order by v.number desc limit 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Writes the words of an item as its next version. */
export async function addNote(
  tx: Tx,
  meetingId: string,
  itemId: string,
  version: number,
  words: string,
): Promise<void> {
  await sql`insert into app.meeting_note (partnership_id, meeting_id, item_id, version, words, written_by)
    values (${here}, ${meetingId}::uuid, ${itemId}::uuid, ${version}, ${words}, ctx.uid())`.execute(tx);
}

/** An action as it is noted. */
export interface GivenAction {
  readonly words: string;
  readonly owner: string;
  readonly due: Temporal.PlainDate | null;
}

/** Notes an action on an item. */
export async function addAction(
  tx: Tx,
  meetingId: string,
  itemId: string,
  given: GivenAction,
): Promise<void> {
  await sql`insert into app.meeting_action (partnership_id, meeting_id, item_id, words, owner, due_on, noted_by)
    values (${here}, ${meetingId}::uuid, ${itemId}::uuid, ${given.words}, ${given.owner}, ${given.due?.toString() ?? null}::date, ctx.uid())`.execute(
    tx,
  );
}

/** Strikes an action out of an item; false where it has none such. */
export async function strikeAction(tx: Tx, itemId: string, id: string): Promise<boolean> {
  const struck = await sql`update app.meeting_action set struck_by = ctx.uid(), struck_at = now()
    where partnership_id = ${here} and item_id = ${itemId}::uuid and id = ${id}::uuid and struck_at is null`.execute(
    tx,
  );
  return (struck.numAffectedRows ?? 0n) > 0n;
}

/** Freezes the minutes, every item of them, and answers the number of the version. */
export async function freezeMinutes(
  tx: Tx,
  meetingId: string,
  kind: MinutesKind,
  header: MinutesHeader,
  approvedAt: string | null,
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select ctx.freeze_minutes(${meetingId}::uuid, ${kind}, ${JSON.stringify(header)}::jsonb, ${approvedAt}::uuid) as number`.execute(
    tx,
  );
  return rows[0]?.number ?? 0;
}
