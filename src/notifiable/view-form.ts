import { typedLine, typedLong } from '../intake/typed.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { type PartnerId, partnerIds } from '../law/outcomes.ts';
import { dayFrom, type TypedDay } from '../law/typed-day.ts';
import { mostInLine, mostInReason, type Problem } from './decide.ts';
import { type Escalation, type PartnerView, positions } from './record.ts';

/** The view of a partner as it was typed. */
export interface TypedView {
  readonly partner: string;
  readonly position: string;
  readonly reason: string;
  readonly dissent: string;
  readonly saidBy: string;
  readonly given: TypedDay;
}

/** Where a disagreement was taken, as it was typed. */
export interface TypedEscalation {
  readonly toWhom: string;
  readonly day: TypedDay;
  readonly outcome: string;
}

const dayOf = (form: URLSearchParams, name: string): TypedDay => ({
  day: typedLine(form.get(`${name}-day`)).slice(0, 30),
  month: typedLine(form.get(`${name}-month`)).slice(0, 30),
  year: typedLine(form.get(`${name}-year`)).slice(0, 30),
});

/** The form of a view as it was typed. */
export const readViewForm = (form: URLSearchParams): TypedView => ({
  partner: typedLine(form.get('partner')),
  position: typedLine(form.get('position')),
  reason: typedLong(form.get('view-reason')),
  dissent: typedLong(form.get('dissent')),
  saidBy: typedLine(form.get('said-by')),
  given: dayOf(form, 'given'),
});

/** The form of an escalation as it was typed. */
export const readEscalationForm = (form: URLSearchParams): TypedEscalation => ({
  toWhom: typedLine(form.get('to-whom')),
  day: dayOf(form, 'escalated'),
  outcome: typedLong(form.get('outcome')),
});

/** What a view is held against: from which day on there was something to have a view on, and for whom whoever records may speak. */
export interface ViewContext {
  readonly today: Day;
  readonly decidedOn: Day;
  /** The partners of which whoever records is the delegate; null for somebody who writes down what others said. */
  readonly speaksFor: readonly PartnerId[] | null;
}

type NewView = Omit<PartnerView, 'recordedBy' | 'recordedAt'>;

/** The view that was typed, or everything that is wrong with it in the order of the form. */
export function decideView(typed: TypedView, context: ViewContext): NewView | readonly Problem[] {
  const problems: Problem[] = [];
  const note = (field: string, text: string) => problems.push({ field, text });
  const offered = context.speaksFor ?? partnerIds;
  const partner = offered.find((one) => one === typed.partner);
  if (partner === undefined) note('partner', 'Choose whose view it is');
  const position = positions.find((one) => one === typed.position);
  if (position === undefined) note('position', 'Choose whether the partner agrees');
  if (typed.reason === '') note('view-reason', 'Give the reason, also where there is no view yet');
  if (typed.reason.length > mostInReason) note('view-reason', 'Use 5,000 characters or fewer');
  if (position === 'disagrees' && typed.dissent === '')
    note('dissent', 'Say what the partner would answer instead, in its own words');
  if (typed.dissent.length > mostInReason) note('dissent', 'Use 5,000 characters or fewer');
  if (context.speaksFor === null && typed.saidBy === '') note('said-by', 'Say who spoke for the partner');
  if (typed.saidBy.length > mostInLine) note('said-by', 'Use 200 characters or fewer');
  const givenOn = dayIn(typed.given, 'given-day', 'the view', context, note);
  if (problems.length > 0 || partner === undefined || position === undefined || givenOn === null)
    return problems;
  return {
    partner,
    position,
    reason: typed.reason,
    dissent: position === 'disagrees' ? typed.dissent : null,
    saidBy: context.speaksFor === null ? typed.saidBy : '',
    givenOn,
  };
}

/** The escalation that was typed, or everything that is wrong with it. */
export function decideEscalation(
  typed: TypedEscalation,
  context: Pick<ViewContext, 'today' | 'decidedOn'>,
): Pick<Escalation, 'toWhom' | 'day' | 'outcome'> | readonly Problem[] {
  const problems: Problem[] = [];
  const note = (field: string, text: string) => problems.push({ field, text });
  if (typed.toWhom === '') note('to-whom', 'Say to whom the disagreement was taken');
  if (typed.toWhom.length > mostInLine) note('to-whom', 'Use 200 characters or fewer');
  const day = dayIn(typed.day, 'escalated-day', 'the escalation', context, note);
  if (typed.outcome.length > mostInReason) note('outcome', 'Use 5,000 characters or fewer');
  if (problems.length > 0 || day === null) return problems;
  return { toWhom: typed.toWhom, day, outcome: typed.outcome };
}

function dayIn(
  typed: TypedDay,
  field: string,
  what: string,
  { today, decidedOn }: Pick<ViewContext, 'today' | 'decidedOn'>,
  note: (field: string, text: string) => void,
): Day | null {
  const on = dayFrom(typed);
  if (on === null) note(field, `Enter the day of ${what}, like 15 12 2026`);
  else if (isBefore(today, on)) note(field, `The day of ${what} must be today or in the past`);
  else if (field === 'escalated-day' && isBefore(on, decidedOn))
    note(
      field,
      `The day of ${what} must be on or after the day of the decision, ${withoutWeekday(decidedOn)}`,
    );
  return on;
}
