import { isRefusal, refuse, type Refusal } from '../acts/refusal.ts';
import type { HeldFile, LaneAt } from './chronology.ts';
import { type DraftRow, lackingIn } from './draft.ts';
import { laneOf, type Lane } from './engine/merging/lane.ts';
import { type KeptRow, type Taken, takenInto, typedFile } from './kept-rows.ts';
import { type Reading, withinLimits } from './reading.ts';
import type { ReturnWish } from './store-lane.ts';

/** Whether a lane takes anything now; null where it does. */
export function whyNotTake({ isClosed, state }: Pick<LaneAt, 'isClosed' | 'state'>): Refusal | null {
  if (isClosed) return refuse('chronology-closed');
  return state === 'withdrawn' ? refuse('request-over') : null;
}

/** A lane with what could be sent into it. */
export interface Bringing {
  readonly at: LaneAt;
  readonly standing: readonly KeptRow[];
  readonly held: { readonly file: HeldFile; readonly reading: Reading; readonly hash: string } | null;
  readonly draft: readonly DraftRow[];
}

/** What would be sent: the lane as it was read or typed. */
export function laneToSend(
  { at, held, draft }: Bringing,
  from: 'file' | 'typed',
  today: Temporal.PlainDate,
): Lane | null {
  if (from === 'file') return held === null ? null : held.reading.lane;
  const file = typedFile(at.agencyId, at.setup.columns, draft);
  return file.rows.length === 0 ? null : withinLimits(laneOf(file, today.toString()));
}

/** A row of the draft that lacks something, by its place among the rows that are sent. */
export function lackingRows({ at, draft }: Bringing): readonly {
  readonly id: string;
  readonly row: number;
  readonly lacks: readonly string[];
}[] {
  const typed = draft.filter(({ isRemoved, cells }) => !isRemoved && Object.keys(cells).length > 0);
  return typed.flatMap((row, index) => {
    const lacks = lackingIn(at.setup.columns, row).map(({ title }) => title);
    return lacks.length === 0 ? [] : [{ id: row.id, row: index + 1, lacks }];
  });
}

/** How a return is sent: from what, after which return, and by whom; `by` null where a coordinator takes it in. */
export interface SendWish {
  readonly from: 'file' | 'typed' | 'nil';
  /** The return that stood when it was checked. */
  readonly after: number;
  /** The held file and its version that were checked; empty for what was typed. */
  readonly checked: string;
  readonly by: { readonly name: string; readonly job: string } | null;
}

/** What stands for the held file that a person checked; it goes into the form and comes back. */
export const checkedAs = (file: Pick<HeldFile, 'id' | 'version'> | undefined): string =>
  file === undefined ? '' : `${file.id} ${file.version}`;

/** A return that can be taken, or why not. */
export interface Sendable {
  readonly bringing: Bringing;
  readonly wish: ReturnWish;
  readonly taken: Pick<Taken, 'ended' | 'begun' | 'moved'>;
}

const nothing = {
  rowsRead: 0,
  rowsKept: 0,
  rowsNotUnderstood: 0,
  rowsSetAside: 0,
  added: 0,
  changed: 0,
  withdrawn: 0,
};

/** Decides a return: nil where nothing stands, else what was checked. Pure. */
export function decideReturn(
  bringing: Bringing,
  { from, after, checked, by }: SendWish,
  today: Temporal.PlainDate,
): Sendable | Refusal {
  const { at, held, standing } = bringing;
  const whyNot = whyNotTake(at);
  if (isRefusal(whyNot)) return whyNot;
  if (at.returns !== after) return refuse('return-meanwhile');
  if (from === 'nil') {
    if (standing.length > 0) return refuse('request-over');
    const wish: ReturnWish = {
      given: 'nil',
      fileName: null,
      fileHash: null,
      mapping: null,
      counts: nothing,
      notUnderstood: [],
      setAside: [],
      by,
    };
    return { bringing, wish, taken: { ended: [], begun: [], moved: [] } };
  }
  if (from === 'file' && checked !== checkedAs(held?.file)) return refuse('changed-elsewhere');
  const lane = laneToSend(bringing, from, today);
  if (lane === null || lane.rowsRead === 0) return refuse('nothing-to-send');
  if (from === 'typed' && lackingRows(bringing).length > 0) return refuse('rows-lacking');
  return { bringing, ...returned(bringing, lane, from, by) };
}

function returned(
  { at, held, standing }: Bringing,
  lane: Lane,
  from: 'file' | 'typed',
  by: SendWish['by'],
): Pick<Sendable, 'wish' | 'taken'> {
  const taken = takenInto(standing, lane, at.number);
  const { changes } = taken;
  const wish: ReturnWish = {
    given: from,
    fileName: from === 'file' ? (held?.file.name ?? null) : null,
    fileHash: from === 'file' ? (held?.hash ?? null) : null,
    mapping: from === 'file' ? (held?.file.remembered ?? null) : null,
    counts: {
      rowsRead: lane.rowsRead,
      rowsKept: lane.rows.length,
      rowsNotUnderstood: lane.notUnderstood.length,
      rowsSetAside: lane.setAside.length,
      added: changes.added.length,
      changed: changes.changed.length,
      withdrawn: changes.withdrawn.length,
    },
    notUnderstood: lane.notUnderstood,
    setAside: lane.setAside,
    by,
  };
  return { wish, taken };
}
