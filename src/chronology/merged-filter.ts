import { typedLine } from '../intake/typed.ts';
import { fromIso } from './engine/dates/day-number.ts';
import { inWords } from './engine/dates/date-numbers.ts';
import { readDate } from './engine/dates/dates.ts';

/** What the merged rows can be narrowed to by what was said of them, and in what words that is told. */
export const saidKinds = {
  'key-event': 'Key events only',
  comment: 'With comments',
  conflict: 'In a conflict',
  'same-event': 'Told by several agencies',
  enquiry: 'Linked to a line of enquiry',
  episode: 'Linked to a practice episode',
  finding: 'Linked to a finding',
} as const;
export type SaidKind = keyof typeof saidKinds;

/** How a reader looks at the merge. Days are YYYY-MM-DD; `period` are their words, as typed. `line` is one line of enquiry. */
export interface MergedFilter {
  readonly lane: number | null;
  readonly period: { readonly from: string; readonly until: string };
  readonly from: string | null;
  readonly until: string | null;
  readonly words: string;
  readonly said: SaidKind | null;
  readonly line: string;
  readonly undated: boolean;
}

/** What is wrong with a filter as it was typed, beside its field. */
export interface FilterProblem {
  readonly field: 'from' | 'until';
  readonly text: string;
}

export const noFilter: MergedFilter = {
  lane: null,
  period: { from: '', until: '' },
  from: null,
  until: null,
  words: '',
  said: null,
  line: '',
  undated: false,
};

/**
 * Reads a filter from an address. A period is typed as dates are written in a chronology ("2016", "March 2016"): from the first day of the
 * one to the last day of the other. What cannot be read is told, and narrows nothing.
 */
export function readFilter(
  query: URLSearchParams,
  today: string,
  lanes: readonly { readonly id: string; readonly number: number }[],
): { readonly filter: MergedFilter; readonly problems: readonly FilterProblem[] } {
  const typed = (name: string, most: number) => typedLine(query.get(name)).slice(0, most);
  const period = { from: typed('from', 100), until: typed('until', 100) };
  const from = dayOf(period.from, 'earliest', today);
  const until = dayOf(period.until, 'latest', today);
  const agency = query.get('agency') ?? '';
  const lane = lanes.find(({ id, number }) => id === agency || String(number) === agency);
  const said = query.get('said') ?? '';
  const problems: FilterProblem[] = [
    ...(from === undefined ? [{ field: 'from' as const, text: notADate(period.from) }] : []),
    ...(until === undefined ? [{ field: 'until' as const, text: notADate(period.until) }] : []),
  ];
  const filter = {
    lane: lane?.number ?? null,
    period,
    from: from ?? null,
    until: until ?? null,
    words: typed('words', 200),
    said: said in saidKinds ? (said as SaidKind) : null,
    line: typed('line', 300),
    undated: query.get('undated') === 'yes',
  };
  return { filter, problems };
}

const notADate = (words: string) =>
  `“${words}” was not understood as a date. Write it as in a chronology: 12/03/2016, March 2016, 2016`;

// Undefined where something was typed that is no date.
function dayOf(words: string, side: 'earliest' | 'latest', today: string): string | null | undefined {
  if (words === '') return null;
  const read = readDate(words, { today, order: 'day first' });
  return (read.understood ? read[side] : null) ?? undefined;
}

/** The filter as it stands in an address, without what is not set. */
export function filterQuery(filter: MergedFilter): URLSearchParams {
  const given: readonly (readonly [string, string])[] = [
    ['agency', filter.lane === null ? '' : String(filter.lane)],
    ['from', filter.period.from],
    ['until', filter.period.until],
    ['words', filter.words],
    ['said', filter.said ?? ''],
    ['line', filter.line],
    ['undated', filter.undated ? 'yes' : ''],
  ];
  return new URLSearchParams(given.filter(([, value]) => value !== '').map(([name, value]) => [name, value]));
}

/** True where something of a filter was typed, and may be a name. */
export const isTyped = ({ words, line, period }: MergedFilter): boolean =>
  [words, line, period.from, period.until].some((text) => text !== '');

/** True where a filter leaves everything. */
export const isWhole = (filter: MergedFilter): boolean => filterQuery(filter).size === 0;

/** What a filter leaves, each in a few words; none where it leaves everything. */
export function filterWords(
  filter: MergedFilter,
  agencyOf: (lane: number) => string | null,
): readonly string[] {
  const day = (iso: string) => inWords(fromIso(iso) ?? 0);
  const { from, until } = filter;
  return [
    ...(filter.lane === null ? [] : [agencyOf(filter.lane) ?? 'an agency that has no lane here']),
    ...(from === null && until === null
      ? []
      : [
          from === null
            ? `up to ${day(until ?? '')}`
            : until === null
              ? `from ${day(from)}`
              : `from ${day(from)} to ${day(until)}`,
        ]),
    ...(filter.words === '' ? [] : [`with “${filter.words}”`]),
    ...(filter.said === null ? [] : [saidKinds[filter.said].toLowerCase()]),
    ...(filter.line === '' ? [] : [`linked to “${filter.line}”`]),
    ...(filter.undated ? ['without a date'] : []),
  ];
}
