import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pagesAreOurs } from './document.ts';
import { readText } from './read-text.ts';

const read = (text: string) => readText(Buffer.from(text, 'utf8'));

describe('reading plain text', () => {
  it('joins lines wrapped by hand and parts paragraphs at empty lines', () => {
    const { pages } = read('The first line\r\ngoes on here.\r\n \r\nThe second paragraph.\n');
    assert.deepEqual(pages[0]?.blocks, [
      { kind: 'paragraph', text: 'The first line goes on here.' },
      { kind: 'paragraph', text: 'The second paragraph.' },
    ]);
  });

  it('keeps long lines apart, as an editor saves paragraphs', () => {
    const long = 'words '.repeat(40).trim();
    assert.equal(read(`${long}\n${long}`).pages[0]?.blocks.length, 2);
  });

  it('sees items of a list', () => {
    assert.deepEqual(read('They agreed:\n- to meet\n  again\n- to write').pages[0]?.blocks, [
      { kind: 'paragraph', text: 'They agreed:' },
      { kind: 'list-item', text: 'to meet again' },
      { kind: 'list-item', text: 'to write' },
    ]);
  });

  it('begins a page at a form feed', () => {
    const reading = read('one\ftwo\f\fFour\f');
    assert.equal(reading.pagination, 'document');
    assert.deepEqual(
      reading.pages.map((page) => page.blocks.length),
      [1, 1, 0, 1],
    );
  });

  it('cuts a long text at the ends of paragraphs and says that the pages are ours', () => {
    const reading = read('A sentence of some length. '.repeat(40).concat('\n\n').repeat(8));
    assert.equal(reading.pagination, 'ours');
    assert.deepEqual(reading.warnings, [pagesAreOurs]);
    assert.deepEqual(
      reading.pages.map((page) => page.blocks.length),
      [2, 2, 2, 2],
    );
  });

  it('cuts a very long line at sentences, or anywhere when it has none, and loses nothing', () => {
    const sentences = 'Some words of a sentence. '.repeat(2_000).trim();
    const cut = read(sentences).pages.flatMap((page) =>
      page.blocks.map((block) => ('text' in block ? block.text : '')),
    );
    assert.equal(cut.join(' '), sentences);
    assert.ok(cut.every((text) => text.length <= 3_000 && text.endsWith('.')));
    const trees = '\u{1f333}'.repeat(5_001);
    const whole = read(trees).pages.flatMap((page) =>
      page.blocks.map((block) => ('text' in block ? block.text : '')),
    );
    assert.equal(whole.join(''), trees);
    assert.ok(whole.every((text) => text.isWellFormed()));
  });

  it('reads windows-1252 when it is not UTF-8, and says so', () => {
    const { pages, warnings } = readText(
      Buffer.from('Caf\u00e9 \u0093quoted\u0094 \u0096 \u0080 5', 'latin1'),
    );
    assert.deepEqual(pages[0]?.blocks, [{ kind: 'paragraph', text: 'Café “quoted” – € 5' }]);
    assert.match(warnings[0] ?? '', /windows-1252/);
  });

  it('honours byte order marks', () => {
    for (const bytes of [Buffer.from('\ufeffCafé', 'utf8'), Buffer.from('\ufeffCafé', 'utf16le')]) {
      assert.deepEqual(readText(bytes).pages[0]?.blocks, [{ kind: 'paragraph', text: 'Café' }]);
    }
  });

  it('lets no NUL out', () => {
    assert.deepEqual(read('a\u0000b').pages[0]?.blocks, [{ kind: 'paragraph', text: 'ab' }]);
  });
});
