import { liverpoolConventions } from '../law/conventions.ts';
import { criteriaOn } from '../law/criteria.ts';
import { partnerIds } from '../law/outcomes.ts';
import type { DecisionContext } from './decision.ts';

/** What the decisions of tests are held against: early January 2027, after an incident of December. */
export const sampleContext: DecisionContext = {
  today: Temporal.PlainDate.from('2027-01-07'),
  conventions: { ...liverpoolConventions, localStart: Temporal.PlainDate.from('2019-06-01') },
  incident: Temporal.PlainDate.from('2012-12-14'),
};

/** A form filled in whole for that day: every limb met, all partners agreed, and the outcome asked for. */
export function sampleForm(on: string, outcome: string): URLSearchParams {
  const day = Temporal.PlainDate.from(on);
  const criteria = criteriaOn(day, sampleContext.conventions);
  const form = new URLSearchParams({
    asked: criteria?.id ?? '',
    'day-day': String(day.day),
    'day-month': String(day.month),
    'day-year': String(day.year),
    'there-0-name': 'Ada Example',
    'there-0-agency': 'Merrow Vale Council',
    'there-0-capacity': 'member',
    outcome,
    reasons: 'The same learning has been named before.',
  });
  for (const { id } of criteria?.limbs ?? []) {
    form.set(`limb-${id}`, 'met');
    form.set(`limb-${id}-reason`, `Because of ${id}.`);
  }
  for (const id of partnerIds) {
    form.set(`view-${id}`, 'agrees');
    form.set(`view-${id}-reason`, 'For the same reasons.');
  }
  return form;
}

/** The same form with other words in some fields. */
export function changed(form: URLSearchParams, change: Readonly<Record<string, string>>): URLSearchParams {
  return new URLSearchParams({ ...Object.fromEntries(form), ...change });
}
