import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { GivenAction, GivenActionEntry } from './action.ts';
import type { GivenEntry } from './ask.ts';
import type { GivenEvidence, GivenFinding } from './finding.ts';
import type { Addressee, GivenRecommendation } from './recommendation.ts';
import { here } from './store.ts';
import type { Theme } from './themes.ts';
import type { Origin } from './words.ts';

async function idOf(
  query: { execute(tx: Tx): Promise<{ rows: { id: string }[] }> },
  tx: Tx,
): Promise<string> {
  const { rows } = await query.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('what was written has no identifier');
  return row.id;
}

/** Begins a finding of a review; answers its identifier. Its first version is written besides. */
export const insertFinding = (tx: Tx, caseId: string, reviewId: string): Promise<string> =>
  idOf(
    sql<{ id: string }>`insert into app.finding (partnership_id, case_id, review_id, number, made_by)
      values (ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, ctx.next_number('finding', ${reviewId}::uuid), ctx.uid()) returning id`,
    tx,
  );

/** Saves a version of a finding. */
export async function insertFindingVersion(
  tx: Tx,
  findingId: string,
  number: number,
  given: GivenFinding,
  themeList: number,
): Promise<void> {
  await sql`insert into app.finding_version (partnership_id, finding_id, number, kind, title, words, enquiry, themes, theme_list, because, saved_by)
    values (ctx.partnership_id(), ${findingId}::uuid, ${number}, ${given.kind}, ${given.title}, ${given.words}, ${given.enquiry},
      ${given.themes}::text[], ${themeList}, ${given.because}, ctx.uid())`.execute(tx);
}

/** Adds to what a finding rests on; answers its identifier. */
export const insertEvidence = (tx: Tx, findingId: string, given: GivenEvidence): Promise<string> =>
  idOf(
    sql<{
      id: string;
    }>`insert into app.finding_link (partnership_id, finding_id, kind, lane_id, row_id, document_id, place, words, added_by)
      values (ctx.partnership_id(), ${findingId}::uuid, ${given.kind}, ${given.laneId}, ${given.rowId}, ${given.documentId}::uuid, ${given.place},
        ${given.words}, ctx.uid()) returning id`,
    tx,
  );

/** Strikes something that a finding rested on, with the reason. */
export async function strikeEvidence(tx: Tx, findingId: string, id: string, why: string): Promise<void> {
  await sql`insert into app.finding_link (partnership_id, finding_id, kind, strikes, words, added_by)
    values (ctx.partnership_id(), ${findingId}::uuid, 'struck', ${id}::uuid, ${why}, ctx.uid())`.execute(tx);
}

/** Where a recommendation comes from: a review of a case, or somewhere else. */
export interface From {
  readonly caseId: string | null;
  readonly reviewId: string | null;
  readonly origin: Origin;
  readonly source: string;
  readonly sourceId: string;
}

/** Begins a recommendation with its first version; answers its identifier. */
export async function insertRecommendation(tx: Tx, from: From, given: GivenRecommendation): Promise<string> {
  const id = await idOf(
    sql<{
      id: string;
    }>`insert into app.recommendation (partnership_id, case_id, review_id, origin, source, source_id, number, made_by)
      values (ctx.partnership_id(), ${from.caseId}::uuid, ${from.reviewId}::uuid, ${from.origin}, ${from.source}, ${from.sourceId},
        ctx.next_number('recommendation', ${from.reviewId}::uuid), ctx.uid()) returning id`,
    tx,
  );
  await insertVersion(tx, id, 1, given);
  return id;
}

/** Saves a version of a recommendation; what stands follows in the database. */
export async function insertVersion(
  tx: Tx,
  id: string,
  number: number,
  given: GivenRecommendation,
): Promise<void> {
  await sql`insert into app.recommendation_version (partnership_id, recommendation_id, number, headline, words, rationale, outcome, by_when,
      findings, because, saved_by)
    values (ctx.partnership_id(), ${id}::uuid, ${number}, ${given.headline}, ${given.words}, ${given.rationale}, ${given.outcome},
      ${given.byWhen?.toString() ?? null}::date, ${given.findings}::uuid[], ${given.because}, ctx.uid())`.execute(
    tx,
  );
}

/** Adds an addressee; answers the identifier of the ask. */
export const insertAsk = (tx: Tx, recommendationId: string, { agencyId, body }: Addressee): Promise<string> =>
  idOf(
    sql<{
      id: string;
    }>`insert into app.recommendation_ask (partnership_id, recommendation_id, agency_id, body, added_by)
      values (ctx.partnership_id(), ${recommendationId}::uuid, ${agencyId}::uuid, ${body}, ctx.uid()) returning id`,
    tx,
  );

/** Puts on record what was said on an axis; answers its identifier. */
export const insertAskEntry = (tx: Tx, askId: string, given: GivenEntry): Promise<string> =>
  idOf(
    sql<{
      id: string;
    }>`insert into app.ask_entry (partnership_id, ask_id, axis, value, risk, day, until_day, to_id, said_by, why, recorded_by)
      values (ctx.partnership_id(), ${askId}::uuid, ${given.axis}, ${given.value}, ${given.risk}, ${given.day.toString()}::date,
        ${given.untilDay?.toString() ?? null}::date, ${given.toId}::uuid, ${given.saidBy}, ${given.why}, ctx.uid()) returning id`,
    tx,
  );

/** Plans an action with its first owner, watched by the group that watches plans of its kind today; answers its identifier. */
export async function insertAction(
  tx: Tx,
  at: {
    readonly recommendationId: string;
    readonly askId: string | null;
    readonly agencyId: string | null;
    readonly today: Temporal.PlainDate;
  },
  given: GivenAction,
  why: string,
): Promise<string> {
  const due = given.dueOn.toString();
  const id = await idOf(
    sql<{
      id: string;
    }>`insert into app.action (partnership_id, recommendation_id, ask_id, agency_id, number, reach, group_id, title, needed, first_due,
        due_on, made_by)
      values (ctx.partnership_id(), ${at.recommendationId}::uuid, ${at.askId}::uuid, ${at.agencyId}::uuid,
        ctx.next_number('action', ${at.recommendationId}::uuid), ${given.reach},
        (select w.group_id from app.review_group_route w where w.partnership_id = ${here} and w.watches = ${given.reach}
          and w.superseded_at is null and daterange(w.from_day, w.until_day) @> ctx.today() limit 1),
        ${given.title}, ${given.needed}, ${due}::date, ${due}::date, ctx.uid()) returning id`,
    tx,
  );
  await insertActionEntry(tx, id, {
    kind: 'owner',
    day: at.today,
    words: why,
    dueOn: null,
    owner: given.owner,
    documentId: null,
    method: '',
    result: '',
  });
  return id;
}

/** Adds to the history of an action; answers its identifier. The database refuses what cannot be, and an owner who verifies. */
export const insertActionEntry = (tx: Tx, actionId: string, given: GivenActionEntry): Promise<string> =>
  idOf(
    sql<{
      id: string;
    }>`insert into app.action_entry (partnership_id, action_id, kind, day, words, due_on, owner_role, owner_account, owner_name, document_id,
        method, result, recorded_by)
      values (ctx.partnership_id(), ${actionId}::uuid, ${given.kind}, ${given.day.toString()}::date, ${given.words},
        ${given.dueOn?.toString() ?? null}::date, ${given.owner?.role ?? ''}, ${given.owner?.accountId ?? null}::uuid,
        ${given.owner === null || given.owner.accountId !== null ? '' : given.owner.name}, ${given.documentId}::uuid, ${given.method},
        ${given.result}, ctx.uid()) returning id`,
    tx,
  );

/** Puts the next version of the list of themes in force. */
export async function insertThemes(
  tx: Tx,
  number: number,
  themes: readonly Theme[],
  why: string,
): Promise<void> {
  await sql`insert into app.theme_list (partnership_id, number, themes, why, set_by)
    values (ctx.partnership_id(), ${number}, ${JSON.stringify(themes)}::jsonb, ${why}, ctx.uid())`.execute(
    tx,
  );
}
