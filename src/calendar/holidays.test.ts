import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import type { Worker } from '../platform/jobs/worker.ts';
import { openCalendar } from './commands-remind.ts';

const log = {
  info: () => {},
  error: (event: string, facts?: unknown) => assert.fail(`${event} ${JSON.stringify(facts)}`),
};

// Today is Monday 23 November 2026, at noon.
describe('a proclaimed holiday', () => {
  let office: Office;
  let administrator: Colleague;
  let coordinator: Colleague;
  let opened: OpenedCase;
  let worker: Worker;

  const lines = async (query: ReturnType<typeof sql<{ line: string }>>) =>
    (await query.execute(office.owner)).rows.map(({ line }) => line);
  const clocks = () =>
    lines(
      sql`select rule || ' ' || due_on as line from app.case_clock where case_id = ${opened.id} order by rule`,
    );
  const runsOver = async (many: number) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const [n] = await lines(
        sql`select count(*)::text as line from app.calendar_run where ended_at is not null`,
      );
      if (n === `${many}`) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail('the run ends in ten seconds');
  };
  const seen = async (who: Colleague, path = '/settings/bank-holidays') => {
    const page = await who.browser().open(path);
    assert.equal(page.status, 200);
    await assertGoodHtml(page.html);
    return page;
  };
  const record = async (kind: string, [day, month, year]: readonly [string, string, string]) => {
    const browser = coordinator.browser();
    await browser.open(`/cases/${opened.reference}/dates/${kind}`);
    const answers = { 'day-day': day, 'day-month': month, 'day-year': year, source: 'a telephone call' };
    assert.equal((await browser.send(answers)).path, `/cases/${opened.reference}`);
  };
  const add = async (answers: Readonly<Record<string, string>>) => {
    const browser = administrator.browser();
    await browser.open('/settings/bank-holidays');
    return browser.send({
      source: 'The London Gazette',
      name: 'A day of mourning',
      effect: 'day-off',
      ...answers,
    });
  };

  before(async () => {
    office = await openOffice();
    administrator = await office.person('administrator');
    coordinator = await office.person('coordinator', { name: 'Ola Nwosu' });
    opened = await office.openCase(coordinator);
    worker = await openCalendar({
      server: office.world.server,
      clock: office.world.clock,
      log,
      lookEvery: 1,
    });
    await record('authority-aware', ['20', '11', '2026']);
  });
  after(async () => {
    await worker.close();
    await office.close();
  });

  it('says first what is shipped, and how sure that is', async () => {
    const page = await seen(administrator);
    assert.equal(page.heading, 'Bank holidays: as they are announced');
    assert.match(wordsOf(page.html), /2026, announced by GOV\.UK .*Boxing Day \(substitute day\)/);
    assert.match(wordsOf(page.html), /2029, not announced yet/);
  });

  it('moves every date over it, keeps what each was, and tells those who answer for it', async () => {
    assert.deepEqual(await clocks(), ['NOT-01 2026-11-27', 'NOT-02 2026-11-27']);
    const after = await add({ 'day-day': '25', 'day-month': '11', 'day-year': '2026' });
    assert.equal(after.path, '/settings/bank-holidays');
    await runsOver(1);
    assert.deepEqual(await clocks(), ['NOT-01 2026-11-30', 'NOT-02 2026-11-30']);
    const history = await lines(
      sql`select rule || ' ' || old_due || ' ' || new_due || ' ' || why as line from app.case_clock_history order by rule`,
    );
    assert.deepEqual(history, [
      'NOT-01 2026-11-27 2026-11-30 calendar',
      'NOT-02 2026-11-27 2026-11-30 calendar',
    ]);
    const page = await seen(administrator);
    assert.equal(page.heading, 'Bank holidays: one day of our own');
    assert.match(wordsOf(page.html), /2 dates looked at, 2 moved/);
    assert.match(wordsOf(page.html), /Told by e-mail: Ola Nwosu \(2 dates\)/);
    assert.deepEqual(
      await lines(sql`select to_address || ' ' || kind as line from app.mail where kind = 'dates-moved'`),
      [`${coordinator.email} dates-moved`],
    );
  });

  it('is seen on the page of the case and in the public calculator', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const clock = await seen(coordinator, `/cases/${opened.reference}/clocks/NOT-01`);
    assert.match(wordsOf(clock.html), /A day of mourning/);
    assert.match(clock.heading, /Monday 30 November 2026/);
    assert.match(wordsOf(clock.html), /Friday 27 November 2026 .*Monday 30 November 2026/);
    const { body } = await office.world.ask(
      office.host,
      '/notifying?event=notifiable-incident&aware-day=20&aware-month=11&aware-year=2026',
    );
    assert.match(wordsOf(body), /Monday 30 November 2026/);
  });

  it('is counted by whoever records a day at the same moment as it is added', async () => {
    await record('abuse-suspected', ['19', '11', '2026']);
    assert.deepEqual(await clocks(), ['NOT-01 2026-11-30', 'NOT-02 2026-11-30']);
  });

  it('is refused where it changes nothing, or the calendar cannot hold it', async () => {
    for (const [day, month, year, words] of [
      ['25', '12', '2026', /25 December 2026 is a day off here already: Christmas Day/],
      ['25', '11', '2026', /is a day off here already: A day of mourning/],
      ['28', '11', '2026', /28 November 2026 is a Saturday/],
      ['1', '1', '2036', /calendar of bank holidays covers 1 January 2000 to 31 December 2035/],
      ['31', '11', '2026', /Enter a real day/],
    ] as const) {
      const page = await add({ 'day-day': day, 'day-month': month, 'day-year': year });
      assert.equal(page.status, 400);
      await assertGoodHtml(page.html);
      assert.match(page.problems.join(' '), words);
    }
    const page = await add({ 'day-day': '24', 'day-month': '11', 'day-year': '2026', effect: 'working-day' });
    assert.match(page.problems.join(' '), /is not a day off here/);
  });

  it('that comes late says what that means, and moves what was met as well', async () => {
    await add({ 'day-day': '20', 'day-month': '11', 'day-year': '2026', name: 'Another day' });
    await runsOver(2);
    assert.deepEqual(
      await clocks(),
      ['NOT-01 2026-11-30', 'NOT-02 2026-11-30'],
      'the day that starts is not counted',
    );
    assert.match(wordsOf((await seen(administrator)).html), /Added late That day has passed already/);
  });

  it('is withdrawn with a reason, and the dates go back', async () => {
    const [id] = await lines(sql`select id::text as line from app.bank_holiday where day = '2026-11-25'`);
    const browser = administrator.browser();
    await browser.open(`/settings/bank-holidays/${id}/withdraw`);
    assert.deepEqual((await browser.send({ why: '' })).problems, ['Say why']);
    await browser.send({ why: 'It was for Scotland' });
    await runsOver(3);
    assert.deepEqual(await clocks(), ['NOT-01 2026-11-27', 'NOT-02 2026-11-27']);
    assert.match(wordsOf((await seen(administrator)).html), /Withdrawn .*It was for Scotland/);
  });

  it('is the administrator’s: coordinators see it, and to others it is not there', async () => {
    const page = await seen(coordinator);
    assert.doesNotMatch(page.html, /Add a day|Withdraw</);
    const chair = await office.person('chair');
    assert.equal((await chair.browser().open('/settings/bank-holidays')).status, 404);
    await assert.rejects(
      sql`insert into app.bank_holiday (partnership_id, day, effect, name, source, added_by)
        values (${office.id}, '2026-11-26', 'day-off', 'x', 'x', ${coordinator.accountId})`.execute(
        office.app,
      ),
    );
  });
});
