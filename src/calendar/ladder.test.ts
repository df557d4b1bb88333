import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { perform } from '../acts/command.ts';
import { clockWords } from '../cases/clocks.ts';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { day } from '../law/day.ts';
import { rules } from '../law/rules.ts';
import { usualReminders } from '../partnership/partnership.ts';
import { clockAt } from '../platform/clock/clock.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { setLadder } from './commands-ladder.ts';
import { remindAll } from './commands-remind.ts';
import {
  decideLadder,
  familyOf,
  type GivenLadder,
  holdingOn,
  type Ladder,
  previewOf,
  stepName,
  sweptOn,
} from './ladder.ts';
import { ladderToType, readLadder, readSteps, type TypedLadder } from './typed-ladder.ts';

const today = day('2026-11-23');
const ladder = (id: string, from: string, setAt: string, more: Partial<Ladder> = {}): Ladder => ({
  id,
  family: 'review',
  fromDay: day(from),
  steps: [{ step: 'today', workingDays: 0, roles: ['chair'] }],
  reason: 'made up',
  setBy: 'Ada Example',
  setAt: Temporal.Instant.from(`${setAt}T09:00:00Z`),
  ...more,
});

describe('the families of dates', () => {
  it('have every date that a case or a review is followed by, each in one', () => {
    for (const rule of Object.keys(clockWords)) assert.notEqual(familyOf(rule), null, rule);
    assert.equal(familyOf('NOT-04'), 'notification');
    assert.equal(familyOf('SCR-01'), 'notification');
    assert.equal(familyOf('SCR-06'), 'review');
    assert.equal(familyOf('RR-01'), 'rapid-review');
    assert.equal(familyOf('WD-01'), null);
    assert.ok(rules.length > 0);
  });
});

describe('the ladder that holds', () => {
  const set = [
    ladder('a', '2026-01-05', '2026-01-02'),
    ladder('b', '2027-01-04', '2026-06-01'),
    ladder('c', '2026-01-05', '2026-01-03', { steps: null }),
    ladder('d', '2026-02-02', '2026-01-02', { family: 'notification' }),
  ];
  for (const [on, expected] of [
    ['2026-01-04', undefined],
    ['2026-01-05', 'c'],
    ['2026-11-23', 'c'],
    ['2027-01-04', 'b'],
  ] as const)
    it(`on ${on} is ${expected ?? 'the usual one'}`, () =>
      assert.equal(holdingOn(set, 'review', day(on))?.id, expected));

  it('of a family that has none is the usual one, and each names its rules', () => {
    const windows = sweptOn(
      [{ family: 'review', steps: set[0]?.steps ?? null }],
      usualReminders,
      today,
      shippedCalendar,
    );
    assert.equal(windows.filter(({ rules: of }) => of.includes('REP-')).length, 1);
    assert.equal(
      windows.filter(({ rules: of }) => of === '^(NOT-|SCR-01$)|^RR-').length,
      usualReminders.length,
    );
  });

  it('reminds on working days, over bank holidays', () =>
    assert.deepEqual(
      previewOf(usualReminders, day('2026-12-29'), shippedCalendar).map(({ on }) => on.toString()),
      ['2026-12-23', '2026-12-29', '2026-12-30', '2027-01-04', '2027-01-06'],
    ));

  it('keeps the names of the usual steps, so that nobody is reminded twice because it changed', () => {
    for (const { step, workingDays } of usualReminders) assert.equal(stepName(workingDays), step);
    assert.equal(stepName(-5), 'before-5');
    assert.equal(stepName(10), 'late-10');
  });
});

describe('setting a ladder', () => {
  const given: GivenLadder = { family: 'review', fromDay: today, steps: null, reason: 'because', after: 'a' };
  const refused = (of: Partial<GivenLadder>, ladders = [ladder('a', '2026-01-05', '2026-01-02')]) => {
    const decided = decideLadder(ladders, { ...given, ...of }, today);
    return 'refused' in decided ? decided.refused : null;
  };
  it('is possible from today on', () => assert.equal(refused({}), null));
  it('is refused for a day that has passed', () =>
    assert.equal(refused({ fromDay: day('2026-11-22') }), 'day-gone'));
  it('is refused past the calendar', () =>
    assert.equal(refused({ fromDay: day('2036-01-02') }), 'outside-calendar'));
  it('is refused where somebody has set another meanwhile', () =>
    assert.equal(refused({ after: null }), 'changed-elsewhere'));
});

describe('what is typed', () => {
  const typed = (more: Partial<TypedLadder>) => ({
    ...ladderToType(usualReminders, today),
    reason: 'why',
    ...more,
  });
  const row = (when: string, days: string, ...to: string[]) => ({ when, days, to });
  it('is read back as the ladder it was made from', () =>
    assert.deepEqual(readSteps(typed({})).steps, usualReminders));
  for (const [why, steps, field] of [
    ['a step that nobody is told of', [row('on', '')], 'to-0'],
    ['no number of days', [row('before', '', 'holder')], 'days-0'],
    ['more days than sixty', [row('after', '61', 'holder')], 'days-0'],
    ['no days at all', [row('after', '0', 'holder')], 'days-0'],
    ['two steps on one day', [row('on', '', 'holder'), row('on', '3', 'chair')], 'when-0'],
    ['half a step', [row('', '3')], 'when-0'],
    ['nothing', [], 'when-0'],
    ['a person who is not reminded here', [row('on', '', 'inspector')], 'to-0'],
  ] as const)
    it(`is not taken with ${why}`, () => assert.ok(field in readSteps(typed({ steps })).problems));
  it('is not taken without a reason, with a day that has passed or with no day', () => {
    assert.deepEqual(Object.keys(readLadder(typed({ reason: '' }), today).problems), ['reason']);
    assert.deepEqual(Object.keys(readLadder(typed({ day: '22' }), today).problems), ['from-day']);
    assert.deepEqual(Object.keys(readLadder(typed({ month: '13' }), today).problems), ['from-day']);
  });
  it('goes back to the usual ladder', () =>
    assert.equal(readLadder(typed({ usual: true, steps: [] }), today).given?.steps, null));
});

// Today is Monday 23 November 2026, at noon.
describe('the page of the ladders', () => {
  let office: Office;
  let administrator: Colleague;
  let coordinator: Colleague;
  const log = { info: () => {}, error: (event: string) => assert.fail(event) };
  const form = '/settings/reminders/notification';
  const only = (when: string, days: string, to: string) => ({
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [
        [`when-${n}`, ''],
        [`days-${n}`, ''],
        [`to-${n}`, ''],
      ]).flat(),
    ),
    'when-0': when,
    'days-0': days,
    'to-0': to,
    'from-day': '23',
    'from-month': '11',
    'from-year': '2026',
    reason: 'Tried in the autumn',
  });

  before(async () => {
    office = await openOffice();
    administrator = await office.person('administrator');
    coordinator = await office.person('coordinator');
  });
  after(() => office.close());

  it('shows the usual ladder with days, and says that nobody has confirmed it', async () => {
    const page = await coordinator.browser().open('/settings/reminders');
    await assertGoodHtml(page.html);
    const words = wordsOf(page.html);
    assert.match(words, /When whom is reminded: the usual ladder/);
    assert.match(words, /nobody has confirmed it/);
    assert.match(words, /3 working days after the last day Who The chair/);
  });

  it('is not there for a member, nor its form for a coordinator', async () => {
    const member = await office.person('member');
    assert.equal((await member.browser().open('/settings/reminders')).status, 404);
    assert.equal((await coordinator.browser().open(form)).status, 404);
    const wish: GivenLadder = { family: 'review', fromDay: today, steps: null, reason: 'x', after: null };
    const room = { db: office.app, clock: office.world.clock };
    const outcome = await perform(room, coordinator.bearer, setLadder, wish);
    assert.equal(outcome.outcome, 'refused');
    await assert.rejects(
      transactionOf(office.app, coordinator.bearer.token, (tx) =>
        sql`insert into app.reminder_ladder (partnership_id, family, from_day, reason, set_by)
          values (ctx.partnership_id(), 'review', ctx.today(), 'x', ctx.uid())`.execute(tx),
      ),
      /row-level security/,
    );
  });

  it('shows what is typed before it is set, and what is wrong with it', async () => {
    const browser = administrator.browser();
    await browser.open(form);
    const shown = await browser.send({ ...only('after', '10', 'chair'), act: 'preview' });
    await assertGoodHtml(shown.html);
    assert.match(wordsOf(shown.html), /10 working days after the last day/i);
    const wrong = await browser.send({ ...only('after', 'ten', 'chair'), reason: '' });
    assert.equal(wrong.status, 400);
    await assertGoodHtml(wrong.html);
    assert.match(wordsOf(wrong.html), /Enter how many working days step 1 is away.*Say why/);
  });

  it('sets it once, keeps it, and the sweep reminds by it', async () => {
    const stale = administrator.browser();
    await stale.open(form);
    const browser = administrator.browser();
    await browser.open(form);
    const set = await browser.send(only('on', '', 'coordinator'));
    assert.equal(set.path, '/settings/reminders');
    await assertGoodHtml(set.html);
    assert.match(wordsOf(set.html), /1 of 3 ladders are our own.*Holds now.*Tried in the autumn/);
    const late = await stale.send(only('on', '', 'chair'));
    assert.equal(late.status, 409);
    assert.match(wordsOf(late.html), /Somebody set another ladder/);
    const opened = await office.openCase(coordinator);
    await sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on) values
      (${office.id}, ${opened.id}, 'NOT-01', '2026-11-16', '2026-11-23'), (${office.id}, ${opened.id}, 'NOT-02', '2026-11-13', '2026-11-20'),
      (${office.id}, ${opened.id}, 'RR-01', '2026-10-30', '2026-11-20')`.execute(office.owner);
    await remindAll(office.world.worker, clockAt(Temporal.Instant.from('2026-11-23T12:00:00Z')), log);
    const { rows } = await sql<{ line: string }>`
      select rule || ' ' || step as line from app.clock_reminder order by 1`.execute(office.owner);
    // By the ladder of its own the notification is reminded of on its last day alone; the rapid review by the usual one.
    assert.deepEqual(
      rows.map(({ line }) => line),
      ['NOT-01 today', 'RR-01 late'],
    );
  });
});
