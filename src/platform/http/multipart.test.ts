import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { readMultipart } from './multipart.ts';

const type = 'multipart/form-data; boundary=b';
const field = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: a/b\r\n\r\n${value}\r\n`;
const read = (body: string, most = 1_000, of = type) =>
  readMultipart(Readable.from([Buffer.from(body)]), of, most);

describe('a form with a file', () => {
  it('gives its fields and its file, under the name that it had', async () => {
    const read1 = await read(
      `${field('a', '1')}${field('a', '2')}${file('Zoë’s form.docx', 'words')}--b--\r\n`,
    );
    assert.ok(typeof read1 === 'object');
    assert.deepEqual(read1.fields, [
      ['a', '1'],
      ['a', '2'],
    ]);
    assert.equal(read1.file?.name, 'Zoë’s form.docx');
    assert.equal(Buffer.from(read1.file.bytes).toString(), 'words');
  });

  it('has no file where none was chosen, and an empty one where it is empty', async () => {
    const none = await read(`${file('', '')}--b--\r\n`);
    assert.ok(typeof none === 'object' && none.file === null);
    const empty = await read(`${file('a.docx', '')}--b--\r\n`);
    assert.ok(typeof empty === 'object' && empty.file?.bytes.length === 0);
  });

  it('takes the first of several files', async () => {
    const two = await read(`${file('a', '1')}${file('b', '2')}--b--\r\n`);
    assert.ok(typeof two === 'object' && two.file?.name === 'a');
  });

  it('is too large by its file, and by everything together', async () => {
    assert.equal(await read(`${file('a', 'x'.repeat(1_001))}--b--\r\n`), 'too-large');
    assert.equal(await read(`${field('a', 'x'.repeat(100_000))}--b--\r\n`), 'too-large');
  });

  it('is broken where it is no such form', async () => {
    for (const body of ['', 'rubbish', '--b\r\nbroken', file('a', 'cut')])
      assert.equal(await read(body), 'broken', body);
    assert.equal(await read(`${field('a', '1')}--b--\r\n`, 1_000, 'multipart/form-data'), 'broken');
  });
});
