import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../test/casework.ts';
import { goodAnswers } from '../test/referrer.ts';
import { transactionOf } from '../src/platform/db/connect.ts';
import { matterFrom } from '../src/intake/alike-pairs.ts';
import { compare } from '../src/intake/alike.ts';
import { findCandidates, indexPending, readSides } from '../src/intake/store-alike.ts';

const count = 10_000;
const asked = 200;

// Ninety given and a hundred and twenty family names, the first ones borne by many, as names are.
const given = Array.from(
  { length: 90 },
  (_, i) =>
    `${'BCDFGHJKLM'[i % 10]}${'aeiou'[i % 5]}${['nn', 'rt', 'ss', 'll', 'm', 'dd', 'ck', 'v', 'st'][Math.floor(i / 10)]}a`,
);
const family = Array.from(
  { length: 120 },
  (_, i) =>
    `${'PRSTVWBCDF'[i % 10]}${'aeiou'[Math.floor(i / 10) % 5]}${['rn', 'll', 'st'][i % 3]}${['ford', 'ley', 'ham', 'wood'][i % 4]}`,
);

/** Measures the search for what may be the same over 10,000 referrals, beside the same in a register of one. */
export async function benchDuplicates(): Promise<void> {
  const office = await openOffice();
  try {
    const coordinator = await office.person('coordinator');
    await office.referral(answersOf(1));
    const small = await measure(office, coordinator);
    await fillReferrals(office, 2);
    const { looks, milliseconds } = await lookThrough(office, coordinator);
    console.log(`read anew: ${(milliseconds / looks).toFixed(0)} ms for each of ${looks} looks`);
    const large = await measure(office, coordinator);
    console.log(`duplicates among 1 referral: p50 ${small.p50} ms, p95 ${small.p95} ms`);
    console.log(
      `duplicates among ${count.toLocaleString('en-GB')} referrals: p50 ${large.p50} ms, p95 ${large.p95} ms, most ${large.most} ms; ${large.found} found for ${asked}`,
    );
    console.log(`ratio ${(Number(large.p50) / Number(small.p50)).toFixed(1)}`);
  } finally {
    await office.close();
  }
}

function answersOf(n: number) {
  // Squared, so that the first names are borne by many.
  const pick = (list: readonly string[], by: number) =>
    list[Math.floor((((n * by) % 997) ** 2 / 997 ** 2) * list.length)] ?? '';
  const born = Temporal.PlainDate.from('2008-01-01').add({ days: (n * 7_919) % 6_700 });
  const happened = Temporal.PlainDate.from('2022-01-01').add({ days: (n * 31) % 1_700 });
  return {
    ...goodAnswers('mark'),
    'incident-day': happened.toString(),
    children: [
      {
        id: '1',
        'child-name': `${pick(given, 613)} ${pick(family, 389)}`,
        'child-born': born.toString(),
        'child-sex': 'U',
      },
    ],
  };
}

/** Fills an office with made-up referrals up to 10,000, straight in the database, as its owner; they are numbered from `first` on. */
export async function fillReferrals(office: Office, first: number): Promise<void> {
  const last = first + count - 1;
  for (let from = first; from <= last; from += 500) await fill(office, from, Math.min(from + 499, last));
}

/** Reads for duplicates whatever was not read yet, as the looks of a coordinator do, each a part of it. */
export async function lookThrough({ app, owner }: Office, { token }: Colleague) {
  const began = performance.now();
  let looks = 1;
  while ((await transactionOf(app, token, indexPending)) > 0) looks += 1;
  const milliseconds = performance.now() - began;
  await sql`analyze`.execute(owner);
  return { looks, milliseconds };
}

async function fill({ owner, id }: Office, from: number, to: number): Promise<void> {
  const rows = Array.from({ length: to - from + 1 }, (_, i) => ({
    number: from + i,
    answers: answersOf(from + i),
  }));
  await sql`insert into app.referral (partnership_id, state, answers, number, sent_at)
    select ${id}, 'sent', one -> 'answers', (one ->> 'number')::integer, now() from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) one`.execute(
    owner,
  );
}

async function measure({ app }: Office, { token }: Colleague) {
  const taken: number[] = [];
  let found = 0;
  for (let n = 1; n <= asked; n += 1) {
    const own = matterFrom(answersOf(n * 37));
    const began = performance.now();
    found += await transactionOf(app, token, async (tx) => {
      await indexPending(tx);
      const others = await readSides(
        tx,
        await findCandidates(tx, own, '00000000-0000-0000-0000-000000000000'),
      );
      return others.filter((other) => compare(own, other.matter) !== null).length;
    });
    taken.push(performance.now() - began);
  }
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
  return { p50: at(0.5), p95: at(0.95), most: at(1), found };
}
