import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Colleague, OpenedCase } from '../../test/casework.ts';
import { bytesOf, type MeetingOffice, openMeetingOffice } from '../../test/meeting.ts';
import { sampleForm } from '../group/samples.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';
import { clockAt } from '../platform/clock/clock.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { chaseAllRounds } from './commands-chasing.ts';

const nowhere = '11111111-1111-4111-8111-111111111111';
const log = { info: () => {}, error: () => {} };
const question = 'Do you agree that a local review is begun?';

describe('views between meetings', () => {
  let held: MeetingOffice;
  before(async () => {
    held = await openMeetingOffice();
  });
  after(() => held.office.close());

  const ask = async (of: OpenedCase, by: Colleague = held.coordinator, over: Record<string, string> = {}) => {
    const browser = by.browser();
    await browser.open(`/cases/${of.reference}/rounds/new`);
    const form = new URLSearchParams({
      question,
      outcome: 'LCSPR',
      proposal: 'Three agencies knew of it.',
      day: '27',
      month: '11',
      year: '2026',
      ...over,
    });
    if (!('seat' in over)) for (const seat of Object.values(held.seats)) form.append('seat', seat);
    const seen = await held.send(browser, '/rounds/new', form);
    // The database goes by its own day, whatever day it is here.
    await sql`update app.round set due_on = ctx.today() + 4 where case_id = ${of.id} and state = 'asked'`.execute(
      held.office.owner,
    );
    return { browser, seen, id: seen.path.split('/').at(-1) ?? '' };
  };
  const answer = async (who: Colleague, id: string, form: Record<string, string>) => {
    const browser = who.browser();
    await browser.open(`/rounds/${id}`);
    return held.send(browser, `/rounds/${id}`, form);
  };
  const tooLongAgo = ({ bearer: { actor } }: Colleague, hours = 1) =>
    sql`update app.session set started_at = now() - make_interval(hours => ${hours})
      where id = ${actor.kind === 'member' ? actor.sessionId : nowhere}`.execute(held.office.owner);

  it('is asked by the coordinator, answered by each for the seat, and closed into a decision with a quorum', async () => {
    const { coordinator, nurse, police, newCase, office } = held;
    const of = await newCase();
    const { browser, seen, id } = await ask(of);
    assert.equal(seen.heading, '0 of 2 seats have answered question 1');
    await assertGoodHtml(seen.html);
    assert.match(
      seen.html,
      /No quorum yet: 2 more of the 2 members it needs, and an answer for Designated nurse/,
    );
    // Nothing of the case is in the mail.
    const { rows: mails } = await sql<{ kind: string; to: string }>`
      select kind, to_address as to from app.mail where partnership_id = ${office.id} and kind = 'view-asked'`.execute(
      office.owner,
    );
    assert.deepEqual(mails.map(({ to }) => to).toSorted(), [nurse.email, police.email].toSorted());
    const list = await nurse.browser().open('/rounds');
    assert.equal(list.heading, '1 question waits for your answer');
    await assertGoodHtml(list.html);
    assert.doesNotMatch(list.html, new RegExp(of.reference));
    const page = await nurse.browser().open(`/rounds/${id}`);
    assert.equal(page.heading, of.pseudonym);
    await assertGoodHtml(page.html);
    assert.match(page.html, /Three agencies knew of it/);
    // The case itself is not there for whoever is only asked.
    assert.equal((await nurse.browser().open(`/cases/${of.reference}`)).status, 404);
    const gap = await answer(nurse, id, { position: 'disagrees', words: '' });
    assert.deepEqual(gap.problems, ['Say what you would decide instead, and why']);
    await answer(nurse, id, { position: 'disagrees', words: 'A learning review would do.' });
    const blocked = await browser.open(`/cases/${of.reference}/rounds/${id}`);
    assert.match(blocked.html, /It cannot be closed into a decision yet: 1 more of the 2/);
    const refused = await held.send(browser, '/end', { how: 'decision', why: '' });
    assert.equal(refused.status, 409);
    await answer(police, id, { position: 'agrees', words: '' });
    const done = await browser.open(`/cases/${of.reference}/rounds/${id}`);
    assert.equal(done.heading, '2 of 2 seats have answered question 1');
    assert.match(done.html, /A learning review would do/);
    const decide = await held.send(browser, '/end', { how: 'decision', why: '' });
    assert.equal(decide.path, `/cases/${of.reference}/decide`);
    assert.match(decide.html, /The answers to question 1 make a quorum/);
    assert.match(decide.html, /value="Noor Example"/);
    const form = sampleForm('2026-11-20', 'LCSPR');
    form.delete('asked');
    const decided = await held.send(browser, '/decide', form);
    assert.equal(decided.heading, 'Decided: local child safeguarding practice review');
    const kept = await browser.open(`/cases/${of.reference}/rounds/${id}`);
    assert.match(kept.html, new RegExp(`href="${decided.path}">The decision`));
    // What comes afterwards is kept apart.
    const late = await answer(police, id, { position: 'disagrees', words: 'I have thought again.' });
    assert.match(late.html, /I have thought again/);
    const apart = await coordinator.browser().open(`/cases/${of.reference}/rounds/${id}`);
    assert.match(apart.html, /Came late, and is not counted/);
  });

  it('lets a deputy answer for the seat, says so, and takes nothing from a deputy after the holder', async () => {
    const { nurse, deputy, newCase } = held;
    const { browser, id } = await ask(await newCase());
    const said = await answer(deputy, id, { position: 'agrees', words: 'For the nurse.' });
    assert.match(said.html, /Agrees, for Designated nurse/);
    const { path } = browser.page;
    assert.match((await browser.open(path)).html, /Dee Example<\/span>, as deputy/);
    await answer(nurse, id, { position: 'disagrees', words: 'No.' });
    assert.match((await browser.open(path)).html, /Said before, and replaced since/);
    const after = await deputy.browser().open(`/rounds/${id}`);
    assert.match(after.html, /Whoever has the seat has answered/);
    assert.doesNotMatch(after.html, /Sign and send/);
  });

  it('takes an answer for two seats only from whoever says so, and counts the person once', async () => {
    const { office, group, seats, newCase, nurse } = held;
    const both = await office.person('member', { name: 'Bo Example' });
    for (const seat of Object.values(seats))
      await sql`insert into app.review_group_holder (partnership_id, group_id, seat_id, stands, account_id)
        values (${office.id}, ${group}, ${seat}, 'deputy', ${both.accountId})`.execute(office.owner);
    const { browser, id } = await ask(await newCase());
    const page = both.browser();
    await page.open(`/rounds/${id}`);
    const form = new URLSearchParams({ position: 'agrees', words: '' });
    for (const seat of Object.values(seats)) form.append('seat', seat);
    const refused = await held.send(page, `/rounds/${id}`, form);
    assert.equal(refused.status, 409);
    assert.deepEqual(refused.problems, ['You answer for more than one seat. Say so, or choose one of them.']);
    form.set('several', 'yes');
    await held.send(page, `/rounds/${id}`, form);
    const seen = await browser.open(browser.page.path);
    assert.match(seen.html, /as deputy, for several seats/);
    assert.match(seen.html, /No quorum yet: 1 more of the 2 members/);
    // Nor one after the other.
    const second = await ask(await newCase());
    const one = new URLSearchParams({ position: 'agrees', words: '', seat: seats['Police lead'] ?? '' });
    await page.open(`/rounds/${second.id}`);
    await held.send(page, `/rounds/${second.id}`, one);
    one.set('seat', seats['Designated nurse'] ?? '');
    assert.equal((await held.send(page, `/rounds/${second.id}`, one)).status, 409);
    // A member who leaves the agency and the seat: what they said stands under their name, and they are asked no more.
    await answer(nurse, second.id, { position: 'agrees', words: '' });
    await sql`delete from app.review_group_holder where account_id = ${both.accountId}`.execute(office.owner);
    assert.equal((await both.browser().open(`/rounds/${second.id}`)).status, 404);
    assert.match((await second.browser.open(second.browser.page.path)).html, /Bo Example/);
  });

  it('shows nothing to whoever is excluded or has a conflict, byte for byte', async () => {
    const { coordinator, chair, nurse, police, stranger, newCase, office, plan, put, send, itemOf } = held;
    const of = await newCase();
    const { id } = await ask(of);
    await office.exclude(coordinator, of, nurse);
    const blank = (path: string, at: string) => (seen: { status: number; html: string }) =>
      bytesOf(seen).replaceAll(path, at);
    for (const who of [nurse, stranger]) {
      const browser = who.browser();
      const seen = blank(id, '')(await browser.open(`/rounds/${id}`));
      assert.equal(seen, blank(nowhere, '')(await browser.open(`/rounds/${nowhere}`)));
      assert.match(seen, /^404/);
    }
    // A conflict that is said here shuts the question, later ones, and the item of a meeting.
    const left = await answer(police, id, { position: 'conflict', words: 'I led the inquiry.' });
    assert.equal(left.path, '/rounds');
    assert.doesNotMatch(left.html, new RegExp(id));
    const base = await plan(coordinator.browser());
    await put(coordinator.browser(), base, [of]);
    const runner = coordinator.browser();
    await runner.open(base);
    await send(runner, '/move', {});
    assert.doesNotMatch((await police.browser().open(base)).html, new RegExp(of.pseudonym));
    assert.equal((await police.browser().open(await itemOf(base, of))).status, 404);
    const again = await ask(of);
    assert.equal((await police.browser().open(`/rounds/${again.id}`)).status, 404);
    // A chair who is conflicted neither sees nor asks; the other one does.
    const theirs = await newCase();
    const asked = await ask(theirs);
    await put(coordinator.browser(), base, [theirs]);
    const item = await itemOf(base, theirs);
    const chairs = chair.browser();
    await chairs.open(`${item}/conflict`);
    await send(chairs, '/conflict', { who: chair.accountId, reason: 'My sister works there.' });
    const rounds = `/cases/${theirs.reference}/rounds`;
    assert.equal((await chairs.open(rounds)).heading, 'Nobody has been asked between meetings');
    assert.equal((await chairs.open(`${rounds}/${asked.id}`)).status, 404);
    assert.equal((await chairs.open(`${rounds}/new`)).path, rounds);
    const deputyChair = await office.person('chair', { name: 'Ro Example' });
    assert.equal((await deputyChair.browser().open(`${rounds}/${asked.id}`)).status, 200);
    // Let back in, by somebody who runs meetings.
    const page = coordinator.browser();
    await page.open(`/cases/${of.reference}/rounds/${id}`);
    await send(page, '/let-in', {});
    assert.equal((await police.browser().open(`/rounds/${again.id}`)).status, 200);
  });

  it('asks for a proof that is not older than fifteen minutes, and keeps what was typed meanwhile', async () => {
    const { nurse, newCase, office } = held;
    const of = await newCase();
    const { id } = await ask(of);
    const browser = nurse.browser();
    await browser.open(`/rounds/${id}`);
    await tooLongAgo(nurse);
    const seen = await held.send(browser, `/rounds/${id}`, { position: 'disagrees', words: 'Kept words.' });
    assert.equal(seen.heading, 'Prove again who you are');
    assert.match(seen.html, /value="Kept words\."/);
    assert.doesNotMatch(seen.html, new RegExp(of.pseudonym));
    const wrong = await held.send(browser, '/prove', { code: '000000' });
    assert.deepEqual(wrong.problems, [
      'That code is not right, or was used already. Wait for the next one and type that.',
    ]);
    // Neither the application nor smuggled SQL sees the question without it.
    const rows = await transactionOf(office.app, nurse.token, async (tx) => [
      (await sql`select from app.round`.execute(tx)).rows.length,
      (await sql`select from app.round_paper`.execute(tx)).rows.length,
    ]);
    assert.deepEqual(rows, [0, 0]);
    await sql`insert into ctx.credential (account_id, salt, memory_kib, passes, verifier, totp_secret)
      values (${nurse.accountId}, '\\x00', 8, 1, '\\x00', '\\x3132333435363738393031323334353637383930')`.execute(
      office.owner,
    );
    const { rows: codes } = await sql<{ code: string }>`
      select ctx.totp('\\x3132333435363738393031323334353637383930', floor(extract(epoch from now()) / 30)::bigint) as code`.execute(
      office.owner,
    );
    const proved = await held.send(browser, '/prove', { code: codes[0]?.code ?? '' });
    assert.equal(proved.heading, of.pseudonym);
    assert.match(proved.html, />Kept words\.</);
    const sent = await held.send(browser, `/rounds/${id}`, { position: 'disagrees', words: 'Kept words.' });
    assert.match(sent.html, /Disagrees, for Designated nurse/);
    await tooLongAgo(nurse, 0);
  });

  it('is chased by the clock, the deputy too, once on each rung, and no longer once it is answered', async () => {
    const { newCase, nurse, deputy, police, office } = held;
    const { id } = await ask(await newCase());
    await sql`update app.round set state = 'withdrawn', why = 'over', closed_by = asked_by, closed_at = now() where id <> ${id} and state = 'asked'`.execute(
      office.owner,
    );
    await sql`update app.round set due_on = '2026-11-24', asked_at = now() - interval '3 days' where id = ${id}`.execute(
      office.owner,
    );
    await sql`update ctx.mail_way set goes_out = true`.execute(office.owner);
    const at = (day: string) =>
      chaseAllRounds(office.world.worker, clockAt(Temporal.Instant.from(`${day}T10:00:00Z`)), log);
    const mailed = async () => {
      const { rows } = await sql<{ to: string }>`
        select to_address as to from app.mail where kind = 'view-due' order by queued_at, to_address`.execute(
        office.owner,
      );
      return rows.map(({ to }) => to);
    };
    assert.equal(await at('2026-11-20'), 0);
    assert.equal(await at('2026-11-23'), 3);
    assert.deepEqual(
      (await mailed()).toSorted(),
      [nurse, deputy, police].map(({ email }) => email).toSorted(),
    );
    assert.equal(await at('2026-11-23'), 0);
    await sql`insert into app.round_answer (partnership_id, case_id, round_id, seat_id, account_id, name, stands, several, position, words, is_late)
      select partnership_id, case_id, id, ${held.seats['Designated nurse']}, ${nurse.accountId}, 'Noor', 'holder', false, 'agrees', '', false
      from app.round where id = ${id}`.execute(office.owner);
    assert.equal(await at('2026-11-24'), 1);
    await sql`update ctx.mail_way set goes_out = false`.execute(office.owner);
  });

  it('says what is wrong with a question, and is withdrawn with a reason', async () => {
    const { newCase, nurse } = held;
    const of = await newCase();
    const { seen } = await ask(of, held.chair, {
      question: '',
      proposal: '',
      day: '1',
      month: '1',
      seat: '',
    });
    assert.equal(seen.status, 400);
    assert.equal(seen.problems.length, 4);
    await assertGoodHtml(seen.html);
    const { browser, id } = await ask(of, held.chair);
    const nothing = await held.send(browser, '/end', { how: 'withdrawn', why: '' });
    assert.deepEqual(nothing.problems, ['Say why it is withdrawn']);
    await held.send(browser, '/end', { how: 'withdrawn', why: 'It was put wrongly.' });
    const gone = await nurse.browser().open(`/rounds/${id}`);
    assert.equal(gone.heading, 'This question was withdrawn');
    assert.doesNotMatch(gone.html, new RegExp(of.pseudonym));
    assert.doesNotMatch(gone.html, /put wrongly/);
    assert.equal((await nurse.browser().open(`/cases/${of.reference}/rounds`)).status, 404);
  });
});
