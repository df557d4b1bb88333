import { type Edition, editionOn, editions } from '../law/editions.ts';
import { holdsDuring } from '../law/lines.ts';
import { inForceOn, type Rule } from '../law/rule.ts';
import { type DatePart, isEmpty, readDate, type TypedDate, typedDate } from './duty-form.ts';

/** Which rules are asked for: those of a day, those of an edition, or all that are held. */
export type RulesAsked =
  | { readonly of: 'day'; readonly day: Temporal.PlainDate; readonly edition: Edition | null }
  | { readonly of: 'edition'; readonly edition: Edition }
  | { readonly of: 'all' };

/** What the address asks for, the day as it was typed, and what is wrong with it. A wrong day leaves the rules of today. */
export interface AskedRules {
  readonly asked: RulesAsked;
  readonly typed: TypedDate;
  readonly error: { readonly part: DatePart; readonly text: string } | null;
  /** Whether a day, an edition or everything was asked for; false for the page itself. */
  readonly narrowed: boolean;
}

const ofDay = (day: Temporal.PlainDate): RulesAsked => ({ of: 'day', day, edition: editionOn(day) });

/** Reads `?day-day=15&day-month=6&day-year=2016`, or `?edition=WT2015`, or `?edition=all`; a day goes before an edition. */
export function rulesAsked(query: URLSearchParams, today: Temporal.PlainDate): AskedRules {
  const typed = typedDate(query, 'day');
  if (!isEmpty(typed)) {
    const read = readDate(typed, 'the day of the law');
    if ('text' in read) return { asked: ofDay(today), typed, error: read, narrowed: true };
    return { asked: ofDay(read.date), typed, error: null, narrowed: true };
  }
  const named = query.get('edition');
  const edition = editions.find(({ name }) => name === named) ?? null;
  const rest = { typed, error: null, narrowed: edition !== null || named === 'all' };
  if (edition !== null) return { asked: { of: 'edition', edition }, ...rest };
  return { asked: named === 'all' ? { of: 'all' } : ofDay(today), ...rest };
}

/** Whether a rule is among those asked for, in an area whose arrangements of 2018 began on `localStart`. */
export function isAsked(rule: Rule, asked: RulesAsked, localStart: Temporal.PlainDate | null): boolean {
  if (asked.of === 'all') return true;
  return asked.of === 'day'
    ? inForceOn(rule, asked.day, localStart)
    : holdsDuring(rule, asked.edition, localStart);
}
