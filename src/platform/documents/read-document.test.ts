import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import type { Limits } from './document.ts';
import { openReader, readDocument } from './read-document.ts';
import { column, makeDocx, makePdf, paragraph } from './samples.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
});
after(() => rm(folder, { recursive: true }));

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const why = async (name: string, content: string | Uint8Array, limits?: Partial<Limits>): Promise<string> => {
  const result = await readDocument(await put(name, content), limits);
  return result.ok ? `read: ${result.pages.map((page) => page.text).join('|')}` : result.why;
};

const pdf = makePdf([column(['Words on the first page'], 800), column(['Words on the second'], 800)]);
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** A PDF of one page whose content is far larger unpacked than packed. */
function pdfBomb(megabytes: number): Uint8Array {
  const content = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, 'q Q '));
  const stream = `<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n${content.toString('latin1')}\nendstream`;
  const text = Buffer.from(makePdf([[]], { objects: [stream], page: '/Contents 6 0 R' })).toString('latin1');
  return Buffer.from(text.replace('/Contents 5 0 R', ''), 'latin1');
}

describe('reading a document', () => {
  it('gives the pages, the fingerprint and the size', async () => {
    const result = await readDocument(await put('a.PDF', pdf));
    assert.ok(result.ok);
    assert.equal(result.kind, 'pdf');
    assert.deepEqual(
      result.pages.map((page) => [page.number, page.text]),
      [
        [1, 'Words on the first page'],
        [2, 'Words on the second'],
      ],
    );
    assert.equal(result.sha256, createHash('sha256').update(pdf).digest('hex'));
    assert.equal(result.bytes, pdf.length);
  });

  it('reads each of the four kinds, one after the other, in one process and in the next', async () => {
    const reader = openReader();
    const kinds: string[] = [];
    const paths = [
      await put('k.pdf', pdf),
      await put('k.docx', makeDocx(paragraph('Word words'))),
      await put('k.txt', 'Text words'),
      await put('k.htm', '<p>Page words'),
    ];
    const results = await Promise.all(
      Array.from({ length: 24 }, (_, index) => reader.read(paths[index % 4] ?? '')),
    );
    for (const result of results) kinds.push(result.ok ? result.kind : result.why);
    await reader.close();
    assert.deepEqual(kinds, Array(6).fill(['pdf', 'docx', 'txt', 'html']).flat());
  });

  it('parts blocks in the text of a page, and cells by a tab', async () => {
    const result = await readDocument(await put('t.html', '<h1>A</h1><p>b</p><table><tr><td>c<td>d</table>'));
    assert.equal(result.ok && result.pages[0]?.text, 'A\n\nb\n\nc\td');
  });
});

describe('a document that is refused', () => {
  const rows: [string, string, string | Uint8Array, RegExp][] = [
    ['nothing in it', 'a.txt', '', /^The file is empty\.$/],
    ['only white space', 'a.txt', ' \n\u200b\n', /holds no text/],
    ['a page with no text', 'a.html', '<script>1</script>', /holds no text/],
    ['no words in it', 'a.docx', makeDocx(paragraph(' ')), /holds no text/],
    ['a kind that is not read', 'a.odt', 'x', /ends in “\.odt”/],
    ['an old Word document', 'a.doc', compound, /ends in “\.doc”/],
    ['no ending', 'noending', 'x', /has another ending/],
    ['an ending that means something to JavaScript', 'a.valueOf', 'x', /ends in “\.valueof”/],
    ['text that says it is a PDF', 'a.pdf', 'just words', /says that it is a PDF, but/],
    ['a PDF that says it is Word', 'a.docx', pdf, /says that it is a Word document, but it is a PDF/],
    ['Word that says it is text', 'a.txt', makeDocx(paragraph('x')), /but it is a zip archive/],
    ['a web page that says it is text', 'a.txt', '\ufeff <!DOCTYPE html><p>x', /but it is a web page/],
    [
      'a picture that says it is a web page',
      'a.html',
      Buffer.from('\u0089PNG\r\n', 'latin1'),
      /but it is a picture/,
    ],
    ['bytes that say they are text', 'a.txt', Buffer.alloc(2_000, '\u0001\u0002ab'), /data that is not text/],
    ['an old Word document renamed', 'a.docx', compound, /old or password-protected/],
    [
      'a Word document with a password',
      'a.docx',
      Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]),
      /protected by a password/,
    ],
    ['a damaged PDF', 'a.pdf', '%PDF-1.7\nx', /damaged/],
    ['a damaged Word document', 'a.docx', makeDocx(paragraph('x')).slice(0, 90), /damaged/],
    ['elements nested without end', 'a.html', '<div>'.repeat(200_000), /./],
  ];
  for (const [name, file, content, sentence] of rows) {
    it(`says so: ${name}`, async () => {
      const told = await why(file, content);
      assert.match(told, sentence);
      assert.match(told, /^[A-Z][^\n]*\.$/);
    });
  }

  it('says when there is no such file, or it is a folder', async () => {
    assert.deepEqual(await readDocument(join(folder, 'none.txt')), {
      ok: false,
      why: 'There is no such file.',
    });
    assert.deepEqual(await readDocument(`${folder}/.txt`), { ok: false, why: 'There is no such file.' });
  });

  it('says when it is too large in bytes, pages or text', async () => {
    assert.equal(
      await why('b.txt', 'x'.repeat(2 * 1024 * 1024), { fileBytes: 1024 * 1024 }),
      'The file is larger than 1 MB.',
    );
    assert.match(await why('b.txt', 'Words. '.repeat(5_000), { pages: 3 }), /more than 3 pages/);
    assert.match(
      await why('b.txt', 'Words. '.repeat(5_000), { answerBytes: 10_000 }),
      /more text than can be kept/,
    );
  });
});

describe('a hostile document', () => {
  const slow = '<a><table>'.repeat(150_000);

  it('is stopped when it takes too long', async () => {
    const sentence = 'Reading the document took longer than 0.03 seconds, so it was stopped.';
    assert.equal(await why('slow.html', slow, { milliseconds: 30 }), sentence);
  });

  it('is stopped when it takes too much memory', { skip: process.platform !== 'linux' }, async () => {
    assert.match(await why('greedy.html', slow, { memoryBytes: 1024 }), /needs more memory/);
  });

  it('does not spoil the reader for the ones after it', async () => {
    const reader = openReader({ memoryBytes: 256 * 1024 * 1024, milliseconds: 20_000 });
    const results = [
      await reader.read(await put('bomb.pdf', pdfBomb(300))),
      await reader.read(await put('fine.txt', 'Words')),
    ];
    await reader.close();
    assert.deepEqual(
      results.map((result) => result.ok),
      [false, true],
    );
  });

  it('lets no NUL and no broken character out', async () => {
    const told = await why('nul.txt', `a\u0000b \u0000 ${'words '.repeat(20)}`);
    assert.ok(told.startsWith('read: ab words'), told);
    const xml = makeDocx(paragraph('x&#0;y &#xd800;z'));
    // XML itself forbids both, so such a file is damaged.
    const result = await readDocument(await put('nul.docx', xml));
    assert.ok(!result.ok && result.why.includes('damaged'));
  });
});
