import { sql } from 'kysely';
import type { IncidentEvent } from '../law/facts.ts';
import type { OutcomeKind } from '../law/outcomes.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { CaseMoved, OverviewFacts } from './overview.ts';
import type { HeadedCase } from './header.ts';
import type { Harm } from './opening.ts';
import { readClockChanges, readDays } from './store-dates.ts';

interface FileRow {
  readonly event: string;
  readonly harm: string;
  readonly summary: string;
  readonly opened_at: Temporal.Instant;
  readonly earliest: Temporal.PlainDate | null;
  readonly latest: Temporal.PlainDate | null;
  readonly as_given: string | null;
  readonly agencies: number;
  readonly safety: number;
  readonly outcome: string | null;
  readonly decided_on: Temporal.PlainDate | null;
  readonly decision_id: string | null;
  readonly moved: string | null;
  readonly moved_at: Temporal.Instant | null;
  readonly moved_by: string | null;
  readonly reason: string | null;
  readonly stopped: boolean;
  readonly withdrawn: boolean;
  readonly rapid_review: { readonly replied: boolean; readonly settled: boolean } | null;
}

/** What the overview of a case shows, for a case that was found visible. No name of anybody in it is read. */
export async function readOverview(tx: Tx, headed: HeadedCase): Promise<Omit<OverviewFacts, 'notifiable'>> {
  const { id: caseId } = headed;
  const { rows } = await sql<FileRow>`
    select c.event, c.harm, c.summary, c.opened_at, i.earliest, i.latest, i.as_given, d.outcome, d.day as decided_on, d.id as decision_id,
      (select count(*) from app.case_agency a where a.partnership_id = c.partnership_id and a.case_id = c.id
        and (a.until_day is null or a.until_day > ctx.today())) as agencies,
      (select count(*) from app.safety_action s where s.partnership_id = c.partnership_id and s.corrects is null
        and (s.case_id = c.id or s.referral_id in (select r.referral_id from app.case_referral r
          where r.partnership_id = c.partnership_id and r.case_id = c.id))) as safety,
      (select jsonb_build_object('replied', exists (select from app.rapid_review_reply y
            where y.partnership_id = r.partnership_id and y.review_id = r.id and y.kind = 'panel' and not exists (
              select from app.rapid_review_reply z where z.partnership_id = y.partnership_id and z.answers_to = y.id)),
          'settled', exists (select from app.rapid_review_reply y where y.partnership_id = r.partnership_id and y.review_id = r.id
            and y.kind = 'partners' and y.position <> 'answered' and y.decision_id = d.id))
        from app.rapid_review r where r.partnership_id = c.partnership_id and r.case_id = c.id and r.ended_at is null) as rapid_review,
      c.notifiable in ('not', 'other') as stopped, c.notification_withdrawn_on is not null as withdrawn, m.act as moved, m.moved_at, m.moved_by, m.reason
    from app.case_file c
    left join lateral (
      select min(i.earliest_day) as earliest, max(coalesce(i.latest_day, i.earliest_day)) as latest, min(i.day_as_given) as as_given
      from app.case_incident ci join app.incident i on i.partnership_id = ci.partnership_id and i.id = ci.incident_id
      where ci.partnership_id = c.partnership_id and ci.case_id = c.id) i on true
    left join lateral (
      select d.id, d.outcome, d.day from app.decision d where d.partnership_id = c.partnership_id and d.case_id = c.id
      order by d.recorded_at desc limit 1) d on true
    left join lateral (
      select m.act, m.moved_at, ctx.name_here(m.moved_by) as moved_by, m.reason from app.case_move m
      where m.partnership_id = c.partnership_id and m.case_id = c.id order by m.moved_at desc limit 1) m on true
    where c.partnership_id = (select ctx.partnership_id()) and c.id = ${caseId}::uuid`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a case that was visible is gone');
  return {
    headed,
    days: await readDays(tx, caseId),
    changes: await readClockChanges(tx, caseId),
    event: row.event as IncidentEvent,
    harm: row.harm as Harm,
    summary: row.summary,
    openedAt: row.opened_at,
    incident: { earliest: row.earliest, latest: row.latest, asGiven: row.as_given ?? '' },
    agencies: row.agencies,
    safety: row.safety,
    decision:
      row.outcome === null || row.decided_on === null
        ? null
        : { outcome: row.outcome as OutcomeKind, day: row.decided_on },
    moved: movedOf(row),
    stopped: row.stopped,
    withdrawn: row.withdrawn,
    reviews: await readReviewLines(tx, caseId),
    rapidReview: row.rapid_review,
    referrals: await readReferrals(tx, caseId),
    children: await readChildren(tx, caseId),
  };
}

const movedOf = ({ moved, moved_at: at, moved_by: by, reason }: FileRow): CaseMoved | null =>
  moved === null || at === null
    ? null
    : { act: moved as CaseMoved['act'], at, by: by ?? '', reason: reason ?? '' };

async function readChildren(tx: Tx, caseId: string): Promise<OverviewFacts['children']> {
  const { rows } = await sql<OverviewFacts['children'][number]>`
    select h.pseudonym, h.born_on as "bornOn", h.age_given as "ageGiven", h.died_on as "diedOn"
    from app.case_child cc join app.child h on h.partnership_id = cc.partnership_id and h.id = cc.child_id
    where cc.partnership_id = (select ctx.partnership_id()) and cc.case_id = ${caseId}::uuid order by h.pseudonym`.execute(
    tx,
  );
  return rows;
}

async function readReviewLines(tx: Tx, caseId: string): Promise<NonNullable<OverviewFacts['reviews']>> {
  const { rows } = await sql<NonNullable<OverviewFacts['reviews']>[number]>`
    select v.regime as kind, v.joint_with as "jointWith", v.state,
      case when v.state in ('commissioned', 'under-way') then (select min(k.due_on) from app.review_clock k
        where k.partnership_id = v.partnership_id and k.case_id = v.case_id and k.review_id = v.id
          and k.rule in ('REP-02', 'SCR-06') and k.met_on is null) end as "dueOn"
    from app.review v where v.partnership_id = (select ctx.partnership_id()) and v.case_id = ${caseId}::uuid order by v.opened_at`.execute(
    tx,
  );
  return rows;
}

async function readReferrals(tx: Tx, caseId: string): Promise<OverviewFacts['referrals']> {
  const { rows } = await sql<OverviewFacts['referrals'][number]>`
    select r.id, r.number, r.sent_at as "sentAt"
    from app.case_referral c join app.referral r on r.partnership_id = c.partnership_id and r.id = c.referral_id
    where c.partnership_id = (select ctx.partnership_id()) and c.case_id = ${caseId}::uuid and r.number is not null
    order by r.number`.execute(tx);
  return rows;
}

/** Moves a case that is held to another state, and keeps the reason. */
export async function moveCase(
  tx: Tx,
  { id, version }: { readonly id: string; readonly version: number },
  move: { readonly act: 'close' | 'reopen'; readonly to: string; readonly reason: string },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('app.case_file')
    .set({ state: move.to, version: version + 1 })
    .where('partnership_id', '=', sql<string>`ctx.partnership_id()`)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('a case that was held has changed');
  await sql`insert into app.case_move (partnership_id, case_id, act, reason, moved_by)
    values (ctx.partnership_id(), ${id}::uuid, ${move.act}, ${move.reason}, ctx.uid())`.execute(tx);
}
