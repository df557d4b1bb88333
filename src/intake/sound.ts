import data from './data/short-names.json' with { type: 'json' };

// How a name sounds to readers of English. Each rule says one thing about spelling, in the order in which it is applied. Names of
// which English spelling tells nothing (Niamh, Mohammed) stand as data in data/short-names.json.
const rules: readonly (readonly [spelling: RegExp, sound: string])[] = [
  [/[^a-z]/g, ''],
  [/^[kgp]n/, 'n'],
  [/^ps/, 's'],
  [/^wr/, 'r'],
  [/^x/, 's'],
  [/^mac(?=[a-z]{3})/, 'mc'],
  [/^rh/, 'r'],
  [/wh/g, 'w'],
  [/[oa]ugh/g, 'o'],
  [/(?<=[ei])gh/g, ''],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/mb$/, 'm'],
  [/chr/g, 'kr'],
  [/tch|sch|sh|ch|sz|cz/g, 'X'],
  // As Irish is spelled, and not at the beginning: Siobhan, Niamh.
  [/(?<=.)[bm]h/g, 'v'],
  [/th|dh|dt/g, 't'],
  [/ck|qu?|kh/g, 'k'],
  [/d?g(?=[eiy])/g, 'j'],
  [/s?c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/(?<=[aeiou])w/g, ''],
  [/(?<=.)h/g, ''],
  [/mp(?=[st])/g, 'm'],
  [/(.)\1+/g, '$1'],
];

const vowel = (letter: string | undefined) =>
  letter === undefined ? '' : 'eiy'.includes(letter) ? 'e' : 'o';

/** A code for how a folded name sounds; names with the same code may be one name, heard and written down by two people. */
export function soundOf(word: string): string {
  let left = word;
  for (const [spelling, sound] of rules) left = left.replace(spelling, sound);
  const first = /^[aeiou]/.test(left) || /^y(?![aeiou])/.test(left) ? vowel(left[0]) : '';
  const consonants = (first === '' ? left.slice(0, 1) : '') + left.slice(1).replace(/[aeiouy]/g, '');
  // A short name has too few consonants to tell it from others, so the first vowel inside counts as well.
  const inside = consonants.length > 2 ? '' : vowel(/(?<=.)[aeiouy]/.exec(left)?.[0]);
  return `${first}${consonants.replace(/(.)\1+/g, '$1')}${inside}`;
}

const spellings = new Map(
  data.spellings.flatMap(([first = '', ...others]) =>
    [first, ...others].map((word) => [word, first] as const),
  ),
);

/** The spelling that stands for a name: the first of those that are listed together, else the name as it is. `word` is folded. */
export const spellingOf = (word: string): string => spellings.get(word) ?? word;

const longForms = new Map<string, string[]>();
for (const [long, shorts] of Object.entries(data.short))
  for (const short of shorts) longForms.set(short, [...(longForms.get(short) ?? []), long]);

/** The names for which a folded one may stand, itself first: Bill for William, Alex for Alexander and Alexandra, Neve for Niamh. */
export function formsOf(given: string): readonly string[] {
  const own = spellingOf(given);
  const long = [given, own].flatMap((word) => longForms.get(word) ?? []).map(spellingOf);
  return [...new Set([given, own, ...long])];
}
