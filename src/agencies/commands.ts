import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import {
  type AgencyEnding,
  type CurrentAgency,
  decideAdd,
  decideEnd,
  type DecidedEnding,
  type EndableAgency,
  type NewAgency,
} from './agency.ts';
import {
  endAgency,
  insertAgency,
  type ListedAgency,
  lockAgencies,
  lockAgency,
  readAgencies,
} from './store.ts';

/** Every agency that is or was there. */
export const everyAgency: View<null, readonly ListedAgency[], readonly ListedAgency[]> = {
  verb: 'agency.list',
  load: (tx) => readAgencies(tx),
  present: (agencies) => agencies,
  entry: () => ({}),
};

/** An agency that is to be added, and where. */
export interface Adding {
  readonly partnershipId: string;
  readonly agency: NewAgency;
}

/** Adds an agency; answers its identifier. Refused where one that is there now has the same name. */
export const addAgency: Command<Adding, readonly CurrentAgency[], NewAgency, string> = {
  verb: 'agency.add',
  load: (tx) => lockAgencies(tx),
  decide: (present, { agency }) => decideAdd(present, agency),
  async write(tx, agency, { partnershipId }) {
    const id = await insertAgency(tx, partnershipId, agency);
    return { done: id, entry: { object: id, facts: { kind: agency.kind } } };
  },
};

/** Which agency ends, and how. */
export interface Ending {
  readonly partnershipId: string;
  readonly id: string;
  readonly ending: AgencyEnding;
}

/** Ends an agency, for good, with another in its place or under a new name. What was written of it keeps the name of its day. */
export const finishAgency: Command<Ending, EndableAgency, DecidedEnding, null> = {
  verb: 'agency.end',
  load: (tx, { id }) => lockAgency(tx, id),
  decide: (loaded, { ending }, today) => decideEnd(loaded, ending, today),
  async write(tx, decided, { partnershipId, ending }) {
    const successor = await endAgency(tx, partnershipId, decided);
    return {
      done: null,
      entry: {
        object: decided.agencyId,
        facts: { how: ending.how, ...(successor === null ? {} : { successor }) },
      },
    };
  },
};
