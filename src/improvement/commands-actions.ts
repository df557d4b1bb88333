import type { Command } from '../acts/command.ts';
import type { RecordedVerb } from '../acts/entry.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Day } from '../law/day.ts';
import {
  type Action,
  type ActionEntry,
  decideActionEntry,
  type GivenAction,
  type GivenActionEntry,
  mostActions,
} from './action.ts';
import { type AskFacts, type ById, loadAsk } from './commands-asks.ts';
import {
  holdOne,
  readAction,
  readActionEntries,
  readActions,
  readDocumentTitles,
  readPossibleOwners,
} from './store.ts';
import { insertAction, insertActionEntry } from './store-write.ts';

type Tx = Parameters<typeof readAction>[0];

/** Those who can be named as an owner. */
export type PossibleOwners = readonly { readonly accountId: string; readonly name: string }[];

/** An action with its history. */
export interface ActionFacts {
  readonly action: Action;
  readonly entries: readonly ActionEntry[];
  readonly owners: PossibleOwners;
  readonly documents: readonly { readonly id: string; readonly title: string }[];
}

async function loadAction(tx: Tx, { id }: ById): Promise<ActionFacts | null> {
  const action = await readAction(tx, id);
  if (action === null) return null;
  return {
    action,
    entries: await readActionEntries(tx, id),
    owners: await readPossibleOwners(tx),
    documents: action.caseId === null ? [] : await readDocumentTitles(tx, action.caseId),
  };
}

const aboutAction = (
  { id, caseId }: Pick<Action, 'id' | 'caseId'>,
  facts: Readonly<Record<string, string | number | boolean>> = {},
) => ({ ...(caseId === null ? {} : { case: caseId }), object: id, facts });

/** One action, for whoever may know of it; the database decides. */
export const oneAction: View<ById, ActionFacts, ActionFacts> = {
  verb: 'action.read',
  load: (tx, wanted) => loadAction(tx, wanted),
  standing: ({ action }) => action.standing,
  present: (loaded) => loaded,
  entry: ({ action }) => aboutAction(action),
};

/** An ask for which an action is planned. */
export interface Planning {
  readonly facts: AskFacts;
  readonly owners: PossibleOwners;
  readonly count: number;
}

async function loadPlanning(tx: Tx, wanted: ById): Promise<Planning | null> {
  const facts = await loadAsk(tx, wanted);
  if (facts === null) return null;
  const all = await readActions(tx, facts.recommendation.id);
  return { facts, owners: await readPossibleOwners(tx), count: all.length };
}

/** The ground of the form with which an action is planned. */
export const planning: View<ById, Planning, Planning> = {
  verb: 'action.plan',
  load: loadPlanning,
  standing: ({ facts }) => facts.recommendation.standing,
  present: (loaded) => loaded,
  entry: ({ facts }) => aboutAction(facts.recommendation, { ask: facts.ask.id }),
};

/** Plans an action for an addressee. The last day may be past, for what an office brings with it; the owner is somebody here, or a name. */
export const planAction: Command<
  ById & {
    readonly given: GivenAction;
    readonly why: string;
    readonly isOffice: boolean;
    readonly today: Day;
  },
  Planning,
  Planning,
  string
> = {
  verb: 'action.plan',
  async load(tx, wanted) {
    await holdOne(tx, wanted.id);
    return loadPlanning(tx, wanted);
  },
  standing: ({ facts }) => facts.recommendation.standing,
  decide(loaded, { given, isOffice }) {
    const { ask } = loaded.facts;
    if (!isOffice && !ask.isOwn) return refuse('not-permitted');
    if (ask.life !== 'open') return refuse('ask-not-open');
    if (loaded.count >= mostActions) return refuse('too-many-entries');
    return isOwner(loaded.owners, given.owner.accountId) ? loaded : refuse('person-not-here');
  },
  async write(tx, { facts }, { given, why, today }) {
    const { recommendation, ask } = facts;
    const at = { recommendationId: recommendation.id, askId: ask.id, agencyId: ask.agencyId, today };
    const id = await insertAction(tx, at, given, why);
    return {
      done: id,
      entry: aboutAction({ id, caseId: recommendation.caseId }, { ask: ask.id, reach: given.reach }),
    };
  },
};

const isOwner = (owners: PossibleOwners, accountId: string | null) =>
  accountId === null || owners.some((one) => one.accountId === accountId);

/** An entry of an action's history, by whom. */
export interface Reporting extends ById {
  readonly given: GivenActionEntry;
  readonly by: string;
  readonly isOffice: boolean;
}

const reportingWith = (verb: RecordedVerb): Command<Reporting, ActionFacts, ActionFacts, string> => ({
  verb,
  async load(tx, wanted) {
    await holdOne(tx, wanted.id);
    return loadAction(tx, wanted);
  },
  standing: ({ action }) => action.standing,
  decide(loaded, { given, by, isOffice }, today) {
    // Those who only watch see an action besides those who have it in hand.
    if (!isOffice && !loaded.action.isOwn) return refuse('not-permitted');
    const decided = decideActionEntry(loaded.action, given, by, today);
    if (isRefusal(decided)) return decided;
    if (!isOwner(loaded.owners, given.owner?.accountId ?? null)) return refuse('person-not-here');
    const isThere = given.documentId === null || loaded.documents.some(({ id }) => id === given.documentId);
    return isThere ? loaded : refuse('answers-wrong');
  },
  async write(tx, { action }, { given }) {
    const id = await insertActionEntry(tx, action.id, given);
    return {
      done: id,
      entry: aboutAction(action, {
        entry: given.kind,
        ...(given.result === '' ? {} : { result: given.result }),
      }),
    };
  },
});

/** Reports progress or evidence, moves the last day, hands over, or asks for the closing. */
export const report = reportingWith('action.report');
/** Verifies, sends back, opens again, or sees whether practice changed. */
export const verify = reportingWith('action.verify');
