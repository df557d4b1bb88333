import type { Pasted } from './pasted.ts';

/**
 * The cells of the table in something copied, as Word has it: joined cells are the words at their first place and nothing at the others.
 * Several tables stand below each other. Null where it has none.
 */
export function cellsOfTable(html: string): Pasted | null {
  if (!/<table/i.test(html)) return null;
  // Only words are taken. Styles would be refused by the page's own policy one by one, and slowly.
  const bare = html
    .replace(/<style[^]*?<\/style>/gi, '')
    .replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, '')
    .replace(/<(img|link|meta|script)\b[^>]*>/gi, '');
  const parsed = new DOMParser().parseFromString(bare, 'text/html');
  const tables = [...parsed.querySelectorAll('table')].filter(
    (table) => table.parentElement?.closest('table') === null,
  );
  const lines = tables.flatMap(linesOf);
  return lines.length === 0 ? null : lines;
}

function linesOf(table: HTMLTableElement): string[][] {
  const lines: string[][] = [];
  [...table.rows].forEach((row, at) => {
    const line = (lines[at] ??= []);
    let column = 0;
    for (const cell of row.cells) {
      while (line[column] !== undefined) column += 1;
      for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - at); down += 1)
        for (let right = 0; right < Math.min(cell.colSpan, 60); right += 1)
          (lines[at + down] ??= [])[column + right] = down === 0 && right === 0 ? wordsOf(cell) : '';
      column += cell.colSpan;
    }
  });
  return lines.map((line) => Array.from(line, (cell) => cell ?? ''));
}

const blocks = new Set(['P', 'DIV', 'LI', 'TR', 'H1', 'H2', 'H3', 'H4', 'BLOCKQUOTE']);

// Lines as a person sees them; what was struck out by a tracked change is taken as struck out.
function wordsOf(cell: Element): string {
  const walk = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/[\s\u00a0]+/g, ' ');
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    const { tagName } = node as Element;
    if (tagName === 'BR') return '\n';
    if (tagName === 'DEL') return '';
    const inner = [...node.childNodes].map(walk).join('');
    return blocks.has(tagName) ? `\n${inner}\n` : inner;
  };
  return [...cell.childNodes]
    .map(walk)
    .join('')
    .replace(/ *\n */g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
