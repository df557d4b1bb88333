import type { Answers } from './question.ts';
import { urgentAnswers } from './questions-first.ts';

/** Why a referral is urgent, each in a few words: a child at risk, a death within a day, or the media. Nothing where it is not. */
export const urgencyOf = (answers: Answers): readonly string[] =>
  urgentAnswers.flatMap(({ question, is, words }) => (answers[question] === is ? [words] : []));
