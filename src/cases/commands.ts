import type { Command } from '../acts/command.ts';
import { isRefusal } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Conventions } from '../law/conventions.ts';
import { readStanding } from '../notifiable/store.ts';
import { whyNotMove } from './case.ts';
import type { DateKind } from './date-kinds.ts';
import { type DayContext, decideDay, explained, type GivenDay, type RecordedDay } from './dates.ts';
import type { HeadedCase } from './header.ts';
import type { AskedCases, ListedCase } from './list.ts';
import type { OverviewFacts } from './overview.ts';
import { readHeaded } from './store.ts';
import { insertDay, readDayContext, readDayHistory, rewriteClocks } from './store-dates.ts';
import { type CaseCounts, countCases, readCases } from './store-list.ts';
import { moveCase, readOverview } from './store-overview.ts';

/** A page of the list with what is counted of the whole. */
export interface CaseList {
  readonly cases: readonly ListedCase[];
  readonly counts: CaseCounts;
}

/** The cases that whoever asks sees. */
export const listCases: View<
  { readonly asked: AskedCases; readonly today: Temporal.PlainDate },
  CaseList,
  CaseList
> = {
  verb: 'case.list',
  load: async (tx, { asked, today }) => ({
    cases: await readCases(tx, asked),
    counts: await countCases(tx, asked, today),
  }),
  present: (loaded) => loaded,
  entry: () => ({}),
};

interface OfCase {
  readonly reference: string;
}

/** The overview of a case; the working of one of its dates is a look at the same. */
export const overview: View<OfCase, OverviewFacts, OverviewFacts> = {
  verb: 'case.read',
  async load(tx, { reference }) {
    const headed = await readHeaded(tx, reference);
    if (headed === null) return null;
    return { ...(await readOverview(tx, headed)), notifiable: await readStanding(tx, headed.id) };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** One kind of day of a case: what it is held against, and every record of it. */
export interface DayRecord {
  readonly headed: HeadedCase;
  readonly context: DayContext;
  readonly history: readonly (RecordedDay & { readonly stands: boolean })[];
}

/** One kind of day with its corrections. */
export const oneDay: View<OfCase & { readonly kind: DateKind }, DayRecord, DayRecord> = {
  verb: 'case.read',
  async load(tx, { reference, kind }) {
    const headed = await readHeaded(tx, reference);
    if (headed === null) return null;
    const context = await readDayContext(tx, headed.id);
    return { headed, context, history: await readDayHistory(tx, headed.id, kind) };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** A day to go on record. `now` is the moment in London, so that an hour to come is refused as a day to come is. */
export interface DayWish extends OfCase {
  readonly given: GivenDay;
  readonly conventions: Conventions;
  readonly now: Temporal.PlainDateTime;
}

interface HeldDays {
  readonly headed: HeadedCase;
  readonly context: DayContext;
}

interface DecidedDay {
  readonly caseId: string;
  readonly given: GivenDay;
}

/** Records or corrects a day, and derives every clock of the case anew in the same transaction. */
export const recordDay: Command<DayWish, HeldDays, DecidedDay, GivenDay> = {
  verb: 'date.record',
  async load(tx, { reference }) {
    const headed = await readHeaded(tx, reference, 'to change');
    return headed === null ? null : { headed, context: await readDayContext(tx, headed.id) };
  },
  standing: ({ headed }) => headed.standing,
  decide({ headed, context }, { given, conventions, now }) {
    const decided = decideDay(context, given, conventions, now);
    const whole = isRefusal(decided) ? decided : explained(context, decided, conventions);
    return isRefusal(whole) ? whole : { caseId: headed.id, given: whole };
  },
  async write(tx, { caseId, given }, { conventions }) {
    const id = await insertDay(tx, caseId, given);
    const clocks = await rewriteClocks(tx, caseId, conventions);
    const late = given.late === undefined ? {} : { late: given.late.reason };
    const facts = { kind: given.kind, corrected: given.corrects !== null, clocks, ...late };
    return { done: given, entry: { case: caseId, object: id, facts } };
  },
};

/** A case to be closed or opened again, and why. */
export interface MoveWish extends OfCase {
  readonly reason: string;
}

const moving = (
  verb: 'case.close' | 'case.reopen',
  act: 'close' | 'reopen',
  to: string,
): Command<MoveWish, HeadedCase, HeadedCase, HeadedCase> => ({
  verb,
  load: (tx, { reference }) => readHeaded(tx, reference, 'to change'),
  standing: ({ standing }) => standing,
  decide: (headed) => whyNotMove(verb, headed.state) ?? headed,
  async write(tx, headed, { reason }) {
    await moveCase(tx, headed, { act, to, reason });
    return { done: headed, entry: { case: headed.id } };
  },
});

/** Closes a case on which the group has decided. */
export const closeCase = moving('case.close', 'close', 'closed');

/** Opens a closed case again: new facts, or a decision to be thought over. */
export const reopenCase = moving('case.reopen', 'reopen', 'open');
