import { clocksFor } from './clocks.ts';
import type { Conventions } from './conventions.ts';
import { type Day, day, inWords, withoutWeekday } from './day.ts';
import { type Due, due } from './due.ts';
import { reviewDutiesFor, type ReviewDutyFacts } from './duties.ts';
import type { Facts, IncidentEvent } from './facts.ts';
import { reviewClocksFor } from './review-clocks.ts';
import type { Kind, Rule } from './rule.ts';
import { afterYearlyReport, countedInYearTo, yearlyReportFor } from './yearly.ts';

/** A day that follows from made-up facts, as the engine answers it. */
export interface WorkedDay {
  /** The rule whose count it is: the rule itself, or the one that it goes with. */
  readonly rule: string;
  /** The fact that it follows from, and its day. */
  readonly trigger: string;
  readonly from: Day;
  readonly day: Day;
  readonly kind: Kind | 'on';
  readonly why: string;
  /** The count, for whoever shows the working; null where nothing was counted. */
  readonly due: Due | null;
}

/** A rule applied to made-up facts. `facts` are those of an incident, for a calculator that takes them; null where the rule starts from others. */
export interface WorkedExample {
  readonly days: readonly WorkedDay[];
  readonly facts: Facts | null;
}

const incidentOf = (event: IncidentEvent, aware: string, sent: string): Facts => ({
  event,
  becameAware: day(aware),
  notified: day(sent),
});

// The week before Easter 2026: two bank holidays fall into the five working days.
const easter = incidentOf('notifiable-incident', '2026-04-01', '2026-04-10');
const ofBoards = incidentOf('notifiable-incident', '2016-06-15', '2016-06-22');
const transitional = incidentOf('notifiable-incident', '2018-06-29', '2018-07-06');

/** The facts of an incident from which a rule is shown. */
const incidents: Readonly<Record<string, Facts>> = {
  'NOT-01': easter,
  'NOT-02': easter,
  'NOT-03': incidentOf('looked-after-death', '2026-04-01', '2026-04-10'),
  'NOT-04': incidentOf('care-leaver-death', '2026-04-01', '2026-04-10'),
  'NOT-05a': transitional,
  'NOT-05b': easter,
  'RR-01': easter,
  'RR-04': easter,
  'DEC-01': easter,
  'WD-01': easter,
  'SCR-01': ofBoards,
  'TR-01': transitional,
  'TR-02': transitional,
};

const practiceReview: ReviewDutyFacts = {
  regime: 'practice-review',
  notified: day('2025-09-22'),
  decided: day('2025-10-15'),
  completed: day('2026-03-20'),
  publishOn: day('2026-04-09'),
  publishedOn: day('2026-04-09'),
};

const boardsReview: ReviewDutyFacts = {
  regime: 'serious-case-review',
  notified: day('2016-06-22'),
  decided: day('2016-07-22'),
  completed: day('2017-01-20'),
  publishOn: day('2017-02-20'),
  publishedOn: day('2017-02-20'),
};

// Decided on before the new law, and not published when local arrangements began.
const carriedOver: ReviewDutyFacts = {
  ...boardsReview,
  notified: day('2018-05-15'),
  decided: day('2018-06-15'),
  completed: null,
  publishOn: null,
  publishedOn: null,
};

/** The days of a review from which a rule is shown. */
const reviews: Readonly<Record<string, ReviewDutyFacts>> = {
  'REP-01': practiceReview,
  'REP-02': practiceReview,
  'REP-04': practiceReview,
  'REP-05': practiceReview,
  'REP-06': practiceReview,
  'REP-07': practiceReview,
  'SCR-04': boardsReview,
  'SCR-05': boardsReview,
  'SCR-06': boardsReview,
  'SCR-07': boardsReview,
  'SCR-08': boardsReview,
  'TR-03': carriedOver,
};

/**
 * The rule applied to made-up facts of its own time by the same functions that answer for a case, as this partnership counts; null where no day
 * follows from it. Nothing here counts.
 */
export function workedExample(rule: Rule, conventions: Conventions): WorkedExample | null {
  const facts = incidents[rule.id] ?? null;
  const days = [
    ...(facts === null ? [] : ofIncident(rule, facts, conventions)),
    ...ofReview(rule, conventions),
    ...ofThePartnership(rule, conventions),
    ...ofTheNation(rule, conventions),
  ];
  return days.length === 0 ? null : { days, facts };
}

const counted = (answer: Due): WorkedDay => ({
  rule: answer.rule.id,
  trigger: answer.trigger,
  from: answer.from,
  day: answer.due,
  kind: answer.kind,
  why: answer.why,
  due: answer,
});

function ofIncident(rule: Rule, facts: Facts, conventions: Conventions): readonly WorkedDay[] {
  // Five working days show what a working day is.
  const wanted = rule.id === 'WD-01' ? 'NOT-01' : (rule.goesWith ?? rule.id);
  const answered = clocksFor(facts, conventions).clocks;
  return answered.filter((answer) => answer.rule.id === wanted).map(counted);
}

function ofReview(rule: Rule, conventions: Conventions): readonly WorkedDay[] {
  // The chair's decision not to start one leads to no review, and its day is counted beside the others.
  if (rule.id === 'SCR-05b') return [counted(due(rule, boardsReview.decided, conventions))];
  const facts = reviews[rule.id];
  if (facts === undefined) return [];
  const clocks = reviewClocksFor(facts, conventions).filter((answer) => answer.rule.id === rule.id);
  if (clocks.length > 0) return clocks.map(counted);
  return reviewDutiesFor(facts, conventions)
    .filter((duty) => duty.rule.id === rule.id)
    .flatMap(({ by, since, why }) =>
      by === null
        ? []
        : [
            {
              rule: rule.goesWith ?? rule.id,
              trigger: rule.trigger,
              from: since,
              day: by,
              kind: rule.id === 'REP-07' ? 'on' : 'by',
              why,
              due: null,
            } as const,
          ],
    );
}

function ofThePartnership(rule: Rule, conventions: Conventions): readonly WorkedDay[] {
  if (rule.id === 'YR-03' || rule.id === 'YR-04') {
    const report = yearlyReportFor(2026);
    if (report === null) return [];
    const { yearTo, by } = report;
    const why = `The year ended on ${withoutWeekday(yearTo)}. The last day is the same each year; nothing in the rules held moves it off a weekend.`;
    return [
      { rule: 'YR-03', trigger: 'the end of the year', from: yearTo, day: by, kind: 'by', why, due: null },
    ];
  }
  const after = afterYearlyReport(day('2025-09-30'), conventions);
  return after.filter((answer) => answer.rule.id === rule.id).map(counted);
}

function ofTheNation(rule: Rule, conventions: Conventions): readonly WorkedDay[] {
  if (rule.id === 'STAT-01') {
    const from = easter.notified ?? easter.becameAware;
    const day = countedInYearTo(from);
    const why = `A notification of ${inWords(from)} is counted in the year to ${withoutWeekday(day)}.`;
    return [{ rule: rule.id, trigger: rule.trigger, from, day, kind: 'on', why, due: null }];
  }
  if (rule.id !== 'NAT-02') return [];
  const publication = day('2026-04-09');
  const both = rule.second === undefined ? [rule.limit] : [rule.limit, rule.second];
  return both.map((limit) => counted(due({ ...rule, limit }, publication, conventions)));
}
