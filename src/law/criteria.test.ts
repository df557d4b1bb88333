import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { confidenceWords, isConfirmed } from './confidence.ts';
import { liverpoolConventions } from './conventions.ts';
import { criteriaNamed, criteriaOn, limbs } from './criteria.ts';
import { day, isBefore } from './day.ts';
import { editionNamed, editionOn, firstEditionDay, lastLocalStart } from './editions.ts';
import { testNamed } from './limb.ts';
import { closedOn, deciderOn, outcomes, partnersOn, readOutcome } from './outcomes.ts';

const board2013 = 'SCR-a SCR-b-i SCR-b-ii-harm SCR-b-ii-together SCR-custody SCR-detained';
const board2015 = `${board2013} SCR-liberty`;
const partners =
  'S16C-child S16C-abuse S16C-harm S16B-case S16F-area REG11-a REG11-b REG11-c REG11-d ADD-single-agency ADD-no-agency ADD-several-areas ADD-setting';

const conventions = { ...liverpoolConventions, localStart: day('2019-06-01'), localStartExact: true };

describe('the limbs that a decision has to answer', () => {
  for (const [on, id, asked] of [
    ['2013-04-15', 'WT2013', board2013],
    ['2015-03-25', 'WT2013', board2013],
    ['2015-03-26', 'WT2015', board2015],
    ['2018-06-28', 'WT2015', board2015],
    ['2018-06-29', 'transition-both', `${partners} ${board2015}`],
    ['2019-05-31', 'transition-both', `${partners} ${board2015}`],
    ['2019-06-01', 'transition-partners', partners],
    ['2019-09-28', 'transition-partners', partners],
    ['2019-09-29', 'WT2018', partners],
    ['2023-12-14', 'WT2018', partners],
    ['2023-12-15', 'WT2023', partners],
    ['2026-03-17', 'WT2023', partners],
    ['2026-03-18', 'WT2026', partners],
    ['2035-12-31', 'WT2026', partners],
  ] as const) {
    it(`on ${on}: those of ${id}`, () => {
      const found = criteriaOn(day(on), conventions);
      assert.equal(found?.id, id);
      assert.equal(found?.edition, editionOn(day(on))?.name);
      assert.equal(found?.limbs.map((limb) => limb.id).join(' '), asked);
    });
  }

  it('are not held before 15 April 2013', () => {
    assert.equal(criteriaOn(day('2013-04-14'), conventions), null);
  });

  it('are each asked once on any day, and tile the days on which they are asked', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9000 }), (days) => {
        const found = criteriaOn(firstEditionDay.add({ days }), conventions);
        const ids = found?.limbs.map(({ id }) => id) ?? [];
        assert.ok(ids.length > 0);
        assert.equal(new Set(ids).size, ids.length);
      }),
      { numRuns: 300 },
    );
    for (const rows of Map.groupBy(limbs, ({ id }) => id).values())
      rows.forEach((row, at) => {
        const next = rows[at + 1];
        if (next !== undefined) assert.ok(row.until?.equals(next.from), row.id);
      });
  });

  it('are the board’s never from 29 September 2019 on, whatever the local start, and the new ones never before 29 June 2018', () => {
    for (const localStart of [null, day('2019-12-01'), day('2017-01-01')]) {
      const after = criteriaOn(lastLocalStart, { ...conventions, localStart });
      assert.deepEqual(
        after?.limbs.filter(({ id }) => id.startsWith('SCR-')),
        [],
      );
      const before = criteriaOn(day('2018-06-28'), { ...conventions, localStart });
      assert.deepEqual(
        before?.limbs.filter(({ id }) => !id.startsWith('SCR-')),
        [],
      );
    }
  });

  it('each have a question, a label, a source, a test and an outcome that they bear upon', () => {
    for (const limb of limbs) {
      assert.match(limb.question, /[?.]$/, limb.id);
      for (const words of [limb.label, limb.cite, testNamed(limb.test).lead])
        assert.ok(words.length > 3, limb.id);
      assert.ok(limb.confidence.length > 0 && limb.bearsUpon.length > 0, limb.id);
      if (limb.until !== null) assert.ok(isBefore(limb.from, limb.until), limb.id);
      for (const said of limb.guidance)
        assert.ok(said.cite.length > 3 && said.confidence.length > 0, limb.id);
    }
  });

  it('say what is not confirmed, where somebody disputes or nobody read it', () => {
    for (const limb of limbs)
      if (limb.confidence.includes('?') || limb.confidence.includes('M')) assert.ok(limb.note, limb.id);
  });

  it('print no number of a regulation of SI 2018/789 that was not checked', () => {
    for (const { cite } of limbs) if (cite.includes('2018/789')) assert.match(cite, /regulation 11\b/);
  });

  for (const [on, id, marks] of [
    ['2014-01-01', 'SCR-a', 'L'],
    ['2014-01-01', 'SCR-custody', 'L/?'],
    ['2016-01-01', 'SCR-custody', 'L'],
    ['2020-01-01', 'S16C-abuse', 'S'],
    ['2026-04-01', 'S16C-abuse', 'S/?'],
    ['2020-01-01', 'S16B-case', 'M'],
    ['2026-04-01', 'REG11-c', 'S'],
    ['2024-01-01', 'ADD-setting', 'M'],
    ['2026-04-01', 'ADD-setting', 'M/?'],
  ] as const) {
    it(`are sure as ${marks}: ${id} on ${on}`, () => {
      const limb = criteriaOn(day(on), conventions)?.limbs.find((one) => one.id === id);
      assert.equal(limb === undefined ? '' : confidenceWords(limb.confidence), marks);
    });
  }

  it('count differently: a test, enough alone, criteria, circumstances', () => {
    const askedAs = (id: string) =>
      testNamed(limbs.find((limb) => limb.id === id)?.test ?? 'notifiable').asked;
    assert.deepEqual(
      ['S16C-harm', 'SCR-b-ii-together', 'SCR-liberty', 'REG11-c', 'ADD-setting'].map(askedAs),
      ['threshold', 'threshold', 'alone', 'criterion', 'circumstance'],
    );
  });

  for (const [given, exact, codes] of [
    ['2019-06-01', true, ['transition']],
    ['2019-06-01', false, ['transition', 'local-start-not-exact']],
    ['2019-12-01', true, ['transition', 'local-start-bounded']],
    [null, true, ['transition', 'local-start-not-known']],
  ] as const) {
    it(`in the transition with a local start ${given ?? 'not set'}: ${codes.join(', ')}`, () => {
      const localStart = given === null ? null : day(given);
      const set = criteriaOn(day('2019-01-01'), { ...conventions, localStart, localStartExact: exact });
      assert.deepEqual(
        set?.notes.map(({ code }) => code),
        codes,
      );
    });
  }

  it('say of 2026 that its chapter was not read', () => {
    assert.deepEqual(
      criteriaOn(day('2026-04-01'), conventions)?.notes.map(({ code }) => code),
      ['wt2026-unread'],
    );
    assert.deepEqual(criteriaOn(day('2024-04-01'), conventions)?.notes, []);
  });

  it('are found by the name of their set', () => {
    for (const id of [
      'WT2013',
      'WT2015',
      'transition-both',
      'transition-partners',
      'WT2018',
      'WT2023',
      'WT2026',
    ])
      assert.equal(criteriaNamed(id, conventions)?.id, id);
    assert.equal(criteriaNamed('WT2031', conventions), null);
    assert.equal(criteriaNamed('transition-both', { ...conventions, localStart: day('2018-06-29') }), null);
  });
});

describe('which outcomes are open', () => {
  for (const [on, shut] of [
    ['2014-01-01', ['LCSPR', 'rapid-review-only']],
    ['2018-06-28', ['LCSPR', 'rapid-review-only']],
    ['2018-06-29', []],
    ['2019-05-31', []],
    ['2019-06-01', ['SCR']],
    ['2026-04-01', ['SCR']],
  ] as const) {
    it(`on ${on}: all but ${shut.join(', ') || 'none'}`, () => {
      const closed = outcomes.flatMap(({ kind }) => closedOn(kind, day(on), conventions) ?? []);
      assert.deepEqual(
        closed.map(({ kind }) => kind),
        shut,
      );
      for (const { why, cite } of closed) assert.ok(why.endsWith('.') && cite.length > 3);
    });
  }

  it('are read by their kind and nothing else', () => {
    assert.equal(readOutcome('LCSPR'), 'LCSPR');
    assert.equal(readOutcome('lcspr'), null);
    assert.equal(readOutcome(''), null);
  });
});

describe('who decides, and who the partners are', () => {
  for (const [kind, on, holder] of [
    ['SCR', '2016-01-01', 'chair of the Local Safeguarding Children Board'],
    ['no-further-action', '2019-05-31', 'chair of the Local Safeguarding Children Board'],
    ['LCSPR', '2019-05-31', 'safeguarding partners'],
    ['no-further-action', '2019-06-01', 'safeguarding partners'],
    ['LCSPR', '2026-04-01', 'safeguarding partners'],
  ] as const) {
    it(`${kind} on ${on}: ${holder}`, () => {
      assert.equal(deciderOn(kind, day(on), conventions).holder, holder);
    });
  }

  it('the health partner has the name of the day', () => {
    assert.equal(partnersOn(day('2022-06-30'))[1]?.title, 'The clinical commissioning group');
    assert.equal(partnersOn(day('2022-07-01'))[1]?.title, 'The integrated care board');
  });

  it('confirms no question of the boards’ time, whose texts were not read', () => {
    const confirmed = limbs.filter(({ confidence }) => isConfirmed(confidence)).map(({ id }) => id);
    assert.deepEqual(
      [...new Set(confirmed)],
      ['S16C-abuse', 'S16C-harm', 'REG11-a', 'REG11-b', 'REG11-c', 'REG11-d'],
    );
    assert.equal(editionNamed('WT2026').textRead, false);
  });
});
