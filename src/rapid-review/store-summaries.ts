import { type SqlBool, sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import type { Answers } from '../intake/question.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { OpenRequest, Step } from '../requests/request.ts';
import type { Asking, OwnSummary, Summary } from './summary.ts';

const here = sql`(select ctx.partnership_id())`;

/** The summaries of a review that whoever asks sees, the first that falls due at the top; those that are over come last. */
export async function readSummaries(tx: Tx, reviewId: string): Promise<readonly Omit<Summary, 'link'>[]> {
  const { rows } = await sql<Omit<Summary, 'steps' | 'link'>>`
    select s.id, s.agency_id as "agencyId", g.name as agency, s.person, s.email, s.about, s.state, s.due_on as "dueOn", s.asked_at as "askedAt",
      s.answered_at as "answeredAt", s.answer_name as "answerName", s.answer_job as "answerJob", s.is_secured as "isSecured",
      s.invitation_id as "invitationId", case when s.state = 'known' then a.answers end as answers
    from app.agency_summary s
    join app.agency g on g.partnership_id = s.partnership_id and g.id = s.agency_id
    left join app.agency_summary_answer a on a.partnership_id = s.partnership_id and a.summary_id = s.id
    where s.partnership_id = ${here} and s.review_id = ${reviewId}::uuid
    order by s.state = 'withdrawn', s.state <> 'asked', s.due_on, lower(g.name), s.id limit 200`.execute(tx);
  const steps = await readSteps(tx, reviewId);
  return rows.map((row) => ({ ...row, steps: steps.get(row.id) ?? [] }));
}

async function readSteps(tx: Tx, reviewId: string): Promise<ReadonlyMap<string, readonly Step[]>> {
  const { rows } = await sql<Step & { summaryId: string }>`
    select t.summary_id as "summaryId", t.kind, t.to_whom as "toWhom", t.words, ctx.name_here(t.taken_by) as by,
      t.taken_by is null as "byClock", t.taken_at as at
    from app.agency_summary_step t join app.agency_summary s on s.partnership_id = t.partnership_id and s.id = t.summary_id
    where t.partnership_id = ${here} and s.review_id = ${reviewId}::uuid
    order by t.taken_at, t.id`.execute(tx);
  return Map.groupBy(rows, ({ summaryId }) => summaryId);
}

const mostOpen = 100;

/** The summaries that are still waited for in the cases that whoever asks sees, the next due first; a hundred at most. */
export async function readOpenSummaries(tx: Tx): Promise<readonly OpenRequest[]> {
  const rows = await visibleCases(tx)
    .innerJoin('app.agency_summary as s', (join) =>
      join.onRef('s.partnership_id', '=', 'c.partnership_id').onRef('s.case_id', '=', 'c.id'),
    )
    .innerJoin('app.rapid_review as v', (join) =>
      join.onRef('v.partnership_id', '=', 's.partnership_id').onRef('v.id', '=', 's.review_id'),
    )
    .innerJoin('app.agency as g', (join) =>
      join.onRef('g.partnership_id', '=', 's.partnership_id').onRef('g.id', '=', 's.agency_id'),
    )
    .where('s.state', '=', 'asked')
    .where('v.ended_at', 'is', null)
    .where(sql<SqlBool>`c.state <> 'closed'`)
    .select([
      's.id',
      'c.reference',
      'g.name as agency',
      's.due_on as dueOn',
      sql<Temporal.PlainDate | null>`(select (max(t.taken_at) at time zone 'Europe/London')::date from app.agency_summary_step t
        where t.partnership_id = s.partnership_id and t.summary_id = s.id and t.kind = 'escalated')`.as(
        'escalatedOn',
      ),
    ])
    .orderBy('s.due_on')
    .orderBy('s.id')
    .limit(mostOpen)
    .execute();
  return rows.map((one) => ({
    ...one,
    what: 'summary' as const,
    href: `/cases/${one.reference}/rapid-review/summaries/${one.id}`,
  }));
}

/** Asks an agency for its summary; answers it with the invitation of its link. */
export async function askSummary(
  tx: Tx,
  reviewId: string,
  { agency, person, email, about, due }: Asking,
): Promise<{ readonly id: string; readonly invitationId: string }> {
  const { rows } = await sql<{ id: string; invitationId: string }>`
    select summary as id, invitation as "invitationId"
    from ctx.ask_summary(${reviewId}::uuid, ${agency}::uuid, ${person}, ${email}, ${about}, ${due.toString()}::date)`.execute(
    tx,
  );
  const [asked] = rows;
  if (asked === undefined) throw new Error('an agency that was not asked');
  return asked;
}

/** A step as it is to be taken. */
export interface TakenStep {
  readonly kind: Step['kind'];
  readonly whom: string;
  readonly words: string;
  readonly email: string;
}

/** Takes a step so that a summary comes; answers the invitation that holds afterwards. */
export async function chaseSummary(
  tx: Tx,
  id: string,
  { kind, whom, words, email }: TakenStep,
): Promise<string> {
  const { rows } = await sql<{ invitation: string | null }>`
    select ctx.chase_summary(${id}::uuid, ${kind}, ${whom}, ${words}, ${email}) as invitation`.execute(tx);
  const invitation = rows[0]?.invitation ?? null;
  if (invitation === null) throw new Error('a summary that was held has ended');
  return invitation;
}

/** What an author's link opens; null where it is over. Whoever is about to change it holds it until the end. */
export async function readOwnSummary(tx: Tx, hold: 'to change' | 'to read'): Promise<OwnSummary | null> {
  const { rows } = await sql<Omit<OwnSummary, 'answers' | 'version'>>`
    select id, case_id as "caseId", agency, person, about, due_on as "dueOn" from ctx.own_summary()`.execute(
    tx,
  );
  const [asked] = rows;
  if (asked === undefined) return null;
  const query = tx
    .selectFrom('app.agency_summary_answer')
    .select(['answers', 'version'])
    .where('summary_id', '=', asked.id);
  const draft = await (hold === 'to change' ? query.forUpdate() : query).executeTakeFirst();
  return draft === undefined ? null : { ...asked, answers: draft.answers as Answers, version: draft.version };
}

/** Puts the answers of a draft that is held. */
export async function writeSummary(tx: Tx, { id, version }: OwnSummary, answers: Answers): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('app.agency_summary_answer')
    .set({ answers: JSON.stringify(answers), version: version + 1 })
    .where('summary_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('a draft that was held has changed');
}

/** Sends the summary of a draft that is held, and closes the link. */
export async function sendSummary(
  tx: Tx,
  { version }: OwnSummary,
  given: { readonly nil: boolean; readonly name: string; readonly job: string; readonly isSecured: boolean },
): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`
    select ctx.send_summary(${version}, ${given.nil}, ${given.name}, ${given.job}, ${given.isSecured}) as done`.execute(
    tx,
  );
  if (rows[0]?.done !== true) throw new Error('a draft that was held has changed');
}
