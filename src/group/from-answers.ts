import { standingAnswers } from '../rounds/round.ts';
import type { Deciding } from '../rounds/store.ts';
import { mostThere, type TypedDecision } from './decision-form.ts';

/**
 * The form of a decision as it begins after a question between meetings: what was proposed and why, and whoever answered in time, each
 * once and by the name they had. Everything in it can still be changed, and each limb and each partner's view is still to be given.
 */
export function typedFromAnswers(empty: TypedDecision, deciding: Deciding | null): TypedDecision {
  if (deciding === null) return empty;
  const { round, seats, answers } = deciding;
  const standing = standingAnswers(answers);
  const people = new Map<string, TypedDecision['there'][number]>();
  for (const { id, name, agency, capacity } of seats) {
    const answer = standing.get(id);
    if (answer === undefined || people.get(answer.accountId)?.capacity === 'member') continue;
    people.set(answer.accountId, { name: answer.name, agency: agency === '' ? name : agency, capacity });
  }
  return {
    ...empty,
    there: [...people.values()].slice(0, mostThere),
    outcome: round.outcome ?? '',
    reasons: round.proposal,
  };
}
