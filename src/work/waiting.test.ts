import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shippedCalendar } from '../law/bank-holidays.ts';
import { nothingWaits, waitingRows, withWaiting } from './waiting.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
// A Monday; the tenth working day of November 2026 is Friday 13.
const today = day('2026-11-23');

const action = {
  what: 'action',
  id: 'a1',
  title: 'Write the protocol',
  reference: null,
  who: 'Lead',
  dueOn: day('2026-11-20'),
} as const;
const attestation = {
  agencyId: null,
  agency: null,
  people: 4,
  attestedAt: null,
  attestedBy: null,
  attestedBefore: null,
  isOwn: true,
  hasSomebody: true,
} as const;
const challenge = {
  id: 'c1',
  reference: 'MVSCP-2026-0004',
  decisionId: null,
  rule: 'NOT-01',
  toWhom: 'chair',
  words: 'Why was it late?',
  dueOn: today,
  madeBy: 'A',
  madeOn: day('2026-11-09'),
  isOwn: false,
  steps: [],
} as const;
const asked = { id: 'r1', dueOn: day('2026-11-25'), askedOn: day('2026-11-18') } as const;

describe('what else waits on the first page', () => {
  const rows = waitingRows(
    {
      improvement: [action],
      asked: [
        { ...asked, state: 'asked', answered: false },
        { ...asked, id: 'r2', state: 'asked', answered: true },
        { ...asked, id: 'r3', state: 'withdrawn', answered: false },
      ],
      challenges: [
        challenge,
        {
          ...challenge,
          id: 'c2',
          steps: [{ kind: 'answered', onBehalf: 'the chair', words: 'So', name: 'B', on: today }],
        },
      ],
      attestations: [
        attestation,
        { ...attestation, agencyId: 'g1', agency: 'Northbank Housing', isOwn: false },
      ],
    },
    today,
    shippedCalendar,
  );

  it('tells the nearest day first, and only what is still to be done by whoever reads', () => {
    assert.deepEqual(
      rows.map(({ href, about, mark }) => [href, about, mark]),
      [
        ['/attestations/own', 'The partnership’s own people', 'late'],
        ['/improvement/actions/a1', 'Write the protocol', 'late'],
        ['/challenges/c1', 'MVSCP-2026-0004', 'today'],
        ['/rounds/r1', 'Between meetings', 'running'],
      ],
    );
  });

  it('is counted with the rest, but for who keeps their access', () => {
    const counts = { late: 1, today: 0, week: 0, unrecorded: 2 };
    assert.deepEqual(withWaiting(counts, rows, today), { late: 2, today: 1, week: 1, unrecorded: 2 });
  });

  it('is nothing where nothing waits', () => {
    assert.deepEqual(waitingRows(nothingWaits, today, shippedCalendar), []);
  });
});
