import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { importRecommendations } from './import.ts';

const boxes = (iso: string, name = 'day') => {
  const [year = '', month = '', day = ''] = iso.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

// Today is Monday 23 November 2026.
describe('what a review found, from the finding to a change of practice', () => {
  let office: Office;
  let coordinator: Colleague;
  let chair: Colleague;
  let nurse: Colleague;
  let teacher: Colleague;
  let reviewer: Colleague;
  let hospital = '';
  let of: OpenedCase;
  let review = '';
  let recommendation = '';
  let ask = '';
  let action = '';

  before(async () => {
    office = await openOffice('2026-11-23');
    coordinator = await office.person('coordinator', { name: 'Cora Ordinator' });
    chair = await office.person('chair', { name: 'Charlie Example' });
    hospital = await office.agency('Eastwick Hospitals');
    nurse = await office.person('member', { agency: hospital, name: 'Nadia Example' });
    teacher = await office.person('member', {
      agency: await office.agency('Eastwick Schools', 'education'),
      name: 'Theo Example',
    });
    reviewer = await office.person('reviewer', { name: 'Rita Example' });
    of = await office.openCase(coordinator, 'Child Rowan');
    review = await openedReview();
  });
  after(() => office.close());

  async function openedReview(): Promise<string> {
    const { rows } = await sql<{ id: string }>`
      with decided as (insert into app.decision (partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
        values (${office.id}, ${of.id}, '2026-11-02', 'the group', 'WT2023', 'regulation-11', '{}', 'LCSPR', 'because', ${coordinator.accountId}) returning id)
      insert into app.review (partnership_id, regime, pseudonym, case_id, decision_id, opened_by)
        select ${office.id}, 'LCSPR', 'Child Rowan', ${of.id}, id, ${coordinator.accountId} from decided returning id`.execute(
      office.owner,
    );
    return rows[0]?.id ?? '';
  }

  /** Sends the first form of a page, after its search, as somebody; answers their browser. */
  async function sent(who: Colleague, path: string, answers: Record<string, string> | URLSearchParams) {
    const browser = who.browser();
    await browser.open(path);
    assert.equal(browser.page.status, 200, path);
    await fill(browser, answers);
    return browser;
  }
  /** Sends the form of a page, which goes to its own address. */
  async function fill(browser: Visitor, answers: Record<string, string> | URLSearchParams) {
    const { html, path } = browser.page;
    const forms = [...html.matchAll(/<form[^>]*action="([^"]*)"/g)].map(([, to]) => to);
    await browser.send(answers, Math.max(0, forms.indexOf(path)));
  }
  const shown = async (who: Colleague, path: string) => {
    const browser = who.browser();
    await browser.open(path);
    return browser.page;
  };
  const findings = () => `/cases/${of.reference}/findings`;

  it('is recorded as a finding with its themes, by whoever writes about the review', async () => {
    assert.equal((await shown(coordinator, findings())).heading, 'No findings yet');
    const empty = await sent(coordinator, `/cases/${of.reference}/reviews/${review}/findings/add`, {});
    assert.equal(empty.page.status, 400);
    assert.ok(empty.page.problems.includes('Write the finding in one line'), empty.page.problems.join());
    const form = new URLSearchParams([
      ['kind', 'system'],
      ['title', 'Bruises of babies were explained away'],
      ['words', 'Nobody asked a second time.'],
      ['themes-practice-theme', 'pr-bruising'],
      ['themes-practice-theme', 'pr-critical-thinking'],
    ]);
    const browser = await sent(coordinator, `/cases/${of.reference}/reviews/${review}/findings/add`, form);
    assert.equal(browser.page.heading, 'Finding 1: Bruises of babies were explained away');
    await assertGoodHtml(browser.page.html);
    assert.match(wordsOf(browser.page.html), /Practice theme: Critical thinking and challenge/);
  });

  it('keeps what two people write at the same time', async () => {
    await office.name(coordinator, of, reviewer, 'reviewer');
    await sql`insert into app.review_reviewer (partnership_id, case_id, review_id, name, account_id, independent_of, conflict, considered,
        appointed_on, recorded_by) values (${office.id}, ${of.id}, ${review}, 'Rita Example', ${reviewer.accountId}, 'everybody', 'none',
        'enough', '2026-11-03', ${coordinator.accountId})`.execute(office.owner);
    const { rows } = await sql<{ id: string }>`select id from app.finding`.execute(office.owner);
    const path = `${findings()}/${rows[0]?.id}/change`;
    const theirs = reviewer.browser();
    await theirs.open(path);
    const form = { kind: 'system', title: 'Bruises were explained away', because: 'It was too long.' };
    await sent(coordinator, path, { ...form, words: 'The words of the coordinator.' });
    await fill(theirs, { ...form, words: 'The words of the reviewer.' });
    assert.equal(theirs.page.status, 409, 'the reviewer is told');
    const words = wordsOf(theirs.page.html);
    assert.match(words, /Cora Ordinator has saved version 2 meanwhile/);
    assert.match(words, /The words of the coordinator/);
    assert.match(theirs.page.html, /The words of the reviewer/);
    await fill(theirs, { ...form, words: 'The words of both.' });
    assert.equal(theirs.page.heading, 'Finding 1: Bruises were explained away', theirs.page.problems.join());
    const { rows: versions } = await sql<{ words: string }>`
      select words from app.finding_version order by number`.execute(office.owner);
    assert.deepEqual(
      versions.map(({ words: text }) => text),
      ['Nobody asked a second time.', 'The words of the coordinator.', 'The words of both.'],
    );
  });

  it('rests on an entry of the chronology that stays known when the entry is withdrawn', async () => {
    const { rows } = await sql<{ id: string }>`select id from app.finding`.execute(office.owner);
    const base = `${findings()}/${rows[0]?.id}`;
    const cited = { evidence: 'chronology', lane: '2', row: '17', cited: 'Mark on cheek, said to be a toy.' };
    const browser = await sent(coordinator, `${base}/evidence`, cited);
    assert.match(wordsOf(browser.page.html), /Chronology, lane 2, entry 17/);
    const link = /evidence\/([0-9a-f-]{36})"/.exec(browser.page.html)?.[1] ?? '';
    await sent(coordinator, `${base}/evidence/${link}`, { why: 'Withdrawn when it was merged again.' });
    const page = await shown(coordinator, base);
    await assertGoodHtml(page.html);
    assert.match(wordsOf(page.html), /Struck .*Mark on cheek.*Withdrawn when it was merged again/);
  });

  it('asks, when a recommendation is drafted, whether it was said before', async () => {
    const list = [
      'id,source,date,addressee,text,status',
      '1,An earlier review (fictional),,Hospitals,Every bruise of a baby who does not crawl is seen by a paediatrician on the same day.,"Accepted, never checked"',
      '2,An earlier review (fictional),,Schools,Attendance registers are compared each week.,Done',
      ',An earlier review (fictional),,Nobody,No id.,',
    ].join('\n');
    const { world } = office;
    const bring = (text: string) =>
      world.asOperatorOf(office.id, (bearer) =>
        importRecommendations({ db: world.worker, clock: world.clock }, bearer, text),
      );
    const refused = [{ row: 4, why: 'it has no id' }];
    assert.deepEqual(await bring(list), { added: 2, changed: 0, unchanged: 0, refused });
    assert.deepEqual(await bring(list.replace(',Done', ',Not done')), {
      added: 0,
      changed: 1,
      unchanged: 1,
      refused,
    });
    const path = `/cases/${of.reference}/reviews/${review}/recommendations/add`;
    const draft = {
      headline: 'Train staff about bruises in babies',
      words: 'The hospital will train staff about bruises of a baby who cannot crawl.',
    };
    const browser = await sent(coordinator, path, { ...draft, look: 'yes' });
    assert.equal(browser.page.status, 200);
    await assertGoodHtml(browser.page.html);
    const words = wordsOf(browser.page.html);
    assert.match(words, /Said before.*seen by a paediatrician on the same day.*Accepted, never checked/);
    assert.doesNotMatch(words, /Attendance registers/);
    assert.match(words, /It asks for training alone/);
    assert.match(words, /does not say yet what is to be better for children/);
    const { rows } = await sql`select from app.recommendation`.execute(office.owner);
    assert.equal(rows.length, 0, 'nothing of the draft was kept');
    const long = await sent(coordinator, path, {
      ...draft,
      headline: 'One two three four five six seven eight nine ten eleven',
    });
    assert.deepEqual(long.page.problems, ['The headline must have 10 words or fewer. It has 11']);
    const made = await sent(coordinator, path, { ...draft, outcome: 'No bruise of a baby goes unseen.' });
    assert.match(made.page.heading, /^Recommendation 1: Train staff/);
    recommendation = made.page.path;
  });

  it('is seen by the people of an addressee once it was asked of them, and nothing else of the case', async () => {
    const outside = await sent(coordinator, `${recommendation}/addressees`, {
      agency: 'other',
      body: 'Department for Education',
    });
    assert.match(outside.page.heading, /Department for Education$/);
    const browser = await sent(coordinator, `${recommendation}/addressees`, { agency: hospital });
    ask = browser.page.path;
    assert.equal((await shown(nurse, ask)).status, 404, 'not asked yet');
    await sent(coordinator, `${ask}/asked`, {
      ...boxes('2026-11-23'),
      ...boxes('2027-01-25', 'until'),
      why: 'By letter to the chief nurse.',
    });
    const page = await shown(nurse, ask);
    await assertGoodHtml(page.html);
    assert.doesNotMatch(page.html, new RegExp(of.reference), 'not even the reference');
    assert.doesNotMatch(page.html, /Child Rowan/);
    const made = wordsOf((await shown(nurse, recommendation)).html);
    assert.match(made, /will train staff/);
    assert.doesNotMatch(made, /No bruise of a baby goes unseen|Department for Education/);
    assert.equal((await shown(nurse, findings())).status, 404);
    for (const path of [ask, recommendation]) assert.equal((await shown(teacher, path)).status, 404, path);
  });

  it('is answered by the addressee, who does not say of itself that there is evidence', async () => {
    await sent(nurse, `${ask}/position`, {
      value: 'in-part',
      ...boxes('2026-11-23'),
      'said-by': 'Chief nurse',
      why: 'Not for bank staff.',
    });
    assert.match(
      wordsOf((await shown(coordinator, recommendation)).html),
      /Eastwick Hospitals Position Accepted in part/,
    );
    const browser = await sent(nurse, `${ask}/delivery`, {
      value: 'evidenced',
      ...boxes('2026-11-23'),
      why: 'We say so.',
    });
    assert.equal(browser.page.status, 400);
    await assert.rejects(
      transactionOf(office.app, nurse.token, (tx) =>
        sql`insert into app.ask_entry (partnership_id, ask_id, axis, value, day, why, recorded_by)
          values (${office.id}, ${ask.split('/').at(-1)}, 'delivery', 'evidenced', ctx.today(), 'because', ctx.uid())`.execute(
          tx,
        ),
      ),
      { code: '42501' },
    );
    assert.equal((await shown(nurse, `${ask}/assessment`)).status, 404);
    const unproved = await sent(coordinator, `${ask}/delivery`, {
      value: 'evidenced',
      ...boxes('2026-11-23'),
      why: 'They say so.',
    });
    assert.equal(unproved.page.status, 409);
    assert.match(unproved.page.problems.join(), /before evidence is on record/);
  });

  it('has an intent assessed as good until a day, with the risk that remains', async () => {
    const form = {
      value: 'satisfactory-intent',
      risk: 'reduced',
      ...boxes('2026-11-23'),
      why: 'A plan with days.',
    };
    const bare = await sent(chair, `${ask}/assessment`, form);
    assert.equal(bare.page.status, 400);
    const browser = await sent(chair, `${ask}/assessment`, { ...form, ...boxes('2027-03-01', 'until') });
    assert.match(wordsOf(browser.page.html), /Satisfactory intent Risk: reduced; good until 1 March 2027/);
  });

  it('is carried out by an action that is never verified by whoever has it in hand', async () => {
    const planned = await sent(nurse, `${ask}/plan`, {
      title: 'See every bruise on the same day',
      needed: 'An audit of forty records',
      reach: 'single-agency',
      ...boxes('2027-02-01', 'due'),
      role: 'Named nurse',
      owner: nurse.accountId,
    });
    assert.match(planned.page.heading, /^Action 1: See every bruise/, planned.page.problems.join());
    action = planned.page.path;
    assert.equal((await shown(teacher, action)).status, 404);
    await sent(nurse, `${action}/due`, {
      ...boxes('2027-03-01', 'due'),
      ...boxes('2026-11-23'),
      words: 'The ward moves.',
    });
    await sent(nurse, `${action}/evidence`, {
      ...boxes('2026-11-23'),
      words: 'Forty records, thirty-eight seen.',
    });
    await sent(nurse, `${action}/close-asked`, { ...boxes('2026-11-23'), words: 'It is the rule now.' });
    assert.equal((await shown(nurse, `${action}/verified`)).status, 404);
    const both = await office.person(['coordinator', 'member'], { agency: hospital, name: 'Bo Example' });
    await sent(coordinator, `${action}/owner`, {
      role: 'Named nurse',
      owner: both.accountId,
      ...boxes('2026-11-23'),
      words: 'Nadia leaves.',
    });
    const own = await sent(both, `${action}/verified`, { ...boxes('2026-11-23'), words: 'Seen.' });
    assert.equal(own.page.status, 409);
    assert.match(own.page.problems.join(), /does not verify it/);
    await assert.rejects(
      transactionOf(office.app, both.token, (tx) =>
        sql`insert into app.action_entry (partnership_id, action_id, kind, day, words, recorded_by)
          values (${office.id}, ${action.split('/').at(-1)}, 'verified', ctx.today(), 'seen', ctx.uid())`.execute(
          tx,
        ),
      ),
      { code: '42501', message: /the owner does not verify/ },
    );
    const browser = await sent(chair, `${action}/verified`, {
      ...boxes('2026-11-23'),
      words: 'The audit was seen.',
    });
    await assertGoodHtml(browser.page.html);
    assert.match(wordsOf(browser.page.html), /last day moved once, owner changed once/);
    const evidenced = await sent(coordinator, `${ask}/delivery`, {
      value: 'evidenced',
      ...boxes('2026-11-23'),
      why: 'The audit.',
    });
    assert.match(wordsOf(evidenced.page.html), /Done, with evidence/);
  });

  it('is checked in practice on a day, and opened again where it did not last', async () => {
    await sent(chair, `${action}/check-planned`, {
      method: 'audit',
      ...boxes('2027-11-22', 'due'),
      ...boxes('2026-11-23'),
      words: 'Forty records again.',
    });
    await sent(chair, `${action}/check-result`, {
      method: 'audit',
      result: 'not-changed',
      ...boxes('2026-11-23'),
      words: 'Twelve of forty.',
    });
    assert.match(wordsOf((await shown(nurse, ask)).html), /Practice not changed/);
    const browser = await sent(chair, `${action}/reopened`, {
      ...boxes('2026-11-23'),
      words: 'It did not last.',
    });
    assert.match(wordsOf(browser.page.html), /Opened again.*It did not last.*Verified and closed/);
    const progress = await shown(coordinator, '/improvement/progress');
    assert.equal(progress.heading, 'Of 1 ask, none is known to have changed practice');
    await assertGoodHtml(progress.html);
  });

  it('is followed across all reviews: by the office all of it, by an agency its own', async () => {
    for (const show of ['open', 'late', 'drifted', 'checks', 'waiting', 'intents', 'asks', 'all'])
      for (const who of [coordinator, nurse, teacher]) {
        const page = await shown(who, `/improvement?show=${show}`);
        assert.equal(page.status, 200, show);
        if (who === coordinator) await assertGoodHtml(page.html);
        assert.equal(/See every bruise|Train staff/.test(page.html) && who === teacher, false, show);
      }
    assert.equal(
      (await shown(coordinator, '/improvement?show=drifted')).heading,
      '1 open action has drifted',
    );
    assert.equal((await shown(coordinator, `/improvement?agency=${hospital}`)).heading, '1 action is open');
    const excel = await shown(coordinator, '/improvement/export/excel');
    assert.equal(excel.status, 200);
    assert.match(String(excel.headers['content-disposition']), /recommendations-and-actions\.xlsx/);
    const own = await shown(nurse, '/improvement');
    assert.equal(own.heading, '1 action is open');
    assert.doesNotMatch(own.html, new RegExp(of.reference));
    assert.equal((await shown(await office.person('administrator'), '/improvement')).status, 404);
  });

  it('is answered for by the agency that took the place of one that ended', async () => {
    const merged = await office.agency('Eastwick and Westwick Hospitals');
    await sql`update app.agency set until_day = ctx.today(), successor_id = ${merged} where id = ${hospital}`.execute(
      office.owner,
    );
    const heir = await office.person('member', { agency: merged, name: 'Hanna Example' });
    const page = await shown(heir, ask);
    assert.match(wordsOf(page.html), /Eastwick Hospitals, now Eastwick and Westwick Hospitals/);
    assert.equal((await shown(heir, action)).status, 200);
  });

  it('is not there for whoever is shut out of its case, by any way', async () => {
    await office.exclude(coordinator, of, nurse);
    for (const path of [ask, action, recommendation])
      assert.equal((await shown(nurse, path)).status, 404, path);
    assert.equal((await shown(nurse, '/improvement?show=all')).heading, 'All actions');
    assert.doesNotMatch((await shown(nurse, '/improvement?show=all')).html, /See every bruise/);
  });

  it('keeps its own list of themes, and says what cannot be read', async () => {
    const bad = await sent(coordinator, '/improvement/themes', { list: 'Weather: rain', why: 'Ours.' });
    assert.match(bad.page.problems.join(), /is not “kind: theme”/);
    const good = await sent(coordinator, '/improvement/themes', {
      list: 'Practice theme: Looking twice | second look',
      why: 'Ours.',
    });
    assert.equal(good.page.heading, '1 theme');
  });
});
