import { performOnce, sentForm } from '../acts/once.ts';
import { words as refusalWords } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLine } from '../intake/typed.ts';
import { keepView, type MergedGround, type Tx, type ViewWish } from './commands-merged.ts';
import { filterQuery, filterWords, isWhole, readFilter, saidKinds } from './merged-filter.ts';
import { type ExportKind, exportKinds, mostExported } from './merged-export.ts';
import { type MergedRow, pageRows, rowKey, type UnreadRow } from './merged.ts';
import { mergedPage, type MergedPage } from './pages/merged.ts';
import { presentRows } from './present-merged.ts';
import { glossaryRoutes } from './routes-glossary.ts';
import { baseOf, frameOf, headerOf, mayDo, wantedIn } from './routes-here.ts';
import { mergedAlikeRoutes } from './routes-merged-alike.ts';
import { type Found, foundIn, mergedFindRoutes, sealedIn } from './routes-merged-find.ts';
import { mergedFileRoutes } from './routes-merged-file.ts';
import {
  lookAt,
  mergedBase,
  namesIn,
  namesOf,
  namesQuery,
  plainOf,
  presentUnread,
  showingOf,
  tokensOf,
} from './routes-merged-here.ts';
import { mergedLookRoutes } from './routes-merged-look.ts';
import { mergedSayRoutes } from './routes-merged-say.ts';
import { readEpisodes, readMarks, readViews, type SavedView } from './store-marks.ts';
import { type From, readBorn, readFiltered, readMergedRows, readUnread } from './store-merged.ts';

/** The ledger of the merge. */
export function mergedRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/chronology/:number/merged';
  return [
    page(path, 'chronology.read', 'session', open(showMerged)),
    post(path, 'chronology.mark', 'session', open(takeView), open(showMerged)),
    ...mergedSayRoutes(room),
    ...mergedAlikeRoutes(room),
    ...mergedFindRoutes(room),
    ...mergedFileRoutes(room),
    ...glossaryRoutes(room),
    ...mergedLookRoutes(room),
  ];
}

/** At most so many rows that could not be dated stand at the end of the merge; all of them have a page of their own. */
const unreadShown = 25;

interface Read extends Found {
  readonly count: number;
  readonly rows: readonly MergedRow[];
  readonly before: MergedRow | null;
  readonly hasMore: boolean;
  readonly hasLess: boolean;
  readonly marks: Awaited<ReturnType<typeof readMarks>>;
  readonly episodes: Awaited<ReturnType<typeof readEpisodes>>;
  readonly born: Awaited<ReturnType<typeof readBorn>>;
  readonly views: readonly SavedView[];
  readonly unread: readonly UnreadRow[];
}

const keyIn = (text: string | null) => (text !== null && /^[0-9a-f~ -]{1,200}$/.test(text) ? text : null);

function fromIn({ request }: Here): From {
  const [after, before] = [keyIn(request.query.get('after')), keyIn(request.query.get('before'))];
  if (after !== null) return { after };
  return before === null ? null : { before };
}

async function readPage(here: Here, tx: Tx, ground: MergedGround): Promise<Read> {
  const { of, lanes } = ground;
  const { filter, problems, carried } = await foundIn(here, tx, ground);
  const from = fromIn(here);
  const whole = isWhole(filter);
  const most = pageRows + 1;
  const found = whole
    ? {
        count: lanes.reduce((sum, { rows }) => sum + rows, 0),
        rows: await readMergedRows(tx, of.id, from, most),
      }
    : await readFiltered(tx, of.id, filter, from, most);
  const isBack = from !== null && 'before' in from;
  const isMore = found.rows.length > pageRows;
  const rows = isBack ? found.rows.slice(-pageRows) : found.rows.slice(0, pageRows);
  const first = rows[0]?.sortKey;
  // The interval of the first row is to the row above it, which stands on the page before.
  const [above = null] =
    from === null || first === undefined || !whole
      ? []
      : await readMergedRows(tx, of.id, { before: first }, 1);
  const marks = await readMarks(tx, of.id, { rows: rows.map(rowKey) });
  const hasMore = isBack ? rows.length > 0 : isMore;
  return {
    filter,
    problems,
    carried,
    count: found.count,
    rows,
    before: above,
    hasMore,
    hasLess: isBack ? isMore : from !== null,
    marks,
    episodes: marks.some(({ target }) => target !== null) ? await readEpisodes(tx, of.caseId) : [],
    born: await readBorn(tx, of.caseId),
    views: await readViews(tx, of.id),
    unread: hasMore ? [] : await readUnread(tx, of.id, filter.lane, unreadShown),
  };
}

const showMerged = (here: Here) => mergedAnswer(here, null);

async function mergedAnswer(here: Here, problem: string | null): Promise<WorkAnswer | null> {
  const ground = await lookAt(here, 'merge', (tx, one) => readPage(here, tx, one));
  if (ground === null) return null;
  const model = mergedModel(here, ground, problem);
  const errors = [
    ...ground.found.problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    ...(problem === null ? [] : [{ text: problem, href: '#name' }]),
  ];
  const body = mergedPage(frameOf(here, ground.headed, 'Merged chronology', errors), model);
  return { status: errors.length > 0 ? 400 : 200, body };
}

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

function mergedModel(
  here: Here,
  ground: MergedGround & { readonly found: Read },
  problem: string | null,
): MergedPage {
  const { headed, found, lanes } = ground;
  const base = mergedBase(here);
  const plain = plainOf(here, ground);
  const marks = mayDo(here, 'chronology.mark', headed);
  const query = filterQuery(found.filter);
  const { carried } = found;
  const writes = marks && ground.of.closedAt === null && headed.state !== 'closed';
  return {
    header: headerOf(here, headed),
    heading: headingOf(ground, found),
    lead: leadOf(ground),
    names: namesOf(here, ground),
    links: linksOf(here),
    views: found.views.map(({ id, name }) => ({
      id,
      text: plain(name),
      href: addressOf(base, new URLSearchParams({ view: id }), namesIn(here)),
    })),
    filter: presentFilter(here, found, lanes),
    rows: presentRows(
      found.rows,
      found.before,
      showingOf(here, ground, found.marks, found.episodes, found.born),
    ),
    nothing: isWhole(found.filter)
      ? 'No agency has given a row with a date yet. As soon as one has, it stands here.'
      : 'No row is left by what was chosen above.',
    pages: pagesOf(base, carried, namesIn(here), found),
    say: writes ? `${base}/say` : null,
    save:
      writes && !isWhole(found.filter)
        ? { ...tokensOf(here, base), query: query.toString(), problem }
        : writes && found.views.length > 0
          ? { ...tokensOf(here, base), query: '', problem }
          : null,
    files: filesOf(base, carried, namesIn(here) && marks, found.count),
    unread: presentUnreadPart(here, ground, found),
  };
}

const fileWords: Readonly<Record<ExportKind, string>> = {
  word: 'Word',
  pdf: 'PDF',
  xlsx: 'Excel',
  csv: 'Comma-separated values',
  json: 'JSON',
};

// A kind of file that cannot hold so many rows is not offered: narrowed to an agency or a period, it is.
function filesOf(base: string, query: URLSearchParams, names: boolean, count: number): MergedPage['files'] {
  const fitting = exportKinds.filter((as) => count > 0 && count <= mostExported[as]);
  return fitting.map((as) => ({
    text: `${fileWords[as]}, ${names ? 'with names' : 'names taken out'}`,
    href: addressOf(`${base}/file/${as}`, query, names),
  }));
}

function headingOf({ lanes }: MergedGround, { filter, count }: Read): string {
  const all = lanes.reduce((sum, { rows }) => sum + rows, 0);
  const agencies = lanes.filter(({ rows }) => rows > 0).length;
  if (isWhole(filter))
    return count === 0
      ? 'No row has been given yet'
      : `${counted(count, 'row', 'rows')} of ${counted(agencies, 'agency', 'agencies')}, in one order`;
  const agencyOf = (lane: number) => lanes.find(({ number }) => number === lane)?.agency ?? null;
  const what = filterWords({ ...filter, words: '' }, agencyOf);
  // Words that were looked for may be a name, and a heading is read over a shoulder.
  const words = filter.words === '' ? [] : ['with the words looked for'];
  return `${count.toLocaleString('en-GB')} of ${counted(all, 'row', 'rows')}: ${[...what, ...words].join(', ')}`;
}

function leadOf({ of, lanes }: MergedGround): string {
  const waiting = lanes.filter(({ state }) => state === 'asked').length;
  const rest =
    waiting === 0
      ? ''
      : ` ${counted(waiting, 'agency has', 'agencies have')} not given ${waiting === 1 ? 'its chronology' : 'theirs'} yet.`;
  if (!of.seesAll)
    return 'You see the rows of your own agency. The rows of all stand here once the coordinator releases the merge.';
  const released =
    of.releasedAt === null
      ? 'The agencies see their own rows alone, until the merge is released to them.'
      : 'Everybody on the case reads the whole.';
  return `${released}${rest} Each row stands as its agency wrote it.`;
}

function linksOf(here: Here) {
  const [base, query] = [mergedBase(here), namesQuery(here)];
  return [
    { text: 'Times without contact', href: `${base}/gaps${query}` },
    { text: 'What may be the same event, and conflicts', href: `${base}/alike${query}` },
    { text: 'What was said of rows', href: `${base}/said${query}` },
    { text: 'Glossary', href: `${base}/glossary${query}` },
    { text: 'Picture', href: `${baseOf(here)}/picture${query}` },
  ];
}

function presentFilter(
  here: Here,
  { filter, problems }: Read,
  lanes: MergedGround['lanes'],
): MergedPage['filter'] {
  const problemAt = (at: 'from' | 'until') => problems.find(({ field }) => field === at)?.text ?? null;
  return {
    action: `${mergedBase(here)}/find`,
    all: addressOf(mergedBase(here), new URLSearchParams(), namesIn(here)),
    formToken: here.request.formToken,
    agencies: [
      { value: '', text: 'All', chosen: filter.lane === null },
      ...lanes
        .filter(({ returns }) => returns > 0)
        .map(({ number, agency }) => ({ value: `${number}`, text: agency, chosen: filter.lane === number })),
    ],
    said: [
      { value: '', text: 'Anything or nothing', chosen: filter.said === null },
      ...Object.entries(saidKinds).map(([value, text]) => ({ value, text, chosen: filter.said === value })),
    ],
    from: filter.period.from,
    until: filter.period.until,
    problems: { from: problemAt('from'), until: problemAt('until') },
    words: filter.words,
    line: filter.line,
    undated: filter.undated,
    names: namesIn(here),
    isSet: !isWhole(filter),
  };
}

function addressOf(
  base: string,
  query: URLSearchParams,
  names: boolean,
  more: Readonly<Record<string, string>> = {},
) {
  const whole = new URLSearchParams(query);
  if (names) whole.set('names', 'shown');
  for (const [name, value] of Object.entries(more)) whole.set(name, value);
  return whole.size === 0 ? base : `${base}?${whole}`;
}

function pagesOf(base: string, query: URLSearchParams, names: boolean, { rows, hasLess, hasMore }: Read) {
  const [first, last] = [rows[0]?.sortKey, rows.at(-1)?.sortKey];
  return [
    ...(hasLess && first !== undefined
      ? [
          {
            text: 'Rows before',
            rel: 'prev' as const,
            href: addressOf(base, query, names, { before: first }),
          },
        ]
      : []),
    ...(hasMore && last !== undefined
      ? [{ text: 'Rows after', rel: 'next' as const, href: addressOf(base, query, names, { after: last }) }]
      : []),
  ];
}

function presentUnreadPart(
  here: Here,
  ground: MergedGround,
  { filter, unread, hasMore }: Read,
): MergedPage['unread'] {
  const count = ground.lanes
    .filter(({ number }) => filter.lane === null || filter.lane === number)
    .reduce((sum, { notUnderstood }) => sum + notUnderstood, 0);
  const heading =
    count === 0 ? 'Date not understood: none' : `Date not understood: ${counted(count, 'row', 'rows')}`;
  const lane = filter.lane === null ? '' : `&agency=${filter.lane}`;
  const href = `${mergedBase(here)}/not-understood?${namesIn(here) ? 'names=shown' : 'names=out'}${lane}`;
  const text = hasMore ? 'Read them' : 'Read all of them';
  return {
    heading,
    rows: presentUnread(unread, plainOf(here, ground)),
    all: count > unread.length ? { text, href } : null,
  };
}

async function takeView(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const removes = request.form.get('removes') ?? '';
  const filters = Object.fromEntries(
    [...new URLSearchParams(request.form.get('query') ?? '')]
      .filter(([name]) => ['agency', 'from', 'until', 'words', 'said', 'line', 'undated'].includes(name))
      .map(([name, value]) => [name, value.slice(0, 300)]),
  );
  const name = typedLine(request.form.get('name'));
  const wish: ViewWish = isId(removes) ? { removes } : { name, filters };
  // A view that holds typed words is looked at by its name, and stands in no address.
  const to = () => mergedBase(here);
  const sent = { ...wantedIn(here), wish };
  const outcome = await performOnce(room, bearerOf(request), keepView, sent, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  const why =
    outcome.refusal.refused === 'answers-wrong'
      ? 'Give the view a name that no other has, of at most 100 characters'
      : refusalWords(outcome.refusal);
  const lanes = [{ id: '', number: Number(filters['agency'] ?? 0) }];
  const { filter } = readFilter(new URLSearchParams(filters), request.today.toString(), lanes);
  return mergedAnswer({ room, request: { ...request, query: await sealedIn(here, filter) } }, why);
}
