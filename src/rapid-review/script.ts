import type { Day } from '../law/day.ts';
import { isBefore, later } from '../law/day.ts';
import { type Due, workingOf } from '../law/due.ts';
import { typedLine } from '../intake/typed.ts';

/** Which fact on record ends a step; `calendar` where none does. */
export const stepEnds = ['letters', 'summaries', 'meeting', 'signed', 'sent', 'calendar'] as const;
export type StepEnd = (typeof stepEnds)[number];

/** What ends a step, as it is offered. */
export const stepEndWords: Readonly<Record<StepEnd, string>> = {
  letters: 'A letter has gone to every agency involved',
  summaries: 'Every summary asked for has come',
  meeting: 'A review meeting is on record',
  signed: 'The three partners have signed',
  sent: 'The review has been sent',
  calendar: 'Nothing on record: its days pass',
};

/** A step of a partnership's own day script, in working days of the count. */
export interface ScriptStep {
  readonly name: string;
  readonly from: number;
  readonly until: number;
  readonly done: StepEnd;
}

/** A day script as a partnership set it. */
export interface Script {
  readonly id: string;
  readonly number: number;
  readonly source: string;
  readonly steps: readonly ScriptStep[];
  readonly from: Day;
}

/** The last working day of the count (law RR-01). */
export const lastDay = 15;
const mostSteps = 12;

/**
 * An example, and nobody's rule: how Devon's partnership is reported to spread the days (process notes 4.2, L: read where others report
 * it, not confirmed). Devon counts the day of the notification as day 1; here the days are those of the partnership's own convention.
 */
export const devonsExample: { readonly source: string; readonly steps: readonly ScriptStep[] } = {
  source: 'Example: Devon’s partnership, as reported (L, not confirmed)',
  steps: [
    { name: 'Letters to the agencies’ leads', from: 1, until: 1, done: 'letters' },
    { name: 'Agencies write their summaries', from: 2, until: 10, done: 'summaries' },
    { name: 'Review meeting', from: 10, until: 12, done: 'meeting' },
    { name: 'Sign-off by the partners, and sending', from: 12, until: 15, done: 'signed' },
  ],
};

/** A row of the form, as typed. */
export interface TypedStep {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly done: string;
}

/** What is wrong in one field. */
export interface ScriptProblem {
  readonly field: string;
  readonly text: string;
}

/** The rows of the form; a row that was emptied is gone. */
export const typedSteps = (form: URLSearchParams): readonly TypedStep[] =>
  Array.from({ length: mostSteps }, (_, row) => ({
    name: typedLine(form.get(`step-${row}-name`)),
    from: typedLine(form.get(`step-${row}-from`)),
    until: typedLine(form.get(`step-${row}-until`)),
    done: typedLine(form.get(`step-${row}-done`)),
  })).filter(({ name, from, until }) => name + from + until !== '');

/** The script that was typed, or what is wrong with it. Nothing may lie outside the fifteen days, nor end before it begins. */
export function readScript(
  source: string,
  typed: readonly TypedStep[],
): {
  readonly script: { readonly source: string; readonly steps: readonly ScriptStep[] } | null;
  readonly problems: readonly ScriptProblem[];
} {
  const problems: ScriptProblem[] = [];
  const wrong = (field: string, text: string) => void problems.push({ field, text });
  if (source === '') wrong('source', 'Say whose script this is, or who agreed it');
  if (Array.from(source).length > 500) wrong('source', 'Whose script it is must be 500 characters or fewer');
  if (typed.length === 0) wrong('step-0-name', 'Enter at least one step');
  const steps = typed.map((row, at): ScriptStep => {
    const from = dayNumber(row.from);
    const until = dayNumber(row.until);
    const done = stepEnds.find((one) => one === row.done);
    if (row.name === '' || row.name.length > 100)
      wrong(`step-${at}-name`, `Name step ${at + 1}, in 100 characters or fewer`);
    if (from === null) wrong(`step-${at}-from`, `Step ${at + 1} must begin on a day from 1 to ${lastDay}`);
    if (until === null) wrong(`step-${at}-until`, `Step ${at + 1} must end on a day from 1 to ${lastDay}`);
    if (from !== null && until !== null && until < from)
      wrong(`step-${at}-until`, `Step ${at + 1} cannot end before it begins`);
    if (done === undefined) wrong(`step-${at}-done`, `Choose what ends step ${at + 1}`);
    return { name: row.name, from: from ?? 1, until: until ?? 1, done: done ?? 'calendar' };
  });
  return problems.length > 0 ? { script: null, problems } : { script: { source, steps }, problems };
}

const dayNumber = (typed: string): number | null =>
  /^\d{1,2}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= lastDay ? Number(typed) : null;

/** The days on which what a script waits for was done; null while it was not. */
export type DoneDays = Readonly<Record<Exclude<StepEnd, 'calendar'>, Day | null>>;

/** A step with its dates, and how it stands on a day. */
export interface DatedStep extends ScriptStep {
  readonly first: Day;
  readonly last: Day;
  readonly doneOn: Day | null;
  readonly state: { readonly mark: string; readonly words: string };
}

/** The working days of a count, by number. */
export const numberedDays = (due: Due): ReadonlyMap<number, Day> =>
  new Map(
    workingOf(due).flatMap(({ day, count }) =>
      count === null || count === 0 ? [] : [[count, day] as const],
    ),
  );

/**
 * The script on its dates: done, late, under way, or to come. Days of a step that the count does not reach fall on its last day. Once the
 * review has been sent nothing of it is late any longer: what was not recorded is not on record.
 */
export function dateScript(
  steps: readonly ScriptStep[],
  due: Due,
  done: DoneDays,
  today: Day,
): readonly DatedStep[] {
  const days = numberedDays(due);
  return steps.map((step) => {
    const first = days.get(step.from) ?? due.due;
    const last = later(first, days.get(step.until) ?? due.due);
    const doneOn = step.done === 'calendar' ? null : done[step.done];
    return {
      ...step,
      first,
      last,
      doneOn,
      state: stateOf(step, { first, last, doneOn }, today, done.sent !== null),
    };
  });
}

function stateOf(
  { done }: ScriptStep,
  { first, last, doneOn }: Pick<DatedStep, 'first' | 'last' | 'doneOn'>,
  today: Day,
  isSent: boolean,
): DatedStep['state'] {
  if (doneOn !== null)
    return isBefore(last, doneOn)
      ? { mark: 'done-late', words: 'Done, late' }
      : { mark: 'done', words: 'Done' };
  if (isSent && done !== 'calendar') return { mark: 'coming', words: 'Not on record' };
  if (isBefore(last, today))
    return done === 'calendar'
      ? { mark: 'coming', words: 'Its days are over' }
      : { mark: 'late', words: 'Late' };
  if (isBefore(today, first)) return { mark: 'coming', words: 'To come' };
  return last.equals(today) ? { mark: 'today', words: 'Due today' } : { mark: 'running', words: 'Under way' };
}
