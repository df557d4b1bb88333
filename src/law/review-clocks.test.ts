import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Conventions, liverpoolConventions } from './conventions.ts';
import { day } from './day.ts';
import {
  advanceCopyReadings,
  chairDecidesBy,
  regimeOf,
  type ReviewRegime,
  reviewClocksFor,
  tellingOfDecision,
} from './review-clocks.ts';
import { OutsideCalendar } from './working-days.ts';

interface OnRecord {
  readonly regime: ReviewRegime;
  readonly notified?: string;
  readonly decided: string;
  readonly publishOn?: string;
  readonly published?: string;
}

const read = (text: string | undefined) => (text === undefined ? null : day(text));

/** "SCR-06 WT2015 2016-12-30" for each date. */
function lines(record: OnRecord, changed: Partial<Conventions> = {}): readonly string[] {
  const facts = {
    regime: record.regime,
    notified: read(record.notified),
    decided: day(record.decided),
    publishOn: read(record.publishOn),
    publishedOn: read(record.published),
  };
  return reviewClocksFor(facts, { ...liverpoolConventions, ...changed }).map(
    ({ rule, edition, due }) => `${rule.id} ${edition} ${due.toString()}`,
  );
}

describe('a serious case review', () => {
  it('of 2016 has the chair’s month, the telling, six months, the week before publication and the year after', () =>
    assert.deepEqual(
      lines({
        regime: 'serious-case-review',
        notified: '2016-06-10',
        decided: '2016-06-30',
        published: '2017-05-11',
      }),
      [
        'SCR-04 WT2015 2016-07-10',
        'SCR-05 WT2015 2016-07-07',
        'SCR-06 WT2015 2016-12-30',
        'SCR-07 WT2015 2017-05-04',
        'SCR-08 WT2015 2018-05-11',
      ],
    ));

  it('of 2014 has no five working days for telling: that came in 2015', () =>
    assert.deepEqual(lines({ regime: 'serious-case-review', decided: '2014-09-01' }), [
      'SCR-06 WT2013 2015-03-01',
      'TR-03 transition 2020-09-01',
    ]));

  it('that was under way when arrangements began goes on by its own rules, to the long stop', () => {
    const record = { regime: 'serious-case-review', decided: '2018-05-02', published: '2020-03-12' } as const;
    assert.deepEqual(lines(record), [
      'SCR-05 WT2015 2018-05-10',
      'SCR-06 WT2015 2018-11-02',
      'SCR-07 WT2015 2020-03-05',
      'TR-03 transition 2020-09-01',
      'SCR-08 WT2015 2021-03-12',
    ]);
    assert.ok(lines(record, { localStart: null }).includes('TR-03 transition 2020-09-29'), 'never beyond it');
  });

  it('could be decided on in the transition, and not afterwards', () => {
    assert.ok(
      lines({ regime: 'serious-case-review', decided: '2019-03-04' }).includes(
        'SCR-06 transition 2019-09-04',
      ),
    );
    assert.deepEqual(lines({ regime: 'serious-case-review', decided: '2020-03-04' }), []);
  });

  it('that was published before the arrangements began was not handed over', () =>
    assert.ok(
      !lines({ regime: 'serious-case-review', decided: '2017-01-10', published: '2017-11-20' }).some((line) =>
        line.startsWith('TR-03'),
      ),
    ));

  it('of before the first edition held has no dates', () =>
    assert.deepEqual(
      lines({ regime: 'serious-case-review', decided: '2012-05-01', published: '2012-11-05' }),
      [],
    ));
});

describe('a local child safeguarding practice review', () => {
  for (const [decided, due] of [
    ['2025-08-31', '2026-02-28'],
    ['2023-08-30', '2024-02-29'],
    ['2025-10-15', '2026-04-15'],
  ] as const)
    it(`decided on ${decided} is completed and published by ${due}`, () =>
      assert.match(
        lines({ regime: 'practice-review', decided })[0] ?? '',
        new RegExp(`^REP-02 \\S+ ${due}$`),
      ));

  for (const [publication, plain, clear] of [
    ['2026-06-08', '2026-05-28', '2026-05-27'],
    ['2026-04-09', '2026-03-27', '2026-03-26'],
    ['2026-01-05', '2025-12-22', '2025-12-19'],
  ] as const)
    it(`to be published on ${publication} goes to the Panel by ${plain}, or ${clear} where the days are to be clear`, () => {
      const found = advanceCopyReadings(day(publication), day('2025-06-02'), liverpoolConventions);
      assert.equal(found?.plain.due.toString(), plain);
      assert.equal(found?.clear.due.toString(), clear);
    });

  it('counts from the day of publication once there is one, and stays public for a year', () =>
    assert.deepEqual(
      lines({
        regime: 'practice-review',
        decided: '2025-06-02',
        publishOn: '2026-04-09',
        published: '2026-06-08',
      }),
      ['REP-02 WT2023 2025-12-02', 'REP-04 WT2023 2026-05-28', 'REP-06 WT2023 2027-06-08'],
    ));

  it('cannot be counted past the calendar', () =>
    assert.throws(
      () => lines({ regime: 'practice-review', decided: '2025-06-02', publishOn: '2044-01-04' }),
      OutsideCalendar,
    ));
});

describe('below the threshold', () => {
  it('no law sets a time', () => {
    assert.equal(regimeOf('learning-review'), 'none');
    assert.deepEqual(lines({ regime: 'none', decided: '2026-01-12', publishOn: '2026-06-08' }), []);
  });
});

describe('the board’s chair', () => {
  it('decides within one month of the notification, in the boards’ time', () => {
    assert.equal(chairDecidesBy(day('2016-01-31'), liverpoolConventions)?.due.toString(), '2016-02-29');
    assert.equal(chairDecidesBy(day('2026-01-31'), liverpoolConventions), null);
  });

  it('tells others by two dates that do not agree, neither of them confirmed', () => {
    const found = tellingOfDecision(day('2016-06-30'), liverpoolConventions);
    assert.deepEqual(
      found.map(({ rule, due, confirmed }) => `${rule.id} ${due.toString()} ${confirmed}`),
      ['SCR-05 2016-07-07 false', 'SCR-05b 2016-07-14 false'],
    );
  });
});
