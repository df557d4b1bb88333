import { html, type PublicRequest } from '../acts/public-route.ts';
import type { ErrorPages } from '../acts/serve-public.ts';
import { fallback503, fault, notFound, tooMany, unavailable } from '../platform/pages/errors.ts';
import type { AssetLinks, Frame } from '../platform/pages/frame.ts';
import { publicFrame } from './frame.ts';
import { nobodyPage } from './pages/nobody.ts';
import { preparingPage } from './pages/preparing.ts';

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

/** What is answered for a partnership that is being set up behind the first page. */
export function beingPrepared(
  assets: AssetLinks,
  asked: PublicRequest,
  stands: 'under-way' | 'failed',
): string {
  const failed = stands === 'failed';
  const title = failed ? 'Not set up completely' : 'Being prepared';
  const frame = publicFrame(asked, assets, { title, section: null, robots: 'noindex' });
  // Only a path of this site: an address with two slashes would lead elsewhere.
  const again = asked.path.startsWith('//') ? '/' : asked.path;
  return preparingPage({ ...frame, navigation: [] }, { failed, again });
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
