import type { CurrentAgency } from '../agencies/agency.ts';
import { readCurrentAgencies } from '../agencies/store.ts';
import type { Command } from '../acts/command.ts';
import { isRefusal, type Refusal } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Day } from '../law/day.ts';
import type { PlanKind, QuorumRule, ReviewGroup } from './membership.ts';
import {
  type Begun,
  decideAddGroup,
  decideChair,
  decideDescribe,
  decideEndGroup,
  decideQuorum,
  decideRename,
  decideRoute,
  goingOn,
  type NewChair,
  type NewGroup,
  type NewName,
  type Saying,
} from './review-group.ts';
import { lockGroups, type PersonHere, readGroups, readPeopleHere } from './store-groups.ts';
import {
  endThere,
  insertChair,
  insertGroup,
  insertName,
  insertQuorum,
  insertRoute,
  insertTerms,
  makeRoom,
} from './store-groups-write.ts';

/** Every group, with all that ever held of it. */
export const everyGroup: View<null, readonly ReviewGroup[], readonly ReviewGroup[]> = {
  verb: 'group.list',
  load: (tx) => readGroups(tx),
  present: (groups) => groups,
  entry: () => ({}),
};

/** One group, with whom its seats and its chair may be given to. */
export interface GroupWithChoice {
  readonly group: ReviewGroup;
  readonly people: readonly PersonHere[];
  readonly agencies: readonly CurrentAgency[];
}

export const oneGroup: View<{ readonly id: string }, GroupWithChoice, GroupWithChoice> = {
  verb: 'group.read',
  async load(tx, { id }) {
    const [group] = await readGroups(tx, id);
    if (group === undefined) return null;
    return { group, people: await readPeopleHere(tx), agencies: await readCurrentAgencies(tx) };
  },
  present: (loaded) => loaded,
  entry: ({ group }) => ({ object: group.id }),
};

/** The groups with the one that is to change, for whom nobody else changes them meanwhile. */
export interface ToChange {
  readonly groups: readonly ReviewGroup[];
  readonly group: ReviewGroup | Refusal;
  readonly here: ReadonlySet<string>;
}

/** Loads a group to be changed; null where there is none of that identifier. */
export const toChange: Command<{ readonly id: string }, ToChange, never, never>['load'] = async (
  tx,
  { id },
) => {
  const groups = await lockGroups(tx);
  const group = goingOn(groups, id);
  if (group === null) return null;
  const people = await readPeopleHere(tx);
  return { groups, group, here: new Set(people.map((person) => person.id)) };
};

/** Adds a group under its first name; answers its identifier. */
export const addGroup: Command<NewGroup, readonly ReviewGroup[], NewGroup, string> = {
  verb: 'group.add',
  load: lockGroups,
  decide: (groups, wanted) => decideAddGroup(groups, wanted),
  async write(tx, wanted) {
    const id = await insertGroup(tx, wanted);
    return { done: id, entry: { object: id, facts: { kind: wanted.kind } } };
  },
};

/** Ends a group. What was decided under its name keeps it. */
export const endGroup: Command<{ readonly id: string; readonly until: Day }, ToChange, Day, string> = {
  verb: 'group.end',
  load: toChange,
  decide: ({ group }, { until }) => (isRefusal(group) ? group : decideEndGroup(group, until)),
  async write(tx, until, { id }) {
    await endThere(tx, 'review_group', id, until);
    return { done: id, entry: { object: id, facts: { until: until.toString() } } };
  },
};

/** What is said of a group from a day on. */
export type SaidOf<What> = Saying & { readonly id: string; readonly what: What };

const told = ({ groupId, plan }: Begun<unknown>) => ({
  done: groupId,
  entry: { object: groupId, facts: { from: plan.from?.toString() ?? 'ever' } },
});

/** Gives a group another name from a day on, past or to come. */
export const renameGroup: Command<SaidOf<NewName>, ToChange, Begun<NewName>, string> = {
  verb: 'group.rename',
  load: toChange,
  decide: ({ groups, group }, { what, ...saying }) =>
    isRefusal(group) ? group : decideRename(groups, group, what, saying),
  async write(tx, decided) {
    await makeRoom(tx, 'review_group_name', decided.plan);
    await insertName(tx, decided.groupId, decided.what, decided.plan);
    return told(decided);
  },
};

/** Gives a group other terms of reference from a day on. */
export const describeGroup: Command<SaidOf<string>, ToChange, Begun<string>, string> = {
  verb: 'group.describe',
  load: toChange,
  decide: ({ group }, { what, ...saying }) =>
    isRefusal(group) ? group : decideDescribe(group, what, saying),
  async write(tx, decided) {
    await makeRoom(tx, 'review_group_terms', decided.plan);
    await insertTerms(tx, decided.groupId, decided.what, decided.plan);
    return told(decided);
  },
};

/** Says who is in the chair from a day on; where it rotates, once for each turn. */
export const setChair: Command<SaidOf<NewChair>, ToChange, Begun<NewChair>, string> = {
  verb: 'chair.set',
  load: toChange,
  decide: ({ group, here }, { what, ...saying }) =>
    isRefusal(group) ? group : decideChair(group, what, saying, here),
  async write(tx, decided) {
    await makeRoom(tx, 'review_group_chair', decided.plan);
    await insertChair(tx, decided.groupId, decided.what, decided.plan);
    return told(decided);
  },
};

/** Says when a group can decide, from a day on. */
export const setQuorum: Command<SaidOf<QuorumRule>, ToChange, Begun<QuorumRule>, string> = {
  verb: 'quorum.set',
  load: toChange,
  decide: ({ group }, { what, ...saying }) => (isRefusal(group) ? group : decideQuorum(group, what, saying)),
  async write(tx, decided) {
    await makeRoom(tx, 'review_group_quorum', decided.plan);
    await insertQuorum(tx, decided.groupId, decided.what, decided.plan);
    const { minimum, required, otherwise } = decided.what;
    const { done, entry } = told(decided);
    return {
      done,
      entry: { ...entry, facts: { ...entry.facts, minimum, required: required.length, otherwise } },
    };
  },
};

/** Which group watches plans of a kind, and from which day. */
export interface NewRoute {
  readonly id: string;
  readonly watches: PlanKind;
  readonly from: Day;
}

/** Gives the watching of action plans to a group from a day on. */
export const setRoute: Command<NewRoute, ToChange, Begun<PlanKind>, string> = {
  verb: 'route.set',
  load: toChange,
  decide: ({ groups, group }, { watches, from }) =>
    isRefusal(group) ? group : decideRoute(groups, group, watches, from),
  async write(tx, decided) {
    await makeRoom(tx, 'review_group_route', decided.plan);
    await insertRoute(tx, decided.groupId, decided.what, decided.plan);
    const { done, entry } = told(decided);
    return { done, entry: { ...entry, facts: { ...entry.facts, watches: decided.what } } };
  },
};
