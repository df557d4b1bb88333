import type { Typed } from '../acts/carried-form.ts';
import type { WorkspacePages } from '../acts/serve-workspace.ts';
import { fallback503, fault, notFound } from '../platform/pages/errors.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { workspaceFrame } from './frame.ts';
import { invitationGonePage } from './pages/invitation.ts';
import { linkClosedPage, linkGonePage } from './pages/link.ts';
import { formAgainPage } from './pages/form-again.ts';
import { signInHeading, signInPage } from './pages/sign-in.ts';
import { typedAgainPage } from './pages/typed-again.ts';

/** The workspace's pages for when there is no answer. */
export function workspacePages(assets: AssetLinks): Omit<WorkspacePages, 'lostReceipt'> {
  const contact = { text: 'Contact the partnership', href: '/contact' };
  return {
    notFound: (request) =>
      notFound(workspaceFrame(request, assets, { title: 'Page not found', section: null }), {
        elsewhere: [{ text: 'Today', href: '/work' }],
      }),
    linkClosed: (request, lost) =>
      linkClosedPage(workspaceFrame(request, assets, { title: 'Open your link again', section: null }), {
        lost: lost.map(inWords),
      }),
    deadLink(request) {
      if (request.path.startsWith('/link/'))
        return linkGonePage(
          workspaceFrame(request, assets, { title: 'This link opens nothing any longer', section: null }),
          {},
        );
      return invitationGonePage(
        workspaceFrame(request, assets, { title: 'This invitation can no longer be used', section: null }),
        {},
      );
    },
    fault: (request, requestId) =>
      fault(workspaceFrame(request, assets, { title: 'Something went wrong', section: null }), {
        requestId,
        contact,
      }),
    unavailable: fallback503,
    foreignForm: (request) =>
      formAgainPage(workspaceFrame(request, assets, { title: 'Send the form again', section: null }), {
        secure: true,
      }),
    insecure: (request) =>
      formAgainPage(workspaceFrame(request, assets, { title: 'This address is not secure', section: null }), {
        secure: false,
      }),
    sessionEnded(request, { carried, to, lost }) {
      const ended = carried !== null ? 'carried' : lost.length > 0 ? 'lost' : 'nothing';
      const frame = workspaceFrame(request, assets, { title: signInHeading(ended), section: null });
      return signInPage(frame, {
        action: '/sign-in',
        formToken: request.formToken,
        email: '',
        to,
        carried: carried ?? '',
        ended,
        lost: lost.map(inWords),
        problem: null,
      });
    },
    typedAgain: (request, { typed, ...again }) =>
      typedAgainPage(
        workspaceFrame(request, assets, { title: 'Not sent yet: what you had typed', section: null }),
        { ...again, formToken: request.formToken, typed: typed.map(inWords) },
      ),
  };
}

// "met-on-day" is read as "Met on day": a row that can show its own form again does so instead.
const inWords = ({ name, value }: Typed): Typed => {
  const words = name.replace(/[-_.]+/g, ' ').trim();
  return { name: words.charAt(0).toUpperCase() + words.slice(1), value };
};
