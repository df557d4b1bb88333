import { isRefusal, refuse, type Refusal } from '../acts/refusal.ts';

/** What somebody can say of rows, apart from what their agencies say. */
export const markKinds = [
  'comment',
  'key-event',
  'same-event',
  'not-same',
  'conflict',
  'enquiry',
  'episode',
  'finding',
] as const;
export type MarkKind = (typeof markKinds)[number];

/** The kind of that name; null for what is none. */
export const markKind = (text: string | null): MarkKind | null =>
  markKinds.find((kind) => kind === text) ?? null;

/** How a kind is shown, what is asked of whoever chooses it, and how few rows it is about. */
export interface MarkWords {
  readonly one: string;
  readonly choose: string;
  /** What the words are; null where none are needed. */
  readonly words: string | null;
  readonly least: number;
}

export const markWords: Readonly<Record<MarkKind, MarkWords>> = {
  comment: { one: 'Comment', choose: 'A comment', words: 'the comment', least: 1 },
  'key-event': { one: 'Key event', choose: 'A key event', words: null, least: 1 },
  'same-event': {
    one: 'Same event',
    choose: 'They tell of the same event',
    words: null,
    least: 2,
  },
  'not-same': {
    one: 'Not the same event',
    choose: 'They look alike and are not the same event',
    words: null,
    least: 2,
  },
  conflict: { one: 'Conflict', choose: 'They do not agree', words: 'in what they do not agree', least: 2 },
  enquiry: {
    one: 'Line of enquiry',
    choose: 'It belongs to a key line of enquiry',
    words: 'the line of enquiry',
    least: 1,
  },
  episode: {
    one: 'Practice episode',
    choose: 'It belongs to a key practice episode of the rapid review',
    words: null,
    least: 1,
  },
  finding: { one: 'Finding', choose: 'It bears on a finding', words: 'the finding', least: 1 },
};

/** What was said of rows, as it stands. `rows` are their names; those in `withdrawn` were left out by a later return of their agency. */
export interface Mark {
  readonly id: string;
  readonly kind: MarkKind;
  readonly words: string;
  readonly target: string | null;
  readonly by: string;
  readonly at: Temporal.Instant;
  readonly isCorrected: boolean;
  readonly rows: readonly string[];
  readonly withdrawn: readonly string[];
}

/** A practice episode that rows can be linked to. */
export interface Episode {
  readonly id: string;
  readonly title: string;
  /** False once it was corrected or taken out: what is linked to it stays linked, and nothing more is. */
  readonly isStanding: boolean;
}

/** The most rows of one mark, and the most characters of its words. */
export const mostMarked = 50;
export const mostMarkWords = 5_000;

/** What somebody wants to say, or take out, or say otherwise. */
export interface MarkWish {
  readonly kind: MarkKind;
  readonly words: string;
  readonly target: string | null;
  readonly rows: readonly string[];
  readonly replaces: string | null;
  readonly isRemoved: boolean;
}

/** What is there for a wish to be decided. */
export interface MarkGround {
  /** The rows of the wish that the reader sees and that stand. */
  readonly rows: readonly string[];
  readonly episodes: readonly Episode[];
  /** The mark that it corrects; null where that is gone, or was corrected meanwhile. */
  readonly before: Mark | null;
}

/**
 * What is to be kept. A mark stays with its rows: a correction keeps those of the first, whether or not a return has left them out since.
 * Refuses words that are missing, rows that are not there, and what was corrected meanwhile.
 */
export function decideMark(ground: MarkGround, wish: MarkWish): MarkWish | Refusal {
  if (wish.replaces !== null) {
    const { before } = ground;
    if (before === null) return refuse('corrected-meanwhile');
    const { kind, rows } = before;
    if (wish.isRemoved) return { ...wish, kind, rows, words: before.words, target: before.target };
    const kept = { ...wish, kind, rows };
    return sound(ground, kept) ? kept : refuse('answers-wrong');
  }
  const rows = [...new Set(wish.rows)];
  if (wish.isRemoved || rows.length > mostMarked || rows.some((row) => !ground.rows.includes(row)))
    return refuse('answers-wrong');
  const wanted = { ...wish, rows };
  return sound(ground, wanted) ? wanted : refuse('answers-wrong');
}

function sound({ episodes }: MarkGround, { kind, words, target, rows }: MarkWish): boolean {
  const { words: asked, least } = markWords[kind];
  if (rows.length < least || words.length > mostMarkWords || (asked !== null && words === '')) return false;
  return kind === 'episode'
    ? episodes.some(({ id, isStanding }) => isStanding && id === target)
    : target === null;
}

/** True where nothing stands in the way of a wish. */
export const isWish = (decided: MarkWish | Refusal): decided is MarkWish => !isRefusal(decided);
