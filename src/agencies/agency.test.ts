import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Agency,
  type AgencyEnding,
  agencyName,
  decideAdd,
  decideEnd,
  missingPartners,
  nationalCode,
} from './agency.ts';
import { readAdding, readEnding } from './agency-form.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-11-23');
const trust: Agency = {
  id: 'trust',
  kind: 'health',
  name: 'Eastwick Hospitals NHS Trust',
  nationalCode: null,
  from: day('2015-04-01'),
  until: null,
  note: null,
  successor: null,
};
const other = { id: 'other', kind: 'health', name: 'Dale Hospitals NHS Trust' } as const;

describe('an agency that is to be added', () => {
  const wanted = {
    kind: 'police',
    name: 'EASTWICK hospitals NHS trust',
    nationalCode: null,
    from: null,
    note: null,
  } as const;
  it('may be, unless one that is there now has its name, whatever its kind and capitals', () => {
    assert.equal(decideAdd([other], wanted), wanted);
    assert.deepEqual(decideAdd([trust, other], wanted), {
      refused: 'agency-name-taken',
      parameters: { name: wanted.name },
    });
  });
});

describe('an agency that is to end', () => {
  const end = (ending: AgencyEnding, agency = trust) => decideEnd({ agency, others: [other] }, ending, today);
  const kept = { agencyId: 'trust', until: today, successorId: null, added: null };

  it('ends for good, with another in its place, or under a new name', () => {
    assert.deepEqual(end({ how: 'gone', until: today }), kept);
    assert.deepEqual(end({ how: 'replaced', until: today, successorId: 'other' }), {
      ...kept,
      successorId: 'other',
    });
    const renamed = end({
      how: 'renamed',
      until: today,
      name: 'Vale Hospitals NHS Trust',
      nationalCode: 'RVH',
    });
    assert.deepEqual(renamed, {
      ...kept,
      added: {
        kind: 'health',
        name: 'Vale Hospitals NHS Trust',
        nationalCode: 'RVH',
        from: today,
        note: null,
      },
    });
  });

  const until = today;
  const refused: readonly (readonly [why: string, AgencyEnding, string, Agency?])[] = [
    ['tomorrow', { how: 'gone', until: today.add({ days: 1 }) }, 'agency-end-day'],
    ['before it began', { how: 'gone', until: day('2015-03-31') }, 'agency-end-day'],
    ['a second time', { how: 'gone', until }, 'agency-over', { ...trust, until: day('2020-01-01') }],
    ['in favour of itself', { how: 'replaced', until, successorId: 'trust' }, 'agency-not-here'],
    ['in favour of nobody’s', { how: 'replaced', until, successorId: 'x' }, 'agency-not-here'],
    [
      'under the name of another',
      { how: 'renamed', until, name: 'dale hospitals nhs trust', nationalCode: null },
      'agency-name-taken',
    ],
    [
      'under its own name',
      { how: 'renamed', until, name: 'Eastwick Hospitals NHS Trust', nationalCode: null },
      'agency-name-taken',
    ],
  ];
  for (const [why, ending, code, agency] of refused)
    it(`does not end ${why}`, () => {
      const outcome = end(ending, agency);
      assert.equal('refused' in outcome && outcome.refused, code);
    });

  it('may end on the day on which it began, and where that day is not known', () => {
    assert.ok('agencyId' in end({ how: 'gone', until: day('2015-04-01') }));
    assert.ok('agencyId' in end({ how: 'gone', until: day('1974-04-01') }, { ...trust, from: null }));
  });
});

describe('the statutory partners', () => {
  it('that are missing are named', () => {
    assert.deepEqual(missingPartners([other]), ['local-authority', 'integrated-care-board', 'police']);
    assert.deepEqual(missingPartners([{ kind: 'police' }, { kind: 'local-authority' }]), [
      'integrated-care-board',
    ]);
  });
});

describe('what is typed', () => {
  it('is a name on one line, or none', () => {
    assert.equal(agencyName('  Dale\n\u202e Housing\u0000 '), 'Dale Housing');
    assert.equal(agencyName(' \n'), null);
    assert.equal(agencyName('x'.repeat(201)), null);
  });

  it('is a code in capitals, nothing, or wrong', () => {
    assert.deepEqual(['qyg', ' ', 'E08000012', 'a b', "';--"].map(nationalCode), [
      'QYG',
      null,
      'E08000012',
      undefined,
      undefined,
    ]);
  });

  const form = (text: string) => new URLSearchParams(text);
  const problemsOf = (read: object) => ('problems' in read ? Object.keys(read.problems as object) : []);

  it('is an agency when all of it is right, and else says beside which fields it is not', () => {
    const good = readAdding(
      form('kind=voluntary&name=Dale+Refuge&from-day=1&from-month=4&from-year=2019'),
      today,
    );
    assert.deepEqual('value' in good && { ...good.value, from: good.value.from?.toString() }, {
      kind: 'voluntary',
      name: 'Dale Refuge',
      nationalCode: null,
      from: '2019-04-01',
      note: null,
    });
    assert.deepEqual(problemsOf(readAdding(form('code=*&from-day=1'), today)), [
      'name',
      'kind',
      'code',
      'from',
    ]);
  });

  const days: readonly (readonly [typed: string, right: boolean])[] = [
    ['until-day=23&until-month=11&until-year=2026', true],
    ['until-day=24&until-month=11&until-year=2026', false],
    ['until-day=31&until-month=4&until-year=2026', false],
    ['until-day=29&until-month=2&until-year=2024', true],
    ['until-day=29&until-month=2&until-year=2023', false],
    ['until-day=0&until-month=1&until-year=2023', false],
    ['until-day=1&until-month=13&until-year=2023', false],
    ['until-day=1&until-month=1&until-year=23', false],
    ['', false],
  ];
  for (const [typed, right] of days)
    it(`“${typed}” is ${right ? 'a day' : 'no day'} on which an agency may end`, () => {
      assert.deepEqual(problemsOf(readEnding(form(`how=gone&${typed}`), today)), right ? [] : ['until']);
    });

  it('must say what has become of it, and what belongs to that', () => {
    const on = 'until-day=1&until-month=4&until-year=2026';
    assert.deepEqual(problemsOf(readEnding(form(on), today)), ['how']);
    assert.deepEqual(problemsOf(readEnding(form(`how=replaced&${on}`), today)), ['successor']);
    assert.deepEqual(problemsOf(readEnding(form('how=renamed&code=*'), today)), ['name', 'code', 'until']);
    assert.deepEqual(problemsOf(readEnding(form(`how=gone&name=&successor=&${on}`), today)), []);
  });
});
