// Writes spreadsheets and Word documents part by part, with what real ones hold and a library would not write: values that are missing,
// hidden rows, tracked changes, repeated rows.
import { strToU8, zipSync } from 'fflate';

/** A cell of a made spreadsheet: words, a number, a number shown by a format, or a formula with or without its value. */
export type MadeCell =
  | string
  | number
  | null
  | { readonly number: number; readonly format: string }
  | { readonly formula: string; readonly value?: string | number };

export interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly MadeCell[])[];
  readonly isHidden?: boolean;
  /** From 1. */
  readonly hiddenRows?: readonly number[];
  /** From 1. */
  readonly hiddenColumns?: readonly number[];
  readonly merges?: readonly string[];
  readonly comments?: Readonly<Record<string, string>>;
}

export interface MadeBook {
  readonly sheets: readonly MadeSheet[];
  readonly from1904?: boolean;
  /** Parts beside the usual ones, by name. */
  readonly more?: Readonly<Record<string, string>>;
}

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const letters = (column: number): string =>
  column < 0 ? '' : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

const zipped = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), {
    mtime: '1980-01-01T00:00:00',
  });

const relations = (rows: readonly (readonly [id: string, type: string, target: string])[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows
    .map(
      ([id, type, target]) =>
        `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

/** An .xlsx workbook. Texts that stand often are shared, as spreadsheets write them; the first row of each sheet holds its texts itself. */
export function xlsxOf({ sheets, from1904 = false, more = {} }: MadeBook): Uint8Array {
  const strings: string[] = [];
  const formats: string[] = [];
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const cell = (value: MadeCell, place: string, isFirst: boolean): string => {
    if (value === null) return `<c r="${place}"/>`;
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    if (typeof value === 'string') {
      if (isFirst)
        return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
      const known = strings.indexOf(value);
      const at = known === -1 ? strings.push(value) - 1 : known;
      return `<c r="${place}" t="s"><v>${at}</v></c>`;
    }
    if ('formula' in value) {
      const kept = value.value === undefined ? '' : `<v>${escaped(String(value.value))}</v>`;
      const type = typeof value.value === 'string' ? ' t="str"' : '';
      return `<c r="${place}"${type}><f>${escaped(value.formula)}</f>${kept}</c>`;
    }
    const known = formats.indexOf(value.format);
    const style = (known === -1 ? formats.push(value.format) - 1 : known) + 1;
    return `<c r="${place}" s="${style}"><v>${value.number}</v></c>`;
  };
  const parts: Record<string, string> = { ...more };
  sheets.forEach((sheet, index) => {
    const columns = (sheet.hiddenColumns ?? []).map(
      (at) => `<col min="${at}" max="${at}" width="9" hidden="1"/>`,
    );
    const rows = sheet.rows.map((row, at) => {
      const hidden = sheet.hiddenRows?.includes(at + 1) === true ? ' hidden="1"' : '';
      return `<row r="${at + 1}"${hidden}>${row.map((one, column) => cell(one, `${letters(column)}${at + 1}`, at === 0)).join('')}</row>`;
    });
    const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`);
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}">${columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`}<sheetData>${rows.join('')}</sheetData>${merges.length === 0 ? '' : `<mergeCells>${merges.join('')}</mergeCells>`}</worksheet>`;
    const comments = Object.entries(sheet.comments ?? {});
    if (comments.length === 0) return;
    parts[`xl/comments${index + 1}.xml`] =
      `<comments xmlns="${main}"><commentList>${comments.map(([ref, text]) => `<comment ref="${ref}" authorId="0"><text><r><t>${escaped(text)}</t></r></text></comment>`).join('')}</commentList></comments>`;
    parts[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = relations([
      ['rId1', 'comments', `../comments${index + 1}.xml`],
    ]);
  });
  return zipped({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets.map(({ name, isHidden }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}"${isHidden === true ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      ['rId90', 'styles', 'styles.xml'],
      ['rId91', 'sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': `<?xml version="1.0"?><styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats.map((code, at) => `<numFmt numFmtId="${at + 164}" formatCode="${escaped(code)}"/>`).join('')}</numFmts><cellXfs count="${formats.length + 1}"><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${at + 164}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="${main}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...parts,
  });
}

/** A cell of a made Word table. `xml` stands in place of a paragraph's runs, for what a person cannot type. */
export type MadeDocxCell =
  | string
  | {
      readonly text?: string;
      readonly xml?: string;
      readonly span?: number;
      readonly down?: 'begins' | 'goes on';
      readonly table?: MadeDocxTable;
    };

export interface MadeDocxTable {
  readonly rows: readonly (readonly MadeDocxCell[])[];
  /** Rows, from 1, that a tracked change deletes. */
  readonly deletedRows?: readonly number[];
}

/** A paragraph or a table. */
export type MadeBlock = string | { readonly xml: string } | MadeDocxTable;

const paragraph = (text: string) =>
  text
    .split('\n')
    .map((line) => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`)
    .join('');

function docxCell(cell: MadeDocxCell): string {
  const made = typeof cell === 'string' ? { text: cell } : cell;
  const down =
    made.down === undefined ? '' : made.down === 'begins' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>';
  const properties = `<w:tcPr>${made.span === undefined ? '' : `<w:gridSpan w:val="${made.span}"/>`}${down}</w:tcPr>`;
  const words = made.xml === undefined ? paragraph(made.text ?? '') : `<w:p>${made.xml}</w:p>`;
  return `<w:tc>${properties}${words}${made.table === undefined ? '' : `${docxTable(made.table)}<w:p/>`}</w:tc>`;
}

function docxTable({ rows, deletedRows = [] }: MadeDocxTable): string {
  const made = rows.map((row, at) => {
    const deleted = deletedRows.includes(at + 1) ? '<w:trPr><w:del w:id="900" w:author="A"/></w:trPr>' : '';
    return `<w:tr>${deleted}${row.map(docxCell).join('')}</w:tr>`;
  });
  return `<w:tbl><w:tblPr/><w:tblGrid/>${made.join('')}</w:tbl>`;
}

/** A Word document of paragraphs and tables, with comments by their numbers. */
export function docxOf(
  blocks: readonly MadeBlock[],
  comments: Readonly<Record<string, string>> = {},
): Uint8Array {
  const body = blocks.map((block) =>
    typeof block === 'string' ? paragraph(block) : 'xml' in block ? block.xml : docxTable(block),
  );
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const told = Object.entries(comments).map(
    ([id, text]) => `<w:comment w:id="${id}" w:author="A">${paragraph(text)}</w:comment>`,
  );
  return zipped({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'word/document.xml']]),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${w}><w:body>${body.join('')}</w:body></w:document>`,
    ...(told.length === 0 ? {} : { 'word/comments.xml': `<w:comments ${w}>${told.join('')}</w:comments>` }),
  });
}

/** A cell of a made OpenDocument sheet: words, or a date as it is kept and as it is shown. */
export type MadeOdsCell =
  | string
  | { readonly day: string; readonly shown: string; readonly style?: 'day' | 'month' };

export interface MadeOdsRow {
  readonly cells: readonly MadeOdsCell[];
  readonly repeated?: number;
  readonly isHidden?: boolean;
}

const odsCell = (cell: MadeOdsCell): string =>
  typeof cell !== 'string'
    ? `<table:table-cell table:style-name="c-${cell.style ?? 'day'}" office:value-type="date" office:date-value="${cell.day}"><text:p>${escaped(cell.shown)}</text:p></table:table-cell>`
    : cell === ''
      ? '<table:table-cell/>'
      : `<table:table-cell office:value-type="string">${cell
          .split('\n')
          .map((line) => `<text:p>${escaped(line)}</text:p>`)
          .join('')}</table:table-cell>`;

/** An .ods spreadsheet of one sheet. */
export function odsOf(name: string, rows: readonly MadeOdsRow[]): Uint8Array {
  const made = rows.map(
    ({ cells, repeated = 1, isHidden }) =>
      `<table:table-row table:number-rows-repeated="${repeated}"${isHidden === true ? ' table:visibility="collapse"' : ''}>${cells.map(odsCell).join('')}</table:table-row>`,
  );
  const style = (kind: string, parts: string) =>
    `<number:date-style style:name="n-${kind}">${parts}</number:date-style><style:style style:name="c-${kind}" style:family="table-cell" style:data-style-name="n-${kind}"/>`;
  return zipped({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml':
      '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3"><office:automatic-styles>${style('day', '<number:day/><number:text>/</number:text><number:month/><number:text>/</number:text><number:year number:style="long"/>')}${style('month', '<number:month number:textual="true"/><number:text> </number:text><number:year number:style="long"/>')}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="${escaped(name)}">${made.join('')}</table:table></office:spreadsheet></office:body></office:document-content>`,
  });
}
