import type { FileChild, FilePerson, Relation } from '../cases/people.ts';
import { refuse, type Refusal } from '../acts/refusal.ts';
import { glossaryFaults, type Term } from './engine/merging/glossary.ts';

/** What a term can be. Abbreviations are explained and never replaced: they are nobody's name. */
export const termKinds = ['person', 'place', 'abbreviation'] as const;
export type TermKind = (typeof termKinds)[number];

/** The kind of that name; null for what is none. */
export const termKind = (text: string | null): TermKind | null =>
  termKinds.find((kind) => kind === text) ?? null;

export const termWords: Readonly<Record<TermKind, string>> = {
  person: 'A person',
  place: 'A place',
  abbreviation: 'An abbreviation',
};

/** A term of the glossary that somebody put there. */
export interface GlossaryTerm {
  readonly id: string;
  readonly kind: TermKind;
  /** As it is written in the rows. */
  readonly forms: readonly string[];
  /** What stands for it; what an abbreviation means. */
  readonly shown: string;
}

/** The glossary of a chronology: what somebody put there, what the case knows of its people, and both as they take names out. */
export interface GlossaryRead {
  readonly own: readonly GlossaryTerm[];
  readonly people: readonly Term[];
  readonly all: readonly Term[];
}

/** A term as it was typed, or one to be taken out. */
export interface TermWish {
  readonly kind: TermKind;
  readonly forms: readonly string[];
  readonly shown: string;
  readonly replaces: string | null;
  readonly isRemoved: boolean;
}

/** The most ways in which one term is written, and the most characters of each. */
export const mostForms = 20;
export const mostForm = 150;

/** The lines of a box as the ways in which a term is written. */
export const formsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n;]/)
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== ''),
  ),
];

/** Why a term cannot stand beside the others, in words for a person; null where it can. */
export function termProblem(wish: TermWish, others: readonly GlossaryTerm[]): string | null {
  const { kind, forms, shown } = wish;
  if (forms.length === 0) return 'Write how it stands in the rows';
  if (shown === '')
    return kind === 'abbreviation' ? 'Write what it means' : 'Write what is shown in its place';
  if (forms.length > mostForms || forms.some((form) => form.length > mostForm) || shown.length > 200)
    return `Write at most ${mostForms} ways of at most ${mostForm} characters, and 200 characters for what is shown`;
  const taken = new Set(
    others.filter(({ id }) => id !== wish.replaces).flatMap((term) => term.forms.map(plain)),
  );
  const twice = forms.find((form) => taken.has(plain(form)));
  if (twice !== undefined) return `“${twice}” stands in the glossary already`;
  if (kind === 'abbreviation') return null;
  const [name = '', ...also] = forms;
  return glossaryFaults([{ name, also, role: shown }])[0]?.why ?? null;
}

const plain = (form: string) => form.toLowerCase();

/** What is to be kept of a term, or why not. */
export function decideTerm(wish: TermWish, standing: readonly GlossaryTerm[]): TermWish | Refusal {
  const before = standing.find(({ id }) => id === wish.replaces);
  if (wish.replaces !== null && before === undefined) return refuse('corrected-meanwhile');
  if (wish.isRemoved)
    return before === undefined
      ? refuse('answers-wrong')
      : { ...before, replaces: before.id, isRemoved: true };
  return termProblem(wish, standing) === null ? wish : refuse('answers-wrong');
}

const roles: Readonly<Record<Relation, string>> = {
  mother: 'Mother',
  father: 'Father',
  'step-parent': 'Step-parent',
  'parents-partner': 'Partner of a parent',
  'brother-or-sister': 'Brother or sister',
  'half-brother-or-sister': 'Half-brother or half-sister',
  grandparent: 'Grandparent',
  'other-relative': 'Relative',
  'foster-carer': 'Foster carer',
  'other-carer': 'Carer',
  friend: 'Friend',
  other: 'Other person',
  none: 'Other person',
};

/** What stands where only a family name, or a first name that several bear, is written: it says that it was taken out, and no more. */
const withheld = { family: '[family name]', first: '[first name]' } as const;

/**
 * The people of the case as terms: children by their pseudonyms, others by what they are to a child, numbered where several are the same. Their
 * first names stand for them too, and family names are taken out wherever they stand alone.
 */
export function termsOfPeople(
  children: readonly Pick<FileChild, 'name' | 'otherNames' | 'pseudonym'>[],
  persons: readonly Pick<FilePerson, 'name' | 'relations'>[],
): readonly Term[] {
  const all = [
    ...children.map(({ name, otherNames, pseudonym }) => ({
      names: [name, ...formsIn(otherNames.replaceAll(',', '\n'))],
      role: pseudonym,
    })),
    ...numbered(persons.map(({ name, relations }) => ({ names: [name], role: roleOf(relations) }))),
  ].map((one) => ({ ...one, names: one.names.map((name) => name.trim()).filter((name) => name !== '') }));
  const firsts = Map.groupBy(
    all.flatMap(({ names, role }) =>
      names.flatMap((name) => {
        const [first, ...rest] = name.split(/\s+/);
        return rest.length > 0 && first !== undefined && first.length > 1 ? [{ first, role }] : [];
      }),
    ),
    ({ first }) => plain(first),
  );
  const taken = new Set(all.flatMap(({ names }) => names.map(plain)));
  const family = new Set(
    all
      .flatMap(({ names }) => names.flatMap((name) => name.split(/\s+/).slice(1)))
      .filter((part) => part.length > 1),
  );
  const shared = [...firsts.values()].filter((own) => new Set(own.map(({ role }) => role)).size > 1);
  const whole = all.flatMap(({ names: [name, ...also], role }): Term[] => {
    if (name === undefined) return [];
    const own = [...firsts.values()].filter((bearers) => bearers.every((bearer) => bearer.role === role));
    return [{ name, also: [...also, ...own.flatMap(([bearer]) => bearer?.first ?? [])], role }];
  });
  const alone = (names: readonly string[], role: string): readonly Term[] =>
    names.filter((name) => !taken.has(plain(name))).map((name) => ({ name, role }));
  return [
    ...whole,
    ...alone(
      shared.flatMap(([one]) => one?.first ?? []),
      withheld.first,
    ),
    ...alone([...family], withheld.family),
  ];
}

const roleOf = (relations: FilePerson['relations']) => roles[relations[0]?.kind ?? 'other'];

function numbered(people: readonly { readonly names: readonly string[]; readonly role: string }[]) {
  const counts = Map.groupBy(people, ({ role }) => role);
  return people.map((one) => {
    const same = counts.get(one.role) ?? [];
    return same.length < 2 ? one : { ...one, role: `${one.role} ${same.indexOf(one) + 1}` };
  });
}

/** All terms by which names are taken out: what somebody put into the glossary stands before what the case knows of its people. */
export const replacing = (own: readonly GlossaryTerm[], people: readonly Term[]): readonly Term[] => [
  ...own
    .filter(({ kind }) => kind !== 'abbreviation')
    .map(({ forms: [name = '', ...also], shown }) => ({ name, also, role: shown })),
  ...people,
];
