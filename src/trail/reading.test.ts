import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verbs } from '../acts/verbs.ts';
import { isReference } from '../cases/case.ts';
import { askedPlace, findPlace, placeHref, type TypedFind, typedFind } from './asked.ts';
import {
  endingOf,
  endOf,
  type LookRow,
  mostLooks,
  pageSize,
  presentEntries,
  presentLooks,
  type TrailRow,
  whoActed,
} from './reading.ts';
import { sentence, told } from './sentences.ts';

const row: TrailRow = {
  seq: 1,
  at: Temporal.Instant.from('2026-11-23T16:40:12Z'),
  verb: 'case.read',
  outcome: 'done',
  actorKind: 'session',
  accountId: 'a1',
  name: 'Ada Example',
  reference: 'EASP-2026-0001',
};
const everything = { person: false, reference: false, linked: true };

describe('an entry in words', () => {
  it('is there for every verb that leaves one, and for no other', () => {
    const recorded = Object.entries(verbs).flatMap(([verb, { recorded: leaves }]) => (leaves ? [verb] : []));
    assert.deepEqual(Object.keys(told).toSorted(), recorded.toSorted());
    for (const verb of recorded) {
      assert.match(sentence(verb, 'done'), /^[a-z].*[a-z]$/);
      assert.match(sentence(verb, 'refused'), /^tried to [a-z]/);
    }
  });

  it('is told as a look where its verb ends in .read, and as an act where it does not but for lists and receipts', () => {
    for (const [verb, [past]] of Object.entries(told))
      assert.equal(
        /^(looked at|read|opened)$/.test(past) && !/^(case|review|rapid-review)\.(re)?open$/.test(verb),
        /\.(read|list|follow)$/.test(verb),
        verb,
      );
  });

  for (const [verb, outcome, words] of [
    ['case.read', 'done', 'looked at the case file'],
    ['decision.record', 'done', 'recorded a decision of the group'],
    ['decision.record', 'refused', 'tried to record a decision of the group'],
    ['session.begin', 'refused', 'tried to sign in'],
    ['case.juggle', 'done', 'did something that this version has no words for (case.juggle)'],
  ] as const)
    it(`says “${words}”`, () => assert.equal(sentence(verb, outcome), words));

  for (const [outcome, words] of [
    ['done', undefined],
    ['refused', 'Refused'],
    ['not-found', 'Not found'],
    ['failed', 'Failed'],
  ] as const)
    it(`marks ${outcome} with ${words ?? 'nothing'}`, () => assert.equal(endingOf(outcome)?.words, words));

  for (const [name, actorKind, words] of [
    ['Ada Example', 'session', 'Ada Example'],
    [null, 'receipt', 'A referrer, by receipt'],
    [null, 'operator', 'The operator, at the command line'],
    [null, null, 'Somebody who was not signed in'],
    [null, 'carrier-pigeon', 'Somebody who is not known here'],
  ] as const)
    it(`was left by ${words}`, () => assert.equal(whoActed({ name, actorKind }), words));
});

describe('a day that was recorded', () => {
  for (const [verb, kind, words] of [
    [
      'date.record',
      'panel-notified',
      'recorded a day from which a limit runs: when the notification was sent',
    ],
    ['review.record', 'publish-on', 'recorded a day of a review: when it is to be published'],
    ['date.record', 'of-a-later-version', 'recorded a day from which a limit runs'],
    ['date.record', null, 'recorded a day from which a limit runs'],
    ['case.read', 'panel-notified', 'looked at the case file'],
  ] as const)
    it(`is told as ${words}`, () => assert.equal(sentence(verb, 'done', kind), words));
});

describe('a page of entries', () => {
  it('is parted by the days of London, in summer an hour before those of the world', () => {
    const rows = ['2026-07-01T23:30:00Z', '2026-07-01T22:30:00Z', '2026-01-01T23:30:00Z'].map((at) => ({
      ...row,
      at: Temporal.Instant.from(at),
    }));
    const { days } = presentEntries(rows, everything);
    assert.deepEqual(
      days.map(({ day, lines }) => [day.toString(), lines.map(({ time }) => time.toString())]),
      [
        ['2026-07-02', ['00:30:00']],
        ['2026-07-01', ['23:30:00']],
        ['2026-01-01', ['23:30:00']],
      ],
    );
  });

  it('shows fifty, and leads on from the last of them where there are more', () => {
    const rows = Array.from({ length: pageSize + 1 }, (_, index) => ({ ...row, seq: 900 - index }));
    const more = presentEntries(rows, everything);
    assert.equal(more.days[0]?.lines.length, 50);
    assert.equal(more.before, 851);
    assert.equal(presentEntries(rows.slice(0, pageSize), everything).before, null);
  });

  it('leaves out what the whole page is about, and leads only where one may go', () => {
    const [first] = presentEntries([row], everything).days[0]?.lines ?? [];
    assert.equal(first?.who?.href, '/trail/people/a1');
    assert.equal(first?.of?.href, '/trail/cases/EASP-2026-0001');
    const [ofPerson] = presentEntries([row], { ...everything, person: true }).days[0]?.lines ?? [];
    assert.equal(ofPerson?.who, null);
    const [ofCase] =
      presentEntries([row], { person: false, reference: true, linked: false }).days[0]?.lines ?? [];
    assert.deepEqual([ofCase?.who?.href, ofCase?.of], [null, null]);
    const [nobody] = presentEntries([{ ...row, name: null }], everything).days[0]?.lines ?? [];
    assert.equal(nobody?.who?.href, null);
  });
});

describe('who has looked', () => {
  const look = (accountId: string, verb: string, times: number, last: string): LookRow => ({
    accountId,
    actorKind: 'session',
    name: `${accountId} Example`,
    verb,
    times,
    first: Temporal.Instant.from('2026-01-02T09:00:00Z'),
    last: Temporal.Instant.from(last),
  });

  it('is brought together by person, whoever looked last first', () => {
    const { people, looks, since } = presentLooks([
      look('Ada', 'case.read', 2, '2026-11-01T09:00:00Z'),
      look('Bo', 'case.read', 1, '2026-11-02T09:00:00Z'),
      look('Ada', 'decision.read', 5, '2026-10-01T09:00:00Z'),
    ]);
    assert.deepEqual(
      people.map(({ name, times, last, at }) => [name, times, last.day.toString(), at[0]?.words]),
      [
        ['Bo Example', 1, '2026-11-02', 'the case file'],
        ['Ada Example', 7, '2026-11-01', 'a decision of the group'],
      ],
    );
    assert.deepEqual([looks, since], [8, null]);
  });

  it('says back to when it was counted, once there are too many looks', () => {
    const { since } = presentLooks([look('Ada', 'case.read', mostLooks, '2026-11-01T09:00:00Z')]);
    assert.equal(since?.toString(), '2026-01-02');
    assert.deepEqual(presentLooks([]), { people: [], looks: 0, since: null });
  });
});

describe('a place in the trail', () => {
  for (const [query, href] of [
    ['', '/trail'],
    ['before=12', '/trail?before=12'],
    ['on=2026-11-23&only=not-done', '/trail?only=not-done&on=2026-11-23'],
    ['before=-1&on=2026-02-30&only=nonsense', '/trail'],
    ['before=1e3&on=0000-01-01', '/trail'],
    ['before=9999999999999999', '/trail'],
    ['on=23.11.2026', '/trail'],
  ] as const)
    it(`is read from “${query}”`, () =>
      assert.equal(placeHref('/trail', askedPlace(new URLSearchParams(query))), href));

  it('ends a day at midnight in London, in summer and in winter', () => {
    assert.equal(endOf(Temporal.PlainDate.from('2026-07-01')).toString(), '2026-07-01T23:00:00Z');
    assert.equal(endOf(Temporal.PlainDate.from('2026-11-23')).toString(), '2026-11-24T00:00:00Z');
  });

  const typed: TypedFind = { reference: '', day: '', month: '', year: '' };
  const found = (given: Partial<TypedFind>) => findPlace({ ...typed, ...given }, '/trail', isReference);

  for (const [given, href] of [
    [{}, '/trail'],
    [{ reference: 'easp-2026-0001' }, '/trail/cases/EASP-2026-0001'],
    [{ day: '1', month: '11', year: '2026' }, '/trail?on=2026-11-01'],
    [{ day: '1', month: 'November', year: '2026' }, '/trail?on=2026-11-01'],
    [
      { reference: 'EASP-2026-0001', day: '01', month: '11', year: '2026' },
      '/trail/cases/EASP-2026-0001?on=2026-11-01',
    ],
  ] as const)
    it(`is found from ${JSON.stringify(given)}`, () => assert.deepEqual(found(given), { href }));

  for (const [given, field] of [
    [{ reference: 'the one of last week' }, 'reference'],
    [{ reference: '../people' }, 'reference'],
    [{ day: '31', month: '2', year: '2026' }, 'day'],
    [{ day: '1', month: '', year: '2026' }, 'day'],
    [{ day: '1', month: 'x', year: '2026' }, 'day'],
    [{ day: '1', month: '1', year: '26' }, 'day'],
  ] as const)
    it(`is not found from ${JSON.stringify(given)}, and says so at the field`, () => {
      const place = found(given);
      assert.ok('problems' in place);
      assert.notEqual(place.problems[field], null);
    });

  it('is not looked for where nothing was sent', () => {
    assert.equal(typedFind(new URLSearchParams('reference=x')), null);
    assert.deepEqual(typedFind(new URLSearchParams('find=yes')), typed);
  });
});
