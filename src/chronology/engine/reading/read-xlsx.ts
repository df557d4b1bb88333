import {
  type Book,
  columnNumber,
  type FileNote,
  type Grid,
  type GridRow,
  spreadMerges,
  UnreadableFile,
} from './grid.ts';
import { dateFormatOf } from './number-format.ts';
import { cellsOf, formulaNote, richText, type Shared } from './xlsx-cells.ts';
import { attributesOf, type Parts, tagsIn, textOfPart, unpacked } from './zip.ts';

const wanted =
  /^(?:_rels\/|xl\/(?:workbook|sharedStrings|styles|comments\d*)\.xml$|xl\/_rels\/|xl\/worksheets\/|xl\/comments\/)/i;

/** Reads every sheet of an .xlsx workbook, hidden ones too. Macros are never run. Throws `UnreadableFile`. */
export function readXlsx(bytes: Uint8Array): Book {
  const parts = unpacked(bytes, (name) => wanted.test(name) && !name.endsWith('.bin'));
  const main = relationsOf(parts, '_rels/.rels', '').find(({ type }) => type.endsWith('/officeDocument'));
  const path = main?.target ?? 'xl/workbook.xml';
  if (path.endsWith('.bin'))
    throw new UnreadableFile('This is a binary workbook (.xlsb). Save it as .xlsx and bring that.');
  const workbook = textOfPart(parts, path);
  if (workbook === '') throw new UnreadableFile('The file is a zip archive, but not a workbook.');
  const shared = sharedOf(parts, workbook, path.slice(0, path.lastIndexOf('/') + 1));
  const relations = relationsOf(parts, relsOf(path), path);
  const notes: FileNote[] = [...aboutWhole(parts, shared)];
  const grids = tagsIn(workbook, 'sheet').flatMap((sheet): readonly Grid[] => {
    const name = sheet.name ?? '';
    const id = Object.entries(sheet).find(([key]) => key.endsWith(':id'))?.[1];
    const relation = relations.find((one) => one.id === id);
    if (relation === undefined || !relation.type.endsWith('/worksheet')) {
      notes.push({ words: `“${name}” is a sheet without cells and was left out.`, place: { sheet: name } });
      return [];
    }
    const isHidden = sheet.state === 'hidden' || sheet.state === 'veryHidden';
    if (isHidden)
      notes.push({
        words: 'This sheet is hidden in the workbook. It was read like the others.',
        place: { sheet: name },
      });
    return [sheetOf(parts, relation.target, name, isHidden, shared, notes)];
  });
  return { grids, lines: [], notes };
}

function aboutWhole({ names }: Parts, { from1904 }: Shared): readonly FileNote[] {
  const pictures = names.filter((name) => /^xl\/media\//i.test(name)).length;
  const found: string[] = [];
  if (names.some((name) => /vbaProject\.bin$|^xl\/macrosheets\//i.test(name)))
    found.push('The workbook holds macros. They were not run.');
  if (pictures > 0)
    found.push(
      `The workbook holds ${pictures === 1 ? 'a picture' : `${pictures} pictures`}. What a picture shows, a table too, cannot be read.`,
    );
  if (names.some((name) => /^xl\/externalLinks\//i.test(name)))
    found.push('The workbook takes values from other files. The values it was saved with were read.');
  if (from1904) found.push('The workbook counts days from 1904, and its dates were read so.');
  return found.map((words) => ({ words, place: null }));
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

const relsOf = (path: string) => path.replace(/([^/]+)$/, '_rels/$1.rels');

function relationsOf(parts: Parts, name: string, base: string): readonly Relation[] {
  const folder = base.slice(0, base.lastIndexOf('/') + 1);
  return tagsIn(textOfPart(parts, name), 'Relationship')
    .filter((tag) => tag.TargetMode !== 'External')
    .map(({ Id = '', Type = '', Target = '' }) => ({ id: Id, type: Type, target: pathTo(folder, Target) }));
}

function pathTo(folder: string, target: string): string {
  const whole = target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
  const path: string[] = [];
  for (const step of whole.split('/'))
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  return path.join('/');
}

function sharedOf(parts: Parts, workbook: string, folder: string): Shared {
  const styles = textOfPart(parts, `${folder}styles.xml`);
  const codes = new Map(tagsIn(styles, 'numFmt').map((tag) => [Number(tag.numFmtId), tag.formatCode ?? '']));
  const used = /<(?:\w+:)?cellXfs\b[^]*?<\/(?:\w+:)?cellXfs>/.exec(styles)?.[0] ?? '';
  const numbers = tagsIn(used, 'xf').map((tag) => Number(tag.numFmtId ?? 0));
  const mark = tagsIn(workbook, 'workbookPr')[0]?.date1904;
  return {
    strings: stringsOf(textOfPart(parts, `${folder}sharedStrings.xml`)),
    dates: numbers.map((id) => dateFormatOf(id, codes.get(id))),
    padded: numbers.map((id) => (/^0{2,15}$/.test(codes.get(id) ?? '') ? (codes.get(id) ?? '').length : 0)),
    from1904: mark === '1' || mark === 'true',
  };
}

function stringsOf(xml: string): readonly string[] {
  const prefix = /<(\w+):sst\b/.exec(xml.slice(0, 2_000))?.[1];
  const text =
    prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
  const strings: string[] = [];
  for (let at = text.indexOf('<si'); at !== -1; ) {
    const end = text.indexOf('</si>', at);
    const next = text.indexOf('<si', at + 3);
    // An empty string may be written as <si/>, which closes nothing.
    const isEmpty = end === -1 || (next !== -1 && next < end);
    strings.push(isEmpty ? '' : richText(text.slice(at, end)));
    at = next;
  }
  return strings;
}

function sheetOf(
  parts: Parts,
  path: string,
  name: string,
  hidden: boolean,
  shared: Shared,
  notes: FileNote[],
): Grid {
  const xml = textOfPart(parts, path);
  const { rows, valueless } = cellsOf(xml, shared);
  const data = xml.indexOf('sheetData');
  const hiddenColumns = tagsIn(data === -1 ? '' : xml.slice(0, data), 'col')
    .filter((tag) => isOn(tag.hidden) || tag.width === '0')
    .flatMap((tag) => range(Number(tag.min) - 1, Math.min(Number(tag.max) - 1, 16_383)));
  markHidden(xml, rows);
  const plain = xml.lastIndexOf('</sheetData>');
  const after = xml.slice(plain === -1 ? Math.max(0, xml.lastIndexOf(':sheetData>')) : plain);
  spreadMerges(rows, tagsIn(after, 'mergeCell').flatMap(mergeOf));
  notes.push(...formulaNote(name, valueless), ...commentsOf(parts, path, name));
  return { kind: 'sheet', name, hidden, rows, hiddenColumns, from1904: shared.from1904 };
}

const isOn = (value: string | undefined) => value === '1' || value === 'true';
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

function mergeOf({ ref = '' }: Readonly<Record<string, string>>) {
  const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? [];
  return top === ''
    ? []
    : [{ top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) }];
}

function markHidden(xml: string, rows: readonly GridRow[]): void {
  const hidden = new Set<number>();
  for (let at = xml.indexOf(' hidden="'); at !== -1; at = xml.indexOf(' hidden="', at + 9)) {
    const open = xml.lastIndexOf('<', at);
    const tag = xml.slice(open, xml.indexOf('>', at));
    if (/^<(?:\w+:)?row\b/.test(tag) && isOn(attributesOf(tag).hidden))
      hidden.add(Number(attributesOf(tag).r));
  }
  if (hidden.size > 0) for (const row of rows) if (hidden.has(row.number)) row.hidden = true;
}

// What somebody wrote beside a cell is no part of the chronology, and is not lost either.
function commentsOf(parts: Parts, path: string, sheet: string): readonly FileNote[] {
  return relationsOf(parts, relsOf(path), path)
    .filter(({ type }) => type.endsWith('/comments'))
    .flatMap(({ target }) =>
      [...textOfPart(parts, target).matchAll(/<(?:\w+:)?comment\b([^>]*)>([^]*?)<\/(?:\w+:)?comment>/g)].map(
        ([, tag = '', body = '']) => {
          const { ref = '' } = attributesOf(tag);
          const row = Number(/\d+$/.exec(ref)?.[0] ?? 0);
          return {
            words: `Comment at ${ref}: “${richText(body.replace(/(<\/?)\w+:/g, '$1')).trim()}”`,
            place: { sheet, row },
          };
        },
      ),
    );
}
