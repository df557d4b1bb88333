import { strToU8, zipSync } from 'fflate';

/** One answer that is looked for in a form: what it is called inside the file, and what its reader is told it is. */
interface Named {
  readonly tag: string;
  readonly title: string;
}

/** What stands in the right-hand cell of a row: a content control of Word, or one for each box that can be ticked. */
export type WordControl =
  | (Named & { readonly kind: 'line' | 'lines' | 'day'; readonly prompt: string })
  | (Named & { readonly kind: 'one-of'; readonly prompt: string; readonly options: readonly WordOption[] })
  | {
      readonly kind: 'ticks';
      readonly boxes: readonly (Named & { readonly text: string; readonly hint: string | null })[];
    };

/** One of the answers that a list offers. */
export interface WordOption {
  readonly value: string;
  readonly text: string;
}

/** A row of a form: its label and what helps to answer it on the left, the answer on the right. */
export interface WordRow {
  readonly label: string;
  readonly hints: readonly string[];
  readonly control: WordControl;
}

/** A piece of a document, in reading order. `warning` is set apart by a border, never by colour alone. */
export type WordBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph' | 'warning'; readonly text: string }
  | { readonly kind: 'form'; readonly head: readonly [string, string]; readonly rows: readonly WordRow[] };

/** A Word document as plain data. `properties` are kept in the file under their names, for whoever reads it back. */
export interface WordDocument {
  readonly title: string;
  readonly language: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly blocks: readonly WordBlock[];
}

/** The marks of a box: ticked, and not. */
export const boxMarks = { ticked: '☒', empty: '☐' } as const;

// Word calls a file damaged in which a tag or a title is longer.
const longestName = 64;

/** Makes a .docx of plain data: the same bytes for the same data. Throws for a tag or title of more than 64 characters. */
export function writeDocx(document: WordDocument): Uint8Array {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': packageRelations,
    'word/_rels/document.xml.rels': documentRelations,
    'word/document.xml': documentPart(document),
    'word/styles.xml': stylesPart(document.language),
    'word/settings.xml': settingsPart(document.language),
    'docProps/core.xml': corePart(document),
    'docProps/custom.xml': customPart(document.properties),
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)] as const);
  // A zip archive keeps the hour of each part: always the same, so that the same form is the same file.
  return zipSync(Object.fromEntries(files), { mtime: '1980-01-01T00:00:00', level: 9 });
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const word2010 = 'http://schemas.microsoft.com/office/word/2010/wordml';
const compatibility = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const officeParts = 'application/vnd.openxmlformats-officedocument';

const typeOf = (part: string, type: string) => `<Override PartName="${part}" ContentType="${type}"/>`;

const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
  typeOf('/word/document.xml', `${officeParts}.wordprocessingml.document.main+xml`),
  typeOf('/word/styles.xml', `${officeParts}.wordprocessingml.styles+xml`),
  typeOf('/word/settings.xml', `${officeParts}.wordprocessingml.settings+xml`),
  typeOf('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
  typeOf('/docProps/custom.xml', `${officeParts}.custom-properties+xml`),
].join('')}</Types>`;

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;

const packageRelations = `${declaration}<Relationships xmlns="${relations}">${[
  relation('r1', `${office}/relationships/officeDocument`, 'word/document.xml'),
  relation(
    'r2',
    'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
    'docProps/core.xml',
  ),
  relation('r3', `${office}/relationships/custom-properties`, 'docProps/custom.xml'),
].join('')}</Relationships>`;

const documentRelations = `${declaration}<Relationships xmlns="${relations}">${[
  relation('r1', `${office}/relationships/styles`, 'styles.xml'),
  relation('r2', `${office}/relationships/settings`, 'settings.xml'),
].join('')}</Relationships>`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// Characters that XML has no way to write are left out.
const escape = (text: string) =>
  text
    .toWellFormed()
    .replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"]/g, (mark) => entities[mark] ?? '');

function documentPart({ blocks }: WordDocument): string {
  let controls = 0;
  const next = () => (controls += 1);
  const body = blocks.map((block) => blockXml(block, next)).join('');
  const page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134"';
  const section = `<w:sectPr>${page} w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`;
  return `${declaration}<w:document xmlns:w="${word}" xmlns:w14="${word2010}" xmlns:mc="${compatibility}" mc:Ignorable="w14"><w:body>${body}${section}</w:body></w:document>`;
}

type NextNumber = () => number;

function blockXml(block: WordBlock, next: NextNumber): string {
  if (block.kind === 'heading') return paragraph(`Heading${block.level}`, run(block.text));
  if (block.kind === 'form') return table(block.head, block.rows, next);
  return paragraph(block.kind === 'warning' ? 'Warning' : 'Normal', run(block.text));
}

const run = (text: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;

const paragraph = (style: string, content: string) =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${content}</w:p>`;

const widths = [4_100, 5_538] as const;

const cell = (at: 0 | 1, content: string) =>
  `<w:tc><w:tcPr><w:tcW w:w="${widths[at]}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;

// The first row is repeated on every page that the table reaches, and is announced as its heading.
function table([left, right]: readonly [string, string], rows: readonly WordRow[], next: NextNumber): string {
  const look = '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"';
  const properties = `<w:tblPr><w:tblStyle w:val="FormTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>${look} w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="${escape(left)}"/><w:tblDescription w:val="${escape(`${left}: each row has a question on the left and its answer on the right.`)}"/></w:tblPr>`;
  const grid = `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`;
  const head = `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${cell(0, paragraph('TableHead', run(left)))}${cell(1, paragraph('TableHead', run(right)))}</w:tr>`;
  const body = rows.map(({ label, hints, control }) => {
    const question =
      paragraph('Label', run(label)) + hints.map((one) => paragraph('Hint', run(one))).join('');
    return `<w:tr>${cell(0, question)}${cell(1, answer(control, next))}</w:tr>`;
  });
  return `<w:tbl>${properties}${grid}${head}${body.join('')}</w:tbl>`;
}

function answer(control: WordControl, next: NextNumber): string {
  if (control.kind === 'ticks')
    return control.boxes
      .map(({ text, hint, ...named }) => {
        const box = sdt(named, checkbox, run(boxMarks.empty, boxFont), next);
        return (
          paragraph('Answer', box + run(` ${text}`)) + (hint === null ? '' : paragraph('Hint', run(hint)))
        );
      })
      .join('');
  const prompt = run(control.prompt, '<w:rStyle w:val="PlaceholderText"/>');
  // Several paragraphs need a control that holds paragraphs; the others stand within one.
  if (control.kind === 'lines')
    return sdt(control, `${isPrompt}<w:richText/>`, paragraph('Answer', prompt), next);
  return paragraph('Answer', sdt(control, isPrompt + typed(control), prompt, next));
}

const isPrompt = '<w:showingPlcHdr/>';
const boxFont =
  '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>';
const boxState = (name: string, mark: string) =>
  `<w14:${name} w14:val="${(mark.codePointAt(0) ?? 0).toString(16)}" w14:font="MS Gothic"/>`;
const checkbox = `<w14:checkbox><w14:checked w14:val="0"/>${boxState('checkedState', boxMarks.ticked)}${boxState('uncheckedState', boxMarks.empty)}</w14:checkbox>`;

function typed(control: Exclude<WordControl, { kind: 'ticks' | 'lines' }>): string {
  if (control.kind === 'line') return '<w:text/>';
  if (control.kind === 'day')
    return '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/><w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>';
  const items = 'options' in control ? control.options.map(listItem) : [];
  return `<w:dropDownList>${items.join('')}</w:dropDownList>`;
}

const listItem = ({ value, text }: WordOption) =>
  `<w:listItem w:displayText="${escape(text)}" w:value="${escape(value)}"/>`;

// Locked, so that an answer that is cleared does not take its place in the form with it.
function sdt({ tag, title }: Named, kind: string, content: string, next: NextNumber): string {
  for (const name of [tag, title])
    if (Array.from(name).length > longestName)
      throw new Error(`a name of more than ${longestName} characters: ${name}`);
  const names = `<w:alias w:val="${escape(title)}"/><w:tag w:val="${escape(tag)}"/>`;
  const properties = `<w:sdtPr>${names}<w:id w:val="${100_000 + next()}"/><w:lock w:val="sdtLocked"/>${kind}</w:sdtPr>`;
  return `<w:sdt>${properties}<w:sdtContent>${content}</w:sdtContent></w:sdt>`;
}

const spacing = (before: number, after: number) => `<w:spacing w:before="${before}" w:after="${after}"/>`;
const size = (half: number) => `<w:sz w:val="${half}"/><w:szCs w:val="${half}"/>`;

function style(id: string, name: string, paragraphs: string, runs: string): string {
  const basis = id === 'Normal' ? ' w:default="1"' : '';
  const based = id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>';
  return `<w:style w:type="paragraph"${basis} w:styleId="${id}"><w:name w:val="${name}"/>${based}<w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${runs}</w:rPr></w:style>`;
}

const edges = (names: readonly string[], width: number, colour: string, space: number) =>
  names
    .map((one) => `<w:${one} w:val="single" w:sz="${width}" w:space="${space}" w:color="${colour}"/>`)
    .join('');

function stylesPart(language: string): string {
  const heading = (level: number, half: number, before: number) =>
    style(
      `Heading${level}`,
      `heading ${level}`,
      `<w:keepNext/>${spacing(before, 120)}<w:outlineLvl w:val="${level - 1}"/>`,
      `<w:b/>${size(half)}`,
    );
  const box = edges(['top', 'left', 'bottom', 'right'], 18, '0B0C0C', 6);
  const lines = edges(['top', 'left', 'bottom', 'right', 'insideH', 'insideV'], 4, '505A5F', 0);
  const fonts =
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>' +
    size(22) +
    `<w:lang w:val="${escape(language)}" w:eastAsia="${escape(language)}" w:bidi="ar-SA"/>`;
  const styles = [
    style('Normal', 'Normal', spacing(0, 120), ''),
    heading(1, 40, 0),
    heading(2, 30, 360),
    heading(3, 24, 240),
    style('Warning', 'Warning', `<w:pBdr>${box}</w:pBdr>${spacing(120, 240)}`, '<w:b/>'),
    style('TableHead', 'Table heading', `<w:keepNext/>${spacing(60, 60)}`, '<w:b/>'),
    style('Label', 'Question', spacing(60, 40), '<w:b/>'),
    style('Hint', 'Help with a question', spacing(0, 40), `<w:color w:val="505A5F"/>${size(20)}`),
    style('Answer', 'Answer', spacing(60, 60), ''),
  ];
  const prompt = `<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="505A5F"/></w:rPr></w:style>`;
  const grid = `<w:style w:type="table" w:styleId="FormTable"><w:name w:val="Form table"/><w:tblPr><w:tblBorders>${lines}</w:tblBorders><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8EDED"/></w:tcPr></w:tblStylePr></w:style>`;
  return `${declaration}<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr>${fonts}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>${styles.join('')}${prompt}${grid}</w:styles>`;
}

const settingsPart = (language: string) =>
  `${declaration}<w:settings xmlns:w="${word}"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="${escape(language)}"/></w:settings>`;

const corePart = ({ title, language }: WordDocument) =>
  `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escape(title)}</dc:title><dc:language>${escape(language)}</dc:language></cp:coreProperties>`;

function customPart(properties: WordDocument['properties']): string {
  // The numbers 0 and 1 are taken by the format itself.
  const rows = Object.entries(properties).map(
    ([name, value], index) =>
      `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${index + 2}" name="${escape(name)}"><vt:lpwstr>${escape(value)}</vt:lpwstr></property>`,
  );
  return `${declaration}<Properties xmlns="${office}/custom-properties" xmlns:vt="${office}/docPropsVTypes">${rows.join('')}</Properties>`;
}
