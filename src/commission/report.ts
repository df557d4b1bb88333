import { type Refusal, refuse } from '../acts/refusal.ts';
import { type Problem, validate } from '../intake/answers.ts';
import { type Answers, type Question, type Section, textOf } from '../intake/question.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import type { Day } from '../law/day.ts';
import { addWorkingDays, OutsideCalendar } from '../law/working-days.ts';
import { emailAddress } from '../people/invitation.ts';
import type { LinkState } from '../people/link.ts';
import { missingFrom, type Sending } from '../requests/paged-answer.ts';
import type { Step, StepName } from '../requests/request.ts';
import { type AskKind, type Paragraph, sectionsFor, type Shown } from './report-questions.ts';

/** What an agency was asked for, with what came, as far as whoever looks may see it. */
export interface AgencyReport {
  readonly id: string;
  readonly kind: AskKind;
  /** The report that is to be signed off, or from which the extract is; null for a report. */
  readonly ofReport: string | null;
  readonly agencyId: string;
  readonly agency: string;
  readonly person: string;
  readonly email: string;
  readonly about: string;
  readonly shown: Shown;
  readonly state: 'asked' | 'known' | 'nil' | 'withdrawn';
  readonly dueOn: Day;
  readonly askedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
  readonly answerName: string | null;
  readonly answerJob: string | null;
  readonly invitationId: string;
  /** Null until it is sent, and for a nil return. */
  readonly answers: Answers | null;
  readonly steps: readonly Step[];
  /** Null for whoever does not pass the link on. */
  readonly link: LinkState | null;
}

/** What asking an agency can be about: whom the form offers. */
export interface Askable {
  readonly agencies: readonly { readonly id: string; readonly name: string; readonly note: string }[];
}

const days: Question = {
  id: 'days',
  kind: 'text',
  label: 'In how many working days',
  name: 'The number of working days',
  hint: 'The day of asking is not counted. The partnership’s own convention: no law sets it.',
  required: 'Enter in how many working days',
  most: 3,
};

const personQuestions = (who: string, hint: string): readonly Question[] => [
  { id: 'person', kind: 'text', label: who, name: who, hint, required: 'Enter who' },
  {
    id: 'email',
    kind: 'email',
    label: 'Their work e-mail address',
    name: 'Their e-mail address',
    hint: 'They get a link without any detail of the case. You tell them a code.',
    required: 'Enter their e-mail address',
  },
];

/** The form that asks an agency for its report. */
export const askSection = ({ agencies }: Askable): Section => ({
  id: 'ask',
  step: '',
  title: 'Ask an agency for its report',
  questions: [
    {
      id: 'agency',
      kind: 'choice',
      label: 'Agency',
      name: 'The agency',
      hint: 'Those that are involved in the case and are not being waited for, with what the terms ask of them.',
      required: 'Choose which agency',
      options: agencies.map(({ id, name, note }) => ({
        value: id,
        text: name,
        ...(note === '' ? {} : { hint: note }),
      })),
    },
    ...personQuestions(
      'Who writes it there',
      'Somebody who neither worked with the family nor managed those who did.',
    ),
    {
      id: 'about',
      kind: 'long',
      label: 'Whom it is about',
      name: 'Whom it is about',
      hint: 'Only what they need to look in their records. Besides this they read the period and the lines of enquiry.',
      required: 'Write whom it is about',
    },
    days,
  ],
});

/** The form that asks for a sign-off, or whether an extract is right; `paragraphs` are those of the report. */
export const followSection = (kind: 'sign-off' | 'accuracy', paragraphs: readonly Paragraph[]): Section => ({
  id: kind,
  step: '',
  title: kind === 'sign-off' ? 'Ask a senior officer to sign it off' : 'Ask whether an extract is right',
  questions: [
    ...(kind === 'sign-off'
      ? personQuestions(
          'The senior officer',
          'Somebody who answers for the agency, and did not write the report.',
        )
      : personQuestions('Who was there', 'Somebody who worked with the family, or managed those who did.')),
    ...(kind === 'sign-off'
      ? []
      : [
          {
            id: 'paragraphs',
            kind: 'choices' as const,
            label: 'Which paragraphs they read',
            name: 'The paragraphs',
            hint: 'Only those that are about their own work.',
            required: 'Choose which paragraphs they read',
            options: paragraphs.map(({ number, text }) => ({
              value: number,
              text: `${number} ${shortened(text)}`,
            })),
          },
        ]),
    days,
  ],
});

const shortened = (text: string) => (text.length > 90 ? `${text.slice(0, 89)}…` : text);

/** What is to be asked of somebody. */
export interface Asking {
  readonly kind: AskKind;
  readonly ofReport: string | null;
  readonly agency: string;
  readonly person: string;
  readonly email: string;
  readonly about: string;
  readonly shown: Shown;
  readonly due: Day;
}

/** A form as it was read, with what is wrong with it. */
export interface AskRead {
  readonly given: {
    readonly agency: string;
    readonly person: string;
    readonly email: string;
    readonly about: string;
    readonly numbers: readonly string[];
    readonly due: Day;
  } | null;
  readonly problems: readonly Problem[];
}

/** Reads a form of asking. */
export function readAsk(section: Section, form: URLSearchParams, today: Day, calendar: Calendar): AskRead {
  const { filled, problems: found } = validate(section, form, { today, answers: {} });
  const said = (id: string) => textOf(filled, id);
  const email = emailAddress(said('email'));
  const due = dueIn(today, said('days'), calendar);
  const wrong = (question: string, text: string): readonly Problem[] =>
    said(question) === '' || found.some((one) => one.question === question)
      ? []
      : [{ question, kind: 'wrong', text }];
  const problems = [
    ...found,
    ...(email === null ? wrong('email', 'Their e-mail address must look like name@example.org') : []),
    ...(due === null ? wrong('days', 'The number of working days must be from 1 to 120') : []),
  ];
  if (problems.length > 0 || email === null || due === null) return { given: null, problems };
  const ticked = filled['paragraphs'];
  const numbers = typeof ticked === 'object' ? ticked : [];
  return {
    given: { agency: said('agency'), person: said('person'), about: said('about'), email, due, numbers },
    problems,
  };
}

function dueIn(today: Day, typed: string, calendar: Calendar): Day | null {
  if (!/^\d{1,3}$/.test(typed) || Number(typed) < 1 || Number(typed) > 120) return null;
  try {
    return addWorkingDays(today, Number(typed), calendar);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

/** Why a step cannot be taken now; null where it can. */
export function whyNotStep(
  { state, link }: Pick<AgencyReport, 'state' | 'link'>,
  step: StepName,
): Refusal | null {
  if (state !== 'asked') return refuse('request-over');
  return step === 'remind' && link?.standing !== 'open' ? refuse('link-over') : null;
}

/** How the newest sign-off of a report stands; null where none was asked for. */
export function signOffOf(all: readonly AgencyReport[], reportId: string): AgencyReport | null {
  const [newest] = all
    .filter(
      ({ kind, ofReport, state }) => kind === 'sign-off' && ofReport === reportId && state !== 'withdrawn',
    )
    .toSorted((a, b) => Temporal.Instant.compare(b.askedAt, a.askedAt));
  return newest ?? null;
}

/** Whether what came signs the report off: the officer said so, and did not send it back. */
export const isSigned = (one: AgencyReport | null): boolean =>
  one?.state === 'known' && one.answers?.['position'] === 'signs';

/** What the bearer of a link is asked, and their draft. */
export interface OwnReport {
  readonly id: string;
  /** For the trail; it is on no page. */
  readonly caseId: string;
  readonly kind: AskKind;
  readonly agency: string;
  readonly person: string;
  readonly about: string;
  readonly shown: Shown;
  readonly dueOn: Day;
  readonly answers: Answers;
  readonly version: number;
}

/** What is sent; refuses an answer in which something is missing, and a nil return of anything but a report. */
export function decideSend(
  own: OwnReport,
  { nil }: Sending,
  today: Day,
): { readonly own: OwnReport; readonly name: string; readonly job: string } | Refusal {
  if (nil !== null) return own.kind === 'report' ? { own, ...nil } : refuse('answers-wrong');
  if (missingFrom(sectionsFor(own.kind, own.shown), own.answers, today).length > 0)
    return refuse('answer-incomplete');
  const text = (id: string) => (typeof own.answers[id] === 'string' ? String(own.answers[id]) : '');
  return { own, name: text('name'), job: text('job') };
}

/** What an agency owes on a day, across all cases. */
export interface Owed {
  readonly agencyId: string;
  readonly agency: string;
  readonly what: 'request' | 'summary' | 'report' | 'sign-off' | 'accuracy' | 'chronology';
  readonly reference: string;
  readonly href: string;
  readonly dueOn: Day;
}
