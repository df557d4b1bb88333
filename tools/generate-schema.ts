// Writes src/platform/db/schema.ts and rights.txt from the migrated database, and docs/permissions.txt from the policy table: npm run
// generate. Tests do the same and compare.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../src/config.ts';
import { testServer } from '../test/server.ts';
import { permissionsText } from './permissions-text.ts';
import { rightsText } from './rights-text.ts';
import { generatedSchema } from './schema-text.ts';

await writeFile(join(root, 'docs/permissions.txt'), permissionsText());
const tests = await testServer(undefined);
try {
  const server = tests.database('foresight_template');
  await writeFile(join(root, 'src/platform/db/schema.ts'), await generatedSchema(server));
  await writeFile(join(root, 'src/platform/db/rights.txt'), await rightsText(server));
} finally {
  await tests.close();
}
