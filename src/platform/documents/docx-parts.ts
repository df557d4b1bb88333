import type { UnzipFileInfo } from 'fflate';
import { unzipSync } from 'fflate';
import type { Limits } from './document.ts';
import { Unreadable } from './document.ts';
import { elements, parseXml, type XmlElement } from './xml.ts';

/** The parts of a Word document that hold its text; those that the file lacks are undefined. */
export type DocxParts = {
  document: XmlElement;
  styles: XmlElement | undefined;
  numbering: XmlElement | undefined;
  footnotes: XmlElement | undefined;
  endnotes: XmlElement | undefined;
  core: XmlElement | undefined;
  /** What a writer keeps in the file under names of its own. */
  custom: XmlElement | undefined;
  /** Whether the file carries programs, which are never run, and which no plain document has. */
  macros: boolean;
};

// Below this size a good ratio is normal: an empty form with many alike cells shrinks a hundredfold.
const smallPart = 1024 * 1024;

/**
 * Unpacks the text parts of a .docx. Sizes are judged before anything is unpacked, and no part can grow past
 * what it declared.
 */
export function unpackDocx(bytes: Uint8Array, limits: Limits): DocxParts {
  const names = new Set<string>();
  let unpacked = 0;
  let macros = false;
  const wanted = (info: UnzipFileInfo): boolean => {
    if (names.has(info.name) || names.size >= limits.entries) throw tooMuch();
    names.add(info.name);
    macros ||= /vba(?:Project\.bin|Data\.xml)$|^word\/activeX\//i.test(info.name);
    unpacked += info.originalSize;
    const bomb = info.originalSize > smallPart && info.originalSize > limits.ratio * Math.max(1, info.size);
    // Entries may overlap, so that each looks modest while together they far outgrow the file.
    const flood = unpacked > smallPart && unpacked > limits.ratio * bytes.length;
    if (bomb || flood || unpacked > limits.unpackedBytes) throw tooMuch();
    return /^(?:_rels\/\.rels|docProps\/(?:core|custom)\.xml|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/.test(
      info.name,
    );
  };
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, { filter: wanted });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('The Word document is damaged: its parts cannot be unpacked.');
  }
  const part = (name: string): XmlElement | undefined => {
    const found = Object.hasOwn(files, name) ? files[name] : undefined;
    return found && parseXml(found);
  };
  const main = mainDocument(part('_rels/.rels'));
  const document = part(main);
  if (!document) throw new Unreadable('The file is a zip archive, but not a Word document.');
  return {
    document,
    styles: part('word/styles.xml'),
    numbering: part('word/numbering.xml'),
    footnotes: part('word/footnotes.xml'),
    endnotes: part('word/endnotes.xml'),
    core: part('docProps/core.xml'),
    custom: part('docProps/custom.xml'),
    macros,
  };
}

function tooMuch(): Unreadable {
  return new Unreadable(
    'The Word document unpacks to far more than a document should, so it was not opened.',
  );
}

/**
 * Some writers call the main part document2.xml; the package says which one it is. Only parts inside the file
 * are looked at.
 */
function mainDocument(relations: XmlElement | undefined): string {
  const relation = elements(relations).find((row) => row.attributes.Type?.endsWith('/officeDocument'));
  const target = relation?.attributes.TargetMode === 'External' ? undefined : relation?.attributes.Target;
  return target?.replace(/^\//, '') ?? 'word/document.xml';
}
