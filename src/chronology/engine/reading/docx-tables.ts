import {
  cellCounter,
  type FileNote,
  type Grid,
  type GridPlace,
  type GridRow,
  type Line,
  spreadMerges,
} from './grid.ts';

type Attributes = Readonly<Record<string, string>>;

interface TableCell {
  readonly column: number;
  span: number;
  /** Goes on from the row above. */
  continues: boolean;
  text: string;
  paragraphs: number;
}

interface Table {
  readonly mark: string;
  readonly level: number;
  readonly rows: GridRow[];
  readonly merges: { top: number; left: number; bottom: number; right: number }[];
  /** By column: the merge that a cell of the next row may go on with. */
  readonly open: Map<number, { top: number; left: number; bottom: number; right: number }>;
  number: number;
  column: number;
  cells: TableCell[];
  cell: TableCell | null;
  isRowDeleted: boolean;
}

const most = 100;

/** Follows the tags of a Word document and gathers its tables, the tables within their cells, and the lines around them. */
export class DocxTables {
  readonly lines: Line[] = [];
  readonly notes: FileNote[] = [];
  readonly comments = new Map<string, GridPlace>();
  pictures = 0;
  inserted = 0;
  deleted = 0;
  footnotes = 0;
  readonly #outer: Table[] = [];
  readonly #inner: Table[] = [];
  readonly #stack: Table[] = [];
  readonly #count = cellCounter();
  #line = '';
  #paragraphs = 0;
  #isText = false;
  #isCode = false;
  #isInsideRowMarks = false;
  #changes: string[] = [];
  #changed = '';
  // Depth of the second telling of a shape, which says the same again.
  #fallback = 0;

  open(name: string, given: Attributes): void {
    if (name === 'mc:Fallback') this.#fallback += 1;
    if (this.#fallback > 0) return;
    switch (name) {
      case 'tbl':
        return this.#begin();
      case 'tr':
        return this.#beginRow();
      case 'tc':
        return this.#beginCell();
      case 'trPr':
        this.#isInsideRowMarks = true;
        return;
      case 'gridBefore':
        if (this.#table !== undefined) this.#table.column += Math.min(Number(given['w:val'] ?? 0), 63);
        return;
      case 'gridSpan':
        if (this.#table?.cell) this.#table.cell.span = Math.min(Math.max(Number(given['w:val'] ?? 1), 1), 63);
        return;
      case 'vMerge':
      case 'hMerge':
        if (this.#table?.cell && (given['w:val'] ?? 'continue') === 'continue')
          this.#table.cell.continues = true;
        return;
      case 'ins':
      case 'del':
      case 'moveFrom':
      case 'moveTo':
        return this.#beginChange(name);
      case 't':
      case 'delText':
        this.#isText = true;
        return;
      case 'instrText':
        this.#isCode = true;
        return;
      case 'p':
        if (this.#table?.cell && this.#table.cell.paragraphs++ > 0) this.#put('\n');
        return;
      case 'br':
      case 'cr':
        return this.#put('\n');
      case 'tab':
        // Where a tab stop is set it has the same name, and says where it stands.
        if (given['w:pos'] === undefined) this.#put('\t');
        return;
      case 'noBreakHyphen':
        return this.#put('-');
      case 'footnoteReference':
      case 'endnoteReference':
        this.footnotes += 1;
        return;
      case 'commentReference':
        this.comments.set(given['w:id'] ?? '', this.#here());
        return;
      case 'drawing':
      case 'pict':
        this.pictures += 1;
    }
  }

  say(text: string): void {
    if (this.#isText && !this.#isCode && this.#fallback === 0) this.#put(text);
  }

  close(name: string): void {
    if (name === 'mc:Fallback') this.#fallback -= 1;
    if (this.#fallback > 0) return;
    if (name === 't' || name === 'delText') this.#isText = false;
    else if (name === 'instrText') this.#isCode = false;
    else if (name === 'trPr') this.#isInsideRowMarks = false;
    else if (name === 'ins' || name === 'del' || name === 'moveFrom' || name === 'moveTo')
      this.#endChange(name);
    else if (name === 'p') this.#endParagraph();
    else if (name === 'tc') this.#endCell();
    else if (name === 'tr') this.#endRow();
    else if (name === 'tbl') this.#end();
  }

  /** The tables by their numbers: those of the page as they follow each other, after them those that stand in cells. */
  finished(): readonly Grid[] {
    return [...this.#outer, ...this.#inner].map(({ rows, merges, mark, level }, index) => {
      spreadMerges(rows, merges);
      const name = String(index + 1);
      return {
        kind: 'table',
        name,
        hidden: false,
        rows,
        hiddenColumns: [],
        ...(level === 0 ? {} : { mark }),
      };
    });
  }

  get #table(): Table | undefined {
    return this.#stack.at(-1);
  }

  #here(): GridPlace {
    const [table] = this.#stack;
    return table === undefined
      ? { paragraph: this.#paragraphs + 1 }
      : { table: this.#outer.length, row: Math.max(1, table.number) };
  }

  #put(words: string): void {
    const change = this.#changes.at(-1);
    if (change !== undefined) this.#changed += words;
    if (this.#changes.some((one) => one === 'del' || one === 'moveFrom')) return;
    const table = this.#table;
    if (table === undefined) this.#line += words;
    else if (table.cell !== null) table.cell.text += words;
  }

  #begin(): void {
    const table: Table = {
      mark: `\uE000${this.#inner.length}\uE001`,
      level: this.#stack.length,
      rows: [],
      merges: [],
      open: new Map(),
      number: 0,
      column: 0,
      cells: [],
      cell: null,
      isRowDeleted: false,
    };
    if (this.#stack.length === 0) this.#outer.push(table);
    else {
      // Its words find their place in the outer cell again, unless it turns out to be a chronology itself.
      if (this.#table?.cell)
        this.#table.cell.text += `${this.#table.cell.text === '' ? '' : '\n'}${table.mark}`;
      this.#inner.push(table);
    }
    this.#stack.push(table);
  }

  #beginRow(): void {
    const table = this.#table;
    if (table === undefined) return;
    table.number += 1;
    table.column = 0;
    table.cells = [];
    table.isRowDeleted = false;
  }

  #beginCell(): void {
    const table = this.#table;
    if (table !== undefined)
      table.cell = { column: table.column, span: 1, continues: false, text: '', paragraphs: 0 };
  }

  #endCell(): void {
    const table = this.#table;
    if (!table?.cell) return;
    table.cells.push(table.cell);
    table.column += table.cell.span;
    table.cell = null;
  }

  #endRow(): void {
    const table = this.#table;
    if (table === undefined) return;
    this.#count(table.column);
    const cells = Array.from({ length: table.column }, () => '');
    for (const { column, span, continues, text } of table.cells) {
      const above = table.open.get(column);
      if (continues && above !== undefined) above.bottom = table.number;
      else {
        const merge = { top: table.number, left: column, bottom: table.number, right: column + span - 1 };
        table.open.set(column, merge);
        table.merges.push(merge);
      }
      cells[column] = text.replace(/\s+$/, '');
    }
    if (cells.some((text) => /\S/.test(text)))
      table.rows.push({ number: table.number, cells, ...(table.isRowDeleted ? { deleted: true } : {}) });
  }

  #end(): void {
    const table = this.#stack.pop();
    if (table === undefined) return;
    const real = table.merges.filter(({ top, left, bottom, right }) => bottom > top || right > left);
    table.merges.splice(0, table.merges.length, ...real);
  }

  #endParagraph(): void {
    if (this.#stack.length > 0) return;
    this.#paragraphs += 1;
    if (this.#line.trim() !== '')
      this.lines.push({ number: this.#paragraphs, text: this.#line.trim(), after: this.#outer.length });
    this.#line = '';
  }

  #beginChange(name: string): void {
    if (this.#isInsideRowMarks) {
      if (name === 'del' && this.#table !== undefined) this.#table.isRowDeleted = true;
      return;
    }
    this.#changes.push(name);
    this.#changed = '';
  }

  #endChange(name: string): void {
    if (this.#isInsideRowMarks) return;
    this.#changes.pop();
    const words = this.#changed.trim();
    this.#changed = '';
    if (words === '') return;
    const isIn = name === 'ins' || name === 'moveTo';
    if (isIn) this.inserted += 1;
    else this.deleted += 1;
    if (this.inserted + this.deleted <= most)
      this.notes.push({
        words: `${isIn ? 'Inserted' : 'Deleted'} by a tracked change: “${words}”`,
        place: this.#here(),
      });
  }
}
