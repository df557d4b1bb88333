import { sql } from 'kysely';
import type { PartnerId } from '../law/outcomes.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { EntryWish } from './entries.ts';
import type { ItemWish, PanelPosition, PartnersPosition, ReviewContent } from './review.ts';
import type { ScriptStep } from './script.ts';

const here = sql`(select ctx.partnership_id())`;

/** Where something of a review is written: its case, and the review. */
export interface At {
  readonly caseId: string;
  readonly reviewId: string;
}

/** Saves an item as its next version. Of two that were made from the same version the second breaks off: the case was held. */
export async function saveItem(tx: Tx, { caseId, reviewId }: At, wish: ItemWish): Promise<void> {
  const { item, owner, state, reason, answers, seen } = wish;
  await sql`
    insert into app.rapid_review_item (partnership_id, case_id, review_id, item, version, owner, state, reason, answers, saved_by)
    values (${here}, ${caseId}::uuid, ${reviewId}::uuid, ${item.id}, ${seen + 1}, ${owner}, ${state}, ${reason},
      ${JSON.stringify(answers)}::jsonb, ctx.uid())`.execute(tx);
}

/** Puts a record on record: new, in the place of another, or to take another out. Answers its identifier. */
export async function addEntry(
  tx: Tx,
  { caseId, reviewId }: At,
  { given, replaces, isRemoved }: EntryWish,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.rapid_review_entry (partnership_id, case_id, review_id, kind, agency_id, day, answers, recorded_by, replaces, is_removed)
    values (${here}, ${caseId}::uuid, ${reviewId}::uuid, ${given.kind}, ${given.agencyId}::uuid, ${given.day?.toString() ?? null}::date,
      ${JSON.stringify(given.answers)}::jsonb, ctx.uid(), ${replaces}::uuid, ${isRemoved})
    returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Freezes the content as a version; the database makes its digest. Answers the number. */
export async function freezeVersion(
  tx: Tx,
  { caseId, reviewId }: At,
  content: ReviewContent,
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into app.rapid_review_version (partnership_id, case_id, review_id, number, content, hash, frozen_by)
    select ${here}, ${caseId}::uuid, ${reviewId}::uuid,
      1 + coalesce((select max(v.number) from app.rapid_review_version v where v.partnership_id = ${here} and v.review_id = ${reviewId}::uuid), 0),
      one.content, sha256(convert_to(one.content::text, 'UTF8')), ctx.uid()
    from (select ${JSON.stringify(content)}::jsonb as content) one
    returning number`.execute(tx);
  const [frozen] = rows;
  if (frozen === undefined) throw new Error('a version that was not frozen');
  return frozen.number;
}

/** What a delegate says to a version. */
export interface Signing {
  readonly partner: PartnerId;
  readonly position: 'agrees' | 'disagrees';
  readonly words: string;
  readonly job: string;
}

/** Signs a version in the name of whoever acts. */
export async function signVersion(
  tx: Tx,
  caseId: string,
  versionId: string,
  signing: Signing,
): Promise<void> {
  await sql`
    insert into app.rapid_review_signature (partnership_id, case_id, version_id, partner, position, words, job, signed_by)
    values (${here}, ${caseId}::uuid, ${versionId}::uuid, ${signing.partner}, ${signing.position}, ${signing.words}, ${signing.job}, ctx.uid())`.execute(
    tx,
  );
}

/** When and how a version was sent. */
export interface GivenSending {
  readonly day: Temporal.PlainDate;
  readonly time: Temporal.PlainTime;
  readonly words: string;
  readonly unsignedWhy: string;
}

/** Puts on record that a version was sent to the Panel. */
export async function addSending(
  tx: Tx,
  caseId: string,
  versionId: string,
  given: GivenSending,
): Promise<void> {
  await sql`
    insert into app.rapid_review_sending (partnership_id, case_id, version_id, day, time, words, unsigned_why, recorded_by)
    values (${here}, ${caseId}::uuid, ${versionId}::uuid, ${given.day.toString()}::date, ${given.time.toString()}::time, ${given.words},
      ${given.unsignedWhy}, ctx.uid())`.execute(tx);
}

/** What the Panel replied, or what the partners did with it, as it is to be kept. */
export interface GivenReply {
  readonly kind: 'panel' | 'partners';
  readonly position: PanelPosition | PartnersPosition;
  readonly day: Temporal.PlainDate;
  readonly words: string;
  readonly answersTo: string | null;
  readonly decisionId: string | null;
}

/** Puts a reply on record, or the partners' answer to it. */
export async function addReply(tx: Tx, { caseId, reviewId }: At, given: GivenReply): Promise<void> {
  await sql`
    insert into app.rapid_review_reply (partnership_id, case_id, review_id, kind, position, day, words, answers_to, decision_id, recorded_by)
    values (${here}, ${caseId}::uuid, ${reviewId}::uuid, ${given.kind}, ${given.position}, ${given.day.toString()}::date, ${given.words},
      ${given.answersTo}::uuid, ${given.decisionId}::uuid, ctx.uid())`.execute(tx);
}

/** Keeps a day script as the partnership's newest, and has the review use it where one is given. */
export async function addScript(
  tx: Tx,
  reviewId: string,
  { source, steps }: { readonly source: string; readonly steps: readonly ScriptStep[] },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('day script ' || ${here}, 0))`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    insert into app.rapid_review_script (partnership_id, number, source, steps, set_by)
    values (${here}, 1 + coalesce((select max(s.number) from app.rapid_review_script s where s.partnership_id = ${here}), 0), ${source},
      ${JSON.stringify(steps)}::jsonb, ctx.uid())
    returning id`.execute(tx);
  await sql`update app.rapid_review set script_id = ${rows[0]?.id ?? null}::uuid, version = version + 1
    where partnership_id = ${here} and id = ${reviewId}::uuid`.execute(tx);
}
