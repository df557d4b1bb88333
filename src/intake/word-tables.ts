import type { FilledCell } from '../platform/documents/filled-form.ts';
import type { Question, Section } from './question.ts';
import { sections } from './questions.ts';
import { capital } from './shown.ts';
import { isFor, wordsIn } from './word-answer.ts';
import { answerHeading, comparable, hintsOf } from './word-form.ts';

/** A table of the form: its section, the questions that its rows ask with the cells beside them, and what else is in it. */
export interface Table {
  /** Null for a table that is none of ours. */
  readonly section: Section | null;
  readonly heading: string;
  readonly rows: readonly { readonly question: Question; readonly cells: readonly FilledCell[] }[];
  readonly others: readonly { readonly label: string; readonly stands: string }[];
}

type Row = readonly FilledCell[];

/** Divides a table of the document where one of ours begins: word processors join tables that come to stand below each other. */
export function readTables(rows: readonly Row[]): readonly Table[] {
  const parts: { heading: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const begins = row.length > 1 && comparable(wordsIn(row.slice(1))) === comparable(answerHeading);
    if (begins) parts.push({ heading: wordsIn(row.slice(0, 1)), rows: [] });
    else if (parts.length === 0) parts.push({ heading: '', rows: [row] });
    else parts.at(-1)?.rows.push(row);
  }
  return parts.map((part) => read(part.heading, part.rows));
}

function read(heading: string, rows: readonly Row[]): Table {
  const section = sectionOf(heading, rows);
  const found = new Map<string, { question: Question; cells: readonly FilledCell[] }>();
  const others: { label: string; stands: string }[] = [];
  for (const row of rows) {
    const [left, ...cells] = row;
    const label = left === undefined ? '' : wordsIn([left]);
    const question = section === null ? null : questionOf(section, label, row);
    if (section === null || question === null || found.has(question.id)) {
      others.push(...written(label, wordsIn(cells)));
      continue;
    }
    found.set(question.id, { question, cells });
    const beside = besideLabel(question, left);
    if (beside !== '') others.push({ label: question.label, stands: beside });
  }
  const name = section === null || heading !== '' ? heading : section.title;
  return { section, heading: name, rows: [...found.values()], others };
}

const written = (label: string, stands: string) => {
  if (stands !== '') return [{ label, stands }];
  return label === '' ? [] : [{ label: '', stands: label }];
};

// By the tags of its controls; where a word processor dropped them, by its heading; without one, by the labels of its rows.
function sectionOf(heading: string, rows: readonly Row[]): Section | null {
  const tags = new Set(
    rows.flatMap((row) =>
      row.flatMap(({ controls }) => controls.flatMap(({ tag }) => (tag === null ? [] : [tag]))),
    ),
  );
  const byTag = sections.find(({ questions }) =>
    questions.some((question) => [...tags].some((tag) => isFor(question, tag, null))),
  );
  if (byTag !== undefined) return byTag;
  const byHeading = sections.find((section) => isHeadingOf(section, heading));
  if (byHeading !== undefined) return byHeading;
  const counted = sections.map((section) => ({
    section,
    count: rows.filter(([left]) => left !== undefined && labelled(section, wordsIn([left])) !== null).length,
  }));
  const best = counted.toSorted((a, b) => b.count - a.count)[0];
  return best !== undefined && best.count > 1 ? best.section : null;
}

function isHeadingOf({ title, repeat }: Section, heading: string): boolean {
  const said = comparable(heading);
  if (repeat === undefined) return said === comparable(title);
  return new RegExp(`^${comparable(capital(repeat.one))} ?\\d*$`).test(said);
}

function questionOf(section: Section, label: string, row: Row): Question | null {
  const controls = row.flatMap((cell) => cell.controls);
  const byControl = (by: 'tag' | 'title') =>
    section.questions.find((question) =>
      controls.some(({ tag, title }) =>
        isFor(question, by === 'tag' ? (tag ?? '') : null, by === 'tag' ? null : title),
      ),
    );
  return byControl('tag') ?? labelled(section, label) ?? byControl('title') ?? null;
}

const labelled = ({ questions }: Section, label: string): Question | null => {
  const [first = ''] = label.split('\n');
  return questions.find((question) => comparable(question.label) === comparable(first)) ?? null;
};

// Somebody may have answered under the question instead of beside it.
function besideLabel(question: Question, left: FilledCell | undefined): string {
  const own = new Set([question.label, ...hintsOf(question)].map(comparable));
  return (left?.lines ?? [])
    .filter((line) => line.trim() !== '' && !own.has(comparable(line)))
    .join('\n')
    .trim();
}
