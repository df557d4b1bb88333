import { type RawBuilder, sql } from 'kysely';
import type { CaseState } from '../cases/case.ts';
import type { Relation } from '../cases/people.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Asked } from './asked.ts';
import type { Found, FoundCase, FoundDocument, FoundPerson, FoundReferral } from './found.ts';
import { counted, mostFound, ranked } from './found.ts';

/** What was sealed when it was typed; null for anybody else's, for what was changed on the way, and after twelve hours. */
export async function readSealed(tx: Tx, sealed: string): Promise<string | null> {
  if (!/^[\w-]{60,4000}$/.test(sealed)) return null;
  const { rows } = await sql<{ form: string | null }>`
    select ctx.open_form(${Buffer.from(sealed, 'base64url')}) as form`.execute(tx);
  return rows[0]?.form ?? null;
}

/** Everything that was asked for, of what the reader may see; `onlyCommon` where all words of it stand in nearly every text. */
export async function search(tx: Tx, asked: Asked): Promise<Found> {
  const { text, title, isCommon } = await queriesOf(tx, asked);
  const where = await whereToLook(tx, asked, title, text);
  const looking = { ...asked, ...where, title, text };
  return {
    cases: ranked(await findCases(tx, looking)),
    referrals: ranked(await findReferrals(tx, looking)),
    people: ranked(await findPeople(tx, looking)),
    documents: ranked(await findDocuments(tx, looking)),
    onlyCommon: isCommon,
  };
}

interface Looking extends Omit<Asked, 'title' | 'text'> {
  readonly title: string | null;
  readonly text: string | null;
  /** What an index was asked for first; null for whoever has only their own cases to look through. */
  readonly ids: Readonly<Record<Source, readonly string[]>> | null;
}

type Source = 'case' | 'child' | 'person' | 'referral' | 'document' | 'file';

// What English leaves out ("the", "was") finds nothing, and a query of nothing else is none.
async function queriesOf(tx: Tx, asked: Asked) {
  const { rows } = await sql<{ text: string; title: string | null }>`
    select websearch_to_tsquery('english', ${asked.text ?? ''})::text as text,
      nullif((coalesce(${asked.title}::tsquery, '') || plainto_tsquery('english', ${asked.title === null ? '' : (asked.text ?? '')}))::text, '') as title`.execute(
    tx,
  );
  const { text = '', title = null } = rows[0] ?? {};
  return { text: text === '' ? null : text, title, isCommon: asked.text !== null && text === '' };
}

async function whereToLook(tx: Tx, asked: Asked, title: string | null, text: string | null) {
  const { names, reference, referral } = asked;
  const { rows: scope } = await sql<{ all: boolean }>`
    select ctx.has_role('coordinator', 'chair') as all`.execute(tx);
  if (scope[0]?.all !== true) return { ids: null };
  const { rows } = await sql<{ kind: Source; id: string }>`
    select kind, id from ctx.search_ids(${names?.exact ?? null}::tsquery, ${names?.loose ?? null}::tsquery, ${title}::tsquery, ${text}::tsquery,
      ${reference.like}, ${reference.number}, ${reference.year}, ${referral}, ${mostFound + 1})`.execute(tx);
  const ids: Record<Source, string[]> = {
    case: [],
    child: [],
    person: [],
    referral: [],
    document: [],
    file: [],
  };
  for (const { kind, id } of rows) ids[kind].push(id);
  return { ids };
}

// Rows are looked through by what the index found, or by the reader's own cases; row-level security decides of each of them either way.
const within = (
  found: readonly string[] | undefined,
  id: RawBuilder<unknown>,
  ofCase: RawBuilder<unknown>,
) =>
  found === undefined
    ? sql`${ofCase} = any ((select ctx.granted_cases())::uuid[])`
    : sql`${id} = any (${[...found]}::uuid[])`;

async function findCases(tx: Tx, { ids, reference, title, text }: Looking): Promise<readonly FoundCase[]> {
  const { rows } = await sql<FoundCase>`
    select * from (
      select c.reference, c.pseudonym, c.state,
        coalesce(c.reference like ${reference.like}, false)
          or coalesce(c.number_in_year = ${reference.number} and (${reference.year}::text is null or split_part(c.reference, '-', 2) = ${reference.year}), false)
          as "byReference",
        coalesce(ts_filter(c.search_words, '{a}') @@ ${title}::tsquery, false) as "byTitle",
        coalesce(ts_filter(c.search_words, '{b}') @@ ${text}::tsquery, false) as summary,
        coalesce(i.place, false) as place, coalesce(i.what, false) as what, coalesce(d.rank, 0) > 0 as decision,
        greatest(coalesce(ts_rank(c.search_words, ${text}::tsquery), 0), coalesce(i.rank, 0), coalesce(d.rank, 0)) as rank
      from app.case_file c
      left join lateral (
        select bool_or(ts_filter(o.search_words, '{a}') @@ ${text}::tsquery) as place, bool_or(not ts_filter(o.search_words, '{a}') @@ ${text}::tsquery) as what,
          max(ts_rank(o.search_words, ${text}::tsquery)) as rank
        from app.case_incident l join app.incident o on o.partnership_id = l.partnership_id and o.id = l.incident_id
        where l.partnership_id = c.partnership_id and l.case_id = c.id and o.search_words @@ ${text}::tsquery) i on true
      left join lateral (
        select max(ts_rank(o.search_words, ${text}::tsquery)) as rank from app.decision o
        where o.partnership_id = c.partnership_id and o.case_id = c.id and o.search_words @@ ${text}::tsquery) d on true
      where c.partnership_id = (select ctx.partnership_id()) and ${within(ids?.case, sql`c.id`, sql`c.id`)}) found
    where "byReference" or "byTitle" or summary or place or what or decision
    order by reference desc limit ${counted}`.execute(tx);
  return rows.map((row) => ({ ...row, state: row.state as CaseState }));
}

const nameLevel = (names: RawBuilder<unknown>, { names: asked }: Pick<Looking, 'names'>) =>
  sql<number>`case when ${names} @@ ${asked?.exact ?? null}::tsquery then 3 when ${names} @@ ${asked?.close ?? null}::tsquery then 2
    when ${names} @@ ${asked?.loose ?? null}::tsquery then 1 else 0 end`;

async function findPeople(tx: Tx, looking: Looking): Promise<readonly FoundPerson[]> {
  const { names, ids } = looking;
  if (names === null) return [];
  const { rows } = await sql<FoundPerson & { relations: readonly Relation[] }>`
    select h.name, h.other_names as "otherNames", h.born_on as "bornOn", c.reference, c.pseudonym, 'child' as part, '{}'::text[] as relations,
      false as removed, ${nameLevel(sql`h.search_names`, looking)} as "byName"
    from app.child h join app.case_child l on l.partnership_id = h.partnership_id and l.child_id = h.id
      join app.case_file c on c.partnership_id = l.partnership_id and c.id = l.case_id
    where h.partnership_id = (select ctx.partnership_id()) and ${within(ids?.child, sql`h.id`, sql`l.case_id`)}
      and h.search_names @@ ${names.loose}::tsquery
    union all
    select p.name, '', p.born_on, c.reference, c.pseudonym, 'around',
      array(select distinct r.kind from app.case_relationship r where r.partnership_id = p.partnership_id and r.case_id = p.case_id
        and r.person_id = p.id and r.kind <> 'none' order by 1),
      p.removed_at is not null, ${nameLevel(sql`p.search_names`, looking)}
    from app.case_person p join app.case_file c on c.partnership_id = p.partnership_id and c.id = p.case_id
    where p.partnership_id = (select ctx.partnership_id()) and ${within(ids?.person, sql`p.id`, sql`p.case_id`)}
      and p.search_names @@ ${names.loose}::tsquery
    order by "byName" desc, reference desc, name limit ${counted}`.execute(tx);
  return rows;
}

async function findReferrals(tx: Tx, looking: Looking): Promise<readonly FoundReferral[]> {
  const { ids, text, referral } = looking;
  const { rows } = await sql<FoundReferral>`
    select * from (
      select r.id, r.number, r.sent_at as "sentAt", r.state, c.reference, c.pseudonym,
        coalesce(r.number = ${referral}::integer, false) as "byNumber", ${nameLevel(sql`r.search_names`, looking)} as "byName",
        coalesce(ts_filter(r.search_words, '{a}') @@ ${text}::tsquery, false) as place,
        coalesce(r.search_words @@ ${text}::tsquery and not ts_filter(r.search_words, '{a}') @@ ${text}::tsquery, false) as what,
        coalesce(ts_rank(r.search_words, ${text}::tsquery), 0) as rank
      from app.referral r
        left join app.case_referral l on l.partnership_id = r.partnership_id and l.referral_id = r.id
        left join app.case_file c on c.partnership_id = l.partnership_id and c.id = l.case_id
      where r.partnership_id = (select ctx.partnership_id()) and r.state <> 'draft'
        and ${within(ids?.referral, sql`r.id`, sql`l.case_id`)}) found
    where "byNumber" or "byName" > 0 or place or what
    order by number desc limit ${counted}`.execute(tx);
  return rows;
}

async function findDocuments(tx: Tx, { ids, title }: Looking): Promise<readonly FoundDocument[]> {
  if (title === null) return [];
  const { rows } = await sql<FoundDocument>`
    select 'document' as kind, d.id, d.title, d.number, d.classification, d.withdrawn_at is not null as withdrawn, c.reference, c.pseudonym,
      d.search_words @@ ${title}::tsquery as "byTitle", d.added_at as at, null as sent, ts_rank(d.search_words, ${title}::tsquery) as rank
    from app.document d join app.case_file c on c.partnership_id = d.partnership_id and c.id = d.case_id
    where d.partnership_id = (select ctx.partnership_id()) and ${within(ids?.document, sql`d.id`, sql`d.case_id`)}
      and (d.search_words @@ ${title}::tsquery or exists (select from app.file f where f.partnership_id = d.partnership_id and f.document_id = d.id
        and f.search_words @@ ${title}::tsquery))
    union all
    select 'file', r.id, null, r.number, null, false, c.reference, c.pseudonym, false, max(f.received_at), r.sent_at,
      max(ts_rank(f.search_words, ${title}::tsquery))
    from app.referral r join app.file f on f.partnership_id = r.partnership_id and f.referral_id = r.id
      left join app.case_referral l on l.partnership_id = r.partnership_id and l.referral_id = r.id
      left join app.case_file c on c.partnership_id = l.partnership_id and c.id = l.case_id
    where r.partnership_id = (select ctx.partnership_id()) and r.state <> 'draft' and ${within(ids?.file, sql`r.id`, sql`l.case_id`)}
      and f.search_words @@ ${title}::tsquery
    group by r.id, r.number, r.sent_at, c.reference, c.pseudonym
    order by at desc limit ${counted}`.execute(tx);
  return rows;
}
