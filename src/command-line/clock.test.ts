import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clock } from './clock.ts';

interface Said {
  code: number;
  out: string;
  err: string;
}

/** Runs the command and keeps what it wrote. */
async function run(...args: string[]): Promise<Said> {
  const said: Said = { code: -1, out: '', err: '' };
  said.code = await clock.run(args, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return said;
}

interface PrintedClock {
  rule: string;
  edition: string;
  from: string;
  due: string;
  kind: string;
  convention: string;
  provisional: boolean;
  [key: string]: unknown;
}

interface Printed {
  edition: string | null;
  clocks: PrintedClock[];
  notes: string[];
}

/** Asks for JSON, which must be there and nothing on the other stream. */
async function ask(...args: string[]): Promise<Printed> {
  const said = await run(...args, '--json');
  assert.equal(said.err, '');
  assert.equal(said.code, 0);
  const printed: Printed = JSON.parse(said.out);
  return printed;
}

const rulesOf = (printed: Printed) => printed.clocks.map((printedClock) => printedClock.rule);
const dueOf = (printed: Printed, rule: string) => printed.clocks.find((found) => found.rule === rule)?.due;

describe('foresight clock --json', () => {
  it('answers awareness on 1 April 2026 as the specification prints it', async () => {
    const printed = await ask('--became-aware', '2026-04-01');
    assert.deepEqual(Object.keys(printed), ['edition', 'clocks', 'notes']);
    assert.equal(printed.edition, 'WT2026');
    const [first] = printed.clocks;
    assert.ok(first);
    const { what, convention, source, ...rest } = first;
    for (const words of [what, convention, source]) assert.equal(typeof words, 'string');
    assert.deepEqual(Object.keys(first).slice(0, 13), [
      'rule',
      'edition',
      'what',
      'holder',
      'from',
      'within',
      'due',
      'kind',
      'steppedOver',
      'convention',
      'source',
      'confirmed',
      'provisional',
    ]);
    const { confidence, trigger, conventionInWords, calendar, why, ...printedThere } = rest;
    assert.deepEqual(printedThere, {
      rule: 'NOT-01',
      edition: 'WT2026',
      holder: 'local authority',
      from: '2026-04-01',
      within: { count: 5, unit: 'working-day' },
      due: '2026-04-10',
      kind: 'by',
      steppedOver: ['2026-04-03', '2026-04-06'],
      confirmed: true,
      provisional: false,
    });
    for (const words of [confidence, trigger, conventionInWords, calendar, why]) {
      assert.equal(typeof words, 'string');
    }
  });

  it('takes every date and answers the clock that each starts', async () => {
    const printed = await ask(
      '--became-aware=2026-04-01',
      '--partners-aware=2026-04-02',
      '--notified=2026-04-10',
      '--review-decided=2026-05-01',
      '--publish-on=2026-06-08',
      '--published-on=2026-06-09',
    );
    assert.deepEqual(
      printed.clocks.map((found) => [found.rule, found.from, found.due, found.kind]),
      [
        ['NOT-01', '2026-04-01', '2026-04-10', 'by'],
        ['NOT-02', '2026-04-01', '2026-04-10', 'by'],
        ['RR-01', '2026-04-10', '2026-05-01', 'by'],
        ['REP-02', '2026-05-01', '2026-11-01', 'by'],
        ['REP-04', '2026-06-08', '2026-05-28', 'not-after'],
        ['REP-06', '2026-06-09', '2027-06-09', 'not-before'],
      ],
    );
  });

  for (const [how, due] of [
    ['notified', '2026-05-01'],
    ['aware', '2026-04-24'],
    ['notified-inclusive', '2026-04-30'],
  ] as const) {
    it(`counts the rapid review from "${how}" and names it`, async () => {
      const printed = await ask(
        '--became-aware=2026-04-01',
        '--notified=2026-04-10',
        `--rapid-review-from=${how}`,
      );
      const review = printed.clocks.find((found) => found.rule === 'RR-01');
      assert.equal(review?.due, due);
      assert.equal(review?.convention, how);
    });
  }

  it('keeps seven days clear where asked', async () => {
    const call = ['--became-aware', '2026-01-12', '--publish-on', '2026-06-08'];
    assert.equal(dueOf(await ask(...call), 'REP-04'), '2026-05-28');
    assert.equal(dueOf(await ask(...call, '--clear-days'), 'REP-04'), '2026-05-27');
  });

  it('knows the two deaths with a rule of their own', async () => {
    const lookedAfter = await ask('--became-aware', '2024-01-10', '--event', 'looked-after-death');
    assert.deepEqual(rulesOf(lookedAfter), ['NOT-03']);
    const careLeaver = await ask('--became-aware', '2024-01-10', '--event', 'care-leaver-death');
    assert.deepEqual(rulesOf(careLeaver), ['NOT-04']);
  });

  it('takes the local start, and Liverpool’s where none is given', async () => {
    const call = ['--became-aware', '2019-09-05', '--notified', '2019-09-09'];
    assert.ok(!rulesOf(await ask(...call)).includes('SCR-04'));
    assert.ok(rulesOf(await ask(...call, '--local-start', '2019-09-29')).includes('SCR-04'));
  });

  it('holds no rule before 15 April 2013, and that is no error', async () => {
    const printed = await ask('--became-aware', '2012-05-01');
    assert.equal(printed.edition, null);
    assert.deepEqual(printed.clocks, []);
    assert.match(printed.notes.join(' '), /No rule is held/);
  });

  it('warns of a provisional date on the other stream and in the notes', async () => {
    const said = await run('--became-aware', '2028-12-27', '--json');
    assert.equal(said.code, 0);
    assert.match(said.err, /^Warning: Provisional: NOT-01, NOT-02\./);
    const printed: Printed = JSON.parse(said.out);
    assert.deepEqual(
      printed.clocks.map((found) => found.provisional),
      [true, true],
    );
    assert.ok(printed.notes.some((note) => note.startsWith('Provisional')));
  });
});

describe('foresight clock for a person', () => {
  it('prints the date in words, the rule, the working and the notes', async () => {
    const said = await run('--became-aware', '2026-04-01');
    assert.equal(said.code, 0);
    assert.match(said.out, /^Working Together to Safeguard Children 2026\n/);
    assert.match(
      said.out,
      /NOT-01 +by Friday 10 April 2026 +Notify the Child Safeguarding Practice Review Panel/,
    );
    assert.match(said.out, /Good Friday on 3 April 2026/);
    assert.match(said.out, /Note\. RR-01 is not answered/);
  });

  it('explains itself', async () => {
    const said = await run('--help');
    assert.equal(said.code, 0);
    assert.equal(said.out, clock.usage);
  });
});

describe('a call that cannot be answered', () => {
  for (const [args, sentence] of [
    [[], /--became-aware is missing/],
    [['--became-aware', '2026-02-30'], /2026-02-30 is a day that does not exist/],
    [['--became-aware', '2025-02-29'], /does not exist/],
    [['--became-aware', 'yesterday'], /"yesterday" is not a date/],
    [['--became-aware', '01/04/2026'], /not a date/],
    [['--became-aware', '2026-4-1'], /not a date/],
    [['--became-aware', '2026-04-01T09:00'], /not a date/],
    [['--became-aware', ''], /--became-aware is empty/],
    [['--became-aware='], /--became-aware is empty/],
    [['--became-aware', ' '], /--became-aware is empty/],
    [['--became-aware'], /--became-aware needs a value/],
    [['--became-aware', '--json'], /--became-aware needs a value/],
    [['--became-aware', '2026-04-01', '--notified', ''], /--notified is empty/],
    [['--became-aware', '2026-04-01', '--notified', '2026-04-31'], /--notified 2026-04-31 .*does not exist/],
    [['--became-aware', '2026-04-01', '--notified', '2026-03-31'], /cannot come before/],
    [['--became-aware', '2026-04-01', '--review-decided', '2026-03-31'], /cannot come before/],
    [['--became-aware', '2026-04-01', '--event', 'accident'], /"accident" is none of notifiable-incident/],
    [['--became-aware', '2026-04-01', '--rapid-review-from', ''], /"" is none of notified/],
    [['--became-aware', '2026-04-01', '--became-aware', '2026-04-02'], /more than once/],
    [['--became-aware', '2026-04-01', '--severity', '3'], /There is no option --severity/],
    [['--became-aware', '2026-04-01', '--json=yes'], /--json takes no value/],
    [['2026-04-01'], /"2026-04-01" stands alone/],
    [['--became-aware', '2035-12-24'], /calendar ends on 31 December 2035/],
    [['--became-aware', '2026-04-01', '--local-start', 'soon'], /--local-start "soon" is not a date/],
  ] as const) {
    it(`clock ${args.join(' ')}`, async () => {
      const said = await run(...args);
      assert.equal(said.code, 2);
      assert.equal(said.out, '');
      assert.match(said.err, sentence);
      assert.match(said.err, /^[^\n]+\.\n$/);
    });
  }

  it('says nothing on the stream of answers, with --json too', async () => {
    const said = await run('--json', '--became-aware', '2026-02-30');
    assert.equal(said.code, 2);
    assert.equal(said.out, '');
  });
});
