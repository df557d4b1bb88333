import { UnreadableFile } from './grid.ts';
import { unpacked } from './zip.ts';

/** What a file is read as, by its bytes before its name. */
export type FileKind = 'xlsx' | 'ods' | 'docx' | 'csv' | 'json';

const starts = (bytes: Uint8Array, ...first: readonly number[]) =>
  first.every((byte, at) => bytes[at] === byte);

/** Which kind of Word document must be made a .docx by LibreOffice before it can be read; null for every other file. */
export function mustConvert(bytes: Uint8Array, name: string): 'doc' | 'odt' | null {
  if (isCompound(bytes)) return has(bytes, 'WordDocument') && !has(bytes, 'EncryptedPackage') ? 'doc' : null;
  return starts(bytes, 0x50, 0x4b, 3, 4) && inZip(bytes) === 'odt'
    ? 'odt'
    : endsWith(name, 'doc') && isRich(bytes)
      ? 'doc'
      : null;
}

/** Tells what a file is. Throws `UnreadableFile`, saying what it is and what to bring instead, for every kind that is not read. */
export function kindOfFile(bytes: Uint8Array, name: string): FileKind {
  if (bytes.length === 0) throw new UnreadableFile('The file is empty.');
  if (isCompound(bytes)) throw compound(bytes);
  if (starts(bytes, 0x50, 0x4b)) {
    const kind = inZip(bytes);
    if (kind === 'odt')
      throw new UnreadableFile(
        'An .odt file can only be read where LibreOffice is installed. Save it as .docx and bring that.',
      );
    return kind;
  }
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46))
    throw new UnreadableFile(
      'This is a PDF. Bring the spreadsheet or the Word document that it was made from.',
    );
  if (isPicture(bytes))
    throw new UnreadableFile('This is a picture. What a picture shows, a table too, cannot be read.');
  if (isRich(bytes)) throw new UnreadableFile('This is rich text (.rtf). Save it as .docx and bring that.');
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 200))
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (endsWith(name, 'json') || start.startsWith('{"entries"')) return 'json';
  if (/^<(?:!doctype|html|\?xml|table)/i.test(start))
    throw new UnreadableFile(
      'This is a web page, whatever its name says. Open it in a spreadsheet and save it as .xlsx.',
    );
  return 'csv';
}

const endsWith = (name: string, ending: string) => name.toLowerCase().endsWith(`.${ending}`);
const isCompound = (bytes: Uint8Array) => starts(bytes, 0xd0, 0xcf, 0x11, 0xe0);
const isRich = (bytes: Uint8Array) => starts(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66);
const isPicture = (bytes: Uint8Array) =>
  starts(bytes, 0x89, 0x50, 0x4e, 0x47) ||
  starts(bytes, 0xff, 0xd8, 0xff) ||
  starts(bytes, 0x47, 0x49, 0x46, 0x38) ||
  starts(bytes, 0x49, 0x49, 0x2a, 0) ||
  starts(bytes, 0x4d, 0x4d, 0, 0x2a);

// The names in a compound file stand as two bytes for each letter.
function has(bytes: Uint8Array, word: string): boolean {
  const wanted = Array.from(word, (one) => one.charCodeAt(0));
  for (let at = bytes.indexOf(wanted[0] ?? 0); at !== -1; at = bytes.indexOf(wanted[0] ?? 0, at + 1))
    if (wanted.every((code, i) => bytes[at + 2 * i] === code && bytes[at + 2 * i + 1] === 0)) return true;
  return false;
}

function compound(bytes: Uint8Array): UnreadableFile {
  if (has(bytes, 'EncryptedPackage') || has(bytes, 'EncryptionInfo'))
    return new UnreadableFile('The file is protected by a password. Save it without one and bring that.');
  if (has(bytes, 'WordDocument'))
    return new UnreadableFile(
      'A .doc file can only be read where LibreOffice is installed. Save it as .docx and bring that.',
    );
  if (has(bytes, 'Workbook') || has(bytes, 'Book'))
    return new UnreadableFile('This is an old workbook (.xls). Save it as .xlsx and bring that.');
  return new UnreadableFile(
    'The file is in an old format that is not read. Save it as .xlsx or .docx and bring that.',
  );
}

function inZip(bytes: Uint8Array): 'xlsx' | 'ods' | 'docx' | 'odt' {
  const { names, files } = unpacked(bytes, (name) => name === 'mimetype');
  const type = new TextDecoder().decode(files.mimetype ?? new Uint8Array());
  if (type.includes('opendocument.spreadsheet')) return 'ods';
  if (type.includes('opendocument.text')) return 'odt';
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx';
  if (names.includes('EncryptedPackage'))
    throw new UnreadableFile('The file is protected by a password. Save it without one and bring that.');
  throw new UnreadableFile('The file is a zip archive of other files. Bring each chronology by itself.');
}
