import type { Glossary } from './glossary.ts';

/** Something in a text that may be a name and that the glossary does not cover. A person decides; it never hides anything by itself. */
export interface Missed {
  readonly words: string;
  readonly times: number;
  readonly why: string;
}

/** Capitalised words that a chronology is full of and that name nobody. */
const ordinary = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november ' +
    'december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn winter easter christmas ' +
    'i the a an he she they it we you this that these those there here when where what who why how and but or if so as at by in on of to ' +
    'for from with no not yes police health school hospital education housing council court cafcass nhs gp hv sw mash s47 child mother father ' +
    'mum dad sibling parent parents children family social worker services care team visit meeting strategy conference plan core group home ' +
    "section act ward crime domestic abuse protection need early help review service children's lscb lscp cspr icpc rcpc cin cp lac dna " +
    'then later after before also however during following since once both each some all any his her their my our mr mrs ms miss dr pc ' +
    'attended visited contacted spoke called reported seen discussed concerns advised informed agreed phone email letter referral text ' +
    'english british national county north south east west great britain england wales scotland ireland europe uk'
  ).split(' '),
);
const run =
  /(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*(?:\s+(?:(?:de|van|von|el|al|bin|ben|ap|da|dos) )?\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*)*/gu;
const titled =
  /(?<![\p{L}\p{N}])(mr|mrs|ms|miss|dr|pc|dc|ds|sgt|nurse|auntie|aunt|uncle)\.? ([\p{L}][\p{L}'’-]+)/giu;

/**
 * Words that look like names and that are left once the glossary has done its work: runs of capitalised words in the middle of a sentence,
 * whatever stands after "Mr" or "PC", and parts of names that the glossary has in full. It finds only what is written like a name, so an empty list
 * proves nothing. Most frequent first.
 */
export function missedBy(glossary: Glossary, texts: readonly string[]): readonly Missed[] {
  const found = new Map<string, { times: number; why: string }>();
  const roles = new Set(glossary.terms.flatMap(({ role }) => role.toLowerCase().split(/\s+/)));
  const parts = partsOf(glossary);
  const add = (words: string, why: string) => {
    const known = found.get(words);
    if (known === undefined) found.set(words, { times: 1, why });
    else known.times += 1;
  };
  for (const text of texts) {
    const rest = glossary.anonymise(text).normalize('NFC');
    for (const match of rest.matchAll(titled)) {
      const name = match[2] ?? '';
      if (!roles.has(name.toLowerCase()) && !ordinary.has(name.toLowerCase()))
        add(name, 'It stands after a title.');
    }
    for (const match of rest.matchAll(run)) named(match[0], rest, match.index, roles, parts, add);
    for (const [small, whole] of parts)
      if (lowercase(rest, small)) add(small, `It is part of “${whole}”, in small letters.`);
  }
  return [...found]
    .map(([words, { times, why }]) => ({ words, times, why }))
    .toSorted((a, b) => b.times - a.times || (a.words < b.words ? -1 : 1));
}

/** The single words of the glossary's longer names, by which people are mentioned later in a text. */
function partsOf({ terms }: Glossary): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const { name, also = [] } of terms)
    for (const whole of [name, ...also])
      for (const part of whole.split(/[\s-]+/))
        if (part.length > 2 && !parts.has(part.toLowerCase())) parts.set(part.toLowerCase(), whole);
  return parts;
}

function lowercase(text: string, small: string): boolean {
  const at = text.indexOf(small);
  if (at === -1) return false;
  const letter = /[\p{L}\p{N}]/u;
  return !letter.test(text[at - 1] ?? ' ') && !letter.test(text[at + small.length] ?? ' ');
}

function named(
  words: string,
  text: string,
  index: number,
  roles: ReadonlySet<string>,
  parts: ReadonlyMap<string, string>,
  add: (words: string, why: string) => void,
): void {
  const all = words.split(/\s+/).map((word) => word.replace(/['’]s$/, ''));
  const looksLikeName = (word: string) => !ordinary.has(word.toLowerCase()) && !roles.has(word.toLowerCase());
  while (all.length > 0 && !looksLikeName(all[0] as string)) all.shift();
  while (all.length > 0 && !looksLikeName(all.at(-1) as string)) all.pop();
  if (all.length === 0) return;
  const first = all[0] as string;
  const whole = all.map((word) => parts.get(word.toLowerCase())).find((name) => name !== undefined);
  if (whole !== undefined) add(all.join(' '), `It is part of “${whole}”.`);
  else if (all.length > 1 || !beginsSentence(text, index, words, first)) {
    // A row of capitals is an abbreviation; short ones are asked about as such.
    const capitals = all.length === 1 && first.length > 1 && first === first.toUpperCase();
    add(all.join(' '), capitals ? 'It may be an abbreviation.' : 'It is written like a name.');
  }
}

/** A capital at the beginning of a sentence shows nothing. */
function beginsSentence(text: string, index: number, words: string, first: string): boolean {
  if (!words.startsWith(first)) return false;
  const before = text.slice(0, index).trimEnd();
  return (
    before === '' || /[.!?:\n•*–—-]["'”’)]*$/.test(before) || text.slice(before.length, index).includes('\n')
  );
}
