/** A name as it is compared: folded, with what it is made of. `family` holds both parts of a double name; empty for a single word. */
export interface Name {
  readonly given: string;
  readonly middle: readonly string[];
  readonly family: readonly string[];
}

// Letters that Unicode does not take apart into a letter and a mark.
const letters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ə: 'e',
};

/**
 * Words in the one form in which they are compared: small Latin letters without marks. A hyphen stays, because it joins a double name;
 * an apostrophe goes, because O’Brien, O Brien and Ó Brien are one name.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœıə]/g, (letter) => letters[letter] ?? letter)
    .replace(/['’‘ʼʻ`´]/g, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim();
}

const titles = new Set(['mr', 'mrs', 'miss', 'ms', 'master', 'dr']);

// Small words before a family name, which one writer keeps and the next leaves out.
const particles = new Set(
  'de da do dos das du di del della van von der den ter la le el al ul ur bin bint binte ibn ap ab ni nic ui ua st saint'.split(
    ' ',
  ),
);

// A word alone as the family name is written with its Mc or Ó apart by some.
const joined = new Set(['o', 'mc', 'mac']);

/** The parts of a family name as they are compared: Mac as Mc, small words left out, a double name in its parts. */
function familyParts(word: string): readonly string[] {
  return word
    .split('-')
    .filter((part) => part !== '')
    .map((part) => part.replace(/^mac(?=[a-z]{3})/, 'mc'));
}

/** Reads one name, "Given Middle Family" or "Family, Given"; null where no letter is in it. */
export function nameFrom(text: string): Name | null {
  const [before = '', after] = text.split(',', 2);
  const words = wordsOf(after === undefined || after.trim() === '' ? before : `${after} ${before}`);
  const [given, ...others] = words;
  if (given === undefined) return null;
  const family = others.at(-1);
  return {
    given: given.replaceAll('-', ''),
    middle: others
      .slice(0, -1)
      .flatMap((word) => word.split('-').filter((part) => part !== ''))
      .slice(0, most),
    family: family === undefined ? [] : familyParts(family),
  };
}

function wordsOf(text: string): readonly string[] {
  const words = fold(text)
    .split(' ')
    .filter((word) => /\p{L}/u.test(word));
  const found: string[] = [];
  for (const [index, word] of words.entries()) {
    const isLast = index === words.length - 1;
    const before = found.at(-1);
    if (found.length === 0 && titles.has(word) && !isLast) continue;
    if (before !== undefined && found.length > 1 && joined.has(before))
      found[found.length - 1] = before + word;
    else if (found.length > 0 && !isLast && particles.has(word)) continue;
    else found.push(word);
  }
  return found.map((word) => word.replace(/^(al|el|ul)-(?=\p{L}{3})/u, ''));
}

// Nobody is known by more; a form takes what anybody types.
const most = 8;

/**
 * Every name under which a child is known, the first as it stands on the form: one in brackets or quotation marks, and each of the other
 * names, completed from the first where it is a single word.
 */
export function namesOf(name: string, otherNames: string): readonly Name[] {
  const inside = [...name.matchAll(/[("“‘]([^)"”’]{2,})[)"”’]/g)].map(([, words = '']) => words);
  const main = nameFrom(name.replace(/[("“‘][^)"”’]{2,}[)"”’]/g, ' '));
  const others = otherNames
    .split(/[;,/\n]|\b(?:a\.?k\.?a\.?|also|known as|or|and)\b/i)
    .map((words) => words.replace(/[()"“”]/g, ' '));
  const found = [...inside, ...others].flatMap((words) => nameFrom(words) ?? []);
  if (main === null) return found.slice(0, most);
  const all = [
    main,
    ...found.flatMap((one) => {
      if (one.family.length > 0 || main.family.length === 0) return [one];
      // A single word is another given name or another family name: nobody says which.
      return [
        { ...main, given: one.given },
        { ...main, family: familyParts(one.given) },
      ];
    }),
  ];
  return all.slice(0, most);
}
