import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { type FakeClamd, fakeClamd } from '../../test/clamd.ts';
import { aPdf, type Chosen, type Desk, deskOf, sendParts } from '../../test/uploading.ts';
import { makeDocx, paragraph } from '../platform/documents/samples.ts';
import { mostBytes } from '../platform/files/inspect.ts';
import { goodDocx, goodPdf } from '../platform/files/samples.ts';
import { assertGoodHtml } from '../platform/pages/page-checks.ts';
import { sweepFiles } from './store-sweep.ts';

let office: Office;
let coordinator: Colleague;
let scanner: FakeClamd;
let desk: Desk;

before(async () => {
  office = await openOffice();
  coordinator = await office.person('coordinator');
  scanner = await fakeClamd(() => 'stream: OK');
  desk = deskOf(office, scanner.address);
});
after(async () => {
  await scanner.close();
  await office.close();
});

const lastEntry = async () =>
  (
    await sql<{ line: string }>`
      select concat_ws(' ', verb, outcome, body::jsonb ->> 'refusal') as line
      from audit.entry_words where partnership_id = ${office.id} order by seq desc limit 1`.execute(
      office.owner,
    )
  ).rows[0]?.line;
const pathOf = ({ id, referral_id }: { id: string; referral_id: string }) =>
  `/referrals/${referral_id}/files/${id}`;

describe('a file with a draft', () => {
  it('is added by the receipt, listed by its name, checked, and taken out again with its bytes', async () => {
    const person = await desk.referrer();
    const empty = await person.open('/refer/files');
    await assertGoodHtml(empty.html);
    assert.equal(empty.heading, 'No files yet');
    assert.deepEqual(await desk.add(person, aPdf).then(({ status, location }) => [status, location]), [
      303,
      '/refer/files',
    ]);
    const listed = await person.open('/refer/files');
    await assertGoodHtml(listed.html);
    assert.equal(listed.heading, '1 file goes with it');
    assert.match(listed.html, /Zoë’s report\.pdf/);
    assert.match(listed.html, /Being checked/);
    const { id } = await desk.newest();
    assert.equal((await readFile(desk.onDisk(id))).includes('A page'), false, 'it is encrypted');
    await desk.check();
    assert.match((await person.open('/refer/files')).html, /Checked/);
    assert.deepEqual(await desk.entries(id), [
      'file.attach done',
      'file.check done quarantined checking',
      'file.check done clean',
    ]);
    const asked = await person.open(`/refer/files/${id}/remove`);
    await assertGoodHtml(asked.html);
    await person.send({});
    assert.equal(person.page.heading, 'No files yet');
    await assert.rejects(readFile(desk.onDisk(id)), { code: 'ENOENT' });
  });

  it('is kept once, however often the form is sent; another file is another form', async () => {
    const person = await desk.referrer();
    const { html } = await person.open('/refer/files');
    const hidden = [...html.matchAll(/name="(form-token|once-key)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    const again = (file: Chosen) =>
      sendParts(office.world, office.host, person, '/refer/files', hidden, file);
    assert.equal((await again(aPdf)).status, 303);
    assert.equal((await again(aPdf)).status, 303);
    assert.match(
      (await again({ ...aPdf, bytes: goodPdf().subarray(0, -1) })).problem,
      /sent before with other answers/,
    );
    assert.equal((await person.open('/refer/files')).heading, '1 file goes with it');
  });

  const bad: readonly (readonly [what: string, name: string, bytes: Uint8Array, problem: RegExp])[] = [
    [
      'nothing in it',
      'a.pdf',
      new Uint8Array(),
      /^The file is empty\. It was not kept: choose a file again$/,
    ],
    ['51 MB', 'a.pdf', Buffer.alloc(51 * 1024 * 1024, 1), /^The file is larger than 50 MB/],
    ['a byte too many', 'a.pdf', Buffer.alloc(mostBytes + 1, 1), /^The file is larger than 50 MB/],
    ['a bomb', 'a.docx', makeDocx(paragraph('a'.repeat(30_000_000))), /unpacks to far more/],
    ['macros', 'a.docx', makeDocx('', { 'word/vbaProject.bin': new Uint8Array(9) }), /holds macros/],
    ['a PDF named .docx', 'a.docx', goodPdf(), /not what the ending/],
    ['two files in one', 'a.pdf', Buffer.concat([goodPdf(), goodDocx()]), /or is something else as well/],
    ['a program', 'a.exe', Buffer.from('MZ'), /^Only PDF, Word/],
  ];
  for (const [what, name, bytes, problem] of bad)
    it(`is refused with ${what}, on its own page, and nothing of it is kept`, async () => {
      const person = await desk.referrer();
      const count = (await desk.rows()).length;
      const answer = await desk.add(person, { name, bytes });
      assert.equal(answer.status, 400);
      assert.match(answer.problem, problem);
      assert.match(answer.problem, /choose a file again/);
      await assertGoodHtml(answer.html);
      assert.equal((await desk.rows()).length, count);
      assert.match((await lastEntry()) ?? '', /^referral\.follow done|^file\.attach refused/);
    });

  it('is asked for where none was chosen', async () => {
    assert.match((await desk.add(await desk.referrer(), null)).problem, /^Choose a file/);
  });

  it('says in the trail why it was refused', async () => {
    const person = await desk.referrer();
    await desk.add(person, { name: 'a.docx', bytes: goodPdf() });
    const { rows: said } = await sql<{ refusal: string }>`
      select body::jsonb ->> 'refusal' as refusal from audit.entry_words
      where partnership_id = ${office.id} and verb = 'file.attach' order by seq desc limit 1`.execute(
      office.owner,
    );
    assert.equal(said[0]?.refusal, 'file-unlike');
  });

  it('finds no room after the twentieth', async () => {
    const person = await desk.referrer();
    for (let count = 0; count < 20; count += 1) assert.equal((await desk.add(person, aPdf)).status, 303);
    assert.match((await desk.add(person, aPdf)).problem, /no room for another file/);
    // Nobody waits for these to be checked.
    await sql`delete from pgboss.job where name = 'file.check'`.execute(office.owner);
  });

  it('goes with the draft when that is destroyed: its row, its key, and its bytes at the next sweep', async () => {
    const person = await desk.referrer();
    await desk.add(person, aPdf);
    const { id, referral_id } = await desk.newest();
    await sql`update app.referral set expires_at = now() - interval '1 day' where id = ${referral_id}`.execute(
      office.owner,
    );
    await desk.referrer();
    assert.equal(
      (await desk.rows()).some((row) => row.id === id),
      false,
    );
    const { rows: keys } = await sql`select from app.data_key where referral_id = ${referral_id}`.execute(
      office.owner,
    );
    assert.equal(keys.length, 0);
    await readFile(desk.onDisk(id));
    const { server, files } = office.world;
    await sweepFiles(server, files, Temporal.Instant.from('2100-01-01T00:00:00Z'));
    await assert.rejects(readFile(desk.onDisk(id)), { code: 'ENOENT' });
  });

  it('is nobody else’s: not the coordinator’s before it is sent, not another receipt’s, not for a name that is guessed', async () => {
    const person = await desk.referrer();
    await desk.add(person, aPdf);
    const row = await desk.newest();
    assert.equal((await desk.get(coordinator, `/referrals/${row.referral_id}/files`)).status, 404);
    assert.equal((await desk.get(coordinator, pathOf(row))).status, 404);
    const other = await desk.referrer();
    assert.equal((await other.open('/refer/files')).heading, 'No files yet');
    assert.equal((await other.open(`/refer/files/${row.id}/remove`)).status, 404);
    const { html } = await other.open('/refer/files');
    const token = /name="form-token" value="([^"]*)"/.exec(html)?.[1] ?? '';
    await other.raw(`/refer/files/${row.id}/remove`, new URLSearchParams({ 'form-token': token }).toString());
    assert.ok((await desk.rows()).some(({ id }) => id === row.id));
    other.forgetCookies();
    assert.equal(
      (await sendParts(office.world, office.host, other, '/refer/files', [['form-token', token]], aPdf))
        .status,
      400,
    );
  });
});
