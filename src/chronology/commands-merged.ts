import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { HeadedCase } from '../cases/header.ts';
import { whyNotChange } from '../cases/people.ts';
import { readHeaded } from '../cases/store.ts';
import { decideTerm, type GlossaryRead, type GlossaryTerm, type TermWish } from './glossary-terms.ts';
import { decideMark, type MarkGround, type MarkWish } from './marks.ts';
import type { MergedLane } from './merged.ts';
import { addTerm, readGlossary, readTerms } from './store-glossary.ts';
import {
  addMark,
  addView,
  readEpisodes,
  readMarks,
  readViews,
  removeView,
  type SavedView,
} from './store-marks.ts';
import { type MergedOf, readMergedLanes, readMergedOf, readRowsNamed } from './store-merged.ts';

/** The store's own transaction, whose type these files take from there. */
export type Tx = Parameters<typeof readMergedOf>[0];

/** A chronology by its address, and whether its rows are to be read with the names in them. */
export interface MergedWish {
  readonly reference: string;
  readonly number: number;
  readonly names: boolean;
}

/** A chronology with what every page of its merge needs. */
export interface MergedGround {
  readonly headed: HeadedCase;
  readonly of: MergedOf;
  readonly lanes: readonly MergedLane[];
  readonly glossary: GlossaryRead;
}

type Found<Of> = MergedGround & { readonly found: Of };

/**
 * A look at a part of the merge. `what` is which part, for the trail, which says also whether names were read; `read` finds it, or answers null
 * where it is not there.
 */
export const mergedView = <Of>(
  what: string,
  read: (tx: Tx, ground: MergedGround) => Promise<Of | null>,
  names: boolean,
  facts: Readonly<Record<string, string | number | boolean>> = {},
): View<MergedWish, Found<Of>, Found<Of>> => ({
  verb: 'chronology.read',
  async load(tx, { reference, number }) {
    const headed = await readHeaded(tx, reference);
    const of = headed === null ? null : await readMergedOf(tx, headed.id, number);
    if (headed === null || of === null) return null;
    const lanes = await readMergedLanes(tx, of.id);
    const ground = { headed, of, lanes, glossary: await readGlossary(tx, reference, of.id) };
    const found = await read(tx, ground);
    return found === null ? null : { ...ground, found };
  },
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, of }) => ({ case: headed.id, object: of.id, facts: { what, names, ...facts } }),
});

/** The chronology that is changed, held with its case; null where it is not there. */
async function heldOf(tx: Tx, { reference, number }: Omit<MergedWish, 'names'>) {
  const headed = await readHeaded(tx, reference, 'to change');
  const of = headed === null ? null : await readMergedOf(tx, headed.id, number);
  return headed === null || of === null ? null : { headed, of };
}

interface Held {
  readonly headed: HeadedCase;
  readonly of: MergedOf;
}

/** Why nothing can be said of a chronology: its case is closed, or it is. */
const whyNotSay = ({ headed, of }: Held) =>
  whyNotChange({ headed }) ?? (of.closedAt === null ? null : refuse('chronology-closed'));

type Sent<Wish> = Omit<MergedWish, 'names'> & { readonly wish: Wish };

/** Says something of rows, says it otherwise, or takes it out. */
export const markRows: Command<
  Sent<MarkWish>,
  Held & { readonly ground: MarkGround },
  { readonly at: MergedOf; readonly wish: MarkWish },
  null
> = {
  verb: 'chronology.mark',
  async load(tx, sent) {
    const held = await heldOf(tx, sent);
    if (held === null) return null;
    const { wish } = sent;
    const rows = wish.replaces === null ? await readRowsNamed(tx, held.of.id, wish.rows) : [];
    const [before = null] =
      wish.replaces === null ? [] : await readMarks(tx, held.of.id, { id: wish.replaces });
    const episodes = wish.kind === 'episode' ? await readEpisodes(tx, held.headed.id) : [];
    const keys = rows.map(({ lane, rowId }) => `${lane}.${rowId}`);
    return { ...held, ground: { rows: keys, before, episodes } };
  },
  standing: ({ headed }) => headed.standing,
  decide(held, { wish }) {
    const why = whyNotSay(held);
    if (why !== null) return why;
    const decided = decideMark(held.ground, wish);
    return isRefusal(decided) ? decided : { at: held.of, wish: decided };
  },
  async write(tx, { at, wish }) {
    const object = await addMark(tx, at, wish);
    const facts = {
      kind: wish.kind,
      rows: wish.rows.length,
      corrects: wish.replaces !== null,
      removed: wish.isRemoved,
    };
    return { done: null, entry: { case: at.caseId, object, facts } };
  },
};

/** A view to be saved under a name, or one to be taken out. */
export type ViewWish =
  | { readonly name: string; readonly filters: SavedView['filters'] }
  | { readonly removes: string };

/** Saves a way of looking at the merge under a name, or takes one out. */
export const keepView: Command<
  Sent<ViewWish>,
  Held & { readonly views: readonly SavedView[] },
  { readonly at: MergedOf; readonly wish: ViewWish },
  null
> = {
  verb: 'chronology.mark',
  async load(tx, sent) {
    const held = await heldOf(tx, sent);
    return held === null ? null : { ...held, views: await readViews(tx, held.of.id) };
  },
  standing: ({ headed }) => headed.standing,
  decide(held, { wish }) {
    const why = whyNotSay(held);
    if (why !== null) return why;
    const { views } = held;
    if ('removes' in wish)
      return views.some(({ id }) => id === wish.removes) ? { at: held.of, wish } : refuse('so-already');
    const taken = views.some(({ name }) => name.toLowerCase() === wish.name.toLowerCase());
    if (wish.name === '' || wish.name.length > 100 || taken || views.length >= 100)
      return refuse('answers-wrong');
    return { at: held.of, wish };
  },
  async write(tx, { at, wish }) {
    if ('removes' in wish) {
      await removeView(tx, at.id, wish.removes);
      const facts = { kind: 'view', removed: true };
      return { done: null, entry: { case: at.caseId, object: wish.removes, facts } };
    }
    const object = await addView(tx, at, wish.name, wish.filters);
    return {
      done: null,
      entry: { case: at.caseId, object, facts: { kind: 'view', removed: false } },
    };
  },
};

/** Puts a term into the glossary, corrects it, or takes it out. */
export const setTerm: Command<
  Sent<TermWish>,
  Held & { readonly terms: readonly GlossaryTerm[] },
  { readonly at: MergedOf; readonly wish: TermWish },
  null
> = {
  verb: 'chronology.mark',
  async load(tx, sent) {
    const held = await heldOf(tx, sent);
    return held === null ? null : { ...held, terms: await readTerms(tx, held.of.id) };
  },
  standing: ({ headed }) => headed.standing,
  decide(held, { wish }) {
    const why = whyNotSay(held);
    if (why !== null) return why;
    const decided = decideTerm(wish, held.terms);
    return isRefusal(decided) ? decided : { at: held.of, wish: decided };
  },
  async write(tx, { at, wish }) {
    const object = await addTerm(tx, at, wish);
    const facts = {
      kind: `term-${wish.kind}`,
      corrects: wish.replaces !== null,
      removed: wish.isRemoved,
    };
    return { done: null, entry: { case: at.caseId, object, facts } };
  },
};
