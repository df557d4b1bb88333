import type { Standing } from '../access/policy.ts';
import type { View } from '../acts/view.ts';
import type { HeadedCase } from '../cases/header.ts';
import { readHeaded } from '../cases/store.ts';
import type { AskedPlace } from './asked.ts';
import {
  type EntryDays,
  type LookRow,
  type Looked,
  presentEntries,
  presentLooks,
  type TrailRows,
} from './reading.ts';
import { readAt, readCaseOfTrail, readEntries, readLooks, readNameHere } from './store-reading.ts';

/** A place in the record of one case; `acts` leaves the looks out. */
export interface AskedRecord {
  readonly reference: string;
  readonly acts: boolean;
  readonly before: number | null;
}

/** What happened to a case and who looked at it, newest first. */
export const caseRecord: View<
  AskedRecord,
  { readonly found: HeadedCase; readonly rows: TrailRows },
  { readonly found: HeadedCase; readonly entries: EntryDays }
> = {
  verb: 'history.read',
  async load(tx, { reference, acts, before }) {
    const found = await readHeaded(tx, reference);
    if (found === null) return null;
    const which = acts ? 'acts' : 'everything';
    return { found, rows: await readEntries(tx, { caseId: found.id, which, before }) };
  },
  standing: ({ found }) => found.standing,
  present: ({ found, rows }) => ({
    found,
    entries: presentEntries(rows, { person: false, reference: true, linked: false }),
  }),
  entry: ({ found }) => ({ case: found.id }),
};

/** Who has looked at a case: each person with how often and when last. */
export const caseLooks: View<
  { readonly reference: string },
  { readonly found: HeadedCase; readonly rows: readonly LookRow[] },
  { readonly found: HeadedCase; readonly looked: Looked }
> = {
  verb: 'history.read',
  async load(tx, { reference }) {
    const found = await readHeaded(tx, reference);
    return found === null ? null : { found, rows: await readLooks(tx, found.id) };
  },
  standing: ({ found }) => found.standing,
  present: ({ found, rows }) => ({ found, looked: presentLooks(rows) }),
  entry: ({ found }) => ({ case: found.id }),
};

/** The trail of the whole partnership. */
export const wholeTrail: View<AskedPlace, TrailRows, EntryDays> = {
  verb: 'trail.read',
  load: (tx, place) => readAt(tx, place, {}),
  present: (rows) => presentEntries(rows, { person: false, reference: false, linked: true }),
  entry: () => ({}),
};

/** What one person did and looked at. */
export const trailOfPerson: View<
  { readonly accountId: string; readonly place: AskedPlace },
  { readonly accountId: string; readonly name: string; readonly rows: TrailRows },
  { readonly name: string; readonly entries: EntryDays }
> = {
  verb: 'trail.read',
  async load(tx, { accountId, place }) {
    const name = await readNameHere(tx, accountId);
    return name === null ? null : { accountId, name, rows: await readAt(tx, place, { accountId }) };
  },
  present: ({ name, rows }) => ({
    name,
    entries: presentEntries(rows, { person: true, reference: false, linked: true }),
  }),
  entry: ({ accountId }) => ({ object: accountId }),
};

/** What was done with one case, for somebody who knows no more of it than its reference. */
export const trailOfCase: View<
  { readonly reference: string; readonly place: AskedPlace },
  { readonly id: string; readonly standing: Standing; readonly rows: TrailRows },
  EntryDays
> = {
  verb: 'trail.read',
  async load(tx, { reference, place }) {
    const found = await readCaseOfTrail(tx, reference);
    return found === null ? null : { ...found, rows: await readAt(tx, place, { caseId: found.id }) };
  },
  standing: ({ standing }) => standing,
  present: ({ rows }) => presentEntries(rows, { person: false, reference: true, linked: true }),
  entry: ({ id }) => ({ case: id }),
};
