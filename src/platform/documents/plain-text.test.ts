import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanText, listItemOf } from './plain-text.ts';

describe('clean text', () => {
  const rows: [string, string, string][] = [
    ['white space runs together', ' one \t two\u00a0\u2003three\r\nfour ', 'one two three four'],
    ['NUL and other controls go', 'a\u0000b\u0007c\u009fd', 'abcd'],
    ['a lone half of a character is replaced', 'x\ud800y', 'x\ufffdy'],
    ['a whole character of two halves stays', '\u{1f333}', '\u{1f333}'],
    ['zero-width characters go', 'sec\u200bret\ufeff', 'secret'],
    ['direction controls go', 'cod\u202egnp.exe\u2066', 'codgnp.exe'],
    ['invisible tags go', 'a\u{e0041}b', 'ab'],
    ['soft hyphens go', 'part\u00adner\u00adship', 'partnership'],
    ['accents are composed', 'cafe\u0301', 'caf\u00e9'],
    ['ligatures are opened', 'o\ufb03ce \ufb01le', 'office file'],
  ];
  for (const [name, raw, clean] of rows) it(name, () => assert.equal(cleanText(raw), clean));
});

describe('the mark of a list', () => {
  const rows: [string, string | null][] = [
    ['• first', 'first'],
    ['– second', 'second'],
    ['3. third', '3. third'],
    ['(b) fourth', '(b) fourth'],
    ['iv) fifth', 'iv) fifth'],
    ['2019 was a year', null],
    ['-12 degrees', null],
    ['A. Writer', null],
    ['•', null],
  ];
  for (const [line, item] of rows) it(`${line} → ${item}`, () => assert.equal(listItemOf(line), item));
});
