import type { Block, Reading } from './document.ts';
import { pagesAreOurs } from './document.ts';
import { cutIntoPages } from './own-pages.ts';
import { cleanText, listItemOf } from './plain-text.ts';

/**
 * Reads plain text: UTF-8 (or UTF-16 with its mark), else windows-1252; a form feed begins a page, else the
 * pages are ours.
 */
export function readText(bytes: Uint8Array): Reading {
  const { text, warning } = decodeText(bytes);
  const warnings = warning === null ? [] : [warning];
  const sheets = text.replace(/\r\n?/g, '\n').split('\f');
  // A form feed at the very end closes the last page and begins none.
  if (sheets.length > 1 && sheets.at(-1)?.trim() === '') sheets.pop();
  if (sheets.length > 1) {
    const pages = sheets.map((sheet) => ({ label: null, blocks: textBlocks(sheet) }));
    return { pages, pagination: 'document', title: null, warnings };
  }
  const cut = cutIntoPages(textBlocks(sheets[0] ?? ''), () => false);
  if (cut.length > 1) warnings.push(pagesAreOurs);
  return { pages: cut.map((blocks) => ({ label: null, blocks })), pagination: 'ours', title: null, warnings };
}

/** Text from bytes whose encoding is not told: by its mark, else strictly UTF-8, else `fallback`. */
export function decodeText(
  bytes: Uint8Array,
  fallback = 'windows-1252',
): { text: string; warning: string | null } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), warning: null };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), warning: null };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), warning: null };
  } catch {
    const text = new TextDecoder(fallback).decode(bytes);
    return {
      text,
      warning: `The text is not UTF-8 and was read as ${fallback}; look at its accents and quotation marks.`,
    };
  }
}

function textBlocks(text: string): Block[] {
  return text
    .split(/\n[^\S\n]*\n\s*/)
    .flatMap(groupBlocks)
    .filter((block) => block.kind !== 'table' && block.text !== '');
}

/**
 * One run of lines without an empty line: a paragraph wrapped by hand, the items of a list, or lines that are
 * a paragraph each.
 */
function groupBlocks(group: string): Block[] {
  const lines = group.split('\n').map(cleanText);
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  // Nobody wraps by hand beyond this width: such lines are paragraphs as an editor saves them.
  const wrapped = longest <= 130;
  const blocks: { kind: 'paragraph' | 'list-item'; text: string }[] = [];
  for (const line of lines) {
    const item = listItemOf(line);
    const last = blocks.at(-1);
    if (item !== null) blocks.push({ kind: 'list-item', text: item });
    else if (last && wrapped && line !== '') last.text = `${last.text} ${line}`;
    else blocks.push({ kind: 'paragraph', text: line });
  }
  return blocks;
}
