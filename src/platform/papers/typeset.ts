// Runs in the child process of papers only: Typst is native code, and what it compiles holds it up until it is done.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Paper, Part, PartOf } from './paper.ts';
import { shadeOf } from './shades.ts';
import { soundPaper } from './sound.ts';
import { breakable, widthsOf } from './widths.ts';

// A folder with the look of papers and nothing else: what lies outside it cannot be read, whatever is asked for.
const workspace = fileURLToPath(new URL('./look/', import.meta.url));
const template = `${workspace}paper.typ`;
const typefaces = ['Regular', 'Bold', 'Italic', 'BoldItalic'];

// Liberation Sans comes with the reader of PDFs, which draws with it; its licence lets documents hold it.
const typefaceBytes = () =>
  typefaces.map((face) => {
    const library = new URL(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'));
    return readFileSync(new URL(`../../standard_fonts/LiberationSans-${face}.ttf`, library));
  });

/** Stands for a character that none of the typefaces has. */
export const unknownMark = '□';

// Letters, marks and signs of English and its neighbours, which the typeface has for certain.
const surelyKnown = /[\n\u0020-\u007E\u00A0-\u017F\u2013\u2014\u2018-\u201E\u2022\u2026\u20AC\u25A1]/u;

/** Sets a paper as a tagged PDF (PDF/UA-1). Throws where Typst cannot, without saying what the paper holds. */
export function typeset(paper: Paper): Buffer {
  const compiler = NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: typefaceBytes() }],
  });
  const first = attempt(compiler, laidOut(soundPaper(paper), ''));
  if (Buffer.isBuffer(first)) return first;
  const second =
    first.size === 0
      ? first
      : attempt(
          compiler,
          without(paper, (one) => first.has(one)),
        );
  if (Buffer.isBuffer(second)) return second;
  const last = attempt(
    compiler,
    without(paper, (one) => !surelyKnown.test(one)),
  );
  if (Buffer.isBuffer(last)) return last;
  throw new Error('Typst could not set the paper');
}

/**
 * On which page each heading of the first level begins, and on which the paper ends, by the numbers that stand on its pages. Whatever the
 * typefaces lack changes no page.
 */
export function pagesOf(paper: Paper): { readonly starts: readonly number[]; readonly last: number } {
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: typefaceBytes() }] });
  compiler.mapShadow(`${workspace}data.json`, Buffer.from(JSON.stringify(laidOut(soundPaper(paper), ''))));
  const { result } = compiler.compile({ mainFileContent: readFileSync(template, 'utf8') });
  if (result === null) throw new Error('the template of papers does not compile');
  const [found]: readonly { value: { starts: number[]; last: number } }[] = compiler.query(result, {
    selector: '<pages>',
  });
  if (found === undefined) throw new Error('the template of papers counts no pages');
  return found.value;
}

/** The PDF, or the characters that no typeface has: PDF/UA-1 allows none of them. */
function attempt(compiler: NodeCompiler, data: object): Buffer | ReadonlySet<string> {
  compiler.mapShadow(`${workspace}data.json`, Buffer.from(JSON.stringify(data)));
  const compiled = compiler.compile({ mainFileContent: readFileSync(template, 'utf8') });
  const { result } = compiled;
  if (compiled.hasError() || result === null) throw new Error('the template of papers does not compile');
  try {
    return compiler.pdf(result, { pdfStandard: 'ua-1' });
  } catch (error) {
    return unknownIn(error instanceof Error ? error.message : '');
  }
}

// Typst names each in quotation marks, those that show nothing by their number.
function unknownIn(message: string): ReadonlySet<string> {
  const named = message.matchAll(/the text `\\*"(.*?)\\*"` could not be displayed/gs);
  const texts = [...named].map(([, text = '']) =>
    text.replace(/\\*u\{([0-9a-f]{1,6})\}/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    ),
  );
  return new Set(texts.flatMap((text) => Array.from(text)));
}

function without(paper: Paper, isUnknown: (one: string) => boolean): object {
  let count = 0;
  const known = (text: string) =>
    Array.from(text, (one) => {
      if (!isUnknown(one)) return one;
      count += 1;
      return unknownMark;
    }).join('');
  const whole = mapText(soundPaper(paper), known);
  const missing = `${count === 1 ? 'One character' : `${count.toLocaleString('en-GB')} characters`} of this document cannot be shown with the typefaces of this file. Each stands here as ${unknownMark}.`;
  return laidOut(whole, missing);
}

const mapText = (paper: Paper, change: (text: string) => string): Paper => mapped(paper, change) as Paper;

function mapped(value: unknown, change: (text: string) => string, key = ''): unknown {
  if (typeof value === 'string') return key === 'kind' ? value : change(value);
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapped(one, change, name)]));
}

// How much stands beside each other from margin to margin, in heights of the letters of each kind of text.
const across = { text: 40, title: 20, 1: 29, 2: 36, 3: 40, table: 46, label: 14, beside: 27 } as const;
// On a page that lies on its side, with the smaller letters of its tables.
const tableOnItsSide = 78;

function laidOut(paper: Paper, missing: string): object {
  const { title, about, footer, marking, watermark = '', parts } = paper;
  return {
    title: breakable(title, across.title),
    about: about.map((line) => breakable(line, across.text)),
    footer: breakable(footer, across.text),
    marking: marking === null ? null : breakable(marking, across.text),
    watermark,
    missing,
    wide: paper.isWide === true,
    parts: parts.map((part) => laidOutPart(part, paper.isWide === true)),
  };
}

function laidOutPart(part: Part, isWide: boolean): object {
  if (part.kind === 'table') return laidOutTable(part, isWide ? tableOnItsSide : across.table);
  if (part.kind === 'heading') return { ...part, text: breakable(part.text, across[part.level]) };
  if (part.kind !== 'facts') return mapped(part, (text) => breakable(text, across.text)) as object;
  // Short labels have their values beside them, as on a page; whole questions have them below.
  const beside = part.rows.every(([label]) => label.length <= 24);
  const rows = part.rows.map(([label, value]) => [
    breakable(label, beside ? across.label : across.text),
    breakable(value, beside ? across.beside : across.text),
  ]);
  return { kind: 'facts', beside, rows };
}

function laidOutTable({ caption, head, rows, shaded }: PartOf<'table'>, room: number): object {
  const widths = widthsOf([head, ...rows]);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const fitted = (cells: readonly string[]) =>
    cells.map((text, at) => breakable(text, (room * (widths[at] ?? 1)) / whole - 1.2));
  return {
    kind: 'table',
    caption: breakable(caption, across.text),
    headed: head.some((text) => text !== ''),
    head: fitted(head),
    rows: rows.map(fitted),
    widths,
    shaded: shaded?.column ?? -1,
    shades: shaded?.colours.map((colour) => `#${shadeOf(colour)}`) ?? [],
  };
}
