import { type Limits, Unreadable } from './document.ts';
import { type DocxParts, unpackDocx } from './docx-parts.ts';
import { isOn } from './docx-styles.ts';
import type { FilledCell, FilledControl, FilledForm, FilledPiece } from './filled-form.ts';
import { boxMarks } from './write-docx.ts';
import { child, elements, textContent, type XmlElement } from './xml.ts';

// As a reader of the document sees it: deletions, moved-away text, the code of fields and properties are left out.
const unseen = new Set(
  'del moveFrom instrText delText delInstrText pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr'.split(
    ' ',
  ),
);

/**
 * Reads a form that was filled in: its tables cell by cell with their content controls, and every line outside them. Throws
 * Unreadable for a document with macros.
 */
export function readDocxForm(bytes: Uint8Array, limits: Limits): FilledForm {
  const parts = unpackDocx(bytes, limits);
  if (parts.macros)
    throw new Unreadable(
      'The Word document holds macros, so it was not opened. Ask for one that is saved without them.',
    );
  const body = child(parts.document, 'body');
  if (!body) throw new Unreadable('The Word document is damaged: it has no body.');
  const pieces: FilledPiece[] = [];
  collect(body, pieces);
  return { properties: propertiesOf(parts), pieces };
}

function propertiesOf({ custom }: DocxParts): Record<string, string> {
  return Object.fromEntries(
    elements(custom).flatMap((property) => {
      const { name } = property.attributes;
      return name === undefined ? [] : [[name, textContent(property).trim()]];
    }),
  );
}

function collect(parent: XmlElement, pieces: FilledPiece[]): void {
  for (const element of elements(parent)) {
    if (unseen.has(element.name)) continue;
    if (element.name === 'tbl') pieces.push({ kind: 'table', rows: rowsOf(element) });
    else if (element.name === 'p') {
      for (const text of linesOf(element)) if (text.trim() !== '') pieces.push({ kind: 'line', text });
    } else collect(element.name === 'AlternateContent' ? chosen(element) : element, pieces);
  }
}

const rowsOf = (table: XmlElement): FilledCell[][] =>
  inside(table, 'tr', [])
    .filter(({ element }) => !child(child(element, 'trPr'), 'del'))
    .map(({ element, around }) => inside(element, 'tc', around).map((one) => cellOf(one)));

interface Found {
  readonly element: XmlElement;
  /** The controls that stand around it. */
  readonly around: readonly XmlElement[];
}

// Word may put a control around a whole cell or row: whoever types in it does not see the difference.
function inside(parent: XmlElement, name: string, around: readonly XmlElement[]): Found[] {
  return elements(parent).flatMap((element) => {
    if (element.name === name) return [{ element, around }];
    if (unseen.has(element.name)) return [];
    return inside(element, name, element.name === 'sdt' ? [...around, element] : around);
  });
}

function cellOf({ element, around }: Found): FilledCell {
  const controls: FilledControl[] = around.map((one) => controlOf(one));
  const isPrompt = around.some((one) => asksToBeAnswered(one));
  const lines = isPrompt ? [] : linesOf(element, controls);
  return { lines: trimmed(lines), controls };
}

const asksToBeAnswered = (control: XmlElement) => {
  const mark = child(child(control, 'sdtPr'), 'showingPlcHdr');
  return mark !== undefined && isOn(mark);
};

function controlOf(control: XmlElement): FilledControl {
  const properties = child(control, 'sdtPr');
  const date = child(properties, 'date');
  const box = child(properties, 'checkbox');
  const day = /^\d{4}-\d{2}-\d{2}/.exec(date?.attributes.fullDate ?? '')?.[0] ?? null;
  return {
    tag: child(properties, 'tag')?.attributes.val ?? null,
    title: child(properties, 'alias')?.attributes.val ?? null,
    kind: date !== undefined ? 'day' : box !== undefined ? 'tick' : 'text',
    day: asksToBeAnswered(control) ? null : day,
    ticked: box !== undefined && child(box, 'checked') !== undefined && isOn(child(box, 'checked')),
  };
}

/** The lines below an element: a paragraph each, and what a break parts. Controls that are met are added to `controls`. */
function linesOf(element: XmlElement, controls: FilledControl[] = []): string[] {
  const lines: string[] = [];
  let line: string | null = null;
  const add = (text: string) => {
    line = (line ?? '') + text;
  };
  const end = () => {
    if (line !== null) lines.push(line);
    line = null;
  };
  const walk = (node: XmlElement): void => {
    if (unseen.has(node.name) || isHidden(node)) return;
    if (node.name === 't') add(textContent(node));
    else if (node.name === 'tab' || node.name === 'ptab') add(' ');
    else if (node.name === 'noBreakHyphen') add('-');
    else if (node.name === 'br' || node.name === 'cr') {
      add('');
      end();
      add('');
    } else if (node.name === 'p') {
      end();
      const before = lines.length;
      add('');
      for (const one of elements(node)) walk(one);
      end();
      // LibreOffice ends a field in a paragraph of its own, which nobody wrote.
      if (lines.length === before + 1 && lines[before] === '' && holds(node, 'fldChar'))
        lines.length = before;
    } else if (node.name === 'sdt') {
      const control = controlOf(node);
      controls.push(control);
      if (control.kind === 'tick') add(control.ticked ? boxMarks.ticked : boxMarks.empty);
      else if (!asksToBeAnswered(node)) for (const one of elements(node)) walk(one);
    } else for (const one of elements(node.name === 'AlternateContent' ? chosen(node) : node)) walk(one);
  };
  walk(element);
  end();
  return lines;
}

const holds = (node: XmlElement, name: string): boolean =>
  elements(node).some((one) => one.name === name || holds(one, name));

const isHidden = (node: XmlElement) => {
  const mark = node.name === 'r' ? child(child(node, 'rPr'), 'vanish') : undefined;
  return mark !== undefined && isOn(mark);
};

// Empty lines between two stay: they are the writer's. Around them they are the form's own.
function trimmed(lines: readonly string[]): readonly string[] {
  const isWritten = (text: string) => text.trim() !== '';
  const first = lines.findIndex(isWritten);
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex(isWritten) + 1);
}

// Word offers the same content twice, for new and old readers; only one of the two is meant to be read.
const chosen = (alternatives: XmlElement): XmlElement =>
  child(alternatives, 'Choice') ??
  child(alternatives, 'Fallback') ?? { name: '', attributes: {}, children: [] };
