import type { Conventions } from '../../law/conventions.ts';
import type { Day } from '../../law/day.ts';
import type { NotifiableAnswer } from '../../law/notifiable-answer.ts';
import type { TypedDay } from '../../law/typed-day.ts';
import type { PageError } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import { askedIn, type Problem } from '../decide.ts';
import type { TypedRecord } from '../form.ts';
import { answersFromFile, type FromFile, type Ground } from '../ground.ts';
import {
  answerInSentence,
  answerMark,
  dutiesIn,
  editionWords,
  rapidReviewWords,
  type ShownDuty,
  type ShownNote,
  shownDuties,
  shownNotes,
} from '../present.ts';
import { answerWords, groups, type Question } from '../questions.ts';

/** A field of words with what is wrong with it. */
export interface WordsField {
  readonly value: string;
  readonly problem: string | null;
}

/** The three boxes of a day. */
export interface DayField extends TypedDay {
  readonly problem: string | null;
}

/** One thing to choose. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint: string | null;
  readonly checked: boolean;
}

/** Something that stands in the way, or is to be known first, with where it is put right. */
export interface Warning {
  readonly text: string;
  readonly href: string;
  readonly link: string;
}

interface QuestionFields {
  readonly field: string;
  readonly legend: string;
  readonly hint: string;
  readonly choices: readonly Choice[];
  readonly problem: string | null;
  readonly reason: WordsField;
  readonly age: WordsField | null;
  readonly other: WordsField | null;
}

/** The form that asks the law and records the decision. */
export interface AnswerPage {
  readonly reference: string;
  readonly pseudonym: string;
  readonly heading: string;
  readonly lead: string;
  readonly warnings: readonly Warning[];
  readonly action: string;
  readonly back: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly standing: string;
  /** The answer that the form shows; empty where it shows none. */
  readonly judged: string;
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly questions: readonly QuestionFields[];
  }[];
  readonly answer: {
    readonly words: string;
    readonly mark: string;
    readonly edition: string;
    readonly duties: readonly ShownDuty[];
    readonly rapidReview: string;
    readonly notes: readonly ShownNote[];
  } | null;
  readonly reasons: WordsField;
  readonly lookAgain: DayField | null;
  readonly decidedOn: DayField;
  readonly decidedBy: WordsField;
  readonly decidesThemselves: boolean;
  readonly whyAgain: WordsField | null;
}

/** What the form is shown from. */
export interface AnswerFacts {
  readonly reference: string;
  readonly pseudonym: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly ground: Ground;
  readonly homeCode: string;
  readonly typed: TypedRecord;
  readonly problems: readonly Problem[];
  /** What the law answers to what is typed; null where it cannot be asked yet. */
  readonly answer: NotifiableAnswer | null;
  readonly decidesThemselves: boolean;
  readonly conventions: Conventions;
  readonly today: Day;
}

/** `/cases/<reference>/notifiable/answer`. */
export const answerPage = definePage<AnswerPage>('notifiable/pages/answer.njk');

/** The heading, which is the page's title too. */
export const answerHeading = (pseudonym: string): string => `Is what happened to ${pseudonym} notifiable?`;

/** What is wrong, for the summary at the head of the page, each with its field. */
export const answerErrors = (problems: readonly Problem[]): readonly PageError[] =>
  problems.map(({ field, text }) => ({ text, href: `#${field}` }));

/** What has to be known before a case is judged: no authority that could notify, no day of awareness. */
export function warningsOf(ground: Ground, base: string): readonly Warning[] {
  const warnings: Warning[] = [];
  if (!ground.hasAuthority)
    warnings.push({
      text: 'No local authority is among the agencies of this case, so nobody in it has the duty to notify, and no notifier can see it.',
      href: `${base}/agencies`,
      link: 'Add the authority',
    });
  if (ground.becameAware === null)
    warnings.push({
      text: 'It is not on record when the authority became aware. Its law and its dates go by that day; until then today’s law is asked, and there is no date.',
      href: `${base}/dates/authority-aware`,
      link: 'Record the day',
    });
  return warnings;
}

/** The form of these facts. */
export function presentAnswer(facts: AnswerFacts): AnswerPage {
  const { typed, problems, ground, answer, reference } = facts;
  const base = `/cases/${reference}`;
  const words = (value: string, field: string): WordsField => ({
    value,
    problem: problemOf(problems, field),
  });
  return {
    reference,
    pseudonym: facts.pseudonym,
    heading: answerHeading(facts.pseudonym),
    lead:
      ground.standing === null
        ? 'Each answer with its reason; one that is the case file’s needs no other. Nothing is recorded before you have seen what the law says to it.'
        : 'The questions begin with what was answered before. What you record takes the place of it, and both stay on record.',
    warnings: warningsOf(ground, base),
    action: `${base}/notifiable/answer`,
    back: `${base}/notifiable`,
    formToken: facts.formToken,
    formKey: facts.formKey,
    standing: ground.standing?.id ?? '',
    judged: answer?.answer ?? '',
    groups: groupFields(facts),
    answer: answer === null ? null : shownAnswer(answer, facts),
    reasons: words(typed.reasons, 'reasons'),
    lookAgain:
      answer?.answer === 'not-yet-known'
        ? { ...typed.lookAgain, problem: problemOf(problems, 'look-again-day') }
        : null,
    decidedOn: { ...typed.decidedOn, problem: problemOf(problems, 'decided-day') },
    decidedBy: words(typed.decidedBy, 'decided-by'),
    decidesThemselves: facts.decidesThemselves,
    whyAgain: ground.standing === null ? null : words(typed.whyAgain, 'why-again'),
  };
}

const problemOf = (problems: readonly Problem[], field: string): string | null =>
  problems.find((one) => one.field === field)?.text ?? null;

function shownAnswer(answer: NotifiableAnswer, { typed, ground }: AnswerFacts): AnswerPage['answer'] {
  return {
    words: answerInSentence({ ...answer, otherAuthority: typed.otherAuthority }),
    mark: answerMark[answer.answer],
    edition: editionWords(answer.edition),
    duties: shownDuties(dutiesIn(answer), {
      metOn: () => null,
      otherAuthority: typed.otherAuthority,
      clockHref: () => null,
      becameAware: ground.becameAware,
    }),
    rapidReview: rapidReviewWords(answer.rapidReview, answer.edition),
    notes: shownNotes(answer.notes),
  };
}

function groupFields(facts: AnswerFacts): AnswerPage['groups'] {
  const asked = askedIn(facts.ground);
  return groups.map(({ id, title, questions }) => ({
    id,
    title,
    questions: questions.filter((one) => asked.includes(one)).map((one) => questionFields(one, facts)),
  }));
}

const fromFileWords = (id: Question['id'], { answer, words }: FromFile): string =>
  `From the case file (${words}): ${answerWords(id, answer)}.`;

function questionFields(
  { id, field, legend, hint, options }: Question,
  { typed, problems, ground, homeCode }: AnswerFacts,
): QuestionFields {
  const given = typed.answers[id] ?? { answer: '', reason: '' };
  const known = answersFromFile(ground, homeCode)[id] ?? null;
  const age: WordsField = { value: typed.answers.age?.answer ?? '', problem: problemOf(problems, 'age') };
  const other: WordsField = {
    value: typed.otherAuthority,
    problem: problemOf(problems, 'other-authority'),
  };
  return {
    field,
    legend,
    hint: known === null ? hint : `${hint} ${fromFileWords(id, known)}`,
    choices: options.map((option) => ({
      value: option.value,
      text: option.text,
      hint: option.hint ?? null,
      checked: option.value === given.answer,
    })),
    problem: problemOf(problems, field),
    reason: { value: given.reason, problem: problemOf(problems, `${field}-reason`) },
    age: id === 'person' ? age : null,
    other: id === 'place' ? other : null,
  };
}
