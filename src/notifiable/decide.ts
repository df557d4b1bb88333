import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { judgeNotifiable } from '../law/notifiable.ts';
import type { NotifiableAnswer } from '../law/notifiable-answer.ts';
import type { FactName, NotifiableFacts } from '../law/notifiable-facts.ts';
import { dayFrom, type TypedDay } from '../law/typed-day.ts';
import type { TypedRecord } from './form.ts';
import {
  answersFromFile,
  type FromFile,
  type Ground,
  isOfTheBoards,
  isUnborn,
  whyNotJudge,
} from './ground.ts';
import { type Question, questions } from './questions.ts';
import { appliedIn, type GivenAnswer } from './record.ts';
import type { NewRecord } from './store.ts';

/** What is wrong with one field: its id in the form, and the sentence beside it. */
export interface Problem {
  readonly field: string;
  readonly text: string;
}

/** What a record is held against. */
export interface RecordContext {
  readonly ground: Ground;
  readonly homeCode: string;
  readonly base: string;
  readonly today: Day;
  readonly conventions: Conventions;
  /** Whether whoever records is the notifier, who decides in their own name. */
  readonly decidesThemselves: boolean;
}

export const mostInLine = 200;
export const mostInReason = 5_000;
const mostInReasons = 10_000;

type Note = (field: string, text: string) => void;
interface Judged {
  readonly facts: NotifiableFacts;
  readonly answers: readonly GivenAnswer[];
  readonly answer: NotifiableAnswer;
}

/** The questions that are asked in this case. */
export const askedIn = (ground: Ground): readonly Question[] =>
  questions.filter(({ onlyBefore2019 }) => onlyBefore2019 !== true || isOfTheBoards(ground));

/** What the law answers to the facts that were typed, or everything that is wrong with them in the order of the form. */
export function judgeTyped(
  typed: TypedRecord,
  context: RecordContext,
): { readonly judged: Judged | null; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const note: Note = (field, text) => problems.push({ field, text });
  const { ground, homeCode, base } = context;
  const wrongDays = whyNotJudge(ground, base);
  if (wrongDays !== null) note('person', wrongDays.text);
  const known = answersFromFile(ground, homeCode);
  const answers = askedIn(ground).flatMap((question) => readAnswer(question, typed, known, note));
  const age = readAge(typed, note);
  const chosen = (id: FactName) => answers.find(({ question }) => question === id)?.answer ?? null;
  fitting(chosen, age, ground, note);
  readOther(chosen, typed, note);
  if (problems.length > 0) return { judged: null, problems };
  const facts = factsFrom(chosen, age, ground);
  const ageAnswer: GivenAnswer = {
    question: 'age',
    answer: age === null ? '' : `${age}`,
    reason: '',
    fromFile: true,
  };
  return {
    judged: { facts, answers: [...answers, ageAnswer], answer: judgeNotifiable(facts, context) },
    problems,
  };
}

function readAnswer(
  question: Question,
  typed: TypedRecord,
  known: Partial<Readonly<Record<FactName, FromFile>>>,
  note: Note,
): readonly GivenAnswer[] {
  const { id, field, options, otherwise, name } = question;
  const { answer, reason } = typed.answers[id] ?? { answer: '', reason: '' };
  if (reason.length > mostInReason) note(`${field}-reason`, 'Use 5,000 characters or fewer');
  if (answer === '' && otherwise !== undefined)
    return [{ question: id, answer: otherwise, reason, fromFile: true }];
  if (!options.some(({ value }) => value === answer)) {
    note(field, `Answer ${name}`);
    return [];
  }
  const fromFile = reason === '' && known[id]?.answer === answer;
  const isAside = answer === otherwise;
  if (reason === '' && !fromFile && !isAside)
    note(`${field}-reason`, `Give the reason for the answer on ${name}`);
  return [{ question: id, answer, reason, fromFile: reason === '' }];
}

function readAge({ answers }: TypedRecord, note: Note): number | null {
  const text = answers.age?.answer ?? '';
  if (text === '') return null;
  if (/^\d{1,3}$/.test(text) && Number(text) <= 120) return Number(text);
  note('age', 'Enter the age in whole years, like 4, or leave it empty where it is not known');
  return null;
}

// What cannot be true at the same time, whatever else is known.
function fitting(
  chosen: (id: FactName) => string | null,
  age: number | null,
  { children, earliest, latest }: Ground,
  note: Note,
): void {
  const person = chosen('person');
  const lookedAfter = chosen('lookedAfterBy');
  if (person === 'child' && age !== null && age >= 18)
    note(
      'age',
      'Somebody of 18 or over is no child: choose a care leaver or somebody else, or correct the age',
    );
  if (person === 'adult' && age !== null && age < 18)
    note('age', 'Somebody under 18 is a child: choose that, or correct the age');
  if (person === 'unborn' && age !== null) note('age', 'Leave the age empty for a child not yet born');
  if (person === 'unborn' && (lookedAfter === 'this' || lookedAfter === 'another'))
    note('looked-after-by', 'A child not yet born cannot be looked after: answer no');
  if (person === 'unborn' && chosen('event') === 'harmed-another')
    note('event', 'A child not yet born cannot have harmed somebody else');
  const [only, more] = children;
  if (person !== 'child' || only === undefined || more !== undefined || latest === null) return;
  if (isUnborn(only, { latest }) && only.bornOn !== null)
    note(
      'person',
      `The case file has ${only.pseudonym} born on ${withoutWeekday(only.bornOn)}, after what happened (${withoutWeekday(earliest ?? latest)}): choose “not yet born”, or correct the day on the page of people`,
    );
}

const needsOther = (chosen: (id: FactName) => string | null): boolean =>
  chosen('place') === 'another-area' ||
  chosen('lookedAfterBy') === 'another' ||
  (chosen('place') === 'outside-england' && chosen('home') === 'another-area');

function readOther(
  chosen: (id: FactName) => string | null,
  { otherAuthority }: TypedRecord,
  note: Note,
): void {
  if (otherAuthority.length > mostInLine) note('other-authority', 'Use 200 characters or fewer');
  if (needsOther(chosen) && otherAuthority === '')
    note('other-authority', 'Say which other authority it is, or that nobody knows which');
}

function factsFrom(
  chosen: (id: FactName) => string | null,
  age: number | null,
  { becameAware, abuseSuspected, notified }: Ground,
): NotifiableFacts {
  // Every answer was held against its own options before it came here.
  const given = <Name extends FactName>(id: Name, otherwise: NotifiableFacts[Name]) =>
    (chosen(id) ?? otherwise) as NotifiableFacts[Name];
  return {
    person: given('person', 'child'),
    age,
    lookedAfterBy: given('lookedAfterBy', 'not-known'),
    event: given('event', 'not-known'),
    alsoHarmed: given('alsoHarmed', 'no'),
    abuse: given('abuse', 'not-sure'),
    place: given('place', 'not-known'),
    home: given('home', 'not-known'),
    regulatedSetting: given('regulatedSetting', 'not-known'),
    detained: given('detained', 'no'),
    becameAware,
    abuseSuspected,
    notified,
  };
}

export type Recorded =
  | { readonly record: NewRecord; readonly answer: NotifiableAnswer; readonly problems: readonly [] }
  | {
      readonly record: null;
      readonly answer: NotifiableAnswer | null;
      readonly problems: readonly Problem[];
    };

/**
 * The record that was typed, or everything that is wrong with it in the order of the form. The answer is the law's and not chosen;
 * the form has to have shown the one that is recorded.
 */
export function decideRecord(typed: TypedRecord, context: RecordContext): Recorded {
  const { judged, problems: found } = judgeTyped(typed, context);
  if (judged === null) return { record: null, answer: null, problems: found };
  const { facts, answers, answer } = judged;
  const problems: Problem[] = [];
  const note: Note = (field, text) => problems.push({ field, text });
  if (typed.judged !== answer.answer)
    note('answer', 'The answer is another one by what is typed now. Read it below, then record it');
  const reasons = longText(
    typed.reasons,
    'reasons',
    'Give the reasons for the decision',
    mostInReasons,
    note,
  );
  const decidedOn = readDecidedOn(typed.decidedOn, context, note);
  if (typed.decidedBy.length > mostInLine) note('decided-by', 'Use 200 characters or fewer');
  if (!context.decidesThemselves && typed.decidedBy === '')
    note('decided-by', 'Say who decided for the local authority: the duty to notify is its own');
  const lookAgainOn = readLookAgain(typed.lookAgain, answer, context.today, note);
  const { standing } = context.ground;
  const whyAgain =
    standing === null
      ? ''
      : longText(
          typed.whyAgain,
          'why-again',
          'Say why the record before this one does not stand any longer',
          mostInReason,
          note,
        );
  if (problems.length > 0 || decidedOn === null) return { record: null, answer, problems };
  const record: NewRecord = {
    answer: answer.answer,
    ruleIds: answer.ruleIds,
    edition: answer.edition,
    authority: answer.authority,
    otherAuthority: typed.otherAuthority,
    rapidReview: answer.rapidReview,
    decidedOn,
    lookAgainOn,
    facts,
    applied: appliedIn(answer, context.ground.clocks),
    answers,
    reasons,
    decidedBy: typed.decidedBy,
    whyAgain,
    supersedes: standing?.id ?? null,
  };
  return { record, answer, problems: [] };
}

function longText(text: string, field: string, missing: string, most: number, note: Note): string {
  if (text === '') note(field, missing);
  if (text.length > most) note(field, `Use ${most.toLocaleString('en-GB')} characters or fewer`);
  return text;
}

function readDecidedOn(
  typed: TypedDay,
  { today, ground: { earliest, becameAware } }: RecordContext,
  note: Note,
): Day | null {
  const on = dayFrom(typed);
  const wrong = (text: string) => {
    note('decided-day', text);
    return null;
  };
  if (on === null) return wrong('Enter the day of the decision, like 15 12 2026');
  if (isBefore(today, on)) return wrong('The day of the decision must be today or in the past');
  if (earliest !== null && isBefore(on, earliest))
    return wrong(
      `The day of the decision must be on or after the day it happened, ${withoutWeekday(earliest)}`,
    );
  if (becameAware !== null && isBefore(on, becameAware))
    return wrong(
      `The day of the decision must be on or after the day the authority became aware, ${withoutWeekday(becameAware)}`,
    );
  return on;
}

function readLookAgain(
  typed: TypedDay,
  { answer, law }: NotifiableAnswer,
  today: Day,
  note: Note,
): Day | null {
  if (answer !== 'not-yet-known') return null;
  const isEmpty = typed.day + typed.month + typed.year === '';
  if (isEmpty && law === 'none-held') return null;
  const on = isEmpty ? null : dayFrom(typed);
  const wrong = (text: string) => {
    note('look-again-day', text);
    return null;
  };
  if (on === null) return wrong('Enter the day to look again, like 15 12 2026');
  if (!isBefore(today, on)) return wrong('The day to look again must be in the future');
  if (isBefore(today.add({ years: 1 }), on)) return wrong('The day to look again must be within a year');
  return on;
}
