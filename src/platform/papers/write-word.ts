import type { Paper } from './paper.ts';
import { written } from './paper-child.ts';

/** A paper as a Word document, the same bytes for the same paper. Throws `PaperFault` where it cannot be made. */
export const writeWord = (paper: Paper): Promise<Buffer> => written('word', paper);
