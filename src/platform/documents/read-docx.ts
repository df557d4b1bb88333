import type { Block, Limits, Reading } from './document.ts';
import {
  assertPageCount,
  headingLevel,
  pagesAreOurs,
  textOf,
  titleFromHeadings,
  Unreadable,
} from './document.ts';
import { type DocxParts, unpackDocx } from './docx-parts.ts';
import { isOn, Numbering, outlineOf, readStyles, type Style } from './docx-styles.ts';
import { numeral } from './numerals.ts';
import { cutIntoPages } from './own-pages.ts';
import { cleanText } from './plain-text.ts';
import { child, elements, textContent, type XmlElement } from './xml.ts';

/** Where the text of runs goes: into a paragraph of the page, a cell of a table, or a note. */
type Sink = {
  text(text: string): void;
  pageBreak(hard: boolean): void;
  box(content: XmlElement): void;
  picture(): void;
};

// Deleted and moved-away text, the code of fields, and properties are not what a reader of the document sees.
const unseen = new Set(
  'del moveFrom instrText delText delInstrText pPr rPr sdtPr sdtEndPr tblPr trPr tcPr sectPr'.split(' '),
);
const longPage = 6_000;

/**
 * Reads a Word document as Word would show it: insertions taken, deletions and hidden text left out, list
 * numbers counted.
 */
export function readDocx(bytes: Uint8Array, limits: Limits): Reading {
  const parts = unpackDocx(bytes, limits);
  const body = child(parts.document, 'body');
  if (!body) throw new Unreadable('The Word document is damaged: it has no body.');
  const walk = new Walk(parts, body, limits);
  walk.blocks(body);
  const { pages, known } = walk.finish();
  const title = elements(parts.core).find((element) => element.name === 'title');
  const named = title ? cleanText(textContent(title)) : '';
  const laidOut = known || pages.every((blocks) => textOf(blocks).length <= longPage);
  const cut = laidOut ? pages : pages.flatMap((blocks) => cutIntoPages(blocks, () => false));
  const reading = cut.map((blocks) => ({ label: null, blocks }));
  return {
    pages: reading,
    pagination: laidOut ? 'document' : 'ours',
    title: named === '' ? titleFromHeadings(reading) : named,
    warnings: laidOut ? [] : [pagesAreOurs],
  };
}

class Walk {
  readonly #styles: (id: string | undefined) => Style;
  readonly #numbering: Numbering;
  readonly #notes: Readonly<Record<'footnoteReference' | 'endnoteReference', Map<string, XmlElement>>>;
  readonly #sections: XmlElement[];
  readonly #limits: Limits;
  readonly #pages: Block[][] = [[]];
  readonly #endnotes: Block[] = [];
  #footnotes: Block[] = [];
  #counted = { footnoteReference: 0, endnoteReference: 0 };
  #section = 0;
  #known = false;
  /** What came last on this page: only after text does a break certainly begin another one. */
  #last: 'start' | 'hard' | 'soft' | 'text' = 'start';
  /** Text of a paragraph whose end mark was deleted: it runs on into the next paragraph. */
  #open = '';

  constructor(parts: DocxParts, body: XmlElement, limits: Limits) {
    this.#styles = readStyles(parts.styles);
    this.#numbering = new Numbering(parts.numbering);
    this.#notes = { footnoteReference: notesOf(parts.footnotes), endnoteReference: notesOf(parts.endnotes) };
    this.#sections = sectionsOf(body);
    this.#limits = limits;
  }

  /** Walks paragraphs and tables, through the wrappers that Word puts around them. */
  blocks(parent: XmlElement): void {
    for (const element of elements(parent)) {
      if (unseen.has(element.name)) continue;
      if (element.name === 'p') this.#paragraph(element);
      else if (element.name === 'tbl') this.#table(element);
      else this.blocks(element.name === 'AlternateContent' ? chosen(element) : element);
    }
  }

  /** The pages, and whether the file said where Word last broke them. */
  finish(): { pages: Block[][]; known: boolean } {
    this.#put(this.#open, null, null);
    this.#pages.at(-1)?.push(...this.#footnotes, ...this.#endnotes);
    while (this.#pages.length > 1 && this.#pages.at(-1)?.length === 0) this.#pages.pop();
    return { pages: this.#pages, known: this.#known };
  }

  #paragraph(element: XmlElement): void {
    const properties = child(element, 'pPr');
    const id = child(properties, 'pStyle')?.attributes.val;
    const style = this.#styles(id);
    if (isOn(child(properties, 'pageBreakBefore')) && this.#last === 'text') this.#pageBreak(true);
    const boxes: XmlElement[] = [];
    let text = this.#open;
    this.#open = '';
    let begun = false;
    const flush = (): void => {
      if (cleanText(text) === '') return;
      const number = begun ? null : this.#number(properties, id, style);
      const outline = outlineOf(properties) ?? style.outline;
      this.#put(text, outline !== null && outline < 9 ? outline : null, number);
      begun = true;
      text = '';
    };
    this.#inline(element, style, {
      text: (part) => {
        text += part;
      },
      pageBreak: (hard) => {
        flush();
        this.#pageBreak(hard);
      },
      box: (content) => {
        boxes.push(content);
      },
      picture: () => {
        this.#last = 'text';
      },
    });
    if (child(child(properties, 'rPr'), 'del')) this.#open = `${text} `;
    else flush();
    for (const box of boxes) this.blocks(box);
    if (child(properties, 'sectPr')) this.#endSection();
  }

  #number(properties: XmlElement | undefined, id: string | undefined, style: Style): string | null {
    const own = child(properties, 'numPr');
    const numId = child(own, 'numId')?.attributes.val ?? style.numId;
    if (numId === null || numId === '0') return null;
    const level = child(own, 'ilvl')?.attributes.val;
    return this.#numbering.next(numId, level === undefined ? style.level : Number(level), id);
  }

  /**
   * Adds text as a heading where it has an outline level, as an item of a list where it has a number (empty
   * for a bullet).
   */
  #put(raw: string, outline: number | null, number: string | null): void {
    const text = cleanText(`${number ?? ''} ${raw}`);
    if (cleanText(raw) === '') return;
    this.#last = 'text';
    const page = this.#pages.at(-1);
    if (outline !== null) page?.push({ kind: 'heading', level: headingLevel(outline + 1), text });
    else page?.push({ kind: number === null ? 'paragraph' : 'list-item', text });
  }

  /**
   * A break that was asked for (hard) always begins a page. One that Word only remembers (soft) follows each
   * hard one as well, and then means the same page.
   */
  #pageBreak(hard: boolean): void {
    if (!hard) this.#known = true;
    if (!hard && (this.#last === 'hard' || this.#last === 'start')) {
      this.#last = 'soft';
      return;
    }
    this.#pages.at(-1)?.push(...this.#footnotes);
    this.#footnotes = [];
    this.#pages.push([]);
    this.#last = hard ? 'hard' : 'soft';
    assertPageCount(this.#pages.length, this.#limits);
  }

  /** How a section begins is said by its own properties, which stand at its end. */
  #endSection(): void {
    this.#section += 1;
    const kind = child(this.#sections[this.#section], 'type')?.attributes.val ?? 'nextPage';
    if (kind !== 'continuous' && kind !== 'nextColumn') this.#pageBreak(true);
  }

  #table(table: XmlElement): void {
    this.#put(this.#open, null, null);
    this.#open = '';
    let rows: string[][] = [];
    const flush = (): void => {
      if (rows.length > 0) this.#pages.at(-1)?.push({ kind: 'table', rows });
      rows = [];
    };
    for (const row of inside(table, 'tr')) {
      const properties = child(row, 'trPr');
      if (child(properties, 'del')) continue;
      const cells = inside(row, 'tc').map((cell) => this.#cell(cell));
      const breaks = Math.max(0, ...cells.map((cell) => cell.breaks));
      const first = cells.some((cell) => cell.breakFirst);
      if (first) flush();
      for (let turn = 0; first && turn < breaks; turn += 1) this.#pageBreak(false);
      const texts = cells.flatMap((cell) => [cell.text, ...Array<string>(cell.span - 1).fill('')]);
      if (texts.some((text) => text !== '')) {
        rows.push(texts);
        this.#last = 'text';
      }
      // A row that runs over pages is kept whole on the page where it begins.
      if (!first && breaks > 0) flush();
      for (let turn = 0; !first && turn < breaks; turn += 1) this.#pageBreak(false);
    }
    flush();
  }

  #cell(cell: XmlElement): { text: string; span: number; breaks: number; breakFirst: boolean } {
    const properties = child(cell, 'tcPr');
    const span = Number(child(properties, 'gridSpan')?.attributes.val ?? 1);
    let text = '';
    let breaks = 0;
    let breakFirst = false;
    const sink: Sink = {
      text: (part) => {
        text += part;
      },
      pageBreak: () => {
        breakFirst ||= breaks === 0 && text.trim() === '';
        breaks += 1;
      },
      box: (content) => read(content),
      picture: () => {},
    };
    const read = (parent: XmlElement): void => {
      for (const element of elements(parent)) {
        if (unseen.has(element.name)) continue;
        if (element.name !== 'p') read(element.name === 'AlternateContent' ? chosen(element) : element);
        else {
          const numbered = child(element, 'pPr');
          const id = child(numbered, 'pStyle')?.attributes.val;
          const style = this.#styles(id);
          const start = text.length;
          this.#inline(element, style, sink);
          const number = text.length > start ? this.#number(numbered, id, style) : null;
          if (number) text = `${text.slice(0, start)}${number} ${text.slice(start)}`;
          text += ' ';
        }
      }
    };
    read(cell);
    const columns = Number.isInteger(span) && span > 1 ? Math.min(span, 100) : 1;
    return { text: cleanText(text), span: columns, breaks: Math.min(breaks, 100), breakFirst };
  }

  #inline(parent: XmlElement, style: Style, sink: Sink): void {
    for (const element of elements(parent)) {
      if (unseen.has(element.name) || (element.name === 'r' && this.#isHidden(element, style))) continue;
      switch (element.name) {
        case 't':
          sink.text(textContent(element));
          break;
        case 'tab':
        case 'ptab':
        case 'cr':
          sink.text(' ');
          break;
        case 'noBreakHyphen':
          sink.text('-');
          break;
        case 'br':
          if (element.attributes.type === 'page') sink.pageBreak(true);
          else sink.text(' ');
          break;
        case 'lastRenderedPageBreak':
          sink.pageBreak(false);
          break;
        case 'footnoteReference':
        case 'endnoteReference':
          sink.text(this.#note(element.name, element.attributes.id ?? ''));
          break;
        case 'txbxContent':
          sink.box(element);
          break;
        case 'drawing':
        case 'pict':
        case 'object':
          sink.picture();
          this.#inline(element, style, sink);
          break;
        case 'AlternateContent':
          this.#inline(chosen(element), style, sink);
          break;
        default:
          this.#inline(element, style, sink);
      }
    }
  }

  #isHidden(run: XmlElement, paragraph: Style): boolean {
    const properties = child(run, 'rPr');
    const own = child(properties, 'vanish');
    if (own) return isOn(own);
    return this.#styles(child(properties, 'rStyle')?.attributes.val).hidden || paragraph.hidden;
  }

  /**
   * The mark of a note where it is referred to; its text goes to the foot of the page, or for an endnote to
   * the end.
   */
  #note(kind: 'footnoteReference' | 'endnoteReference', id: string): string {
    const note = this.#notes[kind].get(id);
    if (!note) return '';
    this.#notes[kind].delete(id);
    this.#counted[kind] += 1;
    const mark = `[${numeral(this.#counted[kind], kind === 'footnoteReference' ? 'decimal' : 'lowerRoman')}]`;
    let text = '';
    const sink: Sink = {
      text: (part) => {
        text += part;
      },
      pageBreak: () => {},
      box: () => {},
      picture: () => {},
    };
    for (const paragraph of inside(note, 'p')) {
      this.#inline(paragraph, this.#styles(child(child(paragraph, 'pPr'), 'pStyle')?.attributes.val), sink);
      text += ' ';
    }
    const list = kind === 'footnoteReference' ? this.#footnotes : this.#endnotes;
    list.push({ kind: 'paragraph', text: cleanText(`${mark} ${text}`) });
    return mark;
  }
}

/** Word offers the same content twice, for new and old readers; only one of the two is meant to be read. */
function chosen(alternatives: XmlElement): XmlElement {
  const choice = child(alternatives, 'Choice') ?? child(alternatives, 'Fallback');
  return choice ?? { name: '', attributes: {}, children: [] };
}

/** The nearest elements of a name, through wrappers but not into a nested one of the same name. */
function inside(parent: XmlElement, name: string): XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === name) return [element];
    return unseen.has(element.name) ? [] : inside(element, name);
  });
}

function notesOf(part: XmlElement | undefined): Map<string, XmlElement> {
  const notes = new Map<string, XmlElement>();
  for (const note of elements(part)) {
    const kind = note.attributes.type ?? 'normal';
    if (kind === 'normal') notes.set(note.attributes.id ?? '', note);
  }
  return notes;
}

function sectionsOf(parent: XmlElement): XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === 'sectPr') return [element];
    return ['sectPrChange', 'pPrChange', 'tbl', 'r'].includes(element.name) ? [] : sectionsOf(element);
  });
}
