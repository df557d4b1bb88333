import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { confidenceWords, isConfirmed } from './confidence.ts';
import { day, isBefore } from './day.ts';
import { effectiveLocalStart, inForceOn } from './rule.ts';
import { ruleNamed, rules, rulesInForceOn } from './rules.ts';

/** Every row of "Rules as data" with its confidence as stated there. */
const rows = `
  WD-01 M · SCR-01 L · SCR-02 L · SCR-03 L · SCR-04 L · SCR-05 M · SCR-05b L/? · SCR-06 L · SCR-07 L · SCR-08 L ·
  SCR-09 L · TR-01 L · TR-02 L · TR-03 L/M · TR-04 L · NOT-01 S · NOT-02 S · NOT-03 S · NOT-04 L · NOT-05a S ·
  NOT-05b S · NOT-06 L · NOT-07 S/L · NOT-08 S · NOT-09 L/M · RR-01 L/? · RR-02 L · RR-03 L · RR-04 M/L · RR-05 S ·
  DEC-01 S · DEC-02 M · DEC-03 M · PAN-01 L/? · PAN-02 M · REV-01 S · REV-02 S · REV-03 M · REV-04 M · REP-01 M ·
  REP-02 M · REP-03 M · REP-04 M · REP-05 S/M · REP-06 M · REP-07 M · NAT-01 S · NAT-02 M · NAT-03 M · YR-01 M ·
  YR-02 M · YR-03 M · YR-04 L · CDR-01 S · PUB-01 S · STAT-01 S · RET-01 L`
  .split('·')
  .map((row) => row.trim().split(' '));

describe('rules as data', () => {
  it('holds every row once, with its confidence', () => {
    assert.deepEqual(
      new Map(rules.map((rule) => [rule.id, confidenceWords(rule.confidence)])),
      new Map(rows.map(([id, confidence]) => [id, confidence])),
    );
    assert.equal(rules.length, rows.length);
    assert.equal(rows.length, 57);
  });

  it('confirms only what was read in the primary source throughout', () => {
    for (const rule of rules) {
      assert.equal(isConfirmed(rule.confidence), confidenceWords(rule.confidence) === 'S', rule.id);
    }
    assert.equal(isConfirmed(ruleNamed('NOT-07').confidence), false);
    assert.equal(isConfirmed(ruleNamed('REP-05').confidence), false);
  });

  it('says of each what, when, who, from which source, and what to record', () => {
    for (const rule of rules) {
      for (const words of [rule.what, rule.trigger, rule.holder, rule.source, rule.record]) {
        assert.ok(words.length > 3, rule.id);
      }
      if (rule.from !== null && rule.until !== null) assert.ok(isBefore(rule.from, rule.until), rule.id);
      if (rule.starts !== null) assert.notEqual(rule.limit.unit, 'none', rule.id);
    }
  });

  it('does not print numbers of regulations that were not checked', () => {
    for (const rule of rules) {
      const numbers = /regulations? (\d+)/g;
      if (!rule.source.includes('2018/789')) continue;
      for (const [, number] of rule.source.matchAll(numbers)) {
        assert.ok(['3', '11', '14'].includes(number ?? ''), `${rule.id}: ${rule.source}`);
      }
    }
  });

  it('knows no rule that is not held', () => {
    assert.throws(() => ruleNamed('NOT-99'), RangeError);
  });
});

describe('when a rule is in force', () => {
  for (const [id, on, localStart, expected] of [
    ['NOT-01', '2018-06-28', null, false],
    ['NOT-01', '2018-06-29', null, true],
    ['NOT-01', '2035-01-01', null, true],
    ['SCR-01', '2015-03-25', null, false],
    ['SCR-01', '2015-03-26', null, true],
    ['SCR-01', '2018-06-28', null, true],
    ['SCR-01', '2018-06-29', null, false],
    ['SCR-04', '2013-04-14', null, false],
    ['SCR-04', '2013-04-15', null, true],
    ['SCR-04', '2019-09-28', null, true],
    ['SCR-04', '2019-09-29', null, false],
    ['SCR-04', '2019-05-31', '2019-06-01', true],
    ['SCR-04', '2019-06-01', '2019-06-01', false],
    ['SCR-04', '2019-09-29', '2019-12-01', false],
    ['SCR-04', '2017-06-01', '2017-01-01', true],
    ['SCR-04', '2018-06-29', '2017-01-01', false],
    ['TR-01', '2019-06-01', '2019-06-01', false],
    ['TR-02', '2019-06-01', '2019-06-01', true],
    ['SCR-05b', '2018-06-29', null, false],
    ['NOT-04', '2023-12-14', null, false],
    ['NOT-04', '2023-12-15', null, true],
    ['NOT-05a', '2019-02-20', null, true],
    ['NOT-05a', '2019-02-21', null, false],
    ['NOT-05b', '2019-02-21', null, true],
    ['RR-02', '2020-03-26', null, false],
    ['RR-02', '2020-03-27', null, true],
    ['YR-04', '2026-03-17', null, false],
    ['WD-01', '2001-01-01', null, true],
  ] as const) {
    const area = localStart === null ? '' : `, local start ${localStart}`;
    it(`${id} on ${on}${area}: ${expected ? 'yes' : 'no'}`, () => {
      const start = localStart === null ? null : day(localStart);
      assert.equal(inForceOn(ruleNamed(id), day(on), start), expected);
      assert.equal(
        rulesInForceOn(day(on), start).some((rule) => rule.id === id),
        expected,
      );
    });
  }

  it('keeps the local start inside the transition', () => {
    assert.equal(effectiveLocalStart(null).toString(), '2019-09-29');
    assert.equal(effectiveLocalStart(day('2019-09-01')).toString(), '2019-09-01');
    assert.equal(effectiveLocalStart(day('2020-01-01')).toString(), '2019-09-29');
    assert.equal(effectiveLocalStart(day('2018-01-01')).toString(), '2018-06-29');
  });
});
