import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isConfirmed } from './confidence.ts';
import { type Area, type NotifyingFacts, notifyingAuthority } from './notifying-authority.ts';

const here = { code: 'E08000012', name: 'Liverpool' };
const next = { code: 'E08000011', name: 'Knowsley' };
const far = { code: 'E06000042', name: 'Milton Keynes' };
const inArea = (authority: typeof here): Area => ({ in: 'authority', authority });
const abroad: Area = { in: 'outside-england', country: 'Wales' };
const unknown: Area = { in: 'not-known' };

const facts: NotifyingFacts = {
  event: 'notifiable-incident',
  happenedIn: inArea(here),
  livesIn: inArea(here),
  lookedAfterBy: null,
  home: [here],
};

type Wanted = readonly [
  name: string | null,
  role: string,
  missing: string | null,
  tell: string,
  confirmed: boolean,
];
type Row = readonly [what: string, given: Partial<NotifyingFacts>, wanted: Wanted];

const table: readonly Row[] = [
  ['it happened here', {}, ['Liverpool', 'this', null, '', true]],
  [
    'it happened elsewhere in England, to a child of ours',
    { happenedIn: inArea(next) },
    ['Knowsley', 'other', null, 'Liverpool', true],
  ],
  [
    'it happened here, to a child of another area',
    { livesIn: inArea(next) },
    ['Liverpool', 'this', null, 'Knowsley', true],
  ],
  [
    'a child whom another authority looks after here',
    { lookedAfterBy: far },
    ['Liverpool', 'this', null, 'Milton Keynes', true],
  ],
  ['outside England, to a child of ours', { happenedIn: abroad }, ['Liverpool', 'this', null, '', true]],
  [
    'outside England, to a child of another area',
    { happenedIn: abroad, livesIn: inArea(next) },
    ['Knowsley', 'other', null, '', true],
  ],
  [
    'outside England, where the child lives is not known',
    { happenedIn: abroad, livesIn: unknown },
    [null, 'none', 'where-the-child-lives', '', true],
  ],
  [
    'outside England, to a child who lives there',
    { happenedIn: abroad, livesIn: abroad },
    [null, 'none', null, '', false],
  ],
  [
    'nobody knows where: the home of the child decides nothing',
    { happenedIn: unknown },
    [null, 'none', 'where-it-happened', 'Liverpool', true],
  ],
  [
    'a looked-after child died: the authority that looks after the child, wherever it was',
    { event: 'looked-after-death', happenedIn: inArea(here), lookedAfterBy: far },
    ['Milton Keynes', 'other', null, 'Liverpool', false],
  ],
  [
    'a looked-after child of ours died elsewhere',
    { event: 'looked-after-death', happenedIn: inArea(next), livesIn: inArea(next), lookedAfterBy: here },
    ['Liverpool', 'this', null, 'Knowsley', false],
  ],
  [
    'a looked-after child died, and nobody knows who looked after the child',
    { event: 'looked-after-death' },
    [null, 'none', 'looked-after-by', 'Liverpool', false],
  ],
  [
    'a care leaver died: no rule that is held names the authority',
    { event: 'care-leaver-death' },
    [null, 'none', null, 'Liverpool', false],
  ],
];

describe('the authority that must notify', () => {
  for (const [what, given, [name, role, missing, tell, confirmed]] of table)
    it(what, () => {
      const found = notifyingAuthority({ ...facts, ...given });
      assert.equal(found.authority?.name ?? null, name);
      assert.equal(found.role, role);
      assert.equal(found.missing, missing);
      assert.equal(found.tell.map((one) => one.name).join(), tell);
      assert.equal(isConfirmed(found.confidence), confirmed);
      assert.match(found.because, /^[A-Z].*\.$/);
      assert.ok(found.source.length > 0);
    });

  it('is this partnership’s wherever it happened among several authorities of one', () => {
    const found = notifyingAuthority({ ...facts, happenedIn: inArea(next), home: [here, next] });
    assert.deepEqual([found.role, found.authority], ['this', next]);
  });
});
