import { standingOf, standingWords } from '../cases/clocks.ts';
import type { CaseHeader } from '../cases/header.ts';
import { momentOf } from '../intake/moment.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import { codeInWords } from '../people/link.ts';
import { shownBy } from './paged-answer.ts';
import { answerSections } from './questions.ts';
import { rungOf } from './ladder.ts';
import type { Place } from '../safety/safety.ts';
import type { RequestPage, RequestsPage } from './pages/request.ts';
import {
  type AgencyRequest,
  baseAt,
  decideStep,
  referenceAt,
  type RequestRow,
  type Requests,
  type Step,
  type StepName,
  stepTaker,
  steps,
  whyNotAsk,
} from './request.ts';

const dayOf = (at: Temporal.Instant) => momentOf(at).day;

/** How a request stands on a day: answered, nil, taken back, or how many working days are left or gone. */
export function requestState(
  { state, dueOn, answeredAt }: Pick<AgencyRequest, 'state' | 'dueOn' | 'answeredAt'>,
  today: Temporal.PlainDate,
  calendar: Calendar,
): { readonly mark: string; readonly words: string } {
  if (state === 'withdrawn') return { mark: 'coming', words: 'Taken back' };
  if (answeredAt === null) return standingWords(standingOf({ dueOn, metOn: null }, today, calendar));
  const met = standingWords(standingOf({ dueOn, metOn: dayOf(answeredAt) }, today, calendar));
  const what = state === 'nil' ? 'Does not know the family' : 'Has answered';
  return { mark: met.mark, words: met.words.replace('Done', what) };
}

/** What the pages need besides the requests. */
export interface RequestsContext {
  /** Null on a referral. */
  readonly header: CaseHeader | null;
  readonly today: Temporal.PlainDate;
  /** The bank holidays by which days are counted here. */
  readonly calendar: Calendar;
  readonly isCoordinator: boolean;
  /** False for those who are here for an agency: they see what that agency was asked. */
  readonly seesAll: boolean;
}

/** What the list is headed: who has not answered comes first. */
export function requestsHeading(
  requests: readonly Pick<AgencyRequest, 'state' | 'dueOn'>[],
  today: Temporal.PlainDate,
): string {
  const asked = requests.filter(({ state }) => state !== 'withdrawn');
  if (asked.length === 0) return 'No agency has been asked';
  const waiting = asked.filter(({ state }) => state === 'asked');
  const late = waiting.filter(({ dueOn }) => Temporal.PlainDate.compare(dueOn, today) < 0).length;
  const answered = `${asked.length - waiting.length} of ${asked.length} ${asked.length === 1 ? 'agency has' : 'agencies have'} answered`;
  return late === 0 ? answered : `${answered}, ${late} late`;
}

/** The requests of a case or a referral. */
export function presentRequests(facts: Requests, context: RequestsContext): RequestsPage {
  const { header, today, calendar, isCoordinator, seesAll } = context;
  const base = baseAt(facts.place);
  return {
    header,
    reference: referenceAt(facts.place),
    heading: requestsHeading(facts.requests, today),
    seesAll,
    ask: isCoordinator && whyNotAsk(facts.place) === null ? `${base}/ask` : null,
    rows: facts.requests.map((one) => presentRow(one, base, today, calendar)),
  };
}

/** A request as a row of a list; `base` is where those of its place stand. */
export const presentRow = (
  one: Omit<AgencyRequest, 'link' | 'steps'>,
  base: string,
  today: Temporal.PlainDate,
  calendar: Calendar,
): RequestRow => ({
  agency: one.agency,
  href: `${base}/${one.id}`,
  person: one.answerName ?? one.person,
  due: one.dueOn,
  answered: one.answeredAt === null ? null : dayOf(one.answeredAt),
  state: requestState(one, today, calendar),
  early: one.isEarly,
});

/** What the page of one request needs besides it. */
export interface RequestContext extends Omit<RequestsContext, 'seesAll'> {
  readonly place: Place;
  readonly goesOut: boolean;
  readonly formToken: string;
  readonly formKey: string;
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

/** One request: how it stands, the answer, and what can be done about it. */
export function presentRequest(request: AgencyRequest, context: RequestContext): RequestPage {
  const { header, place, today, calendar, isCoordinator, goesOut, formToken, formKey } = context;
  const here = `${baseAt(place)}/${request.id}`;
  const code = isCoordinator && request.state === 'asked' ? (request.link?.code ?? null) : null;
  const open = isCoordinator && request.state === 'asked';
  const names = open
    ? (Object.keys(steps) as StepName[]).filter((step) => decideStep(request, { step }) === null)
    : [];
  return {
    header,
    reference: referenceAt(place),
    heading: request.agency,
    early: request.isEarly && place.kind === 'case',
    here,
    formToken,
    formKey,
    state: requestState(request, today, calendar),
    person: request.person,
    email: isCoordinator ? request.email : null,
    about: request.about,
    asked: dayOf(request.askedAt),
    due: request.dueOn,
    answered:
      request.answeredAt === null
        ? null
        : { on: dayOf(request.answeredAt), name: request.answerName ?? '', job: request.answerJob ?? '' },
    nil: request.state === 'nil',
    groups: request.answers === null ? null : shownBy(answerSections, request.answers, here),
    rung: open ? rungOf(request, today, calendar) : null,
    trouble: open && request.link !== null ? linkWords[request.link.standing] : null,
    code: code === null ? null : codeInWords(code),
    byHand: code !== null && !goesOut,
    remind: goesOut && names.includes('remind'),
    actions: names
      .filter((step) => step !== 'remind')
      .map((step) => ({ text: stepText[step], href: `${here}/${step}` })),
    steps: request.steps.map((step) => ({
      words: `${stepWords[step.kind]}${step.toWhom === '' ? '' : ` ${step.toWhom}`}`,
      on: dayOf(step.at),
      by: stepTaker(step),
      said: step.words,
    })),
  };
}
