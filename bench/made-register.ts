import { importReview } from '../src/register/commands.ts';
import type { BroughtReview } from '../src/register/brought.ts';
import { type Bearer, perform, type Room } from '../src/acts/command.ts';

const reviews = 500;
const pagesEach = 20;
const wordsOnPage = 350;

/** The made-up words of the made-up reviews, the commonest first. */
export const vocabulary: readonly string[] = words(6_000);

/** Fills a register with reviews of made-up words, spread as words are in a language: a few everywhere, most hardly anywhere. */
export async function fillRegister(room: Room, bearer: Bearer, say: (done: number) => void): Promise<void> {
  const next = chance(20_261_122);
  for (let index = 0; index < reviews; index += 1) {
    await perform(room, bearer, importReview, madeReview(index, next));
    say(index + 1);
  }
}

/** How much there is to search. */
export const madePages: number = reviews * pagesEach;

function madeReview(index: number, next: () => number): BroughtReview {
  const published = Temporal.PlainDate.from('2010-01-04').add({ days: index * 12 });
  const pages = Array.from({ length: pagesEach }, (_, page) => {
    const text = `${Array.from({ length: wordsOnPage }, () => pick(next)).join(' ')}.`;
    return { number: page + 1, label: null, blocks: [{ kind: 'paragraph' as const, text }], text };
  });
  return {
    slug: `review-${index + 1}`,
    title: `Review ${index + 1}: ${pick(next)}`,
    type: index % 3 === 0 ? 'SCR' : 'LCSPR',
    published,
    summary: `A review about ${pick(next)} and ${pick(next)}.`,
    themes: [`Theme ${index % 12}`],
    documents: [
      {
        kind: 'report',
        title: 'The report',
        published,
        held: { pages, asPrinted: true, sha256: '00'.repeat(32) },
      },
    ],
    digest: '00'.repeat(32),
  };
}

// The rank of a word is exponential in a uniform number, which is Zipf's law near enough.
const pick = (next: () => number) => vocabulary[Math.floor(vocabulary.length ** next()) - 1] ?? '';

// A linear congruential generator: the same register every time, so that two runs can be compared.
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function words(count: number): readonly string[] {
  const syllables = [
    'ba',
    'den',
    'ko',
    'ril',
    'ma',
    'sut',
    'ne',
    'vor',
    'li',
    'gam',
    'pe',
    'tus',
    'fo',
    'hal',
  ];
  const word = (number: number): string => {
    const last = syllables[number % syllables.length] ?? '';
    return number < syllables.length ? last : word(Math.floor(number / syllables.length) - 1) + last;
  };
  return Array.from({ length: count }, (_, index) => word(index + syllables.length));
}
