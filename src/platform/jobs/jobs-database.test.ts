import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { connectAsOwner, transactionOf } from '../db/connect.ts';
import { twoSides, type TwoSides } from '../db/samples.ts';
import { enqueue, type Payload } from './jobs.ts';
import { prepareQueues } from './queues.ts';
import { type Job, openWorker, type Worker } from './worker.ts';

const subject = '6e1b1c1e-0000-4000-8000-000000000001';
const log = { info: () => {}, error: () => {} };

let sides: TwoSides;
let owner: TwoSides['owner'];

before(async () => {
  sides = await twoSides();
  ({ owner } = sides);
});
beforeEach(() => sql`delete from pgboss.job`.execute(owner));
after(() => sides.close());

const lines = async (query: ReturnType<typeof sql<{ line: string }>>) =>
  (await query.execute(owner)).rows.map(({ line }) => line);
const inAsh = (payload: Payload, key: string | null = null) =>
  transactionOf(sides.world.worker, sides.ash.operator, (tx) => enqueue(tx, 'mail.send', payload, { key }));
const inBeech = (payload: Payload, key: string | null = null) =>
  transactionOf(sides.world.worker, sides.beech.operator, (tx) => enqueue(tx, 'mail.send', payload, { key }));

describe('asking for a job', () => {
  it('makes one of a key, for each partnership its own', async () => {
    assert.equal(await inAsh({ subject }, 'reminder'), true);
    assert.equal(await inAsh({ subject }, 'reminder'), false);
    assert.equal(await inBeech({ subject }, 'reminder'), true);
    assert.deepEqual(
      [await inAsh({ subject }), await inAsh({ subject })],
      [true, true],
      'without a key, each is one',
    );
  });

  for (const [payload, why] of [
    [{ subject: 'Child Hazel' }, 'a name'],
    [{ subject, note: 'what somebody wrote' }, 'a text'],
    [{ other: subject } as unknown as Payload, 'no subject'],
  ] as const)
    it(`takes identifiers only: not ${why}`, async () => {
      await assert.rejects(inAsh(payload), { code: '22023' });
    });

  it('is for somebody with a proof', async () => {
    await assert.rejects(
      sides.world.worker.transaction().execute((tx) => enqueue(tx, 'mail.send', { subject })),
      { code: '42501' },
    );
  });
});

describe('the queue', () => {
  it('is the worker’s to read and write, the owner’s to change, and nobody else’s', async () => {
    const may = await lines(sql`
      select distinct grantee::regrole || ': ' || privilege_type as line from pg_class cross join lateral aclexplode(relacl)
      where relnamespace = 'pgboss'::regnamespace and grantee <> relowner order by 1`);
    assert.deepEqual(
      may,
      ['DELETE', 'INSERT', 'SELECT', 'UPDATE'].map((right) => `foresight_worker: ${right}`),
    );
    const enter = await lines(sql`
      select rolname as line from pg_roles where rolname like 'foresight\\_%' and has_schema_privilege(oid, 'pgboss', 'usage')
      and not rolsuper order by 1`);
    assert.deepEqual(enter, ['foresight_owner', 'foresight_worker']);
    const call = await lines(sql`
      select proname as line from pg_proc where pronamespace = 'pgboss'::regnamespace
        and has_function_privilege('foresight_worker', oid, 'execute') order by 1`);
    assert.deepEqual(call, ['job_now']);
  });

  it('is prepared again, and by several at once, without a change', async () => {
    const shape = () =>
      lines(
        sql`select oid || relname::text as line from pg_class where relnamespace = 'pgboss'::regnamespace order by 1`,
      );
    const was = await shape();
    const other = connectAsOwner(sides.world.server);
    await Promise.all([prepareQueues(owner), prepareQueues(other)]);
    await other.destroy();
    assert.deepEqual(await shape(), was);
  });
});

describe('a worker', () => {
  const open = (handle: (job: Job) => Promise<'done' | 'again'>): Promise<Worker> =>
    openWorker({ server: sides.world.server, log, handlers: { 'mail.send': handle }, lookEvery: 1 });
  const connections = async () =>
    (
      await lines(sql`
      select application_name as line from pg_stat_activity
      where datname = current_database() and application_name = 'foresight_worker queue'`)
    ).length;

  it('works under the proof of the job, which opens its partnership and names its subject, and ends with it', async () => {
    const seen: unknown[] = [];
    const worker = await open(async ({ transaction, payload }) => {
      const { rows } = await transaction((tx) =>
        sql`select ctx.kind() as kind, ctx.partnership_id() as partnership, ctx.subject_id() as subject, ctx.roles() as roles`.execute(
          tx,
        ),
      );
      seen.push(rows[0], payload);
      return 'done';
    });
    await inBeech({ subject });
    await waitFor(() => seen.length > 0);
    await worker.close();
    assert.deepEqual(seen, [{ kind: 'job', partnership: sides.beech.id, subject, roles: [] }, { subject }]);
    const [token = ''] = await lines(sql`select data ->> 'token' as line from pgboss.job`);
    assert.match(token, /^[0-9a-f]{48}$/);
    await assert.rejects(
      transactionOf(sides.world.worker, token, () => Promise.resolve()),
      { code: '28000' },
    );
  });

  it('finishes what it has begun before it is closed, and leaves no connection', async () => {
    let finished = false;
    let begun = false;
    const worker = await open(async () => {
      begun = true;
      await new Promise((resolve) => setTimeout(resolve, 700));
      finished = true;
      return 'done';
    });
    await inAsh({ subject });
    await waitFor(() => begun);
    await worker.close();
    assert.equal(finished, true);
    assert.equal(await connections(), 0);
    assert.deepEqual(await lines(sql`select state::text as line from pgboss.job`), ['completed']);
  });
});

async function waitFor(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !holds(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(holds(), 'it happens in five seconds');
}
