import { sql } from 'kysely';
import type { Filled } from '../intake/question.ts';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Entry, EntryKind } from './entry-kinds.ts';
import type { Approval, SavedTerms, TermsContent } from './terms.ts';

const here = sql`(select ctx.partnership_id())`;

/** Where something of a review is written. */
export interface At {
  readonly caseId: string;
  readonly reviewId: string;
}

/** Every save of the terms of a review, the newest first; a hundred at most. */
export async function readTermsOf(tx: Tx, reviewId: string): Promise<readonly SavedTerms[]> {
  const { rows } = await sql<Omit<SavedTerms, 'content'> & { content: unknown }>`
    select t.number, t.content, t.why, t.approved_by as "approvedBy", t.approved_on as "approvedOn", encode(t.hash, 'hex') as digest,
      coalesce(ctx.name_here(t.saved_by), '') as "savedBy", t.saved_at as "savedAt"
    from app.review_terms t where t.partnership_id = ${here} and t.review_id = ${reviewId}::uuid
    order by t.number desc limit 100`.execute(tx);
  return rows.map(({ content, ...row }) => ({ ...row, content: content as TermsContent }));
}

/** Saves terms, as a draft or with their approval. Throws where the number was taken meanwhile. */
export async function insertTerms(
  tx: Tx,
  { caseId, reviewId }: At,
  number: number,
  content: TermsContent,
  approval: Approval | null,
): Promise<void> {
  const text = JSON.stringify(content);
  await sql`
    insert into app.review_terms (partnership_id, case_id, review_id, number, content, why, approved_by, approved_on, hash, saved_by)
    select ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, ${number}, ${text}::jsonb, ${approval?.why ?? ''}, ${approval?.by ?? ''},
      ${approval?.on.toString() ?? null}::date,
      case when ${approval !== null} then sha256(convert_to((${text}::jsonb)::text, 'UTF8')) end, ctx.uid()`.execute(
    tx,
  );
}

/** The records of a review, the newest first; five hundred at most. */
export async function readEntries(tx: Tx, reviewId: string): Promise<readonly Entry[]> {
  const { rows } = await sql<Omit<Entry, 'answers'> & { answers: unknown }>`
    select e.id, e.kind, e.day, e.answers, coalesce(ctx.name_here(e.recorded_by), '') as "recordedBy", e.recorded_at as "recordedAt", e.replaces
    from app.review_entry e where e.partnership_id = ${here} and e.review_id = ${reviewId}::uuid
    order by e.recorded_at desc, e.id limit 500`.execute(tx);
  return rows.map(({ answers, ...row }) => ({ ...row, answers: answers as Filled }));
}

/** Puts a record on record, or in the place of another; answers its identifier, null where that one has given way already. */
export async function insertEntry(
  tx: Tx,
  { caseId, reviewId }: At,
  kind: EntryKind,
  {
    answers,
    day,
    replaces,
  }: { readonly answers: Filled; readonly day: Day | null; readonly replaces: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into app.review_entry (partnership_id, case_id, review_id, kind, day, answers, recorded_by, replaces)
    values (ctx.partnership_id(), ${caseId}::uuid, ${reviewId}::uuid, ${kind}, ${day?.toString() ?? null}::date,
      ${JSON.stringify(answers)}::jsonb, ctx.uid(), ${replaces}::uuid)
    on conflict (partnership_id, case_id, replaces) where replaces is not null do nothing returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

/** A page of the family as it is kept, without its code. */
export interface GivenPage {
  readonly id: string;
  readonly forWhom: string;
  readonly invitationId: string;
  readonly givenOn: Day;
  readonly endedOn: Day | null;
}

/** The pages that were given to members of the family, the newest first; fifty at most. */
export async function readFamilyPages(tx: Tx, reviewId: string): Promise<readonly GivenPage[]> {
  const { rows } = await sql<GivenPage>`
    select f.id, f.for_whom as "forWhom", f.invitation_id as "invitationId",
      (f.given_at at time zone 'Europe/London')::date as "givenOn", (f.ended_at at time zone 'Europe/London')::date as "endedOn"
    from app.family_page f where f.partnership_id = ${here} and f.review_id = ${reviewId}::uuid
    order by f.given_at desc, f.id limit 50`.execute(tx);
  return rows;
}

/** Makes a page for somebody of the family, which `token` opens; answers its identifier. */
export async function giveFamilyPage(tx: Tx, reviewId: string, whom: string, token: string): Promise<string> {
  const { rows } = await sql<{ page: string }>`
    select page from ctx.give_family_page(${reviewId}::uuid, ${whom}, ${token})`.execute(tx);
  const [made] = rows;
  if (made === undefined) throw new Error('a page that was not given');
  return made.page;
}

/** Takes the page back; false where that was done already. */
export async function endFamilyPage(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select ctx.end_family_page(${id}::uuid) as ended`.execute(
    tx,
  );
  return rows[0]?.ended ?? false;
}

/** What a member of the family reads; null where their page was taken back. */
export async function readOwnFamilyPage(tx: Tx): Promise<{
  readonly id: string;
  readonly caseId: string;
  readonly words: Filled | null;
  readonly writtenOn: Day | null;
} | null> {
  const { rows } = await sql<{ id: string; caseId: string; words: unknown; writtenOn: Day | null }>`
    select id, case_id as "caseId", words, written_on as "writtenOn" from ctx.own_family_page()`.execute(tx);
  const [own] = rows;
  return own === undefined ? null : { ...own, words: own.words as Filled | null };
}
