import type { CaseHeader } from '../cases/header.ts';
import type { FoundPicture, PictureWish } from './commands-picture.ts';
import { glossaryOf } from './engine/merging/glossary.ts';
import {
  type AxisColumn,
  besideOf,
  columnsOf,
  dayWords,
  stretchBriefly,
  stretchOf,
  type PictureWindow,
  windowQuery,
  windowsAbove,
  windowWords,
} from './picture-axis.ts';
import { rowKey } from './merged.ts';
import { inOrder, type LaneFacts, type PictureFacts } from './picture-facts.ts';
import { drawGaps } from './picture-gaps.ts';
import { countsBy, drawLanes, type LanesPicture } from './picture-lanes.ts';
import { type DrawnMark, daysWords, shapeOf } from './picture-marks.ts';
import type { CountTable, EntryLine, PicturePage, ShownLane, ShownPicture } from './pages/picture.ts';

/** Beyond so many marks they are not links one by one: nobody would step through them. */
const mostLinks = 120;
/** Beyond so many entries the table counts them and does not list them. */
const mostLines = 150;

/** Where a picture leads: to itself with other days, to the rows of the merge, and to itself as a file. */
export interface PicturePlaces {
  readonly path: string;
  readonly rows: string;
  readonly names: boolean;
}

const query = ({ names }: PicturePlaces, window: PictureWindow | null, more = '') =>
  [
    ...(window === null ? [] : [windowQuery(window)]),
    ...(names ? ['names=shown'] : []),
    ...(more === '' ? [] : [more]),
  ].join('&');
const withQuery = (path: string, words: string) => (words === '' ? path : `${path}?${words}`);

/** The address of the picture of some days; of the whole time for null. */
export const picturePath = (places: PicturePlaces, window: PictureWindow | null): string =>
  withQuery(places.path, query(places, window));
const rowsOfLane = (places: PicturePlaces, lane: number, { from, until }: PictureWindow) =>
  withQuery(places.rows, query(places, { from, until }, `agency=${lane}`));
const rowPath = (places: PicturePlaces, lane: number, row: string) =>
  withQuery(`${places.rows}/${encodeURIComponent(rowKey({ lane, rowId: row }))}`, query(places, null));

/** The page of the picture. */
export function presentPicture(
  { headed, chronology, facts, terms }: FoundPicture,
  wish: PictureWish,
  header: CaseHeader,
): PicturePage {
  const path = `/cases/${headed.reference}/chronology/${chronology.number}/picture`;
  const places = { path, rows: path.replace(/picture$/, 'merged'), names: wish.names };
  const shown = wish.names ? facts : withoutNames(facts, terms);
  const { window, whole } = shown;
  const isWhole = window.from === whole.from && window.until === whole.until;
  const beside = besideOf(window);
  const total = shown.lanes.reduce((sum, { within, undated }) => sum + within + undated, 0);
  return {
    header,
    title: chronology.title,
    heading: headingOf(shown, total),
    period: windowWords(window),
    notes: notesOf(shown, places),
    picture: isDrawn(shown) ? showPicture(shown, places) : null,
    above: [
      ...(isWhole ? [] : [{ text: 'Whole time', href: picturePath(places, null) }]),
      ...(isWhole ? [] : windowsAbove(window, whole)).map((one) => ({
        text: one.words,
        href: picturePath(places, one),
      })),
    ],
    earlier: isWhole || beside.before.until < whole.from ? null : picturePath(places, beside.before),
    later: isWhole || beside.after.from > whole.until ? null : picturePath(places, beside.after),
    names: {
      shown: wish.names,
      href: picturePath({ ...places, names: !wish.names }, isWhole ? null : window),
    },
    file: withQuery(`${path}.svg`, query(places, isWhole ? null : window)),
    gaps: gapLines(shown, places),
    entries: entryLines(shown, places),
    counts: countTable(shown, places),
  };
}

/** The picture as a file: without links, which lead nowhere outside, and with its key events under it. */
export function presentFile(
  { chronology, facts, terms }: FoundPicture,
  wish: PictureWish,
): ShownPicture & { readonly title: string } {
  const shown = wish.names ? facts : withoutNames(facts, terms);
  return { ...showPicture(shown, null), title: `${chronology.title}, ${windowWords(shown.window)}` };
}

/** What somebody wrote of a key event or as a date may name people; the glossary puts their roles in. */
function withoutNames(facts: PictureFacts, terms: FoundPicture['terms']): PictureFacts {
  const { anonymise } = glossaryOf(terms);
  return {
    ...facts,
    keys: facts.keys.map((key) => ({ ...key, words: anonymise(key.words) })),
    entries:
      facts.entries?.map((entry) => ({
        ...entry,
        given: anonymise(entry.given),
        time: entry.time === null ? null : anonymise(entry.time),
      })) ?? null,
  };
}

const isDrawn = ({ lanes }: PictureFacts) =>
  lanes.some(({ within, before, after }) => within + before + after > 0);
const counted = (count: number, one: string, more = `${one}s`) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;

function headingOf({ lanes }: PictureFacts, total: number): string {
  const agencies = lanes.filter(({ within, undated }) => within + undated > 0).length;
  if (lanes.length === 0) return 'No agency has given its chronology yet';
  return total === 0
    ? 'No entries in these days'
    : `${counted(total, 'entry', 'entries')}: ${counted(agencies, 'agency', 'agencies')}`;
}

function notesOf(
  { lanes, keys, ties, gaps, unseenLanes, spansLeft }: PictureFacts,
  places: PicturePlaces,
): PicturePage['notes'] {
  const sum = (of: (lane: LaneFacts) => number) => lanes.reduce((all, lane) => all + of(lane), 0);
  const [undated, before, after] = [
    sum((one) => one.undated),
    sum((one) => one.before),
    sum((one) => one.after),
  ];
  const conflicts = ties.filter(({ kind }) => kind === 'conflict').length;
  const overall = gaps.filter(({ lane }) => lane === null).length;
  const note = (count: number, text: string, href: string | null = null) =>
    count === 0 ? [] : [{ text, href }];
  return [
    ...note(conflicts, counted(conflicts, 'disagreement')),
    ...note(overall, `${counted(overall, 'gap')} of 28 days or more`),
    ...note(keys.length, counted(keys.length, 'key event')),
    ...note(undated, `${undated.toLocaleString('en-GB')} undated`),
    ...note(before, `${before.toLocaleString('en-GB')} earlier`, picturePath(places, null)),
    ...note(after, `${after.toLocaleString('en-GB')} later`, picturePath(places, null)),
    ...note(
      spansLeft,
      `${spansLeft.toLocaleString('en-GB')} with uncertain dates that are not drawn; come closer to see them`,
    ),
    ...note(
      unseenLanes,
      `${counted(unseenLanes, 'other agency', 'other agencies')} with nothing to see here yet`,
    ),
  ];
}

/** Draws the lanes with where each thing leads; with nowhere, for a file. */
export function showPicture(facts: PictureFacts, places: PicturePlaces | null): ShownPicture {
  const drawn = drawLanes(facts);
  const linked =
    places !== null && drawn.lanes.reduce((sum, { marks }) => sum + marks.length, 0) <= mostLinks
      ? places
      : null;
  return {
    ...drawn,
    // A file says under the picture what its rings are.
    height:
      places === null && drawn.keys.length > 0 ? drawn.height + 24 + drawn.keys.length * 20 : drawn.height,
    title: windowWords(facts.window),
    description: describe(facts, drawn),
    lanes: drawn.lanes.map(
      (lane): ShownLane => ({
        ...lane,
        href: places === null ? null : rowsOfLane(places, lane.number, facts.window),
        marks: lane.marks.map((mark) => ({
          ...mark,
          href: linked === null ? null : markPath(linked, lane.number, mark, facts.window),
        })),
      }),
    ),
    columns: drawn.columns.map((column) => ({
      ...column,
      href: places === null ? null : picturePath(places, column),
    })),
    keys: drawn.keys.map((key) => ({
      ...key,
      href: places === null ? null : rowPath(places, key.lane, key.row),
    })),
  };
}

const markPath = (
  places: PicturePlaces,
  lane: number,
  { row, from, until }: DrawnMark,
  window: PictureWindow,
) =>
  row === null
    ? rowsOfLane(places, lane, { from: from ?? window.from, until: until ?? window.until })
    : rowPath(places, lane, row);

function describe({ lanes, ties }: PictureFacts, { gaps, keys, incident, ages }: LanesPicture): string {
  const sentences = [
    `${counted(lanes.length, 'lane')}, one for each agency: ${inOrder(lanes)
      .slice(0, 12)
      .map(({ agency, within }) => `${agency} ${within}`)
      .join(', ')}${lanes.length > 12 ? ' and others' : ''}.`,
    ...gaps
      .slice(0, 6)
      .map(({ words, from, until }) => `No agency for ${words}, ${dayWords(from)} to ${dayWords(until)}.`),
    ...keys.slice(0, 12).map(({ number, when, agency }) => `Key event ${number}: ${when}, ${agency}.`),
    ...(ties.length === 0
      ? []
      : [`${counted(ties.length, 'thread')} between entries of the same event or that disagree.`]),
    ...(incident === null ? [] : ['The incident is a line through all lanes.']),
    ...(ages.length === 0 ? [] : ['The age of the child runs along the top.']),
  ];
  return [...sentences, 'The table says the same.'].join(' ');
}

function gapLines(facts: PictureFacts, places: PicturePlaces): PicturePage['gaps'] {
  return drawGaps(facts)
    .filter(({ lane }) => lane === null)
    .map(({ words, from, until }) => ({
      text: `${words}, from ${dayWords(from)} to ${dayWords(until)}`,
      href: picturePath(places, { from: from - 3, until: until + 3 }),
    }));
}

function entryLines({ entries, lanes }: PictureFacts, places: PicturePlaces): readonly EntryLine[] | null {
  if (entries === null || entries.length > mostLines) return null;
  const laneOf = new Map(lanes.map((lane) => [lane.id, lane]));
  const start = (day: number | null) => day ?? Infinity;
  return entries
    .toSorted((a, b) => start(a.earliest) - start(b.earliest) || start(a.latest) - start(b.latest))
    .map((entry) => ({
      when: `${daysWords(entry)}${entry.time === null ? '' : `, ${entry.time}`}`,
      given: shapeOf(entry) === 'day' ? '' : entry.given,
      agency: laneOf.get(entry.lane)?.agency ?? '',
      href: rowPath(places, laneOf.get(entry.lane)?.number ?? 0, entry.row),
    }));
}

function countTable(facts: PictureFacts, places: PicturePlaces): CountTable {
  const stretch = stretchOf(facts.window);
  const columns: readonly AxisColumn[] =
    stretch === 'day' ? [{ ...facts.window, words: windowWords(facts.window) }] : columnsOf(facts.window);
  return {
    columns: columns.map((column) => ({
      text: stretchBriefly(column, stretch),
      href: stretch === 'day' ? null : picturePath(places, column),
    })),
    rows: inOrder(facts.lanes).map((lane) => {
      const counts = countsBy(columns, facts, lane.id);
      const known = counts.reduce((sum, count) => sum + count, 0);
      return {
        agency: lane.agency,
        href: rowsOfLane(places, lane.number, facts.window),
        counts,
        // Days that reach over an edge belong to no one column.
        uncertain: lane.within - known,
        undated: lane.undated,
        total: lane.within + lane.undated,
      };
    }),
  };
}
