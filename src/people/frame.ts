import type { WorkRequest } from '../acts/work-route.ts';
import type { AssetLinks, Frame, Link, NavigationRow, PageError } from '../platform/pages/frame.ts';
import { brandOf } from '../site/frame.ts';
import { roleWords } from './invitation.ts';

/** What a page of the workspace says about itself. */
export interface WorkspacePage {
  readonly title: string;
  /** The entry of the navigation; null for a page outside it, or where nobody is signed in. */
  readonly section: 'today' | 'people' | 'sessions' | null;
  /** The page above this one. */
  readonly backLink?: Link;
  readonly errors?: readonly PageError[];
}

/** The facts around a page of the workspace. What a person cannot use is not in the navigation; nothing of it is for search engines. */
export function workspaceFrame(request: WorkRequest, assets: AssetLinks, page: WorkspacePage): Frame {
  const actor = request.held?.actor ?? null;
  const member = actor?.kind === 'member' ? actor : null;
  const here = page.backLink === undefined ? 'page' : 'within';
  const entry = (section: string, text: string, href: string): NavigationRow => ({
    text,
    href,
    current: page.section === section ? here : 'no',
  });
  const people = member?.roles.includes('administrator') ? [entry('people', 'People', '/people')] : [];
  return {
    brand: brandOf(request.partnership),
    title: page.title,
    path: request.path,
    assets,
    navigation:
      member === null
        ? []
        : [entry('today', 'Today', '/work'), ...people, entry('sessions', 'Your sessions', '/sessions')],
    breadcrumbs: [],
    footer: {
      links: [
        { text: 'Accessibility', href: '/accessibility' },
        { text: 'Privacy', href: '/privacy' },
        { text: 'Contact', href: '/contact' },
      ],
      line: `${request.partnership.name}. Runs on Foresight.`,
    },
    workspace:
      member === null
        ? null
        : { role: member.roles.map(roleWords).join(', '), signOut: { text: 'Sign out', href: '/sign-out' } },
    errors: page.errors ?? [],
    backLink: page.backLink ?? null,
    robots: 'noindex',
  };
}
