import { type Column, type Mapping } from './columns.ts';
import { isDateLike, isDayLike, isInstruction } from './date-like.ts';
import { type GridRow, isFilled } from './grid.ts';
import { type Header, isHeaderRow, repeatsHeader } from './header.ts';

/** What a row below a header is. `row` is one of the chronology; every other word says what it was set aside as. */
export type RowKind =
  | 'row'
  | 'new header'
  | 'empty'
  | 'repeated header'
  | 'row deleted by a tracked change'
  | 'author note'
  | 'note'
  | 'instructions'
  | 'heading'
  | 'footer'
  | 'number without a row';

const footer =
  /^\W*(?:(?:grand )?total\b|completed by|prepared by|compiled by|signed|signature|end of|end\W*$|page \d|version\b|date completed|date of completion|this document|official\b|confidential|restricted|©|copyright|printed\b)/i;
const note = /^\W*(?:n\.?b\.?\b|notes?\s*[:.–-]|please note|key\s*:)/i;
// Whoever writes in Chronolator marks so what is a note of the author and no event.
// An error of a spreadsheet begins alike.
const authorMark = /^\s*(?!#[A-Z/0]+[!?]?\s*$)[#^¬~]/;

/** What one row is, by its own words and whether rows with a date still follow it. */
export function kindOf(row: GridRow, header: Header, isLast: boolean): RowKind {
  if (row.deleted === true) return 'row deleted by a tracked change';
  const { mapping } = header;
  const own: number[] = [];
  for (const [at, text] of row.cells.entries())
    if (isFilled(text) && row.merged?.includes(at) !== true) own.push(at);
  const [first] = own;
  if (first === undefined) return 'empty';
  if (repeatsHeader(row, header)) return 'repeated header';
  const words = row.cells[first] ?? '';
  const dateAt = mapping.findIndex(({ field }) => field === 'date');
  if (authorMark.test(words) && !isDateLike(words.trim().slice(1)) && !/^\s*[#~]?\s*\d/.test(words))
    return 'author note';
  if (own.includes(dateAt) && own.every((at) => isInstruction(row.cells[at] ?? ''))) return 'instructions';
  if (own.length === 1) return kindOfOne(row, words, mapping[first], mapping, isLast);
  const date = row.cells[dateAt] ?? '';
  if (isLast && footer.test(words) && !isDayLike(date)) return 'footer';
  if (own.length > 2 && !isDateLike(date) && isHeaderRow(row, {})) return 'new header';
  return 'row';
}

/** A row of which one cell is filled is mostly no row of the chronology: but it may go on with the one above, or be a date alone. */
function kindOfOne(
  row: GridRow,
  words: string,
  column: Column | undefined,
  mapping: Mapping,
  isLast: boolean,
): RowKind {
  const field = column?.field ?? 'other';
  const isWide = (row.wide ?? 1) > 1 && (row.wide ?? 1) >= mapping.length / 2;
  if (field === 'date' && (isDayLike(words) || /undated|not known|unknown|no date/i.test(words)))
    return 'row';
  if (field === 'sequence' && /^\W*\d{1,6}\W*$/.test(words)) return 'number without a row';
  if (footer.test(words) && isLast) return 'footer';
  if (note.test(words)) return 'note';
  // What stands in one cell that is merged across the table stands above or below its parts.
  if (isWide) return isLast ? 'footer' : 'heading';
  if (field === 'event' || field === 'action' || field === 'comment') return 'row';
  if (words.length > 160) return 'row';
  return isLast ? 'footer' : 'heading';
}
