import { dayFrom } from '../law/typed-day.ts';
import { typedLine, typedLong } from './typed.ts';
import {
  type Answer,
  type Answers,
  entriesOf,
  type Filled,
  filledOf,
  isAsked,
  isCalledFor,
  isOpen,
  isOpened,
  mostOf,
  optionsFor,
  type Question,
  type Section,
  sectionsFor,
  textOf,
} from './question.ts';
import { sections } from './questions.ts';

/** What is wrong with one answer. `missing` may be mended later; `wrong` cannot be kept as it is. */
export interface Problem {
  readonly question: string;
  readonly kind: 'missing' | 'wrong';
  readonly text: string;
}

/** A page that was read: what is good of it, and what is wrong. */
export interface Checked {
  readonly filled: Filled;
  readonly problems: readonly Problem[];
}

/** What an answer is compared with. */
export interface Context {
  readonly today: Temporal.PlainDate;
  readonly answers: Answers;
}

/** Reads one page of the form. Answers to questions that are not asked are left out; nothing is cut off or guessed. */
export function validate(section: Section, form: URLSearchParams, context: Context): Checked {
  const { answers } = context;
  const read = section.questions.map((question) => ({ question, ...readAnswer(question, form, context) }));
  const given = read.flatMap(({ question, answer }) =>
    answer === null ? [] : [[question.id, answer] as const],
  );
  const all: Filled = Object.fromEntries(given);
  const asked = read.filter(({ question }) => isAsked(question, all, answers));
  // What was written before the question that opens it was answered is kept: without script all fields are there from the beginning.
  const isKept = (question: Question) =>
    (isOpened(question, all) || (question.when !== undefined && all[question.when.question] === undefined)) &&
    (isCalledFor(question, answers) || isOpen(question, answers));
  const kept = new Set(section.questions.filter(isKept).map(({ id }) => id));
  const filled = Object.fromEntries(given.filter(([id]) => kept.has(id)));
  const own = asked.flatMap(({ question, answer, problem }): readonly Problem[] => {
    if (problem !== null) return [{ question: question.id, kind: 'wrong', text: problem }];
    const isMissing = answer === null && question.required !== undefined;
    return isMissing ? [{ question: question.id, kind: 'missing', text: question.required ?? '' }] : [];
  });
  const questions = asked.map(({ question }) => question);
  const problems = [
    ...own,
    ...unticked(section, all),
    ...oneOfThem(section, questions, filled, own),
    ...wholePage(filled, answers),
    ...toOthers(filled),
  ];
  return { filled, problems };
}

interface Read {
  readonly answer: Answer | null;
  readonly problem: string | null;
}

function readAnswer(question: Question, form: URLSearchParams, { today, answers }: Context): Read {
  if (question.kind === 'date') return readDay(question, form, today);
  if (question.optionsOf !== undefined) return readEntries(question, form, answers);
  if (question.kind === 'choice' || question.kind === 'choices') return readChoice(question, form);
  const text = question.kind === 'long' ? typedLong(form.get(question.id)) : typedLine(form.get(question.id));
  if (text === '') return { answer: null, problem: null };
  const most = mostOf(question);
  const over = Array.from(text).length - most;
  if (over > 0)
    return {
      answer: null,
      problem: `${question.name} must be ${most.toLocaleString('en-GB')} characters or fewer. It is ${over.toLocaleString('en-GB')} too many`,
    };
  return { answer: text, problem: shapeProblem(question, text) };
}

function shapeProblem({ kind, name }: Question, text: string): string | null {
  if (kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text))
    return `${name} must look like name@example.org`;
  if (
    kind === 'telephone' &&
    (!/^[+()\d\s.-]+(\s*(ext|x)\.?\s*\d+)?$/i.test(text) || text.replace(/\D/g, '').length < 8)
  )
    return `${name} must be a telephone number, like 01632 960001`;
  return null;
}

function readChoice(question: Question, form: URLSearchParams): Read {
  const known = new Set((question.options ?? []).map(({ value }) => value));
  const given = form.getAll(question.id).filter((value) => value !== '');
  const good = [...new Set(given)].filter((value) => known.has(value));
  const problem =
    given.length > good.length ? `Choose from the answers offered for “${question.label}”` : null;
  const [first] = good;
  if (first === undefined) return { answer: null, problem };
  return { answer: question.kind === 'choices' ? good : first, problem };
}

// An entry that was taken out in another window is no fault of whoever ticked it: the tick goes with it.
function readEntries(question: Question, form: URLSearchParams, answers: Answers): Read {
  const known = new Set(optionsFor(question, answers, sections).map(({ value }) => value));
  const good = [...new Set(form.getAll(question.id))].filter((value) => known.has(value));
  return { answer: good.length === 0 ? null : good, problem: null };
}

const dayParts = ['day', 'month', 'year'] as const;

// A day is taken as three numbers, or with the month's name. None of our dates lies ahead.
function readDay({ id, name }: Question, form: URLSearchParams, today: Temporal.PlainDate): Read {
  const [day = '', month = '', year = ''] = dayParts.map((part) => typedLine(form.get(`${id}-${part}`)));
  if (day + month + year === '') return { answer: null, problem: null };
  const absent = dayParts.filter((_, at) => [day, month, year][at] === '');
  if (absent.length > 0) return { answer: null, problem: `${name} must include a ${absent.join(' and a ')}` };
  if (!/^\d{4}$/.test(year)) return { answer: null, problem: `${name} must have a year of four numbers` };
  const found = dayFrom({ day, month, year });
  if (found === null || found.year < 1900) return { answer: null, problem: `${name} must be a real date` };
  if (Temporal.PlainDate.compare(found, today) > 0)
    return { answer: null, problem: `${name} must be today or in the past` };
  return { answer: found.toString(), problem: null };
}

// Words under a box that is not ticked would be lost without a sign.
const unticked = (section: Section, all: Filled): readonly Problem[] =>
  section.questions.flatMap((question) => {
    const asker = section.questions.find(({ id }) => id === question.when?.question);
    const isLost = all[question.id] !== undefined && asker !== undefined && !isAsked(question, all);
    if (!isLost || asker.kind !== 'choices' || all[asker.id] === undefined) return [];
    const option = asker.options?.find(({ value }) => value === question.when?.is)?.text ?? '';
    const text = `You wrote under “${option}” without ticking it: tick it, or clear what you wrote`;
    return [{ question: asker.id, kind: 'wrong', text }];
  });

function oneOfThem(
  { oneOf }: Section,
  asked: readonly Question[],
  filled: Filled,
  own: readonly Problem[],
): readonly Problem[] {
  const among = asked.filter(({ id }) => oneOf?.questions.includes(id) === true).map(({ id }) => id);
  const [first] = among;
  const isWrong = own.some(({ question }) => among.includes(question));
  if (oneOf === undefined || first === undefined || isWrong) return [];
  if (among.some((id) => filled[id] !== undefined)) return [];
  return [
    { question: first, kind: 'missing', text: (among.length === 1 ? oneOf.alone : null) ?? oneOf.text },
  ];
}

// What only shows when answers are seen together. Days as ISO text stand in the order of time.
function wholePage(filled: Filled, answers: Answers): readonly Problem[] {
  const problems: Problem[] = [];
  const born = textOf(filled, 'child-born');
  const died = textOf(filled, 'child-died');
  const happened = typeof answers['incident-day'] === 'string' ? answers['incident-day'] : '';
  const wrong = (question: string, text: string) => void problems.push({ question, kind: 'wrong', text });
  if (born !== '' && died !== '' && died < born)
    wrong('child-died', 'The child’s date of death must not be before the date of birth');
  if (born !== '' && happened !== '' && happened < born && filled['child-unborn'] === undefined)
    wrong(
      'child-born',
      'The child’s date of birth must not be after the day it happened, unless the child was not yet born: then tick that',
    );
  const births = childrenOf(answers)
    .filter((child) => child['child-unborn'] === undefined)
    .map((child) => textOf(child, 'child-born'));
  const day = textOf(filled, 'incident-day');
  if (day !== '' && births.some((one) => one > day))
    wrong('incident-day', 'The exact day must not be before a child whom you named was born');
  return problems;
}

// Nobody is two things to one child, and what somebody is to another child needs both: what, and to whom.
function toOthers(filled: Filled): readonly Problem[] {
  const relation = textOf(filled, 'person-other-relation');
  const [one, others] = ['person-children', 'person-other-children'].map((id) => [filled[id] ?? []].flat());
  const to = (kind: Problem['kind'], question: string, text: string): readonly Problem[] => [
    { question, kind, text },
  ];
  if (others?.some((child) => one?.includes(child) === true) === true)
    return to('wrong', 'person-other-children', 'Tick a child once: here, or among those above');
  if (relation !== '' && others?.length === 0)
    return to(
      'missing',
      'person-other-children',
      'Tick the child or children to whom the person is something else',
    );
  if (relation === '' && others !== undefined && others.length > 0)
    return to('missing', 'person-other-relation', 'Choose what the person is to the other child or children');
  return [];
}

const childrenOf = (answers: Answers): readonly Filled[] => {
  const section = sections.find(({ id }) => id === 'children');
  return section === undefined ? [] : entriesOf(answers, section);
};

/** A page's answers as its form would send them. */
export function formOf(section: Section, filled: Filled): URLSearchParams {
  const form = new URLSearchParams();
  for (const { id, kind } of section.questions) {
    const answer = filled[id];
    if (answer === undefined) continue;
    if (typeof answer !== 'string') for (const one of answer) form.append(id, one);
    else if (kind === 'date') {
      const [year = '', month = '', day = ''] = answer.split('-');
      form.append(`${id}-day`, String(Number(day)));
      form.append(`${id}-month`, String(Number(month)));
      form.append(`${id}-year`, year);
    } else form.append(id, answer);
  }
  return form;
}

/** Something that is missing: in which entry, to which question; no question where a whole entry is missing. */
export interface Missing {
  readonly entry: string | null;
  readonly question: string | null;
  readonly text: string;
}

/** What is still missing from a section before the referral can go. */
export function missingIn(section: Section, context: Context): readonly Missing[] {
  const look = (entry: string | null): readonly Missing[] =>
    validate(section, formOf(section, filledOf(context.answers, section, entry)), context).problems.map(
      ({ question, text }) => ({ entry, question, text }),
    );
  if (section.repeat === undefined) return look(null);
  const entries = entriesOf(context.answers, section);
  const few =
    entries.length < section.repeat.least
      ? [{ entry: null, question: null, text: section.repeat.missing }]
      : [];
  return [...few, ...entries.flatMap((entry) => look(textOf(entry, 'id')))];
}

/** How far a section is; `optional` is one that was not begun and may be left out. */
export type Progress = 'to-do' | 'begun' | 'done' | 'optional';

/** How far a section is: done when nothing is missing from it. */
export function progressOf(section: Section, context: Context): Progress {
  const isBegun =
    section.repeat === undefined
      ? Object.keys(filledOf(context.answers, section, null)).length > 0
      : entriesOf(context.answers, section).length > 0;
  if (missingIn(section, context).length === 0) return isBegun ? 'done' : 'optional';
  return isBegun ? 'begun' : 'to-do';
}

/** Whether the referral can go: every section that is called for is done. */
export const isComplete = (context: Context): boolean =>
  sectionsFor(sections, context.answers).every((section) => missingIn(section, context).length === 0);
