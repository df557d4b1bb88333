import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stranger } from '../access/policy.ts';
import type { RecordedDay } from '../cases/dates.ts';
import type { FileChild } from '../cases/people.ts';
import type { PackFacts } from './notification.ts';
import { changedSince, freeze, packOf } from './pack.ts';
import { partedName } from './pack-child.ts';
import { blankPaper, packPaper } from './paper.ts';
import { routeOn } from './route.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);

const child = (id: string, name: string, diedOn: string | null = null): FileChild => ({
  id,
  name,
  pseudonym: `Child ${id}`,
  otherNames: '',
  bornOn: day('2015-05-03'),
  ageGiven: '',
  diedOn: diedOn === null ? null : day(diedOn),
  sex: 'F',
  ethnicity: 'MWAS',
  disability: 'no',
  disabilityWhich: '',
  home: '',
  school: '',
  practice: '',
  livesIn: '',
  livesInCountry: '',
  lookedAfter: 'not-known',
  lookedAfterBy: '',
});

const aware = (iso: string): RecordedDay => ({
  id: '1',
  kind: 'authority-aware',
  day: day(iso),
  time: null,
  source: 'a letter',
  reason: '',
  recordedAt: Temporal.Instant.from('2026-11-23T12:00:00Z'),
  recordedBy: 'Somebody',
});

const factsWith = (children: readonly FileChild[], on: string, more: Partial<PackFacts> = {}): PackFacts => ({
  file: {
    headed: {
      id: '',
      reference: 'MVSCP-2026-0001',
      pseudonym: 'Child A',
      state: 'open',
      notifiable: 'undecided',
      version: 1,
      openedOn: day('2026-11-23'),
      readers: 1,
      standing: stranger,
    },
    event: 'notifiable-incident',
    harm: 'seriously-harmed',
    summary: 'A summary.',
    children,
    persons: [],
    incidents: [],
    firstKnown: null,
    keyDates: [],
    home: { code: 'E08000099', name: 'Merrow Vale' },
  },
  days: [aware(on)],
  authority: 'Merrow Vale Council',
  agencies: [],
  safety: [],
  codes: [],
  said: [],
  reviewDue: null,
  live: null,
  past: [],
  documents: [],
  ...more,
});

const reader = { today: day('2026-11-23'), mayDraft: true, mayChange: true };
const groupsOf = (facts: PackFacts) =>
  packOf(facts, reader).forms.map(({ title, groups }) => [title, groups.map((one) => one.title)]);

describe('how an incident is notified', () => {
  const table: readonly (readonly [
    aware: string,
    sent: string | null,
    way: string,
    several: string | null,
  ])[] = [
    ['2016-06-01', null, 'ofsted-form', null],
    ['2018-06-28', null, 'ofsted-form', null],
    ['2018-06-29', null, 'ofsted-form', 'NOT-05a'],
    ['2019-02-20', null, 'ofsted-form', 'NOT-05a'],
    ['2019-02-20', '2019-02-21', 'national-system', 'NOT-05b'],
    ['2019-02-21', null, 'national-system', 'NOT-05b'],
    ['2026-11-20', null, 'national-system', 'NOT-05b'],
  ];
  for (const [on, sent, way, several] of table)
    it(`is by ${way} where the council learned of it on ${on}${sent === null ? '' : ` and sent it on ${sent}`}`, () => {
      const route = routeOn(day(on), sent === null ? null : day(sent), reader.today);
      assert.deepEqual([route.way, route.several?.rule ?? null], [way, several]);
    });
});

describe('the pack', () => {
  it('is one for the incident in the national system, with four children in full', () => {
    const children = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => child(id, `Given ${id.toUpperCase()}`));
    const pack = packOf(factsWith(children, '2026-11-20'), reader);
    assert.equal(pack.forms.length, 1);
    assert.deepEqual(pack.inText, ['Child e', 'Child f']);
    const outline = pack.forms[0]?.groups.find(({ id }) => id === 'outline')?.fields[0]?.lines ?? [];
    assert.match(outline.join('\n'), /^A summary\.\n\nFurther children .*\n5\. Given E; .*\n6\. Given F; /);
  });

  it('is a form for each child who died before 21 February 2019, and one for those who were harmed', () => {
    const facts = factsWith(
      [child('a', 'A B', '2018-12-01'), child('b', 'C D', '2018-12-01'), child('c', 'E F')],
      '2018-12-03',
    );
    assert.deepEqual(
      groupsOf(facts).map(([title]) => title),
      ['Form for Child a, who died', 'Form for Child b, who died', 'Form for the other children'],
    );
    assert.deepEqual(
      groupsOf(factsWith([child('a', 'A B', '2018-12-01')], '2018-12-03')).map(([title]) => title),
      ['The form'],
    );
  });

  it('has every gap with the place where it is mended', () => {
    const { gaps } = packOf(factsWith([child('a', 'A B')], '2026-11-20'), reader);
    assert.ok(
      gaps.some(
        ({ label, href }) => label === 'Parents' && href === '/cases/MVSCP-2026-0001/people/around/new',
      ),
    );
    assert.ok(
      gaps.some(
        ({ label, href }) =>
          label === 'Looked after' && href?.endsWith('/notification/children/a#looked-after'),
      ),
    );
    const forNotifier = packOf(factsWith([child('a', 'A B')], '2026-11-20'), {
      ...reader,
      mayChange: false,
    }).gaps;
    assert.equal(forNotifier.find(({ label }) => label === 'Parents')?.href, null);
  });

  it('stands without any child or day', () => {
    const pack = packOf(factsWith([], '2026-11-20', { days: [] }), reader);
    assert.equal(pack.forms.length, 1);
    assert.ok(pack.gaps.some(({ label }) => label === 'Date the local authority became aware'));
  });

  it('tells what reads otherwise than when it was sent, and not what came to be by sending', () => {
    const before = factsWith([child('a', 'A B')], '2026-11-20');
    const sent = freeze(packOf(before, reader));
    const later = {
      ...before,
      reviewDue: day('2026-12-11'),
      file: { ...before.file, summary: 'More is known.' },
    };
    assert.deepEqual(changedSince(sent, freeze(packOf(later, reader))), [
      { label: 'Outline of the case: Outline, in free text', was: ['A summary.'], now: ['More is known.'] },
    ]);
  });

  it('is a paper in the same order, and the blank one asks the same', () => {
    const pack = packOf(factsWith([child('a', 'A B')], '2026-11-20'), reader);
    const facts = {
      partnership: 'Merrow Vale',
      reference: 'MVSCP-2026-0001',
      training: true,
      today: reader.today,
    };
    const headings = (parts: ReturnType<typeof packPaper>['parts']) =>
      parts.flatMap((part) => (part.kind === 'heading' && part.level === 2 ? [part.text] : []));
    assert.deepEqual(headings(packPaper(pack, facts).parts).slice(1, 3), ['Who notifies', 'The incident']);
    const blank = blankPaper(pack.route, facts);
    assert.equal(headings(blank.parts).filter((text) => text.startsWith('Child ')).length, 4);
    assert.match(blank.marking ?? '', /Fictional/);
    assert.doesNotMatch(JSON.stringify(blank), /A B/);
  });
});

describe('a name in two parts', () => {
  for (const [name, first, last] of [
    ['Ó Example-Sparrow', 'Ó', 'Example-Sparrow'],
    ['Ana Maria Example', 'Ana Maria', 'Example'],
    ['Example', '', 'Example'],
  ] as const)
    it(`is ${first} and ${last} of ${name}`, () => assert.deepEqual(partedName(name), { first, last }));
});
