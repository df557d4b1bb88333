import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { bytesOf, type MeetingOffice, openMeetingOffice } from '../../test/meeting.ts';

const nowhere = '11111111-1111-4111-8111-111111111111';

describe('the items of a meeting that are not for somebody', () => {
  let held: MeetingOffice;
  before(async () => {
    held = await openMeetingOffice();
  });
  after(() => held.office.close());

  it('shuts whoever has a conflict out of the item, byte for byte as if it were not on the agenda', async () => {
    const { office, coordinator, chair, nurse, police, newCase, plan, put, send, itemOf } = held;
    const browser = coordinator.browser();
    const [linden, alder] = [await newCase(), await newCase()];
    const base = await plan(browser);
    await put(browser, base, [linden, alder]);
    await send(browser, '/move', {});
    await send(browser, '/move', {});
    const item = await itemOf(base, linden);
    const member = nurse.browser();
    assert.match((await member.open(item)).heading, new RegExp(linden.pseudonym));
    await member.open(`${item}/conflict`);
    const left = await send(member, '/conflict', { reason: 'I led the ward concerned.' });
    assert.equal(left.path, base);
    assert.doesNotMatch(left.html, new RegExp(linden.pseudonym));
    assert.match(left.html, new RegExp(`3\\. ${alder.pseudonym}`));

    // The chair is asked to go too, by the coordinator; whoever runs the meeting is shut out like anybody else.
    await browser.open(`${item}/conflict`);
    await send(browser, '/conflict', { who: chair.accountId, other: '', reason: 'Family.' });
    const closing = chair.browser();
    await browser.open(item);
    assert.match(browser.page.html, /Out of this item: Noor Example/);
    assert.match(browser.page.html, /I led the ward concerned\./);
    await send(browser, '/minutes', { words: 'What must not be read.' });
    await send(browser, '/actions', { 'action-words': 'A secret task', 'action-owner': 'Kit' });

    for (const who of [member, closing]) {
      const never = await who.open(`${base}/items/${nowhere}`);
      for (const path of ['', '/conflict']) {
        const seen = await who.open(`${item}${path}`);
        assert.equal(
          bytesOf(seen).replaceAll(item, ''),
          bytesOf(never).replaceAll(`${base}/items/${nowhere}`, ''),
          path,
        );
        assert.equal(seen.status, 404);
      }
    }
    // Every page of the meeting is the same as where the item is not on the agenda at all.
    const pages = async () => {
      const found: string[] = [];
      for (const [who, paths] of [
        [member, ['', '/invitation.ics']],
        [closing, ['', '/agenda', '/attendance', '/minutes', '/invitation.ics']],
      ] as const)
        for (const path of paths) found.push(bytesOf(await who.open(`${base}${path}`)));
      found.push(bytesOf(await member.open('/meetings')), bytesOf(await closing.open('/meetings')));
      return found;
    };
    const shut = await pages();
    for (const html of shut)
      assert.doesNotMatch(html, new RegExp(`${linden.pseudonym}|What must not|A secret task|${item}`));
    const state = (to: string) =>
      sql`update app.meeting_item set state = ${to} where id = ${item.split('/')[4]}::uuid`.execute(
        office.owner,
      );
    await state('taken-off');
    assert.deepEqual(await pages(), shut);
    await state('open');

    // The same of minutes that went out; the chair circulates them whole without seeing that item.
    await closing.open(base);
    await send(closing, '/move', {});
    await closing.open(`${base}/minutes`);
    await send(closing, '/minutes', {});
    const frozen = async () => [
      bytesOf(await member.open(`${base}/minutes`)),
      bytesOf(await closing.open(`${base}/minutes`)),
      bytesOf(await member.open(base)),
    ];
    const out = await frozen();
    for (const html of out)
      assert.doesNotMatch(html, new RegExp(`${linden.pseudonym}|What must not|A secret task`));
    assert.match((await police.browser().open(`${base}/minutes`)).html, /What must not be read\./);
    await sql`delete from app.meeting_minutes_item where item_id = ${item.split('/')[4]}::uuid`.execute(
      office.owner,
    );
    await state('taken-off');
    assert.deepEqual(await frozen(), out);
    await state('open');

    // At another meeting the same case is closed to them still, until they are let back in.
    const again = await plan(browser);
    await put(browser, again, [linden]);
    await send(browser, '/move', {});
    assert.doesNotMatch((await member.open(again)).html, new RegExp(linden.pseudonym));
    await browser.open(await itemOf(again, linden));
    const forms = [...browser.page.html.matchAll(/action="([^"]*\/conflicts\/[^"]*\/end)"/g)];
    assert.equal(forms.length, 2);
    for (const [, end = ''] of forms) {
      await browser.open(await itemOf(again, linden));
      await send(browser, end, {});
    }
    assert.match((await member.open(again)).html, new RegExp(linden.pseudonym));
  });

  it('shows nobody who is excluded from a case that it is on the agenda', async () => {
    const { office, coordinator, chair, police, newCase, plan, put, send, itemOf } = held;
    const browser = coordinator.browser();
    const linden = await newCase();
    const base = await plan(browser);
    await put(browser, base, [linden]);
    await send(browser, '/move', {});
    await office.exclude(coordinator, linden, police);
    await office.exclude(coordinator, linden, chair);
    const item = await itemOf(base, linden);
    for (const who of [police, chair]) {
      const theirs = who.browser();
      assert.doesNotMatch((await theirs.open(base)).html, new RegExp(linden.pseudonym));
      const never = await theirs.open(`${base}/items/${nowhere}`);
      const seen = await theirs.open(item);
      assert.equal(
        bytesOf(seen).replaceAll(item, ''),
        bytesOf(never).replaceAll(`${base}/items/${nowhere}`, ''),
      );
    }
    const offered = chair.browser();
    assert.doesNotMatch((await offered.open(`${base}/agenda`)).html, new RegExp(linden.pseudonym));
  });

  it('is not there for a stranger, and answers as one that never was', async () => {
    const { coordinator, nurse, stranger, newCase, plan, put, send, itemOf } = held;
    const browser = coordinator.browser();
    const linden = await newCase();
    const base = await plan(browser);
    await put(browser, base, [linden]);
    await send(browser, '/move', {});
    const item = await itemOf(base, linden);
    const theirs = stranger.browser();
    for (const path of [
      '',
      '/minutes',
      '/invitation.ics',
      '/agenda',
      '/attendance',
      '/change',
      '/call-off',
      item.slice(base.length),
    ]) {
      const seen = await theirs.open(`${base}${path}`);
      const never = await theirs.open(`/meetings/${nowhere}${path}`);
      assert.equal(seen.status, 404, path);
      assert.equal(
        bytesOf(seen).replaceAll(base, ''),
        bytesOf(never).replaceAll(`/meetings/${nowhere}`, ''),
        path,
      );
    }
    assert.equal((await theirs.open('/meetings')).heading, 'No meeting is planned');
    // Those with a seat run nothing.
    const member = nurse.browser();
    for (const path of ['/agenda', '/attendance', '/change', '/call-off'])
      assert.equal((await member.open(`${base}${path}`)).status, 404, path);
  });
});
