import { givenNames, wordNames } from './given-names.ts';

/** What a piece of text looks like. */
export type PersonalKind = 'name' | 'day' | 'nhs-number' | 'address';

/** A piece of text that looks as if it told who somebody is. */
export interface Personal {
  readonly kind: PersonalKind;
  /** As it was written. */
  readonly text: string;
}

const mostFound = 12;

/**
 * What in a text looks like a name, a date of birth, an NHS number or an address, in the order in which it stands there; at most twelve,
 * each once. A highlighter and no proof: it overlooks names that it does not know and takes some words for names, so nothing may
 * ever be refused, or taken for free of names, because of it.
 */
export function looksPersonal(text: string): readonly Personal[] {
  const finds = widest([...nhsNumbers(text), ...addresses(text), ...days(text), ...names(text)]);
  const found = finds.toSorted((a, b) => a.at - b.at);
  const known = new Set<string>();
  const once = found.filter(({ kind, text: words }) => {
    const key = `${kind} ${words.toLowerCase()}`;
    return !known.has(key) && known.add(key);
  });
  return once.slice(0, mostFound).map(({ kind, text: words }) => ({ kind, text: words }));
}

interface Find extends Personal {
  readonly at: number;
}

const findOf = (kind: PersonalKind, match: RegExpExecArray): Find => ({
  kind,
  text: match[0].trim().replace(/\s+/g, ' '),
  at: match.index,
});

// Ten figures, the last of which follows from the others (modulus 11), as the NHS Data Dictionary has it.
function nhsNumbers(text: string): readonly Find[] {
  const groups = /(?<![\d.]|\+44[ -]?)\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d]|\.\d)/g;
  return [...text.matchAll(groups)]
    .filter(([written]) => isNhsNumber(written.replace(/\D/g, '')))
    .map((match) => findOf('nhs-number', match));
}

/** Whether ten figures can be an NHS number: the last checks the nine before it. */
export function isNhsNumber(figures: string): boolean {
  if (!/^\d{10}$/.test(figures) || /^(\d)\1{9}$/.test(figures)) return false;
  const digits = Array.from(figures, Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === digits[9];
}

const postcode =
  /\b[A-PR-UWYZ](?:\d{1,2}|\d[A-HJKPS-UW]|[A-HK-Y]\d{1,2}|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2}\b/gi;
const plainRoads = 'street|road|avenue|lane|crescent|terrace|grove|gardens|mews';
// Words that stand between a number and "street" without being the name of one: "two children on the street".
const small = 'a|across|along|an|and|at|by|children|down|from|in|into|near|of|off|on|onto|or|the|to|up|with';
const smallRoad = new RegExp(
  `\\b\\d{1,4}[a-z]?,? +(?:(?!(?:${small})\\b)[\\p{L}’'-]+ +){1,3}(?:${plainRoads})\\b`,
  'giu',
);
const capitalRoad = new RegExp(
  `\\b\\d{1,4}[a-z]?,? +(?:(?!(?:Family|Crown|County|High|Magistrates|Youth)\\b)[A-Z][\\p{L}’'-]+ +){1,3}(?:St|Rd|Ave|Close|Drive|Way|Court|Place|Walk|Hill|Square|Row|Park|View|House|Flats)\\b`,
  'gu',
);

function addresses(text: string): readonly Find[] {
  // "Y9 5th" is no postcode: the end of an ordinal in small letters.
  const codes = [...text.matchAll(postcode)].filter(([written]) => !/\d(st|nd|rd|th)$/.test(written));
  return [...codes, ...text.matchAll(smallRoad), ...text.matchAll(capitalRoad)].map((match) =>
    findOf('address', match),
  );
}

const monthWords =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const dayNumber = '(?:0?[1-9]|[12]\\d|3[01])';
const dayWord = `${dayNumber}(?:st|nd|rd|th)?`;
const year = '(?:19|20)\\d\\d';
const shortYear = `(?:${year}|[’']?\\d\\d)`;
// Day before month or after it, and the year first; each needs its year, so that "24/7" and "2 to 3" are none.
const dayForms: readonly RegExp[] = [
  new RegExp(`(?<![\\d/.-])\\d{1,2} ?([/.-]) ?\\d{1,2} ?\\1 ?(?:${year}|\\d\\d)(?![\\d/]|[.-]\\d)`, 'g'),
  new RegExp(`(?<![\\d/.-])${year}([/.-])(?:0?[1-9]|1[0-2])\\1${dayNumber}(?!\\d)`, 'g'),
  new RegExp(`(?<!\\d)${dayWord}(?: +of)?[ -]?(?:${monthWords})\\.?,?[ -]?${shortYear}(?!\\d)`, 'gi'),
  new RegExp(`\\b(?:${monthWords})\\.? +${dayWord},? +${year}(?!\\d)`, 'gi'),
];
// Without a year, but said to be a birth.
const birth = new RegExp(
  `\\b(?:d\\.?o\\.?b\\.?|born|date of birth|birthday)\\b[^\\d\\n]{0,20}(?:${dayWord}(?: +of)? +(?:${monthWords})|(?:${monthWords}) +${dayWord}|\\d{1,2}/\\d{1,2})\\b`,
  'gi',
);

function days(text: string): readonly Find[] {
  const dated = dayForms.flatMap((form) => [...text.matchAll(form)]).filter(([written]) => isDay(written));
  const born = [...text.matchAll(birth)].filter(
    (match) =>
      !dated.some(
        ({ index, 0: words }) => index < match.index + match[0].length && index + words.length > match.index,
      ),
  );
  return [...dated, ...born].map((match) => findOf('day', match));
}

// Figures alone are a day only where a month and a day can be read in them, in either order.
function isDay(written: string): boolean {
  if (/[a-z]/i.test(written)) return true;
  const [first = 0, second = 0, third = 0] = written.split(/[/.-]/).map((part) => Number(part.trim()));
  const fits = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12;
  return first > 1000 ? fits(third, second) : fits(first, second) || fits(second, first);
}

// Words that are written with a capital in the middle of a sentence without naming a person.
const known = new Set(
  `i i’m i’ve i’d i’ll i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
  november december christmas easter eid ramadan diwali english england wales scotland ireland british britain uk london
  liverpool manchester european polish romanian african asian black white christian muslim jewish hindu sikh
  police court family crown county high council city borough local authority children children’s children's child adult adults social care
  services service worker workers health visitor visitors school schools nursery academy primary secondary college hospital trust
  nhs gp ics icb camhs mash multi-agency multi agency safeguarding lead lead’s board partnership partnerships group hub team early help
  protection conference plan need in section designated named doctor nurse nurses midwife midwives probation youth justice
  offending ofsted cqc year years reception key stage department education government national panel working together act
  act’s bill children’s-services domestic abuse violence mental emergency accident university north south east west royal
  case review rapid serious incident practice learning group’s cps cafcass imr marac mappa send ehcp dash elective home
  facebook instagram tiktok snapchat whatsapp internet covid covid-19 the a an and of for to at on by with from my our their his her he she
  they we it this that these those there then when where who which what if as but or so no not yes one two three four`
    .split(/\s+/)
    .map((word) => word.replaceAll("'", '’')),
);
const titles = 'mr|mrs|ms|miss|mx|dr|prof|sir|dame|rev|pc|dc|ds|sgt|auntie|uncle|nan|nana|grandad';
const capital = `\\p{Lu}[\\p{L}\\p{M}]*(?:[’'-]\\p{Lu}?[\\p{L}\\p{M}]+)*`;
const titled = new RegExp(`\\b(?i:${titles})\\.? +(${capital})(?: +${capital})*`, 'gu');
const calledSo = new RegExp(
  `\\b(?:called|named|known as|name is|name was|surname(?: is)?|nickname(?: is)?)[ :]+[“"‘']?(${capital}(?: +${capital})*)`,
  'gu',
);
const word = /[\p{L}\p{M}]+(?:[’'-][\p{L}\p{M}]+)*/gu;

interface Word {
  readonly text: string;
  readonly at: number;
  /** Whether a sentence, a line or an item of a list begins with it. */
  readonly first: boolean;
}

function names(text: string): readonly Find[] {
  const words = [...text.matchAll(word)].map((match, index, all): Word => {
    const before = all[index - 1];
    const between = text.slice(before === undefined ? 0 : before.index + before[0].length, match.index);
    const first = before === undefined || /[.!?:;•*\n]/.test(between);
    return { text: match[0], at: match.index, first };
  });
  const asTitled = [...text.matchAll(titled)]
    .filter(([, called = '']) => !isKnown(called))
    .map((match) => findOf('name', match));
  const asCalled = [...text.matchAll(calledSo)]
    .filter(([, called = '']) => !isKnown(called.split(' ')[0] ?? ''))
    .map(
      ({ 1: called = '', 0: whole, index }): Find => ({
        kind: 'name',
        text: called,
        at: index + whole.indexOf(called),
      }),
    );
  const others = [...runs(text, words), ...words.filter(isGiven).map(findOfWord)];
  return [...asTitled, ...asCalled, ...others];
}

const findOfWord = ({ text, at }: Word): Find => ({ kind: 'name', text, at });

const folded = (text: string) => text.toLowerCase().replaceAll("'", '’');
const isKnown = (text: string) => known.has(folded(text)) || known.has(folded(text).replace(/’s$/, ''));
const isCapital = (text: string) => /^\p{Lu}/u.test(text);
// Short words all in capitals are abbreviations: MASH, CAMHS.
const isAbbreviation = (text: string) => /^\p{Lu}{2,5}s?$/u.test(text);

function isGiven({ text, first }: Word): boolean {
  const plain = folded(text).replace(/’s$/, '');
  if (givenNames.has(plain)) return true;
  return wordNames.has(plain) && isCapital(text) && !first && !isAbbreviation(text);
}

// Two or more words in a row with a capital, none of them known; the first may begin a sentence, where a capital alone says nothing.
function runs(text: string, words: readonly Word[]): readonly Find[] {
  const found: Find[] = [];
  let run: Word[] = [];
  const close = () => {
    const [begin] = run;
    const end = run.at(-1);
    if (begin !== undefined && end !== undefined && run.length > 1)
      found.push({ kind: 'name', text: text.slice(begin.at, end.at + end.text.length), at: begin.at });
    run = [];
  };
  for (const [index, one] of words.entries()) {
    const before = words[index - 1];
    const joins = before !== undefined && /^[ \t]+$/.test(text.slice(before.at + before.text.length, one.at));
    const fits = isCapital(one.text) && !isKnown(one.text) && !isAbbreviation(one.text);
    if (!fits || !joins || one.first) close();
    if (fits) run.push(one);
  }
  close();
  return found;
}

// Of finds that overlap the widest stands for all.
function widest(finds: readonly Find[]): readonly Find[] {
  const kept: Find[] = [];
  const byWidth = finds.toSorted((a, b) => b.text.length - a.text.length);
  const covered = new Set<number>();
  for (const find of byWidth) {
    const places = Array.from({ length: find.text.length }, (_, index) => find.at + index);
    if (places.some((place) => covered.has(place))) continue;
    for (const place of places) covered.add(place);
    kept.push(find);
  }
  return kept;
}

const kindWords: Readonly<Record<PersonalKind, string>> = {
  name: 'a name',
  day: 'a date of birth, or another exact day',
  'nhs-number': 'an NHS number',
  address: 'an address or a postcode',
};

/** What was found in words, kind by kind: "a name: “Robin Example”". */
export function personalWords(found: readonly Personal[]): readonly string[] {
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const quoted = found.filter((one) => one.kind === kind).map(({ text }) => `“${text}”`);
    return `${kindWords[kind]}: ${quoted.join(', ')}`;
  });
}
