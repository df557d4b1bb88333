import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { openWorld, type World } from '../../test/world.ts';
import { root } from '../config.ts';
import { day } from '../law/day.ts';
import { nameOn } from '../partnership/partnership.ts';
import { datedNameSchema } from '../partnership/settings.ts';
import { readPartnerships } from '../partnership/store.ts';
import { connectAsOwner, type Database } from '../platform/db/connect.ts';

let world: World;
let owner: Database;

before(async () => {
  world = await openWorld();
  owner = connectAsOwner(world.server);
  const file = JSON.parse(await readFile(join(root, 'seeds/liverpool/partnership.json'), 'utf8'));
  const { names } = z.object({ names: z.array(datedNameSchema) }).parse(file);
  await world.partnership({
    name: 'Liverpool Safeguarding Children Partnership',
    referencePrefix: 'LSCP',
    hosts: ['liverpool.localhost'],
    names,
  });
});
after(async () => {
  await owner.destroy();
  await world.close();
});

describe('the three names of Liverpool’s group', () => {
  for (const [on, name] of [
    ['2017-05-11', 'Critical Incident Group'],
    ['2022-03-01', 'Serious Incident Review Group'],
    ['2026-11-23', 'Safeguarding Practice Review Group'],
  ] as const)
    it(`read right on ${on}, from one place`, async () => {
      const [liverpool] = await readPartnerships(world.worker);
      assert.equal(nameOn(liverpool?.names ?? [], 'group', day(on))?.name, name);
    });

  it('stand with the group, and not a second time among the other names', async () => {
    const { rows } = await sql<{ groups: number; elsewhere: number; known: string }>`
      select count(*)::int as groups, (select count(*)::int from app.dated_name where kind = 'group') as elsewhere,
        string_agg(distinct known, ', ') as known from app.review_group_name`.execute(owner);
    assert.deepEqual(rows[0], { groups: 3, elsewhere: 0, known: 'order' });
    await assert.rejects(
      sql`insert into app.dated_name (partnership_id, kind, name) select id, 'group', 'Second' from app.partnership`.execute(
        owner,
      ),
      { code: '23514' },
    );
  });

  it('stand on the page for everybody, the older ones as such', async () => {
    const { body } = await world.app.site.inject({
      url: '/process',
      headers: { host: 'liverpool.localhost' },
    });
    assert.match(body, /Safeguarding Practice Review Group \(SPRG\)/);
    assert.match(
      body,
      /The group was called before:[^]*Serious Incident Review Group[^]*Critical Incident Group/,
    );
  });
});
