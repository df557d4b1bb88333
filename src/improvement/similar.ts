import type { Day } from '../law/day.ts';
import { themesIn } from './themes.ts';
import { deliveries, lives, positions, practices } from './words.ts';

/** An earlier recommendation that shares rare words with a draft. */
export interface Earlier {
  readonly kind: 'here' | 'imported';
  readonly id: string;
  /** By the words that they share, the rarer the more. */
  readonly score: number;
  readonly headline: string;
  readonly words: string;
  readonly source: string;
  /** What became of one that was imported, in the words of its list. */
  readonly status: string | null;
  readonly madeOn: Day | null;
  readonly reference: string | null;
  readonly asks: readonly {
    readonly addressee: string;
    readonly position?: keyof typeof positions;
    readonly delivery?: keyof typeof deliveries;
    readonly life?: keyof typeof lives;
    readonly practice?: keyof typeof practices;
  }[];
}

/** How many are shown. */
export const shownEarlier = 5;

/** Pieces of three letters of each word, as a set. */
function trigrams(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.flatMap((word) => pieces(`  ${word} `)));
}

const pieces = (word: string) =>
  Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3));

/** How much of two sets is in both, from 0 to 1. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  return (2 * a.intersection(b).size) / (a.size + b.size);
}

/**
 * Puts earlier recommendations in the order of nearness to a draft: by the rare words they share, then by the themes that both are about
 * though in other words, then by spelling. Two of the same text are the same. Answers the nearest five at most.
 */
export function nearest(draft: string, earlier: readonly Earlier[]): readonly Earlier[] {
  const top = Math.max(...earlier.map(({ score }) => score), Number.MIN_VALUE);
  const [letters, themes] = [trigrams(draft), themesIn(draft)];
  const scored = earlier.map((one) => {
    const text = `${one.headline} ${one.words}`;
    return {
      one,
      score: one.score / top + 0.5 * shared(themes, themesIn(text)) + 2 * shared(letters, trigrams(text)),
    };
  });
  const seen = new Set<string>();
  return scored
    .toSorted((a, b) => b.score - a.score || (a.one.id < b.one.id ? -1 : 1))
    .map(({ one }) => one)
    .filter(({ words }) => {
      const key = words.toLowerCase().replace(/\W+/g, ' ').trim();
      return !seen.has(key) && seen.add(key) !== null;
    })
    .slice(0, shownEarlier);
}

/** What became of one, a line for each addressee. */
export function whatBecame({ asks, status }: Pick<Earlier, 'asks' | 'status'>): readonly string[] {
  const lines = asks.map(({ addressee, position, delivery, life, practice }) =>
    [
      addressee,
      ...(life !== undefined && life !== 'open' ? [lives[life].words] : []),
      ...(position === undefined ? [] : [positions[position].words]),
      ...(delivery === undefined ? [] : [deliveries[delivery].words]),
      ...(practice === undefined ? [] : [practices[practice].words]),
    ].join('. '),
  );
  if (status === null) return lines.length === 0 ? ['Addressed to nobody'] : lines;
  return [...lines, status === '' ? 'What became of it is not known' : status];
}
