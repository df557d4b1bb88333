import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

// Today is Tuesday 5 January 2027, at noon.
describe('a clock that somebody changes', () => {
  let office: Office;
  let coordinator: Colleague;
  let opened: OpenedCase;
  let base: string;

  const lines = async (query: ReturnType<typeof sql<{ line: string }>>) =>
    (await query.execute(office.owner)).rows.map(({ line }) => line);
  const days = (prefix: string, iso: string) => {
    const { day, month, year } = Temporal.PlainDate.from(iso);
    return { [`${prefix}-day`]: `${day}`, [`${prefix}-month`]: `${month}`, [`${prefix}-year`]: `${year}` };
  };
  const record = async (kind: string, iso: string, more: Readonly<Record<string, string>> = {}) => {
    const browser = coordinator.browser();
    await browser.open(`${base}/dates/${kind}`);
    return browser.send({ ...days('day', iso), source: 'a telephone call', ...more });
  };
  const change = async (
    kind: string,
    iso: string,
    more: Readonly<Record<string, string>> = {},
    rule = 'RR-01',
  ) => {
    const browser = coordinator.browser();
    const form = await browser.open(`${base}/clocks/${rule}/change`);
    assert.equal(form.status, 200);
    await assertGoodHtml(form.html);
    return browser.send({
      kind,
      ...days('day', iso),
      ...days('authorised', '2027-01-04'),
      name: 'Robin Vale',
      capacity: 'delegate for the police',
      reason: 'The post-mortem is awaited',
      ...more,
    });
  };

  before(async () => {
    office = await openOffice('2027-01-05');
    coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    base = `/cases/${opened.reference}`;
    await record('authority-aware', '2026-12-10');
    await record('partnership-told', '2026-12-11');
  });
  after(() => office.close());

  it('wants a reason of a notification that is recorded after its last day, and keeps it', async () => {
    const refused = await record('panel-notified', '2026-12-18');
    assert.equal(refused.status, 400);
    await assertGoodHtml(refused.html);
    assert.deepEqual(refused.problems, [
      'That is after 17 December 2026, the last day for it. Say why it is late.',
    ]);
    assert.match(wordsOf(refused.html), /These categories are this service’s own/);
    const wordless = await record('panel-notified', '2026-12-18', { late: 'other' });
    assert.deepEqual(wordless.problems, ['Say in words why it is late']);
    const done = await record('panel-notified', '2026-12-18', {
      late: 'told-late',
      'late-words': 'By a week',
    });
    assert.equal(done.path, base);
    assert.deepEqual(
      await lines(
        sql`select late_reason || ': ' || late_words as line from app.case_date where late_reason is not null`,
      ),
      ['told-late: By a week'],
    );
    const page = await coordinator.browser().open(`${base}/clocks/NOT-01`);
    await assertGoodHtml(page.html);
    assert.match(wordsOf(page.html), /Why it was late\. Another agency told the council late\. By a week/);
  });

  it('keeps the reason with the record that it was given for, and drops it where a correction was in time', async () => {
    await record('panel-notified', '2026-12-17', { reason: 'It was the day before', late: 'told-late' });
    assert.deepEqual(
      await lines(sql`select day || ' ' || coalesce(late_reason, 'in time') as line from app.case_date
        where kind = 'panel-notified' order by recorded_at`),
      ['2026-12-18 told-late', '2026-12-17 in time'],
    );
    assert.deepEqual(
      await lines(
        sql`select rule || ' ' || old_due || ' ' || new_due || ' ' || why as line from app.case_clock_history`,
      ),
      ['RR-01 2027-01-13 2027-01-12 facts'],
    );
  });

  it('refuses to touch a time that the law sets, on the page and in the database', async () => {
    const page = await coordinator.browser().open(`${base}/clocks/NOT-02/change`);
    assert.equal(page.status, 200);
    assert.match(wordsOf(page.html), /This time is set by law/);
    assert.doesNotMatch(page.html, /name="authorised-day"/);
    await assert.rejects(
      transactionOf(office.app, coordinator.token, (tx) =>
        sql`insert into app.case_clock_change (partnership_id, case_id, rule, kind, day, authority_name, authority_capacity, authorised_on,
            reason, recorded_by)
          values (${office.id}, ${opened.id}, 'NOT-01', 'extended', '2027-02-01', 'x', 'x', '2027-01-04', 'x', ctx.uid())`.execute(
          tx,
        ),
      ),
      { code: '23514' },
    );
  });

  it('is extended by somebody’s authority, and says so wherever it stands', async () => {
    const answer = await change('extended', '2027-01-20');
    assert.equal(answer.path, `${base}/clocks/RR-01`);
    await assertGoodHtml(answer.html);
    assert.match(answer.heading, /Wednesday 20 January 2027/);
    const words = wordsOf(answer.html);
    assert.match(words, /Time changed/);
    assert.match(words, /Counted by the guidance alone it would end on Tuesday 12 January 2027/);
    assert.match(
      words,
      /Extended to 20 January 2027 .*Robin Vale, delegate for the police, on 4 January 2027/,
    );
    assert.match(
      words,
      /Tuesday 12 January 2027 To Wednesday 20 January 2027 Why The time was changed, by coordinator/,
    );
    const overview = await coordinator.browser().open(base);
    await assertGoodHtml(overview.html);
    assert.match(wordsOf(overview.html), /20 January 2027.*Time changed/);
  });

  it('is paused, leaves the lists of what is due, and runs again later by as many days', async () => {
    await change('paused', '2027-01-05');
    const overview = await coordinator.browser().open(base);
    assert.match(wordsOf(overview.html), /Paused/);
    assert.equal((await coordinator.browser().open('/work')).heading, 'Nothing is due today');
    const answer = await change('resumed', '2027-01-07');
    assert.match(answer.heading, /Friday 22 January 2027/);
  });

  it('tells what is wrong with the form, and keeps what was typed', async () => {
    const empty = await change('', '2027-01-30', { name: '', capacity: '', reason: '' });
    assert.deepEqual(empty.problems, [
      'Choose what is done',
      'Enter who authorised it, in no more than 200 characters',
      'Enter in what capacity, in no more than 200 characters',
      'Say why',
    ]);
    await assertGoodHtml(empty.html);
    const earlier = await change('extended', '2027-01-08');
    assert.deepEqual(earlier.problems, ['That day must come after 22 January 2027.']);
    assert.match(earlier.html, /Robin Vale/);
  });

  it('is a coordinator’s to change: to others the page is not there', async () => {
    const chair = await office.person('chair');
    assert.equal((await chair.browser().open(`${base}/clocks/RR-01/change`)).status, 404);
    const page = await chair.browser().open(`${base}/clocks/RR-01`);
    assert.doesNotMatch(page.html, /clocks\/RR-01\/change/);
    const excluded = await office.person('coordinator');
    await office.exclude(coordinator, opened, excluded);
    assert.equal((await excluded.browser().open(`${base}/clocks/RR-01/change`)).status, 404);
  });
});
