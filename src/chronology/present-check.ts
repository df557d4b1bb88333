import { withoutWeekday } from '../law/day.ts';
import type { AskedColumn } from './columns-asked.ts';
import type { Entry, Field, Place } from './engine/entry.ts';
import type { Lane, Standing } from './engine/merging/lane.ts';
import { type Changes } from './engine/merging/again.ts';
import { headingKey } from './engine/reading/columns.ts';
import type { ReadTable } from './engine/reading/read.ts';
import { takenInto } from './kept-rows.ts';
import type { CheckModel, ListedRow } from './pages/lane.ts';
import { type Bringing, lackingRows, laneToSend } from './taking.ts';

/** What a column of a file can be taken for, in the words of the form. */
export const fieldWords: Readonly<Record<Field, string>> = {
  date: 'Date',
  dateTo: 'Date until',
  time: 'Time',
  timeTo: 'Time until',
  sequence: 'Number of the row',
  source: 'Source of information',
  who: 'Who was involved',
  event: 'Event',
  action: 'Action or outcome',
  comment: 'Comment or analysis',
  childSeen: 'Was the child seen',
  childsVoice: 'Voice of the child',
  significance: 'Significance',
  agency: 'Agency',
  other: 'Something else, kept under its heading',
};

/** The most entries that a list on the page shows; the rest are counted. */
const mostListed = 100;

/** Where a row stands, as a person finds it again. */
export function placeWords({ sheet, table, row }: Place): string {
  const within = sheet === undefined ? (table === undefined ? '' : `Table ${table}, `) : `Sheet “${sheet}”, `;
  return `${within}row ${row}`.replace(/^row/, 'Row');
}

/** What a date was understood as, in days: one, a span, or one that is open. */
export function understoodAs({ earliest, latest }: Pick<Entry, 'earliest' | 'latest'>): string {
  const day = (text: string) => withoutWeekday(Temporal.PlainDate.from(text));
  if (earliest === null && latest === null) return 'undated';
  if (earliest === null) return `${day(latest ?? '')} or before`;
  if (latest === null) return `${day(earliest)} or after`;
  return earliest === latest ? day(earliest) : `from ${day(earliest)} to ${day(latest)}`;
}

const wordsIn = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([heading, text]) => `${heading}: ${text}`)
    .join(' | ')
    .slice(0, 1_000);

const listed = <Row>(rows: readonly Row[], show: (row: Row) => ListedRow) => ({
  count: rows.length,
  shown: rows.slice(0, mostListed).map(show),
});

const entryRow = ({ place, given, event, ...entry }: Entry): ListedRow => ({
  place: placeWords(place),
  given,
  words: event.slice(0, 500),
  why: understoodAs(entry),
});

/** Everything of a return that a person should see before it is sent; null where there is nothing to send. */
export function presentCheck(
  bringing: Bringing,
  from: 'file' | 'typed',
  today: Temporal.PlainDate,
): CheckModel | null {
  const lane = laneToSend(bringing, from, today);
  if (lane === null) return null;
  const { at, held, standing } = bringing;
  const reading = from === 'file' ? (held?.reading ?? null) : null;
  const isFirst = at.returns === 0 || standing.length === 0;
  const changes = isFirst ? null : takenInto(standing, lane, at.number).changes;
  return {
    heading: headingOf(lane, isFirst, changes),
    name: from === 'file' ? (held?.file.name ?? null) : null,
    rowsRead: lane.rowsRead,
    rowsKept: lane.rows.length,
    sample: lane.rows.slice(0, 5).map(({ entry }) => entryRow(entry)),
    notUnderstood: listed(lane.notUnderstood, ({ place, given, why, columns }) => ({
      place: placeWords(place),
      given,
      why,
      words: wordsIn(columns),
    })),
    ambiguous: listed(
      lane.rows.filter(({ notes }) => notes.length > 0),
      ({ entry, notes }) => ({
        ...entryRow(entry),
        why: `${understoodAs(entry)}. ${[...new Set(notes)].join(' ')}`,
      }),
    ),
    setAside: listed(lane.setAside, ({ place, as, words }) => ({
      place: placeWords(place),
      given: '',
      why: as,
      words: (words ?? '').slice(0, 500),
    })),
    notes: (reading?.notes ?? []).slice(0, mostListed).map(({ words }) => words),
    columns: columnsOf(reading?.tables ?? []),
    asksUs: reading === null ? false : reading.asksUs || (held?.file.isUs ?? null) !== null,
    isUs: held?.file.isUs ?? null,
    missing: from === 'file' ? missingColumns(at.setup.columns, reading?.tables ?? []) : [],
    lacking: from === 'typed' ? lackingRows(bringing) : [],
    outside: outsideOf(bringing, lane.rows),
    changes: changes === null ? null : changesOf(changes),
  };
}

function headingOf({ rows, notUnderstood }: Lane, isFirst: boolean, changes: Changes | null): string {
  const counted = (n: number, one: string, many: string) =>
    `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
  const not = notUnderstood.length;
  const tail = not === 0 ? '' : `, and ${counted(not, 'row is', 'rows are')} not understood`;
  if (isFirst || changes === null) return `${counted(rows.length, 'row', 'rows')} will be sent${tail}`;
  const { added, changed, withdrawn } = changes;
  if (added.length + changed.length + withdrawn.length === 0) return `Nothing of it is new${tail}`;
  return `This adds ${added.length}, changes ${changed.length} and withdraws ${withdrawn.length}${tail}`;
}

/** Each heading of the file once, with what it was taken for. */
function columnsOf(tables: readonly ReadTable[]): CheckModel['columns'] {
  const found = new Map<string, CheckModel['columns'][number]>();
  for (const { mapping } of tables)
    for (const { heading, field } of mapping) {
      const key = headingKey(heading);
      if (!found.has(key)) found.set(key, { heading, field });
    }
  return [...found.values()].slice(0, 60);
}

/** The mandatory columns for which nothing in the file was taken. */
function missingColumns(asked: readonly AskedColumn[], tables: readonly ReadTable[]): readonly string[] {
  const all = tables.flatMap(({ mapping }) => mapping);
  const kinds = new Set(all.map(({ field }) => field));
  const headings = new Set(all.map(({ heading }) => headingKey(heading)));
  return asked
    .filter(({ mandatory }) => mandatory)
    .filter(({ kind, title }) => (kind === 'other' ? !headings.has(headingKey(title)) : !kinds.has(kind)))
    .map(({ title }) => title);
}

function outsideOf({ at: { setup } }: Bringing, rows: readonly Standing[]): number {
  const [from, until] = [setup.from?.toString() ?? null, setup.until?.toString() ?? null];
  return rows.filter(
    ({ entry: { earliest, latest } }) =>
      (until !== null && earliest !== null && earliest > until) ||
      (from !== null && latest !== null && latest < from),
  ).length;
}

const changesOf = ({ added, changed, withdrawn }: Changes): NonNullable<CheckModel['changes']> => ({
  added: listed(added, entryRow),
  changed: {
    count: changed.length,
    shown: changed.slice(0, mostListed).map(({ parts, before, after }) => ({
      parts: parts.join(', '),
      before: entryRow(before),
      after: entryRow(after),
    })),
  },
  withdrawn: listed(withdrawn, entryRow),
});
