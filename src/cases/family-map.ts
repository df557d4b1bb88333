import type { Day } from '../law/day.ts';
import { familyOf, type Figure } from './family-map-facts.ts';
import { type FamilyLayout, layOut, type Spot } from './family-map-layout.ts';
import {
  type FileChild,
  type FileFacts,
  type FilePerson,
  lastIncidentDay,
  type Relation,
  relations,
  relationWords,
} from './people.ts';

/** The day on which the family is shown: of what happened, or today. What was born or died later had not yet. */
export type MapDay = 'incident' | 'today';

/** Somebody as they are drawn. */
export interface DrawnPerson extends Spot {
  readonly figure: Figure;
  readonly isChild: boolean;
  readonly isDead: boolean;
  /** Inside the figure: "4", "11m"; empty where no day of birth is on record. */
  readonly age: string;
  readonly lines: readonly string[];
  readonly fact: string;
}

/** The family as a picture; the list beside it says the same. */
export interface FamilyMap extends Omit<FamilyLayout, 'spots'> {
  readonly people: readonly DrawnPerson[];
}

/** Somebody as the list has them. */
export interface MapLine {
  readonly name: string;
  /** To whom, where that tells two apart; the role, where the name is a name. */
  readonly fact: string;
  readonly relations: readonly string[];
  readonly born: Day | null;
  readonly age: string;
  readonly died: Day | null;
}

interface Member {
  readonly id: string;
  readonly child: FileChild | null;
  readonly person: FilePerson | null;
  readonly label: string;
  readonly fact: string;
  readonly born: Day | null;
  readonly died: Day | null;
}

/** The day that a map shows: that of what happened, where one is on record and it is asked for, else today. */
export function dayShown({ incidents }: FileFacts, asked: MapDay, today: Day): Day {
  return asked === 'today' ? today : (lastIncidentDay(incidents) ?? today);
}

const isThere = ({ removedAt }: FilePerson) => removedAt === null;

/** Draws the family as it was on a day, with names or with pseudonyms and roles; null where nobody but one is on record. */
export function drawFamily(facts: FileFacts, on: Day, names: boolean): FamilyMap | null {
  const persons = facts.persons.filter(isThere);
  if (facts.children.length + persons.length < 2) return null;
  const { spots, ...layout } = layOut(familyOf(facts.children, persons));
  const members = new Map(membersOf(facts, names).map((member) => [member.id, member]));
  return {
    ...layout,
    people: spots.flatMap((spot) => {
      const member = members.get(spot.id);
      return member === undefined ? [] : [drawn(spot, member, on)];
    }),
  };
}

function drawn(spot: Spot, member: Member, on: Day): DrawnPerson {
  const { child, born, died, label, fact } = member;
  const isDead = died !== null && Temporal.PlainDate.compare(died, on) <= 0;
  const isUnborn = born !== null && Temporal.PlainDate.compare(born, on) > 0;
  const days = isDead ? `died ${died.year}` : isUnborn ? `born ${born.year}` : fact;
  return {
    ...spot,
    figure: isUnborn ? 'unborn' : figureOf(member),
    isChild: child !== null,
    isDead,
    age: isUnborn ? '' : ageIn(born, isDead ? died : on),
    lines: inLines(label),
    fact: inLines(days, 22)[0] ?? '',
  };
}

// A mother is drawn as a woman and a father as a man; of everybody else around the children no sex is on record.
function figureOf({ child, person }: Member): Figure {
  if (child !== null) return child.sex === 'F' ? 'female' : child.sex === 'M' ? 'male' : 'not-known';
  const is = (kind: Relation) => person?.relations.some((one) => one.kind === kind) === true;
  if (is('mother') === is('father')) return 'not-known';
  return is('mother') ? 'female' : 'male';
}

/** Inside a figure: years from the second birthday, months with "m" before it, days with "d" in the first month. */
function ageIn(born: Day | null, on: Day): string {
  if (born === null) return '';
  const { years, months, days } = born.until(on, { largestUnit: 'years' });
  if (years > 1) return String(years);
  return years === 0 && months === 0 ? `${days}d` : `${years * 12 + months}m`;
}

const lineLength = 19;

/** A name in two lines at most; a longer one ends with an ellipsis, and stands whole in the list. */
function inLines(words: string, length = lineLength): readonly string[] {
  const lines: string[] = [''];
  for (const word of words.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (longer.length <= length || lines.at(-1) === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const cut = (line: string) => (line.length > length ? `${line.slice(0, length - 1)}…` : line);
  return lines.length <= 2
    ? lines.map(cut)
    : [cut(lines[0] ?? ''), `${cut(lines[1] ?? '').slice(0, length - 1)}…`];
}

/** Everybody of the map as a list, each with what they are to each child. */
export function listFamily(facts: FileFacts, on: Day, names: boolean): readonly MapLine[] {
  return membersOf(facts, names).map(({ child, person, label, fact, born, died }) => {
    const isDead = died !== null && Temporal.PlainDate.compare(died, on) <= 0;
    return {
      name: label,
      fact,
      relations: facts.children.map(({ id }) => {
        if (child !== null) return child.id === id ? 'is this child' : '';
        const kind = person?.relations.find((one) => one.childId === id)?.kind;
        return kind === undefined ? 'not said' : relationWords[kind];
      }),
      born,
      age: ageIn(born, isDead && died !== null ? died : on),
      died,
    };
  });
}

function membersOf({ children, persons }: FileFacts, names: boolean): readonly Member[] {
  const there = persons.filter(isThere);
  const roles = rolesOf(there, children);
  return [
    ...children.map(
      (child): Member => ({
        id: child.id,
        child,
        person: null,
        label: names && child.name !== '' ? child.name : child.pseudonym,
        fact: names && child.name !== '' ? child.pseudonym : '',
        born: child.bornOn,
        died: child.diedOn,
      }),
    ),
    ...there.map((person): Member => {
      const role = roles.get(person.id) ?? { label: '', of: '' };
      return {
        id: person.id,
        child: null,
        person,
        label: names ? person.name : role.label,
        fact: names ? role.label : role.of,
        born: person.bornOn,
        died: null,
      };
    }),
  ];
}

// "Mother", "Grandparent 2": what somebody is to the children, told apart by a number; and to whom, where there are several children.
function rolesOf(persons: readonly FilePerson[], children: readonly FileChild[]) {
  const counts = new Map<string, number>();
  const found = persons.map((person) => {
    const kind =
      relations.find((one) => person.relations.some((relation) => relation.kind === one)) ?? 'none';
    const whose = children.filter(({ id }) =>
      person.relations.some((one) => one.childId === id && one.kind === kind),
    );
    const word = kind === 'none' ? 'nobody to the children' : relationWords[kind];
    const label = word.charAt(0).toLocaleUpperCase('en-GB') + word.slice(1);
    const of = kind === 'none' ? '' : ofWhom(whose, children);
    const key = `${label} ${of}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return { id: person.id, label, of, key, number: counts.get(key) ?? 1 };
  });
  return new Map(
    found.map(({ id, label, of, key, number }) => [
      id,
      { label: (counts.get(key) ?? 1) > 1 ? `${label} ${number}` : label, of },
    ]),
  );
}

// The first is called as the case is, and the others by a letter after it.
function ofWhom(whose: readonly FileChild[], children: readonly FileChild[]): string {
  if (children.length < 2) return '';
  if (whose.length === children.length)
    return children.length === 2 ? 'of both children' : 'of all the children';
  return `of ${whose.map(({ pseudonym }) => pseudonym.replace(/^Child /, '')).join(', ')}`;
}

/** What a family map usually shows and this file does not hold, so that it is not drawn. */
export function notDrawn({ children, persons }: FileFacts): readonly string[] {
  const there = persons.filter(isThere);
  const is = (...kinds: readonly Relation[]) =>
    there.some((person) => person.relations.some(({ kind }) => kinds.includes(kind)));
  return [
    ...(is('mother', 'father')
      ? [
          'Whether parents were married, lived together or had parted: the line between them says only that they are the parents.',
        ]
      : []),
    'Who lived with whom, and from when until when.',
    ...(is('grandparent') ? ['On which side somebody is a grandparent.'] : []),
    ...(is('half-brother-or-sister') ? ['Which parent half-brothers and half-sisters share.'] : []),
    ...(is('step-parent', 'parents-partner')
      ? ['Whose partner somebody is, where more than one parent is on record.']
      : []),
    ...(children.some(({ id }) => parentsTo(there, id) > 2)
      ? [
          'Which of more than two parents of a child are its parents: two have a line, the others stand beside them.',
        ]
      : []),
    ...(there.length > 0
      ? ['The sex of anybody but the children and their parents, and whether anybody but a child has died.']
      : []),
    ...(children.some(({ bornOn }) => bornOn === null) || there.some(({ bornOn }) => bornOn === null)
      ? ['The age of whoever has no day of birth on record; they stand after those who have one.']
      : []),
  ];
}

const parentsTo = (persons: readonly FilePerson[], child: string) =>
  persons.filter((person) =>
    person.relations.some(
      ({ childId, kind }) => childId === child && (kind === 'mother' || kind === 'father'),
    ),
  ).length;
