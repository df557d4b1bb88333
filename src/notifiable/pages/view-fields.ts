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
  /** The partners to choose from; where there is one only, nothing is asked and it is named by `only`. */
  readonly partners: readonly Choice[];
  readonly only: { readonly id: PartnerId; readonly words: string } | null;
  readonly positions: readonly Choice[];
  readonly problems: { readonly partner: string | null; readonly position: string | null };
  readonly reason: WordsField;
  readonly dissent: WordsField;
  /** Null for a delegate, who speaks in their own name. */
  readonly saidBy: WordsField | null;
  readonly given: DayField;
  /** Whether this is what whoever reads is here for: a delegate whose partner has not said yet. */
  readonly first: boolean;
  /** Whether the form stands open: for whoever is here for it, and where something typed is wrong. */
  readonly open: boolean;
}

/** The form of an escalation. */
export interface EscalationForm {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly toWhom: WordsField;
  readonly day: DayField;
  readonly outcome: WordsField;
  /** Whether the form stands open: the disagreement was taken nowhere yet, or something typed is wrong. */
  readonly open: boolean;
}

interface FormBase {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly problems: readonly Problem[];
  /** Whether the page comes back with what was typed. */
  readonly again: boolean;
}

/** For whom whoever records may speak: null for somebody who writes down what others said. */
interface Speaking {
  readonly speaksFor: readonly PartnerId[] | null;
  /** The partners that have said already what they think. */
  readonly said: readonly PartnerId[];
}

const problemOf = (problems: readonly Problem[], field: string): string | null =>
  problems.find((one) => one.field === field)?.text ?? null;

const positionWords = {
  agrees: 'It agrees',
  disagrees: 'It disagrees',
  'no-view': 'It has no view yet',
} as const;

/** The form of a view on a record that was decided `on` a day. */
export function viewForm(
  typed: TypedView,
  { speaksFor, said }: Speaking,
  on: Temporal.PlainDate,
  { action, formToken, formKey, problems, again }: FormBase,
): ViewForm {
  const offered = partnersOn(on).filter(({ id }) => speaksFor?.includes(id) ?? true);
  const only = offered.length === 1 ? offered[0] : undefined;
  const words = (value: string, field: string): WordsField => ({
    value,
    problem: problemOf(problems, field),
  });
  const isFirst = speaksFor !== null && offered.some(({ id }) => !said.includes(id));
  return {
    heading: only === undefined ? 'Record the view of a partner' : `Record the view of ${only.words}`,
    action,
    formToken,
    formKey,
    partners: offered.map(({ id, title }) => ({
      value: id,
      text: title,
      hint: null,
      checked: typed.partner === id,
    })),
    only: only === undefined ? null : { id: only.id, words: only.words },
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
    first: isFirst,
    open: isFirst || again,
  };
}

/** The form of an escalation; `waits` where the disagreement has been taken nowhere yet. */
export const escalationForm = (
  typed: TypedEscalation,
  { action, formToken, formKey, problems, again, waits }: FormBase & { readonly waits: boolean },
): EscalationForm => ({
  action,
  formToken,
  formKey,
  toWhom: { value: typed.toWhom, problem: problemOf(problems, 'to-whom') },
  day: { ...typed.day, problem: problemOf(problems, 'escalated-day') },
  outcome: { value: typed.outcome, problem: problemOf(problems, 'outcome') },
  open: again || waits,
});
