import { meaningOf } from '../reading/columns.ts';
import type { Entry, Merged, NotUnderstood, Place, SetAside } from '../entry.ts';
import type { FileNote, GridPlace } from '../reading/grid.ts';

/** What stands beside the merged chronology in a file that is taken away: whose files it was made from, and what could not be read. */
export interface ExportFacts {
  readonly title: string;
  readonly files: readonly FileFacts[];
}

/** One file that went in. `unread`: why nothing of it could be read. */
export interface FileFacts {
  readonly file: string;
  readonly agency: string;
  readonly notes: readonly FileNote[];
  readonly unread?: string;
}

/** Heads the rows whose date could not be read, at the end of every export. */
export const notUnderstoodWords = 'Date not understood';

/** Where something stands, in words: "Sheet1, row 12". */
export const placeWords = ({ sheet, table, row, paragraph }: Place & GridPlace): string =>
  [
    ...(sheet === undefined ? [] : [sheet]),
    ...(table === undefined ? [] : [`table ${table}`]),
    ...(paragraph === undefined ? [] : [`paragraph ${paragraph}`]),
    ...((row as number | undefined) === undefined ? [] : [`row ${row}`]),
  ].join(', ');

/** A row that was not understood, with what would have been its source and its event apart from its other columns. */
export interface Apart {
  readonly time: string;
  readonly source: string;
  readonly event: string;
  readonly others: Readonly<Record<string, string>>;
}

/** Takes apart the cells of a row that was not understood, as those of the entries are. The date's own words stand in `given` already. */
export function takenApart({ given, columns }: NotUnderstood): Apart {
  const found = { time: '', source: '', event: '' };
  const others: [string, string][] = [];
  for (const [heading, text] of Object.entries(columns)) {
    const { field } = meaningOf(heading);
    if (field === 'date' && text === given) continue;
    if ((field === 'time' || field === 'source' || field === 'event') && found[field] === '')
      found[field] = text;
    else others.push([heading, text]);
  }
  return { ...found, others: Object.fromEntries(others) };
}

/** The headings that the agencies' own columns have, in the order in which they come, beside those that every entry has. */
export function otherHeadings({ entries }: Merged, apart: readonly Apart[]): readonly string[] {
  const found = new Set<string>();
  for (const { columns } of entries) for (const heading of Object.keys(columns)) found.add(heading);
  for (const { others } of apart) for (const heading of Object.keys(others)) found.add(heading);
  return [...found];
}

/** The date of an entry as it is shown: the words that were typed, and what stands for none. */
export function dateWords({ given, earliest, latest }: Entry): string {
  if (given !== '') return given;
  if (earliest === null && latest === null) return '[no date]';
  const day = earliest === latest ? earliest : `${earliest ?? '…'} to ${latest ?? '…'}`;
  return `[as in the row above: ${day}]`;
}

/** Why each entry that can be read in more than one way should be looked at, by its id. */
export function doubtsOf({ ambiguous }: Merged): ReadonlyMap<string, string> {
  const doubts = new Map<string, string>();
  for (const { id, why } of ambiguous) {
    const before = doubts.get(id);
    doubts.set(id, before === undefined ? why : `${before} ${why}`);
  }
  return doubts;
}

/** What an export leaves out, each in one sentence: rows set aside, files that could not be read, and what a person should know of the others. */
export function leftOut({ setAside, left }: Merged, { files }: ExportFacts): readonly string[] {
  const counted = new Map<string, number>();
  for (const { as } of setAside) counted.set(as, (counted.get(as) ?? 0) + 1);
  const kinds = [...counted].map(([as, count]) => `${as} (${count})`).join(', ');
  return [
    `${left.rowsRead} rows were read: ${left.rowsKept} stand in the chronology and ${left.rowsNotUnderstood} under “${notUnderstoodWords}”.`,
    left.rowsSetAside === 0
      ? 'No row was set aside.'
      : `${left.rowsSetAside} rows were set aside and are not in the chronology: ${kinds}.`,
    ...files.flatMap(({ file, unread }) =>
      unread === undefined ? [] : [`${file} could not be read. ${unread}`],
    ),
    ...files.flatMap(({ file, notes }) =>
      notes.map(({ words, place }) => {
        const where = place === null ? '' : placeWords(place as Place);
        return `${file}${where === '' ? '' : ` (${where})`}: ${words}`;
      }),
    ),
  ];
}

/** A row that was not understood, as its place and its cells. */
export const notUnderstoodCells = ({ columns }: NotUnderstood): string =>
  Object.entries(columns)
    .map(([heading, text]) => `${heading}: ${text}`)
    .join('\n');

/** Something that was set aside, in one line. */
export const setAsideLine = ({ file, place, as, words }: SetAside): readonly string[] => [
  file,
  placeWords(place),
  as,
  words ?? '',
];
