import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
// The package has no types of its own.
// @ts-expect-error
import edtf from 'edtf';
import fc from 'fast-check';
import { readAfresh } from './dates.ts';
import { monthNames } from './date-words.ts';

const today = '2101-01-01';
const read = (text: string) => readAfresh(text, { today, order: 'day first' });

const days = fc
  .record({
    year: fc.integer({ min: 1900, max: 2100 }),
    month: fc.integer({ min: 1, max: 12 }),
    at: fc.nat(30),
  })
  .map(({ year, month, at }) => {
    const first = Temporal.PlainDate.from({ year, month, day: 1 });
    return first.with({ day: (at % first.daysInMonth) + 1 });
  });

const writings: readonly ((day: Temporal.PlainDate) => string)[] = [
  (day) => day.toString(),
  (day) => `${day.day}/${day.month}/${day.year}`,
  (day) => `${String(day.day).padStart(2, '0')}.${String(day.month).padStart(2, '0')}.${day.year}`,
  (day) => `${day.day} ${monthNames[day.month - 1]} ${day.year}`,
  (day) => `${day.day}-${monthNames[day.month - 1]?.slice(0, 3)}-${day.year}`,
  (day) => `${monthNames[day.month - 1]} ${day.day}, ${day.year}`,
  (day) =>
    `${day.toLocaleString('en-GB', { weekday: 'long' })}, ${day.day} ${monthNames[day.month - 1]} ${day.year}`,
];

const level = (text: string) => (edtf(text) as unknown as { level?: number }).level ?? 0;

/** Pieces of dates in any order: what people mistype. */
const scraps = fc
  .array(
    fc.constantFrom(
      ...'12 3 03 16 2016 1999 31 99 00 2017/18 / - – . , ? ~ c. mid before since commencing w/c March may Sept spring'.split(
        ' ',
      ),
      ...'winter term Q2 q4 1990s financial year school tax Easter Christmas unknown Sat 12th 1st and to or 14:30'.split(
        ' ',
      ),
      ...'2pm midnight of the in × é ٣ 20017 xx ??'.split(' '),
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((parts) => parts.join(' '));

/** Dates of every kind with whatever may stand before, between and behind them. */
const one = fc
  .tuple(
    fc.constantFrom('', '', '', 'c. ', '?', 'early ', 'late ', 'Sat ', 'possibly ', 'the '),
    fc.oneof(
      days.chain((day) => fc.constantFrom(...writings.map((write) => write(day)))),
      days.map(({ year, month }) => `${monthNames[month - 1]} ${year}`),
      fc.integer({ min: 1850, max: 2110 }).map(String),
      fc.constantFrom(
        '12',
        '3rd',
        '12/3',
        '4 March',
        'May',
        '1990s',
        "'90s",
        '??/03/2016',
        '00/00/2016',
        '120316',
        'nov 15',
      ),
      fc
        .tuple(
          fc.constantFrom(
            'spring',
            'summer',
            'winter',
            'autumn term',
            'spring term',
            'Q1',
            'Q4',
            'FY',
            'school year',
            'tax year',
            'Easter',
            'Christmas',
            '',
          ),
          fc.constantFrom('2016', '16', '2016/17', '99', '2016-17'),
        )
        .map((parts) => parts.join(' ')),
    ),
    fc.constantFrom('', '', '', '?', ' approx', ' 14:30', ' at midnight'),
  )
  .map((parts) => parts.join(''));
const phrases = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        '',
        '',
        'before ',
        'since ',
        'w/c ',
        'after ',
        'by ',
        'week of ',
        'w/e ',
        'shortly after ',
        '?',
      ),
      one,
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(one, fc.constantFrom(' - ', '-', ' to ', ' and ', ', ', '/', ' or ', ' until '), one)
    .map((parts) => parts.join('')),
  scraps,
);

describe('whatever is written', () => {
  it('gives an exact day back as that day, over two centuries', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...writings), (day, write) => {
        const got = read(write(day));
        assert.ok(got.understood, write(day));
        const iso = day.toString();
        assert.deepEqual([got.edtf, got.earliest, got.latest, got.notes], [iso, iso, iso, []], write(day));
      }),
      { numRuns: 1500 },
    );
  });

  it('never begins after it ends, and is refused with a reason or read', () => {
    fc.assert(
      fc.property(phrases, (text) => {
        const got = read(text);
        if (!got.understood) assert.match(got.why, /^.{10,}[.!]$/su, text);
        else if (got.earliest !== null && got.latest !== null) assert.ok(got.earliest <= got.latest, text);
      }),
      { numRuns: 1500 },
    );
  });

  it('becomes EDTF of level 1 at most, of the same days', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(phrases, (text) => {
        const got = read(text);
        if (!got.understood || seen.has(got.edtf)) return;
        seen.add(got.edtf);
        assert.ok(level(got.edtf) <= 1, `${text}: ${got.edtf}`);
        // The package counts seasons otherwise than here, and an unknown year as all of them.
        if (/-2[1-4]|^XXXX/.test(got.edtf)) return;
        const { min, max } = edtf(got.edtf) as unknown as { min: number; max: number };
        const on = (at: number) =>
          Number.isFinite(at) ? Temporal.Instant.fromEpochMilliseconds(at).toString().slice(0, 10) : null;
        assert.deepEqual([on(min), on(max)], [got.earliest, got.latest], `${text}: ${got.edtf}`);
      }),
      { numRuns: 1200 },
    );
    assert.ok(seen.size > 100, `only ${seen.size} different dates came of it`);
  });

  it('never breaks on any text at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        (text) => typeof read(text).understood === 'boolean',
      ),
      { numRuns: 400 },
    );
  });
});
