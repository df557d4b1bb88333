import { type Refusal, refuse } from '../acts/refusal.ts';
import { type Problem, validate } from '../intake/answers.ts';
import { type Answers, type Section, textOf } from '../intake/question.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import type { Day } from '../law/day.ts';
import { addWorkingDays, OutsideCalendar } from '../law/working-days.ts';
import { emailAddress } from '../people/invitation.ts';
import type { LinkState } from '../people/link.ts';
import { missingFrom, type Sending } from '../requests/paged-answer.ts';
import type { Step, StepName } from '../requests/request.ts';
import { summarySections } from './summary-questions.ts';

/** A summary as it was asked for, with what came, as far as whoever looks may see it. */
export interface Summary {
  readonly id: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly person: string;
  readonly email: string;
  readonly about: string;
  readonly state: 'asked' | 'known' | 'nil' | 'withdrawn';
  readonly dueOn: Day;
  readonly askedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
  readonly answerName: string | null;
  readonly answerJob: string | null;
  readonly isSecured: boolean | null;
  readonly invitationId: string;
  /** Null until it is sent, and for a nil return. */
  readonly answers: Answers | null;
  readonly steps: readonly Step[];
  /** Null for whoever does not pass the link on. */
  readonly link: LinkState | null;
}

/** Who may still be asked. */
export interface Askable {
  readonly involved: readonly { readonly id: string; readonly name: string }[];
  readonly summaries: readonly Pick<Summary, 'agencyId' | 'state'>[];
}

/** The form that asks an agency for its summary. */
export function askSection({ involved, summaries }: Askable): Section {
  const waiting = new Set(summaries.filter(({ state }) => state === 'asked').map(({ agencyId }) => agencyId));
  return {
    id: 'ask',
    step: '',
    title: 'Ask an agency for its summary',
    questions: [
      {
        id: 'agency',
        kind: 'choice',
        label: 'Agency',
        name: 'The agency',
        hint: 'Those that are involved in the case and are not being waited for.',
        required: 'Choose which agency',
        options: involved
          .filter(({ id }) => !waiting.has(id))
          .map(({ id, name }) => ({ value: id, text: name })),
      },
      {
        id: 'person',
        kind: 'text',
        label: 'Who writes it there',
        name: 'Who writes it',
        hint: 'Somebody who neither worked with the family nor managed those who did.',
        required: 'Enter who writes it',
      },
      {
        id: 'email',
        kind: 'email',
        label: 'Their work e-mail address',
        name: 'Their e-mail address',
        hint: 'They get a link without any detail of the case. You tell them a code.',
        required: 'Enter their e-mail address',
      },
      {
        id: 'about',
        kind: 'long',
        label: 'Whom you ask about',
        name: 'Whom you ask about',
        hint: 'Only what they need to look in their records. They see this and nothing else of the case.',
        required: 'Write whom you ask about',
      },
      {
        id: 'days',
        kind: 'text',
        label: 'In how many working days',
        name: 'The number of working days',
        hint: 'The day of asking is not counted. The partnership’s own convention: no law sets it.',
        required: 'Enter in how many working days',
        most: 2,
      },
    ],
  };
}

/** What an agency is to be asked. */
export interface Asking {
  readonly agency: string;
  readonly person: string;
  readonly email: string;
  readonly about: string;
  readonly due: Day;
}

const wholeDays = (text: string): number | null =>
  /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 30 ? Number(text) : null;

/** The form as it was read: what is to be asked, or null with what is wrong. */
export function readAsk(
  askable: Askable,
  form: URLSearchParams,
  today: Day,
  calendar: Calendar,
): { readonly asking: Asking | null; readonly problems: readonly Problem[] } {
  const { filled, problems: found } = validate(askSection(askable), form, { today, answers: {} });
  const email = emailAddress(textOf(filled, 'email'));
  const days = wholeDays(textOf(filled, 'days'));
  const due = days === null ? null : dueIn(today, days, calendar);
  const wrong = (question: string, text: string): readonly Problem[] =>
    textOf(filled, question) === '' || found.some((one) => one.question === question)
      ? []
      : [{ question, kind: 'wrong', text }];
  const problems = [
    ...found,
    ...(email === null ? wrong('email', 'Their e-mail address must look like name@example.org') : []),
    ...(due === null ? wrong('days', 'The number of working days must be from 1 to 30') : []),
  ];
  if (problems.length > 0 || email === null || due === null) return { asking: null, problems };
  const said = (id: string) => textOf(filled, id);
  return {
    asking: { agency: said('agency'), person: said('person'), about: said('about'), email, due },
    problems,
  };
}

function dueIn(today: Day, days: number, calendar: Calendar): Day | null {
  try {
    return addWorkingDays(today, days, calendar);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

/** Why a step cannot be taken now; null where it can. */
export function whyNotStep({ state, link }: Pick<Summary, 'state' | 'link'>, step: StepName) {
  if (state !== 'asked') return refuse('request-over');
  return step === 'remind' && link?.standing !== 'open' ? refuse('link-over') : null;
}

/** What an author's link opens: what is asked, and their draft. */
export interface OwnSummary {
  readonly id: string;
  /** For the trail; it is on no page. */
  readonly caseId: string;
  readonly agency: string;
  readonly person: string;
  readonly about: string;
  readonly dueOn: Day;
  readonly answers: Answers;
  readonly version: number;
}

/** What is sent; an agency without a record has nothing to secure. Refuses a summary in which something is missing. */
export function decideSend(
  own: OwnSummary,
  { nil }: Sending,
  today: Day,
):
  | { readonly own: OwnSummary; readonly name: string; readonly job: string; readonly isSecured: boolean }
  | Refusal {
  if (nil !== null) return { own, ...nil, isSecured: false };
  if (missingFrom(summarySections, own.answers, today).length > 0) return refuse('answer-incomplete');
  const text = (id: string) => (typeof own.answers[id] === 'string' ? String(own.answers[id]) : '');
  return { own, name: text('name'), job: text('job'), isSecured: text('secured') === 'yes' };
}
