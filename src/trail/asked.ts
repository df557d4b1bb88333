import { dayFrom, type TypedDay } from '../law/typed-day.ts';

/** Where in a trail somebody wants to read: before an entry, or from the end of a day backwards; and perhaps only what was not done. */
export interface AskedPlace {
  readonly before: number | null;
  readonly on: Temporal.PlainDate | null;
  readonly notDone: boolean;
}

/** Reads the place from an address. What cannot be understood is as if it were not there. */
export function askedPlace(query: URLSearchParams): AskedPlace {
  const before = query.get('before') ?? '';
  return {
    before: /^\d{1,15}$/.test(before) ? Number(before) : null,
    on: dayIn(query.get('on') ?? ''),
    notDone: query.get('only') === 'not-done',
  };
}

const dayIn = (text: string): Temporal.PlainDate | null => {
  const [, year = '', month = '', day = ''] = /^((?:19|20|21)\d\d)-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return dayOf({ day, month, year });
};

/** The address of a place in the list at `path`. */
export function placeHref(path: string, { before, on, notDone }: Partial<AskedPlace>): string {
  const query = new URLSearchParams([
    ...(notDone === true ? [['only', 'not-done']] : []),
    ...(on === null || on === undefined ? [] : [['on', on.toString()]]),
    ...(before === null || before === undefined ? [] : [['before', String(before)]]),
  ]).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** What was typed to find something in the trail: a case's reference, a day, or both. */
export interface TypedFind {
  readonly reference: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** What is wrong with what was typed, beside its field; null where nothing is. */
export interface FindProblems {
  readonly reference: string | null;
  readonly day: string | null;
}

/** What was typed; null where nothing was sent. */
export function typedFind(query: URLSearchParams): TypedFind | null {
  if (!query.has('find')) return null;
  const typed = (name: string) => (query.get(name) ?? '').trim().slice(0, 40);
  return {
    reference: typed('reference'),
    day: typed('day-day'),
    month: typed('day-month'),
    year: typed('day-year'),
  };
}

// Nothing was recorded in other centuries.
function dayOf(typed: TypedDay): Temporal.PlainDate | null {
  const found = dayFrom(typed);
  return found !== null && found.year >= 1900 && found.year < 2200 ? found : null;
}

/**
 * Where what was typed leads from the list at `path`; or what is wrong with it. `isReference` says what can be a case's reference; a
 * reference leads to that case's own list.
 */
export function findPlace(
  typed: TypedFind,
  path: string,
  isReference: (text: string) => boolean,
): { readonly href: string } | { readonly problems: FindProblems } {
  const reference = typed.reference.toUpperCase();
  const noDay = typed.day === '' && typed.month === '' && typed.year === '';
  const on = noDay ? null : dayOf(typed);
  const problems = {
    reference:
      reference === '' || isReference(reference)
        ? null
        : 'Enter a case reference with its year and number, like ABCP-2026-0001',
    day: noDay || on !== null ? null : 'Enter a real day, like 23 11 2026',
  };
  if (problems.reference !== null || problems.day !== null) return { problems };
  return { href: placeHref(reference === '' ? path : `/trail/cases/${reference}`, { on }) };
}
