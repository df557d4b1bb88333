import type { CaseHeader } from '../cases/header.ts';
import { momentOf } from '../intake/moment.ts';
import { fromIso } from './engine/dates/day-number.ts';
import { inWords } from './engine/dates/date-numbers.ts';
import { ageAt, intervalSince, withDay } from './engine/merging/ages.ts';
import { placeWords } from './engine/writing/export-rows.ts';
import { type Episode, type Mark, markWords } from './marks.ts';
import { entryOf, type MergedRow, rowKey } from './merged.ts';

/** What was said of a row, in its line of the merge. */
export interface SaidShown {
  readonly kind: string;
  readonly words: string;
  readonly by: string;
  readonly href: string;
}

/** A row of the merge as it is shown. */
export interface RowShown {
  readonly key: string;
  readonly href: string;
  readonly agency: string;
  readonly given: string;
  /** What the date was understood as. */
  readonly understood: string;
  readonly time: string;
  readonly event: string;
  readonly source: string;
  readonly further: readonly { readonly label: string; readonly words: string }[];
  readonly ages: readonly string[];
  /** How long after the row before; empty for the first, and where nobody can say. */
  readonly since: string;
  readonly doubt: string;
  readonly said: readonly SaidShown[];
}

/** What rows are shown with. `plain` takes the names out, or leaves them in. */
export interface RowsShowing {
  readonly base: string;
  /** Ends an address, so that names stay in or out on the next page. */
  readonly query: string;
  readonly plain: (text: string) => string;
  readonly born: readonly { readonly name: string; readonly born: string }[];
  readonly marks: readonly Mark[];
  readonly episodes: readonly Episode[];
}

/** Where a row of the merge has its own page. */
export const rowHref = (base: string, key: string, query: string): string =>
  `${base}/${encodeURIComponent(key)}${query}`;

/** The rows as they are shown; `before` is the row above the first. */
export function presentRows(
  rows: readonly MergedRow[],
  before: MergedRow | null,
  showing: RowsShowing,
): readonly RowShown[] {
  const { base, query, plain, born } = showing;
  return rows.map((row, at) => {
    const entry = entryOf(row);
    const above = at === 0 ? before : (rows[at - 1] ?? null);
    return {
      key: rowKey(row),
      href: rowHref(base, rowKey(row), query),
      agency: row.agency,
      given: row.given === '' ? 'Nothing is written' : plain(row.given),
      understood: understoodWords(row),
      time: row.time === null ? '' : plain(row.time.replace('/', ' to ')),
      event: row.event === '' ? 'No words' : plain(row.event),
      source: plain(row.source),
      further: Object.entries(row.columns).map(([label, words]) => ({
        label: plain(label),
        words: plain(words),
      })),
      ages: born.flatMap(({ name, born: day }) => agesWords(name, day, row)),
      since: above === null ? '' : sinceWords(intervalSince(entryOf(above), entry)),
      doubt: plain(row.ambiguous),
      said: showing.marks
        .filter(({ rows: named }) => named.includes(rowKey(row)))
        .map((mark) => presentSaid(mark, showing)),
    };
  });
}

/** What a date came to: the day, or between which days it was, said so that nobody takes the one for the other. */
export function understoodWords({
  earliest,
  latest,
  edtf,
  given,
}: Pick<MergedRow, 'earliest' | 'latest' | 'edtf' | 'given'>): string {
  if (earliest === null && latest === null) return 'No date';
  const day = withDay({ earliest, latest } as Parameters<typeof withDay>[0]);
  const above = given === '' ? ', as in the row above' : '';
  if (earliest === latest) return `${/[~?%]/.test(edtf) ? `About ${day}` : day}${above}`;
  if (earliest === null || latest === null) return `Imprecise: ${day}${above}`;
  // Two days that were both written are a stretch of time; everything else lies somewhere in it.
  const isStretch = /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/.test(edtf);
  return `${isStretch ? 'From' : 'Imprecise: some time from'} ${day}${above}`;
}

function agesWords(name: string, born: string, { earliest, latest }: MergedRow): readonly string[] {
  const [from, to] = [ageAt(born, earliest), ageAt(born, latest)];
  if (from === null && to === null) return [];
  if (from === null) return [`${name}: at most ${to}`];
  return [to === null || to === from ? `${name}: ${from}` : `${name}: ${from} to ${to}`];
}

function sinceWords({ least, most }: ReturnType<typeof intervalSince>): string {
  if (least === null || most === null) return '';
  const low = Math.max(0, least);
  if (low === 0 && most <= 0) return 'Same day';
  const days = low === most ? `${most}` : `${low} to ${most}`;
  return `${days} ${most === 1 ? 'day' : 'days'} later`;
}

/** What was said, in one line. */
export function presentSaid(mark: Mark, { base, query, plain, episodes }: RowsShowing): SaidShown {
  const others = mark.rows.length - 1;
  const episode = episodes.find(({ id }) => id === mark.target);
  const words = [
    plain(mark.words),
    episode === undefined
      ? ''
      : `${plain(episode.title)}${episode.isStanding ? '' : ' (corrected or taken out since)'}`,
    others > 0 ? `with ${others} other ${others === 1 ? 'row' : 'rows'}` : '',
    mark.withdrawn.length > 0
      ? `${mark.withdrawn.length} of its rows ${mark.withdrawn.length === 1 ? 'was' : 'were'} left out by a later return`
      : '',
  ];
  return {
    kind: markWords[mark.kind].one,
    words: words.filter((part) => part !== '').join('; '),
    by: `${mark.by}, ${momentOf(mark.at).day.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`,
    href: `${base}/say?mark=${mark.id}${query.replace('?', '&')}`,
  };
}

/** Where a row stands in what its agency gave: the file, the sheet or table and the row, and in which return. */
export const provenance = (
  { file, place, placeReturn }: Pick<MergedRow, 'file' | 'place' | 'placeReturn'>,
  plain: (text: string) => string,
): string => `${plain(file)}, ${plain(placeWords(place))}, return ${placeReturn}`;

/** A day in words. */
export const dayWords = (iso: string): string => inWords(fromIso(iso) ?? 0);

/** A link of a page of the merge. */
export interface MergedLink {
  readonly text: string;
  readonly href: string;
}

/** What stands on every page of the merge under its heading: whether names are in it, and what that means. */
export interface NamesShown {
  readonly words: string;
  readonly link: MergedLink;
}

/** Says whether names are in the rows, and how to have it the other way. */
export function presentNames(
  names: boolean,
  terms: number,
  here: string,
  query: URLSearchParams,
): NamesShown {
  const other = new URLSearchParams(query);
  if (names) other.delete('names');
  else other.set('names', 'shown');
  const to = other.size === 0 ? here : `${here}?${other}`;
  if (names)
    return {
      words: 'Names are shown, as the agencies wrote them.',
      link: { text: 'Take the names out', href: to },
    };
  const words =
    terms === 0
      ? 'The glossary is empty, so no name is taken out.'
      : `What stands in the glossary is taken out (${terms} ${terms === 1 ? 'term' : 'terms'}). A name that the glossary does not have is still there: see what it misses.`;
  return { words, link: { text: 'Show the names; that you did is on record', href: to } };
}

/** A page of the merge, before what is its own. */
export interface MergedHead {
  readonly header: CaseHeader;
  readonly heading: string;
}
