// Writes src/platform/db/schema.ts from the migrated database: npm run generate. A test does the same and compares.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../src/config.ts';
import { testServer } from '../test/server.ts';
import { generatedSchema } from './schema-text.ts';

const tests = await testServer(undefined);
try {
  await writeFile(
    join(root, 'src/platform/db/schema.ts'),
    await generatedSchema(tests.database('foresight_template')),
  );
} finally {
  await tests.close();
}
