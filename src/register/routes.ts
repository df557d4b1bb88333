import { get, html, type PublicAnswer, type PublicRequest, type PublicRoute } from '../acts/public-route.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { publicFrame } from '../site/frame.ts';
import { addressOf, type Asked, readAsked } from './asked.ts';
import { asAtom, asCsv, asJson, asSitemap, reviewData } from './open-data.ts';
import { document as documentPage } from './pages/document.ts';
import { review as reviewPage } from './pages/review.ts';
import { reviews as reviewsPage } from './pages/reviews.ts';
import { withdrawn as withdrawnPage } from './pages/withdrawn.ts';
import { pageSize, presentDocument, presentReview, presentReviews, presentWithdrawn } from './present.ts';
import { type Group, type Results, search } from './results.ts';
import type { PublishedReview, Register } from './store.ts';

/** What the register's pages need of the house. */
export interface RegisterRoom {
  readonly assets: AssetLinks;
  registerOf(request: PublicRequest): Register;
  /** True for an error that means that the database is away. */
  readonly isAway: (error: unknown) => boolean;
  /** The page for an address where nothing is. */
  notFound(request: PublicRequest): PublicAnswer;
  /** The addresses of the other public pages, for the site map. */
  readonly otherPages: readonly string[];
}

/** The register's ledger. */
export function registerRoutes(room: RegisterRoom): readonly PublicRoute[] {
  return [
    get('/reviews', 'register.read', (request) => readReviews(room, request)),
    get('/reviews.json', 'register.read', (request) => readJson(room, request)),
    get('/reviews.csv', 'register.read', (request) => readCsv(room, request)),
    get('/reviews.atom', 'register.read', (request) => readAtom(room, request)),
    get('/sitemap.xml', 'register.read', (request) => readSitemap(room, request)),
    get('/robots.txt', 'register.read', (request) => Promise.resolve(robots(request))),
    get('/reviews/:slug', 'register.read', (request) => readReview(room, request)),
    get('/reviews/:slug/:document', 'register.read', (request) => readDocument(room, request)),
  ];
}

const everything: Asked = readAsked(new URLSearchParams());
const most = 20_000;

async function readReviews(room: RegisterRoom, request: PublicRequest): Promise<PublicAnswer> {
  const wanted = readAsked(request.query);
  const register = room.registerOf(request);
  const total = await register.count(wanted);
  const found = wanted.words === '' ? null : await searchOrNull(room, register, wanted);
  // A page past the end answers with the last one.
  const last = Math.max(1, Math.ceil((found?.groupCount ?? total) / pageSize));
  const asked = { ...wanted, page: Math.min(wanted.page, last) };
  const results =
    found === null || asked.page === wanted.page ? found : await searchOrNull(room, register, asked);
  const answer = {
    tally: await register.tally(asked),
    total,
    rows: results === null ? await register.list(asked, pageSize, startOf(asked)) : [],
    results,
    searchIsDown: asked.words !== '' && results === null,
  };
  const { partnership } = request;
  const frame = publicFrame(request, room.assets, {
    section: 'reviews',
    title: asked.words === '' ? 'Published reviews' : titleOf(asked, results),
    here: 'Published reviews',
    description: `Case reviews published by ${partnership.name}: every page of every document can be searched.`,
    ...(asked.words === '' ? {} : { robots: 'noindex' }),
  });
  return html(reviewsPage(frame, presentReviews(partnership, asked, answer)));
}

const startOf = ({ page }: Asked) => (page - 1) * pageSize;

// The answer first: a window's title is all that a row of tabs shows.
function titleOf({ words }: Asked, results: Results | null): string {
  const asked = `“${words.replaceAll('"', '')}”`;
  if (results === null) return `${asked}: published reviews`;
  if (results.groupCount === 0) return `No page says ${asked}`;
  const pages = `${results.exact ? '' : 'more than '}${results.pages} ${results.pages === 1 ? 'page' : 'pages'}`;
  return `${asked}: ${pages} in ${results.reviews} ${results.reviews === 1 ? 'review' : 'reviews'}`;
}

// A search that fails must not take the list with it; a database that is away takes the whole page.
async function searchOrNull(room: RegisterRoom, register: Register, asked: Asked) {
  try {
    return await search(register, asked, { size: pageSize, from: startOf(asked), hitsEach: 3 });
  } catch (error) {
    if (room.isAway(error)) throw error;
    return null;
  }
}

async function readReview(room: RegisterRoom, request: PublicRequest): Promise<PublicAnswer> {
  const wanted = request.params['slug'] ?? '';
  const asData = wanted.endsWith('.json');
  const register = room.registerOf(request);
  const review = await register.bySlug(asData ? wanted.slice(0, -'.json'.length) : wanted);
  if (review === null) return room.notFound(request);
  const { partnership, origin } = request;
  if (asData) return json(`${JSON.stringify(reviewData(partnership, origin, review), null, 2)}\n`);
  if (review.withdrawn !== null) return withdrawnAnswer(room, request, review, review.withdrawn);
  const others =
    review.themes.length === 0 ? new Map<string, number>() : (await register.tally(everything)).themes;
  const place = await register.place(review);
  const frame = publicFrame(request, room.assets, {
    section: 'reviews',
    title: review.title,
    above: [list],
    description: review.summary || review.title,
  });
  return html(reviewPage(frame, presentReview(partnership, review, { place, others, origin })));
}

async function readDocument(room: RegisterRoom, request: PublicRequest): Promise<PublicAnswer> {
  const register = room.registerOf(request);
  const review = await register.bySlug(request.params['slug'] ?? '');
  const document = review?.documents.find(({ slug }) => slug === request.params['document']);
  if (review === null || document === undefined) return room.notFound(request);
  if (review.withdrawn !== null) return withdrawnAnswer(room, request, review, review.withdrawn);
  const pages = document.held ? await register.pages(document.id) : [];
  const frame = publicFrame(request, room.assets, {
    section: 'reviews',
    title: document.title,
    above: [list, { text: review.title, href: `/reviews/${review.slug}` }],
    description: `${document.title}, published with ${review.title}`,
  });
  return html(documentPage(frame, presentDocument(request.partnership, review, document, pages)));
}

const list = { text: 'Published reviews', href: '/reviews' };

function withdrawnAnswer(
  room: RegisterRoom,
  request: PublicRequest,
  review: PublishedReview,
  on: Temporal.PlainDate,
) {
  const model = presentWithdrawn(request.partnership, review, on);
  const frame = publicFrame(request, room.assets, {
    section: 'reviews',
    title: 'This review was withdrawn',
    above: [list],
    description: 'A review that was published here has been withdrawn.',
    robots: 'noindex',
  });
  return html(withdrawnPage(frame, model), 410);
}

const json = (body: string): PublicAnswer => ({ status: 200, type: 'application/json; charset=utf-8', body });

async function readJson(room: RegisterRoom, request: PublicRequest): Promise<PublicAnswer> {
  const asked = readAsked(request.query);
  const register = room.registerOf(request);
  const { partnership, origin } = request;
  if (asked.words === '') {
    const reviews = await register.list(asked, most, 0);
    return json(
      asJson(
        partnership,
        origin,
        reviews.length,
        reviews.map((review) => ({ review, groups: [] })),
        null,
      ),
    );
  }
  const size = 100;
  const results = await search(register, asked, { size, from: (asked.page - 1) * size, hitsEach: 20 });
  const byReview = Map.groupBy(results.groups, (group: Group) => group.review.id);
  const rows = [...byReview.values()].map((groups) => ({
    review: groups[0]?.review as PublishedReview,
    groups,
  }));
  const more = asked.page * size < results.groupCount;
  const next = more ? `${origin}${addressOf('/reviews.json', asked, { page: asked.page + 1 })}` : null;
  return json(asJson(partnership, origin, results.reviews, rows, next));
}

// For the formats that list reviews and not pages: the reviews in which the words were found, or all that fit the filters.
async function reviewsAsked(register: Register, asked: Asked): Promise<readonly PublishedReview[]> {
  if (asked.words === '') return register.list(asked, most, 0);
  const results = await search(register, asked, { size: most, from: 0, hitsEach: 0 });
  return [...new Map(results.groups.map(({ review }) => [review.id, review])).values()];
}

async function readCsv(room: RegisterRoom, request: PublicRequest): Promise<PublicAnswer> {
  const reviews = await reviewsAsked(room.registerOf(request), readAsked(request.query));
  return {
    status: 200,
    type: 'text/csv; charset=utf-8',
    body: asCsv(request.partnership, request.origin, reviews),
  };
}

async function readAtom(room: RegisterRoom, request: PublicRequest): Promise<PublicAnswer> {
  const asked = readAsked(request.query);
  const reviews = await reviewsAsked(room.registerOf(request), asked);
  const newest = reviews
    .toSorted((a, b) => Temporal.PlainDate.compare(b.published, a.published))
    .slice(0, 100);
  const self = `${request.origin}${addressOf('/reviews.atom', asked, { page: 1 })}`;
  const body = asAtom(request.partnership, request.origin, self, newest, request.today);
  return { status: 200, type: 'application/atom+xml; charset=utf-8', body };
}

async function readSitemap(room: RegisterRoom, request: PublicRequest): Promise<PublicAnswer> {
  const reviews = await room.registerOf(request).list(everything, most, 0);
  return {
    status: 200,
    type: 'application/xml; charset=utf-8',
    body: asSitemap(request.origin, room.otherPages, reviews),
  };
}

// A training partnership is not for search engines.
function robots({ partnership, origin }: PublicRequest): PublicAnswer {
  const rule = partnership.training ? 'Disallow: /' : 'Disallow: /reviews?';
  return {
    status: 200,
    type: 'text/plain; charset=utf-8',
    body: `User-agent: *\n${rule}\n\nSitemap: ${origin}/sitemap.xml\n`,
  };
}
