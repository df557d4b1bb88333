import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { calendarWith, shippedCalendar } from '../law/bank-holidays.ts';
import { day } from '../law/day.ts';
import { usualReminders } from '../partnership/partnership.ts';
import { clockAt, london } from '../platform/clock/clock.ts';
import { remindAll } from './commands-remind.ts';
import { remindsNow, windowsOn } from './remind.ts';

const windows = (today: string) =>
  windowsOn(usualReminders, day(today), shippedCalendar).map(
    ({ step, due_from: from, due_to: to }) => `${step} ${from} ${to}`,
  );

describe('what the ladder reminds of', () => {
  it('before the last day, on it and after it, in working days', () =>
    assert.deepEqual(windows('2026-11-23'), [
      'before 2026-11-24 2026-11-25',
      'today 2026-11-23 2026-11-23',
      'late 2026-09-24 2026-11-20',
      'late-chair 2026-09-24 2026-11-18',
      'late-partners 2026-09-24 2026-11-16',
    ]));

  it('over a bank holiday, so that nobody is reminded on the eve of four days off alone', () =>
    assert.equal(windows('2026-12-24')[0], 'before 2026-12-25 2026-12-30'));
});

describe('when reminders go out', () => {
  const at = (iso: string) => Temporal.Instant.from(iso).toZonedDateTimeISO(london).toPlainDateTime();
  const dayOff = calendarWith([{ day: day('2026-11-25'), effect: 'day-off', name: 'A day of mourning' }]);
  for (const [iso, expected, why] of [
    ['2026-11-23T06:59:00Z', false, 'before seven in London'],
    ['2026-11-23T07:00:00Z', true, 'at seven in winter'],
    ['2026-07-20T06:00:00Z', true, 'at seven in summer, when London is an hour ahead'],
    ['2026-11-22T12:00:00Z', false, 'not on a Sunday'],
    ['2026-12-25T12:00:00Z', false, 'not at Christmas'],
    ['2026-03-29T23:30:00Z', false, 'half past midnight on the Monday after the clocks went forward'],
    ['2026-10-26T00:30:00Z', false, 'half past midnight on the Monday after they went back'],
    ['2026-03-30T06:00:00Z', true, 'seven on that Monday'],
  ] as const)
    it(why, () => assert.equal(remindsNow(at(iso), shippedCalendar), expected));
  it('not on a day off of the partnership’s own', () =>
    assert.equal(remindsNow(at('2026-11-25T12:00:00Z'), dayOff), false));
  it('not past the calendar', () =>
    assert.equal(remindsNow(at('2040-11-26T12:00:00Z'), shippedCalendar), false));
});

const said: string[] = [];
const log = { info: (event: string) => said.push(event), error: () => {} };

describe('reminding', () => {
  let office: Office;
  let coordinator: Colleague;
  let notifier: Colleague;
  let chair: Colleague;
  let opened: OpenedCase;

  const lines = async (query: ReturnType<typeof sql<{ line: string }>>) =>
    (await query.execute(office.owner)).rows.map(({ line }) => line);
  const sweep = (iso: string) =>
    remindAll(office.world.worker, clockAt(Temporal.Instant.from(`${iso}T12:00:00Z`)), log);
  const mailed = async () => {
    const found = await lines(
      sql`select to_address || ' ' || kind as line from app.mail order by asked_at, to_address`,
    );
    await sql`delete from app.mail`.execute(office.owner);
    return found;
  };
  const who = (...people: readonly Colleague[]) => people.map(({ email }) => `${email} clock-due`).toSorted();

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    chair = await office.person('chair');
    const council = await office.agency('Eastwick Vale Council', 'local-authority');
    notifier = await office.person('notifier', { agency: council });
    opened = await office.openCase(coordinator);
    await office.involve(coordinator, opened, council);
    // Two limits of one case, so that one person answers for two things and is mailed once.
    await sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on) values
      (${office.id}, ${opened.id}, 'NOT-01', '2026-11-18', '2026-11-25'),
      (${office.id}, ${opened.id}, 'NOT-02', '2026-11-18', '2026-11-25')`.execute(office.owner);
  });
  after(() => office.close());

  it('climbs the ladder, each step once, however often it is done', async () => {
    assert.equal(await sweep('2026-11-20'), 0, 'three working days before nobody is');
    assert.equal(await sweep('2026-11-23'), 1);
    assert.deepEqual(await mailed(), who(notifier));
    assert.equal(await sweep('2026-11-23'), 0, 'an hour later');
    assert.equal(await sweep('2026-11-24'), 0);
    assert.equal(await sweep('2026-11-25'), 2);
    assert.deepEqual(await mailed(), who(coordinator, notifier));
    assert.equal(await sweep('2026-11-26'), 2);
    assert.deepEqual(await mailed(), who(coordinator, notifier));
    assert.equal(await sweep('2026-11-27'), 0);
    assert.equal(await sweep('2026-11-30'), 1);
    assert.deepEqual(await mailed(), who(chair), 'three working days late');
    const steps = await lines(
      sql`select step || ' ' || count(*) as line from app.clock_reminder group by step order by min(reminded_at), step`,
    );
    assert.deepEqual(steps, ['before 2', 'today 4', 'late 4', 'late-chair 2']);
  });

  it('says nothing of a case in what it leaves in the trail', async () => {
    const [body] = await lines(
      sql`select body as line from audit.entry_words where verb = 'clock.remind' order by seq limit 1`,
    );
    assert.match(body ?? '', /"people": ?1.*|"reminders"/);
    assert.doesNotMatch(body ?? '', /NOT-0|EASP/);
  });

  it('begins anew where the last day has moved', async () => {
    await sql`update app.case_clock set due_on = '2026-12-03' where case_id = ${opened.id}`.execute(
      office.owner,
    );
    assert.equal(await sweep('2026-12-01'), 1);
    assert.deepEqual(await mailed(), who(notifier));
  });

  it('leaves out what is met, paused or closed, and whoever is shut out', async () => {
    await office.exclude(coordinator, opened, notifier);
    assert.equal(await sweep('2026-12-03'), 1);
    assert.deepEqual(await mailed(), who(coordinator));
    for (const change of [
      sql`update app.case_clock set paused_on = '2026-11-20'`,
      sql`update app.case_clock set paused_on = null, met_on = '2026-11-20'`,
    ]) {
      await change.execute(office.owner);
      assert.equal(await sweep('2026-12-04'), 0);
    }
    await sql`update app.case_clock set met_on = null`.execute(office.owner);
    await sql`update app.case_file set state = 'closed'`.execute(office.owner);
    assert.equal(await sweep('2026-12-04'), 0);
  });
});
