import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { liverpoolConventions } from '../law/conventions.ts';
import { criteriaOn } from '../law/criteria.ts';
import { partnerIds } from '../law/outcomes.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { type MeetingOffice, openMeetingOffice } from '../../test/meeting.ts';

// A form of a decision filled in whole for a day; every limb and every partner with a reason of its own.
function wholeDecision(on: string, outcome: string): Record<string, string> {
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

describe('a meeting of the group', () => {
  let held: MeetingOffice;
  before(async () => {
    held = await openMeetingOffice();
  });
  after(() => held.office.close());

  it('runs from agenda to approved minutes', async () => {
    const { office, coordinator, nurse, stranger, seats, newCase, plan, put, send, itemOf } = held;
    const browser = coordinator.browser();
    const linden = await newCase();
    const base = await plan(browser);
    const made = await put(browser, base, [linden], 'Any other business');
    assert.match(made.html, new RegExp(`3\\. ${linden.pseudonym}`));
    assert.match(made.html, /10:20am/);
    assert.match(made.html, /4\. Any other business/);
    const item = await itemOf(base, linden);

    // Up, without a script: the case comes before matters arising.
    const moved = await send(browser, `${item.split('/').slice(-1)[0]}/change`, { change: 'up' });
    assert.match(moved.html, new RegExp(`2\\. ${linden.pseudonym}`));

    const member = nurse.browser();
    assert.doesNotMatch((await member.open(base)).html, /Any other business/);
    await send(browser, '/move', {});
    assert.match((await member.open(base)).html, /4\. Any other business/);
    assert.equal((await member.open('/meetings')).heading, 'A meeting today at 10am');
    assert.equal((await stranger.browser().open(base)).status, 404);

    await browser.open(base);
    assert.match((await send(browser, '/move', {})).heading, /^The meeting is running/);
    assert.match(browser.page.html, /Not quorate/);
    await browser.open(item);
    assert.match(browser.page.html, /No decision can be recorded now/);

    await browser.open(`${base}/attendance`);
    const there = await send(browser, '/attendance', {
      [`seat-${seats['Designated nurse']}`]: 'deputy-0',
      [`seat-${seats['Police lead']}`]: 'holder',
      'other-name': 'Ana Example, school',
    });
    assert.match(there.html, /Quorum met: 2 members here, 2 needed/);
    assert.match((await browser.open(base)).html, /Member, as deputy/);
    assert.match(browser.page.html, /Giving information/);

    await browser.open(item);
    assert.match(browser.page.html, /Record the decision/);
    await send(browser, '/minutes', { words: 'The group talked it through.' });
    await send(browser, '/actions', {
      'action-words': 'Write to the school',
      'action-owner': 'Ana Example',
      day: '1',
      month: '12',
      year: '2026',
    });
    assert.match(browser.page.html, /Write to the school \(Ana Example, by 1 December 2026\)/);

    await browser.open(base);
    await send(browser, '/move', {});
    assert.equal((await member.open(`${base}/minutes`)).status, 404);
    await browser.open(`${base}/minutes`);
    assert.equal((await send(browser, '/minutes', {})).heading, 'The minutes are not approved yet');
    const read = await member.open(`${base}/minutes`);
    assert.match(read.html, /The group talked it through\./);
    assert.match(read.html, /Dee Example/);

    // At the next meeting, which is a day later.
    const next = await plan(browser, { day: '24', month: '11', year: '2026' });
    await sql`update app.meeting set state = 'held', agenda_out_at = now() where id = ${next.split('/')[2]}::uuid`.execute(
      office.owner,
    );
    await browser.open(`${base}/minutes`);
    const approved = await send(browser, '/minutes', {
      kind: 'approved',
      'approved-at': next.split('/')[2] ?? '',
    });
    assert.equal(approved.heading, 'The minutes are approved');
    const { rows } = await sql<{ state: string; versions: number; hash: string }>`
      select m.state, (select count(*)::int from app.meeting_minutes v where v.meeting_id = m.id) as versions,
        (select encode(v.hash, 'hex') from app.meeting_minutes v where v.meeting_id = m.id order by v.number desc limit 1) as hash
      from app.meeting m where m.id = ${base.split('/')[2]}::uuid`.execute(office.owner);
    assert.equal(rows[0]?.state, 'minutes-approved');
    assert.equal(rows[0]?.versions, 2);
    assert.match((await browser.open(`${base}/minutes`)).html, new RegExp(rows[0]?.hash ?? 'none'));
    for (const [as, begins] of [
      ['pdf', '%PDF-'],
      ['word', 'PK'],
    ] as const)
      assert.ok((await member.open(`${base}/minutes/${as}`)).html.startsWith(begins), as);
    await browser.open(item);
    assert.doesNotMatch(browser.page.html, /Save the minutes/);
    const late = transactionOf(office.app, coordinator.token, (tx) =>
      sql`insert into app.meeting_note (partnership_id, meeting_id, item_id, version, words, written_by)
        values (${office.id}, ${base.split('/')[2]}::uuid, ${item.split('/')[4]}::uuid, 99, 'too late', ctx.uid())`.execute(
        tx,
      ),
    );
    await assert.rejects(late, /row-level security/);
  });

  it('keeps both texts where two people minute at once', async () => {
    const { office, coordinator, chair, newCase, plan, put, send, itemOf } = held;
    const one = coordinator.browser();
    const other = chair.browser();
    const linden = await newCase();
    const base = await plan(one);
    await put(one, base, [linden]);
    await send(one, '/move', {});
    await send(one, '/move', {});
    const item = await itemOf(base, linden);
    await one.open(item);
    await other.open(item);
    await send(one, '/minutes', { words: 'Written first.' });
    const clash = await send(other, '/minutes', { words: 'Written second.' });
    assert.equal(clash.status, 409);
    assert.match(clash.html, /Written first\./);
    assert.match(clash.html, /Written second\./);
    await send(other, '/minutes', { words: 'Written first. Written second.' });
    assert.equal(other.page.status, 200);
    const { rows } = await sql<{
      words: string;
    }>`select words from app.meeting_note where item_id = ${item.split('/')[4]}::uuid order by version`.execute(
      office.owner,
    );
    assert.deepEqual(
      rows.map(({ words }) => words),
      ['Written first.', 'Written first. Written second.'],
    );
  });

  it('says what is wrong with a plan beside its field, and keeps what was typed', async () => {
    const { coordinator, plan, put, send } = held;
    const browser = coordinator.browser();
    await browser.open('/meetings/new');
    const seen = await send(browser, '/meetings/new', {
      group: 'none',
      day: '31',
      month: '2',
      year: '2026',
      begins: '25:00',
      ends: '9',
      place: `Room\u0000 ${'x'.repeat(300)}`,
    });
    assert.equal(seen.status, 400);
    assert.deepEqual(seen.problems, [
      'Choose a group',
      'Write a day, like 7 1 2027',
      'Write the time it begins with 24 hours, like 09:30',
      'Write the time it ends with 24 hours, like 12:00',
      'Use 200 characters or fewer',
    ]);
    assert.match(seen.html, /value="25:00"/);
    const base = await plan(browser);
    await put(browser, base, [], 'A thing');
    const wrong = await browser.raw(`${base}/items/not-an-id/change`, 'change=up');
    assert.notEqual(wrong.status, 500);
    for (const path of ['/items/x', '/minutes/exe', '/items/%00'])
      assert.ok([400, 404].includes((await browser.open(`${base}${path}`)).status), path);
  });

  it('gives calendars the name of the group, the day and the place, and nothing of the agenda', async () => {
    const { coordinator, newCase, plan, put, send } = held;
    const browser = coordinator.browser();
    const linden = await newCase();
    const base = await plan(browser);
    await put(browser, base, [linden]);
    const { html } = await browser.open(`${base}/invitation.ics`);
    assert.match(html, /DTSTART:20261123T100000Z\r\nDTEND:20261123T120000Z/);
    assert.match(html, /LOCATION:Room 2\\, and online/);
    assert.doesNotMatch(html, new RegExp(`${linden.pseudonym}|${linden.reference}`));
    await browser.open(`${base}/call-off`);
    await send(browser, '/call-off', { why: 'Snow.' });
    assert.equal(browser.page.heading, 'This meeting was called off');
    assert.match((await browser.open(`${base}/invitation.ics`)).html, /STATUS:CANCELLED/);
  });

  it('holds a decision up while the group is not quorate, and does not let whoever is out record it', async () => {
    const { coordinator, chair, seats, newCase, plan, put, send, itemOf } = held;
    const browser = coordinator.browser();
    const linden = await newCase();
    const base = await plan(browser);
    await put(browser, base, [linden]);
    await send(browser, '/move', {});
    await send(browser, '/move', {});
    const decide = async (who: typeof browser) => {
      await who.open(`/cases/${linden.reference}/decide`);
      return send(who, '/decide', wholeDecision('2026-11-23', 'no-further-action'));
    };
    const short = await decide(browser);
    assert.deepEqual(short.problems, [
      'The group cannot decide now: 2 more of the 2 members it needs, and somebody for Designated nurse. Its own rule holds decisions up until then.',
    ]);
    await browser.open(`${base}/attendance`);
    const here = {
      [`seat-${seats['Designated nurse']}`]: 'holder',
      [`seat-${seats['Police lead']}`]: 'holder',
    };
    await send(browser, '/attendance', here);
    const item = await itemOf(base, linden);
    await browser.open(`${item}/conflict`);
    await send(browser, '/conflict', { who: chair.accountId, other: '', reason: 'Family.' });
    const theirs = await decide(chair.browser());
    assert.deepEqual(theirs.problems, [
      'A conflict of interest of yours is on record in this case. Somebody else records its decision.',
    ]);
    assert.equal((await decide(browser)).heading, 'Decided: no further action');
    // It stands in the minutes without anybody typing it again.
    assert.match((await browser.open(item)).html, /Agencies can learn from it together\./);
  });
});
