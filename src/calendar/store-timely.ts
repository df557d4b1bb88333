import { sql, type SqlBool } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';

/** A notification or rapid review that was sent, or is late, with the reason on record. */
export interface TimelyClock {
  readonly reference: string;
  readonly rule: string;
  readonly startsOn: Day;
  readonly dueOn: Day;
  readonly metOn: Day | null;
  readonly reason: string | null;
  /** The day on which the case was opened here. */
  readonly openedOn: Day;
}

/** More than any partnership has in a year; beyond it the page says that it is cut. */
export const mostTimely = 2_000;

/**
 * The notifications and rapid reviews that were sent between two days, both with, and those that fell due between them and have not been sent,
 * in the cases that whoever asks sees; the latest first.
 */
export async function readTimely(tx: Tx, from: Day, to: Day): Promise<readonly TimelyClock[]> {
  return visibleCases(tx)
    .innerJoin('app.case_clock as k', (join) =>
      join.onRef('k.partnership_id', '=', 'c.partnership_id').onRef('k.case_id', '=', 'c.id'),
    )
    .leftJoin('app.case_date as d', (join) =>
      join
        .onRef('d.partnership_id', '=', 'k.partnership_id')
        .onRef('d.case_id', '=', 'k.case_id')
        .on('d.superseded_at', 'is', null)
        .on(
          sql<SqlBool>`d.kind = case k.rule when 'RR-01' then 'rapid-review-sent' when 'NOT-02' then 'partnership-told' else 'panel-notified' end`,
        ),
    )
    .where('k.rule', 'in', ['NOT-01', 'NOT-02', 'NOT-03', 'NOT-04', 'RR-01'])
    .where(
      sql<SqlBool>`coalesce(k.met_on, k.due_on) between ${from.toString()}::date and ${to.toString()}::date`,
    )
    .select([
      'c.reference',
      'k.rule',
      'k.starts_on as startsOn',
      'k.due_on as dueOn',
      'k.met_on as metOn',
      'd.late_reason as reason',
      sql<Day>`(c.opened_at at time zone 'Europe/London')::date`.as('openedOn'),
    ])
    .orderBy(sql`coalesce(k.met_on, k.due_on) desc`)
    .orderBy('c.reference')
    .orderBy('k.rule')
    .limit(mostTimely + 1)
    .execute();
}
