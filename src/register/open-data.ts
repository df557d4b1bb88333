import type { Partnership } from '../partnership/partnership.ts';
import type { Group } from './results.ts';
import type { PublishedDocument, PublishedReview } from './store.ts';
import { plainExcerpt, typeWords } from './words.ts';

/** A published review as data: every column the register has, dates as YYYY-MM-DD, addresses whole. */
export function reviewData(partnership: Partnership, origin: string, review: PublishedReview) {
  const url = `${origin}/reviews/${review.slug}`;
  return {
    slug: review.slug,
    title: review.title,
    url,
    type: review.type,
    typeName: typeWords(review.type, partnership, review.published),
    published: review.published.toString(),
    withdrawn: review.withdrawn?.toString() ?? null,
    summary: review.withdrawn === null ? review.summary : '',
    themes: review.withdrawn === null ? review.themes : [],
    documents:
      review.withdrawn === null ? review.documents.map((document) => documentData(url, document)) : [],
  };
}

function documentData(reviewUrl: string, document: PublishedDocument) {
  return {
    kind: document.kind,
    title: document.title,
    published: document.published.toString(),
    held: document.held,
    pages: document.held ? document.pages : null,
    url: `${reviewUrl}/${document.slug}`,
  };
}

/** `/reviews.json`: the reviews, each with the hits of the search where there was one. */
export function asJson(
  partnership: Partnership,
  origin: string,
  total: number,
  results: readonly { readonly review: PublishedReview; readonly groups: readonly Group[] }[],
  next: string | null,
): string {
  const body = {
    partnership: partnership.name,
    total,
    results: results.map(({ review, groups }) => ({
      ...reviewData(partnership, origin, review),
      hits: hitsData(groups),
    })),
    next,
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

function hitsData(groups: readonly Group[]) {
  return groups.flatMap(({ review, documentId, hits }) => {
    const document = review.documents.find(({ id }) => id === documentId);
    return document === undefined
      ? []
      : hits.map(({ page, excerpt }) => ({
          document: document.slug,
          title: document.title,
          page,
          excerpt: plainExcerpt(excerpt),
        }));
  });
}

const columns = [
  'slug',
  'title',
  'type',
  'type_name',
  'published',
  'withdrawn',
  'summary',
  'themes',
  'url',
  'document_kind',
  'document_title',
  'document_published',
  'document_held',
  'document_pages',
  'document_url',
] as const;

/** `/reviews.csv` (RFC 4180): one row for each document, every column in every row; a review without documents has one row. */
export function asCsv(partnership: Partnership, origin: string, reviews: readonly PublishedReview[]): string {
  const rows = reviews.flatMap((review) => {
    const data = reviewData(partnership, origin, review);
    const own = [
      data.slug,
      data.title,
      data.type,
      data.typeName,
      data.published,
      data.withdrawn ?? '',
      data.summary,
      data.themes.join('; '),
      data.url,
    ];
    if (data.documents.length === 0) return [[...own, '', '', '', '', '', '']];
    return data.documents.map((one) => [
      ...own,
      one.kind,
      one.title,
      one.published,
      one.held ? 'yes' : 'no',
      one.pages === null ? '' : String(one.pages),
      one.url,
    ]);
  });
  return `${[columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

// A field that a spreadsheet would take for a formula gets an apostrophe before it.
function field(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `/reviews.atom` (RFC 4287), newest first. `self` is the feed's own address. */
export function asAtom(
  partnership: Partnership,
  origin: string,
  self: string,
  reviews: readonly PublishedReview[],
  today: Temporal.PlainDate,
): string {
  const last = reviews
    .map(({ changed }) => changed)
    .toSorted((a, b) => Temporal.Instant.compare(a, b))
    .at(-1);
  const updated = last?.toString() ?? `${today.toString()}T00:00:00Z`;
  const entries = reviews.map((review) => {
    const url = `${origin}/reviews/${review.slug}`;
    const words = review.withdrawn === null ? review.summary : 'This review was withdrawn.';
    return `  <entry>
    <id>${xml(url)}</id>
    <title>${xml(review.title)}</title>
    <link rel="alternate" type="text/html" href="${xml(url)}"/>
    <published>${review.published.toString()}T00:00:00Z</published>
    <updated>${review.changed.toString()}</updated>
    <category term="${review.type}" label="${xml(typeWords(review.type, partnership, review.published))}"/>
    <summary type="text">${xml(words)}</summary>
  </entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
  <id>${xml(self)}</id>
  <title>${xml(`${partnership.name}: published reviews`)}</title>
  <updated>${updated}</updated>
  <author><name>${xml(partnership.name)}</name></author>
  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>
  <link rel="alternate" type="text/html" href="${xml(`${origin}/reviews`)}"/>
${entries.join('\n')}
</feed>
`;
}

/** `/sitemap.xml`: every address that search engines may know. */
export function asSitemap(
  origin: string,
  pages: readonly string[],
  reviews: readonly PublishedReview[],
): string {
  const open = reviews.filter(({ withdrawn }) => withdrawn === null);
  const addresses = [
    ...pages,
    ...open.flatMap(({ slug, documents }) => [
      `/reviews/${slug}`,
      ...documents.filter(({ held }) => held).map((document) => `/reviews/${slug}/${document.slug}`),
    ]),
  ];
  const rows = addresses.map((address) => `  <url><loc>${xml(origin + address)}</loc></url>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${rows.join('\n')}
</urlset>
`;
}

// A character that XML cannot hold is left out; the five that it uses itself are written as references.
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
