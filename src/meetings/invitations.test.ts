import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type MeetingOffice, openMeetingOffice } from '../../test/meeting.ts';
import { letter } from '../mail/wording.ts';
import { meetingEntry } from './invitation.ts';

describe('invitations to a meeting', () => {
  let held: MeetingOffice;
  before(async () => {
    held = await openMeetingOffice();
  });
  after(() => held.office.close());

  const mails = async () => {
    const { rows } = await sql<{ kind: string; to: string; sequence: number; subject: string | null }>`
      select m.kind, m.to_address as "to", g.sequence from app.mail m join app.mail_meeting g on g.mail_id = m.id order by g.sequence, m.kind, m.to_address`.execute(
      held.office.owner,
    );
    return rows;
  };

  it('go to seats and deputies, are answered, and follow the meeting when it moves', async () => {
    const { coordinator, nurse, deputy, police, stranger, newCase, plan, put, send, office } = held;
    const browser = coordinator.browser();
    const base = await plan(browser, { day: '30', month: '11', year: '2026' });
    assert.equal((await browser.open(`${base}/invitations`)).heading, 'Nobody has been invited yet');
    await send(browser, '/invitations', {});
    assert.equal(browser.page.heading, '3 of 3 have not answered');
    const sorted = [nurse, deputy, police].map(({ email }) => email).toSorted();
    assert.deepEqual(
      (await mails()).map(({ kind, to }) => [kind, to]),
      sorted.map((to) => ['meeting-invitation', to]),
    );
    await send(browser, '/invitations', {});
    assert.equal((await mails()).length, 3, 'nobody is invited twice');

    const member = nurse.browser();
    await member.open(`${base}/answer`);
    assert.deepEqual((await send(member, '/answer', {})).problems, ['Say whether you come']);
    await send(member, '/answer', { answer: 'apologies', deputy: 'Dee Example' });
    assert.equal(member.page.heading, 'You have sent apologies');
    await browser.open(`${base}/invitations`);
    assert.match(browser.page.html, /Sends Dee Example/);
    assert.match((await browser.open(base)).html, /Noor Example<\/p><\/div>[^]*Apologies/);
    await member.open(`${base}/answer`);
    await send(member, '/answer', { answer: 'coming', deputy: '' });
    assert.doesNotMatch((await browser.open(base)).html, /Apologies/);

    // Whoever is not invited has no such page, and members see no list.
    assert.equal((await stranger.browser().open(`${base}/answer`)).status, 404);
    assert.equal((await coordinator.browser().open(`${base}/answer`)).status, 404);
    assert.equal((await member.open(`${base}/invitations`)).status, 404);

    await browser.open(`${base}/change`);
    const when = { day: '1', month: '12', year: '2026', begins: '14:00', ends: '16:00', place: 'Room 3' };
    await send(browser, '/change', when);
    const moved = (await mails()).filter(({ kind }) => kind === 'meeting-moved');
    assert.equal(moved.length, 3);
    assert.ok(moved.every(({ sequence }) => sequence > 1));
    assert.equal((await browser.open(`${base}/invitations`)).heading, '3 of 3 have not answered');
    await put(browser, base, [await newCase()]);
    await send(browser, '/move', {});
    assert.equal((await mails()).filter(({ kind }) => kind === 'meeting-agenda').length, 3);
    await browser.open(`${base}/call-off`);
    await send(browser, '/call-off', { why: 'The chair is away.' });
    assert.equal((await mails()).filter(({ kind }) => kind === 'meeting-called-off').length, 3);
    assert.match((await member.open(`${base}/answer`)).html, /too late to answer/);
    void office;
  });

  it('say the group, the day, the hours and the place, and nothing else', () => {
    const meeting = {
      id: '11111111-1111-4111-8111-111111111111',
      group: 'Practice Review Group',
      day: Temporal.PlainDate.from('2026-12-01'),
      begins: Temporal.PlainTime.from('14:00'),
      ends: Temporal.PlainTime.from('16:00'),
      place: 'Room 3',
      sequence: 4,
    };
    const sender = { name: 'Eastwick Partnership', origin: 'https://eastwick.example' };
    const { subject, text } = letter('meeting-invitation', { sender, meeting });
    assert.equal(subject, 'Practice Review Group, Tuesday 1 December 2026');
    assert.match(text, /Tuesday 1 December 2026, 14:00 to 16:00\nRoom 3/);
    assert.match(text, /https:\/\/eastwick\.example\/meetings\/11111111-[0-9a-f-]+\/answer/);
    const place = {
      host: 'eastwick.example',
      url: 'https://eastwick.example/meetings/1',
      now: Temporal.Instant.from('2026-11-23T10:00:00Z'),
      organiser: 'no-reply@eastwick.example',
      invited: 'noor@example.org',
    };
    const facts = { ...meeting, version: meeting.sequence };
    const asked = meetingEntry({ ...facts, isOff: false }, meeting.group, { ...place, method: 'REQUEST' });
    for (const line of ['METHOD:REQUEST', 'SEQUENCE:4', 'STATUS:CONFIRMED', 'DTSTART:20261201T140000Z'])
      assert.ok(asked.includes(`${line}\r\n`), line);
    const off = meetingEntry({ ...facts, isOff: true }, meeting.group, { ...place, method: 'CANCEL' });
    for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', `UID:${meeting.id}@eastwick.example`])
      assert.ok(off.includes(`${line}\r\n`), line);
  });
});
