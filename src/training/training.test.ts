import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { countAll } from '../../test/count-all.ts';
import { type Visitor, visitor } from '../../test/visitor.ts';
import { openWorld, type World } from '../../test/world.ts';
import { perform } from '../acts/command.ts';
import { caseStates } from '../cases/case.ts';
import { standingOf } from '../cases/clocks.ts';
import { root } from '../config.ts';
import { offerSession } from '../people/commands-sign-in-link.ts';
import { roles } from '../people/invitation.ts';
import { connectAsOwner, type Database } from '../platform/db/connect.ts';
import { wordsOf } from '../platform/pages/page-checks.ts';
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
        ...recorded.flatMap((one) => (one && 'workingDaysAgo' in one ? one.workingDaysAgo : [])),
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
      from app.decision d order by 1, 2`.execute(owner);
    assert.deepEqual(rows, [
      { outcome: 'LCSPR', dissenting: 0 },
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

  it('has reviews of every law, published, at work and below the threshold, one of them late with its reason', async () => {
    const coordinator = await signedIn('coordinator@merrowvale.example');
    const headings: readonly (readonly [caseId: string, heading: RegExp, words: RegExp])[] = [
      [
        'june-2016',
        /^The Serious Case Review is published$/,
        /The independent chair of the Local Safeguarding Children Board decided on 8 July 2016/,
      ],
      ['december-2018', /^The Serious Case Review is published$/, /until 29 September 2020 at the latest/],
      [
        'easter-2026',
        /^The local child safeguarding practice review is late: it was due on 20 November 2026$/,
        /It is expected to be completed on .{10,20}, and not as was planned first: One clinic.*Completion expected .{0,40}revised.*An entry is overdue.*2 sent, 1 not answered 1 overdue/,
      ],
      [
        'decided-with-dissent',
        /^The local child safeguarding practice review is under way$/,
        /Mariya Melnyk.*Last entry/,
      ],
      ['closed', /^The local learning review is completed, and is not published$/, /No law sets a time/],
    ];
    for (const [caseId, heading, words] of headings) {
      const list = await coordinator.open(`/cases/${await referenceOf(caseId)}/reviews`);
      const [href = ''] = /\/cases\/[^"/]+\/reviews\/[0-9a-f-]{36}/.exec(list.html) ?? [];
      const page = await coordinator.open(href);
      assert.match(page.heading, heading, caseId);
      assert.match(wordsOf(page.html), words, caseId);
    }
    const late = await coordinator.open(`/cases/${await referenceOf('easter-2026')}`);
    assert.match(
      wordsOf(late.html),
      /The local child safeguarding practice review is late: it was due by 20 November 2026\./,
    );
    const leaver = await coordinator.open(`/cases/${await referenceOf('care-leaver')}`);
    assert.match(
      wordsOf(leaver.html),
      /Care leaver Child [A-Z][a-z A-Z]*, 22 years What happened A care leaver died/,
    );
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
