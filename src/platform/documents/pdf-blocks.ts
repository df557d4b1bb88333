import type { Block } from './document.ts';
import { headingLevel } from './document.ts';
import type { Line } from './pdf-lines.ts';
import { cleanText, listItemOf } from './plain-text.ts';

type Group = { lines: Line[]; size: number; listed: boolean };

const headingAtLeast = 1.12;
const longestHeading = 250;

/**
 * Turns the lines of all pages into blocks by geometry: gaps make paragraphs, and type larger than the body's
 * makes headings.
 */
export function blocksOf(pages: readonly (readonly Line[])[]): Block[][] {
  const body = bodySize(pages);
  const leading = leadingOf(pages);
  const words = wordsOf(pages);
  const grouped = pages.map((lines) => groupsOf(lines, leading));
  const sizes = grouped.flat().filter((group) => isHeading(group, body));
  const ranks = [...new Set(sizes.map((group) => round(group.size)))].sort((a, b) => b - a);
  return grouped.map((groups) =>
    groups.flatMap((group): Block[] => {
      const text = joinLines(group.lines, words);
      if (text === '') return [];
      if (isHeading(group, body)) {
        return [{ kind: 'heading', level: headingLevel(ranks.indexOf(round(group.size)) + 1), text }];
      }
      const item = group.listed ? listItemOf(text) : null;
      return [item === null ? { kind: 'paragraph', text } : { kind: 'list-item', text: item }];
    }),
  );
}

function isHeading(group: Group, body: number): boolean {
  const length = group.lines.reduce((sum, line) => sum + line.text.length, 0);
  return (
    group.size >= headingAtLeast * body && length <= longestHeading && /\p{L}{2}/u.test(groupText(group))
  );
}

function groupText(group: Group): string {
  return group.lines.map((line) => line.text).join(' ');
}

function groupsOf(lines: readonly Line[], leading: (size: number) => number): Group[] {
  const groups: Group[] = [];
  const edges = rightEdges(lines);
  for (const [index, line] of lines.entries()) {
    const group = groups.at(-1);
    const last = group?.lines.at(-1);
    const listed = listItemOf(line.text.trim()) !== null;
    if (group && last && !listed && belongs(group, last, line, leading, edges[index] ?? line.right))
      group.lines.push(line);
    else groups.push({ lines: [line], size: line.size, listed });
  }
  return groups;
}

/**
 * Whether a line goes on with the paragraph of the line above it; `edge` is how far right the lines around it
 * reach.
 */
function belongs(
  group: Group,
  last: Line,
  line: Line,
  leading: (size: number) => number,
  edge: number,
): boolean {
  const step = line.y - last.y;
  const first = group.lines[0] ?? last;
  if (last.row || line.row || Math.abs(line.angle) > 0.05 || Math.abs(last.angle) > 0.05) return false;
  if (Math.abs(line.size - last.size) > 0.08 * last.size) return false;
  if (step <= 0 || step > 1.2 * leading(line.size)) return false;
  if (line.x > last.right || line.right < last.x) return false;
  if (/(?:\.\s?){4,}\d+$/.test(last.text)) return false;
  if (group.listed) {
    // The lines of an item hang to the right of its mark; a line below the mark itself is no part of it.
    if (group.lines.length === 1 ? line.x < first.x - 0.2 * line.size : Math.abs(line.x - last.x) > line.size)
      return false;
  } else if (line.x > last.x + 0.8 * line.size && group.lines.length > 1) return false;
  return !endedEarly(last, line, edge);
}

/**
 * A line that left room for the next word was ended on purpose; only a capital or a digit after it makes that
 * sure.
 */
function endedEarly(last: Line, line: Line, edge: number): boolean {
  if (/[-‐\u00ad]$/.test(last.text)) return false;
  const word = /^\S+/.exec(line.text)?.[0] ?? '';
  const width = ((line.right - line.x) / Math.max(1, line.text.length)) * (word.length + 1);
  return /^[\p{Lu}\p{N}“‘"(]/u.test(line.text) && last.right + 1.5 * width < edge;
}

/** For each line, the furthest right that the unbroken run of lines of its size and left edge reaches. */
function rightEdges(lines: readonly Line[]): number[] {
  const edges: number[] = [];
  let start = 0;
  const close = (end: number): void => {
    const edge = Math.max(...lines.slice(start, end).map((line) => line.right));
    for (let index = start; index < end; index += 1) edges[index] = edge;
    start = end;
  };
  for (let index = 1; index <= lines.length; index += 1) {
    const [line, before] = [lines[index], lines[index - 1]];
    const same =
      line &&
      before &&
      Math.abs(line.size - before.size) < 0.5 &&
      Math.abs(line.x - before.x) < 2 * line.size;
    if (!same) close(index);
  }
  return edges;
}

function bodySize(pages: readonly (readonly Line[])[]): number {
  const letters = new Map<number, number>();
  for (const line of pages.flat()) count(letters, round(line.size), line.text.length);
  return mostFrequent(letters) ?? 12;
}

/**
 * The distance from line to line within paragraphs, by size of type, learned from the lines that fill their
 * column.
 */
function leadingOf(pages: readonly (readonly Line[])[]): (size: number) => number {
  const steps = new Map<number, Map<number, number>>();
  const ratios = new Map<number, number>();
  for (const lines of pages) {
    const edges = rightEdges(lines);
    for (const [index, line] of lines.entries()) {
      const next = lines[index + 1];
      if (!next || Math.abs(next.size - line.size) > 0.5 || line.row || next.row) continue;
      const step = next.y - line.y;
      const width = (edges[index] ?? 0) - line.x;
      if (step <= 0 || step > 4 * line.size || line.right < line.x + 0.8 * width || line.text.length < 20)
        continue;
      const size = round(line.size);
      const own = steps.get(size) ?? new Map<number, number>();
      steps.set(size, own);
      count(own, Math.round(step * 4) / 4, 1);
      count(ratios, Math.round((step / line.size) * 20) / 20, 1);
    }
  }
  const usual = Math.min(2.5, mostFrequent(ratios) ?? 1.3);
  return (size) => {
    const own = steps.get(round(size));
    const total = own ? [...own.values()].reduce((sum, value) => sum + value, 0) : 0;
    return own && total >= 5 ? (mostFrequent(own) ?? usual * size) : usual * size;
  };
}

/**
 * The words that stand whole within lines, which tell whether a hyphen at the end of a line belongs to its
 * word.
 */
function wordsOf(pages: readonly (readonly Line[])[]): Set<string> {
  const words = new Set<string>();
  let broken = false;
  for (const line of pages.flat()) {
    const text = line.text.toLowerCase().replaceAll('‐', '-');
    const whole = (broken ? text.replace(/^\S+/, '') : text).replace(/\S+-$/, '');
    for (const [word] of whole.matchAll(/[\p{L}\p{M}’']+(?:-[\p{L}\p{M}’']+)*/gu)) words.add(word);
    broken = text.endsWith('-');
  }
  return words;
}

/**
 * Joins lines into a paragraph. A hyphen at a line's end goes only where the next line starts in lower case,
 * and stays where the document writes the word with it elsewhere, or knows both halves as words and not the
 * whole.
 */
function joinLines(lines: readonly Line[], words: ReadonlySet<string>): string {
  let text = '';
  for (const line of lines) {
    const next = line.text.trim();
    const broken = /([\p{L}\p{M}’']+)([-‐\u00ad])$/u.exec(text);
    const tail = /^[\p{L}\p{M}’']+/u.exec(next)?.[0] ?? '';
    if (!broken) text = text === '' ? next : `${text} ${next}`;
    else if (!/^\p{Ll}/u.test(tail))
      text = /^[\p{L}\p{N}]/u.test(next) ? `${text}${next}` : `${text} ${next}`;
    else if (broken[2] === '\u00ad' || !keepsHyphen(broken[1] ?? '', tail, words))
      text = `${text.slice(0, -1)}${next}`;
    else text = `${text}${next}`;
  }
  return cleanText(text);
}

function keepsHyphen(head: string, tail: string, words: ReadonlySet<string>): boolean {
  const [left, right] = [head.toLowerCase(), tail.toLowerCase()];
  if (words.has(`${left}-${right}`)) return true;
  if (words.has(left + right)) return false;
  return words.has(left) && words.has(right);
}

function count(counts: Map<number, number>, key: number, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function mostFrequent(counts: ReadonlyMap<number, number>): number | null {
  let best: [number, number] | null = null;
  for (const entry of counts) if (best === null || entry[1] > best[1]) best = entry;
  return best?.[0] ?? null;
}

function round(size: number): number {
  return Math.round(size * 2) / 2;
}
