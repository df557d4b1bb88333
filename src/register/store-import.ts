import { sql } from 'kysely';
import { type Database, transactionOf, type Tx } from '../platform/db/connect.ts';
import type { Page } from '../platform/documents/document.ts';
import type { BroughtDocument, BroughtReview } from './brought.ts';
import { documentSlugs, type KeptDocument, type PublishedKind } from './register.ts';

/** A review that is in the register already. */
export interface KeptReview {
  readonly id: string;
  readonly documents: readonly (KeptDocument & { readonly id: string })[];
}

/** The review of that slug, locked until the transaction ends, with the partnership whose register this is. */
export async function lockReview(
  tx: Tx,
  slug: string,
): Promise<{ kept: KeptReview | null; partnershipId: string }> {
  const { rows } = await sql<{ id: string }>`select ctx.partnership_id() as id`.execute(tx);
  const partnershipId = rows[0]?.id ?? '';
  const review = await tx
    .selectFrom('published.review')
    .select('id')
    .where('partnership_id', '=', partnershipId)
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst();
  if (review === undefined) return { kept: null, partnershipId };
  const documents = await tx
    .selectFrom('published.document')
    .select(['id', 'slug', 'kind', 'title'])
    .$narrowType<{ kind: PublishedKind }>()
    .where('partnership_id', '=', partnershipId)
    .where('review_id', '=', review.id)
    .orderBy('ordinal')
    .execute();
  return { kept: { id: review.id, documents }, partnershipId };
}

/** The digests of what is in the register that `token` opens, by slug. */
export function readDigests(db: Database, token: string): Promise<ReadonlyMap<string, string>> {
  return transactionOf(db, token, async (tx) => {
    const rows = await tx
      .selectFrom('published.review')
      .select(['slug', sql<string>`encode(digest, 'hex')`.as('digest')])
      .execute();
    return new Map(rows.map((row) => [row.slug, row.digest]));
  });
}

/** Writes a review and all its documents, new or over what is there; answers its identifier. */
export async function writeReview(
  tx: Tx,
  partnershipId: string,
  kept: KeptReview | null,
  review: BroughtReview,
): Promise<string> {
  const facts = {
    title: review.title,
    type: review.type,
    published_on: review.published,
    summary: review.summary,
    themes: [...review.themes],
    digest: sql<Buffer>`decode(${review.digest}, 'hex')`,
  };
  const { id } = await tx
    .insertInto('published.review')
    .values({ partnership_id: partnershipId, slug: review.slug, ...facts })
    .onConflict((conflict) =>
      conflict
        .columns(['partnership_id', 'slug'])
        .doUpdateSet({ ...facts, changed_at: sql`now()`, version: sql`published.review.version + 1` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await writeDocuments(tx, partnershipId, id, kept?.documents ?? [], review.documents);
  return id;
}

async function writeDocuments(
  tx: Tx,
  partnershipId: string,
  reviewId: string,
  kept: KeptReview['documents'],
  documents: readonly BroughtDocument[],
) {
  const slugs = documentSlugs(documents, kept);
  for (const [index, document] of documents.entries()) {
    const slug = slugs[index] ?? '';
    const facts = {
      ordinal: index + 1,
      kind: document.kind,
      title: document.title,
      published_on: document.published,
    };
    const { held } = document;
    if (held === 'refused') {
      // What was published of it stays as it is; where nothing was, there is no row to change.
      await tx
        .updateTable('published.document')
        .set(facts)
        .where('partnership_id', '=', partnershipId)
        .where('review_id', '=', reviewId)
        .where('slug', '=', slug)
        .execute();
      continue;
    }
    const row = {
      ...facts,
      held: held !== null,
      page_count: held?.pages.length ?? 0,
      pages_as_printed: held?.asPrinted ?? false,
      sha256: sql<Buffer | null>`decode(${held?.sha256 ?? null}, 'hex')`,
    };
    const { id } = await tx
      .insertInto('published.document')
      .values({ partnership_id: partnershipId, review_id: reviewId, slug, ...row })
      .onConflict((conflict) => conflict.columns(['partnership_id', 'review_id', 'slug']).doUpdateSet(row))
      .returning('id')
      .executeTakeFirstOrThrow();
    await writePages(tx, partnershipId, id, held?.pages ?? []);
  }
  // An address that was published stays: a document that is no longer named is kept as one that is not held.
  const gone = kept.filter((document) => !slugs.includes(document.slug));
  for (const document of gone) {
    await tx
      .updateTable('published.document')
      .set({ held: false, page_count: 0, sha256: null, ordinal: documents.length + 1 })
      .where('partnership_id', '=', partnershipId)
      .where('id', '=', document.id)
      .execute();
    await deletePages(tx, partnershipId, document.id);
  }
}

async function writePages(tx: Tx, partnershipId: string, documentId: string, pages: readonly Page[]) {
  await deletePages(tx, partnershipId, documentId);
  // A hundred pages a statement: fewer round trips, and no statement of hundreds of megabytes.
  for (let from = 0; from < pages.length; from += 100) {
    const rows = pages.slice(from, from + 100).map((page) => ({
      partnership_id: partnershipId,
      document_id: documentId,
      number: page.number,
      label: page.label,
      blocks: sql<string>`${JSON.stringify(page.blocks)}::jsonb`,
      body: page.text,
    }));
    await tx.insertInto('published.page').values(rows).execute();
  }
}

async function deletePages(tx: Tx, partnershipId: string, documentId: string) {
  await tx
    .deleteFrom('published.page')
    .where('partnership_id', '=', partnershipId)
    .where('document_id', '=', documentId)
    .execute();
}
