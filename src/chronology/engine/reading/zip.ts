import { type UnzipFileInfo, unzipSync } from 'fflate';
import { UnreadableFile } from './grid.ts';

const mostEntries = 4_000;
const mostUnpacked = 512 * 1024 * 1024;
// Empty rows of a long sheet shrink fiftyfold; what shrinks far more is made to exhaust whoever opens it.
const mostRatio = 250;
const smallPart = 16 * 1024 * 1024;

/** What a zip archive holds: the names of all its parts, and the bytes of those that were wanted. */
export interface Parts {
  readonly names: readonly string[];
  readonly files: Record<string, Uint8Array>;
}

/** Unpacks those parts of a zip archive that are wanted. Throws `UnreadableFile` for a damaged one, and for one that is made to exhaust memory. */
export function unpacked(bytes: Uint8Array, wanted: (name: string) => boolean): Parts {
  const names: string[] = [];
  const seen = new Set<string>();
  let size = 0;
  const filter = (info: UnzipFileInfo): boolean => {
    if (seen.has(info.name)) throw tooMuch('names one of its parts twice');
    if (names.length >= mostEntries) throw tooMuch('has thousands of parts');
    seen.add(info.name);
    names.push(info.name);
    if (!wanted(info.name)) return false;
    size += info.originalSize;
    const isBomb = info.originalSize > smallPart && info.originalSize > mostRatio * Math.max(1, info.size);
    // Parts may overlap, so that each looks modest while together they far outgrow the file.
    const isFlood = size > smallPart && size > mostRatio * bytes.length;
    if (isBomb || isFlood || size > mostUnpacked) throw tooMuch('unpacks to far more than a chronology');
    return true;
  };
  try {
    return { names, files: unzipSync(bytes, { filter }) };
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('The file is damaged: its parts cannot be unpacked.');
  }
}

const tooMuch = (what: string) => new UnreadableFile(`The file ${what}, so it was not opened.`);

/**
 * A part as text, whatever Unicode it is written in; '' where the file lacks it. Its bytes are let go, because a sheet's are many: a part
 * is taken once.
 */
export function textOfPart({ files }: Parts, name: string): string {
  const bytes = Object.hasOwn(files, name) ? files[name] : undefined;
  if (bytes === undefined) return '';
  delete files[name];
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff;
  return new TextDecoder(utf16 === true ? 'utf-16be' : utf16 === false ? 'utf-8' : utf16).decode(bytes);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The text that a piece of XML without tags stands for. Entities that a document declares itself are never looked up. */
export function unescaped(xml: string): string {
  const plain = xml.includes('\r') ? xml.replace(/\r\n?/g, '\n') : xml;
  if (!plain.includes('&')) return plain;
  return plain.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name as string] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex as string, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** The attributes of one tag, given as the text between its angle brackets. */
export function attributesOf(tag: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name = '', , value = ''] of tag.matchAll(/([\w:.-]+)\s*=\s*(["'])([^]*?)\2/g))
    found[name] = unescaped(value);
  return found;
}

/** Every tag of that name in a piece of XML, by its attributes. */
export const tagsIn = (xml: string, name: string): readonly Readonly<Record<string, string>>[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b((?:[^>"']|"[^"]*"|'[^']*')*)>`, 'g'))].map(
    ([, tag = '']) => attributesOf(tag),
  );
