import type { Calendar } from '../law/bank-holidays.ts';
import type { Day } from '../law/day.ts';
import { standingOf, standingWords } from '../cases/clocks.ts';

/** Something of an action or a recommendation that waits for somebody. */
export interface OpenDuty {
  readonly what: 'action' | 'check' | 'verify' | 'answer' | 'intent';
  readonly id: string;
  readonly title: string;
  /** The reference of its case, for whoever sees the case. */
  readonly reference: string | null;
  readonly who: string;
  readonly dueOn: Day;
}

const things: Readonly<Record<OpenDuty['what'], string>> = {
  action: 'Carry out an action',
  check: 'Check whether practice changed',
  verify: 'Verify an action whose closing was asked for',
  answer: 'Answer a recommendation',
  intent: 'Assess an intent again before it expires',
};

/** One of them as a row of a list of what is due. */
export interface DutyRow {
  readonly thing: string;
  readonly title: string;
  readonly reference: string | null;
  readonly href: string;
  readonly body: string;
  readonly due: Day;
  readonly mark: string;
  readonly words: string;
}

/** What waits for somebody, as it reads on `today`; the rows come in the order of their days. */
export const improvementDuties = (
  duties: readonly OpenDuty[],
  today: Day,
  calendar: Calendar,
): readonly DutyRow[] =>
  duties
    .toSorted((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn))
    .map(({ what, id, title, reference, who, dueOn }) => ({
      thing: things[what],
      title,
      reference,
      href: `/improvement/${what === 'answer' || what === 'intent' ? 'asks' : 'actions'}/${id}`,
      body: who,
      due: dueOn,
      ...standingWords(standingOf({ dueOn, metOn: null }, today, calendar)),
    }));
