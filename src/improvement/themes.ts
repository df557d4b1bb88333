import { facets, shippedThemes } from './shipped-themes.ts';

/** What a finding is about, in one of the words that a partnership has agreed on. */
export interface Theme {
  readonly id: string;
  readonly facet: string;
  readonly label: string;
  readonly synonyms: readonly string[];
}

/** A list of themes with the number of its version; 0 is the shipped one. */
export interface ThemeList {
  readonly number: number;
  readonly themes: readonly Theme[];
}

/** The shipped list, which holds until a partnership has one of its own. */
export const shippedList: ThemeList = {
  number: 0,
  themes: shippedThemes.map(([id, facet, label, synonyms]) => ({ id, facet, label, synonyms })),
};

/** What a facet is called; its own name where we do not know it. */
export const facetLabel = (id: string): string => facets.find((facet) => facet.id === id)?.label ?? id;

/** The label of a theme on a list; its identifier where the list has it no longer. */
export const themeLabel = ({ themes }: ThemeList, id: string): string =>
  themes.find((theme) => theme.id === id)?.label ?? id;

/** A list as it is edited: a line each, "kind: theme | another word; another". */
export const listText = ({ themes }: ThemeList): string =>
  themes
    .map(
      ({ facet, label, synonyms }) =>
        `${facetLabel(facet)}: ${label}${synonyms.length === 0 ? '' : ` | ${synonyms.join('; ')}`}`,
    )
    .join('\n');

const idOf = (facet: string, label: string) =>
  `${facet.slice(0, 3)}-${label
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}`;

/**
 * Reads a list as it was edited; a line that is there as before keeps its identifier, so that findings go on pointing to it. Answers the
 * themes, or what is wrong with the first line that cannot be read.
 */
export function readList(text: string, before: ThemeList): readonly Theme[] | string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return 'Write at least one theme';
  if (lines.length > 500) return 'There can be at most 500 themes';
  const read: Theme[] = [];
  for (const line of lines) {
    const [, group = '', rest = ''] = /^([^:]{1,80}):(.{1,300})$/.exec(line) ?? [];
    const facet = facets.find(({ label }) => label.toLowerCase() === group.trim().toLowerCase())?.id;
    const [label = '', others = ''] = rest.split('|');
    if (facet === undefined || label.trim() === '')
      return `“${line.slice(0, 80)}” is not “kind: theme”. The kinds are ${facets.map((one) => one.label).join(', ')}`;
    const known = before.themes.find(
      (theme) => theme.facet === facet && theme.label.toLowerCase() === label.trim().toLowerCase(),
    );
    const id = known?.id ?? idOf(facet, label);
    if (read.some((theme) => theme.id === id)) return `“${label.trim()}” stands there twice`;
    const synonyms = others
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    read.push({ id, facet, label: label.trim(), synonyms });
  }
  return read;
}

const folded = (text: string) =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** The themes whose own words or other words stand in a text: for comparing texts that say the same in other words. */
export function themesIn(text: string, { themes }: ThemeList = shippedList): ReadonlySet<string> {
  const inside = folded(text);
  const stands = (word: string) => word.length > 3 && inside.includes(folded(word));
  return new Set(
    themes.filter(({ label, synonyms }) => [label, ...synonyms].some(stands)).map(({ id }) => id),
  );
}
