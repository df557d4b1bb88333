import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { Merged, ReadFile } from '../chronology/engine/entry.ts';
import type { ExportFacts, FileFacts } from '../chronology/engine/writing/export-rows.ts';
import { placeWords } from '../chronology/engine/writing/export-rows.ts';
import { mustConvert } from '../chronology/engine/reading/file-kind.ts';
import { merge } from '../chronology/engine/merging/merge.ts';
import {
  agencyOfFile,
  readReturn,
  type ReadReturn,
  UnreadableFile,
} from '../chronology/engine/reading/read.ts';
import { parseDay } from '../law/day.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { type CommandLine, exit, type Io } from './command-line.ts';
import { readWords, UsageError } from './words.ts';

const usage = `Usage: foresight chronology merge FILE… [options]

Merges the chronologies of several agencies into one. Needs no server and no database, and sends nothing anywhere.
Reads .xlsx, .ods, .csv, Word tables (.docx; .doc and .odt where LibreOffice is installed), documents of Chronolator,
and the JSON that this command writes. Every row that is not understood is listed; none is dropped or altered.

  --agency FILE=NAME   whose file it is; else the file's name without its ending (may be given for each file)
  --born DATE          a child's day of birth, YYYY-MM-DD: adds the child's age to each row (may be given again)
  --us-dates FILE      this file writes the month first (may be given for each file)
  --out PATH           also writes the chronology: .xlsx, .docx, .csv, .json or .pdf (may be given again)
  --json               prints all of it as JSON; else a short summary
  --help               this text

Exit codes: 0 all was read, 3 a row was not understood, 2 a file could not be read (the others are done) or the call was wrong.
`;

const options = {
  agency: { type: 'string', multiple: true },
  born: { type: 'string', multiple: true },
  'us-dates': { type: 'string', multiple: true },
  out: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

/** `foresight chronology merge`: many agencies' files into one chronology. Reads the files given, and writes only where `--out` says. */
export const chronologyMerge: CommandLine = {
  name: 'chronology merge',
  summary: 'put the chronologies of several agencies together',
  usage,
  async run(args, io) {
    const call = callOf(args);
    const { read, facts } = await readAll(call, io);
    const merged = merge(read, { today: systemClock.today().toString(), born: call.born });
    const made = { title: 'Merged chronology', files: facts };
    for (const path of call.out) await write(path, merged, made);
    if (call.isJson) print({ ...merged, files: facts }, io);
    else io.out(summary(merged, made, call.out));
    for (const { file, unread } of facts) if (unread !== undefined) io.err(`${file}: ${unread}\n`);
    if (facts.some(({ unread }) => unread !== undefined)) return exit.usage;
    return merged.notUnderstood.length > 0 ? exit.partly : exit.done;
  },
};

// A long chronology as one text would stand in memory three times over before it is out.
const rowsAtOnce = 500;

function print(answer: object, io: Io): void {
  let before = '{';
  for (const [name, value] of Object.entries(answer) as readonly (readonly [string, unknown])[]) {
    io.out(`${before}${JSON.stringify(name)}:`);
    before = ',';
    if (!Array.isArray(value)) {
      io.out(JSON.stringify(value));
      continue;
    }
    for (let from = 0; from === 0 || from < value.length; from += rowsAtOnce)
      io.out(`${from === 0 ? '[' : ','}${JSON.stringify(value.slice(from, from + rowsAtOnce)).slice(1, -1)}`);
    io.out(']');
  }
  io.out('}\n');
}

interface Call {
  readonly files: readonly {
    readonly path: string;
    readonly name: string;
    readonly agency: string | undefined;
  }[];
  readonly usDates: ReadonlySet<string>;
  readonly born: readonly string[];
  readonly out: readonly string[];
  readonly isJson: boolean;
}

function callOf(args: readonly string[]): Call {
  const { values, positionals } = readWords(args, options, usage);
  if (positionals.length === 0) throw new UsageError(`No file was given.\n\n${usage}`);
  const paths = [...new Set(positionals)];
  const agencies = new Map((values.agency ?? []).map((words) => agencyFor(words, paths)));
  const usDates = new Set((values['us-dates'] ?? []).map((words) => pathFor(words, paths, '--us-dates')));
  const born = (values.born ?? []).map((words) => {
    const day = parseDay(words);
    if (day === null)
      throw new UsageError(`--born ${JSON.stringify(words)} is not a day written YYYY-MM-DD.`);
    return day.toString();
  });
  for (const path of values.out ?? []) checkOut(path, paths);
  const names = paths.map((path) => basename(path));
  const files = paths.map((path, at) => ({
    path,
    // Two files of one name in two folders are told apart by their paths.
    name: names.indexOf(names[at] ?? '') === names.lastIndexOf(names[at] ?? '') ? (names[at] ?? path) : path,
    agency: agencies.get(path),
  }));
  return { files, usDates, born, out: values.out ?? [], isJson: values.json === true };
}

const endings = ['.xlsx', '.docx', '.csv', '.json', '.pdf'];

function checkOut(path: string, files: readonly string[]): void {
  if (!endings.includes(extname(path).toLowerCase()))
    throw new UsageError(`--out ${path} must end in one of ${endings.join(', ')}.`);
  if (files.some((file) => resolve(file) === resolve(path)))
    throw new UsageError(`--out ${path} is one of the files to be read, and would be lost.`);
}

/** The file that is meant by the words after an option: its path as it was given, or its name alone where only one has it. */
function fileMeant(words: string, paths: readonly string[]): string | null {
  const same = paths.filter((path) => path === words || resolve(path) === resolve(words));
  const named = same.length > 0 ? same : paths.filter((path) => basename(path) === words);
  return named.length === 1 ? (named[0] ?? null) : null;
}

function pathFor(words: string, paths: readonly string[], option: string): string {
  const found = fileMeant(words, paths);
  if (found === null) throw new UsageError(`${option} ${words} names none of the files, or more than one.`);
  return found;
}

function agencyFor(words: string, paths: readonly string[]): readonly [path: string, name: string] {
  // Both a path and a name may hold the sign, so the first that leaves a file before it is the right one.
  for (let at = words.indexOf('='); at !== -1; at = words.indexOf('=', at + 1)) {
    const path = fileMeant(words.slice(0, at), paths);
    const name = words.slice(at + 1).trim();
    if (path !== null && name !== '') return [path, name];
  }
  throw new UsageError(`--agency ${words} must be FILE=NAME, and FILE one of the files.`);
}

async function readAll(call: Call, io: Io) {
  const read: ReadFile[] = [];
  const facts: FileFacts[] = [];
  const before = new Map<string, { readonly name: string; readonly agency: string | undefined }>();
  for (const [at, { path, name, agency }] of call.files.entries()) {
    showProgress(io, `Reading ${at + 1} of ${call.files.length}: ${name}`);
    try {
      const bytes = await bytesOf(path);
      const given = { ...(agency === undefined ? {} : { agency }), usDates: call.usDates.has(path) };
      const whole = readReturn(await readable(bytes, name), name, given);
      const key = await fingerprint(bytes);
      const first = before.get(key);
      const isAgain = first !== undefined && (agency === undefined || agency === first.agency);
      const one = isAgain ? givenBefore(whole, first.name) : whole;
      if (first === undefined) before.set(key, { name, agency });
      read.push(one);
      const unread = holdsNothing(whole)
        ? { unread: 'No table of events was found in it. What it says is set aside.' }
        : {};
      facts.push({ file: name, agency: one.agency, notes: one.notes, ...unread });
    } catch (error) {
      const unread = whyUnread(error);
      if (unread === null) throw error;
      facts.push({ file: name, agency: agency ?? agencyOfFile(name), notes: [], unread });
    }
  }
  showProgress(io, '');
  return { read, facts };
}

/** A table with a header and no row is an agency that has nothing to tell; a file without a table is one that nobody has read. */
const holdsNothing = ({ rows, tables }: ReadReturn) => rows.length === 0 && tables.length === 0;

function showProgress(io: Io, words: string): void {
  if (process.stderr.isTTY) io.err(`\r\u001B[K${words}`);
}

const largest = 256 * 1024 * 1024;

async function bytesOf(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  if (bytes.length > largest) throw new UnreadableFile('The file is larger than 256 MB, so it was not read.');
  return bytes;
}

async function fingerprint(bytes: Uint8Array): Promise<string> {
  const { hash } = await import('node:crypto');
  return hash('sha256', bytes);
}

/** What Word and OpenOffice wrote in other formats is made a .docx first, where LibreOffice is there to do it. */
async function readable(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const from = mustConvert(bytes, name);
  if (from === null) return bytes;
  const { convertToDocx } = await import('../platform/documents/convert-document.ts');
  return convertToDocx(bytes, from);
}

const systemWords: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'This is a folder. Name the files in it.',
  EACCES: 'The file may not be opened by whoever runs this command.',
};

/** Why a file could not be read, in one sentence; null where something went wrong that nobody foresaw. */
function whyUnread(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof UnreadableFile || error.name === 'Unreadable') return error.message;
  return 'code' in error && typeof error.code === 'string' ? (systemWords[error.code] ?? null) : null;
}

/** A file whose bytes were given before under another name: none of its rows is told twice, and all are listed. */
function givenBefore(read: ReadReturn, first: string): ReadReturn {
  const as = `row of a file that was given before, as ${first}`;
  const rows = read.rows.map(({ place, cells }) => ({
    file: read.file,
    place,
    as,
    words: cells.map(({ text }) => text).join(' | '),
  }));
  const note = { words: `The same file as ${first}. It was read once.`, place: null };
  return { ...read, rows: [], setAside: [...read.setAside, ...rows], notes: [note, ...read.notes] };
}

async function write(path: string, merged: Merged, facts: ExportFacts): Promise<void> {
  // The file holds what nobody else on this machine should read.
  await writeFile(path, await written(extname(path).toLowerCase(), merged, facts), { mode: 0o600 });
}

async function written(ending: string, merged: Merged, facts: ExportFacts): Promise<Uint8Array> {
  if (ending === '.json')
    return (await import('../chronology/engine/writing/write-json.ts')).writeJson(merged);
  if (ending === '.csv')
    return (await import('../chronology/engine/writing/write-csv.ts')).writeCsv(merged, facts);
  if (ending === '.xlsx')
    return (await import('../chronology/engine/writing/write-xlsx.ts')).writeXlsx(merged, facts);
  const { chronologyPaper } = await import('../chronology/engine/writing/write-paper.ts');
  const papers = await import('../platform/papers/paper-child.ts');
  const limits = { milliseconds: 300_000, memoryBytes: 3 * 1024 ** 3, fileBytes: 256 * 1024 * 1024 };
  return papers.written(ending === '.pdf' ? 'pdf' : 'word', chronologyPaper(merged, facts), limits);
}

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

function summary(merged: Merged, { files }: ExportFacts, out: readonly string[]): string {
  const { entries, notUnderstood, ambiguous, sameEvent, conflicts, gaps, left } = merged;
  const dated = entries.filter(({ earliest, latest }) => earliest !== null || latest !== null);
  const agencies = new Set(entries.map(({ agency }) => agency));
  const span = dated.length === 0 ? '' : `, from ${dated[0]?.earliest ?? 'an open day'}`;
  const lines = [
    `${plural(entries.length, 'entry', 'entries')} of ${plural(agencies.size, 'agency', 'agencies')}${span}.`,
    `${plural(left.rowsRead, 'row', 'rows')} read, ${left.rowsNotUnderstood} not understood, ${left.rowsSetAside} set aside.`,
    `${plural(ambiguous.length, 'entry', 'entries')} to look at, ${plural(sameEvent.length, 'event that may be told twice', 'events that may be told twice')}, ${plural(conflicts.length, 'conflict', 'conflicts')}, ${plural(gaps.length, 'gap', 'gaps')}.`,
    ...notUnderstood
      .slice(0, 20)
      .map(
        ({ file, place, given, why }) =>
          `  ${file}, ${placeWords(place)}: ${given === '' ? '(no date)' : `“${given.replace(/\s+/g, ' ')}”`} ${why}`,
      ),
    ...(notUnderstood.length > 20
      ? [`  and ${notUnderstood.length - 20} more; --json lists all of them`]
      : []),
    ...files.flatMap(({ file, notes }) => notes.slice(0, 10).map(({ words }) => `  ${file}: ${words}`)),
    ...out.map((path) => `Written: ${path}`),
  ];
  return `${lines.join('\n')}\n`;
}
