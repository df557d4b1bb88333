import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Bearer, perform, type Room } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import type { Reader } from '../platform/documents/read-document.ts';
import { importReview } from './commands.ts';
import type { BroughtDocument, BroughtReview } from './brought.ts';
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
  const documents = review.documents.filter((_, index) => files[index] !== 'refused');
  const held = files.filter((file) => file !== 'refused');
  const digest = digestOf({ ...review, documents }, held);
  if (known.get(review.slug) === digest) {
    report.unchanged += 1;
    return 'unchanged';
  }
  const brought = await readDocuments(room.reader, documents, held, report);
  // A document that was refused while reading is left out of the digest too, so that mending it counts as a change.
  const kept: BroughtReview = {
    ...review,
    documents: brought,
    digest: brought.length === documents.length ? digest : '',
  };
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

function digestOf(review: ImportedReview, files: readonly (OpenFile | null)[]): string {
  const { documents, ...facts } = review;
  const rows = documents.map((document, index) => ({ ...document, sha256: files[index]?.sha256 ?? null }));
  return createHash('sha256')
    .update(JSON.stringify({ ...facts, documents: rows }))
    .digest('hex');
}

async function readDocuments(
  reader: Reader,
  documents: readonly ImportedDocument[],
  files: readonly (OpenFile | null)[],
  report: ImportReport,
): Promise<readonly BroughtDocument[]> {
  const brought: BroughtDocument[] = [];
  for (const [index, document] of documents.entries()) {
    const file = files[index];
    const { kind, title, published } = document;
    if (!file) {
      brought.push({ kind, title, published, held: null });
      continue;
    }
    const result = await reader.read(file.path);
    if (result.ok) {
      const asPrinted = result.pagination === 'document';
      brought.push({
        kind,
        title,
        published,
        held: { pages: result.pages, asPrinted, sha256: result.sha256 },
      });
    } else report.refused.push({ path: document.file ?? '', why: result.why });
  }
  return brought;
}
