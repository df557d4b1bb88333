import type { EditionName } from '../law/editions.ts';
import type { IncidentEvent } from '../law/facts.ts';
import type { Confidences } from '../law/confidence.ts';
import type { Day } from '../law/day.ts';
import type { Notifiable, NotifiableAnswer, RapidReviewAnswer } from '../law/notifiable-answer.ts';
import type { FactName, NotifiableFacts } from '../law/notifiable-facts.ts';
import type { PartnerId } from '../law/outcomes.ts';

/** The record that stands on a case of whether it is notifiable: what others go by. */
export interface NotifiableRecord {
  readonly id: string;
  readonly answer: Notifiable;
  readonly ruleIds: readonly string[];
  /** Null before 15 April 2013, for which no rules are held. */
  readonly edition: EditionName | null;
  /** Whose duty it is; null where it is nobody's, or nobody can say yet. */
  readonly authority: 'this' | 'other' | null;
  /** What the other authority is called, as somebody wrote it; empty where it is none. */
  readonly otherAuthority: string;
  readonly rapidReview: RapidReviewAnswer;
  readonly rapidReviewFollows: boolean;
  readonly decidedOn: Day;
  readonly lookAgainOn: Day | null;
  readonly recordedAt: Temporal.Instant;
  readonly facts: NotifiableFacts;
}

/** One question as it was answered. */
export interface GivenAnswer {
  readonly question: FactName;
  readonly answer: string;
  readonly reason: string;
  readonly fromFile: boolean;
}

/** What a partner thinks of a record. */
export const positions = ['agrees', 'disagrees', 'no-view'] as const;
export type Position = (typeof positions)[number];

/** The view of one partner on a record. */
export interface PartnerView {
  readonly partner: PartnerId;
  readonly position: Position;
  readonly reason: string;
  readonly dissent: string | null;
  /** Who spoke for the partner, where somebody else wrote it down; empty where it was `recordedBy`. */
  readonly saidBy: string;
  readonly givenOn: Day;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** Where a disagreement was taken, and what came of it; an empty outcome is still awaited. */
export interface Escalation {
  readonly toWhom: string;
  readonly day: Day;
  readonly outcome: string;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** What the law answered, kept in the words of the day of the record. */
export interface Applied {
  readonly limbs: readonly {
    readonly id: string;
    readonly rule: string;
    readonly words: string;
    readonly cite: string;
    readonly confidence: Confidences;
    readonly is: 'met' | 'not-met' | 'open';
  }[];
  readonly duties: readonly AppliedDuty[];
  readonly notes: NotifiableAnswer['notes'];
  readonly open: readonly FactName[];
  readonly event: IncidentEvent | null;
  /** The clocks of the case as they were kept before this record. */
  readonly clocksBefore?: readonly KeptBefore[];
}

/** A clock as it stood before an answer stopped it or let it run, its days written YYYY-MM-DD. */
export interface KeptBefore {
  readonly rule: string;
  readonly dueOn: string;
  readonly metOn: string | null;
}

export interface AppliedDuty {
  readonly rule: string;
  readonly strength: 'must' | 'should';
  readonly authority: 'this' | 'other' | null;
  readonly what: string;
  readonly to: string;
  readonly because: string;
  readonly source: string;
  readonly confidence: Confidences;
  /** The last day as it was worked out on the day of the record, written YYYY-MM-DD, and the working; null where there was none. */
  readonly due: string | null;
  readonly why: string | null;
}

/** A record with everything that belongs to it. */
export interface WholeRecord extends NotifiableRecord {
  readonly applied: Applied;
  readonly answers: readonly GivenAnswer[];
  readonly reasons: string;
  /** Who decided for the local authority, where somebody else put it on record. */
  readonly decidedBy: string;
  readonly whyAgain: string;
  readonly recordedBy: string;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  /** The newest first. Of each partner the first one counts. */
  readonly views: readonly PartnerView[];
  readonly escalations: readonly Escalation[];
}

/** A record in a list. */
export interface RecordLine {
  readonly id: string;
  readonly answer: Notifiable;
  readonly authority: 'this' | 'other' | null;
  readonly decidedOn: Day;
  readonly recordedAt: Temporal.Instant;
}

/** How the case file keeps an answer: what stops the clocks, and what lets them run. */
export type FileAnswer = 'undecided' | Notifiable | 'other';

/** What an answer is for the clocks of the case: another authority's duty is none of ours. */
export const fileAnswerOf = ({
  answer,
  authority,
}: Pick<NotifiableRecord, 'answer' | 'authority'>): FileAnswer =>
  answer !== 'not' && authority === 'other' ? 'other' : answer;

/** What of an answer is kept in words. */
export const appliedIn = (
  { limbs, duties, notes, open, event }: NotifiableAnswer,
  clocksBefore: readonly KeptBefore[],
): Applied => ({
  limbs: limbs.map(({ id, rule, words, cite, confidence, is }) => ({
    id,
    rule,
    words,
    cite,
    confidence,
    is,
  })),
  duties: duties.map(({ due, ...duty }) => ({
    ...duty,
    due: due?.due.toString() ?? null,
    why: due?.why ?? null,
  })),
  notes,
  open,
  event,
  clocksBefore,
});

/** The view of each partner that counts: the latest. */
export function viewsThatCount(views: readonly PartnerView[]): readonly PartnerView[] {
  return views.filter(({ partner }, at) => views.findIndex((one) => one.partner === partner) === at);
}

/** Whether any partner disagrees with a record, as the views stand now. */
export const isDisputed = (views: readonly PartnerView[]): boolean =>
  viewsThatCount(views).some(({ position }) => position === 'disagrees');
