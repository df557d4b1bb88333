/**
 * A piece of a document, in reading order: plain data from which a page can be drawn without trusting the
 * file.
 */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list-item'; text: string }
  | { kind: 'table'; rows: string[][] };

export type DocumentKind = 'pdf' | 'docx' | 'txt' | 'html';

/**
 * One page: `number` counts from 1, `label` is what the document itself prints on it where that is known and
 * differs.
 */
export type Page = { number: number; label: string | null; blocks: Block[]; text: string };

/** What a file holds, or one sentence for a person saying why it could not be read. */
export type ReadResult =
  | {
      ok: true;
      kind: DocumentKind;
      pages: Page[];
      /**
       * Whether the pages are the document's own, or were cut here because the file has none that could be
       * known.
       */
      pagination: 'document' | 'ours';
      title: string | null;
      sha256: string;
      bytes: number;
      warnings: string[];
    }
  | { ok: false; why: string };

/**
 * What a reader of one format hands back; `text` and the fingerprint of the file are added outside the child
 * process.
 */
export type Reading = {
  pages: { label: string | null; blocks: Block[] }[];
  pagination: 'document' | 'ours';
  title: string | null;
  warnings: string[];
};

/** The largest document that is read. Sizes are bytes; `ratio` is unpacked size over packed size. */
export type Limits = {
  fileBytes: number;
  unpackedBytes: number;
  entries: number;
  ratio: number;
  pages: number;
  milliseconds: number;
  answerBytes: number;
  memoryBytes: number;
};

export const defaultLimits: Readonly<Limits> = {
  fileBytes: 50 * 1024 * 1024,
  unpackedBytes: 200 * 1024 * 1024,
  entries: 2_000,
  ratio: 100,
  pages: 2_000,
  milliseconds: 60_000,
  answerBytes: 32 * 1024 * 1024,
  memoryBytes: 1024 * 1024 * 1024,
};

export const pagesAreOurs =
  'The file does not say where its pages begin, so it was divided into pages of about 3,000 characters.';

/** A document that cannot be read; the message is the sentence that a person is shown. */
export class Unreadable extends Error {}

/** Throws {@link Unreadable} for a document of more pages than are read. */
export function assertPageCount(count: number, limits: Limits): void {
  if (count <= limits.pages) return;
  throw new Unreadable(`The document has more than ${limits.pages.toLocaleString('en-GB')} pages.`);
}

/**
 * The text of a page as it is searched and quoted: blocks apart by an empty line, cells of a row by a tab.
 */
export function textOf(blocks: readonly Block[]): string {
  return blocks.map(textOfBlock).join('\n\n');
}

export function textOfBlock(block: Block): string {
  return block.kind === 'table' ? block.rows.map((row) => row.join('\t')).join('\n') : block.text;
}

/** Whether there is anything to read at all: a letter or a digit. */
export function holdsWords(blocks: readonly Block[]): boolean {
  return blocks.some((block) => /[\p{L}\p{N}]/u.test(textOfBlock(block)));
}

/** The level of a heading held within the six that a web page has. */
export function headingLevel(depth: number): 1 | 2 | 3 | 4 | 5 | 6 {
  return Math.min(6, Math.max(1, Math.trunc(depth))) as 1 | 2 | 3 | 4 | 5 | 6;
}

/** The first heading of the highest rank, for documents that carry no title of their own. */
export function titleFromHeadings(pages: readonly { blocks: readonly Block[] }[]): string | null {
  let best: { level: number; text: string } | null = null;
  for (const page of pages) {
    for (const block of page.blocks) {
      if (block.kind === 'heading' && (best === null || block.level < best.level)) best = block;
    }
  }
  return best?.text ?? null;
}
