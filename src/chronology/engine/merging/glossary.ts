/**
 * Somebody or something that a chronology names. `name`: as people write it; `also`: other ways of writing it; `role`: what stands for it
 * where names are left out ("Child A", "Mother", "Social Worker 2").
 */
export interface Term {
  readonly name: string;
  readonly also?: readonly string[];
  readonly role: string;
}

/** A glossary made ready: both ways over any text. */
export interface Glossary {
  readonly terms: readonly Term[];
  /** Names out, roles in. */
  readonly anonymise: (text: string) => string;
  /** Roles out, names in: for those who may see them. */
  readonly personalise: (text: string) => string;
}

/** A reason why a glossary cannot work both ways. */
export interface GlossaryFault {
  readonly role: string;
  readonly why: string;
}

/** Names that are words as well. In small letters they are left alone, because "she rose" is nobody; with a capital they are names. */
const alsoWords = new Set(
  (
    'will mark may rose grace hope faith joy dawn april june august summer autumn bill rob pat sue jack frank grant max drew chase dale ' +
    'dean guy art miles penny ruby amber ivy holly lily daisy violet iris olive hazel heather poppy robin jay angel bell king young ' +
    'brown white black green grey long short small little best day knight baker cook carter page wood hill field park moor lane ' +
    'gray ray ron don tom jean dot peg rusty sunny honey star sky skye storm river brook cliff glen heath forest stone steel ' +
    'cross church bishop pope prior monk abbot child father mother major constable marshall ward savage sharp wise good noble'
  ).split(' '),
);
const monthNames = new Set(['may', 'april', 'june', 'august', 'march', 'jan']);

/** Why a glossary cannot be switched both ways: two names under one role, or a name or a role that is empty or stands twice. */
export function glossaryFaults(terms: readonly Term[]): readonly GlossaryFault[] {
  const faults: GlossaryFault[] = [];
  const names = new Map<string, string>();
  const roles = new Set<string>();
  for (const term of terms) {
    const { role } = term;
    if (role.trim() === '' || term.name.trim() === '')
      faults.push({ role, why: 'A name and what stands for it must both be given.' });
    if (roles.has(keyOf(role)))
      faults.push({ role, why: `“${role}” stands for more than one name, so no name can be put back.` });
    roles.add(keyOf(role));
    for (const name of namesOf(term)) {
      const other = names.get(keyOf(name));
      if (other !== undefined && keyOf(other) !== keyOf(role))
        faults.push({ role, why: `A name of “${role}” is also one of “${other}”.` });
      names.set(keyOf(name), role);
    }
  }
  for (const name of names.keys())
    if (roles.has(name))
      faults.push({ role: names.get(name) ?? '', why: 'One of its names is what stands for somebody.' });
  return faults;
}

/** Makes a glossary ready. Whole words only, the longest first, in one pass, so that nothing put in is taken for a name again. */
export function glossaryOf(terms: readonly Term[]): Glossary {
  const toRole = new Map<string, string>();
  const toName = new Map<string, string>();
  for (const term of terms) {
    for (const name of namesOf(term)) if (!toRole.has(keyOf(name))) toRole.set(keyOf(name), term.role);
    if (!toName.has(keyOf(term.role))) toName.set(keyOf(term.role), term.name);
  }
  return { terms, anonymise: replacing(toRole, true), personalise: replacing(toName, false) };
}

function namesOf({ name, also = [] }: Term): readonly string[] {
  return [name, ...also].map((written) => written.trim()).filter((written) => written !== '');
}

/** A name in one writing: small letters, no accents, one kind of apostrophe, dash and space. */
function keyOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘ʼ`]/g, "'")
    .replace(/[\s‐-―-]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** A pattern for a name in any of its writings: with or without its accents, with a hyphen or a space, with either apostrophe. */
function patternOf(key: string): string {
  let pattern = '';
  for (const letter of key) {
    if (letter === ' ') pattern += '[\\s‐-―-]+';
    else if (letter === "'") pattern += "['’‘ʼ`]?";
    else if (/\p{L}/u.test(letter)) pattern += `${letter}\\p{M}*`;
    else pattern += letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  return pattern;
}

function replacing(to: ReadonlyMap<string, string>, names: boolean): (text: string) => string {
  if (to.size === 0) return (text) => text;
  const keys = [...to.keys()].toSorted((a, b) => b.length - a.length);
  // Only the whole word: "Ann" is not in "Annual", and "Child A" is not in "Child Abuse".
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}])(?:${keys.map(patternOf).join('|')})(?![\\p{L}\\p{M}\\p{N}])(?:(['’])(?![\\p{L}\\p{N}]))?`,
    'giu',
  );
  const found = new Map(keys.map((key) => [key.replaceAll("'", ''), to.get(key) ?? '']));
  return (text) => {
    // Taken apart, an accent is a letter's companion, so "Siân" and "Sian" are found alike.
    const apart = text.normalize('NFD');
    const replaced = apart.replace(pattern, (whole, possessive: string | undefined, offset: number) => {
      const word = possessive === undefined ? whole : whole.slice(0, -1);
      const key = keyOf(word).replaceAll("'", '');
      const other = found.get(key);
      if (other === undefined || (names && isNoName(word, key, apart, offset))) return whole;
      return other + ending(word, other, possessive);
    });
    return replaced === apart ? text : replaced.normalize('NFC');
  };
}

/** James' becomes Father's; a closing quotation mark behind a name stays one. */
function ending(word: string, other: string, mark: string | undefined): string {
  if (mark === undefined) return '';
  return /s$/i.test(word) && !/s$/i.test(other) ? `${mark}s` : mark;
}

function isNoName(word: string, key: string, text: string, offset: number): boolean {
  if (alsoWords.has(key) && word === word.toLowerCase()) return true;
  if (!monthNames.has(key)) return false;
  const [before, after] = [
    text.slice(Math.max(0, offset - 12), offset),
    text.slice(offset + word.length, offset + word.length + 6),
  ];
  return /(?<!\d)\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?$/.test(before) || /^\s+(?:\d|')/.test(after);
}
