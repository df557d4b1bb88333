import type { Name } from './names.ts';
import { formsOf, soundOf, spellingOf } from './sound.ts';

/** How alike two names are: points of at most 40, why in words, and whether given and family name both fit. */
export interface NameLikeness {
  readonly points: number;
  readonly reasons: readonly string[];
  readonly whole: boolean;
}

interface Fit {
  readonly points: number;
  readonly reason: string | null;
}

const exact: Fit = { points: 20, reason: null };

/** Whether one word became the other by one letter: another, one more or less, or two neighbours changed round. */
export function isOneLetterOff(a: string, b: string): boolean {
  if (a.length > b.length) return isOneLetterOff(b, a);
  if (a === b || b.length - a.length > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (b.length > a.length) return a.slice(at) === b.slice(at + 1);
  if (a.slice(at + 1) === b.slice(at + 1)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

// Shorter names differ by a letter all the time without having anything to do with each other.
const isMisspelt = (a: string, b: string) => a.length >= 5 && b.length >= 5 && isOneLetterOff(a, b);

// A child who has no name yet, or whose name the writer did not know.
const unnamed = new Set(['baby', 'unborn', 'infant', 'newborn', 'child', 'unknown', 'boy', 'girl', 'twin']);

function fitGiven(a: string, b: string): Fit | null {
  if (a === b) return unnamed.has(a) ? { points: 12, reason: 'no given name in either' } : exact;
  if (unnamed.has(a) || unnamed.has(b))
    return { points: 10, reason: 'a given name that one side did not have' };
  if (spellingOf(a) === spellingOf(b))
    return { points: 18, reason: 'given names that are spellings of one name' };
  const forms = formsOf(a);
  if (formsOf(b).some((form) => forms.includes(form)))
    return { points: 17, reason: 'one given name may be a short form of the other' };
  if (a.length === 1 || b.length === 1)
    return a[0] === b[0] ? { points: 10, reason: 'an initial that fits the given name' } : null;
  if (soundOf(a) === soundOf(b)) return { points: 15, reason: 'given names that sound alike' };
  return isMisspelt(a, b) ? { points: 15, reason: 'given names that differ by one letter' } : null;
}

function fitFamily(a: readonly string[], b: readonly string[]): Fit | null {
  const pairs = a.flatMap((one) => b.map((other) => [one, other] as const));
  if (a.join('') === b.join('') && a.length > 0) return exact;
  if (a.length === b.length && a.toSorted().join() === b.toSorted().join() && a.length > 0)
    return { points: 18, reason: 'a double family name the other way round' };
  if (pairs.some(([one, other]) => one === other))
    return { points: 16, reason: 'a family name that is part of a double one' };
  if (pairs.some(([one, other]) => spellingOf(one) === spellingOf(other) || soundOf(one) === soundOf(other)))
    return { points: 15, reason: 'family names that sound alike' };
  return pairs.some(([one, other]) => isMisspelt(one, other))
    ? { points: 15, reason: 'family names that differ by one letter' }
    : null;
}

const both = (given: Fit, family: Fit, how: string | null): NameLikeness => {
  const reasons = [how, given.reason, family.reason].filter((one) => one !== null);
  return {
    points: given.points + family.points - (how === null ? 0 : 2),
    reasons: reasons.length === 0 ? ['the same name'] : reasons,
    whole: true,
  };
};

/** Compares two names in every order in which they may have been written; null where nothing of them fits. */
function compareTwo(a: Name, b: Name): NameLikeness | null {
  const found: NameLikeness[] = [];
  const given = fitGiven(a.given, b.given);
  const family = fitFamily(a.family, b.family);
  if (given !== null && family !== null) found.push(both(given, family, null));
  if (a.family.length > 0 && b.family.length > 0) {
    const crossed = fitGiven(a.given, b.family.join(''));
    const back = fitGiven(a.family.join(''), b.given);
    if (crossed !== null && back !== null)
      found.push(both(crossed, back, 'given and family name changed round'));
  }
  if (family !== null) {
    const byMiddle = [
      ...a.middle.map((middle) => fitGiven(middle, b.given)),
      ...b.middle.map((middle) => fitGiven(a.given, middle)),
    ].filter((fit) => fit !== null && fit.points >= 15);
    for (const fit of byMiddle)
      if (fit !== null) found.push(both(fit, family, 'a middle name of one as the given name of the other'));
  }
  if (given !== null && given.points >= 15 && family === null)
    found.push({
      points: given.points - 5,
      reasons: [
        given.reason ?? 'the same given name',
        a.family.length > 0 && b.family.length > 0 ? 'but another family name' : 'no family name on one side',
      ],
      whole: false,
    });
  return best(found);
}

const best = (found: readonly NameLikeness[]): NameLikeness | null =>
  found.toSorted((a, b) => Number(b.whole) - Number(a.whole) || b.points - a.points)[0] ?? null;

/** Compares all names of two children; a name that is not the first of its child says so. */
export function compareNames(a: readonly Name[], b: readonly Name[]): NameLikeness | null {
  const found = a.flatMap((one, i) =>
    b.flatMap((other, j) => {
      const likeness = compareTwo(one, other);
      if (likeness === null) return [];
      return i + j === 0
        ? [likeness]
        : [
            {
              ...likeness,
              points: likeness.points - 3,
              reasons: ['another name by which one is known', ...likeness.reasons],
            },
          ];
    }),
  );
  return best(found);
}

/** Whether any family name of one child sounds like one of the other. */
export const familyFits = (a: readonly Name[], b: readonly Name[]): boolean =>
  a.some((one) => b.some((other) => fitFamily(one.family, other.family) !== null));
