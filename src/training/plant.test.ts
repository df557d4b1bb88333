import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { countAll } from '../../test/count-all.ts';
import { openWorld } from '../../test/world.ts';
import { perform } from '../acts/command.ts';
import { invitePerson } from '../people/commands.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { connectAsOwner } from '../platform/db/connect.ts';
import { seedInstallation } from '../seeds.ts';

describe('setting the training partnership up', () => {
  const stopped = new Error('the power fails');

  it('is finished by the next start, wherever it was cut short', async () => {
    const world = await openWorld();
    const owner = connectAsOwner(world.server);
    try {
      await sql`create function app.fail() returns trigger language plpgsql as $$
        begin raise exception 'the power fails at %', tg_argv[0]; end $$`.execute(owner);
      // Among people, referrals, decisions and relatives, in a notification, a rapid review and two places of a review, and at the end.
      const cuts = [
        ['membership', 'insert', `new.role = 'notifier'`],
        ['referral', 'update', `new.number = 4`],
        ['decision', 'insert', `new.outcome = 'more-information'`],
        ['case_person', 'insert', `new.name = 'Ada Zieliński'`],
        ['notification_sent', 'insert', 'true'],
        ['rapid_review_reply', 'insert', `new.kind = 'partners'`],
        ['review_day', 'insert', `new.day = '2017-04-28' and new.kind = 'expected'`],
        ['review_move', 'insert', `new.to_state = 'published'`],
        ['membership', 'update', 'true'],
      ] as const;
      const left = new Map(cuts.map((cut, index) => [`cut${index}`, cut]));
      for (const [name, [table, when, row]] of left)
        await sql`create trigger ${sql.ref(`fails_${name}`)} before ${sql.raw(when)} on ${sql.table(`app.${table}`)}
          for each row when (${sql.raw(row)}) execute function app.fail(${sql.lit(name)})`.execute(owner);
      while (left.size > 0) {
        const stoppedAt: string = await seedInstallation(world.server, ['training'], () => {}).then(
          () => 'nothing',
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
        const name = stoppedAt.replace('the power fails at ', '');
        const cut = left.get(name);
        assert.ok(cut !== undefined, stoppedAt);
        await sql`drop trigger ${sql.ref(`fails_${name}`)} on ${sql.table(`app.${cut[0]}`)}`.execute(owner);
        left.delete(name);
      }
      assert.deepEqual((await seedInstallation(world.server, ['training'], () => {})).length, 1);
      const whole = await countAll(owner);
      assert.deepEqual(
        [whole['case_file'], whole['account'], whole['case_exclusion'], whole['decision']],
        [17, 17, 1, 8],
      );
      assert.deepEqual(
        ['review', 'review_reviewer', 'review_day', 'review_check', 'review_request', 'review_move'].map(
          (table) => whole[table],
        ),
        [5, 6, 42, 9, 3, 11],
        'of each exactly once',
      );
      assert.equal(whole['case_person'], 9);
      const { rows } = await sql<{ sent: number; waiting: number }>`
        select (select count(*) from app.referral where state <> 'draft') as sent,
          (select count(*) from app.invitation where purpose = 'join' and accepted_at is null and revoked_at is null) as waiting`.execute(
        owner,
      );
      assert.deepEqual(rows[0], { sent: 21, waiting: 0 });
    } finally {
      await owner.destroy();
      await world.close();
    }
  });

  it('comes to a training partnership of an earlier version, which had neither agencies nor people', async () => {
    const world = await openWorld();
    const owner = connectAsOwner(world.server);
    try {
      await world.partnership({
        name: 'Merrow Vale Safeguarding Children Partnership (training)',
        referencePrefix: 'MVSCP',
        training: true,
      });
      await seedInstallation(world.server, ['training'], () => {});
      const whole = await countAll(owner);
      assert.deepEqual([whole['agency'], whole['account'], whole['case_file']], [9, 17, 17]);
    } finally {
      await owner.destroy();
      await world.close();
    }
  });

  it('does not begin where somebody has been invited already', async () => {
    const world = await openWorld();
    const owner = connectAsOwner(world.server);
    try {
      await sql`create function app.fail() returns trigger language plpgsql as $$ begin raise exception 'the power fails'; end $$`.execute(
        owner,
      );
      await sql`create trigger fails before insert on app.membership for each row execute function app.fail()`.execute(
        owner,
      );
      await assert.rejects(
        seedInstallation(world.server, ['training'], () => {}),
        { message: stopped.message },
      );
      await sql`drop trigger fails on app.membership`.execute(owner);
      const { rows } = await sql<{ id: string }>`select id from app.partnership`.execute(owner);
      await world.asOperatorOf(rows[0]?.id ?? '', (bearer) =>
        perform({ db: world.worker, clock: world.clock }, bearer, invitePerson, {
          partnershipId: rows[0]?.id ?? '',
          email: 'somebody@example.org',
          role: 'coordinator',
          expiresAt: systemClock.now().add({ hours: 1 }),
        }),
      );
      await sql`insert into app.account (email, name) values ('somebody@example.org', 'Somebody')`.execute(
        owner,
      );
      await sql`insert into app.membership (partnership_id, account_id, role, from_day)
        select ${rows[0]?.id ?? ''}::uuid, id, 'coordinator', ctx.today() from app.account`.execute(owner);
      assert.deepEqual(await seedInstallation(world.server, ['training'], () => {}), []);
      assert.equal((await countAll(owner))['account'], 1);
    } finally {
      await owner.destroy();
      await world.close();
    }
  });
});
