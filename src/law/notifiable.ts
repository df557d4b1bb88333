import type { Conventions } from './conventions.ts';
import type { Day } from './day.ts';
import { editionOn } from './editions.ts';
import type { IncidentEvent } from './facts.ts';
import { dutiesOf, holderOf } from './notifiable-duties.ts';
import type { Notifiable, NotifiableAnswer, NotifiableDuty, RapidReviewAnswer } from './notifiable-answer.ts';
import type { NotifiableFacts } from './notifiable-facts.ts';
import {
  type NotifiableLimb,
  notifiableLimbs,
  type NotifyingLaw,
  notifyingLawOn,
} from './notifiable-limbs.ts';
import { notifiableNotes } from './notifiable-notes.ts';
import { inForceOn } from './rule.ts';
import { ruleNamed } from './rules.ts';

/** By what facts are judged besides themselves. */
export interface Judging {
  readonly conventions: Conventions;
  readonly today: Day;
}

/**
 * Whether the facts must be notified, by the law of the day on which the authority became aware (section 16C of the Children Act 2004
 * from 29 June 2018, the four limbs of 2015 before it). Always gives an answer; what is not held or not confirmed is among the notes.
 */
export function judgeNotifiable(facts: NotifiableFacts, { conventions, today }: Judging): NotifiableAnswer {
  const judgedOn = facts.becameAware ?? today;
  const law = notifyingLawOn(judgedOn);
  const limbs = notifiableLimbs(facts, judgedOn);
  const answer = answerOf(limbs, law);
  const duties = dutiesOf(facts, limbs, judgedOn, conventions);
  const authority = authorityOf(facts, duties, limbs);
  const open = [...new Set(limbs.flatMap(({ waitsFor }) => waitsFor))];
  const found = {
    answer,
    judgedOn,
    law,
    edition: editionOn(judgedOn)?.name ?? null,
    limbs,
    ruleIds: rulesOf(facts, answer, limbs, judgedOn, conventions),
    duties,
    authority,
    rapidReview: rapidReviewOf(limbs, duties),
    open,
    event: eventOf(facts, limbs, authority, answer),
  };
  return { ...found, notes: notifiableNotes(facts, found, conventions) };
}

function answerOf(limbs: readonly NotifiableLimb[], law: NotifyingLaw): Notifiable {
  if (law === 'none-held') return 'not-yet-known';
  const isMet = (rule: (id: string) => boolean) => limbs.some((limb) => limb.is === 'met' && rule(limb.rule));
  if (isMet((id) => ruleNamed(id).should !== true)) return 'must';
  if (isMet(() => true)) return 'should';
  return limbs.some(({ is }) => is === 'open') ? 'not-yet-known' : 'not';
}

function rulesOf(
  facts: NotifiableFacts,
  answer: Notifiable,
  limbs: readonly NotifiableLimb[],
  on: Day,
  { localStart }: Conventions,
): readonly string[] {
  const met = new Set(limbs.flatMap(({ is, rule }) => (is === 'met' ? [rule] : [])));
  const ids = [...met];
  if (met.has('NOT-01')) {
    ids.push('NOT-02');
    if (inForceOn(ruleNamed('TR-01'), on, localStart)) ids.push('TR-01');
  }
  if (answer !== 'not') return ids;
  if (isSettingDeath(facts) && inForceOn(ruleNamed('NOT-09'), on, localStart)) ids.push('NOT-09');
  if (facts.notified !== null && inForceOn(ruleNamed('NOT-08'), on, localStart)) ids.push('NOT-08');
  return ids;
}

/** A death in a regulated setting, which was a limb of its own until 29 June 2018 and is none since. */
export const isSettingDeath = ({ regulatedSetting, event }: NotifiableFacts): boolean =>
  regulatedSetting === 'yes' && event === 'died';

// What is still open and could only ever be another authority's is another authority's already.
function authorityOf(
  facts: NotifiableFacts,
  duties: readonly NotifiableDuty[],
  limbs: readonly NotifiableLimb[],
): 'this' | 'other' | null {
  if (duties.some(({ authority }) => authority === 'this')) return 'this';
  const open = limbs.filter(({ is }) => is === 'open').map((limb) => holderOf(facts, limb).authority);
  if (open.some((authority) => authority !== 'other')) return null;
  return open.length > 0 || duties.some(({ authority }) => authority === 'other') ? 'other' : null;
}

function rapidReviewOf(
  limbs: readonly NotifiableLimb[],
  duties: readonly NotifiableDuty[],
): RapidReviewAnswer {
  const limb = limbs.find(({ rule }) => rule === 'NOT-01');
  if (limb === undefined || limb.is === 'not-met') return 'none';
  if (limb.is === 'open') return 'not-yet-known';
  return duties.find(({ rule }) => rule === 'NOT-01')?.authority === 'other' ? 'elsewhere' : 'follows';
}

const eventByRule: readonly (readonly [rule: string, event: IncidentEvent])[] = [
  ['NOT-01', 'notifiable-incident'],
  ['SCR-01', 'notifiable-incident'],
  ['NOT-03', 'looked-after-death'],
  ['NOT-04', 'care-leaver-death'],
];

// While a question is open the clocks run from awareness as if it were met, so that nobody is late by waiting for an answer.
function eventOf(
  facts: NotifiableFacts,
  limbs: readonly NotifiableLimb[],
  authority: 'this' | 'other' | null,
  answer: Notifiable,
): IncidentEvent | null {
  if (answer === 'not' || authority === 'other') return null;
  const ours = limbs.filter((limb) => limb.is !== 'not-met' && holderOf(facts, limb).authority !== 'other');
  if (ours.length > 0 && ours.every(({ id }) => id === 'LIMB-3')) return 'looked-after-death';
  return eventByRule.find(([rule]) => ours.some((limb) => limb.rule === rule))?.[1] ?? null;
}

/** Whether one answer asks for at least as much as another. */
export const asksNoLess = (one: Notifiable, other: Notifiable): boolean => weight[one] >= weight[other];

const weight: Readonly<Record<Notifiable, number>> = { not: 0, 'not-yet-known': 1, should: 2, must: 3 };
