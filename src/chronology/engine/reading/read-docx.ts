import { SaxesParser } from 'saxes';
import { type Book, type FileNote, type Line, UnreadableFile } from './grid.ts';
import { DocxTables } from './docx-tables.ts';
import { type Parts, textOfPart, unpacked } from './zip.ts';

const wanted = /^(?:_rels\/\.rels|word\/[^/]+\.xml)$/;

/**
 * Reads the tables of a .docx and the lines around them. What was inserted by a tracked change is read, what was deleted is not, and
 * both are listed; so are comments. Throws `UnreadableFile`.
 */
export function readDocx(bytes: Uint8Array): Book {
  const parts = unpacked(bytes, (name) => wanted.test(name));
  const main = /Target="\/?(word\/[^"]+)"/.exec(
    [...textOfPart(parts, '_rels/.rels').matchAll(/<Relationship\b[^>]*>/g)]
      .map(([tag]) => tag)
      .find((tag) => tag.includes('/officeDocument"')) ?? '',
  )?.[1];
  const xml = textOfPart(parts, main ?? 'word/document.xml');
  if (xml === '') throw new UnreadableFile('The file is a zip archive, but not a Word document.');
  const tables = new DocxTables();
  parse(xml, tables);
  const notes = [...aboutWhole(parts, tables), ...tables.notes, ...commentNotes(parts, tables)];
  return { grids: tables.finished(), lines: [...tables.lines, ...edges(parts)], notes };
}

function parse(xml: string, tables: DocxTables): void {
  const parser = new SaxesParser();
  let isBroken = false;
  parser.on('opentag', ({ name, attributes }) => tables.open(local(name), attributes));
  parser.on('closetag', ({ name }) => tables.close(local(name)));
  parser.on('text', (text) => tables.say(text));
  parser.on('error', () => {
    isBroken = true;
  });
  parser.write(xml).close();
  if (isBroken) throw new UnreadableFile('The Word document is damaged: its text is not whole.');
}

// What matters of a name is what follows its prefix, except that a drawing's text has names of its own.
const local = (name: string) => (name.startsWith('w:') ? name.slice(2) : name);

function aboutWhole({ names }: Parts, tables: DocxTables): readonly FileNote[] {
  const found: string[] = [];
  if (names.some((name) => /vbaProject\.bin$/i.test(name)))
    found.push('The document holds macros. They were not run.');
  if (tables.pictures > 0)
    found.push(
      `The document holds ${tables.pictures === 1 ? 'a picture' : `${tables.pictures} pictures`}. What a picture shows, a table too, cannot be read.`,
    );
  if (tables.inserted + tables.deleted > 0)
    found.push(
      `The document has tracked changes: ${tables.inserted} inserted and ${tables.deleted} deleted. They were read as if they had been accepted.`,
    );
  if (tables.footnotes > 0)
    found.push(`The tables refer to ${tables.footnotes} footnotes, whose text was not read.`);
  return found.map((words) => ({ words, place: null }));
}

function commentNotes(parts: Parts, tables: DocxTables): readonly FileNote[] {
  const xml = textOfPart(parts, 'word/comments.xml');
  return [...xml.matchAll(/<w:comment\b([^>]*)>([^]*?)<\/w:comment>/g)].map(([, tag = '', body = '']) => {
    const id = /w:id="([^"]*)"/.exec(tag)?.[1] ?? '';
    return { words: `Comment: “${textOf(body)}”`, place: tables.comments.get(id) ?? null };
  });
}

function textOf(xml: string): string {
  let text = '';
  const parser = new SaxesParser({ fragment: true });
  parser.on('error', () => {});
  parser.on('opentag', ({ name }) => {
    if (name === 'w:p' && text !== '') text += '\n';
  });
  parser.on('text', (words) => {
    text += words;
  });
  parser.write(xml).close();
  return text.trim();
}

/** What stands at the head and the foot of every page, each once. */
function edges(parts: Parts): readonly Line[] {
  const said = new Set<string>();
  for (const name of parts.names.filter((one) => /^word\/(?:header|footer)\d*\.xml$/.test(one)))
    for (const paragraph of textOfPart(parts, name).split('</w:p>')) {
      const text = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
        .map(([, one = '']) => one)
        .join('');
      if (text.trim() !== '') said.add(textOf(text).trim());
    }
  return [...said].map((text) => ({ number: 0, text, after: -1 }));
}
