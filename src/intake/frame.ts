import type { WorkRequest } from '../acts/work-route.ts';
import type { AssetLinks, Frame, Link, PageError } from '../platform/pages/frame.ts';
import { brandOf } from '../site/frame.ts';

/** What a page of the referrer says about itself. Titles are the form's own words, and never what somebody wrote. */
export interface ReferrerPage {
  readonly title: string;
  readonly backLink?: Link;
  readonly errors?: readonly PageError[];
}

/** The facts around a page of the form: whose it is and the way back, and nothing to stray off to. Not for search engines. */
export function referrerFrame(request: WorkRequest, assets: AssetLinks, page: ReferrerPage): Frame {
  return {
    brand: brandOf(request.partnership),
    title: page.title,
    path: request.path,
    assets,
    navigation: [],
    breadcrumbs: [],
    backLink: page.backLink ?? null,
    footer: {
      links: [
        { text: 'Accessibility', href: '/accessibility' },
        { text: 'Privacy', href: '/privacy' },
        { text: 'Contact', href: '/contact' },
        { text: 'Report a concern about a child', href: '/contact#concern' },
      ],
      line: `${request.partnership.name}. Runs on Foresight.`,
    },
    workspace: null,
    errors: page.errors ?? [],
    robots: 'noindex',
  };
}

/** What is said where too many attempts came from one address. */
export const waitWords = (seconds: number): string =>
  `There were too many attempts from here. Wait ${seconds < 60 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`} and try again`;
