import type { Actor, Standing } from '../access/policy.ts';
import type { Verb } from '../acts/verbs.ts';
import type { FileAnswer } from '../notifiable/record.ts';
import { type CaseState, stateWords } from './case.ts';

/** What stands at the head of every page of a case. */
export interface CaseHeader {
  readonly reference: string;
  readonly pseudonym: string;
  readonly state: { readonly words: string; readonly mark: string };
  /** Whether it is notifiable, in a few words; null for whoever may not see it. */
  readonly notifiable: { readonly words: string; readonly mark: string; readonly href: string } | null;
  /** How many people can open this file today. */
  readonly readers: number;
  /** Where the number leads, for those who may know who they are. */
  readonly readersHref: string | null;
  /** Where it is on record who has looked, for those who may know. */
  readonly recordHref: string | null;
  readonly sections: readonly SectionLink[];
  /** The pages of the section that is open, where it has several. */
  readonly pages: readonly SectionLink[];
}

/** A way to another part of the case file. */
export interface SectionLink {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

/** A case as its head needs it. */
export interface HeadedCase {
  readonly id: string;
  readonly reference: string;
  readonly pseudonym: string;
  readonly state: CaseState;
  /** Whether it is notifiable, as it was decided last. */
  readonly notifiable: FileAnswer;
  readonly version: number;
  /** The day on which the case was opened here. */
  readonly openedOn: Temporal.PlainDate;
  readonly readers: number;
  readonly standing: Standing;
}

const notifiableWords: Readonly<Record<FileAnswer, { readonly words: string; readonly mark: string }>> = {
  undecided: { words: 'Not decided whether notifiable', mark: 'coming' },
  must: { words: 'Notifiable', mark: 'running' },
  should: { words: 'Should be notified', mark: 'running' },
  not: { words: 'Not notifiable', mark: 'done' },
  'not-yet-known': { words: 'Not known yet whether notifiable', mark: 'unconfirmed' },
  other: { words: 'Another authority notifies', mark: 'coming' },
};

/** A page of a case file, with the verb that opens it. */
interface SectionPage {
  readonly id: string;
  readonly text: string;
  readonly path: string;
  readonly verb: Verb;
}

/** The sections of a case file, in order; those of several pages have a row for these. Who may open it and who has looked stand above them. */
const sections = [
  { text: 'Overview', pages: [{ id: 'overview', text: 'Overview', path: '', verb: 'case.read' }] },
  { text: 'People', pages: [{ id: 'people', text: 'People', path: '/people', verb: 'case.read' }] },
  {
    text: 'Agencies',
    pages: [
      { id: 'agencies', text: 'Involved', path: '/agencies', verb: 'case.read' },
      { id: 'requests', text: 'Asked what they know', path: '/requests', verb: 'request.read' },
    ],
  },
  {
    text: 'Notification',
    pages: [
      { id: 'notifiable', text: 'Is it notifiable?', path: '/notifiable', verb: 'notifiable.read' },
      { id: 'notification', text: 'The notification', path: '/notification', verb: 'notification.read' },
      { id: 'codes', text: 'Codes', path: '/codes', verb: 'code.read' },
    ],
  },
  {
    text: 'Rapid review',
    pages: [{ id: 'rapid-review', text: 'Rapid review', path: '/rapid-review', verb: 'rapid-review.read' }],
  },
  {
    text: 'Decisions',
    pages: [
      { id: 'decisions', text: 'Decisions', path: '/decisions', verb: 'decision.read' },
      { id: 'rounds', text: 'Asked between meetings', path: '/rounds', verb: 'round.read' },
    ],
  },
  {
    text: 'Reviews',
    pages: [
      { id: 'reviews', text: 'Reviews', path: '/reviews', verb: 'review.read' },
      { id: 'findings', text: 'Findings and recommendations', path: '/findings', verb: 'finding.read' },
      { id: 'chronology', text: 'Chronology', path: '/chronology', verb: 'chronology.read' },
    ],
  },
  {
    text: 'Documents',
    pages: [{ id: 'documents', text: 'Documents', path: '/documents', verb: 'document.read' }],
  },
] as const satisfies readonly { text: string; pages: readonly SectionPage[] }[];

/** The page of a case file that is open. */
export type CaseSection = (typeof sections)[number]['pages'][number]['id'] | 'access' | 'record';

/** Whether the policy lets this person do that; `may` of the policy, handed in because a pure file takes only types from there. */
export type Allowed = (actor: Actor, verb: Verb, standing: Standing) => boolean;

/** The head of a page of a case. What the person cannot open is not in it. */
export function presentHeader(
  found: HeadedCase,
  actor: Actor,
  allowed: Allowed,
  current: CaseSection,
): CaseHeader {
  const base = `/cases/${found.reference}`;
  const mayOpen = (verb: Verb) => allowed(actor, verb, found.standing);
  const open = sections
    .map(({ text, pages }) => ({ text, pages: pages.filter(({ verb }) => mayOpen(verb)) }))
    .map(({ text, pages }) => ({ text, pages, current: pages.some(({ id }) => id === current) }));
  const { pages = [] } = open.find((section) => section.current) ?? {};
  return {
    reference: found.reference,
    pseudonym: found.pseudonym,
    state: stateWords[found.state],
    notifiable: mayOpen('notifiable.read')
      ? { ...notifiableWords[found.notifiable], href: `${base}/notifiable` }
      : null,
    readers: found.readers,
    readersHref: mayOpen('access.read') ? `${base}/access` : null,
    recordHref: mayOpen('history.read') ? `${base}/record` : null,
    sections: open.flatMap((section) => {
      const [first] = section.pages;
      return first === undefined
        ? []
        : [{ text: section.text, href: `${base}${first.path}`, current: section.current }];
    }),
    pages:
      pages.length < 2
        ? []
        : pages.map(({ id, text, path }) => ({ text, href: `${base}${path}`, current: id === current })),
  };
}
