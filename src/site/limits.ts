import type { RapidReviewStart } from '../law/conventions.ts';
import type { CountedUnit, Limit, Rule } from '../law/rule.ts';
import { ruleNamed } from '../law/rules.ts';

const unitWords: Readonly<Record<CountedUnit, readonly [one: string, many: string]>> = {
  'working-day': ['working day', 'working days'],
  'calendar-day': ['day', 'days'],
  'calendar-month': ['month', 'months'],
  'calendar-year': ['year', 'years'],
};

/** How long a limit is, in words: "5 working days", "at least 1 year", "promptly". Days are calendar days unless it says otherwise. */
export function lengthWords(limit: Limit): string {
  if (limit.unit === 'date' || limit.unit === 'none') return limit.words;
  const [one, many] = unitWords[limit.unit];
  const length = `${limit.count} ${limit.count === 1 ? one : many}`;
  if (limit.kind === 'by') return length;
  return limit.kind === 'not-after' ? `${length} before` : `at least ${length}`;
}

const rapidReviewStartWords: Readonly<Record<RapidReviewStart, string>> = {
  notified: 'of the day the council notifies the Panel',
  aware: 'of the day the partners learn of the incident',
  'notified-inclusive': 'counting the day the council notifies the Panel as the first',
};

/** Within what time a rapid review is held here (RR-01), in the partnership's convention: "within 15 working days of …". */
export function rapidReviewWithin(from: RapidReviewStart): string {
  return `within ${lengthWords(ruleNamed('RR-01').limit)} ${rapidReviewStartWords[from]}`;
}

/** What starts a rule's limit, in the words of the row, but for the rapid review in those of the partnership's convention. */
export function startsWith(rule: Rule, from: RapidReviewStart): string {
  if (rule.limit.unit === 'date' || rule.limit.unit === 'none') return rule.trigger;
  if (rule.limit.setting !== 'rapid-review-from') return rule.trigger;
  if (from === 'aware') return 'the safeguarding partners became aware of the incident';
  return from === 'notified'
    ? 'the notification was sent to the Panel'
    : 'the notification was sent to the Panel, which is the first day';
}
