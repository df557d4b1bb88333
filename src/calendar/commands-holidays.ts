import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { type CalendarRun, decideHoliday, type GivenHoliday, type Holiday } from './holiday.ts';
import {
  askRun,
  insertHoliday,
  readHolidays,
  readRuns,
  shutCalendar,
  withdrawHoliday,
} from './store-holidays.ts';

/** What the partnership has said of its bank holidays, and what came of it. */
export interface OwnHolidays {
  readonly holidays: readonly Holiday[];
  readonly runs: readonly CalendarRun[];
}

/** The bank holidays of the partnership's own, with every time the clocks were derived anew for one. */
export const ownHolidays: View<null, OwnHolidays, OwnHolidays> = {
  verb: 'holiday.list',
  load: async (tx) => ({ holidays: await readHolidays(tx), runs: await readRuns(tx) }),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** Adds a day, and has every clock derived anew. */
export const addHoliday: Command<GivenHoliday, Calendar, GivenHoliday, { readonly id: string }> = {
  verb: 'holiday.add',
  load: (tx) => shutCalendar(tx),
  decide: (calendar, given) => decideHoliday(calendar, given),
  async write(tx, given) {
    const id = await insertHoliday(tx, given);
    await askRun(tx, id, 'added');
    return {
      done: { id },
      entry: { object: id, facts: { effect: given.effect, day: given.day.toString() } },
    };
  },
};

/** Which day to withdraw, and why. */
export interface HolidayOver {
  readonly id: string;
  readonly why: string;
}

/** Withdraws what was said of a day, and has every clock derived anew. */
export const endHoliday: Command<HolidayOver, Holiday, Holiday, { readonly id: string }> = {
  verb: 'holiday.withdraw',
  async load(tx, { id }) {
    await shutCalendar(tx);
    return (await readHolidays(tx)).find((one) => one.id === id) ?? null;
  },
  decide: (holiday) => (holiday.withdrawn === null ? holiday : refuse('holiday-over')),
  async write(tx, { id, day }, { why }) {
    await withdrawHoliday(tx, id, why);
    await askRun(tx, id, 'withdrawn');
    return { done: { id }, entry: { object: id, facts: { day: day.toString() } } };
  },
};
