import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { aReport, aReview, type RegisterFolder, registerFolder } from '../../test/register-folder.ts';
import { openWorld, type World } from '../../test/world.ts';
import { root } from '../config.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { column, makeDocx, makePdf, paragraph } from '../platform/documents/samples.ts';
import { type ImportReport, openRegisterFolder } from './import.ts';

describe('bringing a folder of reviews into the register', () => {
  let world: World;
  let id: string;
  let host: string;
  let number = 0;
  const folders: RegisterFolder[] = [];

  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  afterEach(async () => {
    await Promise.all(folders.splice(0).map((folder) => folder.remove()));
  });

  // Each test has a partnership of its own, and so a register of its own.
  async function begin(...written: Parameters<typeof registerFolder>): Promise<RegisterFolder> {
    number += 1;
    host = `office-${number}.example`;
    const name = `Office ${number} Safeguarding Children Partnership`;
    const referencePrefix = `OFF${String.fromCharCode(64 + Math.ceil(number / 26), 65 + (number % 26))}`;
    id = await world.partnership({ name, referencePrefix, hosts: [host] });
    const folder = await registerFolder(...written);
    folders.push(folder);
    return folder;
  }
  const bring = (folder: RegisterFolder) => world.importFolder(id, folder.path);
  const counts = ({ added, changed, unchanged, refused }: ImportReport) => [
    added,
    changed,
    unchanged,
    refused.length,
  ];
  const data = async (slug: string) => {
    const { status, body } = await world.ask(host, `/reviews/${slug}.json`);
    assert.equal(status, 200);
    return JSON.parse(body);
  };
  const heldOf = async (slug: string) =>
    (await data(slug)).documents.map((row: { url: string; held: boolean; pages: number | null }) => [
      row.url.split('/').at(-1),
      row.held,
      row.pages,
    ]);
  const entries = () =>
    world.asOperatorOf(id, ({ token }) =>
      transactionOf(world.worker, token, async (tx) => {
        const { rows } = await sql<{ body: string }>`
          select body from audit.entry_words where partnership_id = ${id}::uuid order by seq`.execute(tx);
        return rows.map(({ body }) => JSON.parse(body));
      }),
    );

  const pdf = makePdf([
    column(['The first page of the report.', 'Nobody asked why.'], 760),
    column(['The second page. He was not brought to appointments.'], 760),
  ]);

  it('adds what is new, changes what is different, and leaves the rest alone', async () => {
    const elm = aReview('child-elm', { documents: [aReport('elm.pdf')] });
    const oak = aReview('child-oak', { documents: [aReport()] });
    const folder = await begin([elm, oak], { 'elm.pdf': pdf });
    assert.deepEqual(counts(await bring(folder)), [2, 0, 0, 0]);
    assert.deepEqual(counts(await bring(folder)), [0, 0, 2, 0]);
    await folder.write([{ ...elm, title: 'Child Elm, corrected' }, oak, aReview('child-yew')]);
    assert.deepEqual(counts(await bring(folder)), [1, 1, 1, 0]);
    await folder.write([elm], { 'elm.pdf': makePdf([column(['One page only.'], 760)]) });
    assert.deepEqual(counts(await bring(folder)), [0, 1, 0, 0]);
    assert.deepEqual(await heldOf('child-elm'), [['report', true, 1]]);
    assert.equal((await world.ask(host, '/reviews/child-yew')).status, 200, 'what a folder leaves out stays');
  });

  it('reads every kind of document, page by page', async () => {
    const documents = [
      aReport('report.pdf'),
      aReport('response.docx', { kind: 'response', title: 'Response' }),
      aReport('statement.txt', { kind: 'media-statement', title: 'Statement' }),
      aReport('summary.html', { kind: 'summary', title: 'Summary' }),
    ];
    const folder = await begin([aReview('child-elm', { documents })], {
      'report.pdf': pdf,
      'response.docx': makeDocx(paragraph('The partners accept every recommendation.')),
      'statement.txt': 'A statement for the press.\n',
      'summary.html': '<!doctype html><h1>Summary</h1><p>What was learned.</p>',
    });
    assert.deepEqual((await bring(folder)).refused, []);
    assert.deepEqual(await heldOf('child-elm'), [
      ['report', true, 2],
      ['response', true, 1],
      ['media-statement', true, 1],
      ['summary', true, 1],
    ]);
    const page = (await world.ask(host, '/reviews/child-elm/report')).body;
    assert.match(page, /id="page-2"[^]*He was not brought to appointments\./);
  });

  it('says what it did in the trail: one entry for each review that was written, and no words of it', async () => {
    const folder = await begin([aReview('child-elm', { documents: [aReport('elm.pdf')] })], {
      'elm.pdf': pdf,
    });
    await bring(folder);
    await bring(folder);
    const [entry, ...others] = (await entries()).filter(({ verb }) => verb === 'register.import');
    assert.deepEqual(others, []);
    assert.equal(entry.outcome, 'done');
    assert.deepEqual([entry.facts.documents, entry.facts.pages], [1, 2]);
    assert.equal(entry.actor.kind, 'operator');
    assert.doesNotMatch(JSON.stringify(entry), /elm/i);
  });

  describe('a file that cannot be taken in', () => {
    const bomb = makeDocx(paragraph('x'), { 'word/media/zeros.xml': new Uint8Array(8_000_000) });
    for (const [what, file, body, why] of [
      ['is missing', 'gone.pdf', null, /no such file/],
      ['is empty', 'empty.pdf', '', /empty/],
      ['is a damaged PDF', 'damaged.pdf', pdf.subarray(0, 200), /./],
      ['is something else than its name says', 'report.pdf', 'Only text.', /its content is something else/],
      ['is a zip bomb', 'bomb.docx', bomb, /./],
      ['is of a kind that is not read', 'report.odt', 'x', /Only PDF/],
      ['is a folder', 'sub/', null, /not a file|no such file/],
      ['lies outside the folder', '../outside.txt', 'Secret.', /outside the folder/],
      ['is named by an absolute path', '/etc/hostname', null, /no such file/],
    ] as const) {
      it(`is refused when it ${what}, and the rest of the review is kept`, async () => {
        const file2 = aReport('good.txt', { kind: 'response', title: 'Response' });
        const folder = await begin([aReview('child-elm', { documents: [aReport(file), file2] })], {
          'good.txt': 'What the partners say.',
          ...(body === null ? {} : { [file]: body }),
        });
        if (file === 'sub/') await mkdir(join(folder.path, 'sub'));
        const report = await bring(folder);
        await rm(join(folder.path, '..', 'outside.txt'), { force: true });
        assert.deepEqual(counts(report), [1, 0, 0, 1]);
        assert.equal(report.refused[0]?.path, file);
        assert.match(report.refused[0]?.why ?? '', why);
        assert.deepEqual(await heldOf('child-elm'), [['response', true, 1]]);
      });
    }

    it('is refused when it is a link that leads outside', async () => {
      const folder = await begin([aReview('child-elm', { documents: [aReport('link.txt')] })]);
      const outside = join(tmpdir(), `outside-${number}-${process.pid}.txt`);
      await writeFile(outside, 'Secret.');
      await symlink(outside, join(folder.path, 'link.txt'));
      const { refused } = await bring(folder);
      await rm(outside);
      assert.deepEqual(refused, [{ path: 'link.txt', why: 'the file is outside the folder' }]);
      assert.deepEqual(await heldOf('child-elm'), []);
    });

    it('is taken in when it is a link within the folder', async () => {
      const folder = await begin([aReview('child-elm', { documents: [aReport('link.txt')] })], {
        'real.txt': 'Words.',
      });
      await symlink('real.txt', join(folder.path, 'link.txt'));
      assert.deepEqual((await bring(folder)).refused, []);
    });

    for (const [what, broken] of [
      ['missing', null],
      ['damaged', pdf.subarray(0, 200)],
    ] as const) {
      it(`is read when it was ${what} and then mended`, async () => {
        const review = aReview('child-elm', { documents: [aReport('elm.pdf')] });
        const folder = await begin([review], broken === null ? {} : { 'elm.pdf': broken });
        assert.deepEqual(counts(await bring(folder)), [1, 0, 0, 1]);
        assert.equal((await bring(folder)).refused.length, 1, 'it is refused as long as it is not mended');
        await folder.write([review], { 'elm.pdf': pdf });
        assert.deepEqual(counts(await bring(folder)), [0, 1, 0, 0]);
        assert.deepEqual(await heldOf('child-elm'), [['report', true, 2]]);
        assert.deepEqual(counts(await bring(folder)), [0, 0, 1, 0]);
      });

      it(`takes nothing away from what was published when it is ${what} at the next import`, async () => {
        const review = aReview('child-elm', { documents: [aReport('elm.pdf')] });
        const folder = await begin([review], { 'elm.pdf': pdf });
        await bring(folder);
        if (broken === null) await rm(join(folder.path, 'elm.pdf'));
        else await folder.write([review], { 'elm.pdf': broken });
        await bring(folder);
        assert.deepEqual(await heldOf('child-elm'), [['report', true, 2]]);
        await folder.write([review], { 'elm.pdf': pdf });
        assert.deepEqual((await bring(folder)).refused, []);
        assert.deepEqual(await heldOf('child-elm'), [['report', true, 2]]);
      });
    }
  });

  it('keeps the address of a document that is no longer named, as one that is not held', async () => {
    const response = aReport('response.txt', { kind: 'response', title: 'Response' });
    const folder = await begin([aReview('child-elm', { documents: [aReport('elm.pdf'), response] })], {
      'elm.pdf': pdf,
      'response.txt': 'The partners say.',
    });
    await bring(folder);
    await folder.write([aReview('child-elm', { documents: [response] })]);
    assert.deepEqual(counts(await bring(folder)), [0, 1, 0, 0]);
    assert.deepEqual(await heldOf('child-elm'), [
      ['response', true, 1],
      ['report', false, null],
    ]);
    const { status, body } = await world.ask(host, '/reviews/child-elm/report');
    assert.equal(status, 200);
    assert.match(body, /We do not hold this document/);
    assert.doesNotMatch(body, /Nobody asked why/);
  });

  it('keeps addresses when documents change their order and titles', async () => {
    const one = aReport('one.txt', { title: 'Volume 1' });
    const two = aReport('two.txt', { title: 'Volume 2' });
    const folder = await begin([aReview('child-elm', { documents: [one, two] })], {
      'one.txt': 'First volume.',
      'two.txt': 'Second volume.',
    });
    await bring(folder);
    await folder.write([aReview('child-elm', { documents: [two, one] })]);
    await bring(folder);
    assert.match((await world.ask(host, '/reviews/child-elm/report')).body, /First volume/);
    assert.match((await world.ask(host, '/reviews/child-elm/report-2')).body, /Second volume/);
  });

  it('says what is wrong with the rows of the register, and takes the others', async () => {
    const folder = await begin([
      aReview('child-elm'),
      aReview('child-elm', { title: 'Again' }),
      aReview('child-oak', { published: '2024-02-30' }),
      aReview('child-yew', { summary: 'a\u0000b' }),
      'nothing' as unknown as ReturnType<typeof aReview>,
    ]);
    const report = await bring(folder);
    assert.deepEqual(counts(report), [1, 0, 0, 4]);
    assert.deepEqual(
      report.refused.map(({ path }) => path),
      [1, 2, 3, 4].map((index) => `reviews[${index}]`),
    );
  });

  it('keeps quotation marks, signs, pictures and every script in titles', async () => {
    const titles = ["“Elm” & <b>'s'", 'O\'Neill "x" \\ % _', 'Nobody saw 🙂🧒🏽', 'مراجعة محلية', 'ביקורת'];
    const folder = await begin(
      titles.map((title, index) => aReview(`review-${index}`, { title, themes: [title] })),
    );
    assert.deepEqual((await bring(folder)).refused, []);
    for (const [index, title] of titles.entries()) {
      assert.equal((await data(`review-${index}`)).title, title);
      assert.equal((await world.ask(host, `/reviews/review-${index}`)).status, 200);
      const filtered = await world.ask(host, `/reviews.json?theme=${encodeURIComponent(title)}`);
      assert.equal(JSON.parse(filtered.body).total, 1);
    }
    assert.match((await world.ask(host, '/reviews/review-0')).body, /“Elm” &amp; &lt;b&gt;&#39;s&#39;/);
  });

  it('takes in three hundred reviews, and finds every one of them unchanged the next time', async () => {
    const reviews = Array.from({ length: 300 }, (_, index) =>
      aReview(`review-${index}`, { published: `20${10 + (index % 15)}-06-01`, documents: [aReport()] }),
    );
    const folder = await begin(reviews);
    assert.deepEqual(counts(await bring(folder)), [300, 0, 0, 0]);
    assert.deepEqual(counts(await bring(folder)), [0, 0, 300, 0]);
    assert.equal(JSON.parse((await world.ask(host, '/reviews.json')).body).total, 300);
    assert.match((await world.ask(host, '/reviews?page=15')).body, /300 reviews/);
  });

  it('gives two imports at the same time the same register as one', async () => {
    const reviews = Array.from({ length: 8 }, (_, index) =>
      aReview(`review-${index}`, { documents: [aReport('words.txt')] }),
    );
    const folder = await begin(reviews, { 'words.txt': 'Words.' });
    const [one, two] = await Promise.all([bring(folder), bring(folder)]);
    assert.deepEqual([...one.refused, ...two.refused], []);
    assert.equal(JSON.parse((await world.ask(host, '/reviews.json')).body).total, 8);
    assert.deepEqual(await heldOf('review-7'), [['report', true, 1]]);
  });

  describe('from the command line', () => {
    function call(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
      const { connectionString, user = '', host = '', database = '' } = world.server.administrator();
      const address = connectionString ?? `postgresql://${user}@${encodeURIComponent(host)}/${database}`;
      const main = join(root, 'src', 'command-line', 'main.ts');
      const args = ['--disable-warning=ExperimentalWarning', main, 'register', 'import', ...words];
      const env = { DATABASE_URL: address, FORESIGHT_DATA: tmpdir() };
      return new Promise((resolve) => {
        execFile(process.execPath, args, { env, cwd: tmpdir() }, (error, out, err) => {
          resolve({ code: error === null ? 0 : Number(error.code), out, err });
        });
      });
    }
    const named = (name: string, reviews: readonly object[]) =>
      JSON.stringify({ partnership: { name }, reviews });

    it('ends with 2 and brings nothing when the partnership is not one of this installation', async () => {
      const folder = await begin();
      await writeFile(
        join(folder.path, 'register.json'),
        named('Elsewhere Partnership', [aReview('child-elm')]),
      );
      const { code, out, err } = await call(folder.path, '--json');
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, /No partnership here is called "Elsewhere Partnership"/);
      assert.equal(JSON.parse((await world.ask(host, '/reviews.json')).body).total, 0);
    });

    it('ends with 3 when some were refused, with the report alone on standard output', async () => {
      const folder = await begin();
      const reviews = [aReview('child-elm'), aReview('child-oak', { type: 'none' })];
      const name = `office ${number} safeguarding children partnership`;
      await writeFile(join(folder.path, 'register.json'), named(name, reviews));
      const { code, out, err } = await call(folder.path, '--json');
      assert.equal(code, 3);
      const { refused, ...numbers } = JSON.parse(out);
      assert.deepEqual(numbers, { added: 1, changed: 0, unchanged: 0 });
      assert.equal(refused[0].path, 'reviews[1]');
      assert.match(err, /1 of 1: child-elm added/);
    });

    it('ends with 2 when no folder is named, or when the folder has no register', async () => {
      const folder = await begin();
      await rm(join(folder.path, 'register.json'));
      for (const words of [[], [folder.path, folder.path], [folder.path], ['/nowhere/at/all']]) {
        const { code, out } = await call(...words);
        assert.deepEqual([code, out], [2, '']);
      }
    });
  });

  it('does not read a folder without a register', async () => {
    const folder = await begin();
    await rm(join(folder.path, 'register.json'));
    await assert.rejects(openRegisterFolder(folder.path), {
      name: 'SyntaxError',
      message: /no register\.json/,
    });
    await writeFile(join(folder.path, 'register.json'), '{');
    await assert.rejects(openRegisterFolder(folder.path), { name: 'SyntaxError', message: /not valid JSON/ });
  });
});
