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

/** An excerpt in pieces. The database puts \u0002 and \u0003 around each word that answers; words of one phrase become one piece. */
export function piecesOf(excerpt: string): readonly Piece[] {
  const joined = excerpt.replace(/\u0003([\s\p{P}]{1,3})\u0002/gu, '$1');
  return joined
    .split(/(\u0002[^\u0003]*\u0003)/)
    .filter((text) => text !== '')
    .map((text) => ({
      text: text.replace(/[\u0002\u0003]/g, '').replace(/\s+/g, ' '),
      marked: text.startsWith('\u0002'),
    }));
}

/** An excerpt as plain text, without its marks. */
export const plainExcerpt = (excerpt: string): string =>
  excerpt
    .replace(/[\u0002\u0003]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
