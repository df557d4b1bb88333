import type { Problem } from './answers.ts';
import { type Answers, isCalledFor, mostOf, optionsFor, type Question, type Section } from './question.ts';
import { authorities } from '../partnership/authorities.ts';
import type { Partnership } from '../partnership/partnership.ts';
import { sections } from './questions.ts';

/** A field of the form, ready for its template; `inside` are the questions that an answer opens. */
export interface Field {
  readonly kind: Question['kind'];
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly problem: string | null;
  readonly autocomplete: string | null;
  readonly value: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly most: number;
  /** What is offered while one types; nothing for most. */
  readonly suggestions: readonly string[];
  readonly options: readonly {
    readonly value: string;
    readonly text: string;
    readonly hint: string | null;
    readonly checked: boolean;
    readonly inside: readonly Field[];
  }[];
}

const authorityNames = () => authorities().map(({ name }) => name);

/** The fields of a page with what was typed, or is kept, and what is wrong beside each; `answers` are those of the other pages. */
export function presentFields(
  section: Section,
  form: URLSearchParams,
  problems: readonly Problem[],
  answers: Answers = {},
): readonly Field[] {
  const asked = section.questions.filter((question) => isCalledFor(question, answers));
  const fieldOf = (question: Question): Field => ({
    kind: question.kind,
    id: question.id,
    label: question.label,
    hint: question.hint ?? null,
    problem: problems.find((one) => one.question === question.id)?.text ?? null,
    autocomplete: question.autocomplete ?? null,
    value: form.get(question.id) ?? '',
    day: form.get(`${question.id}-day`) ?? '',
    month: form.get(`${question.id}-month`) ?? '',
    year: form.get(`${question.id}-year`) ?? '',
    most: mostOf(question),
    suggestions: question.suggest === undefined ? [] : authorityNames(),
    options: optionsFor(question, answers, sections).map(({ value, text, hint }) => ({
      value,
      text,
      hint: hint ?? null,
      checked: form.getAll(question.id).includes(value),
      inside: asked.filter(({ when }) => when?.question === question.id && when.is === value).map(fieldOf),
    })),
  });
  return asked.filter(({ when }) => when === undefined).map(fieldOf);
}

/** The problems of a page in the order of its fields, each with where it stands. */
export function problemLinks(
  section: Section,
  problems: readonly Problem[],
): readonly { readonly text: string; readonly href: string }[] {
  return section.questions.flatMap(({ id, kind }) =>
    problems
      .filter(({ question }) => question === id)
      .map(({ text }) => ({ text, href: `#${id}${kind === 'date' ? '-day' : ''}` })),
  );
}

/** A field that asks in whose area, with the name of the partnership's own beside that answer; any other as it is. */
export function withHome(field: Field, { authorityName }: Partnership): Field {
  if (!field.id.endsWith('-area')) return field;
  const options = field.options.map((option) =>
    option.value === 'here' ? { ...option, hint: `${authorityName}.` } : option,
  );
  return { ...field, options };
}
