import { typedLine, typedLong } from '../intake/typed.ts';
import type { TypedDay } from '../law/typed-day.ts';
import type { FactName } from '../law/notifiable-facts.ts';
import { answersFromFile, type Ground } from './ground.ts';
import { questions } from './questions.ts';
import type { GivenAnswer } from './record.ts';

/** The answer to one question as it was typed. */
export interface TypedAnswer {
  readonly answer: string;
  readonly reason: string;
}

/** The guided record as it was typed, right or wrong. */
export interface TypedRecord {
  readonly answers: Partial<Readonly<Record<FactName, TypedAnswer>>>;
  readonly otherAuthority: string;
  /** The answer of the law that the form showed, empty where it showed none yet. */
  readonly judged: string;
  readonly reasons: string;
  readonly decidedOn: TypedDay;
  readonly decidedBy: string;
  readonly lookAgain: TypedDay;
  readonly whyAgain: string;
}

const dayOf = (form: URLSearchParams, name: string): TypedDay => ({
  day: typedLine(form.get(`${name}-day`)).slice(0, 30),
  month: typedLine(form.get(`${name}-month`)).slice(0, 30),
  year: typedLine(form.get(`${name}-year`)).slice(0, 30),
});

/** The form as it was typed: nothing is cut off, guessed or dropped. The part of the decision begins with today, where it was not shown yet. */
export function readForm(form: URLSearchParams, today: Temporal.PlainDate): TypedRecord {
  const given = questions.map(({ id, field }) => [
    id,
    { answer: typedLine(form.get(field)), reason: typedLong(form.get(`${field}-reason`)) },
  ]);
  return {
    answers: { ...Object.fromEntries(given), age: { answer: typedLine(form.get('age')), reason: '' } },
    otherAuthority: typedLine(form.get('other-authority')),
    judged: typedLine(form.get('judged')),
    reasons: typedLong(form.get('reasons')),
    decidedOn: form.has('decided-day') ? dayOf(form, 'decided') : typedDay(today),
    decidedBy: typedLine(form.get('decided-by')),
    lookAgain: dayOf(form, 'look-again'),
    whyAgain: typedLong(form.get('why-again')),
  };
}

const noDay: TypedDay = { day: '', month: '', year: '' };
const typedDay = ({ day, month, year }: Temporal.PlainDate): TypedDay => ({
  day: `${day}`,
  month: `${month}`,
  year: `${year}`,
});

/** The form before anything is typed: what the record before it answered, with its reasons, and else what the case file knows. */
export function emptyForm(
  ground: Ground,
  homeCode: string,
  today: Temporal.PlainDate,
  answered: readonly GivenAnswer[] = [],
): TypedRecord {
  const known = answersFromFile(ground, homeCode);
  const before = ground.standing?.facts ?? null;
  const begin = (id: FactName): TypedAnswer => {
    const given = before === null ? known[id]?.answer : before[id];
    const reason = answered.find(({ question }) => question === id)?.reason ?? '';
    return { answer: given === null || given === undefined ? '' : `${given}`, reason };
  };
  return {
    answers: {
      ...Object.fromEntries(questions.map(({ id }) => [id, begin(id)])),
      age: begin('age'),
    },
    otherAuthority: ground.standing?.otherAuthority ?? '',
    judged: '',
    reasons: '',
    decidedOn: typedDay(today),
    decidedBy: '',
    lookAgain: noDay,
    whyAgain: '',
  };
}
