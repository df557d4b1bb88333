import type { Paper } from '../platform/papers/paper.ts';
import type { Merged } from './engine/entry.ts';
import { ageAt } from './engine/merging/ages.ts';
import type { ExportFacts } from './engine/writing/export-rows.ts';
import { chronologyPaper } from './engine/writing/write-paper.ts';
import type { Mark } from './marks.ts';
import { markWords } from './marks.ts';
import { entryOf, type MergedRow, rowKey, type UnreadRow } from './merged.ts';

/** The kinds of files, with the most rows of each: what is larger would hold up everybody else while it is made. */
export const mostExported = { word: 1_000, pdf: 1_000, xlsx: 25_000, csv: 50_000, json: 50_000 } as const;
export type ExportKind = keyof typeof mostExported;

/** The kinds in the order in which they are offered. */
export const exportKinds = ['word', 'pdf', 'xlsx', 'csv', 'json'] as const satisfies readonly ExportKind[];

/** The kind of that name; null for what is none. */
export const exportKind = (text: string | null): ExportKind | null =>
  exportKinds.find((kind) => kind === text) ?? null;

/** What is taken away, before it is written. */
export interface ToExport {
  readonly reference: string;
  readonly pseudonym: string;
  readonly title: string;
  readonly rows: readonly MergedRow[];
  /** How many rows the whole has. */
  readonly all: number;
  /** What the rows were narrowed to, in words. */
  readonly narrowed: readonly string[];
  readonly unread: readonly UnreadRow[];
  readonly marks: readonly Mark[];
  readonly returns: readonly {
    readonly lane: number;
    readonly agency: string;
    readonly file: string;
    readonly rowsRead: number;
    readonly setAside: Merged['setAside'] | readonly Omit<Merged['setAside'][number], 'file'>[];
  }[];
  readonly born: readonly { readonly name: string; readonly born: string }[];
  readonly names: boolean;
  readonly terms: number;
  /** False for an agency that reads its own rows alone. */
  readonly seesAll: boolean;
  readonly today: string;
  readonly plain: (text: string) => string;
}

/** The heading under which a file has what was said of rows, apart from the agencies' words. */
export const saidHeading = 'Said of this row in the review (not the agency’s words)';

/** The rows as the engine's writers take them, with what the file leaves out. Every text of an agency or a person goes through `plain`. */
export function exportOf(given: ToExport): { readonly merged: Merged; readonly facts: ExportFacts } {
  const { plain, rows, unread, returns } = given;
  const labels = labelsOf(given);
  const saidOf = byRow(given.marks);
  const fileOf = ({ lane, file }: { readonly lane: number; readonly file: string }) =>
    labels.get(lane) ?? plain(file);
  const entries = rows.map((row) => {
    const { ages: _, ...entry } = entryOf(row);
    return {
      ...entry,
      file: fileOf(row),
      place: row.place.sheet === undefined ? row.place : { ...row.place, sheet: plain(row.place.sheet) },
      given: plain(entry.given),
      time: entry.time === null ? null : plain(entry.time),
      source: plain(entry.source),
      event: plain(entry.event),
      columns: columnsOf(row, given, saidOf.get(rowKey(row)) ?? []),
    };
  });
  const notUnderstood = unread.map((row) => ({
    file: fileOf(row),
    place: row.place.sheet === undefined ? row.place : { ...row.place, sheet: plain(row.place.sheet) },
    given: plain(row.given),
    why: plain(row.why),
    columns: plainly(row.columns, plain),
  }));
  const setAside = returns.flatMap((one) =>
    one.setAside.map((aside) => ({
      ...aside,
      file: fileOf(one),
      as: plain(aside.as),
      ...(aside.words === undefined ? {} : { words: plain(aside.words) }),
    })),
  );
  const ambiguous = rows
    .filter((row) => row.ambiguous !== '')
    .map((row) => ({ id: rowKey(row), why: plain(row.ambiguous) }));
  const merged: Merged = {
    entries,
    notUnderstood,
    ambiguous,
    setAside,
    sameEvent: saidTogether(given, 'same-event').map(({ ids, words }) => ({ ids, why: words })),
    conflicts: saidTogether(given, 'conflict').map(({ ids, words }) => ({ ids, what: words })),
    gaps: [],
    left: {
      rowsRead: returns.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
      rowsKept: given.all,
      rowsNotUnderstood: unread.length,
      rowsSetAside: setAside.length,
    },
  };
  const files = returns.map((one) => ({ file: fileOf(one), agency: one.agency, notes: [] }));
  const here = leftOutHere(given).map((words) => ({ words, place: null }));
  return {
    merged,
    facts: { title: titleOf(given), files: [...files, { file: 'This file', agency: '', notes: here }] },
  };
}

const titleOf = ({ pseudonym, reference }: ToExport) => `Merged chronology of ${pseudonym}, ${reference}`;

// Two agencies may have given files of one name; then each is told with its agency.
function labelsOf({ returns, plain }: ToExport): ReadonlyMap<number, string> {
  const counts = Map.groupBy(returns, ({ file }) => file);
  return new Map(
    returns.map(({ lane, file, agency }) => [
      lane,
      (counts.get(file) ?? []).length > 1 ? `${plain(file)} (${agency})` : plain(file),
    ]),
  );
}

const plainly = (columns: Readonly<Record<string, string>>, plain: (text: string) => string) =>
  Object.fromEntries(Object.entries(columns).map(([heading, text]) => [plain(heading), plain(text)]));

function byRow(marks: readonly Mark[]): ReadonlyMap<string, readonly Mark[]> {
  const found = new Map<string, Mark[]>();
  for (const mark of marks)
    for (const key of mark.rows) {
      const own = found.get(key);
      if (own === undefined) found.set(key, [mark]);
      else own.push(mark);
    }
  return found;
}

function columnsOf(
  row: MergedRow,
  { born, plain }: ToExport,
  marks: readonly Mark[],
): Readonly<Record<string, string>> {
  const ages = born.flatMap(({ name, born: day }): [string, string][] => {
    const [from, to] = [ageAt(day, row.earliest), ageAt(day, row.latest)];
    const words = from === to ? from : `${from ?? '…'} to ${to ?? '…'}`;
    return words === null ? [] : [[`Age of ${name}`, words]];
  });
  const said = marks.map(
    ({ kind, words, by }) => `${markWords[kind].one}${words === '' ? '' : `: ${plain(words)}`} (${by})`,
  );
  return {
    ...plainly(row.columns, plain),
    ...Object.fromEntries(ages),
    ...(said.length === 0 ? {} : { [saidHeading]: said.join('\n') }),
  };
}

function saidTogether({ marks, rows, plain }: ToExport, kind: Mark['kind']) {
  const here = new Set(rows.map(rowKey));
  return marks
    .filter((mark) => mark.kind === kind)
    .map(({ rows: named, words }) => ({
      ids: named.filter((key) => here.has(key)),
      words: words === '' ? 'Said by a person.' : plain(words),
    }))
    .filter(({ ids }) => ids.length > 0);
}

/** What this file leaves out of what its reader sees on screen, and how names stand in it. */
function leftOutHere({ rows, all, narrowed, names, terms, seesAll, today }: ToExport): readonly string[] {
  return [
    `Made on ${today}.`,
    rows.length === all
      ? `All ${all} rows are in it.`
      : `${rows.length} of ${all} rows are in it: ${narrowed.join(', ')}. The others are left out.`,
    names
      ? 'Names are in it, as the agencies wrote them.'
      : `Names that the glossary has (${terms} ${terms === 1 ? 'term' : 'terms'}) were taken out and roles put in their place; a name that the glossary does not have is still in it.`,
    ...(seesAll ? [] : ['It holds the rows of one’s own agency alone, because the merge is not released.']),
    'Rows that a later return left out, times without contact and the picture are not in it.',
  ];
}

/** The same as a paper: its own lines say how many rows and agencies it holds. */
export function paperOf(given: ToExport): Paper {
  const { merged, facts } = exportOf(given);
  const agencies = new Set(given.rows.map(({ agency }) => agency)).size;
  const count = given.rows.length;
  return {
    ...chronologyPaper(merged, facts),
    about: [
      given.plain(given.title),
      `${count} ${count === 1 ? 'row' : 'rows'} of ${agencies} ${agencies === 1 ? 'agency' : 'agencies'}`,
      given.names ? 'With names' : 'Names that the glossary has were taken out',
    ],
    footer: given.reference,
    marking: given.names ? 'Confidential: names are in it' : 'Confidential',
  };
}
