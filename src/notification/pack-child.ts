import { ageWords, ethnicityWords, type FileChild, sexWords } from '../cases/people.ts';
import { areaWords } from '../cases/where.ts';
import type { Confidences } from '../law/confidence.ts';
import { withoutWeekday } from '../law/day.ts';
import { type Filled, isAsked, textOf } from '../intake/question.ts';
import { rowOf } from '../intake/shown.ts';
import type { PackFacts, SaidOfChild } from './notification.ts';
import {
  dayLines,
  field,
  linesOf,
  type OrderedChild,
  type PackField,
  type PackGround,
  type PackGroup,
} from './pack-field.ts';
import { childSection } from './questions.ts';

/** A name in its two parts. Where nobody has said how, it is parted at its last space, and the pack says so. */
export function partedName(name: string): { readonly first: string; readonly last: string } {
  const at = name.lastIndexOf(' ');
  return at < 0 ? { first: '', last: name } : { first: name.slice(0, at), last: name.slice(at + 1) };
}

/** What a referral of the case says of a child, found by the name; null where none names the child. */
export const saidOf = (
  { said }: Pick<PackFacts, 'said'>,
  { name }: Pick<FileChild, 'name'>,
): SaidOfChild | null =>
  name === '' ? null : (said.find(({ filled }) => textOf(filled, 'child-name') === name) ?? null);

/** What is answered of a child before anybody has written anything: from the file, and from what the referral said. */
export function firstAnswers(facts: PackFacts, child: FileChild): Filled {
  const { first, last } = partedName(child.name);
  const { home } = facts.file;
  const said = saidOf(facts, child)?.filled ?? {};
  const plan =
    textOf(said, 'child-plan-now') === 'yes'
      ? 'now'
      : textOf(said, 'child-plan-before') === 'yes'
        ? 'before'
        : '';
  const planAnswered = [textOf(said, 'child-plan-now'), textOf(said, 'child-plan-before')];
  const noPlan = planAnswered.every((one) => one === 'no') ? 'no' : '';
  const answers: Readonly<Record<string, string>> = {
    'last-name': last,
    'first-names': first,
    residence: areaWords(child.livesIn, child.livesInCountry, home),
    'looked-after':
      child.lookedAfter === 'not-known' ? textOf(said, 'child-looked-after') : child.lookedAfter,
    responsible: areaWords(child.lookedAfterBy, '', home),
    'protection-plan': plan || noPlan,
    known: facts.agencies.length > 0 ? 'yes' : '',
    'known-to': facts.agencies.join(', ').slice(0, 200),
  };
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ''));
}

/** What stands of a child: what was written here goes before what the file and the referral say. */
export function childAnswers(facts: PackFacts, { child, kept }: OrderedChild): Filled {
  return kept === null || Object.keys(kept.answers).length === 0 ? firstAnswers(facts, child) : kept.answers;
}

const derived: Readonly<Record<string, string>> = {
  'last-name': 'The name on record, parted at its last space: check it',
  'first-names': 'The name on record, parted at its last space: check it',
  residence: 'Case file: the child',
  responsible: 'Case file: the child',
  known: 'The agencies that are involved in the case',
  'known-to': 'The agencies that are involved in the case',
};

interface Labelled {
  readonly id: string;
  readonly label: string;
  readonly evidence: Confidences;
}

const before: readonly Labelled[] = [
  { id: 'last-name', label: 'Last name', evidence: ['S'] },
  { id: 'first-names', label: 'Forename or forenames', evidence: ['S'] },
];
const after: readonly Labelled[] = [
  { id: 'residence', label: 'Authority of normal residence', evidence: ['M'] },
  { id: 'looked-after', label: 'Looked after', evidence: ['S'] },
  { id: 'responsible', label: 'Responsible authority', evidence: ['S'] },
  { id: 'placement', label: 'Placement type', evidence: ['S'] },
  { id: 'in-need', label: 'Child in need plan', evidence: ['S'] },
  { id: 'protection-plan', label: 'Child protection plan', evidence: ['S'] },
  { id: 'known', label: 'Known to any agency', evidence: ['S'] },
  { id: 'known-to', label: 'Which agencies', evidence: ['S'] },
  { id: 'care-leaver', label: 'Care leaver', evidence: ['S'] },
];

/** The fields of one child in full. */
export function childGroup(ground: PackGround, one: OrderedChild, number: number): PackGroup {
  const { child } = one;
  const { facts, base } = ground;
  const fromFile = (
    key: string,
    label: string,
    lines: readonly string[],
    evidence: Confidences,
    needed = true,
  ) =>
    field({
      key: `${key} ${child.id}`,
      label,
      lines,
      source: { text: 'Case file: the child', href: `${base}/people` },
      evidence,
      ...(needed ? { needed: true as const } : {}),
      mend: ground.mayChange ? `${base}/people/children/${child.id}` : null,
    });
  const isBorn = child.bornOn !== null;
  const age = ageWords(child, facts.file.incidents[0] ?? null);
  return {
    id: `child-${number}`,
    title: `Child ${number}: ${child.pseudonym}`,
    fields: [
      ...before.flatMap((labelled) => askedOfChild(ground, one, labelled)),
      fromFile('other-names', 'Other names', linesOf(child.otherNames), ['S'], false),
      fromFile('born', 'Date of birth', dayLines(child.bornOn), ['S'], child.ageGiven === ''),
      ...(isBorn
        ? []
        : [fromFile('age', 'Age, where the date of birth is not known', age === null ? [] : [age], ['S'])]),
      ...(isBorn
        ? []
        : askedOfChild(ground, one, {
            id: 'expected',
            label: 'Not born yet: expected day of birth',
            evidence: ['L'],
          })),
      fromFile('sex', 'Sex', child.sex === 'U' ? [] : [sexWords(child.sex)], ['S']),
      fromFile(
        'ethnicity',
        'Ethnicity',
        child.ethnicity === 'NOBT' ? [] : [ethnicityWords(child.ethnicity)],
        ['S'],
      ),
      fromFile('disability', 'Disability', disabilityLines(child), ['S']),
      fromFile('home', 'Home address', linesOf(child.home), ['M']),
      ...after.flatMap((labelled) => askedOfChild(ground, one, labelled)),
      ...(child.diedOn === null
        ? []
        : [
            fromFile('died', 'Date of death', dayLines(child.diedOn), ['S']),
            ...askedOfChild(ground, one, {
              id: 'death-abuse',
              label: 'Death: abuse or neglect known or not',
              evidence: ['S'],
            }),
          ]),
    ],
  };
}

const disabilityLines = ({ disability, disabilityWhich }: FileChild): readonly string[] => {
  if (disability === 'not-known') return [];
  return disability === 'no' ? ['No'] : [`Yes${disabilityWhich === '' ? '' : `: ${disabilityWhich}`}`];
};

// What an answer opens is no field where that answer was not given.
function askedOfChild(
  ground: PackGround,
  one: OrderedChild,
  { id, label, evidence }: Labelled,
): readonly PackField[] {
  const { facts, base, mayDraft } = ground;
  const question = childSection.questions.find((asked) => asked.id === id);
  if (question === undefined) throw new RangeError(`nothing of the notification asks "${id}" of a child`);
  const filled = childAnswers(facts, one);
  if (!isAsked(question, filled)) return [];
  const { lines } = rowOf(question, filled);
  const isWritten = one.kept !== null && Object.keys(one.kept.answers).length > 0;
  const said = saidOf(facts, one.child);
  const from =
    lines.length === 0
      ? 'Asked here'
      : isWritten
        ? 'Written here'
        : (derived[id] ??
          (said === null || (id === 'looked-after' && one.child.lookedAfter !== 'not-known')
            ? 'Case file'
            : `Referral ${said.reference}`));
  return [
    field({
      key: `${id} ${one.child.id}`,
      label,
      lines: lines.flatMap(linesOf),
      source: { text: from, href: null },
      evidence,
      ...(question.required === undefined ? {} : { needed: true as const }),
      mend: mayDraft ? `${base}/notification/children/${one.child.id}#${id}` : null,
    }),
  ];
}

/** The children for whom the form has no room, put together for its free text; none where it has room for all. */
export function furtherChildren({ facts, further, children }: PackGround): readonly string[] {
  if (further.length === 0) return [];
  const lines = further.map((one, index) => `${children.length + index + 1}. ${oneLine(facts, one)}`);
  return [`Further children of this incident (the form takes ${children.length} in full):`, ...lines];
}

function oneLine(facts: PackFacts, one: OrderedChild): string {
  const { child } = one;
  const filled = childAnswers(facts, one);
  const words = (id: string, name: string) => {
    const question = childSection.questions.find((asked) => asked.id === id);
    if (question === undefined) return [];
    const { lines } = rowOf(question, filled);
    return lines.length === 0 ? [] : [`${name}: ${lines.join(', ').toLowerCase()}`];
  };
  const age = ageWords(child, facts.file.incidents[0] ?? null);
  return [
    child.name || child.pseudonym,
    ...(child.otherNames === '' ? [] : [`also ${child.otherNames}`]),
    child.bornOn === null
      ? age === null
        ? 'date of birth not known'
        : `aged ${age}`
      : `born ${withoutWeekday(child.bornOn)}`,
    ...(child.diedOn === null ? [] : [`died ${withoutWeekday(child.diedOn)}`]),
    `sex: ${sexWords(child.sex).toLowerCase()}`,
    `ethnicity: ${ethnicityWords(child.ethnicity)}`,
    ...disabilityLines(child).map((line) => `disability: ${line.toLowerCase()}`),
    ...words('looked-after', 'looked after'),
    ...words('in-need', 'child in need plan'),
    ...words('protection-plan', 'child protection plan'),
  ].join('; ');
}
