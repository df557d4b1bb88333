import { insertFirstAgencies } from '../agencies/store.ts';
import type { Command } from '../acts/command.ts';
import { decideCreate, type NewPartnership, type Taken } from './create.ts';
import { insertPartnership, readTaken } from './store.ts';

/** Sets up a partnership with its hosts, names and first agencies; answers its identifier. */
export const createPartnership: Command<NewPartnership, Taken, NewPartnership, string> = {
  verb: 'partnership.create',
  load: readTaken,
  decide: decideCreate,
  async write(tx, wanted) {
    const id = await insertPartnership(tx, wanted);
    await insertFirstAgencies(tx, id, wanted.agencies);
    return {
      done: id,
      entry: {
        object: id,
        facts: {
          training: wanted.training,
          hosts: wanted.hosts.length,
          agencies: wanted.agencies.length,
        },
      },
    };
  },
};
