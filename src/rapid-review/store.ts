import { sql } from 'kysely';
import type { PartnerId } from '../law/outcomes.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { ItemId } from './checklist.ts';
import type { Entry } from './entries.ts';
import type {
  Reply,
  Review,
  ReviewFacts,
  SavedItem,
  Sending,
  Signature,
  SummaryState,
  Version,
} from './review.ts';
import type { Script } from './script.ts';

const here = sql`(select ctx.partnership_id())`;

/** What the tables of a review hold. */
export type Written = Pick<
  ReviewFacts,
  'items' | 'entries' | 'summaries' | 'versions' | 'signatures' | 'sendings' | 'replies' | 'script'
>;

const nothing: Written = {
  items: new Map(),
  entries: [],
  summaries: [],
  versions: [],
  signatures: [],
  sendings: [],
  replies: [],
  script: null,
};

/** What was written in a review; nothing without one but the partnership’s day script. */
export async function readWritten(tx: Tx, id: string | null): Promise<Written> {
  if (id === null) return { ...nothing, script: await readScript(tx) };
  return {
    items: await readItems(tx, id),
    entries: await readEntries(tx, id),
    summaries: await readSummaryStates(tx, id),
    versions: await readVersions(tx, id),
    signatures: await readSignatures(tx, id),
    sendings: await readSendings(tx, id),
    replies: await readReplies(tx, id),
    script: await readScript(tx, id),
  };
}

/** The review that runs on a case, or else the last that was ended; null where there never was one. */
export async function readLatest(tx: Tx, caseId: string): Promise<Review | null> {
  const { rows } = await sql<Review>`
    select r.id, r.opened, r.opened_on as "openedOn", r.opened_at as "openedAt", coalesce(ctx.name_here(r.opened_by), 'somebody') as "openedBy",
      r.ended_at as "endedAt", r.ended_why as "endedWhy"
    from app.rapid_review r where r.partnership_id = ${here} and r.case_id = ${caseId}::uuid
    order by r.ended_at is not null, r.opened_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

async function readItems(tx: Tx, id: string): Promise<ReadonlyMap<ItemId, SavedItem>> {
  const { rows } = await sql<SavedItem>`
    select distinct on (i.item) i.item, i.version, i.owner, i.state, i.reason, i.answers,
      coalesce(ctx.name_here(i.saved_by), 'somebody') as "savedBy", i.saved_at as "savedAt"
    from app.rapid_review_item i where i.partnership_id = ${here} and i.review_id = ${id}::uuid
    order by i.item, i.version desc`.execute(tx);
  return new Map(rows.map((row) => [row.item, row]));
}

/** The records of a review that stand, the earliest first. */
async function readEntries(tx: Tx, id: string): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`
    select e.id, e.kind, e.agency_id as "agencyId", g.name as agency, e.day, e.answers,
      coalesce(ctx.name_here(e.recorded_by), 'somebody') as "recordedBy", e.recorded_at as "recordedAt", e.replaces
    from app.rapid_review_entry e left join app.agency g on g.partnership_id = e.partnership_id and g.id = e.agency_id
    where e.partnership_id = ${here} and e.review_id = ${id}::uuid and not e.is_removed
      and not exists (select from app.rapid_review_entry n where n.partnership_id = e.partnership_id and n.case_id = e.case_id and n.replaces = e.id)
    order by e.day nulls first, e.recorded_at, e.id limit 500`.execute(tx);
  return rows;
}

async function readSummaryStates(tx: Tx, id: string): Promise<readonly SummaryState[]> {
  const { rows } = await sql<SummaryState>`
    select agency_id as "agencyId", agency, state, due_on as "dueOn", answered_on as "answeredOn" from ctx.summary_states(${id}::uuid)`.execute(
    tx,
  );
  return rows;
}

async function readVersions(tx: Tx, id: string): Promise<readonly Version[]> {
  const { rows } = await sql<Version>`
    select v.id, v.number, v.content, encode(v.hash, 'hex') as hash, coalesce(ctx.name_here(v.frozen_by), 'somebody') as "frozenBy",
      v.frozen_at as "frozenAt"
    from app.rapid_review_version v where v.partnership_id = ${here} and v.review_id = ${id}::uuid order by v.number desc limit 50`.execute(
    tx,
  );
  return rows;
}

async function readSignatures(tx: Tx, id: string): Promise<readonly Signature[]> {
  const { rows } = await sql<Signature>`
    select s.version_id as "versionId", s.partner, s.position, s.words, s.job, coalesce(ctx.name_here(s.signed_by), 'somebody') as name,
      s.signed_at as "signedAt"
    from app.rapid_review_signature s
    join app.rapid_review_version v on v.partnership_id = s.partnership_id and v.id = s.version_id
    where s.partnership_id = ${here} and v.review_id = ${id}::uuid order by s.signed_at`.execute(tx);
  return rows;
}

async function readSendings(tx: Tx, id: string): Promise<readonly Sending[]> {
  const { rows } = await sql<Omit<Sending, 'time'> & { readonly time: string }>`
    select s.version_id as "versionId", s.day, s.time::text as time, s.words, s.unsigned_why as "unsignedWhy",
      coalesce(ctx.name_here(s.recorded_by), 'somebody') as "recordedBy", s.recorded_at as "recordedAt"
    from app.rapid_review_sending s
    join app.rapid_review_version v on v.partnership_id = s.partnership_id and v.id = s.version_id
    where s.partnership_id = ${here} and v.review_id = ${id}::uuid order by s.recorded_at desc`.execute(tx);
  return rows.map((row) => ({ ...row, time: Temporal.PlainTime.from(row.time) }));
}

async function readReplies(tx: Tx, id: string): Promise<readonly Reply[]> {
  const { rows } = await sql<Reply>`
    select r.id, r.kind, r.position, r.day, r.words, r.answers_to as "answersTo", r.decision_id as "decisionId",
      coalesce(ctx.name_here(r.recorded_by), 'somebody') as "recordedBy", r.recorded_at as "recordedAt"
    from app.rapid_review_reply r where r.partnership_id = ${here} and r.review_id = ${id}::uuid order by r.recorded_at, r.id limit 100`.execute(
    tx,
  );
  return rows;
}

/** The agencies that are involved in a case today. */
export async function readInvolved(tx: Tx, caseId: string): Promise<ReviewFacts['involved']> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct on (lower(g.name), g.id) g.id, g.name
    from app.case_agency c join app.agency g on g.partnership_id = c.partnership_id and g.id = c.agency_id
    where c.partnership_id = ${here} and c.case_id = ${caseId}::uuid and c.from_day <= ctx.today()
      and (c.until_day is null or c.until_day > ctx.today())
    order by lower(g.name), g.id`.execute(tx);
  return rows;
}

/** The statutory partners for whom whoever acts is the delegate today. */
export async function readDelegateOf(tx: Tx): Promise<readonly PartnerId[]> {
  const { rows } = await sql<{ partners: PartnerId[] }>`select ctx.delegate_of() as partners`.execute(tx);
  return rows[0]?.partners ?? [];
}

// The day script of a review, as it began with it or was set for it; without a review the one that the partnership has today.
async function readScript(tx: Tx, reviewId: string | null = null): Promise<Script | null> {
  const { rows } = await sql<Script>`
    select s.id, s.number, s.source, s.steps, s.from_day as "from" from app.rapid_review_script s
    where s.partnership_id = ${here} and case when ${reviewId}::uuid is null then true
      else s.id = (select r.script_id from app.rapid_review r where r.partnership_id = ${here} and r.id = ${reviewId}::uuid) end
    order by s.number desc limit 1`.execute(tx);
  return rows[0] ?? null;
}
