import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { openCalendar, remindAll } from '../calendar/commands-remind.ts';
import { clockAt } from '../platform/clock/clock.ts';
import { perform } from '../acts/command.ts';
import { liverpoolConventions } from '../law/conventions.ts';
import { day } from '../law/day.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { changeReviewTime } from './commands-time.ts';
import type { Worker } from '../platform/jobs/worker.ts';

const log = {
  info: () => {},
  error: (event: string, facts?: unknown) => assert.fail(`${event} ${JSON.stringify(facts)}`),
};

// Today is Monday 23 November 2026, at noon.
describe('what is due in a review', () => {
  let office: Office;
  let coordinator: Colleague;
  let of: OpenedCase;
  let worker: Worker;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    of = await office.openCase(coordinator);
    await sql`insert into app.decision (partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
      values (${office.id}, ${of.id}, '2026-10-26', 'the group', 'WT2026', 'regulation-11', '{}', 'LCSPR', 'because', ${coordinator.accountId})`.execute(
      office.owner,
    );
    const browser = coordinator.browser();
    await browser.open(`/cases/${of.reference}/reviews/open`);
    await browser.send({ kind: 'LCSPR' });
    const base = browser.page.path;
    await browser.open(`${base}/days/publish-on`);
    await browser.send({ 'day-day': '15', 'day-month': '2', 'day-year': '2027', source: 'A plan.' });
    worker = await openCalendar({
      server: office.world.server,
      clock: office.world.clock,
      log,
      lookEvery: 1,
    });
  });
  after(async () => {
    await worker.close();
    await office.close();
  });

  const waitFor = async (query: ReturnType<typeof sql<{ line: string }>>, wanted: string) => {
    let last = '';
    for (let tries = 0; tries < 100; tries += 1) {
      last = (await query.execute(office.owner)).rows.map(({ line }) => line).join(', ');
      if (last === wanted) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(last, wanted);
  };

  it('stands in the calendar, leading to the reviews of the case', async () => {
    const page = await coordinator.browser().open('/calendar?month=2027-02');
    assert.match(page.html, new RegExp(`/cases/${of.reference}/reviews"`));
    assert.match(page.html, /Send the report before publication/);
  });

  it('moves with a day off that is proclaimed, and keeps what it was', async () => {
    const administrator = (await office.person('administrator')).browser();
    await administrator.open('/settings/bank-holidays');
    await administrator.send({
      'day-day': '8',
      'day-month': '2',
      'day-year': '2027',
      source: 'The London Gazette',
      name: 'A day of mourning',
      effect: 'day-off',
    });
    const due = sql<{
      line: string;
    }>`select due_on::text as line from app.review_clock where case_id = ${of.id} and rule = 'REP-04'`;
    await waitFor(due, '2027-02-03');
    const kept = sql<{
      line: string;
    }>`select old_due || ' to ' || new_due as line from app.case_clock_history where case_id = ${of.id}`;
    await waitFor(kept, '2027-02-04 to 2027-02-03');
  });

  it('is what coordinators are reminded of, when nobody has looked at time and quality', async () => {
    const london = clockAt(Temporal.Instant.from('2026-11-23T12:00:00Z'));
    await remindAll(office.world.worker, london, log);
    const reminded = sql<{ line: string }>`
      select distinct rule || ' ' || due_on as line from app.clock_reminder where case_id = ${of.id} and account_id = ${coordinator.accountId}`;
    await waitFor(reminded, 'REV-01 2026-11-23');
  });

  const at = async () => {
    const browser = coordinator.browser();
    await browser.open(`/cases/${of.reference}/reviews`);
    const [, base = ''] = /href="(\/cases\/[^"]+\/reviews\/[0-9a-f-]{36})"/.exec(browser.page.html) ?? [];
    return `${base}/time`;
  };
  const answers = (kind: string, [date, month, year]: readonly [string, string, string]) => ({
    kind,
    'day-day': date,
    'day-month': month,
    'day-year': year,
    name: 'Ada Example',
    capacity: 'the three partners together',
    'authorised-day': '20',
    'authorised-month': '11',
    'authorised-year': '2026',
    reason: 'Criminal proceedings',
  });

  it('can be paused and extended with authority and reason, and everything stays on record', async () => {
    const browser = coordinator.browser();
    const path = await at();
    const page = await browser.open(path);
    await assertGoodHtml(page.html);
    assert.match(wordsOf(page.html), /by 26 April 2027.*nobody has confirmed who may stretch them/);
    const early = await browser.send(answers('extended', ['23', '4', '2027']));
    assert.equal(early.status, 409);
    assert.match(wordsOf(early.html), /That day must come after 26 April 2027/);
    assert.equal(
      (await browser.send({ ...answers('extended', ['28', '5', '2027']), reason: '' })).status,
      400,
    );
    await browser.open(path);
    const longer = await browser.send(answers('extended', ['28', '5', '2027']));
    await assertGoodHtml(longer.html);
    assert.match(wordsOf(longer.html), /by 28 May 2027.*Extended to 28 May 2027.*Criminal proceedings/);
    await browser.open(path);
    const paused = await browser.send(answers('paused', ['4', '1', '2027']));
    assert.match(wordsOf(paused.html), /Paused since 4 January 2027/);
    const kept = sql<{ line: string }>`
      select k.due_on || ' ' || k.paused_on || ' ' || (select string_agg(h.old_due || ' to ' || h.new_due, ', ') from app.case_clock_history h
        where h.case_id = k.case_id and h.rule = 'REP-02') as line
      from app.due_clock k where k.case_id = ${of.id} and k.rule = 'REP-02'`;
    await waitFor(kept, '2027-05-28 2027-01-04 2027-04-26 to 2027-05-28');
  });

  it('is not changed by a chair, nor is what the law sets', async () => {
    const chair = (await office.person('chair')).browser();
    const page = await chair.open(await at());
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.html, /Record the change/);
    const given = {
      rule: 'REP-04',
      kind: 'extended',
      day: day('2027-03-01'),
      authorisedOn: day('2026-11-20'),
      authorityName: 'Ada Example',
      authorityCapacity: 'chair',
      reason: 'x',
    } as const;
    const [, , , review = ''] = (await at()).split('/').slice(1);
    const wish = { reference: of.reference, review, given, conventions: liverpoolConventions };
    const room = { db: office.app, clock: office.world.clock };
    const outcome = await perform(room, coordinator.bearer, changeReviewTime, wish);
    assert.equal(outcome.outcome === 'refused' && outcome.refusal.refused, 'time-fixed');
  });
});
