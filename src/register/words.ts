import { type NameKind, nameOn, type Partnership } from '../partnership/partnership.ts';
import type { Piece } from './pages/reviews.ts';
import { documentWords, type PublishedKind, type ReviewType } from './register.ts';

const kinds: Readonly<Record<ReviewType, { readonly kind: NameKind | null; readonly otherwise: string }>> = {
  SCR: { kind: 'review-serious', otherwise: 'Serious Case Review' },
  LCSPR: { kind: 'review-local', otherwise: 'Local Child Safeguarding Practice Review' },
  'learning-review': { kind: 'review-learning', otherwise: 'Learning Review' },
  'national-review': { kind: null, otherwise: 'National Child Safeguarding Practice Review' },
};

/** What a kind of review was called here on `day`, so that a page of 2017 reads as of 2017. */
export function typeWords(type: ReviewType, partnership: Partnership, day: Temporal.PlainDate): string {
  const { kind, otherwise } = kinds[type];
  return (kind === null ? null : nameOn(partnership.names, kind, day)?.name) ?? otherwise;
}

/** The kinds of what was published, each once, in order. */
export function documentsInWords(documents: readonly { readonly kind: PublishedKind }[]): readonly string[] {
  return [...new Set(documents.map(({ kind }) => documentWords[kind]))];
}

/** Stand in an excerpt before and after each word that answers. No text has them: they are private, unassigned characters. */
export const markBefore = '\u{f0000}';
export const markAfter = '\u{f0001}';

/**
 * An excerpt in pieces. Marked words that stand side by side become one piece; where a phrase was asked for in quotation marks, only the
 * phrase itself stays marked, and not its single words elsewhere.
 */
export function piecesOf(excerpt: string, asked: string): readonly Piece[] {
  const phrases = [...asked.matchAll(/"([^"]+)"/g)].map(([, phrase = '']) => plainWords(phrase));
  const others = plainWords(asked.replace(/"[^"]*"/g, ' ')).split(' ');
  const answers = (words: string) =>
    phrases.length === 0 || phrases.some((phrase) => words.includes(phrase)) || others.includes(words);
  const joined = excerpt.replace(/\u{f0001}([\s\p{P}]{1,3})\u{f0000}/gu, '$1').replace(/\s+/g, ' ');
  return joined
    .split(/(\u{f0000}[^\u{f0001}]*\u{f0001})/u)
    .filter((text) => text !== '')
    .map((text) => ({
      text: unmarked(text),
      marked: text.startsWith(markBefore) && answers(plainWords(text)),
    }));
}

const plainWords = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** An excerpt as plain text, without its marks. */
export const plainExcerpt = (excerpt: string): string => unmarked(excerpt).replace(/\s+/g, ' ').trim();

const unmarked = (text: string) => text.replace(/[\u{f0000}\u{f0001}]/gu, '');
