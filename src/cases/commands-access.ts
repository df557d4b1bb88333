import { type Actor, may } from '../access/policy.ts';
import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import type { View } from '../acts/view.ts';
import { dayIn, type Filled, textOf } from '../intake/question.ts';
import { roleWords } from '../people/invitation.ts';
import {
  type AccessFacts,
  type AgencyFacts,
  type Exclusion,
  givenTo,
  type GivenPart,
  type InvolvedAgency,
  readGive,
  readInvolve,
  readShutOut,
} from './access.ts';
import {
  endAgency,
  endExclusion,
  endPart,
  insertAgency,
  insertExclusion,
  insertPart,
  readAccessFacts,
  readAgencyFacts,
} from './store-access.ts';

/** A case by its reference. */
export interface Asked {
  readonly reference: string;
}

/** A form about a case as it came back. */
export interface SentAccess extends Asked {
  readonly sent: URLSearchParams;
}

/** Something of a case that is to end. */
export interface Ending extends Asked {
  readonly id: string;
}

const standing = ({ headed }: Pick<AccessFacts, 'headed'>) => headed.standing;
const entry = ({ headed }: Pick<AccessFacts, 'headed'>) => ({ case: headed.id });

/** Who can open a case, and who is shut out of it. */
export const accessView: View<Asked, AccessFacts, AccessFacts> = {
  verb: 'access.read',
  load: (tx, { reference }) => readAccessFacts(tx, reference),
  standing,
  present: (facts) => facts,
  entry,
};

/** The agencies of a case. */
export const agencyView: View<Asked, AgencyFacts, AgencyFacts> = {
  verb: 'case.read',
  load: (tx, { reference }) => readAgencyFacts(tx, reference),
  standing,
  present: (facts) => facts,
  entry,
};

/** A view for a form: not there for somebody who may not send it, and the trail says no more than that. */
export const formView = <Facts extends Pick<AccessFacts, 'headed'>>(
  view: View<Asked, Facts, Facts>,
  actor: Actor,
  verb: Verb,
): View<Asked, Facts, Facts> => ({
  ...view,
  async load(tx, asked) {
    const facts = await view.load(tx, asked);
    return facts !== null && may(actor, verb, facts.headed.standing) ? facts : null;
  },
});

interface Decided<Facts> {
  readonly facts: Facts;
  readonly filled: Filled;
}

/** Gives somebody a part in a case, from a day and until another. */
export const givePart: Command<SentAccess, AccessFacts, Decided<AccessFacts>, null> = {
  verb: 'access.give',
  load: (tx, { reference }) => readAccessFacts(tx, reference, 'to change'),
  standing,
  decide(facts, { sent }, today) {
    const { filled, problems } = readGive(facts, sent, today, roleWords);
    return problems.length > 0 ? refuse('answers-wrong') : { facts, filled };
  },
  async write(tx, { facts, filled }) {
    const given = givenTo(filled);
    const days = { from: dayIn(filled, 'from'), until: dayIn(filled, 'until') };
    const id = await insertPart(tx, facts.headed.id, given, days);
    return {
      done: null,
      entry: { case: facts.headed.id, object: id, facts: { account: given.accountId, part: given.part } },
    };
  },
};

interface OnePart {
  readonly facts: AccessFacts;
  readonly part: GivenPart;
}

/** Ends a part in a case today. */
export const endGivenPart: Command<Ending, OnePart, OnePart, null> = {
  verb: 'access.end',
  async load(tx, { reference, id }) {
    const facts = await readAccessFacts(tx, reference, 'to change');
    const part = facts?.parts.find((one) => one.id === id);
    return facts === null || part === undefined ? null : { facts, part };
  },
  standing: ({ facts }) => standing(facts),
  decide: (one) => (one.part.timing === 'ended' ? refuse('so-already') : one),
  async write(tx, { facts, part }) {
    await endPart(tx, part.id);
    const { accountId: account, part: which } = part;
    return { done: null, entry: { case: facts.headed.id, object: part.id, facts: { account, part: which } } };
  },
};

/** Involves an agency in a case: it opens the file to those who are here for it. */
export const involveAgency: Command<SentAccess, AgencyFacts, Decided<AgencyFacts>, null> = {
  verb: 'access.give',
  load: (tx, { reference }) => readAgencyFacts(tx, reference, 'to change'),
  standing,
  decide(facts, { sent }, today) {
    const { filled, problems } = readInvolve(facts, sent, today);
    return problems.length > 0 ? refuse('answers-wrong') : { facts, filled };
  },
  async write(tx, { facts, filled }) {
    const agency = textOf(filled, 'agency');
    const days = { from: dayIn(filled, 'from'), until: dayIn(filled, 'until') };
    const id = await insertAgency(tx, facts.headed.id, agency, days);
    const people = facts.offered.find((one) => one.id === agency)?.people ?? 0;
    return { done: null, entry: { case: facts.headed.id, object: id, facts: { agency, people } } };
  },
};

interface OneAgency {
  readonly facts: AgencyFacts;
  readonly agency: InvolvedAgency;
}

/** Ends the involvement of an agency in a case today. */
export const endInvolvement: Command<Ending, OneAgency, OneAgency, null> = {
  verb: 'access.end',
  async load(tx, { reference, id }) {
    const facts = await readAgencyFacts(tx, reference, 'to change');
    const agency = facts?.involved.find((one) => one.id === id);
    return facts === null || agency === undefined ? null : { facts, agency };
  },
  standing: ({ facts }) => standing(facts),
  decide: (one) => (one.agency.timing === 'ended' ? refuse('so-already') : one),
  async write(tx, { facts, agency }) {
    await endAgency(tx, agency.id);
    return {
      done: null,
      entry: { case: facts.headed.id, object: agency.id, facts: { agency: agency.agencyId } },
    };
  },
};

/** A form that shuts somebody out, and who sends it. */
export interface ShuttingOut extends SentAccess {
  readonly self: string;
}

/** Shuts somebody out of a case at once, whatever else they are; answers whether whoever did it has lost the case themselves. */
export const shutSomebodyOut: Command<
  ShuttingOut,
  AccessFacts,
  Decided<AccessFacts>,
  { readonly isSelf: boolean }
> = {
  verb: 'exclusion.begin',
  load: (tx, { reference }) => readAccessFacts(tx, reference, 'to change'),
  standing,
  decide(facts, { sent, self }) {
    const { filled, problems } = readShutOut(facts, sent, self, roleWords);
    return problems.length > 0 ? refuse('answers-wrong') : { facts, filled };
  },
  async write(tx, { facts, filled }, { self }) {
    const account = textOf(filled, 'who');
    const id = await insertExclusion(tx, facts.headed.id, account, textOf(filled, 'reason'));
    return {
      done: { isSelf: account === self },
      entry: { case: facts.headed.id, object: id, facts: { account } },
    };
  },
};

interface OneExclusion {
  readonly facts: AccessFacts;
  readonly exclusion: Exclusion;
}

/** Lets somebody back into a case. */
export const letBackIn: Command<Ending, OneExclusion, OneExclusion, null> = {
  verb: 'exclusion.end',
  async load(tx, { reference, id }) {
    const facts = await readAccessFacts(tx, reference, 'to change');
    const exclusion = facts?.exclusions.find((one) => one.id === id);
    return facts === null || exclusion === undefined ? null : { facts, exclusion };
  },
  standing: ({ facts }) => standing(facts),
  decide: (one) => (one.exclusion.endedAt === null ? one : refuse('so-already')),
  async write(tx, { facts, exclusion }) {
    await endExclusion(tx, exclusion.id);
    const { accountId: account } = exclusion;
    return { done: null, entry: { case: facts.headed.id, object: exclusion.id, facts: { account } } };
  },
};
