import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { confidenceWords } from '../law/confidence.ts';
import { liverpoolConventions } from '../law/conventions.ts';
import { ruleNamed, rules } from '../law/rules.ts';
import { workedExample } from '../law/worked-example.ts';
import { fullDate } from '../platform/pages/filters.ts';
import { wordsOf } from '../platform/pages/page-checks.ts';
import { exampleAssets, exampleRequest } from './example-partnership.ts';
import { siteRoutes } from './routes.ts';

/**
 * Every rule that the list of rules names, in its order: id; confidence; the day counted from and the day that follows, worked out by hand
 * (working days of England and Wales; the weeks of Easter 2026, June 2018 and September 2025 were counted on paper). A dash: no number of days is
 * given. Two answers where the rule has two limits. Local arrangements began on 1 September 2019 in the example.
 */
const listed = `
  WD-01   M    2026-04-01 2026-04-10
  SCR-01  L    2016-06-15 2016-06-22
  SCR-02  L    -
  SCR-03  L    -
  SCR-04  L    2016-06-22 2016-07-22
  SCR-05  M    2016-07-22 2016-07-29
  SCR-05b L/?  2016-07-22 2016-08-05
  SCR-06  L    2016-07-22 2017-01-22
  SCR-07  L    2017-02-20 2017-02-13
  SCR-08  L    2017-02-20 2018-02-20
  SCR-09  L    -
  TR-01   L    2018-06-29 2018-07-06
  TR-02   L    2019-06-29 2019-09-29
  TR-03   L/M  2019-09-01 2020-09-01
  TR-04   L    -
  NOT-01  S    2026-04-01 2026-04-10
  NOT-02  S    2026-04-01 2026-04-10
  NOT-03  S    2026-04-01 2026-04-10
  NOT-04  L    2026-04-01 2026-04-10
  NOT-05a S    2018-06-29 2018-07-06
  NOT-05b S    2026-04-01 2026-04-10
  NOT-06  L    -
  NOT-07  S/L  -
  NOT-08  S    -
  NOT-09  L/M  -
  RR-01   L/?  2026-04-10 2026-05-01
  RR-02   L    -
  RR-03   L    -
  RR-04   M/L  2026-04-10 2026-05-01
  RR-05   S    -
  DEC-01  S    2026-04-10 2026-05-01
  DEC-02  M    -
  DEC-03  M    -
  PAN-01  L/?  -
  PAN-02  M    -
  REV-01  S    -
  REV-02  S    -
  REV-03  M    -
  REV-04  M    -
  REP-01  M    2025-10-15 2026-04-15
  REP-02  M    2025-10-15 2026-04-15
  REP-03  M    -
  REP-04  M    2026-04-09 2026-03-27
  REP-05  S/M  2026-03-20 2026-03-27
  REP-06  M    2026-04-09 2027-04-09
  REP-07  M    2026-04-09 2026-04-09
  NAT-01  S    -
  NAT-02  M    2026-04-09 2026-03-27 2026-04-09 2029-04-09
  NAT-03  M    -
  YR-01   M    2025-09-30 2026-09-30
  YR-02   M    2025-09-30 2025-10-07
  YR-03   M    2026-03-31 2026-09-30
  YR-04   L    2026-03-31 2026-09-30
  CDR-01  S    -
  PUB-01  S    -
  STAT-01 S    2026-04-10 2027-03-31
  RET-01  L    -`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

const routes = siteRoutes({
  assets: exampleAssets,
  published: async () => ({ total: 0, firstYear: null, lastYear: null, latest: [] }),
  themed: async () => [],
  printed: async () => null,
  groups: async () => [],
});

async function ask(path: string): Promise<string> {
  const answer = await routes.find((one) => one.path === path.split('?')[0])?.handle(exampleRequest(path));
  assert.ok(answer !== undefined && 'body' in answer && answer.status === 200, path);
  return answer.body;
}

const plain: Readonly<Record<string, string>> = {
  L: 'as others report it',
  M: 'from memory, its text was not read',
  '?': 'sources disagree, or it is unsure',
};
const sureness = (confidence: string) =>
  confidence === 'S'
    ? 'Confirmed: read in its source'
    : `Not confirmed: ${confidence
        .split('/')
        .filter((mark) => mark !== 'S')
        .map((mark) => plain[mark])
        .join('; ')}`;

describe('every rule of the list', () => {
  let rows: ReadonlyMap<string, string>;

  before(async () => {
    const all = await ask('/rules?edition=all');
    rows = new Map(
      [...all.matchAll(/<tr role="row" id="([^"]+)">([\s\S]*?)<\/tr>/g)].map(([, id = '', row = '']) => [
        id,
        wordsOf(row),
      ]),
    );
  });

  it('is held, and no other', () => {
    assert.deepEqual(new Set(rules.map(({ id }) => id)), new Set(listed.map(([id]) => id)));
    assert.equal(rules.length, listed.length);
  });

  for (const [id = '', confidence = '', ...days] of listed) {
    const answers = days.length < 2 ? [] : days;
    const said = answers.filter((_, index) => index % 2 === 1).join(' and ');
    it(`${id} stands on the page with source and confidence, and ${said === '' ? 'no day follows' : `the day is ${said}`}`, async () => {
      const rule = ruleNamed(id);
      assert.equal(confidenceWords(rule.confidence), confidence);
      const row = rows.get(id) ?? '';
      for (const part of [rule.what, rule.source, sureness(confidence)]) assert.ok(row.includes(part), part);

      const example = workedExample(rule, liverpoolConventions);
      assert.deepEqual(
        (example?.days ?? []).flatMap(({ from, day }) => [from.toString(), day.toString()]),
        answers,
      );

      const words = wordsOf(await ask(`/rules/${id}`));
      for (const part of [rule.what, rule.record, sureness(confidence)])
        assert.ok(words.includes(part), part);
      if (answers.length === 0) assert.match(words, /No day can be worked out/);
      for (const day of answers)
        assert.ok(words.includes(fullDate(Temporal.PlainDate.from(day))), `${day} on the page`);
    });
  }
});
