import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, officeIn, openOffice } from '../../test/casework.ts';
import { fetchFile, sendParts, upload } from '../../test/uploading.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { goodDocx, goodPdf } from '../platform/files/samples.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';

let office: Office;
let elsewhere: Office;
let coordinator: Colleague;
let chair: Colleague;
let police: string;
let health: string;
let ours: OpenedCase;
let other: OpenedCase;

before(async () => {
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Westmoor');
  coordinator = await office.person('coordinator');
  chair = await office.person('chair');
  police = await office.agency('Eastwick Police', 'police');
  health = await office.agency('Eastwick Health');
  ours = await office.openCase(coordinator);
  other = await office.openCase(coordinator, 'Child Rowan');
  await office.involve(coordinator, ours, police);
  await office.involve(coordinator, ours, health);
});
after(async () => {
  await elsewhere.close();
  await office.close();
});

const pdf = { name: 'a.pdf', bytes: goodPdf(), type: 'application/pdf' };
const answers = {
  title: 'GP summary',
  classification: 'official-sensitive',
  agency: 'own',
  'seen-by': 'everybody',
};
const of = ({ reference }: OpenedCase) => `/cases/${reference}/documents`;
const add = (
  fields: Readonly<Record<string, string>> = answers,
  file: Parameters<typeof upload>[4] = pdf,
  who = coordinator,
  to = ours,
) => upload(office.world, office.host, who.browser(), `${of(to)}/new`, file, fields);
const get = (who: Colleague, path: string, host = office.host) =>
  fetchFile(office.world, host, who.browser(), path);
/** Says that a scanner has found nothing in anything. */
const pass = () =>
  sql`update app.file set state = 'clean', checked_at = now(), why = null`.execute(office.owner);
const fileOf = async (document: string, number = 1) =>
  (
    await sql<{
      id: string;
    }>`select id from app.file where document_id = ${document} and number = ${number}`.execute(office.owner)
  ).rows[0]?.id ?? '';
const idAt = (location: string) => location.split('/').at(-1) ?? '';
/** A document that is there, and its file. */
async function added(fields: Readonly<Record<string, string>> = answers) {
  const { status, location, problem } = await add(fields);
  assert.equal(status, 303, problem);
  await pass();
  const document = idAt(location);
  const file = await fileOf(document);
  return { document, file, path: location, filePath: `/cases/${ours.reference}/files/${file}` };
}
const forAgency = (id: string) => ({ ...answers, title: 'For one agency', agency: id, 'seen-by': 'agency' });
const forOffice = { ...answers, title: 'For the office', 'seen-by': 'office' };

describe('the register of a case', () => {
  it('begins empty, takes a document with what it is, whose, and who may see it, and lists it', async () => {
    const person = coordinator.browser();
    const empty = await person.open(of(other));
    await assertGoodHtml(empty.html);
    assert.equal(empty.heading, 'No documents yet');
    assert.match(empty.html, new RegExp(`<title>[^<]*${other.reference} – No documents yet`));
    const form = await person.open(`${of(ours)}/new`);
    await assertGoodHtml(form.html);
    assert.match(form.html, /Eastwick Police/);
    const { path, filePath } = await added({ ...answers, title: 'GP summary', agency: health });
    const page = await person.open(path);
    await assertGoodHtml(page.html);
    assert.match(page.heading, /GP summary$/);
    assert.doesNotMatch(page.html, /<title>[^<]*GP summary/);
    for (const words of [
      'Official-Sensitive',
      'Eastwick Health',
      'Everybody on the case',
      'Version 1',
      'a.pdf',
      coordinator.name,
    ])
      assert.match(page.html, new RegExp(words), words);
    const list = await person.open(of(ours));
    await assertGoodHtml(list.html);
    assert.match(list.html, /GP summary/);
    const { status, headers, bytes } = await get(coordinator, filePath);
    assert.equal(status, 200);
    assert.ok(bytes.equals(goodPdf()));
    assert.match(
      String(headers['content-disposition']),
      new RegExp(`filename="${ours.reference}-document-\\d+-v1\\.pdf"`),
    );
  });

  it('keeps what was typed where the answers or the file are refused, and says to choose the file again', async () => {
    const typed = { ...answers, title: 'Minutes & notes' };
    for (const [file, fields, problem] of [
      [{ name: 'a.docx', bytes: goodPdf() }, typed, /not what the ending[^]*choose a file again/],
      [
        { name: 'a.pdf', bytes: Buffer.alloc(51 * 1024 * 1024, 1) },
        typed,
        /larger than 50 MB[^]*choose a file again/,
      ],
      [{ name: 'a.pdf', bytes: new Uint8Array() }, typed, /empty[^]*choose a file again/],
      [null, typed, /Choose a file/],
      [pdf, { ...typed, classification: '' }, /Choose a classification/],
    ] as const) {
      const { status, html, problem: said } = await add(fields, file);
      assert.equal(status, 400, said);
      await assertGoodHtml(html);
      assert.match(said, problem);
      assert.match(html, /value="Minutes &amp; notes"/);
      assert.match(html, /value="everybody" checked/);
      if (fields.classification === '') assert.match(html, /The file was not kept: choose it again/);
    }
    assert.match((await add({ ...answers, 'seen-by': 'agency' })).problem, /for no agency alone/);
  });

  it('adds versions, keeps those before, and downloads each', async () => {
    const { document, path } = await added();
    // A Word file holds the second in which it was made, so it is made once.
    const docx = goodDocx();
    const page = await upload(office.world, office.host, coordinator.browser(), `${path}/version`, {
      name: 'b.docx',
      bytes: docx,
    });
    assert.deepEqual([page.status, page.location], [303, path]);
    await pass();
    assert.match((await get(coordinator, path)).html, /Version 2[^]*Version 1/);
    const two = await get(coordinator, `/cases/${ours.reference}/files/${await fileOf(document, 2)}`);
    assert.match(String(two.headers['content-disposition']), /-v2\.docx"/);
    assert.ok(two.bytes.equals(docx));
    assert.ok(
      (await get(coordinator, `/cases/${ours.reference}/files/${await fileOf(document)}`)).bytes.equals(
        goodPdf(),
      ),
    );
    const refused = await upload(office.world, office.host, coordinator.browser(), `${path}/version`, {
      name: 'b.exe',
      bytes: docx,
    });
    assert.match(refused.problem, /^Only PDF, Word/);
    await assertGoodHtml(refused.html);
  });

  it('withdraws a document with a reason: it stays listed, and nobody gets it or adds to it', async () => {
    const { path, filePath } = await added();
    const person = coordinator.browser();
    const form = await person.open(`${path}/withdraw`);
    await assertGoodHtml(form.html);
    assert.deepEqual((await person.send({ reason: '' })).problems, ['Say why it is withdrawn']);
    await person.send({ reason: 'It was of another family' });
    assert.match(person.page.html, /Withdrawn[^]*It was of another family/);
    await assertGoodHtml(person.page.html);
    for (const who of [coordinator, chair]) {
      const answer = await get(who, filePath);
      assert.equal(answer.bytes.includes('%PDF'), false);
      assert.match(answer.html, /has been withdrawn/);
    }
    const more = await upload(office.world, office.host, coordinator.browser(), `${path}/version`, pdf);
    assert.match(more.html, /has been withdrawn/);
    assert.equal((await person.open(`${path}/withdraw`)).status, 200);
    assert.match((await person.send({ reason: 'again' })).problems[0] ?? '', /has been withdrawn/);
  });

  it('is left as it is when the case is closed', async () => {
    const { path } = await added();
    await sql`update app.case_file set state = 'closed' where id = ${ours.id}`.execute(office.owner);
    try {
      assert.match((await add()).problem, /This case is closed/);
      assert.match((await get(coordinator, of(ours))).html, /This case is closed/);
      assert.doesNotMatch((await get(coordinator, path)).html, /Add a version/);
    } finally {
      await sql`update app.case_file set state = 'open' where id = ${ours.id}`.execute(office.owner);
    }
  });

  it('lists what came with the referral, once there is a case, and gives it from there', async () => {
    const referral = await office.referral();
    const { files } = office.world;
    const key = files.newKey(referral);
    const bytes = goodPdf();
    const { rows } = await sql<{ id: string }>`
      with k as (insert into app.data_key (partnership_id, referral_id, wrapped) values (${office.id}, ${referral}, ${key}) returning id)
      insert into app.file (partnership_id, referral_id, key_id, number, name, kind, bytes, sha256, state, checked_at)
      select ${office.id}, ${referral}, id, 1, 'chronology.pdf', 'pdf', ${bytes.length}, sha256(${Buffer.from(bytes)}), 'clean', now() from k returning id`.execute(
      office.owner,
    );
    const file = rows[0]?.id ?? '';
    await files.put({ owner: referral, file, key }, bytes);
    const path = `/cases/${other.reference}/files/${file}`;
    assert.equal((await get(coordinator, path)).status, 404, 'it is of no case yet');
    await transactionOf(office.app, coordinator.token, (tx) =>
      sql`insert into app.case_referral values (${office.id}, ${other.id}, ${referral})`.execute(tx),
    );
    const list = await get(coordinator, of(other));
    await assertGoodHtml(list.html);
    assert.match(list.html, /Came with [^<]*<[^]*chronology\.pdf/);
    for (const who of [coordinator, chair]) {
      const { status, headers, bytes: got } = await get(who, path);
      assert.equal(status, 200);
      assert.ok(got.equals(bytes));
      assert.match(String(headers['content-disposition']), /-referral-file-1\.pdf"/);
    }
    assert.equal(
      (await get(coordinator, `/cases/${ours.reference}/files/${file}`)).status,
      404,
      'by another case',
    );
  });
});

describe('who sees a document', () => {
  const as = (who: Colleague, text: string) =>
    transactionOf(office.app, who.token, async (tx) => (await sql.raw(text).execute(tx)).rows.length);

  it('is everybody on the case, its agency alone, or the office alone, in pages and in the database', async () => {
    const officer = await office.person('member', { agency: police });
    const nurse = await office.person('member', { agency: health });
    const reviewer = await office.person('reviewer');
    await office.name(coordinator, ours, reviewer, 'reviewer');
    const [open, polices, offices] = [await added(), await added(forAgency(police)), await added(forOffice)];
    const sees: readonly (readonly [who: Colleague, which: readonly boolean[]])[] = [
      [coordinator, [true, true, true]],
      [chair, [true, true, true]],
      [officer, [true, true, false]],
      [nurse, [true, false, false]],
      [reviewer, [true, false, false]],
    ];
    for (const [who, which] of sees)
      for (const [at, { document, file, path, filePath }] of [open, polices, offices].entries()) {
        const status = which[at] === true ? 200 : 404;
        assert.equal((await get(who, path)).status, status, `${who.name}, document ${at}`);
        assert.equal((await get(who, filePath)).status, status, `${who.name}, file ${at}`);
        assert.equal(
          (await get(who, of(ours))).html.includes(path),
          status === 200,
          `${who.name}, list ${at}`,
        );
        const count = status === 200 ? 1 : 0;
        assert.equal(await as(who, `select from app.document where id = '${document}'`), count);
        assert.equal(await as(who, `select from app.file where id = '${file}'`), count);
        assert.equal(
          await as(
            who,
            `select from app.file f join app.data_key k on k.id = f.key_id where f.id = '${file}'`,
          ),
          count,
        );
      }
    for (const who of [officer, nurse, reviewer, chair]) {
      assert.equal((await get(who, `${of(ours)}/new`)).status, 404);
      assert.equal((await get(who, `${open.path}/version`)).status, 404);
      assert.equal((await get(who, `${open.path}/withdraw`)).status, 404);
      const forced = await sendParts(office.world, office.host, who.browser(), `${of(ours)}/new`, [], pdf);
      assert.notEqual(forced.status, 303);
    }
  });

  it('is nobody who is shut out, uninvolved, of another partnership, or who asks by another case', async () => {
    const { document, file, path, filePath } = await added();
    const stranger = await office.person('member', { agency: await office.agency('Another agency') });
    const shut = await office.person('coordinator');
    await office.exclude(coordinator, ours, shut);
    const foreign = await elsewhere.person('coordinator');
    for (const where of [path, filePath, of(ours), `${of(ours)}/new`]) {
      assert.equal((await get(stranger, where)).status, 404, where);
      assert.equal((await get(shut, where)).status, 404, where);
      assert.equal((await get(foreign, where, elsewhere.host)).status, 404, where);
    }
    assert.equal((await get(coordinator, `/cases/${other.reference}/files/${file}`)).status, 404);
    assert.equal((await get(coordinator, `${of(other)}/${document}`)).status, 404);
    for (const table of ['document', 'file', 'data_key'])
      for (const who of [stranger, shut])
        assert.equal(await as(who, `select from app.${table} where case_id = '${ours.id}'`), 0, table);
    for (const who of [stranger, shut, chair])
      await assert.rejects(
        as(who, `select ctx.add_document_file('${document}', 'a', 'pdf', 1, sha256(''), sha256(''))`),
        { code: '42501' },
      );
    await assert.rejects(
      as(
        shut,
        `insert into app.document (partnership_id, case_id, number, title, classification, seen_by, added_by)
        values (ctx.partnership_id(), '${ours.id}', 99, 'x', 'official', 'everybody', ctx.uid())`,
      ),
      { code: '42501' },
    );
    await assert.rejects(as(coordinator, `update app.document set title = 'x'`), { code: '42501' });
    await assert.rejects(as(coordinator, `delete from app.document`), { code: '42501' });
    await assert.rejects(
      as(
        coordinator,
        `update app.document set withdrawn_by = '${chair.accountId}', withdrawn_at = now(), withdrawn_why = 'x' where id = '${document}'`,
      ),
      { code: '42501' },
    );
  });
});
