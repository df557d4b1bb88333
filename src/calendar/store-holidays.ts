import { sql } from 'kysely';
import { type Calendar, type CalendarChange, calendarWith } from '../law/bank-holidays.ts';
import type { Tx } from '../platform/db/connect.ts';
import { enqueue } from '../platform/jobs/jobs.ts';
import type { CalendarRun, GivenHoliday, Holiday } from './holiday.ts';

/** The bank holidays as they hold here, for whoever changes them: nobody derives a clock until this transaction ends. */
export async function shutCalendar(tx: Tx): Promise<Calendar> {
  await sql`select ctx.shut_calendar()`.execute(tx);
  const { rows } = await sql<CalendarChange>`select h.day, h.effect, h.name from app.bank_holiday h
    where h.partnership_id = (select ctx.partnership_id()) and h.withdrawn_at is null order by h.day`.execute(
    tx,
  );
  return calendarWith(rows);
}

interface HolidayRow extends Omit<Holiday, 'withdrawn'> {
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Temporal.Instant | null;
  readonly withdrawnWhy: string;
}

/** What the partnership has said of its bank holidays, withdrawn or not, the latest day first. */
export async function readHolidays(tx: Tx): Promise<readonly Holiday[]> {
  const { rows } = await sql<HolidayRow>`
    select h.id, h.day, h.effect, h.name, h.source, coalesce(ctx.name_here(h.added_by), '') as "addedBy", h.added_at as "addedAt",
      ctx.name_here(h.withdrawn_by) as "withdrawnBy", h.withdrawn_at as "withdrawnAt", h.withdrawn_why as "withdrawnWhy"
    from app.bank_holiday h where h.partnership_id = (select ctx.partnership_id())
    order by h.day desc, h.added_at desc limit 200`.execute(tx);
  return rows.map(({ withdrawnBy, withdrawnAt, withdrawnWhy, ...row }) => ({
    ...row,
    withdrawn: withdrawnAt === null ? null : { by: withdrawnBy ?? '', at: withdrawnAt, why: withdrawnWhy },
  }));
}

/** The latest runs, the newest first, with who was told. The names are for the administrator; to others nobody is named. */
export async function readRuns(tx: Tx): Promise<readonly CalendarRun[]> {
  const { rows } = await sql<CalendarRun>`
    select r.id, r.holiday_id as "holidayId", r.act, r.asked_at as "askedAt", r.begun_at as "begunAt", r.ended_at as "endedAt", r.total,
      r.looked_at as "lookedAt", r.moved,
      (select coalesce(jsonb_agg(jsonb_build_object('name', coalesce(ctx.name_here(t.account_id), ''), 'dates', t.dates) order by t.told_at), '[]')
        from app.calendar_told t where t.partnership_id = r.partnership_id and t.run_id = r.id) as told
    from app.calendar_run r where r.partnership_id = (select ctx.partnership_id())
    order by r.asked_at desc, r.id limit 50`.execute(tx);
  return rows;
}

/** Puts a day on record; answers its identifier. */
export async function insertHoliday(tx: Tx, { day, effect, name, source }: GivenHoliday): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.bank_holiday (partnership_id, day, effect, name, source, added_by)
    values (ctx.partnership_id(), ${day.toString()}::date, ${effect}, ${name}, ${source}, ctx.uid()) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
}

/** Withdraws a day that was added. */
export async function withdrawHoliday(tx: Tx, id: string, why: string): Promise<void> {
  await sql`update app.bank_holiday set withdrawn_at = now(), withdrawn_by = ctx.uid(), withdrawn_why = ${why}
    where partnership_id = (select ctx.partnership_id()) and id = ${id}::uuid and withdrawn_at is null`.execute(
    tx,
  );
}

/** Asks that every clock be derived anew because of a day; answers the identifier of the run. */
export async function askRun(tx: Tx, holidayId: string, act: CalendarRun['act']): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.calendar_run (partnership_id, holiday_id, act, asked_by)
    values (ctx.partnership_id(), ${holidayId}::uuid, ${act}, ctx.uid()) returning id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await enqueue(tx, 'clock.derive', { subject: id });
  return id;
}
