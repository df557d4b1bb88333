import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { newToken } from '../clock/clock.ts';
import { connect, transactionOf } from './connect.ts';
import { type Attacker, hashOfToken, type Side, type TwoSides, twoSides } from './samples.ts';

const roles = ['foresight_app', 'foresight_worker'] as const;
const nobody = '00000000-0000-0000-0000-000000000000';
const denied = '42501';
const noProof = '28000';

let sides: TwoSides;
let ash: Side;
let beech: Side;

before(async () => {
  sides = await twoSides();
  ({ ash, beech } = sides);
});
after(() => sides.close());

const claimOf = ({ id }: Side) =>
  JSON.stringify({ kind: 'operator', partnership: id, account: null, subject: nobody, roles: null });

/** How many partnerships, people and entries a connection sees. */
const seen = async (attacker: Attacker) => {
  const counts: unknown[] = [];
  for (const table of ['app.partnership', 'app.membership', 'app.account', 'app.idempotency'])
    counts.push(await attacker.get(`select count(*)::integer from ${table}`));
  return counts;
};
const nothing = [0, 0, 0, 0];

const set = `select set_config('ctx.claim', $1, $3), set_config('ctx.seal', $2, $3)`;

for (const role of roles)
  describe(`${role}, writing SQL of its own`, () => {
    it('sees nothing and does nothing without a proof', () =>
      sides.as(role, async (attacker) => {
        assert.equal(await attacker.get('select ctx.claim()'), null);
        assert.deepEqual(await seen(attacker), nothing);
        assert.equal(
          await attacker.outcome(
            `insert into app.idempotency (partnership_id, key, verb, body_digest, location) values ($1, 'sixteen letters!', 'v', '\\x00', '/')`,
            [ash.id],
          ),
          denied,
        );
      }));

    const madeUp: readonly (readonly [what: string, seal: (attacker: Attacker) => Promise<string>])[] = [
      ['no seal', () => Promise.resolve('')],
      ['a seal of the right length', () => Promise.resolve('0'.repeat(64))],
      [
        'a seal made with a key of one’s own',
        async (attacker) =>
          String(
            await attacker.get(
              `select encode(hmac(convert_to($1 || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp()), 'UTF8'),
                'key', 'sha256'), 'hex')`,
              [claimOf(beech)],
            ),
          ),
      ],
    ];
    for (const [what, seal] of madeUp)
      it(`does not become an operator by a claim set by hand with ${what}`, () =>
        sides.as(role, async (attacker) => {
          for (const forThisTransaction of [true, false]) {
            await attacker.outcome('begin');
            await attacker.get(set, [claimOf(beech), await seal(attacker), forThisTransaction]);
            assert.equal(await attacker.get('select ctx.claim()'), null);
            assert.equal(await attacker.get('select ctx.kind()'), null);
            assert.deepEqual(await seen(attacker), nothing);
            await attacker.outcome('commit');
            assert.equal(await attacker.get('select ctx.claim()'), null);
          }
        }));

    it('loses its own proof by changing what it says', () =>
      sides.as(role, async (attacker) => {
        await attacker.outcome('begin');
        await attacker.get('select ctx.begin($1)', [ash.operator]);
        assert.equal(await attacker.get('select ctx.partnership_id()'), ash.id);
        await attacker.get(`select set_config('ctx.claim', $1, true)`, [claimOf(beech)]);
        assert.equal(await attacker.get('select ctx.claim()'), null);
        assert.deepEqual(await seen(attacker), nothing);
      }));

    it('cannot use a proof a second time, in its own next transaction or in another connection', () =>
      sides.as(role, async (attacker) => {
        await attacker.outcome('begin');
        await attacker.get('select ctx.begin($1)', [ash.operator]);
        const claim = await attacker.get(`select current_setting('ctx.claim')`);
        const seal = await attacker.get(`select current_setting('ctx.seal')`);
        await sides.as(role, async (other) => {
          await other.outcome('begin');
          await other.get(set, [claim, seal, true]);
          assert.equal(await other.get('select ctx.claim()'), null);
          assert.deepEqual(await seen(other), nothing);
        });
        await attacker.outcome('commit');
        for (const lasting of [true, false]) {
          await attacker.outcome('begin');
          await attacker.get(set, [claim, seal, lasting]);
          assert.equal(await attacker.get('select ctx.claim()'), null);
          assert.deepEqual(await seen(attacker), nothing);
          await attacker.outcome('rollback');
        }
      }));

    // The time of the transaction, by which a proof is told from the next one's, is that of the message from the client.
    it('carries its own proof no further than the message in which it was given', () =>
      sides.as(role, async (attacker) => {
        const keep = `select set_config('my.claim', current_setting('ctx.claim'), false), set_config('my.seal', current_setting('ctx.seal'), false)`;
        const again = `select set_config('ctx.claim', current_setting('my.claim'), true), set_config('ctx.seal', current_setting('my.seal'), true)`;
        await attacker.outcome(
          `begin; select ctx.begin('${ash.operator}'); ${keep}; commit; begin; ${again}; commit`,
        );
        await attacker.outcome(`begin; ${again}`);
        assert.equal(await attacker.get('select ctx.claim()'), null);
        assert.deepEqual(await seen(attacker), nothing);
      }));

    for (const end of ['commit', 'rollback'])
      it(`is nobody again after ${end}, with an empty setting and not an error`, () =>
        sides.as(role, async (attacker) => {
          await attacker.outcome('begin');
          await attacker.get('select ctx.begin($1)', [ash.session]);
          assert.equal(await attacker.get('select ctx.uid()'), ash.account);
          await attacker.outcome(end);
          assert.equal((await attacker.get(`select current_setting('ctx.claim', true)`)) || '', '');
          assert.equal(await attacker.get('select ctx.uid()'), null);
          assert.deepEqual(await seen(attacker), nothing);
        }));

    it('keeps no foreign context over a savepoint', () =>
      sides.as(role, async (attacker) => {
        const where = () => attacker.get('select ctx.partnership_id()');
        await attacker.outcome('begin');
        await attacker.get('select ctx.begin($1)', [ash.operator]);
        await attacker.outcome('savepoint one');
        await attacker.get('select ctx.begin($1)', [beech.operator]);
        assert.equal(await where(), beech.id);
        await attacker.outcome('rollback to savepoint one');
        assert.equal(await where(), ash.id);
        assert.equal(await attacker.outcome('select ctx.begin($1)', ['made up']), noProof);
        await attacker.outcome('rollback to savepoint one');
        assert.equal(await where(), ash.id);
        await attacker.outcome('rollback');
        await attacker.outcome('begin');
        await attacker.outcome('savepoint one');
        await attacker.get('select ctx.begin($1)', [ash.operator]);
        await attacker.outcome('rollback to savepoint one');
        assert.equal(await where(), null);
      }));

    it('takes no token that is made up, empty, nothing, or the hash of a good one', () =>
      sides.as(role, async (attacker) => {
        for (const token of [
          'made up',
          '',
          null,
          `\\x${await sides.one(`select encode(${hashOfToken}, 'hex') as id`, [ash.operator])}`,
        ])
          assert.equal(await attacker.outcome('select ctx.begin($1)', [token]), noProof, String(token));
      }));

    const ended: readonly (readonly [what: string, kind: 'session' | 'link' | 'operator', end: string])[] = [
      ['run out', 'operator', `update ctx.bearer set expires_at = now() where hash = ${hashOfToken}`],
      ['revoked', 'link', 'select ctx.revoke($1)'],
      [
        'not used for half an hour',
        'session',
        `update ctx.bearer set seen_at = now() - interval '31 minutes' where hash = ${hashOfToken}`,
      ],
      [
        'of somebody who holds no role any more',
        'session',
        `update ctx.bearer set partnership_id = gen_random_uuid() where hash = ${hashOfToken}`,
      ],
    ];
    for (const [what, kind, end] of ended)
      it(`takes no token that is ${what}`, () =>
        sides.as(role, async (attacker) => {
          const token = newToken();
          await sides.one(
            `insert into ctx.bearer (hash, kind, partnership_id, account_id, subject_id, expires_at)
              values (${hashOfToken}, $2, $3, $4, gen_random_uuid(), now() + interval '1 hour')`,
            [token, kind, ash.id, kind === 'session' ? ash.account : null],
          );
          assert.equal(await attacker.outcome('select ctx.begin($1)', [token]), 1, 'it was good');
          await sides.one(end, [token]);
          assert.equal(await attacker.outcome('select ctx.begin($1)', [token]), noProof);
        }));

    it('reads no secret and takes no other role', async () => {
      const attempts = [
        ...['key', 'bearer', 'credential', 'pending_factor', 'attempt'].flatMap((table) => [
          `select * from ctx.${table}`,
          `copy ctx.${table} to stdout`,
          `truncate ctx.${table}`,
          `insert into ctx.${table} default values`,
          `delete from ctx.${table}`,
          `create view public.mine as select * from ctx.${table}`,
        ]),
        ...['foresight_owner', 'foresight_migrate', 'foresight_worker', 'foresight_app', 'foresight_public']
          .filter((other) => other !== role)
          .flatMap((other) => [`set role ${other}`, `set session authorization ${other}`]),
        `select ctx.seal('x')`,
        `select ctx.issue_operator('mine', '${beech.id}')`,
        `select ctx.open_session('${beech.account}', '${beech.id}', 'device', 'mine')`,
        `select ctx.roles_of('${beech.account}', '${beech.id}')`,
        `select ctx.attempt_key('x')`,
        `select ctx.totp('\\x00', 1)`,
        'alter table app.partnership disable row level security',
        'drop policy own on app.partnership',
        'create policy mine on app.partnership using (true)',
        'set row_security = off; select * from app.partnership',
      ];
      for (const attempt of attempts)
        await sides.as(role, async (attacker) => {
          await attacker.outcome('begin');
          await attacker.get('select ctx.begin($1)', [ash.operator]);
          assert.match(String(await attacker.outcome(attempt)), /^(42501|42809)$/, attempt);
        });
    });

    it('learns nothing from the planner’s statistics', async () => {
      await sql`analyze`.execute(sides.owner);
      await sides.as(role, async (attacker) => {
        const told = `select count(*)::integer from pg_stats where schemaname in ('app', 'audit', 'ctx')`;
        assert.equal(await attacker.get(told), 0);
      });
    });

    it('issues no link but as an operator or administrator, for an invitation of the own partnership', async () => {
      for (const [token, wanted] of [
        [null, ash.invitation],
        [ash.session, ash.invitation],
        [ash.link, ash.invitation],
        [ash.operator, beech.invitation],
        [ash.operator, ash.account],
      ] as const)
        await sides.as(role, async (attacker) => {
          await attacker.outcome('begin');
          if (token !== null) await attacker.get('select ctx.begin($1)', [token]);
          assert.equal(await attacker.outcome(`select ctx.issue_link('mine', $1)`, [wanted]), denied);
        });
    });

    it('keeps nothing in a pooled connection, after success and after a fault', async () => {
      const pool = connect(sides.world.server, role, 1);
      const who = async () =>
        (await sql<{ id: string | null }>`select ctx.partnership_id() as id`.execute(pool)).rows[0]?.id;
      try {
        assert.equal(await transactionOf(pool, ash.operator, partnershipIn), ash.id);
        assert.equal(await who(), null);
        await assert.rejects(
          transactionOf(pool, ash.operator, () => Promise.reject(new Error('on purpose'))),
          /on purpose/,
        );
        assert.equal(await who(), null);
        await assert.rejects(transactionOf(pool, 'made up', partnershipIn), { code: noProof });
        assert.equal(await transactionOf(pool, beech.operator, partnershipIn), beech.id);
      } finally {
        await pool.destroy();
      }
    });

    it('gives each of forty transactions at once on three connections its own context', async () => {
      const pool = connect(sides.world.server, role, 3);
      const each = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? beech : ash));
      try {
        const found = await Promise.all(
          each.map(({ operator }) => transactionOf(pool, operator, partnershipIn)),
        );
        assert.deepEqual(
          found,
          each.map(({ id }) => id),
        );
      } finally {
        await pool.destroy();
      }
    });

    it('cannot be made to tell other rows by an error', () =>
      sides.as(role, async (attacker) => {
        // Were the condition tried on a row before the policy, its value would stand in the message.
        const leak = 'select count(*) from app.partnership where name::integer = 1';
        assert.equal(await attacker.get(leak), '0', 'no row, so nothing that could fail');
        await attacker.outcome('begin');
        await attacker.get('select ctx.begin($1)', [ash.operator]);
        const error = await attacker.get(leak).then(
          () => null,
          (thrown: Error) => thrown,
        );
        assert.match(error?.message ?? '', /Ashcombe/);
        assert.doesNotMatch(JSON.stringify(error), /Beechholm/);
      }));
  });

const partnershipIn = async (tx: Parameters<Parameters<typeof transactionOf>[2]>[0]) => {
  const { rows } = await sql<{ id: string }>`select id from app.partnership`.execute(tx);
  assert.ok(rows.length <= 1);
  return rows[0]?.id;
};
