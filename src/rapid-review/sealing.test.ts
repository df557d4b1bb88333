import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Colleague, Office, OpenedCase } from '../../test/casework.ts';
import { baseOf, dayBoxes, openReviewing, type Reviewing } from '../../test/reviewing.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

let here: Reviewing;
let office: Office;
let coordinator: Colleague;
let council: string;
let board: string;
let force: string;
let at: Reviewing['at'];

before(async () => {
  checkEveryRead(true);
  here = await openReviewing();
  ({ office, coordinator, council, board, force, at } = here);
});
after(async () => {
  await office.close();
  checkEveryRead(false);
});

const base = baseOf;
const day = dayBoxes;
const running = () => here.running();
const decide = (of: OpenedCase, outcome: string) => here.decide(of, outcome);

describe('signing, sending and the Panel’s reply', () => {
  async function delegates() {
    return {
      council: await office.person('partner-delegate', { agency: council, name: 'Lee Example' }),
      board: await office.person('partner-delegate', { agency: board, name: 'Kit Example' }),
      force: await office.person('partner-delegate', { agency: force, name: 'Pat Example' }),
    };
  }

  it('goes over one version; what is changed afterwards must be signed anew', async () => {
    const of = await running();
    await decide(of, 'LCSPR');
    const who = await delegates();
    const staff = await at(`${base(of)}/sign`);
    await assertGoodHtml(staff.page.html);
    await staff.send({});
    assert.equal(staff.page.heading, '0 of 3 partners have signed version 1');
    await assertGoodHtml(staff.page.html);
    const lee = await at(`${base(of)}/sign`, who.council);
    await assertGoodHtml(lee.page.html);
    await lee.send({ partner: 'local-authority', position: 'disagrees', job: 'Director' });
    assert.deepEqual(lee.page.problems, ['Say with what you disagree']);
    await lee.send({
      partner: 'local-authority',
      position: 'disagrees',
      words: 'Not with the scope.',
      job: 'Director',
    });
    assert.equal(lee.page.heading, '1 of 3 partners have signed version 1');
    assert.match(
      wordsOf(lee.page.html),
      /Lee Example, Director, 23 November 2026.* Not with the scope\. Disagrees/,
    );
    const stale = await at(`${base(of)}/sign`, who.force);
    await (await at(`${base(of)}/items/facts`)).send({ summary: 'Another text.', state: 'in-progress' });
    await stale.send({ partner: 'police', position: 'agrees', job: 'Commander' });
    assert.equal(stale.page.status, 409);
    assert.match(stale.page.problems.join(), /has changed since that version/);
    await staff.open(`${base(of)}/sign`);
    assert.equal(staff.page.heading, 'The content has changed since version 1');
    assert.match(wordsOf(staff.page.html), /Disagrees, over an earlier version/);
    await assertGoodHtml(staff.page.html);
    await staff.send({});
    assert.equal(staff.page.heading, '0 of 3 partners have signed version 2');
    assert.match(wordsOf(staff.page.html), /Signed version 1: to be renewed/);
  });

  it('is nobody’s but the delegate’s of that partner, and is kept from others by the database too', async () => {
    const of = await running();
    const who = await delegates();
    await (await at(`${base(of)}/sign`)).send({});
    const kit = await at(`${base(of)}/sign`, who.board);
    const [, version = ''] = /name="version" value="([0-9a-f-]+)"/.exec(kit.page.html) ?? [];
    await kit.send({ partner: 'police', position: 'agrees', job: 'Nurse' });
    assert.equal(kit.page.status, 400, 'the other partners are not among the answers');
    const chair = await office.person('chair');
    for (const person of [chair, coordinator, who.board])
      await assert.rejects(
        transactionOf(office.app, person.token, (tx) =>
          sql`insert into app.rapid_review_signature (partnership_id, case_id, version_id, partner, position, job, signed_by)
            values (${office.id}, ${of.id}, ${version}, 'police', 'agrees', 'x', ${person.accountId})`.execute(
            tx,
          ),
        ),
        /row-level security/,
      );
    const signing = await at(`${base(of)}/sign`, chair);
    assert.doesNotMatch(signing.page.html, /Sign version/);
  });

  it('ends the fifteen working days when it is sent, and stays provisional until the partners have settled the reply', async () => {
    const of = await running();
    await decide(of, 'LCSPR');
    const who = await delegates();
    await (await at(`${base(of)}/sign`)).send({});
    for (const [person, partner] of [
      [who.council, 'local-authority'],
      [who.board, 'health'],
    ] as const)
      await (await at(`${base(of)}/sign`, person)).send({ partner, position: 'agrees', job: 'Delegate' });
    const staff = await at(`${base(of)}/send`);
    await assertGoodHtml(staff.page.html);
    await staff.send({
      ...day('sent', '2026-11-24'),
      time: '10:00',
      words: 'By secure e-mail',
      unsigned: 'On leave',
    });
    assert.match(staff.page.problems.join(), /must be today or in the past/);
    await staff.send({ ...day('sent', '2026-11-23'), time: '10:00', words: 'By secure e-mail' });
    assert.deepEqual(staff.page.problems, ['Say why it went without every signature']);
    await staff.send({
      ...day('sent', '2026-11-23'),
      time: '10:00',
      words: 'By secure e-mail',
      unsigned: 'The police’s delegate is away.',
    });
    assert.equal(staff.page.path, `${base(of)}/sign`, staff.page.problems.join());
    await assertGoodHtml(staff.page.html);
    const { rows } = await sql<{
      met: string;
    }>`select met_on::text as met from app.case_clock where case_id = ${of.id} and rule = 'RR-01'`.execute(
      office.owner,
    );
    assert.deepEqual(rows, [{ met: '2026-11-23' }]);
    await staff.open(base(of));
    assert.equal(staff.page.heading, 'Sent on 23 November 2026: the Panel’s reply is awaited');
    assert.match(wordsOf(staff.page.html), /Provisional\. The local decision is provisional/);
    assert.doesNotMatch(staff.page.html, /Set a day script/, 'what was sent runs by no script');
    const overview = async () => wordsOf((await at(`/cases/${of.reference}`)).page.html);
    assert.match(await overview(), /Rapid review Sent to the Panel on 23 November 2026/);
    const panel = await at(`${base(of)}/panel`);
    await assertGoodHtml(panel.page.html);
    await panel.send({ ...day('replied', '2026-11-22'), position: 'disagrees', words: 'Look again.' });
    assert.match(panel.page.problems.join(), /cannot come before/);
    await panel.send({ ...day('replied', '2026-11-23'), position: 'disagrees', words: 'Look again.' });
    assert.equal(panel.page.heading, 'Settle what the partners do with the Panel’s reply');
    assert.match(await overview(), /Rapid review The Panel has replied: to be settled/);
    await assertGoodHtml(panel.page.html);
    await panel.send({
      ...day('answered', '2026-11-23'),
      position: 'decided-again',
      words: 'We looked again.',
    });
    assert.match(panel.page.problems.join(), /No decision has been recorded since the Panel’s reply/);
    await decide(of, 'rapid-review-only');
    await panel.open(`${base(of)}/panel`);
    await panel.send({
      ...day('answered', '2026-11-23'),
      position: 'decided-again',
      words: 'We looked again.',
    });
    assert.equal(panel.page.heading, 'Settled with the Panel');
    await staff.open(base(of));
    assert.equal(staff.page.heading, 'Settled with the Panel');
    assert.doesNotMatch(wordsOf(staff.page.html), /Provisional\./);
    assert.match(await overview(), /Rapid review Settled with the Panel/);
    const { rows: decisions } = await sql<{ id: string; outcome: string }>`
      select id, outcome from app.decision where case_id = ${of.id} order by recorded_at`.execute(
      office.owner,
    );
    const said = await Promise.all(
      decisions.map(async ({ id }) =>
        wordsOf((await at(`/cases/${of.reference}/decisions/${id}`)).page.html),
      ),
    );
    assert.match(
      said[0] ?? '',
      /provisional/i,
      'the decision that the Panel disagreed with was never settled',
    );
    assert.match(said[1] ?? '', /The Panel answered on 23 November 2026/);
  });

  it('is a document on the screen, as PDF and as Word, without a name of child or family', async () => {
    const of = await running();
    const browser = await at(`${base(of)}/document`);
    assert.equal(browser.page.heading, 'The rapid review as it stands');
    assert.doesNotMatch(browser.page.html, /Zorro/);
    assert.match(wordsOf(browser.page.html), /Child Rowan/);
    await assertGoodHtml(browser.page.html);
    for (const [path, magic] of [
      [`${base(of)}/document/pdf`, '%PDF'],
      [`${base(of)}/document/word`, 'PK'],
      [`${base(of)}/letter/${board}/pdf`, '%PDF'],
    ] as const) {
      const file = await browser.open(path);
      assert.equal(file.status, 200);
      assert.ok(file.html.startsWith(magic), path);
    }
    assert.equal((await browser.open(`${base(of)}/document?version=9`)).status, 404);
  });
});

describe('who sees a rapid review', () => {
  it('is everybody on the case; to the others, and to whoever is shut out, it is not there', async () => {
    const of = await running();
    const member = await office.person('member', { agency: board });
    const stranger = await office.person('member', {
      agency: await office.agency('Westwick School', 'education'),
    });
    const reader = await at(base(of), member);
    assert.equal(reader.page.status, 200);
    assert.doesNotMatch(reader.page.html, /Set a day script/);
    assert.equal((await at(base(of), stranger)).page.status, 404);
    assert.doesNotMatch((await at(`${base(of)}/items/facts`, member)).page.html, /name="seen"/);
    await office.exclude(coordinator, of, member);
    assert.equal((await at(base(of), member)).page.status, 404);
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from audit.entry_words where case_id = ${of.id} and verb = 'rapid-review.read'`.execute(
      office.owner,
    );
    assert.ok((rows[0]?.n ?? 0) > 0, 'each look is on record');
  });
});
