import { sql } from 'kysely';
import type { Answers } from '../intake/question.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Step } from '../requests/request.ts';
import type { AgencyReport, Asking, Owed, OwnReport } from './report.ts';
import type { Shown } from './report-questions.ts';

const here = sql`(select ctx.partnership_id())`;

type Kept = Omit<AgencyReport, 'steps' | 'link'>;

/** What the agencies of a review were asked for, as far as whoever asks sees it; the first that falls due at the top, what is over last. */
export async function readReports(
  tx: Tx,
  caseId: string,
  reviewId: string,
): Promise<readonly Omit<AgencyReport, 'link'>[]> {
  const { rows } = await sql<Omit<Kept, 'shown' | 'answers'> & { shown: unknown; answers: unknown }>`
    select r.id, r.kind, r.of_report as "ofReport", r.agency_id as "agencyId", g.name as agency, r.person, r.email, r.about, r.shown, r.state,
      r.due_on as "dueOn", r.asked_at as "askedAt", r.answered_at as "answeredAt", r.answer_name as "answerName", r.answer_job as "answerJob",
      r.invitation_id as "invitationId", case when r.state = 'known' then a.answers end as answers
    from app.agency_report r
    join app.agency g on g.partnership_id = r.partnership_id and g.id = r.agency_id
    left join app.agency_report_answer a on a.partnership_id = r.partnership_id and a.report_id = r.id
    where r.partnership_id = ${here} and r.case_id = ${caseId}::uuid and r.review_id = ${reviewId}::uuid
    order by r.state = 'withdrawn', r.state <> 'asked', r.due_on, lower(g.name), r.id limit 300`.execute(tx);
  const steps = await readSteps(tx, reviewId);
  return rows.map((row) => ({
    ...row,
    shown: row.shown as Shown,
    answers: row.answers as Answers | null,
    steps: steps.get(row.id) ?? [],
  }));
}

async function readSteps(tx: Tx, reviewId: string): Promise<ReadonlyMap<string, readonly Step[]>> {
  const { rows } = await sql<Step & { reportId: string }>`
    select t.report_id as "reportId", t.kind, t.to_whom as "toWhom", t.words, ctx.name_here(t.taken_by) as by,
      t.taken_by is null as "byClock", t.taken_at as at
    from app.agency_report_step t join app.agency_report r on r.partnership_id = t.partnership_id and r.id = t.report_id
    where t.partnership_id = ${here} and r.review_id = ${reviewId}::uuid order by t.taken_at, t.id`.execute(
    tx,
  );
  return Map.groupBy(rows, ({ reportId }) => reportId);
}

/** Asks somebody of an agency; answers what was asked and the invitation of its link. */
export async function askReport(
  tx: Tx,
  reviewId: string,
  { kind, ofReport, agency, person, email, about, shown, due }: Asking,
): Promise<{ readonly id: string; readonly invitationId: string }> {
  const { rows } = await sql<{ id: string; invitationId: string }>`
    select report as id, invitation as "invitationId" from ctx.ask_report(${reviewId}::uuid, ${kind}, ${ofReport}::uuid, ${agency}::uuid,
      ${person}, ${email}, ${about}, ${JSON.stringify(shown)}::jsonb, ${due.toString()}::date)`.execute(tx);
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

/** Takes a step so that it comes; answers the invitation that holds afterwards. */
export async function chaseReport(
  tx: Tx,
  id: string,
  { kind, whom, words, email }: TakenStep,
): Promise<string> {
  const { rows } = await sql<{ invitation: string | null }>`
    select ctx.chase_report(${id}::uuid, ${kind}, ${whom}, ${words}, ${email}) as invitation`.execute(tx);
  const invitation = rows[0]?.invitation ?? null;
  if (invitation === null) throw new Error('a report that was held has ended');
  return invitation;
}

/** What a link opens; null where it is over. Whoever is about to change it holds it until the end. */
export async function readOwnReport(tx: Tx, hold: 'to change' | 'to read'): Promise<OwnReport | null> {
  const { rows } = await sql<Omit<OwnReport, 'answers' | 'version' | 'shown'> & { shown: unknown }>`
    select id, case_id as "caseId", kind, agency, person, about, shown, due_on as "dueOn" from ctx.own_report()`.execute(
    tx,
  );
  const [asked] = rows;
  if (asked === undefined) return null;
  const query = tx
    .selectFrom('app.agency_report_answer')
    .select(['answers', 'version'])
    .where('report_id', '=', asked.id);
  const draft = await (hold === 'to change' ? query.forUpdate() : query).executeTakeFirst();
  if (draft === undefined) return null;
  return { ...asked, shown: asked.shown as Shown, answers: draft.answers as Answers, version: draft.version };
}

/** Puts the answers of a draft that is held. */
export async function writeReport(tx: Tx, { id, version }: OwnReport, answers: Answers): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('app.agency_report_answer')
    .set({ answers: JSON.stringify(answers), version: version + 1 })
    .where('report_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('a draft that was held has changed');
}

/** Sends a draft that is held, and closes the link. */
export async function sendReport(
  tx: Tx,
  { version }: OwnReport,
  { nil, name, job }: { readonly nil: boolean; readonly name: string; readonly job: string },
): Promise<void> {
  const { rows } = await sql<{ sent: boolean }>`
    select ctx.send_report(${version}, ${nil}, ${name}, ${job}) as sent`.execute(tx);
  if (rows[0]?.sent !== true) throw new Error('a draft that was held has changed');
}

const mostOwed = 500;

/**
 * What the agencies owe now, across all cases that whoever asks sees, the first to fall due at the top; five hundred at most, and how many there
 * are. Those who are here for an agency see what that agency owes and nothing else: row-level security decides.
 */
export async function readOwed(tx: Tx): Promise<{ readonly owed: readonly Owed[]; readonly all: number }> {
  const { rows } = await sql<Owed & { all: number }>`
    with owed as (
      select q.agency_id, q.case_id, q.id, q.due_on, 'request' as what, null::uuid as review_id from app.agency_request q
        where q.partnership_id = ${here} and q.state = 'asked' and q.case_id is not null
      union all
      select y.agency_id, y.case_id, y.id, y.due_on, 'summary', null from app.agency_summary y
        where y.partnership_id = ${here} and y.state = 'asked'
      union all
      select r.agency_id, r.case_id, r.id, r.due_on, case r.kind when 'report' then 'report' else r.kind end, r.review_id
        from app.agency_report r where r.partnership_id = ${here} and r.state = 'asked'
      union all
      select l.agency_id, l.case_id, l.id, l.due_on, 'chronology', l.chronology_id from app.chronology_lane l
        where l.partnership_id = ${here} and l.state = 'asked' and l.due_on is not null)
    select o.agency_id as "agencyId", g.name as agency, o.what, c.reference, o.due_on as "dueOn",
      '/cases/' || c.reference || case o.what when 'request' then '/requests/' || o.id when 'summary' then '/rapid-review/summaries/' || o.id
        when 'chronology' then '/chronology' else '/reviews/' || o.review_id || '/reports/' || o.id end as href,
      count(*) over ()::integer as all
    from owed o join app.agency g on g.partnership_id = ${here} and g.id = o.agency_id
      join app.case_file c on c.partnership_id = ${here} and c.id = o.case_id and c.state <> 'closed'
    order by o.due_on, lower(g.name), o.id limit ${mostOwed}`.execute(tx);
  return { owed: rows, all: rows[0]?.all ?? 0 };
}
