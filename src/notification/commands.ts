import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { whyNotChange } from '../cases/people.ts';
import { insertDay, readDayContext, rewriteClocks } from '../cases/store-dates.ts';
import { dayIn, type Filled, type Section, textOf } from '../intake/question.ts';
import { readStanding } from '../notifiable/store.ts';
import { openRapidReview } from '../rapid-review/store-opening.ts';
import type { Conventions } from '../law/conventions.ts';
import { decideDraft, type Drafted, type DraftWish, orderIn } from './draft.ts';
import type { FrozenPack, PackFacts } from './notification.ts';
import { freeze, packOf } from './pack.ts';
import {
  decideSend,
  decideUpdate,
  decideWithdraw,
  recordedAs,
  type RecordGround,
  type Sending,
  type SendWish,
  type Withdrawing,
} from './record.ts';
import { areasIn, referencesIn } from './record-form.ts';
import { readPackFacts } from './commands-facts.ts';
import {
  type At,
  insertAreas,
  insertReferences,
  insertSent,
  insertUpdate,
  insertWithdrawal,
  liveNotification,
  noteWithdrawn,
  readDueDays,
  readReferenceUse,
  writeAnswers,
  writeChild,
} from './store.ts';

type Tx = Parameters<typeof readPackFacts>[0];

/** A case by its reference, and the authority that notifies. */
export interface Asked {
  readonly reference: string;
  readonly authority: string;
}

/** The pack of a case, for those who send it and those who answer for it. */
export const packView: View<Asked, RecordGround, RecordGround> = {
  verb: 'notification.read',
  load: (tx, asked) => loadGround(tx, asked, 'to read'),
  standing: ({ facts }) => facts.file.headed.standing,
  present: (ground) => ground,
  entry: ({ facts }) => ({ case: facts.file.headed.id }),
};

async function loadGround(
  tx: Tx,
  { reference, authority }: Asked,
  hold: 'to change' | 'to read',
): Promise<RecordGround | null> {
  const facts = await readPackFacts(tx, reference, authority, hold);
  if (facts === null) return null;
  const { id, standing } = facts.file.headed;
  const answer = await readStanding(tx, id);
  return {
    facts,
    context: await readDayContext(tx, id),
    due: await readDueDays(tx, id),
    follows: answer === null || answer.rapidReview === 'not-yet-known' ? null : answer.rapidReviewFollows,
    isNotifier: standing.notifier,
  };
}

const standing = ({ facts }: RecordGround) => facts.file.headed.standing;

/** Keeps a page of what the case file has no place for. */
export const writeDraft: Command<Asked & DraftWish, PackFacts, Drafted, null> = {
  verb: 'notification.draft',
  load: (tx, { reference, authority }) => readPackFacts(tx, reference, authority, 'to change'),
  standing: ({ file }) => file.headed.standing,
  decide: (facts, wish, today) => decideDraft(facts, wish, today),
  async write(tx, { facts, place, page, filled }) {
    const at = await atOf(tx, facts);
    if (place.kind === 'child') await writeChild(tx, at, { childId: place.id, answers: filled });
    else await writeAnswers(tx, at.notificationId, merged(facts, page, filled));
    const what = place.kind === 'child' ? 'child' : place.part;
    return { done: null, entry: { case: at.caseId, object: at.notificationId, facts: { what } } };
  },
};

// The answers of one page take the place of those that it had; the other pages' stay.
function merged({ live }: PackFacts, page: Section, filled: Filled): Filled {
  const own = new Set(page.questions.map(({ id }) => id));
  const others = Object.entries(live?.answers ?? {}).filter(([id]) => !own.has(id));
  return { ...Object.fromEntries(others), ...filled };
}

async function atOf(tx: Tx, facts: Pick<PackFacts, 'file' | 'live'>): Promise<At> {
  return { caseId: facts.file.headed.id, notificationId: await liveNotification(tx, facts) };
}

/** The order of the children, as it was typed. */
export const orderChildren: Command<
  Asked & { readonly sent: URLSearchParams },
  PackFacts,
  { readonly facts: PackFacts; readonly places: ReadonlyMap<string, number> },
  null
> = {
  verb: 'notification.draft',
  load: (tx, { reference, authority }) => readPackFacts(tx, reference, authority, 'to change'),
  standing: ({ file }) => file.headed.standing,
  decide(facts, { sent }) {
    const closed = whyNotChange({ headed: facts.file.headed });
    if (closed !== null) return closed;
    const places = orderIn(facts, sent);
    return places === null ? refuse('children-order') : { facts, places };
  },
  async write(tx, { facts, places }) {
    const at = await atOf(tx, facts);
    for (const [childId, place] of places) await writeChild(tx, at, { childId, answers: null, place });
    return {
      done: null,
      entry: { case: at.caseId, object: at.notificationId, facts: { what: 'order', children: places.size } },
    };
  },
};

interface UsedGround extends RecordGround {
  /** The references that were typed and stand on record already. */
  readonly used: readonly { readonly reference: string; readonly where: string }[];
}

async function loadUsed(tx: Tx, asked: Asked & { readonly filled: Filled }): Promise<UsedGround | null> {
  const ground = await loadGround(tx, asked, 'to change');
  if (ground === null) return null;
  const used: { reference: string; where: string }[] = [];
  for (const { reference } of referencesIn(asked.filled)) {
    const where = await readReferenceUse(tx, reference);
    if (where !== null) used.push({ reference, where });
  }
  return { ...ground, used };
}

function whyNotReference({ used: [first] }: UsedGround) {
  if (first === undefined) return null;
  const where = first.where === '' ? ', in a case that you do not see' : `, in ${first.where}`;
  return refuse('reference-used', { reference: first.reference, where });
}

const receiptIn = ({ facts }: RecordGround, filled: Filled): string | null =>
  facts.documents.find(({ id }) => id === textOf(filled, 'receipt'))?.id ?? null;

/** Records that the notification was sent, with its day and that of telling the partnership, and opens the rapid review where one follows. */
export const recordSent: Command<Asked & SendWish, UsedGround, Sending, null> = {
  verb: 'notification.record',
  load: (tx, wish) => loadUsed(tx, wish),
  standing,
  decide: (ground, wish) => {
    const decided = decideSend(ground, wish);
    return isRefusal(decided) ? decided : (whyNotReference(ground) ?? decided);
  },
  async write(
    tx,
    { ground, days, references, areas, review, sentOn, isLate },
    { filled, at: moment, conventions },
  ) {
    const at = await atOf(tx, ground.facts);
    const onBehalf = !ground.isNotifier;
    const pack = frozen(ground, sentOn, days.map(recordedAs));
    const receipt = receiptIn(ground, filled);
    await insertSent(tx, at, moment, { sentBy: textOf(filled, 'sent-by'), receipt, onBehalf, pack });
    await insertReferences(tx, at, references);
    await insertAreas(tx, at, areas);
    await noteWithdrawn(tx, at.caseId, null, '');
    for (const day of days) await insertDay(tx, at.caseId, day);
    const clocks = await rewriteClocks(tx, at.caseId, conventions);
    if (review)
      await openRapidReview(tx, { caseId: at.caseId, opened: 'by-notification', on: sentOn, at: moment });
    const facts = {
      references: references.length,
      areas: areas.length,
      receipt: receipt !== null,
      late: isLate,
      onBehalf,
      review,
      clocks,
    };
    return { done: null, entry: { case: at.caseId, object: at.notificationId, facts } };
  },
};

// What is kept is the pack as it read when it was recorded, with the days that are recorded in the same act.
function frozen({ facts }: RecordGround, on: Temporal.PlainDate, fresh: PackFacts['days'] = []): FrozenPack {
  const days = [...facts.days.filter(({ kind }) => !fresh.some((one) => one.kind === kind)), ...fresh];
  return freeze(packOf({ ...facts, days }, { today: on, mayDraft: false, mayChange: false }));
}

/** Records a later fact that went to the same notification. */
export const recordUpdate: Command<Asked & { readonly filled: Filled }, UsedGround, RecordGround, null> = {
  verb: 'notification.update',
  load: (tx, wish) => loadUsed(tx, wish),
  standing,
  decide: (ground, { filled }) => whyNotReference(ground) ?? decideUpdate(ground, filled),
  async write(tx, ground, { filled }) {
    const at = await atOf(tx, ground.facts);
    const on = dayIn(filled, 'update-on');
    if (on === null) throw new Error('an update without its day was let through');
    const references = referencesIn(filled);
    const { areas } = areasIn(filled);
    const recorded = {
      sentBy: textOf(filled, 'sent-by'),
      receipt: receiptIn(ground, filled),
      onBehalf: !ground.isNotifier,
      pack: frozen(ground, on),
    };
    await insertUpdate(tx, at, { on, what: textOf(filled, 'what') }, recorded);
    await insertReferences(tx, at, references);
    await insertAreas(tx, at, areas);
    const facts = { references: references.length, areas: areas.length, onBehalf: recorded.onBehalf };
    return { done: null, entry: { case: at.caseId, object: at.notificationId, facts } };
  },
};

/** Records that it was withdrawn: no rapid review follows, one that runs is ended, and the clocks are derived anew. */
export const recordWithdrawal: Command<
  Asked & { readonly filled: Filled; readonly conventions: Conventions },
  RecordGround,
  Withdrawing,
  null
> = {
  verb: 'notification.withdraw',
  load: (tx, asked) => loadGround(tx, asked, 'to change'),
  standing,
  decide: (ground, { filled }) => decideWithdraw(ground, filled),
  async write(tx, { ground, ...withdrawal }, { conventions }) {
    const at = await atOf(tx, ground.facts);
    const onBehalf = !ground.isNotifier;
    await insertWithdrawal(tx, at, { ...withdrawal, onBehalf });
    await noteWithdrawn(
      tx,
      at.caseId,
      withdrawal.foundOn,
      'The notification was withdrawn: the criteria were not met.',
    );
    const clocks = await rewriteClocks(tx, at.caseId, conventions);
    const agreed = Object.values(withdrawal.partners).filter(({ position }) => position === 'agrees').length;
    return {
      done: null,
      entry: { case: at.caseId, object: at.notificationId, facts: { agreed, onBehalf, clocks } },
    };
  },
};
