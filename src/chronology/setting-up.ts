import { dayFrom } from '../law/typed-day.ts';
import { typedLine, typedLong } from '../intake/typed.ts';
import {
  alwaysAsked,
  type AskedColumn,
  mostOwnColumns,
  usualColumns,
  usuallyTicked,
} from './columns-asked.ts';
import type { Setup } from './chronology.ts';
import type { SetupWish } from './store.ts';

/** A column on the form. */
export interface ColumnChoice {
  readonly key: string;
  readonly title: string;
  readonly instruction: string;
  readonly isOwn: boolean;
  readonly isFixed: boolean;
  readonly asked: boolean;
  readonly mandatory: boolean;
  readonly place: string;
}

/** What is wrong with a field of the form, by its name. */
export interface SetupProblem {
  readonly field: string;
  readonly text: string;
}

/** The form's values, as they were typed or as they stand. */
export function setupForm(setup: Setup | null): URLSearchParams {
  const form = new URLSearchParams();
  form.set('title', setup?.title ?? 'Chronology for the review');
  form.set('instructions', setup?.instructions ?? '');
  for (const [name, day] of [
    ['from', setup?.from ?? null],
    ['until', setup?.until ?? null],
  ] as const)
    if (day !== null)
      for (const part of ['day', 'month', 'year'] as const) form.set(`${name}-${part}`, String(day[part]));
  const asked = setup?.columns ?? usualColumns.filter(({ key }) => usuallyTicked.has(key));
  for (const [at, { key, title, mandatory, instruction }] of asked.entries()) {
    form.append('asked', key);
    if (mandatory) form.append('mandatory', key);
    form.set(`place-${key}`, String(at + 1));
    if (isOwnKey(key)) {
      form.set(`title-${key}`, title);
      form.set(`instruction-${key}`, instruction);
    }
  }
  return form;
}

const isOwnKey = (key: string) => /^own-[1-9]$/.test(key);
const ownKeys = Array.from({ length: mostOwnColumns }, (_, at) => `own-${at + 1}`);

/** The columns to choose from, with what the form says of each. */
export function columnChoices(form: URLSearchParams): readonly ColumnChoice[] {
  const [asked, mandatory] = [new Set(form.getAll('asked')), new Set(form.getAll('mandatory'))];
  const usual = usualColumns.map(({ key, title, instruction }) => ({
    key,
    title,
    instruction,
    isOwn: false,
    isFixed: alwaysAsked.has(key),
    asked: asked.has(key) || alwaysAsked.has(key),
    mandatory: mandatory.has(key) || alwaysAsked.has(key),
    place: form.get(`place-${key}`) ?? '',
  }));
  const own = ownKeys.map((key) => ({
    key,
    title: form.get(`title-${key}`) ?? '',
    instruction: form.get(`instruction-${key}`) ?? '',
    isOwn: true,
    isFixed: false,
    asked: (form.get(`title-${key}`) ?? '').trim() !== '',
    mandatory: mandatory.has(key),
    place: form.get(`place-${key}`) ?? '',
  }));
  return [...usual, ...own];
}

const dayIn = (form: URLSearchParams, name: string) => {
  const part = (of: string) => (form.get(`${name}-${of}`) ?? '').trim();
  const typed = { day: part('day'), month: part('month'), year: part('year') };
  const isBlank = typed.day === '' && typed.month === '' && typed.year === '';
  return { isBlank, day: isBlank ? null : dayFrom(typed) };
};

/** The form as it was read: what is to be asked, or null with what is wrong. */
export function readSetup(form: URLSearchParams): {
  readonly setup: SetupWish | null;
  readonly problems: readonly SetupProblem[];
} {
  const problems: SetupProblem[] = [];
  const title = typedLine(form.get('title'));
  if (title === '') problems.push({ field: 'title', text: 'Enter a title' });
  else if (title.length > 200)
    problems.push({ field: 'title', text: 'The title must be 200 characters or fewer' });
  const instructions = typedLong(form.get('instructions'));
  if (instructions.length > 10_000)
    problems.push({ field: 'instructions', text: 'The instructions must be 10,000 characters or fewer' });
  const days = (['from', 'until'] as const).map((name) => {
    const { isBlank, day } = dayIn(form, name);
    if (!isBlank && day === null)
      problems.push({
        field: name,
        text: `The ${name === 'from' ? 'first' : 'last'} day must be a real day, such as 12 3 2019`,
      });
    return day;
  });
  const [from = null, until = null] = days;
  if (from !== null && until !== null && Temporal.PlainDate.compare(from, until) > 0)
    problems.push({ field: 'until', text: 'The last day must not be before the first' });
  const columns = columnsIn(form, problems);
  return { setup: problems.length > 0 ? null : { title, from, until, instructions, columns }, problems };
}

function columnsIn(form: URLSearchParams, problems: SetupProblem[]): readonly AskedColumn[] {
  const usual = new Map(usualColumns.map((column) => [column.key, column]));
  const seen = new Set<string>();
  const placed = columnChoices(form)
    .filter(({ asked }) => asked)
    .map((choice, at) => {
      const title = typedLine(choice.title).slice(0, 120);
      if (seen.has(title.toLowerCase()))
        problems.push({ field: `title-${choice.key}`, text: `Two columns are called “${title}”` });
      seen.add(title.toLowerCase());
      const { kind } = usual.get(choice.key) ?? { kind: 'other' as const };
      const place = /^\d{1,2}$/.test(choice.place.trim()) ? Number(choice.place) : 50 + at;
      const column: AskedColumn = {
        key: choice.key,
        title,
        kind,
        mandatory: choice.mandatory,
        instruction: typedLine(choice.instruction).slice(0, 500),
      };
      return { place, at, column };
    });
  return placed.toSorted((a, b) => a.place - b.place || a.at - b.at).map(({ column }) => column);
}
