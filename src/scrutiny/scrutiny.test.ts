import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { bytesOf } from '../../test/meeting.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';
import { answerDue, quarterBefore, quarterNamed, quarterOf } from './scrutiny.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('a quarter', () => {
  for (const [of, name, from, until] of [
    ['2026-01-01', '2026-1', '2026-01-01', '2026-03-31'],
    ['2026-11-23', '2026-4', '2026-10-01', '2026-12-31'],
    ['2024-02-29', '2024-1', '2024-01-01', '2024-03-31'],
  ] as const)
    it(`of ${of} is ${name}`, () => {
      const found = quarterOf(day(of));
      assert.deepEqual([found.name, found.from.toString(), found.until.toString()], [name, from, until]);
    });

  it('before the first of a year is the last of the year before', () => {
    assert.equal(quarterBefore(quarterOf(day('2026-02-01'))).name, '2025-4');
  });

  it('that an address names is never one to come, nor nonsense', () => {
    for (const name of [null, '', '2027-1', '2026-5', 'x'])
      assert.equal(quarterNamed(name, day('2026-11-23')).name, '2026-4', String(name));
    assert.equal(quarterNamed('2026-2', day('2026-11-23')).name, '2026-2');
  });

  it('has answers due in ten working days, over bank holidays', () => {
    assert.equal(answerDue(day('2026-12-18'), shippedCalendar).toString(), '2027-01-06');
  });
});

describe('scrutiny', () => {
  let office: Office;
  let coordinator: Colleague;
  let scrutineer: Colleague;
  let linden: OpenedCase;
  let alder: OpenedCase;
  const decisions: Record<string, string> = {};
  before(async () => {
    office = await openOffice('2026-11-23');
    coordinator = await office.person('coordinator', { name: 'Kit Example' });
    scrutineer = await office.person('scrutineer', { name: 'Ines Example' });
    linden = await office.openCase(coordinator, 'Child Linden');
    alder = await office.openCase(coordinator, 'Child Alder');
    for (const one of [linden, alder]) {
      const { rows } = await sql<{ id: string }>`
        insert into app.decision (partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
        values (${office.id}, ${one.id}, '2026-11-20', 'The group', '2026', 'made-up', '{}', 'LCSPR', 'Secret reasons.', ${coordinator.accountId})
        returning id`.execute(office.owner);
      decisions[one.id] = rows[0]?.id ?? '';
      await sql`insert into app.decision_view (partnership_id, case_id, decision_id, partner, position, reason, dissent)
        values (${office.id}, ${one.id}, ${decisions[one.id]}, 'police', 'disagrees', 'Secret words.', 'Secret dissent.')`.execute(
        office.owner,
      );
      await sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on)
        values (${office.id}, ${one.id}, 'RR-01', '2026-10-20', '2026-11-19')`.execute(office.owner);
    }
  });
  after(() => office.close());

  const send = async (
    browser: ReturnType<Colleague['browser']>,
    end: string,
    answers: Record<string, string>,
  ) => {
    const forms = [...browser.page.html.matchAll(/<form([^>]*)>/g)];
    const at = forms.findIndex(([, opening = '']) => opening.includes(`${end}"`));
    assert.notEqual(at, -1, `a form to ${end} on ${browser.page.path}`);
    return browser.send(answers, at);
  };

  it('shows by reference what was decided, late and dissented, and nothing of what anybody wrote', async () => {
    const seen = await scrutineer.browser().open('/scrutiny');
    assert.equal(seen.heading, '2 decided, 2 late, 2 with dissent');
    await assertGoodHtml(seen.html);
    assert.match(seen.html, new RegExp(linden.reference));
    assert.match(seen.html, /Disagreed: The police/);
    assert.doesNotMatch(seen.html, /Secret|Linden|Alder/);
    const word = await scrutineer.browser().open('/scrutiny/paper/word');
    assert.equal(word.status, 200);
    // The case itself stays shut without a part in it.
    assert.equal((await scrutineer.browser().open(`/cases/${linden.reference}`)).status, 404);
    for (const who of [coordinator, await office.person('member')])
      for (const path of ['/scrutiny', '/scrutiny/paper/word', '/challenges/new'])
        assert.equal((await who.browser().open(path)).status, 404, path);
  });

  it('lets the scrutineer challenge a decision, the chair answer, and keeps every word', async () => {
    const browser = scrutineer.browser();
    const about = `reference=${linden.reference}&decision=${decisions[linden.id]}`;
    const form = await browser.open(`/challenges/new?${about}`);
    await assertGoodHtml(form.html);
    assert.equal((await send(browser, '/challenges/new', { to: '', words: '' })).problems.length, 2);
    const made = await send(browser, '/challenges/new', { to: 'police', words: 'Why so late?' });
    assert.equal(made.heading, 'Waits for an answer');
    const { path } = made;
    const chair = (await office.person('chair', { name: 'Sam Example' })).browser();
    assert.equal((await chair.open('/challenges')).heading, '1 challenge waits for an answer');
    await assertGoodHtml((await chair.open(path)).html);
    assert.deepEqual((await send(chair, '/answer', { answer: '' })).problems, ['Write the answer']);
    const answered = await send(chair, '/answer', { answer: 'The report came late.', behalf: 'the police' });
    assert.match(answered.html, /Answered by Sam Example for the police/);
    assert.doesNotMatch(answered.html, /It is settled/);
    await browser.open(path);
    await send(browser, '/press', { how: 'pressed', press: 'That is no reason.' });
    assert.match((await chair.open(path)).heading, /Waits for an answer/);
    await send(chair, '/answer', { answer: 'It will not happen again.', behalf: '' });
    await browser.open(path);
    const settled = await send(browser, '/press', { how: 'settled', press: 'Noted.' });
    assert.equal(settled.heading, 'Settled');
    for (const words of ['Why so late?', 'The report came late.', 'That is no reason.', 'Noted.'])
      assert.match(settled.html, new RegExp(words.replace('?', '\\?')));
    assert.doesNotMatch(settled.html, /It is settled/);
    // Another scrutineer reads it and settles nothing.
    const other = await office.person('scrutineer');
    assert.equal((await other.browser().open(path)).status, 200);
    assert.equal((await (await office.person('member')).browser().open(path)).status, 404);
  });

  it('is shut to whoever is excluded from the case, on both sides, byte for byte', async () => {
    const browser = scrutineer.browser();
    await browser.open(`/challenges/new?reference=${alder.reference}&rule=RR-01`);
    const { path } = await send(browser, '/challenges/new', { to: 'chair', words: 'Why late?' });
    const shut = await office.person('scrutineer');
    const chair = await office.person('chair');
    await office.exclude(coordinator, alder, shut);
    await office.exclude(coordinator, alder, chair);
    const nowhere = '/challenges/11111111-1111-4111-8111-111111111111';
    for (const who of [shut, chair]) {
      const seen = bytesOf(await who.browser().open(path)).replaceAll(path, '');
      assert.equal(seen, bytesOf(await who.browser().open(nowhere)).replaceAll(nowhere, ''));
      assert.doesNotMatch((await who.browser().open('/challenges')).html, new RegExp(alder.reference));
    }
    const page = await shut.browser().open('/scrutiny');
    assert.equal(page.heading, '1 decided, 1 late, 1 with dissent');
    assert.equal(
      (await shut.browser().open(`/challenges/new?reference=${alder.reference}&rule=RR-01`)).status,
      404,
    );
  });
});
