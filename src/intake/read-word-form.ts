import type { FilledForm } from '../platform/documents/filled-form.ts';
import { type Problem, validate } from './answers.ts';
import { type Answers, entriesOf, type Filled, isAsked, type Section, withFilled } from './question.ts';
import { sections } from './questions.ts';
import { fingerprintOf, lineDigest, ownLines, versionProperty } from './word-form.ts';
import { type Given, givenIn } from './word-answer.ts';
import { readTables, type Table } from './word-tables.ts';

/** Something in a Word form that is not among the answers: where it stands, in its own words, and why it was not taken. */
export interface NotRead {
  readonly section: string | null;
  readonly entry: string | null;
  /** The question that it may answer; null where it can answer none as it stands. */
  readonly question: string | null;
  /** The heading of the table and the label of the row, as a person reads them. */
  readonly where: string;
  readonly stands: string;
  readonly why: string;
}

/** What a Word form says: answers that can be kept as they are, what could not be read, and what is missing. */
export interface WordReading {
  readonly answers: Answers;
  readonly notRead: readonly NotRead[];
  readonly missing: readonly { readonly where: string; readonly text: string }[];
  /** Whether it asks the same questions as the form of today; false also for a document that is no form of ours. */
  readonly isCurrent: boolean;
}

/**
 * Reads a form that was filled in, from its content controls, or by the labels of its rows where a word processor dropped them.
 * Null where no table of ours is in it. Nothing that somebody wrote in it is lost: what is not an answer is in `notRead`.
 */
export function readWordForm(form: FilledForm, today: Temporal.PlainDate): WordReading | null {
  const tables = form.pieces.flatMap((piece) => (piece.kind === 'table' ? readTables(piece.rows) : []));
  if (!tables.some(({ section }) => section !== null)) return null;
  const placed = place(tables.map((table) => toTable(table)));
  // Twice, because some questions are only asked after what is answered further down, or offer what is.
  const assembled = assemble(placed.entries, today, assemble(placed.entries, today, {}));
  const results = placed.entries.map((one) => judge(one, { today, answers: assembled }));
  const answers = results.reduce<Answers>(
    (all, { section, entry, filled }) => withFilled(all, section, entry, filled),
    {},
  );
  const own = ownLines(form.properties);
  const outside = form.pieces.flatMap((piece) =>
    piece.kind === 'line' && !own.has(lineDigest(piece.text)) ? [piece.text] : [],
  );
  return {
    answers,
    notRead: [...results.flatMap(({ notRead }) => notRead), ...placed.left, ...outsideTables(outside)],
    missing: [...results.flatMap(({ missing }) => missing), ...absentEntries(answers)],
    isCurrent: form.properties[versionProperty] === fingerprintOf(),
  };
}

const assemble = (entries: readonly Entry[], today: Temporal.PlainDate, before: Answers): Answers =>
  entries.reduce<Answers>((answers, { section, entry, given }) => {
    const { filled } = validate(section, formFrom(given), { today, answers: before });
    return withFilled(answers, section, entry, filled);
  }, {});

interface Read {
  readonly section: Section | null;
  readonly heading: string;
  readonly given: readonly Given[];
  readonly others: readonly NotRead[];
}

function toTable({ section, heading, rows, others }: Table): Read {
  const given = section === null ? [] : rows.map(({ question, cells }) => givenIn(question, cells));
  const left = others.map(({ label, stands }) =>
    leftOver(
      section,
      heading === '' ? label : `${heading}: ${label === '' ? 'beside the questions' : label}`,
      stands,
      'The form has no such question',
    ),
  );
  return { section, heading, given, others: left };
}

const leftOver = (section: Section | null, where: string, stands: string, why: string): NotRead => ({
  section: section?.id ?? null,
  entry: null,
  question: null,
  where,
  stands,
  why,
});

const outsideTables = (lines: readonly string[]): readonly NotRead[] =>
  lines.length === 0
    ? []
    : [
        leftOver(
          null,
          'Outside the tables',
          lines.join('\n'),
          'It stands outside the tables, or the form is an older one',
        ),
      ];

interface Entry {
  readonly section: Section;
  readonly entry: string | null;
  readonly heading: string;
  readonly given: readonly Given[];
}

// A section that does not repeat is answered once, one that does as often as it has room for, and an entry has the number of its table.
// What else there is stays in its words.
function place(tables: readonly Read[]): { entries: readonly Entry[]; left: readonly NotRead[] } {
  const entries: Entry[] = [];
  const left: NotRead[] = tables.flatMap(({ others }) => others);
  for (const section of sections) {
    const { repeat } = section;
    const own = tables.filter(({ section: its }) => its?.id === section.id);
    const tried = repeat === undefined ? own.filter(({ given }) => given.some(isGiven)) : own;
    for (const [index, { heading, given }] of tried.entries()) {
      if (!given.some(isGiven)) continue;
      if (index < (repeat?.most ?? 1))
        entries.push({ section, entry: repeat === undefined ? null : String(index + 1), heading, given });
      else left.push(...given.filter(isGiven).map((one) => surplus(section, heading, one)));
    }
    if (tried.length === 0 && repeat === undefined)
      entries.push({ section, entry: null, heading: section.title, given: [] });
  }
  return { entries, left };
}

const isGiven = ({ stands, extra }: Given) => stands !== '' || extra !== '';

const surplus = (section: Section, heading: string, { question, stands, extra }: Given): NotRead =>
  leftOver(
    section,
    `${heading}: ${question.label}`,
    [stands, extra].filter((words) => words !== '').join('\n'),
    'There is no room for another one here',
  );

const formFrom = (given: readonly Given[]): URLSearchParams =>
  new URLSearchParams(given.flatMap(({ sent }) => sent.map(([name, value]) => [name, value])));

interface Judged {
  readonly section: Section;
  readonly entry: string | null;
  readonly filled: Filled;
  readonly notRead: readonly NotRead[];
  readonly missing: WordReading['missing'];
}

// Whatever stands in the form and does not come out as an answer is told, whatever the reason.
function judge(one: Entry, context: { today: Temporal.PlainDate; answers: Answers }): Judged {
  const { section, entry, heading, given } = one;
  const checked = validate(section, formFrom(given), context);
  const wrong = checked.problems.filter(
    (problem) => problem.kind === 'wrong' && !isOfBoxes(problem, section),
  );
  const filled = Object.fromEntries(
    Object.entries(checked.filled).filter(([id]) => !wrong.some(({ question }) => question === id)),
  );
  const notRead = given.flatMap((answer): readonly NotRead[] => {
    const { question, stands, extra } = answer;
    const where = `${heading}: ${question.label}`;
    const beside =
      extra === '' ? [] : [leftOver(section, where, extra, 'It stands beside the place for the answer')];
    if (stands === '' || filled[question.id] !== undefined) return beside;
    const why = wrong.find((problem) => problem.question === question.id)?.text ?? answer.problem;
    const asked = isAsked(question, checked.filled, context.answers);
    const own: NotRead = {
      section: section.id,
      entry,
      question: asked ? question.id : null,
      where,
      stands,
      why: asked
        ? (why ?? 'It does not answer the question')
        : 'It answers a question that is only asked after another answer',
    };
    return [own, ...beside];
  });
  const missing = checked.problems
    .filter(({ kind, question }) => kind === 'missing' && !notRead.some((told) => told.question === question))
    .map(({ text }) => ({ where: heading, text }));
  return { section, entry, filled, notRead, missing };
}

// Words under a box that is not ticked make the boxes wrong on the web; here the boxes are as they are, and the words are told.
const isOfBoxes = ({ question }: Problem, { questions }: Section) =>
  questions.find(({ id }) => id === question)?.kind === 'choices';

const absentEntries = (answers: Answers): WordReading['missing'] =>
  sections.flatMap((section) =>
    section.repeat !== undefined && entriesOf(answers, section).length < section.repeat.least
      ? [{ where: section.title, text: section.repeat.missing }]
      : [],
  );
