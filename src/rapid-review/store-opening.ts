import { sql } from 'kysely';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';

/** What opened a rapid review: the notification, or, where a partnership counts from there, awareness. */
export type OpenedBy = 'by-notification' | 'from-awareness';

/** A rapid review to be opened. `on` is the day of the fact that opens it, `at` the moment of the act. */
export interface Opening {
  readonly caseId: string;
  readonly opened: OpenedBy;
  readonly on: Day;
  readonly at: Temporal.Instant;
}

/**
 * Opens the rapid review of a case in the transaction of whoever records the notification, a coordinator or a notifier of the case, with
 * the day script that the partnership has today. One runs for each case: where one does already, that is the answer.
 */
export async function openRapidReview(tx: Tx, { caseId, opened, on, at }: Opening): Promise<string> {
  await sql`
    insert into app.rapid_review (partnership_id, case_id, opened, opened_on, opened_at, opened_by, script_id)
    values ((select ctx.partnership_id()), ${caseId}::uuid, ${opened}, ${on.toString()}::date, ${at.toString()}::timestamptz, ctx.uid(),
      (select s.id from app.rapid_review_script s where s.partnership_id = (select ctx.partnership_id()) order by s.number desc limit 1))
    on conflict (partnership_id, case_id) where ended_at is null do nothing`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select r.id from app.rapid_review r
    where r.partnership_id = (select ctx.partnership_id()) and r.case_id = ${caseId}::uuid and r.ended_at is null`.execute(
    tx,
  );
  const [running] = rows;
  if (running === undefined) throw new Error('a rapid review that was opened is not there');
  return running.id;
}
