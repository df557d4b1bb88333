import { sql } from 'kysely';
import type { RecordedChange } from '../cases/clock-change.ts';
import type { Day } from '../law/day.ts';
import type { OutcomeKind } from '../law/outcomes.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { ReviewDay, ReviewDayKind } from './days.ts';
import type {
  Check,
  ListedReview,
  Move,
  Review,
  Reviewer,
  ReviewFacts,
  ReviewKind,
  ReviewState,
  StandingDecision,
  WrittenRequest,
} from './review.ts';

interface ReviewRow extends Omit<Review, 'kind' | 'state' | 'outcome' | 'openedBy'> {
  readonly kind: string;
  readonly state: string;
  readonly outcome: string;
  readonly openedBy: string | null;
}

/** More reviews of one case are not shown; nobody has ever had as many. */
const mostReviews = 50;

/** The reviews of a case that was found visible, the newest first, with their days that stand. */
export async function readReviews(tx: Tx, caseId: string): Promise<readonly ListedReview[]> {
  const { rows } = await sql<ReviewRow>`
    select r.id, r.regime as kind, r.state, r.joint_with as "jointWith", r.decision_id as "decisionId", d.outcome, d.day as "decisionDay",
      not exists (select from app.decision n where n.partnership_id = d.partnership_id and n.case_id = d.case_id and n.reconsiders = d.id)
        as "decisionStands",
      r.check_weeks as "checkWeeks", r.opened_at as "openedAt", ctx.name_here(r.opened_by) as "openedBy", r.version
    from app.review r join app.decision d on d.partnership_id = r.partnership_id and d.case_id = r.case_id and d.id = r.decision_id
    where r.partnership_id = (select ctx.partnership_id()) and r.case_id = ${caseId}::uuid
    order by r.opened_at desc, r.id limit ${mostReviews}`.execute(tx);
  const days = await readDays(tx, caseId);
  const changes = await readReviewChanges(tx, caseId);
  return rows.map((row) => ({
    review: {
      ...row,
      kind: row.kind as ReviewKind,
      state: row.state as ReviewState,
      outcome: row.outcome as OutcomeKind,
      openedBy: row.openedBy ?? '',
    },
    days: days.filter(({ reviewId }) => reviewId === row.id),
    changes: changes.filter(({ reviewId }) => reviewId === row.id),
  }));
}

// Every review of the case at once: there are few changes, and most cases have none.
async function readReviewChanges(
  tx: Tx,
  caseId: string,
): Promise<readonly (RecordedChange & { readonly reviewId: string })[]> {
  const { rows } = await sql<RecordedChange & { reviewId: string }>`
    select h.id, h.review_id as "reviewId", h.rule, h.kind, h.day, h.authority_name as "authorityName",
      h.authority_capacity as "authorityCapacity", h.authorised_on as "authorisedOn", h.reason,
      coalesce(ctx.name_here(h.recorded_by), '') as "recordedBy", h.recorded_at as "recordedAt"
    from app.case_clock_change h
    where h.partnership_id = (select ctx.partnership_id()) and h.case_id = ${caseId}::uuid and h.review_id is not null
    order by h.recorded_at, h.id limit 200`.execute(tx);
  return rows;
}

interface DayRow extends Omit<ReviewDay, 'kind'> {
  readonly reviewId: string;
  readonly kind: ReviewDayKind;
}

async function readDays(tx: Tx, caseId: string): Promise<readonly DayRow[]> {
  const { rows } = await sql<DayRow>`
    select d.id, d.review_id as "reviewId", d.kind, d.day, d.source, d.reason, coalesce(ctx.name_here(d.recorded_by), '') as "recordedBy",
      d.recorded_at as "recordedAt"
    from app.review_day d
    where d.partnership_id = (select ctx.partnership_id()) and d.case_id = ${caseId}::uuid and d.superseded_at is null`.execute(
    tx,
  );
  return rows;
}

/** Every record of one kind of day of a review, the one that stands first. */
export async function readDayHistory(
  tx: Tx,
  caseId: string,
  reviewId: string,
  kind: ReviewDayKind,
): Promise<readonly (ReviewDay & { readonly stands: boolean })[]> {
  const { rows } = await sql<ReviewDay & { stands: boolean }>`
    select d.id, d.kind, d.day, d.source, d.reason, coalesce(ctx.name_here(d.recorded_by), '') as "recordedBy", d.recorded_at as "recordedAt",
      d.superseded_at is null as stands
    from app.review_day d
    where d.partnership_id = (select ctx.partnership_id()) and d.case_id = ${caseId}::uuid and d.review_id = ${reviewId}::uuid
      and d.kind = ${kind}
    order by d.superseded_at is not null, d.recorded_at desc, d.id limit 100`.execute(tx);
  return rows;
}

/** The decision on a case that stands; null where the group has not decided. */
export async function readStandingDecision(tx: Tx, caseId: string): Promise<StandingDecision | null> {
  const { rows } = await sql<StandingDecision>`
    select d.id, d.outcome, d.day from app.decision d
    where d.partnership_id = (select ctx.partnership_id()) and d.case_id = ${caseId}::uuid
      and not exists (select from app.decision n where n.partnership_id = d.partnership_id and n.case_id = d.case_id and n.reconsiders = d.id)`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** The day the incident was notified, as it stands; null while it is not on record. */
export async function readNotified(tx: Tx, caseId: string): Promise<Day | null> {
  const { rows } = await sql<{ day: Day }>`
    select d.day from app.case_date d where d.partnership_id = (select ctx.partnership_id()) and d.case_id = ${caseId}::uuid
      and d.kind = 'panel-notified' and d.superseded_at is null`.execute(tx);
  return rows[0]?.day ?? null;
}

/** What belongs to one review besides its days. What somebody may not see of it is not there. */
export async function readParts(
  tx: Tx,
  caseId: string,
  reviewId: string,
): Promise<Pick<ReviewFacts, 'moves' | 'reviewers' | 'checks' | 'requests'>> {
  const at = sql`partnership_id = (select ctx.partnership_id()) and case_id = ${caseId}::uuid and review_id = ${reviewId}::uuid`;
  const { rows: moves } = await sql<Move>`
    select id, from_state as "from", to_state as "to", day, reason, coalesce(ctx.name_here(moved_by), '') as "movedBy", moved_at as "movedAt"
    from app.review_move where ${at} order by moved_at, id limit 200`.execute(tx);
  const { rows: reviewers } = await sql<Reviewer>`
    select id, name, organisation, account_id as "accountId", independent_of as "independentOf", conflict, conflict_words as "conflictWords",
      considered, appointed_on as "appointedOn", ended_on as "endedOn", ended_why as "endedWhy",
      part, naming, declared_on as "declaredOn",
      coalesce(ctx.name_here(recorded_by), '') as "recordedBy", recorded_at as "recordedAt"
    from app.review_reviewer where ${at} order by ended_on is not null, appointed_on, id limit 100`.execute(
    tx,
  );
  const { rows: checks } = await sql<Check>`
    select id, day, time_found as "timeFound", time_words as "timeWords", quality_found as "qualityFound", quality_words as "qualityWords",
      coalesce(ctx.name_here(recorded_by), '') as "recordedBy", recorded_at as "recordedAt"
    from app.review_check where ${at} order by day desc, recorded_at desc limit 200`.execute(tx);
  const { rows: requests } = await sql<WrittenRequest>`
    select q.id, q.reviewer_id as "reviewerId", w.name as reviewer, q.asked_for as "askedFor", q.words, q.asked_on as "askedOn",
      q.due_on as "dueOn", coalesce(ctx.name_here(q.asked_by), '') as "askedBy", q.answered_on as "answeredOn",
      q.answer_words as "answerWords", coalesce(ctx.name_here(q.answered_by), '') as "answeredBy"
    from (select * from app.review_request where ${at}) q
      join app.review_reviewer w on w.partnership_id = q.partnership_id and w.case_id = q.case_id and w.id = q.reviewer_id
    order by q.answered_on is not null, q.asked_on desc, q.asked_at desc limit 200`.execute(tx);
  return { moves, reviewers, checks, requests };
}

/** Who has the part of a reviewer in a case today, for a coordinator: whom an appointment can be joined to. */
export async function readReviewerAccounts(
  tx: Tx,
  caseId: string,
): Promise<readonly { readonly accountId: string; readonly name: string }[]> {
  const { rows } = await sql<{ accountId: string; name: string }>`
    select distinct i.account_id as "accountId", coalesce(ctx.name_here(i.account_id), '') as name from app.case_involvement i
    where i.partnership_id = (select ctx.partnership_id()) and i.case_id = ${caseId}::uuid and i.part = 'reviewer'
      and i.from_day <= (select ctx.today()) and (i.until_day is null or i.until_day > (select ctx.today()))
    order by name limit 50`.execute(tx);
  return rows;
}

/** Whether it is on record that the report of a review was signed off, for a review that was found visible. */
export async function isSignedOff(tx: Tx, reviewId: string): Promise<boolean> {
  const { rows } = await sql<{ signed: boolean }>`
    select exists (select from app.review_entry e where e.partnership_id = (select ctx.partnership_id())
      and e.review_id = ${reviewId}::uuid and e.kind = 'sign-off') as signed`.execute(tx);
  return rows[0]?.signed ?? false;
}
