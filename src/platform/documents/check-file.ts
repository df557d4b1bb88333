import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import type { Limits } from './document.ts';

/** What the inside of a file was found to be. */
export const findings = ['sound', 'macros', 'protected', 'damaged', 'too-much'] as const;
export type Found = (typeof findings)[number];

/** How the inside of a file is looked through: as a PDF, or as a package of XML parts. */
export type CheckedAs = 'pdf' | 'package';

class Stop extends Error {
  readonly found: Found;
  constructor(found: Found) {
    super(found);
    this.found = found;
  }
}

/** Looks through the inside of a file. For the child process only: it unpacks and parses what a stranger made. */
export async function checkInside(as: CheckedAs, bytes: Uint8Array, limits: Limits): Promise<Found> {
  try {
    if (as === 'pdf') await checkPdf(bytes, limits);
    else checkPackage(bytes, limits, { bytes: 0, entries: 0 }, 0);
    return 'sound';
  } catch (error) {
    return error instanceof Stop ? error.found : 'damaged';
  }
}

async function checkPdf(bytes: Uint8Array, limits: Limits): Promise<void> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = fileURLToPath(new URL('../../', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')));
  const task = getDocument({
    data: bytes,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    verbosity: 0,
    standardFontDataUrl: `${folder}standard_fonts/`,
  });
  try {
    const document = await task.promise;
    if (document.numPages > limits.pages) throw new Stop('too-much');
    // The first and the last page are there; a page without text, as of a scan, is as good as any other.
    await document.getPage(1);
    await document.getPage(document.numPages);
  } catch (error) {
    throw error instanceof Error && error.name === 'PasswordException' ? new Stop('protected') : error;
  } finally {
    await task.destroy();
  }
}

interface Spent {
  bytes: number;
  entries: number;
}

const macroName =
  /(?:^|\/)vba(?:Project[^/]*\.bin|Data\.xml)$|\/activeX\/|^xl\/macrosheets\/|^(?:Basic|Scripts)\/./i;
const macroStream = Buffer.from('_VBA_PROJECT', 'utf16le');
// A document may hold one in it, as a chart holds its table; what is within that is too deep.
const deepest = 1;

function checkPackage(bytes: Uint8Array, limits: Limits, spent: Spent, depth: number): void {
  const parts = unzipSync(bytes, {
    filter({ name, size, originalSize }) {
      spent.entries += 1;
      spent.bytes += originalSize;
      const isBomb = originalSize > 1_048_576 && originalSize > limits.ratio * Math.max(1, size);
      if (isBomb || spent.bytes > limits.unpackedBytes || spent.entries > limits.entries)
        throw new Stop('too-much');
      if (macroName.test(name)) throw new Stop('macros');
      return true;
    },
  });
  for (const [name, part] of Object.entries(parts)) checkPart(name, part, limits, spent, depth);
}

function checkPart(name: string, part: Uint8Array, limits: Limits, spent: Spent, depth: number): void {
  const whole = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  if (whole.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    if (depth >= deepest) throw new Stop('too-much');
    checkPackage(part, limits, spent, depth + 1);
  } else if (/\.(?:xml|rels|vml)$/i.test(name)) checkXml(name, whole);
  else if (whole.includes(macroStream)) throw new Stop('macros');
}

// Well formed, without a document type, and so without entities; nothing of it is kept.
function checkXml(name: string, bytes: Buffer): void {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
  const text = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  let depth = 0;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', () => {
    throw new Stop('damaged');
  });
  parser.on('doctype', () => {
    throw new Stop('damaged');
  });
  parser.on('opentag', ({ name: tag }) => {
    depth += 1;
    if (depth > 500) throw new Stop('too-much');
    if (name === 'META-INF/manifest.xml' && tag.endsWith('encryption-data')) throw new Stop('protected');
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  if (name === '[Content_Types].xml' && /macroEnabled|vbaProject/i.test(text)) throw new Stop('macros');
  parser.write(text).close();
}
