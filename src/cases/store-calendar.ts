import { sql } from 'kysely';
import { type Calendar, type CalendarChange, calendarWith } from '../law/bank-holidays.ts';
import type { Tx } from '../platform/db/connect.ts';

/**
 * The bank holidays as they hold here until this transaction ends: whoever adds or withdraws one waits for it. For whoever derives the clocks
 * of a case.
 */
export async function holdCalendar(tx: Tx): Promise<Calendar> {
  await sql`select ctx.hold_calendar()`.execute(tx);
  const { rows } = await sql<CalendarChange>`select h.day, h.effect, h.name from app.bank_holiday h
    where h.partnership_id = (select ctx.partnership_id()) and h.withdrawn_at is null order by h.day`.execute(
    tx,
  );
  return calendarWith(rows);
}
