import { sql } from 'kysely';
import type { GivenChange } from '../cases/clock-change.ts';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { At } from './store-write.ts';

/** Puts a change of the time of a review on record; answers its identifier. */
export async function insertReviewChange(
  tx: Tx,
  { caseId, reviewId }: At,
  given: GivenChange,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.case_clock_change (partnership_id, case_id, review_id, rule, kind, day, authority_name, authority_capacity,
      authorised_on, reason, recorded_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, ${given.rule}, ${given.kind}, ${given.day.toString()}::date,
      ${given.authorityName}, ${given.authorityCapacity}, ${given.authorisedOn.toString()}::date, ${given.reason}, ctx.uid()) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
}

/** Keeps what the last day of a date of a review was before somebody changed it. */
export async function insertReviewMoved(
  tx: Tx,
  { caseId }: At,
  { rule, from, to }: { readonly rule: string; readonly from: Day; readonly to: Day },
): Promise<void> {
  await sql`insert into app.case_clock_history (partnership_id, case_id, rule, old_due, new_due, why, moved_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${rule}, ${from.toString()}::date, ${to.toString()}::date, 'changed', ctx.uid())`.execute(
    tx,
  );
}
