import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { liverpoolConventions } from '../law/conventions.ts';
import { criteriaOn } from '../law/criteria.ts';
import { partnerIds } from '../law/outcomes.ts';

/** A form filled in whole for a day; every limb and every partner with a reason of its own. */
function wholeForm(on: string, outcome: string): Record<string, string> {
  const day = Temporal.PlainDate.from(on);
  const form: Record<string, string> = {
    'day-day': String(day.day),
    'day-month': String(day.month),
    'day-year': String(day.year),
    'there-0-name': 'Ada Example',
    'there-0-agency': 'Eastwick Council',
    'there-0-capacity': 'member',
    outcome,
    reasons: 'Agencies can learn from it together.',
  };
  for (const { id } of criteriaOn(day, liverpoolConventions)?.limbs ?? []) {
    form[`limb-${id}`] = 'met';
    form[`limb-${id}-reason`] = `Because of ${id}.`;
  }
  for (const id of partnerIds) {
    form[`view-${id}`] = 'agrees';
    form[`view-${id}-reason`] = 'For the same reasons.';
  }
  return form;
}

describe('the group’s decision on a case', () => {
  let office: Office;
  let coordinator: Colleague;
  let chair: Colleague;
  let opened: OpenedCase;

  before(async () => {
    office = await openOffice('2026-11-23');
    coordinator = await office.person('coordinator');
    chair = await office.person('chair', { name: 'Sam Example' });
  });
  after(() => office.close());

  const newCase = async () => {
    opened = await office.openCase(coordinator, `Child ${crypto.randomUUID()}`);
    return `/cases/${opened.reference}`;
  };
  const stateOf = async () => {
    const { rows } = await sql<{ state: string; decisions: number }>`
      select c.state, (select count(*) from app.decision d where d.case_id = c.id) as decisions
      from app.case_file c where c.id = ${opened.id}`.execute(office.owner);
    return rows[0];
  };

  it('is recorded by the chair, limb by limb, with the dissent of a partner', async () => {
    const base = await newCase();
    const browser = chair.browser();
    await browser.open(`${base}/decisions`);
    assert.equal(browser.page.heading, 'The group has not decided yet');
    await browser.open(`${base}/decide`);
    const seen = await browser.send({
      ...wholeForm('2026-11-20', 'LCSPR'),
      'view-police': 'disagrees',
      'view-police-dissent': 'The rapid review is enough.',
    });
    assert.equal(seen.heading, 'Decided: local child safeguarding practice review');
    assert.match(seen.html, /The rapid review is enough\./);
    assert.match(seen.html, /Recorded by Sam Example/);
    assert.match(seen.html, /Provisional until the Panel has answered/);
    assert.deepEqual(await stateOf(), { state: 'decided', decisions: 1 });
    const { rows } = await sql<{ verb: string; account: string }>`
      select verb, account_id as account from audit.entry_words where case_id = ${opened.id} and verb = 'decision.record'`.execute(
      office.owner,
    );
    assert.deepEqual(rows, [{ verb: 'decision.record', account: chair.accountId }]);
  });

  it('is refused beside the field while a limb or a view is open, and loses nothing that was typed', async () => {
    const base = await newCase();
    const browser = coordinator.browser();
    await browser.open(`${base}/decide`);
    const form = wholeForm('2026-11-20', 'no-further-action');
    const limb = Object.keys(form).find((name) => /^limb-.*(?<!-reason)$/.test(name)) ?? '';
    const { [limb]: _, ...gap } = form;
    const seen = await browser.send({ ...gap, 'view-health-reason': '' });
    assert.equal(seen.status, 400);
    assert.match(seen.html, new RegExp(`id="${limb}-error"`));
    assert.match(seen.html, /id="view-health-reason-error"/);
    assert.equal(seen.problems.length, 2);
    assert.match(seen.html, /Agencies can learn from it together\./);
    assert.deepEqual(await stateOf(), { state: 'open', decisions: 0 });
    const mended = await browser.send(form);
    assert.equal(mended.status, 200);
    assert.deepEqual(await stateOf(), { state: 'decided', decisions: 1 });
  });

  it('that asks for more information leaves the case waiting, and is thought again by another decision', async () => {
    const base = await newCase();
    const browser = coordinator.browser();
    await browser.open(`${base}/decide`);
    await browser.send(wholeForm('2026-11-18', 'more-information'));
    assert.deepEqual(await stateOf(), { state: 'awaiting-information', decisions: 1 });
    await browser.open(`${base}/decide`);
    await browser.send(wholeForm('2026-11-20', 'single-agency-review'));
    assert.deepEqual(await stateOf(), { state: 'decided', decisions: 2 });
    const list = await browser.open(`${base}/decisions`);
    assert.match(list.html, /Thought again since/);
  });

  it('of two that are recorded at once is the first; the second keeps what was typed and says so', async () => {
    const base = await newCase();
    const first = chair.browser();
    const second = coordinator.browser();
    await first.open(`${base}/decide`);
    await second.open(`${base}/decide`);
    await first.send(wholeForm('2026-11-20', 'LCSPR'));
    const seen = await second.send({
      ...wholeForm('2026-11-20', 'no-further-action'),
      reasons: 'My own words.',
    });
    assert.match(seen.problems[0] ?? '', /Another decision was recorded/);
    assert.match(seen.html, /My own words\./);
    assert.deepEqual(await stateOf(), { state: 'decided', decisions: 1 });
  });

  it('takes no outcome that the law of its day does not know, and no day to come', async () => {
    const base = await newCase();
    const browser = coordinator.browser();
    await browser.open(`${base}/decide`);
    const seen = await browser.send(wholeForm('2026-11-20', 'SCR'));
    assert.match(seen.problems.join(' '), /No serious case review could be started/);
    const tomorrow = await browser.send(wholeForm('2026-11-24', 'LCSPR'));
    assert.match(tomorrow.problems.join(' '), /must be today or in the past/);
  });

  it('is read by those on the case, recorded by coordinator and chair alone, and not there for anybody else', async () => {
    const base = await newCase();
    const agency = await office.agency('Eastwick Hospitals');
    await office.involve(coordinator, opened, agency);
    const member = await office.person('member', { agency });
    assert.equal((await member.browser().open(`${base}/decisions`)).status, 200);
    const excluded = await office.person('chair');
    await office.exclude(coordinator, opened, excluded);
    const never = await coordinator.browser().open('/cases/EASP-2020-9999/decide');
    for (const who of [
      excluded,
      member,
      await office.person('member'),
      await office.person('administrator'),
      await office.person('inspector'),
    ]) {
      const browser = who.browser();
      const seen = await browser.open(`${base}/decide`);
      assert.equal(seen.status, 404, who.name);
      assert.equal(never.status, 404);
      const token =
        /name="form-token" value="([^"]+)"/.exec((await browser.open('/sign-out')).html)?.[1] ?? '';
      const sent = await browser.raw(
        `${base}/decide`,
        new URLSearchParams({ 'form-token': token, ...wholeForm('2026-11-20', 'LCSPR') }).toString(),
      );
      assert.equal(sent.status, 404, who.name);
    }
    assert.deepEqual(await stateOf(), { state: 'open', decisions: 0 });
  });
});
