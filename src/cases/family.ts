import { type FileChild, type FilePerson, type Relation, relations, relationWords } from './people.ts';

/** A generation, or those outside it, as the picture of the family shows them from top to bottom. */
export interface FamilyTier {
  readonly title: string;
  readonly people: readonly {
    readonly name: string;
    readonly what: string;
    /** The child whom the case is about, who stands out. */
    readonly isChild: boolean;
  }[];
}

type Tier = 'grandparents' | 'parents' | 'children' | 'others';

const tiers: readonly (readonly [Tier, string])[] = [
  ['grandparents', 'Grandparents'],
  ['parents', 'Parents and carers'],
  ['children', 'Children'],
  ['others', 'Others'],
];

const tierOf: Readonly<Record<Relation, Tier>> = {
  mother: 'parents',
  father: 'parents',
  'step-parent': 'parents',
  'parents-partner': 'parents',
  'foster-carer': 'parents',
  'other-carer': 'parents',
  'brother-or-sister': 'children',
  'half-brother-or-sister': 'children',
  grandparent: 'grandparents',
  'other-relative': 'others',
  friend: 'others',
  other: 'others',
  none: 'others',
};

/**
 * The family by generations: who stands above the children, beside them and around them. Somebody who is different things to
 * different children stands where the first of the list of relationships puts them. The table under the picture says it exactly.
 */
export function presentFamily(
  children: readonly FileChild[],
  persons: readonly FilePerson[],
): readonly FamilyTier[] {
  const placed = persons.map((person) => {
    const kinds = kindsOf(person);
    const what = kinds.map((kind) => relationWords[kind]).join(', ');
    return {
      tier: tierOf[kinds[0] ?? 'none'],
      name: person.name,
      what: what || 'not said what to whom',
      isChild: false,
    };
  });
  const own = children.map(({ name, pseudonym }) => ({
    tier: 'children' as const,
    name: name || pseudonym,
    what: pseudonym,
    isChild: true,
  }));
  const everybody = [...own, ...placed];
  return tiers.flatMap(([id, title]) => {
    const people = everybody
      .filter(({ tier }) => tier === id)
      .map(({ name, what, isChild }) => ({ name, what, isChild }));
    return people.length === 0 ? [] : [{ title, people }];
  });
}

const kindsOf = (person: FilePerson) =>
  relations.filter((kind) => kind !== 'none' && person.relations.some((one) => one.kind === kind));
