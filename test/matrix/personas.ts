import { type Actor, may, type Standing } from '../../src/access/policy.ts';
import type { Verb } from '../../src/acts/verbs.ts';
import { type Role, roles } from '../../src/people/invitation.ts';

/** Somebody of the matrix: with the roles that they hold today, or why they have no session here. */
export interface Persona {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly without: null | 'left' | 'disabled' | 'elsewhere' | 'signed out' | 'link' | 'receipt';
}

const inRole = (...held: Role[]): Persona => ({ name: held.join(' and '), roles: held, without: null });

/** Those who are signed in where the cases are: each role alone, and two that somebody may hold at once. */
export const signedIn: readonly Persona[] = [
  ...roles.map((role) => inRole(role)),
  inRole('coordinator', 'administrator'),
  inRole('inspector', 'notifier'),
];

/** Those for whom there is no case: who has left, whose account is shut, who works elsewhere, and who has no account at all. */
export const outside: readonly Persona[] = [
  { name: 'coordinator who has left', roles: ['coordinator'], without: 'left' },
  { name: 'coordinator whose account is disabled', roles: ['coordinator'], without: 'disabled' },
  { name: 'coordinator of another partnership', roles: ['coordinator'], without: 'elsewhere' },
  { name: 'somebody signed out', roles: [], without: 'signed out' },
  { name: 'holder of an invitation’s link', roles: [], without: 'link' },
  { name: 'holder of a receipt', roles: [], without: 'receipt' },
];

/** How somebody's agency, their part and an exclusion stand to a case. A day that ended is over since this morning; one to come is tomorrow. */
export interface Relation {
  readonly name: string;
  readonly agency?: 'today' | 'before it was renamed' | 'ended' | 'to come' | 'of a lost role';
  readonly named?: 'today' | 'ended' | 'to come' | 'for a lost role';
  readonly excluded?: 'today' | 'lifted';
}

/** Every way in which somebody may stand to a case, and every way in which it falls short. */
export const relations = [
  { name: 'nothing to do with it' },
  { name: 'agency involved', agency: 'today' },
  { name: 'agency involved under its former name', agency: 'before it was renamed' },
  { name: 'agency’s involvement ended yesterday', agency: 'ended' },
  { name: 'agency’s involvement begins tomorrow', agency: 'to come' },
  { name: 'agency involved for which they were here until yesterday', agency: 'of a lost role' },
  { name: 'named to a part', named: 'today' },
  { name: 'part ended yesterday', named: 'ended' },
  { name: 'part begins tomorrow', named: 'to come' },
  { name: 'named to a part whose role they have lost', named: 'for a lost role' },
  { name: 'agency involved and named to a part', agency: 'today', named: 'today' },
  { name: 'excluded', excluded: 'today' },
  { name: 'agency involved, but excluded', agency: 'today', excluded: 'today' },
  { name: 'named to a part, but excluded', named: 'today', excluded: 'today' },
  { name: 'agency involved, and let back in', agency: 'today', excluded: 'lifted' },
] as const satisfies readonly Relation[];

/** Roles that see a case because their agency is involved, and roles that a part in a case is for. */
export const agencyRoles: readonly Role[] = ['member', 'partner-delegate', 'notifier'];
const partRoles: readonly Role[] = [
  'member',
  'safeguarding-lead',
  'notifier',
  'partner-delegate',
  'reviewer',
  'scrutineer',
];

/** The part that a persona is named to: that of their own role, or one that is not theirs where their role has none. */
export const partOf = ({ roles: held }: Persona): Role =>
  held.find((role) => partRoles.includes(role)) ?? 'member';

/** A role that a persona held until yesterday; never one that they hold. */
export const lostRoleOf = ({ roles: held }: Persona): Role =>
  held.includes('scrutineer') ? 'reviewer' : 'scrutineer';

/** The role in which a persona was here until yesterday for an agency that they left. */
export const agencyRoleLostOf = ({ roles: held }: Persona): Role =>
  held.find((role) => agencyRoles.includes(role)) ?? 'member';

/** How a persona stands to a case, said here a third time: neither from the table nor from the database. */
export function standingOf({ roles: held, without }: Persona, relation: Relation): Standing {
  const here = without === null;
  const involved = relation.agency === 'today' || relation.agency === 'before it was renamed';
  const byAgency = (among: readonly Role[]) => here && involved && held.some((role) => among.includes(role));
  const byName = (among: readonly Role[]) =>
    here && relation.named === 'today' && held.some((role) => among.includes(role));
  return {
    excluded: relation.excluded === 'today',
    agency: byAgency(agencyRoles),
    named: byName(partRoles),
    notifier: byAgency(['notifier']) || byName(['notifier']),
  };
}

const nil = '00000000-0000-0000-0000-000000000000';

/** Whom the workspace takes a persona for. */
export function actorOf({ roles: held, without }: Persona): Actor {
  if (without === 'link') return { kind: 'link', partnershipId: nil, invitationId: nil };
  if (without === 'receipt') return { kind: 'receipt', partnershipId: nil, referralId: nil };
  if (without !== null) return { kind: 'anyone' };
  return { kind: 'member', partnershipId: nil, accountId: nil, sessionId: nil, roles: held };
}

/** What the policy table says of a persona who stands so to a case. */
export const grants = (persona: Persona, verb: Verb, relation: Relation): boolean =>
  may(actorOf(persona), verb, standingOf(persona, relation));
