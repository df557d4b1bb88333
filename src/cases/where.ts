import type { Answers, Filled, Option, Question } from '../intake/question.ts';
import { entriesOf, filledOf, no, notKnown, textOf, yes } from '../intake/question.ts';
import { type NotifyingNotice, noticesFor } from '../intake/notifying.ts';
import { sectionNamed } from '../intake/questions.ts';
import { areaSaid, listedAuthorities, lookedAfterSaid } from '../intake/where.ts';
import type { Problem } from '../intake/answers.ts';
import type { IncidentEvent } from '../law/facts.ts';
import type { Area, NamedAuthority } from '../law/notifying-authority.ts';

/** In the place of an authority's code: outside England. */
export const outsideEngland = 'outside-england';

/** Where something happened, as a file keeps it: an authority's code, `outside-england` with the country, or empty where nobody knows. */
export interface IncidentWhere {
  readonly area: string;
  readonly areaCountry: string;
}

/** Where a child normally lived in the same way, and which authority looked after the child, by its code. */
export interface ChildWhere {
  readonly livesIn: string;
  readonly livesInCountry: string;
  readonly lookedAfter: 'yes' | 'no' | 'not-known';
  readonly lookedAfterBy: string;
}

/** A file in which nobody has said where. */
export const nowhere: IncidentWhere & ChildWhere = {
  area: '',
  areaCountry: '',
  livesIn: '',
  livesInCountry: '',
  lookedAfter: 'not-known',
  lookedAfterBy: '',
};

const codeOf = (area: Area): string => {
  if (area.in === 'authority') return area.authority.code;
  return area.in === 'outside-england' ? outsideEngland : '';
};
const countryOf = (area: Area) => (area.in === 'outside-england' ? area.country : '');

const section = (id: string) => {
  const found = sectionNamed(id);
  if (found === null) throw new RangeError(`the referral form has no page "${id}"`);
  return found;
};

/** What a referral says of where, for the file that is opened from it; the children in their order. An authority that is on no list stays in the referral alone. */
export function whereFrom(
  answers: Answers,
  home: NamedAuthority,
): { readonly incident: IncidentWhere; readonly children: readonly ChildWhere[] } {
  const { area } = areaSaid(filledOf(answers, section('incident'), null), 'incident', home);
  return {
    incident: { area: codeOf(area), areaCountry: countryOf(area) },
    children: entriesOf(answers, section('children')).map((child) => {
      const lives = areaSaid(child, 'child', home).area;
      return {
        livesIn: codeOf(lives),
        livesInCountry: countryOf(lives),
        lookedAfter: answerOf(textOf(child, 'child-looked-after')),
        lookedAfterBy: lookedAfterSaid(child, home).by?.code ?? '',
      };
    }),
  };
}

const answerOf = (given: string): ChildWhere['lookedAfter'] =>
  given === 'yes' || given === 'no' ? given : 'not-known';

const authorityOptions = (home: NamedAuthority): readonly Option[] =>
  listedAuthorities(home).map(({ code, name }) => ({ value: code, text: name }));
const areaOptions = (home: NamedAuthority): readonly Option[] => [
  { value: outsideEngland, text: 'Outside England' },
  ...authorityOptions(home),
];

/** What a file asks of where it happened. */
export const incidentQuestions = (home: NamedAuthority): readonly Question[] => [
  {
    id: 'area',
    kind: 'choice',
    label: 'The local authority in whose area it happened, if known (optional)',
    name: 'The local authority in whose area it happened',
    hint: 'That authority notifies.',
    options: areaOptions(home),
  },
  {
    id: 'area-country',
    kind: 'text',
    label: 'The country, where it was outside England (optional)',
    name: 'The country',
  },
];

/** What a file asks of where a child normally lived. */
export const childQuestions = (home: NamedAuthority): readonly Question[] => [
  {
    id: 'lives-in',
    kind: 'choice',
    label: 'The local authority in whose area the child normally lived, if known (optional)',
    name: 'The local authority in whose area the child lived',
    options: areaOptions(home),
  },
  {
    id: 'lives-in-country',
    kind: 'text',
    label: 'The country, where that was outside England (optional)',
    name: 'The country',
  },
  {
    id: 'looked-after',
    kind: 'choice',
    label: 'Was the child looked after by a local authority when it happened? (optional)',
    name: 'Whether the child was looked after',
    options: [yes, no, notKnown],
  },
  {
    id: 'looked-after-by',
    kind: 'choice',
    label: 'By which authority, if known (optional)',
    name: 'The authority that looked after the child',
    options: authorityOptions(home),
    when: { question: 'looked-after', is: 'yes' },
  },
];

/** What is on record of where it happened, as its form has it. */
export const incidentKept = ({ area, areaCountry }: IncidentWhere) => ({
  area,
  'area-country': areaCountry,
});

/** What is on record of where a child lived, as its form has it. */
export const childKept = ({ livesIn, livesInCountry, lookedAfter, lookedAfterBy }: ChildWhere) => ({
  'lives-in': livesIn,
  'lives-in-country': livesInCountry,
  'looked-after': lookedAfter,
  'looked-after-by': lookedAfterBy,
});

/** Where it happened, as a form gives it. */
export const incidentWhere = (filled: Filled): IncidentWhere => ({
  area: textOf(filled, 'area'),
  areaCountry: textOf(filled, 'area-country'),
});

/** Where a child lived, as a form gives it. */
export const childWhere = (filled: Filled): ChildWhere => ({
  livesIn: textOf(filled, 'lives-in'),
  livesInCountry: textOf(filled, 'lives-in-country'),
  lookedAfter: answerOf(textOf(filled, 'looked-after')),
  lookedAfterBy: textOf(filled, 'looked-after-by'),
});

/** A country belongs to what lies outside England. */
export const whereProblems = (filled: Filled): readonly Problem[] =>
  (['area', 'lives-in'] as const).flatMap((question): readonly Problem[] => {
    const isStray =
      textOf(filled, `${question}-country`) !== '' && textOf(filled, question) !== outsideEngland;
    const text = 'Choose “Outside England” above, or leave the country empty';
    return isStray ? [{ question: `${question}-country`, kind: 'wrong', text }] : [];
  });

/** The name of an area, in words; empty where nobody knows. */
export function areaWords(code: string, country: string, home: NamedAuthority): string {
  if (code === outsideEngland) return country === '' ? 'Outside England' : `Outside England: ${country}`;
  return authorityWith(code, home)?.name ?? '';
}

const authorityWith = (code: string, home: NamedAuthority): NamedAuthority | null =>
  code === '' ? null : (listedAuthorities(home).find((one) => one.code === code) ?? { code, name: code });

/** An area as the law asks for it. */
export function areaOf(code: string, country: string, home: NamedAuthority): Area {
  if (code === outsideEngland) return { in: 'outside-england', country };
  const authority = authorityWith(code, home);
  return authority === null ? { in: 'not-known' } : { in: 'authority', authority };
}

/** Who notifies, by what a file has on record. With several incidents each counts, and the same answer is given once. */
export function noticesOfFile(
  incidents: readonly IncidentWhere[],
  children: readonly (ChildWhere & { readonly diedOn: Temporal.PlainDate | null })[],
  home: NamedAuthority,
  event: IncidentEvent = 'notifiable-incident',
): readonly NotifyingNotice[] {
  const known = children.map((child) => ({
    livesIn: areaOf(child.livesIn, child.livesInCountry, home),
    lookedAfter: child.lookedAfter === 'yes',
    lookedAfterBy: authorityWith(child.lookedAfterBy, home),
    died: child.diedOn !== null,
  }));
  const places = incidents.length === 0 ? [nowhere] : incidents;
  const found = places.flatMap(({ area, areaCountry }) =>
    noticesFor(
      {
        happenedIn: areaOf(area, areaCountry, home),
        children: known,
        careLeaver: event === 'care-leaver-death',
      },
      home,
    ),
  );
  return found.filter(
    (one, at) => found.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  );
}
