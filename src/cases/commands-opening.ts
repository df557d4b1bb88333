import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { isRefusal } from '../acts/refusal.ts';
import type { SentReferral } from '../intake/referral.ts';
import { readSentReferral, receiveReferral } from '../intake/store.ts';
import { readRequests } from '../requests/store.ts';
import { caseFrom, decideOpen, type Opening } from './opening.ts';
import { keyDatesFrom } from './key-dates.ts';
import { childPseudonym, pseudonymsFor } from './pseudonyms.ts';
import { readHome } from './store-key-dates.ts';
import { whereFrom } from './where.ts';
import {
  fillCase,
  holdReferral,
  type OfferedAgency,
  type OpenedCase,
  openCase as openInDatabase,
  readAgenciesToday,
} from './store-opening.ts';

/** A referral from which a case may be opened, and the agencies that may be involved from the first day. */
export interface Openable {
  readonly referral: SentReferral;
  readonly agencies: readonly OfferedAgency[];
  /** What agencies were asked about it: it comes along. */
  readonly requests: Awaited<ReturnType<typeof readRequests>>;
}

/** What the coordinator looks at before opening a case. */
export const openable: View<{ readonly referralId: string }, Openable, Openable> = {
  verb: 'referral.read',
  async load(tx, { referralId }) {
    const referral = await readSentReferral(tx, referralId);
    if (referral === null) return null;
    const requests = await readRequests(tx, { kind: 'referral', referral });
    return { referral, requests, agencies: await readAgenciesToday(tx) };
  },
  standing: ({ referral }) => referral.standing,
  present: (loaded) => loaded,
  entry: ({ referral: { id, ofCase } }) => ({ object: id, ...(ofCase === null ? {} : { case: ofCase.id }) }),
};

/** Opens a case from a referral and acknowledges it, if nobody has: the children, those around them, what happened and the agencies go into the case file. */
export const openCase: Command<Opening, SentReferral, SentReferral, OpenedCase> = {
  verb: 'case.open',
  async load(tx, { referralId }) {
    await holdReferral(tx, referralId);
    return readSentReferral(tx, referralId);
  },
  standing: ({ standing }) => standing,
  decide(referral) {
    const decided = decideOpen(referral);
    return isRefusal(decided) ? decided : referral;
  },
  async write(tx, referral, opening) {
    const { answers } = referral;
    const where = whereFrom(answers, await readHome(tx));
    const from = { ...caseFrom(answers), where, keyDates: keyDatesFrom(answers) };
    const names = [
      ...from.children.flatMap(({ name, otherNames }) => [name, otherNames]),
      ...from.persons.map(({ name }) => name),
    ];
    const opened = await openInDatabase(tx, pseudonymsFor(names));
    const children = from.children.map((_, index) => childPseudonym(opened.pseudonym, index));
    await fillCase(tx, opened, from, opening, children);
    if (referral.state === 'sent') await receiveReferral(tx, referral.id);
    const facts = {
      children: children.length,
      people: from.persons.length,
      agencies: opening.agencyIds.length,
    };
    return { done: opened, entry: { case: opened.id, object: referral.id, facts } };
  },
};
