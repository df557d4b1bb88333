import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { calendarWith, shippedCalendar } from '../law/bank-holidays.ts';
import { day } from '../law/day.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { monthAddress, monthAsked, monthHeading, monthSheet } from './month.ts';

describe('a month', () => {
  const today = day('2026-11-23');

  it('is the one asked for; that of today where the address asks for none', () => {
    assert.equal(monthAsked('2027-02', today).toString(), '2027-02-01');
    for (const text of [null, '', '2027-13', '1999-12', '2036-01', 'x'])
      assert.equal(monthAsked(text, today).toString(), '2026-11-01', `${text}`);
  });

  it('has an address up to the ends of the calendar', () => {
    assert.equal(monthAddress(day('2035-12-09')), '/calendar?month=2035-12');
    assert.equal(monthAddress(day('2036-01-01')), null);
    assert.equal(monthAddress(day('1999-12-31')), null);
  });

  it('is drawn in whole weeks, with the days off named', () => {
    const calendar = calendarWith([{ day: day('2026-12-03'), effect: 'day-off', name: 'A day of mourning' }]);
    const weeks = monthSheet(day('2026-12-01'), [], calendar, today);
    assert.equal(weeks.length, 5);
    assert.ok(weeks.every((week) => week.length === 7 && week[0]?.day.dayOfWeek === 1));
    assert.deepEqual(
      weeks.flat().flatMap(({ holiday, day: on }) => (holiday === null ? [] : [`${on.day} ${holiday}`])),
      ['3 A day of mourning', '25 Christmas Day', '28 Boxing Day (substitute day)', '1 New Year’s Day'],
    );
  });

  it('has each thing on its day, also in a month in which the clocks change', () => {
    const thing = {
      kind: 'clock',
      what: 'NOT-01',
      reference: 'EASP-2027-0001',
      dueOn: day('2027-03-29'),
      metOn: null,
      pausedOn: null,
      openedOn: null,
      referral: null,
    } as const;
    const cells = monthSheet(day('2027-03-01'), [thing], shippedCalendar, day('2027-03-27')).flat();
    assert.deepEqual(
      cells.flatMap(({ day: on, things }) => things.map(({ words }) => `${on.toString()} ${words}`)),
      ['2027-03-29 0 days left'],
      'Easter Monday is no day on which a limit could end by itself',
    );
  });

  it('says how much is due', () => {
    assert.equal(monthHeading('December 2026', 0, 500), 'Nothing is due in December 2026');
    assert.equal(monthHeading('December 2026', 1, 500), '1 thing is due in December 2026');
    assert.equal(monthHeading('December 2026', 501, 500), 'More than 500 things are due in December 2026');
  });
});

// Today is Monday 23 November 2026, at noon.
describe('the calendar of what somebody sees', () => {
  let office: Office;
  let coordinator: Colleague;
  let one: OpenedCase;
  let two: OpenedCase;

  const clock = (of: OpenedCase, rule: string, due: string, met: string | null = null) =>
    sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on, met_on)
      values (${office.id}, ${of.id}, ${rule}, '2026-11-02', ${due}::date, ${met}::date)`.execute(
      office.owner,
    );
  const seen = async (who: Colleague, path: string) => {
    const page = await who.browser().open(path);
    assert.equal(page.status, 200);
    await assertGoodHtml(page.html);
    return page;
  };
  const makeAddress = async (who: Colleague, label = 'work telephone') => {
    const browser = who.browser();
    await browser.open('/calendar/addresses');
    const page = await browser.send({ label });
    await assertGoodHtml(page.html);
    return (
      /<code[^>]*>https?:\/\/[^/]+(\/calendar-feed\/[0-9A-Z]{32}\.ics)<\/code>/.exec(page.html)?.[1] ?? ''
    );
  };
  const ask = (path: string) => office.world.ask(office.host, path);

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    one = await office.openCase(coordinator, 'Child Hazel');
    two = await office.openCase(coordinator, 'Child Rowan');
    await clock(one, 'NOT-01', '2026-11-26');
    await clock(one, 'NOT-02', '2026-11-12', '2026-11-12');
    await clock(two, 'NOT-01', '2026-11-18');
    await clock(two, 'RR-01', '2026-12-24');
  });
  after(() => office.close());

  it('shows the month with what is due, and the same as a list, by reference only', async () => {
    const page = await seen(coordinator, '/calendar');
    assert.equal(page.heading, '2 things are due in November 2026');
    const words = wordsOf(page.html);
    assert.match(
      words,
      new RegExp(`Thursday 26 November 2026 Notify the Panel ${one.reference} 3 days left`),
    );
    assert.match(words, new RegExp(`Notify the Panel ${two.reference} 3 days late`));
    assert.match(words, new RegExp(`Tell the partnership ${one.reference} Done`));
    assert.doesNotMatch(page.html, /Child (Hazel|Rowan)/);
    const next = await seen(coordinator, '/calendar?month=2026-12');
    assert.equal(next.heading, '1 thing is due in December 2026');
    assert.match(wordsOf(next.html), /Friday 25 December 2026, Christmas Day/);
    assert.equal(
      (await seen(coordinator, '/calendar?month=2031-03')).heading,
      'Nothing is due in March 2031',
    );
  });

  it('leaves out what somebody does not see', async () => {
    const member = await office.person('member');
    assert.equal((await seen(member, '/calendar')).heading, 'Nothing is due in November 2026');
    const administrator = await office.person('administrator');
    assert.equal((await administrator.browser().open('/calendar')).status, 404);
  });

  it('is given to a calendar program by an address of one’s own, which is shown once', async () => {
    const path = await makeAddress(coordinator);
    assert.match(path, /^\/calendar-feed\//);
    const answer = await ask(path);
    assert.equal(answer.status, 200);
    assert.match(String(answer.headers['content-type']), /^text\/calendar/);
    const events = [...answer.body.matchAll(/SUMMARY:(.*)\r\n/g)].map(([, summary]) => summary);
    assert.deepEqual(events, [
      `${two.reference}: Notify the Panel`,
      `${one.reference}: Notify the Panel`,
      `${two.reference}: Rapid review to the Panel`,
    ]);
    assert.doesNotMatch(answer.body, /Child (Hazel|Rowan)|Done/);
    const list = await seen(coordinator, '/calendar/addresses');
    assert.doesNotMatch(list.html, new RegExp(path.slice(15, 40)));
    assert.match(wordsOf(list.html), /work telephone .*Last asked on/);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from app.calendar_feed
      where encode(hash, 'hex') like '%' || ${path.slice(15, 30)} || '%'`.execute(office.owner);
    assert.equal(rows[0]?.n, 0);
  });

  it('gives what its owner sees at the moment it asks: nothing of a case that they are shut out of, nothing after they have left', async () => {
    const other = await office.person('coordinator');
    const path = await makeAddress(other);
    assert.match((await ask(path)).body, new RegExp(two.reference));
    await office.exclude(coordinator, two, other);
    const { body } = await ask(path);
    assert.doesNotMatch(body, new RegExp(two.reference));
    assert.match(body, new RegExp(one.reference));
    await office.leave(other);
    assert.equal((await ask(path)).status, 404);
  });

  it('answers an address that is not there, or was taken back, like any page that is not there', async () => {
    const path = await makeAddress(coordinator, 'old tablet');
    const browser = coordinator.browser();
    const list = await browser.open('/calendar/addresses');
    const forms = [...list.html.matchAll(/<form action="([^"]+)"/g)].map(([, action]) => action);
    const index = [...wordsOf(list.html).matchAll(/Take back (work telephone|old tablet)/g)].findIndex(
      ([, label]) => label === 'old tablet',
    );
    await browser.send({}, forms.findIndex((action) => action?.endsWith('/take-back')) + index);
    const gone = await ask(path);
    const never = await ask(`/calendar-feed/${'0'.repeat(32)}.ics`);
    const nonsense = await ask('/calendar-feed/nothing');
    assert.deepEqual([gone.status, never.status, nonsense.status], [404, 404, 404]);
    const plain = ({ body }: { readonly body: string }) => body.replace(/value="[^"]*"/g, '');
    assert.equal(plain(gone), plain(never));
    assert.equal(plain(gone), plain(nonsense));
  });

  it('holds five addresses, and wants to know for what each is', async () => {
    const many = await office.person('chair');
    const browser = many.browser();
    await browser.open('/calendar/addresses');
    assert.equal((await browser.send({ label: ' ' })).problems.length, 1);
    for (let number = 1; number <= 5; number += 1)
      assert.notEqual(await makeAddress(many, `device ${number}`), '');
    const full = many.browser();
    await full.open('/calendar/addresses');
    assert.match((await full.send({ label: 'a sixth' })).problems.join(), /five addresses already/);
  });

  it('counts what was on time and late, with the list behind each number', async () => {
    await clock(one, 'NOT-03', '2026-04-01', '2026-04-08');
    const page = await seen(coordinator, '/timeliness');
    assert.equal(page.heading, '1 of 3 on time in 2026–27');
    const words = wordsOf(page.html);
    assert.match(words, /Tell the partnership NOT-02 On time 1 on time Late 0 Not done 0/);
    assert.match(words, /Late and not done yet: 1/);
    assert.match(words, /No reason on record/);
    assert.equal((await seen(coordinator, '/timeliness?year=2019')).heading, 'Nothing was due in 2019–20');
    const scrutineer = await office.person('scrutineer');
    assert.equal((await seen(scrutineer, '/timeliness')).heading, 'Nothing was due in 2026–27');
    await office.name(coordinator, one, scrutineer, 'scrutineer');
    assert.equal((await seen(scrutineer, '/timeliness')).heading, '1 of 2 on time in 2026–27');
    const member = await office.person('member');
    assert.equal((await member.browser().open('/timeliness')).status, 404);
  });
});
