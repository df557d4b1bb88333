import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { momentOf } from '../intake/moment.ts';
import { gapRule } from './engine/merging/gaps.ts';
import { type Mark, markKinds, markWords } from './marks.ts';
import type { MergedGround } from './commands-merged.ts';
import { type RowVersion, rowKey } from './merged.ts';
import { type ListItem, mergedListPage, mergedRowPage } from './pages/merged.ts';
import { dayWords, presentRows, presentSaid, provenance, rowHref } from './present-merged.ts';
import { frameOf, headerOf, mayDo } from './routes-here.ts';
import {
  lookAt,
  mergedBase,
  namesOf,
  namesQuery,
  plainOf,
  presentUnread,
  showingOf,
} from './routes-merged-here.ts';
import { type GapRead, readGaps } from './store-gaps.ts';
import { readEpisodes, readMarks } from './store-marks.ts';
import { readBorn, readRowsNamed, readUnread, readVersions } from './store-merged.ts';

/** The ledger of the parts of the merge that are only looked at. */
export function mergedLookRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/chronology/:number/merged';
  return [
    page(`${path}/gaps`, 'chronology.read', 'session', open(showGaps)),
    page(`${path}/said`, 'chronology.read', 'session', open(showSaid)),
    page(`${path}/not-understood`, 'chronology.read', 'session', open(showUnread)),
    page(`${path}/:row`, 'chronology.read', 'session', open(showRow)),
  ];
}

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

const backTo = (here: Here) => ({
  text: 'Merged chronology',
  href: `${mergedBase(here)}${namesQuery(here)}`,
});

async function showRow(here: Here): Promise<WorkAnswer | null> {
  const key = here.request.params['row'] ?? '';
  const ground = await lookAt(here, 'row', async (tx, { of }) => {
    const versions = await readVersions(tx, of.id, key);
    if (versions.length === 0) return null;
    const marks = await readMarks(tx, of.id, { rows: [key] });
    return {
      versions,
      marks,
      episodes: await readEpisodes(tx, of.caseId),
      born: await readBorn(tx, of.caseId),
    };
  });
  const latest = ground?.found.versions[0];
  if (ground === null || latest === undefined) return null;
  const { headed, of, found } = ground;
  const showing = showingOf(here, ground, found.marks, found.episodes, found.born);
  const [row] = presentRows([latest], null, showing);
  if (row === undefined) return null;
  const heading = `${row.given}: ${latest.agency}`;
  const writes = mayDo(here, 'chronology.mark', headed) && of.closedAt === null && latest.until === null;
  const body = mergedRowPage(frameOf(here, headed, 'A row of the merged chronology', [], backTo(here)), {
    header: headerOf(here, headed),
    heading,
    names: namesOf(here, ground),
    withdrawn:
      latest.until === null
        ? null
        : `${latest.agency} left this row out with its return ${latest.until}. What was said of it stays.`,
    row,
    facts: rowFacts(latest, showing.plain),
    versions: found.versions.slice(1).map((one) => presentVersion(one, showing.plain)),
    links: writes
      ? [
          {
            text: 'Say something of this row',
            href: `${mergedBase(here)}/say?row=${encodeURIComponent(key)}${namesQuery(here).replace('?', '&')}`,
          },
        ]
      : [],
  });
  return { status: 200, body };
}

function rowFacts(row: RowVersion, plain: (text: string) => string) {
  const { day } = momentOf(row.sinceAt);
  return [
    { label: 'Agency', words: row.agency },
    { label: 'File, place and return', words: provenance(row, plain) },
    { label: 'So since', words: `Return ${row.since}, ${dayWords(day.toString())}` },
    { label: 'Date as EDTF', words: row.edtf },
    { label: 'Earliest day', words: row.earliest === null ? 'Open' : dayWords(row.earliest) },
    { label: 'Latest day', words: row.latest === null ? 'Open' : dayWords(row.latest) },
  ];
}

const presentVersion = (one: RowVersion, plain: (text: string) => string) => ({
  heading: `From return ${one.since} to return ${one.until ?? one.since}`,
  given: plain(one.given),
  event: plain(one.event),
  source: plain(one.source),
  place: provenance(one, plain),
});

async function showGaps(here: Here): Promise<WorkAnswer | null> {
  const ground = await lookAt(here, 'gaps', (tx, { of }) => readGaps(tx, of.id, of.seesAll));
  if (ground === null) return null;
  const { headed, lanes, found } = ground;
  const [base, query] = [mergedBase(here), namesQuery(here)];
  const all = found.find(({ of }) => of === 'all')?.count ?? 0;
  const groups = [...Map.groupBy(found, ({ of, lane }) => `${of} ${lane ?? ''}`).values()];
  const heading = ground.of.seesAll
    ? all === 0
      ? `No time of ${gapRule.days} days or more without any contact`
      : `${counted(all, 'time', 'times')} of ${gapRule.days} days or more without any contact`
    : `Times of ${gapRule.days} days or more without contact, of your agency`;
  const body = mergedListPage(frameOf(here, headed, 'Times without contact', [], backTo(here)), {
    header: headerOf(here, headed),
    heading,
    lead: `Counted between rows of a known day; a row whose date is wider than a month fills no gap. That a row is there does not say that somebody was met. The ${gapRule.days} days are this service’s own proposal: no source was found that sets a number. Of each the longest 20 stand here.`,
    names: namesOf(here, ground),
    groups: groups.map((gaps) => {
      const [first] = gaps;
      const agency = lanes.find(({ number }) => number === first?.lane)?.agency ?? '';
      return {
        heading: gapHeading(first, agency),
        second: counted(first?.count ?? 0, 'time', 'times'),
        items: gaps.map((gap) => gapItem(gap, base, query)),
      };
    }),
    unread: [],
    links: [],
  });
  return { status: 200, body };
}

function gapHeading(gap: GapRead | undefined, agency: string): string {
  if (gap?.of === 'all') return 'Without a row of any agency';
  if (gap?.of === 'seen') return 'Without a row in which the child was seen';
  return `Without a row of ${agency}`;
}

const gapItem = (gap: GapRead, base: string, query: string): ListItem => ({
  title: `${counted(gap.days, 'day', 'days')}, ${dayWords(gap.from)} to ${dayWords(gap.to)}`,
  second: '',
  mark: gap.isDoubtful
    ? { mark: 'unconfirmed', words: 'A row without an exact date may fall into it' }
    : null,
  rows: [
    { text: 'The row before', words: '', href: rowHref(base, gap.rowBefore, query) },
    { text: 'The row after', words: '', href: rowHref(base, gap.rowAfter, query) },
  ],
  links: [],
  form: null,
});

async function showSaid(here: Here): Promise<WorkAnswer | null> {
  const ground = await lookAt(here, 'said', async (tx, { of }) => {
    const marks = await readMarks(tx, of.id);
    const keys = [...new Set(marks.flatMap(({ rows }) => rows))].slice(0, 5_000);
    return {
      marks,
      rows: await readRowsNamed(tx, of.id, keys),
      episodes: await readEpisodes(tx, of.caseId),
    };
  });
  if (ground === null) return null;
  const { headed, found } = ground;
  const { marks } = found;
  const left = marks.filter(({ withdrawn }) => withdrawn.length > 0).length;
  const body = mergedListPage(frameOf(here, headed, 'What was said of rows', [], backTo(here)), {
    header: headerOf(here, headed),
    heading:
      marks.length === 0
        ? 'Nothing has been said of any row'
        : `${counted(marks.length, 'thing', 'things')} said of rows`,
    lead: `What reviewers and coordinators say stands apart from what the agencies wrote.${
      left === 0 ? '' : ` ${left} ${left === 1 ? 'is' : 'are'} of rows that a later return left out.`
    }`,
    names: namesOf(here, ground),
    groups: markKinds.flatMap((kind) => {
      const own = marks.filter((mark) => mark.kind === kind);
      const items = own.map((mark) => saidItem(here, ground, mark));
      return own.length === 0 ? [] : [{ heading: markWords[kind].one, second: '', items }];
    }),
    unread: [],
    links: [],
  });
  return { status: 200, body };
}

function saidItem(
  here: Here,
  ground: MergedGround & {
    readonly found: {
      readonly rows: Awaited<ReturnType<typeof readRowsNamed>>;
      readonly episodes: Awaited<ReturnType<typeof readEpisodes>>;
    };
  },
  mark: Mark,
): ListItem {
  const showing = showingOf(here, ground, [], ground.found.episodes, []);
  const said = presentSaid(mark, showing);
  const rows = new Map(ground.found.rows.map((row) => [rowKey(row), row]));
  return {
    title: said.words === '' ? said.kind : said.words,
    second: `Said by ${said.by}${mark.isCorrected ? ', in the place of something before' : ''}`,
    mark:
      mark.withdrawn.length === 0
        ? null
        : { mark: 'look', words: 'A later return left out what it was said of' },
    rows: mark.rows.map((key) => {
      const row = rows.get(key);
      return {
        text: row === undefined ? 'A row that was left out' : `${showing.plain(row.given)}, ${row.agency}`,
        words: row === undefined ? '' : showing.plain(row.event).slice(0, 160),
        href: rowHref(mergedBase(here), key, namesQuery(here)),
      };
    }),
    links:
      mayDo(here, 'chronology.mark', ground.headed) && ground.of.closedAt === null
        ? [{ text: 'Say it otherwise, or take it out', href: said.href }]
        : [],
    form: null,
  };
}

/** At most so many stand on one page; those of one agency can be read by themselves. */
const mostUnread = 500;

async function showUnread(here: Here): Promise<WorkAnswer | null> {
  const agency = Number(/^[1-9]\d{0,4}$/.exec(here.request.query.get('agency') ?? '')?.[0] ?? 0);
  const lane = agency === 0 ? null : agency;
  const ground = await lookAt(here, 'not-understood', (tx, { of }) =>
    readUnread(tx, of.id, lane, mostUnread),
  );
  if (ground === null) return null;
  const { headed, lanes, found } = ground;
  const having = lanes.filter(({ notUnderstood }) => notUnderstood > 0);
  const count = having
    .filter(({ number }) => lane === null || number === lane)
    .reduce((sum, { notUnderstood }) => sum + notUnderstood, 0);
  const query = namesQuery(here).replace('?', '&');
  const body = mergedListPage(frameOf(here, headed, 'Date not understood', [], backTo(here)), {
    header: headerOf(here, headed),
    heading:
      count === 0
        ? 'Every date was understood'
        : `${counted(count, 'row', 'rows')} without a date that is understood`,
    lead: `They are not in the order of the merge, and at the end of every file that is taken away. The agency can put them right with a corrected return.${
      found.length < count
        ? ` The first ${mostUnread} stand here; those of one agency stand by themselves.`
        : ''
    }`,
    names: namesOf(here, ground),
    groups: [],
    unread: presentUnread(found, plainOf(here, ground)),
    links: having.map(({ number, agency: name, notUnderstood }) => ({
      text: `${name}: ${notUnderstood}`,
      href: `${mergedBase(here)}/not-understood?agency=${number}${query}`,
    })),
  });
  return { status: 200, body };
}
