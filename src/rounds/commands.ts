import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { whyNotMove } from '../cases/case.ts';
import type { HeadedCase } from '../cases/header.ts';
import { readHeaded } from '../cases/store.ts';
import type { ReviewGroup } from '../group/membership.ts';
import { readGroups } from '../group/store-groups.ts';
import { holdsOn } from '../group/tiling.ts';
import type { Ask } from './ask-form.ts';
import {
  type AskedSeat,
  decideEnd,
  type Round,
  type RoundAnswer,
  type RoundEnding,
  type RoundPaper,
  roundQuorum,
} from './round.ts';
import {
  askRound,
  endRound,
  isShutOut,
  type Layable,
  letIn,
  readAnswers,
  readLayable,
  readPapers,
  readRound,
  readRounds,
  readSeats,
  type RoundLine,
} from './store.ts';

type Tx = Parameters<typeof readRound>[0];

/** A case by its reference. */
export interface OfCase {
  readonly reference: string;
}

/** What members of a group were asked about a case. */
export interface CaseRounds {
  readonly headed: HeadedCase;
  readonly rounds: readonly RoundLine[];
  /** True where a conflict of whoever looks is on record: nothing is there for them, and they ask nothing. */
  readonly isShut: boolean;
}

/** The questions of a case. */
export const caseRounds: View<OfCase, CaseRounds, CaseRounds> = {
  verb: 'round.read',
  async load(tx, { reference }) {
    const headed = await readHeaded(tx, reference);
    if (headed === null) return null;
    return {
      headed,
      rounds: await readRounds(tx, headed.id),
      isShut: await isShutOut(tx, headed.id),
    };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** What a question is put together from. */
export interface AskGround {
  readonly headed: HeadedCase;
  readonly groups: readonly ReviewGroup[];
  readonly papers: readonly Layable[];
  readonly isShut: boolean;
}

async function loadAskGround(tx: Tx, reference: string, hold: 'to change' | 'to read') {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  return {
    headed,
    groups: await readGroups(tx),
    papers: await readLayable(tx, headed.id),
    isShut: await isShutOut(tx, headed.id),
  };
}

/** The form of a question. */
export const askGround: View<OfCase, AskGround, AskGround> = {
  verb: 'round.ask',
  load: (tx, { reference }) => loadAskGround(tx, reference, 'to read'),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** A question for the seats of a group. */
export interface AskWish extends OfCase {
  readonly groupId: string;
  readonly ask: Ask;
}

/** Asks seats of a group, and mails them that there is something to answer. Refused for whoever has a conflict, and of a closed case. */
export const askMembers: Command<AskWish, AskGround, AskWish & { readonly caseId: string }, string> = {
  verb: 'round.ask',
  load: (tx, { reference }) => loadAskGround(tx, reference, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide({ headed, groups, papers, isShut }, wish, today) {
    const whyNot = whyNotMove('decision.record', headed.state);
    if (whyNot !== null) return whyNot;
    if (isShut) return refuse('round-conflict');
    const group = groups.find(({ id }) => id === wish.groupId);
    if (group === undefined || !holdsOn(group, today)) return refuse('group-over');
    const seats = new Set(group.seats.filter((seat) => holdsOn(seat, today)).map(({ id }) => id));
    if (!wish.ask.seats.every((seat) => seats.has(seat))) return refuse('seat-over');
    // A version that was added, or a document that was withdrawn, while the question was written: the list is shown anew.
    const there = new Set(papers.map(({ fileId }) => fileId));
    if (!wish.ask.files.every((file) => there.has(file))) return refuse('group-changed');
    return { ...wish, caseId: headed.id };
  },
  async write(tx, { caseId, groupId, ask }) {
    const { id, mails } = await askRound(tx, caseId, groupId, ask);
    const facts = { seats: ask.seats.length, papers: ask.files.length, mails };
    return { done: id, entry: { case: caseId, object: id, facts } };
  },
};

/** One question of a case. */
export interface OneRound extends OfCase {
  readonly id: string;
}

/** A question with everything that was said. */
export interface RoundFacts {
  readonly headed: HeadedCase;
  readonly round: Round;
  readonly seats: readonly AskedSeat[];
  readonly papers: readonly RoundPaper[];
  readonly answers: readonly RoundAnswer[];
  readonly group: ReviewGroup;
}

async function loadRound(
  tx: Tx,
  { reference, id }: OneRound,
  hold: 'to change' | 'to read',
): Promise<RoundFacts | null> {
  const headed = await readHeaded(tx, reference, hold);
  const round = headed === null ? null : await readRound(tx, headed.id, id);
  if (headed === null || round === null) return null;
  const [group] = await readGroups(tx, round.groupId);
  if (group === undefined) return null;
  return {
    headed,
    round,
    seats: await readSeats(tx, id),
    papers: await readPapers(tx, id),
    answers: await readAnswers(tx, id),
    group,
  };
}

/** A question and its answers, for those who asked. */
export const oneRound: View<OneRound, RoundFacts, RoundFacts> = {
  verb: 'round.read',
  load: (tx, wish) => loadRound(tx, wish, 'to read'),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, round }) => ({ case: headed.id, object: round.id }),
};

/** How a question is to end, and why. */
export interface EndWish extends OneRound {
  readonly how: RoundEnding;
  readonly why: string;
}

/** Closes a question into a decision or back to a meeting, or withdraws it. Refused into a decision where the group's rule asks for a quorum. */
export const endAsked: Command<EndWish, RoundFacts, RoundFacts & { readonly quorate: boolean | null }, null> =
  {
    verb: 'round.end',
    load: (tx, wish) => loadRound(tx, wish, 'to change'),
    standing: ({ headed }) => headed.standing,
    decide(facts, { how }, today) {
      const { round, seats, answers, group } = facts;
      const decided = decideEnd(round, roundQuorum(group, today, seats, answers), how);
      return isRefusal(decided) ? decided : { ...facts, ...decided };
    },
    async write(tx, { headed, round, quorate }, { how, why }) {
      if (!(await endRound(tx, round.id, how, why, quorate)))
        throw new Error('a question that ended meanwhile');
      const facts = { into: how, ...(quorate === false ? { quorate } : {}) };
      return { done: null, entry: { case: headed.id, object: round.id, facts } };
    },
  };

/** Whom to let back in: by what they said of a conflict. */
export interface LetInWish extends OneRound {
  readonly answer: string;
}

/** Lets somebody back in who had a conflict; that they were out stays on record. */
export const letBackIn: Command<LetInWish, RoundFacts, RoundFacts, null> = {
  verb: 'round.end',
  load: (tx, wish) => loadRound(tx, wish, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide(facts, { answer }) {
    const said = facts.answers.find(({ id }) => id === answer);
    return said?.position === 'conflict' && !said.letIn ? facts : refuse('round-over');
  },
  async write(tx, { headed, round }, { answer }) {
    if (!(await letIn(tx, answer))) throw new Error('somebody who was let in meanwhile');
    return { done: null, entry: { case: headed.id, object: round.id, facts: { let: 'in' } } };
  },
};
