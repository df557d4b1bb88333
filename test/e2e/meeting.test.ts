import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { openVisitors, type Visitor, type Visitors } from '../browser.ts';
import type { Colleague } from '../casework.ts';
import { bytesOf, type MeetingOffice, openMeetingOffice } from '../meeting.ts';
import { answerByKeyboard } from './keyboard.ts';
import { enter } from './look.ts';
import { heading, said } from './seat.ts';

describe('a meeting, by keyboard, from agenda to approved minutes', () => {
  let held: MeetingOffice;
  let visitors: Visitors;
  before(async () => {
    held = await openMeetingOffice();
    visitors = await openVisitors(held.office.world);
  });
  after(async () => {
    await visitors?.close();
    await held?.office.close();
  });

  const at = (path: string) => visitors.address(held.office.host, path);

  async function seat({ token }: Colleague): Promise<Visitor> {
    const visit = await visitors.visitor({ width: 1280 });
    await visit.page
      .context()
      .addCookies([{ name: 'sid', value: token, domain: held.office.host, path: '/' }]);
    return visit;
  }

  async function press(page: Page, answers: Readonly<Record<string, string>>, button: string) {
    await answerByKeyboard(page, answers, button);
    await enter(page);
  }

  it('is held item by item, keeps what is typed while the network is gone, and shows nothing to whoever is out', async () => {
    const { coordinator, chair, nurse, stranger, newCase, plan, put, send, itemOf, office } = held;
    const browser = coordinator.browser();
    const linden = await newCase();
    const base = await plan(browser);
    await put(browser, base, [linden]);
    const item = await itemOf(base, linden);
    await send(browser, '/move', {});
    await browser.open(`${base}/items/${item.split('/').at(-1) ?? ''}`);
    const nurses = nurse.browser();
    await nurses.open(`${item}/conflict`);
    await nurses.send({ reason: 'I led the ward.' });

    const { page, complaints, leave } = await seat(coordinator);
    await page.goto(at(base));
    await press(page, {}, 'Begin the meeting');
    await page.goto(at(`${base}/day`));
    assert.equal(await page.locator('[aria-current=step]').count(), 1);
    for (let time = 0; time < 2; time += 1) {
      await Promise.all([
        page.waitForNavigation(),
        page.locator('.app-day__tile:has-text("Not said yet") button').first().press('Enter'),
      ]);
    }
    assert.match(await said(page), /Quorum met: 2 members here, 2 needed/);

    // The nurse is out for the case: nothing of it is on the screen until the chair says that the room is clear.
    for (let time = 0; time < 2; time += 1)
      await Promise.all([page.waitForNavigation(), page.locator('a[accesskey=n]').press('Enter')]);
    assert.equal(await heading(page), 'Somebody in the room may not see this item');
    assert.doesNotMatch(await page.content(), new RegExp(linden.pseudonym));
    await page.locator('main a:has-text("They have left")').press('Enter');
    await page.waitForSelector('#words');
    assert.match(await heading(page), /^Child /);
    assert.match(await said(page), /Not quorate: .*no decision can be recorded/);

    // The network goes while somebody writes, and comes back.
    await page.context().setOffline(true);
    await answerByKeyboard(page, { words: 'Heard, and held over.' }, 'Save the minutes');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-kept]');
    assert.match(await said(page), /No connection\. Your words are kept/);
    await page.context().setOffline(false);
    await page.waitForNavigation();
    assert.match(await said(page), /Written last by Kit Example/);
    await press(page, { 'action-words': 'Ask the ward', 'action-owner': 'Kit Example' }, 'Note the action');
    assert.match(await said(page), /Ask the ward \(Kit Example\)/);
    assert.equal(await page.inputValue('#action-words'), '', 'what was saved is not put back');

    await page.goto(at(base));
    await press(page, {}, 'End the meeting');
    await page.goto(at(`${base}/minutes`));
    await press(page, {}, 'Circulate the minutes');
    assert.deepEqual(
      complaints.filter((one) => !/ERR_INTERNET_DISCONNECTED/.test(one)),
      [],
    );
    await leave();

    // Whoever is out reads the minutes without the item, and is answered about it as anybody is about what is not there.
    const never = `${base}/items/${crypto.randomUUID()}`;
    for (const who of [nurses, stranger.browser()])
      for (const path of ['', '/conflict'])
        assert.equal(
          bytesOf(await who.open(`${item}${path}`)).replaceAll(item, ''),
          bytesOf(await who.open(`${never}${path}`)).replaceAll(never, ''),
        );
    const day = `${base}/day/${item.split('/').at(-1) ?? ''}`;
    assert.equal((await nurses.open(day)).status, 404);
    const minutes = await nurses.open(`${base}/minutes`);
    assert.equal(minutes.status, 200);
    assert.doesNotMatch(minutes.html, new RegExp(`${linden.pseudonym}|Ask the ward|held over`));
    for (const path of ['/meetings', base, `${base}/pack`, '/work', '/cases'])
      assert.doesNotMatch((await nurses.open(path)).html, new RegExp(linden.pseudonym), path);

    // A correction is proposed, answered, and only then are they approved, at the next meeting.
    const reader = held.police.browser();
    await reader.open(`${base}/minutes`);
    await send(reader, '/corrections', {
      about: item.split('/').at(-1) ?? '',
      'correction-words': 'I was there.',
    });
    assert.match(reader.page.html, /I was there\./);
    const next = (await plan(browser, { day: '24', month: '11', year: '2026' })).split('/')[2] ?? '';
    await sql`update app.meeting set state = 'held', agenda_out_at = now() where id = ${next}::uuid`.execute(
      office.owner,
    );
    const runner = chair.browser();
    await runner.open(`${base}/minutes`);
    const early = await send(runner, '/minutes', { kind: 'approved', 'approved-at': next });
    assert.equal(early.status, 409);
    assert.match(early.html, /still open/);
    const { rows } = await sql<{ id: string }>`select id from app.meeting_correction`.execute(office.owner);
    const correction = `/corrections/${rows[0]?.id ?? ''}`;
    assert.equal((await send(runner, correction, { settled: 'not-taken', reply: '' })).status, 400);
    await runner.open(`${base}/minutes`);
    await send(runner, correction, { settled: 'taken', reply: '' });
    assert.match(runner.page.html, /Taken into the minutes/);
    const approved = await send(runner, '/minutes', { kind: 'approved', 'approved-at': next });
    assert.equal(approved.heading, 'The minutes are approved');
    await runner.open(`${base}/minutes`);
    assert.doesNotMatch(runner.page.html, /Propose the correction/);
  });
});
