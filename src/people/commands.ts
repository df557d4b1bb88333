import type { Command } from '../acts/command.ts';
import { newToken } from '../platform/clock/clock.ts';
import type { NewInvitation } from './invitation.ts';
import { insertInvitation } from './store.ts';

/** Invites a person to a role; answers the link's token, which is shown once and kept nowhere. */
export const invitePerson: Command<NewInvitation, NewInvitation, NewInvitation, string> = {
  verb: 'person.invite',
  load: (_, input) => Promise.resolve(input),
  decide: (input) => input,
  async write(tx, invitation) {
    const token = newToken();
    const id = await insertInvitation(tx, invitation, token);
    return { done: token, entry: { object: id, facts: { role: invitation.role } } };
  },
};
