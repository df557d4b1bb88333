import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { openWorld, type World } from '../../test/world.ts';
import { perform } from '../acts/command.ts';
import { caseStates } from '../cases/case.ts';
import { standingOf } from '../cases/clocks.ts';
import { root } from '../config.ts';
import { invitePerson } from '../people/commands.ts';
import { offerSession } from '../people/commands-sign-in-link.ts';
import { roles } from '../people/invitation.ts';
import { connectAsOwner, type Database } from '../platform/db/connect.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { day, isBefore } from '../law/day.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { isWorkingDay } from '../law/working-days.ts';
import { seedInstallation } from '../seeds.ts';
import { dayOf } from './days.ts';
import { emailOf } from './referrals.ts';
import { readTrainingFiles, type TrainingFiles } from './files.ts';

const host = 'training.localhost';
const yearOfDays = Array.from({ length: 730 }, (_, index) => day('2026-06-01').add({ days: index }));

/** Every record of the training partnership's casework and people, counted; the published reviews are another matter. */
async function countAll(owner: Database): Promise<Readonly<Record<string, number>>> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'app' and c.relkind = 'r' order by 1`.execute(owner);
  const counted = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{
        count: number;
      }>`select count(*) as count from ${sql.table(`app.${name}`)}`.execute(owner);
      return [name, rows[0]?.count ?? 0] as const;
    }),
  );
  return Object.fromEntries(counted);
}

describe('the training partnership', () => {
  let world: World;
  let owner: Database;
  let files: TrainingFiles;
  let id: string;

  before(async () => {
    // The database counts by its own day, and so does whoever sets up the training partnership.
    world = await openWorld(systemClock.today().toString());
    owner = connectAsOwner(world.server);
    files = await readTrainingFiles(join(root, 'seeds', 'training'));
    await seedInstallation(world.server, ['training'], () => {});
    const { rows } = await sql<{ id: string }>`select id from app.partnership`.execute(owner);
    id = rows[0]?.id ?? '';
  });
  after(async () => {
    await owner.destroy();
    await world.close();
  });

  const linkFor = (email: string) =>
    world.asOperatorOf(id, (bearer) =>
      perform({ db: world.worker, clock: world.clock }, bearer, offerSession, {
        email,
        partnership: 'Merrow Vale',
      }),
    );

  async function signedIn(email: string): Promise<Visitor> {
    const outcome = await linkFor(email);
    assert.equal(outcome.outcome, 'done', email);
    const browser = visitor(world, host);
    await browser.open(`/sign-in-link/${outcome.outcome === 'done' ? outcome.done.token : ''}`);
    await browser.send({});
    assert.equal(browser.page.path, '/work');
    return browser;
  }

  async function referenceOf(caseId: string): Promise<string> {
    const referral = files.cases.referrals.find(
      ({ becomes }) => typeof becomes === 'object' && 'case' in becomes && becomes.case === caseId,
    );
    const { rows } = await sql<{ reference: string }>`
      select c.reference from app.case_file c join app.case_referral l on l.partnership_id = c.partnership_id and l.case_id = c.id
      join app.referral r on r.partnership_id = l.partnership_id and r.id = l.referral_id
      where r.answers ->> 'referrer-email' = ${referral === undefined ? '' : emailOf(referral)}`.execute(
      owner,
    );
    return rows[0]?.reference ?? '';
  }

  it('has a person in every role, at addresses that can be nobody’s', () => {
    assert.deepEqual(
      roles.filter((role) => !files.people.people.some((one) => one.role === role)),
      [],
    );
    for (const { email } of files.people.people) assert.match(email, /@merrowvale\.example$/);
    const emails = files.cases.referrals.map(({ answers }) => answers['referrer-email']);
    assert.equal(new Set(emails).size, emails.length, 'a referral is known again by its referrer');
  });

  it('has no day on record before what happened, on whichever day it is installed', () => {
    const wrong = files.cases.referrals.flatMap(({ becomes, answers }) => {
      const of = files.cases.cases.find(
        (one) => typeof becomes === 'object' && 'case' in becomes && becomes.case === one.id,
      );
      const happened = answers['incident-day'];
      if (of === undefined || happened === undefined || Array.isArray(happened)) return [];
      const dayOn = (on: Temporal.PlainDate) =>
        typeof happened === 'string' ? day(happened) : on.subtract({ days: happened.daysAgo });
      const { notifiable, notification } = files.reviews[of.id] ?? {};
      const recorded = [...of.dates, notifiable, notification?.sent, notification?.sent?.told];
      const ago = Math.max(
        -1,
        ...recorded.flatMap((one) => (one && 'on' in one ? [] : (one?.workingDaysAgo ?? []))),
      );
      const fixed = recorded.flatMap((one) => (one && 'on' in one ? [day(one.on)] : []));
      const oldest = (on: Temporal.PlainDate) => [
        ...fixed,
        ...(ago < 0 ? [] : [dayOf(on, { workingDaysAgo: ago })]),
      ];
      return yearOfDays.every((on) => oldest(on).every((one) => !isBefore(one, dayOn(on)))) ? [] : [of.id];
    });
    assert.deepEqual(wrong, []);
  });

  it('lets each of them in by a sign-in link, and not the leaver', async () => {
    for (const { email } of files.people.people) {
      const outcome = await linkFor(email);
      assert.equal(outcome.outcome, email === files.people.leaver ? 'refused' : 'done', email);
    }
  });

  it('leaves nobody signed in, and no invitation open', async () => {
    const { rows } = await sql<{ open: number; waiting: number }>`
      select (select count(*) from ctx.bearer where kind in ('session', 'link', 'operator') and partnership_id = ${id}::uuid) as open,
        (select count(*) from app.invitation where purpose = 'join' and accepted_at is null and revoked_at is null) as waiting`.execute(
      owner,
    );
    assert.deepEqual(rows[0], { open: 0, waiting: 0 });
  });

  it('has a case in every state, and referrals in every one', async () => {
    const { rows } = await sql<{ state: string }>`select distinct state from app.case_file`.execute(owner);
    assert.deepEqual(rows.map(({ state }) => state).toSorted(), [...caseStates].toSorted());
    const { rows: sent } = await sql<{ state: string }>`
      select state from app.referral where not exists (select from app.case_referral c where c.referral_id = id) order by state`.execute(
      owner,
    );
    assert.deepEqual(
      sent.map(({ state }) => state),
      ['closed', 'received', 'sent', 'sent'],
    );
  });

  it('has limits that have not begun, run, end today, are late, were kept and were kept late', async () => {
    const { rows } = await sql<{ dueOn: Temporal.PlainDate; metOn: Temporal.PlainDate | null }>`
      select due_on as "dueOn", met_on as "metOn" from app.case_clock`.execute(owner);
    const today = systemClock.today();
    const states = new Set(rows.map((clock) => standingOf(clock, today).state));
    // On a weekend nothing ends.
    const onWorkingDays = isWorkingDay(today, shippedCalendar) ? ['today'] : [];
    assert.deepEqual(
      [...states].toSorted(),
      ['late', 'met', 'met-late', 'running', ...onWorkingDays].toSorted(),
    );
    const { rows: none } = await sql<{ count: number }>`
      select count(*) as count from app.case_file c where not exists (select from app.case_clock k where k.case_id = c.id)`.execute(
      owner,
    );
    assert.equal(
      none[0]?.count,
      3,
      'where nobody knows yet, where it is not notifiable, and where it is another area’s',
    );
  });

  it('shows no trace of a case to the member who is shut out of it, whose agency is involved', async () => {
    const reference = await referenceOf('several-children');
    const [housing, school] = [
      await signedIn('housing.member@merrowvale.example'),
      await signedIn('school.member@merrowvale.example'),
    ];
    assert.equal((await school.open(`/cases/${reference}`)).status, 200);
    assert.equal((await housing.open(`/cases/${reference}`)).status, 404);
    assert.doesNotMatch((await housing.open('/cases')).html, new RegExp(reference));
    assert.match(housing.page.html, /MVSCP-/, 'other cases of the agency are there');
  });

  it('has a decision from which a partner dissents, and its reasons', async () => {
    const { rows } = await sql<{ outcome: string; dissenting: number }>`
      select d.outcome, (select count(*) from app.decision_view v where v.decision_id = d.id and v.position = 'disagrees') as dissenting
      from app.decision d order by d.outcome`.execute(owner);
    assert.deepEqual(rows, [
      { outcome: 'LCSPR', dissenting: 1 },
      { outcome: 'SCR', dissenting: 0 },
      { outcome: 'SCR', dissenting: 0 },
      { outcome: 'learning-review', dissenting: 0 },
      { outcome: 'more-information', dissenting: 0 },
      { outcome: 'no-further-action', dissenting: 0 },
      { outcome: 'rapid-review-only', dissenting: 0 },
    ]);
  });

  it('has every answer to “Is it notifiable?”, by the law of its day, with a disagreement that was taken further', async () => {
    const { rows } = await sql<{ said: string }>`
      select concat_ws(' ', r.edition, r.answer, r.authority) as said from app.notifiable_record r order by 1`.execute(
      owner,
    );
    assert.deepEqual([...new Set(rows.map(({ said }) => said))].toSorted(), [
      'WT2015 must this',
      'WT2026 must other',
      'WT2026 must this',
      'WT2026 not',
      'WT2026 not-yet-known',
      'WT2026 should this',
      'transition must this',
    ]);
    const late = await signedIn('notifier@merrowvale.example');
    const page = await late.open(`/cases/${await referenceOf('clocks-late')}/notifiable`);
    assert.match(page.html, /Disagrees/);
    assert.match(page.html, /The chief officers of the three partners/);
  });

  it('has notifications that are being put together, were sent in time, and were sent late with the reason', async () => {
    const { rows } = await sql<{ state: string; late: string | null; count: number }>`
      select n.state, d.late_reason as late, count(*) as count from app.notification n
      left join app.case_date d on d.case_id = n.case_id and d.kind = 'panel-notified' and d.superseded_at is null
      group by 1, 2 order by 1, 2 nulls first`.execute(owner);
    assert.deepEqual(rows, [
      { state: 'draft', late: null, count: 3 },
      { state: 'sent', late: null, count: 7 },
      { state: 'sent', late: 'authority-unclear', count: 1 },
      { state: 'sent', late: 'told-late', count: 1 },
    ]);
  });

  it('has a rapid review that runs, with what agencies sent, and one that was signed, sent and settled', async () => {
    const coordinator = await signedIn('coordinator@merrowvale.example');
    const running = await referenceOf('several-children');
    const { rows } = await sql<{ state: string; count: number }>`
      select s.state, count(*) as count from app.agency_summary s join app.case_file c on c.id = s.case_id
      where c.reference = ${running} group by 1 order by 1`.execute(owner);
    assert.deepEqual(rows, [
      { state: 'asked', count: 3 },
      { state: 'known', count: 2 },
      { state: 'nil', count: 1 },
    ]);
    assert.match((await coordinator.open(`/cases/${running}/rapid-review`)).heading, /working days left/);
    const settled = `/cases/${await referenceOf('decided-with-dissent')}/rapid-review`;
    const page = await coordinator.open(settled);
    assert.equal(page.heading, 'Settled with the Panel');
    assert.match(page.html, /13 of 13 items done/);
  });

  it('gains nothing from the next start, not even an entry of the trail', async () => {
    const trail = async () =>
      (
        await sql<{
          count: number;
        }>`select count(*) as count from audit.entry_words where partnership_id = ${id}::uuid and verb <> 'register.import'`.execute(
          owner,
        )
      ).rows[0]?.count;
    const [before, entries] = [await countAll(owner), await trail()];
    assert.deepEqual(await seedInstallation(world.server, ['training'], () => {}), []);
    assert.deepEqual([await countAll(owner), await trail()], [before, entries]);
  });
});

describe('setting the training partnership up', () => {
  const stopped = new Error('the power fails');

  it('is finished by the next start, wherever it was cut short', async () => {
    const world = await openWorld();
    const owner = connectAsOwner(world.server);
    try {
      await sql`create function app.fail() returns trigger language plpgsql as $$
        begin raise exception 'the power fails at %', tg_argv[0]; end $$`.execute(owner);
      // Among people, referrals, days, decisions, at a closing, among relatives, in access, in every part of a notification and a rapid review, and at the end.
      const cuts = [
        ['membership', 'insert', `new.role = 'notifier'`],
        ['referral', 'update', `new.number = 4`],
        ['case_date', 'insert', `new.kind = 'rapid-review-sent'`],
        ['decision', 'insert', `new.outcome = 'more-information'`],
        ['case_move', 'insert', 'true'],
        ['case_person', 'insert', `new.name = 'Ada Zieliński'`],
        ['case_exclusion', 'insert', 'true'],
        ['notifiable_view', 'insert', `new.position = 'disagrees'`],
        ['notification_sent', 'insert', 'true'],
        ['agency_summary', 'update', `new.state = 'known'`],
        ['rapid_review_item', 'insert', `new.item = 'context'`],
        ['rapid_review_signature', 'insert', `new.partner = 'police'`],
        ['rapid_review_reply', 'insert', `new.kind = 'partners'`],
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
        [17, 17, 1, 7],
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
