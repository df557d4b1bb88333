import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

/** The boxes of a day. */
const boxes = (iso: string, name = 'day') => {
  const [year = '', month = '', day = ''] = iso.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

// Today is Monday 23 November 2026.
describe('the reviews of a case', () => {
  let office: Office;
  let coordinator: Colleague;
  let chair: Colleague;
  let browser: Visitor;

  before(async () => {
    office = await openOffice('2026-11-23');
    coordinator = await office.person('coordinator', { name: 'Chris Example' });
    chair = await office.person('chair');
    browser = coordinator.browser();
  });
  after(() => office.close());

  const decide = async (of: OpenedCase, outcome: string, day: string, edition = 'WT2023') => {
    const { rows } = await sql<{ id: string }>`
      insert into app.decision (partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
      values (${office.id}, ${of.id}, ${day}::date, 'the group', ${edition}, 'regulation-11', '{}', ${outcome}, 'because', ${coordinator.accountId})
      returning id`.execute(office.owner);
    return rows[0]?.id ?? '';
  };
  const notified = (of: OpenedCase, day: string) =>
    sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
      values (${office.id}, ${of.id}, 'panel-notified', ${day}::date, 'a letter', ${coordinator.accountId})`.execute(
      office.owner,
    );
  let number = 0;
  const decided = async (outcome: string, day: string, edition?: string) => {
    number += 1;
    const opened = await office.openCase(coordinator, `Child ${number}`);
    await decide(opened, outcome, day, edition);
    return opened;
  };
  const open = async (of: OpenedCase, kind: string) => {
    await browser.open(`/cases/${of.reference}/reviews/open`);
    await browser.send({ kind });
    return browser.page.path;
  };
  const dues = async (of: OpenedCase) => {
    const { rows } = await sql<{ line: string }>`
      select rule || ' ' || due_on || coalesce(' met ' || met_on, '') as line from app.review_clock where case_id = ${of.id} order by rule`.execute(
      office.owner,
    );
    return rows.map(({ line }) => line);
  };
  const record = async (base: string, kind: string, day: string, more: Record<string, string> = {}) => {
    await browser.open(`${base}/days/${kind}`);
    return browser.send({ ...boxes(day), source: 'By letter.', ...more });
  };

  it('begin with a decision: without one for a review there is nothing to open', async () => {
    const none = await office.openCase(coordinator, 'Child 90');
    await browser.open(`/cases/${none.reference}/reviews`);
    assert.equal(browser.page.heading, 'The group has not decided yet');
    await decide(none, 'no-further-action', '2026-11-02');
    await browser.open(`/cases/${none.reference}/reviews`);
    assert.equal(browser.page.heading, 'No review was decided');
    await assertGoodHtml(browser.page.html);
    assert.doesNotMatch(browser.page.html, /reviews\/open/);
    await browser.open(`/cases/${none.reference}/reviews/open`);
    assert.equal(browser.page.heading, 'No review can be opened');
  });

  it('tell what the law of 2016 asked of the board’s chair, by each source', async () => {
    const of = await decided('no-further-action', '2016-06-30', 'WT2015');
    await notified(of, '2016-06-10');
    await browser.open(`/cases/${of.reference}/reviews`);
    await assertGoodHtml(browser.page.html);
    const words = wordsOf(browser.page.html);
    assert.match(words, /Chair decides whether to start it \(SCR-04\) by Sun 10 July 2016 Done/);
    assert.match(words, /by Thu 7 July 2016/);
    assert.match(words, /by Thu 14 July 2016/);
    assert.match(words, /SCR-05 and SCR-05b do not agree/);
  });

  it('of 2016 read as a Serious Case Review by the board’s chair, from the decision to a year in public', async () => {
    const of = await decided('SCR', '2016-06-30', 'WT2015');
    await notified(of, '2016-06-10');
    const base = await open(of, 'SCR');
    assert.equal(browser.page.heading, 'The Serious Case Review is commissioned, and has not begun');
    await assertGoodHtml(browser.page.html);
    let words = wordsOf(browser.page.html);
    assert.match(
      words,
      /The independent chair of the Local Safeguarding Children Board decided on 30 June 2016/,
    );
    assert.match(words, /Ofsted, DfE and the national panel told Not recorded/);
    assert.match(words, /Working Together to Safeguard Children 2015/);
    assert.doesNotMatch(words, /safeguarding partners|Secretary of State|regulation 14/);
    await record(base, 'others-told', '2016-07-08');
    await record(base, 'expected', '2017-03-01');
    await record(base, 'publish-on', '2017-05-11');
    await record(base, 'copy-sent', '2017-05-02');
    await move(base, 'under-way', '2016-07-20');
    await move(base, 'completed', '2017-03-10');
    await move(base, 'published', '2017-05-11');
    assert.equal(browser.page.heading, 'The Serious Case Review is published');
    words = wordsOf(browser.page.html);
    assert.match(words, /the reasons belong on record \(SCR-06\)/);
    await record(base, 'overrun-told', '2016-12-12');
    assert.match(wordsOf(browser.page.html), /the reasons were given on 12 December 2016 \(SCR-06\)/);
    assert.match(words, /Keep the report on the website SCR-08/);
    assert.match(words, /Fri 11 May 2018 Earliest day for taking it down/);
    assert.deepEqual(await dues(of), [
      'SCR-04 2016-07-10 met 2016-06-30',
      'SCR-05 2016-07-07 met 2016-07-08',
      'SCR-06 2016-12-30 met 2017-03-10',
      'SCR-07 2017-05-04 met 2017-05-02',
    ]);
    for (const path of ['reviewers', 'checks', 'requests', 'days/copy-sent', 'days/decided']) {
      await browser.open(`${base}/${path}`);
      assert.doesNotMatch(
        wordsOf(browser.page.html),
        /safeguarding partners|Secretary of State|The partners/,
        path,
      );
      await assertGoodHtml(browser.page.html);
    }
  });

  const move = async (base: string, to: string, day: string) => {
    await browser.open(`${base}/move/${to}`);
    await assertGoodHtml(browser.page.html);
    return browser.send({ ...boxes(day), reason: 'As agreed.' });
  };

  it('that were under way when local arrangements began were carried over, to the long stop', async () => {
    const of = await decided('SCR', '2018-12-03', 'transition');
    await open(of, 'SCR');
    const words = wordsOf(browser.page.html);
    assert.match(words, /It was under way when local arrangements took the place of the board/);
    assert.ok((await dues(of)).some((line) => /^TR-03 2020-09-(01|29)$/.test(line)));
  });

  describe('under the law of today', () => {
    let of: OpenedCase;
    let base: string;
    before(async () => {
      of = await decided('LCSPR', '2026-09-14');
      base = await open(of, 'LCSPR');
    });

    it('have six months, and ask for an entry about time and quality', async () => {
      assert.equal(
        browser.page.heading,
        'The local child safeguarding practice review is commissioned, and has not begun',
      );
      assert.deepEqual(await dues(of), ['REP-02 2027-03-14', 'REV-01 2026-10-12']);
      assert.match(wordsOf(browser.page.html), /Time and quality No entry yet An entry is overdue/);
      await browser.open('/work');
      assert.match(
        wordsOf(browser.page.html),
        new RegExp(`Look at the time and quality of the review ${of.reference}`),
      );
      await browser.open('/cases');
      assert.equal(browser.page.status, 200);
    });

    it('are opened once for a decision and kind, and beside it as a joint review', async () => {
      await browser.open(`/cases/${of.reference}/reviews/open`);
      assert.doesNotMatch(browser.page.html, /value="LCSPR"/);
      await browser.send({ kind: 'joint' });
      assert.equal(browser.page.status, 400);
      assert.match(wordsOf(browser.page.html), /Enter with which other process it is joint/);
      await browser.send({ kind: 'joint', 'joint-with': 'a domestic abuse related death review' });
      assert.equal(
        browser.page.heading,
        'The joint review with a domestic abuse related death review is commissioned, and has not begun',
      );
      await assert.rejects(
        sql`insert into app.review (partnership_id, regime, pseudonym, case_id, decision_id, opened_by)
          select partnership_id, regime, pseudonym, case_id, decision_id, opened_by from app.review
          where case_id = ${of.id} and regime = 'LCSPR'`.execute(office.owner),
        /review_running/,
      );
    });

    it('have a planned publication counted back by either reading', async () => {
      await record(base, 'publish-on', '2027-02-15');
      const words = wordsOf(browser.page.html);
      assert.match(words, /by 4 February 2027, with the day of publication as day 0, or by 3 February 2027/);
      assert.ok((await dues(of)).includes('REP-04 2027-02-04'));
    });

    it('keep what was expected, and say whom to tell when it takes longer', async () => {
      await record(base, 'expected', '2027-03-01');
      await record(base, 'expected', '2027-06-01', { reason: 'The trial was put off.' });
      assert.match(
        wordsOf(browser.page.html),
        /longer than six months\. Tell the Panel and the Secretary of State why/,
      );
      await browser.open(`${base}/days/expected`);
      assert.match(wordsOf(browser.page.html), /1 June 2027, stands/);
      assert.match(wordsOf(browser.page.html), /1 March 2027, no longer/);
      await browser.open(base);
      assert.match(
        wordsOf(browser.page.html),
        /It is expected to be completed on 1 June 2027, and not as was planned first: The trial was put off\./,
      );
      await record(base, 'overrun-told', '2026-11-20');
      assert.doesNotMatch(wordsOf(browser.page.html), /Tell the Panel and the Secretary of State why/);
    });

    it('refuse days that cannot be, and lose nothing that was typed', async () => {
      await browser.open(`${base}/days/terms-agreed`);
      for (const [day, sentence] of [
        ['2026-11-30', /That day or hour has not come yet/],
        ['2026-09-01', /cannot come before the decision to start it/],
        ['2026-02-31', /must be a real date/],
      ] as const) {
        await browser.send({ ...boxes(day), source: 'A letter\u0000 of the chair.' });
        assert.match(wordsOf(browser.page.html), sentence);
        assert.match(browser.page.html, /A letter/);
        assert.ok(browser.page.status >= 400);
      }
      await browser.open(`${base}/days/publish-on`);
      await browser.send({ ...boxes('2044-01-04'), source: 'A plan.', reason: 'Later.' });
      assert.match(wordsOf(browser.page.html), /the calendar of bank holidays covers/);
      await browser.open(`${base}/days/decided`);
      await browser.send({ ...boxes('2016-01-04'), source: 'A letter.', reason: 'A slip.' });
      assert.match(wordsOf(browser.page.html), /practice reviews begin with 29 June 2018/);
    });

    it('say so when somebody else has recorded a day meanwhile', async () => {
      const other = coordinator.browser();
      await other.open(`${base}/days/others-told`);
      await record(base, 'others-told', '2026-09-18');
      const seen = await other.send({ ...boxes('2026-09-17'), source: 'A note.' });
      assert.equal(seen.status, 409);
      assert.match(wordsOf(seen.html), /Somebody recorded another day while you had this open/);
      assert.match(seen.html, /A note\./);
    });

    it('have reviewers, with what they declared', async () => {
      await browser.open(`${base}/reviewers`);
      await assertGoodHtml(browser.page.html);
      const given = {
        name: 'Robin Example',
        organisation: 'Example Reviews',
        'independent-of': 'All agencies of the case.',
        conflict: 'declared',
        considered: 'Twelve years of such reviews.',
        ...boxes('2026-10-01', 'appointed'),
      };
      await browser.send(given);
      assert.match(wordsOf(browser.page.html), /Say which conflict/);
      await browser.send({
        ...given,
        'conflict-words': 'Once worked for the council. Agreed not to matter.',
      });
      assert.equal(browser.page.heading, '1 reviewer is appointed');
      assert.match(
        browser.page.html,
        /<details class="govuk-details" id="form-reviewer">/,
        'folded: the answer first',
      );
      assert.match(wordsOf(browser.page.html), /A conflict of interest was declared/);
      await browser.open(base);
      assert.match(wordsOf(browser.page.html), /Reviewers appointed Thu 1 October 2026/);
    });

    it('are watched at intervals that the partnership sets, and wait no longer once they are', async () => {
      await browser.open(`${base}/checks`);
      await assertGoodHtml(browser.page.html);
      assert.match(wordsOf(browser.page.html), /How long an interval is, the regulation does not say/);
      await browser.send({
        ...boxes('2026-11-20'),
        time: 'at-risk',
        'time-words': 'Two agencies are late.',
        quality: 'not-seen',
        'quality-words': 'No draft yet.',
      });
      assert.equal(browser.page.heading, 'Last looked at on 20 November 2026');
      assert.ok((await dues(of)).includes('REV-01 2026-12-18'));
      await browser.send({ weeks: '0' }, 1);
      assert.match(wordsOf(browser.page.html), /Enter a number of weeks from 1 to 26/);
      await browser.send({ weeks: '6' }, 1);
      assert.ok((await dues(of)).includes('REV-01 2027-01-01'));
    });

    it('ask the reviewer in writing, with a letter, and keep the answer', async () => {
      await browser.open(`${base}/requests`);
      assert.match(wordsOf(browser.page.html), /Ask Robin Example in writing/);
      assert.doesNotMatch(wordsOf(browser.page.html), /Whom do you ask\?/, 'there is one to ask');
      const given = {
        'asked-for': 'draft',
        words: 'The chapter on practice in the first year.',
        ...boxes('2026-11-23', 'asked'),
      };
      await browser.send({ ...given, ...boxes('2026-11-20', 'due') });
      assert.match(wordsOf(browser.page.html), /cannot come before the day of the letter/);
      await browser.send({ ...given, ...boxes('2026-12-07', 'due') });
      assert.equal(browser.page.heading, '1 written request waits for an answer');
      await assertGoodHtml(browser.page.html);
      const asked = await sql<{
        id: string;
      }>`select id from app.review_request where case_id = ${of.id}`.execute(office.owner);
      const path = `${base}/requests/${asked.rows[0]?.id ?? ''}`;
      const letter = await browser.open(`${path}/letter/word`);
      assert.equal(letter.status, 200);
      await browser.open(path);
      await browser.send({ ...boxes('2026-11-23'), words: 'The draft came by secure mail.' });
      assert.equal(browser.page.heading, 'Every written request is answered');
      assert.ok((await dues(of)).includes('REV-02 2026-12-07 met 2026-11-23'));
    });

    it('can be stopped, and opened again with a reason', async () => {
      await move(base, 'stopped', '2026-11-23');
      assert.match(browser.page.heading, /was stopped$/);
      const watched = (await dues(of)).filter((line) => line.startsWith('REV-01'));
      assert.equal(watched.length, 1, 'only the joint review is watched any longer');
      await browser.open(`${base}/move/under-way`);
      await browser.send(boxes('2026-11-23'));
      assert.match(wordsOf(browser.page.html), /Enter an answer/);
      await browser.send({ ...boxes('2026-11-23'), reason: 'New facts.' });
      assert.match(browser.page.heading, /is under way$/);
      assert.match(wordsOf(browser.page.html), /Opened again, 23 November 2026 New facts\./);
    });

    it('are read by the chair and by delegates, and by nobody else but their own reviewers', async () => {
      const council = await office.agency('Eastwick Council', 'local-authority');
      await office.involve(coordinator, of, council);
      const delegate = await office.person('partner-delegate', { agency: council });
      const member = await office.person('member', { agency: council });
      const reviewer = await office.person('reviewer');
      await office.name(coordinator, of, reviewer, 'reviewer');
      const statusOf = async (who: Colleague, path: string) => (await who.browser().open(path)).status;
      assert.equal(await statusOf(chair, base), 200);
      assert.equal(await statusOf(delegate, `${base}/checks`), 200);
      assert.equal(await statusOf(member, base), 404);
      assert.equal(await statusOf(reviewer, base), 404, 'not theirs yet');
      await browser.open(`${base}/reviewers`);
      await browser.send({
        name: 'Kim Example',
        account: reviewer.accountId,
        'independent-of': 'Everybody.',
        conflict: 'none',
        considered: 'Enough.',
        ...boxes('2026-11-23', 'appointed'),
      });
      assert.equal(await statusOf(reviewer, base), 200);
      assert.equal(
        await statusOf(reviewer, `${base}/checks`),
        404,
        'how their work was found is not shown to them',
      );
      assert.equal(await statusOf(reviewer, `${base}/move/stopped`), 404);
      const chairs = chair.browser();
      assert.doesNotMatch((await chairs.open(base)).html, /Stop it/);
    });

    it('stand on the overview of their case', async () => {
      await browser.open(`/cases/${of.reference}`);
      assert.match(wordsOf(browser.page.html), /Reviews 2 reviews/);
    });
  });
});
