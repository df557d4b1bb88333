import { may } from '../access/policy.ts';
import type { Verb } from '../acts/verbs.ts';
import type { WorkRequest } from '../acts/work-route.ts';
import type { AssetLinks, Frame, Link, NavigationRow, PageError } from '../platform/pages/frame.ts';
import { brandOf } from '../site/frame.ts';
import { roleWords } from './invitation.ts';

/** What a page of the workspace says about itself. */
export interface WorkspacePage {
  readonly title: string;
  /** The entry of the navigation; null for a page outside it, or where nobody is signed in. */
  readonly section:
    | 'today'
    | 'cases'
    | 'improvement'
    | 'meetings'
    | 'rounds'
    | 'scrutiny'
    | 'challenges'
    | 'attestations'
    | 'calendar'
    | 'holidays'
    | 'settings'
    | 'consultations'
    | 'people'
    | 'agencies'
    | 'mail'
    | 'trail'
    | 'sessions'
    | 'search'
    | null;
  /** The page above this one. */
  readonly backLink?: Link;
  readonly errors?: readonly PageError[];
}

/** The facts around a page of the workspace. What a person cannot use is not in the navigation; nothing of it is for search engines. */
export function workspaceFrame(request: WorkRequest, assets: AssetLinks, page: WorkspacePage): Frame {
  const actor = request.held?.actor ?? null;
  const member = actor?.kind === 'member' ? actor : null;
  const allowed = (verb: Verb) => member !== null && may(member, verb);
  const here = page.backLink === undefined ? 'page' : 'within';
  const entry = (section: string, text: string, href: string): NavigationRow => ({
    text,
    href,
    current: page.section === section ? here : 'no',
  });
  const cases = allowed('case.list') ? [entry('cases', 'Cases', '/cases')] : [];
  const improvement = allowed('improvement.read')
    ? [entry('improvement', 'Recommendations', '/improvement')]
    : [];
  const meetings = allowed('meeting.list') ? [entry('meetings', 'Meetings', '/meetings')] : [];
  const scrutiny = allowed('scrutiny.read') ? [entry('scrutiny', 'Scrutiny', '/scrutiny')] : [];
  // Whoever has settings finds it there.
  const access =
    allowed('attestation.list') && !allowed('settings.read')
      ? [entry('attestations', 'Access', '/attestations')]
      : [];
  const calendar = allowed('calendar.read') ? [entry('calendar', 'Calendar', '/calendar')] : [];
  const holidays = allowed('holiday.add')
    ? [entry('holidays', 'Bank holidays', '/settings/bank-holidays')]
    : [];
  const settings = allowed('settings.read') ? [entry('settings', 'Settings', '/settings')] : [];
  const consultations = allowed('consultation.list')
    ? [entry('consultations', 'Consultations', '/consultations')]
    : [];
  const trail = allowed('trail.read') ? [entry('trail', 'Trail', '/trail')] : [];
  const people = member?.roles.includes('administrator') ? [entry('people', 'People', '/people')] : [];
  const mail = allowed('mail.list') ? [entry('mail', 'Mail', '/mail')] : [];
  const agencies = allowed('agency.add') ? [entry('agencies', 'Agencies', '/agencies')] : [];
  return {
    brand: brandOf(request.partnership),
    title: page.title,
    path: request.path,
    assets,
    navigation:
      member === null
        ? []
        : [
            entry('today', 'Today', '/work'),
            ...cases,
            ...meetings,
            ...improvement,
            ...calendar,
            ...scrutiny,
            ...consultations,
            ...people,
            ...agencies,
            ...access,
            ...mail,
            ...holidays,
            ...settings,
            ...trail,
            entry('sessions', 'Your sessions', '/sessions'),
          ],
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
        : {
            role: begun(member.roles.map(roleWords).join(', ')),
            signOut: { text: 'Sign out', href: '/sign-out' },
          },
    search:
      allowed('search.run') && page.section !== 'search'
        ? { action: '/search', label: 'Search', formToken: request.formToken }
        : null,
    errors: page.errors ?? [],
    backLink: page.backLink ?? null,
    notice: request.restored
      ? { lead: 'You are signed in again.', text: 'What you had typed is here. It has not been sent yet.' }
      : null,
    robots: 'noindex',
  };
}

const begun = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
