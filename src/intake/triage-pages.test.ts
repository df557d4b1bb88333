import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { goodAnswers } from '../../test/referrer.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { newToken } from '../platform/clock/clock.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

// Today is Monday 23 November 2026, at noon.
let office: Office;
let coordinator: Colleague;
let other: Colleague;

before(async () => {
  checkEveryRead(true);
  office = await openOffice();
  coordinator = await office.person('coordinator', { name: 'Cora Ordinator' });
  other = await office.person('coordinator', { name: 'Cyril Ordinator' });
});
after(async () => {
  await office.close();
  checkEveryRead(false);
});

/** A referral that was sent, with the browser that holds its receipt, and the receipt. */
async function sent(): Promise<{ person: Visitor; id: string; receipt: string }> {
  const person = visitor(office.world, office.host);
  const id = await office.referral(goodAnswers('Alder'));
  const receipt = newToken();
  await sql`insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(${receipt}, 'UTF8')), 'receipt', ${office.id}, ${id}, now() + interval '1 day')`.execute(
    office.owner,
  );
  await person.open('/receipt');
  await person.send({ receipt });
  assert.equal(person.page.path, '/refer/sent', person.page.problems.join());
  return { person, id, receipt };
}

const formWith = ({ page }: Visitor, action: string) =>
  [...page.html.matchAll(/<form action="([^"]+)"/g)].findIndex(([, to]) => to === action);

async function staff(id: string, rest = '', who = coordinator): Promise<Visitor> {
  const browser = who.browser();
  await browser.open(`/referrals/${id}${rest}`);
  return browser;
}

async function ask(id: string, question = 'Who told you, and when?') {
  const browser = await staff(id, '/questions');
  await assertGoodHtml(browser.page.html);
  await browser.send({ question });
  return browser;
}

const entries = async (verb: string) => {
  const { rows } = await sql<{ outcome: string; facts: unknown }>`
    select outcome, body::jsonb -> 'facts' as facts from audit.entry_words where verb = ${verb} order by seq`.execute(
    office.owner,
  );
  return rows;
};

const mails = async (kind: string) => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from app.mail where kind = ${kind}`.execute(
    office.owner,
  );
  return rows[0]?.n ?? 0;
};

describe('a question to the referrer', () => {
  it('is mailed about, read and answered by receipt, and new to the coordinators until one has read it', async () => {
    const { person, id } = await sent();
    const browser = await ask(id);
    assert.equal(browser.page.path, `/referrals/${id}`);
    assert.match(
      wordsOf(browser.page.html),
      /Question 1 Asked by Cora Ordinator on .* Who told you, and when\? Not answered yet/,
    );
    await assertGoodHtml(browser.page.html);
    assert.equal(await mails('referral-question'), 1);
    await person.open('/refer/sent');
    assert.equal(person.page.heading, 'The coordinator has a question for you');
    assert.doesNotMatch(person.page.html, /Cora/, 'not who asked');
    await assertGoodHtml(person.page.html);
    const form = formWith(person, '/refer/answer');
    await person.send({ answer: ' ' }, form);
    assert.equal(person.page.status, 400);
    assert.deepEqual(person.page.problems, ['Write your answer']);
    await assertGoodHtml(person.page.html);
    await person.send({ answer: 'Her grandmother,\non Sunday. 🙂' }, formWith(person, '/refer/answer'));
    assert.equal(person.page.heading, 'Your referral has been sent');
    assert.match(wordsOf(person.page.html), /You answered on .* Her grandmother/);
    assert.equal(formWith(person, '/refer/answer'), -1);
    const today = await staff(id, '', other);
    await today.open('/work');
    assert.match(wordsOf(today.page.html), /Unallocated since today The referrer has answered/);
    await today.open(`/referrals/${id}`);
    assert.match(wordsOf(today.page.html), /New answer on .* Her grandmother/);
    await today.send({}, formWith(today, `/referrals/${id}/questions/read`));
    assert.match(wordsOf(today.page.html), /Answered, and read by Cyril Ordinator/);
    await today.open('/work');
    assert.doesNotMatch(today.page.html, /The referrer has answered/);
    assert.deepEqual(
      (await entries('question.answer')).map(({ outcome, facts }) => [outcome, facts]),
      [['done', { question: 1 }]],
    );
    assert.deepEqual((await entries('question.ask')).at(-1)?.facts, { question: 1, mailed: true });
  });

  it('is answered once: in a second window the answer stands, and what was typed is kept', async () => {
    const { person, id } = await sent();
    await ask(id);
    await person.open('/refer/sent');
    const second = visitor(office.world, office.host);
    second.carryCookiesOf(person);
    await second.open('/refer/sent');
    await person.send({ answer: 'The first answer.' }, formWith(person, '/refer/answer'));
    await ask(id, 'Another question?');
    await second.send({ answer: 'The second answer.' }, formWith(second, '/refer/answer'));
    assert.equal(second.page.status, 409);
    assert.match(second.page.problems.join(), /answered already/);
    assert.match(wordsOf(second.page.html), /The first answer/);
    assert.match(second.page.html, /The second answer\./, 'for the next question');
  });

  it('keeps an answer that came without a receipt until the receipt is there', async () => {
    const { person, id, receipt } = await sent();
    await ask(id);
    await person.open('/refer/sent');
    const [form = ''] = /<form action="\/refer\/answer"[^]*?<\/form>/.exec(person.page.html) ?? [];
    const hidden = new URLSearchParams(
      [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    );
    hidden.set('answer', 'A kept answer.');
    await person.send({}, formWith(person, '/refer/leave'));
    await person.raw('/refer/answer', hidden.toString());
    assert.match(person.page.html, /Enter your receipt/);
    await person.send({ receipt });
    assert.match(wordsOf(person.page.html), /You answered on .* A kept answer\./);
  });

  it('says what is wrong, takes twenty and no more, and none once there is an outcome', async () => {
    const { person, id } = await sent();
    const browser = await ask(id, '');
    assert.equal(browser.page.status, 400);
    assert.deepEqual(browser.page.problems, ['Write your question']);
    await browser.send({ question: 'x'.repeat(5_001) });
    assert.match(browser.page.problems.join(), /5,000 characters or fewer/);
    for (let turn = 0; turn < 20; turn += 1) await ask(id);
    assert.equal((await staff(id, '/questions')).page.path, `/referrals/${id}`, 'no form that leads nowhere');
    const late = await staff(id, '/decline');
    await person.open('/refer/sent');
    await late.send({ code: 'not-here', reasons: 'Because.', outcome: 'Not for us.' });
    await person.send({ answer: 'Too late.' }, formWith(person, '/refer/answer'));
    assert.equal(person.page.status, 409);
    assert.equal(person.page.heading, 'There is an outcome');
  });
});

describe('declining', () => {
  it('closes with reasons for the record and words for the referrer, and can be looked at again', async () => {
    const { person, id } = await sent();
    const browser = await staff(id, '/decline');
    await assertGoodHtml(browser.page.html);
    await browser.send({});
    assert.deepEqual(browser.page.problems, [
      'Choose why it is declined',
      'Write your reasons, for the record',
      'Write what the referrer is to know',
    ]);
    await browser.send({
      code: 'below-threshold',
      reasons: 'Early help was asked.',
      outcome: 'We asked for early help.',
    });
    assert.equal(browser.page.path, `/referrals/${id}`);
    const words = wordsOf(browser.page.html);
    assert.match(words, /Declined on .* By Cora Ordinator\. Below the threshold, and referred elsewhere\./);
    assert.match(words, /Early help was asked/);
    await assertGoodHtml(browser.page.html);
    await person.open('/refer/sent');
    assert.equal(person.page.heading, 'There is an outcome');
    assert.match(person.page.html, /We asked for early help/);
    assert.doesNotMatch(person.page.html, /Early help was asked/, 'the record is not theirs');
    const again = await staff(id, '/reconsider', other);
    await assertGoodHtml(again.page.html);
    await again.send({ reason: 'The school called.' });
    assert.match(
      wordsOf(again.page.html),
      /Acknowledged .* With Cyril Ordinator .* Taken up again .* Until then the referrer had been told: We asked/,
    );
    await person.open('/refer/sent');
    assert.equal(person.page.heading, 'The coordinator is looking at your referral again');
    assert.match(wordsOf(person.page.html), /What you were told on .* We asked for early help/);
    assert.doesNotMatch(person.page.html, /The school called/);
    await assertGoodHtml(person.page.html);
    assert.equal(await mails('referral-reconsidered'), 1);
    assert.deepEqual((await entries('referral.decline')).at(-1)?.facts, {
      reason: 'below-threshold',
      mailed: true,
    });
  });

  it('does nothing to one of a case, nor to one that somebody else has just closed', async () => {
    const { id } = await sent();
    const [first, second] = [await staff(id, '/decline'), await staff(id, '/decline', other)];
    const form = { code: 'other', reasons: 'Because.', outcome: 'What was decided.' };
    await first.send(form);
    await second.send({ ...form, outcome: 'Something else.' });
    assert.equal(second.page.status, 409);
    assert.match(second.page.html, /Something else\./, 'what was typed is kept');
    const { id: made } = await sent();
    const early = await staff(made, '/decline');
    const opened = await office.openCase(coordinator, 'Child Rowan');
    await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${office.id}, ${opened.id}, ${made})`.execute(
      office.owner,
    );
    await early.send(form);
    assert.equal(early.page.status, 409);
    assert.match(early.page.problems.join(), /belongs to a case already/);
    assert.equal((await staff(made, '/decline')).page.path, `/referrals/${made}`);
  });
});

describe('who has a referral', () => {
  it('is whoever acknowledges it, until it is given to somebody else', async () => {
    const { id } = await sent();
    const browser = await staff(id);
    assert.match(wordsOf(browser.page.html), /Unallocated since today/);
    await browser.send({}, formWith(browser, `/referrals/${id}/receive`));
    assert.match(wordsOf(browser.page.html), /With Cora Ordinator since/);
    const stale = await staff(id, '/allocation');
    await assertGoodHtml(stale.page.html);
    await browser.open(`/referrals/${id}/allocation`);
    await browser.send({ to: other.accountId });
    assert.match(wordsOf(browser.page.html), /With Cyril Ordinator since/);
    await stale.send({ to: other.accountId });
    assert.equal(stale.page.path, `/referrals/${id}`, 'it is so already');
    const back = await staff(id, '/allocation');
    await browser.open(`/referrals/${id}/allocation`);
    await browser.send({ to: coordinator.accountId });
    await back.send({ to: other.accountId });
    assert.deepEqual((await staff(id)).page.status, 200);
    assert.match(back.page.problems.join(), /given this referral meanwhile/);
    assert.match(wordsOf(back.page.html), /Cora Ordinator has it\./);
    await assertGoodHtml(back.page.html);
  });

  it('is nobody once they are gone, and what nobody has stands first on the day’s page, the oldest above all', async () => {
    const gone = await office.person('coordinator', { name: 'Gone Ordinator' });
    const { id } = await sent();
    const given = await staff(id, '/allocation');
    await given.send({ to: gone.accountId });
    await office.leave(gone);
    const { id: old } = await sent();
    // Of the others none came before these two, on whatever day this is tried.
    await sql`update app.referral set sent_at = case id when ${old} then timestamptz '2026-11-18 10:00Z'
        when ${id} then '2026-11-20 10:00Z' else '2026-11-21 10:00Z' end where state <> 'draft'`.execute(
      office.owner,
    );
    const browser = coordinator.browser();
    await browser.open('/work');
    assert.match(browser.page.heading, /^\d+ referrals wait for somebody/);
    const words = wordsOf(browser.page.html);
    assert.match(words, /With nobody: Gone Ordinator no longer has it/);
    assert.match(words, /Late: unallocated for 3 working days/);
    const order = [old, id].map((one) =>
      browser.page.html.indexOf(`<h3 class="app-due__thing"><a class="govuk-link" href="/referrals/${one}"`),
    );
    assert.ok((order[0] ?? 0) > 0 && (order[0] ?? 0) < (order[1] ?? 0), order.join());
    assert.doesNotMatch(
      browser.page.html.slice(0, order[0]),
      /With Cora/,
      'those that somebody has come last',
    );
    await assertGoodHtml(browser.page.html);
  });

  it('is not there for a chair, a representative or somebody elsewhere', async () => {
    const { id } = await sent();
    for (const role of ['chair', 'member', 'administrator'] as const) {
      const who = await office.person(role);
      for (const rest of ['', '/allocation', '/questions', '/decline', '/reconsider'])
        assert.equal((await staff(id, rest, who)).page.status, 404, `${role} ${rest}`);
    }
  });
});
