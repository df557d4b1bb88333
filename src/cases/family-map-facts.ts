import type { FileChild, FilePerson, Relation } from './people.ts';

/** How a figure is drawn: by the sex that is on record, or that "mother" and "father" say; neither where nothing says it. */
export type Figure = 'female' | 'male' | 'not-known' | 'unborn';

/** Parents of the same children, or a parent and a partner without any. A parent who is not on record is simply not there. */
export interface Union {
  readonly parents: readonly string[];
  /** By birth, the oldest first; who has no day of birth comes last. */
  readonly children: readonly string[];
  /** Those of them who were born on the same day, where both days are on record. */
  readonly twins: readonly (readonly string[])[];
  /** Half-brothers and half-sisters of these children: which parent they share is not on record. */
  readonly halves: readonly string[];
  /** Grandparents of these children: on which side is not on record. */
  readonly grandparents: readonly string[];
  /** `partners`: two of whom it is on record that they are together, with no child of both. */
  readonly kind: 'parents' | 'partners';
}

/** A family as far as the file knows it. Everybody of the file is somewhere in it, once. */
export interface Family {
  readonly unions: readonly Union[];
  /** Step-parents and partners where it is not on record whose they are, foster carers and other carers. */
  readonly carers: readonly string[];
  /** Which carer fosters which child. */
  readonly fostered: readonly { readonly carer: string; readonly child: string }[];
  /** Everybody else who matters, and whoever turned out to be nothing to the children. */
  readonly others: readonly string[];
}

const kindTo = (person: FilePerson, childId: string): Relation | null =>
  person.relations.find((one) => one.childId === childId)?.kind ?? null;
const isAny = (person: FilePerson, ...kinds: readonly Relation[]) =>
  person.relations.some(({ kind }) => kinds.includes(kind));

interface Making {
  readonly parents: readonly string[];
  readonly children: string[];
  readonly halves: string[];
  readonly grandparents: string[];
  readonly kind: Union['kind'];
}
const union = (parents: readonly string[], kind: Union['kind'] = 'parents'): Making => ({
  parents,
  children: [],
  halves: [],
  grandparents: [],
  kind,
});

/** Who belongs to whom by what is on record of each person and each child. Nothing is concluded from names or ages. */
export function familyOf(children: readonly FileChild[], persons: readonly FilePerson[]): Family {
  const unions = new Map<string, Making>();
  const unionOf = new Map<string, Making>();
  for (const child of children) {
    const parents = parentsOf(child.id, persons);
    // Children of whom no parent is on record are not known to be brothers and sisters.
    const key = parents.length === 0 ? child.id : parents.join(' ');
    const own = unions.get(key) ?? union(parents);
    unions.set(key, own);
    own.children.push(child.id);
    unionOf.set(child.id, own);
  }
  const placed = new Set([...unions.values()].flatMap(({ parents }) => parents));
  const first = (person: FilePerson, ...kinds: readonly Relation[]) =>
    children
      .map(({ id }) => (kinds.includes(kindTo(person, id) ?? 'none') ? unionOf.get(id) : undefined))
      .find((one) => one !== undefined);
  for (const person of persons) {
    if (placed.has(person.id)) continue;
    const sibling = first(person, 'brother-or-sister');
    const half = first(person, 'half-brother-or-sister');
    const grandchild = first(person, 'grandparent');
    if (sibling !== undefined) sibling.children.push(person.id);
    else if (half !== undefined) half.halves.push(person.id);
    else if (grandchild !== undefined) grandchild.grandparents.push(person.id);
    else if (!addPartner(unions, person, first(person, 'step-parent', 'parents-partner'))) continue;
    placed.add(person.id);
  }
  return finished(children, persons, [...unions.values()], placed);
}

// Two have a line to a child. Where more are on record, one mother and one father, and the others stand beside without a line.
function parentsOf(childId: string, persons: readonly FilePerson[]): readonly string[] {
  const [mothers, fathers] = (['mother', 'father'] as const).map((kind) =>
    persons.filter((person) => kindTo(person, childId) === kind).map(({ id }) => id),
  );
  const [mother, ...mothersLeft] = mothers ?? [];
  const [father, ...fathersLeft] = fathers ?? [];
  const inOrder = [
    ...(mother === undefined ? [] : [mother]),
    ...(father === undefined ? [] : [father]),
    ...mothersLeft,
    ...fathersLeft,
  ];
  return inOrder.slice(0, 2).toSorted();
}

// Of a parent's partner it is on record whose partner they are only where the child has one parent on record.
function addPartner(unions: Map<string, Making>, person: FilePerson, of: Making | undefined): boolean {
  const [parent, second] = of?.parents ?? [];
  if (parent === undefined || second !== undefined) return false;
  const parents = [parent, person.id];
  unions.set(parents.join(' '), union(parents, 'partners'));
  return true;
}

function finished(
  children: readonly FileChild[],
  persons: readonly FilePerson[],
  made: readonly Making[],
  placed: ReadonlySet<string>,
): Family {
  const born = new Map([...children, ...persons].map(({ id, bornOn }) => [id, bornOn?.toString() ?? '9999']));
  const byBirth = (ids: readonly string[]) =>
    ids.toSorted((a, b) => (born.get(a) ?? '').localeCompare(born.get(b) ?? ''));
  const twinsOf = (ids: readonly string[]) =>
    [...Map.groupBy(byBirth(ids), (id) => born.get(id) ?? '9999')].flatMap(([day, same]) =>
      day === '9999' || same.length < 2 ? [] : [same],
    );
  const left = persons.filter(({ id }) => !placed.has(id));
  const isCarer = (person: FilePerson) =>
    isAny(person, 'mother', 'father', 'step-parent', 'parents-partner', 'foster-carer', 'other-carer');
  const oldest = ({ children: ids }: Making) => byBirth(ids)[0] ?? '';
  return {
    unions: made
      .map((one) => ({
        ...one,
        children: byBirth(one.children),
        twins: twinsOf(one.children),
        halves: byBirth(one.halves),
      }))
      .toSorted((a, b) => (born.get(oldest(a)) ?? '9999').localeCompare(born.get(oldest(b)) ?? '9999')),
    carers: left.filter(isCarer).map(({ id }) => id),
    fostered: persons.flatMap(({ id: carer, relations }) =>
      relations.flatMap(({ kind, childId: child }) =>
        kind === 'foster-carer' && children.some(({ id }) => id === child) ? [{ carer, child }] : [],
      ),
    ),
    others: left.filter((person) => !isCarer(person)).map(({ id }) => id),
  };
}
