import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';
import { type Attested, lateOn, lineState, ownedWords, readSaid } from './attestation.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('confirming access', () => {
  it('is late from the tenth working day of a month', () => {
    assert.equal(lateOn(day('2026-11-01'), shippedCalendar)?.toString(), '2026-11-13');
    assert.equal(lateOn(day('2026-12-01'), shippedCalendar)?.toString(), '2026-12-14');
    const open = { attestedAt: null, hasSomebody: true };
    assert.equal(lineState(open, day('2026-11-13'), day('2026-11-12')).mark, 'running');
    assert.equal(lineState(open, day('2026-11-13'), day('2026-11-13')).mark, 'late');
    assert.equal(lineState({ ...open, hasSomebody: false }, null, day('2026-11-13')).mark, 'blocked');
  });

  it('asks of everybody, and who takes over from whoever has something', () => {
    const person: Attested = {
      accountId: 'a',
      name: 'Ada',
      roles: ['member'],
      seenOn: null,
      seats: 1,
      referrals: 0,
      parts: 2,
    };
    const other = { ...person, accountId: 'b', name: 'Bo', seats: 0, parts: 0 };
    assert.equal(ownedWords(person), '1 seat, 2 parts in cases');
    const read = (form: Record<string, string>) => readSaid(new URLSearchParams(form), [person, other]);
    assert.deepEqual(Object.keys(read({}).problems), ['a', 'b']);
    assert.deepEqual(Object.keys(read({ 'access-a': 'end', 'access-b': 'keep' }).problems), ['a']);
    // Nobody inherits from themselves, nor somebody who is not on the list.
    for (const heir of ['a', 'c'])
      assert.equal(read({ 'access-a': 'end', 'heir-a': heir, 'access-b': 'keep' }).said, null);
    assert.deepEqual(read({ 'access-a': 'end', 'heir-a': 'b', 'access-b': 'keep' }).said, [
      { account: 'a', keeps: false, heir: 'b' },
      { account: 'b', keeps: true, heir: null },
    ]);
  });
});

describe('the monthly confirmation', () => {
  let office: Office;
  let hospital: string;
  let representative: Colleague;
  let leaver: Colleague;
  let coordinator: Colleague;
  let administrator: Colleague;
  before(async () => {
    office = await openOffice('2026-11-23');
    hospital = await office.agency('Eastwick Hospital');
    representative = await office.person('member', { agency: hospital, name: 'Rae Example' });
    leaver = await office.person('member', { agency: hospital, name: 'Lee Example' });
    coordinator = await office.person('coordinator', { name: 'Kit Example' });
    administrator = await office.person('administrator', { name: 'Ada Example' });
  });
  after(() => office.close());

  it('ends access, hands over what somebody has, and leaves nothing without an owner', async () => {
    const of = await office.openCase(coordinator);
    await office.name(coordinator, of, leaver, 'member');
    const { rows } = await sql<{ id: string; seat: string }>`
      with g as (select id from app.review_group where partnership_id = ${office.id} and kind = 'main'),
        s as (insert into app.review_group_seat (partnership_id, group_id, name, capacity) select ${office.id}, id, 'Hospital', 'member' from g returning id, group_id)
      insert into app.review_group_holder (partnership_id, group_id, seat_id, stands, account_id)
        select ${office.id}, group_id, id, 'holder', ${leaver.accountId} from s returning id, seat_id as seat`.execute(
      office.owner,
    );
    const browser = representative.browser();
    const list = await browser.open('/attestations');
    assert.equal(list.heading, '1 of 1 still to be confirmed this month');
    await assertGoodHtml(list.html);
    const page = await browser.open(`/attestations/${hospital}`);
    await assertGoodHtml(page.html);
    assert.match(page.html, /Has: 1 seat, 1 part in a case/);
    const end = {
      [`access-${leaver.accountId}`]: 'end',
      [`heir-${leaver.accountId}`]: '',
    };
    const people = (form: Record<string, string>) => {
      const all = new URLSearchParams(form);
      for (const [, id = ''] of page.html.matchAll(/name="person" value="([^"]*)"/g))
        all.append('person', id);
      all.set(`access-${representative.accountId}`, 'keep');
      return all;
    };
    const at = (html: string) =>
      [...html.matchAll(/<form([^>]*)>/g)].findIndex(([, opening = '']) => opening.includes(hospital));
    const gap = await browser.send(people(end), at(browser.page.html));
    assert.deepEqual(gap.problems, ['Say who takes over from Lee Example: 1 seat, 1 part in a case']);
    const done = await browser.send(
      people({ ...end, [`heir-${leaver.accountId}`]: representative.accountId }),
      at(browser.page.html),
    );
    assert.deepEqual(done.problems, []);
    assert.equal(done.heading, 'Everybody’s access is confirmed this month');
    assert.match((await leaver.browser().open('/work')).path, /^\/sign-in/);
    const { rows: holders } = await sql<{ account_id: string }>`
      select account_id from app.review_group_holder where seat_id = ${rows[0]?.seat} and superseded_at is null
        and daterange(from_day, until_day) @> ctx.today()`.execute(office.owner);
    assert.deepEqual(holders, [{ account_id: representative.accountId }]);
    const { rows: parts } = await sql<{ account_id: string }>`
      select account_id from app.case_involvement where case_id = ${of.id} and until_day is null`.execute(
      office.owner,
    );
    assert.deepEqual(parts, [{ account_id: representative.accountId }]);
    // A second time it is not asked for.
    assert.match((await browser.open(`/attestations/${hospital}`)).html, /Confirmed by Rae Example/);
  });

  it('is each agency’s own; the administrator sees who confirmed and who has not, and confirms nothing', async () => {
    const seen = await administrator.browser().open('/attestations');
    assert.equal(seen.heading, '1 of 2 still to be confirmed this month');
    assert.match(seen.html, /Rae Example, \d+ \w+ \d{4}/);
    assert.equal((await administrator.browser().open(`/attestations/${hospital}`)).status, 404);
    assert.equal((await coordinator.browser().open(`/attestations/${hospital}`)).status, 404);
    assert.equal((await coordinator.browser().open('/attestations/own')).status, 200);
    assert.equal((await representative.browser().open('/attestations/own')).status, 404);
    assert.equal((await (await office.person('reviewer')).browser().open('/attestations')).status, 404);
  });
});
