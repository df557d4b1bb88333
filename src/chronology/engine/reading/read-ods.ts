import { SaxesParser } from 'saxes';
import {
  type Book,
  cellCounter,
  columnName,
  type FileNote,
  type Grid,
  type GridRow,
  spreadMerges,
  type Stored,
  UnreadableFile,
} from './grid.ts';
import { textOfPart, unpacked } from './zip.ts';

type Attributes = Readonly<Record<string, string>>;

/** Reads every sheet of an OpenDocument spreadsheet, hidden ones too, with the words that its cells show. Throws `UnreadableFile`. */
export function readOds(bytes: Uint8Array): Book {
  const wanted = /^(?:content\.xml|styles\.xml|META-INF\/manifest\.xml)$/;
  const parts = unpacked(bytes, (name) => wanted.test(name));
  if (/encryption-data/.test(textOfPart(parts, 'META-INF/manifest.xml')))
    throw new UnreadableFile(
      'The spreadsheet is protected by a password. Save it without one and bring that.',
    );
  const reading = new OdsReading();
  for (const part of ['styles.xml', 'content.xml']) {
    const xml = textOfPart(parts, part);
    if (xml !== '') reading.read(xml);
  }
  if (reading.grids.length === 0) throw new UnreadableFile('The file holds no sheet.');
  const pictures = parts.names.filter((name) => name.startsWith('Pictures/')).length;
  if (pictures > 0)
    reading.notes.push({
      words: 'The spreadsheet holds pictures. What a picture shows, a table too, cannot be read.',
      place: null,
    });
  if (parts.names.some((name) => /^(?:Basic|Scripts)\//.test(name)))
    reading.notes.push({ words: 'The spreadsheet holds macros. They were not run.', place: null });
  return { grids: reading.grids, lines: [], notes: reading.notes };
}

interface Building {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: GridRow[];
  readonly columns: { readonly style: string; readonly hidden: boolean; readonly until: number }[];
  readonly merges: { top: number; left: number; bottom: number; right: number }[];
  readonly valueless: string[];
  number: number;
}

interface Filling {
  readonly cells: string[];
  readonly stored: (Stored | undefined)[];
  readonly repeated: number;
  readonly hidden: boolean;
  column: number;
}

const mostRows = 1_048_576;

class OdsReading {
  readonly grids: Grid[] = [];
  readonly notes: FileNote[] = [];
  readonly #dateStyles = new Map<string, Set<string>>();
  readonly #dataStyleOf = new Map<string, string>();
  readonly #hiddenTables = new Set<string>();
  readonly #count = cellCounter();
  #style = '';
  #sheet: Building | null = null;
  #row: Filling | null = null;
  #cell: Attributes | null = null;
  #paragraphs: string[] = [];
  #comment: string[] | null = null;
  // Depth of what is not part of any cell: old versions of changed cells, shapes.
  #apart = 0;

  read(xml: string): void {
    const parser = new SaxesParser();
    let isBroken = false;
    parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes));
    parser.on('closetag', ({ name }) => this.#close(name));
    parser.on('text', (text) => this.#say(text));
    parser.on('error', () => {
      isBroken = true;
    });
    parser.write(xml).close();
    if (isBroken) throw new UnreadableFile('The spreadsheet is damaged: one of its parts is not whole.');
  }

  #open(name: string, given: Attributes): void {
    if (name === 'table:tracked-changes' || name === 'table:shapes') this.#apart += 1;
    if (this.#apart > 0) return;
    if (name === 'number:date-style' || name === 'number:time-style') {
      this.#style = given['style:name'] ?? '';
      this.#dateStyles.set(this.#style, new Set());
    } else if (name === 'style:style') {
      this.#style = given['style:name'] ?? '';
      const data = given['style:data-style-name'];
      if (data !== undefined) this.#dataStyleOf.set(this.#style, data);
    } else if (name === 'style:table-properties') {
      if (given['table:display'] === 'false') this.#hiddenTables.add(this.#style);
    } else if (name.startsWith('number:')) this.#dateStyles.get(this.#style)?.add(name.slice(7));
    else if (name === 'table:table') this.#begin(given);
    else if (name === 'table:table-column') this.#columns(given);
    else if (name === 'table:table-row') this.#beginRow(given);
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      this.#cell = given;
      this.#paragraphs = [];
    } else if (name === 'office:annotation') this.#comment = [];
    else if (name === 'text:p' || name === 'text:h') (this.#comment ?? this.#paragraphs).push('');
    else if (name === 'text:s') this.#say(' '.repeat(Math.min(Number(given['text:c'] ?? 1), 1_000)));
    else if (name === 'text:tab') this.#say('\t');
    else if (name === 'text:line-break') this.#say('\n');
  }

  #say(text: string): void {
    const into = this.#comment ?? this.#paragraphs;
    if (this.#apart > 0 || this.#cell === null || into.length === 0) return;
    into[into.length - 1] += text;
  }

  #close(name: string): void {
    if (name === 'table:tracked-changes' || name === 'table:shapes') this.#apart -= 1;
    if (this.#apart > 0) return;
    if (name === 'office:annotation') this.#endComment();
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#endCell();
    else if (name === 'table:table-row') this.#endRow();
    else if (name === 'table:table') this.#end();
  }

  #begin(given: Attributes): void {
    const name = given['table:name'] ?? '';
    const hidden = this.#hiddenTables.has(given['table:style-name'] ?? '');
    if (hidden)
      this.notes.push({
        words: 'This sheet is hidden in the spreadsheet. It was read like the others.',
        place: { sheet: name },
      });
    this.#sheet = { name, hidden, rows: [], columns: [], merges: [], valueless: [], number: 0 };
  }

  #columns(given: Attributes): void {
    const columns = this.#sheet?.columns;
    const from = columns?.at(-1)?.until ?? 0;
    columns?.push({
      style: given['table:default-cell-style-name'] ?? '',
      hidden: isHidden(given),
      until: from + Number(given['table:number-columns-repeated'] ?? 1),
    });
  }

  #beginRow(given: Attributes): void {
    const repeated = Math.min(Number(given['table:number-rows-repeated'] ?? 1), mostRows);
    this.#row = { cells: [], stored: [], repeated, hidden: isHidden(given), column: 0 };
  }

  #endCell(): void {
    const given = this.#cell;
    const row = this.#row;
    const sheet = this.#sheet;
    this.#cell = null;
    if (given === null || row === null || sheet === null) return;
    const repeated = Number(given['table:number-columns-repeated'] ?? 1);
    let text = this.#paragraphs.join('\n');
    const formula = given['table:formula'];
    if (formula !== undefined && given['office:value-type'] === undefined && text === '') {
      text = `=${formula.replace(/^\w+:=?/, '')}`;
      sheet.valueless.push(`${columnName(row.column)}${sheet.number + 1}`);
    }
    const bottom = Number(given['table:number-rows-spanned'] ?? 1);
    const right = Number(given['table:number-columns-spanned'] ?? 1);
    if (bottom > 1 || right > 1)
      sheet.merges.push({
        top: sheet.number + 1,
        left: row.column,
        bottom: sheet.number + bottom,
        right: row.column + right - 1,
      });
    if (text !== '') {
      this.#count((row.column + repeated - row.cells.length) * row.repeated);
      const stored = this.#stored(given, sheet, row.column);
      while (row.cells.length < row.column) row.cells.push('');
      for (let i = 0; i < repeated; i += 1) {
        row.cells[row.column + i] = text;
        if (stored !== undefined) row.stored[row.column + i] = stored;
      }
    }
    row.column += repeated;
  }

  #stored(given: Attributes, { columns }: Building, column: number): Stored | undefined {
    const type = given['office:value-type'];
    const style = given['table:style-name'] ?? columns.find(({ until }) => column < until)?.style ?? '';
    const shows = this.#dateStyles.get(this.#dataStyleOf.get(style) ?? '');
    if (type === 'time') {
      const [, hours = '', minutes = ''] = /^PT(\d+)H(\d+)M/.exec(given['office:time-value'] ?? '') ?? [];
      const time = hours === '' ? null : `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
      return { day: null, time, shown: 'time' };
    }
    if (type !== 'date') return undefined;
    const [, day = null, clock = null] =
      /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(given['office:date-value'] ?? '') ?? [];
    const has = (part: string) => shows === undefined || shows.has(part);
    const shown = has('day') ? (has('year') ? 'day' : 'day-without-year') : has('month') ? 'month' : 'year';
    return { day, time: shows?.has('hours') === true ? clock : null, shown };
  }

  #endRow(): void {
    const row = this.#row;
    const sheet = this.#sheet;
    this.#row = null;
    if (row === null || sheet === null) return;
    // A row without words is counted and not kept: sheets end with a million of them.
    if (row.cells.length > 0)
      for (let i = 0; i < row.repeated; i += 1)
        sheet.rows.push({
          number: sheet.number + 1 + i,
          cells: [...row.cells],
          ...(row.stored.length > 0 ? { stored: row.stored } : {}),
          ...(row.hidden ? { hidden: true } : {}),
        });
    sheet.number += row.repeated;
  }

  #endComment(): void {
    const words = (this.#comment ?? []).join('\n').trim();
    this.#comment = null;
    const sheet = this.#sheet;
    if (sheet !== null && words !== '')
      this.notes.push({ words: `Comment: “${words}”`, place: { sheet: sheet.name, row: sheet.number + 1 } });
  }

  #end(): void {
    const sheet = this.#sheet;
    this.#sheet = null;
    if (sheet === null) return;
    spreadMerges(sheet.rows, sheet.merges);
    let from = 0;
    const hiddenColumns: number[] = [];
    for (const { hidden, until } of sheet.columns) {
      for (let column = from; hidden && column < Math.min(until, 16_384); column += 1)
        hiddenColumns.push(column);
      from = until;
    }
    if (sheet.valueless.length > 0)
      this.notes.push({
        words: `Formulas without their values: ${sheet.valueless.slice(0, 100).join(', ')}. Nothing was calculated.`,
        place: { sheet: sheet.name },
      });
    this.grids.push({
      kind: 'sheet',
      name: sheet.name,
      hidden: sheet.hidden,
      rows: sheet.rows,
      hiddenColumns,
    });
  }
}

const isHidden = (given: Attributes) => /^(?:collapse|filter)$/.test(given['table:visibility'] ?? '');
