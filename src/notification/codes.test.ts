import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

describe('the codes of a case', () => {
  let office: Office;
  let coordinator: Colleague;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
  });
  after(() => office.close());

  it('sets codes with the codebook’s version, and keeps what is taken away', async () => {
    const opened = await office.openCase(coordinator);
    const council = await office.agency('Eastwick Council', 'local-authority');
    await office.involve(coordinator, opened, council);
    const notifier = (await office.person('notifier', { agency: council })).browser();
    const desk = coordinator.browser();
    const other = coordinator.browser();
    const path = `/cases/${opened.reference}/codes`;
    await desk.open(path);
    await other.open(path);
    await assertGoodHtml(desk.page.html);
    const set = new URLSearchParams([
      ['cause-of-harm', 'neglect'],
      ['cause-of-harm', 'made-up'],
      ['family-characteristic', 'fam-poverty'],
    ]);
    assert.equal((await desk.send(set)).heading, '2 codes are set');
    const clash = await other.send({ 'practice-theme': 'pr-history' });
    assert.equal(clash.status, 409);
    await assertGoodHtml(clash.html);
    const seen = await desk.send({ 'cause-of-harm': 'neglect' });
    assert.match(wordsOf(seen.html), /Poverty set on .* taken away on/);
    assert.deepEqual(
      (
        await sql`select scheme, code, codebook, removed_at is null as stands from app.case_code where case_id = ${opened.id}
          order by code`.execute(office.owner)
      ).rows,
      [
        { scheme: 'family-characteristic', code: 'fam-poverty', codebook: '2026-11-22', stands: false },
        { scheme: 'cause-of-harm', code: 'neglect', codebook: '2026-11-22', stands: true },
      ],
    );
    const pack = await notifier.open(`/cases/${opened.reference}/notification`);
    assert.match(wordsOf(pack.html), /Likely cause, or kind of harm .*Neglect/);
    const reader = await notifier.open(path);
    assert.equal(reader.status, 200);
    assert.doesNotMatch(reader.html, /Save the codes/);
  });

  it('takes no code in a closed case', async () => {
    const opened = await office.openCase(coordinator, 'Child Alder');
    await sql`update app.case_file set state = 'closed' where id = ${opened.id}`.execute(office.owner);
    const { html } = await coordinator.browser().open(`/cases/${opened.reference}/codes`);
    assert.doesNotMatch(html, /Save the codes/);
  });
});
