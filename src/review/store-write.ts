import { sql } from 'kysely';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { KeptReviewClock } from './clocks.ts';
import type { GivenReviewDay } from './days.ts';
import type { GivenCheck, GivenReviewer, GivenWrittenRequest } from './forms-watching.ts';
import type { MoveWish, OpeningWish, StandingDecision } from './review.ts';

/** Where something of a review is written. */
export interface At {
  readonly caseId: string;
  readonly reviewId: string;
}

/** Opens a review from a decision, with its first day; answers its identifier. */
export async function insertReview(
  tx: Tx,
  { caseId, pseudonym }: { readonly caseId: string; readonly pseudonym: string },
  { kind, jointWith }: OpeningWish,
  decision: StandingDecision,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.review (partnership_id, regime, pseudonym, case_id, decision_id, joint_with, opened_by)
    values (ctx.partnership_id(), ${kind}, ${pseudonym}, ${caseId}::uuid, ${decision.id}::uuid, ${jointWith}, ctx.uid()) returning id`.execute(
    tx,
  );
  const reviewId = rows[0]?.id ?? '';
  await sql`insert into app.case_review (partnership_id, case_id, review_id)
    values (ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid)`.execute(tx);
  const source = 'The decision of the group on record';
  await insertReviewDay(
    tx,
    { caseId, reviewId },
    { kind: 'decided', day: decision.day, source, reason: '', corrects: null },
  );
  return reviewId;
}

/** Puts a day of a review on record; one that it takes the place of stays, superseded by it. Answers its identifier. */
export async function insertReviewDay(
  tx: Tx,
  { caseId, reviewId }: At,
  given: GivenReviewDay,
): Promise<string> {
  // One statement, because of two that stand neither may be there first: the old one gives way and names the new one.
  const { rows } = await sql<{ id: string }>`
    with fresh as materialized (select gen_random_uuid() as id),
    old as (
      update app.review_day set superseded_at = now(), superseded_by = (select id from fresh)
      where partnership_id = (select ctx.partnership_id()) and case_id = ${caseId}::uuid and review_id = ${reviewId}::uuid
        and id = ${given.corrects}::uuid and superseded_at is null returning id)
    insert into app.review_day (partnership_id, id, case_id, review_id, kind, day, source, reason, recorded_by)
    select ctx.partnership_id(), (select id from fresh), ${caseId}::uuid, ${reviewId}::uuid, ${given.kind}, ${given.day.toString()}::date,
      ${given.source}, ${given.reason}, ctx.uid()
    where ${given.corrects}::uuid is null or exists (select from old)
    returning id`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a day that was held has been corrected');
  return row.id;
}

/** Moves a review that is held to another state, and keeps the day and the reason; answers the identifier of the move. */
export async function moveReview(
  tx: Tx,
  { caseId, reviewId }: At,
  { from, to, day, reason }: MoveWish,
): Promise<string> {
  const { numAffectedRows } = await sql`
    update app.review set state = ${to}, version = version + 1
    where partnership_id = (select ctx.partnership_id()) and id = ${reviewId}::uuid and state = ${from}`.execute(
    tx,
  );
  if (numAffectedRows !== 1n) throw new Error('a review that was held has moved');
  const { rows } = await sql<{ id: string }>`
    insert into app.review_move (partnership_id, case_id, review_id, from_state, to_state, day, reason, moved_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, ${from}, ${to}, ${day.toString()}::date, ${reason}, ctx.uid())
    returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Puts a reviewer on record; answers the identifier. */
export async function insertReviewer(
  tx: Tx,
  { caseId, reviewId }: At,
  given: GivenReviewer,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.review_reviewer (partnership_id, case_id, review_id, name, organisation, account_id, independent_of, conflict,
      conflict_words, considered, appointed_on, part, naming, declared_on, recorded_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, ${given.name}, ${given.organisation}, ${given.accountId}::uuid,
      ${given.independentOf}, ${given.conflict}, ${given.conflictWords}, ${given.considered}, ${given.appointedOn.toString()}::date,
      ${given.part}, ${given.naming}, ${given.declaredOn?.toString() ?? null}::date, ctx.uid()) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
}

/** Ends what a reviewer has to do with a review, on a day, with the reason. */
export async function endReviewer(
  tx: Tx,
  { caseId, reviewId }: At,
  reviewerId: string,
  { day, why }: { readonly day: Day; readonly why: string },
): Promise<void> {
  await sql`update app.review_reviewer set ended_on = ${day.toString()}::date, ended_why = ${why}, ended_by = ctx.uid()
    where partnership_id = (select ctx.partnership_id()) and case_id = ${caseId}::uuid and review_id = ${reviewId}::uuid
      and id = ${reviewerId}::uuid and ended_on is null`.execute(tx);
}

/** Puts on record how time and quality were found; answers the identifier. */
export async function insertCheck(tx: Tx, { caseId, reviewId }: At, given: GivenCheck): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.review_check (partnership_id, case_id, review_id, day, time_found, time_words, quality_found, quality_words, recorded_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, ${given.day.toString()}::date, ${given.timeFound}, ${given.timeWords},
      ${given.qualityFound}, ${given.qualityWords}, ctx.uid()) returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Sets after how many weeks without an entry somebody is reminded. */
export async function setCheckWeeks(tx: Tx, { reviewId }: At, weeks: number): Promise<void> {
  await sql`update app.review set check_weeks = ${weeks}, version = version + 1
    where partnership_id = (select ctx.partnership_id()) and id = ${reviewId}::uuid`.execute(tx);
}

/** Puts a written request on record; answers its identifier. */
export async function insertRequest(
  tx: Tx,
  { caseId, reviewId }: At,
  given: GivenWrittenRequest,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.review_request (partnership_id, case_id, review_id, reviewer_id, asked_for, words, asked_on, due_on, asked_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, ${given.reviewerId}::uuid, ${given.askedFor}, ${given.words},
      ${given.askedOn.toString()}::date, ${given.dueOn.toString()}::date, ctx.uid()) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
}

/** Puts the answer to a written request on record. */
export async function answerRequest(
  tx: Tx,
  { caseId, reviewId }: At,
  requestId: string,
  { day, words }: { readonly day: Day; readonly words: string },
): Promise<void> {
  await sql`update app.review_request set answered_on = ${day.toString()}::date, answer_words = ${words}, answered_by = ctx.uid()
    where partnership_id = (select ctx.partnership_id()) and case_id = ${caseId}::uuid and review_id = ${reviewId}::uuid
      and id = ${requestId}::uuid and answered_on is null`.execute(tx);
}

/** Puts what is due in a review in the place of what was kept of it. For a coordinator. */
export async function keepReviewClocks(
  tx: Tx,
  { caseId, reviewId }: At,
  clocks: readonly KeptReviewClock[],
): Promise<void> {
  await sql`delete from app.review_clock where partnership_id = (select ctx.partnership_id()) and case_id = ${caseId}::uuid
    and review_id = ${reviewId}::uuid`.execute(tx);
  if (clocks.length === 0) return;
  const column = (of: (clock: KeptReviewClock) => string | null) => clocks.map(of);
  await sql`insert into app.review_clock (partnership_id, case_id, review_id, rule, about, starts_on, due_on, met_on, paused_on)
    select ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, k.* from unnest(${column(({ rule }) => rule)}::text[],
      ${column(({ about }) => about)}::uuid[], ${column(({ startsOn }) => startsOn.toString())}::date[],
      ${column(({ dueOn }) => dueOn.toString())}::date[], ${column(({ metOn }) => metOn?.toString() ?? null)}::date[],
      ${column(({ pausedOn }) => pausedOn?.toString() ?? null)}::date[]) k`.execute(tx);
}
