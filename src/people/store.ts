import { sql } from 'kysely';
import type { Actor } from '../access/policy.ts';
import { type Database, transactionOf, type Tx } from '../platform/db/connect.ts';
import type { NewInvitation, NewReset, Role } from './invitation.ts';
import { hashOf, type PasswordParameters } from './password.ts';

/** What goes to the person by two different ways; only hashes are kept. */
interface Secrets {
  readonly token: string;
  readonly code: string;
}

/** Writes an invitation and the link that opens it; answers its identifier. Of link and code only the hashes are kept. */
export function insertInvitation(tx: Tx, invitation: NewInvitation, secrets: Secrets): Promise<string> {
  const { partnershipId, email, role, agencyId, expiresAt } = invitation;
  const linked = {
    partnershipId,
    email,
    expiresAt,
    purpose: 'join',
    role,
    agencyId: agencyId ?? null,
  } as const;
  return insertLinked(tx, linked, secrets);
}

/** Writes an invitation to set a new password and authenticator, as `insertInvitation` does. */
export function insertReset(tx: Tx, reset: NewReset, secrets: Secrets): Promise<string> {
  const { partnershipId, email, accountId, expiresAt } = reset;
  return insertLinked(tx, { partnershipId, email, expiresAt, purpose: 'reset', accountId }, secrets);
}

interface Linked {
  readonly partnershipId: string;
  readonly email: string;
  readonly expiresAt: Temporal.Instant;
  readonly purpose: 'join' | 'reset';
  readonly role?: Role;
  readonly agencyId?: string | null;
  readonly accountId?: string;
}

async function insertLinked(tx: Tx, linked: Linked, { token, code }: Secrets): Promise<string> {
  const { id } = await tx
    .insertInto('app.invitation')
    .values({
      partnership_id: linked.partnershipId,
      purpose: linked.purpose,
      email: linked.email,
      ...(linked.role === undefined ? {} : { role: linked.role }),
      ...(linked.agencyId === undefined ? {} : { agency_id: linked.agencyId }),
      ...(linked.accountId === undefined ? {} : { account_id: linked.accountId }),
      expires_at: linked.expiresAt,
      code_hash: hashOf(code),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`select ctx.issue_link(${token}, ${id}::uuid)`.execute(tx);
  return id;
}

interface Claim {
  readonly kind: 'session' | 'receipt' | 'link' | 'endorser' | 'answerer' | 'job' | 'operator';
  readonly partnership: string;
  readonly account: string | null;
  readonly subject: string;
  readonly roles: readonly string[] | null;
}

/** Who holds a token, as the database has it proved; null for a token that is not, or no longer, good. */
export async function readActor(db: Database, token: string): Promise<Actor | null> {
  if (!/^[0-9A-Z]+$/.test(token)) return null;
  try {
    return await transactionOf(db, token, async (tx) => {
      const { rows } = await sql<{ claim: Claim }>`select ctx.claim() as claim`.execute(tx);
      return actorOf(rows[0]?.claim ?? null);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '28000') return null;
    throw error;
  }
}

function actorOf(claim: Claim | null): Actor | null {
  if (claim === null) return null;
  const { kind, partnership: partnershipId, account, subject, roles } = claim;
  if (kind === 'session' && account !== null)
    return { kind: 'member', partnershipId, accountId: account, sessionId: subject, roles: roles ?? [] };
  if (kind === 'receipt') return { kind: 'receipt', partnershipId, referralId: subject };
  if (kind === 'link' || kind === 'endorser' || kind === 'answerer')
    return { kind, partnershipId, invitationId: subject };
  return null;
}

/** With what salt and cost the password of an address is derived; for an unknown address the answer looks the same. */
export async function readPasswordParameters(db: Database, email: string): Promise<PasswordParameters> {
  const { rows } = await sql<{ salt: Buffer; memory_kib: number; passes: number }>`
    select salt, memory_kib, passes from ctx.password_parameters(${email})`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('no password parameters');
  return { salt: row.salt, memoryKib: row.memory_kib, passes: row.passes };
}

/** What is handed over to sign in. `derived` is what argon2id made of the password. */
export interface SignIn {
  readonly partnershipId: string;
  readonly email: string;
  readonly derived: Buffer;
  readonly code: string;
  readonly address: string;
  readonly device: string;
  /** Opens the session if all is right. */
  readonly token: string;
}

/** Signs in: 'done', 'wrong', or the seconds to wait. */
export async function signIn(db: Database, given: SignIn): Promise<'done' | 'wrong' | number> {
  const { rows } = await sql<{ outcome: string }>`
    select ctx.sign_in(${given.partnershipId}::uuid, ${given.email}, ${given.derived}, ${given.code}, ${given.address},
      ${given.device}, ${given.token}) as outcome`.execute(db);
  const outcome = rows[0]?.outcome ?? 'wrong';
  if (outcome.startsWith('wait ')) return Number(outcome.slice('wait '.length));
  return outcome === 'done' ? 'done' : 'wrong';
}

/** What an invitation's holder may know of it. */
export interface InvitationFacts {
  readonly email: string;
  /** Null for a reset: a new password and authenticator, and no role. */
  readonly role: Role | null;
  readonly expiresAt: Temporal.Instant;
  /** True where the address has an account here already. */
  readonly known: boolean;
  /** The secret of the authenticator to be set up. */
  readonly factor: Buffer;
}

/** The invitation that a link opens; null where it was accepted or revoked. */
export function readInvitation(db: Database, link: string): Promise<InvitationFacts | null> {
  return transactionOf(db, link, readOwnInvitation);
}

/** The invitation whose link opened this transaction; null where it was accepted or revoked. */
export async function readOwnInvitation(tx: Tx): Promise<InvitationFacts | null> {
  const { rows } = await sql<{
    email: string;
    role: Role | null;
    expires_at: Temporal.Instant;
    known: boolean;
    factor: Buffer;
  }>`
      select f.email, f.role, f.expires_at, f.known, ctx.factor_to_set_up() as factor from ctx.invitation_facts() f
      where f.email is not null`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const { email, role, expires_at: expiresAt, known, factor } = row;
  return { email, role, expiresAt, known, factor };
}

/** What is handed over to accept an invitation. */
export interface Acceptance {
  readonly code: string;
  readonly name: string;
  readonly parameters: PasswordParameters;
  readonly derived: Buffer;
  readonly factorCode: string;
  readonly device: string;
  readonly token: string;
}

/** Accepts the invitation that a link opens. */
export function acceptInvitation(
  db: Database,
  link: string,
  given: Acceptance,
): Promise<'done' | 'code' | 'factor' | 'gone'> {
  const { salt, memoryKib, passes } = given.parameters;
  return transactionOf(db, link, async (tx) => {
    const { rows } = await sql<{ outcome: 'done' | 'code' | 'factor' | 'gone' }>`
      select ctx.accept_invitation(${given.code}, ${given.name}, ${salt}, ${memoryKib}, ${passes}, ${given.derived},
        ${given.factorCode}, ${given.device}, ${given.token}) as outcome`.execute(tx);
    return rows[0]?.outcome ?? 'gone';
  });
}

/** A place where one is signed in. */
export interface OwnSession {
  readonly id: string;
  readonly device: string;
  readonly startedAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant;
}

/** Where one is signed in, the last used first. */
export async function readOwnSessions(tx: Tx): Promise<readonly OwnSession[]> {
  const { rows } = await sql<{
    id: string;
    device: string;
    started_at: Temporal.Instant;
    seen_at: Temporal.Instant;
  }>`
    select s.id, s.device, s.started_at, l.seen_at from ctx.live_sessions() l
    join app.session s on s.id = l.session_id order by l.seen_at desc, s.started_at desc`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    startedAt: row.started_at,
    seenAt: row.seen_at,
  }));
}

/** Ends a session of one's own; false where there is none of that identifier. */
export async function endSession(tx: Tx, sessionId: string): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select ctx.end_session(${sessionId}::uuid) as ended`.execute(
    tx,
  );
  return rows[0]?.ended ?? false;
}

/** Seals text for the account whose session a token opened here, which may have ended within the day; null where nobody knows whose it was. */
export async function sealForm(
  db: Database,
  token: string,
  partnershipId: string,
  text: string,
): Promise<string | null> {
  if (!/^[0-9A-Z]+$/.test(token)) return null;
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select ctx.seal_form(${token}, ${partnershipId}::uuid, ${text}) as sealed`.execute(db);
  return rows[0]?.sealed?.toString('base64url') ?? null;
}

/** What was sealed for the account of a session; null for anybody else's, for what was changed, and after twelve hours. */
export function unsealForm(db: Database, token: string, sealed: string): Promise<string | null> {
  return transactionOf(db, token, async (tx) => {
    const { rows } = await sql<{ form: string | null }>`
      select ctx.open_form(${Buffer.from(sealed, 'base64url')}) as form`.execute(tx);
    return rows[0]?.form ?? null;
  });
}
