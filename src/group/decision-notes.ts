import { type Criteria, type CriteriaNote, criteriaNamed } from '../law/criteria.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore } from '../law/day.ts';
import { transitionStart } from '../law/editions.ts';
import { effectiveLocalStart } from '../law/rule.ts';
import type { AnsweredLimb, Decision } from './decision.ts';

/** What has to be known beside a decision. Never a refusal: the group decides, and the record shows what the rule says. */
export interface DecisionNote {
  readonly code:
    | CriteriaNote['code']
    | 'notification-due'
    | 'no-rapid-review-without-notification'
    | 'review-outside-definition'
    | 'criteria-do-not-decide'
    | 'board-before-local-start'
    | 'serious-case-review-was-due'
    | 'serious-case-not-met'
    | 'partners-disagree';
  readonly words: string;
  /** The rule that says it, where one does. */
  readonly rule: string | null;
}

/** What a decision is seen with. */
export interface NoteContext {
  readonly conventions: Conventions;
  /** The day the notification was sent; null where none is on record. */
  readonly notified: Day | null;
}

/** What has to be said beside this decision, the law's own reservations last. */
export function notesOn(decision: Decision, context: NoteContext): readonly DecisionNote[] {
  const criteria = criteriaNamed(decision.criteria, context.conventions);
  return [
    ...notification(decision, context),
    ...criteriaDoNotDecide(decision),
    ...seriousCase(decision, criteria),
    ...boardBeforeLocalStart(decision, context),
    ...disagreement(decision),
    ...(criteria?.notes ?? []).map(({ code, words }) => ({ code, words, rule: null })),
  ];
}

const isMet = (limbs: readonly AnsweredLimb[], id: string) =>
  limbs.some((limb) => limb.id === id && limb.answer === 'met');

function notification({ on, limbs, outcome }: Decision, { notified }: NoteContext): readonly DecisionNote[] {
  if (notified !== null || isBefore(on, transitionStart)) return [];
  const notes: DecisionNote[] = [];
  const isNotifiable = ['S16C-child', 'S16C-abuse', 'S16C-harm'].every((id) => isMet(limbs, id));
  if (isNotifiable)
    notes.push({
      code: 'notification-due',
      words:
        'All three questions of section 16C(1) are answered “met” and no notification is on record. The local authority must notify the Panel within five working days of becoming aware; the group’s decision does not take its place.',
      rule: 'NOT-01',
    });
  if (outcome === 'rapid-review-only')
    notes.push({
      code: 'no-rapid-review-without-notification',
      words:
        'No notification is on record. Without one there is no rapid review: notify first, or choose a local learning review.',
      rule: 'RR-05',
    });
  if (outcome === 'LCSPR' && !isNotifiable)
    notes.push({
      code: 'review-outside-definition',
      words:
        'No notification is on record. Partners may choose to review a case below the definition; such a review has no rapid review before it.',
      rule: 'DEC-03',
    });
  return notes;
}

function criteriaDoNotDecide({ limbs, outcome }: Decision): readonly DecisionNote[] {
  const criteria = limbs.filter(({ id }) => id.startsWith('REG11-'));
  if (criteria.length === 0 || outcome === 'SCR') return [];
  const met = criteria.filter(({ answer }) => answer === 'met').length;
  if (met === 0 && outcome !== 'LCSPR') return [];
  const count = met === 0 ? 'None' : String(met);
  const words = `${count} of the ${criteria.length} criteria of regulation 11 ${met === 1 ? 'is' : 'are'} answered “met”. Meeting them does not decide whether there is a local child safeguarding practice review: the partners judge whether it is appropriate, and the reasons say why.`;
  return [{ code: 'criteria-do-not-decide', words, rule: 'DEC-01' }];
}

function seriousCase({ limbs, outcome }: Decision, criteria: Criteria | null): readonly DecisionNote[] {
  if (criteria === null || criteria.regime === 'partners') return [];
  const isSerious =
    isMet(limbs, 'SCR-a') &&
    (isMet(limbs, 'SCR-b-i') || (isMet(limbs, 'SCR-b-ii-harm') && isMet(limbs, 'SCR-b-ii-together')));
  const isAlways = ['SCR-custody', 'SCR-detained', 'SCR-liberty'].some((id) => isMet(limbs, id));
  if (outcome !== 'SCR' && (isSerious || isAlways)) {
    const words = isSerious
      ? 'The answers meet the definition of a serious case, which had always to lead to a serious case review.'
      : 'A death of this kind had always to lead to a serious case review, whatever the other answers were.';
    return [{ code: 'serious-case-review-was-due', words, rule: isSerious ? 'SCR-02' : 'SCR-03' }];
  }
  if (outcome !== 'SCR' || isSerious || isAlways) return [];
  const words = 'By the answers a serious case review did not have to be held. The reasons say why one was.';
  return [{ code: 'serious-case-not-met', words, rule: 'SCR-02' }];
}

function boardBeforeLocalStart({ on, outcome }: Decision, { conventions }: NoteContext) {
  if (outcome !== 'LCSPR' || !isBefore(on, effectiveLocalStart(conventions.localStart))) return [];
  const words =
    'Until local arrangements began the board kept its functions. No source that was read says whether a local child safeguarding practice review could be decided on before that day.';
  return [{ code: 'board-before-local-start', words, rule: 'TR-01' }] as const;
}

function disagreement({ views }: Decision): readonly DecisionNote[] {
  const apart = views.filter(({ position }) => position === 'disagrees');
  if (apart.length === 0) return [];
  const names = apart.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1)).join(', ');
  const words = `Not all partners agree. Another view: ${names}. The dissent is part of the record; how the disagreement is taken further is for local arrangements.`;
  return [{ code: 'partners-disagree', words, rule: null }];
}
