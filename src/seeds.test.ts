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

  /** How many agencies of each kind, and how they came to be. */
  const agencies = async () => {
    const { rows } = await sql<{ name: string; count: number; statutory: number }>`
      select p.short_name as name, count(*)::int as count, count(distinct g.kind) filter (
        where g.kind in ('local-authority', 'integrated-care-board', 'police'))::int as statutory
      from app.agency g join app.partnership p on p.id = g.partnership_id group by 1 order by 1`.execute(
      owner,
    );
    return rows;
  };

  it('brings the three statutory partners, the one made up with its made-up agencies; also to what was set up before there were any', async () => {
    const whole = [
      { name: 'Liverpool', count: 3, statutory: 3 },
      { name: 'Merrow Vale', count: 9, statutory: 3 },
    ];
    assert.deepEqual(await agencies(), whole);
    // The people and cases of the other one have come from its agencies.
    await sql`delete from app.agency g using app.partnership p where p.id = g.partnership_id and not p.training`.execute(
      owner,
    );
    await seed('liverpool', 'training');
    assert.deepEqual(await agencies(), whole);
    await sql`update app.agency set until_day = '2026-04-01'`.execute(owner);
    await seed('liverpool', 'training');
    assert.deepEqual(await agencies(), whole, 'and nothing to what has had them');
    const { rows } = await sql<{ partnership: boolean }>`
      select partnership_id is not null as partnership from audit.entry_words where verb = 'agency.add' and outcome = 'done'`.execute(
      owner,
    );
    assert.equal(rows.length, 3, 'an entry each');
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
