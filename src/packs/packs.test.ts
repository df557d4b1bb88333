import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { bytesOf, type MeetingOffice, openMeetingOffice } from '../../test/meeting.ts';
import type { Visitor } from '../../test/visitor.ts';
import { readMade } from '../platform/papers/samples.ts';
import { openPacks } from './commands-copy.ts';

const log = { info: () => {}, error: (event: string) => assert.fail(event) };

describe('the pack of a meeting', () => {
  let held: MeetingOffice;
  before(async () => {
    held = await openMeetingOffice();
  });
  after(() => held.office.close());

  const idOf = (item: string) => item.split('/')[4] ?? '';
  const write = async (browser: Visitor, base: string, item: string, title: string, late = '') => {
    await browser.open(`${base}/pack/items/${idOf(item)}/papers`);
    return held.send(browser, '/papers', { title, words: `${title}: what it says.`, late });
  };
  const freeze = async (browser: Visitor, base: string) => {
    await browser.open(`${base}/pack`);
    return held.send(browser, '/freeze', {});
  };
  /** Counts pages and makes copies until nothing waits. */
  const work = async () => {
    const worker = await openPacks({ server: held.office.world.server, log, lookEvery: 1 });
    for (let at = 0; at < 200; at += 1) {
      const { rows } = await sql<{ open: number }>`
        select (select count(*) from app.meeting_pack_paper x join app.meeting_paper p on p.id = x.paper_id where p.pages is null)::int
          + (select count(*) from app.meeting_pack_copy where state = 'making')::int as open`.execute(
        held.office.owner,
      );
      if (rows[0]?.open === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await worker.close();
  };

  it('is put together, frozen, read, and frozen again with what came late', async () => {
    const { coordinator, nurse, police, newCase, plan, put, send, itemOf } = held;
    const browser = coordinator.browser();
    const alder = await newCase();
    const base = await plan(browser);
    await put(browser, base, [alder]);
    const item = await itemOf(base, alder);
    assert.equal((await browser.open(`${base}/pack`)).heading, 'There is no pack yet');
    const empty = await browser.open(`${base}/pack/items/${idOf(item)}/papers`);
    assert.equal(empty.status, 200);
    assert.deepEqual((await send(browser, '/papers', { title: '', words: '' })).problems, [
      'Choose a paper, or write one in your own words',
    ]);
    await write(browser, base, item, 'Chair’s note');
    const member = nurse.browser();
    assert.equal((await member.open(`${base}/pack`)).heading, 'There is no pack yet');
    await freeze(browser, base);
    await browser.open(base);
    await send(browser, '/move', {});
    await work();
    assert.equal((await member.open(`${base}/pack`)).heading, 'Version 1 of the pack: 1 paper, 1 page');
    assert.doesNotMatch(member.page.html, /Read by|Take out|\/freeze/);
    const read = await member.open(`${base}/pack/items/${idOf(item)}`);
    assert.match(read.html, /Chair’s note: what it says\./);
    await member.open(`${base}/pack/items/${idOf(item)}`);
    const seen = (await browser.open(`${base}/pack`)).html;
    assert.match(seen, /Read by 1 of 2\. Not yet: <span dir="auto">Pat Example/);

    // What comes after a version is late, and says why; the version that is read stays as it is until the next is frozen.
    assert.deepEqual((await write(browser, base, item, 'Police summary')).problems, [
      'Say why it comes late',
    ]);
    await write(browser, base, item, 'Police summary', 'The officer was away.');
    assert.doesNotMatch((await member.open(`${base}/pack`)).html, /Police summary/);
    assert.match((await browser.open(`${base}/pack`)).html, /Freeze version 2/);
    await freeze(browser, base);
    await work();
    const next = await member.open(`${base}/pack`);
    assert.equal(next.heading, 'Version 2 of the pack: 2 papers, 2 pages');
    assert.match(next.html, /New in this version/);
    assert.match(next.html, /Late: The officer was away\./);
    const older = await member.open(`${base}/pack/items/${idOf(item)}?version=1`);
    assert.match(older.html, /Version 2 has taken the place of this one/);
    assert.doesNotMatch(older.html, /Police summary/);
    assert.equal((await member.open(`${base}/pack?version=9`)).status, 404);

    await sql`update app.review_group_quorum set otherwise = 'warn'`.execute(held.office.owner);
    // A decision at the meeting cites the version that whoever records it had read last.
    await browser.open(base);
    await send(browser, '/move', {});
    await browser.open(`${base}/pack/items/${idOf(item)}?version=1`);
    assert.match((await browser.open(item)).html, /Version 2 of the pack has 2 papers of this item/);
    const cited = async () => {
      const { rows } = await sql<{ number: number; newest: number }>`
        insert into app.decision (partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
        select partnership_id, id, '2026-11-23', 'The group', 'WT-2026', 'made-up', '{}', 'learning-review', 'Made up', ${coordinator.accountId}
        from app.case_file where id = ${alder.id} returning pack_number as number, pack_newest as newest`.execute(
        held.office.owner,
      );
      return rows[0];
    };
    assert.deepEqual(await cited(), { number: 1, newest: 2 });

    // Whoever reads puts nothing in.
    for (const path of [`/pack/items/${idOf(item)}/papers`])
      assert.equal((await member.open(`${base}${path}`)).status, 404);
    assert.equal((await police.browser().open(`${base}/pack`)).status, 200);
  });

  it('is not there, item by item, for whoever has a conflict: contents, pages, numbers, papers and their copy', async () => {
    const { office, coordinator, chair, nurse, stranger, newCase, plan, put, send, itemOf } = held;
    const browser = coordinator.browser();
    const [linden, alder] = [await newCase(), await newCase()];
    const base = await plan(browser);
    await put(browser, base, [linden, alder]);
    const items = [await itemOf(base, linden), await itemOf(base, alder)] as const;
    await write(browser, base, items[0], 'What must not be read');
    await write(browser, base, items[1], 'An open paper');
    await freeze(browser, base);
    await browser.open(base);
    await send(browser, '/move', {});
    await work();
    const member = nurse.browser();
    assert.match((await member.open(`${base}/pack`)).html, /Page 2/);
    // A copy that was made before is gone with what is in it.
    await member.open(`${base}/pack/copy`);
    await send(member, '/copy', {});
    await work();
    assert.equal((await member.open(`${base}/pack/copy`)).heading, 'Your copy is ready');
    await member.open(`${items[0]}/conflict`);
    await send(member, '/conflict', { reason: 'I led the ward concerned.' });
    await office.exclude(coordinator, linden, chair);
    const closing = chair.browser();
    const secret = new RegExp(`${linden.pseudonym}|What must not|${idOf(items[0])}`);
    const pages = async () => {
      const found: string[] = [];
      for (const who of [member, closing])
        for (const path of ['/pack', '/pack/copy', `/pack/items/${idOf(items[1])}`])
          found.push(bytesOf(await who.open(`${base}${path}`)));
      return found;
    };
    // What was read is no longer marked as unread, so that the second time is like the first.
    await pages();
    const shut = await pages();
    for (const html of shut) assert.doesNotMatch(html, secret);
    assert.match(shut[0] ?? '', /1 paper, 1 page/);
    assert.match(shut[0] ?? '', /3\. /);
    assert.match(shut[1] ?? '', /Make my copy/);
    const { rows } = await sql<{
      id: string;
    }>`select id from app.meeting_paper where title = 'What must not be read'`.execute(office.owner);
    const paper = rows[0]?.id ?? '';
    const nowhere = '11111111-1111-4111-8111-111111111111';
    for (const who of [member, closing])
      for (const [there, never] of [
        [`/pack/items/${idOf(items[0])}`, `/pack/items/${nowhere}`],
        [`/pack/items/${idOf(items[0])}/papers`, `/pack/items/${nowhere}/papers`],
        [`/pack/papers/${paper}/file`, `/pack/papers/${nowhere}/file`],
      ] as const)
        assert.equal(
          bytesOf(await who.open(`${base}${there}`)).replaceAll(there, ''),
          bytesOf(await who.open(`${base}${never}`)).replaceAll(never, ''),
          there,
        );
    // As if it were not on the agenda at all.
    const itemState = (to: string) =>
      sql`update app.meeting_item set state = ${to} where id = ${idOf(items[0])}::uuid`.execute(office.owner);
    await itemState('taken-off');
    assert.deepEqual(await pages(), shut);
    await itemState('open');
    // Their own copy has what is there for them, on the pages that its contents say, and their name on each.
    await member.open(`${base}/pack/copy`);
    await send(member, '/copy', {});
    await work();
    await member.open(`${base}/pack/copy`);
    await send(member, '/copy', { act: 'take' });
    const made = await sql<{
      pdf: Uint8Array;
    }>`select pdf from app.meeting_pack_copy where account_id = ${nurse.accountId} and state = 'ready' and pdf is not null`.execute(
      office.owner,
    );
    const { pages: said, edges } = await readMade(made.rows[0]?.pdf ?? new Uint8Array());
    assert.match(said.join(' '), /An open paper: what it says\./);
    assert.doesNotMatch(said.join(' '), secret);
    assert.match(said.join(' '), /3\. /);
    assert.ok(edges.every((edge) => edge.includes('Noor Example')));
    // The application itself can read no bytes of a copy, and a stranger is told that no such meeting is there.
    assert.equal((await stranger.browser().open(`${base}/pack`)).status, 404);
    assert.equal((await stranger.browser().open(`${base}/pack/copy`)).status, 404);
  });
});
