import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Answer } from './ask-form.ts';
import type { RoundAnswer, RoundPaper } from './round.ts';
import type { AskedOfMe, OwnRound, OwnSeat } from './store-own.ts';

/** The question with what belongs to it. */
export interface OwnQuestion {
  readonly round: OwnRound;
  readonly seats: readonly OwnSeat[];
  readonly papers: readonly RoundPaper[];
  readonly answers: readonly RoundAnswer[];
}

/** What somebody finds who is asked: the question; or that they prove first who they are, or that it was withdrawn, and nothing of it. */
export type Found =
  | { readonly kind: 'question'; readonly question: OwnQuestion }
  | { readonly kind: 'prove' | 'withdrawn'; readonly asked: AskedOfMe };

/** What somebody says, with the question. */
export interface Given {
  readonly question: OwnQuestion;
  readonly answer: Answer;
}

/** The last day on which a late answer is still taken: days after the last day for an answer. */
const lateDays = 28;

/** The seats for which whoever acts can still answer: a deputy no longer does where the holder has. */
export const openSeats = ({ seats }: Pick<OwnQuestion, 'seats'>): readonly string[] =>
  seats.filter(({ stands, holderAnswered }) => stands === 'holder' || !holderAnswered).map(({ id }) => id);

/** Whether whoever acts would answer for more than one seat, with what they said before. */
const isSeveral = ({ answers }: OwnQuestion, seats: readonly string[]): boolean =>
  new Set([
    ...seats,
    ...answers.filter(({ position }) => position !== 'conflict').map(({ seatId }) => seatId),
  ]).size > 1;

/** Whether an answer can stand: not after the last day for late ones, and for several seats only where that is said. */
export function decideGiven(
  question: OwnQuestion,
  answer: Answer,
  today: Temporal.PlainDate,
): Given | Refusal {
  const { round } = question;
  if (Temporal.PlainDate.compare(round.dueOn.add({ days: lateDays }), today) < 0) return refuse('round-over');
  if (answer.position === 'conflict') return { question, answer };
  return isSeveral(question, answer.seats) && !answer.several
    ? refuse('round-several')
    : { question, answer };
}
