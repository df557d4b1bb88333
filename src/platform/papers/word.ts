// Runs in the child process of papers only.
import {
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  type ISectionOptions,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { Paper, Part, PartOf } from './paper.ts';
import { shadeOf } from './shades.ts';
import { soundPaper } from './sound.ts';
import { widthsOf } from './widths.ts';
import { wordStyles } from './word-styles.ts';

type Block = Paragraph | Table;

// Twentieths of a point: A4 less its margins, upright and on its side.
const upright = 9_412;
const onItsSide = 14_344;
const ruleBelow = { style: BorderStyle.SINGLE, size: 4, color: 'C9D2D0' } as const;
const noRule = { style: BorderStyle.NIL, size: 0, color: 'auto' } as const;

/** Writes a paper as a Word document: headings, lists and tables are real ones, and no name of a person or machine is in it. */
export async function wordOf(given: Paper): Promise<Buffer> {
  const paper = soundPaper(given);
  let lists = 0;
  const across = paper.isWide === true ? onItsSide : upright;
  const blocks = paper.parts.flatMap((part) => {
    if (part.kind === 'list' && part.numbered === true) lists += 1;
    return blocksOf(part, lists, across);
  });
  const document = new Document({
    title: paper.title,
    creator: '',
    lastModifiedBy: '',
    description: '',
    styles: wordStyles,
    numbering: { config: [bullets, ...Array.from({ length: lists }, (_, index) => numbers(index + 1))] },
    sections: [{ ...pageOf(paper), children: [...openingOf(paper), ...blocks] }],
  });
  return withoutTimes(await Packer.toBuffer(document), paper.title);
}

const indented = { paragraph: { indent: { left: 425, hanging: 425 } } } as const;

const bullets = {
  reference: 'bullets',
  levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', style: indented }],
} as const;

// Every numbered list begins again at 1.
const numbers = (list: number) =>
  ({
    reference: `numbers-${list}`,
    levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', style: indented }],
  }) as const;

function pageOf({ marking, watermark, footer, isWide }: Paper): Omit<ISectionOptions, 'children'> {
  const head = [marking ?? '', watermark ?? ''].filter((line) => line !== '');
  const number = new TextRun({
    children: ['\tPage ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
  });
  return {
    properties: {
      page: {
        size: {
          width: 11_906,
          height: 16_838,
          orientation: isWide === true ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { top: 1_417, bottom: 1_361, left: 1_247, right: 1_247, header: 680, footer: 624 },
      },
    },
    ...(head.length === 0
      ? {}
      : { headers: { default: new Header({ children: head.map((line) => styled('Marking', line)) }) } }),
    footers: {
      default: new Footer({
        children: [
          new Paragraph({
            style: 'PaperFooter',
            tabStops: [{ type: TabStopType.RIGHT, position: isWide === true ? onItsSide : upright }],
            children: [...runs(footer), number],
          }),
        ],
      }),
    },
  };
}

function openingOf({ title, about }: Paper): readonly Paragraph[] {
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: runs(title) }),
    ...(about.length === 0 ? [] : [styled('About', about.join('\n'))]),
  ];
}

const runs = (text: string, bold = false): TextRun[] =>
  text
    .split('\n')
    .map(
      (line, index) =>
        new TextRun({ text: line, ...(bold ? { bold } : {}), ...(index === 0 ? {} : { break: 1 }) }),
    );

const styled = (style: string, text: string): Paragraph => new Paragraph({ style, children: runs(text) });

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

function blocksOf(part: Part, list: number, across: number): readonly Block[] {
  switch (part.kind) {
    case 'heading':
      return [new Paragraph({ heading: levels[part.level], children: runs(part.text) })];
    case 'text':
      return part.paragraphs.map((text) => styled('Normal', text));
    case 'list': {
      const reference = part.numbered === true ? `numbers-${list}` : 'bullets';
      return part.items.map(
        (text) => new Paragraph({ style: 'Item', numbering: { reference, level: 0 }, children: runs(text) }),
      );
    }
    case 'facts':
      return [factsOf(part, across), styled('AfterTable', '')];
    case 'table':
      return tableOf(part, across);
    case 'note':
      return [styled('Note', part.text)];
    case 'new-page':
      return [new Paragraph({ style: 'AfterTable', pageBreakBefore: true })];
    case 'room':
    case 'day':
    case 'boxes':
      return toFillIn(part);
  }
}

// What is filled in by hand stands on one page with its question.
function toFillIn(part: PartOf<'room'> | PartOf<'boxes'> | PartOf<'day'>): readonly Block[] {
  const question = [
    styled('Question', part.question),
    ...(part.help === '' ? [] : [styled('Help', part.help)]),
  ];
  if (part.kind === 'room') {
    const lines = '\n'.repeat(Math.max(0, Math.min(part.lines, 24) - 1));
    return [...question, new Paragraph({ style: 'Room', children: runs(lines) })];
  }
  if (part.kind === 'day') {
    const blanks = 'Day ______   Month ______   Year __________';
    return [...question, styled('Normal', blanks)];
  }
  const boxes = part.options.flatMap((option) => {
    const { text, help } = typeof option === 'string' ? { text: option, help: '' } : option;
    return [styled('Box', `☐ ${text}`), ...(help === '' ? [] : [styled('BoxHelp', help)])];
  });
  return [...question, ...boxes];
}

const cellOf = (style: string, text: string, width: number, bold = false, shade = ''): TableCell =>
  new TableCell({
    ...(shade === '' ? {} : { shading: { type: ShadingType.CLEAR, color: 'auto', fill: shade } }),
    width: { size: width, type: WidthType.DXA },
    margins: { top: 70, bottom: 70, left: 85, right: 85 },
    children: [new Paragraph({ style, children: runs(text, bold) })],
  });

const ruled = { top: noRule, left: noRule, right: noRule, insideVertical: noRule } as const;

function gridOf(rows: readonly TableRow[], columnWidths: readonly number[], across: number): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: across, type: WidthType.DXA },
    columnWidths: [...columnWidths],
    borders: { ...ruled, bottom: ruleBelow, insideHorizontal: ruleBelow },
    rows: [...rows],
  });
}

function factsOf({ rows }: PartOf<'facts'>, across: number): Table {
  const widths = [3_200, across - 3_200] as const;
  return gridOf(
    rows.map(
      ([label, value]) =>
        new TableRow({
          children: [cellOf('Cell', label, widths[0], true), cellOf('Cell', value, widths[1])],
        }),
    ),
    widths,
    across,
  );
}

function tableOf({ caption, head, rows, shaded }: PartOf<'table'>, across: number): readonly Block[] {
  const shares = widthsOf([head, ...rows]);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => Math.floor((across * share) / whole));
  const cells = (texts: readonly string[], bold: boolean, shade = '') =>
    texts.map((text, at) => cellOf('Cell', text, widths[at] ?? 0, bold, at === shaded?.column ? shade : ''));
  const isHeaded = head.some((text) => text !== '');
  const first = new TableRow({ tableHeader: true, cantSplit: true, children: cells(head, true) });
  const others = rows.map((row, at) => {
    const colour = shaded?.colours[at];
    const shade = colour === undefined ? '' : shadeOf(colour);
    return new TableRow({ cantSplit: true, children: cells(row, false, shade) });
  });
  const all = isHeaded ? [first, ...others] : others;
  return [
    ...(caption === '' ? [] : [styled('TableCaption', caption)]),
    ...(all.length === 0 ? [] : [gridOf(all, widths, across)]),
    styled('AfterTable', ''),
  ];
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

// The library writes when and by whom a document was made. Neither is anybody's business, and the same paper must be the same file.
function withoutTimes(bytes: Buffer, title: string): Buffer {
  const files = unzipSync(bytes);
  files['docProps/core.xml'] = strToU8(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>`,
  );
  return Buffer.from(zipSync(files, { mtime: '1980-01-01T00:00:00', level: 9 }));
}
