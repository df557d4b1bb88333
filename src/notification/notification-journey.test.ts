import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

const child = (name: string) => ({
  'child-name': name,
  'child-born-day': '3',
  'child-born-month': '5',
  'child-born-year': '2021',
  'child-sex': 'F',
  'child-ethnicity': 'MWAS',
  'child-disability': 'no',
});

const day = (name: string, text: string) => {
  const [year = '', month = '', date = ''] = text.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};

const sending = {
  'reference-1': 'CSIN-900001',
  ...day('sent', '2026-11-20'),
  'sent-time': '16:40',
  'sent-by': 'A. Example, head of service',
  ...day('told', '2026-11-20'),
  'told-how': 'By e-mail to the business unit',
  'review-follows': 'yes',
};

describe('the notification of a case', () => {
  let office: Office;
  let coordinator: Colleague;
  let notifier: Colleague;
  let council: string;
  let browser: Visitor;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    council = await office.agency('Eastwick Council', 'local-authority');
    notifier = await office.person('notifier', { agency: council, name: 'the notifier' });
    browser = notifier.browser();
  });
  after(() => office.close());

  /** A case with a child, of which the council became aware on Wednesday 18 November 2026, with the notifier's council in it. */
  async function caseWith(
    children: readonly string[] = ['Ó Example-Sparrow'],
    aware = '2026-11-18',
  ): Promise<OpenedCase> {
    const opened = await office.openCase(coordinator, `Child Linden ${(made += 1)}`);
    await office.involve(coordinator, opened, council);
    const desk = coordinator.browser();
    for (const name of children) {
      await desk.open(`/cases/${opened.reference}/people/children/new`);
      await desk.send(child(name));
    }
    if (aware !== '') {
      await desk.open(`/cases/${opened.reference}/dates/authority-aware`);
      await desk.send({ ...day('day', aware), time: '', source: 'The duty record' });
    }
    return opened;
  }
  let made = 0;
  const at = ({ reference }: OpenedCase, rest = '') => `/cases/${reference}/notification${rest}`;
  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await statement.execute(office.owner)).rows;
  const countOf = async (opened: OpenedCase, table: string) =>
    (
      await rowsOf(
        sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where case_id = ${opened.id}`,
      )
    )[0]?.n;
  const daysOf = (opened: OpenedCase) =>
    rowsOf(sql<{ kind: string; day: string; time: string | null }>`
      select kind, day::text, time::text from app.case_date where case_id = ${opened.id} and superseded_at is null order by kind`);

  it('puts together what the file has, and lists what is missing with its place', async () => {
    const opened = await caseWith();
    const { html, status, heading } = await browser.open(at(opened));
    assert.equal(status, 200);
    assert.match(heading, /^Not sent yet: \d+ answers are missing$/);
    const words = wordsOf(html);
    assert.match(words, /Example-Sparrow/);
    assert.match(words, /parted at its last space/);
    assert.match(words, /exact questions of the national system were not found/);
    assert.match(html, new RegExp(`${at(opened)}/answers/notifier#notifier-name`));
    await assertGoodHtml(html);
  });

  it('keeps answers with gaps, and says what changed when two write one page', async () => {
    const opened = await caseWith();
    await browser.open(at(opened, '/answers/notifier'));
    const other = coordinator.browser();
    await other.open(at(opened, '/answers/notifier'));
    const seen = await browser.send({ 'notifier-name': 'A. Example' });
    assert.equal(seen.path, at(opened));
    assert.match(wordsOf(seen.html), /A\. Example/);
    const clash = await other.send({ 'notifier-name': 'B. Example' });
    assert.equal(clash.status, 409);
    assert.match(wordsOf(clash.html), /A\. Example/);
    assert.match(clash.html, /value="B\. Example"/);
    await assertGoodHtml(clash.html);
    const now = await other.send({ 'notifier-name': 'B. Example' });
    assert.match(wordsOf(now.html), /B\. Example/);
  });

  it('refuses an address of e-mail that is none, and keeps nothing', async () => {
    const opened = await caseWith();
    await browser.open(at(opened, '/answers/notifier'));
    const seen = await browser.send({ 'notifier-email': 'nobody' });
    assert.equal(seen.status, 400);
    assert.deepEqual(seen.problems, ['The notifier’s e-mail address must look like name@example.org']);
    assert.equal(await countOf(opened, 'app.notification'), 0);
  });

  it('puts the fifth child into the free text, in the order that was chosen', async () => {
    const names = ['One Sparrow', 'Two Sparrow', 'Three Sparrow', 'Four Sparrow', 'Five Sparrow'];
    const opened = await caseWith(names);
    const { html } = await browser.open(at(opened));
    assert.match(wordsOf(html), /5\. Five Sparrow; born 3 May 2021/);
    assert.doesNotMatch(html, /Child 5:/);
    const ids = await rowsOf(sql<{
      id: string;
    }>`select h.id from app.child h join app.case_child c on c.child_id = h.id
      where c.case_id = ${opened.id} order by h.pseudonym`);
    await browser.open(at(opened, '/children'));
    const reversed = Object.fromEntries(
      ids.map(({ id }, index) => [`place-${id}`, String(ids.length - index)]),
    );
    const twice = await browser.send({ ...reversed, [`place-${ids[0]?.id}`]: '1' });
    assert.deepEqual(twice.problems, ['Give each place to one child, from 1 on.']);
    const seen = await browser.send(reversed);
    assert.match(wordsOf(seen.html), /5\. One Sparrow/);
    await assertGoodHtml(seen.html);
  });

  it('records the sending with both days, its reference and the rapid review', async () => {
    const opened = await caseWith();
    await browser.open(at(opened, '/sent'));
    await assertGoodHtml(browser.page.html);
    const seen = await browser.send(sending);
    assert.deepEqual(seen.problems, []);
    assert.equal(seen.heading, 'Sent on 20 November 2026, 4:40pm');
    assert.deepEqual(await daysOf(opened), [
      { kind: 'authority-aware', day: '2026-11-18', time: null },
      { kind: 'panel-notified', day: '2026-11-20', time: '16:40:00' },
      { kind: 'partnership-told', day: '2026-11-20', time: null },
    ]);
    assert.equal(await countOf(opened, 'app.rapid_review'), 1);
    const clocks = await rowsOf(sql<{ rule: string; met: string | null }>`
      select rule, met_on::text as met from app.case_clock where case_id = ${opened.id} order by rule`);
    assert.deepEqual(clocks, [
      { rule: 'NOT-01', met: '2026-11-20' },
      { rule: 'NOT-02', met: '2026-11-20' },
      { rule: 'RR-01', met: null },
    ]);
    await assertGoodHtml(seen.html);
    const frozen = await browser.open(at(opened, '/as-sent'));
    assert.match(wordsOf(frozen.html), /Example-Sparrow/);
    await assertGoodHtml(frozen.html);
  });

  it('refuses a reference that is used, and names the case only to whoever sees it', async () => {
    const opened = await caseWith();
    await browser.open(at(opened, '/sent'));
    const seen = await browser.send({ ...sending, 'reference-1': 'csin-900001' });
    assert.equal(seen.status, 409);
    assert.match(seen.problems[0] ?? '', /csin-900001 is on record already, in EASP-2026-\d{4}\./);
    assert.match(seen.html, /value="By e-mail to the business unit"/);
    const stranger = await office.agency('Westerly Council', 'local-authority');
    const other = await office.person('notifier', { agency: stranger });
    await office.involve(coordinator, opened, stranger);
    const theirs = other.browser();
    await theirs.open(at(opened, '/sent'));
    const hidden = await theirs.send(sending);
    assert.match(hidden.problems[0] ?? '', /in a case that you do not see/);
    assert.equal(await countOf(opened, 'app.notification_sent'), 0);
  });

  it('tells the second of two notifiers, overwrites nothing and keeps what they typed', async () => {
    const opened = await caseWith();
    const second = coordinator.browser();
    await browser.open(at(opened, '/sent'));
    await second.open(at(opened, '/sent'));
    assert.match(wordsOf(second.page.html), /on behalf of the authority’s notifier/);
    await browser.send({ ...sending, 'reference-1': 'CSIN-900002' });
    const seen = await second.send({ ...sending, 'reference-1': 'CSIN-900003', 'sent-by': 'Somebody else' });
    assert.equal(seen.status, 409);
    assert.match(wordsOf(seen.html), /CSIN-900002/);
    assert.match(seen.html, /value="CSIN-900003"/);
    assert.match(seen.html, /value="Somebody else"/);
    await assertGoodHtml(seen.html);
    assert.deepEqual(
      await rowsOf(sql`select reference from app.notification_reference where case_id = ${opened.id}`),
      [{ reference: 'CSIN-900002' }],
    );
  });

  it('asks why where it was late', async () => {
    const opened = await caseWith(['A Sparrow'], '2026-11-09');
    await browser.open(at(opened, '/sent'));
    const late = { ...sending, 'reference-1': 'CSIN-900004' };
    const seen = await browser.send(late);
    assert.equal(seen.status, 400);
    assert.deepEqual(seen.problems, [
      'Say why it was sent after 16 November 2026, the last day for it',
      'Say why the partnership was told after 16 November 2026, the last day for it',
    ]);
    assert.match(seen.html, /id="late-reason-error"/);
    const other = await browser.send({ ...late, 'late-reason': 'other', 'told-late-reason': 'told-late' });
    assert.deepEqual(other.problems, ['Say in words why it was sent late']);
    const done = await browser.send({ ...late, 'late-reason': 'told-late', 'told-late-reason': 'told-late' });
    assert.deepEqual(done.problems, []);
    assert.match(wordsOf(done.html), /4 working days late: Another agency told the council late/);
  });

  const bad: readonly (readonly [what: string, change: Readonly<Record<string, string>>, words: RegExp])[] = [
    [
      'a day before the council was aware',
      day('sent', '2026-11-17'),
      /cannot come before the day the council became aware/,
    ],
    ['an hour to come', { ...day('sent', '2026-11-23'), 'sent-time': '23:59' }, /has not come yet/],
    ['a day to come', day('sent', '2026-12-24'), /must be today or in the past/],
    ['a time that is none', { 'sent-time': '25:00' }, /with 24 hours/],
    ['no time', { 'sent-time': '' }, /Enter the time it was sent/],
    ['half an area', { 'area-1': 'Another council' }, /Enter the day the area was told/],
  ];
  for (const [what, change, words] of bad)
    it(`refuses ${what}`, async () => {
      const opened = await caseWith();
      await browser.open(at(opened, '/sent'));
      const seen = await browser.send({ ...sending, 'reference-1': 'CSIN-900009', ...change });
      assert.match(seen.problems.join(' '), words);
      assert.match(seen.html, /value="CSIN-900009"/);
      assert.equal(await countOf(opened, 'app.notification_sent'), 0);
      await assertGoodHtml(seen.html);
    });

  it('refuses the hour that the clocks left out, and asks which where it came twice', async () => {
    const opened = await caseWith(['A Sparrow'], '2026-03-27');
    await browser.open(at(opened, '/sent'));
    const reasons = { 'late-reason': 'told-late', 'told-late-reason': 'told-late' };
    const typed = {
      ...sending,
      ...reasons,
      'reference-1': 'CSIN-900005',
      'sent-time': '01:30',
      ...day('told', '2026-11-02'),
    };
    const gap = await browser.send({ ...typed, ...day('sent', '2026-03-29') });
    assert.match(gap.problems[0] ?? '', /There was no such time on that day/);
    const twice = await browser.send({ ...typed, ...day('sent', '2026-10-25') });
    assert.match(twice.problems.join(' '), /Say which of the two it was/);
    const done = await browser.send({ ...typed, ...day('sent', '2026-10-25'), 'which-hour': 'second' });
    assert.deepEqual(done.problems, []);
    const [sent] = await rowsOf(sql<{ at: string }>`
      select (sent_at at time zone 'UTC')::text as at from app.notification_sent where case_id = ${opened.id}`);
    assert.equal(sent?.at, '2026-10-25 01:30:00');
  });

  it('refuses a sending before it is known when the council became aware', async () => {
    const opened = await caseWith(['A Sparrow'], '');
    await browser.open(at(opened));
    assert.match(wordsOf(browser.page.html), /not on record when the council became aware/);
    await browser.open(at(opened, '/sent'));
    const seen = await browser.send({ ...sending, 'reference-1': 'CSIN-900006' });
    assert.match(seen.problems[0] ?? '', /Record the day the council became aware first/);
  });

  it('records an update and a withdrawal, after which no rapid review runs and another can be sent', async () => {
    const opened = await caseWith();
    await browser.open(at(opened, '/sent'));
    await browser.send({ ...sending, 'reference-1': 'CSIN-900007' });
    await browser.open(at(opened, '/answers/incident'));
    await browser.send({ police: 'One person was arrested.' });
    assert.match(wordsOf(browser.page.html), /1 field reads otherwise than when it was last sent/);
    await browser.open(at(opened, '/update'));
    await assertGoodHtml(browser.page.html);
    const early = await browser.send({
      ...day('update-on', '2026-11-19'),
      what: 'An arrest',
      'sent-by': 'A. Example',
    });
    assert.match(early.problems[0] ?? '', /cannot come before the notification/);
    const updated = await browser.send({
      ...day('update-on', '2026-11-23'),
      what: 'An arrest',
      'sent-by': 'A. Example',
    });
    assert.match(wordsOf(updated.html), /Update of 23 November 2026/);
    assert.doesNotMatch(wordsOf(updated.html), /reads otherwise/);
    await browser.open(at(opened, '/withdraw'));
    await assertGoodHtml(browser.page.html);
    const partners = {
      'position-local-authority': 'agrees',
      'position-health': 'agrees',
      'position-police': 'disagrees',
    };
    const seen = await browser.send({
      ...day('found', '2026-11-23'),
      reason: 'The injury had another cause.',
      ...partners,
      ...day('panel-told', '2026-11-23'),
      'panel-how': 'By e-mail',
    });
    assert.deepEqual(seen.problems, []);
    assert.match(seen.heading, /^Withdrawn\. Not sent again/);
    assert.match(wordsOf(seen.html), /The police Disagrees/);
    await assertGoodHtml(seen.html);
    const running = await rowsOf(
      sql`select 1 from app.rapid_review where case_id = ${opened.id} and ended_at is null`,
    );
    assert.deepEqual(running, []);
    assert.deepEqual(
      await rowsOf(sql`select 1 from app.case_clock where case_id = ${opened.id} and rule = 'RR-01'`),
      [],
    );
    const again = await browser.open(at(opened, '/sent'));
    assert.equal(again.heading, 'Record that it was sent');
  });

  it('gives the pack and the blank form as files', async () => {
    const opened = await caseWith();
    for (const name of ['pack.pdf', 'form.pdf', 'pack.docx', 'form.docx']) {
      const { status, headers } = await browser.open(at(opened, `/papers/${name}`));
      assert.equal(status, 200, name);
      assert.match(String(headers['content-disposition']), /notification-/);
    }
    assert.equal((await browser.open(at(opened, '/papers/pack.exe'))).status, 404);
  });

  it('is not there for a member of the case, nor for whoever does not see it', async () => {
    const opened = await caseWith();
    const member = await office.person('member', { agency: council });
    const outsider = await office.person('notifier', {
      agency: await office.agency('Far Council', 'local-authority'),
    });
    const gone = await member.browser().open('/cases/NONE-0000-0000/notification');
    for (const who of [member, outsider])
      for (const path of [
        '',
        '/sent',
        '/update',
        '/withdraw',
        '/children',
        '/answers/incident',
        '/papers/pack.docx',
      ]) {
        const seen = await who.browser().open(at(opened, path));
        assert.equal(seen.status, 404, path);
        assert.equal(wordsOf(seen.html).includes('Linden'), wordsOf(gone.html).includes('Linden'));
      }
  });

  it('shows a chair the pack without the forms', async () => {
    const opened = await caseWith();
    const chair = (await office.person('chair')).browser();
    const { html, status } = await chair.open(at(opened));
    assert.equal(status, 200);
    assert.doesNotMatch(html, /Record that it was sent|Fill in/);
    assert.equal((await chair.open(at(opened, '/sent'))).status, 404);
  });
});
