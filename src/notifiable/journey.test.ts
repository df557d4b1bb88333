import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { wordsOf } from '../platform/pages/page-checks.ts';
import { readLookAgain, readStanding } from './store.ts';

let office: Office;
let coordinator: Colleague;
let notifier: Colleague;
let delegate: Colleague;
let chair: Colleague;

before(async () => {
  office = await openOffice('2026-11-23');
  const council = await office.agency('Eastwick Council', 'local-authority');
  const police = await office.agency('Eastwick Constabulary', 'police');
  coordinator = await office.person('coordinator');
  notifier = await office.person('notifier', { agency: council, name: 'Nora Example' });
  delegate = await office.person('partner-delegate', { agency: police, name: 'Dan Example' });
  chair = await office.person('chair');
  agencies = [council, police];
});
after(() => office.close());

let agencies: readonly string[] = [];
let opened = 0;

async function newCase({ aware = '2026-11-16', harm = 'died' } = {}): Promise<OpenedCase> {
  opened += 1;
  const made = await office.openCase(coordinator, `Child Linden ${opened}`);
  for (const agency of agencies) await office.involve(coordinator, made, agency);
  await sql`update app.case_file set harm = ${harm} where id = ${made.id}`.execute(office.owner);
  if (aware !== '')
    await sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
      values (${office.id}, ${made.id}, 'authority-aware', ${aware}::date, 'a letter', ${coordinator.accountId})`.execute(
      office.owner,
    );
  return made;
}

const whole = {
  person: 'child',
  'person-reason': 'Born in 2022.',
  age: '4',
  'looked-after-by': 'nobody',
  'looked-after-by-reason': 'Lived at home.',
  event: 'died',
  'event-reason': 'Pronounced dead at the hospital.',
  'regulated-setting': 'no',
  'regulated-setting-reason': 'At home.',
  abuse: 'suspected',
  'abuse-reason': 'Injuries that nobody explains.',
  place: 'this-area',
  'place-reason': 'At home.',
  home: 'this-area',
  'home-reason': 'The family’s address.',
};
const decision = {
  record: 'yes',
  judged: 'must',
  reasons: 'Neglect is suspected.',
  'decided-day': '23',
  'decided-month': '11',
  'decided-year': '2026',
};

type Fields = Readonly<Record<string, string>>;

async function send(who: Colleague, made: OpenedCase, path: string, fields: Fields) {
  const browser = who.browser();
  const base = `/cases/${made.reference}/notifiable`;
  const shown = await browser.open(path === '/answer' ? `${base}/answer` : base);
  const hidden = Object.fromEntries(
    [...shown.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const body = new URLSearchParams({ ...hidden, ...fields });
  return browser.raw(`${base}${path}`, body.toString());
}

const record = (who: Colleague, made: OpenedCase, fields: Fields = {}) =>
  send(who, made, '/answer', { ...whole, ...decision, ...fields });

const standing = (made: OpenedCase) =>
  transactionOf(office.app, coordinator.token, (tx) => readStanding(tx, made.id));
const clocks = async ({ id }: OpenedCase) => {
  const { rows } = await sql<{ rule: string; due: string }>`
    select rule, due_on::text as due from app.case_clock where case_id = ${id} order by rule`.execute(
    office.owner,
  );
  return rows.map(({ rule, due }) => `${rule} ${due}`);
};
const pageOf = async (who: Colleague, made: OpenedCase) =>
  (await who.browser().open(`/cases/${made.reference}/notifiable`)).html;

describe('whether a case is notifiable', () => {
  it('is decided by the notifier, starts the clocks, and says by when', async () => {
    const made = await newCase();
    assert.match(await pageOf(notifier, made), /Not decided yet whether it is notifiable/);
    const asked = await send(notifier, made, '/answer', { ...whole, ask: 'answer' });
    assert.equal(asked.status, 200);
    assert.match(asked.html, /By these answers: it must be notified/);
    assert.equal(await standing(made), null);
    assert.equal((await record(notifier, made)).status, 200);
    const stands = await standing(made);
    assert.equal(stands?.answer, 'must');
    assert.deepEqual(stands?.ruleIds, ['NOT-01', 'NOT-02']);
    assert.equal(stands?.authority, 'this');
    assert.equal(stands?.rapidReviewFollows, true);
    assert.deepEqual(await clocks(made), ['NOT-01 2026-11-23', 'NOT-02 2026-11-23']);
    const page = await pageOf(chair, made);
    assert.match(page, /Notifiable: must be notified by the end of 23 November 2026/);
    assert.match(page, /Nora Example/);
    assert.match(page, new RegExp(`/cases/${made.reference}/clocks/NOT-01`));
  });

  it('is no clock of ours where it is not notifiable, and thinking again starts them again', async () => {
    const made = await newCase();
    const fields = { abuse: 'not', judged: 'not', reasons: 'An accident.' };
    assert.equal((await record(notifier, made, fields)).status, 200);
    assert.deepEqual(await clocks(made), []);
    assert.match(await pageOf(coordinator, made), /Not notifiable, decided on 23 November 2026/);
    const first = await standing(made);
    assert.equal((await record(notifier, made)).status, 400);
    assert.equal((await record(notifier, made, { 'why-again': 'The post-mortem.' })).status, 200);
    const second = await standing(made);
    assert.notEqual(second?.id, first?.id);
    assert.deepEqual(await clocks(made), ['NOT-01 2026-11-23', 'NOT-02 2026-11-23']);
    const earlier = await chair.browser().open(`/cases/${made.reference}/notifiable/records/${first?.id}`);
    assert.match(earlier.html, /An earlier record: it is not notifiable/);
    assert.match(earlier.html, /the record that took its place/);
  });

  it('is another authority’s where it happened there, and says whom to tell', async () => {
    const made = await newCase();
    const elsewhere = { place: 'another-area' };
    assert.equal((await record(notifier, made, elsewhere)).status, 400);
    const named = { ...elsewhere, 'other-authority': 'Ashcombe Borough Council' };
    assert.equal((await record(notifier, made, named)).status, 200);
    assert.equal((await standing(made))?.authority, 'other');
    assert.deepEqual(await clocks(made), []);
    const page = await pageOf(notifier, made);
    assert.match(page, /Ashcombe Borough Council must notify, not this authority/);
    assert.match(page, /Tell the other authority what is known here/);
    const overview = await notifier.browser().open(`/cases/${made.reference}`);
    assert.match(overview.html, /Ashcombe Borough Council must notify/);
    assert.match(overview.html, /Another authority notifies/);
  });

  it('may be not known yet, with a day to look again; the clocks run meanwhile', async () => {
    const made = await newCase();
    const open = { abuse: 'not-sure', judged: 'not-yet-known' };
    for (const day of [
      {},
      { 'look-again-day': '23', 'look-again-month': '11', 'look-again-year': '2026' },
      { 'look-again-day': '31', 'look-again-month': '2', 'look-again-year': '2027' },
    ])
      assert.equal((await record(notifier, made, { ...open, ...day })).status, 400);
    const day = { 'look-again-day': '30', 'look-again-month': 'nov', 'look-again-year': '2026' };
    assert.equal((await record(notifier, made, { ...open, ...day })).status, 200);
    assert.equal((await clocks(made)).length, 2);
    const until = Temporal.PlainDate.from('2026-12-01');
    const due = await transactionOf(office.app, notifier.token, (tx) => readLookAgain(tx, until));
    assert.deepEqual(
      due.map(({ reference, dueOn }) => [reference, dueOn.toString()]),
      [[made.reference, '2026-11-30']],
    );
    assert.equal((await record(notifier, made, { 'why-again': 'The report came.' })).status, 200);
    assert.deepEqual(await transactionOf(office.app, notifier.token, (tx) => readLookAgain(tx, until)), []);
  });

  it('is written down by a coordinator only with who decided', async () => {
    const made = await newCase();
    const refused = await record(coordinator, made);
    assert.equal(refused.status, 400);
    assert.match(refused.html, /Say who decided for the local authority/);
    assert.equal(
      (await record(coordinator, made, { 'decided-by': 'Nora Example, head of service' })).status,
      200,
    );
  });

  it('is recorded by nobody else', async () => {
    const made = await newCase();
    for (const who of [chair, delegate]) {
      const browser = who.browser();
      assert.equal((await browser.open(`/cases/${made.reference}/notifiable/answer`)).status, 404);
    }
  });
});

describe('two who decide at once', () => {
  it('are told: the second keeps what was typed', async () => {
    const made = await newCase();
    const first = { ...whole, ...decision };
    const again = await send(notifier, made, '/answer', { ...first, abuse: 'not', judged: 'not' });
    assert.equal(again.status, 200);
    const late = await send(coordinator, made, '/answer', {
      ...first,
      standing: '',
      'decided-by': 'Somebody else',
      reasons: 'What the second typed.',
    });
    assert.equal(late.status, 409);
    assert.match(late.html, /Another decision was recorded on this case while you were writing/);
    assert.match(late.html, /What the second typed\./);
  });
});

const view = {
  partner: 'police',
  position: 'disagrees',
  'view-reason': 'We see no neglect.',
  dissent: 'It is not notifiable.',
  'given-day': '23',
  'given-month': '11',
  'given-year': '2026',
};

describe('what the partners think', () => {
  it('is said by each delegate in their own name, and a disagreement is taken further', async () => {
    const made = await newCase();
    await record(notifier, made);
    const form = await pageOf(delegate, made);
    assert.match(form, /<details class="govuk-details" id="your-view" open>/, 'it is what they are here for');
    assert.match(form, /You speak for the police\./);
    assert.doesNotMatch(form, /Whose view is it\?/, 'where there is one answer nothing is asked');
    assert.match(await pageOf(coordinator, made), /<details class="govuk-details" id="your-view">/, 'folded');
    assert.equal((await send(delegate, made, '/view', { ...view, partner: 'health' })).status, 400);
    assert.equal((await send(delegate, made, '/view', { ...view, dissent: '' })).status, 400);
    assert.equal((await send(delegate, made, '/view', view)).status, 200);
    assert.match(await pageOf(delegate, made), /<details class="govuk-details" id="your-view">/, 'said');
    const page = await pageOf(notifier, made);
    assert.match(page, /<details class="govuk-details" id="escalate" open>/, 'taken nowhere yet');
    assert.match(page, /Disagrees/);
    assert.match(page, /It is not notifiable\./);
    assert.match(page, /Said by Dan Example/);
    const taken = {
      'to-whom': 'The lead partners',
      'escalated-day': '23',
      'escalated-month': '11',
      'escalated-year': '2026',
    };
    assert.equal((await send(notifier, made, '/escalate', { ...taken, 'to-whom': '' })).status, 400);
    assert.equal((await send(notifier, made, '/escalate', taken)).status, 200);
    assert.match(await pageOf(chair, made), /The lead partners/);
    assert.match(await pageOf(notifier, made), /<details class="govuk-details" id="escalate">/);
  });

  it('is asked by a rule of today, and by none that is held for a board of 2016', async () => {
    const [today, then] = [await newCase(), await newCase({ aware: '2016-06-15' })];
    await record(notifier, today);
    await record(notifier, then);
    assert.match(wordsOf(await pageOf(coordinator, today)), /All three should agree.*NOT-07/);
    const words = wordsOf(await pageOf(coordinator, then));
    assert.match(words, /No rule of that time is held that asked the others/);
    assert.doesNotMatch(words, /NOT-07/);
  });

  it('says of what was done when it was done, and of the rest that it is to do', async () => {
    const made = await newCase();
    await record(notifier, made);
    await sql`update app.case_clock set met_on = '2026-11-20' where case_id = ${made.id} and rule = 'NOT-01'`.execute(
      office.owner,
    );
    const words = wordsOf(await pageOf(coordinator, made));
    assert.match(
      words,
      /What has to be done Notify .*By the end of Monday 23 November 2026 Done, on 20 November 2026/,
    );
    assert.equal(words.split('Done, on').length, 2, 'telling the partnership is still to do');
  });

  it('is written down by a coordinator with who said so, and by nobody else', async () => {
    const made = await newCase();
    await record(notifier, made);
    assert.equal((await send(coordinator, made, '/view', view)).status, 400);
    assert.equal(
      (await send(coordinator, made, '/view', { ...view, 'said-by': 'The superintendent' })).status,
      200,
    );
    for (const who of [chair, notifier]) assert.equal((await send(who, made, '/view', view)).status, 404);
  });
});

describe('what cannot be', () => {
  it('is said beside its field', async () => {
    const made = await newCase();
    const cases: readonly (readonly [Fields, RegExp])[] = [
      [{ age: '19' }, /Somebody of 18 or over is no child/],
      [{ person: 'unborn' }, /Leave the age empty for a child not yet born/],
      [{ age: 'four' }, /Enter the age in whole years/],
      [{ abuse: '' }, /Answer whether abuse or neglect is known or suspected/],
      [{ 'abuse-reason': '' }, /Give the reason for the answer on whether abuse/],
      [{ 'abuse-reason': 'x'.repeat(5_001) }, /Use 5,000 characters or fewer/],
      [{ reasons: '' }, /Give the reasons for the decision/],
      [{ reasons: 'x'.repeat(10_001) }, /Use 10,000 characters or fewer/],
      [{ 'decided-day': '24' }, /must be today or in the past/],
      [{ 'decided-day': '13' }, /on or after the day the authority became aware, 16 November 2026/],
      [{ judged: 'not' }, /The answer is another one by what is typed now/],
    ];
    for (const [fields, words] of cases) {
      const answer = await record(notifier, made, fields);
      assert.equal(answer.status, 400, words.source);
      assert.match(answer.html, words);
    }
    assert.equal(await standing(made), null);
  });

  it('awareness before the incident is put right first', async () => {
    const made = await newCase();
    await sql`with i as (insert into app.incident (partnership_id, earliest_day) values (${office.id}, '2026-11-18') returning id)
      insert into app.case_incident select ${office.id}, ${made.id}, id from i`.execute(office.owner);
    const answer = await record(notifier, made);
    assert.equal(answer.status, 400);
    assert.match(answer.html, /became aware on 16 November 2026, which is before 18 November 2026/);
    assert.match(answer.html, new RegExp(`href="/cases/${made.reference}/dates/authority-aware"`));
  });

  it('a child born after what happened is not yet born, or the day is wrong', async () => {
    const made = await newCase();
    await sql`with i as (insert into app.incident (partnership_id, earliest_day) values (${office.id}, '2026-11-10') returning id),
      j as (insert into app.case_incident select ${office.id}, ${made.id}, id from i),
      h as (insert into app.child (partnership_id, pseudonym, born_on) values (${office.id}, 'Child Linden', '2026-11-20') returning id)
      insert into app.case_child select ${office.id}, ${made.id}, id from h`.execute(office.owner);
    assert.match((await record(notifier, made)).html, /born on 20 November 2026, after what happened/);
    assert.equal((await record(notifier, made, { person: 'unborn', age: '' })).status, 200);
  });

  it('a case without an authority, or without awareness, says so', async () => {
    const bare = await office.openCase(coordinator, 'Child Alder');
    const page = await pageOf(coordinator, bare);
    assert.match(page, /No local authority is among the agencies of this case/);
    assert.match(page, /not on record when the authority became aware/);
  });

  it('a closed case is not answered any more', async () => {
    const made = await newCase();
    await sql`update app.case_file set state = 'closed' where id = ${made.id}`.execute(office.owner);
    const shown = await notifier.browser().open(`/cases/${made.reference}/notifiable/answer`);
    assert.match(shown.path, /notifiable$/);
  });
});
