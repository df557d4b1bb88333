import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '../acts/refusal.ts';
import { type Problem, validate } from '../intake/answers.ts';
import { dayIn, type Filled, type Question, type Section, textOf } from '../intake/question.ts';
import { children as childSection } from '../intake/questions-child.ts';
import { incident as incidentSection } from '../intake/questions-incident.ts';
import { canonical } from '../intake/referral.ts';
import type { Conventions } from '../law/conventions.ts';
import { type IncidentEvent, incidentEvents } from '../law/facts.ts';
import { keyDateKept, keyDateSection } from './key-dates.ts';
import { eventWords, type Harm, harms, harmWords } from './opening.ts';
import {
  type FileFacts,
  type FileIncident,
  type FilePerson,
  lastIncidentDay,
  type Relation,
  relations,
  relationWords,
  whyNotChange,
} from './people.ts';
import {
  childKept as childKeptWhere,
  childQuestions as whereQuestions,
  incidentKept as incidentKeptWhere,
  incidentQuestions as whereItWas,
  incidentWhere,
  whereProblems,
} from './where.ts';

/** The forms that change what a file says of people, of what happened, and of what the case is about. */
export type FileForm = 'child' | 'person' | 'incident' | 'key-date' | 'summary';

/** A form as it came back: `id` of what it changes, null for something new; `base` stands for what it was made from. */
export interface FileChange {
  readonly reference: string;
  readonly form: FileForm;
  readonly id: string | null;
  readonly sent: URLSearchParams;
  /** How the partnership counts: what happened decides which time limits run. */
  readonly conventions: Conventions;
}

/** A form that was read against the file. */
export interface ReadFile {
  readonly section: Section;
  readonly filled: Filled;
  readonly problems: readonly Problem[];
}

/** The name of the hidden field that holds what a form was made from. */
export const baseField = 'base';

const unborn: Question = {
  id: 'unborn',
  kind: 'choices',
  label: 'Born after the day it happened',
  name: 'Whether the child was born by then',
  options: [{ value: 'yes', text: 'The child was not yet born when it happened' }],
};

// What a file has a place for; what a referral asks besides is read in the referral.
const inFile = new Set([
  'child-name',
  'child-other-names',
  'child-born',
  'child-age',
  'child-died',
  'child-sex',
  'child-ethnicity',
  'child-disability',
  'child-disability-which',
  'child-home',
  'child-school',
  'child-gp',
]);
const ownQuestions = childSection.questions.filter(({ id }) => inFile.has(id));

// The questions of a referral, with fewer answers that must be there: a file may hold a gap until somebody knows.
const childQuestions: readonly Question[] = ownQuestions.map((question) => {
  if (question.id !== 'child-home') return question;
  const { required: _, ...rest } = question;
  return { ...rest, label: `${question.label} (optional)` };
});

const incidentQuestions: readonly Question[] = incidentSection.questions.flatMap((question) => {
  // Where it happened is asked by the list of authorities.
  if (/^incident-(area|authority|country)$/.test(question.id)) return [];
  const { required: _, ...rest } = question;
  if (question.id === 'incident-what') return [{ ...rest, most: 10_000 }];
  if (question.id !== 'incident-day') return [question.id === 'incident-when' ? question : rest];
  const first = {
    ...rest,
    label: 'The day, or the first on which it can have been (optional)',
    name: 'The day',
  };
  return [
    first,
    {
      id: 'incident-latest',
      kind: 'date' as const,
      label: 'The last day on which it can have been, where it is not one day (optional)',
      name: 'The last day',
    },
  ];
});

const summaryQuestions: readonly Question[] = [
  {
    id: 'event',
    kind: 'choice',
    label: 'What the case is about',
    name: 'What the case is about',
    hint: 'It decides which time limits run.',
    required: 'Say what the case is about',
    options: incidentEvents.map((value) => ({ value, text: eventWords[value] })),
  },
  {
    id: 'harm',
    kind: 'choice',
    label: 'Did a child die, or was a child seriously harmed?',
    name: 'Whether a child died or was seriously harmed',
    required: 'Say whether a child died or was seriously harmed',
    options: harms.map((value) => ({ value, text: harmWords[value] })),
  },
  {
    id: 'summary',
    kind: 'long',
    label: 'The case in a few sentences (optional)',
    name: 'The summary',
    hint: 'Without names: it stands on the first page of the file.',
    most: 10_000,
  },
];

/** The field that says what somebody is to one child. */
export const relationField = (childId: string): string => `is-${childId}`;

const personQuestions = ({ children }: FileFacts): readonly Question[] => [
  {
    id: 'person-name',
    kind: 'text',
    label: 'Name',
    name: 'The name',
    required: 'Enter a name. If you do not know it, say who it is',
  },
  ...children.map(
    ({ id, name, pseudonym }): Question => ({
      id: relationField(id),
      kind: 'choice',
      label: `What are they to ${name || pseudonym}?`,
      name: `What they are to ${name || pseudonym}`,
      required: `Say what they are to ${name || pseudonym}`,
      options: relations.map((value) => ({ value, text: capital(relationWords[value]) })),
    }),
  ),
  { id: 'person-born', kind: 'date', label: 'Date of birth, if you know it', name: 'The date of birth' },
  {
    id: 'person-note',
    kind: 'long',
    label: 'Anything else to know (optional)',
    name: 'What else there is to know',
    most: 2_000,
  },
];

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const titles: Readonly<Record<FileForm, string>> = {
  child: 'The child',
  person: 'Somebody around the child',
  incident: 'What happened and when',
  'key-date': 'A key date',
  summary: 'What the case is about',
};

/** What a form is called: in headings and titles, so never a name. */
export const titleOf = (form: FileForm): string => titles[form];

/** The questions of a form. Whether a child was born by then is asked only where the days say that the child was not. */
export function sectionOf(form: FileForm, facts: FileFacts, asksUnborn: boolean): Section {
  if (form === 'key-date') return keyDateSection(titleOf(form));
  const questions = {
    child: [...childQuestions, ...whereQuestions(facts.home)],
    person: form === 'person' ? personQuestions(facts) : [],
    incident: [...incidentQuestions, ...whereItWas(facts.home)],
    summary: summaryQuestions,
  }[form];
  const asked = asksUnborn ? [...questions, unborn] : questions;
  return { id: form, step: '', title: titleOf(form), questions: asked };
}

/** What is on record of the thing that a form changes: nothing for something new, null where there is no such thing in this file. */
export function keptOf(form: FileForm, facts: FileFacts, id: string | null): Filled | null {
  if (form === 'summary') return compact({ event: facts.event, harm: facts.harm, summary: facts.summary });
  if (id === null) return {};
  if (form === 'child') return childKept(facts, id);
  if (form === 'key-date') return dateKept(facts, id);
  return form === 'person' ? personKept(facts, id) : incidentKept(facts, id);
}

function childKept({ children }: FileFacts, id: string): Filled | null {
  const child = children.find((one) => one.id === id);
  if (child === undefined) return null;
  return compact({
    'child-name': child.name,
    'child-other-names': child.otherNames,
    'child-born': child.bornOn?.toString() ?? '',
    'child-age': child.ageGiven,
    'child-died': child.diedOn?.toString() ?? '',
    'child-sex': child.sex,
    'child-ethnicity': child.ethnicity,
    'child-disability': child.disability,
    'child-disability-which': child.disability === 'yes' ? child.disabilityWhich : '',
    'child-home': child.home,
    'child-school': child.school,
    'child-gp': child.practice,
    ...childKeptWhere(child),
  });
}

function personKept({ persons, children }: FileFacts, id: string): Filled | null {
  const person = persons.find((one) => one.id === id && one.removedAt === null);
  if (person === undefined) return null;
  const kinds = children.flatMap(({ id: childId }) => {
    const kind = person.relations.find((one) => one.childId === childId)?.kind;
    return kind === undefined ? [] : [[relationField(childId), kind] as const];
  });
  return compact({
    'person-name': person.name,
    'person-born': person.bornOn?.toString() ?? '',
    'person-note': person.note,
    ...Object.fromEntries(kinds),
  });
}

function incidentKept({ incidents }: FileFacts, id: string): Filled | null {
  const incident = incidents.find((one) => one.id === id);
  if (incident === undefined) return null;
  const first = incident.earliest?.toString() ?? '';
  const last = incident.latest?.toString() ?? '';
  return compact({
    'incident-when': incident.dayAsGiven,
    'incident-day': first || last,
    'incident-latest': last === first || first === '' ? '' : last,
    'incident-where': incident.place,
    'incident-what': incident.what,
    ...incidentKeptWhere(incident),
  });
}

function dateKept({ keyDates }: FileFacts, id: string): Filled | null {
  const found = keyDates.find((one) => one.id === id && one.removedAt === null);
  return found === undefined ? null : compact(keyDateKept(found));
}

// What is empty has no answer, so that two windows which both left it empty are the same.
const compact = (answers: Readonly<Record<string, string>>): Filled =>
  Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ''));

/** What stands for the answers that a form was made from; it goes into the form and comes back. */
export function baseOf(filled: Filled): string {
  const { [unborn.id]: _, ...answers } = filled;
  return createHash('sha256').update(canonical(answers)).digest('base64url').slice(0, 22);
}

/** Reads a form against the file: its questions, what is good of the answers, and what is wrong, each beside its field. */
export function readFile(
  { form, id, sent }: Pick<FileChange, 'form' | 'id' | 'sent'>,
  facts: FileFacts,
  today: Temporal.PlainDate,
): ReadFile {
  const read = validate(sectionOf(form, facts, false), sent, { today, answers: {} });
  const late = bornAfter(form, facts, id, read.filled);
  const section = sectionOf(form, facts, late !== null || sent.has(unborn.id));
  const { filled, problems } = validate(section, sent, { today, answers: {} });
  const extra: Problem[] = [];
  const first = textOf(filled, 'incident-day');
  const last = textOf(filled, 'incident-latest');
  // Days as ISO text stand in the order of time.
  if (last !== '' && first === '')
    extra.push({
      question: 'incident-day',
      kind: 'wrong',
      text: 'The day must be there where there is a last one',
    });
  else if (last !== '' && last < first)
    extra.push({
      question: 'incident-latest',
      kind: 'wrong',
      text: 'The last day must not be before the first',
    });
  else if (first !== '' && facts.firstKnown !== null && first > facts.firstKnown.toString())
    extra.push({
      question: 'incident-day',
      kind: 'wrong',
      text: `The day must not be after ${longDay(facts.firstKnown)}, on which it was known, as this file has it`,
    });
  if (late !== null && filled[unborn.id] === undefined) extra.push(late);
  return { section, filled, problems: [...problems, ...extra, ...whereProblems(filled)] };
}

const longDay = (day: Temporal.PlainDate) =>
  day.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

// A child may be harmed before birth; that is said, and not only two days that somebody mistyped.
function bornAfter(form: FileForm, facts: FileFacts, id: string | null, filled: Filled): Problem | null {
  if (form === 'child') {
    const happened = lastIncidentDay(facts.incidents)?.toString() ?? '';
    const born = textOf(filled, 'child-born');
    if (happened === '' || born === '' || born <= happened) return null;
    const text =
      'The child’s date of birth must not be after the day it happened, unless the child was not yet born';
    return { question: 'child-born', kind: 'wrong', text };
  }
  const last = textOf(filled, 'incident-latest') || textOf(filled, 'incident-day');
  if (form !== 'incident' || last === '') return null;
  const others = lastIncidentDay(facts.incidents.filter((one) => one.id !== id))?.toString() ?? '';
  const happened = others > last ? others : last;
  const isLate = facts.children.some(({ bornOn }) => bornOn !== null && bornOn.toString() > happened);
  const text = 'The day must not be before a child of this case was born, unless the child was not yet born';
  return isLate ? { question: 'incident-day', kind: 'wrong', text } : null;
}

/** What is to be written, or why not: the case is closed, an answer is wrong, or another window was quicker with other answers. */
export function decideFile(
  change: FileChange,
  facts: FileFacts,
  today: Temporal.PlainDate,
): { readonly facts: FileFacts; readonly filled: Filled } | Refusal {
  const refusal = whyNotChange(facts);
  if (refusal !== null) return refusal;
  const { filled, problems } = readFile(change, facts, today);
  if (problems.length > 0) return refuse('answers-wrong');
  const kept = keptOf(change.form, facts, change.id) ?? {};
  const now = baseOf(kept);
  const isStale = change.sent.get(baseField) !== now && now !== baseOf(filled);
  return isStale ? refuse('changed-elsewhere') : { facts, filled };
}

/** Somebody around the children as a form gives them. */
export function personFrom(filled: Filled, { children }: FileFacts): Omit<FilePerson, 'id' | 'removedAt'> {
  return {
    name: textOf(filled, 'person-name'),
    bornOn: dayIn(filled, 'person-born'),
    note: textOf(filled, 'person-note'),
    relations: children.flatMap(({ id }) => {
      const kind = relations.find((one): one is Relation => one === textOf(filled, relationField(id)));
      return kind === undefined ? [] : [{ childId: id, kind }];
    }),
  };
}

/** What happened as a form gives it: one day where no last one is given. */
export function incidentFrom(filled: Filled): Omit<FileIncident, 'id'> {
  const earliest = dayIn(filled, 'incident-day');
  return {
    earliest,
    latest: dayIn(filled, 'incident-latest') ?? earliest,
    dayAsGiven: textOf(filled, 'incident-when'),
    place: textOf(filled, 'incident-where'),
    what: textOf(filled, 'incident-what'),
    ...incidentWhere(filled),
  };
}

/** What the case is about as a form gives it. */
export function aboutFrom(filled: Filled): { event: IncidentEvent; harm: Harm; summary: string } {
  return {
    event: incidentEvents.find((one) => one === textOf(filled, 'event')) ?? 'notifiable-incident',
    harm: harms.find((one) => one === textOf(filled, 'harm')) ?? 'not-known',
    summary: textOf(filled, 'summary'),
  };
}
