import { standingOf, standingWords } from '../cases/clocks.ts';
import { momentOf } from '../intake/moment.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import type { Step } from '../requests/request.ts';
import type { Load } from './commands-reports.ts';
import type { LoadPage, Mark } from './pages/record.ts';
import { type AgencyReport, isSigned, type Owed, signOffOf } from './report.ts';
import type { AskKind } from './report-questions.ts';

const dayOf = (at: Temporal.Instant) => momentOf(at).day;

/** What somebody was asked for, in the words of a list. */
export const askWords: Readonly<Record<AskKind, string>> = {
  report: 'Report',
  'sign-off': 'Sign-off by a senior officer',
  accuracy: 'Whether an extract is right',
};

/** How what was asked for stands on a day. */
export function askState(
  one: Pick<AgencyReport, 'kind' | 'state' | 'dueOn' | 'answeredAt' | 'answers'>,
  today: Day,
  calendar: Calendar,
): Mark {
  const { state, dueOn, answeredAt, kind, answers } = one;
  if (state === 'withdrawn') return { mark: 'coming', words: 'Taken back' };
  if (answeredAt === null) return standingWords(standingOf({ dueOn, metOn: null }, today, calendar));
  const met = standingWords(standingOf({ dueOn, metOn: dayOf(answeredAt) }, today, calendar));
  const said = answers?.['position'];
  if (kind === 'sign-off' && said === 'returns') return { mark: 'look', words: 'Sent back: not signed off' };
  if (kind === 'accuracy' && said === 'corrections')
    return { mark: 'look', words: 'Has come: something is not right' };
  const come =
    state === 'nil' ? 'Has no record of the family' : kind === 'sign-off' ? 'Signed off' : 'Has come';
  return { mark: met.mark, words: met.words.replace('Done', come) };
}

/** How the sign-off of a report stands, in the words of its line. */
export function signOffWords(all: readonly AgencyReport[], one: AgencyReport): string {
  if (one.kind !== 'report' || one.state !== 'known') return '';
  const signOff = signOffOf(all, one.id);
  if (signOff === null) return 'Not yet asked to be signed off.';
  if (isSigned(signOff)) return `Signed off by ${signOff.answerName ?? ''}, ${signOff.answerJob ?? ''}.`;
  return signOff.state === 'asked' ? 'Waits for its sign-off.' : 'Its sign-off was refused.';
}

const stepWords: Readonly<Record<Step['kind'], string>> = {
  reminded: 'Reminded',
  'sent-again': 'Sent again',
  escalated: 'Taken further',
  withdrawn: 'Taken back',
};

/** A step in one line. */
export const stepLine = ({ kind, toWhom, at, by, byClock, words }: Step) => ({
  name: withoutWeekday(dayOf(at)),
  href: null,
  state: null,
  words: `${stepWords[kind]}${toWhom === '' ? '' : `, to ${toWhom}`}${byClock ? ', by the clock' : by === null ? '' : `, by ${by}`}${words === '' ? '' : `: ${words}`}`,
});

/** When somebody was asked, and by when it is wanted; when it came, and from whom. */
export function askedWords(one: AgencyReport, seesAddress: boolean): readonly string[] {
  const { person, email, askedAt, dueOn, answeredAt, answerName, answerJob } = one;
  return [
    `Asked of ${person}${seesAddress ? ` (${email})` : ''} on ${withoutWeekday(dayOf(askedAt))}, by ${withoutWeekday(dueOn)}.`,
    ...(answeredAt === null
      ? []
      : [`${answerName ?? ''}, ${answerJob ?? ''}, sent it on ${withoutWeekday(dayOf(answeredAt))}.`]),
  ];
}

const owedWords: Readonly<Record<Owed['what'], string>> = {
  request: 'What it knows',
  summary: 'Summary for a rapid review',
  report: 'Report for a review',
  'sign-off': 'Sign-off of its report',
  accuracy: 'Whether an extract is right',
  chronology: 'A chronology',
};

/** What each agency owes now; whoever owes the most that is late comes first. */
export function presentLoad({ owed, all }: Load, today: Day, calendar: Calendar): LoadPage {
  const isLate = ({ dueOn }: Owed) => Temporal.PlainDate.compare(dueOn, today) < 0;
  const groups = [...Map.groupBy(owed, ({ agencyId }) => agencyId).values()];
  const late = owed.filter(isLate).length;
  return {
    heading:
      all === 0
        ? 'No agency owes anything now'
        : `${all} ${all === 1 ? 'thing is' : 'things are'} awaited from ${groups.length} ${groups.length === 1 ? 'agency' : 'agencies'}${late === 0 ? '' : `, ${late} late`}`,
    lead: all > owed.length ? `The first ${owed.length} of ${all} are shown.` : null,
    agencies: groups
      .toSorted((a, b) => b.filter(isLate).length - a.filter(isLate).length || b.length - a.length)
      .map((list) => {
        const behind = list.filter(isLate).length;
        return {
          name: list[0]?.agency ?? '',
          words: `${list.length} awaited${behind === 0 ? ', none late' : `, ${behind} late`}.`,
          rows: list.map(({ what, reference, href, dueOn }) => ({
            what: owedWords[what],
            reference,
            href,
            due: dueOn,
            state: standingWords(standingOf({ dueOn, metOn: null }, today, calendar)),
          })),
        };
      }),
  };
}
