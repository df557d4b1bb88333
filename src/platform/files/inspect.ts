import { unzipSync } from 'fflate';
import { defaultLimits, Unreadable } from '../documents/document.ts';
import { assertIsKind } from '../documents/sniff.ts';
import { agrees, type FileKind, kindByName } from './kinds.ts';

/** A file as somebody sent it: its name, what their browser declared it to be, and its bytes. */
export interface Brought {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Why a file is not taken, seen from its outside. */
export type Objection =
  | 'file-empty'
  | 'file-too-large'
  | 'file-kind'
  | 'file-unlike'
  | 'file-macros'
  | 'file-protected'
  | 'file-too-much';

export type Inspected =
  | { readonly objection: null; readonly kind: FileKind }
  | { readonly objection: Objection };

/** The largest file that is taken (bytes), and the most points of a picture. */
export const mostBytes = defaultLimits.fileBytes;
export const mostPixels = 40_000_000;

const { entries: mostEntries, ratio: mostRatio, unpackedBytes: mostUnpacked } = defaultLimits;

class Objected extends Error {
  readonly code: Objection;
  constructor(code: Objection) {
    super(code);
    this.code = code;
  }
}

/**
 * Looks at a file from outside, without unpacking or parsing any of it: size, ending against declared type against first bytes, that it is
 * nothing else as well, what an archive says of its own size, macros by their names, the points of a picture.
 */
export function inspect({ name, type, bytes }: Brought): Inspected {
  if (bytes.length === 0) return { objection: 'file-empty' };
  if (bytes.length > mostBytes) return { objection: 'file-too-large' };
  if (/\.(?:docm|dotm|xlsm|xltm|xlsb|xlam)$/i.test(name.trim())) return { objection: 'file-macros' };
  const kind = kindByName(name);
  if (kind === null) return { objection: 'file-kind' };
  if (!agrees(type, kind)) return { objection: 'file-unlike' };
  try {
    outsides[kind](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return { objection: null, kind };
  } catch (error) {
    if (error instanceof Objected) return { objection: error.code };
    if (error instanceof Unreadable) return { objection: 'file-unlike' };
    throw error;
  }
}

const assert = (holds: boolean, code: Objection) => {
  if (!holds) throw new Objected(code);
};

const outsides: Readonly<Record<FileKind, (bytes: Buffer) => void>> = {
  pdf(bytes) {
    assert(bytes.subarray(0, 5).equals(Buffer.from('%PDF-')), 'file-unlike');
    assert(bytes.subarray(-4_096).includes('%%EOF') && !endsInZip(bytes), 'file-unlike');
  },
  docx: (bytes) => assertPackage(bytes, 'word/'),
  xlsx: (bytes) => assertPackage(bytes, 'xl/'),
  odt(bytes) {
    const mimetype = 'mimetypeapplication/vnd.oasis.opendocument.text';
    assert(bytes.subarray(0, 100).includes(mimetype), 'file-unlike');
    assertPackage(bytes, 'content.xml');
  },
  png: (bytes) => assertPicture(bytes, pngSize(bytes)),
  jpg: (bytes) => assertPicture(bytes, jpegSize(bytes)),
  txt(bytes) {
    assertIsKind(bytes, 'txt');
    const head = bytes.subarray(0, 1_024).toString('latin1').trimStart();
    // What a browser could take for a page or a program, were it ever shown.
    assert(
      !/^\W{0,3}<(?:\?xml|\?php|!doctype|html|script|svg)/i.test(head) && !head.includes('%PDF-'),
      'file-unlike',
    );
    assert(!endsInZip(bytes), 'file-unlike');
  },
};

const zipMark = Buffer.from('PK\u0003\u0004');
const endMark = Buffer.from('PK\u0005\u0006');
const endBytes = 22;

// The end of an archive that holds together, somewhere in the last bytes: then the file is an archive as well, to whoever opens it as one.
function endsInZip(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - endBytes - 65_535);
  for (
    let at = bytes.lastIndexOf(endMark);
    at >= from;
    at = at === 0 ? -1 : bytes.lastIndexOf(endMark, at - 1)
  ) {
    if (at + endBytes > bytes.length) continue;
    const size = bytes.readUInt32LE(at + 12);
    if (size <= at && (size === 0 || bytes.readUInt32LE(at - size) === 0x02014b50)) return true;
  }
  return false;
}

function assertPackage(bytes: Buffer, inside: string): void {
  // Office puts a document with a password into a compound file.
  if (bytes.readUInt32BE(0) === 0xd0cf11e0)
    throw new Objected(
      bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'file-protected' : 'file-unlike',
    );
  assert(bytes.subarray(0, 4).equals(zipMark), 'file-unlike');
  const end = bytes.lastIndexOf(endMark);
  assert(end !== -1 && end + endBytes <= bytes.length, 'file-unlike');
  // The archive is the whole file: nothing before it, nothing behind it.
  assert(end + endBytes + bytes.readUInt16LE(end + 20) === bytes.length, 'file-unlike');
  assert(bytes.readUInt32LE(end + 16) + bytes.readUInt32LE(end + 12) === end, 'file-unlike');
  assertEntries(bytes, inside);
}

const isMacro = (name: string) =>
  /(?:^|\/)vba(?:Project[^/]*\.bin|Data\.xml)$|\/activeX\/|^xl\/macrosheets\/|^(?:Basic|Scripts)\/./i.test(
    name,
  );
const isArchive = (name: string) =>
  /\.(?:zip|7z|rar|gz|tgz|bz2|xz|jar|exe|dll|scr|js|vbs|cmd|bat|ps1|lnk)$/i.test(name);

// Nothing is unpacked: the directory of the archive is read, and every entry passed over.
function assertEntries(bytes: Buffer, inside: string): void {
  const names = new Set<string>();
  let unpacked = 0;
  let isThere = false;
  try {
    unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        assert(!names.has(name) && names.size < mostEntries, 'file-too-much');
        names.add(name);
        assert(!isMacro(name) && !isArchive(name), isMacro(name) ? 'file-macros' : 'file-unlike');
        unpacked += originalSize;
        // Below a megabyte a good ratio is normal: an empty form with many alike cells shrinks a hundredfold.
        const isBomb = originalSize > 1_048_576 && originalSize > mostRatio * Math.max(1, size);
        const isFlood = unpacked > 1_048_576 && unpacked > mostRatio * bytes.length;
        assert(!isBomb && !isFlood && unpacked <= mostUnpacked, 'file-too-much');
        isThere ||= name.startsWith(inside);
        return false;
      },
    });
  } catch (error) {
    throw error instanceof Objected ? error : new Objected('file-unlike');
  }
  assert(isThere, 'file-unlike');
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function assertPicture(bytes: Buffer, { width, height }: Size): void {
  assert(width > 0 && height > 0, 'file-unlike');
  assert(width * height <= mostPixels, 'file-too-much');
  assert(!bytes.subarray(0, 1_024).includes('%PDF-') && !endsInZip(bytes), 'file-unlike');
}

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

// Chunk by chunk to the end, behind which there is nothing.
function pngSize(bytes: Buffer): Size {
  assert(bytes.length >= 45 && bytes.subarray(0, 8).equals(pngMark), 'file-unlike');
  assert(bytes.toString('latin1', 12, 16) === 'IHDR', 'file-unlike');
  let at = 8;
  let last = '';
  while (at + 12 <= bytes.length && last !== 'IEND') {
    last = bytes.toString('latin1', at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
  }
  assert(last === 'IEND' && at === bytes.length, 'file-unlike');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

// Segment by segment to the one that says how large the picture is. Cameras put much behind the picture, which is left alone.
function jpegSize(bytes: Buffer): Size {
  assert(bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8, 'file-unlike');
  let at = 2;
  while (at + 9 < bytes.length) {
    assert(bytes[at] === 0xff, 'file-unlike');
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const length = marker === 0xff ? -1 : bytes.readUInt16BE(at + 2);
    assert(marker === 0xff || length >= 2, 'file-unlike');
    at += 2 + length;
  }
  throw new Objected('file-unlike');
}
