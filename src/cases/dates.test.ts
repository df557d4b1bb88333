import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal, words } from '../acts/refusal.ts';
import { liverpoolConventions } from '../law/conventions.ts';
import { day } from '../law/day.ts';
import type { DateKind } from './date-kinds.ts';
import {
  type DayContext,
  decideDay,
  type GivenDay,
  readDayForm,
  type RecordedDay,
  timeWords,
  type TypedDay,
} from './dates.ts';

const typed = (of: Partial<TypedDay>): TypedDay => ({
  day: '15',
  month: '12',
  year: '2026',
  time: '',
  source: 'the duty record',
  reason: '',
  late: '',
  lateWords: '',
  ...of,
});

describe('a day as it is typed', () => {
  const readable: readonly (readonly [Partial<TypedDay>, day: string, time: string | null])[] = [
    [{}, '2026-12-15', null],
    [{ month: 'Dec' }, '2026-12-15', null],
    [{ month: 'december', time: '16:40' }, '2026-12-15', '16:40:00'],
    [{ time: '9.05' }, '2026-12-15', '09:05:00'],
    [{ time: '0000' }, '2026-12-15', '00:00:00'],
    [{ day: '29', month: '2', year: '2028' }, '2028-02-29', null],
    [{ day: '29', month: '3', year: '2026', time: '02:00' }, '2026-03-29', '02:00:00'],
    [{ day: '25', month: '10', year: '2026', time: '01:30' }, '2026-10-25', '01:30:00'],
  ];
  for (const [of, iso, time] of readable)
    it(`${JSON.stringify(of)} is ${iso}${time === null ? '' : ` ${time}`}`, () => {
      const read = readDayForm(typed(of), 'authority-aware', null);
      assert.ok('kind' in read);
      assert.equal(read.day.toString(), iso);
      assert.equal(read.time?.toString() ?? null, time);
    });

  const wrong: readonly (readonly [Partial<TypedDay>, field: string, text: RegExp])[] = [
    [{ day: '', month: '', year: '' }, 'day', /^Enter the day$/],
    [{ day: '', year: '' }, 'day', /must include a day and a year/],
    [{ year: '26' }, 'day', /four figures/],
    [{ day: '29', month: '2' }, 'day', /There is no such day/],
    [{ month: '13' }, 'day', /real day/],
    [{ month: 'Brumaire' }, 'day', /real day/],
    [{ day: '1e1' }, 'day', /real day/],
    [{ time: '24:00' }, 'time', /24 hours/],
    [{ time: '4:40pm' }, 'time', /24 hours/],
    [{ day: '29', month: '3', year: '2026', time: '01:30' }, 'time', /clocks went forward/],
    [{ source: '' }, 'source', /how this is known/],
    [{ source: 'x'.repeat(2_001) }, 'source', /2,000 characters/],
  ];
  for (const [of, field, text] of wrong)
    it(`${JSON.stringify(of).slice(0, 60)} is refused beside its field`, () => {
      const read = readDayForm(typed(of), 'authority-aware', null);
      assert.ok(!('kind' in read));
      assert.deepEqual(
        read.map((one) => one.field),
        [field],
      );
      assert.match(read[0]?.text ?? '', text);
    });

  it('wants a reason for a correction, and tells everything that is wrong at once', () => {
    const read = readDayForm(
      typed({ day: '31', month: '11', time: 'noon', source: '' }),
      'authority-aware',
      'an id',
    );
    assert.ok(!('kind' in read));
    assert.deepEqual(
      read.map(({ field }) => field),
      ['day', 'time', 'source', 'reason'],
    );
  });

  it('is told with the hour as people say it', () => {
    for (const [time, said] of [
      ['16:40', '4:40pm'],
      ['09:00', '9am'],
      ['00:05', '12:05am'],
      ['12:00', '12pm'],
    ] as const)
      assert.equal(timeWords(Temporal.PlainTime.from(time)), said);
  });
});

describe('a day that is to go on record', () => {
  const now = Temporal.PlainDateTime.from('2026-12-21T12:00');
  const recorded = (kind: DateKind, iso: string, time: string | null = null): RecordedDay => ({
    id: `the ${kind}`,
    kind,
    day: day(iso),
    time: time === null ? null : Temporal.PlainTime.from(time),
    source: 'a record',
    reason: '',
    recordedAt: Temporal.Instant.from('2026-12-20T10:00:00Z'),
    recordedBy: 'somebody',
  });
  const given = (kind: DateKind, iso: string, more: Partial<GivenDay> = {}): GivenDay => ({
    kind,
    day: day(iso),
    time: null,
    source: 'a record',
    reason: '',
    corrects: null,
    ...more,
  });
  const context = (days: readonly RecordedDay[], more: Partial<DayContext> = {}): DayContext => ({
    changes: [],
    stopped: false,
    withdrawn: false,
    event: 'notifiable-incident',
    state: 'open',
    earliest: day('2026-12-11'),
    days,
    ...more,
  });
  const aware = recorded('authority-aware', '2026-12-15', '16:40');
  const notified = recorded('panel-notified', '2026-12-18');

  const table: readonly (readonly [what: string, DayContext, GivenDay, no: RegExp | null])[] = [
    ['a plain day', context([]), given('authority-aware', '2026-12-15'), null],
    ['today', context([]), given('authority-aware', '2026-12-21'), null],
    ['tomorrow', context([]), given('authority-aware', '2026-12-22'), /has not come yet/],
    [
      'an hour to come',
      context([]),
      given('authority-aware', '2026-12-21', { time: Temporal.PlainTime.from('12:01') }),
      /has not come yet/,
    ],
    [
      'awareness before what happened',
      context([]),
      given('authority-aware', '2026-12-10'),
      /before 11 December 2026/,
    ],
    ['on the very day', context([]), given('authority-aware', '2026-12-11'), null],
    ['suspicion before it', context([]), given('abuse-suspected', '2026-11-10'), null],
    [
      'where nobody knows when it happened',
      context([], { earliest: null }),
      given('authority-aware', '2020-12-10'),
      null,
    ],
    [
      'before the calendar',
      context([], { earliest: null }),
      given('abuse-suspected', '1970-12-10'),
      /calendar of bank holidays covers/,
    ],
    [
      'a notification of nothing',
      context([]),
      given('panel-notified', '2026-12-18'),
      /Record the day the council became aware first/,
    ],
    [
      'a review without a notification',
      context([aware]),
      given('rapid-review-sent', '2026-12-20'),
      /Record the day the notification was sent first/,
    ],
    [
      'a notification before awareness',
      context([aware]),
      given('panel-notified', '2026-12-14'),
      /cannot come before the day the council became aware \(15 December 2026, 4:40pm\)/,
    ],
    [
      'on the same day, an hour before it',
      context([aware]),
      given('panel-notified', '2026-12-15', { time: Temporal.PlainTime.from('16:39') }),
      /cannot come before/,
    ],
    ['on the same day, the hour not known', context([aware]), given('panel-notified', '2026-12-15'), null],
    [
      'the partnership told before the council knew',
      context([aware]),
      given('partnership-told', '2026-12-14'),
      null,
    ],
    [
      'awareness moved past the notification',
      context([aware, notified]),
      given('authority-aware', '2026-12-19', { corrects: aware.id }),
      /cannot come before/,
    ],
    [
      'the first agency after the council',
      context([aware]),
      given('first-agency-aware', '2026-12-16'),
      /cannot come before/,
    ],
    ['a correction', context([aware]), given('authority-aware', '2026-12-14', { corrects: aware.id }), null],
    [
      'of what somebody has corrected meanwhile',
      context([aware]),
      given('authority-aware', '2026-12-14', { corrects: 'another' }),
      /changed in another window/,
    ],
    [
      'a first day where there is one by now',
      context([aware]),
      given('authority-aware', '2026-12-14'),
      /changed in another window/,
    ],
    [
      'in a closed case',
      context([], { state: 'closed' }),
      given('authority-aware', '2026-12-15'),
      /This case is closed/,
    ],
  ];
  for (const [what, of, one, no] of table)
    it(`${what}: ${no === null ? 'yes' : 'no'}`, () => {
      const decided = decideDay(of, one, liverpoolConventions, now);
      if (no === null) assert.equal(decided, one);
      else assert.match(isRefusal(decided) ? words(decided) : 'it went on record', no);
    });
});
