import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { conventionsOf } from './clocks.ts';
import { readSettings } from '../partnership/settings.ts';
import { clockFacts } from './clocks.ts';
import { keptClocks } from './kept-clocks.ts';
import { readDayContext } from './store-dates.ts';

// Today is Monday 23 November 2026.
describe('the days and clocks of a case', () => {
  let office: Office;
  let coordinator: Colleague;
  let opened: OpenedCase;
  let browser: Visitor;
  let at: string;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    browser = coordinator.browser();
    at = `/cases/${opened.reference}`;
  });
  after(() => office.close());

  const dayForm = (day: string, more: Record<string, string> = {}) => {
    const [year = '', month = '', date = ''] = day.split('-');
    return { 'day-day': date, 'day-month': month, 'day-year': year, source: 'the duty record', ...more };
  };
  const record = async (kind: string, day: string, more: Record<string, string> = {}) => {
    await browser.open(`${at}/dates/${kind}`);
    return browser.send(dayForm(day, more));
  };
  const kept = async () => {
    const { rows } = await sql<{ line: string }>`
      select rule || ' ' || starts_on || ' to ' || due_on || coalesce(' met ' || met_on, '') as line
      from app.case_clock where case_id = ${opened.id} order by rule`.execute(office.owner);
    return rows.map(({ line }) => line);
  };
  const entries = async (verb: string) => {
    const { rows } = await sql<{ facts: object }>`
      select body::jsonb -> 'facts' as facts from audit.entry_words where partnership_id = ${office.id} and verb = ${verb} and outcome = 'done' order by seq`.execute(
      office.owner,
    );
    return rows.map(({ facts }) => facts);
  };

  it('says in words what opens the clocks, with the one button to whoever may', async () => {
    const page = await browser.open(at);
    assert.equal(page.heading, 'Child Linden');
    await assertGoodHtml(page.html);
    assert.match(wordsOf(page.html), /No clock runs yet/);
    assert.match(page.html, /Record when the council became aware/);
    const chair = (await office.person('chair')).browser();
    const theirs = await chair.open(at);
    assert.doesNotMatch(theirs.html, /Record when the council became aware/);
    assert.match(wordsOf(theirs.html), /A coordinator, or the council’s notifier in this case, records it/);
  });

  it('refuses beside the field what cannot be, and loses nothing that was typed', async () => {
    const wrong: readonly (readonly [Record<string, string>, RegExp])[] = [
      [dayForm('2026-11-31'), /There is no such day/],
      [dayForm('2026-11-24'), /has not come yet/],
      [dayForm('2026-11-23', { time: '23:59' }), /has not come yet/],
      [dayForm('2026-11-20', { time: '4pm' }), /24 hours/],
      [dayForm('2026-11-20', { source: ' ' }), /Say how this is known/],
      [dayForm('1969-11-20'), /the calendar of bank holidays covers/],
      [{ ...dayForm('2026-11-20'), 'day-month': '' }, /must include a month/],
    ];
    for (const [form, sentence] of wrong) {
      await browser.open(`${at}/dates/authority-aware`);
      const page = await browser.send(form);
      assert.equal(page.status, 400);
      assert.match(page.problems.join(' '), sentence);
      assert.ok(page.html.includes(`value="${form['day-day'] ?? ''}"`), 'the day is still there');
      await assertGoodHtml(page.html);
    }
    const early = await record('panel-notified', '2026-11-20');
    assert.match(early.problems.join(), /Record the day the council became aware first/);
    assert.deepEqual(await kept(), []);
  });

  it('records the day, and the five working days run', async () => {
    const page = await record('authority-aware', '2026-11-16', { time: '16:40' });
    assert.equal(page.path, at);
    assert.match(wordsOf(page.html), /0 working days left: due today, to notify the national Panel/);
    assert.deepEqual(await kept(), ['NOT-01 2026-11-16 to 2026-11-23', 'NOT-02 2026-11-16 to 2026-11-23']);
    assert.deepEqual(await entries('date.record'), [
      { kind: 'authority-aware', corrected: false, clocks: 2 },
    ]);
    await assertGoodHtml(page.html);
  });

  it('corrects it with a reason, keeps the old day, and counts anew', async () => {
    const without = await record('authority-aware', '2026-11-18');
    assert.match(without.problems.join(), /Say why the day on record was wrong/);
    await record('authority-aware', '2026-11-18', { reason: 'The call was on Wednesday', time: '' });
    assert.deepEqual(await kept(), ['NOT-01 2026-11-18 to 2026-11-25', 'NOT-02 2026-11-18 to 2026-11-25']);
    const page = await browser.open(`${at}/dates/authority-aware`);
    assert.equal(page.heading, 'The council became aware on Wednesday 18 November 2026');
    assert.match(wordsOf(page.html), /Was corrected Day 16 November 2026, 4:40pm/);
    assert.match(wordsOf(page.html), /The call was on Wednesday/);
    await assertGoodHtml(page.html);
  });

  it('meets one clock with the notification and starts the next', async () => {
    await record('panel-notified', '2026-11-20');
    await record('partnership-told', '2026-11-23');
    assert.deepEqual(await kept(), [
      'NOT-01 2026-11-18 to 2026-11-25 met 2026-11-20',
      'NOT-02 2026-11-18 to 2026-11-25 met 2026-11-23',
      'RR-01 2026-11-20 to 2026-12-11',
    ]);
    const page = await browser.open(at);
    assert.match(wordsOf(page.html), /14 working days left to send the rapid review to the national Panel/);
    await assertGoodHtml(page.html);
  });

  it('refuses days in an order that cannot be', async () => {
    const page = await record('authority-aware', '2026-11-21', { reason: 'A slip' });
    assert.match(
      page.problems.join(),
      /The day the notification was sent \(20 November 2026\) cannot come before the day the council became aware \(21 November 2026\)/,
    );
  });

  it('keeps both texts where somebody was quicker', async () => {
    const other = coordinator.browser();
    await other.open(`${at}/dates/authority-aware`);
    await record('authority-aware', '2026-11-17', { reason: 'The call was on Tuesday' });
    const page = await other.send(dayForm('2026-11-19', { reason: 'It was Thursday' }));
    assert.equal(page.status, 409);
    assert.match(wordsOf(page.html), /Somebody recorded another day while you had this open/);
    assert.match(wordsOf(page.html), /The call was on Tuesday/);
    assert.match(page.html, /It was Thursday/);
    await assertGoodHtml(page.html);
    const second = await other.send(dayForm('2026-11-19', { reason: 'It was Thursday' }));
    assert.equal(second.path, at);
    assert.match((await kept())[0] ?? '', /NOT-01 2026-11-19/);
  });

  it('records once what was sent twice', async () => {
    await browser.open(`${at}/dates/first-agency-aware`);
    const form = browser.page;
    await browser.send(dayForm('2026-11-12'));
    const before = (await entries('date.record')).length;
    const again = coordinator.browser();
    again.carryCookiesOf(browser);
    await again.open(`${at}/dates/first-agency-aware`);
    const key = /name="once-key" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const token = /name="form-token" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const body = new URLSearchParams({
      'form-token': token,
      'once-key': key,
      corrects: '',
      ...dayForm('2026-11-12'),
    });
    const page = await again.raw(`${at}/dates/first-agency-aware`, body.toString());
    assert.equal(page.path, at);
    assert.equal((await entries('date.record')).length, before);
  });

  it('keeps nothing but what the law makes of the days on record', async () => {
    const conventions = conventionsOf(readSettings({}));
    const derived = await transactionOf(office.app, coordinator.token, async (tx) => {
      return keptClocks(clockFacts(await readDayContext(tx, opened.id)), conventions);
    });
    assert.deepEqual(
      derived
        .map(
          ({ rule, startsOn, dueOn, metOn }) =>
            `${rule} ${startsOn.toString()} to ${dueOn.toString()}${metOn === null ? '' : ` met ${metOn.toString()}`}`,
        )
        .toSorted(),
      await kept(),
    );
  });

  it('shows the working of each date, and of none that does not run', async () => {
    for (const rule of ['NOT-01', 'NOT-02', 'RR-01']) {
      const page = await browser.open(`${at}/clocks/${rule}`);
      assert.equal(page.status, 200);
      await assertGoodHtml(page.html);
    }
    assert.match(wordsOf(browser.page.html), /Not yet confirmed/);
    assert.equal((await browser.open(`${at}/clocks/NOT-03`)).status, 404);
    assert.equal((await browser.open(`${at}/clocks/<b>`)).status, 404);
  });

  it('closes a decided case with a reason and opens it again', async () => {
    assert.equal((await browser.open(`${at}/close`)).path, at, 'the group has not decided');
    await sql`update app.case_file set state = 'decided' where id = ${opened.id}`.execute(office.owner);
    await browser.open(`${at}/close`);
    await assertGoodHtml(browser.page.html);
    assert.match((await browser.send({ reason: ' ' })).problems.join(), /Say why/);
    const closed = await browser.send({ reason: 'The learning is shared' });
    assert.equal(closed.path, at);
    assert.match(wordsOf(closed.html), /Closed on .* by coordinator number 1\. The learning is shared/);
    const shut = await browser.open(`${at}/dates/abuse-suspected`);
    assert.doesNotMatch(
      /<main[^]*<\/main>/.exec(shut.html)?.[0] ?? '<form',
      /<form/,
      'nothing is recorded in a closed case',
    );
    await browser.open(`${at}/reopen`);
    assert.match(wordsOf((await browser.send({ reason: 'New facts' })).html), /Before the group/);
  });
});

describe('who records a day, and to whom the case is not there', () => {
  let office: Office;
  let opened: OpenedCase;
  let coordinator: Colleague;
  let council: string;
  let missing: string;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    council = await office.agency('Eastwick Vale Council', 'local-authority');
    await office.involve(coordinator, opened, council);
    missing = (await coordinator.browser().open('/cases/EASP-2020-0001')).html;
  });
  after(() => office.close());

  const pages = () => {
    const at = `/cases/${opened.reference}`;
    return [at, `${at}/clocks/NOT-01`, `${at}/dates/authority-aware`, `${at}/close`, `${at}/reopen`];
  };
  const sent = async (who: Visitor, path: string) => {
    const own = await who.open('/sessions');
    const token = /name="form-token" value="([^"]+)"/.exec(own.html)?.[1] ?? '';
    const form = {
      'form-token': token,
      'once-key': '0'.repeat(24),
      corrects: '',
      'day-day': '16',
      'day-month': '11',
    };
    const body = new URLSearchParams({ ...form, 'day-year': '2026', source: 'a record', reason: 'so' });
    return who.raw(path, body.toString());
  };

  it('lets a notifier of the council that is involved record the council’s day', async () => {
    const notifier = (await office.person('notifier', { agency: council })).browser();
    const path = `/cases/${opened.reference}/dates/authority-aware`;
    await notifier.open(path);
    const page = await notifier.send({
      'day-day': '16',
      'day-month': 'Nov',
      'day-year': '2026',
      source: 'our own record',
    });
    assert.equal(page.path, `/cases/${opened.reference}`);
    assert.match(wordsOf(page.html), /due today, to notify the national Panel/);
    await notifier.open(path);
    const corrected = await notifier.send({
      'day-day': '17',
      'day-month': '11',
      'day-year': '2026',
      source: 'it',
      reason: 'a slip',
    });
    assert.match(wordsOf(corrected.html), /1 working day left/);
  });

  it('shows a chair the day and how it is known, and takes none from a chair', async () => {
    const chair = (await office.person('chair')).browser();
    const page = await chair.open(`/cases/${opened.reference}/dates/authority-aware`);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.html, /Correct the day/);
    assert.equal((await sent(chair, `/cases/${opened.reference}/dates/authority-aware`)).status, 404);
    assert.equal((await sent(chair, `/cases/${opened.reference}/close`)).status, 404);
  });

  it('is the same page that nothing has, to the byte, for whoever has nothing to do with the case', async () => {
    const other = await office.agency('Northbank Housing', 'other');
    const excluded = await office.person('coordinator');
    await office.exclude(coordinator, opened, excluded);
    const leaver = await office.person('coordinator');
    await office.leave(leaver);
    for (const who of [
      excluded,
      await office.person('member', { agency: other }),
      await office.person('notifier', { agency: other }),
      await office.person('administrator', { agency: council }),
      await office.person('inspector'),
    ]) {
      const browser = who.browser();
      const none = await browser.open('/cases/EASP-2020-0001');
      for (const path of pages()) {
        const page = await browser.open(path);
        assert.equal(page.status, 404, `${who.name} ${path}`);
        assert.equal(page.html, none.html, `${who.name} ${path}`);
      }
      for (const path of [
        `/cases/${opened.reference}/dates/authority-aware`,
        `/cases/${opened.reference}/close`,
      ])
        assert.equal(
          (await sent(browser, path)).html,
          (await sent(browser, path.replace(opened.reference, 'EASP-2020-0001'))).html,
        );
    }
    assert.ok(missing.includes('Page not found'));
    assert.equal((await leaver.browser().open(pages()[0] ?? '')).path.startsWith('/sign-in'), true);
  });
});

describe('the list of cases', () => {
  let office: Office;
  let coordinator: Colleague;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
  });
  after(() => office.close());

  it('says that there are none yet, and where they come from', async () => {
    const page = await coordinator.browser().open('/cases');
    assert.equal(page.heading, 'No cases yet');
    assert.match(wordsOf(page.html), /A case is opened from a referral/);
    await assertGoodHtml(page.html);
  });

  it('goes through thirty cases in two pages, newest first, each once', async () => {
    for (let number = 1; number <= 30; number += 1) await office.openCase(coordinator, `Child ${number}`);
    const browser = coordinator.browser();
    const first = await browser.open('/cases');
    await assertGoodHtml(first.html);
    assert.equal(first.heading, '30 cases, nothing late');
    const listed = (html: string) =>
      [...html.matchAll(/href="\/cases\/([A-Z]+-\d+-\d+)"/g)].map(([, one]) => one);
    const older = /href="([^"]+)" rel="next"/.exec(first.html)?.[1] ?? '';
    const second = await browser.open(older.replaceAll('&amp;', '&'));
    const all = [...listed(first.html), ...listed(second.html)];
    assert.equal(listed(first.html).length, 25);
    assert.equal(new Set(all).size, 30);
    assert.deepEqual(
      all,
      all.toSorted((a = '', b = '') => (a < b ? 1 : -1)),
    );
    assert.doesNotMatch(second.html, /rel="next"/);
  });

  it('finds by reference or pseudonym, and takes signs of the pattern as they are', async () => {
    const browser = coordinator.browser();
    assert.equal((await browser.open('/cases?q=child+7')).heading, '1 case found, nothing late');
    assert.equal((await browser.open('/cases?q=-0012')).heading, '1 case found, nothing late');
    assert.equal((await browser.open('/cases?q=%25')).heading, 'No case was found');
    assert.equal((await browser.open('/cases?state=closed')).heading, 'No case was found');
    assert.equal((await browser.open('/cases?state=open')).heading, '30 cases, nothing late');
    assert.equal((await browser.open('/cases?state=nonsense&before=%27')).heading, '30 cases, nothing late');
    await assertGoodHtml(browser.page.html);
  });

  it('counts what is late, and names what is next', async () => {
    const late = await office.openCase(coordinator, 'Child Late');
    await sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on)
      values (${office.id}, ${late.id}, 'NOT-01', '2026-11-02', '2026-11-09'), (${office.id}, ${late.id}, 'NOT-02', '2026-11-09', '2026-11-16')`.execute(
      office.owner,
    );
    const page = await coordinator.browser().open('/cases');
    assert.equal(page.heading, '31 cases, 1 with something late');
    assert.match(wordsOf(page.html), /Notify the Panel, Mon 9 November 2026 10 working days late/);
  });

  it('has for everybody the cases that they see, and for an administrator no page', async () => {
    const member = await office.person('member', { agency: await office.agency('Eastwick Hospitals') });
    assert.equal((await member.browser().open('/cases')).heading, 'No cases yet');
    assert.equal(
      (await (await office.person('chair')).browser().open('/cases')).heading,
      '31 cases, 1 with something late',
    );
    assert.equal((await (await office.person('administrator')).browser().open('/cases')).status, 404);
    const excluded = await office.person('coordinator');
    const opened = await office.openCase(coordinator, 'Child Shut');
    await office.exclude(coordinator, opened, excluded);
    const theirs = await excluded.browser().open('/cases');
    assert.equal(theirs.heading, '31 cases, 1 with something late');
    assert.doesNotMatch(theirs.html, /Child Shut/);
  });
});
