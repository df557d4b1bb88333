import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Role } from './invitation.ts';
import type { Person, PersonRow, SentInvitation } from './people.ts';
import { peopleOf } from './people.ts';

// The day of the database decides who is here, as it decides who may sign in.
const holds = sql<boolean>`m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())`;

/** Everybody who is or was here, as far as the proof of this transaction shows them. */
export async function readPeople(tx: Tx, accountId: string | null = null): Promise<readonly Person[]> {
  const { rows } = await sql<PersonRow>`
    select a.id as "accountId", a.name, a.email, m.id, m.role, g.name as agency, m.from_day as "from", m.until_day as "until",
      ${holds} and a.disabled_at is null as holds
    from app.membership m join app.account a on a.id = m.account_id
    left join app.agency g on g.partnership_id = m.partnership_id and g.id = m.agency_id
    where m.partnership_id = ctx.partnership_id() and (${accountId}::uuid is null or a.id = ${accountId}::uuid)`.execute(
    tx,
  );
  return peopleOf(rows);
}

/** One person who is or was here; null for anybody else. */
export async function readPerson(tx: Tx, accountId: string): Promise<Person | null> {
  return (await readPeople(tx, accountId))[0] ?? null;
}

const sent = sql<SentInvitation>`
  select i.id, i.purpose, i.email, i.role, g.name as agency, i.account_id as "accountId", i.issued_at as "issuedAt", i.expires_at as "expiresAt",
    case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked'
      when i.code_failures >= 10 then 'tried' when i.expires_at <= now() then 'lapsed' else 'waiting' end as standing
  from app.invitation i
  left join app.agency g on g.partnership_id = i.partnership_id and g.id = i.agency_id
  where i.partnership_id = ctx.partnership_id()`;

/** Invitations that nobody has accepted or taken back: those that wait, and those that came to nothing in the last thirty days. */
export async function readOpenInvitations(tx: Tx): Promise<readonly SentInvitation[]> {
  const { rows } = await sql<SentInvitation>`
    ${sent} and i.accepted_at is null and i.revoked_at is null and i.expires_at > now() - interval '30 days'
    order by i.expires_at, i.email`.execute(tx);
  return rows;
}

/** One invitation of the partnership, whatever became of it. */
export async function readSentInvitation(tx: Tx, id: string): Promise<SentInvitation | null> {
  const { rows } = await sql<SentInvitation>`${sent} and i.id = ${id}::uuid`.execute(tx);
  return rows[0] ?? null;
}

/** What stands in the way of inviting an address. */
export interface InvitableAddress {
  readonly now: Temporal.Instant;
  /** The roles that its holder has here today. */
  readonly roles: readonly { readonly role: Role; readonly agencyId: string | null }[];
  readonly waiting: SentInvitation | null;
}

/** Reads what is known of an address, and keeps every other invitation of it waiting until this transaction ends. */
export async function lockAddress(tx: Tx, email: string): Promise<InvitableAddress> {
  await sql`select pg_advisory_xact_lock(hashtextextended('invite ' || ctx.partnership_id() || ' ' || ${email}, 0))`.execute(
    tx,
  );
  const { rows: roles } = await sql<InvitableAddress['roles'][number]>`
    select m.role, m.agency_id as "agencyId" from app.membership m join app.account a on a.id = m.account_id
    where m.partnership_id = ctx.partnership_id() and a.email = ${email} and ${holds}`.execute(tx);
  const { rows: open } = await sql<SentInvitation>`
    ${sent} and i.email = ${email} and i.purpose = 'join' and i.accepted_at is null and i.revoked_at is null
      and i.expires_at > now() and i.code_failures < 10 limit 1`.execute(tx);
  return { now: await readNow(tx), roles, waiting: open[0] ?? null };
}

/** A person for whom a new password is asked, and whether the account opens no other partnership. */
export interface ResettablePerson {
  readonly now: Temporal.Instant;
  readonly person: Person;
  readonly onlyHere: boolean;
}

/** Reads a person who may need a new password; null for anybody who never was here. */
export async function lockForReset(tx: Tx, accountId: string): Promise<ResettablePerson | null> {
  const person = await readPerson(tx, accountId);
  if (person === null) return null;
  await lockAddress(tx, person.email);
  const { rows } = await sql<{
    may: boolean | null;
  }>`select ctx.may_reset(${accountId}::uuid) as may`.execute(tx);
  return { now: await readNow(tx), person, onlyHere: rows[0]?.may === true };
}

async function readNow(tx: Tx): Promise<Temporal.Instant> {
  const { rows } = await sql<{ now: Temporal.Instant }>`select now() as now`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('the database has no time');
  return row.now;
}

/** The invitation, and nobody else may accept it or take it back until this transaction ends. */
export async function lockInvitation(tx: Tx, id: string): Promise<SentInvitation | null> {
  await sql`select 1 from app.invitation where partnership_id = ctx.partnership_id() and id = ${id}::uuid for update`.execute(
    tx,
  );
  return readSentInvitation(tx, id);
}

/** Takes an invitation back: its link is dead at once, by a trigger. */
export async function revokeInvitation(tx: Tx, id: string): Promise<void> {
  await sql`
    update app.invitation set revoked_at = now(), version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${id}::uuid and accepted_at is null and revoked_at is null`.execute(
    tx,
  );
}

/** Takes back every open reset of an account, because a new one takes their place; answers how many. */
export async function revokeResets(tx: Tx, accountId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update app.invitation set revoked_at = now(), version = version + 1
    where partnership_id = ctx.partnership_id() and purpose = 'reset' and account_id = ${accountId}::uuid
      and accepted_at is null and revoked_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** A role that is to end, whose it is, and how many other administrators there are. */
export interface EndableRole {
  readonly person: Person;
  readonly membershipId: string;
  readonly otherAdministrators: number;
}

/** Reads a role of a person; until this transaction ends, nobody else ends the role of an administrator. */
export async function lockRole(tx: Tx, accountId: string, membershipId: string): Promise<EndableRole | null> {
  // Two administrators who end each other's role: the second waits here, and then finds that it would be the last.
  await sql`
    select 1 from app.membership m where m.partnership_id = ctx.partnership_id() and m.role = 'administrator' and ${holds}
    order by m.id for update`.execute(tx);
  const person = await readPerson(tx, accountId);
  if (person === null || !person.roles.some(({ id }) => id === membershipId)) return null;
  const { rows } = await sql<{ others: number }>`
    select count(*) as others from app.membership m join app.account a on a.id = m.account_id
    where m.partnership_id = ctx.partnership_id() and m.role = 'administrator' and m.id <> ${membershipId}::uuid
      and ${holds} and a.disabled_at is null`.execute(tx);
  return { person, membershipId, otherAdministrators: rows[0]?.others ?? 0 };
}

/** Ends a role today. Its holder is signed out here at once, by a trigger. */
export async function endRole(tx: Tx, membershipId: string): Promise<void> {
  await sql`
    update app.membership set until_day = greatest(from_day, ctx.today()), version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${membershipId}::uuid`.execute(tx);
}
