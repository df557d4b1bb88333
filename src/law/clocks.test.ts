import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shippedCalendar } from './bank-holidays.ts';
import { type Clocks, clocksFor, rapidReviewByConvention, rapidReviewIfNotifiedOn } from './clocks.ts';
import { type Conventions, liverpoolConventions } from './conventions.ts';
import { day } from './day.ts';
import type { Facts, IncidentEvent } from './facts.ts';
import { addWorkingDays, OutsideCalendar } from './working-days.ts';

/** Days on record, as a test writes them. */
interface OnRecord {
  event?: IncidentEvent;
  aware: string;
  partnersAware?: string;
  notified?: string;
  decided?: string;
  publishOn?: string;
  published?: string;
}

const read = (text: string | undefined) => (text === undefined ? null : day(text));
function facts(record: OnRecord): Facts {
  return {
    event: record.event ?? 'notifiable-incident',
    becameAware: day(record.aware),
    partnersAware: read(record.partnersAware),
    notified: read(record.notified),
    reviewDecided: read(record.decided),
    publishOn: read(record.publishOn),
    publishedOn: read(record.published),
  };
}

function answer(record: OnRecord, changed: Partial<Conventions> = {}): Clocks {
  return clocksFor(facts(record), { ...liverpoolConventions, ...changed });
}

/** "NOT-01 WT2026 2026-04-10" for each clock. */
function lines(clocks: Clocks): readonly string[] {
  return clocks.clocks.map((clock) => `${clock.rule.id} ${clock.edition} ${clock.due.toString()}`);
}

const rulesOf = (clocks: Clocks) => clocks.clocks.map((clock) => clock.rule.id);
const notesOf = (clocks: Clocks) => clocks.notes.map((note) => note.code);

/** Every day a case can have on record, a year of them from `aware` on. */
function wholeCase(aware: string, event: IncidentEvent = 'notifiable-incident'): OnRecord {
  const start = day(aware);
  return {
    event,
    aware,
    notified: start.add({ days: 3 }).toString(),
    decided: start.add({ days: 20 }).toString(),
    publishOn: start.add({ days: 200 }).toString(),
    published: start.add({ days: 200 }).toString(),
  };
}

describe('the clocks of a notifiable incident under the present law', () => {
  it('start with awareness: the Panel and the partnership, in five working days over Easter', () => {
    const clocks = answer({ aware: '2026-04-01' });
    assert.equal(clocks.edition, 'WT2026');
    assert.deepEqual(lines(clocks), ['NOT-01 WT2026 2026-04-10', 'NOT-02 WT2026 2026-04-10']);
    assert.deepEqual(
      clocks.clocks[0]?.steppedOver.map((holiday) => holiday.day.toString()),
      ['2026-04-03', '2026-04-06'],
    );
  });

  it('go on with notification, decision, planned and actual publication', () => {
    const clocks = answer({
      aware: '2024-01-10',
      notified: '2024-01-16',
      decided: '2024-02-05',
      publishOn: '2024-07-29',
      published: '2024-07-30',
    });
    assert.deepEqual(lines(clocks), [
      'NOT-01 WT2023 2024-01-17',
      'NOT-02 WT2023 2024-01-17',
      'RR-01 WT2023 2024-02-06',
      'REP-02 WT2023 2024-08-05',
      'REP-04 WT2023 2024-07-18',
      'REP-06 WT2023 2025-07-30',
    ]);
  });

  for (const [aware, edition] of [
    ['2019-09-29', 'WT2018'],
    ['2022-02-01', 'WT2018'],
    ['2023-12-15', 'WT2023'],
    ['2026-03-18', 'WT2026'],
  ] as const) {
    it(`are the same six rules for awareness on ${aware}`, () => {
      const clocks = answer(wholeCase(aware));
      assert.equal(clocks.edition, edition);
      assert.deepEqual(rulesOf(clocks), ['NOT-01', 'NOT-02', 'RR-01', 'REP-02', 'REP-04', 'REP-06']);
    });
  }

  it('each go by the edition of the event that starts them', () => {
    const clocks = answer({ aware: '2023-12-13', notified: '2023-12-15', decided: '2026-03-18' });
    assert.equal(clocks.edition, 'WT2018');
    assert.deepEqual(lines(clocks), [
      'NOT-01 WT2018 2023-12-20',
      'NOT-02 WT2018 2023-12-20',
      'RR-01 WT2023 2024-01-10',
      'REP-02 WT2026 2026-09-18',
    ]);
    assert.ok(notesOf(clocks).includes('several-editions'));
    assert.ok(notesOf(clocks).includes('wt2026-unread'));
  });

  it('keep NOT-01 confirmed under the edition of 2026, and say what was not read', () => {
    const clocks = answer({ aware: '2026-04-01', notified: '2026-04-10' });
    assert.deepEqual(
      clocks.clocks.map((clock) => clock.confirmed),
      [true, true, false],
    );
    assert.ok(notesOf(clocks).includes('wt2026-unread'));
    assert.ok(!notesOf(answer({ aware: '2024-01-10' })).includes('wt2026-unread'));
  });
});

describe('what starts the fifteen working days', () => {
  const record = { aware: '2026-04-01', notified: '2026-04-10' };

  for (const [rapidReviewFrom, from, due] of [
    ['notified', '2026-04-10', '2026-05-01'],
    ['aware', '2026-04-01', '2026-04-24'],
    ['notified-inclusive', '2026-04-10', '2026-04-30'],
  ] as const) {
    it(`${rapidReviewFrom}: ${due}, and says so`, () => {
      const clocks = answer(record, { rapidReviewFrom });
      const review = clocks.clocks.find((clock) => clock.rule.id === 'RR-01');
      assert.equal(review?.from.toString(), from);
      assert.equal(review?.due.toString(), due);
      assert.equal(review?.convention, rapidReviewFrom);
      assert.ok(notesOf(clocks).includes('rapid-review-starts-differ'));
    });
  }

  it('is the day the partners became aware, where that is another', () => {
    const clocks = answer({ aware: '2026-04-01', partnersAware: '2026-04-08' }, { rapidReviewFrom: 'aware' });
    assert.deepEqual(lines(clocks).at(-1), 'RR-01 WT2026 2026-04-29');
    assert.match(clocks.clocks.at(-1)?.trigger ?? '', /partners became aware/);
  });

  it('may be before the local authority knew', () => {
    const clocks = answer({ aware: '2026-04-01', partnersAware: '2026-03-31' }, { rapidReviewFrom: 'aware' });
    assert.equal(clocks.clocks.at(-1)?.from.toString(), '2026-03-31');
  });

  it('is missing before anything was sent: no clock, a note, and the date a page can offer', () => {
    const clocks = answer({ aware: '2026-12-23' });
    assert.deepEqual(rulesOf(clocks), ['NOT-01', 'NOT-02']);
    assert.ok(notesOf(clocks).includes('rapid-review-waits'));
    const offered = rapidReviewIfNotifiedOn(
      facts({ aware: '2026-12-23' }),
      liverpoolConventions,
      day('2027-01-04'),
    );
    assert.equal(offered?.due.toString(), '2027-01-25');
  });

  it('can be shown by every convention at once', () => {
    const dates = [...rapidReviewByConvention(facts(record), liverpoolConventions)].map(
      ([start, clock]) => `${start} ${clock.due.toString()}`,
    );
    assert.deepEqual(dates, ['notified 2026-05-01', 'aware 2026-04-24', 'notified-inclusive 2026-04-30']);
  });

  it('says that the day the partners knew was not used', () => {
    const clocks = answer({ ...record, partnersAware: '2026-04-08' });
    assert.ok(notesOf(clocks).includes('partners-aware-not-used'));
  });

  it('says that there was none when the partners knew before 29 June 2018', () => {
    const clocks = answer({ aware: '2018-07-02', partnersAware: '2018-06-28' }, { rapidReviewFrom: 'aware' });
    assert.ok(!rulesOf(clocks).includes('RR-01'));
    assert.ok(notesOf(clocks).includes('rapid-review-not-yet'));
  });
});

describe('deaths notified without known or suspected abuse or neglect', () => {
  it('of a looked-after child: NOT-03 alone, and no rapid review', () => {
    const clocks = answer({ event: 'looked-after-death', aware: '2024-01-10', notified: '2024-01-12' });
    assert.deepEqual(lines(clocks), ['NOT-03 WT2023 2024-01-17']);
    assert.equal(clocks.clocks[0]?.confirmed, true);
    assert.ok(notesOf(clocks).includes('looked-after'));
    for (const rapidReviewFrom of ['notified', 'aware', 'notified-inclusive'] as const) {
      const other = answer(wholeCase('2024-01-10', 'looked-after-death'), { rapidReviewFrom });
      assert.ok(!rulesOf(other).includes('RR-01'));
    }
  });

  it('of a looked-after child in the transition: NOT-03 as well', () => {
    assert.ok(rulesOf(answer({ event: 'looked-after-death', aware: '2018-07-02' })).includes('NOT-03'));
  });

  it('of a looked-after child under the guidance of 2015: a limb of the notifiable incident', () => {
    const clocks = answer({ event: 'looked-after-death', aware: '2017-03-01' });
    assert.deepEqual(lines(clocks), ['SCR-01 WT2015 2017-03-08']);
  });

  it('of a care leaver: NOT-04 from 15 December 2023, unconfirmed', () => {
    const clocks = answer({ event: 'care-leaver-death', aware: '2023-12-15', notified: '2023-12-18' });
    assert.deepEqual(lines(clocks), ['NOT-04 WT2023 2023-12-22']);
    assert.equal(clocks.clocks[0]?.confirmed, false);
    assert.ok(notesOf(clocks).includes('care-leaver'));
  });

  for (const aware of ['2023-12-14', '2018-07-02', '2017-03-01', '2014-03-03']) {
    it(`of a care leaver known on ${aware}: nothing, and why`, () => {
      const clocks = answer({ event: 'care-leaver-death', aware, notified: aware });
      assert.deepEqual(clocks.clocks, []);
      assert.ok(notesOf(clocks).includes('care-leaver-no-rule'));
    });
  }

  it('lead to a review only if the partners decide on one, and the answer says so', () => {
    const clocks = answer({ event: 'looked-after-death', aware: '2024-01-10', decided: '2024-02-05' });
    assert.deepEqual(rulesOf(clocks), ['NOT-03', 'REP-02']);
    assert.ok(notesOf(clocks).includes('review-not-required'));
  });

  it('offer no rapid review', () => {
    const record = facts({ event: 'looked-after-death', aware: '2024-01-10' });
    assert.equal(rapidReviewIfNotifiedOn(record, liverpoolConventions, day('2024-01-12')), null);
    assert.equal(rapidReviewByConvention(record, liverpoolConventions).size, 0);
  });
});

describe('serious case reviews', () => {
  it('have their own five rules under the guidance of 2015', () => {
    const clocks = answer({
      aware: '2016-05-03',
      notified: '2016-05-10',
      decided: '2016-06-01',
      publishOn: '2016-12-01',
      published: '2016-12-01',
    });
    assert.equal(clocks.edition, 'WT2015');
    assert.deepEqual(lines(clocks), [
      'SCR-01 WT2015 2016-05-10',
      'SCR-04 WT2015 2016-06-10',
      'SCR-06 WT2015 2016-12-01',
      'SCR-07 WT2015 2016-11-24',
      'SCR-08 WT2015 2017-12-01',
    ]);
    assert.deepEqual(
      clocks.clocks.map((clock) => clock.kind),
      ['by', 'by', 'by', 'not-after', 'not-before'],
    );
    assert.ok(clocks.clocks.every((clock) => !clock.confirmed));
    assert.ok(notesOf(clocks).includes('telling-of-the-decision'));
  });

  it('have no five working days before 26 March 2015, and say so', () => {
    const clocks = answer(wholeCase('2014-02-03'));
    assert.equal(clocks.edition, 'WT2013');
    assert.deepEqual(rulesOf(clocks), ['SCR-04', 'SCR-06', 'SCR-07', 'SCR-08']);
    assert.ok(notesOf(clocks).includes('no-limit-before-2015'));
  });

  it('have no rule held before 15 April 2013', () => {
    const clocks = answer({ aware: '2013-04-14' });
    assert.equal(clocks.edition, null);
    assert.deepEqual(clocks.clocks, []);
    assert.deepEqual(notesOf(clocks), ['no-rule-held']);
    assert.deepEqual(answer(wholeCase('1998-04-14')).clocks, []);
  });

  it('fall under the edition of each later event', () => {
    const clocks = answer({ aware: '2013-04-10', notified: '2013-04-15' });
    assert.deepEqual(lines(clocks), ['SCR-04 WT2013 2013-05-15']);
  });
});

describe('the transition', () => {
  it('answers the new rules, its own, and those of serious case reviews', () => {
    const clocks = answer(
      {
        aware: '2018-07-02',
        notified: '2018-07-09',
        decided: '2018-07-30',
        publishOn: '2019-01-28',
        published: '2019-01-28',
      },
      { localStart: day('2019-06-03') },
    );
    assert.equal(clocks.edition, 'transition');
    assert.deepEqual(lines(clocks), [
      'NOT-01 transition 2018-07-09',
      'NOT-02 transition 2018-07-09',
      'RR-01 transition 2018-07-30',
      'REP-02 transition 2019-01-30',
      'REP-04 transition 2019-01-17',
      'REP-06 transition 2020-01-28',
      'TR-01 transition 2018-07-09',
      'TR-02 transition 2019-09-29',
      'TR-03 transition 2020-06-03',
      'SCR-04 transition 2018-08-09',
      'SCR-06 transition 2019-01-30',
      'SCR-07 transition 2019-01-21',
      'SCR-08 transition 2020-01-28',
    ]);
    assert.ok(notesOf(clocks).includes('transition'));
  });

  for (const [aware, localStart, boards] of [
    ['2018-06-29', '2019-09-29', true],
    ['2019-05-31', '2019-06-01', true],
    ['2019-06-01', '2019-06-01', false],
    ['2019-09-28', '2019-09-29', true],
    ['2019-09-28', '2019-09-01', false],
    ['2019-09-28', null, true],
  ] as const) {
    it(`aware and notified ${aware}, local start ${localStart ?? 'not known'}: board's rules ${boards ? 'answered' : 'not answered'}`, () => {
      const start = localStart === null ? null : day(localStart);
      const clocks = answer({ aware, notified: aware }, { localStart: start });
      assert.equal(clocks.edition, 'transition');
      assert.equal(rulesOf(clocks).includes('SCR-04'), boards);
      assert.equal(rulesOf(clocks).includes('TR-01'), boards);
      assert.ok(['NOT-01', 'NOT-02', 'RR-01', 'TR-02'].every((rule) => rulesOf(clocks).includes(rule)));
    });
  }

  it('ends on 29 September 2019, from when only the new rules answer', () => {
    const clocks = answer(wholeCase('2019-09-29'), { localStart: null });
    assert.deepEqual(rulesOf(clocks), ['NOT-01', 'NOT-02', 'RR-01', 'REP-02', 'REP-04', 'REP-06']);
  });

  it('begins on 29 June 2018, before which only the old ones do', () => {
    assert.deepEqual(rulesOf(answer({ aware: '2018-06-28' })), ['SCR-01']);
    assert.ok(!rulesOf(answer({ aware: '2018-06-29' })).includes('SCR-01'));
  });

  it('gives a review twelve months from the local start, never past 29 September 2020', () => {
    const record = { aware: '2018-07-02', decided: '2018-08-01' };
    const last = (localStart: string | null) => {
      const clocks = answer(record, { localStart: read(localStart ?? undefined) });
      return clocks.clocks.find((clock) => clock.rule.id === 'TR-03')?.due.toString();
    };
    assert.equal(last('2019-01-07'), '2020-01-07');
    assert.equal(last(null), '2020-09-29');
    assert.equal(last('2019-12-01'), '2020-09-29');
  });

  it('says that Liverpool’s day is not exactly known, and that a given day is bounded', () => {
    assert.ok(notesOf(answer({ aware: '2019-05-01' })).includes('local-start-not-exact'));
    const given = { localStart: day('2020-01-01'), localStartExact: true };
    const notes = notesOf(answer({ aware: '2019-05-01' }, given));
    assert.ok(notes.includes('local-start-bounded'));
    assert.ok(!notes.includes('local-start-not-exact'));
  });

  it('says that a review started before goes on under its own rules', () => {
    const after = { aware: '2018-01-08', decided: '2018-02-01', publishOn: '2019-11-01' };
    assert.ok(notesOf(answer(after)).includes('serious-case-review-goes-on'));
    const before = { aware: '2016-01-08', decided: '2016-02-01' };
    assert.ok(!notesOf(answer(before)).includes('serious-case-review-goes-on'));
  });
});

describe('the Covid easement', () => {
  for (const [notified, told] of [
    ['2020-03-26', false],
    ['2020-03-27', true],
    ['2020-12-01', true],
    ['2024-03-01', false],
  ] as const) {
    it(`a rapid review that began on ${notified}: ${told ? 'told of' : 'not told of'}, the date unchanged`, () => {
      const clocks = answer({ aware: notified, notified });
      assert.equal(notesOf(clocks).includes('easement-2020'), told);
      assert.deepEqual(clocks.clocks[2]?.due, addWorkingDays(day(notified), 15, shippedCalendar));
    });
  }
});

describe('the end of the calendar', () => {
  it('makes an answer provisional, and says which', () => {
    const clocks = answer({ aware: '2028-12-18', notified: '2028-12-22' });
    assert.deepEqual(
      clocks.clocks.map((clock) => clock.provisional),
      [false, false, true],
    );
    assert.match(clocks.notes.find((note) => note.code === 'provisional')?.words ?? '', /RR-01/);
  });

  it('leaves none past the last projected day', () => {
    assert.throws(() => answer({ aware: '2035-12-24' }), OutsideCalendar);
    assert.throws(() => answer({ aware: '2035-12-03', notified: '2035-12-12' }), OutsideCalendar);
  });

  it('is passed by a date nobody asked for without harm to the one asked for', () => {
    const clocks = answer({ aware: '2035-12-03', notified: '2035-12-12' }, { rapidReviewFrom: 'aware' });
    assert.equal(lines(clocks).at(-1), 'RR-01 WT2026 2035-12-24');
  });
});
