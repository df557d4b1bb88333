import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { lastLocalStart } from '../law/editions.ts';
import type { IncidentEvent } from '../law/facts.ts';
import type { FactName } from '../law/notifiable-facts.ts';
import type { KeptBefore, NotifiableRecord } from './record.ts';

/** A child as the question of notifying needs it: by its pseudonym. */
export interface KnownChild {
  readonly pseudonym: string;
  readonly bornOn: Day | null;
  readonly ageGiven: string;
  readonly diedOn: Day | null;
  /** The ONS code of an authority of England, `outside-england`, or empty. */
  readonly livesIn: string;
  readonly lookedAfter: 'yes' | 'no' | 'not-known';
  readonly lookedAfterBy: string;
}

/** What the case file knows that bears on the answer. */
export interface Ground {
  readonly standing: NotifiableRecord | null;
  readonly event: IncidentEvent;
  readonly harm: 'died' | 'seriously-harmed' | 'neither' | 'not-known';
  /** Those who died first, then the youngest. */
  readonly children: readonly KnownChild[];
  readonly earliest: Day | null;
  readonly latest: Day | null;
  /** As of a child's home. */
  readonly area: string;
  readonly becameAware: Day | null;
  readonly abuseSuspected: Day | null;
  readonly notified: Day | null;
  /** Whether a local authority is among the agencies of the case today. */
  readonly hasAuthority: boolean;
  readonly clocks: readonly KeptBefore[];
}

/** An answer that the case file gives, and what it is read from. */
export interface FromFile {
  readonly answer: string;
  readonly words: string;
}

/** What the case file answers already. Nothing is guessed: where the file is silent, or says that nobody knows, there is no answer. */
export function answersFromFile(
  ground: Ground,
  homeCode: string,
): Partial<Readonly<Record<FactName, FromFile>>> {
  const [child] = ground.children;
  const found: Partial<Record<FactName, FromFile>> = {};
  const say = (name: FactName, answer: string | null, words: string) => {
    if (answer !== null) found[name] = { answer, words };
  };
  const harm = {
    died: 'died',
    'seriously-harmed': 'seriously-harmed',
    neither: 'neither',
    'not-known': null,
  };
  const harmWords = {
    died: 'a child died',
    'seriously-harmed': 'a child was seriously harmed',
    neither: 'neither a death nor serious harm',
    'not-known': '',
  };
  say('event', harm[ground.harm], harmWords[ground.harm]);
  say('place', areaAnswer(ground.area, homeCode), 'the place of the incident');
  if (child === undefined) return found;
  const age = ageAt(child, ground);
  const words = age === null ? 'the case was opened for one' : `${child.pseudonym} was ${age} on the day`;
  if (isUnborn(child, ground)) say('person', 'unborn', `${child.pseudonym} was not born yet`);
  else if (ground.event === 'care-leaver-death') say('person', 'care-leaver', words);
  else if (age !== null && age < 18) say('person', 'child', words);
  if (age !== null) say('age', `${age}`, words);
  say('home', areaAnswer(child.livesIn, homeCode), `where ${child.pseudonym} lived`);
  say('lookedAfterBy', carerAnswer(child, homeCode), `whether ${child.pseudonym} was looked after`);
  return found;
}

function areaAnswer(area: string, homeCode: string): string | null {
  if (area === '') return null;
  if (area === 'outside-england') return area;
  return area === homeCode ? 'this-area' : 'another-area';
}

function carerAnswer({ lookedAfter, lookedAfterBy }: KnownChild, homeCode: string): string | null {
  if (lookedAfter === 'no') return 'nobody';
  if (lookedAfter !== 'yes' || lookedAfterBy === '') return null;
  return lookedAfterBy === homeCode ? 'this' : 'another';
}

/** Whether a child was born after what happened, as the days on record say. */
export const isUnborn = (
  { bornOn }: Pick<KnownChild, 'bornOn'>,
  { latest }: Pick<Ground, 'latest'>,
): boolean => bornOn !== null && latest !== null && isBefore(latest, bornOn);

function ageAt({ bornOn }: KnownChild, { earliest }: Ground): number | null {
  if (bornOn === null || earliest === null || isBefore(earliest, bornOn)) return null;
  return bornOn.until(earliest, { largestUnit: 'years' }).years;
}

/** Whether questions of the boards' time are asked: until the last day on which local arrangements could begin. */
export const isOfTheBoards = ({ becameAware }: Pick<Ground, 'becameAware'>): boolean =>
  becameAware !== null && isBefore(becameAware, lastLocalStart);

/** What is wrong with the days on record before anything can be answered, with where it is put right; null where nothing is. */
export function whyNotJudge(
  { becameAware, earliest }: Ground,
  base: string,
): { readonly text: string; readonly href: string } | null {
  if (becameAware === null || earliest === null || !isBefore(becameAware, earliest)) return null;
  const text = `The authority became aware on ${withoutWeekday(becameAware)}, which is before ${withoutWeekday(earliest)}, the first day on which it can have happened. Correct one of the two first`;
  return { text, href: `${base}/dates/authority-aware` };
}
