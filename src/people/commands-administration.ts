import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { CurrentAgency } from '../agencies/agency.ts';
import { readCurrentAgencies } from '../agencies/store.ts';
import { mail } from '../mail/store.ts';
import { newDigits, newToken } from '../platform/clock/clock.ts';
import { invitationFacts } from './commands.ts';
import {
  emailAddress,
  invitationLife,
  invitedFor,
  type NewInvitation,
  type NewReset,
  type Role,
  roleFor,
} from './invitation.ts';
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
  /** The role with its agency, in words; null for a reset. */
  readonly as: string | null;
  readonly email: string;
  readonly expiresAt: Temporal.Instant;
}

/** Whom an administrator invites, to what. */
export interface Wish {
  readonly partnershipId: string;
  readonly email: string;
  readonly role: Role;
  readonly agencyId: string | null;
}

/** The agencies for which somebody can be invited. */
export const agenciesToInvite: View<null, readonly CurrentAgency[], readonly CurrentAgency[]> = {
  verb: 'agency.list',
  load: (tx) => readCurrentAgencies(tx),
  present: (agencies) => agencies,
  entry: () => ({}),
};

/** What is known of whom to invite, and for whom they may come. */
interface Invitable extends InvitableAddress {
  readonly agencies: readonly CurrentAgency[];
}

/** Invites somebody, as an administrator: refused where the person has the role for that agency already, or is invited already. */
export const inviteMember: Command<Wish, Invitable, NewInvitation & { readonly as: string }, GivenOnce> = {
  verb: 'person.invite',
  load: async (tx, { email }) => ({
    ...(await lockAddress(tx, email)),
    agencies: await readCurrentAgencies(tx),
  }),
  decide({ now, roles, waiting, agencies }, wish) {
    const { email, role, agencyId } = wish;
    const agency = invitedFor(role, agencyId, agencies);
    if (isRefusal(agency)) return agency;
    const as = roleFor(role, agency?.name ?? null);
    if (roles.some((held) => held.role === role && held.agencyId === agencyId))
      return refuse('already-member', { email, role: as });
    if (waiting !== null) {
      const invited = roleFor(waiting.role ?? role, waiting.agency);
      return refuse('already-invited', { email, role: invited, invitation: waiting.id });
    }
    return { ...wish, as, expiresAt: now.add(invitationLife) };
  },
  async write(tx, invitation) {
    const secrets = { token: newToken(), code: newDigits(8) };
    const id = await insertInvitation(tx, invitation, secrets);
    const { email, as, expiresAt } = invitation;
    return {
      done: { id, ...secrets, as, email, expiresAt },
      entry: { object: id, facts: invitationFacts(invitation) },
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

// Whose account is changed by somebody else hears of it at once, so that nobody loses one without a sign. It says nothing of what was changed.
async function tellThem(
  tx: Parameters<typeof mail>[0],
  { email }: { readonly email: string },
): Promise<boolean> {
  const to = emailAddress(email);
  if (to !== null) await mail(tx, { to, kind: 'account-changed' });
  return to !== null;
}

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
    const mailed = await tellThem(tx, person);
    return { done: ending, entry: { object: membershipId, facts: { account: person.accountId, mailed } } };
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
    const mailed = await tellThem(tx, reset);
    const replaced = await revokeResets(tx, reset.accountId);
    const secrets = { token: newToken(), code: newDigits(8) };
    const id = await insertReset(tx, reset, secrets);
    const { email, expiresAt } = reset;
    return {
      done: { id, ...secrets, as: null, email, expiresAt },
      entry: { object: id, facts: { account: reset.accountId, replaced, mailed } },
    };
  },
};
