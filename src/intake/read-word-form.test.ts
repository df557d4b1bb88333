import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { blankForm, exampleAnswers, fillForm, withPart } from '../../test/word-form.ts';
import { root } from '../config.ts';
import { convertToDocx, libreOffice } from '../platform/documents/convert-document.ts';
import { defaultLimits } from '../platform/documents/document.ts';
import type { FilledForm } from '../platform/documents/filled-form.ts';
import { readDocxForm } from '../platform/documents/read-docx-form.ts';
import { makeDocx, paragraph } from '../platform/documents/samples.ts';
import { type Answers, entriesOf } from './question.ts';
import { sections } from './questions.ts';
import { readWordForm } from './read-word-form.ts';
import { writtenDay } from './word-answer.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const formOf = (file: Uint8Array): FilledForm => readDocxForm(file, defaultLimits);
const read = (file: Uint8Array) => {
  const reading = readWordForm(formOf(file), today);
  assert.ok(reading !== null);
  return reading;
};

/** Compares field by field, so that a failure names the field. */
function assertSame(answers: Answers, expected: Answers) {
  for (const section of sections) {
    const pairs =
      section.repeat === undefined
        ? [[answers, expected] as const]
        : entriesOf(expected, section).map(
            (entry, at) => [entriesOf(answers, section)[at] ?? {}, entry] as const,
          );
    for (const [index, [got, wanted]] of pairs.entries())
      for (const { id } of section.questions)
        assert.deepEqual(got[id], wanted[id], `${id}, entry ${index + 1}`);
  }
  assert.deepEqual(answers, expected);
}

describe('a Word form that was filled in', () => {
  it('is read back field by field: words, lines, days, choices, boxes, three children and two agencies', () => {
    const reading = read(fillForm(blankForm(), exampleAnswers()));
    assertSame(reading.answers, exampleAnswers());
    assert.deepEqual(reading.notRead, []);
    assert.ok(reading.isCurrent);
    assert.ok(reading.missing.some(({ where }) => where === 'Child 3'));
    assert.ok(!reading.missing.some(({ where }) => where === 'Child 1' || where === 'Child 2'));
  });

  it('is read back as LibreOffice has saved it: the file that is kept here', () => {
    const folder = join(root, 'test/forms');
    const reading = read(new Uint8Array(readFileSync(join(folder, 'saved-by-libreoffice.docx'))));
    assertSame(reading.answers, JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Answers);
    assert.deepEqual(reading.notRead, [], 'where the form has changed, run tools/fill-word-form.ts');
  });

  const without =
    libreOffice() === null && 'LibreOffice is not installed here: the file in test/forms stands for it';
  it('is read back as LibreOffice saves it now', { skip: without }, async () => {
    const filled = fillForm(blankForm(), exampleAnswers());
    const reading = read(await convertToDocx(filled, 'docx'));
    assertSame(reading.answers, exampleAnswers());
    assert.deepEqual(reading.notRead, []);
  });

  it('is read by the labels of its rows where all controls are gone', () => {
    const bare = withPart(fillForm(blankForm(), exampleAnswers()), 'word/document.xml', (xml) =>
      xml.replace(/<w:sdtPr>[^]*?<\/w:sdtPr>/g, '').replace(/<\/?w:(?:sdt|sdtContent)>/g, ''),
    );
    const reading = read(bare);
    assertSame(reading.answers, exampleAnswers());
    assert.deepEqual(reading.notRead, []);
  });

  it('is empty when it is blank, and no form when it is another document', () => {
    const blank = read(blankForm());
    assert.deepEqual(blank.notRead, []);
    assert.deepEqual(blank.answers, {});
    assert.equal(readWordForm(formOf(makeDocx(paragraph('A letter'))), today), null);
  });
});

/** The blank form with something put in the place for an answer, as plain words. */
const wordsIn = (tag: string, words: string, picked = '') =>
  withPart(blankForm(), 'word/document.xml', (xml) =>
    xml.replace(
      new RegExp(`<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*<w:tag w:val="${tag}"/>[^]*?</w:sdt>`),
      (control) =>
        control
          .replace('<w:showingPlcHdr/>', '')
          .replace('<w:date>', picked === '' ? '<w:date>' : `<w:date w:fullDate="${picked}T00:00:00Z">`)
          .replace(/(<w:t [^>]*>)[^<]*/, (_, open: string) => open + words),
    ),
  );

describe('a day in a Word form', () => {
  const days: readonly (readonly [text: string, picked: string, day: string | null])[] = [
    ['5 June 2026', '', '2026-06-05'],
    ['Friday, 5th of June 2026', '', '2026-06-05'],
    ['June 5, 2026', '', '2026-06-05'],
    ['5 Sept. 2026', '', '2026-09-05'],
    ['2026-06-05', '', '2026-06-05'],
    ['25/06/2026', '', '2026-06-25'],
    ['06.06.2026', '', '2026-06-06'],
    ['05/06/2026', '2026-06-05', '2026-06-05'],
    ['05/06/2026', '', null],
    ['5 6 2026', '', null],
    ['06/25/2026', '', null],
    ['5/6/26', '', null],
    ['31 June 2026', '', null],
    ['early June 2026', '', null],
    ['5 or 6 June 2026', '', null],
    ['5 June 2027', '', null],
    ['6 June 2026', '2026-06-05', null],
    ['1 January 1850', '', null],
  ];
  for (const [text, picked, day] of days)
    it(`“${text}”${picked === '' ? '' : `, with ${picked} picked,`} is ${day ?? 'told, and not guessed'}`, () => {
      const { answers, notRead } = read(wordsIn('incident-day', text, picked));
      assert.equal(answers['incident-day'] ?? null, day);
      assert.equal(notRead.length, day === null ? 1 : 0);
      if (day === null) {
        assert.ok(notRead[0]?.stands.startsWith(text));
        assert.equal(notRead[0]?.question, 'incident-day');
      }
    });

  it('that was written in numbers may be two days', () => {
    assert.deepEqual(writtenDay('05/06/2026'), { parts: ['05', '06', '2026'], sure: false });
    assert.equal(writtenDay('next week'), null);
  });
});

describe('what is in a Word form and is no answer', () => {
  const told = (file: Uint8Array) =>
    read(file).notRead.map(({ where, stands, question }) => [where, stands, question]);

  it('is told in its own words: a choice that is not offered, an address that is none, too many words', () => {
    assert.deepEqual(told(wordsIn('child-sex', 'a boy')), [['Child 1: Sex', 'a boy', 'child-sex']]);
    assert.deepEqual(told(wordsIn('referrer-email', 'ask me')), [
      ['Who you are: Your work e-mail address', 'ask me', 'referrer-email'],
    ]);
    const long = 'x'.repeat(5_001);
    const [reading] = read(wordsIn('incident-what', long)).notRead;
    assert.equal(reading?.stands, long);
    assert.match(reading?.why ?? '', /It is 1 too many/);
  });

  it('is told where it answers a question that was not asked', () => {
    const both = withPart(wordsIn('lead-spoken', 'No'), 'word/document.xml', (xml) =>
      xml.replace(/(<w:tag w:val="lead-name"\/>[^]*?)<w:showingPlcHdr\/>([^]*?<w:t [^>]*>)[^<]*/, '$1$2Ann'),
    );
    assert.deepEqual(told(both), [['Your safeguarding lead: Their name', 'Ann', null]]);
  });

  it('is told where it stands under the boxes, beside a question, in a row of its own or outside the tables', () => {
    const changed = withPart(wordsIn('child-name', 'Ash'), 'word/document.xml', (xml) =>
      xml
        .replace(/(Whatever the cause\.<\/w:t><\/w:r><\/w:p>)/, '$1<w:p><w:r><w:t>and more</w:t></w:r></w:p>')
        .replace(
          '>When did it happen?</w:t></w:r>',
          '>When did it happen?</w:t></w:r></w:p><w:p><w:r><w:t>last spring</w:t></w:r>',
        )
        .replace(
          '</w:tbl>',
          '<w:tr><w:tc><w:p><w:r><w:t>Also</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>this</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
        )
        .replace('<w:sectPr>', '<w:p><w:r><w:t>With kind regards</w:t></w:r></w:p><w:sectPr>'),
    );
    assert.deepEqual(told(changed), [
      ['Why it should be considered: What fits this case?', 'and more', null],
      [`${sections[0]?.title ?? ''}: Also`, 'this', null],
      ['What happened and when: When did it happen?', 'last spring', null],
      ['Outside the tables', 'With kind regards', null],
    ]);
  });

  it('is told where a day contradicts another', () => {
    const child = { id: '1', 'child-name': 'Ash', 'child-born': '2015-02-03' };
    const answers = { children: [child], 'incident-day': '2014-01-01' };
    const reading = read(fillForm(blankForm(), answers));
    assert.ok(
      reading.notRead.some(({ question, why }) => question === 'child-born' && /must not be after/.test(why)),
    );
    assert.equal(
      entriesOf(reading.answers, sections.find(({ id }) => id === 'children') as never)[0]?.['child-born'],
      undefined,
    );
  });

  it('is read as one more where a table was copied, also where the two ran together', () => {
    const copied = withPart(fillForm(blankForm(), exampleAnswers()), 'word/document.xml', (xml) => {
      const [table = ''] = [...xml.matchAll(/<w:tbl>(?:(?!<w:tbl>)[^])*?<\/w:tbl>/g)]
        .map(([one]) => one)
        .filter((one) => one.includes('Zoë'));
      const rows = table.slice(table.indexOf('</w:tblGrid>') + '</w:tblGrid>'.length);
      return xml.replace(table, () => table.replace('</w:tbl>', '') + rows.replace('Zoë', 'Yve'));
    });
    const names = entriesOf(read(copied).answers, sections.find(({ id }) => id === 'children') as never).map(
      (entry) => entry['child-name'],
    );
    assert.deepEqual(names, [
      'Ash child-name',
      'Birch child-name',
      'Zoë O’Brien-Łuczak',
      'Yve O’Brien-Łuczak',
    ]);
  });

  it('is told that it is not today’s form where its version is another', () => {
    const older = withPart(fillForm(blankForm(), exampleAnswers()), 'docProps/custom.xml', (xml) =>
      xml.replace(/<vt:lpwstr>[^<]*/, '<vt:lpwstr>older'),
    );
    assert.equal(read(older).isCurrent, false);
    assert.deepEqual(read(older).answers, exampleAnswers());
  });
});
