import { type Refusal, refuse } from '../acts/refusal.ts';
import {
  type Answers,
  dayIn,
  entriesOf,
  type Filled,
  filledOf,
  isAsked,
  textOf,
} from '../intake/question.ts';
import type { SentReferral } from '../intake/referral.ts';
import { sectionNamed } from '../intake/questions.ts';
import { rowOf } from '../intake/shown.ts';
import type { IncidentEvent } from '../law/facts.ts';

/** Whether a child died or was seriously harmed, as far as is known. */
export const harms = ['died', 'seriously-harmed', 'neither', 'not-known'] as const;
export type Harm = (typeof harms)[number];

export const harmWords: Readonly<Record<Harm, string>> = {
  died: 'A child died',
  'seriously-harmed': 'A child was seriously harmed',
  neither: 'Neither, as far as is known',
  'not-known': 'Not known yet',
};

/** What the case is about, which decides what limits run (src/law/clocks.ts). */
export const eventWords: Readonly<Record<IncidentEvent, string>> = {
  'notifiable-incident':
    'A child known or suspected to have been abused or neglected died or was seriously harmed, or this is in question',
  'looked-after-death': 'A looked-after child died, and abuse or neglect is neither known nor suspected',
  'care-leaver-death': 'A care leaver under 25 died',
};

/** A child as a case file begins with it. */
export interface NewChild {
  readonly name: string;
  readonly otherNames: string;
  readonly bornOn: Temporal.PlainDate | null;
  readonly ageGiven: string;
  readonly diedOn: Temporal.PlainDate | null;
  readonly sex: 'F' | 'M' | 'U';
  readonly ethnicity: string;
  readonly disability: 'yes' | 'no' | 'not-known';
  readonly disabilityWhich: string;
  readonly home: string;
  readonly school: string;
  readonly practice: string;
}

/** Somebody around the children as a case file begins with them. */
export interface NewPerson {
  readonly name: string;
  readonly bornOn: Temporal.PlainDate | null;
  /** What the file has no place of its own for, in the words of the referral. */
  readonly note: string;
  /** What they are to which of the children, by the children's order. Where the referral leaves it open, nothing. */
  readonly relations: readonly { readonly child: number; readonly kind: string }[];
}

/** What a referral says, in the shape of a case file. Nothing is guessed: what was not answered is absent. */
export interface CaseFromReferral {
  readonly children: readonly NewChild[];
  readonly persons: readonly NewPerson[];
  readonly incident: {
    readonly day: Temporal.PlainDate | null;
    readonly dayAsGiven: string;
    readonly place: string;
    readonly what: string;
  };
  /** Agencies as the referrer wrote them. */
  readonly agencies: readonly string[];
  /** How many key dates there are. */
  readonly dates: number;
  readonly harm: Harm;
  readonly event: IncidentEvent;
}

/** What the coordinator settles when a case is opened. */
export interface Opening {
  readonly referralId: string;
  readonly harm: Harm;
  readonly event: IncidentEvent;
  readonly agencyIds: readonly string[];
}

/** Reads a referral's answers as the beginning of a case file. */
export function caseFrom(answers: Answers): CaseFromReferral {
  const incident = filled(answers, 'incident');
  const reasons = filled(answers, 'why')['reasons'];
  const ticked = typeof reasons === 'string' ? [reasons] : (reasons ?? []);
  return {
    children: entries(answers, 'children').map(childFrom),
    persons: entries(answers, 'people')
      .filter((entry) => textOf(entry, 'person-name') !== '')
      .map((entry) => personFrom(entry, answers)),
    incident: {
      day: dayIn(incident, 'incident-day'),
      dayAsGiven: textOf(incident, 'incident-when'),
      place: textOf(incident, 'incident-where'),
      what: textOf(incident, 'incident-what'),
    },
    agencies: entries(answers, 'agencies').map((one) => textOf(one, 'agency-name')),
    dates: entries(answers, 'dates').length,
    harm: harmFrom(ticked),
    event: eventFrom(ticked),
  };
}

// A death weighs more than harm; the ticks of the form are what a referrer has seen, and the coordinator may choose otherwise.
function harmFrom(ticked: readonly string[]): Harm {
  const died = ['died', 'looked-after-death', 'care-leaver-death'];
  if (ticked.some((one) => died.includes(one))) return 'died';
  return ticked.includes('seriously-harmed') ? 'seriously-harmed' : 'not-known';
}

// Where abuse or neglect is known or suspected the duty of section 16C comes first, whoever died.
function eventFrom(ticked: readonly string[]): IncidentEvent {
  if (ticked.includes('abuse-or-neglect')) return 'notifiable-incident';
  if (ticked.includes('looked-after-death')) return 'looked-after-death';
  return ticked.includes('care-leaver-death') ? 'care-leaver-death' : 'notifiable-incident';
}

/** A child as the entry of a form gives the child. */
export function childFrom(entry: Filled): NewChild {
  const sex = textOf(entry, 'child-sex');
  const disability = textOf(entry, 'child-disability');
  return {
    name: textOf(entry, 'child-name'),
    otherNames: textOf(entry, 'child-other-names'),
    bornOn: dayIn(entry, 'child-born'),
    ageGiven: textOf(entry, 'child-age'),
    diedOn: dayIn(entry, 'child-died'),
    sex: sex === 'F' || sex === 'M' ? sex : 'U',
    ethnicity: textOf(entry, 'child-ethnicity') || 'NOBT',
    disability: disability === 'yes' || disability === 'no' ? disability : 'not-known',
    disabilityWhich: textOf(entry, 'child-disability-which'),
    home: textOf(entry, 'child-home'),
    school: textOf(entry, 'child-school'),
    practice: textOf(entry, 'child-gp'),
  };
}

function personFrom(entry: Filled, answers: Answers): NewPerson {
  return {
    name: textOf(entry, 'person-name'),
    bornOn: dayIn(entry, 'person-born'),
    note: noteOf(entry),
    relations: relationsOf(entry, answers),
  };
}

// With one child nobody is asked to which.
function relationsOf(entry: Filled, answers: Answers): NewPerson['relations'] {
  const ids = entries(answers, 'children').map((child) => textOf(child, 'id'));
  const to = (relation: string, ticks: readonly string[]) =>
    ids.flatMap((id, child) => (relation !== '' && ticks.includes(id) ? [{ child, kind: relation }] : []));
  const ticked = (question: string) => [entry[question] ?? []].flat();
  const first = to(textOf(entry, 'person-relation'), ids.length === 1 ? ids : ticked('person-children'));
  const second = to(textOf(entry, 'person-other-relation'), ticked('person-other-children'));
  return [...first, ...second.filter(({ child }) => first.every((one) => one.child !== child))];
}

const mostOfNote = 2_000;
const placed = new Set([
  'person-name',
  'person-born',
  'person-relation',
  'person-children',
  'person-other-relation',
  'person-other-children',
]);

// The longest answers of the form together fit; what is longer all the same stays whole in the referral.
function noteOf(entry: Filled): string {
  const lines = section('people')
    .questions.filter((question) => !placed.has(question.id) && isAsked(question, entry))
    .flatMap((question) => {
      const { lines: words } = rowOf(question, entry);
      const label = question.label.replace(/[?,].*$| \(optional\)$/, '');
      return words.length === 0 ? [] : [`${label}: ${words.join(', ')}`];
    });
  return Array.from(lines.join('\n')).slice(0, mostOfNote).join('');
}

const section = (id: string) => {
  const found = sectionNamed(id);
  if (found === null) throw new RangeError(`the referral form has no page "${id}"`);
  return found;
};
const filled = (answers: Answers, id: string) => filledOf(answers, section(id), null);
const entries = (answers: Answers, id: string) => entriesOf(answers, section(id));

/** What is wrong with the form that opens a case, field by field. */
export interface OpeningProblem {
  readonly field: 'harm' | 'event';
  readonly text: string;
}

/** Reads the form that opens a case; agencies that are not offered are left out. */
export function readOpening(
  referralId: string,
  form: URLSearchParams,
  offered: readonly string[],
): Opening | readonly OpeningProblem[] {
  const harm = harms.find((one) => one === form.get('harm'));
  const event = (Object.keys(eventWords) as IncidentEvent[]).find((one) => one === form.get('event'));
  const problems: OpeningProblem[] = [];
  if (harm === undefined)
    problems.push({ field: 'harm', text: 'Say whether a child died or was seriously harmed' });
  if (event === undefined) problems.push({ field: 'event', text: 'Say what the case is about' });
  if (harm === undefined || event === undefined) return problems;
  return { referralId, harm, event, agencyIds: form.getAll('agency').filter((id) => offered.includes(id)) };
}

/** The referral from which a case may be opened; refuses one that has become a case, or was answered, already. */
export function decideOpen(referral: SentReferral): SentReferral | Refusal {
  if (referral.ofCase !== null) return refuse('case-opened');
  return referral.state === 'closed' ? refuse('referral-closed') : referral;
}
