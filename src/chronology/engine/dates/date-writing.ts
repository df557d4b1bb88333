/** Characters that nobody sees and that mean nothing: spreadsheets and mail put them into dates. */
const unseen = /\u00ad|\u200b|\u200c|\u200d|\u200e|\u2060|\ufeff/g;
const openDate =
  /[,;\s-]*\(?\b(?:exact|precise|actual|specific) (?:date|day)s? ?(?:is |was )?(?:unknown|not known|not recorded|unclear|unsure|not given|not specified|n\/k)\)?\.?$/;

/** What was typed in small letters with one kind of space, dash and apostrophe, and without remarks that change nothing. */
export function written(text: string): string {
  let words = text.trim().toLowerCase();
  if (/[^\x20-\x7e]/.test(words)) {
    words = words
      .replace(unseen, '')
      .replace(/[\u2010-\u2015\u2212\ufe58\uff0d]/g, '-')
      .replace(/[\u2018\u2019\u02bc`´]/g, "'")
      .replace(/[\u201c\u201d]/g, '"')
      .replace(/[\u2044\u2215]/g, '/')
      .replace(/[ˢᵗⁿᵈʳʰ]+/g, (raised) => raised.normalize('NFKC'))
      .replace(/\s+/g, ' ')
      .trim();
  }
  if (words.length > 6) words = words.replace(openDate, '').replace(/^(?:date|dated)(?:\s*:| of) ?/, '');
  if (words.includes(' or a')) words = words.replace(/\b(?:on|in) or (about|around)\b/g, '$1');
  words = words.replace(/\b(early|mid)(?: to | or |\/|-)(?:mid|late)\b/, '$1');
  if (words.includes(' be '))
    words = words.replace(/\b(?:thought|believed|said|understood|likely) to (?:be|have been)\b/g, 'possibly');
  return words
    .replace(/  +/g, ' ')
    .replace(/[\s;,.]+$/, '')
    .trim();
}

const rightToLeft = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Why a date in this writing is not read, before its words are looked at; null where it can be. */
export function writingRefused(words: string): string | null {
  if (words.length > 120) return 'It is too long to be a date; the date may stand among other words.';
  if (!/[^\x20-\x7e]/.test(words)) return null;
  if (rightToLeft.test(words))
    return 'It is written from right to left, so the order of its figures cannot be told.';
  if (/\p{Nd}/u.test(words.replace(/[0-9]/g, ''))) return 'It is written in figures other than 0 to 9.';
  const [strange] = /[^\x20-\x7e]/u.exec(words) ?? [''];
  return /\p{L}/u.test(strange)
    ? 'It holds letters that no English date has; a date in another language is for a person to read.'
    : `The sign “${strange}” is not read in a date.`;
}
