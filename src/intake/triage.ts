import { type Refusal, refuse } from '../acts/refusal.ts';
import { isBefore } from '../law/day.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { workingDaysUntil } from '../law/working-day-number.ts';
import { OutsideCalendar } from '../law/working-days.ts';
import type { Section } from './question.ts';
import type { Followed, OwnReferral, SentReferral } from './referral.ts';

/** Which coordinator has a referral in hand. */
export interface Allocation {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly at: Temporal.Instant;
  /** False where they are no coordinator here any longer, or were excluded from the case. */
  readonly isHere: boolean;
}

/** Somebody to whom a referral can be given. */
export interface Coordinator {
  readonly accountId: string;
  readonly name: string;
}

/** A question to the referrer, with the one answer to it. */
export interface AskedQuestion {
  readonly seq: number;
  readonly words: string;
  readonly askedBy: string;
  readonly askedAt: Temporal.Instant;
  readonly answer: string | null;
  readonly answeredAt: Temporal.Instant | null;
  /** Whoever said that the answer has been read; null while it is new. */
  readonly notedBy: string | null;
  readonly notedAt: Temporal.Instant | null;
}

/** The same as whoever holds the receipt sees it: not who asked. */
export type OwnQuestion = Pick<AskedQuestion, 'seq' | 'words' | 'askedAt' | 'answer' | 'answeredAt'>;

/** Why a referral is declined. */
export const declineReasons = {
  'below-threshold': 'Below the threshold, and referred elsewhere',
  'known-already': 'Known already, or the same as another',
  'not-here': 'Not for this area: it is for another partnership',
  'not-for-review': 'Not a matter for review',
  other: 'Another reason',
} as const;
export type DeclineReason = keyof typeof declineReasons;

/** That a referral was declined, or taken up again; `told` is what the referrer had been told until then. */
export interface TriageStep {
  readonly kind: 'declined' | 'reconsidered';
  readonly code: DeclineReason | null;
  readonly reasons: string;
  readonly told: string | null;
  /** For which partnership it was declined; empty where nobody said, or it is for none. */
  readonly forPartnership: string;
  readonly by: string;
  readonly at: Temporal.Instant;
}

/** What the receipt shows of a referral that is looked at again. */
export interface ToldBefore {
  readonly told: string;
  readonly toldAt: Temporal.Instant;
  readonly againAt: Temporal.Instant;
}

/** Everything of a referral's triage, besides the referral. */
export interface Triage {
  readonly allocation: Allocation | null;
  readonly questions: readonly AskedQuestion[];
  /** The latest first. */
  readonly steps: readonly TriageStep[];
  /** How many immediate safety actions are on record, corrections not counted. */
  readonly safety: number;
}

/** The most questions on one referral; the database says the same. */
export const questionsMost = 20;

/** A referral that is not closed. */
export const decideOpenStill = <T extends Pick<Followed, 'state'>>(referral: T): T | Refusal =>
  referral.state === 'closed' ? refuse('referral-closed') : referral;

/** A referral on which there is room for another question. */
export function decideAskReferrer(
  referral: SentReferral,
  { questions }: Pick<Triage, 'questions'>,
): SentReferral | Refusal {
  if (referral.state !== 'closed' && questions.length >= questionsMost) return refuse('questions-full');
  return decideOpenStill(referral);
}

/** A referral of which no case was made, and whose referrer has not been told an outcome. */
export function decideDecline(referral: SentReferral): SentReferral | Refusal {
  return referral.ofCase === null ? decideOpenStill(referral) : refuse('referral-in-case');
}

/** A referral whose referrer has been told an outcome. */
export function decideReconsider(referral: SentReferral): SentReferral | Refusal {
  return referral.state === 'closed' ? referral : refuse('referral-not-closed');
}

/** Who is to have a referral, and the allocation that the form showed; null where there was none. */
export interface Allocating {
  readonly id: string;
  readonly to: string;
  readonly seen: string | null;
}

/** A referral that may be given to that person. Refuses where somebody was quicker, and where it is with them already. */
export function decideAllocate(
  referral: SentReferral,
  { allocation }: Pick<Triage, 'allocation'>,
  coordinators: readonly Coordinator[],
  { to, seen }: Allocating,
): SentReferral | Refusal {
  const open = decideOpenStill(referral);
  if ('refused' in open) return open;
  if (allocation?.isHere === true && allocation.accountId === to) return refuse('so-already');
  if ((allocation?.id ?? null) !== seen) return refuse('allocated-meanwhile');
  return coordinators.some(({ accountId }) => accountId === to) ? open : refuse('coordinator-not-here');
}

/** A question on one's own referral that has no answer yet. A draft has none, and one that is not there was answered in vain. */
export function decideAnswerQuestion(
  own: OwnReferral,
  questions: readonly OwnQuestion[],
  seq: number,
): Followed | Refusal {
  if (own.state === 'draft') return refuse('answers-wrong');
  if (own.state === 'closed') return refuse('referral-closed');
  const asked = questions.find((one) => one.seq === seq);
  if (asked === undefined) return refuse('answers-wrong');
  return asked.answer === null ? own : refuse('question-answered');
}

/** How long nobody has had a referral in hand, in working days after the day on which it came; null beyond the calendar. */
export function workingDaysSince(
  sent: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendar: Calendar,
): number | null {
  if (isBefore(today, sent)) return 0;
  try {
    return workingDaysUntil(sent, today, calendar);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

/** Who has a referral in hand, in words. Nobody for more than one working day is late: our own limit, no law sets one. */
export function holderWords(
  allocation: Pick<Allocation, 'name' | 'isHere'> | null,
  sent: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendar: Calendar,
): { readonly mark: string; readonly words: string } {
  if (allocation?.isHere === true) return { mark: 'done', words: `With ${allocation.name}` };
  if (allocation !== null) return { mark: 'late', words: `With nobody: ${allocation.name} no longer has it` };
  const days = workingDaysSince(sent, today, calendar);
  if (days === null) return { mark: 'late', words: 'Unallocated' };
  if (days === 0) return { mark: 'today', words: 'Unallocated since today' };
  return days === 1
    ? { mark: 'today', words: 'Unallocated for 1 working day' }
    : { mark: 'late', words: `Late: unallocated for ${days} working days` };
}

/** The form that asks the referrer. */
export const askSection: Section = {
  id: 'ask',
  step: '',
  title: 'Ask the referrer a question',
  questions: [
    {
      id: 'question',
      kind: 'long',
      label: 'Your question',
      name: 'Your question',
      hint: 'They read it with their receipt, and answer once. It cannot be changed once it has gone.',
      required: 'Write your question',
    },
  ],
};

/** The form in which the referrer answers. */
export const answerSection: Section = {
  id: 'answer',
  step: '',
  title: 'Answer the coordinator',
  questions: [
    {
      id: 'answer',
      kind: 'long',
      label: 'Your answer',
      name: 'Your answer',
      hint: 'It goes to the coordinator with your referral. It cannot be changed once it has gone.',
      required: 'Write your answer',
    },
  ],
};

/** The form that declines. */
export const declineSection: Section = {
  id: 'decline',
  step: '',
  title: 'Decline this referral',
  questions: [
    {
      id: 'code',
      kind: 'choice',
      label: 'Why is it declined?',
      name: 'Why it is declined',
      required: 'Choose why it is declined',
      options: Object.entries(declineReasons).map(([value, text]) => ({ value, text })),
    },
    {
      id: 'for-partnership',
      kind: 'text',
      label: 'Which partnership, or which authority’s? (optional)',
      name: 'The other partnership',
      hint: 'Tell it yourself: nothing is sent from here. The record keeps which one it was.',
      suggest: 'authorities',
      when: { question: 'code', is: 'not-here' },
    },
    {
      id: 'reasons',
      kind: 'long',
      label: 'Your reasons, for the record',
      name: 'Your reasons',
      hint: 'Who was asked, what was weighed, and where it was referred to or which other it is the same as. The referrer does not see this.',
      required: 'Write your reasons, for the record',
      most: 10_000,
    },
    {
      id: 'outcome',
      kind: 'long',
      label: 'What the referrer is told',
      name: 'What the referrer is told',
      hint: 'In words for them, with the reason and what they can do next. Leave out what they did not know already.',
      required: 'Write what the referrer is to know',
      most: 10_000,
    },
  ],
};

/** The form that takes a closed referral up again. */
export const reconsiderSection: Section = {
  id: 'reconsider',
  step: '',
  title: 'Look at this referral again',
  questions: [
    {
      id: 'reason',
      kind: 'long',
      label: 'Why is it looked at again?',
      name: 'Why it is looked at again',
      hint: 'What is new, and from whom it came. For the record: the referrer does not see this.',
      required: 'Say why it is looked at again',
      most: 10_000,
    },
  ],
};

/** The form that gives a referral to somebody. */
export const allocateSection = (coordinators: readonly Coordinator[]): Section => ({
  id: 'allocate',
  step: '',
  title: 'Who has this referral?',
  questions: [
    {
      id: 'to',
      kind: 'choice',
      label: 'Who is to have it in hand?',
      name: 'Who is to have it in hand',
      required: 'Choose who is to have it in hand',
      options: coordinators.map(({ accountId, name }) => ({ value: accountId, text: name })),
    },
  ],
});
