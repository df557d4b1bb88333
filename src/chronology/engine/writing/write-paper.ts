import type { Paper, Part } from '../../../platform/papers/paper.ts';
import type { Entry, Merged } from '../entry.ts';
import {
  dateWords,
  doubtsOf,
  type ExportFacts,
  leftOut,
  notUnderstoodCells,
  notUnderstoodWords,
  placeWords,
} from './export-rows.ts';
import { ageWords } from './export-table.ts';

/** The merged chronology as a landscape paper: one table with its agency named and coloured in each row, and at its end what was not understood and what is left out. */
export function chronologyPaper(merged: Merged, facts: ExportFacts): Paper {
  const agencies = [...new Set(merged.entries.map(({ agency }) => agency))].toSorted((a, b) =>
    a.localeCompare(b, 'en-GB'),
  );
  const colours = new Map(agencies.map((agency, at) => [agency, at]));
  const files = facts.files.length;
  return {
    title: facts.title,
    about: [
      `${merged.entries.length} ${merged.entries.length === 1 ? 'entry' : 'entries'} of ${agencies.length} ${agencies.length === 1 ? 'agency' : 'agencies'}, from ${files} ${files === 1 ? 'file' : 'files'}`,
    ],
    footer: facts.title,
    marking: null,
    isWide: true,
    parts: [
      ...entriesPart(merged, colours),
      ...notUnderstoodPart(merged, facts),
      ...leftOutPart(merged, facts),
    ],
  };
}

function entriesPart(merged: Merged, colours: ReadonlyMap<string, number>): readonly Part[] {
  const { entries } = merged;
  if (entries.length === 0) return [{ kind: 'note', text: 'No row with a date was found.' }];
  const doubts = doubtsOf(merged);
  const hasAges = entries.some(({ ages }) => ages !== undefined);
  const head = ['Date', 'Agency', 'Source', 'Event', 'Further columns', ...(hasAges ? ['Age'] : []), 'Where'];
  const rows = entries.map((entry) => [
    whenWords(entry),
    entry.agency,
    entry.source,
    entry.event,
    furtherWords(entry, doubts.get(entry.id)),
    ...(hasAges ? [(entry.ages ?? []).map(ageWords).join('\n')] : []),
    `${entry.file}\n${placeWords(entry.place)}`,
  ]);
  const shaded = { column: 1, colours: entries.map(({ agency }) => colours.get(agency) ?? 0) };
  return [{ kind: 'table', caption: '', head, rows, shaded }];
}

function whenWords(entry: Entry): string {
  const time = entry.time === null ? '' : `\n${entry.time.replace('/', ' to ')}`;
  return `${dateWords(entry)}${time}`;
}

function furtherWords({ columns }: Entry, doubt: string | undefined): string {
  const lines = Object.entries(columns).map(([heading, text]) => `${heading}: ${text}`);
  return [...lines, ...(doubt === undefined ? [] : [`To look at: ${doubt}`])].join('\n');
}

function notUnderstoodPart({ notUnderstood }: Merged, facts: ExportFacts): readonly Part[] {
  const heading: Part = { kind: 'heading', level: 1, text: notUnderstoodWords };
  if (notUnderstood.length === 0) return [heading, { kind: 'text', paragraphs: ['Every date was read.'] }];
  const agencies = new Map(facts.files.map(({ file, agency }) => [file, agency]));
  const rows = notUnderstood.map((row) => [
    row.given === '' ? '[empty]' : row.given,
    agencies.get(row.file) ?? '',
    row.why,
    notUnderstoodCells(row),
    `${row.file}\n${placeWords(row.place)}`,
  ]);
  const head = ['Date as given', 'Agency', 'Why', 'What the row says', 'Where'];
  return [heading, { kind: 'table', caption: '', head, rows }];
}

function leftOutPart(merged: Merged, facts: ExportFacts): readonly Part[] {
  return [
    { kind: 'heading', level: 1, text: 'What this paper leaves out' },
    { kind: 'list', items: leftOut(merged, facts) },
  ];
}
