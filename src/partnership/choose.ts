import type { Partnership } from './partnership.ts';

/** The partnership that somebody means by its name (present or past), short name, reference prefix or host; null where none or several fit. */
export function choosePartnership(partnerships: readonly Partnership[], words: string): Partnership | null {
  const asked = fold(words);
  const exact = partnerships.filter((one) =>
    [one.name, one.referencePrefix, one.id, ...one.hosts].some((known) => fold(known) === asked),
  );
  if (exact.length > 0) return only(exact);
  return only(
    partnerships.filter((one) =>
      [
        one.shortName,
        ...one.names
          .filter(({ kind }) => kind === 'partnership')
          .flatMap(({ name, abbreviation }) => [name, abbreviation ?? '']),
      ].some((known) => fold(known) === asked),
    ),
  );
}

/** The one that is meant when nothing is said: the only real one, else the only one. */
export function usualPartnership(partnerships: readonly Partnership[]): Partnership | null {
  return only(partnerships.filter(({ training }) => !training)) ?? only(partnerships);
}

const only = <T>(found: readonly T[]): T | null => (found.length === 1 ? (found[0] ?? null) : null);
const fold = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
