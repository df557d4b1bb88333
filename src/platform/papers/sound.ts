import type { Paper, Part, PartOf } from './paper.ts';

// Joiners shape Arabic and Indic words. Every other character that shows nothing can only make a line read otherwise than it is written.
const invisible = /(?![\u200C\u200D])\p{Default_Ignorable_Code_Point}/gu;

// Word writes the bullets of its own lists so, and they come along when somebody copies from it. No other private character means
// anything outside the file from which it comes.
const bulletOfWord = /[\uF0B7\uF0A7]/g;

/** Text as both writers can write it: well-formed, without characters that show nothing, its line breaks all `\n`. */
export const soundText = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(invisible, '')
    .replace(bulletOfWord, '•')
    .replace(/\p{Co}/gu, '\uFFFD')
    .replace(/(?!\n)\p{Cc}|[\uFFFE\uFFFF]/gu, '');

// What stands in one line: a title, a heading, the head of a column.
const soundLine = (text: string): string => soundText(text).replace(/\s+/g, ' ').trim();

/**
 * A paper that can be written whatever it is made of. Its headings go down one level at a time and empty ones are left out, as PDF/UA
 * demands; every row of a table has as many cells as its head.
 */
export function soundPaper(paper: Paper): Paper {
  let level = 0;
  const parts = paper.parts.flatMap((part): readonly Part[] => {
    if (part.kind !== 'heading') return soundPart(part);
    const text = soundLine(part.text);
    if (text === '') return [];
    level = Math.min(part.level, level + 1);
    return [{ kind: 'heading', level: level as 1 | 2 | 3, text }];
  });
  return {
    title: soundLine(paper.title) || 'Untitled',
    about: paper.about.map(soundLine).filter((line) => line !== ''),
    footer: soundLine(paper.footer),
    marking: paper.marking === null ? null : soundLine(paper.marking) || null,
    ...(paper.isWide === true ? { isWide: true as const } : {}),
    ...(paper.watermark === undefined ? {} : { watermark: soundLine(paper.watermark) }),
    parts,
  };
}

function soundPart(part: Exclude<Part, PartOf<'heading'>>): readonly Part[] {
  switch (part.kind) {
    case 'text': {
      const paragraphs = part.paragraphs.map(soundText).filter((text) => text.trim() !== '');
      return paragraphs.length === 0 ? [] : [{ kind: 'text', paragraphs }];
    }
    case 'list': {
      const { items } = part;
      return items.length === 0 ? [] : [{ ...part, items: items.map(soundText) }];
    }
    case 'facts': {
      const { rows } = part;
      if (rows.length === 0) return [];
      return [
        { kind: 'facts', rows: rows.map(([label, value]) => [soundLine(label), soundText(value)] as const) },
      ];
    }
    case 'table':
      return soundTable(part);
    case 'note':
      return [{ kind: 'note', text: soundText(part.text) }];
    case 'room':
    case 'day':
      return [{ ...part, question: soundLine(part.question), help: soundText(part.help) }];
    case 'boxes': {
      const options = part.options.map((option) =>
        typeof option === 'string'
          ? { text: soundLine(option), help: '' }
          : { text: soundLine(option.text), help: soundText(option.help) },
      );
      return [{ kind: 'boxes', question: soundLine(part.question), help: soundText(part.help), options }];
    }
    case 'new-page':
      return [part];
  }
}

function soundTable({ caption, head, rows, shaded }: PartOf<'table'>): readonly Part[] {
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  if (columns === 0) return [];
  const whole = (cells: readonly string[]) =>
    Array.from({ length: columns }, (_, at) => soundText(cells[at] ?? ''));
  return [
    {
      kind: 'table',
      caption: soundLine(caption),
      head: whole(head).map(soundLine),
      rows: rows.map(whole),
      ...(shaded === undefined ? {} : { shaded }),
    },
  ];
}
