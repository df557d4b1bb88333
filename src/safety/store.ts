import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { GivenAction, Place, SafetyAction } from './safety.ts';

// A case has the actions of the referrals that it was opened from.
const at = (place: Place): RawBuilder<SqlBool> =>
  place.kind === 'referral'
    ? sql<SqlBool>`s.referral_id = ${place.referral.id}::uuid`
    : sql<SqlBool>`(s.case_id = ${place.headed.id}::uuid or s.referral_id in (select r.referral_id from app.case_referral r
        where r.partnership_id = ctx.partnership_id() and r.case_id = ${place.headed.id}::uuid))`;

/** Everything on record at a place that was found visible, in the order in which it was done. */
export async function readActions(tx: Tx, place: Place): Promise<readonly SafetyAction[]> {
  const { rows } = await sql<Omit<SafetyAction, 'time'> & { readonly time: string | null }>`
    select s.id, s.what, s.by_whom as "byWhom", s.day, s.time, coalesce(ctx.name_here(s.recorded_by), 'somebody') as "recordedBy",
      s.recorded_at as "recordedAt", s.corrects, s.reason
    from app.safety_action s where s.partnership_id = ctx.partnership_id() and ${at(place)}
    order by s.day, s.time nulls first, s.recorded_at`.execute(tx);
  return rows.map((row) => ({ ...row, time: row.time === null ? null : Temporal.PlainTime.from(row.time) }));
}

/** Puts an action on record; a correction belongs to the same referral or case as what it corrects. */
export async function addAction(tx: Tx, place: Place, given: GivenAction): Promise<void> {
  const { what, byWhom, day, time, corrects, reason } = given;
  const referral = place.kind === 'referral' ? place.referral.id : null;
  const ofCase = place.kind === 'case' ? place.headed.id : null;
  await sql`
    insert into app.safety_action (partnership_id, referral_id, case_id, what, by_whom, day, time, recorded_by, corrects, reason)
    select ctx.partnership_id(), coalesce(was.referral_id, case when was.id is null then ${referral}::uuid end),
      coalesce(was.case_id, case when was.id is null then ${ofCase}::uuid end), ${what}, ${byWhom}, ${day.toString()}::date,
      ${time?.toString({ smallestUnit: 'minute' }) ?? null}::time, ctx.uid(), ${corrects}::uuid, ${reason}
    from (select 1) one left join app.safety_action was on was.partnership_id = ctx.partnership_id() and was.id = ${corrects}::uuid`.execute(
    tx,
  );
}

/** Nobody else records here until the transaction ends. */
export async function holdActions(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('safety ' || ${id}, 0))`.execute(tx);
}
