import { typedLine, typedLong } from '../intake/typed.ts';
import { type Day, isBefore } from '../law/day.ts';
import { type OutcomeKind, readOutcome } from '../law/outcomes.ts';
import { dayFrom, type TypedDay } from '../law/typed-day.ts';
import { positions, type RoundPosition } from './round.ts';

/** A question as it was typed, right or wrong. */
export interface TypedAsk {
  readonly question: string;
  readonly outcome: string;
  readonly proposal: string;
  readonly day: TypedDay;
  readonly seats: readonly string[];
  readonly files: readonly string[];
}

/** A question that can be asked. */
export interface Ask {
  readonly question: string;
  readonly outcome: OutcomeKind | null;
  readonly proposal: string;
  readonly dueOn: Day;
  readonly seats: readonly string[];
  readonly files: readonly string[];
}

/** What is wrong, by the field that it stands beside. */
export type AskProblems = Partial<Record<'question' | 'proposal' | 'due' | 'seats', string>>;

/** The most characters of a question, of a proposal and of an answer. */
export const questionMost = 2_000;
export const proposalMost = 10_000;
export const answerMost = 5_000;

/** The form of a question, as it was sent. */
export const readAsk = (form: URLSearchParams): TypedAsk => ({
  question: typedLong(form.get('question')),
  outcome: typedLine(form.get('outcome')),
  proposal: typedLong(form.get('proposal')),
  day: {
    day: typedLine(form.get('day')),
    month: typedLine(form.get('month')),
    year: typedLine(form.get('year')),
  },
  seats: form.getAll('seat').slice(0, 60),
  files: form.getAll('file').slice(0, 100),
});

const tooLong = (text: string, most: number) =>
  Array.from(text).length > most ? `Use ${most.toLocaleString('en-GB')} characters or fewer` : null;

/** The question that was typed, or what is wrong with it. A proposal of a decision says why; a question alone need not. */
export function decideAsk(
  typed: TypedAsk,
  today: Day,
): { readonly ask: Ask | null; readonly problems: AskProblems } {
  const { question, proposal, seats, files } = typed;
  const dueOn = dayFrom(typed.day);
  const outcome = readOutcome(typed.outcome);
  const questionProblem =
    question === '' ? 'Write the question as it is to be answered' : tooLong(question, questionMost);
  const proposalProblem =
    outcome !== null && proposal === '' ? 'Say why this is proposed' : tooLong(proposal, proposalMost);
  const dueProblem =
    dueOn === null
      ? 'Write the last day for an answer, like 7 1 2027'
      : isBefore(dueOn, today)
        ? 'The last day for an answer must be today or later'
        : isBefore(today.add({ days: 90 }), dueOn)
          ? 'The last day for an answer must be within ninety days: later than that, a meeting is sooner'
          : null;
  const problems: AskProblems = {
    ...(questionProblem === null ? {} : { question: questionProblem }),
    ...(proposalProblem === null ? {} : { proposal: proposalProblem }),
    ...(seats.length === 0 ? { seats: 'Choose at least one seat' } : {}),
    ...(dueProblem === null ? {} : { due: dueProblem }),
  };
  if (dueOn === null || Object.keys(problems).length > 0) return { ask: null, problems };
  return { ask: { question, outcome, proposal, dueOn, seats, files }, problems };
}

/** An answer as it was typed. */
export interface TypedAnswer {
  readonly position: string;
  readonly words: string;
  readonly seats: readonly string[];
  /** That they answer for more than one seat, and say so. */
  readonly several: boolean;
}

/** What somebody says for their seats. */
export interface Answer {
  readonly position: RoundPosition;
  readonly words: string;
  readonly seats: readonly string[];
  readonly several: boolean;
}

export type AnswerProblems = Partial<Record<'position' | 'words' | 'seats', string>>;

/** The form of an answer, as it was sent. */
export const readAnswer = (form: URLSearchParams): TypedAnswer => ({
  position: typedLine(form.get('position')),
  words: typedLong(form.get('words')),
  seats: form.getAll('seat').slice(0, 60),
  several: form.get('several') === 'yes',
});

/** The answer that was typed, or what is wrong with it. Whoever has one seat need not choose it. */
export function decideAnswer(
  typed: TypedAnswer,
  own: readonly string[],
): { readonly answer: Answer | null; readonly problems: AnswerProblems } {
  const position = positions.find((one) => one === typed.position);
  const seats = own.length === 1 ? own : typed.seats.filter((seat) => own.includes(seat));
  const wordsProblem =
    position !== undefined && position !== 'agrees' && typed.words === ''
      ? position === 'disagrees'
        ? 'Say what you would decide instead, and why'
        : 'Say in a few words why you cannot answer'
      : tooLong(typed.words, answerMost);
  const problems: AnswerProblems = {
    ...(seats.length === 0 ? { seats: 'Choose for which seat you answer' } : {}),
    ...(position === undefined ? { position: 'Choose your answer' } : {}),
    ...(wordsProblem === null ? {} : { words: wordsProblem }),
  };
  if (position === undefined || Object.keys(problems).length > 0) return { answer: null, problems };
  return { answer: { position, words: typed.words, seats, several: typed.several }, problems };
}
