import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Asked, type Consulting, openConsulting, receiptOn, toSchool } from '../../test/consulting.ts';
import type { Visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';

let here: Consulting;
let toOffice: Asked;
let toAgency: Asked;

before(async () => {
  checkEveryRead(true);
  here = await openConsulting();
  toOffice = await here.asked('something asked of the office');
  toAgency = await here.asked('something asked of the school', toSchool);
});
after(async () => {
  await here.close();
  checkEveryRead(false);
});

const pathOf = ({ id }: Asked) => `/consultations/${id}/receipt`;
const newReceipt = ({ page }: Visitor) => /class="app-receipt">([^<]+)</.exec(page.html)?.[1] ?? '';
async function opensWith(receipt: string): Promise<Visitor> {
  const person = here.asker();
  await person.open('/receipt');
  await person.send({ receipt });
  return person;
}

describe('a lost receipt of a consultation', () => {
  it('is replaced by whoever was asked, after a call, and the old one is dead at once', async () => {
    const { person: who, asked } = { person: here.coordinator.browser(), asked: toOffice };
    await who.open(`/consultations/${asked.id}`);
    assert.match(who.page.html, new RegExp(`href="${pathOf(asked)}"`));
    await who.open(pathOf(asked));
    await assertGoodHtml(who.page.html);
    await who.send({});
    assert.equal(who.page.status, 400);
    assert.deepEqual(who.page.problems, ['Confirm that you have called the asker']);
    await who.send({ checked: 'yes' });
    await assertGoodHtml(who.page.html);
    assert.equal(who.page.heading, 'Read this out: it is shown only now');
    const fresh = newReceipt(who);
    assert.match((await opensWith(fresh)).page.html, /something asked of the office/);
    const old = await opensWith(asked.receipt);
    assert.deepEqual(old.page.problems, ['That receipt opens nothing here. Check it, letter by letter']);
    const { rows } = await sql<{
      body: string;
    }>`select body from audit.entry_words where verb = 'consultation.replace-receipt'`.execute(
      here.office.owner,
    );
    assert.equal(rows.length, 1);
    assert.doesNotMatch(rows[0]?.body ?? '', new RegExp(fresh.replaceAll('-', '')));
  });

  it('lives as long as what it opens', async () => {
    const { rows } = await sql<{ same: boolean }>`
      select b.expires_at = c.expires_at as same from ctx.bearer b join app.consultation c on c.id = b.subject_id
      where c.id = ${toOffice.id}::uuid and b.kind = 'receipt'`.execute(here.office.owner);
    assert.deepEqual(rows, [{ same: true }]);
  });

  it('is the representative’s to replace where one was asked, and the coordinator’s no more than a stranger’s', async () => {
    for (const who of [here.coordinator, ...here.strangers]) {
      const browser = who.browser();
      const nothing = (await browser.open('/consultations/11111111-1111-4111-8111-111111111111/receipt'))
        .html;
      assert.deepEqual(
        [(await browser.open(pathOf(toAgency))).status, browser.page.html === nothing],
        [404, true],
      );
      await assert.rejects(
        transactionOf(here.office.app, who.token, (tx) =>
          sql`select ctx.replace_consultation_receipt(${toAgency.id}::uuid, '0123456789ABCDEFGHJKMNPQ')`.execute(
            tx,
          ),
        ),
        { code: '42501' },
      );
    }
    const representative = here.representative.browser();
    await representative.open(pathOf(toAgency));
    await representative.send({ checked: 'yes' });
    assert.match((await opensWith(newReceipt(representative))).page.html, /something asked of the school/);
  });

  it('is there neither for what came by telephone nor for what is past its day: the same bytes as nothing', async () => {
    const who = here.coordinator.browser();
    const { rows } = await sql<{ id: string }>`
      insert into app.consultation (partnership_id, number, way, state, asker_name, asker_agency, advised_at)
      values (${here.office.id}, 900, 'telephone', 'advised', 'A', 'B', now()) returning id`.execute(
      here.office.owner,
    );
    const over = await here.asked('something that is over');
    await sql`update app.consultation set expires_at = now() where id = ${over.id}::uuid`.execute(
      here.office.owner,
    );
    const nothing = (await who.open('/consultations/11111111-1111-4111-8111-111111111111/receipt')).html;
    for (const id of [rows[0]?.id ?? '', over.id]) {
      await who.open(`/consultations/${id}/receipt`);
      assert.deepEqual([who.page.status, who.page.html === nothing], [404, true]);
    }
    await who.open(`/consultations/${rows[0]?.id ?? ''}`);
    assert.doesNotMatch(who.page.html, /lost the receipt/);
  });

  it('cannot be guessed: too many tries from one place wait, whatever is tried', async () => {
    const person = here.asker();
    let said: readonly string[] = [];
    for (let tries = 0; tries < 14 && !/Wait/.test(said.join()); tries += 1) {
      await person.open('/receipt');
      await person.send({ receipt: '0000-0000-0000-0000-0000-0000' });
      said = person.page.problems;
    }
    assert.match(said.join(), /too many attempts from here\. Wait/);
    // A good one waits as long, so that the wait betrays nothing.
    await person.open('/receipt');
    await person.send({ receipt: receiptOn(toOffice.person) || toAgency.receipt });
    assert.match(person.page.problems.join(), /Wait/);
  });
});
