import type { Day } from './day.ts';

/** Who it happened to. Whoever is 18 or older and no care leaver is `adult`. */
export const persons = ['child', 'unborn', 'care-leaver', 'adult'] as const;
export type Person = (typeof persons)[number];

/** Which authority looked after the child at the time, if one did. */
export const carers = ['nobody', 'this', 'another', 'not-known'] as const;
export type Carer = (typeof carers)[number];

/** What happened to the person, or what the person did to somebody else. */
export const happenings = ['died', 'seriously-harmed', 'harmed-another', 'neither', 'not-known'] as const;
export type Happening = (typeof happenings)[number];

/** What the local authority knows or suspects of abuse or neglect of this child. */
export const abuses = ['known', 'suspected', 'not', 'not-sure'] as const;
export type Abuse = (typeof abuses)[number];

/** Where something happened or somebody normally lives. Wales, Scotland and Northern Ireland are outside England. */
export const places = ['this-area', 'another-area', 'outside-england', 'not-known'] as const;
export type Place = (typeof places)[number];

export const yesOrNo = ['yes', 'no', 'not-known'] as const;
export type YesOrNo = (typeof yesOrNo)[number];

/** What the law is asked about one person and one incident. What nobody knows yet says so, and is never left to mean no. */
export interface NotifiableFacts {
  readonly person: Person;
  /** In whole years at the incident; null where not known, or before birth. */
  readonly age: number | null;
  readonly lookedAfterBy: Carer;
  readonly event: Happening;
  /** Whether a child who harmed somebody else has been seriously harmed too; counts for `harmed-another` only. */
  readonly alsoHarmed: YesOrNo;
  readonly abuse: Abuse;
  readonly place: Place;
  readonly home: Place;
  /** In a regulated setting or service: a limb of 2015, and none since. */
  readonly regulatedSetting: YesOrNo;
  /** In custody, detained under the Mental Health Act, or at 16 or 17 deprived of liberty by order. */
  readonly detained: YesOrNo;
  /** The day the local authority became aware; null while it is not on record. */
  readonly becameAware: Day | null;
  /** The day abuse or neglect was first suspected, where it is on record. */
  readonly abuseSuspected: Day | null;
  /** The day a notification was sent, where one was. */
  readonly notified: Day | null;
}

/** A question of the facts. */
export type FactName = Exclude<keyof NotifiableFacts, 'becameAware' | 'abuseSuspected' | 'notified'>;

/** A part of a test: met, not met, or not to be said while some facts are open. */
export interface Tri {
  readonly is: 'met' | 'not-met' | 'open';
  /** The facts that are needed first; empty unless it is open. */
  readonly waitsFor: readonly FactName[];
}

const met: Tri = { is: 'met', waitsFor: [] };
const notMet: Tri = { is: 'not-met', waitsFor: [] };
const open = (...waitsFor: FactName[]): Tri => ({ is: 'open', waitsFor });
const told = (yes: boolean): Tri => (yes ? met : notMet);

/** Met where all are; not met where any is not, whatever else is open. */
export function allOf(...parts: readonly Tri[]): Tri {
  if (parts.some(({ is }) => is === 'not-met')) return notMet;
  const waitsFor = [...new Set(parts.flatMap((part) => part.waitsFor))];
  return waitsFor.length === 0 ? met : { is: 'open', waitsFor };
}

/** Whether the person was a child: under 18, or not yet born. */
export function isChild({ person, age }: NotifiableFacts): Tri {
  if (person === 'unborn') return met;
  if (person === 'adult') return notMet;
  if (age !== null) return told(age < 18);
  return person === 'child' ? met : open('age');
}

/** Whether the person was a care leaver of at most 24. */
export function isCareLeaver({ person, age }: NotifiableFacts): Tri {
  if (person !== 'care-leaver') return notMet;
  return age === null ? open('age') : told(age <= 24);
}

/** Whether the person died. */
export const hasDied = ({ event }: NotifiableFacts): Tri =>
  event === 'not-known' ? open('event') : told(event === 'died');

/** Whether the person was seriously harmed and lives; for a child who harmed another, whether this child was harmed too. */
export function isHarmed({ event, alsoHarmed }: NotifiableFacts): Tri {
  if (event === 'not-known') return open('event');
  if (event !== 'harmed-another') return told(event === 'seriously-harmed');
  return alsoHarmed === 'not-known' ? open('alsoHarmed') : told(alsoHarmed === 'yes');
}

/** Whether the person died or was seriously harmed. */
export const hasDiedOrIsHarmed = (facts: NotifiableFacts): Tri =>
  facts.event === 'died' ? met : isHarmed(facts);

/** Whether the local authority knows or suspects abuse or neglect. */
export const isAbused = ({ abuse }: NotifiableFacts): Tri =>
  abuse === 'not-sure' ? open('abuse') : told(abuse !== 'not');

/** Whether an authority looked after the child. */
export function isLookedAfter({ person, lookedAfterBy }: NotifiableFacts): Tri {
  if (person !== 'child') return notMet;
  return lookedAfterBy === 'not-known' ? open('lookedAfterBy') : told(lookedAfterBy !== 'nobody');
}

/** Whether it happened in England, or outside it to a child who normally lives there. */
export function isInReach({ place, home }: NotifiableFacts): Tri {
  if (place === 'not-known') return open('place');
  if (place !== 'outside-england') return met;
  return home === 'not-known' ? open('home') : told(home !== 'outside-england');
}

/** Whether it was in a regulated setting or service. */
export const isInSetting = ({ regulatedSetting }: NotifiableFacts): Tri =>
  regulatedSetting === 'not-known' ? open('regulatedSetting') : told(regulatedSetting === 'yes');
