import type { DefaultTreeAdapterTypes } from 'parse5';
import { parse } from 'parse5';
import type { Block, Reading } from './document.ts';
import { headingLevel, pagesAreOurs } from './document.ts';
import { cutIntoPages } from './own-pages.ts';
import { numeral } from './numerals.ts';
import { cleanText } from './plain-text.ts';
import { decodeText } from './read-text.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const skipped = setOf(
  'script style template noscript head title iframe object embed svg math canvas audio video',
  'select datalist textarea button input dialog',
);
const inline = setOf(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rb s samp small',
  'span strike strong sub sup time tt u var wbr',
);

function setOf(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}

/**
 * Reads a web page. Each h1 or h2 begins a page, and a longer section is cut at about 3,000 characters: the
 * pages are always ours.
 */
export function readHtml(bytes: Uint8Array): Reading {
  const { text, warning } = decodeText(bytes, declaredEncoding(bytes));
  const tree = parse(text, { scriptingEnabled: false });
  const html = tree.childNodes.find((node) => node.nodeName === 'html') as Element | undefined;
  const head = html?.childNodes.find((node) => node.nodeName === 'head') as Element | undefined;
  const body = html?.childNodes.find((node) => node.nodeName === 'body') as Element | undefined;
  const titleElement = head?.childNodes.find((node) => node.nodeName === 'title') as Element | undefined;
  const title = titleElement ? cleanText(rawText(titleElement)) : '';
  const blocks = new BlockWriter();
  if (body) write(body, blocks);
  blocks.end();
  const cut = cutIntoPages(blocks.done, (block) => block.kind === 'heading' && block.level <= 2);
  return {
    pages: cut.map((page) => ({ label: null, blocks: page })),
    pagination: 'ours',
    title: title === '' ? null : title,
    warnings: [...(warning === null ? [] : [warning]), ...(cut.length > 1 ? [pagesAreOurs] : [])],
  };
}

function declaredEncoding(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1] ?? 'windows-1252';
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'utf-8' ? 'windows-1252' : encoding;
  } catch {
    return 'windows-1252';
  }
}

/** Gathers running text and closes it into a block whenever a block element begins or ends. */
class BlockWriter {
  readonly done: Block[] = [];
  #text = '';
  /** The mark of a list item whose first text has not come yet; the paragraphs after that are paragraphs. */
  #item: string | null = null;

  add(text: string): void {
    this.#text += text;
  }

  beginItem(mark: string): void {
    this.end();
    this.#item = mark;
  }

  endItem(): void {
    this.end();
    this.#item = null;
  }

  end(): void {
    const text = cleanText(this.#text);
    this.#text = '';
    if (text === '') return;
    if (this.#item === null) this.done.push({ kind: 'paragraph', text });
    else this.done.push({ kind: 'list-item', text: this.#item + text });
    this.#item = null;
  }

  put(block: Block): void {
    this.end();
    this.done.push(block);
  }
}

function write(element: Element, out: BlockWriter): void {
  for (const node of element.childNodes) {
    if (node.nodeName === '#text') out.add((node as DefaultTreeAdapterTypes.TextNode).value);
    if (isElement(node) && !isHidden(node)) writeElement(node, out);
  }
}

function writeElement(element: Element, out: BlockWriter): void {
  const name = element.tagName;
  if (name === 'br') out.add(' ');
  else if (inline.has(name)) write(element, out);
  else if (/^h[1-6]$/.test(name)) {
    const text = cleanText(rawText(element));
    if (text !== '') out.put({ kind: 'heading', level: headingLevel(Number(name.charAt(1))), text });
  } else if (name === 'table') {
    const rows = tableRows(element);
    if (rows.length > 0) out.put({ kind: 'table', rows });
  } else if (name === 'li') {
    out.beginItem(itemMark(element));
    write(element, out);
    out.endItem();
  } else {
    out.end();
    write(element, out);
    out.end();
  }
}

/** The number that a browser draws before an item of a numbered list; nothing for other lists. */
function itemMark(item: Element): string {
  const list = item.parentNode;
  if (list === null || !('tagName' in list) || list.tagName !== 'ol') return '';
  const items = list.childNodes.filter((node) => node.nodeName === 'li');
  const start = Number(attribute(list, 'start') ?? 1);
  const number = (Number.isInteger(start) ? start : 1) + items.indexOf(item);
  const format = { a: 'lowerLetter', A: 'upperLetter', i: 'lowerRoman', I: 'upperRoman' }[
    attribute(list, 'type') ?? ''
  ];
  return `${numeral(number, format ?? 'decimal')}. `;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

/**
 * The rows of a table with cells that span columns followed by empty ones, so that columns stay in line; a
 * caption is a row.
 */
function tableRows(table: Element): string[][] {
  const rows: string[][] = [];
  const walk = (element: Element): void => {
    for (const child of element.childNodes) {
      if (!isElement(child) || isHidden(child)) continue;
      if (child.tagName === 'tr') rows.push(child.childNodes.flatMap(cells));
      else if (child.tagName === 'caption') rows.push([cleanText(rawText(child))]);
      else walk(child);
    }
  };
  walk(table);
  return rows.filter((row) => row.some((cell) => cell !== ''));
}

function cells(node: Node): string[] {
  if (!isElement(node) || isHidden(node) || (node.tagName !== 'td' && node.tagName !== 'th')) return [];
  const span = Number(attribute(node, 'colspan') ?? 1);
  const extra = Number.isInteger(span) && span > 1 ? Math.min(span, 100) - 1 : 0;
  return [cleanText(rawText(node)), ...Array<string>(extra).fill('')];
}

/** All text below an element that a reader would see, block elements apart by a space. */
function rawText(element: Element): string {
  let text = '';
  for (const node of element.childNodes) {
    if (node.nodeName === '#text') text += (node as DefaultTreeAdapterTypes.TextNode).value;
    if (isElement(node) && !isHidden(node)) {
      text += inline.has(node.tagName) ? rawText(node) : ` ${rawText(node)} `;
    }
  }
  return text;
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function isHidden(element: Element): boolean {
  if (skipped.has(element.tagName)) return true;
  return element.attrs.some(
    ({ name, value }) =>
      name === 'hidden' ||
      (name === 'style' && /(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/i.test(value)),
  );
}
