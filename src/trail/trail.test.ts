import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { openWorld, type World } from '../../test/world.ts';
import { perform } from '../acts/command.ts';
import { record } from '../acts/entry.ts';
import { connect, connectAsOwner, type Database, transactionOf, type Tx } from '../platform/db/connect.ts';
import { verifyTrail } from './commands.ts';
import { walk } from './store.ts';
import type { Verdict } from './verify.ts';

const length = 12;

let world: World;
let owner: Database;
let ash: string;
let beech: string;

before(async () => {
  world = await openWorld();
  owner = connectAsOwner(world.server);
  ash = await world.partnership({
    name: 'Ashcombe Safeguarding Children Partnership',
    referencePrefix: 'ASHP',
  });
  beech = await world.partnership({
    name: 'Beechholm Safeguarding Children Partnership',
    referencePrefix: 'BEEP',
  });
  await add(ash, length);
  await add(beech, length);
});
after(async () => {
  await owner.destroy();
  await world.close();
});

/** Entries of several kinds, each in a transaction of its own. */
function add(trail: string, count: number): Promise<void> {
  return world.asOperatorOf(trail, async ({ token }) => {
    for (let n = 1; n <= count; n += 1)
      await transactionOf(world.worker, token, (tx) =>
        record(tx, trail, {
          verb: n % 3 === 0 ? 'session.end' : 'person.invite',
          outcome: n % 4 === 0 ? 'refused' : 'done',
          ...(n % 2 === 0 ? { object: trail } : {}),
          facts: { n, word: 'a word', grüße: '‽' },
        }),
      );
  });
}

const verdictOn = (trail: string) => owner.transaction().execute((tx) => walk(tx, trail));

/** What a check finds after somebody with every power over the database has done this. Nothing of it stays. */
async function afterTampering(...statements: readonly string[]): Promise<Verdict> {
  return tampering(async (tx) => {
    for (const words of statements) await sql.raw(words).execute(tx);
    return walk(tx, ash);
  });
}

async function tampering<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await owner.startTransaction().execute();
  try {
    for (const table of ['entry', 'entry_words', 'head'])
      await sql.raw(`alter table audit.${table} disable trigger user`).execute(tx);
    return await work(tx);
  } finally {
    await tx.rollback().execute();
  }
}

const entries = (rest: string) => `update audit.entry set ${rest}`;
const words = (rest: string) => `update audit.entry_words set ${rest}`;
const own = `(select id from app.partnership where reference_prefix = 'ASHP')`;
const at = (seq: number) => `where partnership_id = ${own} and seq = ${seq}`;

/** Makes every hash from entry `from` on anew, as whoever changes an entry would have to. */
const rechain = (from: number) => `do $$
  declare row record; before bytea := (select hash from audit.entry ${at(from - 1)});
  begin
    for row in select * from audit.entry where partnership_id = ${own} and seq >= ${from} order by seq loop
      before := sha256(before || row.leaf);
      update audit.entry set hash = before where partnership_id = row.partnership_id and seq = row.seq;
    end loop;
  end $$`;

const releaf = (seq: number) =>
  entries(
    `leaf = (select sha256('\\x00'::bytea || salt || convert_to(body, 'UTF8')) from audit.entry_words ${at(seq)}) ${at(seq)}`,
  );

const changeBody = (seq: number) => words(`body = replace(body, 'a word', 'other words') ${at(seq)}`);

const remove = (seq: number) => [
  `delete from audit.entry_words ${at(seq)}`,
  `delete from audit.entry ${at(seq)}`,
];

/** Exchanges what two rows of a table say, and leaves their numbers. */
const exchange = (table: string, columns: string, one: number, two: number) =>
  `update audit.${table} as mine set (${columns}) = (select ${columns} from audit.${table} as theirs
    where theirs.partnership_id = mine.partnership_id and theirs.seq = case mine.seq when ${one} then ${two} else ${one} end)
    where partnership_id = ${own} and seq in (${one}, ${two})`;

const ofAll = `where partnership_id = ${own}`;

describe('the trail', () => {
  it('is whole, for the partnerships and the installation', async () => {
    const nobody = '00000000-0000-0000-0000-000000000000';
    for (const [trail, count] of [
      [ash, length],
      [beech, length],
      [nobody, 2],
    ] as const)
      assert.deepEqual(await verdictOn(trail), { entries: count, broken: null });
  });

  it('is whole before its first entry', async () => {
    assert.deepEqual(await verdictOn('7a1e0c5e-0000-4000-8000-00000000ffff'), { entries: 0, broken: null });
  });

  const tampers: readonly (readonly [
    what: string,
    statements: readonly string[],
    seq: number,
    why: RegExp,
  ])[] = [
    ['words were changed', [changeBody(5)], 5, /words were changed/],
    ['words were changed with their leaf', [changeBody(5), releaf(5)], 5, /does not follow/],
    [
      'words were changed, and every hash from there on made anew',
      [changeBody(5), releaf(5), rechain(5)],
      length,
      /head/,
    ],
    [
      'the last words were changed with leaf and hash',
      [changeBody(length), releaf(length), rechain(length)],
      length,
      /head/,
    ],
    ['a verb was changed', [words(`verb = 'register.import' ${at(5)}`)], 5, /verb/],
    ['an outcome was changed', [words(`outcome = 'failed' ${at(5)}`)], 5, /outcome/],
    ['a time was changed', [words(`at = at - interval '1 day' ${at(5)}`)], 5, /time/],
    ['a kind of actor was changed', [words(`actor_kind = 'session' ${at(5)}`)], 5, /actor/],
    ['an account was put in', [words(`account_id = gen_random_uuid() ${at(5)}`)], 5, /account/],
    ['a case was put in', [words(`case_id = gen_random_uuid() ${at(5)}`)], 5, /case/],
    ['an object was taken out', [words(`object_id = null ${at(6)}`)], 6, /object/],
    ['words were deleted', [`delete from audit.entry_words ${at(5)}`], 5, /words are gone/],
    ['an entry in the middle was deleted', remove(5), 5, /entry 5 is missing/],
    ['the first entry was deleted', remove(1), 1, /entry 1 is missing/],
    ['the last entry was deleted', remove(length), length, /missing at the end: the trail had 12/],
    [
      'the last two were deleted',
      [...remove(length), ...remove(length - 1)],
      length - 1,
      /missing at the end/,
    ],
    [
      'every entry was deleted',
      [`delete from audit.entry_words ${ofAll}`, `delete from audit.entry ${ofAll}`],
      1,
      /at the end/,
    ],
    ['two salts were exchanged', [exchange('entry_words', 'salt', 4, 7)], 4, /words were changed/],
    ['two entries were exchanged', [exchange('entry', 'leaf, hash', 4, 7)], 4, /words were changed/],
    [
      'two entries were exchanged with all their words, and the hashes made anew',
      [
        exchange('entry', 'leaf', 4, 7),
        exchange('entry_words', 'at, verb, outcome, object_id, salt, body', 4, 7),
        rechain(4),
      ],
      4,
      /number/,
    ],
    ['a leaf was written anew', [entries(`leaf = sha256('x') ${at(5)}`)], 5, /words were changed/],
    ['a hash was written anew', [entries(`hash = sha256('x') ${at(5)}`)], 5, /does not follow/],
    [
      'the hashes were made anew from the middle',
      [entries(`hash = sha256('x') ${at(5)}`), rechain(6)],
      5,
      /does not follow/,
    ],
    ['the head was dropped', [`delete from audit.head ${ofAll}`], 1, /head of the trail is gone/],
    ['the head was set back', [`update audit.head set seq = 8 ${ofAll}`], 9, /knows of 8 entries only/],
    [
      'the head’s hash was changed',
      [`update audit.head set hash = sha256('x') ${ofAll}`],
      length,
      /at the head/,
    ],
  ];
  for (const [what, statements, seq, why] of tampers)
    it(`names entry ${seq} where ${what}`, async () => {
      const { broken, entries: fitting } = await afterTampering(...statements);
      assert.equal(broken?.seq, seq);
      assert.match(broken?.why ?? '', why);
      assert.ok(fitting <= length);
    });

  it('knows the trail of another partnership in its place', async () => {
    const columns = {
      entry_words:
        'partnership_id, seq, at, verb, outcome, actor_kind, account_id, case_id, object_id, salt, body',
      entry: 'partnership_id, seq, leaf, hash',
      head: 'partnership_id, seq, at, hash',
    };
    const tables = ['entry_words', 'entry', 'head'] as const;
    const { broken } = await afterTampering(
      ...tables.map((table) => `delete from audit.${table} where partnership_id = '${ash}'`),
      `set constraints all deferred`,
      ...tables
        .toReversed()
        .map(
          (table) =>
            `insert into audit.${table} (${columns[table]}) select ${columns[table].replace('partnership_id', `'${ash}'`)} from audit.${table} where partnership_id = '${beech}'`,
        ),
    );
    assert.deepEqual(broken, { seq: 1, why: 'its trail is not what its words say' });
  });

  it('cannot know one that was written anew whole, its head with it: for that a head has to be kept elsewhere', async () => {
    const { broken } = await afterTampering(
      changeBody(5),
      releaf(5),
      rechain(5),
      `update audit.head set hash = (select hash from audit.entry ${at(length)}) ${ofAll}`,
    );
    assert.equal(broken, null);
  });
});

describe('three hundred changes by chance', () => {
  const seed = Number(process.env['TEST_SEED']) || randomInt(1, 2 ** 31);

  it('are all found, each at the first entry that it touched', () =>
    tampering(async (tx) => {
      const chance = numbers(seed);
      for (let round = 1; round <= 300; round += 1) {
        const { statement, seq } = changeByChance(chance);
        const said = `TEST_SEED=${seed}, change ${round}: ${statement}`;
        await sql`savepoint before_it`.execute(tx);
        const { numAffectedRows } = await sql.raw(statement).execute(tx);
        assert.notEqual(numAffectedRows, 0n, said);
        assert.equal((await walk(tx, ash)).broken?.seq, seq, said);
        await sql`rollback to savepoint before_it`.execute(tx);
      }
    }));
});

/** Numbers from 0 up to, not on, `below`, the same for the same seed (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function changeByChance(chance: (below: number) => number): { statement: string; seq: number } {
  const seq = 1 + chance(length);
  const later = seq === length ? seq - 1 : seq + 1 + chance(length - seq);
  const flip = (column: string, bytes: number) => {
    const byte = chance(bytes);
    return `${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # ${1 + chance(255)})`;
  };
  const place = 1 + chance(60);
  const kinds: readonly (() => { statement: string; seq: number })[] = [
    () => ({ statement: entries(`${flip('leaf', 32)} ${at(seq)}`), seq }),
    () => ({ statement: entries(`${flip('hash', 32)} ${at(seq)}`), seq }),
    () => ({ statement: words(`${flip('salt', 16)} ${at(seq)}`), seq }),
    () => ({
      statement: words(
        `body = overlay(body placing case substr(body, ${place}, 1) when 'x' then 'y' else 'x' end from ${place}) ${at(seq)}`,
      ),
      seq,
    }),
    () => ({ statement: words(`body = body || ' ' ${at(seq)}`), seq }),
    () => ({ statement: words(`verb = verb || chr(${97 + chance(26)}) ${at(seq)}`), seq }),
    () => ({
      statement: words(`outcome = case outcome when 'done' then 'refused' else 'done' end ${at(seq)}`),
      seq,
    }),
    () => ({ statement: words(`at = at + interval '${1 + chance(100_000)} microseconds' ${at(seq)}`), seq }),
    () => ({ statement: words(`actor_kind = null ${at(seq)}`), seq }),
    () => ({ statement: words(`account_id = gen_random_uuid() ${at(seq)}`), seq }),
    () => ({ statement: words(`case_id = gen_random_uuid() ${at(seq)}`), seq }),
    () => ({ statement: words(`object_id = gen_random_uuid() ${at(seq)}`), seq }),
    () => ({ statement: `delete from audit.entry_words ${at(seq)}`, seq }),
    () => ({ statement: exchange('entry_words', 'salt', seq, later), seq: Math.min(seq, later) }),
    () => ({ statement: exchange('entry_words', 'salt, body', seq, later), seq: Math.min(seq, later) }),
    () => ({ statement: exchange('entry', 'leaf', seq, later), seq: Math.min(seq, later) }),
    () => ({ statement: exchange('entry', 'hash', seq, later), seq: Math.min(seq, later) }),
    () => ({ statement: `update audit.head set ${flip('hash', 32)} ${ofAll}`, seq: length }),
    () => ({ statement: `update audit.head set seq = seq + ${1 + chance(100)} ${ofAll}`, seq: length + 1 }),
    () => ({ statement: `update audit.head set seq = ${seq - 1} ${ofAll}`, seq }),
    () => ({ statement: `delete from audit.head ${ofAll}`, seq: 1 }),
  ];
  const kind = kinds[chance(kinds.length)];
  assert.ok(kind);
  return kind();
}

describe('changing the trail', () => {
  const changes = ['entry', 'entry_words'].flatMap((table) => [
    `update audit.${table} set seq = seq where seq = 1`,
    `delete from audit.${table}`,
    `truncate audit.${table} cascade`,
  ]);
  const all = [
    ...changes,
    'delete from audit.head',
    'truncate audit.head',
    'truncate audit.head, audit.entry, audit.entry_words',
  ];

  for (const role of ['owner', 'administrator', 'migrate', 'app', 'worker', 'public', 'backup'] as const)
    it(`is refused to the ${role}`, async () => {
      const config =
        role === 'administrator'
          ? world.server.administrator()
          : world.server.as(role === 'owner' ? 'foresight_migrate' : `foresight_${role}`);
      const client = new pg.Client(config);
      await client.connect();
      try {
        if (role === 'owner') await client.query('set role foresight_owner');
        for (const words of all) await assert.rejects(client.query(words), { code: '42501' }, words);
      } finally {
        await client.end();
      }
      assert.deepEqual(await verdictOn(ash), { entries: length, broken: null });
    });
});

describe('checking the trail', () => {
  it('is an act, and leaves its own entry after what it checked', () =>
    world.asOperatorOf(beech, async (bearer) => {
      const room = { db: world.worker, clock: world.clock };
      const outcome = await perform(room, bearer, verifyTrail, { trail: beech });
      assert.deepEqual(outcome, { outcome: 'done', done: { entries: length, broken: null } });
      assert.deepEqual(await verdictOn(beech), { entries: length + 1, broken: null });
    }));

  it('finds it whole while four write it', () =>
    world.asOperatorOf(beech, async ({ token }) => {
      const db = connect(world.server, 'foresight_worker', 6);
      let writing = true;
      const write = async () => {
        for (let n = 0; n < 40; n += 1)
          await transactionOf(db, token, (tx) => record(tx, beech, { verb: 'session.end', outcome: 'done' }));
      };
      const check = async () => {
        let checks = 0;
        while (writing || checks < 3) {
          assert.equal((await transactionOf(db, token, (tx) => walk(tx, beech))).broken, null);
          checks += 1;
        }
      };
      try {
        const writers = Promise.all(Array.from({ length: 4 }, write)).finally(() => {
          writing = false;
        });
        await Promise.all([writers, check(), check()]);
      } finally {
        await db.destroy();
      }
    }));
});
