import type { Remembered } from './engine/reading/columns.ts';
import type { FileNote } from './engine/reading/grid.ts';
import type { ReadTable } from './engine/reading/read.ts';
import type { Lane, Standing } from './engine/merging/lane.ts';
import type { NotUnderstood } from './engine/entry.ts';

/** The largest file of a chronology (bytes), and the most rows of one. The database has the first as well. */
export const mostFileBytes = 20 * 1024 * 1024;
export const mostRows = 20_000;

/** What is asked of the process that reads a file. `agency` is the agency's identifier: names change, and a row's own name must not. */
export interface ReadingAsked {
  readonly name: string;
  readonly agency: string;
  readonly remembered: Remembered;
  /** True where a person said that the file writes the month first; null where nobody was asked. */
  readonly isUs: boolean | null;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** A file as it was read: the lane that it would be, what its columns were taken for, and what a person should know of it. */
export interface Reading {
  readonly lane: Lane;
  readonly tables: readonly ReadTable[];
  readonly notes: readonly FileNote[];
  /** True where it would settle dates to say that the month comes first in this file. */
  readonly asksUs: boolean;
}

/** What came of a file; `why` is one sentence for a person. */
export type ReadingAnswer = { readonly reading: Reading } | { readonly why: string };

/** The most characters of what a row keeps apart; the database has the same. */
const most = { given: 2_000, time: 2_000, source: 20_000, event: 50_000 } as const;
const mostColumnBytes = 190_000;

const tooLong = ({ entry, who }: Standing): string | null => {
  for (const part of ['given', 'time', 'source', 'event'] as const)
    if ((entry[part] ?? '').length > most[part])
      return `Its ${part === 'given' ? 'date' : part} has more than ${most[part].toLocaleString('en-GB')} characters.`;
  if (who.length > most.source || Buffer.byteLength(JSON.stringify(entry.columns)) > mostColumnBytes)
    return 'Its cells hold more text than a row can keep.';
  return null;
};

/** The lane with every row that is too long to be kept among those that are not understood, with all its words. */
export function withinLimits(lane: Lane): Lane {
  const over = lane.rows.flatMap((row): NotUnderstood[] => {
    const why = tooLong(row);
    const { file, place, given, source, event, time, columns } = row.entry;
    const words = { Source: source, Event: event, ...(time === null ? {} : { Time: time }), ...columns };
    return why === null ? [] : [{ file, place, given, why, columns: words }];
  });
  if (over.length === 0) return lane;
  return {
    ...lane,
    rows: lane.rows.filter((row) => tooLong(row) === null),
    notUnderstood: [...lane.notUnderstood, ...over],
  };
}
