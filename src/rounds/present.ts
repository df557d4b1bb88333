import type { CaseHeader } from '../cases/header.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { outcomeNamed } from '../law/outcomes.ts';
import type { RoundFacts } from './commands.ts';
import { type Found, type OwnQuestion, openSeats } from './own.ts';
import { decideAnswer, type AnswerProblems, type TypedAnswer } from './ask-form.ts';
import type { FormGround, ListPage, Mark, OwnListPage, OwnPage, RoundPage, SeatRow } from './pages/round.ts';
import {
  decideEnd,
  positionOf,
  positions,
  type Round,
  type RoundAnswer,
  type RoundQuorum,
  roundQuorum,
  standingAnswers,
  standsWords,
} from './round.ts';
import type { RoundLine } from './store.ts';
import type { AskedOfMe } from './store-own.ts';

type DayIn = (at: Temporal.Instant) => Day;

/** Where a question stands, with its mark. */
export function stateOf(
  { state, closedInto, dueOn, decisionId }: Pick<Round, 'state' | 'closedInto' | 'dueOn' | 'decisionId'>,
  today: Day,
): Mark {
  if (state === 'withdrawn') return { mark: 'coming', words: 'Withdrawn' };
  if (closedInto === 'meeting') return { mark: 'done', words: 'Goes to a meeting' };
  if (closedInto === 'decision')
    return decisionId === null
      ? { mark: 'look', words: 'Closed: the decision is to be recorded' }
      : { mark: 'done', words: 'Decided' };
  if (isBefore(dueOn, today)) return { mark: 'late', words: 'Answers are late' };
  return isBefore(today, dueOn)
    ? { mark: 'running', words: 'Waits for answers' }
    : { mark: 'today', words: 'Answers are due today' };
}

/** The list of the questions of a case. */
export function presentList(
  header: CaseHeader,
  rounds: readonly RoundLine[],
  {
    base,
    today,
    most,
    ask,
    whyNot,
  }: {
    readonly base: string;
    readonly today: Day;
    readonly most: number;
    readonly ask: string | null;
    readonly whyNot: string | null;
  },
): ListPage {
  const waiting = rounds.filter(({ state }) => state === 'asked').length;
  return {
    header,
    heading:
      rounds.length === 0
        ? 'Nobody has been asked between meetings'
        : waiting === 0
          ? 'Nothing waits for an answer between meetings'
          : `${waiting} ${waiting === 1 ? 'question waits' : 'questions wait'} for answers between meetings`,
    rounds: rounds.slice(0, most).map((round) => ({
      href: `${base}/${round.id}`,
      words: `Question ${round.number}`,
      due: round.dueOn,
      answered: `${round.answered} of ${round.seats}`,
      state: stateOf(round, today),
    })),
    cut: rounds.length > most,
    ask,
    whyNot,
  };
}

const quorumMark = ({ rule, met, missing }: RoundQuorum): Mark | null => {
  if (rule === null) return null;
  if (met) return { mark: 'done', words: 'The answers make a quorum' };
  const words = `No quorum yet: ${missing}`;
  return rule.otherwise === 'block'
    ? { mark: 'blocked', words }
    : { mark: 'look', words: `${words}. The group’s rule only warns` };
};

const positionMarks = { agrees: 'done', disagrees: 'differs', conflict: 'shut-out' } as const;

const rowOf = (seat: string, answer: RoundAnswer, dayIn: DayIn): SeatRow => ({
  seat,
  state: { mark: positionMarks[answer.position], words: positionOf(answer.position) },
  name: answer.name,
  stands: standsWords(answer),
  words: answer.words,
  day: dayIn(answer.answeredAt),
});

/** The answers as they come in, by seat; late ones and those that were replaced apart. */
function presentAnswers({ seats, answers }: Pick<RoundFacts, 'seats' | 'answers'>, dayIn: DayIn) {
  const standing = standingAnswers(answers);
  const nameOf = (id: string) => seats.find((seat) => seat.id === id)?.name ?? 'A seat';
  const rows = seats.flatMap(({ id, name }): readonly SeatRow[] => {
    const answer = standing.get(id);
    return answer === undefined ? [] : [rowOf(name, answer, dayIn)];
  });
  const waiting = seats.filter(({ id }) => !standing.has(id)).map(({ name }) => name);
  const apart = answers
    .filter((answer) => answer.position !== 'conflict' && standing.get(answer.seatId)?.id !== answer.id)
    .map((answer) => ({
      ...rowOf(nameOf(answer.seatId), answer, dayIn),
      why: answer.isLate ? 'Came late, and is not counted' : 'Said before, and replaced since',
    }));
  return { rows, waiting, apart };
}

const endedWords = ({ state, closedInto }: Round): string =>
  state === 'withdrawn'
    ? 'Withdrawn'
    : closedInto === 'meeting'
      ? 'Closed: it goes to a meeting'
      : 'Closed: to be decided';

/** A question and its answers, for those who asked. */
export function presentRound(
  facts: RoundFacts,
  {
    header,
    today,
    dayIn,
    formTo,
    typed,
    problem,
    decideHref,
  }: {
    readonly header: CaseHeader;
    readonly today: Day;
    readonly dayIn: DayIn;
    readonly formTo: (path: string) => FormGround;
    readonly typed: string;
    readonly problem: string | null;
    readonly decideHref: string;
  },
): RoundPage {
  const { round, seats, papers, answers, group } = facts;
  const quorum = roundQuorum(group, today, seats, answers);
  const { rows, waiting, apart } = presentAnswers(facts, dayIn);
  const isOpen = round.state === 'asked';
  const blocked = decideEnd(round, quorum, 'decision');
  const href = `/cases/${round.reference}/decisions/${round.decisionId ?? ''}`;
  return {
    header,
    heading: `${rows.length} of ${seats.length} ${seats.length === 1 ? 'seat has' : 'seats have'} answered question ${round.number}`,
    state: stateOf(round, today),
    question: round.question,
    outcome: round.outcome === null ? null : outcomeNamed(round.outcome).name,
    proposal: round.proposal,
    papers: papers.map(({ number, version, title }) => `${number}. ${title} (version ${version})`),
    hash: round.hash.slice(0, 16),
    asked: { by: round.askedBy, on: dayIn(round.askedAt) },
    due: round.dueOn,
    quorum: isOpen ? quorumMark(quorum) : null,
    rows,
    waiting,
    apart,
    conflicts: conflictsOf(answers, dayIn, isOpen ? formTo('/let-in') : null),
    ended: isOpen
      ? null
      : {
          words: `${endedWords(round)}, by ${round.closedBy ?? 'somebody'} on ${withoutWeekday(dayIn(round.closedAt ?? round.askedAt))}${round.quorate === false ? ', without a quorum' : ''}`,
          why: round.why,
          href: round.decisionId !== null ? href : round.closedInto === 'decision' ? decideHref : null,
        },
    end: isOpen
      ? {
          ...formTo('/end'),
          why: typed,
          problem,
          blocked: 'refused' in blocked ? quorum.missing : null,
        }
      : null,
  };
}

// One line for each person, however many seats they named.
function conflictsOf(answers: readonly RoundAnswer[], dayIn: DayIn, letIn: FormGround | null) {
  const conflicts = answers.filter(({ position }) => position === 'conflict');
  const people = new Map(conflicts.map((answer) => [`${answer.accountId} ${answer.letIn}`, answer]));
  return [...people.values()].map((answer) => ({
    name: answer.name,
    words: answer.words,
    day: dayIn(answer.answeredAt),
    letIn: letIn === null || answer.letIn ? null : { ...letIn, answer: answer.id },
  }));
}

/** What one is asked. */
export function presentOwnList(asked: readonly AskedOfMe[], today: Day): OwnListPage {
  const open = asked.filter(({ state, answered }) => state === 'asked' && !answered);
  return {
    heading:
      open.length === 0
        ? 'Nothing waits for your answer'
        : `${open.length} ${open.length === 1 ? 'question waits' : 'questions wait'} for your answer`,
    rows: asked.map(({ id, dueOn, state, answered, askedOn }) => ({
      href: `/rounds/${id}`,
      due: dueOn,
      asked: askedOn,
      state:
        state === 'withdrawn'
          ? { mark: 'coming', words: 'Withdrawn' }
          : answered
            ? { mark: 'done', words: 'You have answered' }
            : state === 'closed'
              ? { mark: 'coming', words: 'Closed' }
              : isBefore(dueOn, today)
                ? { mark: 'late', words: 'Late' }
                : { mark: 'running', words: 'Waits for you' },
    })),
  };
}

/** What stands beside the question for whoever is asked. */
export interface OwnGround {
  readonly today: Day;
  readonly dayIn: DayIn;
  readonly form: FormGround;
  readonly typed: TypedAnswer;
  readonly problems: AnswerProblems;
}

/** The question for whoever is asked it. */
export function presentOwn(question: OwnQuestion, ground: OwnGround): OwnPage {
  const { round, seats, papers, answers } = question;
  const { today, dayIn } = ground;
  const open = seats.filter(({ stands, holderAnswered }) => stands === 'holder' || !holderAnswered);
  const isOver = isBefore(round.dueOn.add({ days: 28 }), today);
  const isLate = round.state !== 'asked' || isBefore(round.dueOn, today);
  const nameOf = (id: string) => seats.find((seat) => seat.id === id)?.name ?? 'a seat';
  return {
    reference: round.reference,
    heading: round.pseudonym,
    question: round.question,
    outcome: round.outcome === null ? null : outcomeNamed(round.outcome).name,
    proposal: round.proposal,
    papers: papers.map(({ fileId, title, version }) => ({
      href: `/rounds/${round.id}/papers/${fileId}`,
      text: `${title} (version ${version})`,
    })),
    hash: round.hash.slice(0, 16),
    asked: { by: round.askedBy, on: dayIn(round.askedAt) },
    due: round.dueOn,
    late:
      !isLate || isOver
        ? null
        : 'The last day has passed, or the question is closed: what you answer now is kept apart and is not counted.',
    said: answers.map((answer) => ({
      words: `${positionOf(answer.position)}, for ${nameOf(answer.seatId)}`,
      why: answer.words,
      on: dayIn(answer.answeredAt),
    })),
    form: isOver || open.length === 0 ? null : ownForm(question, open, ground),
    whyNot: isOver
      ? 'This question is over. Nothing more is taken.'
      : open.length === 0
        ? 'Whoever has the seat has answered, so nothing is waited for from a deputy.'
        : null,
  };
}

function ownForm(
  { answers }: OwnQuestion,
  seats: OwnQuestion['seats'],
  { form, typed, problems }: OwnGround,
): NonNullable<OwnPage['form']> {
  const saidBefore = answers.some(({ position }) => position !== 'conflict');
  const [only] = seats;
  const textOf = ({ name, stands }: OwnQuestion['seats'][number]) =>
    stands === 'deputy' ? `${name}, as deputy` : name;
  return {
    ...form,
    seats:
      seats.length < 2
        ? []
        : seats.map((seat) => ({
            value: seat.id,
            text: textOf(seat),
            checked: typed.seats.includes(seat.id),
          })),
    oneSeat: seats.length === 1 && only !== undefined ? textOf(only) : null,
    positions: positions.map((value) => ({
      value,
      text: {
        agrees: 'I agree',
        disagrees: 'I disagree',
        conflict: 'I cannot answer: I have a conflict of interest',
      }[value],
      checked: typed.position === value,
    })),
    words: typed.words,
    several: seats.length > 1 || saidBefore ? typed.several : null,
    problems,
  };
}

/** What is wrong with an answer that was typed, beside its fields. */
export const answerProblems = (found: Found, typed: TypedAnswer): AnswerProblems =>
  found.kind === 'question' ? decideAnswer(typed, openSeats(found.question)).problems : {};
