import type { Area, NamedAuthority } from '../law/notifying-authority.ts';
import { authorities } from '../partnership/authorities.ts';
import type { Partnership } from '../partnership/partnership.ts';
import { type Filled, notKnown, type Option, type Question, textOf } from './question.ts';

/** What may be answered to "in whose area". The words hold for every partnership: which one it is, stands on the form itself. */
export const areaOptions: readonly Option[] = [
  { value: 'here', text: 'In the area of this partnership' },
  { value: 'elsewhere', text: 'Elsewhere in England' },
  { value: 'outside-england', text: 'Outside England' },
  notKnown,
];

/** Where something is said to be, as it was said; `unlisted` where an authority was named that is none of England’s list. */
export interface Said {
  readonly area: Area;
  readonly unlisted: string | null;
}

/** The authority of a partnership, also where it is made up and on no list. */
export const homeOf = ({ authorityCode, authorityName }: Partnership): NamedAuthority => ({
  code: authorityCode,
  name: authorityName,
});

/** The local authorities of England by name, with the partnership's own among them. */
export function listedAuthorities(home: NamedAuthority): readonly NamedAuthority[] {
  const listed = authorities().map(({ code, name }) => ({ code, name }));
  const all = listed.some(({ code }) => code === home.code) ? listed : [...listed, home];
  return all.toSorted((one, two) => one.name.localeCompare(two.name, 'en'));
}

// What belongs to the kind of a council and not to the name of its place.
const kinds =
  /\b(the|london|royal|city|county|metropolitan|unitary|district|borough|council|authority|corporation|of|mbc|cc|bc|lbc?|rb)\b/g;
const plain = (words: string) =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^a-z ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const bare = (words: string) => plain(words).replace(kinds, ' ').replace(/\s+/g, ' ').trim();

/** The authority that somebody means by these words: by its name or code, with or without what kind of council it is. Null for none, or more than one. */
export function authorityNamed(words: string, home: NamedAuthority): NamedAuthority | null {
  const all = [
    { ...home, names: [home.name] },
    ...authorities().map(({ code, name, officialName }) => ({ code, name, names: [name, officialName] })),
  ];
  const find = (as: (text: string) => string) => {
    const asked = as(words);
    if (asked === '') return [];
    const met = all.filter(({ names }) => names.some((name) => as(name) === asked));
    return met.filter(({ code }, at) => met.findIndex((one) => one.code === code) === at);
  };
  const byCode = all.find(({ code }) => code.toLowerCase() === words.trim().toLowerCase());
  const byName = find(plain);
  const [found, more] = byCode === undefined ? (byName.length > 0 ? byName : find(bare)) : [byCode];
  return found === undefined || more !== undefined ? null : { code: found.code, name: found.name };
}

/** Reads the answers to "in whose area" by the identifiers that begin with `begin`: "incident" or "child". */
export function areaSaid(filled: Filled, begin: 'incident' | 'child', home: NamedAuthority): Said {
  const where = textOf(filled, `${begin}-area`);
  if (where === 'here') return { area: { in: 'authority', authority: home }, unlisted: null };
  if (where === 'outside-england')
    return {
      area: { in: 'outside-england', country: textOf(filled, `${begin}-country`) },
      unlisted: null,
    };
  if (where !== 'elsewhere') return { area: { in: 'not-known' }, unlisted: null };
  return authoritySaid(textOf(filled, `${begin}-authority`), home);
}

function authoritySaid(words: string, home: NamedAuthority): Said {
  const authority = authorityNamed(words, home);
  return authority === null
    ? { area: { in: 'not-known' }, unlisted: words === '' ? null : words }
    : { area: { in: 'authority', authority }, unlisted: null };
}

/** Which authority looked after a child, as the referral says; null where the child was not, or nobody knows by whom. */
export function lookedAfterSaid(
  child: Filled,
  home: NamedAuthority,
): { readonly by: NamedAuthority | null; readonly unlisted: string | null } {
  if (textOf(child, 'child-looked-after') !== 'yes') return { by: null, unlisted: null };
  const { area, unlisted } = authoritySaid(textOf(child, 'child-looked-after-by'), home);
  return { by: area.in === 'authority' ? area.authority : null, unlisted };
}

/** The questions that ask in whose area something is, for a page of the form. */
export function areaQuestions(
  begin: 'incident' | 'child',
  asked: { readonly label: string; readonly name: string; readonly hint?: string },
): readonly Question[] {
  const area = `${begin}-area`;
  return [
    {
      id: area,
      kind: 'choice',
      ...asked,
      required: `Answer “${asked.label}”, or choose “Not known”`,
      options: areaOptions,
    },
    {
      id: `${begin}-authority`,
      kind: 'text',
      label: 'In which local authority?',
      name: 'The local authority',
      hint: 'The county, unitary or borough council with children’s services there, for example Knowsley.',
      required: 'Enter the local authority, or say that you do not know which',
      suggest: 'authorities',
      when: { question: area, is: 'elsewhere' },
    },
    {
      id: `${begin}-country`,
      kind: 'text',
      label: 'In which country?',
      name: 'The country',
      required: 'Enter the country',
      when: { question: area, is: 'outside-england' },
    },
  ];
}
