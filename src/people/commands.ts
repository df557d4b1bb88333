import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { newDigits, newToken } from '../platform/clock/clock.ts';
import type { CurrentAgency } from '../agencies/agency.ts';
import { readCurrentAgencies } from '../agencies/store.ts';
import { isRefusal } from '../acts/refusal.ts';
import { invitedFor, type NewInvitation } from './invitation.ts';
import {
  endSession,
  insertInvitation,
  type OwnSession,
  readOwnSessions,
  type InvitationFacts,
  readOwnInvitation,
} from './store.ts';

/** What an invitation's sender gets, once: the link's token, and the code that goes by another way. */
export interface Invited {
  readonly token: string;
  readonly code: string;
}

/** Invites a person to a role; answers link and code, which are shown once and kept nowhere. */
export const invitePerson: Command<NewInvitation, readonly CurrentAgency[], NewInvitation, Invited> = {
  verb: 'person.invite',
  load: (tx) => readCurrentAgencies(tx),
  decide(agencies, invitation) {
    const agency = invitedFor(invitation.role, invitation.agencyId ?? null, agencies);
    return isRefusal(agency) ? agency : invitation;
  },
  async write(tx, invitation) {
    const invited = { token: newToken(), code: newDigits(8) };
    const id = await insertInvitation(tx, invitation, invited);
    return { done: invited, entry: { object: id, facts: invitationFacts(invitation) } };
  },
};

/** What the trail says of an invitation besides its identifier. */
export const invitationFacts = ({ role, agencyId }: NewInvitation) =>
  agencyId === undefined || agencyId === null ? { role } : { role, agency: agencyId };

/** The invitation that one's link opens. */
export const ownInvitation: View<null, InvitationFacts, InvitationFacts> = {
  verb: 'invitation.read',
  load: (tx) => readOwnInvitation(tx),
  present: (facts) => facts,
  entry: () => ({}),
};

/** Where one is signed in. */
export const ownSessions: View<null, readonly OwnSession[], readonly OwnSession[]> = {
  verb: 'session.list',
  load: (tx) => readOwnSessions(tx),
  present: (sessions) => sessions,
  entry: () => ({}),
};

/** Ends a session of one's own: the present one, by signing out, or another. */
export const endOwnSession: Command<{ readonly id: string }, OwnSession, OwnSession, null> = {
  verb: 'session.end',
  load: async (tx, { id }) => (await readOwnSessions(tx)).find((session) => session.id === id) ?? null,
  decide: (session) => session,
  async write(tx, session) {
    await endSession(tx, session.id);
    return { done: null, entry: { object: session.id } };
  },
};
