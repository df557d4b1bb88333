import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exampleFrame, renderChecked } from '../platform/pages/page-checks.ts';
import { fromIso, iso } from './engine/dates/day-number.ts';
import { pictureFile, picturePage } from './pages/picture.ts';
import { drawAge } from './picture-ages.ts';
import {
  besideOf,
  binUnitOf,
  columnsOf,
  stretchOf,
  timeLeft,
  timeRight,
  windowFrom,
  windowsAbove,
  windowWords,
  xOf,
} from './picture-axis.ts';
import type { EntryFacts, LaneFacts, PictureFacts } from './picture-facts.ts';
import { countsBy, drawLanes } from './picture-lanes.ts';
import { linesOf, widthOf } from './picture-lines.ts';
import { presentFile, presentPicture } from './present-picture.ts';

const day = (text: string) => fromIso(text) ?? assert.fail(`${text} is no day`);
const window = (from: string, until: string) => ({ from: day(from), until: day(until) });
const year = window('2026-01-01', '2026-12-31');

const lane = (id: string, agency: string, kind = 'health', undated = 0): LaneFacts => ({
  id,
  number: Number(id),
  agency,
  kind,
  within: 2,
  before: 0,
  after: 0,
  undated,
});
const entry = (
  id: string,
  earliest: string | null,
  latest: string | null = earliest,
  hard = false,
): EntryFacts => ({
  lane: id,
  row: `row-${earliest ?? latest}`,
  given: 'as typed',
  time: null,
  earliest: earliest === null ? null : day(earliest),
  latest: latest === null ? null : day(latest),
  hard,
});
const facts = (more: Partial<PictureFacts> = {}): PictureFacts => ({
  window: year,
  whole: year,
  lanes: [lane('1', 'Eastwick Hospitals'), lane('2', 'Merrowshire Constabulary', 'police')],
  unseenLanes: 0,
  entries: [],
  unit: 'week',
  bins: [],
  spans: [],
  spansLeft: 0,
  keys: [],
  ties: [],
  gaps: [],
  wide: [],
  children: [],
  incident: null,
  ...more,
});
const marks = (entries: readonly EntryFacts[], more: Partial<PictureFacts> = {}) =>
  drawLanes(facts({ entries, ...more })).lanes.flatMap((one) => one.marks);

describe('the time along a picture', () => {
  it('leads from years through quarters and months to days', () => {
    const cases = [
      ['1990-01-01', '2039-12-31', 'decade'],
      ['2020-01-01', '2026-12-31', 'year'],
      ['2026-01-01', '2026-12-31', 'quarter'],
      ['2026-04-01', '2026-06-30', 'month'],
      ['2026-04-01', '2026-04-30', 'day'],
    ] as const;
    for (const [from, until, stretch] of cases) assert.equal(stretchOf(window(from, until)), stretch, from);
  });

  it('has whole columns that cover it without a gap', () => {
    for (const shown of [window('2019-05-07', '2026-03-03'), year, window('2026-04-01', '2026-06-30')]) {
      const columns = columnsOf(shown);
      assert.ok((columns[0]?.from ?? Infinity) <= shown.from && (columns.at(-1)?.until ?? 0) >= shown.until);
      columns
        .slice(1)
        .forEach((column, index) => assert.equal(column.from, (columns[index]?.until ?? 0) + 1));
    }
  });

  it('finds back to what is wider, and to what lies beside', () => {
    const may = window('2026-05-01', '2026-05-31');
    assert.deepEqual(
      windowsAbove(may, window('2019-01-01', '2026-12-31')).map(({ words }) => words),
      ['2026', 'April to June 2026'],
    );
    assert.equal(windowWords(besideOf(may).after), 'June 2026');
    assert.equal(windowWords(besideOf(window('2024-01-01', '2024-12-31')).before), '2023');
    assert.equal(windowWords(window('2026-05-02', '2026-05-09')), '2 May 2026 to 9 May 2026');
  });

  it('takes no days from an address that are none, or the wrong way round', () => {
    for (const [from, until] of [
      ['2026-02-30', '2026-03-01'],
      ['2026-03-02', '2026-03-01'],
      [null, '2026-01-01'],
      ['1 May', 'x'],
    ] as const)
      assert.equal(windowFrom(from, until), null);
    assert.equal(iso(windowFrom('2026-03-01', '2026-03-01')?.until ?? 0), '2026-03-01');
  });

  it('counts by no more pieces than can be told apart', () => {
    for (const [years, unit] of [
      [1, 'week'],
      [5, 'month'],
      [30, 'quarter'],
      [80, 'year'],
    ] as const)
      assert.equal(binUnitOf({ from: 0, until: years * 365 }), unit);
  });
});

describe('an entry in its lane', () => {
  it('is an upright on its day, a bar with hard ends over its days, and soft where the day is not known', () => {
    const drawn = marks([
      entry('1', '2026-03-05'),
      entry('1', '2026-04-01', '2026-05-31', true),
      entry('1', '2026-06-01', '2026-06-30'),
      entry('1', null, '2026-02-01'),
      entry('1', '2026-11-01', null),
    ]);
    assert.deepEqual(drawn.map(({ shape }) => shape).toSorted(), ['after', 'before', 'day', 'hard', 'soft']);
    const june = drawn.find(({ shape }) => shape === 'soft');
    assert.equal(june?.x, xOf(year, day('2026-06-01')));
    assert.equal(Math.round((june?.x ?? 0) + (june?.width ?? 0)), Math.round(xOf(year, day('2026-07-01'))));
    assert.match(june?.words ?? '', /“as typed”, some time from 1 June 2026 to 30 June 2026/);
  });

  it('without a date stands in a column of its own and never on the axis', () => {
    const { lanes } = drawLanes(
      facts({
        entries: [entry('1', null)],
        lanes: [lane('1', 'One', 'health', 2), lane('2', 'Two', 'health', 9)],
      }),
    );
    assert.deepEqual(
      lanes.map(({ marks: own, rings }) => [own.length, rings.length]),
      [
        [0, 2],
        [0, 1],
      ],
    );
    for (const ring of lanes.flatMap(({ rings }) => rings)) assert.ok(ring > timeRight);
  });

  it('is one with its neighbours, and their number, where they would lie on each other', () => {
    const drawn = marks([
      entry('1', '2026-03-05'),
      entry('1', '2026-03-06'),
      entry('1', '2026-09-06'),
      entry('2', '2026-03-05'),
    ]);
    assert.deepEqual(
      drawn.map(({ count, row }) => [count, row]),
      [
        [2, null],
        [1, 'row-2026-09-06'],
        [1, 'row-2026-03-05'],
      ],
    );
  });

  it('outside the days that are shown is not drawn', () => {
    assert.deepEqual(
      marks([entry('1', '2025-03-05'), entry('1', null, '2025-12-31'), entry('1', '2027-01-01', null)]),
      [],
    );
  });
});

describe('the lanes', () => {
  it('stand in the same order in every picture: health, social care, police, education, others', () => {
    const kinds = ['other', 'police', 'education', 'health', 'local-authority'];
    const { lanes } = drawLanes(
      facts({ lanes: kinds.map((kind, index) => lane(String(index), kind, kind)) }),
    );
    assert.deepEqual(
      lanes.map(({ agency }) => agency),
      ['health', 'local-authority', 'police', 'education', 'other'],
    );
  });

  it('keep the end of a name that is too long, by which such names differ', () => {
    const lines = linesOf('Tern Lane Community Health Partnership and Out-of-Hours Service 49', 13);
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /^….*49$/);
    for (const line of lines) assert.ok(widthOf(line) <= 13, line);
    assert.ok(linesOf('Llanfairpwllgwyngyllgogerychwyrndrobwll', 10).every((line) => widthOf(line) <= 10));
  });

  it('number their key events in the order of time, and join what belongs together', () => {
    const one = { earliest: day('2026-09-01'), latest: day('2026-09-01'), hard: false };
    const two = { earliest: day('2026-02-01'), latest: day('2026-02-01'), hard: false };
    const picture = drawLanes(
      facts({
        keys: [
          { ...one, lane: '1', row: 'a', words: 'later' },
          { ...two, lane: '2', row: 'b', words: 'first' },
        ],
        ties: [
          {
            kind: 'conflict',
            ends: [
              { ...one, lane: '1', row: 'a' },
              { ...two, lane: '2', row: 'b' },
            ],
          },
          {
            kind: 'same-event',
            ends: [
              { ...one, lane: '1', row: 'a' },
              { earliest: null, latest: null, hard: false, lane: '2', row: 'c' },
            ],
          },
        ],
      }),
    );
    assert.deepEqual(
      picture.keys.map(({ number, words }) => [number, words]),
      [
        [1, 'first'],
        [2, 'later'],
      ],
    );
    assert.deepEqual(
      picture.ties.map(({ kind }) => kind),
      ['conflict'],
    );
  });

  it('have the age of a child along the top, from the birth on', () => {
    const age = drawAge({ name: 'Child Linden', born: day('2026-03-31') }, year);
    assert.ok((age.birth ?? 0) > timeLeft);
    assert.deepEqual(
      age.ticks.slice(0, 2).map(({ words }) => words),
      ['1 month', '2'],
    );
    assert.equal(
      age.ticks[0]?.x,
      xOf(year, day('2026-05-01')),
      'born on the 31st, a month older on the first day after April',
    );
    assert.equal(drawAge({ name: 'x', born: day('2027-01-01') }, year).start, null);
  });
});

describe('a time without a row', () => {
  const gap = { lane: null, from: day('2026-06-19'), until: day('2026-08-30') };
  it('is told in days, and as an interval where an entry of uncertain days may fall into it', () => {
    const words = (wide: PictureFacts['wide']) =>
      drawLanes(facts({ gaps: [gap], wide })).gaps.map((one) => one.words);
    assert.deepEqual(words([]), ['72 days']);
    const until = (earliest: string, latest: string) => ({
      lane: '1',
      hard: false,
      earliest: day(earliest),
      latest: day(latest),
    });
    assert.deepEqual(words([until('2026-05-15', '2026-06-30')]), ['61 to 72 days']);
    assert.deepEqual(words([until('2026-05-15', '2026-06-30'), until('2026-07-01', '2026-08-15')]), [
      'up to 72 days',
    ]);
  });

  it('of one agency is drawn in its lane alone', () => {
    const picture = drawLanes(facts({ gaps: [{ ...gap, lane: '2' }] }));
    assert.deepEqual(picture.gaps, []);
    assert.deepEqual(
      picture.lanes.map(({ gaps }) => gaps.length),
      [0, 1],
    );
  });
});

describe('the table beside a picture', () => {
  it('counts each entry once: in its column, or as uncertain where its days reach over an edge', () => {
    const entries = [
      entry('1', '2026-03-31'),
      entry('1', '2026-04-01'),
      entry('1', '2026-03-20', '2026-04-10'),
    ];
    const shown = facts({ entries, lanes: [{ ...lane('1', 'One'), within: 3, undated: 1 }] });
    assert.deepEqual(countsBy(columnsOf(year), shown, '1'), [1, 1, 0, 0]);
    const [row] = modelOf(shown).counts.rows;
    assert.deepEqual([row?.uncertain, row?.undated, row?.total], [1, 1, 4]);
  });
});

const header = {
  reference: 'EASP-2026-0001',
  pseudonym: 'Child Linden',
  state: { words: 'Rapid review', mark: 'running' },
  notifiable: null,
  readers: 3,
  readersHref: null,
  recordHref: null,
  sections: [],
  pages: [],
};
const wish = { reference: 'EASP-2026-0001', number: 1, window: null, names: false, file: false };
const found = (shown: PictureFacts) =>
  ({
    headed: { reference: 'EASP-2026-0001' },
    chronology: { number: 1, title: 'Chronology' },
    facts: shown,
    terms: [{ name: 'Example-Sparrow', role: 'Mother' }],
  }) as unknown as Parameters<typeof presentPicture>[0];
const modelOf = (shown: PictureFacts) => presentPicture(found(shown), wish, header);

describe('the page of a picture', () => {
  it('is good with nothing, with a few entries and with what is uncertain', async () => {
    await renderChecked(picturePage, modelOf(facts({ lanes: [] })));
    const key = { lane: '1', row: 'a', words: 'Example-Sparrow calls', ...dayOnly('2026-03-05') };
    const html = await renderChecked(
      picturePage,
      modelOf(
        facts({
          entries: [entry('1', '2026-03-05'), entry('2', null, '2026-04-01')],
          keys: [key],
          children: [{ name: 'Child Linden', born: day('2025-12-01') }],
        }),
      ),
    );
    assert.match(html, /Mother calls/);
    assert.doesNotMatch(html, /Example-Sparrow/);
    assert.match(html, /href="[^"]*\/merged\/1\.row-2026-03-05"/);
  });

  it('of fifty lanes of four hundred entries stays small, and no link is a mark that nobody would step to', () => {
    const lanes = Array.from({ length: 50 }, (_, index) => ({
      ...lane(String(index + 1), `Agency with a rather long name, number ${index + 1}`),
      within: 400,
    }));
    const bins = lanes.flatMap(({ id }) =>
      Array.from({ length: 144 }, (_, index) => ({
        lane: id,
        from: day('2014-01-01') + index * 30,
        count: 1 + (index % 6),
      })),
    );
    const html = picturePage(
      exampleFrame,
      modelOf(
        facts({ window: window('2014-01-01', '2025-12-31'), lanes, entries: null, unit: 'month', bins }),
      ),
    );
    assert.ok(html.length < 300_000, `${html.length} bytes`);
    assert.ok((html.match(/<a href/g) ?? []).length < 150);
  });

  it('as a file is a picture of its own, without links', () => {
    const svg = pictureFile(
      exampleFrame,
      presentFile(
        found(
          facts({
            entries: [entry('1', '2026-03-05')],
            keys: [{ lane: '1', row: 'a', words: 'Born', ...dayOnly('2026-03-05') }],
          }),
        ),
        wish,
      ),
    );
    assert.match(svg, /^<\?xml[^>]*>\s*<svg /);
    assert.doesNotMatch(svg, /<a |NaN|undefined/);
    assert.match(svg, /Born/);
  });
});

const dayOnly = (text: string) => ({ earliest: day(text), latest: day(text), hard: false });
