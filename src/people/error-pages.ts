import type { WorkspacePages } from '../acts/serve-workspace.ts';
import { fallback503, fault, notFound } from '../platform/pages/errors.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { workspaceFrame } from './frame.ts';
import { invitationGonePage } from './pages/invitation.ts';
import { formAgainPage } from './pages/form-again.ts';

/** The workspace's pages for when there is no answer. */
export function workspacePages(assets: AssetLinks): Omit<WorkspacePages, 'lostReceipt'> {
  const contact = { text: 'Contact the partnership', href: '/contact' };
  return {
    notFound: (request) =>
      notFound(workspaceFrame(request, assets, { title: 'Page not found', section: null }), {
        elsewhere: [{ text: 'Today', href: '/work' }],
      }),
    deadLink: (request) =>
      invitationGonePage(
        workspaceFrame(request, assets, { title: 'This invitation can no longer be used', section: null }),
        {},
      ),
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
  };
}
