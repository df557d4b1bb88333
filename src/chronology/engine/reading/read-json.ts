import { headingKey, type Mapping, meaningOf } from './columns.ts';
import type { Cell, Entry, NotUnderstood, ReadRow, RowDate, SetAside } from '../entry.ts';
import { type FileNote, UnreadableFile } from './grid.ts';

interface FromJson {
  readonly rows: readonly ReadRow[];
  readonly setAside: readonly SetAside[];
  readonly tables: readonly {
    readonly headerRow: null;
    readonly isGuessed: false;
    readonly mapping: Mapping;
  }[];
  readonly notes: readonly FileNote[];
}

/**
 * Reads what this product wrote as JSON: every entry with its agency, and every row that was not understood, which is tried again. The
 * rows are counted through the file, entries first. Throws `UnreadableFile` for any other JSON.
 */
export function readMergedJson(bytes: Uint8Array, file: string, agency: string | undefined): FromJson {
  const { entries, notUnderstood, ambiguous, setAside } = parsed(bytes);
  const unsure = new Set(ambiguous.map(({ id }) => id));
  const headings = new Map<string, Mapping[number]>();
  const seen = (cell: Cell) => {
    headings.set(cell.heading, { heading: cell.heading, field: cell.field });
    return cell;
  };
  const rows = [
    ...entries.map((entry) => ({
      ...rowOf(entry, seen),
      agency: agency ?? entry.agency,
    })),
    ...notUnderstood.map((row) => ({
      date: row.given === '' ? { kind: 'blank' as const } : { kind: 'text' as const, text: row.given },
      cells: otherCells(row.columns, seen),
      ...(row.given === '' ? { why: row.why } : {}),
    })),
  ].map((row, index): ReadRow => ({ place: { row: index + 1 }, ...row }));
  const words =
    'Written by this product. The places of the rows are counted through this file, entries first.';
  const doubtful = entries.flatMap(({ id }, index) => (unsure.has(id) ? [index + 1] : []));
  const doubts = `To look at when it was written: ${doubtful.map((row) => `row ${row}`).join(', ')}.`;
  return {
    rows,
    setAside: setAside.map((one, index) => ({ ...one, file, place: { row: rows.length + index + 1 } })),
    tables: [{ headerRow: null, isGuessed: false, mapping: [...headings.values()] }],
    notes: [{ words, place: null }, ...(doubtful.length === 0 ? [] : [{ words: doubts, place: null }])],
  };
}

interface Written {
  readonly entries: readonly Entry[];
  readonly notUnderstood: readonly NotUnderstood[];
  readonly ambiguous: readonly { readonly id: string }[];
  readonly setAside: readonly { readonly as: string; readonly words?: string }[];
}

function parsed(bytes: Uint8Array): Written {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new UnreadableFile('The file is named as JSON, but is not whole.');
  }
  const list = (name: string, isOne: (one: Readonly<Record<string, unknown>>) => boolean) => {
    const found =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    const isList =
      Array.isArray(found) &&
      found.every(
        (one: unknown) => typeof one === 'object' && one !== null && isOne(one as Record<string, unknown>),
      );
    if (!isList) throw new UnreadableFile('The file is JSON, but no chronology that this product wrote.');
    return found as unknown[];
  };
  const text = (one: unknown) => typeof one === 'string';
  return {
    entries: list(
      'entries',
      (one) =>
        ['id', 'agency', 'given', 'edtf', 'source', 'event'].every((name) => text(one[name])) &&
        isTexts(one.columns),
    ) as Entry[],
    notUnderstood: list('notUnderstood', (one) => text(one.given) && isTexts(one.columns)) as NotUnderstood[],
    ambiguous: list('ambiguous', (one) => text(one.id)) as { id: string }[],
    setAside: list('setAside', (one) => text(one.as)) as { as: string }[],
  };
}

const isTexts = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');

function rowOf(entry: Entry, seen: (cell: Cell) => Cell) {
  const { given, edtf, time, source, event, columns } = entry;
  const cells: Cell[] = [
    ...(given === '' ? [] : [{ heading: 'Date', field: 'date' as const, text: given }]),
    ...(time === null ? [] : [{ heading: 'Time', field: 'time' as const, text: time }]),
    ...(source === '' ? [] : [{ heading: 'Source', field: 'source' as const, text: source }]),
    ...(event === '' ? [] : [{ heading: 'Event', field: 'event' as const, text: event }]),
  ].map(seen);
  return {
    ...datesOf(given, edtf),
    ...(time === null ? {} : { time: { kind: 'text' as const, text: time } }),
    cells: [...cells, ...otherCells(columns, seen)],
  };
}

// What was read is taken as it was read: read again without its column, 03/04/2016 could become another day. Only what the merge cannot
// be told so is read again from its words.
function datesOf(given: string, edtf: string): { readonly date: RowDate; readonly dateTo?: RowDate } {
  const [from = '', to] = edtf.split('/');
  const first = plainDate(from, given);
  const second = to === undefined ? null : plainDate(to, '');
  if (first !== null && (to === undefined || second !== null))
    return second === null ? { date: first } : { date: first, dateTo: second };
  return { date: { kind: 'text', text: given === '' ? edtf : given } };
}

function plainDate(edtf: string, shown: string): RowDate | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(edtf) ?? [];
  if (year === undefined || Number(month ?? 1) > 12) return null;
  const precision = day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
  return { kind: 'cell', shown, day: `${year}-${month ?? '01'}-${day ?? '01'}`, precision };
}

const known = new Set(['date', 'time', 'source', 'event']);

function otherCells(columns: Readonly<Record<string, string>>, seen: (cell: Cell) => Cell): readonly Cell[] {
  return Object.entries(columns).map(([heading, text]) => {
    const { field } = meaningOf(heading);
    // The four of every entry have their own place; a column of that name beside them is kept as it is.
    return seen({
      heading,
      field: known.has(field) && !known.has(headingKey(heading)) ? 'other' : field,
      text,
    });
  });
}
