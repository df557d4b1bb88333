import { typedLine, typedLong } from '../intake/typed.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { dayFrom } from '../law/typed-day.ts';
import { reminded, type ReminderStep } from '../partnership/partnership.ts';
import { farthest, mostSteps, stepName } from './ladder.ts';

/** One step as it was typed. `when` is empty for a row that is not used. */
export interface TypedStep {
  readonly when: string;
  readonly days: string;
  readonly to: readonly string[];
}

/** The form of a ladder as it was typed. */
export interface TypedLadder {
  readonly steps: readonly TypedStep[];
  readonly usual: boolean;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly reason: string;
}

/** What is wrong, by the identifier of the field. */
export type LadderProblems = Readonly<Record<string, string>>;

/** The boxes of the form as they came. */
export function typedLadder(form: URLSearchParams): TypedLadder {
  const box = (name: string) => typedLine(form.get(name)).slice(0, 20);
  return {
    steps: Array.from({ length: mostSteps }, (_, index) => ({
      when: box(`when-${index}`),
      days: box(`days-${index}`),
      to: form
        .getAll(`to-${index}`)
        .filter((one) => one !== '')
        .slice(0, reminded.length),
    })),
    usual: form.get('usual') === 'yes',
    day: box('from-day'),
    month: box('from-month'),
    year: box('from-year'),
    reason: typedLong(form.get('reason')).slice(0, 8_000),
  };
}

/** A ladder as a form to change it begins: its steps, from today on. */
export function ladderToType(steps: readonly ReminderStep[], today: Day): TypedLadder {
  const rows = steps
    .toSorted((a, b) => a.workingDays - b.workingDays)
    .map(({ workingDays, roles }) => ({
      when: workingDays < 0 ? 'before' : workingDays === 0 ? 'on' : 'after',
      days: workingDays === 0 ? '' : String(Math.abs(workingDays)),
      to: [...roles],
    }));
  const empty = { when: '', days: '', to: [] };
  return {
    steps: Array.from({ length: mostSteps }, (_, index) => rows[index] ?? empty),
    usual: false,
    day: String(today.day),
    month: String(today.month),
    year: String(today.year),
    reason: '',
  };
}

/** The steps that were typed, or what is wrong with each. Rows that are not used are left out. */
export function readSteps(typed: TypedLadder): {
  readonly steps: readonly ReminderStep[];
  readonly problems: LadderProblems;
} {
  const problems: Record<string, string> = {};
  const steps = typed.steps.flatMap((row, index): readonly ReminderStep[] => {
    if (row.when === '') {
      // A row that has something in it and no time would be lost in silence.
      if (row.days !== '' || row.to.length > 0)
        problems[`when-${index}`] = `Say when step ${index + 1} is, or empty it`;
      return [];
    }
    const workingDays = daysOf(row);
    const roles = reminded.filter((role) => row.to.includes(role));
    if (workingDays === null)
      problems[`days-${index}`] = `Enter how many working days step ${index + 1} is away, 1 to ${farthest}`;
    if (roles.length === 0) problems[`to-${index}`] = `Choose who is reminded at step ${index + 1}`;
    return workingDays === null ? [] : [{ step: stepName(workingDays), workingDays, roles }];
  });
  const days = steps.map(({ workingDays }) => workingDays);
  if (new Set(days).size < days.length)
    problems['when-0'] = 'Two steps are on the same day: put those who are reminded into one';
  else if (steps.length === 0 && Object.keys(problems).length === 0)
    problems['when-0'] = 'Enter at least one step, or choose the usual ladder';
  return { steps, problems };
}

function daysOf({ when, days }: TypedStep): number | null {
  if (when === 'on') return 0;
  if (!/^\d{1,2}$/.test(days) || (when !== 'before' && when !== 'after')) return null;
  const count = Number(days);
  if (count < 1 || count > farthest) return null;
  return when === 'before' ? -count : count;
}

/** The ladder that was typed, or everything that is wrong with it. */
export function readLadder(
  typed: TypedLadder,
  today: Day,
): {
  readonly given: {
    readonly steps: readonly ReminderStep[] | null;
    readonly fromDay: Day;
    readonly reason: string;
  } | null;
  readonly problems: LadderProblems;
} {
  const { steps, problems } = typed.usual ? { steps: [], problems: {} } : readSteps(typed);
  const fromDay = dayFrom(typed);
  const { reason } = typed;
  const wrong = {
    ...problems,
    ...(fromDay === null ? { 'from-day': 'Enter a real day, like 4 1 2027' } : {}),
    ...(fromDay !== null && Temporal.PlainDate.compare(fromDay, today) < 0
      ? {
          'from-day': `Enter today, ${withoutWeekday(today)}, or a later day: what was sent cannot be unsaid`,
        }
      : {}),
    ...(reason === '' ? { reason: 'Say why' } : {}),
    ...(reason.length > 2_000 ? { reason: 'Use 2,000 characters or fewer' } : {}),
  };
  if (fromDay === null || Object.keys(wrong).length > 0) return { given: null, problems: wrong };
  return { given: { steps: typed.usual ? null : steps, fromDay, reason }, problems: {} };
}
