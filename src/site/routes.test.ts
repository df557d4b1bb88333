import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exampleAssets, exampleRequest } from './example-partnership.ts';
import { siteRoutes } from './routes.ts';

const routes = siteRoutes({
  assets: exampleAssets,
  published: async () => ({ total: 0, firstYear: null, lastYear: null, latest: [] }),
  themed: async () => [],
  printed: async () => null,
  groups: async () => [],
});

async function ask(path: string) {
  const route = routes.find((one) => one.path === path.split('?')[0]);
  assert.ok(route, path);
  const answer = await route.handle(exampleRequest(path));
  assert.ok('body' in answer);
  return answer;
}

describe('the ledger of the public pages', () => {
  for (const { path } of routes) {
    it(`answers ${path} with a page`, async () => {
      const answer = await ask(path);
      assert.equal(answer.status, 200);
      assert.equal(answer.type, 'text/html; charset=utf-8');
      assert.match(answer.body, /^\s*<!DOCTYPE html>/);
    });
  }

  it('answers a wrong date with 400 and the page', async () => {
    const answer = await ask('/notifying?aware-day=31&aware-month=2&aware-year=2026');
    assert.equal(answer.status, 400);
    assert.match(answer.body, /<title>Error: By when must the council notify\?/);
  });

  it('answers a wrong day of the law with 400 and the page', async () => {
    const answer = await ask('/rules?day-day=31&day-month=2&day-year=2016');
    assert.equal(answer.status, 400);
    assert.match(answer.body, /<title>Error: The time limits we work to/);
  });

  it('has an address for each rule, and none for any other name', () => {
    const paths = routes.map(({ path }) => path);
    assert.ok(paths.includes('/rules/NOT-01') && paths.includes('/rules/SCR-05b'));
    assert.ok(!paths.includes('/rules/NOT-99') && paths.every((path) => !path.includes(':')));
  });

  it('keeps counted dates out of search engines, and the page itself in', async () => {
    assert.match((await ask('/notifying?aware-day=5&aware-month=1&aware-year=2027')).body, /noindex/);
    assert.doesNotMatch((await ask('/notifying')).body, /noindex/);
  });
});
