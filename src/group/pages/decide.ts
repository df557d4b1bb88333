import { isConfirmed } from '../../law/confidence.ts';
import type { Conventions } from '../../law/conventions.ts';
import type { Criteria } from '../../law/criteria.ts';
import type { Day } from '../../law/day.ts';
import { editionNamed } from '../../law/editions.ts';
import { type Limb, tests } from '../../law/limb.ts';
import {
  closedOn,
  type Decider,
  deciderOn,
  type Outcome,
  type OutcomeKind,
  outcomes,
  type PartnerId,
  partnersOn,
} from '../../law/outcomes.ts';
import { type DatedName, type NameKind, nameOn } from '../../partnership/partnership.ts';
import type { PageError } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { DecisionQuorum } from '../commands.ts';
import { dayShown, type Problem } from '../decision.ts';
import { carriedFields, mostThere, type TypedDecision } from '../decision-form.ts';
import type { Near } from '../store-nearest.ts';
import { answerWords, capacityWords, groupName, positionWords } from '../words.ts';

/** One thing to choose. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint: string | null;
  readonly checked: boolean;
}

/** A field of words with what is wrong with it. */
export interface WordsField {
  readonly value: string;
  readonly problem: string | null;
}

/** Something a source says, with how sure that is. */
export interface ShownSource {
  readonly words: string;
  readonly cite: string;
  readonly confirmed: boolean;
}

export interface LimbFields {
  readonly id: string;
  readonly label: string;
  readonly question: string;
  readonly cite: string;
  readonly confirmed: boolean;
  readonly note: string | null;
  readonly guidance: readonly ShownSource[];
  readonly choices: readonly Choice[];
  readonly problem: string | null;
  readonly reason: WordsField;
}

export interface ViewFields {
  readonly id: PartnerId;
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly problem: string | null;
  readonly reason: WordsField;
  readonly dissent: WordsField;
}

export interface AttendeeFields {
  readonly row: number;
  readonly name: WordsField;
  readonly agency: WordsField;
  readonly capacity: { readonly choices: readonly Choice[]; readonly problem: string | null };
}

/** The form that records the group's decision, as it was typed, with what is wrong beside each field. */
export interface DecidePage {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  /** The decision that stood when the form was shown; empty where there is none. */
  readonly standing: string;
  readonly heading: string;
  readonly reference: string;
  readonly group: string;
  readonly asked: string;
  readonly carried: readonly { readonly name: string; readonly value: string }[];
  readonly day: {
    readonly parts: readonly {
      readonly name: 'day' | 'month' | 'year';
      readonly value: string;
      readonly wrong: boolean;
    }[];
    readonly problem: string | null;
  };
  readonly there: readonly AttendeeFields[];
  readonly roomForMore: boolean;
  readonly edition: { readonly title: string; readonly notes: readonly string[] };
  readonly tests: readonly {
    readonly name: string;
    readonly title: string;
    readonly lead: string;
    readonly limbs: readonly LimbFields[];
  }[];
  readonly views: readonly ViewFields[];
  readonly deciders: readonly ShownSource[];
  readonly outcomes: readonly {
    readonly id: string;
    readonly heading: string;
    readonly choices: readonly Choice[];
  }[];
  readonly outcomeProblem: string | null;
  readonly closed: readonly { readonly name: string; readonly why: string; readonly cite: string }[];
  readonly reasons: WordsField;
  readonly quorum: { readonly mark: string; readonly words: string } | null;
  readonly near: {
    readonly heading: string;
    readonly rows: readonly {
      readonly href: string;
      readonly reference: string;
      readonly on: Day;
      readonly outcome: string;
      readonly like: string;
      readonly reasons: string;
    }[];
  };
}

/** What the form is shown from. */
export interface DecideFacts {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly standing: string | null;
  readonly reference: string;
  readonly pseudonym: string;
  readonly names: readonly DatedName[];
  readonly conventions: Conventions;
  readonly today: Day;
  readonly typed: TypedDecision;
  readonly criteria: Criteria;
  readonly problems: readonly Problem[];
  readonly quorum: DecisionQuorum | null;
  readonly nearest: readonly Near[];
  /** Rows of people left free after those that were typed. */
  readonly blankRows: number;
}

/** `/cases/<reference>/decide`. */
export const decidePage = definePage<DecidePage>('group/pages/decide.njk');

/** The heading, which is the page's title too. */
export const decideHeading = (pseudonym: string): string =>
  `Should there be a review of what happened to ${pseudonym}?`;

/** What is wrong, for the summary at the head of the page, each with its field. */
export const decideErrors = (problems: readonly Problem[]): readonly PageError[] =>
  problems.map(({ field, text }) => ({ text, href: `#${field}` }));

/** The form of these facts. The questions are those of `criteria`; names, partners and outcomes go by a day of theirs (`dayShown`). */
export function presentDecide(facts: DecideFacts): DecidePage {
  const { typed, criteria, problems, conventions } = facts;
  const on = dayShown(typed, criteria, facts);
  const closed = outcomes
    .map(({ kind }) => closedOn(kind, on, conventions))
    .filter((found) => found !== null);
  const shut = new Set<OutcomeKind>(closed.map(({ kind }) => kind));
  // What was chosen stays, with what is wrong beside it, also where the day does not allow it.
  const open = outcomes.filter(({ kind }) => !shut.has(kind) || kind === typed.outcome);
  return {
    action: facts.action,
    formToken: facts.formToken,
    formKey: facts.formKey,
    standing: facts.standing ?? '',
    heading: decideHeading(facts.pseudonym),
    reference: facts.reference,
    group: groupName(facts.names, on),
    asked: criteria.id,
    carried: carriedFields(typed, criteria.limbs),
    day: dayFields(typed, problems),
    there: attendeeRows(typed, facts.blankRows, problems),
    roomForMore: typed.there.length < mostThere,
    edition: {
      title: editionNamed(criteria.edition).title,
      notes: criteria.notes.map(({ words }) => words),
    },
    tests: testFields(typed, criteria.limbs, problems),
    views: viewFields(typed, on, problems),
    deciders: deciders(on, conventions),
    outcomes: outcomeFields(open, typed.outcome, facts.names, on),
    outcomeProblem: problemOf(problems, 'outcome'),
    closed: closed.map(({ kind, why, rule, cite }) => ({
      name: outcomes.find((one) => one.kind === kind)?.name ?? kind,
      why,
      cite: rule === null ? cite : `${rule}; ${cite}`,
    })),
    reasons: wordsField(typed.reasons, problems, 'reasons'),
    quorum: quorumMark(facts.quorum),
    near: presentNear(facts.nearest, answersSoFar(typed, criteria).length),
  };
}

/** The limbs of these questions that are answered so far. */
export const answersSoFar = ({ limbs }: Pick<TypedDecision, 'limbs'>, criteria: Criteria) =>
  criteria.limbs.flatMap(({ id }) => {
    const answer = limbs[id]?.answer ?? '';
    return answer === '' ? [] : [{ limb: id, answer }];
  });

function quorumMark(quorum: DecisionQuorum | null): DecidePage['quorum'] {
  if (quorum === null || quorum.rule === null) return null;
  const { rule, met, missing, answered } = quorum;
  const whose =
    answered === null ? 'Those who are there' : `The answers to question ${answered.round.number}`;
  if (met) return { mark: 'done', words: `${whose} make a quorum` };
  return rule.otherwise === 'block'
    ? {
        mark: 'blocked',
        words: `${whose} make no quorum: ${missing}. The group’s rule holds the decision up`,
      }
    : { mark: 'look', words: `${whose} make no quorum: ${missing}. The group’s rule only warns` };
}

function presentNear(nearest: readonly Near[], answered: number): DecidePage['near'] {
  const limbs = (count: number) => `${count} ${count === 1 ? 'limb' : 'limbs'}`;
  return {
    heading:
      nearest.length === 0
        ? 'No earlier decision by these criteria is near'
        : answered === 0
          ? 'The latest decisions by these criteria'
          : 'The nearest earlier decisions by these criteria',
    rows: nearest.map(({ id, reference, on, outcome, reasons, same, sameKind }) => ({
      href: `/cases/${reference}/decisions/${id}`,
      reference,
      on,
      outcome: outcomes.find(({ kind }) => kind === outcome)?.name ?? outcome,
      like: [
        ...(answered === 0 ? [] : [`${same} of ${limbs(answered)} answered the same`]),
        ...(sameKind ? ['the same kind of event and harm'] : []),
      ].join('; '),
      reasons: reasons.length < 240 ? reasons : `${reasons.slice(0, reasons.lastIndexOf(' '))} …`,
    })),
  };
}

const problemOf = (problems: readonly Problem[], field: string): string | null =>
  problems.find((one) => one.field === field)?.text ?? null;

const wordsField = (value: string, problems: readonly Problem[], field: string): WordsField => ({
  value,
  problem: problemOf(problems, field),
});

const choicesOf = (words: Readonly<Record<string, string>>, chosen: string): readonly Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text, hint: null, checked: value === chosen }));

function dayFields({ day }: TypedDecision, problems: readonly Problem[]): DecidePage['day'] {
  const wrong = problems.find(({ field }) => /^day-(day|month|year)$/.test(field)) ?? null;
  const whole = wrong?.field === 'day-day';
  const parts = (['day', 'month', 'year'] as const).map((name) => ({
    name,
    value: day[name],
    wrong: whole || wrong?.field === `day-${name}`,
  }));
  return { parts, problem: wrong?.text ?? null };
}

function attendeeRows({ there }: TypedDecision, blank: number, problems: readonly Problem[]) {
  const count = Math.min(mostThere, Math.max(1, there.length + blank));
  return Array.from({ length: count }, (_, row): AttendeeFields => {
    const typed = there[row] ?? { name: '', agency: '', capacity: '' };
    const field = (part: string) => `there-${row}-${part}`;
    return {
      row,
      name: wordsField(typed.name, problems, field('name')),
      agency: wordsField(typed.agency, problems, field('agency')),
      capacity: {
        choices: choicesOf(capacityWords, typed.capacity),
        problem: problemOf(problems, field('capacity')),
      },
    };
  });
}

function testFields(typed: TypedDecision, limbs: readonly Limb[], problems: readonly Problem[]) {
  return tests
    .map(({ name, title, lead }) => ({
      name,
      title,
      lead,
      limbs: limbs.filter(({ test }) => test === name).map((limb) => limbFields(limb, typed, problems)),
    }))
    .filter((test) => test.limbs.length > 0);
}

function limbFields(limb: Limb, typed: TypedDecision, problems: readonly Problem[]): LimbFields {
  const { id, label, question, cite } = limb;
  const given = typed.limbs[id] ?? { answer: '', reason: '' };
  return {
    id,
    label,
    question,
    cite,
    confirmed: isConfirmed(limb.confidence),
    note: limb.note ?? null,
    guidance: limb.guidance.map(shownSource),
    choices: choicesOf(answerWords, given.answer),
    problem: problemOf(problems, `limb-${id}`),
    reason: wordsField(given.reason, problems, `limb-${id}-reason`),
  };
}

const shownSource = ({ words, cite, confidence }: Pick<Decider, 'words' | 'cite' | 'confidence'>) => ({
  words,
  cite,
  confirmed: isConfirmed(confidence),
});

function viewFields(typed: TypedDecision, on: Day, problems: readonly Problem[]): readonly ViewFields[] {
  return partnersOn(on).map(({ id, title }) => {
    const { position, reason, dissent } = typed.views[id];
    const field = `view-${id}`;
    return {
      id,
      title,
      choices: choicesOf(positionWords, position),
      problem: problemOf(problems, field),
      reason: wordsField(reason, problems, `${field}-reason`),
      dissent: wordsField(dissent, problems, `${field}-dissent`),
    };
  });
}

// Before the local start two may decide, each on something else; who they are is said once each.
function deciders(on: Day, conventions: Conventions): readonly ShownSource[] {
  const open = outcomes.filter(({ kind }) => closedOn(kind, on, conventions) === null);
  const all = open.map(({ kind }) => deciderOn(kind, on, conventions));
  const byHolder = new Map(all.map((decider) => [decider.holder, decider]));
  return [...byHolder.values()].map((decider) => {
    const only = byHolder.size > 1 && decider.holder === 'safeguarding partners';
    const words = only
      ? 'On a local child safeguarding practice review the three safeguarding partners decide together.'
      : decider.words;
    return shownSource({ ...decider, words });
  });
}

const localNames: Partial<Record<OutcomeKind, NameKind>> = {
  SCR: 'review-serious',
  LCSPR: 'review-local',
  'learning-review': 'review-learning',
};

const outcomeGroups = [
  { group: 'statutory', id: 'outcome', heading: 'Reviews' },
  { group: 'below-threshold', id: 'outcome-below', heading: 'Below the threshold' },
  { group: 'other', id: 'outcome-other', heading: 'Something else' },
] as const;

function outcomeFields(open: readonly Outcome[], chosen: string, names: readonly DatedName[], on: Day) {
  const groups = outcomeGroups.map(({ group, id, heading }) => ({
    id,
    heading,
    choices: open
      .filter((one) => one.group === group)
      .map(({ kind, name }) => ({
        value: kind,
        text: name,
        hint: calledHere(kind, name, names, on),
        checked: kind === chosen,
      })),
  }));
  const shown = groups.filter(({ choices }) => choices.length > 0);
  // The first radio of all carries the plain id, to which the summary of errors leads.
  return shown.map((one, at) => (at === 0 ? { ...one, id: 'outcome' } : one));
}

function calledHere(kind: OutcomeKind, name: string, names: readonly DatedName[], on: Day): string | null {
  const localKind = localNames[kind];
  const local = localKind === undefined ? null : nameOn(names, localKind, on);
  if (local === null || name.toLowerCase().startsWith(local.name.toLowerCase())) return null;
  return `Called here: ${local.name}`;
}
