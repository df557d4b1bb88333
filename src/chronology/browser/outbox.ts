import type { GridAnswer, GridRow } from './grid-begin.ts';
import type { KeptHere } from './kept-here.ts';
import { isBlank, type Row } from './typed-rows.ts';

/** Why rows are not saved, as the page says it; `saved` with the time of day. */
export type Saving =
  | { readonly is: 'saved'; readonly at: string | null }
  | { readonly is: 'waiting' | 'sending' | 'away' | 'closed' | 'full' };

/** A row that cannot be saved until somebody has looked at it. */
export type Stuck =
  | { readonly why: 'two-texts'; readonly theirs: GridRow }
  | { readonly why: 'too-long'; readonly column: string | null };

/** What an outbox needs of the page. */
export interface Post {
  /** The row as it stands this moment, with what is being typed; null where there is none. */
  readonly rowOf: (id: string) => Row | null;
  /** Sends rows; throws where there is no connection, and `Closed` where nobody takes them any more. */
  readonly send: (rows: readonly GridRow[]) => Promise<GridAnswer>;
  /** Puts a row as it is once what others changed in it is in it too. */
  readonly merged: (row: Row) => void;
  readonly told: (answer: GridAnswer | null) => void;
  readonly later: (work: () => void, milliseconds: number) => () => void;
  readonly keep: KeptHere;
  readonly mostRows: number;
}

/** What is to be saved. Only the functions of this file change it. */
export interface Outbox {
  readonly post: Post;
  /** What the service has of each row, as far as is known here. */
  readonly saved: Map<string, GridRow>;
  readonly versions: Map<string, number>;
  readonly unsaved: Set<string>;
  /** What is on its way, or was and had no answer, the latest last. */
  readonly sent: Map<string, readonly GridRow[]>;
  readonly stuck: Map<string, Stuck>;
  state: Saving;
  failures: number;
  /** Stops what is to be done later; absent while nothing is. */
  stop?: (() => void) | undefined;
  isSending: boolean;
}

/** Thrown by `send` where the link is open no longer: what was typed stays in this window. */
export class Closed extends Error {}

/** Milliseconds between typing and saving, and between tries while there is no connection. */
const pause = 900;
/** Within so many milliseconds a date says what it was understood as. */
export const atOnce = 250;
const tries: readonly number[] = [2_000, 4_000, 8_000, 15_000, 30_000];
/** Characters of a request; a form's encoding can treble them. */
const mostInRequest = 240_000;

/** An outbox of the rows that the service has. What was kept in this window is to be saved again. */
export function outboxOf(post: Post, rows: readonly GridRow[]): Outbox {
  const box: Outbox = {
    post,
    saved: new Map(rows.map((row) => [row.id, row])),
    versions: new Map(rows.map(({ id, version }) => [id, version])),
    unsaved: new Set(),
    sent: new Map(),
    stuck: new Map(),
    state: { is: 'saved', at: null },
    failures: 0,
    isSending: false,
  };
  for (const { row, sent } of post.keep.rows()) {
    const there = box.saved.get(row.id);
    // What was on its way when the page was left may have arrived: then its answer is what is missing, and nobody else typed.
    const arrived = there !== undefined && sent.some((one) => sameRow(there, one));
    if (sent.length > 0 && !arrived) box.sent.set(row.id, sent);
    box.versions.set(row.id, arrived ? there.version : row.version);
    if (!arrived && there?.version !== row.version) box.saved.delete(row.id);
    box.unsaved.add(row.id);
  }
  return box;
}

/** Rows have changed here: they are kept at once and sent soon. */
export function mark(box: Outbox, ids: readonly string[], within = pause): void {
  for (const id of ids) {
    const stuck = box.stuck.get(id);
    if (stuck?.why === 'too-long') box.stuck.delete(id);
    box.unsaved.add(id);
  }
  if (box.state.is === 'saved') box.state = { is: 'waiting' };
  keep(box);
  plan(box, within);
  box.post.told(null);
}

/** Keeps in this window what is not saved. */
export function keep(box: Outbox): void {
  const rows = [...box.unsaved, ...box.sent.keys()].flatMap((id) => {
    const row = toSend(box, id);
    return row === null ? [] : [[id, { row, sent: box.sent.get(id) ?? [] }] as const];
  });
  box.post.keep.keepRows([...new Map(rows).values()]);
}

/** What is to be saved soon is not put off by what comes after it; what is to be saved at once comes before it. */
export function plan(box: Outbox, within: number): void {
  if (box.stop !== undefined && within > atOnce) return;
  box.stop?.();
  box.stop = box.post.later(() => {
    box.stop = undefined;
    void flush(box);
  }, within);
}

/** How many rows say something that is not saved yet. */
export const unsavedIn = (box: Outbox): number =>
  [...new Set([...box.unsaved, ...box.sent.keys()])].filter((id) => toSend(box, id) !== null).length;

function toSend(box: Outbox, id: string): GridRow | null {
  const row = box.post.rowOf(id);
  const version = box.versions.get(id) ?? 0;
  if (row === null || (version === 0 && isBlank(row))) return null;
  return { ...row, version };
}

/** Sends what is unsaved, one request after another until nothing is left or it does not get through. */
export async function flush(box: Outbox): Promise<void> {
  if (box.isSending) return;
  box.stop?.();
  box.stop = undefined;
  box.isSending = true;
  try {
    for (let rows = nextOf(box); rows.length > 0; rows = nextOf(box)) if (!(await sendOne(box, rows))) return;
  } finally {
    box.isSending = false;
    keep(box);
    box.post.told(null);
  }
}

function nextOf(box: Outbox): readonly GridRow[] {
  const rows: GridRow[] = [];
  let size = 0;
  for (const id of box.unsaved) {
    if (box.stuck.has(id)) continue;
    const row = toSend(box, id);
    if (row === null) {
      box.unsaved.delete(id);
      continue;
    }
    const length = JSON.stringify(row).length;
    if (length > mostInRequest) {
      box.stuck.set(id, { why: 'too-long', column: null });
      continue;
    }
    if (rows.length >= box.post.mostRows || size + length > mostInRequest) break;
    size += length;
    rows.push(row);
  }
  return rows;
}

async function sendOne(box: Outbox, rows: readonly GridRow[]): Promise<boolean> {
  for (const row of rows) {
    box.unsaved.delete(row.id);
    box.sent.set(row.id, [...(box.sent.get(row.id) ?? []).slice(-3), row]);
  }
  if (box.state.is === 'waiting' || box.state.is === 'saved') box.state = { is: 'sending' };
  box.post.told(null);
  try {
    const answer = await box.post.send(rows);
    if (answer.outcome !== 'answered') return failed(box, rows, answer.outcome);
    box.failures = 0;
    take(box, answer);
    box.state = [...box.unsaved].every((id) => box.stuck.has(id))
      ? { is: 'saved', at: answer.at }
      : { is: 'waiting' };
    keep(box);
    box.post.told(answer);
    return true;
  } catch (error) {
    return failed(box, rows, error instanceof Closed ? 'closed' : 'away');
  }
}

// It may have arrived all the same: `sent` stays, so that our own words are not taken for somebody else's.
function failed(box: Outbox, rows: readonly GridRow[], why: 'away' | 'closed' | 'full'): false {
  for (const { id } of rows) box.unsaved.add(id);
  box.state = { is: why };
  const within = tries[Math.min(box.failures, tries.length - 1)] ?? pause;
  box.failures += 1;
  if (why !== 'full') plan(box, within);
  return false;
}

function take(box: Outbox, answer: GridAnswer) {
  for (const one of answer.rows) {
    const sent = box.sent.get(one.id) ?? [];
    box.sent.delete(one.id);
    if (one.outcome === 'conflict') {
      takeTheirs(box, one.now, sent);
      continue;
    }
    if (one.outcome === 'too-long') {
      box.stuck.set(one.id, { why: 'too-long', column: one.column });
      box.unsaved.add(one.id);
      continue;
    }
    box.versions.set(one.id, one.version);
    const last = sent.at(-1);
    if (last !== undefined) box.saved.set(one.id, { ...last, version: one.version });
  }
}

// Somebody else has saved the row, or ourselves without learning of it. Where they and we changed different cells, both stand; where the same,
// a person decides.
function takeTheirs(box: Outbox, theirs: GridRow, sent: readonly GridRow[]) {
  const { id } = theirs;
  const ours = box.post.rowOf(id);
  box.unsaved.add(id);
  if (ours === null) return;
  const isOwn = sent.some((one) => sameRow(one, theirs));
  const base = box.saved.get(id) ?? null;
  const both = isOwn || sameRow(theirs, ours) ? ours : base === null ? null : mergedRow(base, theirs, ours);
  if (both === null) {
    box.stuck.set(id, { why: 'two-texts', theirs });
    return;
  }
  box.versions.set(id, theirs.version);
  box.saved.set(id, theirs);
  if (!sameRow(both, ours)) box.post.merged(both);
}

/** A row that two people changed since it was `base`; null where they changed the same cell to different words. */
export function mergedRow(base: Row, theirs: Row, ours: Row): Row | null {
  const keys = new Set([base, theirs, ours].flatMap(({ cells }) => Object.keys(cells)));
  const cells: Record<string, string> = {};
  for (const key of keys) {
    const [was, one, other] = [base, theirs, ours].map((row) => row.cells[key] ?? '') as [
      string,
      string,
      string,
    ];
    if (same(one, other) || same(one, was)) cells[key] = other;
    else if (same(other, was)) cells[key] = one;
    else return null;
    if (cells[key] === '') delete cells[key];
  }
  // A row that one of them took out and the other changed stays, so that nothing that was typed is lost.
  const [taker, other] = ours.isRemoved === base.isRemoved ? [theirs, ours] : [ours, theirs];
  const isChanged = [...keys].some((key) => !same(other.cells[key] ?? '', base.cells[key] ?? ''));
  const isRemoved = ours.isRemoved === theirs.isRemoved ? ours.isRemoved : taker.isRemoved && !isChanged;
  const position = ours.position === base.position ? theirs.position : ours.position;
  return { id: ours.id, position, cells, isRemoved };
}

/** Decides which of two texts of a row stands; the other can be typed again as long as it is shown. */
export function settle(box: Outbox, id: string, which: 'ours' | 'theirs'): Row | null {
  const stuck = box.stuck.get(id);
  if (stuck?.why !== 'two-texts') return null;
  box.stuck.delete(id);
  box.versions.set(id, stuck.theirs.version);
  box.saved.set(id, stuck.theirs);
  return which === 'theirs' ? stuck.theirs : box.post.rowOf(id);
}

const same = (a: string, b: string) => a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim();

function sameRow(a: Row, b: Row): boolean {
  const keys = Object.keys({ ...a.cells, ...b.cells });
  return a.isRemoved === b.isRemoved && keys.every((key) => same(a.cells[key] ?? '', b.cells[key] ?? ''));
}
