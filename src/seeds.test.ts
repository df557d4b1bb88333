import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { openWorld, type World } from '../test/world.ts';
import { connectAsOwner, type Database } from './platform/db/connect.ts';
import { seedInstallation } from './seeds.ts';

describe('filling an installation', () => {
  let world: World;
  let owner: Database;

  before(async () => {
    world = await openWorld();
    owner = connectAsOwner(world.server);
  });
  after(async () => {
    await owner.destroy();
    await world.close();
  });

  const seed = (...seeds: ('liverpool' | 'training')[]) => seedInstallation(world.server, seeds, () => {});

  /** Every review with the moment of its last change. */
  const reviews = async () => {
    const { rows } = await sql<{ name: string; slug: string; changed: string }>`
      select p.name, r.slug, r.changed_at::text as changed from published.review r
      join app.partnership p on p.id = r.partnership_id order by p.name, r.slug`.execute(owner);
    return rows;
  };
  const counts = async () => Map.groupBy(await reviews(), ({ name }) => name.split(' ')[0] ?? '');

  beforeEach(async () => {
    await seed('liverpool', 'training');
  });

  it('sets up both partnerships with their reviews, and does nothing the second time', async () => {
    const first = await reviews();
    assert.equal((await counts()).get('Liverpool')?.length, 2);
    assert.ok(((await counts()).get('Merrow')?.length ?? 0) > 2);
    assert.deepEqual(await seed('liverpool', 'training'), []);
    assert.deepEqual(await reviews(), first);
  });

  it('is finished by the next start where it was cut short between two reviews', async () => {
    const whole = await reviews();
    await sql`delete from published.review where slug in (select max(slug) from published.review group by partnership_id)`.execute(
      owner,
    );
    assert.equal((await reviews()).length, whole.length - 2);
    const added = await seed('liverpool', 'training');
    assert.match(
      added.join('\n'),
      /^Liverpool .*: 1 published reviews\nMerrow Vale .*: 1 published reviews$/,
    );
    assert.deepEqual(
      (await reviews()).map(({ slug }) => slug),
      whole.map(({ slug }) => slug),
    );
  });

  it('leaves alone what an import has changed since', async () => {
    await sql`update published.review set title = 'Mended', digest = '\\x00'`.execute(owner);
    const before = await reviews();
    assert.deepEqual(await seed('liverpool', 'training'), []);
    assert.deepEqual(await reviews(), before);
  });

  it('leaves an installation alone that has a partnership of its own', async () => {
    await world.partnership({
      name: 'Eastwick Vale Safeguarding Children Partnership',
      referencePrefix: 'EVSCP',
    });
    await sql`delete from published.review`.execute(owner);
    assert.deepEqual(await seed('liverpool', 'training'), []);
    assert.deepEqual(await reviews(), []);
  });
});
