import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { connect, transactionOf } from './connect.ts';
import { type Attacker, type Side, type TwoSides, twoSides } from './samples.ts';

const denied = '42501';

let sides: TwoSides;
let ash: Side;
let beech: Side;

before(async () => {
  sides = await twoSides();
  ({ ash, beech } = sides);
  for (const { id, operator } of [ash, beech]) {
    const db = connect(sides.world.server, 'foresight_worker', 1);
    await transactionOf(db, operator, (tx) =>
      sql`insert into app.idempotency (partnership_id, key, verb, body_digest, location)
        values (${id}, 'a key of a form that was sent', 'person.invite', '\\x00', '/')`.execute(tx),
    );
    await db.destroy();
  }
});
after(() => sides.close());

/** Every table that a role may read, and how its rows tell whose they are. */
async function readable(role: string): Promise<readonly { name: string; whose: string }[]> {
  const { rows } = await sql<{ name: string; whose: string }>`
    select c.oid::regclass::text as name,
      case when c.oid::regclass::text = 'app.account' then 'id' when c.oid::regclass::text = 'app.partnership' then 'id' else 'partnership_id' end as whose
    from pg_class c where relkind = 'r' and relnamespace::regnamespace::text in ('app', 'published', 'audit')
      and has_any_column_privilege(${role}, c.oid, 'select') order by 1`.execute(sides.owner);
  assert.ok(rows.length > 5, 'the tables are found');
  return rows;
}

/** Every table that a role may change in some way. */
async function changeable(role: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    where relkind = 'r' and relnamespace::regnamespace::text in ('app', 'published', 'audit')
      and (has_any_column_privilege(${role}, c.oid, 'update') or has_table_privilege(${role}, c.oid, 'delete'))
    order by 1`.execute(sides.owner);
  assert.notEqual(rows.length, 0, 'the tables are found');
  return rows.map(({ name }) => name);
}

const begin = async (attacker: Attacker, token: string) => {
  await attacker.outcome('begin');
  await attacker.get('select ctx.begin($1)', [token]);
};

describe('two partnerships on one installation', () => {
  for (const role of ['foresight_app', 'foresight_worker'] as const)
    for (const kind of ['operator', 'session', 'link'] as const)
      it(`show no row of the other’s to ${role} with a ${kind}`, async () => {
        for (const [own, other] of [
          [ash, beech],
          [beech, ash],
        ] as const)
          for (const { name, whose } of await readable(role))
            await sides.as(role, async (attacker) => {
              await begin(attacker, own[kind]);
              const foreign = `select count(*)::integer from ${name} where ${whose}::text in ($1, $2)`;
              assert.equal(await attacker.get(foreign, [other.id, other.account]), 0, name);
            });
      });

  it('each show their operator their own', () =>
    sides.as('foresight_worker', async (attacker) => {
      await begin(attacker, ash.operator);
      const tables = [
        'app.partnership_host',
        'app.dated_name',
        'app.invitation',
        'app.idempotency',
        'published.review',
      ];
      for (const table of tables)
        assert.notEqual(await attacker.get(`select count(*)::integer from ${table}`), 0, table);
      assert.equal(await attacker.get('select name from app.partnership'), ash.name);
      assert.equal(await attacker.get('select title from published.review'), 'A review of Ashcombe');
    }));

  it('each show their member the own membership and account', () =>
    sides.as('foresight_app', async (attacker) => {
      await begin(attacker, ash.session);
      assert.equal(await attacker.get('select id from app.account'), ash.account);
      assert.equal(await attacker.get('select count(*)::integer from app.membership'), 1);
      assert.equal(await attacker.get('select count(*)::integer from app.invitation'), 0);
    }));

  it('cannot be changed or emptied from the other side', async () => {
    for (const role of ['foresight_app', 'foresight_worker'] as const)
      for (const name of await changeable(role))
        for (const token of [ash.operator, ash.session, ash.link])
          await sides.as(role, async (attacker) => {
            const whose = name === 'app.partnership' ? 'id' : 'partnership_id';
            for (const words of [`update ${name} set ${whose} = ${whose}`, `delete from ${name}`]) {
              await begin(attacker, token);
              const outcome = await attacker.outcome(`${words} where ${whose} = $1`, [beech.id]);
              assert.ok(outcome === 0 || outcome === denied, `${words}: ${outcome}`);
              await attacker.outcome('rollback');
            }
          });
  });

  it('take no row from the other side, new or moved', () =>
    sides.as('foresight_worker', async (attacker) => {
      const attempts = [
        `insert into app.partnership_host (host, partnership_id) values ('mine.partnership.example', '${beech.id}')`,
        `insert into app.dated_name (partnership_id, kind, name) values ('${beech.id}', 'group', 'Ours')`,
        `insert into app.invitation (partnership_id, purpose, email, role, expires_at)
          values ('${beech.id}', 'join', 'kim@example.org', 'administrator', now())`,
        `insert into published.review (partnership_id, slug, title, type, published_on, digest)
          values ('${beech.id}', 'mine', 'Mine', 'SCR', '2020-01-01', '\\x00')`,
        `update published.review set partnership_id = '${beech.id}'`,
        `insert into app.idempotency (partnership_id, key, verb, body_digest, location)
          values ('${beech.id}', 'another key of a form', 'v', '\\x00', '/')`,
      ];
      for (const attempt of attempts) {
        await begin(attacker, ash.operator);
        assert.equal(await attacker.outcome(attempt), denied, attempt);
        await attacker.outcome('rollback');
      }
    }));

  it('change no name, host or setting of their own either: that is the installation’s operator’s', () =>
    sides.as('foresight_worker', async (attacker) => {
      await begin(attacker, ash.operator);
      for (const table of ['app.partnership', 'app.partnership_host', 'app.dated_name'])
        assert.equal(
          await attacker.outcome(
            `update ${table} set ${table === 'app.partnership_host' ? 'ordinal' : 'version'} = 7`,
          ),
          0,
          table,
        );
    }));

  it('cannot be joined: a document of one does not hang on a review of the other', () =>
    sides.as('foresight_worker', async (attacker) => {
      await begin(attacker, ash.operator);
      const words = `insert into published.document (partnership_id, review_id, slug, ordinal, kind, title, published_on, held)
        values ($1, $2, 'report', 1, 'report', 'Report', '2020-01-01', false)`;
      assert.equal(await attacker.outcome(words, [ash.id, beech.review]), '23503');
    }));

  it('are served one at a time to the public site', () =>
    sides.as('foresight_public', async (attacker) => {
      const titles = `select coalesce(string_agg(title, ', '), '') from published.review`;
      assert.equal(await attacker.get(titles), '', 'nobody is served');
      for (const { id, name } of [ash, beech]) {
        await attacker.get(`select set_config('published.partnership', $1, false)`, [id]);
        assert.equal(await attacker.get(titles), `A review of ${name.split(' ')[0]}`);
        const found = await attacker.outcome(
          'select * from published.find_reviews($1, 10, null, null, null)',
          ['review'],
        );
        assert.equal(found, 1);
      }
    }));
});

describe('what leaves the database by another way', () => {
  it('is held to the same policies: copy', () =>
    sides.as('foresight_worker', async (attacker) => {
      await begin(attacker, ash.operator);
      assert.equal(await attacker.outcome('copy app.partnership to stdout'), 1, 'one’s own');
      assert.equal(await attacker.outcome('copy (select * from audit.entry) to stdout'), 0);
      assert.equal(await attacker.outcome(`copy app.invitation from program 'true'`), denied);
    }));

  it('takes no rows by copy into a table with policies', () =>
    sides.as('foresight_worker', async (attacker) => {
      await begin(attacker, ash.operator);
      assert.equal(await attacker.outcome('copy app.invitation from stdin'), '0A000');
    }));

  const clashes: readonly (readonly [what: string, words: string, code: string])[] = [
    [
      'a host that the other answers at',
      `insert into app.partnership_host (host, partnership_id) values ($2, $1)`,
      denied,
    ],
    [
      'a row that breaks a rule',
      `insert into published.review (partnership_id, slug, title, type, published_on, digest) values ($1, 'mine', $2, 'no such type', '2020-01-01', '')`,
      '23514',
    ],
  ];
  for (const [what, words, code] of clashes)
    it(`is not in the details of an error: ${what}`, async () => {
      const db = new pg.Client(sides.world.server.as('foresight_worker'));
      await db.connect();
      try {
        await db.query('begin');
        await db.query('select ctx.begin($1)', [ash.operator]);
        await assert.rejects(db.query(words, [ash.id, beech.host]), (error) => {
          assert.ok(error instanceof pg.DatabaseError);
          assert.equal(error.code, code);
          assert.doesNotMatch(JSON.stringify([error.message, error.detail, error.where]), /beech/i);
          return true;
        });
      } finally {
        await db.end();
      }
    });
});

describe('the trail of another partnership', () => {
  const add = `select audit.add($1, $2::jsonb)`;
  const entry = JSON.stringify({ verb: 'person.invite', outcome: 'done' });

  for (const role of ['foresight_app', 'foresight_worker'] as const) {
    for (const kind of ['operator', 'session', 'link'] as const)
      it(`takes no entry from ${role} with a ${kind}`, () =>
        sides.as(role, async (attacker) => {
          await begin(attacker, ash[kind]);
          assert.equal(await attacker.outcome(add, [ash.id, entry]), 1, 'one’s own does');
          assert.equal(await attacker.outcome(add, [beech.id, entry]), denied);
        }));

    it(`is written by ${role} in no other way`, async () => {
      for (const table of ['audit.entry', 'audit.entry_words', 'audit.head'])
        for (const words of [
          `insert into ${table} default values`,
          `update ${table} set partnership_id = '${beech.id}'`,
          `delete from ${table}`,
          `truncate ${table} cascade`,
        ])
          await sides.as(role, async (attacker) => {
            await begin(attacker, ash.operator);
            assert.equal(await attacker.outcome(words), denied, words);
          });
    });
  }

  it('says who acted by the proof and never by what the caller claims', () =>
    sides.as('foresight_worker', async (attacker) => {
      await begin(attacker, ash.operator);
      const forged = {
        actor: { kind: 'session' },
        seq: 1_000_000,
        at: '2001-01-01T00:00:00Z',
        partnership: beech.id,
      };
      const seq = await attacker.get(add, [ash.id, JSON.stringify({ ...JSON.parse(entry), ...forged })]);
      const body = JSON.parse(
        String(await attacker.get('select body from audit.entry_words where seq = $1', [seq])),
      ) as Record<string, unknown>;
      assert.equal(body['seq'], Number(seq));
      assert.equal(body['partnership'], ash.id);
      assert.equal((body['actor'] as Record<string, unknown>)['kind'], 'operator');
      assert.doesNotMatch(String(body['at']), /^2001/);
    }));

  it('takes no entry of an act that needs a proof where there is none', () =>
    sides.as('foresight_app', async (attacker) => {
      const forged = JSON.stringify({ verb: 'register.import', outcome: 'done' });
      assert.equal(await attacker.outcome(add, [ash.id, forged]), denied);
    }));

  it('names nobody for an entry that was made without a proof, as a failed sign-in is', () =>
    sides.as('foresight_app', async (attacker) => {
      const seq = await attacker.get(add, [
        ash.id,
        JSON.stringify({ verb: 'session.begin', outcome: 'refused' }),
      ]);
      const kind = await sides.one(
        `select coalesce(actor_kind, 'nobody') as id from audit.entry_words where partnership_id = $1 and seq = $2`,
        [ash.id, seq],
      );
      assert.equal(kind, 'nobody');
    }));
});

describe('signing in, by SQL of one’s own', () => {
  it('takes no password that is nothing, with an authenticator’s code that is right', async () => {
    const secret = '\\x3132333435363738393031323334353637383930';
    await sides.one(
      `insert into ctx.credential (account_id, salt, memory_kib, passes, verifier, totp_secret)
        values ($1, '\\x00', 19456, 2, sha256('right'), $2::bytea)`,
      [ash.account, secret],
    );
    const signIn = 'select ctx.sign_in($1, $2, $3::bytea, $4, $5, $6, $7)';
    const attempt = (derived: Buffer | null) =>
      sides.as('foresight_app', async (attacker) => {
        const code = await sides.one(
          'select ctx.totp($1::bytea, floor(extract(epoch from now()) / 30)::bigint) as id',
          [secret],
        );
        return attacker.get(signIn, [
          ash.id,
          `kim@${ash.host}`,
          derived,
          code,
          '192.0.2.1',
          'a device',
          'my token',
        ]);
      });
    assert.equal(await attempt(null), 'wrong');
    assert.equal(await attempt(Buffer.from('other')), 'wrong');
    assert.equal(await attempt(Buffer.from('right')), 'done');
  });
});
