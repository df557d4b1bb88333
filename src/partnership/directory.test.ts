import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DirectorySettings, type Known, openDirectory } from './directory.ts';
import type { Partnership } from './partnership.ts';
import { samplePartnership } from './samples.ts';

const first = samplePartnership({ name: 'First', hosts: ['first.example', 'old.first.example'] });
const second = samplePartnership({ name: 'Second', hosts: ['second.example', 'pinned.example:8443'] });
const training = samplePartnership({ name: 'Training', training: true });
const all = [first, second, training];

const directory = (partnerships: readonly Partnership[], more: Partial<DirectorySettings> = {}) =>
  openDirectory({
    publicUrl: null,
    trainingPort: () => 3001,
    freshFor: 0,
    read: () => Promise.resolve({ partnerships, editions: new Map([['First', 7]]) }),
    isAway: () => false,
    ...more,
  });

type Row = readonly [host: string, port: number, who: Partnership | null];

function answers(
  name: string,
  rows: readonly Row[],
  partnerships = all,
  more: Partial<DirectorySettings> = {},
) {
  describe(name, () => {
    for (const [host, port, who] of rows)
      it(`answers ${host || 'no host'} on port ${port} with ${who === null ? 'nobody' : who.name}`, async () => {
        const found = await directory(partnerships, more).at(host, port);
        assert.equal(found?.partnership ?? null, who);
      });
  });
}

answers('a directory on one’s own machine', [
  ['localhost', 3000, first],
  ['localhost:3000', 3000, first],
  ['localhost:81', 3000, first],
  ['LOCALHOST:3000', 3000, first],
  ['127.0.0.1', 3000, first],
  ['127.0.0.1:3000', 3000, first],
  ['[::1]', 3000, first],
  ['[::1]:3000', 3000, first],
  ['training.localhost', 3000, training],
  ['training.localhost:3000', 3000, training],
  ['Training.Localhost:9', 3000, training],
  ['127.0.0.1:3001', 3001, training],
  ['localhost:3001', 3001, training],
  ['[::1]:3001', 3001, training],
  ['first.example', 3000, first],
  ['first.example:3000', 3000, first],
  ['OLD.first.example', 3000, first],
  ['second.example', 3000, second],
  ['second.example', 3001, second],
  ['pinned.example:8443', 3000, second],
  ['pinned.example', 3000, null],
  ['pinned.example:8444', 3000, null],
  ['third.example', 3000, null],
  ['third.example', 3001, null],
  ['first.example.evil.example', 3000, null],
  ['evil.example:first.example', 3000, null],
  ['other.localhost', 3000, null],
  ['127.0.0.2', 3000, null],
  ['[::2]', 3000, null],
  ['::1', 3000, null],
  ['', 3000, null],
]);

answers(
  'a directory that knows no second port',
  [
    ['127.0.0.1:3001', 3001, first],
    ['localhost', 0, first],
  ],
  all,
  { trainingPort: () => null },
);

answers(
  'a directory at a public address',
  [
    ['reviews.partnership.example', 3000, first],
    ['REVIEWS.partnership.example', 3000, first],
    ['training.reviews.partnership.example', 3000, training],
    ['second.example', 3000, second],
    ['first.example', 3000, first],
    ['reviews.partnership.example:3000', 3000, null],
    ['other.reviews.partnership.example', 3000, null],
    ['localhost', 3000, null],
    ['localhost:3000', 3000, null],
    ['127.0.0.1', 3000, null],
    ['[::1]:3000', 3000, null],
    ['training.localhost', 3000, null],
    ['', 3000, null],
  ],
  all,
  { publicUrl: 'https://reviews.partnership.example', trainingPort: () => null },
);

answers(
  'a directory at a public address with a port',
  [
    ['localhost:8080', 3000, first],
    ['training.localhost:8080', 3000, training],
    ['localhost', 3000, null],
    ['localhost:3000', 3000, null],
  ],
  all,
  { publicUrl: 'http://localhost:8080', trainingPort: () => null },
);

answers(
  'a directory of nothing but a training partnership',
  [
    ['localhost', 3000, training],
    ['training.localhost', 3000, training],
    ['127.0.0.1', 3001, training],
  ],
  [training],
);

answers(
  'a directory of nothing but a real partnership',
  [
    ['localhost', 3000, first],
    ['training.localhost', 3000, null],
  ],
  [first],
);

answers(
  'an empty directory',
  [
    ['localhost', 3000, null],
    ['training.localhost', 3000, null],
  ],
  [],
);

describe('what a directory knows', () => {
  it('tells the edition and the origin, whose scheme is the configured one', async () => {
    const own = await directory(all).at('LocalHost:81', 3000);
    assert.deepEqual([own?.edition, own?.origin], [7, 'http://localhost:81']);
    const open = directory(all, { publicUrl: 'https://reviews.partnership.example' });
    assert.equal((await open.at('second.example', 3000))?.origin, 'https://second.example');
    assert.equal((await open.at('second.example', 3000))?.edition, 0);
  });

  const counting = (freshFor: number) => {
    const count = { reads: 0, fail: false };
    const read = async (): Promise<Known> => {
      count.reads += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (count.fail) throw new Error('away');
      return { partnerships: all, editions: new Map() };
    };
    return { count, read, freshFor };
  };

  it('is asked for once by many at the same time, and not again while it is fresh', async () => {
    const { count, ...settings } = counting(60_000);
    const open = directory(all, settings);
    await Promise.all(Array.from({ length: 50 }, () => open.at('localhost', 3000)));
    await open.at('localhost', 3000);
    assert.equal(count.reads, 1);
  });

  it('is asked for again once it is not', async () => {
    const { count, ...settings } = counting(0);
    const open = directory(all, settings);
    await open.at('localhost', 3000);
    await open.at('localhost', 3000);
    assert.equal(count.reads, 2);
  });

  it('goes on being used while the database is away, but not after any other fault', async () => {
    const { count, ...settings } = counting(0);
    const open = directory(all, {
      ...settings,
      isAway: (error) => error instanceof Error && error.message === 'away',
    });
    count.fail = true;
    await assert.rejects(open.at('localhost', 3000), /away/);
    count.fail = false;
    assert.equal((await open.at('localhost', 3000))?.partnership, first);
    count.fail = true;
    assert.equal((await open.at('localhost', 3000))?.partnership, first);
    const strict = directory(all, settings);
    await assert.rejects(strict.at('localhost', 3000), /away/);
  });
});
