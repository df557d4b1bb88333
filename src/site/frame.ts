import type { PublicRequest } from '../acts/public-route.ts';
import type { Partnership } from '../partnership/partnership.ts';
import type { AssetLinks, Brand, Breadcrumb, FeedLink, Frame, PageError } from '../platform/pages/frame.ts';

/** The five entries of the public navigation. */
export type PublicSection = 'home' | 'reviews' | 'learning' | 'process' | 'refer';

const sections: readonly { readonly section: PublicSection; readonly text: string; readonly href: string }[] =
  [
    { section: 'home', text: 'Case reviews', href: '/' },
    { section: 'reviews', text: 'Published reviews', href: '/reviews' },
    { section: 'learning', text: 'Learning', href: '/learning' },
    { section: 'process', text: 'How a review works', href: '/process' },
    { section: 'refer', text: 'Refer a case', href: '/refer' },
  ];

/** What one public page says about itself. */
export interface PublicPage {
  readonly title: string;
  /** The last step of the breadcrumbs, where that is not the title. */
  readonly here?: string;
  /** The entry of the navigation under which the page stands; null for the pages of the foot. */
  readonly section: PublicSection | null;
  /** The steps between the first page and this one; the first page and this page itself are added here. */
  readonly above?: readonly Breadcrumb[];
  readonly description?: string;
  readonly errors?: readonly PageError[];
  readonly robots?: string;
}

/** The facts around any page of the public site: whose it is, where the reader stands, and what is at the foot. */
export function publicFrame(request: PublicRequest, assets: AssetLinks, page: PublicPage): Frame {
  const { partnership } = request;
  const path = request.path.split('?', 1)[0] ?? '/';
  return {
    brand: brandOf(partnership),
    title: page.title,
    path: request.path,
    assets,
    navigation: sections.map(({ section, text, href }) => ({
      text,
      href,
      current: section !== page.section ? 'no' : href === path ? 'page' : 'within',
    })),
    breadcrumbs: breadcrumbsTo(path, page),
    footer: footerOf(partnership.name),
    workspace: null,
    errors: page.errors ?? [],
    description: page.description ?? null,
    canonical: `${request.origin}${path}`,
    robots: page.robots ?? null,
    feeds: publicFeeds,
  };
}

/** Whose site it is, with the notice that a training partnership carries on every page. */
export function brandOf(partnership: Partnership): Brand {
  const { name, shortName, restOfName, training } = partnership;
  const notice = {
    lead: 'Training.',
    text: 'A made-up partnership. No real child, family or practitioner appears here.',
  };
  return { name, shortName, restOfName, training: training ? notice : null };
}

const publicFeeds: readonly FeedLink[] = [
  { text: 'Published reviews', href: '/reviews.atom', type: 'application/atom+xml' },
];

function breadcrumbsTo(path: string, page: PublicPage): readonly Breadcrumb[] {
  if (path === '/') return [];
  return [
    { text: 'Case reviews', href: '/' },
    ...(page.above ?? []),
    { text: page.here ?? page.title, href: null },
  ];
}

function footerOf(name: string): Frame['footer'] {
  return {
    links: [
      { text: 'Accessibility', href: '/accessibility' },
      { text: 'Privacy', href: '/privacy' },
      { text: 'Contact', href: '/contact' },
      { text: 'Report a concern about a child', href: '/contact#concern' },
    ],
    line: `${name}. Runs on Foresight.`,
  };
}
