import type { Role } from './invitation.ts';

/** A role that somebody has or had here. */
export interface HeldRole {
  readonly id: string;
  readonly role: Role;
  /** For which agency, by the name that it had then. */
  readonly agency: string | null;
  readonly from: Temporal.PlainDate;
  /** The day from which it no longer holds; null where no end is set. */
  readonly until: Temporal.PlainDate | null;
  readonly holds: boolean;
}

/** Somebody who is or was here, with all roles, the oldest first. */
export interface Person {
  readonly accountId: string;
  /** As the person wrote it; the address where there is none. */
  readonly name: string;
  readonly email: string;
  readonly roles: readonly HeldRole[];
}

/**
 * Where an invitation stands: it waits to be accepted; its time has run out; it died of wrong codes; somebody accepted it or took
 * it back.
 */
export type Standing = 'waiting' | 'lapsed' | 'tried' | 'accepted' | 'revoked';

/** An invitation as an administrator may know it: neither link nor code. */
export interface SentInvitation {
  readonly id: string;
  readonly purpose: 'join' | 'reset';
  readonly email: string;
  /** Null for a reset, which gives no role. */
  readonly role: Role | null;
  /** For which agency, by name. */
  readonly agency: string | null;
  /** For a reset, whose it is. */
  readonly accountId: string | null;
  readonly issuedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly standing: Standing;
}

/** One role of one person, as it comes from the database. */
export interface PersonRow extends HeldRole {
  readonly accountId: string;
  readonly name: string | null;
  readonly email: string;
}

const byName = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true });

/** The people that rows of roles make, by name. */
export function peopleOf(rows: readonly PersonRow[]): readonly Person[] {
  const found = Map.groupBy(rows, ({ accountId }) => accountId);
  return [...found.values()]
    .map(personOf)
    .toSorted((a, b) => byName.compare(a.name, b.name) || byName.compare(a.email, b.email));
}

function personOf(rows: readonly PersonRow[]): Person {
  const [first] = rows;
  if (first === undefined) throw new Error('a person without a role');
  const { accountId, name, email } = first;
  const roles = rows
    .map(({ id, role, agency, from, until, holds }) => ({ id, role, agency, from, until, holds }))
    .toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from));
  return { accountId, name: name ?? email, email, roles };
}

/** True for somebody who has a role here today. */
export const isHere = (person: Person): boolean => person.roles.some(({ holds }) => holds);
