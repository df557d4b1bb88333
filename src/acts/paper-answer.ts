import type { Paper } from '../platform/papers/paper.ts';
import { writePdf } from '../platform/papers/write-pdf.ts';
import { writeWord } from '../platform/papers/write-word.ts';
import type { WorkFile } from './work-route.ts';

/** The media types of what papers are written as. */
export const paperTypes = {
  pdf: 'application/pdf',
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/**
 * A paper as a file to be saved, which no browser shows or keeps. `fileName` is of letters, digits, dots and hyphens, with its ending.
 * Throws `PaperFault` where it cannot be made, which answers as a fault of the service.
 */
export async function paperAnswer(paper: Paper, as: 'pdf' | 'word', fileName: string): Promise<WorkFile> {
  const file = await (as === 'pdf' ? writePdf : writeWord)(paper);
  return { file, type: paperTypes[as], saveAs: fileName };
}
