import type { DocumentKind } from './document.ts';
import { Unreadable } from './document.ts';

const endings: Readonly<Record<string, DocumentKind>> = {
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.txt': 'txt',
  '.html': 'html',
  '.htm': 'html',
};

const named: Readonly<Record<DocumentKind, string>> = {
  pdf: 'a PDF',
  docx: 'a Word document',
  txt: 'plain text',
  html: 'a web page',
};

const signatures: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\u0003\u0004', 'a zip archive or an Office document'],
  ['PK\u0005\u0006', 'a zip archive or an Office document'],
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'an old or password-protected Office document'],
  ['{\\rtf', 'a rich text document'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
  ['\u001f\u008b', 'a compressed file'],
  ['7z\u00bc\u00af', 'a compressed file'],
  ['Rar!', 'a compressed file'],
  ['MZ', 'a program'],
  ['\u007fELF', 'a program'],
];

/**
 * The kind that the ending of a file's name promises; throws {@link Unreadable} for kinds that are not read.
 */
export function kindByEnding(path: string): DocumentKind {
  const ending = /\.[^./\\]*$/.exec(path)?.[0].toLowerCase() ?? '';
  const kind = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  if (kind) return kind;
  const its = ending === '' || ending.length > 12 ? 'has another ending' : `ends in “${ending}”`;
  const kinds = 'PDF (.pdf), Word (.docx), plain text (.txt) and web page (.html, .htm) files';
  throw new Unreadable(`Only ${kinds} can be read, and the name of this one ${its}.`);
}

/** Throws {@link Unreadable} unless the first bytes are those of the kind that the ending promises. */
export function assertIsKind(bytes: Uint8Array, kind: DocumentKind): void {
  const head = latin1(bytes.subarray(0, 1024));
  // Some writers put a few bytes before the mark of a PDF; every reader allows it.
  if (kind === 'pdf' && head.includes('%PDF-')) return;
  if (kind === 'docx' && head.startsWith('PK\u0003\u0004')) return;
  if (kind === 'docx' && isLockedOffice(bytes)) {
    throw new Unreadable('The document is protected by a password, so it cannot be read.');
  }
  const really = signatures.find(
    ([mark]) => head.startsWith(mark) && (mark !== 'MZ' || isBinary(bytes)),
  )?.[1];
  if (really !== undefined) throw mismatch(kind, `but it is ${really}`);
  if (kind === 'pdf' || kind === 'docx')
    throw mismatch(kind, 'but its content is something else or is damaged');
  if (isBinary(bytes)) throw mismatch(kind, 'but it holds data that is not text');
  if (kind === 'txt' && /^\s*(?:<!doctype html|<html)\b/i.test(head.replace(/^\u00ef\u00bb\u00bf/, ''))) {
    throw mismatch(kind, 'but it is a web page');
  }
}

function mismatch(kind: DocumentKind, rest: string): Unreadable {
  return new Unreadable(`The ending of the file’s name says that it is ${named[kind]}, ${rest}.`);
}

/** Office encrypts a document into an old compound file with a stream of this name, written in UTF-16. */
function isLockedOffice(bytes: Uint8Array): boolean {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    latin1(bytes.subarray(0, 4)) === '\u00d0\u00cf\u0011\u00e0' &&
    whole.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  );
}

/**
 * Whether bytes are other than text: more than one control byte in thirty, unless a mark at the start says
 * UTF-16.
 */
function isBinary(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return false;
  const sample = bytes.subarray(0, 65_536);
  let controls = 0;
  for (const byte of sample) if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) controls += 1;
  return controls * 30 > sample.length;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
