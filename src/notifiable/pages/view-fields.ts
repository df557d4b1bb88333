import { type PartnerId, partnersOn } from '../../law/outcomes.ts';
import type { Problem } from '../decide.ts';
import type { TypedEscalation, TypedView } from '../view-form.ts';
import type { Choice, DayField, WordsField } from './answer.ts';

/** The form of a partner's view. */
export interface ViewForm {
  readonly heading: string;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly partners: readonly Choice[];
  readonly positions: readonly Choice[];
  readonly problems: { readonly partner: string | null; readonly position: string | null };
  readonly reason: WordsField;
  readonly dissent: WordsField;
  /** Null for a delegate, who speaks in their own name. */
  readonly saidBy: WordsField | null;
  readonly given: DayField;
  /** Whether this is what whoever reads is here for. */
  readonly first: boolean;
}

/** The form of an escalation. */
export interface EscalationForm {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly toWhom: WordsField;
  readonly day: DayField;
  readonly outcome: WordsField;
}

interface FormBase {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly problems: readonly Problem[];
}

const problemOf = (problems: readonly Problem[], field: string): string | null =>
  problems.find((one) => one.field === field)?.text ?? null;

const positionWords = {
  agrees: 'It agrees',
  disagrees: 'It disagrees',
  'no-view': 'It has no view yet',
} as const;

/** The form of a view; `speaksFor` null for somebody who writes down what others said. */
export function viewForm(
  typed: TypedView,
  speaksFor: readonly PartnerId[] | null,
  on: Temporal.PlainDate,
  { action, formToken, formKey, problems }: FormBase,
): ViewForm {
  const offered = partnersOn(on).filter(({ id }) => speaksFor?.includes(id) ?? true);
  const only = offered.length === 1 ? offered[0] : undefined;
  const words = (value: string, field: string): WordsField => ({
    value,
    problem: problemOf(problems, field),
  });
  return {
    heading: only === undefined ? 'Record what a partner thinks' : `What ${only.words} thinks`,
    action,
    formToken,
    formKey,
    partners: offered.map(({ id, title }) => ({
      value: id,
      text: title,
      hint: null,
      checked: typed.partner === id || (typed.partner === '' && only !== undefined),
    })),
    positions: Object.entries(positionWords).map(([value, text]) => ({
      value,
      text,
      hint: null,
      checked: value === typed.position,
    })),
    problems: { partner: problemOf(problems, 'partner'), position: problemOf(problems, 'position') },
    reason: words(typed.reason, 'view-reason'),
    dissent: words(typed.dissent, 'dissent'),
    saidBy: speaksFor === null ? words(typed.saidBy, 'said-by') : null,
    given: { ...typed.given, problem: problemOf(problems, 'given-day') },
    first: speaksFor !== null,
  };
}

/** The form of an escalation. */
export const escalationForm = (
  typed: TypedEscalation,
  { action, formToken, formKey, problems }: FormBase,
): EscalationForm => ({
  action,
  formToken,
  formKey,
  toWhom: { value: typed.toWhom, problem: problemOf(problems, 'to-whom') },
  day: { ...typed.day, problem: problemOf(problems, 'escalated-day') },
  outcome: { value: typed.outcome, problem: problemOf(problems, 'outcome') },
});
