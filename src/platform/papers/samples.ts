// What the tests of papers need: a paper of every kind of part, and what a PDF and a Word document say.
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Paper, Part } from './paper.ts';
import { soundPaper } from './sound.ts';

export const paperOf = (parts: readonly Part[], given: Partial<Paper> = {}): Paper => ({
  title: 'A paper for the tests',
  about: ['Merrowvale, a made-up place', 'Version 1'],
  footer: 'MVX-2026-0001',
  marking: 'Confidential',
  parts,
  ...given,
});

export const everyKind: readonly Part[] = [
  { kind: 'heading', level: 1, text: 'What happened' },
  { kind: 'text', paragraphs: ['The first paragraph.', 'The second,\nin two lines.'] },
  { kind: 'note', text: 'Do not send this on.' },
  { kind: 'heading', level: 2, text: 'Who was there' },
  { kind: 'list', items: ['A nurse', 'A teacher'] },
  { kind: 'list', items: ['First', 'Second'], numbered: true },
  {
    kind: 'facts',
    rows: [
      ['Day', '5 June 2026'],
      ['Place', ''],
    ],
  },
  { kind: 'heading', level: 3, text: 'Key dates' },
  {
    kind: 'table',
    caption: 'What came when',
    head: ['Day', 'Event'],
    rows: [
      ['5 June 2026', 'It happened'],
      ['', ''],
    ],
  },
  { kind: 'new-page' },
  { kind: 'room', question: 'What else?', help: 'In your own words', lines: 5 },
  {
    kind: 'boxes',
    question: 'Which apply?',
    help: '',
    options: ['Harm', { text: 'Neglect', help: 'Or a suspicion' }],
  },
  { kind: 'day', question: 'When was it?', help: 'Leave it empty if nobody knows' },
];

/** Every text of a paper in its order, as the writers take it. */
export function textsOf(paper: Paper): readonly string[] {
  const { title, about, parts } = soundPaper(paper);
  return [title, ...about, ...parts.flatMap((part) => stringsIn(Object.entries(part)))];
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value))
    return typeof value === 'object' && value !== null ? stringsIn(Object.entries(value)) : [];
  // The name of a property is none of its words, nor is what kind of part it is.
  if (value.length === 2 && typeof value[0] === 'string' && /^[a-z]+$/.test(value[0]) && named.has(value[0]))
    return value[0] === 'kind' ? [] : stringsIn(value[1]);
  return value.flatMap(stringsIn);
}
const named = new Set(
  'kind text paragraphs items rows caption head question help options level lines numbered'.split(' '),
);

/** Text without spaces and breaks, which a page has where its lines end. */
export const bare = (text: string): string => text.replace(/[\s\u200B]/gu, '');

/** A node of what a PDF says about its structure. */
export interface Tag {
  readonly role: string;
  readonly children: readonly Tag[];
}

/** What a PDF says: its pages without what stands at their head and foot, that of each, and the tags. */
export async function readMade(bytes: Uint8Array) {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  const edges: string[] = [];
  const tags: Tag[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({
      includeMarkedContent: true,
      disableNormalization: true,
    });
    let inArtifact = 0;
    let own = '';
    let edge = '';
    for (const item of items) {
      if ('str' in item) {
        if (inArtifact > 0) edge += item.str;
        else own += item.str;
      } else if (item.type === 'endMarkedContent') inArtifact = Math.max(0, inArtifact - 1);
      else if (inArtifact > 0 || ('tag' in item && item.tag === 'Artifact')) inArtifact += 1;
    }
    pages.push(own);
    edges.push(edge);
    const tree: Node | null = await page.getStructTree();
    if (tree !== null) tags.push(tagOf(tree));
  }
  const { info } = await document.getMetadata();
  await document.loadingTask.destroy();
  return { pages, edges, tags, info: info as Readonly<Record<string, unknown>> };
}

interface Node {
  readonly role?: string;
  readonly type?: string;
  readonly children?: readonly Node[];
}

// The library shows the whole of a table on each of its pages. What has nothing on this one is left out.
const holds = ({ type, children = [] }: Node): boolean => type === 'content' || children.some(holds);

function tagOf({ role = '', children = [] }: Node): Tag {
  return { role, children: children.filter((child) => child.role !== undefined && holds(child)).map(tagOf) };
}

/** The roles in a tree of tags, in order, each before those within it. */
export const rolesIn = (tags: readonly Tag[]): readonly string[] =>
  tags.flatMap(({ role, children }) => [role, ...rolesIn(children)]);

/** The parts of a Word document by their names. */
export const filesOf = (bytes: Uint8Array): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]));

/** The words of a Word document without spaces. */
export const wordsOf = (bytes: Uint8Array): string =>
  bare(
    [...(filesOf(bytes)['word/document.xml'] ?? '').matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
      .map(([, text = '']) => text)
      .join('')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, '&'),
  );
