import { html, type PublicRequest } from '../acts/public-route.ts';
import type { ErrorPages } from '../acts/serve-public.ts';
import { fallback503, fault, notFound, tooMany, unavailable } from '../platform/pages/errors.ts';
import type { AssetLinks, Frame } from '../platform/pages/frame.ts';
import { publicFrame } from './frame.ts';
import { nobodyPage } from './pages/nobody.ts';

const contact = { text: 'Contact the partnership', href: '/contact' };

const elsewhere = [
  { text: 'Case reviews', href: '/' },
  { text: 'Published reviews', href: '/reviews' },
  { text: 'Refer a case', href: '/refer' },
];

/** The public site's pages for when there is no answer, in the frame of the partnership that was asked. */
export function errorPages(assets: AssetLinks, isEmpty: () => boolean): ErrorPages {
  const frame = (request: PublicRequest, title: string) =>
    publicFrame(request, assets, { title, section: null, robots: 'noindex' });
  return {
    notFound: (request) => html(notFound(frame(request, 'Page not found'), { elsewhere }), 404),
    tooMany: (request, waitSeconds) => tooMany(frame(request, 'Too many requests'), { waitSeconds }),
    fault: (request, requestId) => fault(frame(request, 'Something went wrong'), { requestId, contact }),
    unavailable: (request) =>
      request === null
        ? fallback503()
        : unavailable(frame(request, 'This service is not working'), { contact }),
    nobody: () => (isEmpty() ? nobodyPage(nobodyFrame(assets), {}) : ''),
  };
}

function nobodyFrame(assets: AssetLinks): Frame {
  return {
    brand: { name: 'Foresight', shortName: 'Foresight', restOfName: 'Case reviews', training: null },
    title: 'No partnership has been set up yet',
    path: '/',
    assets,
    navigation: [],
    breadcrumbs: [],
    footer: { links: [], line: 'Runs on Foresight.' },
    workspace: null,
    robots: 'noindex',
  };
}
