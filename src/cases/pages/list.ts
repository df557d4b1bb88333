import type { Calendar } from '../../law/bank-holidays.ts';
import { grouped } from '../../platform/pages/filters.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type CaseState, caseStates, stateWords } from '../case.ts';
import { clockName, standingOf, standingWords } from '../clocks.ts';
import { addressOf, type AskedCases, type ListedCase, pageLength } from '../list.ts';

/** The cases that somebody sees. */
export interface ListPage {
  readonly heading: string;
  readonly words: string;
  readonly states: readonly { readonly value: string; readonly text: string; readonly chosen: boolean }[];
  readonly cases: readonly CaseRow[];
  /** Whether anything narrows the list, so that an empty one says what to do. */
  readonly narrowed: boolean;
  /** The next 25; null at the end. */
  readonly older: string | null;
  /** Back to the newest; null on the first page. */
  readonly newest: string | null;
  /** Whether this person opens cases, so that an empty list says where they come from. */
  readonly opens: boolean;
}

/** One case of the list: reference and pseudonym, never a name. */
export interface CaseRow {
  readonly href: string;
  readonly reference: string;
  readonly pseudonym: string;
  readonly state: { readonly words: string; readonly mark: string };
  readonly opened: Temporal.PlainDate;
  readonly next: {
    readonly name: string;
    readonly due: Temporal.PlainDate;
    readonly mark: string;
    readonly words: string;
  } | null;
}

/** The list as it reads on `today`. `countedTo` is the bound of the counts. */
export function presentList(
  cases: readonly ListedCase[],
  counts: { readonly found: number; readonly late: number },
  countedTo: number,
  asked: AskedCases,
  opens: boolean,
  today: Temporal.PlainDate,
  calendar: Calendar,
): ListPage {
  const shown = cases.slice(0, pageLength);
  const last = shown.at(-1);
  const narrowed = asked.words !== '' || asked.state !== null;
  return {
    heading: headingOf(counts, countedTo, asked),
    words: asked.words,
    states: [
      { value: '', text: 'All', chosen: asked.state === null },
      ...caseStates.map((value) => ({
        value,
        text: stateWords[value].words,
        chosen: value === asked.state,
      })),
    ],
    cases: shown.map((one) => caseRow(one, today, calendar)),
    narrowed,
    older:
      cases.length > pageLength && last !== undefined
        ? addressOf({ ...asked, before: last.reference })
        : null,
    newest: asked.before === null ? null : addressOf({ ...asked, before: null }),
    opens,
  };
}

const many = (count: number, bound: number) =>
  count > bound ? `More than ${grouped(bound)}` : grouped(count);

function headingOf(
  { found, late }: { readonly found: number; readonly late: number },
  bound: number,
  { state, words }: AskedCases,
): string {
  if (found === 0) return words === '' && state === null ? 'No cases yet' : 'No case was found';
  const noun = found === 1 ? 'case' : 'cases';
  const of = words === '' ? '' : ' found';
  if (late === 0) return `${many(found, bound)} ${noun}${of}, nothing late`;
  return `${many(found, bound)} ${noun}${of}, ${many(late, bound).toLowerCase()} with something late`;
}

function caseRow(
  { reference, pseudonym, state, openedAt, next }: ListedCase,
  today: Temporal.PlainDate,
  calendar: Calendar,
): CaseRow {
  const opened = openedAt.toZonedDateTimeISO('Europe/London').toPlainDate();
  return {
    href: `/cases/${reference}`,
    reference,
    pseudonym,
    state: stateWords[state],
    opened,
    next: next === null || isOver(state) ? null : nextOf(next, opened, today, calendar),
  };
}

// On a closed case nothing is waited for any more.
const isOver = (state: CaseState) => state === 'closed';

function nextOf(
  { rule, dueOn }: NonNullable<ListedCase['next']>,
  openedOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendar: Calendar,
) {
  const standing = standingOf({ dueOn, metOn: null, openedOn }, today, calendar);
  return { name: clockName(rule), due: dueOn, ...standingWords(standing) };
}

/** `/cases`. */
export const listPage = definePage<ListPage>('cases/pages/list.njk');
