import { get, type PublicRequest, type PublicRoute } from '../acts/public-route.ts';
import { pagesIn, writePdf } from '../platform/papers/write-pdf.ts';
import type { PrintedForm } from '../site/printed.ts';
import { printedForm, printedName } from './printed-form.ts';
import { ownerOf } from './word-form.ts';

/** The forms to print of all partnerships, each made once and kept until something that stands in it changes. */
export interface PrintedForms {
  of(request: PublicRequest): Promise<Buffer>;
  /** What a link to it says; null where it cannot be made just now, for the page with the link is worth more than its size. */
  linkOf(request: PublicRequest): Promise<PrintedForm | null>;
}

/** Opens the forms to print, with nothing made yet. */
export function openPrintedForms(): PrintedForms {
  const kept = new Map<string, { readonly stands: string; readonly file: Promise<Buffer> }>();
  // By what stands in it and not by the address: a query at its end must not have it made again.
  const of = ({ partnership, origin, today }: PublicRequest): Promise<Buffer> => {
    const paper = printedForm(ownerOf(partnership, origin, today));
    const stands = JSON.stringify(paper);
    const found = kept.get(partnership.id);
    if (found?.stands === stands) return found.file;
    const file = writePdf(paper);
    kept.set(partnership.id, { stands, file });
    file.catch(() => {
      if (kept.get(partnership.id)?.file === file) kept.delete(partnership.id);
    });
    return file;
  };
  return {
    of,
    async linkOf(request) {
      const file = await of(request).catch(() => null);
      return file === null ? null : { bytes: file.length, pages: pagesIn(file) };
    },
  };
}

/** The row of the form to print. */
export const printedRoute = (forms: PrintedForms): PublicRoute =>
  get('/refer/form.pdf', 'intake.start', async (request) => ({
    status: 200,
    type: 'application/pdf',
    bytes: await forms.of(request),
    saveAs: printedName(request.partnership),
  }));
