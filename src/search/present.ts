import { type CaseState, stateWords } from '../cases/case.ts';
import { relationWords } from '../cases/people.ts';
import { classificationWords } from '../documents/document.ts';
import { dayOf, referenceOf } from '../intake/referral.ts';
import { type Asked, briefLength, type Kind, kinds, pageLength } from './asked.ts';
import type { SearchResult } from './commands.ts';
import {
  countOf,
  type Found,
  type FoundCase,
  type FoundDocument,
  type FoundPerson,
  type FoundReferral,
  mostFound,
  type NameFit,
} from './found.ts';
import type { Group, KindLink, Pages, Row, SearchPage } from './pages/search.ts';

/** What an address asks to be shown of a search: one kind or all, and which page. `sealed` are its words. */
export interface Showing {
  readonly sealed: string;
  readonly kind: Kind | null;
  readonly page: number;
}

const kindWords: Readonly<Record<Kind, string>> = {
  cases: 'Cases',
  referrals: 'Referrals',
  people: 'People',
  documents: 'Documents',
};
const one: Readonly<Record<Kind, string>> = {
  cases: 'case',
  referrals: 'referral',
  people: 'person',
  documents: 'document',
};

/** The page of a search: all kinds with the best of each, or one kind page by page. */
export function presentSearch(
  { asked, found }: SearchResult,
  showing: Showing,
  formToken: string,
): SearchPage {
  const empty = { formToken, problem: null, kinds: [], groups: [], pages: null };
  if (asked === null) return { ...empty, heading: 'Search', typed: '', isAsked: false, notes: [] };
  if (asked === 'over') {
    const notes = ['That search can no longer be opened. Type again what you are looking for.'];
    return { ...empty, heading: 'Search', typed: '', isAsked: false, notes };
  }
  const counts = kinds.map((kind) => countOf(kind, found));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const isMore = counts.some((count) => count.isMore);
  const heading =
    total === 0 ? 'Nothing was found' : `${isMore ? 'More than ' : ''}${total.toLocaleString('en-GB')} found`;
  const notes = notesOf(asked, found, total);
  if (total === 0) return { ...empty, heading, typed: asked.typed, isAsked: true, notes };
  const shown = showing.kind === null ? kinds : [showing.kind];
  const groups = shown.map((kind) => groupOf(kind, found, showing)).filter((group) => group !== null);
  return {
    heading,
    formToken,
    typed: asked.typed,
    problem: null,
    isAsked: true,
    notes:
      groups.length === 0
        ? [...notes, `There are no ${kindWords[shown[0] ?? 'cases'].toLowerCase()} among the results.`]
        : notes,
    kinds: kindLinks(found, showing, `${isMore ? '+' : ''}`, total),
    groups,
    pages: showing.kind === null ? null : pagesOf(showing.kind, found, showing),
  };
}

/** The page with what was typed and why it cannot be searched for. */
export const presentProblem = (typed: string, problem: string | null, formToken: string): SearchPage => ({
  heading: 'Search',
  formToken,
  typed,
  problem,
  isAsked: false,
  notes: [],
  kinds: [],
  groups: [],
  pages: null,
});

function notesOf(asked: Asked, { onlyCommon }: Found, total: number): readonly string[] {
  const notes: string[] = [];
  if (onlyCommon)
    notes.push(
      'These words stand in nearly every text, so only references, names and titles were looked through.',
    );
  if (total === 0)
    notes.push(
      'Nothing that you can see has all of that in it. Try fewer words, another spelling, or the number of a reference alone.',
    );
  if (asked.day !== null && total === 0)
    notes.push(
      'A date is looked for among dates of birth. The first number is taken for the day, and the second for the month.',
    );
  return notes;
}

const addressOf = ({ sealed }: Showing, kind: Kind | null, page = 1): string => {
  const query = new URLSearchParams({ find: sealed });
  if (kind !== null) query.set('kind', kind);
  if (page > 1) query.set('page', String(page));
  return `/search?${query.toString()}`;
};

function kindLinks(found: Found, showing: Showing, more: string, total: number): readonly KindLink[] {
  return [
    { text: 'All', count: `${total}${more}`, href: addressOf(showing, null), current: showing.kind === null },
    ...kinds.map((kind) => {
      const { count, isMore } = countOf(kind, found);
      return {
        text: kindWords[kind],
        count: `${count}${isMore ? '+' : ''}`,
        href: addressOf(showing, kind),
        current: showing.kind === kind,
      };
    }),
  ];
}

const rowsOf: { readonly [K in Kind]: (found: Found) => readonly Row[] } = {
  cases: ({ cases }) => cases.map(caseRow),
  referrals: ({ referrals }) => referrals.map(referralRow),
  people: ({ people }) => people.map(personRow),
  documents: ({ documents }) => documents.map(documentRow),
};

function groupOf(kind: Kind, found: Found, showing: Showing): Group | null {
  const { count, isMore } = countOf(kind, found);
  if (count === 0) return null;
  const rows = rowsOf[kind](found).slice(0, mostFound);
  const isAll = showing.kind === null;
  const from = isAll ? 0 : (pageIn(count, showing) - 1) * pageLength;
  const many = `${isMore ? 'More than ' : ''}${count} ${count === 1 ? one[kind] : kind}`;
  return {
    id: kind,
    title: many,
    rows: rows.slice(from, from + (isAll ? briefLength : pageLength)),
    more:
      isAll && count > briefLength
        ? { text: `All ${isMore ? '' : `${count} `}${kind}`, href: addressOf(showing, kind) }
        : null,
    cut: isMore && !isAll ? `Only ${mostFound} of them are shown. Add a word to find fewer.` : null,
  };
}

// A page beyond the last is the last: what was found may be less than it was a moment ago.
const lastPage = (count: number) => Math.max(1, Math.ceil(count / pageLength));
const pageIn = (count: number, { page }: Showing) => Math.min(page, lastPage(count));

function pagesOf(kind: Kind, found: Found, showing: Showing): Pages | null {
  const { count } = countOf(kind, found);
  const last = lastPage(count);
  if (last === 1) return null;
  const page = pageIn(count, showing);
  return {
    words: `Page ${page} of ${last}`,
    previous: page > 1 ? addressOf(showing, kind, page - 1) : null,
    next: page < last ? addressOf(showing, kind, page + 1) : null,
  };
}

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const begun = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** "Found in the place and the decision", of what is true. */
const foundIn = (places: Readonly<Record<string, boolean>>): string =>
  `Found in ${listed.format(Object.entries(places).flatMap(([words, is]) => (is ? [words] : [])))}`;

function caseRow(found: FoundCase): Row {
  const { reference, pseudonym, state } = found;
  return {
    href: `/cases/${reference}`,
    title: pseudonym,
    about: reference,
    where: foundIn({
      'the reference': found.byReference,
      'the pseudonym': found.byTitle,
      'the summary': found.summary,
      'the place': found.place,
      'what happened': found.what,
      'the reasons of a decision': found.decision,
    }),
    state: stateWords[state satisfies CaseState],
  };
}

const fits: Readonly<Record<NameFit, string>> = {
  3: '',
  2: 'Spelt otherwise, shortened or only begun',
  1: 'Sounds like what you typed',
  0: '',
};

const shortDay = (day: Temporal.PlainDate) =>
  day.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

function personRow({
  name,
  otherNames,
  bornOn,
  reference,
  pseudonym,
  part,
  relations,
  removed,
  byName,
}: FoundPerson): Row {
  const what =
    part === 'child'
      ? 'a child'
      : relations.length === 0
        ? 'somebody around the child'
        : listed.format(relations.map((kind) => relationWords[kind]));
  return {
    href: `/cases/${reference}/people`,
    title: `${name === '' ? 'No name' : name}${otherNames === '' ? '' : `, also ${otherNames}`}`,
    about: `${begun(what)} in ${reference}, ${pseudonym}${bornOn === null ? '' : `. Born ${shortDay(bornOn)}`}`,
    where: fits[byName],
    state: removed ? { mark: 'coming', words: 'Taken out of the list' } : null,
  };
}

const referralStates: Readonly<Record<string, { readonly mark: string; readonly words: string }>> = {
  sent: { mark: 'today', words: 'New' },
  received: { mark: 'running', words: 'Acknowledged' },
  closed: { mark: 'done', words: 'Closed' },
};

const ofCase = (reference: string | null, pseudonym: string | null) =>
  reference === null ? 'No case' : `${reference}, ${pseudonym ?? ''}`;

function referralRow(found: FoundReferral): Row {
  const { id, number, sentAt, state, reference, pseudonym, byName } = found;
  return {
    href: `/referrals/${id}`,
    title: referenceOf(number, dayOf(sentAt)),
    about: ofCase(reference, pseudonym),
    where: foundIn({
      'its number': found.byNumber,
      [`the people${byName === 1 ? ', by the sound of a name' : ''}`]: byName > 0,
      'the place': found.place,
      'what happened': found.what,
    }),
    state: referralStates[state] ?? null,
  };
}

function documentRow(found: FoundDocument): Row {
  const { kind, id, title, number, classification, withdrawn, reference, pseudonym, byTitle, sent } = found;
  if (kind === 'file')
    return {
      href: `/referrals/${id}/files`,
      title: `Files of ${sent === null ? 'a referral' : referenceOf(number, dayOf(sent)).replace(/^R/, 'r')}`,
      about: ofCase(reference, pseudonym),
      where: 'Found in the name of a file',
      state: null,
    };
  const level = classificationWords[classification as keyof typeof classificationWords];
  return {
    href: `/cases/${reference ?? ''}/documents/${id}`,
    title: title ?? '',
    about: `Document ${number} of ${ofCase(reference, pseudonym)}. ${level}`,
    where: byTitle ? 'Found in the title' : 'Found in the name of a file',
    state: withdrawn ? { mark: 'coming', words: 'Withdrawn' } : null,
  };
}
