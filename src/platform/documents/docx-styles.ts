import { numeral } from './numerals.ts';
import { child, elements, type XmlElement } from './xml.ts';

/** What a paragraph or character style of a Word document says about structure. */
export type Style = {
  outline: number | null;
  hidden: boolean;
  numId: string | null;
  level: number | null;
};

type Level = { format: string; text: string; start: number; style: string | null; digits: boolean };

const plain: Style = { outline: null, hidden: false, numId: null, level: null };

/** Whether a yes-or-no property is set: its presence says yes unless its value says no. */
export function isOn(property: XmlElement | undefined): boolean {
  return property !== undefined && !['0', 'false', 'off'].includes(property.attributes.val ?? '1');
}

/**
 * Reads the styles part; the function it gives answers for a style's name, with what it inherits. Heading n
 * has outline n − 1.
 */
export function readStyles(part: XmlElement | undefined): (id: string | undefined) => Style {
  const rows = new Map<string, XmlElement>();
  for (const style of elements(part)) {
    const id = style.attributes.styleId;
    if (style.name === 'style' && id !== undefined) rows.set(id, style);
  }
  const known = new Map<string, Style>();
  const resolve = (id: string | undefined, depth: number): Style => {
    const row = id === undefined ? undefined : rows.get(id);
    if (id === undefined || !row || depth > 20) return plain;
    const found = known.get(id);
    if (found) return found;
    const style = ownStyle(row, resolve(child(row, 'basedOn')?.attributes.val, depth + 1));
    known.set(id, style);
    return style;
  };
  return (id) => resolve(id, 0);
}

function ownStyle(row: XmlElement, parent: Style): Style {
  const name = child(row, 'name')?.attributes.val ?? '';
  const properties = child(row, 'pPr');
  const numbered = child(properties, 'numPr');
  const heading = /^heading ([1-9])$/i.exec(name)?.[1];
  const named = heading !== undefined ? Number(heading) - 1 : /^title$/i.test(name) ? 0 : null;
  const vanish = child(child(row, 'rPr'), 'vanish');
  const level = child(numbered, 'ilvl')?.attributes.val;
  return {
    outline: outlineOf(properties) ?? named ?? parent.outline,
    hidden: vanish ? isOn(vanish) : parent.hidden,
    numId: child(numbered, 'numId')?.attributes.val ?? parent.numId,
    level: level === undefined ? parent.level : Number(level),
  };
}

/**
 * The outline level that paragraph properties set: 0 to 8, or 9 for body text; null where they say nothing.
 */
export function outlineOf(properties: XmlElement | undefined): number | null {
  const value = child(properties, 'outlineLvl')?.attributes.val;
  return value !== undefined && /^\d$/.test(value) ? Number(value) : null;
}

/**
 * Counts the numbered paragraphs of a Word document, because the file holds the rule of a number and not the
 * number itself.
 */
export class Numbering {
  readonly #levels = new Map<string, Level[]>();
  readonly #lists = new Map<string, { abstract: string; starts: Map<number, number> }>();
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  constructor(part: XmlElement | undefined) {
    for (const row of elements(part)) {
      const id = row.attributes[row.name === 'num' ? 'numId' : 'abstractNumId'] ?? '';
      if (row.name === 'abstractNum') this.#levels.set(id, readLevels(row));
      if (row.name !== 'num') continue;
      const starts = new Map<number, number>();
      for (const override of elements(row).filter((element) => element.name === 'lvlOverride')) {
        const start = child(override, 'startOverride')?.attributes.val;
        if (start !== undefined) starts.set(Number(override.attributes.ilvl), Number(start));
      }
      this.#lists.set(id, { abstract: child(row, 'abstractNumId')?.attributes.val ?? '', starts });
    }
  }

  /** The printed number of the next paragraph of that list and level: '4.12', '(b)'; empty for a bullet. */
  next(numId: string, level: number | null, style: string | undefined): string {
    const list = this.#lists.get(numId);
    const levels = list && this.#levels.get(list.abstract);
    if (!list || !levels) return '';
    const byStyle = levels.findIndex((row) => row?.style !== null && row?.style === style);
    const at = level ?? Math.max(0, byStyle);
    const row = levels[at];
    if (!row || row.format === 'bullet' || row.format === 'none') return '';
    return this.#print(levels, at, this.#count(numId, list, levels, at));
  }

  #count(
    numId: string,
    list: { abstract: string; starts: Map<number, number> },
    levels: Level[],
    at: number,
  ): (number | undefined)[] {
    const counts = this.#counts.get(list.abstract) ?? [];
    this.#counts.set(list.abstract, counts);
    const start = list.starts.get(at);
    const fresh = start !== undefined && !this.#begun.has(`${numId}/${at}`);
    this.#begun.add(`${numId}/${at}`);
    const before = counts[at];
    counts[at] = fresh ? start : before === undefined ? (start ?? levels[at]?.start ?? 1) : before + 1;
    counts.length = at + 1;
    return counts;
  }

  #print(levels: Level[], at: number, counts: (number | undefined)[]): string {
    const row = levels[at];
    return (row?.text ?? '').replace(/%([1-9])/g, (_, digit: string) => {
      const level = levels[Number(digit) - 1];
      const value = counts[Number(digit) - 1] ?? level?.start ?? 1;
      return numeral(value, row?.digits ? 'decimal' : (level?.format ?? 'decimal'));
    });
  }
}

function readLevels(abstract: XmlElement): Level[] {
  const levels: Level[] = [];
  for (const row of elements(abstract)) {
    const at = Number(row.attributes.ilvl);
    if (row.name !== 'lvl' || !(at >= 0 && at <= 8)) continue;
    levels[at] = {
      format: child(row, 'numFmt')?.attributes.val ?? 'decimal',
      text: child(row, 'lvlText')?.attributes.val ?? '',
      start: Number(child(row, 'start')?.attributes.val ?? 1),
      style: child(row, 'pStyle')?.attributes.val ?? null,
      digits: isOn(child(row, 'isLgl')),
    };
  }
  return levels;
}
