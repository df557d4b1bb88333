import { createHash } from 'node:crypto';
import { changedRound, compareDays, compareSpans, monthsAround, type Span } from './alike-days.ts';
import { compareNames, familyFits } from './alike-names.ts';
import { fold, type Name, namesOf } from './names.ts';
import { formsOf, soundOf } from './sound.ts';

/** A child as far as it tells whether two are the same. */
export interface LikeChild {
  readonly name: string;
  readonly otherNames: string;
  readonly bornOn: Temporal.PlainDate | null;
  readonly diedOn: Temporal.PlainDate | null;
  readonly sex: 'F' | 'M' | 'U';
  readonly home: string;
  readonly school: string;
  readonly practice: string;
}

/** What can be compared of whoever is more than that: the same child is the same whichever referral or case it is in. */
export const likeChild = ({
  name,
  otherNames,
  bornOn,
  diedOn,
  sex,
  home,
  school,
  practice,
}: LikeChild): LikeChild => ({ name, otherNames, bornOn, diedOn, sex, home, school, practice });

/** What happened, as far as it tells whether it is the same. */
export interface LikeIncident {
  readonly when: Span | null;
  readonly place: string;
}

/** What a referral or a case is about. */
export interface Matter {
  readonly children: readonly LikeChild[];
  readonly incidents: readonly LikeIncident[];
}

/** Why two matters may be one: `child` where the same child may be in both, else the same incident. The score runs to about 130. */
export interface Likeness {
  readonly of: 'child' | 'incident';
  readonly score: number;
  /** In words, and without a name in them. */
  readonly reasons: readonly string[];
}

const least = 36;

// A form takes what anybody types, so that there is an end to it: a child with a name of the usual kind has about twenty keys.
const mostKeys = 1_000;

const sameWords = (a: string, b: string) => fold(a) !== '' && fold(a) === fold(b);

/** The postcode in an address, without its space; null where there is none. */
export function postcodeIn(address: string): string | null {
  const found = /\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b/.exec(address.toUpperCase());
  return found === null ? null : `${found[1]}${found[2]}`;
}

const namesOfChild = ({ name, otherNames }: LikeChild) => namesOf(name, otherNames);

// What says a little beside a name, and nothing alone.
function support(a: LikeChild, b: LikeChild): readonly (readonly [points: number, reason: string])[] {
  const found: (readonly [number, string])[] = [];
  if (a.diedOn !== null && b.diedOn !== null) {
    const { points, reason } = compareDays(a.diedOn, b.diedOn, 'dates of death');
    found.push([points === 40 ? 15 : points > 0 ? 8 : -8, reason]);
  }
  const postcode = postcodeIn(a.home);
  if (postcode !== null && postcode === postcodeIn(b.home)) found.push([8, 'the same postcode']);
  if (sameWords(a.school, b.school)) found.push([4, 'the same school or nursery']);
  if (sameWords(a.practice, b.practice)) found.push([4, 'the same general practice']);
  if (a.sex !== b.sex && a.sex !== 'U' && b.sex !== 'U') found.push([-6, 'but another sex']);
  return found;
}

/** Why two children may be the same child; null where too little speaks for it. */
export function compareChildren(a: LikeChild, b: LikeChild): Likeness | null {
  const name = compareNames(namesOfChild(a), namesOfChild(b));
  if (name === null) return null;
  const days =
    a.bornOn === null || b.bornOn === null ? null : compareDays(a.bornOn, b.bornOn, 'dates of birth');
  // A given name alone is carried by too many to go with anything but the very same day of birth.
  if (!name.whole && (days === null || days.points < 40)) return null;
  const others = support(a, b);
  const score = others.reduce((sum, [points]) => sum + points, name.points + (days?.points ?? 0));
  if (score < least) return null;
  const reasons = [
    ...name.reasons,
    ...(days === null ? [] : [days.reason]),
    ...others.map(([, reason]) => reason),
  ];
  return { of: 'child', score, reasons };
}

function compareIncidents(
  a: Matter,
  b: Matter,
): { readonly days: { points: number; reason: string }; readonly place: boolean } | null {
  const found = a.incidents.flatMap((one) =>
    b.incidents.flatMap((other) => {
      const days = one.when === null || other.when === null ? null : compareSpans(one.when, other.when);
      return days === null ? [] : [{ days, place: sameWords(one.place, other.place) }];
    }),
  );
  const weight = ({ days, place }: (typeof found)[number]) => days.points + (place ? 15 : 0);
  return found.toSorted((x, y) => weight(y) - weight(x))[0] ?? null;
}

const anyPair = (a: Matter, b: Matter, test: (one: LikeChild, other: LikeChild) => boolean) =>
  a.children.some((one) => b.children.some((other) => test(one, other)));

/** Why two matters may be one and the same, by their children or by what happened; null where too little speaks for it. */
export function compare(a: Matter, b: Matter): Likeness | null {
  const happened = compareIncidents(a, b);
  const onTop = happened === null ? 0 : happened.days.points >= 20 ? 10 : 4;
  const happenedReasons =
    happened === null ? [] : [happened.days.reason, ...(happened.place ? ['the same place'] : [])];
  const children = a.children
    .flatMap((one) => b.children.flatMap((other) => compareChildren(one, other) ?? []))
    .toSorted((x, y) => y.score - x.score);
  const [child] = children;
  if (child !== undefined)
    return { of: 'child', score: child.score + onTop, reasons: [...child.reasons, ...happenedReasons] };
  if (happened === null) return null;
  const family = anyPair(a, b, (one, other) => familyFits(namesOfChild(one), namesOfChild(other)));
  const home = anyPair(a, b, (one, other) => {
    const postcode = postcodeIn(one.home);
    return postcode !== null && postcode === postcodeIn(other.home);
  });
  const score = happened.days.points + (happened.place ? 15 : 0) + (family ? 20 : 0) + (home ? 15 : 0);
  const reasons = [
    ...happenedReasons,
    ...(family ? ['family names that fit'] : []),
    ...(home ? ['the same postcode'] : []),
  ];
  return score < 45 ? null : { of: 'incident', score, reasons };
}

/**
 * What an index finds the matters by that `compare` may find alike: each a digest, as a whole number in text, of a name as it sounds, a
 * day, or both. Two matters that are alike share one; the index holds no name.
 */
export function keysOf({ children, incidents }: Matter): readonly string[] {
  const months = [...new Set(incidents.flatMap(({ when }) => (when === null ? [] : monthsAround(when))))];
  const keys = new Set(children.flatMap((child) => childKeys(child, months)));
  for (const { when, place } of incidents)
    if (when !== null && fold(place) !== '')
      for (const month of monthsAround(when)) keys.add(`place ${fold(place)} ${month}`);
  return [...keys].slice(0, mostKeys).map(digest).toSorted();
}

function childKeys(child: LikeChild, months: readonly string[]): readonly string[] {
  const keys: string[] = [];
  const names = namesOfChild(child);
  for (const name of names) {
    const words = wordsOf(name);
    // In the order of the alphabet, so that a name written the other way round has the same key.
    for (const given of [name.given, ...name.middle].flatMap(formsOf))
      for (const family of familyForms(name))
        keys.push(`name ${[soundOf(given), soundOf(family)].toSorted().join(' ')}`);
    if (child.bornOn !== null) keys.push(...wordsAndDay(words, child.bornOn));
    for (const family of familyForms(name))
      for (const month of months) keys.push(`family ${soundOf(family)} ${month}`);
  }
  if (child.bornOn !== null) keys.push(...dayKeys(child.bornOn));
  const postcode = postcodeIn(child.home);
  if (postcode !== null) for (const month of months) keys.push(`post ${postcode} ${month}`);
  return keys;
}

const wordsOf = ({ given, middle, family }: Name) => [
  ...new Set([given, ...middle, ...family].flatMap(formsOf).map(soundOf)),
];

// A family name may be a given name, written in the wrong field in its short form.
const familyForms = ({ family }: Name) => [...new Set(family.flatMap(formsOf))];

const dayKeys = (day: Temporal.PlainDate) =>
  [day, changedRound(day)].flatMap((one) => (one === null ? [] : [`born ${one.toString()}`]));

// One word of a name with the month or with the day of the year: for a name misspelt and a day mistyped at once.
function wordsAndDay(words: readonly string[], day: Temporal.PlainDate): readonly string[] {
  const months = monthsAround({ first: day, last: day });
  const inYear = day.toString().slice(5);
  return words.flatMap((word) => [
    ...months.map((month) => `word ${word} ${month}`),
    `word ${word} --${inYear}`,
  ]);
}

const digest = (key: string) => createHash('sha256').update(key).digest().readBigInt64BE().toString();

/** What stands for two matters as they were compared, whichever comes first: another text once either has changed. */
export function basisOf(a: Matter, b: Matter): string {
  const texts = [a, b].map((matter) => JSON.stringify(matter)).toSorted();
  return createHash('sha256').update(texts.join('\n')).digest('hex');
}
