import type { MeetingState } from '../meetings/meeting.ts';
import { type Day, day, withoutWeekday } from '../law/day.ts';
import type { Paper, Part } from '../platform/papers/paper.ts';

/** What a paper of a pack is. */
export type PaperKind = 'referral' | 'rapid-review' | 'document' | 'words';

/** What a paper of ours says, without what stands around it. */
export type Content = Pick<Paper, 'about' | 'parts'>;

/** A paper of an item, as whoever has the item sees it. */
export interface PackPaper {
  readonly id: string;
  readonly itemId: string;
  readonly kind: PaperKind;
  readonly title: string;
  readonly version: number;
  /** Null for a file that somebody sent. */
  readonly content: Content | null;
  /** How many pages it has in the pack; null until they are counted. */
  readonly pages: number | null;
  /** SHA-256 of what it says, in hexadecimal. */
  readonly sha256: string;
  /** Why it came late; empty for one that was in time. */
  readonly lateWhy: string;
  readonly addedBy: string;
  readonly addedAt: Temporal.Instant;
  /** True where the version before did not have it. */
  readonly isNew: boolean;
  /** How many accounts have had it before them in this version, and whether whoever asks has. */
  readonly looks: readonly string[];
}

/** What the front page says of the meeting, as it is frozen. */
export interface PackHeader {
  readonly partnership: string;
  readonly group: string;
  readonly day: string;
  readonly begins: string;
  readonly place: string;
  readonly isTraining: boolean;
}

/** A frozen version of a pack. */
export interface PackVersion {
  readonly id: string;
  readonly number: number;
  readonly header: PackHeader;
  readonly frozenBy: string;
  readonly frozenAt: Temporal.Instant;
}

/** A paper that can be put into the pack of an item. */
export interface Candidate {
  /** `referral/<id>`, `rapid-review/<id>` or `document/<id of the file>`. */
  readonly key: string;
  readonly kind: PaperKind;
  readonly title: string;
  /** Of what it is a version: the same again takes the place of an earlier one. */
  readonly source: string;
  readonly version: number;
  readonly fileId: string | null;
}

/** True while papers are put in and versions frozen. */
export const isOpenPack = (state: MeetingState): boolean =>
  state === 'planned' || state === 'agenda-out' || state === 'running';

/** The longest words of a paper that is typed here, its longest title, and the longest reason for coming late (characters). */
export const wordsMost = 20_000;
export const titleMost = 200;
export const lateMost = 500;

/** A paper in its place, with the pages of the pack on which it begins and ends; null where a page before it is not counted yet. */
export interface Placed {
  readonly paper: PackPaper;
  readonly from: number | null;
  readonly to: number | null;
}

/** The papers in their order with their pages, counted over those that are there for one reader, so that no gap betrays another. */
export function placed(papers: readonly PackPaper[]): readonly Placed[] {
  let last: number | null = 0;
  return papers.map((paper) => {
    const from: number | null = last === null ? null : last + 1;
    last = last === null || paper.pages === null ? null : last + paper.pages;
    return { paper, from, to: last };
  });
}

/** "page 4", "pages 4 to 9", or that they are being counted. */
export function pageWords({ from, to }: Pick<Placed, 'from' | 'to'>): string {
  if (from === null || to === null) return 'being counted';
  return from === to ? `page ${from}` : `pages ${from} to ${to}`;
}

/** What was typed as a paper: its paragraphs. */
export const typedContent = (words: string): Content => ({
  about: [],
  parts: [{ kind: 'text', paragraphs: words.split(/\n{2,}/).filter((one) => one.trim() !== '') }],
});

/** A paper as it goes into the PDF of a pack. */
export interface BoundPaper {
  /** "3. Child Alder, MVSCP-2026-0003": the item as this reader's agenda has it. */
  readonly item: string;
  readonly title: string;
  readonly content: Content | null;
  readonly late: string;
  readonly sha256: string;
  readonly pages: number | null;
}

const lowered = (part: Part): Part =>
  part.kind === 'heading' ? { ...part, level: part.level === 1 ? 2 : 3 } : part;

function boundParts({ item, title, content, late, sha256 }: BoundPaper, at: number): readonly Part[] {
  return [
    ...(at === 0 ? [] : [{ kind: 'new-page' as const }]),
    { kind: 'heading', level: 1, text: title },
    { kind: 'text', paragraphs: [item] },
    ...(late === '' ? [] : [{ kind: 'note' as const, text: `Late paper: ${late}` }]),
    ...(content === null
      ? [
          {
            kind: 'note' as const,
            text: 'This paper is a file that was sent in. It is not bound into this copy: open it from the page of the pack.',
          },
          { kind: 'facts' as const, rows: [['SHA-256 digest of the file', sha256] as const] },
        ]
      : [
          ...(content.about.length === 0 ? [] : [{ kind: 'text' as const, paragraphs: content.about }]),
          ...content.parts.map(lowered),
        ]),
  ];
}

const marking = (isTraining: boolean) =>
  isTraining ? 'Official-Sensitive. Training: fictional' : 'Official-Sensitive';

/** The papers alone, one after the other, so that their pages can be counted: each begins with the one heading of its first level. */
export const toCount = (papers: readonly BoundPaper[]): Paper => ({
  title: 'Pack',
  about: [],
  footer: 'Pack',
  marking: marking(false),
  parts: [{ kind: 'new-page', restart: true }, ...papers.flatMap(boundParts)],
});

/** How many pages each has, from where each begins and where the last ends. */
export const pagesFrom = (starts: readonly number[], last: number): readonly number[] =>
  starts.map((start, at) => (starts[at + 1] ?? last + 1) - start);

/** Whose copy of a pack it is, and of when. */
export interface CopyOf {
  readonly reader: string;
  /** "23 November 2026, 10:04". */
  readonly moment: string;
  readonly number: number;
}

/** A pack as one paper: a front page with its contents, then every paper on the page that the contents say. */
export function boundPack(header: PackHeader, papers: readonly BoundPaper[], copy: CopyOf): Paper {
  const on: Day = day(header.day);
  let page = 1;
  const rows = papers.map(({ item, title, pages }) => {
    const row = [item, title, String(page)];
    page += pages ?? 1;
    return row;
  });
  return {
    title: `Pack: ${header.group}`,
    about: [
      header.partnership,
      `Meeting of ${withoutWeekday(on)}, ${header.begins}, ${header.place}`,
      `Version ${copy.number} of the pack`,
      `Copy for ${copy.reader}, made on ${copy.moment}`,
    ],
    footer: `Pack of ${withoutWeekday(on)}, version ${copy.number}`,
    marking: marking(header.isTraining),
    watermark: `${copy.reader}, ${copy.moment}`,
    parts: [
      {
        kind: 'note',
        text: 'This copy has your name on every page, and that you took it is on record. A file cannot expire: destroy it after the meeting.',
      },
      { kind: 'heading', level: 1, text: 'Contents' },
      { kind: 'table', caption: 'Papers', head: ['Item', 'Paper', 'Page'], rows },
      { kind: 'new-page', restart: true },
      ...papers.flatMap(boundParts),
    ],
  };
}
