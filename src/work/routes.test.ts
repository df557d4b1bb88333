import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

// Today is Monday 23 November 2026, at noon.
describe('what is due, from whom, today', () => {
  let office: Office;
  let coordinator: Colleague;
  const cases: OpenedCase[] = [];

  const clock = (of: OpenedCase, rule: string, starts: string, due: string, met: string | null = null) =>
    sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on, met_on)
      values (${office.id}, ${of.id}, ${rule}, ${starts}::date, ${due}::date, ${met}::date)`.execute(
      office.owner,
    );

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    for (let number = 1; number <= 4; number += 1)
      cases.push(await office.openCase(coordinator, `Child ${number}`));
  });
  after(() => office.close());

  const seen = async (who: Colleague) => {
    const page = await who.browser().open('/work');
    assert.equal(page.status, 200);
    await assertGoodHtml(page.html);
    return page;
  };

  it('says that nothing is, and what kind of day it is', async () => {
    const page = await seen(coordinator);
    assert.equal(page.heading, 'Nothing is due today');
    assert.match(wordsOf(page.html), /Good afternoon\. It is Monday 23 November 2026, a working day\./);
    assert.match(wordsOf(page.html), /No clock runs in a case that you see/);
  });

  it('groups what is late, due today and due within seven days, with who owes it', async () => {
    const [one, two, three, four] = cases;
    assert.ok(one && two && three && four);
    await clock(one, 'NOT-01', '2026-11-10', '2026-11-17');
    await clock(one, 'NOT-02', '2026-11-10', '2026-11-17', '2026-11-12');
    await clock(two, 'NOT-01', '2026-11-16', '2026-11-23');
    await clock(three, 'NOT-01', '2026-11-20', '2026-11-27');
    await clock(three, 'NOT-02', '2026-11-20', '2026-11-27');
    await clock(four, 'RR-01', '2026-11-20', '2026-12-11');
    const page = await seen(coordinator);
    assert.equal(page.heading, '1 late, 1 due today, 2 more this week');
    const words = wordsOf(page.html);
    assert.match(
      words,
      new RegExp(
        `Notify the Panel ${one.reference} The council its notifier Tue 17 November 2026 4 working days late`,
      ),
    );
    assert.match(words, /Due today/);
    assert.match(words, /Clocks running .*Rapid review to the Panel 14 working days left/);
    assert.doesNotMatch(page.html, /Child \d/, 'references only');
  });

  it('leaves out the closed, the excluded, and what somebody does not see', async () => {
    const [one, two] = cases;
    assert.ok(one && two);
    const excluded = await office.person('coordinator');
    await office.exclude(coordinator, one, excluded);
    assert.equal((await seen(excluded)).heading, '1 due today, 2 more this week');
    const council = await office.agency('Eastwick Vale Council', 'local-authority');
    const notifier = await office.person('notifier', { agency: council });
    assert.equal((await seen(notifier)).heading, 'Nothing is due today');
    await office.involve(coordinator, two, council);
    assert.equal((await seen(notifier)).heading, '1 due today');
    await sql`update app.case_file set state = 'closed' where id = ${two.id}`.execute(office.owner);
    assert.equal((await seen(coordinator)).heading, '1 late, 2 more this week');
  });

  it('has new referrals first for coordinators, the urgent one above all, and none for anybody else', async () => {
    await office.referral();
    await office.referral({ 'at-risk-now': 'yes' });
    const page = await seen(coordinator);
    assert.equal(page.heading, '2 referrals wait for somebody, 1 late, 2 more this week');
    assert.match(
      wordsOf(page.html),
      /New, marked urgent: a referral came in on .* Read it first: Referral 2 of/,
    );
    const chair = await seen(await office.person('chair'));
    assert.equal(chair.heading, '1 late, 2 more this week');
    assert.doesNotMatch(chair.html, /Referral 1/);
  });

  it('tells an administrator and an inspector what they look after, and no case', async () => {
    for (const [role, link] of [
      ['administrator', '/people'],
      ['inspector', '/trail'],
    ] as const) {
      const page = await seen(await office.person(role));
      assert.equal(page.heading, 'Nothing is due today');
      assert.match(wordsOf(page.html), /Cases and referrals are not shown in that role/);
      assert.match(page.html, new RegExp(`<ul class="app-links">[^]*href="${link}"`));
      assert.doesNotMatch(page.html, /EASP-/);
    }
  });

  it('leaves an entry each time', async () => {
    const count = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from audit.entry_words where verb = 'work.read' and account_id = ${coordinator.accountId}`.execute(
        office.owner,
      );
      return rows[0]?.n ?? 0;
    };
    const before = await count();
    await seen(coordinator);
    assert.equal(await count(), before + 1);
  });

  it('tells a notifier what must be notified, by when, and what nobody has recorded yet', async () => {
    const council = await office.agency('Eastwick Council', 'local-authority');
    const notifier = await office.person('notifier', { agency: council });
    const [late, unknown] = [
      await office.openCase(coordinator, 'Child 8'),
      await office.openCase(coordinator, 'Child 9'),
    ];
    for (const one of [late, unknown]) await office.involve(coordinator, one, council);
    await clock(late, 'NOT-01', '2026-11-10', '2026-11-17');
    await clock(late, 'NOT-02', '2026-11-10', '2026-11-17', '2026-11-12');
    await sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
      values (${office.id}, ${late.id}, 'authority-aware', '2026-11-10', 'a letter', ${coordinator.accountId})`.execute(
      office.owner,
    );
    const page = await seen(notifier);
    assert.equal(page.heading, '1 late');
    const words = wordsOf(page.html);
    assert.match(words, new RegExp(`Record when the council became aware: ${unknown.reference}`));
    assert.match(
      words,
      new RegExp(
        `Notify the Panel: ${late.reference} ${late.reference} By the end of Tue 17 November 2026 4 working days late`,
      ),
    );
    assert.equal(words.match(/Notify the Panel/g)?.length, 1, 'it stands in one list only');
    const desk = await seen(coordinator);
    assert.doesNotMatch(wordsOf(desk.html), /To be notified/);
  });

  it('says of what was due long before a case was opened here that it is not recorded, and not that it is late', async () => {
    const old = await office.openCase(coordinator, 'Child Old');
    await clock(old, 'SCR-01', '2016-05-03', '2016-05-10');
    await sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
      values (${office.id}, ${old.id}, 'panel-notified', '2016-05-12', 'a letter', ${coordinator.accountId})`.execute(
      office.owner,
    );
    const page = await seen(coordinator);
    const words = wordsOf(page.html);
    assert.match(words, /Not recorded here 2/);
    assert.match(
      words,
      new RegExp(`Tell Ofsted and the board ${old.reference} .*10 May 2016 Not recorded here`),
    );
    // The month of the board's chair has no review yet that could keep it.
    assert.match(
      words,
      new RegExp(`Decide on a Serious Case Review ${old.reference} .*12 June 2016 Not recorded here`),
    );
    assert.doesNotMatch(words, /[0-9]{3,} working days late/);
    for (const [path, not] of [
      ['/cases', /Notify.*working days late.*Child Old/],
      ['/calendar?month=2016-05', /[0-9] days late/],
      ['/timeliness?year=2016', /Late and not done/],
    ] as const) {
      const other = await coordinator.browser().open(path);
      await assertGoodHtml(other.html);
      assert.doesNotMatch(wordsOf(other.html), not);
    }
    const month = await coordinator.browser().open('/calendar?month=2016-05');
    assert.match(wordsOf(month.html), new RegExp(`${old.reference} Not recorded here`));
  });
});
