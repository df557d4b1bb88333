import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { makeDocx, makePdf, paragraph } from '../documents/samples.ts';
import { checkFile } from './check.ts';
import { inspect, mostBytes } from './inspect.ts';
import { type FileKind, fileKinds, typeOf } from './kinds.ts';
import { goodDocx, goodPdf, jpg, odt, png, xlsx } from './samples.ts';

const text = () => Buffer.from('Plain words, and Ó’Brien.\n');
const good: Readonly<Record<FileKind, () => Uint8Array>> = {
  pdf: goodPdf,
  docx: goodDocx,
  odt: () => odt(),
  xlsx: () => xlsx(),
  png: () => png(),
  jpg: () => jpg(),
  txt: text,
};
const look = (name: string, bytes: Uint8Array, type = '') => inspect({ name, type, bytes }).objection;
const zip = zipSync({ 'a.txt': strToU8('a') });
const both = (...parts: readonly Uint8Array[]) => Buffer.concat(parts);
const macro = { 'word/vbaProject.bin': strToU8('x') };

describe('a file seen from outside', () => {
  for (const kind of fileKinds)
    it(`is a ${kind} by its ending, its type and its bytes`, () => {
      for (const type of [typeOf(kind), 'application/octet-stream', '', `${typeOf(kind)}; charset=utf-8`])
        assert.equal(look(`a.${kind.toUpperCase()}`, good[kind](), type), null, type);
    });

  it('is taken under no ending but its own, and under no type but its own', () => {
    for (const kind of fileKinds)
      for (const other of fileKinds.filter((one) => one !== kind)) {
        assert.notEqual(look(`a.${other}`, good[kind]()), null, `${kind} named .${other}`);
        const isZip = (one: FileKind) => ['docx', 'odt', 'xlsx'].includes(one);
        if (!(isZip(kind) && isZip(other)))
          assert.equal(look(`a.${kind}`, good[kind](), typeOf(other)), 'file-unlike', `${kind} as ${other}`);
      }
  });

  const cases: readonly (readonly [what: string, name: string, bytes: Uint8Array, objection: string])[] = [
    ['nothing', 'a.pdf', new Uint8Array(), 'file-empty'],
    ['a byte too many', 'a.pdf', new Uint8Array(mostBytes + 1), 'file-too-large'],
    ['a program', 'a.exe', Buffer.from('MZ'), 'file-kind'],
    ['no ending', 'pdf', goodPdf(), 'file-kind'],
    ['a page', 'a.html', Buffer.from('<html>'), 'file-kind'],
    ['a drawing with script', 'a.svg', Buffer.from('<svg/>'), 'file-kind'],
    ['two endings', 'a.pdf.exe', goodPdf(), 'file-kind'],
    ['an old Word document', 'a.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-kind'],
    ['macros by its ending', 'a.docm', goodDocx(), 'file-macros'],
    ['macros under a plain ending', 'a.docx', makeDocx(paragraph('x'), macro), 'file-macros'],
    ['macros in a workbook', 'a.xlsx', xlsx({ 'xl/vbaProject.bin': strToU8('x') }), 'file-macros'],
    ['old macros in a workbook', 'a.xlsx', xlsx({ 'xl/macrosheets/s.xml': strToU8('<x/>') }), 'file-macros'],
    ['macros in an OpenDocument', 'a.odt', odt({ 'Basic/Standard/M.xml': strToU8('<x/>') }), 'file-macros'],
    ['a PDF named .docx', 'a.docx', goodPdf(), 'file-unlike'],
    ['a Word document named .pdf', 'a.pdf', goodDocx(), 'file-unlike'],
    ['another archive', 'a.docx', zip, 'file-unlike'],
    ['an archive within', 'a.docx', makeDocx(paragraph('x'), { 'word/a.zip': zip }), 'file-unlike'],
    ['a program within', 'a.docx', makeDocx(paragraph('x'), { 'word/a.exe': zip }), 'file-unlike'],
    ['a PDF with an archive behind it', 'a.pdf', both(goodPdf(), zip), 'file-unlike'],
    ['a PDF with something before it', 'a.pdf', both(Buffer.from('GIF89a'), goodPdf()), 'file-unlike'],
    ['a PDF that was cut short', 'a.pdf', goodPdf().subarray(0, 200), 'file-unlike'],
    ['a picture with an archive behind it', 'a.png', both(png(), zip), 'file-unlike'],
    ['a picture with words behind it', 'a.png', both(png(), text()), 'file-unlike'],
    ['a camera’s picture with an archive behind it', 'a.jpg', both(jpg(), zip), 'file-unlike'],
    ['an archive with words before it', 'a.docx', both(text(), goodDocx()), 'file-unlike'],
    ['an archive with words behind it', 'a.docx', both(goodDocx(), text()), 'file-unlike'],
    ['an archive that was cut short', 'a.docx', goodDocx().subarray(0, 300), 'file-unlike'],
    ['a page as plain text', 'a.txt', Buffer.from(' <!doctype html><script>'), 'file-unlike'],
    ['a picture as plain text', 'a.txt', png(), 'file-unlike'],
    ['a bomb', 'a.docx', makeDocx(paragraph('a'.repeat(30_000_000))), 'file-too-much'],
    ['many small bombs', 'a.xlsx', xlsx(flood()), 'file-too-much'],
    ['too many parts', 'a.xlsx', xlsx(parts(2_001)), 'file-too-much'],
    ['a picture of too many points', 'a.png', png(50_000, 50_000), 'file-too-much'],
    ['a camera’s picture of too many points', 'a.jpg', jpg(60_000, 60_000), 'file-too-much'],
    ['a picture without points', 'a.png', png(0, 5), 'file-unlike'],
    ['a document with a password', 'a.docx', locked(), 'file-protected'],
  ];
  for (const [what, name, bytes, objection] of cases)
    it(`is not taken with ${what}`, () => assert.equal(look(name, bytes), objection));
});

function flood() {
  const zeros = new Uint8Array(900_000);
  return Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`xl/${at}.xml`, zeros]));
}

function parts(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`xl/${at}.xml`, strToU8('<a/>')]));
}

function locked() {
  const name = Buffer.from('EncryptedPackage', 'utf16le');
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(500), name]);
}

describe('the inside of a file', () => {
  const within = (bytes: Uint8Array) => makeDocx(paragraph('x'), { 'word/embeddings/t.xlsx': bytes });
  const long = makePdf(Array.from({ length: 3 }, () => [{ text: 'x', y: 700 }]));
  const cases: readonly (readonly [what: string, kind: FileKind, bytes: Uint8Array, found: string])[] = [
    ['a PDF', 'pdf', goodPdf(), 'clean'],
    ['a PDF of three pages', 'pdf', long, 'clean'],
    ['a scan, without a letter', 'pdf', makePdf([[]]), 'clean'],
    ['a Word document', 'docx', goodDocx(), 'clean'],
    ['a workbook', 'xlsx', xlsx(), 'clean'],
    ['an OpenDocument', 'odt', odt(), 'clean'],
    ['a picture', 'png', png(), 'clean'],
    ['a table within a document', 'docx', within(xlsx()), 'clean'],
    ['macros in that table', 'docx', within(xlsx({ 'xl/vbaProject.bin': strToU8('x') })), 'macros'],
    [
      'a document within that table',
      'docx',
      within(xlsx({ 'xl/embeddings/d.docx': goodDocx() })),
      'too-much',
    ],
    ['macros in an object', 'docx', makeDocx(paragraph('x'), { 'word/o.bin': vba() }), 'macros'],
    [
      'what says of itself that it has macros',
      'docx',
      makeDocx('', {
        '[Content_Types].xml':
          '<Types><a ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
      }),
      'macros',
    ],
    [
      'a document type',
      'docx',
      makeDocx('', { 'word/x.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      'damaged',
    ],
    ['XML that is not well formed', 'xlsx', xlsx({ 'xl/s.xml': strToU8('<a>') }), 'damaged'],
    [
      'a password on an OpenDocument',
      'odt',
      odt({ 'META-INF/manifest.xml': strToU8('<m:m><m:encryption-data/></m:m>') }),
      'protected',
    ],
    ['a PDF in name only', 'pdf', Buffer.from('%PDF-1.7\nnothing\n%%EOF'), 'damaged'],
  ];
  for (const [what, kind, bytes, found] of cases)
    it(`is ${found}: ${what}`, async () =>
      assert.equal(await checkFile(bytes, kind, async () => 'clean'), found));

  it('is not asked where the scanner has said no, and counts besides where there is none or it is away', async () => {
    assert.equal(await checkFile(goodPdf(), 'pdf', async () => 'infected'), 'infected');
    assert.equal(await checkFile(goodPdf(), 'pdf', null), 'no-scanner');
    assert.equal(await checkFile(goodPdf(), 'pdf', async () => 'away'), 'scanner-away');
    assert.equal(await checkFile(within(within(goodDocx())), 'docx', async () => 'away'), 'too-much');
  });
});

function vba() {
  return Buffer.from('_VBA_PROJECT', 'utf16le');
}
