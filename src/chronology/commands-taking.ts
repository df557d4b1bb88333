import { type Standing, stranger } from '../access/policy.ts';
import type { Command } from '../acts/command.ts';
import type { RecordedVerb } from '../acts/entry.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { whyNotChange } from '../cases/people.ts';
import type { LaneAt } from './chronology.ts';
import { heldLane, type OfLane, oneLane } from './commands.ts';
import { cellsKept, type DraftRow, mostDraftRows } from './draft.ts';
import {
  countDraft,
  draftRows,
  newRowId,
  removeDraftRow,
  restoreDraftRow,
  saveDraftRow,
} from './store-draft.ts';
import {
  type Brought,
  dropHeld,
  holdFile,
  putReading,
  readHeld,
  readHeldBytes,
  readHeldReading,
  readKeptRows,
  readOwnLane,
  readReturns,
  takeReturn,
} from './store-lane.ts';
import {
  type Bringing,
  checkedAs,
  decideReturn,
  type Sendable,
  type SendWish,
  whyNotTake,
} from './taking.ts';

type Tx = Parameters<typeof readOwnLane>[0];
type Returns = Awaited<ReturnType<typeof readReturns>>;

/** A lane into which somebody brings something, and how they stand to its case; the bearer of its link stands to none. */
interface Opened {
  readonly at: LaneAt;
  readonly standing?: Standing;
  readonly isCaseClosed: boolean;
}

/** How one comes to a lane to bring something into it: by its link, or as the coordinator who fills it. */
interface Way<Where> {
  readonly verbs: { readonly read: RecordedVerb; readonly write: RecordedVerb; readonly send: RecordedVerb };
  readonly open: (tx: Tx, where: Where, hold: 'to change' | 'to read') => Promise<Opened | null>;
}

const about = ({ at }: Pick<Opened, 'at'>) => ({ case: at.caseId, object: at.id });
const standingIn = ({ standing }: Opened): Standing => standing ?? stranger;

async function bringingIn(tx: Tx, { at }: Opened): Promise<Bringing> {
  const file = await readHeld(tx, at.id);
  const read = file === null ? null : await readHeldReading(tx, file.id);
  return {
    at,
    standing: await readKeptRows(tx, at.id),
    held: file === null || read === null ? null : { file, ...read },
    draft: await draftRows(tx, at.id),
  };
}

/** What stands in a lane at a glance: how many rows, what waits, and what was given before. */
export interface LaneGlance {
  readonly at: LaneAt;
  readonly rows: number;
  readonly waiting: string | null;
  readonly typed: number;
  readonly returns: Returns;
}

/** The looks at a lane into which something is brought. */
function looksBy<Where>({ verbs, open }: Way<Where>) {
  const glance: View<Where, Opened & { readonly model: LaneGlance }, LaneGlance> = {
    verb: verbs.read,
    async load(tx, where) {
      const found = await open(tx, where, 'to read');
      if (found === null) return null;
      const { at } = found;
      const [standing, held, draft, returns] = [
        await readKeptRows(tx, at.id),
        await readHeld(tx, at.id),
        await draftRows(tx, at.id),
        await readReturns(tx, at.id),
      ];
      const typed = draft.filter(({ isRemoved }) => !isRemoved).length;
      return {
        ...found,
        model: { at, rows: standing.length, waiting: held?.name ?? null, typed, returns },
      };
    },
    standing: standingIn,
    present: ({ model }) => model,
    entry: about,
  };

  const bringing: View<Where, Opened & { readonly model: Bringing }, Bringing> = {
    verb: verbs.read,
    async load(tx, where) {
      const found = await open(tx, where, 'to read');
      return found === null ? null : { ...found, model: await bringingIn(tx, found) };
    },
    standing: standingIn,
    present: ({ model }) => model,
    entry: about,
  };

  /** The bytes of the held file, to be read again in the child. */
  const heldBytes: View<
    Where,
    Opened & { readonly model: { at: LaneAt; bytes: Uint8Array; name: string } },
    { at: LaneAt; bytes: Uint8Array; name: string }
  > = {
    verb: verbs.read,
    async load(tx, where) {
      const found = await open(tx, where, 'to read');
      const file = found === null ? null : await readHeld(tx, found.at.id);
      const bytes = file === null ? null : await readHeldBytes(tx, file.id);
      if (found === null || file === null || bytes === null) return null;
      return { ...found, model: { at: found.at, bytes, name: file.name } };
    },
    standing: standingIn,
    present: ({ model }) => model,
    entry: about,
  };

  return { glance, bringing, heldBytes } as const;
}

/** Keeping a file until it is sent, reading it again, and putting it away. */
function keepsBy<Where>({ verbs, open }: Way<Where>) {
  const hold: Command<Where & { readonly file: Brought }, Opened, Opened, null> = {
    verb: verbs.write,
    load: (tx, where) => open(tx, where, 'to change'),
    standing: standingIn,
    decide: (found) => whyNotBring(found) ?? found,
    async write(tx, found, { file }) {
      await holdFile(tx, found.at, file);
      const facts = { rows: file.reading.lane.rows.length, bytes: file.bytes.length };
      return { done: null, entry: { ...about(found), facts } };
    },
  };

  /** Puts what the held file came to when it was read again. */
  const reread: Command<
    Where & { readonly checked: string } & Pick<Brought, 'remembered' | 'isUs' | 'reading'>,
    { readonly found: Opened; readonly bringing: Bringing },
    { readonly found: Opened; readonly id: string; readonly version: number },
    null
  > = {
    verb: verbs.write,
    async load(tx, where) {
      const found = await open(tx, where, 'to change');
      return found === null ? null : { found, bringing: await bringingIn(tx, found) };
    },
    standing: ({ found }) => standingIn(found),
    decide({ found, bringing: { held } }, { checked }) {
      const whyNot = whyNotBring(found);
      if (whyNot !== null) return whyNot;
      if (held === null || checkedAs(held.file) !== checked) return refuse('changed-elsewhere');
      return { found, id: held.file.id, version: held.file.version };
    },
    async write(tx, { found, id, version }, { remembered, isUs, reading }) {
      if (!(await putReading(tx, { id, version }, { remembered, isUs, reading })))
        throw new Error('a held file has changed');
      return { done: null, entry: { ...about(found), facts: { rows: reading.lane.rows.length } } };
    },
  };

  const putAway: Command<Where, Opened, Opened, null> = {
    verb: verbs.write,
    load: (tx, where) => open(tx, where, 'to change'),
    standing: standingIn,
    decide: (found) => found,
    async write(tx, found) {
      await dropHeld(tx, found.at.id);
      return { done: null, entry: about(found) };
    },
  };

  return { hold, reread, putAway } as const;
}

function sendBy<Where>({ verbs, open }: Way<Where>) {
  const send: Command<
    Where & SendWish,
    { readonly found: Opened; readonly bringing: Bringing },
    Sendable,
    null
  > = {
    verb: verbs.send,
    async load(tx, where) {
      const found = await open(tx, where, 'to change');
      return found === null ? null : { found, bringing: await bringingIn(tx, found) };
    },
    standing: ({ found }) => standingIn(found),
    decide({ found, bringing: all }, wish, today) {
      const whyNot = whyNotBring(found);
      return isRefusal(whyNot) ? whyNot : decideReturn(all, wish, today);
    },
    async write(tx, { bringing: all, wish, taken }) {
      // The lane is held by the function itself: of two that are sent at once the second is refused there, and nothing of it stays.
      const made = await takeReturn(tx, all.at, wish, taken);
      if (made === null) throw new ReturnMeanwhile();
      const { added, changed, withdrawn } = wish.counts;
      const facts = { return: made, given: wish.given, added, changed, withdrawn };
      return { done: null, entry: { ...about(all), facts } };
    },
  };
  return send;
}

/** The acts that bring something into a lane, for one way of coming to it. */
export const takingBy = <Where>(way: Way<Where>) =>
  ({ ...looksBy(way), ...keepsBy(way), send: sendBy(way) }) as const;

/** Thrown where a return was taken between the decision and the writing of another; nothing of the second is kept. */
export class ReturnMeanwhile extends Error {}

const whyNotBring = ({ at, isCaseClosed }: Opened) => (isCaseClosed ? refuse('case-closed') : whyNotTake(at));

/** By the lane's own link. What the agency reads and writes there is its own. */
export const own = takingBy<object>({
  verbs: { read: 'answer.read', write: 'answer.write', send: 'answer.send' },
  async open(tx) {
    const at = await readOwnLane(tx);
    return at === null ? null : { at, isCaseClosed: false };
  },
});

/** As the coordinator, who fills a lane from what came another way. */
export const office = takingBy<OfLane>({
  verbs: { read: 'chronology.read', write: 'chronology.take', send: 'chronology.take' },
  async open(tx, asked, hold) {
    const one = await (hold === 'to change' ? heldLane : oneLane).load(tx, asked);
    if (one === null) return null;
    const { all, lane } = one;
    const { headed, chronology } = all;
    return {
      at: {
        id: lane.id,
        caseId: headed.id,
        chronologyId: chronology.id,
        number: lane.number,
        agencyId: lane.agencyId,
        agency: lane.agency,
        person: lane.person,
        state: lane.state,
        dueOn: lane.dueOn,
        returns: lane.returns,
        mapping: lane.mapping,
        isClosed: chronology.closedAt !== null,
        setup: chronology.setup,
      },
      standing: headed.standing,
      isCaseClosed: whyNotChange({ headed }) !== null,
    };
  },
});

interface OwnDraft {
  readonly at: LaneAt;
  readonly rows: readonly DraftRow[];
  readonly count: number;
  /** An identifier that no row has yet. */
  readonly fresh: string;
}

async function loadDraft(tx: Tx): Promise<OwnDraft | null> {
  const at = await readOwnLane(tx);
  if (at === null) return null;
  const rows = await draftRows(tx, at.id);
  return { at, rows, count: await countDraft(tx, at.id), fresh: await newRowId(tx) };
}

/** What one types for one's agency, row by row. */
export const ownDraft: View<null, OwnDraft, OwnDraft> = {
  verb: 'answer.read',
  load: loadDraft,
  present: (loaded) => loaded,
  entry: about,
};

/** A row as the plain form brings it; `version` 0 for a new one. */
export interface RowSent {
  readonly id: string;
  readonly version: number;
  readonly sent: URLSearchParams;
}

/** Saves a row of the plain form, a new one behind the others; refuses where somebody else has saved it since. */
export const saveRow: Command<RowSent, OwnDraft, { readonly own: OwnDraft; readonly row: DraftRow }, null> = {
  verb: 'answer.write',
  load: loadDraft,
  decide(loaded, { id, version, sent }) {
    const whyNot = whyNotTake(loaded.at);
    if (whyNot !== null) return whyNot;
    const cells = cellsKept(loaded.at.setup.columns, (key) => sent.get(`cell-${key}`));
    if (Object.keys(cells).length === 0) return refuse('answers-wrong');
    const standing = loaded.rows.find((row) => row.id === id);
    if (standing === undefined && loaded.count >= mostDraftRows) return refuse('draft-full');
    if (standing !== undefined && standing.version !== version && !isSame(standing.cells, cells))
      return refuse('changed-elsewhere');
    const position = standing?.position ?? Math.max(0, ...loaded.rows.map((row) => row.position)) + 1;
    const now = standing?.version ?? 0;
    return { own: loaded, row: { id, position, cells, isRemoved: false, version: now } };
  },
  async write(tx, { own: { at }, row }) {
    const saved = await saveDraftRow(tx, at, row);
    if (saved.outcome === 'conflict') throw new Error('a row that was held has changed');
    return { done: null, entry: about({ at }) };
  },
};

const isSame = (a: DraftRow['cells'], b: DraftRow['cells']) =>
  Object.keys({ ...a, ...b }).every((key) => a[key] === b[key]);

/** Takes a row of the draft out, or puts it back. */
export const turnRow: Command<
  { readonly id: string; readonly isRemoved: boolean },
  OwnDraft,
  { readonly own: OwnDraft; readonly row: DraftRow },
  null
> = {
  verb: 'answer.write',
  load: loadDraft,
  decide(loaded, { id }) {
    const row = loaded.rows.find((one) => one.id === id);
    return whyNotTake(loaded.at) ?? (row === undefined ? refuse('so-already') : { own: loaded, row });
  },
  async write(tx, { own: { at }, row }, { isRemoved }) {
    await (isRemoved ? removeDraftRow : restoreDraftRow)(tx, at, row);
    return { done: null, entry: about({ at }) };
  },
};
