import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { beginning, type ChainRow, misfit, misfitOfHead } from './verify.ts';

const trail = '7a1e0c5e-0000-4000-8000-000000000001';
const other = '7a1e0c5e-0000-4000-8000-000000000002';
const account = 'acc00000-0000-4000-8000-000000000001';

const sha256 = (...parts: readonly (Buffer | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

type Words = NonNullable<ChainRow['words']>;

const at = (seq: number) => Temporal.Instant.from('2026-11-23T12:00:00Z').add({ seconds: seq });

/** What the database writes for entry `seq`, made a second time from the description in docs and migration alone. */
function entry(seq: number, previous: Buffer, body: string = bodyOf(seq)): ChainRow {
  const salt = sha256(`salt of ${seq}`).subarray(0, 16);
  const leaf = sha256(Buffer.of(0), salt, body);
  return { seq, leaf, hash: sha256(previous, leaf), words: { ...beside(seq), salt, body } };
}

const beside = (seq: number): Omit<Words, 'salt' | 'body'> => ({
  at: at(seq),
  verb: 'person.invite',
  outcome: 'done',
  actorKind: 'session',
  caseId: null,
  accountId: account,
  objectId: null,
});

const bodyOf = (seq: number, more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    seq,
    at: at(seq).toString(),
    verb: 'person.invite',
    outcome: 'done',
    partnership: trail,
    actor: { kind: 'session', account, partnership: trail },
    ...more,
  });

const first = entry(1, beginning);
const second = entry(2, first.hash);

const withWords = (row: ChainRow, change: Partial<Words>): ChainRow => ({
  ...row,
  words: row.words && { ...row.words, ...change },
});

describe('an entry of the trail', () => {
  it('fits after the one before', () => {
    assert.equal(misfit(trail, beginning, 1, first), null);
    assert.equal(misfit(trail, first.hash, 2, second), null);
  });

  const changes: readonly (readonly [what: string, row: ChainRow, why: string])[] = [
    ['a number that was left out', { ...second, seq: 3 }, 'entry 2 is missing'],
    ['no words', { ...second, words: null }, 'its words are gone'],
    [
      'other words',
      withWords(second, { body: bodyOf(2, { verb: 'session.end' }) }),
      'its words were changed',
    ],
    ['words with one space more', withWords(second, { body: ` ${bodyOf(2)}` }), 'its words were changed'],
    ['another salt', withWords(second, { salt: Buffer.alloc(16) }), 'its words were changed'],
    ['another leaf', { ...second, leaf: first.leaf }, 'its words were changed'],
    ['another hash', { ...second, hash: first.hash }, 'its hash does not follow from the entry before'],
    [
      'other words and the leaf that belongs to them',
      { ...second, ...forged(bodyOf(2, { object: other })), hash: second.hash },
      'its hash does not follow from the entry before',
    ],
    [
      'another verb beside it',
      withWords(second, { verb: 'session.end' }),
      'its verb is not what its words say',
    ],
    [
      'another outcome beside it',
      withWords(second, { outcome: 'refused' }),
      'its outcome is not what its words say',
    ],
    [
      'another kind of actor beside it',
      withWords(second, { actorKind: 'operator' }),
      'its actor is not what its words say',
    ],
    ['no account beside it', withWords(second, { accountId: null }), 'its account is not what its words say'],
    ['a case beside it', withWords(second, { caseId: other }), 'its case is not what its words say'],
    ['an object beside it', withWords(second, { objectId: other }), 'its object is not what its words say'],
    [
      'another time beside it, by a microsecond',
      withWords(second, { at: at(2).add({ microseconds: 1 }) }),
      'its time is not what its words say',
    ],
    ['words of another number', rechained(bodyOf(7)), 'its number is not what its words say'],
    [
      'words of another trail',
      rechained(bodyOf(2, { partnership: other })),
      'its trail is not what its words say',
    ],
    ['words that are none', rechained('{"seq": 2, '), 'its words cannot be read'],
    ['words that are nothing', rechained('null'), 'its words cannot be read'],
    ['words of no time', rechained(bodyOf(2, { at: 'yesterday' })), 'its words cannot be read'],
  ];
  for (const [what, row, why] of changes)
    it(`does not fit with ${what}`, () => {
      assert.equal(misfit(trail, first.hash, 2, row), why);
    });
});

/** Words and leaf as somebody would write them who can change both. */
function forged(body: string) {
  const { leaf, words } = entry(2, first.hash, body);
  return { leaf, words };
}

/** An entry whose leaf and hash were made anew for other words. */
function rechained(body: string): ChainRow {
  return entry(2, first.hash, body);
}

describe('the head of a trail', () => {
  const head = { seq: 2, hash: second.hash };
  const cases: readonly (readonly [
    what: string,
    found: ReturnType<typeof misfitOfHead>,
    seq: number | null,
    why: string,
  ])[] = [
    ['is where the entries end', misfitOfHead(head, 2, second.hash), null, ''],
    ['is not there before the first entry', misfitOfHead(null, 0, beginning), null, ''],
    ['is gone', misfitOfHead(null, 2, second.hash), 1, 'the head of the trail is gone'],
    ['is further', misfitOfHead(head, 1, first.hash), 2, 'entries are missing at the end: the trail had 2'],
    [
      'has entries, where none are',
      misfitOfHead(head, 0, beginning),
      1,
      'entries are missing at the end: the trail had 2',
    ],
    [
      'is behind',
      misfitOfHead({ seq: 1, hash: first.hash }, 2, second.hash),
      2,
      'the head of the trail knows of 1 entries only',
    ],
    [
      'has another hash',
      misfitOfHead({ seq: 2, hash: first.hash }, 2, second.hash),
      2,
      'its hash is not the one at the head of the trail',
    ],
  ];
  for (const [what, found, seq, why] of cases)
    it(what, () => {
      assert.deepEqual(found, seq === null ? null : { seq, why });
    });
});
