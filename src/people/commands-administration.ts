import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { newDigits, newToken } from '../platform/clock/clock.ts';
import { invitationLife, type NewInvitation, type NewReset, type Role, roleWords } from './invitation.ts';
import { isHere, type Person, type SentInvitation } from './people.ts';
import { insertInvitation, insertReset } from './store.ts';
import {
  type EndableRole,
  endRole,
  type InvitableAddress,
  lockAddress,
  lockForReset,
  lockInvitation,
  lockRole,
  readOpenInvitations,
  readPeople,
  readPerson,
  readSentInvitation,
  type ResettablePerson,
  revokeInvitation,
  revokeResets,
} from './store-administration.ts';

/** Everybody who is or was here, and the invitations that nobody has accepted or taken back. */
export interface Everybody {
  readonly people: readonly Person[];
  readonly invitations: readonly SentInvitation[];
}

/** Who is here, in which roles, and who is invited. */
export const everybody: View<null, Everybody, Everybody> = {
  verb: 'person.list',
  load: async (tx) => ({ people: await readPeople(tx), invitations: await readOpenInvitations(tx) }),
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** One person, with the resets that wait for them. */
export const onePerson: View<{ readonly accountId: string }, OnePerson, OnePerson> = {
  verb: 'person.list',
  async load(tx, { accountId }) {
    const person = await readPerson(tx, accountId);
    if (person === null) return null;
    const resets = (await readOpenInvitations(tx)).filter((one) => one.accountId === accountId);
    return { person, resets: resets.filter(({ standing }) => standing === 'waiting') };
  },
  present: (loaded) => loaded,
  entry: ({ person }) => ({ object: person.accountId }),
};

export interface OnePerson {
  readonly person: Person;
  readonly resets: readonly SentInvitation[];
}

/** One invitation, whatever became of it. */
export const oneInvitation: View<{ readonly id: string }, SentInvitation, SentInvitation> = {
  verb: 'person.list',
  load: (tx, { id }) => readSentInvitation(tx, id),
  present: (loaded) => loaded,
  entry: ({ id }) => ({ object: id }),
};

/** What is shown once, and kept nowhere: the link's token, and the code that goes by another way. */
export interface GivenOnce {
  readonly id: string;
  readonly token: string;
  readonly code: string;
  readonly email: string;
  readonly expiresAt: Temporal.Instant;
}

/** Whom an administrator invites, to what. */
export interface Wish {
  readonly partnershipId: string;
  readonly email: string;
  readonly role: Role;
}

/** Invites somebody, as an administrator: refused where the person has the role already, or is invited already. */
export const inviteMember: Command<Wish, InvitableAddress, NewInvitation, GivenOnce> = {
  verb: 'person.invite',
  load: (tx, { email }) => lockAddress(tx, email),
  decide({ now, roles, waiting }, wish) {
    const { email, role } = wish;
    if (roles.includes(role)) return refuse('already-member', { email, role: roleWords(role) });
    if (waiting !== null) {
      const invited = roleWords(waiting.role ?? role);
      return refuse('already-invited', { email, role: invited, invitation: waiting.id });
    }
    return { ...wish, expiresAt: now.add(invitationLife) };
  },
  async write(tx, invitation) {
    const secrets = { token: newToken(), code: newDigits(8) };
    const id = await insertInvitation(tx, invitation, secrets);
    const { email, expiresAt } = invitation;
    return {
      done: { id, ...secrets, email, expiresAt },
      entry: { object: id, facts: { role: invitation.role } },
    };
  },
};

/** Takes an invitation back; its link is dead at once. */
export const takeBack: Command<{ readonly id: string }, SentInvitation, SentInvitation, SentInvitation> = {
  verb: 'invitation.revoke',
  load: (tx, { id }) => lockInvitation(tx, id),
  decide: (invitation) =>
    invitation.standing === 'accepted' || invitation.standing === 'revoked'
      ? refuse('invitation-over')
      : invitation,
  async write(tx, invitation) {
    await revokeInvitation(tx, invitation.id);
    return { done: invitation, entry: { object: invitation.id } };
  },
};

/** Which role of whom is to end. */
export interface Ending {
  readonly accountId: string;
  readonly membershipId: string;
}

/** Ends a role today; its holder is signed out here at once. The last administrator stays. */
export const endMembership: Command<Ending, EndableRole, EndableRole, Ending> = {
  verb: 'membership.end',
  load: (tx, { accountId, membershipId }) => lockRole(tx, accountId, membershipId),
  decide(loaded) {
    const role = loaded.person.roles.find(({ id }) => id === loaded.membershipId);
    if (role === undefined || !role.holds) return refuse('role-over');
    if (role.role === 'administrator' && loaded.otherAdministrators === 0)
      return refuse('last-administrator');
    return loaded;
  },
  async write(tx, { membershipId, person }, ending) {
    await endRole(tx, membershipId);
    return { done: ending, entry: { object: membershipId, facts: { account: person.accountId } } };
  },
};

/** For whom a new password and authenticator are asked. */
export interface ResetWish {
  readonly partnershipId: string;
  readonly accountId: string;
}

/** Lets somebody set a new password and authenticator. Refused for a leaver, and for an account that opens another partnership too. */
export const resetPerson: Command<ResetWish, ResettablePerson, NewReset, GivenOnce> = {
  verb: 'person.reset',
  load: (tx, { accountId }) => lockForReset(tx, accountId),
  decide({ now, person, onlyHere }, wish) {
    if (!isHere(person)) return refuse('left-already');
    if (!onlyHere) return refuse('reset-elsewhere');
    return { ...wish, email: person.email, expiresAt: now.add(invitationLife) };
  },
  async write(tx, reset) {
    const replaced = await revokeResets(tx, reset.accountId);
    const secrets = { token: newToken(), code: newDigits(8) };
    const id = await insertReset(tx, reset, secrets);
    const { email, expiresAt } = reset;
    return {
      done: { id, ...secrets, email, expiresAt },
      entry: { object: id, facts: { account: reset.accountId, replaced } },
    };
  },
};
