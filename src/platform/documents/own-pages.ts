import type { Block } from './document.ts';
import { textOfBlock } from './document.ts';

const full = 3_000;

/**
 * Cuts blocks into pages of about 3,000 characters, between blocks where it can; `opens` says which blocks
 * begin a page anyway.
 */
export function cutIntoPages(blocks: readonly Block[], opens: (block: Block) => boolean): Block[][] {
  const pages: Block[][] = [];
  let page: Block[] = [];
  let length = 0;
  let held = false;
  for (const block of blocks.flatMap(pieces)) {
    const size = textOfBlock(block).length;
    if (page.length > 0 && held && (opens(block) || length + size > full)) {
      pages.push(page);
      page = [];
      length = 0;
      held = false;
    }
    page.push(block);
    length += size;
    // A heading alone is not yet a page: it stays with what follows it.
    held ||= block.kind !== 'heading';
  }
  if (page.length > 0) pages.push(page);
  return pages;
}

function pieces(block: Block): Block[] {
  if (textOfBlock(block).length <= full) return [block];
  if (block.kind === 'table') return tablePieces(block.rows);
  return cutText(block.text).map((text, index) =>
    index === 0 ? { ...block, text } : { kind: 'paragraph', text },
  );
}

function tablePieces(rows: readonly string[][]): Block[] {
  const tables: string[][][] = [];
  let length = full;
  for (const row of rows) {
    const size = row.join('\t').length;
    if (length + size > full) {
      tables.push([]);
      length = 0;
    }
    tables.at(-1)?.push(row);
    length += size;
  }
  return tables.map((part) => ({ kind: 'table', rows: part }));
}

/** Cuts a text longer than a page at the end of a sentence, else at a space, else where the page is full. */
function cutText(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > full) {
    const window = text.slice(start, start + full);
    const sentence =
      Math.max(window.lastIndexOf('. '), window.lastIndexOf('? '), window.lastIndexOf('! ')) + 1;
    const space = window.lastIndexOf(' ');
    let end = sentence > full / 2 ? sentence : space > full / 2 ? space : full;
    // A character outside the basic plane is two units and must not be cut through.
    if (/[\ud800-\udbff]/.test(window.charAt(end - 1))) end -= 1;
    parts.push(window.slice(0, end).trim());
    start += end;
  }
  const rest = text.slice(start).trim();
  return rest === '' ? parts : [...parts, rest];
}
