import type { Paper } from './paper.ts';
import { written } from './paper-child.ts';

/**
 * A paper as a tagged PDF (PDF/UA-1 as Typst exports it), the same bytes for the same paper. Throws `PaperFault` where it cannot be
 * made.
 */
export const writePdf = (paper: Paper): Promise<Buffer> => written('pdf', paper);

/**
 * On which page each heading of the first level begins and on which page the paper ends, as its PDF would have them; counted from 1, or
 * from 1 again where the paper restarts. Throws `PaperFault` where that cannot be told.
 */
export async function countPages(
  paper: Paper,
): Promise<{ readonly starts: readonly number[]; readonly last: number }> {
  return JSON.parse((await written('pages', paper)).toString());
}

/** How many pages a PDF has that was written here. Throws for any other. */
export function pagesIn(pdf: Buffer): number {
  const count = /\/Type \/Pages\s+\/Count (\d+)/.exec(pdf.subarray(0, 2_000).toString('latin1'));
  if (count === null) throw new TypeError('not a PDF of ours');
  return Number(count[1]);
}
