import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { openWorld, type World } from '../../test/world.ts';
import { createPartnership } from '../partnership/commands.ts';
import type { NewPartnership } from '../partnership/create.ts';
import { readSettings, usualNames } from '../partnership/settings.ts';
import { invitePerson } from '../people/commands.ts';
import type { NewInvitation } from '../people/invitation.ts';
import { clockAt } from '../platform/clock/clock.ts';
import { connectAsOwner, type Database } from '../platform/db/connect.ts';
import { type Bearer, type Command, perform, type Room } from './command.ts';
import { installation } from './entry.ts';
import { refuse, words } from './refusal.ts';

let world: World;
let owner: Database;
let room: Room;
let ash: string;
let beech: string;

before(async () => {
  world = await openWorld();
  owner = connectAsOwner(world.server);
  room = { db: world.worker, clock: world.clock };
  ash = await world.partnership({
    name: 'Ashcombe Safeguarding Children Partnership',
    referencePrefix: 'ASHP',
  });
  beech = await world.partnership({
    name: 'Beechholm Safeguarding Children Partnership',
    referencePrefix: 'BEEP',
  });
});
after(async () => {
  await owner.destroy();
  await world.close();
});

let count = 0;

/** A partnership that is not there yet. */
function newcomer(more: Partial<NewPartnership> = {}): NewPartnership {
  count += 1;
  const name = `Newcomer ${count} Safeguarding Children Partnership`;
  return {
    name,
    referencePrefix: `NEW${String.fromCharCode(64 + count)}`,
    training: false,
    authorityCode: 'E06999999',
    authorityName: 'Eastwick Vale Council',
    hosts: [`n${count}.partnership.example`],
    agencies: [],
    names: usualNames(name, 'NEW'),
    settings: readSettings({}),
    ...more,
  };
}

const invitation = (partnershipId: string): NewInvitation => ({
  partnershipId,
  email: 'kim@example.org',
  role: 'reviewer',
  expiresAt: Temporal.Now.instant().add({ hours: 72 }),
});

/** Everything that these acts write, and every entry: what one act changed is the difference. */
async function state() {
  const { rows } = await sql<{ held: string; entries: string[] }>`
    select (select count(*) from app.partnership) || ' partnerships, ' || (select count(*) from app.partnership_host) || ' hosts, '
        || (select count(*) from app.dated_name) || ' names, ' || (select count(*) from app.invitation) || ' invitations, '
        || (select count(*) from ctx.bearer where kind = 'link') || ' links' as held,
      (select array_agg(body order by partnership_id, seq) from audit.entry_words) as entries`.execute(owner);
  const [row] = rows;
  assert.ok(row);
  return row;
}

type Body = Readonly<Record<string, unknown>>;

/** Does something, and tells whether the state changed and which entries came. */
async function watch<T>(work: () => Promise<T>) {
  const before = await state();
  const outcome = await work().catch((error: unknown) => ({ thrown: error }) as const);
  const after = await state();
  const known = new Set(before.entries);
  const entries = after.entries.filter((body) => !known.has(body)).map((body) => JSON.parse(body) as Body);
  return { outcome, changed: before.held !== after.held, entries };
}

const asInstallation = <Input, Loaded, Decided, Done>(
  command: Command<Input, Loaded, Decided, Done>,
  input: Input,
  change: Partial<Bearer> = {},
) =>
  watch(() => world.asOperatorOf(null, (bearer) => perform(room, { ...bearer, ...change }, command, input)));

const brief = ({ verb, outcome, refusal, partnership }: Body) => ({ verb, outcome, refusal, partnership });

describe('an act that is granted', () => {
  it('changes the state and leaves one entry, which says who, what and to what', async () => {
    const wanted = newcomer();
    const { outcome, changed, entries } = await asInstallation(createPartnership, wanted);
    assert.ok('outcome' in outcome && outcome.outcome === 'done');
    assert.equal(changed, true);
    assert.equal(entries.length, 1);
    const [entry] = entries;
    assert.deepEqual(
      { ...entry, at: null, seq: null, actor: null },
      {
        verb: 'partnership.create',
        outcome: 'done',
        object: outcome.done,
        facts: { training: false, hosts: 1, agencies: 0 },
        partnership: installation,
        at: null,
        seq: null,
        actor: null,
      },
    );
    assert.equal((entry?.['actor'] as Body | undefined)?.['kind'], 'operator');
  });

  it('leaves its entry in the trail of the partnership that it belongs to, and nothing that a person wrote', async () => {
    const { outcome, entries } = await watch(() =>
      world.asOperatorOf(ash, (bearer) => perform(room, bearer, invitePerson, invitation(ash))),
    );
    assert.ok('outcome' in outcome && outcome.outcome === 'done');
    assert.deepEqual(entries.map(brief), [
      { verb: 'person.invite', outcome: 'done', refusal: undefined, partnership: ash },
    ]);
    assert.doesNotMatch(
      JSON.stringify(entries),
      new RegExp(`kim|${outcome.done.token}|${outcome.done.code}`),
    );
  });
});

describe('an act that is refused', () => {
  const refusals: readonly (readonly [
    code: string,
    change: (there: NewPartnership) => Partial<NewPartnership>,
    sentence: RegExp,
  ])[] = [
    [
      'partnership-name-taken',
      ({ name }) => ({ name: name.toUpperCase() }),
      /already is a partnership called “NEWCOMER/,
    ],
    [
      'reference-prefix-taken',
      ({ referencePrefix }) => ({ referencePrefix }),
      /references already begin with NEW/,
    ],
    [
      'host-taken',
      ({ hosts }) => ({ hosts: ['free.partnership.example', ...hosts] }),
      /already answers at n\d+\./,
    ],
  ];
  for (const [code, change, sentence] of refusals)
    it(`changes nothing and leaves one entry: ${code}`, async () => {
      const there = newcomer();
      await asInstallation(createPartnership, there);
      const { outcome, changed, entries } = await asInstallation(createPartnership, newcomer(change(there)));
      assert.ok('outcome' in outcome && outcome.outcome === 'refused');
      assert.match(words(outcome.refusal), sentence);
      assert.equal(changed, false);
      assert.deepEqual(entries.map(brief), [
        { verb: 'partnership.create', outcome: 'refused', refusal: code, partnership: installation },
      ]);
    });

  const strangers: readonly (readonly [who: string, actor: Bearer['actor']])[] = [
    ['anyone', { kind: 'anyone' }],
    ['the holder of a link', { kind: 'link', partnershipId: installation, invitationId: installation }],
    [
      'an administrator of a partnership',
      {
        kind: 'member',
        partnershipId: installation,
        accountId: installation,
        sessionId: installation,
        roles: ['administrator'],
      },
    ],
  ];
  for (const [who, actor] of strangers)
    it(`is refused to ${who} before anything is decided`, async () => {
      let asked = false;
      const watched: typeof createPartnership = {
        ...createPartnership,
        decide(...given) {
          asked = true;
          return createPartnership.decide(...given);
        },
      };
      const { outcome, changed, entries } = await asInstallation(watched, newcomer(), { actor });
      assert.deepEqual(outcome, { outcome: 'refused', refusal: refuse('not-permitted') });
      assert.equal(asked, false);
      assert.equal(changed, false);
      assert.deepEqual(entries.map(brief), [
        {
          verb: 'partnership.create',
          outcome: 'refused',
          refusal: 'not-permitted',
          partnership: installation,
        },
      ]);
    });
});

describe('an act on something that is not there', () => {
  it('is not found, changes nothing and leaves one entry', async () => {
    const absent: typeof createPartnership = { ...createPartnership, load: () => Promise.resolve(null) };
    const { outcome, changed, entries } = await asInstallation(absent, newcomer());
    assert.deepEqual(outcome, { outcome: 'not-found' });
    assert.equal(changed, false);
    assert.deepEqual(entries.map(brief), [
      { verb: 'partnership.create', outcome: 'not-found', refusal: undefined, partnership: installation },
    ]);
  });
});

describe('an act in which something fails', () => {
  const nothingAtAll = (
    { outcome, changed, entries }: Awaited<ReturnType<typeof asInstallation>>,
    why: RegExp,
  ) => {
    assert.ok('thrown' in outcome);
    const thrown = outcome.thrown as Error & { code?: string };
    assert.match(`${thrown.code ?? ''} ${thrown.message}`, why);
    assert.equal(changed, false);
    assert.deepEqual(entries, []);
  };

  it('leaves nothing at all and no entry: a fault of ours after the first write', async () => {
    const faulty: typeof createPartnership = {
      ...createPartnership,
      async write(tx, wanted, input) {
        await createPartnership.write(tx, wanted, input);
        throw new Error('on purpose');
      },
    };
    nothingAtAll(await asInstallation(faulty, newcomer()), /on purpose/);
  });

  it('leaves nothing at all and no entry: the database refuses the third of five writes', async () => {
    const host = 'twice.partnership.example';
    nothingAtAll(await asInstallation(createPartnership, newcomer({ hosts: [host, host] })), /23505/);
  });

  it('leaves nothing at all where its entry cannot be written: the trail of another partnership', async () => {
    const { outcome, changed, entries } = await watch(() =>
      world.asOperatorOf(ash, (bearer) =>
        perform(room, { ...bearer, trail: beech }, invitePerson, invitation(ash)),
      ),
    );
    assert.ok('thrown' in outcome);
    assert.equal((outcome.thrown as { code?: string }).code, '42501');
    assert.equal(changed, false);
    assert.deepEqual(entries, []);
  });

  it('leaves nothing at all where the token does not bear out the actor', async () => {
    const { outcome, changed, entries } = await watch(() =>
      world.asOperatorOf(ash, (bearer) => perform(room, bearer, createPartnership, newcomer())),
    );
    assert.ok('thrown' in outcome, 'the operator of one partnership sets up no other');
    assert.equal((outcome.thrown as { code?: string }).code, '42501');
    assert.equal(changed, false);
    assert.deepEqual(entries, []);
  });

  it('does not begin with a token that is not good', async () => {
    nothingAtAll(await asInstallation(createPartnership, newcomer(), { token: 'made up' }), /28000/);
  });

  it('leaves one of two that want the same at the same moment', async () => {
    const same = newcomer();
    const { outcome, entries } = await watch(() =>
      world.asOperatorOf(null, (bearer) =>
        Promise.allSettled([1, 2].map(() => perform(room, bearer, createPartnership, same))),
      ),
    );
    assert.ok(Array.isArray(outcome));
    assert.equal(entries.filter((entry) => entry['outcome'] === 'done').length, 1);
    const { rows } = await sql`select from app.partnership where name = ${same.name}`.execute(owner);
    assert.equal(rows.length, 1);
  });
});

describe('the day of an act', () => {
  const days: readonly (readonly [instant: string, day: string])[] = [
    ['2026-06-30T22:59:59Z', '2026-06-30'],
    ['2026-06-30T23:00:00Z', '2026-07-01'],
    ['2026-12-31T23:59:59Z', '2026-12-31'],
  ];
  for (const [instant, day] of days)
    it(`is London’s: ${instant} is ${day}`, async () => {
      let told = '';
      const asking: typeof createPartnership = {
        ...createPartnership,
        decide(_loaded, _input, today) {
          told = today.toString();
          return refuse('not-permitted');
        },
      };
      const then = { ...room, clock: clockAt(Temporal.Instant.from(instant)) };
      await world.asOperatorOf(null, (bearer) => perform(then, bearer, asking, newcomer()));
      assert.equal(told, day);
    });
});
