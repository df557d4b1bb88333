import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { childSeenIn } from './child-seen.ts';
import { conflictsIn } from './conflicts.ts';
import type { Field, ReadFile } from '../entry.ts';
import { gapsIn, gapsUnseen } from './gaps.ts';
import { laneOf } from './lane.ts';
import { inOneOrder } from './merge.ts';
import { sameEvents } from './same-event.ts';

type Told = readonly [agency: string, date: string, event: string, more?: Partial<Record<Field, string>>];

/** The rows of several agencies in the order of the merge; each agency's in the order in which they are written here. */
function told(...rows: Told[]) {
  const files = Map.groupBy(rows, ([agency]) => agency);
  const lanes = [...files].map(
    ([agency, own]): ReadFile => ({
      file: `${agency}.csv`,
      agency,
      setAside: [],
      rows: own.map(([, date, event, more = {}], at) => ({
        place: { row: at + 2 },
        date: { kind: 'text', text: date },
        cells: [
          { heading: 'Date', field: 'date', text: date },
          { heading: 'Event', field: 'event', text: event },
          ...Object.entries(more).map(([field, text]) => ({ heading: field, field: field as Field, text })),
        ],
        ...(more.time === undefined ? {} : { time: { kind: 'text', text: more.time } }),
      })),
    }),
  );
  return inOneOrder(lanes.map((file) => laneOf(file, '2026-11-23')));
}

/** Each suggestion as the agencies in it. */
const suggested = (...rows: Told[]) =>
  sameEvents(told(...rows)).map((one) => one.rows.map(({ entry }) => entry.agency));
const conflicts = (...rows: Told[]) => conflictsIn(sameEvents(told(...rows))).map(({ what }) => what);

/** Rows of other things, so that words have weights as in a real chronology. */
const others: readonly Told[] = [
  ['Housing', '1/2/16', 'Rent arrears letter sent to tenant'],
  ['Housing', '3/4/16', 'Repair of boiler completed by contractor'],
  ['School', '7/2/16', 'Uniform grant application received'],
  ['School', '20/6/16', 'Parents evening, nobody came'],
  ['Health', '9/2/16', 'Immunisation given at clinic'],
  ['Health', '20/7/16', 'Weight measured, on the 25th centile'],
  ['Police', '12/8/16', 'Vehicle stopped, no offences'],
];

describe('the same event told by several agencies', () => {
  it('is suggested once for all of them, with what they share', () => {
    const rows = told(
      ['Police', '12/3/16', 'Strategy meeting held with social worker regarding bruise to left arm'],
      ['Health', '12/3/16', 'Health visitor attended strategy meeting, bruise to left arm discussed'],
      ['Social care', '12 March 2016', 'Strategy meeting: bruise on left arm, section 47 enquiry agreed'],
      ...others,
    );
    const [one, ...more] = sameEvents(rows);
    assert.equal(more.length, 0);
    assert.equal(one?.ids.length, 3);
    assert.match(
      one?.why ?? '',
      /^Police, Health and Social care give the same date and share the words “.*”\.$/,
    );
    assert.match(one?.why ?? '', /“bruise”/i);
  });

  it('is suggested where the dates are some days apart, only if the words are very much alike', () => {
    const police: Told = [
      'Police',
      '3/5/16',
      'Father assaulted mother at the flat, neighbour called ambulance',
    ];
    assert.deepEqual(
      suggested(
        police,
        ['Health', '5/5/16', 'Ambulance called by neighbour: father assaulted mother at flat'],
        ...others,
      ),
      [['Police', 'Health']],
    );
    assert.deepEqual(
      suggested(
        police,
        ['Health', '5/5/16', 'Mother registered with a new surgery, father unemployed'],
        ...others,
      ),
      [],
    );
    assert.deepEqual(
      suggested(
        police,
        ['Health', '25/5/16', 'Father assaulted mother at the flat, neighbour called ambulance'],
        ...others,
      ),
      [],
    );
  });

  it('is not suggested within one agency, nor for dates as wide as a month', () => {
    const words = 'Home visit by health visitor, mother and baby seen, weight gain good';
    assert.deepEqual(
      suggested(['Health', '1/3/16', words], ['Health', '1/3/16', `${words} today`], ...others),
      [],
    );
    assert.deepEqual(
      suggested(['Health', 'March 2016', words], ['Social care', '1/3/16', words], ...others),
      [],
    );
  });

  it('takes one row of each agency, the most alike', () => {
    const rows = told(
      ['Police', '1/3/16', 'Father arrested at home for breach of bail'],
      ['Probation', '1/3/16', 'Informed that father was arrested at home for breach of bail'],
      ['Probation', '1/3/16', 'Father arrested, supervision appointment missed'],
      ...others,
    );
    const [one, ...more] = sameEvents(rows);
    assert.equal(more.length, 0);
    assert.deepEqual(
      one?.rows.map(({ entry }) => entry.event),
      [
        'Father arrested at home for breach of bail',
        'Informed that father was arrested at home for breach of bail',
      ],
    );
  });

  it('costs no more than the rows, even where a hundred agencies say the same on one day', () => {
    const rows = Array.from(
      { length: 3000 },
      (_, at): Told => [
        `Agency ${at % 100}`,
        '1/3/16',
        `Multi agency meeting about the family number ${at % 7}`,
      ],
    );
    const groups = sameEvents(told(...rows));
    assert.ok(groups.length > 0);
    assert.ok(groups.every(({ ids }) => ids.length >= 2 && ids.length <= 20));
    const ids = groups.flatMap((group) => group.ids);
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('conflicts', () => {
  it('of the date are said with what each agency says', () => {
    const words = 'father assaulted mother at the flat, neighbour called ambulance';
    assert.deepEqual(conflicts(['Police', '3/5/16', words], ['Health', '5/5/16', words], ...others), [
      'Date: Police says 3 May 2016 and Health says 5 May 2016.',
    ]);
    assert.deepEqual(
      conflicts(['Police', '3/5/16', words], ['Health', '2-4 May 2016', words], ...others),
      [],
    );
  });

  it('of the time are said where they lie more than an hour apart, and only of times that are certain', () => {
    const words = 'strategy meeting about the bruise at hospital';
    const at = (a: string, b: string) =>
      conflicts(
        ['Police', '3/5/16', words, { time: a }],
        ['Health', '3/5/16', words, { time: b }],
        ...others,
      );
    assert.deepEqual(at('09:00', '2pm'), ['Time: Police says 09:00 and Health says 14:00.']);
    assert.deepEqual(at('09:00', '09:45'), []);
    assert.deepEqual(at('09:00', 'approx 2pm'), []);
    assert.deepEqual(at('09:00', 'afternoon'), []);
  });

  it('of what happened are said from the words that contradict each other', () => {
    const pairs: readonly (readonly [string, string, string | null])[] = [
      [
        'mother attended the core group at school',
        'mother did not attend the core group at school',
        'Fact: Police says “attended”, Health says “did not attend”.',
      ],
      [
        'paediatric examination: bruise to left arm and face',
        'paediatric examination: bruise to right arm and face',
        'Fact: Police says “left arm”, Health says “right arm”.',
      ],
      [
        'two bruises on the face at nursery',
        'three bruises on the face at nursery',
        'Fact: Police says “two bruises”, Health says “three bruises”.',
      ],
      [
        'paediatric examination of child, bruising to face',
        'paediatric examination of child, no bruising to face',
        'Fact: Police says “bruising”, Health says “no bruising”.',
      ],
      [
        'father present at the core group in school',
        'father absent at the core group in school',
        'Fact: Police says “father present”, Health says “father absent”.',
      ],
      [
        'paediatric examination: bruises to left arm and right arm',
        'paediatric examination: bruises to right arm',
        null,
      ],
      ['home visit to flat, mother was at home', 'home visit to flat, mother was at home with baby', null],
      ['2 bruises on the face at nursery', 'two bruises on the face at nursery', null],
    ];
    for (const [a, b, what] of pairs)
      assert.deepEqual(
        conflicts(['Police', '3/5/16', a], ['Health', '3/5/16', b], ...others),
        what === null ? [] : [what],
        `${a} / ${b}`,
      );
  });

  it('of who was there are said where each list leaves out somebody of the other', () => {
    const words = 'strategy meeting about the bruise at hospital';
    const who = (a: string, b: string) =>
      conflicts(['Police', '3/5/16', words, { who: a }], ['Health', '3/5/16', words, { who: b }], ...others);
    assert.deepEqual(who('Mother, Grandmother', 'Mother and Father'), [
      'Who was there: only Police names “Grandmother”, only Health names “Father”.',
    ]);
    assert.deepEqual(who('Mother, Grandmother', 'mother'), []);
    assert.deepEqual(who('Mother', ''), []);
  });

  it('of whether the child was seen come from the column that asks it', () => {
    const words = 'home visit to the flat with nursery nurse';
    const seen = conflicts(
      ['Police', '3/5/16', words, { childSeen: 'Yes' }],
      ['Health', '3/5/16', words, { childSeen: 'No, asleep' }],
      ...others,
    );
    assert.deepEqual(seen, ['Fact: child seen according to Police, not seen according to Health.']);
  });

  it('are never found between rows that were not suggested as one event', () => {
    assert.deepEqual(
      conflicts(
        ['Police', '3/5/16', 'mother attended the police station'],
        ['Health', '3/6/16', 'mother did not attend the clinic'],
        ...others,
      ),
      [],
    );
  });
});

describe('times without a row', () => {
  it('are shown over all agencies and for each, from day to day', () => {
    const rows = told(
      ['Police', '1/1/16', 'a'],
      ['Health', '10/1/16', 'b'],
      ['Police', '12/3/16', 'c'],
      ['Health', '20/3/16', 'd'],
    );
    assert.deepEqual(gapsIn(rows), [
      { agency: null, from: '2016-01-10', to: '2016-03-12', days: 62 },
      { agency: 'Police', from: '2016-01-01', to: '2016-03-12', days: 71 },
      { agency: 'Health', from: '2016-01-10', to: '2016-03-20', days: 70 },
    ]);
  });

  it('begin after the end of a stretch, and are none below four weeks', () => {
    assert.deepEqual(
      gapsIn(
        told(['Police', '1/1/16 - 20/1/16', 'a'], ['Police', '2/1/16', 'b'], ['Police', '16/2/16', 'c']),
      ),
      [],
    );
    assert.equal(gapsIn(told(['Police', '1/1/16 - 20/1/16', 'a'], ['Police', '17/2/16', 'c']))[0]?.days, 28);
    assert.equal(gapsIn(told(['Police', '1/1/16', 'a'], ['Police', '8/1/16', 'c']), 7)[0]?.days, 7);
  });

  it('are not filled by a date as wide as a year, which is named with them', () => {
    const rows = told(
      ['Police', '1/1/16', 'a'],
      ['Police', '2016', 'some time'],
      ['Police', '1/6/16', 'c'],
      ['Police', 'undated', 'd'],
    );
    const [gap] = gapsIn(rows);
    assert.equal(gap?.days, 152);
    assert.deepEqual(
      gap?.unless,
      rows.filter(({ entry }) => entry.event === 'some time').map(({ entry }) => entry.id),
    );
  });

  it('without the child being seen go by the rows that say that it was', () => {
    const rows = told(
      ['Health', '1/1/16', 'a', { childSeen: 'Yes' }],
      ['Health', '1/2/16', 'b', { childSeen: 'No' }],
      ['Health', '1/3/16', 'c', { childSeen: 'asleep' }],
      ['School', '1/4/16', 'd'],
      ['Health', '1/5/16', 'e', { childSeen: 'Seen alone' }],
    );
    assert.deepEqual(gapsUnseen(rows), [{ agency: null, from: '2016-01-01', to: '2016-05-01', days: 121 }]);
  });
});

describe('the cell "child seen"', () => {
  it('is read only where it says yes or no', () => {
    for (const words of ['Yes', 'y', 'Seen', 'seen alone', 'Yes – in bedroom', 'Child seen'])
      assert.equal(childSeenIn(words), true, words);
    for (const words of ['No', 'n', 'Not seen', 'No - asleep', 'Not seen by HV', 'No.'])
      assert.equal(childSeenIn(words), false, words);
    for (const words of ['', 'n/a', 'asleep', 'via mother', 'not known', 'Nobody asked'])
      assert.equal(childSeenIn(words), null, words);
  });
});
