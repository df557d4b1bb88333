import type { Command } from '../acts/command.ts';
import { isRefusal } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { HeadedCase } from '../cases/header.ts';
import { keyDatesFrom } from '../cases/key-dates.ts';
import { readHeaded } from '../cases/store.ts';
import { addKeyDates } from '../cases/store-key-dates.ts';
import { holdReferral } from '../cases/store-opening.ts';
import { readReferralFiles } from '../documents/store.ts';
import { basisOf } from './alike.ts';
import {
  type Attachable,
  type Compared,
  decideAttach,
  decideSaying,
  isSame,
  isUnsaid,
  type Other,
  type Pair,
  pairsOf,
  type Saying,
  type Side,
  sideOf,
} from './alike-pairs.ts';
import { readRequests } from '../requests/store.ts';
import { readEndorsed } from './commands-endorsement.ts';
import type { Endorsement } from './endorsement.ts';
import { readTriage } from './store-triage.ts';
import type { Triage } from './triage.ts';
import type { SentReferral } from './referral.ts';
import { readSentReferral, receiveReferral } from './store.ts';
import {
  addSaid,
  attachReferral,
  findCandidates,
  holdPair,
  indexPending,
  readSaid,
  readSides,
} from './store-alike.ts';
import { type AskedBefore, readAskedBefore } from './store-consultation.ts';

type Tx = Parameters<typeof readSentReferral>[0];

/** A referral with everything that may be the same. */
export interface Alike {
  readonly referral: SentReferral;
  readonly own: Side;
  readonly pairs: readonly Pair[];
  /** How many others have not been read for comparing yet. */
  readonly left: number;
}

async function readAlike(tx: Tx, id: string): Promise<Alike | null> {
  const referral = await readSentReferral(tx, id);
  if (referral === null) return null;
  const left = await indexPending(tx);
  const own = sideOf(referral);
  const said = await readSaid(tx, id);
  const found = await findCandidates(tx, own.matter, id);
  const more = said.map(({ other }) => other).filter((other) => !found.some((one) => isSame(one, other)));
  return { referral, own, left, pairs: pairsOf(own, await readSides(tx, [...found, ...more]), said) };
}

const entryOf = ({ id, ofCase }: SentReferral) => ({
  object: id,
  ...(ofCase === null ? {} : { case: ofCase.id }),
});

// The advice that was asked for before a referral; null where there was none.
interface WithAdvice {
  readonly before: AskedBefore | null;
  /** Each time that a safeguarding lead was asked to endorse it, the latest first. */
  readonly endorsements: readonly Endorsement[];
  readonly triage: Triage;
  /** What agencies were asked about it, as far as whoever looks sees it. */
  readonly requests: Awaited<ReturnType<typeof readRequests>>;
  /** How many files came with it. */
  readonly files: number;
}

/** A referral as `sentReferral` shows it, with how many others may be the same and nobody has said so yet. */
export const referralWithAlike: View<
  { readonly id: string },
  Alike & WithAdvice,
  WithAdvice & { readonly referral: SentReferral; readonly alike: number; readonly linked: number }
> = {
  verb: 'referral.read',
  async load(tx, { id }) {
    const found = await readAlike(tx, id);
    if (found === null) return null;
    return {
      ...found,
      before: await readAskedBefore(tx, id),
      endorsements: await readEndorsed(tx, id),
      triage: await readTriage(tx, id),
      requests: await readRequests(tx, { kind: 'referral', referral: found.referral }),
      files: (await readReferralFiles(tx, id)).length,
    };
  },
  standing: ({ referral }) => referral.standing,
  present: ({ referral, pairs, before, endorsements, triage, requests, files }) => ({
    referral,
    before,
    endorsements,
    triage,
    requests,
    files,
    alike: pairs.filter(isUnsaid).length,
    linked: pairs.filter(({ state }) => state === 'linked').length,
  }),
  entry: ({ referral }) => entryOf(referral),
};

/** Which others may be the same as a referral, and why. What they say is another look, at each. */
export const alikeOf: View<{ readonly id: string }, Alike, Alike> = {
  verb: 'referral.compare',
  load: (tx, { id }) => readAlike(tx, id),
  standing: ({ referral }) => referral.standing,
  present: (alike) => alike,
  entry: ({ referral }) => entryOf(referral),
};

async function readCompared(tx: Tx, id: string, other: Other): Promise<Compared | null> {
  const referral = await readSentReferral(tx, id);
  const [side] = await readSides(tx, [other]);
  if (referral === null || side === undefined || isSame(other, { kind: 'referral', id })) return null;
  const said = (await readSaid(tx, id)).find((one) => isSame(one.other, other)) ?? null;
  return { referral, own: sideOf(referral), other: side, said };
}

/** A look at one referral or case beside another; it stands in the record of the case that was looked at. */
export const compared: View<{ readonly id: string; readonly other: Other }, Compared, Compared> = {
  verb: 'referral.compare',
  load: (tx, { id, other }) => readCompared(tx, id, other),
  standing: ({ referral }) => referral.standing,
  present: (found) => found,
  entry: ({ other }) => ({ object: other.id, ...(other.ofCase === null ? {} : { case: other.ofCase.id }) }),
};

/** Says of two that they are the same child, the same incident, or neither. */
export const match: Command<Saying, Compared, Compared, null> = {
  verb: 'referral.match',
  async load(tx, { id, other }) {
    await holdPair(tx, id, other.id);
    return readCompared(tx, id, other);
  },
  standing: ({ referral }) => referral.standing,
  decide: decideSaying,
  async write(tx, { own, other }, saying) {
    await addSaid(tx, saying, basisOf(own.matter, other.matter));
    const ofCase = other.ofCase ?? own.ofCase;
    const facts = { verdict: saying.verdict, with: other.id };
    return { done: null, entry: { object: own.id, facts, ...(ofCase === null ? {} : { case: ofCase.id }) } };
  },
};

/** Which referral is to be added to which case. */
export interface Attaching {
  readonly id: string;
  readonly reference: string;
}

interface Attached extends Attachable {
  readonly headed: HeadedCase;
}

/** Adds a referral to a case that is there already, and acknowledges it if nobody has. Its key dates come along; the rest of the file stays as it is. */
export const attach: Command<Attaching, Attached, Attached, { readonly reference: string }> = {
  verb: 'case.attach',
  async load(tx, { id, reference }) {
    await holdReferral(tx, id);
    const referral = await readSentReferral(tx, id);
    const headed = await readHeaded(tx, reference, 'to change');
    return referral === null || headed === null
      ? null
      : { referral, headed, isClosed: headed.state === 'closed' };
  },
  standing: ({ headed }) => headed.standing,
  decide(found) {
    const decided = decideAttach(found);
    return isRefusal(decided) ? decided : found;
  },
  async write(tx, { referral, headed }) {
    if (referral.state === 'sent') await receiveReferral(tx, referral.id);
    await attachReferral(tx, referral, headed.id);
    await addKeyDates(tx, headed.id, referral.id, keyDatesFrom(referral.answers));
    return { done: { reference: headed.reference }, entry: { case: headed.id, object: referral.id } };
  },
};
