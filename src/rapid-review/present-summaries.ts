import { standingOf, standingWords } from '../cases/clocks.ts';
import type { CaseHeader } from '../cases/header.ts';
import { momentOf } from '../intake/moment.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { codeInWords } from '../people/link.ts';
import { rungOf } from '../requests/ladder.ts';
import { type Step, type StepName, stepTaker, steps } from '../requests/request.ts';
import type { Summaries } from './commands-summaries.ts';
import type { SummariesPage, SummaryPage } from './pages/summary.ts';
import { shownBy } from '../requests/paged-answer.ts';
import { type Summary, whyNotStep } from './summary.ts';
import { summarySections } from './summary-questions.ts';

const dayOf = (at: Temporal.Instant) => momentOf(at).day;

/** How a summary stands on a day. */
export function summaryState(
  { state, dueOn, answeredAt }: Pick<Summary, 'state' | 'dueOn' | 'answeredAt'>,
  today: Day,
  calendar: Calendar,
) {
  if (state === 'withdrawn') return { mark: 'coming', words: 'Taken back' };
  if (answeredAt === null) return standingWords(standingOf({ dueOn, metOn: null }, today, calendar));
  const met = standingWords(standingOf({ dueOn, metOn: dayOf(answeredAt) }, today, calendar));
  return {
    mark: met.mark,
    words: met.words.replace('Done', state === 'nil' ? 'Has no record of the family' : 'Has come'),
  };
}

/** What the pages need besides the summaries. */
export interface SummariesContext {
  readonly header: CaseHeader;
  readonly today: Day;
  readonly calendar: Calendar;
  readonly base: string;
  readonly asks: boolean;
  /** False for those who are here for an agency. */
  readonly seesAll: boolean;
}

/** The summaries of a review; who has not given one comes first. */
export function presentSummaries({ facts, summaries }: Summaries, context: SummariesContext): SummariesPage {
  const { header, today, calendar, base, asks, seesAll } = context;
  const asked = summaries.filter(({ state }) => state !== 'withdrawn');
  const come = asked.filter(({ answeredAt }) => answeredAt !== null).length;
  const known = new Set(asked.map(({ agencyId }) => agencyId));
  const unasked = seesAll ? facts.involved.filter(({ id }) => !known.has(id)).map(({ name }) => name) : [];
  return {
    header,
    heading:
      asked.length === 0
        ? 'No agency has been asked for its summary'
        : `${come} of ${asked.length} ${asked.length === 1 ? 'summary has' : 'summaries have'} come`,
    seesAll,
    ask: asks ? `${base}/ask` : null,
    rows: summaries.map((one) => ({
      agency: one.agency,
      href: `${base}/${one.id}`,
      person: one.answerName ?? one.person,
      state: summaryState(one, today, calendar),
      when:
        one.answeredAt === null
          ? `by ${withoutWeekday(one.dueOn)}`
          : `on ${withoutWeekday(dayOf(one.answeredAt))}`,
      rung: asks ? rungOf(one, today, calendar) : null,
    })),
    unasked,
  };
}

const stepWords: Readonly<Record<Step['kind'], string>> = {
  reminded: 'Reminded',
  'sent-again': 'Sent again, to',
  escalated: 'Taken further, to',
  withdrawn: 'Taken back',
};

const linkWords = {
  open: null,
  used: null,
  revoked: null,
  tried: 'The link was tried with ten wrong codes and opens nothing any longer. Send it again.',
  lapsed: 'The link has run out. Send it again.',
} as const;

const stepText: Readonly<Record<StepName, string>> = {
  remind: 'Remind them',
  'send-again': 'Send it again, or to somebody else',
  escalate: 'Take the delay further',
  withdraw: 'Take the request back',
};

/** What the page of one summary needs besides it. */
export interface SummaryContext extends Omit<SummariesContext, 'seesAll'> {
  readonly goesOut: boolean;
  readonly formToken: string;
  readonly formKey: string;
}

const headingWords: Readonly<Record<Summary['state'], (agency: string) => string>> = {
  asked: (agency) => `${agency}: its summary is awaited`,
  known: (agency) => `${agency}: its summary has come`,
  nil: (agency) => `${agency} has no record of the family`,
  withdrawn: (agency) => `${agency}: its summary is no longer asked for`,
};

/** One summary: how it stands, what the agency wrote, and what can be done about it. */
export function presentSummary(summary: Summary, context: SummaryContext): SummaryPage {
  const { header, today, calendar, base, asks, goesOut, formToken, formKey } = context;
  const here = `${base}/${summary.id}`;
  const open = asks && summary.state === 'asked';
  const code = open ? (summary.link?.code ?? null) : null;
  const names = open
    ? (Object.keys(steps) as StepName[]).filter((step) => whyNotStep(summary, step) === null)
    : [];
  return {
    header,
    heading: headingWords[summary.state](summary.agency),
    here,
    formToken,
    formKey,
    state: summaryState(summary, today, calendar),
    asked: `Asked of ${summary.person}${asks ? ` (${summary.email})` : ''} on ${withoutWeekday(dayOf(summary.askedAt))}, by ${withoutWeekday(summary.dueOn)}.`,
    answered: answeredWords(summary),
    secured: securedOf(summary),
    about: summary.about,
    groups: summary.answers === null ? null : shownBy(summarySections, summary.answers, here),
    rung: asks ? rungOf(summary, today, calendar) : null,
    trouble: open && summary.link !== null ? linkWords[summary.link.standing] : null,
    code: code === null ? null : codeInWords(code),
    byHand: code !== null && !goesOut,
    remind: goesOut && names.includes('remind'),
    actions: names
      .filter((step) => step !== 'remind')
      .map((step) => ({ text: stepText[step], href: `${here}/${step}` })),
    steps: summary.steps.map((step) => ({
      words: `${stepWords[step.kind]}${step.toWhom === '' ? '' : ` ${step.toWhom}`}`,
      on: dayOf(step.at),
      by: stepTaker(step),
      said: step.words,
    })),
  };
}

function answeredWords({ answeredAt, answerName, answerJob, state }: Summary): string | null {
  if (answeredAt === null) return null;
  const what = state === 'nil' ? 'said that the agency has no record of the family' : 'sent the summary';
  return `${answerName ?? ''}, ${answerJob ?? ''}, ${what} on ${withoutWeekday(dayOf(answeredAt))}.`;
}

// A nil return has no records to secure.
const securedOf = ({ state, isSecured }: Summary) => {
  if (state !== 'known' || isSecured === null) return null;
  return isSecured
    ? { mark: 'done', words: 'Says that its records are secured: the letter is acknowledged' }
    : { mark: 'look', words: 'Says that its records are not secured yet' };
};
