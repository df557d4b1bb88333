import { type RawBuilder, sql } from 'kysely';
import type { Standing } from '../access/policy.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Action, ActionEntry, Owner } from './action.ts';
import type { Ask, AskEntry } from './ask.ts';
import type { Evidence, Finding, OfReview } from './finding.ts';
import type { Recommendation, Version } from './recommendation.ts';
import { shippedList, type Theme, type ThemeList } from './themes.ts';

export const here = sql`(select ctx.partnership_id())`;

/** More of one thing than this is shown on no page. */
const most = 200;

/** The reviews of a case that whoever asks sees, the newest first. */
export async function readReviewsOf(
  tx: Tx,
  caseId: string,
): Promise<readonly (Omit<OfReview, 'name'> & { readonly kind: string; readonly jointWith: string })[]> {
  const { rows } = await sql<{ id: string; kind: string; jointWith: string; isRunning: boolean }>`
    select r.id, r.regime as kind, r.joint_with as "jointWith", r.state in ('commissioned', 'under-way', 'completed') as "isRunning"
    from app.review r where r.partnership_id = ${here} and r.case_id = ${caseId}::uuid order by r.opened_at desc, r.id limit 50`.execute(
    tx,
  );
  return rows;
}

/** The list of themes that holds here: the partnership's newest, or the shipped one. */
export async function readThemes(tx: Tx): Promise<ThemeList> {
  const { rows } = await sql<{ number: number; themes: readonly Theme[] }>`
    select t.number, t.themes from app.theme_list t where t.partnership_id = ${here} order by t.number desc limit 1`.execute(
    tx,
  );
  return rows[0] ?? shippedList;
}

const versionColumns = sql`f.id, f.review_id as "reviewId", f.number, v.number as version, v.kind, v.title, v.words, v.enquiry, v.themes,
  v.theme_list as "themeList", v.because, coalesce(ctx.name_here(v.saved_by), '') as "savedBy", v.saved_at as "savedAt"`;

/** The findings of a case as they stand, by review and number. */
export async function readFindings(tx: Tx, caseId: string): Promise<readonly Finding[]> {
  const { rows } = await sql<Finding>`
    select distinct on (f.review_id, f.number) ${versionColumns}
    from app.finding f join app.finding_version v on v.partnership_id = f.partnership_id and v.finding_id = f.id
    where f.partnership_id = ${here} and f.case_id = ${caseId}::uuid
    order by f.review_id, f.number, v.number desc limit ${most * 3}`.execute(tx);
  return rows;
}

/** Every version of a finding, the newest first. */
export async function readFindingVersions(
  tx: Tx,
  caseId: string,
  findingId: string,
): Promise<readonly Finding[]> {
  const { rows } = await sql<Finding>`
    select ${versionColumns} from app.finding f join app.finding_version v on v.partnership_id = f.partnership_id and v.finding_id = f.id
    where f.partnership_id = ${here} and f.case_id = ${caseId}::uuid and f.id = ${findingId}::uuid order by v.number desc limit ${most}`.execute(
    tx,
  );
  return rows;
}

/** What a finding rests on, also what was struck. */
export async function readEvidence(tx: Tx, findingId: string): Promise<readonly Evidence[]> {
  const { rows } = await sql<Evidence>`
    select l.id, l.kind, l.lane_id as "laneId", l.row_id as "rowId", l.document_id as "documentId", d.title as document, l.place, l.words,
      coalesce(ctx.name_here(l.added_by), '') as "addedBy", l.added_at as "addedAt", s.words as struck
    from app.finding_link l
      left join app.finding_link s on s.partnership_id = l.partnership_id and s.finding_id = l.finding_id and s.strikes = l.id
      left join app.document d on d.partnership_id = l.partnership_id and d.id = l.document_id
    where l.partnership_id = ${here} and l.finding_id = ${findingId}::uuid and l.kind <> 'struck'
    order by s.id is not null, l.added_at, l.id limit ${most}`.execute(tx);
  return rows;
}

/** The documents of a case that whoever asks sees, for citing one. */
export async function readDocumentTitles(
  tx: Tx,
  caseId: string,
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select d.id, d.number || '. ' || d.title as title from app.document d
    where d.partnership_id = ${here} and d.case_id = ${caseId}::uuid and d.withdrawn_at is null order by d.number limit ${most}`.execute(
    tx,
  );
  return rows;
}

const recommendationColumns = sql`r.id, r.case_id as "caseId", r.review_id as "reviewId", r.origin, r.source, r.source_id as "sourceId",
  r.number, r.headline, r.words, r.by_when as "byWhen", r.version, c.reference, c.pseudonym, coalesce(c.state = 'closed', false) as "isClosed"`;

// A case is joined by the rows that whoever asks sees: of another they learn nothing.
const withCase = sql`app.recommendation r left join app.case_file c on c.partnership_id = r.partnership_id and c.id = r.case_id`;

/** How whoever acts stands to the case of something; to nothing, where it is of no case. */
const standingOf = (
  caseId: RawBuilder<unknown>,
) => sql`coalesce(case when ${caseId} is not null then ctx.standing(${caseId}) end,
  '{"excluded": false, "agency": false, "named": false, "notifier": false}'::jsonb) as standing`;

/** The recommendations of a case, by review and number. */
export async function readRecommendationsOf(
  tx: Tx,
  caseId: string,
): Promise<readonly Omit<Recommendation, 'standing'>[]> {
  const { rows } = await sql<Omit<Recommendation, 'standing'>>`
    select ${recommendationColumns} from ${withCase} where r.partnership_id = ${here} and r.case_id = ${caseId}::uuid
    order by r.review_id, r.number limit ${most * 3}`.execute(tx);
  return rows;
}

/** Holds a recommendation or an action, so that of two who change it the second sees what the first did. */
export async function holdOne(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('improvement ' || ctx.partnership_id() || ' ' || ${id}, 0))`.execute(
    tx,
  );
}

/** A recommendation for whoever may know of it; null for everybody else. */
export async function readRecommendation(tx: Tx, id: string): Promise<Recommendation | null> {
  const { rows } = await sql<Recommendation>`
    select ${recommendationColumns}, ${standingOf(sql`r.case_id`)} from ${withCase} where r.partnership_id = ${here} and r.id = ${id}::uuid`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Its versions with why it is made, for whoever may read that; the newest first. */
export async function readVersions(tx: Tx, id: string): Promise<readonly Version[]> {
  const { rows } = await sql<Version>`
    select v.number, v.headline, v.words, v.rationale, v.outcome, v.by_when as "byWhen", v.findings, v.because,
      coalesce(ctx.name_here(v.saved_by), '') as "savedBy", v.saved_at as "savedAt"
    from app.recommendation_version v where v.partnership_id = ${here} and v.recommendation_id = ${id}::uuid
    order by v.number desc limit ${most}`.execute(tx);
  return rows;
}

export const askColumns = sql`a.id, a.recommendation_id as "recommendationId", a.agency_id as "agencyId", coalesce(g.name, a.body) as addressee,
  case when g.successor_id is not null then (select n.name from app.agency n where n.partnership_id = a.partnership_id and n.id = ctx.agency_now(g.id)) end as now,
  a.body, a.asked_on as "askedOn", a.response_due as "responseDue", a.position, a.delivery, a.assessment, a.assessment_until as "assessmentUntil",
  a.risk, a.life, a.life_to as "lifeTo", a.practice, a.escalation, coalesce(a.agency_id = any ((select ctx.here_for())::uuid[]), false) as "isOwn"`;

export const withAgency = sql`app.recommendation_ask a left join app.agency g on g.partnership_id = a.partnership_id and g.id = a.agency_id`;

/** The asks of a recommendation that whoever asks may see. */
export async function readAsks(tx: Tx, recommendationId: string): Promise<readonly Ask[]> {
  const { rows } = await sql<Ask>`
    select ${askColumns} from ${withAgency} where a.partnership_id = ${here} and a.recommendation_id = ${recommendationId}::uuid
    order by lower(coalesce(g.name, a.body)) limit ${most}`.execute(tx);
  return rows;
}

/** The asks of all recommendations of a case. */
export async function readAsksOf(tx: Tx, caseId: string): Promise<readonly Ask[]> {
  const { rows } = await sql<Ask>`
    select ${askColumns} from ${withAgency} where a.partnership_id = ${here} and a.case_id = ${caseId}::uuid
    order by a.recommendation_id, lower(coalesce(g.name, a.body)) limit ${most * 10}`.execute(tx);
  return rows;
}

/** One ask; null for whoever may not see it. */
export async function readAsk(tx: Tx, id: string): Promise<Ask | null> {
  const { rows } = await sql<Ask>`
    select ${askColumns} from ${withAgency} where a.partnership_id = ${here} and a.id = ${id}::uuid`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** What was said of an ask, the newest first. */
export async function readAskEntries(tx: Tx, askId: string): Promise<readonly AskEntry[]> {
  const { rows } = await sql<AskEntry>`
    select e.id, e.axis, e.value, e.risk, e.day, e.until_day as "untilDay", e.to_id as "toId", r.headline as "to", e.said_by as "saidBy", e.why,
      coalesce(ctx.name_here(e.recorded_by), '') as "recordedBy", e.recorded_at as "recordedAt"
    from app.ask_entry e left join app.recommendation r on r.partnership_id = e.partnership_id and r.id = e.to_id
    where e.partnership_id = ${here} and e.ask_id = ${askId}::uuid order by e.recorded_at desc, e.id limit ${most * 2}`.execute(
    tx,
  );
  return rows;
}

interface ActionRow extends Omit<Action, 'owner'> {
  readonly ownerRole: string;
  readonly ownerAccount: string | null;
  readonly ownerName: string;
}

export const actionColumns = sql`o.id, o.recommendation_id as "recommendationId", o.ask_id as "askId", o.case_id as "caseId", r.headline, c.reference,
  o.agency_id as "agencyId", g.name as agency, o.number, o.reach,
  (select n.name from app.review_group_name n where n.partnership_id = o.partnership_id and n.group_id = o.group_id and n.superseded_at is null
    and daterange(n.from_day, n.until_day) @> ctx.today() limit 1) as "group",
  o.title, o.needed, o.first_due as "firstDue", o.due_on as "dueOn", o.moves, o.owner_role as "ownerRole", o.owner_account as "ownerAccount",
  coalesce(nullif(o.owner_name, ''), ctx.name_here(o.owner_account), '') as "ownerName",
  o.owner_account is null or ctx.is_here(o.owner_account) as "ownerIsHere", o.owners, o.state, o.close_asked_by as "closeAskedBy", o.evidence,
  o.check_on as "checkOn", o.check_method as "checkMethod", o.practice,
  coalesce(o.agency_id = any ((select ctx.here_for())::uuid[]), false) or coalesce(o.owner_account = (select ctx.uid()), false) as "isOwn"`;

export const withRecommendation = sql`app.action o join app.recommendation r on r.partnership_id = o.partnership_id and r.id = o.recommendation_id
  left join app.case_file c on c.partnership_id = o.partnership_id and c.id = o.case_id
  left join app.agency g on g.partnership_id = o.partnership_id and g.id = o.agency_id`;

/** An action from its row. */
export function actionOf({ ownerRole, ownerAccount, ownerName, ...row }: ActionRow): Action {
  return { ...row, owner: { role: ownerRole, accountId: ownerAccount, name: ownerName } };
}

const nobody: Standing = { excluded: false, agency: false, named: false, notifier: false };

/** Actions by a condition, in that order; without how anybody stands to their cases. */
export async function readActionsWhere(
  tx: Tx,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
  offset = 0,
): Promise<readonly Action[]> {
  const { rows } = await sql<Omit<ActionRow, 'standing'>>`
    select ${actionColumns} from ${withRecommendation} where o.partnership_id = ${here} and ${where} order by ${order} limit ${limit} offset ${offset}`.execute(
    tx,
  );
  return rows.map((row) => actionOf({ ...row, standing: nobody }));
}

/** The actions of a recommendation that whoever asks may see. */
export const readActions = (tx: Tx, recommendationId: string): Promise<readonly Action[]> =>
  readActionsWhere(tx, sql`o.recommendation_id = ${recommendationId}::uuid`, sql`o.number`, most);

/** One action; null for whoever may not see it. */
export async function readAction(tx: Tx, id: string): Promise<Action | null> {
  const { rows } = await sql<ActionRow>`
    select ${actionColumns}, ${standingOf(sql`o.case_id`)} from ${withRecommendation} where o.partnership_id = ${here} and o.id = ${id}::uuid`.execute(
    tx,
  );
  return rows[0] === undefined ? null : actionOf(rows[0]);
}

interface EntryRow extends Omit<ActionEntry, 'owner'> {
  readonly ownerRole: string;
  readonly ownerAccount: string | null;
  readonly ownerName: string;
}

const ownerOf = ({ ownerRole, ownerAccount, ownerName }: EntryRow): Owner | null =>
  ownerRole === '' ? null : { role: ownerRole, accountId: ownerAccount, name: ownerName };

/** The history of an action, the newest first. */
export async function readActionEntries(tx: Tx, actionId: string): Promise<readonly ActionEntry[]> {
  const { rows } = await sql<EntryRow>`
    select e.id, e.kind, e.day, e.words, e.due_on as "dueOn", e.owner_role as "ownerRole", e.owner_account as "ownerAccount",
      coalesce(nullif(e.owner_name, ''), ctx.name_here(e.owner_account), '') as "ownerName", d.title as document, e.method, e.result,
      coalesce(ctx.name_here(e.recorded_by), '') as "recordedBy", e.recorded_at as "recordedAt"
    from app.action_entry e left join app.document d on d.partnership_id = e.partnership_id and d.id = e.document_id
    where e.partnership_id = ${here} and e.action_id = ${actionId}::uuid order by e.recorded_at desc, e.id limit ${most * 2}`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, owner: ownerOf(row) }));
}

/** Who can be named as an owner by whoever asks. */
export async function readPossibleOwners(
  tx: Tx,
): Promise<readonly { readonly accountId: string; readonly name: string }[]> {
  const { rows } = await sql<{ accountId: string; name: string }>`
    select p.account_id as "accountId", p.name from ctx.possible_owners() p`.execute(tx);
  return rows;
}

/** The agencies that are there today. */
export async function readAgenciesHere(
  tx: Tx,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select a.id, a.name from app.agency a where a.partnership_id = ${here} and (a.until_day is null or a.until_day > ctx.today())
    order by lower(a.name) limit 500`.execute(tx);
  return rows;
}

/** The other recommendations of the same review, or the newest of no review, for choosing one that takes the place of this. */
export async function readOthers(
  tx: Tx,
  id: string,
): Promise<readonly { readonly value: string; readonly text: string }[]> {
  const { rows } = await sql<{ value: string; text: string }>`
    select o.id as value, o.number || '. ' || o.headline as text from app.recommendation r
      join app.recommendation o on o.partnership_id = r.partnership_id and o.review_id is not distinct from r.review_id and o.id <> r.id
    where r.partnership_id = ${here} and r.id = ${id}::uuid order by o.made_at desc, o.id limit 100`.execute(
    tx,
  );
  return rows;
}
