import { get, html, type PublicRoute } from '../acts/public-route.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { publicFrame } from '../site/frame.ts';
import { writeDocx } from '../platform/documents/write-docx.ts';
import { consultPage, presentConsult } from './pages/consult.ts';
import { presentRefer, referPage } from './pages/refer.ts';
import { openPrintedForms, printedRoute } from './routes-printed.ts';
import { fileName, ownerOf, wordForm } from './word-form.ts';

/** The public ledger of the intake slice: where a referral and a consultation begin. */
export function intakeRoutes(assets: AssetLinks, forms = openPrintedForms()): readonly PublicRoute[] {
  return [
    get('/refer', 'intake.start', async (request) => {
      const frame = publicFrame(request, assets, {
        title: 'Refer a case for review',
        section: 'refer',
        description:
          'For professionals: who can refer a case for review, whom to ask first and what you need.',
      });
      const printed = await forms.linkOf(request);
      return html(referPage(frame, presentRefer(request.partnership, request.today, printed)));
    }),
    get('/refer/form.docx', 'intake.start', async ({ partnership, origin, today }) => ({
      status: 200,
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: writeDocx(wordForm(ownerOf(partnership, origin, today))),
      saveAs: fileName(partnership),
    })),
    printedRoute(forms),
    get('/consult', 'intake.start', async (request) => {
      const frame = publicFrame(request, assets, {
        title: 'Talk a case through first',
        section: 'refer',
        above: [{ text: 'Refer a case', href: '/refer' }],
        description: 'For professionals: how to ask for advice before referring a case for review.',
      });
      return html(consultPage(frame, presentConsult(request.partnership, request.today)));
    }),
  ];
}
