import type { Partnership } from '../partnership/partnership.ts';
import type { Block } from '../platform/documents/document.ts';
import type { Link } from '../platform/pages/frame.ts';
import { addressOf, type Asked, isFiltered, type Order } from './asked.ts';
import type { DocumentModel, TextBlock } from './pages/document.ts';
import type { ReviewModel } from './pages/review.ts';
import type { WithdrawnModel } from './pages/withdrawn.ts';
import type {
  Chip,
  DocumentHits,
  Facet,
  Pagination,
  RegisterResult,
  ReviewRow,
  ReviewsModel,
} from './pages/reviews.ts';
import { documentWords, reviewTypes } from './register.ts';
import type { Group, Results } from './results.ts';
import type { PageText, PublishedDocument, PublishedReview, Tally } from './store.ts';
import { documentsInWords, piecesOf, typeWords } from './words.ts';

/** Reviews, or documents with hits, on one page of results. */
export const pageSize = 20;

const path = '/reviews';

/** What the register answered: a list, or the results of a search, or that search is down. */
export interface RegisterAnswer {
  readonly tally: Tally | null;
  readonly total: number;
  readonly rows: readonly PublishedReview[];
  readonly results: Results | null;
  readonly searchIsDown: boolean;
}

/** The facts of `/reviews`. */
export function presentReviews(partnership: Partnership, asked: Asked, answer: RegisterAnswer): ReviewsModel {
  const { tally, results, searchIsDown } = answer;
  const count = results?.groupCount ?? answer.total;
  return {
    action: path,
    query: asked.words,
    searchIsDown,
    years: tally === null ? null : yearFacet(tally, asked),
    facets:
      tally === null
        ? []
        : [typeFacet(tally, asked, partnership), themeFacet(tally, asked)].filter(hasOptions),
    chosen: chips(partnership, asked),
    clearHref: addressOf(path, asked, { types: [], years: [], themes: [], page: 1 }),
    orders: orders(asked),
    result: resultOf(partnership, asked, answer),
    pagination: pagination(asked, Math.ceil(count / pageSize)),
    keep: ['Atom', 'CSV', 'JSON'].map((format) => ({
      text: format,
      href: addressOf(`${path}.${format.toLowerCase()}`, asked, { page: 1 }),
    })),
  };
}

const hasOptions = (facet: Facet) => facet.options.length > 0;

function resultOf(
  partnership: Partnership,
  asked: Asked,
  { total, rows, results }: RegisterAnswer,
): RegisterResult {
  if (results !== null && results.groupCount > 0)
    return {
      kind: 'hits',
      pages: results.pages,
      exact: results.exact,
      reviews: results.reviews,
      documents: results.groups.map((group) => presentGroup(partnership, asked, group)),
    };
  if (results !== null || (total === 0 && isFiltered(asked)))
    return { kind: 'nothing', suggestion: null, allHref: path };
  if (total === 0)
    return { kind: 'empty', elsewhere: { text: 'Learning from national reviews', href: '/learning' } };
  return { kind: 'list', total, rows: rows.map((review) => presentRow(partnership, review)) };
}

function presentRow(partnership: Partnership, review: PublishedReview): ReviewRow {
  return {
    title: review.title,
    href: `${path}/${review.slug}`,
    typeName: typeWords(review.type, partnership, review.published),
    documents: documentsInWords(review.documents),
    published: review.published,
    summary: review.withdrawn === null ? review.summary || null : null,
    withdrawn: review.withdrawn !== null,
  };
}

function presentGroup(
  partnership: Partnership,
  asked: Asked,
  { review, documentId, hits, more }: Group,
): DocumentHits {
  const document = review.documents.find(({ id }) => id === documentId) ?? null;
  const href = document === null ? `${path}/${review.slug}` : `${path}/${review.slug}/${document.slug}`;
  return {
    title: document === null ? review.title : document.title,
    href,
    typeName: typeWords(review.type, partnership, review.published),
    kindName: document === null ? 'title and summary' : documentWords[document.kind],
    pages: document?.pages ?? null,
    published: document?.published ?? review.published,
    hits: hits.map(({ page, excerpt }) => ({
      page,
      href: page === null ? href : `${href}#page-${page}`,
      within: null,
      pieces: piecesOf(excerpt, asked.words),
    })),
    more:
      more === 0
        ? null
        : {
            count: more,
            href: addressOf(href, asked, { types: [], years: [], themes: [], order: 'best', page: 1 }),
          },
  };
}

// So many years make a strip that can still be read; over longer times only the years that have reviews are offered.
const mostYears = 40;

function yearFacet(tally: Tally, asked: Asked): Facet | null {
  const published = [...tally.years.keys()];
  if (published.length + asked.years.length === 0) return null;
  const first = Math.min(...published);
  const span = Math.max(...published) - first + 1;
  const between =
    span > 0 && span <= mostYears ? Array.from({ length: span }, (_, index) => first + index) : published;
  const years = [...new Set([...between, ...asked.years])].toSorted((a, b) => a - b);
  return {
    name: 'year',
    legend: 'Year published',
    options: years.map((year) => ({
      label: String(year),
      value: String(year),
      count: tally.years.get(year) ?? 0,
      chosen: asked.years.includes(year),
    })),
  };
}

function typeFacet(tally: Tally, asked: Asked, partnership: Partnership): Facet {
  // Names of today where the thing still exists, else the last one it had.
  const today = Temporal.PlainDate.from('9999-12-31');
  return {
    name: 'type',
    legend: 'Type of review',
    options: reviewTypes
      .filter((type) => tally.types.has(type) || asked.types.includes(type))
      .map((type) => ({
        label: typeWords(type, partnership, today),
        value: type,
        count: tally.types.get(type) ?? 0,
        chosen: asked.types.includes(type),
      })),
  };
}

function themeFacet(tally: Tally, asked: Asked): Facet {
  const themes = new Set([...tally.themes.keys(), ...asked.themes]);
  const count = (theme: string) => tally.themes.get(theme) ?? 0;
  return {
    name: 'theme',
    legend: 'Theme',
    options: [...themes]
      .toSorted((a, b) => count(b) - count(a) || a.localeCompare(b, 'en-GB'))
      .map((theme) => ({
        label: theme,
        value: theme,
        count: count(theme),
        chosen: asked.themes.includes(theme),
      })),
  };
}

function chips(partnership: Partnership, asked: Asked): readonly Chip[] {
  const without = <K extends 'types' | 'years' | 'themes'>(key: K, value: unknown) =>
    addressOf(path, asked, {
      [key]: (asked[key] as readonly unknown[]).filter((one) => one !== value),
      page: 1,
    });
  const today = Temporal.PlainDate.from('9999-12-31');
  return [
    ...asked.years.map((year) => ({ label: String(year), removeHref: without('years', year) })),
    ...asked.types.map((type) => ({
      label: typeWords(type, partnership, today),
      removeHref: without('types', type),
    })),
    ...asked.themes.map((theme) => ({ label: theme, removeHref: without('themes', theme) })),
  ];
}

const orderWords: Readonly<Record<Order, string>> = {
  best: 'Best match first',
  newest: 'Newest first',
  oldest: 'Oldest first',
  title: 'By title',
};

function orders(asked: Asked): ReviewsModel['orders'] {
  const offered: readonly Order[] =
    asked.words === '' ? ['newest', 'oldest', 'title'] : ['best', 'newest', 'oldest'];
  return offered.map((order) => ({
    text: orderWords[order],
    value: order,
    href: addressOf(path, asked, { order, page: 1 }),
    chosen: asked.order === order,
  }));
}

// The first, the last, and those around where one stands.
function pagination(asked: Asked, count: number): Pagination | null {
  if (count <= 1) return null;
  const numbers = Array.from({ length: count }, (_, index) => index + 1).filter(
    (number) => number === 1 || number === count || Math.abs(number - asked.page) <= 2,
  );
  const to = (page: number) => addressOf(path, asked, { page });
  return {
    previousHref: asked.page > 1 ? to(Math.min(asked.page, count + 1) - 1) : null,
    nextHref: asked.page < count ? to(asked.page + 1) : null,
    pages: numbers.map((number) => ({ number, href: to(number), current: number === asked.page })),
  };
}

/** Whom to ask for what is not held. */
export const ask: Link = { text: 'the partnership', href: '/contact' };

/** The facts of one published review. `others` says how many other reviews carry each theme. */
export function presentReview(
  partnership: Partnership,
  review: PublishedReview,
  { place, others, origin }: { place: number; others: ReadonlyMap<string, number>; origin: string },
): ReviewModel {
  return {
    title: review.title,
    typeName: typeWords(review.type, partnership, review.published),
    place,
    summary: review.summary || null,
    published: review.published,
    corrected: null,
    documents: review.documents.map((document) => ({
      name: document.title,
      href: `${path}/${review.slug}/${document.slug}`,
      published: document.published,
      held: document.held,
      pages: document.held ? document.pages : null,
      original: null,
    })),
    ask,
    facts: [],
    themes: review.themes.map((theme) => ({
      text: theme,
      href: `${path}?theme=${encodeURIComponent(theme)}`,
      others: Math.max(0, (others.get(theme) ?? 1) - 1),
    })),
    address: `${origin}${path}/${review.slug}`,
    publisher: partnership.name,
    dataHref: `${path}/${review.slug}.json`,
    allHref: path,
    reportHref: '/contact',
  };
}

/** The notice that stands at the address of a review that was taken down. */
export function presentWithdrawn(
  partnership: Partnership,
  review: PublishedReview,
  on: Temporal.PlainDate,
): WithdrawnModel {
  return {
    what: 'review',
    typeName: typeWords(review.type, partnership, review.published),
    publishedYear: review.published.year,
    withdrawal: { on, reason: null },
    remains: [],
    ask,
    allHref: path,
  };
}

/** The facts of one document of a published review. */
export function presentDocument(
  partnership: Partnership,
  review: PublishedReview,
  document: PublishedDocument,
  pages: readonly PageText[],
): DocumentModel {
  return {
    title: document.title,
    reviewTitle: review.title,
    reviewHref: `${path}/${review.slug}`,
    typeName: typeWords(review.type, partnership, review.published),
    published: document.published,
    held: document.held
      ? {
          pages: pages.map(({ number, blocks }) => ({ number, blocks: textBlocks(blocks) })),
          original: null,
          paged: document.asPrinted,
        }
      : null,
    ask,
  };
}

const printedNumber = /^\(?(\d+(\.\d+)*|[a-z]|[ivxl]+)[.)]\s/i;

// Items that follow each other are one list; the first row of a table heads it.
function textBlocks(blocks: readonly Block[]): readonly TextBlock[] {
  const made: TextBlock[] = [];
  let items: string[] = [];
  const endList = () => {
    if (items.length > 0)
      made.push({ kind: 'list', numbered: items.every((item) => printedNumber.test(item)), items });
    items = [];
  };
  for (const block of blocks) {
    if (block.kind === 'list-item') {
      items.push(block.text);
      continue;
    }
    endList();
    const [head, ...rows] = block.kind === 'table' ? block.rows : [];
    if (block.kind !== 'table') made.push({ kind: block.kind, text: block.text });
    else if (head !== undefined) made.push({ kind: 'table', head, rows });
  }
  endList();
  return made;
}
