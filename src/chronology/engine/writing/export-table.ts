import type { Merged } from '../entry.ts';
import {
  dateWords,
  doubtsOf,
  type ExportFacts,
  leftOut,
  notUnderstoodWords,
  otherHeadings,
  placeWords,
  takenApart,
} from './export-rows.ts';

/** The merged chronology as rows of one table: the entries, and below them those whose date was not understood and what is left out. */
export interface ExportTable {
  readonly head: readonly string[];
  readonly entries: readonly (readonly string[])[];
  readonly notUnderstood: readonly (readonly string[])[];
  readonly closing: readonly string[];
}

/** The columns that hold a day, written YYYY-MM-DD, where they hold anything. */
export const dayColumns = [1, 2] as const;

const first = [
  'Date as given',
  'Earliest day',
  'Latest day',
  'Date (EDTF)',
  'Time',
  'Agency',
  'Source',
  'Event',
];
const last = ['To look at', 'File', 'Where'];

/** Makes the table that a spreadsheet and a file of separated values share. */
export function exportTable(merged: Merged, facts: ExportFacts): ExportTable {
  const apart = merged.notUnderstood.map(takenApart);
  const others = otherHeadings(merged, apart);
  const born = merged.entries[0]?.ages?.map((age) => age.born) ?? [];
  const ages = born.map((day) => `Age of the child born ${day}`);
  const doubts = doubtsOf(merged);
  const own: ReadonlySet<string> = new Set([...first, ...last]);
  const asWritten = others.map((heading) => (own.has(heading) ? `${heading} (as written)` : heading));
  const head = [...first, ...asWritten, ...ages, ...last];
  const entries = merged.entries.map((entry) => [
    dateWords(entry),
    entry.earliest ?? '',
    entry.latest ?? '',
    entry.edtf,
    entry.time ?? '',
    entry.agency,
    entry.source,
    entry.event,
    ...others.map((heading) => entry.columns[heading] ?? ''),
    ...ages.map((_, at) => ageWords(entry.ages?.[at])),
    doubts.get(entry.id) ?? '',
    entry.file,
    placeWords(entry.place),
  ]);
  const agencies = new Map(facts.files.map(({ file, agency }) => [file, agency]));
  const notUnderstood = merged.notUnderstood.map(({ file, place, given, why }, at) => [
    given,
    '',
    '',
    '',
    apart[at]?.time ?? '',
    agencies.get(file) ?? '',
    apart[at]?.source ?? '',
    apart[at]?.event ?? '',
    ...others.map((heading) => apart[at]?.others[heading] ?? ''),
    ...ages.map(() => ''),
    why,
    file,
    placeWords(place),
  ]);
  const nobody = notUnderstood.length === 0 ? [`${notUnderstoodWords}: none.`] : [];
  return { head, entries, notUnderstood, closing: [...nobody, ...leftOut(merged, facts)] };
}

/** The age of a child at a row: one, or from the earliest to the latest day. */
export function ageWords(
  age: { readonly from: string | null; readonly to: string | null } | undefined,
): string {
  if (age === undefined) return '';
  const { from, to } = age;
  if (from === to) return from ?? '';
  return `${from ?? '…'} to ${to ?? '…'}`;
}
