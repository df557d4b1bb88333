import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../platform/db/connect.ts';
import type { Block } from '../platform/documents/document.ts';
import type { Asked } from './asked.ts';
import type { PublishedKind, ReviewType } from './register.ts';
import { markAfter, markBefore } from './words.ts';

/** A published review, as the register holds it. */
export interface PublishedReview {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly type: ReviewType;
  readonly published: Temporal.PlainDate;
  readonly summary: string;
  readonly themes: readonly string[];
  readonly withdrawn: Temporal.PlainDate | null;
  readonly changed: Temporal.Instant;
  readonly documents: readonly PublishedDocument[];
}

/** A document of a published review. */
export interface PublishedDocument {
  readonly id: string;
  readonly slug: string;
  readonly kind: PublishedKind;
  readonly title: string;
  readonly published: Temporal.PlainDate;
  readonly held: boolean;
  readonly pages: number;
  /** True where the pages are those of the original. */
  readonly asPrinted: boolean;
}

/** The public register of one partnership, read with the public site's own role. */
export interface Register {
  /** Reviews in the order asked for; `most` of them from `from` on. */
  list(asked: Asked, most: number, from: number): Promise<readonly PublishedReview[]>;
  /** How many reviews fit what was asked, words aside. */
  count(asked: Asked): Promise<number>;
  /** How many reviews there are of each year, type and theme, with the other filters as asked. */
  tally(asked: Asked): Promise<Tally>;
  bySlug(slug: string): Promise<PublishedReview | null>;
  byIds(ids: readonly string[]): Promise<readonly PublishedReview[]>;
  /** The review's place by date of publication, 1 for the first. */
  place(review: PublishedReview): Promise<number>;
  pages(documentId: string): Promise<readonly PageText[]>;
  /** The pages and reviews that hold the words, at most two thousand of each. */
  find(asked: Asked): Promise<Found>;
  /** What stands around the words on those pages, with marks around the words that answer. */
  excerptsOfPages(
    asked: Asked,
    pages: readonly PageKey[],
  ): Promise<readonly (PageKey & { excerpt: string })[]>;
  excerptsOfReviews(asked: Asked, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface PageText {
  readonly number: number;
  readonly label: string | null;
  readonly blocks: readonly Block[];
}

export interface PageKey {
  readonly documentId: string;
  readonly number: number;
}

export interface PageHit extends PageKey {
  readonly reviewId: string;
  readonly rank: number;
}

/** What a search found, before anything is shown of it. */
export interface Found {
  readonly pages: readonly PageHit[];
  readonly reviews: readonly { readonly reviewId: string; readonly rank: number }[];
  /** True where counting stopped at the limit. */
  readonly more: boolean;
}

export interface Tally {
  readonly years: ReadonlyMap<number, number>;
  readonly types: ReadonlyMap<string, number>;
  readonly themes: ReadonlyMap<string, number>;
}

const mostFound = 2_000;

// A read-only transaction that serves one partnership: row-level security shows no other's rows.
function publicRead<T>(db: Database, partnershipId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`select set_config('published.partnership', ${partnershipId}, true)`.execute(tx);
      return work(tx);
    });
}

/** The register of a partnership. Every answer is read in a transaction that serves this partnership and no other. */
export function openRegister(db: Database, partnershipId: string): Register {
  const read = <T>(work: (tx: Tx) => Promise<T>) => publicRead(db, partnershipId, work);
  return {
    list: (asked, most, from) => read((tx) => reviewsWhere(tx, filter(asked), order(asked), most, from)),
    count: (asked) => read((tx) => countReviews(tx, asked)),
    tally: (asked) => read((tx) => tally(tx, asked)),
    bySlug: async (slug) =>
      isSlug(slug) ? read(async (tx) => (await reviewsWhere(tx, sql`r.slug = ${slug}`))[0] ?? null) : null,
    byIds: (ids) => read((tx) => reviewsWhere(tx, sql`r.id = any (${[...ids]}::uuid[])`)),
    place: (review) => read((tx) => placeOf(tx, review)),
    pages: (documentId) => read((tx) => readPages(tx, documentId)),
    find: (asked) => read((tx) => find(tx, asked)),
    excerptsOfPages: (asked, pages) => read((tx) => excerptsOfPages(tx, asked, pages)),
    excerptsOfReviews: (asked, ids) => read((tx) => excerptsOfReviews(tx, asked, ids)),
  };
}

// An address may hold what PostgreSQL cannot, such as NUL; no review has such a slug.
const isSlug = (text: string) => /^[a-z0-9-]+$/.test(text);

function filter({ types, years, themes }: Asked): RawBuilder<boolean> {
  return sql<boolean>`(${list(types)}::text[] is null or r.type = any (${list(types)}))
    and (${list(years)}::integer[] is null or extract(year from r.published_on)::integer = any (${list(years)}))
    and (${list(themes)}::text[] is null or r.themes && ${list(themes)})`;
}

const list = <T>(values: readonly T[]): T[] | null => (values.length === 0 ? null : [...values]);

function order({ order: by }: Asked): RawBuilder<unknown> {
  if (by === 'oldest') return sql`r.published_on, r.slug`;
  if (by === 'title') return sql`lower(r.title), r.slug`;
  return sql`r.published_on desc, r.slug`;
}

interface ReviewRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly type: ReviewType;
  readonly published_on: Temporal.PlainDate;
  readonly summary: string;
  readonly themes: string[];
  readonly withdrawn_on: Temporal.PlainDate | null;
  readonly changed_at: Temporal.Instant;
  readonly documents: readonly (Omit<PublishedDocument, 'published'> & { published: string })[];
}

async function reviewsWhere(
  tx: Tx,
  condition: RawBuilder<unknown>,
  by: RawBuilder<unknown> = sql`r.published_on desc, r.slug`,
  most = 2_000,
  from = 0,
): Promise<readonly PublishedReview[]> {
  const { rows } = await sql<ReviewRow>`
    select r.id, r.slug, r.title, r.type, r.published_on, r.summary, r.themes, r.withdrawn_on, r.changed_at,
      coalesce((select json_agg(json_build_object('id', d.id, 'slug', d.slug, 'kind', d.kind, 'title', d.title,
          'published', d.published_on, 'held', d.held, 'pages', d.page_count, 'asPrinted', d.pages_as_printed) order by d.ordinal, d.slug)
        from published.document d where d.partnership_id = r.partnership_id and d.review_id = r.id), '[]') as documents
    from published.review r
    where ${condition}
    order by ${by} limit ${most} offset ${from}`.execute(tx);
  return rows.map(({ published_on, withdrawn_on, changed_at, documents, ...row }) => ({
    ...row,
    published: published_on,
    withdrawn: withdrawn_on,
    changed: changed_at,
    documents: documents.map((document) => ({
      ...document,
      published: Temporal.PlainDate.from(document.published),
    })),
  }));
}

async function countReviews(tx: Tx, asked: Asked): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) from published.review r where ${filter(asked)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

// Each facet is counted with the other facets' filters on and its own off, so that a second choice can be seen beside the first.
async function tally(tx: Tx, asked: Asked): Promise<Tally> {
  const count = async <K>(
    key: RawBuilder<unknown>,
    without: Partial<Asked>,
    source = sql`published.review r`,
  ) => {
    const { rows } = await sql<{ key: K; count: number }>`
      select ${key} as key, count(*) from ${source} where ${filter({ ...asked, ...without })} group by 1`.execute(
      tx,
    );
    return new Map(rows.map((row) => [row.key, row.count]));
  };
  return {
    years: await count<number>(sql`extract(year from r.published_on)::integer`, { years: [] }),
    types: await count<string>(sql`r.type`, { types: [] }),
    themes: await count<string>(sql`theme`, { themes: [] }, sql`published.review r, unnest(r.themes) theme`),
  };
}

async function placeOf(tx: Tx, review: PublishedReview): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from published.review r
    where (r.published_on, r.slug) <= (${review.published}::date, ${review.slug})`.execute(tx);
  return rows[0]?.count ?? 1;
}

async function readPages(tx: Tx, documentId: string): Promise<readonly PageText[]> {
  return tx
    .selectFrom('published.page')
    .select(['number', 'label', 'blocks'])
    .$narrowType<{ blocks: Block[] }>()
    .where('document_id', '=', documentId)
    .orderBy('number')
    .execute();
}

async function find(tx: Tx, asked: Asked): Promise<Found> {
  const { words, types, years, themes } = asked;
  const given = sql`${words}, ${mostFound}, ${list(types)}::text[], ${list(years)}::integer[], ${list(themes)}::text[]`;
  const pages = await sql<{ review_id: string; document_id: string; number: number; rank: number }>`
    select review_id, document_id, number, rank from published.find_pages(${given})`.execute(tx);
  const reviews = await sql<{ review_id: string; rank: number }>`
    select review_id, rank from published.find_reviews(${given})`.execute(tx);
  return {
    pages: pages.rows.map((row) => ({
      reviewId: row.review_id,
      documentId: row.document_id,
      number: row.number,
      rank: row.rank,
    })),
    reviews: reviews.rows.map((row) => ({ reviewId: row.review_id, rank: row.rank })),
    more: pages.rows.length >= mostFound || reviews.rows.length >= mostFound,
  };
}

// English forms of the words are marked, or the words as they stand where that is how they were looked for. The folding letter
// is taken out again afterwards.
function headline(text: RawBuilder<unknown>, words: string): RawBuilder<string> {
  const options = `StartSel=${markBefore}, StopSel=${markAfter}, MaxWords=44, MinWords=22, MaxFragments=1, ShortWord=0`;
  const folded = sql`published.fold(${words})`;
  return sql<string>`replace(case
    when strpos(${words}, '"') > 0 or numnode(websearch_to_tsquery('english', ${folded})) = 0
      then ts_headline('simple', published.fold(${text}), websearch_to_tsquery('simple', ${folded}), ${options})
    else ts_headline('english', published.fold(${text}), websearch_to_tsquery('english', ${folded}), ${options})
  end, 'ꝏ', '&')`;
}

async function excerptsOfPages(tx: Tx, asked: Asked, pages: readonly PageKey[]) {
  const { rows } = await sql<{ documentId: string; number: number; excerpt: string }>`
    select p.document_id as "documentId", p.number, ${headline(sql`p.body`, asked.words)} as excerpt
    from unnest(${pages.map((page) => page.documentId)}::uuid[], ${pages.map((page) => page.number)}::integer[]) wanted (document_id, number)
    join published.page p on p.document_id = wanted.document_id and p.number = wanted.number
      and p.partnership_id = published.serving()`.execute(tx);
  return rows;
}

async function excerptsOfReviews(
  tx: Tx,
  asked: Asked,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; excerpt: string }>`
    select r.id, ${headline(sql`concat_ws('. ', r.title, nullif(r.summary, ''))`, asked.words)} as excerpt
    from published.review r where r.id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.excerpt]));
}
