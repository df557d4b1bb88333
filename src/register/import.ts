import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Bearer, perform, type Room } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import type { Reader } from '../platform/documents/read-document.ts';
import { importReview } from './commands.ts';
import type { BroughtDocument, BroughtReview, BroughtText } from './brought.ts';
import {
  type ImportedDocument,
  type ImportedReview,
  readRegisterFile,
  type Refused,
  type RegisterFile,
} from './register.ts';
import { readDigests } from './store-import.ts';

/** What an import did: numbers of reviews, and what was refused. */
export interface ImportReport {
  added: number;
  changed: number;
  unchanged: number;
  refused: Refused[];
}

/** Reads `folder`/register.json. Throws SyntaxError, in words for a person, when there is none that can be read. */
export async function openRegisterFolder(folder: string): Promise<RegisterFile> {
  let text: string;
  try {
    text = await readFile(join(folder, 'register.json'), 'utf8');
  } catch {
    throw new SyntaxError(`There is no register.json in ${folder} that can be read.`);
  }
  return readRegisterFile(text);
}

/**
 * Brings a folder's reviews into a partnership's register, each with its documents in one transaction, so that an import that
 * is cut short leaves whole reviews and can be run again. `say` hears of each review once it is kept.
 */
export async function importRegister(
  room: Room & { readonly reader: Reader },
  bearer: Bearer,
  folder: string,
  file: RegisterFile,
  say: (progress: string) => void,
): Promise<ImportReport> {
  const report: ImportReport = { added: 0, changed: 0, unchanged: 0, refused: [...file.refused] };
  const known = await readDigests(room.db, bearer.token);
  for (const [index, review] of file.reviews.entries()) {
    const outcome = await importOne(room, bearer, folder, review, known, report);
    say(`${index + 1} of ${file.reviews.length}: ${review.slug} ${outcome}`);
  }
  return report;
}

async function importOne(
  room: Room & { readonly reader: Reader },
  bearer: Bearer,
  folder: string,
  review: ImportedReview,
  known: ReadonlyMap<string, string>,
  report: ImportReport,
): Promise<'added' | 'changed' | 'unchanged' | 'refused'> {
  const files = await Promise.all(review.documents.map((document) => openFile(folder, document, report)));
  const digest = digestOf(review, files);
  if (known.get(review.slug) === digest) {
    report.unchanged += 1;
    return 'unchanged';
  }
  const documents = await readDocuments(room.reader, review.documents, files, report);
  // Without a digest the next import reads everything again, however it was mended.
  const unread = documents.some(({ held }, index) => held === 'refused' && files[index] !== 'refused');
  const kept: BroughtReview = { ...review, documents, digest: unread ? '' : digest };
  const outcome = await perform(room, bearer, importReview, kept);
  if (outcome.outcome === 'done') {
    report[outcome.done] += 1;
    return outcome.done;
  }
  const why = outcome.outcome === 'refused' ? words(outcome.refusal) : 'not found';
  report.refused.push({ path: review.slug, why });
  return 'refused';
}

interface OpenFile {
  readonly path: string;
  readonly sha256: string;
}

// The file that a row names, its fingerprint, null where the row names none, 'refused' where it cannot be had.
async function openFile(
  folder: string,
  document: ImportedDocument,
  report: ImportReport,
): Promise<OpenFile | null | 'refused'> {
  if (document.file === undefined) return null;
  const refuse = (why: string) => {
    report.refused.push({ path: document.file ?? '', why });
    return 'refused' as const;
  };
  const path = join(folder, document.file);
  try {
    const [home, real] = await Promise.all([realpath(folder), realpath(path)]);
    if (!real.startsWith(home + sep)) return refuse('the file is outside the folder');
    if (!(await lstat(real)).isFile()) return refuse('this is not a file');
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(real)) hash.update(chunk as Buffer);
    return { path: real, sha256: hash.digest('hex') };
  } catch {
    return refuse('there is no such file, or it cannot be read');
  }
}

// A document whose file cannot be had is left out, so that mending it counts as a change.
function digestOf(review: ImportedReview, files: readonly (OpenFile | null | 'refused')[]): string {
  const { documents, ...facts } = review;
  const rows = documents.flatMap((document, index) => {
    const file = files[index] ?? null;
    return file === 'refused' ? [] : [{ ...document, sha256: file?.sha256 ?? null }];
  });
  return createHash('sha256')
    .update(JSON.stringify({ ...facts, documents: rows }))
    .digest('hex');
}

async function readDocuments(
  reader: Reader,
  documents: readonly ImportedDocument[],
  files: readonly (OpenFile | null | 'refused')[],
  report: ImportReport,
): Promise<readonly BroughtDocument[]> {
  const brought: BroughtDocument[] = [];
  for (const [index, { kind, title, published, file: name = '' }] of documents.entries()) {
    const file = files[index] ?? null;
    const held = file === null || file === 'refused' ? file : await readText(reader, file, name, report);
    brought.push({ kind, title, published, held });
  }
  return brought;
}

async function readText(
  reader: Reader,
  file: OpenFile,
  name: string,
  report: ImportReport,
): Promise<BroughtText | 'refused'> {
  const result = await reader.read(file.path);
  if (result.ok)
    return { pages: result.pages, asPrinted: result.pagination === 'document', sha256: result.sha256 };
  report.refused.push({ path: name, why: result.why });
  return 'refused';
}
