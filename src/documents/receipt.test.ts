import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { fetchFile, sendParts, upload } from '../../test/uploading.ts';
import { newToken } from '../platform/clock/clock.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { goodPdf } from '../platform/files/samples.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

let office: Office;
let coordinator: Colleague;
let notifier: Colleague;
let member: Colleague;
let stranger: Colleague;
let council: string;
let cases = 0;

before(async () => {
  office = await openOffice();
  coordinator = await office.person('coordinator');
  council = await office.agency('Eastwick Council', 'local-authority');
  const away = await office.agency('Farwick Council', 'local-authority');
  const hospital = await office.agency('Eastwick Hospitals');
  notifier = await office.person('notifier', { agency: council });
  member = await office.person('member', { agency: council });
  stranger = await office.person('notifier', { agency: away });
  await office.person('member', { agency: hospital });
});
after(() => office.close());

/** A case of which the council became aware on Wednesday 18 November 2026. */
async function newCase(): Promise<OpenedCase> {
  cases += 1;
  const of = await office.openCase(coordinator, `Child Linden ${cases}`);
  await office.involve(coordinator, of, council);
  const desk = coordinator.browser();
  await desk.open(`/cases/${of.reference}/dates/authority-aware`);
  const aware = { 'day-day': '18', 'day-month': '11', 'day-year': '2026', time: '' };
  await desk.send({ ...aware, source: 'The duty record' });
  return of;
}

const at = ({ reference }: OpenedCase, rest = '') => `/cases/${reference}/notification${rest}`;
const pdf = { name: 'receipt of Rowan.pdf', bytes: goodPdf(), type: 'application/pdf' };
const attach = (of: OpenedCase, who: Colleague, from = '', file: Parameters<typeof upload>[4] = pdf) =>
  upload(office.world, office.host, who.browser(), `${at(of, '/receipt')}${from}`, file);
const documentsOf = async (of: OpenedCase) =>
  (
    await sql<{
      id: string;
      title: string;
      classification: string;
      seen_by: string;
      agency_id: string;
      file: string;
    }>`
      select d.id, d.title, d.classification, d.seen_by, d.agency_id, f.id as file
      from app.document d join app.file f on f.document_id = d.id where d.case_id = ${of.id}::uuid`.execute(
      office.owner,
    )
  ).rows;
const pass = () =>
  sql`update app.file set state = 'clean', checked_at = now(), why = null`.execute(office.owner);

describe('the receipt of a notification', () => {
  it('is added by the notifier, beside the form that records the sending, and is named there', async () => {
    const of = await newCase();
    const browser = notifier.browser();
    const form = await browser.open(at(of, '/sent'));
    await assertGoodHtml(form.html);
    assert.ok(form.html.includes(`href="${at(of, '/receipt?for=sent')}"`));
    const page = await browser.open(at(of, '/receipt?for=sent'));
    await assertGoodHtml(page.html);
    assert.equal(page.heading, 'Add the receipt');
    assert.match(wordsOf(page.html), /as Official-Sensitive, for the notifier, coordinators and chair/);
    const sent = await attach(of, notifier, '?for=sent');
    assert.equal(sent.status, 303, sent.problem);
    assert.equal(sent.location, at(of, '/sent'));
    const [document] = await documentsOf(of);
    assert.deepEqual(
      { ...document, id: '', file: '' },
      {
        id: '',
        file: '',
        title: 'Receipt of the notification',
        classification: 'official-sensitive',
        seen_by: 'notifier',
        agency_id: council,
      },
    );
    const again = await browser.open(at(of, '/sent'));
    assert.match(
      again.html,
      new RegExp(`<input[^>]*name="receipt"[^>]*value="${document?.id ?? ''}"[^>]*checked`),
      'it is chosen already',
    );
    const pack = await browser.open(at(of));
    await assertGoodHtml(pack.html);
    assert.match(wordsOf(pack.html), /Added already: 1\. Receipt of the notification/);
    await browser.open(at(of, '/sent'));
    await browser.send({
      'reference-1': 'CSIN-900001',
      'sent-day': '20',
      'sent-month': '11',
      'sent-year': '2026',
      'sent-time': '16:40',
      'sent-by': 'A. Example, head of service',
      'told-day': '20',
      'told-month': '11',
      'told-year': '2026',
      'told-how': 'By e-mail to the business unit',
      'review-follows': 'yes',
      receipt: document?.id ?? '',
    });
    assert.equal(browser.page.path, at(of), browser.page.problems.join());
    assert.match(wordsOf(browser.page.html), /Receipt 1\. Receipt of the notification/);
    assert.doesNotMatch(browser.page.html, /Add the receipt/);
  });

  it('can be added after the sending as well, and then stands with it', async () => {
    const of = await newCase();
    await sql`with made as (insert into app.notification (partnership_id, case_id, state, begun_by)
        values (${office.id}, ${of.id}, 'sent', ${notifier.accountId}) returning id)
      insert into app.notification_sent (partnership_id, case_id, notification_id, sent_at, sent_by, on_behalf, pack, recorded_by)
      select ${office.id}, ${of.id}, id, now(), 'A. Example', false, '{"way": "panel", "forms": []}', ${notifier.accountId} from made`.execute(
      office.owner,
    );
    const browser = notifier.browser();
    await browser.open(at(of));
    assert.match(wordsOf(browser.page.html), /Receipt None is named/);
    assert.ok(browser.page.html.includes(`href="${at(of, '/receipt')}"`));
    const { status, location, problem } = await attach(of, notifier);
    assert.equal(status, 303, problem);
    assert.equal(location, at(of));
    await browser.open(at(of));
    await assertGoodHtml(browser.page.html);
    assert.match(wordsOf(browser.page.html), /Receipt 1\. Receipt of the notification/);
  });

  it('is encrypted, checked and downloaded as any document, by those for whom the notification is', async () => {
    const of = await newCase();
    await attach(of, notifier);
    const [document] = await documentsOf(of);
    const path = `/cases/${of.reference}/files/${document?.file ?? ''}`;
    const get = (who: Colleague) => fetchFile(office.world, office.host, who.browser(), path);
    assert.notEqual(
      (await get(notifier)).headers['content-disposition']?.toString().slice(0, 10),
      'attachment',
    );
    await pass();
    for (const who of [notifier, coordinator, await office.person('chair')]) {
      const { status, bytes } = await get(who);
      assert.equal(status, 200);
      assert.ok(bytes.equals(goodPdf()));
    }
    // A colleague of the same council sees the case, and not the notification.
    const browser = member.browser();
    await browser.open(`/cases/${of.reference}/documents`);
    assert.equal(browser.page.heading, 'No documents yet');
    assert.equal((await get(member)).status, 404);
    const { rows } = await sql<{ body: string }>`
      select body from audit.entry_words where verb = 'notification.attach' order by seq desc limit 1`.execute(
      office.owner,
    );
    assert.match(rows[0]?.body ?? '', /"kind": ?"pdf"/);
    assert.doesNotMatch(rows[0]?.body ?? '', /Rowan|Receipt of/);
  });

  it('is refused where the file is no good, and nothing is kept', async () => {
    const of = await newCase();
    const macro = { name: 'a.pdf', bytes: Buffer.from('MZ not a PDF'), type: 'application/pdf' };
    for (const file of [null, macro, { ...pdf, bytes: Buffer.alloc(0) }]) {
      const { status, html } = await attach(of, notifier, '', file);
      assert.equal(status, 400);
      await assertGoodHtml(html);
    }
    assert.deepEqual(await documentsOf(of), []);
    await sql`update app.case_file set state = 'closed' where id = ${of.id}::uuid`.execute(office.owner);
    const closed = await attach(of, notifier);
    assert.equal(closed.status, 409);
    assert.deepEqual(await documentsOf(of), []);
  });
});

describe('the receipt is nobody else’s to add', () => {
  const directly = (who: Colleague, of: OpenedCase) =>
    transactionOf(office.app, who.token, (tx) =>
      sql`select ctx.add_receipt(${of.id}::uuid, 'Receipt', 'a.pdf', 'pdf', 1, ${Buffer.alloc(32)}, ${Buffer.alloc(61)})`.execute(
        tx,
      ),
    );

  it('not a member’s, a notifier’s of another case, or one’s who is shut out: it is not there', async () => {
    const of = await newCase();
    const shut = await office.person('notifier', { agency: council });
    await office.exclude(coordinator, of, shut);
    for (const who of [member, stranger, shut]) {
      const browser = who.browser();
      assert.equal((await browser.open(at(of, '/receipt'))).status, 404);
      const { html } = await browser.open('/work');
      const token = /name="form-token" value="([^"]*)"/.exec(html)?.[1] ?? '';
      const fields = [
        ['form-token', token],
        ['once-key', newToken()],
      ] as const;
      const sent = await sendParts(office.world, office.host, browser, at(of, '/receipt'), fields, pdf);
      assert.equal(sent.status, 404, wordsOf(sent.html).slice(0, 300));
      await assert.rejects(directly(who, of), { code: '42501' });
    }
    assert.deepEqual(await documentsOf(of), []);
  });

  it('a coordinator’s on behalf, and it says so', async () => {
    const of = await newCase();
    assert.equal((await attach(of, coordinator)).status, 303);
    const { rows } = await sql<{ body: string }>`
      select body from audit.entry_words where verb = 'notification.attach' order by seq desc limit 1`.execute(
      office.owner,
    );
    assert.match(rows[0]?.body ?? '', /"onBehalf": ?true/);
  });

  it('and the notifier adds no other document, and no version of this one', async () => {
    const of = await newCase();
    await attach(of, notifier);
    const [document] = await documentsOf(of);
    const browser = notifier.browser();
    for (const path of ['new', `${document?.id ?? ''}/version`, `${document?.id ?? ''}/withdraw`]) {
      await browser.open(`/cases/${of.reference}/documents/${path}`);
      assert.equal(browser.page.status, 404, path);
    }
    const insert = sql`insert into app.document (partnership_id, case_id, number, title, classification, seen_by, added_by)
      values (${office.id}, ${of.id}::uuid, 9, 'Another', 'official', 'everybody', ctx.uid())`;
    await assert.rejects(
      transactionOf(office.app, notifier.token, (tx) => insert.execute(tx)),
      { code: '42501' },
    );
    const version = sql`select ctx.add_document_file(${document?.id ?? ''}::uuid, 'a.pdf', 'pdf', 1, ${Buffer.alloc(32)}, ${Buffer.alloc(61)})`;
    await assert.rejects(
      transactionOf(office.app, notifier.token, (tx) => version.execute(tx)),
      { code: '42501' },
    );
  });
});
