import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { madeReturns } from '../../../../test/chronology-returns.ts';
import type { Part } from '../../../platform/papers/paper.ts';
import { merge } from '../merging/merge.ts';
import { readCsv } from '../reading/read-csv.ts';
import { readReturn } from '../reading/read.ts';
import { readXlsx } from '../reading/read-xlsx.ts';
import { writeCsv } from './write-csv.ts';
import { writeJson } from './write-json.ts';
import { chronologyPaper } from './write-paper.ts';
import { writeXlsx } from './write-xlsx.ts';

const today = '2026-11-23';
const nasty = new TextEncoder().encode(
  'Date,Source,Event,Comment\n1/2/2016,"=HYPERLINK(""http://a.example"")",+44 7700 900123 rang,-none\nlater,@file,"\t=1+1",\n3/2/2016,File,A day’s visit,"two\nlines"\n',
);
const files = [
  readReturn(nasty, 'nasty.csv'),
  ...madeReturns.map(({ name, bytes }) => readReturn(bytes, name)),
];
const merged = merge(files, { today, born: ['2015-02-14'] });
const facts = {
  title: 'Merged chronology',
  files: [...files, { file: 'x.pdf', agency: 'x', notes: [], unread: 'This is a PDF.' }],
};

/** Every word that the agencies sent and that a merge must not lose. */
const words = [
  ...merged.entries.flatMap(({ given, source, event, columns }) => [
    given,
    source,
    event,
    ...Object.values(columns),
  ]),
  ...merged.notUnderstood.flatMap(({ given, columns }) => [given, ...Object.values(columns)]),
].filter((text) => text !== '');

describe('separated values', () => {
  const grid = readCsv(writeCsv(merged, facts)).grids[0];
  const cells = grid?.rows.flatMap((row) => row.cells) ?? [];

  it('hold every word, and no cell that a spreadsheet would calculate', () => {
    const plain = new Set(cells.map((text) => text.replace(/^'/, '')));
    assert.deepEqual(
      words.filter((text) => !plain.has(text)),
      [],
    );
    assert.deepEqual(
      cells.filter((text) => /^\s*[=+\-@]/.test(text)),
      [],
    );
  });

  it('end with what was not understood and what is left out', () => {
    const at = (text: string) => grid?.rows.findIndex((row) => row.cells[0] === text) ?? -1;
    assert.equal(at('Date not understood'), merged.entries.length + 1);
    const last = cells.join('\n');
    assert.match(last, /22 rows were set aside/);
    assert.match(last, /x\.pdf could not be read\. This is a PDF\./);
  });
});

describe('a workbook', async () => {
  const bytes = await writeXlsx(merged, facts);

  it('holds every word as text, and no formula', () => {
    const { grids, notes } = readXlsx(bytes);
    const cells = new Set(grids[0]?.rows.flatMap((row) => row.cells));
    assert.deepEqual(
      words.filter((text) => !cells.has(text)),
      [],
    );
    assert.deepEqual(notes, []);
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    assert.doesNotMatch(sheet, /<f[ >]/);
  });

  it('has days that can be sorted, and a list of what was set aside', () => {
    const [first, second] = readXlsx(bytes).grids;
    assert.equal(first?.rows[1]?.stored?.[1]?.day, merged.entries[0]?.earliest);
    assert.equal(second?.rows.length, merged.setAside.length + 1);
  });

  it('can be read as a chronology again', () => {
    const again = readReturn(bytes, 'merged.xlsx');
    const dated = again.rows.filter(({ why }) => why === undefined).length;
    assert.ok(dated >= merged.entries.filter(({ given }) => given !== '').length);
  });
});

describe('JSON', () => {
  it('is read back as it was', () => {
    const again = merge([readReturn(writeJson(merged), 'all.json')], { today });
    // A date that was left empty below one that is not plain is given by what it was read as.
    const told = (entries: typeof merged.entries) =>
      entries
        .map(({ agency, given, edtf, source, event }) =>
          [agency, given === edtf ? '' : given, edtf, source, event].join('|'),
        )
        .toSorted();
    assert.deepEqual(told(again.entries), told(merged.entries));
    assert.equal(again.left.rowsNotUnderstood, merged.left.rowsNotUnderstood);
  });
});

describe('a paper', () => {
  const paper = chronologyPaper(merged, facts);
  const tables = paper.parts.filter(
    (part): part is Extract<Part, { kind: 'table' }> => part.kind === 'table',
  );

  it('lies on its side, and names and colours the agency of each row', () => {
    assert.equal(paper.isWide, true);
    const [first] = tables;
    assert.deepEqual(
      first?.rows.map((row) => row[1]),
      merged.entries.map(({ agency }) => agency),
    );
    assert.equal(first?.shaded?.colours.length, merged.entries.length);
  });

  it('says every word, and at its end what was not understood and what it leaves out', () => {
    const said = JSON.stringify(paper);
    assert.deepEqual(
      words.filter((text) => !said.includes(JSON.stringify(text).slice(1, -1))),
      [],
    );
    assert.deepEqual(
      paper.parts.flatMap((part) => (part.kind === 'heading' ? [part.text] : [])),
      ['Date not understood', 'What this paper leaves out'],
    );
    assert.equal(tables[1]?.rows.length, merged.notUnderstood.length);
  });

  it('of nothing says that there is nothing', () => {
    const none = chronologyPaper(merge([], { today }), { title: 'None', files: [] });
    assert.deepEqual(
      none.parts.map(({ kind }) => kind),
      ['note', 'heading', 'text', 'heading', 'list'],
    );
  });
});
