import { type Problem, validate } from '../intake/answers.ts';
import { type Question, type Section, textOf } from '../intake/question.ts';
import type { Calendar } from '../law/bank-holidays.ts';
import type { Day } from '../law/day.ts';
import { addWorkingDays, OutsideCalendar } from '../law/working-days.ts';
import { emailAddress } from '../people/invitation.ts';
import { refuse, type Refusal } from '../acts/refusal.ts';
import { stepSection, type StepName } from '../requests/request.ts';
import type { AgencyLane, ChronologyFacts } from './chronology.ts';
import { unasked } from './chronology.ts';
import type { LaneAsked } from './store.ts';

const mostDays = 60;

const daysQuestion: Question = {
  id: 'days',
  kind: 'text',
  label: 'In how many working days',
  name: 'The number of working days',
  hint: 'The day of asking is not counted. The partnership’s own convention: no law sets it.',
  required: 'Enter in how many working days',
  most: 2,
};

/** The form that opens an agency's lane: asked by a link, or filled here from what came another way. */
export function laneSection(facts: Pick<ChronologyFacts, 'involved' | 'lanes'>): Section {
  const way = 'way';
  const byLink = { question: way, is: 'link' };
  const questions: readonly Question[] = [
    {
      id: 'agency',
      kind: 'choice',
      label: 'Agency',
      name: 'The agency',
      hint: 'Those that are involved in the case and have no lane here.',
      required: 'Choose which agency',
      options: unasked(facts).map(({ id, name }) => ({ value: id, text: name })),
    },
    {
      id: way,
      kind: 'choice',
      label: 'How it gives its chronology',
      name: 'How it gives its chronology',
      required: 'Choose how it gives its chronology',
      options: [
        {
          value: 'link',
          text: 'By a link that you send',
          hint: 'They upload a file or type, and correct it by the same link.',
        },
        { value: 'here', text: 'You put in what came another way', hint: 'A file by secure e-mail, say.' },
      ],
    },
    {
      id: 'person',
      kind: 'text',
      label: 'Who there makes it',
      name: 'Who makes it',
      required: 'Enter who makes it',
      when: byLink,
    },
    {
      id: 'email',
      kind: 'email',
      label: 'Their work e-mail address',
      name: 'Their e-mail address',
      hint: 'They get a link without any detail of the case. You tell them a code.',
      required: 'Enter their e-mail address',
      when: byLink,
    },
    { ...daysQuestion, when: byLink },
  ];
  return { id: 'lane', step: '', title: 'Ask an agency for its chronology', questions };
}

const daysIn = (text: string): number | null =>
  /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= mostDays ? Number(text) : null;

/** The working day that many days after today; null past the calendar. */
export function dueIn(today: Day, text: string, calendar: Calendar): Day | null {
  const days = daysIn(text);
  if (days === null) return null;
  try {
    return addWorkingDays(today, days, calendar);
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}

const wrongDays: Problem = {
  question: 'days',
  kind: 'wrong',
  text: `The number of working days must be from 1 to ${mostDays}`,
};
const wrongEmail: Problem = {
  question: 'email',
  kind: 'wrong',
  text: 'Their e-mail address must look like name@example.org',
};

/** The form as it was read: what is to be asked, or null with what is wrong. */
export function readLane(
  facts: Pick<ChronologyFacts, 'involved' | 'lanes'>,
  form: URLSearchParams,
  today: Day,
  calendar: Calendar,
): { readonly asking: LaneAsked | null; readonly problems: readonly Problem[] } {
  const { filled, problems: found } = validate(laneSection(facts), form, { today, answers: {} });
  const agency = textOf(filled, 'agency');
  if (textOf(filled, 'way') !== 'link')
    return {
      asking: found.length > 0 ? null : { agency, person: '', email: null, due: null },
      problems: found,
    };
  return withLink(filled, found, today, calendar, (person, email, due) => ({ agency, person, email, due }));
}

function withLink<Made>(
  filled: Parameters<typeof textOf>[0],
  found: readonly Problem[],
  today: Day,
  calendar: Calendar,
  make: (person: string, email: string, due: Day) => Made,
): { readonly asking: Made | null; readonly problems: readonly Problem[] } {
  const isFree = (question: string) =>
    textOf(filled, question) !== '' && !found.some((one) => one.question === question);
  const email = emailAddress(textOf(filled, 'email'));
  const due = dueIn(today, textOf(filled, 'days'), calendar);
  const problems = [
    ...found,
    ...(email === null && isFree('email') ? [wrongEmail] : []),
    ...(due === null && isFree('days') ? [wrongDays] : []),
  ];
  if (problems.length > 0 || email === null || due === null) return { asking: null, problems };
  return { asking: make(textOf(filled, 'person'), email, due), problems };
}

/** The form of a step on a lane: sending again sets another last day. */
export function laneStepSection(step: StepName): Section {
  const section = stepSection(step);
  return step === 'send-again' ? { ...section, questions: [...section.questions, daysQuestion] } : section;
}

/** A step on a lane as it was filled in. */
export interface LaneTaking {
  readonly whom: string;
  readonly words: string;
  readonly email: string;
  readonly due: Day | null;
}

/** Reads the form of a step. */
export function readLaneStep(
  step: StepName,
  form: URLSearchParams,
  today: Day,
  calendar: Calendar,
): { readonly taking: LaneTaking | null; readonly problems: readonly Problem[] } {
  const { filled, problems } = validate(laneStepSection(step), form, { today, answers: {} });
  if (step === 'send-again') {
    const { asking, problems: all } = withLink(filled, problems, today, calendar, (whom, email, due) => ({
      whom,
      words: '',
      email,
      due,
    }));
    return { taking: asking, problems: all };
  }
  if (problems.length > 0) return { taking: null, problems };
  return {
    taking: { whom: textOf(filled, 'whom'), words: textOf(filled, 'words'), email: '', due: null },
    problems,
  };
}

/** Why a step cannot be taken on a lane now; null where it can. Who has given theirs is sent a link again for a correction. */
export function whyNotLaneStep(
  { state, link, invitationId }: Pick<AgencyLane, 'state' | 'link' | 'invitationId'>,
  step: StepName,
): Refusal | null {
  if (state === 'withdrawn') return refuse('request-over');
  if (step === 'send-again') return null;
  if (step === 'withdraw') return state === 'asked' ? null : refuse('request-over');
  if (state !== 'asked' || invitationId === null) return refuse('request-over');
  return step === 'remind' && link?.standing !== 'open' ? refuse('link-over') : null;
}
