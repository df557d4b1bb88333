import { type CurrentAgency, isPartner } from '../agencies/agency.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';

/** What a person can be in a partnership. The administrator runs the service and sees no casework. */
export const roles = [
  'coordinator',
  'chair',
  'member',
  'safeguarding-lead',
  'notifier',
  'partner-delegate',
  'reviewer',
  'scrutineer',
  'administrator',
  'inspector',
] as const;

export type Role = (typeof roles)[number];

/** An invitation to a role, as it was asked for. */
export interface NewInvitation {
  readonly partnershipId: string;
  readonly email: string;
  readonly role: Role;
  /** For which agency they come; absent or null for none. */
  readonly agencyId?: string | null;
  /** After which the link is dead. */
  readonly expiresAt: Temporal.Instant;
}

/** A new password and authenticator for an account that is here already, as it was asked for. */
export interface NewReset {
  readonly partnershipId: string;
  readonly accountId: string;
  readonly email: string;
  readonly expiresAt: Temporal.Instant;
}

/** How long an invitation's link lives. */
export const invitationLife = Temporal.Duration.from({ hours: 72 });

const words: Readonly<Record<Role, string>> = {
  coordinator: 'safeguarding coordinator',
  chair: 'chair of the group',
  member: 'agency representative',
  'safeguarding-lead': 'safeguarding lead',
  notifier: 'local authority notifier',
  'partner-delegate': 'delegate of a safeguarding partner',
  reviewer: 'reviewer',
  scrutineer: 'independent scrutineer',
  administrator: 'administrator',
  inspector: 'inspector',
};

/** What a role is called. */
export const roleWords = (role: string): string => words[roles.find((one) => one === role) ?? 'member'];

const hints: Readonly<Record<Role, string>> = {
  coordinator: 'Runs the reviews: referrals, cases, meetings and their dates.',
  chair: 'Chairs the group, and answers for what it decided.',
  member: 'Speaks in the group for one agency, and brings what it knows.',
  'safeguarding-lead': 'Leads on safeguarding in one agency or school.',
  notifier: 'Tells the national Panel of serious incidents, for the local authority.',
  'partner-delegate': 'Decides for one of the safeguarding partners.',
  reviewer: 'Writes a review, and sees only the cases given to them.',
  scrutineer: 'Looks from outside at how well the partnership works.',
  administrator: 'Invites people and ends their roles. Sees no casework.',
  inspector: 'Reads what an inspection is shown.',
};

/** What somebody in a role does, in one line. */
export const roleHint = (role: Role): string => hints[role];

/** The role of that name; null where there is none. */
export const roleNamed = (name: string | null): Role | null => roles.find((one) => one === name) ?? null;

/** What a role is called, with the agency for which somebody has it. */
export const roleFor = (role: string, agency: string | null): string =>
  agency === null ? roleWords(role) : `${roleWords(role)} for ${agency}`;

/** For which agencies somebody can have a role; null where the role is nobody's but the partnership's own. */
interface Belonging {
  readonly needed: boolean;
  readonly whom: string;
  fits(agency: CurrentAgency): boolean;
}

// Section 16C(1) of the Children Act 2004 has the local authority notify; sections 16E and 16F are about the three partners.
const belongings: Partial<Readonly<Record<Role, Belonging>>> = {
  member: { needed: true, whom: 'an agency', fits: () => true },
  'safeguarding-lead': { needed: false, whom: 'an agency', fits: () => true },
  notifier: { needed: true, whom: 'a local authority', fits: ({ kind }) => kind === 'local-authority' },
  'partner-delegate': {
    needed: true,
    whom: 'a local authority, an integrated care board or a police force',
    fits: ({ kind }) => isPartner(kind),
  },
};

/** The agency for which somebody is invited to a role, among those that are there now; null for none. Refused where role and agency do not go together. */
export function invitedFor(
  role: Role,
  agencyId: string | null,
  present: readonly CurrentAgency[],
): CurrentAgency | null | Refusal {
  const belonging = belongings[role];
  if (agencyId === null)
    return belonging?.needed === true ? refuse('agency-missing', { role: roleWords(role) }) : null;
  const agency = present.find(({ id }) => id === agencyId);
  if (agency === undefined) return refuse('agency-not-here');
  if (belonging?.fits(agency) === true) return agency;
  return refuse('agency-unfit', {
    role: roleWords(role),
    whom: belonging?.whom ?? 'no agency',
    agency: agency.name,
  });
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const address = new RegExp(`^[a-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@(?=.{4,253}$)${label}(?:\\.${label})+$`);

/** One e-mail address in small letters, as accounts are known by it; null for anything else, and for what a mail's header could be made of. */
export function emailAddress(text: string): string | null {
  const email = text.trim().toLowerCase();
  return address.test(email) ? email : null;
}
