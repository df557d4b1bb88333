import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exampleFrame, renderChecked } from '../platform/pages/page-checks.ts';
import { drawFamily, listFamily, notDrawn } from './family-map.ts';
import { familyOf } from './family-map-facts.ts';
import { layOut } from './family-map-layout.ts';
import { rowsOf } from './family-map-order.ts';
import { familyMapFile, familyMapPage } from './pages/family-map.ts';
import type { FileChild, FileFacts, FilePerson, Relation } from './people.ts';
import { presentMap } from './present-map.ts';

const on = Temporal.PlainDate.from('2026-12-11');
const child = (id: string, born: string | null, more: Partial<FileChild> = {}) =>
  ({
    id,
    pseudonym: `Child ${id}`,
    name: '',
    sex: 'F',
    bornOn: born === null ? null : Temporal.PlainDate.from(born),
    diedOn: null,
    ...more,
  }) as FileChild;
const person = (
  id: string,
  kinds: Readonly<Record<string, Relation>>,
  born: string | null = null,
): FilePerson => ({
  id,
  name: `Name of ${id}`,
  bornOn: born === null ? null : Temporal.PlainDate.from(born),
  note: '',
  removedAt: null,
  relations: Object.entries(kinds).map(([childId, kind]) => ({ childId, kind })),
});
const file = (children: readonly FileChild[], persons: readonly FilePerson[]) =>
  ({
    headed: { reference: 'EASP-2026-0001' },
    children,
    persons,
    incidents: [{ earliest: on, latest: null }],
  }) as unknown as FileFacts;

describe('a family as the file knows it', () => {
  it('hangs half-brothers and half-sisters from their own parents', () => {
    const { unions } = familyOf(
      [child('a', '2015-01-01'), child('b', '2020-01-01')],
      [
        person('mother', { a: 'mother', b: 'mother' }),
        person('one', { a: 'father', b: 'none' }),
        person('two', { b: 'father' }),
      ],
    );
    assert.deepEqual(
      unions.map(({ parents, children }) => [parents, children]),
      [
        [['mother', 'one'], ['a']],
        [['mother', 'two'], ['b']],
      ],
    );
  });

  it('has brothers and sisters by birth, and those of one day as twins', () => {
    const [one] = familyOf(
      [child('a', '2020-01-01'), child('b', '2020-01-01'), child('c', null)],
      [
        person('m', { a: 'mother', b: 'mother', c: 'mother' }),
        person('s', { a: 'brother-or-sister' }, '2011-01-01'),
      ],
    ).unions;
    assert.deepEqual(one?.children, ['s', 'a', 'b', 'c']);
    assert.deepEqual(one?.twins, [['a', 'b']]);
  });

  it('concludes nothing: whose partner is drawn only where there is one parent, and children without parents are no family', () => {
    const partner = person('p', { a: 'parents-partner' });
    const of = (...persons: readonly FilePerson[]) => familyOf([child('a', null)], [...persons, partner]);
    assert.deepEqual(
      of(person('m', { a: 'mother' })).unions.map(({ kind }) => kind),
      ['parents', 'partners'],
    );
    assert.deepEqual(of(person('m', { a: 'mother' }), person('f', { a: 'father' })).carers, ['p']);
    assert.equal(familyOf([child('a', null), child('b', null)], []).unions.length, 2);
  });

  it('loses nobody, whatever they are', () => {
    const kinds: readonly Relation[] = [
      'mother',
      'father',
      'step-parent',
      'parents-partner',
      'brother-or-sister',
      'half-brother-or-sister',
      'grandparent',
      'other-relative',
      'foster-carer',
      'other-carer',
      'friend',
      'other',
      'none',
    ];
    for (const second of kinds) {
      const persons = [...kinds.map((kind) => person(kind, { a: kind, b: second })), person('silent', {})];
      const { spots } = layOut(familyOf([child('a', '2020-01-01'), child('b', null)], persons));
      assert.deepEqual(
        spots.map(({ id }) => id).toSorted(),
        [...kinds, 'a', 'b', 'silent'].toSorted(),
        second,
      );
      const places = spots.map(({ x, y }) => `${Math.round(x)} ${y}`);
      assert.equal(new Set(places).size, places.length, `two in one place: ${second}`);
    }
  });
});

describe('the row of parents', () => {
  it('has somebody with two partners between them, and leads to a third over their heads', () => {
    const fathers = ['one', 'two', 'three'];
    const { unions } = familyOf(
      fathers.map((id, index) => child(id, `20${10 + index}-01-01`)),
      [
        person('mother', { one: 'mother', two: 'mother', three: 'mother' }),
        ...fathers.map((id) => person(`father ${id}`, { [id]: 'father' })),
      ],
    );
    const [row] = rowsOf(unions);
    assert.deepEqual(row?.seats, ['father one', 'mother', 'father two', 'father three']);
    assert.deepEqual(
      row?.unions.map(({ arc }) => arc),
      [null, null, 'mother'],
    );
  });

  it('has figures that do not touch', () => {
    const children = Array.from({ length: 6 }, (_, index) => child(`c${index}`, `20${10 + index}-01-01`));
    const persons = [
      person('m', Object.fromEntries(children.map(({ id }) => [id, 'mother' as const]))),
      ...children.map(({ id }) => person(`f-${id}`, { [id]: 'father' })),
      person('g', { c0: 'grandparent' }),
      person('h', { c0: 'grandparent' }),
    ];
    const { spots, width } = layOut(familyOf(children, persons));
    for (const [index, a] of spots.entries())
      for (const b of spots.slice(index + 1))
        assert.ok(a.y !== b.y || Math.abs(a.x - b.x) >= 100, `${a.id} and ${b.id}`);
    for (const { x } of spots) assert.ok(x > 30 && x < width - 30);
  });
});

describe('the map', () => {
  const facts = file(
    [child('a', '2020-01-01', { sex: 'M', diedOn: on }), child('b', '2027-01-01', { sex: 'U' })],
    [
      person('m', { a: 'mother', b: 'mother' }, '1996-05-05'),
      person('g', { a: 'grandparent' }),
      person('f', { a: 'foster-carer' }),
    ],
  );

  it('draws sex where it is on record, a cross for who has died, and a triangle for who is not yet born', () => {
    const people = new Map(drawFamily(facts, on, false)?.people.map((one) => [one.id, one]));
    assert.deepEqual(
      ['a', 'b', 'm', 'g'].map((id) => people.get(id)?.figure),
      ['male', 'unborn', 'female', 'not-known'],
    );
    assert.deepEqual(
      [people.get('a')?.isDead, people.get('a')?.age, people.get('m')?.age, people.get('g')?.age],
      [true, '6', '30', ''],
    );
    assert.equal(
      drawFamily(facts, on.subtract({ days: 1 }), false)?.people.find(({ id }) => id === 'a')?.isDead,
      false,
    );
  });

  it('has roles and pseudonyms, and names only where they were asked for', () => {
    assert.deepEqual(
      listFamily(facts, on, false).map(({ name }) => name),
      ['Child a', 'Child b', 'Mother', 'Grandparent', 'Foster carer'],
    );
    assert.ok(listFamily(facts, on, true).some(({ name }) => name === 'Name of g'));
  });

  it('says what is not on record instead of drawing it, and is none for one person', () => {
    assert.ok(notDrawn(facts).some((line) => line.startsWith('On which side')));
    assert.equal(drawFamily(file([child('a', null)], []), on, false), null);
  });

  it('is a good page, without a name where none was asked for, and a file of its own', async () => {
    const header = {
      reference: 'EASP-2026-0001',
      pseudonym: 'Child a',
      state: { words: 'Open', mark: 'running' },
      notifiable: null,
      readers: 1,
      readersHref: null,
      recordHref: null,
      sections: [],
      pages: [],
    };
    const model = presentMap(
      facts,
      { reference: 'EASP-2026-0001', day: 'incident', names: false, file: false },
      header,
      on.add({ days: 40 }),
    );
    const html = await renderChecked(familyMapPage, model);
    assert.match(html, /The family on 11 December 2026, the day of what happened/);
    assert.doesNotMatch(html, /Name of/);
    assert.match(familyMapFile(exampleFrame, model), /^<\?xml[^>]*>\s*<svg /);
    for (const few of [file([], []), file([child('a', null)], [])])
      await renderChecked(
        familyMapPage,
        presentMap(few, { reference: 'x', day: 'today', names: true, file: false }, header, on),
      );
  });
});
