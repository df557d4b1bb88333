import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, officeIn, openOffice } from '../../test/casework.ts';
import { type FakeClamd, fakeClamd } from '../../test/clamd.ts';
import { aPdf, type Desk, deskOf, type FileRow } from '../../test/uploading.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { makeDocx, paragraph } from '../platform/documents/samples.ts';
import { goodPdf } from '../platform/files/samples.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';

let office: Office;
let elsewhere: Office;
let coordinator: Colleague;
let scanner: FakeClamd;
let desk: Desk;
let verdict = 'stream: OK';

before(async () => {
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Westmoor');
  coordinator = await office.person('coordinator');
  scanner = await fakeClamd(() => verdict);
  desk = deskOf(office, scanner.address);
});
beforeEach(() => {
  verdict = 'stream: OK';
});
after(async () => {
  await scanner.close();
  await elsewhere.close();
  await office.close();
});

const pathOf = ({ id, referral_id }: FileRow) => `/referrals/${referral_id}/files/${id}`;

describe('a file of a referral that was sent', () => {
  it('is downloaded by the coordinator, as a file to be saved, after the look is on record', async () => {
    const row = await desk.sentFile();
    await desk.check();
    const list = await desk.get(coordinator, `/referrals/${row.referral_id}/files`);
    await assertGoodHtml(list.html);
    assert.match(list.html, /Zoë’s report\.pdf/);
    const { status, headers, bytes } = await desk.get(coordinator, pathOf(row));
    assert.equal(status, 200);
    assert.ok(bytes.equals(goodPdf()));
    assert.match(String(headers['content-disposition']), /^attachment; filename="[A-Za-z0-9.-]+\.pdf"$/);
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['content-type'], 'application/pdf');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.equal((await desk.entries(row.id)).at(-1), 'file.read done');
  });

  it('is added to by the receipt afterwards, and then shows no name any more', async () => {
    const person = await desk.referrer();
    await desk.add(person, aPdf);
    await desk.send(await desk.newest());
    await person.open('/refer/sent');
    const page = await person.open('/refer/files');
    assert.doesNotMatch(page.html, /Zoë/);
    assert.match(page.html, /File 1/);
    assert.equal((await desk.add(person, { ...aPdf, name: 'later.pdf' })).status, 303);
    const later = await desk.newest();
    assert.equal((await person.open(`/refer/files/${later.id}/remove`)).status, 404);
    await sql`update app.referral set state = 'closed', received_at = now(), closed_at = now(), outcome = 'x' where id = ${later.referral_id}`.execute(
      office.owner,
    );
    assert.match((await person.open('/refer/files')).html, /nothing can be added/);
  });

  it('is there for nobody who does not read the referral, and for no other partnership', async () => {
    const row = await desk.sentFile();
    await desk.check();
    const foreign = await elsewhere.person('coordinator');
    for (const role of [
      'chair',
      'member',
      'notifier',
      'administrator',
      'inspector',
      'safeguarding-lead',
    ] as const) {
      const who = await office.person(role);
      for (const path of [pathOf(row), `/referrals/${row.referral_id}/files`])
        assert.equal((await desk.get(who, path)).status, 404, `${role} ${path}`);
    }
    assert.equal((await desk.get(foreign, pathOf(row), elsewhere.host)).status, 404);
    const other = await desk.sentFile();
    assert.equal(
      (await desk.get(coordinator, `/referrals/${other.referral_id}/files/${row.id}`)).status,
      404,
      'by another referral',
    );
    assert.equal((await desk.get(coordinator, `/referrals/${row.referral_id}/files/nonsense`)).status, 404);
  });

  it('does not open when it was changed, cut short or swapped on the disk: no byte of it, an entry and a line in the log', async () => {
    const [one, two] = [await desk.sentFile(), await desk.sentFile()];
    await desk.check();
    const sealed = await readFile(desk.onDisk(one.id));
    const flipped = Buffer.from(sealed);
    flipped[sealed.length - 1] = (flipped[sealed.length - 1] ?? 0) ^ 1;
    for (const [what, bytes] of [
      ['changed', flipped],
      ['cut short', sealed.subarray(0, 100)],
      ['another', await readFile(desk.onDisk(two.id))],
    ] as const) {
      await writeFile(desk.onDisk(one.id), bytes);
      const answer = await desk.get(coordinator, pathOf(one));
      assert.equal(answer.status, 409, what);
      await assertGoodHtml(answer.html);
      assert.match(answer.html, /This file cannot be opened/);
      assert.equal(answer.bytes.includes('%PDF'), false);
      assert.ok((await desk.entries(one.id)).includes('file.read failed'), what);
    }
    assert.ok(
      office.world.log.some(({ event, facts }) => event === 'file-changed' && facts['file'] === one.id),
    );
    await writeFile(desk.onDisk(one.id), sealed);
    assert.equal((await desk.get(coordinator, pathOf(one))).status, 200);
  });
});

describe('a check', () => {
  it('refuses what the scanner finds, for good and for everybody', async () => {
    const row = await desk.sentFile();
    verdict = 'stream: Test.EICAR-local FOUND';
    await desk.check();
    const page = await desk.get(coordinator, pathOf(row));
    await assertGoodHtml(page.html);
    assert.match(page.html, /found something harmful/);
    assert.equal(page.bytes.includes('%PDF'), false);
    assert.doesNotMatch(page.html, /<form action="\/referrals/);
    assert.equal((await desk.entries(row.id)).at(-1), 'file.check done refused infected');
  });

  it('refuses what its inside shows, and what changed on the disk before anybody looked', async () => {
    const deep = makeDocx(paragraph('x'), { 'word/o.bin': Buffer.from('_VBA_PROJECT', 'utf16le') });
    const macros = await desk.sentFile({ name: 'a.docx', bytes: deep, type: '' });
    const changed = await desk.sentFile();
    await writeFile(desk.onDisk(changed.id), 'nothing');
    await desk.check();
    const found = new Map((await desk.rows()).map(({ id, state, why }) => [id, `${state} ${why}`]));
    assert.equal(found.get(macros.id), 'refused macros');
    assert.equal(found.get(changed.id), 'refused changed');
  });

  it('holds everything while the scanner is away, coordinator or not, and lets it go when it is back', async () => {
    const row = await desk.sentFile();
    const away = await fakeClamd('cut');
    await desk.check(away.address);
    await away.close();
    assert.equal((await desk.rows()).find(({ id }) => id === row.id)?.why, 'scanner-away');
    const page = await desk.get(coordinator, pathOf(row));
    assert.equal(page.bytes.includes('%PDF'), false);
    assert.match(page.html, /Waits for the scanner/);
    assert.doesNotMatch(page.html, /Download without a scan/);
    const person = coordinator.browser();
    await person.open(pathOf(row));
    const token = /name="form-token" value="([^"]*)"/.exec(person.page.html)?.[1] ?? '';
    const forced = await person.raw(
      `${pathOf(row)}/release`,
      new URLSearchParams({ 'form-token': token, reason: 'now' }).toString(),
    );
    assert.doesNotMatch(forced.html, /%PDF/);
    await person.open(pathOf(row));
    await person.send({});
    await desk.check();
    assert.equal((await desk.get(coordinator, pathOf(row))).status, 200);
    assert.ok((await desk.get(coordinator, pathOf(row))).bytes.equals(goodPdf()));
  });

  it('without a scanner holds it, and a coordinator who says why may take it', async () => {
    const row = await desk.sentFile();
    await desk.check(null);
    const person = coordinator.browser();
    const page = await person.open(pathOf(row));
    await assertGoodHtml(page.html);
    assert.equal(page.heading, 'This file has not been scanned');
    const none = await person.send({ reason: ' ' });
    assert.deepEqual([none.status, none.problems], [400, ['Say why you need it before it could be scanned']]);
    const taken = await person.send({ reason: 'A strategy meeting in an hour' });
    assert.equal(taken.status, 200);
    assert.match(String(taken.headers['content-disposition']), /^attachment/);
    assert.match(taken.html, /^%PDF/);
    assert.equal((await desk.entries(row.id)).at(-1), 'file.release done');
    const { rows: kept } = await sql<{
      reason: string;
    }>`select reason from app.file_release where file_id = ${row.id}`.execute(office.owner);
    assert.deepEqual(kept, [{ reason: 'A strategy meeting in an hour' }]);
    assert.match(
      (await desk.get(coordinator, pathOf(row))).html,
      /Not scanned/,
      'the next time it is asked again',
    );
  });
});

describe('the database', () => {
  const as = <T>(who: Colleague, text: string) =>
    transactionOf(office.app, who.token, async (tx) => (await sql.raw<T>(text).execute(tx)).rows);

  it('shows a file to whoever sees its referral, and changes none for the application', async () => {
    const row = await desk.sentFile();
    const member = await office.person('member');
    assert.equal((await as(coordinator, `select from app.file where id = '${row.id}'`)).length, 1);
    for (const table of ['file', 'data_key', 'document', 'file_release'])
      assert.equal((await as(member, `select from app.${table}`)).length, 0, table);
    for (const text of [
      `update app.file set state = 'clean'`,
      `delete from app.file`,
      `insert into app.file (id) values (gen_random_uuid())`,
      `update app.data_key set wrapped = wrapped`,
      `delete from app.file_release`,
      `select ctx.known_files('{}')`,
      `select ctx.data_key_of(null, null, '')`,
      `select ctx.add_document_file('${row.id}', 'a', 'pdf', 1, sha256(''), sha256(''))`,
      `select ctx.attach_file('a', 'pdf', 1, sha256(''), sha256(''))`,
    ])
      await assert.rejects(as(coordinator, text), { code: '42501' }, text);
    assert.equal(
      (await as<{ done: boolean }>(coordinator, `select ctx.detach_file('${row.id}') as done`))[0]?.done,
      false,
    );
    await assert.rejects(
      as(
        coordinator,
        `insert into app.file_release (partnership_id, file_id, released_by, reason) values (ctx.partnership_id(), '${row.id}', ctx.uid(), 'x')`,
      ),
      { code: '42501' },
      'only of one that waits for want of a scanner',
    );
  });

  it('keeps names, contents and keys out of the trail', async () => {
    const { rows: said } = await sql<{ body: string }>`
      select body from audit.entry_words where partnership_id = ${office.id} and verb like 'file.%'`.execute(
      office.owner,
    );
    assert.notEqual(said.length, 0);
    for (const { body } of said) assert.doesNotMatch(body, /Zoë|report|strategy/);
  });

  it('names files on the disk by their identifier alone', async () => {
    for (const shelf of await readdir(office.world.filesFolder))
      for (const name of await readdir(join(office.world.filesFolder, shelf)))
        assert.match(name, /^[0-9a-f-]{36}$/);
  });
});
