import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, officeIn, openOffice } from '../../test/casework.ts';
import type { Visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { mailKinds } from './mail.ts';
import { mail } from './store.ts';

let office: Office;
let elsewhere: Office;
let administrator: Colleague;
let second: Colleague;
let coordinator: Colleague;

before(async () => {
  checkEveryRead(true);
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Westmere');
  administrator = await office.person('administrator', { name: 'Ada Keeper' });
  second = await office.person('administrator', { name: 'Bo Keeper' });
  coordinator = await office.person('coordinator');
});
after(async () => {
  await elsewhere.close();
  await office.close();
  checkEveryRead(false);
});

const at = '/mail/words/referral-outcome';
const saved = async () => {
  const { rows } = await sql<{ version: number; subject: string | null; body: string | null }>`
    select version, subject, body from app.mail_wording where partnership_id = ${office.id} and kind = 'referral-outcome' order by version`.execute(
    office.owner,
  );
  return rows;
};
const typed = ({ page }: Visitor) => ({
  subject: /id="subject"[^>]*value="([^"]*)"/.exec(page.html)?.[1],
  body: /<textarea[^>]*>([^<]*)</.exec(page.html)?.[1],
});
const entries = async (verb: string) => {
  const { rows } = await sql<{
    body: string;
  }>`select body from audit.entry_words where verb = ${verb} order by seq`.execute(office.owner);
  return rows.map(({ body }) => body);
};
const good = { subject: 'News from {{partnership}}', body: 'Please read this:\n{{address}}', act: 'save' };

describe('the words of mails', () => {
  it('are ours to begin with, and stand in a list that the mail page leads to', async () => {
    const browser = administrator.browser();
    await browser.open('/mail');
    assert.match(browser.page.html, /href="\/mail\/words"/);
    await browser.open('/mail/words');
    await assertGoodHtml(browser.page.html);
    assert.equal(browser.page.heading, 'Every mail goes out in the standard words');
    assert.equal(browser.page.html.match(/app-people__row/g)?.length, mailKinds.length);
    await browser.open(at);
    await assertGoodHtml(browser.page.html);
    assert.equal(browser.page.heading, 'The outcome of a referral: standard words');
    assert.match(
      wordsOf(browser.page.html),
      /How it reads now There is something for you to read Eastwick Safeguarding/,
    );
    assert.doesNotMatch(browser.page.html, /Use the standard words again/);
  });

  it('are shown before they are saved, and not saved by that', async () => {
    const browser = administrator.browser();
    await browser.open(at);
    await browser.send({ ...good, act: 'preview' });
    await assertGoodHtml(browser.page.html);
    assert.match(
      wordsOf(browser.page.html),
      /How it would read, not saved yet News from Eastwick Safeguarding Children Partnership Please read this: http:\/\/eastwick\.localhost\/receipt/,
    );
    assert.deepEqual(await saved(), []);
    assert.equal(typed(browser).subject, good.subject);
  });

  it('are saved as a version, from which mails that are asked for then are made', async () => {
    const browser = administrator.browser();
    const before = await transactionOf(office.app, coordinator.token, (tx) =>
      mail(tx, { to: 'a@example.org', kind: 'referral-outcome' }),
    );
    await browser.open(at);
    await browser.send(good);
    assert.equal(browser.page.path, at);
    assert.equal(browser.page.heading, 'The outcome of a referral: your words');
    assert.match(wordsOf(browser.page.html), /saved by Ada Keeper/);
    assert.deepEqual(await saved(), [{ version: 1, subject: good.subject, body: good.body }]);
    const after_ = await transactionOf(office.app, coordinator.token, (tx) =>
      mail(tx, { to: 'b@example.org', kind: 'referral-outcome' }),
    );
    assert.match(
      wordsOf((await browser.open(`/mail/${before.id}`)).html),
      /There is something for you to read/,
    );
    assert.match(wordsOf((await browser.open(`/mail/${after_.id}`)).html), /News from Eastwick/);
    const [entry] = await entries('wording.write');
    assert.match(entry ?? '', /"kind": ?"referral-outcome"/);
    assert.doesNotMatch(entry ?? '', /News|Please/);
    assert.match(
      (await browser.open('/mail/words')).heading,
      new RegExp(`^1 of ${mailKinds.length} mails go out in your words$`),
    );
  });

  it('keep what they need, and hold nothing else: said beside the field, with what was typed', async () => {
    const browser = administrator.browser();
    await browser.open(at);
    await browser.send({ ...good, subject: 'About {{child}}', body: 'No way to it' });
    await assertGoodHtml(browser.page.html);
    assert.equal(browser.page.status, 400);
    assert.deepEqual(browser.page.problems, [
      'In double braces the subject can hold {{partnership}} and nothing else',
      'Keep {{address}} in the text: without it nobody gets to what they should read',
    ]);
    assert.equal(typed(browser).body, 'No way to it');
    assert.equal((await saved()).length, 1);
  });

  it('are doubted once where they look as if they named somebody, and never refused', async () => {
    const browser = administrator.browser();
    await browser.open(at);
    const body =
      'It is about Zdenka Example, born 3 May 2015, NHS number 943 476 5919, of 12 Example Street.\n{{address}}';
    await browser.send({ ...good, body });
    await assertGoodHtml(browser.page.html);
    assert.match(
      wordsOf(browser.page.html),
      /Nothing has been saved yet\. Your words look as if they held: a name: “Zdenka Example”/,
    );
    for (const what of [
      /an NHS number: “943 476 5919”/,
      /an address or a postcode: “12 Example Street”/,
      /“3 May 2015”/,
    ])
      assert.match(wordsOf(browser.page.html), what);
    assert.equal((await saved()).length, 1);
    await browser.send({ ...good, body });
    assert.equal(browser.page.status, 200);
    assert.equal((await saved()).at(-1)?.body, body);
  });

  it('are not overwritten unseen: the second of two is told, and keeps what they typed', async () => {
    const [ada, bo] = [administrator.browser(), second.browser()];
    await ada.open(at);
    await bo.open(at);
    await bo.send({ ...good, subject: 'From the second window' });
    await ada.send({ ...good, subject: 'From the first window' });
    await assertGoodHtml(ada.page.html);
    assert.equal(ada.page.status, 409);
    assert.match(
      wordsOf(ada.page.html),
      /Somebody else changed these words while you were writing.*From the second window/,
    );
    assert.equal(typed(ada).subject, 'From the first window');
    assert.equal((await saved()).at(-1)?.subject, 'From the second window');
    await ada.send({ ...good, subject: 'From the first window' });
    assert.equal(ada.page.status, 200);
    assert.equal((await saved()).at(-1)?.subject, 'From the first window');
  });

  it('of two that are sent at the same moment, one is saved and one is told', async () => {
    const [ada, bo] = [administrator.browser(), second.browser()];
    await ada.open(at);
    await bo.open(at);
    const before = (await saved()).length;
    await Promise.all([ada.send({ ...good, subject: 'One' }), bo.send({ ...good, subject: 'Two' })]);
    assert.deepEqual(
      [ada.page.status, bo.page.status].toSorted((one, other) => one - other),
      [200, 409],
    );
    assert.equal((await saved()).length, before + 1);
  });

  it('sent twice are one version', async () => {
    const browser = administrator.browser();
    await browser.open(at);
    const before = (await saved()).length;
    const form = [...browser.page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, n = '', v = '']): [string, string] => [n, v],
    );
    const body = new URLSearchParams([
      ...form.slice(0, 3),
      ...Object.entries({ ...good, subject: 'Once' }),
    ]).toString();
    await browser.raw(at, body);
    await browser.raw(at, body);
    assert.equal((await saved()).length, before + 1);
  });

  it('go back to ours, and stay in the history', async () => {
    const browser = administrator.browser();
    await browser.open(at);
    await browser.send({}, 1);
    assert.equal(browser.page.heading, 'The outcome of a referral: standard words');
    const versions = await saved();
    assert.equal(versions.at(-1)?.subject, null);
    await browser.open(`${at}/history`);
    await assertGoodHtml(browser.page.html);
    assert.equal(browser.page.heading, `The outcome of a referral: ${versions.length} versions`);
    assert.match(
      wordsOf(browser.page.html),
      new RegExp(`Version ${versions.length}, saved by Ada Keeper: the standard words again`),
    );
    assert.match(
      wordsOf(browser.page.html),
      /Version 1, saved by Ada Keeper\. News from \{\{partnership\}\}/,
    );
  });

  it('have a history that is cut into pages', async () => {
    await sql`insert into app.mail_wording (partnership_id, kind, version, subject, body, written_by)
      select ${office.id}, 'consultation-answered', n, 'S' || n, '{{address}}', ${administrator.accountId} from generate_series(1, 25) n`.execute(
      office.owner,
    );
    const browser = administrator.browser();
    await browser.open('/mail/words/consultation-answered/history');
    assert.equal(browser.page.html.match(/id="version-/g)?.length, 20);
    await browser.open('/mail/words/consultation-answered/history?page=2');
    await assertGoodHtml(browser.page.html);
    assert.equal(browser.page.html.match(/id="version-/g)?.length, 5);
    for (const path of ['?page=3', '?page=0', '?page=x'])
      assert.equal((await browser.open(`/mail/words/consultation-answered/history${path}`)).status, 404);
  });

  it('take what people type: emoji, writing from right to left, control characters and a hundred thousand letters', async () => {
    const browser = administrator.browser();
    const path = '/mail/words/referral-question';
    await browser.open(path);
    await browser.send({ ...good, subject: 'خبر 🙂', body: 'سطر\u0000\u0007 ثان\r\n\r\n{{address}}  \r\n' });
    assert.equal(browser.page.status, 200);
    const { rows } =
      await sql`select subject, body from app.mail_wording where partnership_id = ${office.id} and kind = 'referral-question'`.execute(
        office.owner,
      );
    assert.deepEqual(rows, [{ subject: 'خبر 🙂', body: 'سطر ثان\n\n{{address}}' }]);
    await browser.open(path);
    await browser.send({ ...good, body: 'x'.repeat(100_000) });
    assert.deepEqual(browser.page.problems, ['The text must be 3000 characters or fewer']);
  });

  it('are not there for anybody else, in the same bytes as nothing', async () => {
    for (const who of [coordinator, await office.person('inspector')]) {
      const browser = who.browser();
      const nothing = (await browser.open('/mail/there/is/nothing')).html;
      for (const path of ['/mail/words', at, `${at}/history`, '/mail/words/nothing'])
        assert.deepEqual(
          [(await browser.open(path)).status, browser.page.html === nothing],
          [404, true],
          path,
        );
    }
    const foreign = (await elsewhere.person('administrator')).browser();
    assert.doesNotMatch((await foreign.open('/mail/words/consultation-answered/history')).html, /S25/);
    assert.equal((await administrator.browser().open('/mail/words/nothing')).status, 404);
  });
});
