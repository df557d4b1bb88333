import data from '../intake/data/short-names.json' with { type: 'json' };
import { formsOf, soundOf } from '../intake/sound.ts';

const letters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ə: 'e',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};

/**
 * Words in the form in which they are compared: without accents, apostrophes and capitals, signs as spaces, hyphens kept. The same as
 * `ctx.folded` of the database does to what is on record.
 */
export const folded = (words: string): string =>
  words
    .replace(/['’‘ʼʻ`´]/g, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[łøđðıəþßæœ]/g, (letter) => letters[letter] ?? letter)
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[\ufe00-\ufe0f]/g, ' ')
    .replace(
      /[\s\u0021-\u002c\u002e\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u02ff\u2000-\u206f\u3000-\u303f]+/g,
      ' ',
    )
    .trim();

/** The words of a name that was typed: O and Mc joined with what follows, the parts of a double name apart. */
export const nameWords = (words: string): readonly string[] => [
  ...new Set(
    folded(words)
      .replace(/\b(o|mc|mac) (?=[a-z]{3})/g, '$1')
      .split(/[ -]+/)
      .filter((word) => word !== '')
      .map((word) => word.slice(0, 60)),
  ),
];

const listed = new Set([
  ...data.spellings.flat(),
  ...Object.entries(data.short).flatMap(([long, shorts]) => [long, ...shorts]),
]);
const byForm = new Map<string, string[]>();
for (const name of listed)
  for (const form of formsOf(name)) byForm.set(form, [...(byForm.get(form) ?? []), name]);

/** Other names that may stand for the same: Bill for William and William for Bill, Neve for Niamh. `word` is folded. */
export const sameNames = (word: string): readonly string[] => {
  const found = new Set(formsOf(word).flatMap((form) => byForm.get(form) ?? []));
  found.delete(word);
  return [...found];
};

const lexeme = (word: string) => `'${word}'`;
const anyOf = (parts: readonly string[]) => `(${parts.join(' | ')})`;

// Whoever types one letter means an initial; a longer word may be unfinished.
const begun = (word: string) => `${lexeme(word)}:*`;

/** The words of a name as queries of the database, from narrow to wide: as written; begun, short or spelt otherwise; sounding like it. */
export interface NameQueries {
  readonly exact: string;
  readonly close: string;
  readonly loose: string;
}

/** The queries for a name, and a day of birth (`2015-02-03`) besides; null where there is neither. */
export function nameQueries(words: readonly string[], born: string | null): NameQueries | null {
  const day = born === null ? [] : [lexeme(`#${born}`)];
  if (words.length + day.length === 0) return null;
  const close = (word: string) => [begun(word), ...sameNames(word).map(lexeme)];
  const loose = (word: string) =>
    /^[a-z]{2,}$/.test(word) ? [...close(word), lexeme(`~${soundOf(word)}`)] : close(word);
  const all = (parts: (word: string) => readonly string[]) =>
    [...words.map((word) => anyOf(parts(word))), ...day].join(' & ');
  return { exact: all((word) => [lexeme(word)]), close: all(close), loose: all(loose) };
}

/** The query for what a thing is called: every word, finished or not; null where there is none. */
export const titleQuery = (words: string): string | null => {
  const all = folded(words)
    .split(/[ -]+/)
    .filter((word) => word !== '');
  return all.length === 0 ? null : all.map(begun).join(' & ');
};

/** What was typed as the database reads words of a text; what stands in quotation marks stays together. */
export const textAsked = (words: string): string =>
  words
    .replace(/\b(\w)\s?&\s?(\w)\b/g, '$1$2')
    .replace(/[“”]/g, '"')
    .split('"')
    .map((part) => folded(part).replaceAll('-', ' '))
    .join('"');
