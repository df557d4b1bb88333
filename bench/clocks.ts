import { sql } from 'kysely';
import { type Office, openOffice } from '../test/casework.ts';
import { perform } from '../src/acts/command.ts';
import { addHoliday } from '../src/calendar/commands-holidays.ts';
import { openCalendar, remindAll } from '../src/calendar/commands-remind.ts';
import { shippedCalendar } from '../src/law/bank-holidays.ts';
import { addWorkingDays } from '../src/law/working-days.ts';
import { connect } from '../src/platform/db/connect.ts';

const cases = 50_000;
const log = { info: () => {}, error: (event: string) => console.error(event) };

/** Measures what has to be quick over a hundred thousand open clocks: deriving all of them anew, and finding what to remind of. */
export async function benchClocks(): Promise<void> {
  const office = await openOffice();
  try {
    console.log(
      `\nClocks: ${(2 * cases).toLocaleString('en-GB')} open ones in ${cases.toLocaleString('en-GB')} cases`,
    );
    const coordinator = await office.person('coordinator');
    await office.person('chair');
    await fill(office, coordinator.accountId);
    await reminding(office);
    await deriving(office);
  } finally {
    await office.close();
  }
}

// Awareness on any day of two years, so that the days differ as they do; half of all clocks count over the day that is added. The last
// days are those of the law, so that nothing moves but by that day.
async function fill({ owner, id }: Office, by: string): Promise<void> {
  await sql`insert into app.case_file (partnership_id, reference, pseudonym, state, opened_by)
    select ${id}, 'CLK-2026-' || lpad(n::text, 6, '0'), 'Child ' || n, 'open', ${by} from generate_series(1, ${cases}) n`.execute(
    owner,
  );
  await sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
    select partnership_id, id, 'authority-aware',
      case when n % 2 = 0 then date '2026-11-18' + (n % 5)::integer else date '2025-01-02' + (n % 680)::integer end, 'made up', ${by}
    from (select partnership_id, id, row_number() over (order by reference) as n from app.case_file where reference like 'CLK-%') c`.execute(
    owner,
  );
  await sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on)
    select d.partnership_id, d.case_id, r.rule, d.day, d.day + 7 from app.case_date d, (values ('NOT-01'), ('NOT-02')) r (rule)
    where d.partnership_id = ${id}`.execute(owner);
  const { rows } = await sql<{
    day: Temporal.PlainDate;
  }>`select distinct starts_on as day from app.case_clock`.execute(owner);
  const due = Object.fromEntries(
    rows.map(({ day }) => [day.toString(), addWorkingDays(day, 5, shippedCalendar).toString()]),
  );
  await sql`update app.case_clock k set due_on = (${JSON.stringify(due)}::jsonb ->> k.starts_on::text)::date`.execute(
    owner,
  );
  await sql`analyze app.case_file, app.case_date, app.case_clock`.execute(owner);
}

async function reminding({ world, owner }: Office): Promise<void> {
  const worker = connect(world.server, 'foresight_worker', 1);
  for (const what of ['reminders, the first time', 'reminders, with nothing new']) {
    const from = performance.now();
    await remindAll(worker, world.clock, log);
    told(what, from);
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from app.clock_reminder`.execute(owner);
  console.log(`  ${rows[0]?.n.toLocaleString('en-GB') ?? 0} reminders in two mails`);
  await worker.destroy();
}

async function deriving(office: Office): Promise<void> {
  const administrator = await office.person('administrator');
  const room = { db: office.app, clock: office.world.clock };
  const given = {
    day: Temporal.PlainDate.from('2026-11-24'),
    effect: 'day-off' as const,
    name: 'A day of mourning',
    source: 'made up',
  };
  await perform(room, administrator.bearer, addHoliday, given);
  const from = performance.now();
  const worker = await openCalendar({
    server: office.world.server,
    clock: office.world.clock,
    log,
    lookEvery: 1,
  });
  const run = () =>
    sql<{ over: boolean; looked_at: number; total: number; moved: number }>`
      select ended_at is not null as over, looked_at, total, moved from app.calendar_run`.execute(
      office.owner,
    );
  let progress: readonly number[] = [];
  for (;;) {
    const [row] = (await run()).rows;
    if (row === undefined || row.over) {
      told(
        `every clock derived anew: ${row?.moved.toLocaleString('en-GB') ?? 0} moved, seen at ${progress.join(', ')}`,
        from,
      );
      break;
    }
    if (row.looked_at !== progress.at(-1)) progress = [...progress, row.looked_at];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await worker.close();
}

const told = (what: string, from: number) =>
  console.log(`  ${what}: ${((performance.now() - from) / 1_000).toFixed(2)} s`);

if (import.meta.main) await benchClocks();
