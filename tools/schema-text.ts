import { generate, PostgresDialect } from 'kysely-codegen';
import { connectAsOwner } from '../src/platform/db/connect.ts';
import type { Server } from '../src/platform/db/server.ts';

/** The text of src/platform/db/schema.ts for a migrated database. */
export async function generatedSchema(server: Server): Promise<string> {
  const db = connectAsOwner(server);
  try {
    const text = await generate({
      db,
      dialect: new PostgresDialect(),
      outFile: null,
      defaultSchemas: ['none'],
      includePattern: '(app|published|audit|ctx).*',
      typeMapping: { date: 'Temporal.PlainDate', timestamptz: 'Temporal.Instant', int8: 'number' },
    });
    return text;
  } finally {
    await db.destroy();
  }
}
