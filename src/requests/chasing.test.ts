import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { goodAnswers } from '../../test/referrer.ts';
import { type Smtp, smtpServer } from '../../test/smtp.ts';
import { visitor } from '../../test/visitor.ts';
import { openPost } from '../mail/commands-send.ts';
import { setMailWay } from '../mail/store.ts';
import { clockAt } from '../platform/clock/clock.ts';
import { transactionOf } from '../platform/db/connect.ts';
import type { Worker } from '../platform/jobs/worker.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { chaseAll } from './commands-chasing.ts';

const canary = 'Qxcanary';
const log = { info: () => {}, error: () => {} };

let office: Office;
let coordinator: Colleague;
let hospital: string;
let smtp: Smtp;
let worker: Worker;

before(async () => {
  office = await openOffice();
  coordinator = await office.person('coordinator');
  hospital = await office.agency('Eastwick Hospitals');
  smtp = await smtpServer();
  worker = await openPost({
    server: office.world.server,
    log,
    smtpUrl: smtp.url,
    senderOf: () =>
      Promise.resolve({ name: 'Eastwick Partnership', origin: `http://${office.host}`, mailbox: null }),
    lookEvery: 1,
  });
});
after(async () => {
  await worker.close();
  await smtp.close();
  await office.close();
});

const sweep = (day: string, at = '12:00') =>
  chaseAll(office.world.worker, clockAt(Temporal.Instant.from(`${day}T${at}:00Z`)), log);

/** Waits until so many mails have come to an address, and answers them. */
async function mailsTo(email: string, count: number) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = smtp.inbox.filter(({ recipients }) => recipients.includes(email));
    if (found.length >= count) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail(`fewer than ${count} mails to ${email}`);
}

interface Asked {
  readonly of: OpenedCase;
  readonly id: string;
  readonly invitation: string;
  readonly email: string;
}

let people = 0;
async function newCase(): Promise<OpenedCase> {
  people += 1;
  const of = await office.openCase(coordinator, `${canary} ${people}`);
  await office.involve(coordinator, of, hospital);
  await sql`update app.case_file set summary = ${canary} where id = ${of.id}::uuid`.execute(office.owner);
  return of;
}

interface AskedRow {
  readonly id: string;
  readonly invitation: string;
}
const asking = (run: ReturnType<typeof sql<AskedRow>>) =>
  transactionOf(office.app, coordinator.token, async (tx) => {
    const [row] = (await run.execute(tx)).rows;
    return row ?? assert.fail('nobody was asked');
  });

/** The hospital is asked today what it knows, by a day. */
async function request(due: string, email = `request${(people += 1)}@example.org`): Promise<Asked> {
  const of = await newCase();
  const row = await asking(
    sql<AskedRow>`select request as id, invitation from ctx.ask_agency(${of.id}::uuid, ${hospital}::uuid, ${canary}, ${email}, ${canary}, ${due}::date)`,
  );
  return { of, email, ...row };
}

/** The hospital is asked today for its summary. */
async function summary(due: string): Promise<Asked> {
  const of = await newCase();
  const email = `summary${people}@example.org`;
  const { rows } = await sql<{ id: string }>`
    insert into app.rapid_review (partnership_id, case_id, opened, opened_on, opened_at, opened_by)
    values (${office.id}, ${of.id}, 'by-notification', '2026-11-16', now(), ${coordinator.accountId}) returning id`.execute(
    office.owner,
  );
  const row = await asking(
    sql<AskedRow>`select summary as id, invitation from ctx.ask_summary(${rows[0]?.id ?? ''}::uuid, ${hospital}::uuid, ${canary}, ${email}, ${canary}, ${due}::date)`,
  );
  return { of, email, ...row };
}

/** The hospital is asked today on a referral that has no case. */
async function early(due: string): Promise<Omit<Asked, 'of'> & { readonly referral: string }> {
  people += 1;
  const email = `early${people}@example.org`;
  const referral = await office.referral(goodAnswers(canary));
  const row = await asking(
    sql<AskedRow>`select request as id, invitation from ctx.ask_agency_early(${referral}::uuid, ${hospital}::uuid, ${canary}, ${email}, ${canary}, ${due}::date)`,
  );
  return { referral, email, ...row };
}

/** Everything that is waited for is over, so that the next test has its own alone. */
async function clear() {
  await sql`update app.agency_request set state = 'withdrawn' where state = 'asked'`.execute(office.owner);
  await sql`update app.agency_summary set state = 'withdrawn' where state = 'asked'`.execute(office.owner);
}

const rungsOf = async (id: string) =>
  (
    await sql<{ rung: string }>`
      select rung from app.agency_request_step where request_id = ${id}::uuid
      union all select rung from app.agency_summary_step where summary_id = ${id}::uuid`.execute(office.owner)
  ).rows.map(({ rung }) => rung);

describe('an agency that has not answered', () => {
  for (const [what, ask] of [
    ['a request on a case', request],
    ['a request on a referral', early],
    ['a summary', summary],
  ] as const)
    it(`is reminded of ${what} before the last day, on it and after it, each once`, async () => {
      const { id, email } = await ask('2026-11-26');
      for (const [day, mailed, why] of [
        ['2026-11-24', 0, 'two working days before'],
        ['2026-11-25', 1, 'one working day before'],
        ['2026-11-25', 0, 'an hour later'],
        ['2026-11-26', 1, 'the last day'],
        ['2026-11-26', 0, 'and again'],
        ['2026-11-27', 1, 'one working day late'],
        ['2026-11-28', 0, 'a Saturday'],
        ['2026-11-30', 0, 'two working days late: it is for a person to take further'],
        ['2026-12-07', 0, 'a week late'],
      ] as const)
        assert.equal(await sweep(day), mailed, why);
      assert.deepEqual(await rungsOf(id), ['before', 'due', 'late']);
      const mails = await mailsTo(email, 3);
      const subjects = mails.map(({ subject }) => subject).toSorted();
      assert.deepEqual(subjects, ['Your answer is due', 'Your answer is due', 'Your answer is late']);
      for (const { source, text, subject } of mails) {
        assert.doesNotMatch(`${source} ${text} ${subject}`, new RegExp(canary, 'i'));
        assert.match(text, /sent you a link on Monday 23 November 2026\./);
        assert.match(text, /by Thursday 26 November 2026/);
      }
      await clear();
    });

  it('gets a link that opens with the code that was told', async () => {
    const { of, id, email, invitation } = await request('2026-11-26');
    // Its fourteen days were over, as they are where the answer was asked by a later day.
    await sql`update app.invitation set expires_at = now() - interval '1 day' where id = ${invitation}::uuid`.execute(
      office.owner,
    );
    assert.equal(await sweep('2026-11-25'), 1);
    const [mail] = await mailsTo(email, 1);
    const link = /\/link\/([0-9A-Z]{24})$/m.exec(mail?.text ?? '')?.[1] ?? '';
    const staff = coordinator.browser();
    await staff.open(`/cases/${of.reference}/requests/${id}`);
    await assertGoodHtml(staff.page.html);
    assert.match(wordsOf(staff.page.html), /Mon 23 November 2026: Reminded, by the clock/);
    const code = /app-people__code">([0-9 ]+)</.exec(staff.page.html)?.[1]?.replace(' ', '') ?? '';
    const person = visitor(office.world, office.host);
    await person.open(`/link/${link}`);
    await person.send({ code });
    assert.match(person.page.heading, /What does Eastwick Hospitals know/);
    await clear();
  });

  it('is not reminded on the day on which it was asked, or reminded by a coordinator', async () => {
    const { id } = await request('2026-11-24');
    assert.equal(await sweep('2026-11-23'), 0, 'asked today');
    await sql`update app.agency_request set asked_at = now() - interval '5 days' where id = ${id}::uuid`.execute(
      office.owner,
    );
    await transactionOf(office.app, coordinator.token, (tx) =>
      sql`select ctx.chase_agency(${id}::uuid, 'reminded', '', '', '')`.execute(tx),
    );
    assert.equal(await sweep('2026-11-23'), 0, 'reminded today');
    assert.equal(await sweep('2026-11-24', '06:59'), 0, 'before seven in London');
    assert.equal(await sweep('2026-11-24', '07:00'), 1);
    assert.deepEqual((await rungsOf(id)).filter(Boolean), ['due']);
    await clear();
  });

  it('is reminded once where two services look at the same moment', async () => {
    await request('2026-11-26');
    await summary('2026-11-26');
    const counts = await Promise.all([sweep('2026-11-25'), sweep('2026-11-25'), sweep('2026-11-25')]);
    const later = await sweep('2026-11-25');
    assert.equal(
      counts.reduce((sum, one) => sum + one, later),
      2,
    );
    await clear();
  });

  it('leaves an entry with the case, and nothing of what is asked', async () => {
    const { of } = await request('2026-11-26');
    await sweep('2026-11-25');
    const { rows } = await sql<{ body: string }>`
      select body from audit.entry_words where verb = 'request.chase-by-clock' order by seq desc limit 1`.execute(
      office.owner,
    );
    assert.match(rows[0]?.body ?? '', new RegExp(`"case": ?"${of.id}"`));
    assert.match(rows[0]?.body ?? '', /"rung": ?"before"/);
    assert.doesNotMatch(rows[0]?.body ?? '', /canary|example\.org/i);
    await clear();
  });
});

describe('nobody is chased', () => {
  const all = async () => ({
    asked: await request('2026-11-26'),
    given: await summary('2026-11-26'),
    before: await early('2026-11-26'),
  });

  for (const state of ['known', 'nil'] as const)
    it(`where the answer came: ${state}`, async () => {
      const { asked, given } = await all();
      const done = sql`state = ${state}, answered_at = now(), answer_name = 'A', answer_job = 'B'`;
      await sql`update app.agency_request set ${done} where state = 'asked'`.execute(office.owner);
      await sql`update app.agency_summary set ${done}, is_secured = true where state = 'asked'`.execute(
        office.owner,
      );
      assert.equal(await sweep('2026-11-26'), 0);
      assert.deepEqual(await rungsOf(asked.id), []);
      assert.deepEqual(await rungsOf(given.id), []);
    });

  it('where it was taken back', async () => {
    await all();
    await clear();
    assert.equal(await sweep('2026-11-26'), 0);
  });

  it('in a closed case, a review that has ended, and a closed referral', async () => {
    const { asked, given, before: first } = await all();
    await sql`update app.case_file set state = 'closed' where id = ${asked.of.id}::uuid`.execute(
      office.owner,
    );
    await sql`update app.rapid_review set ended_at = now(), ended_by = ${coordinator.accountId}, ended_why = 'over'
      where case_id = ${given.of.id}::uuid`.execute(office.owner);
    await sql`update app.referral set state = 'closed', received_at = now(), closed_at = now(), outcome = 'No.' where id = ${first.referral}::uuid`.execute(
      office.owner,
    );
    assert.equal(await sweep('2026-11-26'), 0);
    await clear();
  });

  it('by a link that was tried with ten wrong codes, or taken back', async () => {
    const one = await request('2026-11-26');
    const two = await request('2026-11-26');
    await sql`update app.invitation set code_failures = 10 where id = ${one.invitation}::uuid`.execute(
      office.owner,
    );
    await sql`update app.invitation set revoked_at = now() where id = ${two.invitation}::uuid`.execute(
      office.owner,
    );
    assert.equal(await sweep('2026-11-26'), 0);
    await clear();
  });

  it('who is shut out of the case', async () => {
    const somebody = await office.person('member', { agency: hospital });
    const { of } = await request('2026-11-26', somebody.email);
    await office.exclude(coordinator, of, somebody);
    assert.equal(await sweep('2026-11-26'), 0);
    await clear();
  });

  it('but by the sweep', async () => {
    for (const who of [coordinator, await office.person('administrator')])
      await assert.rejects(
        transactionOf(office.app, who.token, (tx) =>
          sql`select * from ctx.chase_by_clock('[]', '2026-11-26')`.execute(tx),
        ),
        { code: '42501' },
      );
  });
});

describe('time to escalate', () => {
  const lateSince = (id: string, due: string) =>
    sql`update app.agency_request set due_on = ${due}::date, asked_at = asked_at - interval '20 days' where id = ${id}::uuid`.execute(
      office.owner,
    );

  it('is said to coordinators on their first page, until it was done, and again on the next rung', async () => {
    const { of, id } = await request('2026-11-26');
    await lateSince(id, '2026-11-20');
    const staff = coordinator.browser();
    await staff.open('/work');
    await assertGoodHtml(staff.page.html);
    assert.match(wordsOf(staff.page.html), /Time to escalate Take it to the agency’s safeguarding lead/);
    const escalate = `/cases/${of.reference}/requests/${id}/escalate`;
    assert.ok(staff.page.html.includes(`href="${escalate}"`));
    await staff.open(escalate);
    await staff.send({ whom: 'the safeguarding lead', words: 'By Friday.' });
    await staff.open('/work');
    assert.doesNotMatch(wordsOf(staff.page.html), /Time to escalate/);
    // As if that had been done on the day before, on which another rung was reached.
    await lateSince(id, '2026-11-19');
    await sql`update app.agency_request_step set taken_at = now() - interval '3 days' where request_id = ${id}::uuid`.execute(
      office.owner,
    );
    await staff.open('/work');
    assert.match(wordsOf(staff.page.html), /Time to escalate Take it to the agency’s representative/);
    const { rows } =
      await sql`select 1 from app.mail where kind = 'agency-answer-late' and to_address like 'lead%'`.execute(
        office.owner,
      );
    assert.deepEqual(rows, [], 'nobody’s head is mailed');
    await clear();
  });

  it('is said of a late summary as well, beside the late requests', async () => {
    const { of, id } = await summary('2026-11-26');
    await sql`update app.agency_summary set due_on = '2026-11-20' where id = ${id}::uuid`.execute(
      office.owner,
    );
    const staff = coordinator.browser();
    await staff.open('/work');
    const said = wordsOf(staff.page.html);
    assert.match(said, new RegExp(`Give a summary for the rapid review ${of.reference} Eastwick Hospitals`));
    assert.match(said, /Time to escalate/);
    assert.ok(staff.page.html.includes(`/cases/${of.reference}/rapid-review/summaries/${id}/escalate`));
    await staff.open('/calendar?month=2026-11');
    assert.match(wordsOf(staff.page.html), /An agency’s summary/);
    await clear();
  });

  it('is not for whoever is here for the agency, nor for somebody who is shut out', async () => {
    const { of, id } = await request('2026-11-26');
    await lateSince(id, '2026-11-19');
    const member = (await office.person('member', { agency: hospital })).browser();
    await member.open('/work');
    assert.match(wordsOf(member.page.html), new RegExp(`Say what is known of the family ${of.reference}`));
    assert.doesNotMatch(member.page.html, /Time to escalate|\/escalate/);
    const shut = await office.person('coordinator');
    await office.exclude(coordinator, of, shut);
    const browser = shut.browser();
    await browser.open('/work');
    assert.doesNotMatch(browser.page.html, new RegExp(of.reference));
    await browser.open(`/cases/${of.reference}/requests/${id}`);
    assert.equal(browser.page.status, 404);
    await clear();
  });
});

describe('without a mail server', () => {
  it('nobody is noted as reminded who gets nothing', async () => {
    const { id } = await request('2026-11-26');
    await setMailWay(office.world.server, false);
    assert.equal(await sweep('2026-11-26'), 0);
    assert.deepEqual(await rungsOf(id), []);
    await setMailWay(office.world.server, true);
    assert.equal(await sweep('2026-11-26'), 1, 'once there is one');
    await clear();
  });
});
