import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Standing } from '../access/policy.ts';
import { whyNotChange } from '../cases/people.ts';
import { type Checked, type Problem, validate } from '../intake/answers.ts';
import { type Answers, type Filled, type Question, type Section, textOf } from '../intake/question.ts';
import { emailAddress } from '../people/invitation.ts';
import { momentOf } from '../intake/moment.ts';
import { referenceOf } from '../intake/referral.ts';
import type { LinkState } from '../people/link.ts';
import { type Place, standingAt } from '../safety/safety.ts';

/** Where a request stands. */
export type RequestState = 'asked' | 'known' | 'nil' | 'withdrawn';
/** What was done so that an answer came. */
export type StepKind = 'reminded' | 'sent-again' | 'escalated' | 'withdrawn';

/** A step on a request, with who took it. */
export interface Step {
  readonly kind: StepKind;
  readonly toWhom: string;
  readonly words: string;
  /** True for a reminder that the service sent by itself. */
  readonly byClock: boolean;
  readonly by: string | null;
  readonly at: Temporal.Instant;
}

/** A request to an agency, as far as whoever looks may see it. */
export interface AgencyRequest {
  readonly id: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly person: string;
  readonly email: string;
  readonly about: string;
  readonly state: RequestState;
  readonly dueOn: Temporal.PlainDate;
  readonly askedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
  readonly answerName: string | null;
  readonly answerJob: string | null;
  readonly invitationId: string;
  /** Asked on a referral, before there was a case. */
  readonly isEarly: boolean;
  /** Null until it is sent, and for a nil return. */
  readonly answers: Answers | null;
  readonly steps: readonly Step[];
  /** Null for whoever does not pass the link on. */
  readonly link: LinkState | null;
}

/** A place as it is asked for: a case by its reference, or a referral by its identifier. */
export type AskedPlace =
  | { readonly kind: 'case'; readonly reference: string }
  | { readonly kind: 'referral'; readonly id: string };

/** The requests of a case, or of a referral that may become one, with the agencies that may be asked. */
export interface Requests {
  readonly place: Place;
  readonly requests: readonly AgencyRequest[];
  /** Whom one may ask: the agencies that are involved in the case today; on a referral, all of today. */
  readonly involved: readonly { readonly id: string; readonly name: string }[];
  /** Whom it is about, one line each, to begin the request's words from. */
  readonly whom: readonly string[];
  /** Whether mail goes out from here. */
  readonly goesOut: boolean;
}

/** How whoever looks stands to the case of the requests; on a referral that has none, nobody is shut out. */
export const standingOfRequests = ({ place }: Pick<Requests, 'place'>): Standing =>
  standingAt({ place, actions: [] });

/** The reference of the case or of the referral. */
export const referenceAt = (place: Place): string =>
  place.kind === 'case'
    ? place.headed.reference
    : referenceOf(place.referral.number, momentOf(place.referral.sentAt).day);

/** Where the requests of a place stand. */
export const baseAt = (place: Place): string =>
  place.kind === 'case'
    ? `/cases/${place.headed.reference}/requests`
    : `/referrals/${place.referral.id}/requests`;

/** Why no agency can be asked at a place now; null where one can. Once a referral has a case, agencies are asked there. */
export function whyNotAsk(place: Place): null | Refusal {
  if (place.kind === 'case') return whyNotChange({ headed: place.headed });
  const { ofCase, state } = place.referral;
  if (ofCase !== null) return refuse('referral-in-case');
  return state === 'closed' ? refuse('referral-closed') : null;
}

/** What an agency is waited for, in a list of what is due; it stands on a case, or on a referral that has none yet. */
export interface OpenRequest {
  readonly id: string;
  /** What it knows of the family, or its summary for a rapid review. */
  readonly what: 'request' | 'summary';
  readonly reference: string;
  readonly href: string;
  readonly agency: string;
  readonly dueOn: Temporal.PlainDate;
  /** When the delay was last taken further; null where it never was, and for whoever does not see the steps. */
  readonly escalatedOn: Temporal.PlainDate | null;
}

/** Who took a step, in words. */
export const stepTaker = ({ by, byClock }: Pick<Step, 'by' | 'byClock'>): string | null =>
  byClock ? 'the clock' : by;

const longest = 60;

const personQuestions: readonly Question[] = [
  {
    id: 'person',
    kind: 'text',
    label: 'Who there answers',
    name: 'Who answers',
    hint: 'Whom the agency nominated: somebody who did not work with the family themselves, where it can.',
    required: 'Enter who answers',
  },
  {
    id: 'email',
    kind: 'email',
    label: 'Their work e-mail address',
    name: 'Their e-mail address',
    hint: 'They get a link without any detail of the case. You tell them a code.',
    required: 'Enter their e-mail address',
  },
];

/** The form that asks an agency. */
export function askSection({
  involved,
  requests,
  place,
}: Pick<Requests, 'involved' | 'requests' | 'place'>): Section {
  const waiting = new Set(requests.filter(({ state }) => state === 'asked').map(({ agencyId }) => agencyId));
  const agency: Question = {
    id: 'agency',
    kind: 'choice',
    label: 'Agency',
    name: 'The agency',
    hint:
      place.kind === 'case'
        ? 'Those that are involved in the case and are not being waited for.'
        : 'Those that are not being waited for. An agency that is asked sees nothing of the referral.',
    required: 'Choose which agency',
    options: involved.filter(({ id }) => !waiting.has(id)).map(({ id, name }) => ({ value: id, text: name })),
  };
  return {
    id: 'ask',
    step: '',
    title: 'Ask an agency what it knows',
    questions: [
      agency,
      ...personQuestions,
      {
        id: 'about',
        kind: 'long',
        label: 'Whom you ask about',
        name: 'Whom you ask about',
        hint: 'Only what they need to look in their records. They see this and nothing else.',
        required: 'Write whom you ask about',
      },
      {
        id: 'days',
        kind: 'text',
        label: 'In how many working days',
        name: 'The number of working days',
        hint: 'The day of asking is not counted. This is the partnership’s own convention: no law sets it.',
        required: 'Enter in how many working days',
      },
    ],
  };
}

/** What an agency is to be asked, as it was filled in. */
export interface Asking {
  readonly agency: string;
  readonly person: string;
  readonly email: string;
  readonly about: string;
  readonly days: number;
}

/** The form as it was read: what is to be asked, or null with what is wrong. */
export function readAsk(
  facts: Requests,
  form: URLSearchParams,
  today: Temporal.PlainDate,
): { readonly asking: Asking | null; readonly problems: readonly Problem[] } {
  const { filled, problems: found } = validate(askSection(facts), form, { today, answers: {} });
  const email = emailAddress(textOf(filled, 'email'));
  const days = wholeDays(textOf(filled, 'days'));
  const problems = [...found, ...emailProblem(filled, found), ...daysProblem(filled, days)];
  if (problems.length > 0 || email === null || days === null) return { asking: null, problems };
  const [agency, person, about] = ['agency', 'person', 'about'].map((id) => textOf(filled, id));
  return {
    asking: { agency: agency ?? '', person: person ?? '', about: about ?? '', email, days },
    problems,
  };
}

const wholeDays = (text: string): number | null =>
  /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= longest ? Number(text) : null;

const daysProblem = (filled: Filled, days: number | null): readonly Problem[] =>
  textOf(filled, 'days') === '' || days !== null
    ? []
    : [{ question: 'days', kind: 'wrong', text: `The number of working days must be from 1 to ${longest}` }];

// What a form takes for an address may still be none that a mail can be sent to.
function emailProblem(filled: Filled, found: Checked['problems']): readonly Problem[] {
  const typed = textOf(filled, 'email');
  if (typed === '' || emailAddress(typed) !== null || found.some(({ question }) => question === 'email'))
    return [];
  return [{ question: 'email', kind: 'wrong', text: 'Their e-mail address must look like name@example.org' }];
}

/** The steps that somebody can take on a request, by the part of the address. */
export const steps = {
  remind: 'reminded',
  'send-again': 'sent-again',
  escalate: 'escalated',
  withdraw: 'withdrawn',
} as const satisfies Record<string, StepKind>;
export type StepName = keyof typeof steps;

/** The step of that name; null where there is none. */
export const stepNamed = (name: string | undefined): StepName | null =>
  (Object.keys(steps) as StepName[]).find((one) => one === name) ?? null;

/** The form of a step. */
export function stepSection(step: StepName): Section {
  const titles: Readonly<Record<StepName, string>> = {
    remind: 'Remind them',
    'send-again': 'Send it again',
    escalate: 'Take the delay further',
    withdraw: 'Take the request back',
  };
  const questions: Readonly<Record<StepName, readonly Question[]>> = {
    remind: [],
    'send-again': personQuestions,
    escalate: [
      {
        id: 'whom',
        kind: 'text',
        label: 'To whom you have taken it',
        name: 'To whom you have taken it',
        hint: 'For example, the agency’s safeguarding lead, or its representative in the group.',
        required: 'Enter to whom you have taken it',
      },
      {
        id: 'words',
        kind: 'long',
        label: 'What was said and agreed',
        name: 'What was said and agreed',
        required: 'Write what was said and agreed',
      },
    ],
    withdraw: [{ id: 'words', kind: 'long', label: 'Why?', name: 'Why', required: 'Say why' }],
  };
  return { id: step, step: '', title: titles[step], questions: questions[step] };
}

/** A step as it was filled in. */
export interface Taking {
  readonly step: StepName;
  readonly whom: string;
  readonly words: string;
  readonly email: string;
}

/** Reads the form of a step. */
export function readStep(
  step: StepName,
  form: URLSearchParams,
  today: Temporal.PlainDate,
): { readonly taking: Taking | null; readonly problems: readonly Problem[] } {
  const { filled, problems: found } = validate(stepSection(step), form, { today, answers: {} });
  const problems = [...found, ...emailProblem(filled, found)];
  if (problems.length > 0) return { taking: null, problems };
  const whom = textOf(filled, 'whom') || textOf(filled, 'person');
  const email = emailAddress(textOf(filled, 'email')) ?? '';
  return { taking: { step, whom, words: textOf(filled, 'words'), email }, problems };
}

/** Whether a step can be taken now: nobody waits for what was answered, and nobody is reminded of a link that opens nothing. */
export function decideStep({ state, link }: AgencyRequest, { step }: Pick<Taking, 'step'>): null | Refusal {
  if (state !== 'asked') return refuse('request-over');
  return step === 'remind' && link?.standing !== 'open' ? refuse('link-over') : null;
}

/** A state in words, with its shape. */
export interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** An agency that was asked, in the list. */
export interface RequestRow {
  readonly agency: string;
  readonly href: string;
  readonly person: string;
  readonly due: Temporal.PlainDate;
  readonly answered: Temporal.PlainDate | null;
  readonly state: Mark;
  /** Asked on a referral, before there was a case. */
  readonly early: boolean;
}
