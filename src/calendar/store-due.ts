import { sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import { dayOf, referenceOf } from '../intake/referral.ts';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { DueThing } from './due-thing.ts';

/** No month of one partnership has as many; what is beyond is counted as "more", and never left out in silence. */
export const mostDue = 500;

interface DueRow extends Omit<DueThing, 'reference'> {
  readonly reference: string | null;
  readonly number: number | null;
  readonly sentAt: Temporal.Instant | null;
}

/**
 * What is due between two days, both with, in the cases that whoever asks sees and that are not closed, and of agencies that were asked on a
 * referral before there was a case; the nearest first, one more than `mostDue` where there is more. `open`: only what has not been met.
 */
export async function readDueThings(tx: Tx, from: Day, to: Day, open = false): Promise<readonly DueThing[]> {
  const cases = visibleCases(tx)
    .where('c.state', '<>', 'closed')
    .select(['c.partnership_id', 'c.id', 'c.reference', 'c.notifiable_look_again']);
  const within = sql`between ${from.toString()}::date and ${to.toString()}::date`;
  const inCase = sql`null::integer as number, null::timestamptz as "sentAt"`;
  const rows = await tx
    .with('seen', () => cases)
    .selectFrom(
      sql<DueRow>`(
        select 'clock' as kind, k.rule as what, s.reference, null::text as referral, k.due_on as "dueOn", k.met_on as "metOn",
          k.paused_on as "pausedOn", k.opened_on as "openedOn", ${inCase}
        from seen s join app.due_clock k on k.partnership_id = s.partnership_id and k.case_id = s.id
        where k.due_on ${within} and (not ${open} or k.met_on is null)
        union all
        select 'request', r.id::text, s.reference, null, r.due_on, null, null, null, ${inCase}
        from seen s join app.agency_request r on r.partnership_id = s.partnership_id and r.case_id = s.id
        where r.due_on ${within} and r.state = 'asked'
        union all
        select 'request', r.id::text, null, f.id::text, r.due_on, null, null, null, f.number, f.sent_at
        from app.agency_request r join app.referral f on f.partnership_id = r.partnership_id and f.id = r.referral_id
        where r.partnership_id = (select ctx.partnership_id()) and r.case_id is null and r.due_on ${within} and r.state = 'asked'
          and f.state in ('sent', 'received')
        union all
        select 'summary', y.id::text, s.reference, null, y.due_on, null, null, null, ${inCase}
        from seen s join app.agency_summary y on y.partnership_id = s.partnership_id and y.case_id = s.id
          join app.rapid_review v on v.partnership_id = y.partnership_id and v.id = y.review_id and v.ended_at is null
        where y.due_on ${within} and y.state = 'asked'
        union all
        select 'look-again', '', s.reference, null, s.notifiable_look_again, null, null, null, ${inCase} from seen s
        where s.notifiable_look_again ${within})`.as('due'),
    )
    .selectAll()
    .orderBy(sql`"dueOn", reference, number, kind, what`)
    .limit(mostDue + 1)
    .execute();
  return rows.map(({ number, sentAt, ...row }) => ({
    ...row,
    reference: row.reference ?? (sentAt === null ? '' : referenceOf(number ?? 0, dayOf(sentAt))),
  }));
}
