import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import { decideDay, type GivenDay } from '../cases/dates.ts';
import { readLateReason } from '../cases/late-reasons.ts';
import { insertDay, rewriteClocks } from '../cases/store-dates.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Asked, held, running } from './commands.ts';
import { contentOf } from './content.ts';
import type { ReviewContent, ReviewFacts, Version } from './review.ts';
import { currentVersion, decideReconcile, decideReply, decideSign, hasChanged } from './sealing.ts';
import {
  addReply,
  addSending,
  type At,
  freezeVersion,
  type GivenReply,
  type GivenSending,
  type Signing,
  signVersion,
} from './store-write.ts';

/** A review with what its partnership is called, which stands in the content. */
export interface Sealing extends Asked {
  readonly partnership: string;
}

/** Freezes the content as it stands for signing; refused where nothing has changed since the last version. */
export const freeze: Command<
  Sealing,
  ReviewFacts,
  { readonly at: At; readonly content: ReviewContent },
  number
> = {
  verb: 'rapid-review.freeze',
  ...held,
  decide(facts, { partnership }) {
    const at = running(facts);
    if (isRefusal(at)) return at;
    return hasChanged(facts, partnership)
      ? { at, content: contentOf(facts, partnership) }
      : refuse('so-already');
  },
  async write(tx, { at, content }) {
    const number = await freezeVersion(tx, at, content);
    return { done: number, entry: { case: at.caseId, object: at.reviewId, facts: { version: number } } };
  },
};

/** A signature as it was read, over the version that the form showed. */
export interface SignSent extends Sealing {
  readonly version: string;
  readonly signing: Signing;
}

/** Signs a version for one's partner, in one's own name. */
export const sign: Command<SignSent, ReviewFacts, { readonly at: At; readonly version: Version }, null> = {
  verb: 'rapid-review.sign',
  ...held,
  decide(facts, { partnership, version: id, signing }) {
    const at = running(facts);
    if (isRefusal(at)) return at;
    const version = decideSign(facts, partnership, id, signing);
    return isRefusal(version) ? version : { at, version };
  },
  async write(tx, { at, version }, { signing }) {
    await signVersion(tx, at.caseId, version.id, signing);
    const facts = { version: version.number, partner: signing.partner, position: signing.position };
    return { done: null, entry: { case: at.caseId, object: version.id, facts } };
  },
};

/** A sending as it was read. `now` is the moment in London. */
export interface SendSent extends Sealing {
  readonly version: string;
  readonly given: GivenSending;
  readonly late: { readonly reason: string; readonly words: string } | null;
  readonly conventions: Conventions;
  readonly now: Temporal.PlainDateTime;
}

interface ToSend {
  readonly at: At;
  readonly version: Version;
  /** The day of the case that this sets; null where an earlier sending has set it. */
  readonly day: GivenDay | null;
}

/** Records that a version was sent to the Panel: with it the day of the case that ends the fifteen working days, in the same act. */
export const send: Command<SendSent, ReviewFacts, ToSend, null> = {
  verb: 'rapid-review.send',
  ...held,
  decide(facts, wish) {
    const at = running(facts);
    if (isRefusal(at)) return at;
    const version = currentVersion(facts, wish.partnership, wish.version);
    if (isRefusal(version)) return version;
    if (facts.sendings.some(({ versionId }) => versionId === version.id)) return refuse('version-sent');
    const day = facts.sendings.length > 0 ? null : dayOf(facts, version, wish);
    if (day === null) return { at, version, day };
    const decided = decideDay(facts.dates, day, wish.conventions, wish.now);
    return isRefusal(decided) ? decided : { at, version, day: decided };
  },
  async write(tx, { at, version, day }, { given, conventions }) {
    await addSending(tx, at.caseId, version.id, given);
    const clocks = day === null ? 0 : await setDay(tx, at.caseId, day, conventions);
    return {
      done: null,
      entry: { case: at.caseId, object: version.id, facts: { version: version.number, clocks } },
    };
  },
};

async function setDay(
  tx: Parameters<typeof insertDay>[0],
  caseId: string,
  day: GivenDay,
  conventions: Conventions,
) {
  await insertDay(tx, caseId, day);
  return rewriteClocks(tx, caseId, conventions);
}

// A day that somebody had recorded by hand gives way to that of the sending, and stays as what it was.
function dayOf({ dates }: ReviewFacts, { number }: Version, { given, late }: SendSent): GivenDay {
  const before = dates.days.find(({ kind }) => kind === 'rapid-review-sent') ?? null;
  const reason = late === null ? null : readLateReason(late.reason);
  return {
    kind: 'rapid-review-sent',
    day: given.day,
    time: given.time,
    source: `Version ${number} of the rapid review: ${given.words}`,
    reason: before === null ? '' : 'The sending was recorded in the rapid review.',
    corrects: before?.id ?? null,
    ...(late === null || reason === null ? {} : { late: { reason, words: late.words } }),
  };
}

/** A reply of the Panel as it was read, or what the partners do with one. */
export interface ReplySent extends Asked {
  readonly given: Omit<GivenReply, 'answersTo' | 'decisionId'>;
  /** The reply that the partners answer; null for a reply of the Panel. */
  readonly answersTo: string | null;
}

/** Records what the Panel replied, or what the partners do with it. */
export const recordReply: Command<
  ReplySent,
  ReviewFacts,
  { readonly at: At; readonly given: GivenReply },
  null
> = {
  verb: 'rapid-review.reply',
  ...held,
  decide(facts, { given, answersTo }) {
    const at = running(facts);
    if (isRefusal(at)) return at;
    const decided = answersTo === null ? decideReply(facts, given) : decideReconcile(facts, answersTo, given);
    return isRefusal(decided) ? decided : { at, given: decided };
  },
  async write(tx, { at, given }) {
    await addReply(tx, at, given);
    return {
      done: null,
      entry: { case: at.caseId, object: at.reviewId, facts: { kind: given.kind, position: given.position } },
    };
  },
};
