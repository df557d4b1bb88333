import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { NewInvitation } from './invitation.ts';

/** Writes an invitation and the link that opens it; answers its identifier. Only the link's hash is kept. */
export async function insertInvitation(tx: Tx, invitation: NewInvitation, token: string): Promise<string> {
  const { id } = await tx
    .insertInto('app.invitation')
    .values({
      partnership_id: invitation.partnershipId,
      purpose: 'join',
      email: invitation.email,
      role: invitation.role,
      expires_at: invitation.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`select ctx.issue_link(${token}, ${id}::uuid)`.execute(tx);
  return id;
}

/** The invitation whose link opened this transaction; null where it was revoked or accepted. */
export async function readOwnInvitation(tx: Tx) {
  const row = await tx
    .selectFrom('app.invitation')
    .select(['id', 'role', 'expires_at'])
    .where('revoked_at', 'is', null)
    .where('accepted_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}
