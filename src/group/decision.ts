import type { Confidences } from '../law/confidence.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Criteria, criteriaNamed, criteriaOn } from '../law/criteria.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import {
  editionNamed,
  type EditionName,
  editionOn,
  firstEditionDay,
  transitionStart,
} from '../law/editions.ts';
import type { Limb, TestName } from '../law/limb.ts';
import {
  closedOn,
  type Decider,
  deciderOn,
  type OutcomeKind,
  type Partner,
  type PartnerId,
  partnersOn,
  readOutcome,
} from '../law/outcomes.ts';
import { effectiveLocalStart } from '../law/rule.ts';
import { dayFrom } from '../law/typed-day.ts';
import type { TypedAttendee, TypedDecision } from './decision-form.ts';

/** In which capacity somebody was there. The record tells members from those who only told the group something. */
export const capacities = ['member', 'attending', 'informing'] as const;
export type Capacity = (typeof capacities)[number];

/** How a limb was answered. */
export const answers = ['met', 'not-met', 'unclear'] as const;
export type LimbAnswer = (typeof answers)[number];

/** What a partner thinks of the decision. */
export const positions = ['agrees', 'disagrees', 'no-view'] as const;
export type Position = (typeof positions)[number];

/** Somebody who was there. */
export interface Attendee {
  readonly name: string;
  readonly agency: string;
  readonly capacity: Capacity;
}

/** A limb with its answer, and the text that was applied, kept so that a later edition does not change what was answered. */
export interface AnsweredLimb {
  readonly id: string;
  readonly test: TestName;
  readonly label: string;
  readonly question: string;
  readonly cite: string;
  readonly confidence: Confidences;
  readonly answer: LimbAnswer;
  readonly reason: string;
}

/** The view of one partner; `dissent` is what a partner that disagrees would decide instead, in its own words. */
export interface View {
  readonly partner: PartnerId;
  /** What the partner was called on the day: "The integrated care board". */
  readonly title: string;
  readonly position: Position;
  readonly reason: string;
  readonly dissent: string | null;
}

/** What the group decided on a case. Never edited: thinking again is a new decision. */
export interface Decision {
  readonly on: Day;
  readonly edition: EditionName;
  /** The set of questions (`Criteria.id`). */
  readonly criteria: string;
  readonly there: readonly Attendee[];
  readonly limbs: readonly AnsweredLimb[];
  readonly views: readonly View[];
  readonly outcome: OutcomeKind;
  readonly reasons: string;
  readonly decider: Decider;
}

/** What is wrong with one field: its id in the form, and the sentence beside it. */
export interface Problem {
  readonly field: string;
  readonly text: string;
}

/** What a decision is held against. */
export interface DecisionContext {
  readonly today: Day;
  readonly conventions: Conventions;
  /** The first day of what happened; null where it is not known. */
  readonly incident: Day | null;
}

export type Recorded =
  | { readonly decision: Decision; readonly problems: readonly [] }
  | { readonly decision: null; readonly problems: readonly [Problem, ...Problem[]] };

/** The most characters of a name or agency, and of a reason. */
export const mostInLine = 200;
export const mostInReason = 5_000;

type Note = (field: string, text: string) => void;

/**
 * The questions of a form: those of the day that was typed; where there is no such day, those that the form had, and else today's.
 * Null only where no edition is held for today.
 */
export function criteriaOf(
  typed: Pick<TypedDecision, 'asked' | 'day'>,
  { today, conventions }: Pick<DecisionContext, 'today' | 'conventions'>,
): Criteria | null {
  const on = dayFrom(typed.day);
  const ofDay = on === null || isBefore(today, on) ? null : criteriaOn(on, conventions);
  return ofDay ?? criteriaNamed(typed.asked, conventions) ?? criteriaOn(today, conventions);
}

/** A day of these questions, for what goes by the day while none can be read: the one that was typed, today, or their first. */
export function dayShown(
  typed: Pick<TypedDecision, 'day'>,
  criteria: Criteria,
  { today, conventions }: Pick<DecisionContext, 'today' | 'conventions'>,
): Day {
  const firsts = [editionNamed(criteria.edition).from, effectiveLocalStart(conventions.localStart)];
  const days = [dayFrom(typed.day), today, ...firsts].filter((on) => on !== null);
  return days.find((on) => criteriaOn(on, conventions)?.id === criteria.id) ?? today;
}

/**
 * The decision that was typed, or everything that is wrong with it in the order of the form. Refused are gaps, a day that cannot be, and
 * an outcome that the law of the day does not know; whether the answers bear the outcome is the group's to say, and `notesOn` tells.
 */
export function decideRecord(typed: TypedDecision, context: DecisionContext): Recorded {
  const problems: Problem[] = [];
  const note: Note = (field, text) => problems.push({ field, text });
  const on = readDay(typed, context, note);
  const there = readThere(typed.there, note);
  const criteria = criteriaOf(typed, context);
  const limbs = (criteria?.limbs ?? []).flatMap((limb) => readLimb(limb, typed, note));
  const shown = criteria === null ? context.today : dayShown(typed, criteria, context);
  const views = partnersOn(on ?? shown).flatMap((partner) => readView(partner, typed, note));
  const outcome = readOutcomeOn(typed, on, context, note);
  const reasons = readText(typed.reasons, { field: 'reasons', name: 'The reasons for the decision' }, note);
  const [first, ...others] = problems;
  if (first !== undefined) return { decision: null, problems: [first, ...others] };
  if (on === null || criteria === null || outcome === null || reasons === null)
    throw new Error('a decision without a problem has all its parts');
  const { edition, id } = criteria;
  const decider = deciderOn(outcome, on, context.conventions);
  const decision = { on, edition, criteria: id, there, limbs, views, outcome, reasons, decider };
  return { decision, problems: [] };
}

/**
 * Whether a decision waits for the Panel: a local decision may come before the Panel's answer to the rapid review, and is provisional
 * until then. `panelAnswered` is the day of the answer, null while there is none.
 */
export function isProvisional(
  { on, outcome }: Pick<Decision, 'on' | 'outcome'>,
  panelAnswered: Day | null,
): boolean {
  const followsRapidReview = outcome === 'LCSPR' || outcome === 'rapid-review-only';
  return followsRapidReview && panelAnswered === null && !isBefore(on, transitionStart);
}

function readDay(typed: TypedDecision, context: DecisionContext, note: Note): Day | null {
  const parts = ['day', 'month', 'year'] as const;
  const absent = parts.filter((part) => typed.day[part] === '');
  const refuse = (text: string, part: string = 'day') => {
    note(`day-${part}`, text);
    return null;
  };
  if (absent.length === parts.length) return refuse('Enter the day of the decision');
  if (absent.length > 0)
    return refuse(`The day of the decision must include a ${absent.join(' and a ')}`, absent[0]);
  if (!/^\d{4}$/.test(typed.day.year))
    return refuse('The day of the decision must have a year of four numbers', 'year');
  const on = dayFrom(typed.day);
  if (on === null) return refuse('The day of the decision must be a real date');
  if (isBefore(context.today, on)) return refuse('The day of the decision must be today or in the past');
  if (context.incident !== null && isBefore(on, context.incident))
    return refuse(
      `The day of the decision must be on or after the day of the incident, ${withoutWeekday(context.incident)}`,
    );
  if (editionOn(on) === null)
    return refuse(
      `No criteria are held for a decision before ${withoutWeekday(firstEditionDay)}, so it cannot be recorded limb by limb`,
    );
  return otherQuestions(typed, on, context, note);
}

/** A day with other questions than the form had is refused only while they are not answered: the same ones may hold on both days. */
function otherQuestions(typed: TypedDecision, on: Day, context: DecisionContext, note: Note): Day {
  const criteria = criteriaOn(on, context.conventions);
  if (criteria === null || typed.asked === '' || typed.asked === criteria.id) return on;
  const open = criteria.limbs.some(({ id }) => (typed.limbs[id]?.answer ?? '') === '');
  if (open)
    note(
      'day-day',
      `On ${withoutWeekday(on)} other questions had to be answered. They stand below now: answer them, or put the day right`,
    );
  return on;
}

function readThere(rows: readonly TypedAttendee[], note: Note): readonly Attendee[] {
  if (rows.length === 0) note('there-0-name', 'Enter who was there: at least one member of the group');
  const there = rows.flatMap((row, at) => readAttendee(row, at, note));
  const isComplete = there.length === rows.length;
  if (rows.length > 0 && isComplete && !there.some(({ capacity }) => capacity === 'member'))
    note('there-0-capacity', 'At least one of those who were there must be a member of the group');
  return there;
}

function readAttendee(row: TypedAttendee, at: number, note: Note): readonly Attendee[] {
  const who = `person ${at + 1}`;
  const name = readLine(row.name, { field: `there-${at}-name`, name: `the name of ${who}` }, note);
  const agency = readLine(row.agency, { field: `there-${at}-agency`, name: `the agency of ${who}` }, note);
  const capacity = capacities.find((one) => one === row.capacity);
  if (capacity === undefined)
    note(
      `there-${at}-capacity`,
      `Choose whether ${who} was there as a member, in attendance or giving information`,
    );
  return name === null || agency === null || capacity === undefined ? [] : [{ name, agency, capacity }];
}

function readLimb(limb: Limb, typed: TypedDecision, note: Note): readonly AnsweredLimb[] {
  const { id, test, label, question, cite, confidence } = limb;
  const given = typed.limbs[id] ?? { answer: '', reason: '' };
  const answer = answers.find((one) => one === given.answer);
  if (answer === undefined) note(`limb-${id}`, `Answer “${label}”: met, not met or unclear`);
  const named = { field: `limb-${id}-reason`, name: `The reason for “${label}”` };
  const reason = readText(given.reason, named, note);
  if (answer === undefined || reason === null) return [];
  return [{ id, test, label, question, cite, confidence, answer, reason }];
}

function readView(partner: Partner, typed: TypedDecision, note: Note): readonly View[] {
  const field = `view-${partner.id}`;
  const given = typed.views[partner.id];
  const position = positions.find((one) => one === given.position);
  if (position === undefined) note(field, `Say whether ${partner.words} agreed, disagreed or gave no view`);
  const name =
    position === 'no-view'
      ? `The reason why ${partner.words} gave no view`
      : `The reason of ${partner.words}`;
  const reason = readText(given.reason, { field: `${field}-reason`, name }, note);
  const dissent = readDissent(partner, given.dissent, position, note);
  if (position === undefined || reason === null) return [];
  return [{ partner: partner.id, title: partner.title, position, reason, dissent }];
}

// Words of dissent beside any other position would leave it open which of the two is meant.
function readDissent(
  { id, words }: Partner,
  text: string,
  position: Position | undefined,
  note: Note,
): string | null {
  const field = `view-${id}-dissent`;
  if (position === 'disagrees')
    return readText(text, { field, name: `What ${words} would decide instead` }, note);
  if (text !== '' && position !== undefined)
    note(`view-${id}`, `There are words of dissent of ${words}: choose “Disagrees”, or clear what you wrote`);
  return null;
}

function readOutcomeOn(
  typed: TypedDecision,
  on: Day | null,
  { conventions }: DecisionContext,
  note: Note,
): OutcomeKind | null {
  const outcome = readOutcome(typed.outcome);
  if (outcome === null) note('outcome', 'Choose what is decided');
  const closed = outcome === null || on === null ? null : closedOn(outcome, on, conventions);
  if (closed !== null) {
    const cite = closed.rule === null ? closed.cite : `${closed.rule}; ${closed.cite}`;
    note('outcome', `${closed.why} Choose another outcome (${cite})`);
  }
  return outcome;
}

interface Named {
  readonly field: string;
  readonly name: string;
}

function readText(text: string, { field, name }: Named, note: Note): string | null {
  if (text === '') {
    note(field, `Enter ${name.charAt(0).toLowerCase()}${name.slice(1)}`);
    return null;
  }
  return withinLimit(text, mostInReason, { field, name }, note);
}

function readLine(text: string, { field, name }: Named, note: Note): string | null {
  if (text === '') {
    note(field, `Enter ${name}`);
    return null;
  }
  return withinLimit(text, mostInLine, { field, name: name.charAt(0).toUpperCase() + name.slice(1) }, note);
}

// Characters are counted as people count them, near enough: by code point, so that an emoji is not two.
function withinLimit(text: string, most: number, { field, name }: Named, note: Note): string | null {
  const over = Array.from(text).length - most;
  if (over <= 0) return text;
  const figure = (count: number) => count.toLocaleString('en-GB');
  note(field, `${name} must be ${figure(most)} characters or fewer. It is ${figure(over)} too many`);
  return null;
}
