import { fileURLToPath } from 'node:url';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Limits, Reading } from './document.ts';
import { assertPageCount, holdsWords, textOf, titleFromHeadings, Unreadable } from './document.ts';
import { blocksOf } from './pdf-blocks.ts';
import { type Line, linesOf, type Run, upright } from './pdf-lines.ts';
import { cleanText } from './plain-text.ts';

// A page of text has far more; fewer on the average page suggest pictures of pages with only a stamp in
// letters.
const lettersOfAScan = 20;

/**
 * Reads the text of a PDF by physical page. Tables come out as one paragraph for each row or cell, because a
 * PDF does not mark them.
 */
export async function readPdf(bytes: Uint8Array, limits: Limits): Promise<Reading> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = fileURLToPath(new URL('../../', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')));
  const task = getDocument({
    data: bytes,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    verbosity: 0,
    cMapUrl: `${folder}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}standard_fonts/`,
  });
  try {
    return await readPages(await task.promise, limits);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(whyNot(error));
  } finally {
    await task.destroy();
  }
}

async function readPages(document: PDFDocumentProxy, limits: Limits): Promise<Reading> {
  assertPageCount(document.numPages, limits);
  const lines: Line[][] = [];
  const failed: number[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    try {
      const page = await document.getPage(number);
      lines.push(linesOf(upright(await runsOf(page))));
      page.cleanup();
    } catch {
      lines.push([]);
      failed.push(number);
    }
  }
  if (failed.length === lines.length)
    throw new Unreadable('The PDF is damaged: none of its pages can be read.');
  const labels = await document.getPageLabels().catch(() => null);
  const pages = blocksOf(lines).map((blocks, index) => {
    const label = cleanText(labels?.[index] ?? '');
    return { label: label === '' || label === String(index + 1) ? null : label, blocks };
  });
  return {
    pages,
    pagination: 'document',
    title: (await titleOf(document)) ?? titleFromHeadings(pages),
    warnings: warningsOf(pages, failed),
  };
}

async function runsOf(page: PDFPageProxy): Promise<Run[]> {
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const runs: Run[] = [];
  for (const item of items) {
    if (!('str' in item)) continue;
    const [a, b, c, d, e, f] = multiply(transform, item.transform);
    const size = Math.hypot(c, d);
    // Text beside the page or too small to see is not what a reader of the page reads.
    const seen = e > -size && e < width + size && f > -size && f < height + size && size >= 1;
    if (seen) runs.push({ text: item.str, x: e, y: f, width: item.width, size, angle: Math.atan2(b, a) });
  }
  return runs;
}

type Matrix = [number, number, number, number, number, number];

function multiply(left: readonly number[], right: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = left;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = right;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function warningsOf(pages: Reading['pages'], failed: readonly number[]): string[] {
  const letters = pages.reduce((sum, page) => sum + (textOf(page.blocks).match(/\p{L}/gu)?.length ?? 0), 0);
  if (letters === 0) {
    if (failed.length > 0) throw new Unreadable('The PDF is damaged: none of its text can be read.');
    throw new Unreadable(
      'The PDF holds pictures of pages and no text; it has to go through text recognition first.',
    );
  }
  const silent = pages.flatMap((page, index) =>
    holdsWords(page.blocks) || failed.includes(index + 1) ? [] : [index + 1],
  );
  const warnings: string[] = [];
  if (silent.length > 0) warnings.push(`${listOf(silent)} without text: perhaps scanned, or a picture.`);
  else if (pages.length >= 3 && letters < lettersOfAScan * pages.length) {
    warnings.push('There is very little text on the pages: perhaps they are scanned.');
  }
  if (failed.length > 0) warnings.push(`${listOf(failed)} damaged, and could not be read.`);
  return warnings;
}

/** 'Page 3 is', 'Pages 3, 4 and 9 are', with the long tail only counted. */
function listOf(numbers: readonly number[]): string {
  if (numbers.length === 1) return `Page ${numbers[0]} is`;
  if (numbers.length > 12)
    return `Pages ${numbers.slice(0, 10).join(', ')} and ${numbers.length - 10} more are`;
  return `Pages ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)} are`;
}

/** The title in the file's properties, unless it is what a program put there by itself. */
async function titleOf(document: PDFDocumentProxy): Promise<string | null> {
  try {
    const { info, metadata } = await document.getMetadata();
    const told: unknown = metadata?.get('dc:title') ?? ('Title' in info ? info.Title : null);
    const title = typeof told === 'string' ? cleanText(told) : '';
    return title === '' ||
      /^(?:untitled|microsoft word - .*|document\d*|.*\.(?:docx?|pdf|indd|rtf))$/i.test(title)
      ? null
      : title;
  } catch {
    return null;
  }
}

function whyNot(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : '';
  if (name === 'PasswordException' || /encrypt/i.test(message)) {
    return 'The PDF is protected by a password, so it cannot be read.';
  }
  return 'The PDF is damaged, so it cannot be read.';
}
