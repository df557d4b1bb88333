import { standingOf, standingWords } from '../cases/clocks.ts';
import type { CaseHeader } from '../cases/header.ts';
import { momentOf } from '../intake/moment.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { codeInWords } from '../people/link.ts';
import { rungOf } from '../requests/ladder.ts';
import { type Step, type StepName, stepTaker, steps } from '../requests/request.ts';
import { whyNotLaneStep } from './asking.ts';
import { type AgencyLane, type ChronologyFacts, isLate, type Setup, unasked } from './chronology.ts';
import type { AgencyLanePage, LanesPage } from './pages/chronology.ts';

const dayOf = (at: Temporal.Instant) => momentOf(at).day;
const day = (at: Temporal.Instant) => withoutWeekday(dayOf(at));

/** The period that is asked for, in words; null where none was set. */
export function periodWords({ from, until }: Pick<Setup, 'from' | 'until'>): string | null {
  if (from === null && until === null) return null;
  if (from === null) return `until ${withoutWeekday(until as Day)}`;
  return until === null
    ? `from ${withoutWeekday(from)}`
    : `from ${withoutWeekday(from)} to ${withoutWeekday(until)}`;
}

/** How a lane stands on a day. */
export function laneState({ state, dueOn, last }: AgencyLane, today: Day, calendar: Calendar) {
  if (state === 'withdrawn') return { mark: 'coming', words: 'Taken back' };
  if (state === 'nil') return { mark: 'done', words: 'Nothing on record' };
  if (state === 'given')
    return last !== null && last.notUnderstood > 0
      ? { mark: 'look', words: 'Given, not all understood' }
      : { mark: 'done', words: 'Given' };
  if (dueOn === null) return { mark: 'coming', words: 'To be put in here' };
  return standingWords(standingOf({ dueOn, metOn: null }, today, calendar));
}

/** What the pages need besides the chronology. */
export interface LanesContext {
  readonly header: CaseHeader;
  readonly today: Day;
  readonly calendar: Calendar;
  readonly base: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly may: { readonly ask: boolean; readonly open: boolean; readonly release: boolean };
  /** False for those who are here for an agency. */
  readonly seesAll: boolean;
}

const people = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** The answer of the page of lanes: how many have given theirs, and how many are late. */
export function lanesHeading(lanes: readonly AgencyLane[], today: Day): string {
  const asked = lanes.filter(({ state }) => state !== 'withdrawn');
  if (asked.length === 0) return 'No agency has been asked for its chronology';
  const given = asked.filter(({ state }) => state !== 'asked').length;
  const late = asked.filter((lane) => isLate(lane, today)).length;
  const head = `${given} of ${people(asked.length, 'agency has given its chronology', 'agencies have given theirs')}`;
  return late === 0 ? head : `${head}, ${people(late, 'is', 'are')} late`;
}

/** The lanes of a chronology; who is late comes first, then who is waited for. */
export function presentLanes(facts: ChronologyFacts, context: LanesContext): LanesPage {
  const { chronology, lanes, headed } = facts;
  const { header, today, calendar, base, may, seesAll } = context;
  const order = (lane: AgencyLane) =>
    isLate(lane, today) ? 0 : lane.state === 'asked' ? 1 : lane.state === 'withdrawn' ? 3 : 2;
  const isOpen = chronology.closedAt === null && headed.state !== 'closed';
  return {
    header,
    heading: lanesHeading(lanes, today),
    title: chronology.setup.title,
    period: periodWords(chronology.setup),
    columns: chronology.setup.columns.map(({ title }) => title).join(', '),
    setup: may.open && isOpen ? `${base}/setup` : null,
    ask: may.ask && isOpen && unasked(facts).length > 0 ? `${base}/lanes/add` : null,
    merged: `${base}/merged`,
    picture: `${base}/picture`,
    seesAll,
    standing: standingWordsOf(chronology),
    release: may.release && isOpen && chronology.releasedAt === null,
    close: may.release && isOpen,
    move: `${base}/move`,
    formToken: context.formToken,
    formKey: context.formKey,
    rows: lanes
      .toSorted((a, b) => order(a) - order(b))
      .map((lane) => ({
        agency: lane.agency,
        href: `${base}/lanes/${lane.id}`,
        state: laneState(lane, today, calendar),
        due: lane.dueOn === null ? '' : withoutWeekday(lane.dueOn),
        rows: lane.returns === 0 ? '' : String(lane.rows),
        notUnderstood: lane.last === null || lane.last.given === 'nil' ? '' : String(lane.last.notUnderstood),
        last: lane.last === null ? '' : day(lane.last.givenAt),
        rung:
          may.ask && lane.dueOn !== null
            ? rungOf({ state: lane.state, dueOn: lane.dueOn }, today, calendar)
            : null,
      })),
    unasked: seesAll ? unasked(facts).map(({ name }) => name) : [],
  };
}

function standingWordsOf({ releasedAt, closedAt }: ChronologyFacts['chronology']): string {
  const released =
    releasedAt === null
      ? 'Each agency reads its own rows alone, until the whole is released.'
      : `Released on ${day(releasedAt)}: everybody on the case reads the whole.`;
  return closedAt === null ? released : `${released} Closed on ${day(closedAt)}: nothing more is taken in.`;
}

const stepDone: Readonly<Record<Step['kind'], string>> = {
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
  'send-again': 'Send a link, to the same person or another',
  escalate: 'Take the delay further',
  withdraw: 'Take the request back',
};

const headings: Readonly<Record<AgencyLane['state'], (agency: string) => string>> = {
  asked: (agency) => `${agency}: its chronology is awaited`,
  given: (agency) => `${agency} has given its chronology`,
  nil: (agency) => `${agency} has nothing on record`,
  withdrawn: (agency) => `${agency}: its chronology is no longer asked for`,
};

/** One lane: how it stands, what was given, and what can be done about it. */
export function presentLane(
  { chronology, goesOut, headed }: ChronologyFacts,
  lane: AgencyLane,
  context: LanesContext,
): AgencyLanePage {
  const { header, today, calendar, base, may, formToken, formKey } = context;
  const here = `${base}/lanes/${lane.id}`;
  const open =
    may.ask && chronology.closedAt === null && lane.state !== 'withdrawn' && headed.state !== 'closed';
  const code = open ? (lane.link?.code ?? null) : null;
  const names = open
    ? (Object.keys(steps) as StepName[]).filter((step) => whyNotLaneStep(lane, step) === null)
    : [];
  const { last } = lane;
  return {
    header,
    heading: headings[lane.state](lane.agency),
    here,
    formToken,
    formKey,
    state: laneState(lane, today, calendar),
    asked: askedWords(lane),
    given: last === null ? null : givenWords(lane.rows, last),
    merged: last === null || last.given === 'nil' ? null : `${base}/merged?agency=${lane.id}`,
    rung:
      may.ask && lane.dueOn !== null
        ? rungOf({ state: lane.state, dueOn: lane.dueOn }, today, calendar)
        : null,
    trouble: open && lane.link !== null ? linkWords[lane.link.standing] : null,
    code: code === null ? null : codeInWords(code),
    byHand: code !== null && !goesOut,
    remind: goesOut && names.includes('remind'),
    bring: open ? `${here}/bring` : null,
    actions: names
      .filter((step) => step !== 'remind')
      .map((step) => ({ text: stepText[step], href: `${here}/steps/${step}` })),
    steps: lane.steps.map((step) => ({
      words: `${stepDone[step.kind]}${step.toWhom === '' ? '' : ` ${step.toWhom}`}`,
      on: dayOf(step.at),
      by: stepTaker(step),
      said: step.words,
    })),
  };
}

function askedWords({ person, email, dueOn, askedAt }: AgencyLane): string {
  if (dueOn === null) return `Opened on ${day(askedAt)}, to be filled here from what comes another way.`;
  const whom = person === '' ? '' : ` of ${person}${email === '' ? '' : ` (${email})`}`;
  return `Asked${whom} on ${day(askedAt)}, by ${withoutWeekday(dueOn)}.`;
}

function givenWords(rows: number, last: NonNullable<AgencyLane['last']>): string {
  const whom = last.isTakenIn ? 'taken in here' : `by ${last.byName ?? ''}, ${last.byJob ?? ''}`;
  const what =
    last.given === 'nil'
      ? 'said that there is nothing on record'
      : `${people(rows, 'row stands', 'rows stand')}, ${last.notUnderstood} not understood`;
  return `Return ${last.number}, ${day(last.givenAt)}, ${whom}: ${what}.`;
}
