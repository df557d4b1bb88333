import { sql } from 'kysely';
import { connect } from '../platform/db/connect.ts';
import type { Server } from '../platform/db/server.ts';
import type { FileStore } from '../platform/files/disk.ts';

// What is younger may belong to an act that has not ended.
const settled = Temporal.Duration.from({ hours: 1 });

/** Removes from the disk what belongs to no row: of destroyed drafts, of acts that failed after they had written. Answers how many. */
export async function sweepFiles(server: Server, files: FileStore, now: Temporal.Instant): Promise<number> {
  const db = connect(server, 'foresight_worker', 1);
  try {
    return await files.sweep(now.subtract(settled), async (asked) => {
      const { rows } = await sql<{ id: string }>`select ctx.known_files(${asked}::uuid[]) as id`.execute(db);
      return rows.map(({ id }) => id);
    });
  } finally {
    await db.destroy();
  }
}
