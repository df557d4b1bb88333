import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { day } from './day.ts';
import { editions } from './editions.ts';
import { easementsOf, editionsHolding, endOf, historyOf, lineOf, lines } from './lines.ts';
import { ruleNamed, rules, rulesInForceOn } from './rules.ts';

const localStart = day('2019-09-01');

describe('rules through the editions', () => {
  it('name only rules that are held, and none in two lines', () => {
    const named = lines.flatMap((line) => line.rules);
    assert.equal(new Set(named).size, named.length);
    for (const id of named) assert.equal(ruleNamed(id).id, id);
    for (const { goesWith, eases = [] } of rules)
      for (const id of [...(goesWith === undefined ? [] : [goesWith]), ...eases])
        assert.equal(ruleNamed(id).id, id);
  });

  it('stand alone where nothing else answered the question', () => {
    assert.deepEqual(lineOf(ruleNamed('CDR-01')), { question: ruleNamed('CDR-01').what, rules: ['CDR-01'] });
  });

  it('end with the local start where they depend on it', () => {
    assert.equal(endOf(ruleNamed('SCR-04'), localStart)?.toString(), '2019-09-01');
    assert.equal(endOf(ruleNamed('SCR-04'), null)?.toString(), '2019-09-29');
    assert.equal(endOf(ruleNamed('SCR-01'), localStart)?.toString(), '2018-06-29');
    assert.equal(endOf(ruleNamed('NOT-01'), localStart), null);
  });

  it('hold during an edition exactly if they are in force on one of its days', () => {
    for (const edition of editions) {
      const last = edition.until?.subtract({ days: 1 }) ?? edition.from.add({ years: 1 });
      // The days on which anything begins or ends, with the day before, are all there is to ask.
      const days = [edition.from, last, ...rules.flatMap((rule) => [rule.from, endOf(rule, localStart)])]
        .filter((one) => one !== null)
        .flatMap((one) => [one, one.subtract({ days: 1 })])
        .filter(
          (one) =>
            Temporal.PlainDate.compare(edition.from, one) <= 0 && Temporal.PlainDate.compare(one, last) <= 0,
        );
      const held = new Set(days.flatMap((one) => rulesInForceOn(one, localStart)));
      for (const rule of rules)
        assert.equal(
          editionsHolding(rule, { localStart }).includes(edition),
          held.has(rule),
          `${rule.id} under ${edition.name}`,
        );
    }
  });

  it('tell who was told of an incident, edition by edition', () => {
    assert.deepEqual(
      historyOf(ruleNamed('NOT-01'), { localStart }).map(
        ({ edition, rules: held }) => `${edition.name}: ${held.map(({ id }) => id).join(' ')}`,
      ),
      [
        'WT2013: ',
        'WT2015: SCR-01',
        'transition: TR-01 NOT-01',
        'WT2018: NOT-01',
        'WT2023: NOT-01',
        'WT2026: NOT-01',
      ],
    );
  });

  it('say which easement relaxed them', () => {
    const relaxed = rules.filter((rule) => easementsOf(rule).length > 0).map(({ id }) => id);
    assert.deepEqual(relaxed, ['RR-01', 'REP-02', 'REP-04']);
  });
});
