import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { readHeaded } from '../cases/store.ts';
import { readSentReferral } from '../intake/store.ts';
import {
  decideRecord,
  type GivenAction,
  type Place,
  type Recording,
  type SafetyLog,
  standingAt,
} from './safety.ts';
import { addAction, holdActions, readActions } from './store.ts';

type Tx = Parameters<typeof readActions>[0];

/** A place as it is asked for: a referral by its identifier, or a case by its reference. */
export type AskedPlace =
  | { readonly kind: 'referral'; readonly id: string }
  | { readonly kind: 'case'; readonly reference: string };

async function placeOf(tx: Tx, asked: AskedPlace, hold: 'to change' | 'to read'): Promise<Place | null> {
  if (asked.kind === 'referral') {
    const referral = await readSentReferral(tx, asked.id);
    return referral === null ? null : { kind: 'referral', referral };
  }
  const headed = await readHeaded(tx, asked.reference, hold);
  return headed === null ? null : { kind: 'case', headed };
}

// The action of a referral is corrected from its own page and from that of its case; both hold the same.
const heldBy = (place: Place) =>
  place.kind === 'case' ? place.headed.id : (place.referral.ofCase?.id ?? place.referral.id);

async function loadLog(tx: Tx, asked: AskedPlace, hold: 'to change' | 'to read'): Promise<SafetyLog | null> {
  const place = await placeOf(tx, asked, hold);
  if (place === null) return null;
  if (hold === 'to change') await holdActions(tx, heldBy(place));
  return { place, actions: await readActions(tx, place) };
}

function entryOf({ place }: SafetyLog) {
  if (place.kind === 'case') return { case: place.headed.id };
  const { id, ofCase } = place.referral;
  return { object: id, ...(ofCase === null ? {} : { case: ofCase.id }) };
}

/** What was done at once to keep somebody safe, for whoever sees the referral or the case. */
export const safetyLog: View<{ readonly asked: AskedPlace }, SafetyLog, SafetyLog> = {
  verb: 'safety.read',
  load: (tx, { asked }) => loadLog(tx, asked, 'to read'),
  standing: standingAt,
  present: (loaded) => loaded,
  entry: entryOf,
};

/** Records what was done, or corrects what is on record by another record. */
export const recordSafety: Command<
  Recording & { readonly asked: AskedPlace },
  SafetyLog,
  { readonly log: SafetyLog; readonly given: GivenAction },
  null
> = {
  verb: 'safety.record',
  load: (tx, { asked }) => loadLog(tx, asked, 'to change'),
  standing: standingAt,
  decide(log, wish) {
    const given = decideRecord(log, wish);
    return 'refused' in given ? given : { log, given };
  },
  async write(tx, { log, given }) {
    await addAction(tx, log.place, given);
    return { done: null, entry: { ...entryOf(log), facts: { corrects: given.corrects !== null } } };
  },
};
