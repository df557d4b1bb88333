import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { madeReturns } from '../../test/chronology-returns.ts';
import type { Merged } from '../chronology/engine/entry.ts';
import type { FileFacts } from '../chronology/engine/writing/export-rows.ts';
import { chronologyMerge } from './chronology.ts';
import { UsageError } from './words.ts';

let folder = '';
const at = (name: string) => join(folder, name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foresight-chronology-'));
  for (const { name, bytes } of madeReturns) await writeFile(at(name), bytes);
});
after(() => rm(folder, { recursive: true }));

async function called(...args: readonly string[]) {
  let out = '';
  let err = '';
  const io = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  return { code: await chronologyMerge.run(args, io), out, err };
}
const answer = (out: string): Merged & { readonly files: readonly FileFacts[] } => JSON.parse(out);

describe('foresight chronology merge', () => {
  it('prints the whole of it, and ends with 3 where a row was not understood', async () => {
    const { code, out } = await called(...madeReturns.map(({ name }) => at(name)), '--json');
    const { entries, notUnderstood, left, setAside } = answer(out);
    assert.equal(code, 3);
    assert.deepEqual(
      [left.rowsRead, left.rowsKept, left.rowsNotUnderstood, left.rowsSetAside],
      [50, entries.length, notUnderstood.length, setAside.length],
    );
    for (const key of ['ambiguous', 'sameEvent', 'conflicts', 'gaps']) assert.ok(key in answer(out), key);
  });

  it('takes agencies, days of birth and files with the month first from the call', async () => {
    const { code, out } = await called(
      at('housing.xlsx'),
      at('gp.csv'),
      '--agency',
      'gp.csv=Surgery = north',
      '--agency',
      `${at('housing.xlsx')}=Homes`,
      '--us-dates',
      'housing.xlsx',
      '--born',
      '2015-02-14',
      '--json',
    );
    const { entries, ambiguous } = answer(out);
    assert.equal(code, 0);
    assert.deepEqual(new Set(entries.map(({ agency }) => agency)), new Set(['Surgery = north', 'Homes']));
    assert.deepEqual([entries[0]?.earliest, entries[0]?.ages?.[0]?.from], ['2016-03-04', '1 year']);
    assert.deepEqual(ambiguous, []);
  });

  it('does the others where one file cannot be read, and ends with 2', async () => {
    await writeFile(at('scan.pdf'), '%PDF-1.7');
    const { code, out, err } = await called(at('scan.pdf'), at('none.xlsx'), at('gp.csv'), '--json');
    assert.equal(code, 2);
    assert.equal(answer(out).entries.length, 3);
    assert.match(err, /^scan\.pdf: This is a PDF\..*\nnone\.xlsx: There is no such file\.\n$/);
    assert.deepEqual(
      answer(out).files.map(({ unread }) => unread === undefined),
      [false, false, true],
    );
  });

  const withoutTables = [
    ['a text under a spreadsheet’s name', 'cut.xlsx', 'no workbook', /not what its name says/, 0],
    ['a text without a table', 'letter.csv', 'Dear colleague', /^letter\.csv: No table of events/, 1],
  ] as const;
  for (const [what, name, words, why, aside] of withoutTables)
    it(`ends with 2 at ${what}, and loses none of its words`, async () => {
      await writeFile(at(name), words);
      const { code, out, err } = await called(at(name), at('gp.csv'), '--json');
      assert.equal(code, 2);
      assert.match(err, why);
      assert.equal(answer(out).setAside.filter(({ file }) => file === name).length, aside);
    });

  it('reads a file that is given twice once, and lists its rows', async () => {
    await writeFile(at('copy.csv'), await readFile(at('gp.csv')));
    const { entries, setAside, files } = answer((await called(at('gp.csv'), at('copy.csv'), '--json')).out);
    assert.deepEqual([entries.length, setAside.length], [3, 3]);
    assert.match(setAside[0]?.as ?? '', /given before, as gp\.csv/);
    assert.match(files[1]?.notes[0]?.words ?? '', /The same file as gp\.csv/);
  });

  it('writes what it is told to, for nobody else to read, and says so in a summary', async () => {
    const { code, out } = await called(
      at('police.xlsx'),
      '--out',
      at('m.csv'),
      '--out',
      at('m.xlsx'),
      '--out',
      at('m.json'),
    );
    assert.equal(code, 0);
    assert.match(
      out,
      /^3 entries of 1 agency, from 2016-04-01\.\n3 rows read, 0 not understood, 3 set aside\./,
    );
    assert.equal(JSON.parse(await readFile(at('m.json'), 'utf8')).entries.length, 3);
    const { mode } = await import('node:fs').then(({ statSync }) => statSync(at('m.csv')));
    assert.equal(mode & 0o77, 0);
  });

  const wrong: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ['no file', ['--json'], /No file was given/],
    ['an unknown option', ['gp.csv', '--nothing'], /--nothing/],
    ['an agency of no file', ['gp.csv', '--agency', 'x.csv=Police'], /FILE=NAME/],
    ['a day that is none', ['gp.csv', '--born', '31/02/2015'], /not a day written/],
    ['another ending', ['gp.csv', '--out', 'merged.txt'], /must end in one of/],
    ['an output over an input', ['gp.csv', '--out', './gp.csv'], /would be lost/],
  ];
  for (const [what, args, says] of wrong)
    it(`refuses ${what}`, () =>
      assert.rejects(called(...args), (error) => error instanceof UsageError && says.test(error.message)));
});
