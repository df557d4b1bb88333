import { sql } from 'kysely';
import { installation } from '../acts/entry.ts';
import type { Bearer } from '../acts/command.ts';
import { newToken } from '../platform/clock/clock.ts';
import { connectAsOwner } from '../platform/db/connect.ts';
import type { Server } from '../platform/db/server.ts';

/**
 * Works as the operator of one partnership, or of the installation: with a pass that only the migrating role can issue, used
 * by the worker's role like anybody else's, and taken back at the end.
 */
export async function asOperator<T>(
  server: Server,
  partnershipId: string | null,
  work: (bearer: Bearer) => Promise<T>,
): Promise<T> {
  const trail = partnershipId ?? installation;
  const token = newToken();
  const owner = connectAsOwner(server);
  try {
    await sql`select ctx.issue_operator(${token}, ${trail}::uuid)`.execute(owner);
    return await work({ token, trail, actor: { kind: 'operator', partnershipId: trail } });
  } finally {
    await sql`select ctx.revoke(${token})`.execute(owner).catch(() => {});
    await owner.destroy();
  }
}
