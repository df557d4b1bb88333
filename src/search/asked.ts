import { typedLine } from '../intake/typed.ts';
import type { Day } from '../law/day.ts';
import { dayFrom } from '../law/typed-day.ts';
import { type NameQueries, nameQueries, nameWords, textAsked, titleQuery } from './folded.ts';

/** What can be found. */
export const kinds = ['cases', 'referrals', 'people', 'documents'] as const;
export type Kind = (typeof kinds)[number];

/** The most that can be asked for (characters). */
export const mostTyped = 200;

/** How many results a page of one kind has, and how many of each kind the page of all kinds. */
export const pageLength = 20;
export const briefLength = 5;

/** What was typed, as it is looked for. Nothing in it is a pattern: signs that a database would take for one are gone. */
export interface Asked {
  readonly typed: string;
  /** A reference as it would stand in full, or how it begins; the number alone, without noughts before it, and its year. */
  readonly reference: {
    readonly like: string | null;
    readonly number: string | null;
    readonly year: string | null;
  };
  readonly referral: number | null;
  readonly names: NameQueries | null;
  readonly title: string | null;
  /** For texts; null where only a number or a day was typed, which stand in too many. */
  readonly text: string | null;
  /** The day that was typed, for which days of birth are looked through. */
  readonly day: Day | null;
}

/** Reads what was typed: what to look for, or why there is nothing to look for in it. */
export function readAsked(given: string): Asked | { readonly problem: string } {
  const typed = typedLine(given);
  if (typed === '') return { problem: 'Type what to look for' };
  if (typed.length > mostTyped)
    return {
      problem: `Type at most ${mostTyped} characters. This is ${typed.length.toLocaleString('en-GB')}`,
    };
  const { day, rest } = dayIn(typed);
  const words = nameWords(rest);
  if (day === null && !words.some((word) => /\p{L}|\p{N}/u.test(word)))
    return {
      problem: 'Type a reference, a name, a date or a word. There is none of these in what you typed',
    };
  const [only = ''] = words;
  if (day === null && words.length === 1 && /^\D$/u.test(only))
    return { problem: 'Type at least two letters' };
  const bare = isNumber(rest) || rest === '';
  // A name has no more words than this.
  const named = words.length <= 8 && !bare ? words : [];
  return {
    typed,
    reference: referenceAsked(typed),
    referral: referralAsked(typed),
    names: day === null && named.length === 0 ? null : nameQueries(named, day?.toString() ?? null),
    title: bare || words.length > 12 ? null : titleQuery(rest),
    text: bare ? null : textAsked(typed),
    day,
  };
}

/** True where nothing is wrong with what was typed. */
export const isAsked = (asked: Asked | { readonly problem: string }): asked is Asked => 'typed' in asked;

// "7", "2026-7", "MVSCP 2026 7": the parts of a reference.
const isNumber = (words: string) => /^#?\d{1,8}$/.test(words) || /^\d{4}[-/ ]\d{1,8}$/.test(words);

const dates = [
  /\b(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})\b/,
  /\b(?<day>\d{1,2})[/. -](?<month>\d{1,2})[/. -](?<year>\d{4})\b/,
  /\b(?<day>\d{1,2})(?:st|nd|rd|th)? (?<month>[a-z]{3,9})\.?,? (?<year>\d{4})\b/i,
];

// The one day in what was typed, and the words around it.
function dayIn(typed: string): { readonly day: Day | null; readonly rest: string } {
  if (referralAsked(typed) !== null && !isNumber(typed)) return { day: null, rest: typed };
  for (const pattern of dates) {
    const found = pattern.exec(typed);
    const { day = '', month = '', year = '' } = found?.groups ?? {};
    const meant = found === null ? null : dayFrom({ day, month, year });
    if (found !== null && meant !== null)
      return { day: meant, rest: typedLine(typed.replace(found[0], ' ').replace(/\b(born|dob)\b:?/gi, ' ')) };
  }
  return { day: null, rest: typed };
}

function referenceAsked(typed: string): Asked['reference'] {
  const none = { like: null, number: null, year: null };
  const [, only] = /^#?(\d{1,8})$/.exec(typed) ?? [];
  if (only !== undefined) return { ...none, number: trimmed(only) };
  const [, ofYear, inYear = ''] = /^(\d{4})[-/ ](\d{1,8})$/.exec(typed) ?? [];
  if (ofYear !== undefined) return { like: null, number: trimmed(inYear), year: ofYear };
  const [, prefix, year = '', number] =
    /^([a-z]{2,10})[- /]?(\d{4})(?:[- /]?(\d{1,8}))?-?$/i.exec(typed) ?? [];
  if (prefix === undefined) return none;
  const head = `${prefix.toUpperCase()}-${year}-`;
  return { ...none, like: number === undefined ? `${head}%` : `${head}${trimmed(number).padStart(4, '0')}` };
}

const trimmed = (number: string) => number.replace(/^0+/, '');

// As a referral is called: "Referral 12 of 3 Nov 2026"; or its number alone.
function referralAsked(typed: string): number | null {
  const [, number] = /^(?:ref(?:erral)?\.? )?#?(\d{1,8})(?: of .*)?$/i.exec(typed) ?? [];
  return number === undefined ? null : Number(number);
}

/** The kind in an address; null for all of them. */
export const kindFrom = (given: string | null): Kind | null => kinds.find((kind) => kind === given) ?? null;

/** The page in an address, from 1. */
export const pageFrom = (given: string | null): number =>
  /^[1-9]\d{0,2}$/.test(given ?? '') ? Number(given) : 1;
