import { standingOf, standingWords } from '../cases/clocks.ts';
import type { CaseHeader } from '../cases/header.ts';
import { momentOf } from '../intake/moment.ts';
import { codeInWords } from '../people/link.ts';
import { showAnswer } from './answering.ts';
import type { RequestPage, RequestRow, RequestsPage } from './pages/request.ts';
import {
  type AgencyRequest,
  type CaseRequests,
  decideStep,
  type Step,
  type StepName,
  steps,
} from './request.ts';

const dayOf = (at: Temporal.Instant) => momentOf(at).day;

/** How a request stands on a day: answered, nil, taken back, or how many working days are left or gone. */
export function requestState(
  { state, dueOn, answeredAt }: Pick<AgencyRequest, 'state' | 'dueOn' | 'answeredAt'>,
  today: Temporal.PlainDate,
): { readonly mark: string; readonly words: string } {
  if (state === 'withdrawn') return { mark: 'coming', words: 'Taken back' };
  if (answeredAt === null) return standingWords(standingOf({ dueOn, metOn: null }, today));
  const met = standingWords(standingOf({ dueOn, metOn: dayOf(answeredAt) }, today));
  const what = state === 'nil' ? 'Does not know the family' : 'Has answered';
  return { mark: met.mark, words: met.words.replace('Done', what) };
}

/** What the pages need besides the requests. */
export interface RequestsContext {
  readonly header: CaseHeader;
  readonly today: Temporal.PlainDate;
  readonly isCoordinator: boolean;
  /** False for those who are here for an agency: they see what that agency was asked. */
  readonly seesAll: boolean;
}

/** What the list is headed: who has not answered comes first. */
export function requestsHeading(requests: readonly AgencyRequest[], today: Temporal.PlainDate): string {
  const asked = requests.filter(({ state }) => state !== 'withdrawn');
  if (asked.length === 0) return 'No agency has been asked';
  const waiting = asked.filter(({ state }) => state === 'asked');
  const late = waiting.filter(({ dueOn }) => Temporal.PlainDate.compare(dueOn, today) < 0).length;
  const answered = `${asked.length - waiting.length} of ${asked.length} ${asked.length === 1 ? 'agency has' : 'agencies have'} answered`;
  return late === 0 ? answered : `${answered}, ${late} late`;
}

/** The requests of a case. */
export function presentRequests(facts: CaseRequests, context: RequestsContext): RequestsPage {
  const { header, today, isCoordinator, seesAll } = context;
  const base = `/cases/${facts.headed.reference}/requests`;
  return {
    header,
    heading: requestsHeading(facts.requests, today),
    seesAll,
    ask: isCoordinator && facts.headed.state !== 'closed' ? `${base}/ask` : null,
    rows: facts.requests.map(
      (one): RequestRow => ({
        agency: one.agency,
        href: `${base}/${one.id}`,
        person: one.answerName ?? one.person,
        due: one.dueOn,
        answered: one.answeredAt === null ? null : dayOf(one.answeredAt),
        state: requestState(one, today),
      }),
    ),
  };
}

/** What the page of one request needs besides it. */
export interface RequestContext extends Omit<RequestsContext, 'seesAll'> {
  readonly reference: string;
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
  const { header, reference, today, isCoordinator, goesOut, formToken, formKey } = context;
  const here = `/cases/${reference}/requests/${request.id}`;
  const code = isCoordinator && request.state === 'asked' ? (request.link?.code ?? null) : null;
  const open = isCoordinator && request.state === 'asked';
  const names = open
    ? (Object.keys(steps) as StepName[]).filter((step) => decideStep(request, { step }) === null)
    : [];
  return {
    header,
    heading: request.agency,
    here,
    formToken,
    formKey,
    state: requestState(request, today),
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
    groups: request.answers === null ? null : showAnswer(request.answers, here),
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
      by: step.by,
      said: step.words,
    })),
  };
}
