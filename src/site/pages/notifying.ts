import type { Conventions } from '../../law/conventions.ts';
import { lastAnnouncedYear, lastProjectedDay } from '../../law/bank-holidays.ts';
import { type Edition, editions } from '../../law/editions.ts';
import { type IncidentEvent, incidentEvents } from '../../law/facts.ts';
import { ruleNamed } from '../../law/rules.ts';
import type { Partnership } from '../../partnership/partnership.ts';
import type { PageError } from '../../platform/pages/frame.ts';
import { fullDate } from '../../platform/pages/filters.ts';
import { definePage } from '../../platform/pages/page.ts';
import { answerDuty, type DutyAnswer } from '../duty-answer.ts';
import { type DatePart, type DutyError, type DutyForm, readDuty, type TypedDate } from '../duty-form.ts';
import { lengthWords, rapidReviewWithin } from '../limits.ts';
import { presentRule, type RuleRow } from '../rule-row.ts';

/** The local authority's duty to notify, and the date calculator. */
export interface NotifyingPage {
  readonly council: string;
  readonly partnership: string;
  readonly form: ShownForm;
  readonly answer: DutyAnswer | null;
  /** The council's time to notify: "5 working days". */
  readonly within: string;
  /** Within what time the rapid review is held here. */
  readonly rapidReviewWithin: string;
  readonly rules: readonly RuleRow[];
  /** The editions held, oldest first: there is always one. */
  readonly editions: readonly Pick<Edition, 'title' | 'from' | 'note'>[];
  readonly announcedTo: number;
  readonly projectedTo: number;
}

/** The form as it is shown: what was typed, and beside each question what is wrong with it. */
export interface ShownForm {
  readonly events: readonly ShownEvent[];
  readonly eventError: string | null;
  readonly aware: ShownDate;
  readonly sent: ShownDate;
}

/** One choice of what happened. */
export interface ShownEvent {
  readonly value: IncidentEvent;
  readonly text: string;
  readonly hint: string;
  readonly chosen: boolean;
}

/** A date as typed, with its error and the boxes that the error is about. */
export interface ShownDate extends TypedDate {
  readonly error: string | null;
  readonly wrong: Readonly<Record<DatePart, boolean>>;
}

/** The page with what the layout says of it: its title and its errors. */
export interface NotifyingAnswered {
  readonly model: NotifyingPage;
  readonly title: string;
  readonly errors: readonly PageError[];
}

const eventWords: Readonly<Record<IncidentEvent, readonly [text: string, hint: string]>> = {
  'notifiable-incident': [
    'A child died or was seriously harmed',
    'and abuse or neglect is known or suspected',
  ],
  'looked-after-death': ['A looked-after child died', 'and neither abuse nor neglect is known or suspected'],
  'care-leaver-death': ['A care leaver died', 'aged 24 or under'],
};

const question = 'By when must the council notify?';
const emptyDate: TypedDate = { day: '', month: '', year: '' };
const nothingTyped: DutyForm = { event: 'notifiable-incident', aware: emptyDate, sent: emptyDate };
const rulesShown = ['NOT-01', 'NOT-02', 'NOT-03', 'NOT-04', 'NOT-07', 'NOT-08', 'NOT-09', 'RR-01'];

/** The page for what was typed (null: nothing was asked yet), by the partnership's conventions, as it reads on `today`. */
export function presentNotifying(
  partnership: Partnership,
  form: DutyForm | null,
  today: Temporal.PlainDate,
): NotifyingAnswered {
  const { settings } = partnership;
  const conventions: Conventions = {
    rapidReviewFrom: settings.rapidReviewFrom,
    clearDaysBeforePublication: settings.clearDaysBeforePublication,
    localStart: settings.localStart,
    calendar: settings.calendar,
  };
  const read = form === null ? null : readDuty(form);
  const answer = read?.days ? answerDuty(read.days, conventions, today) : null;
  const errors = read?.errors ?? [];
  return {
    model: {
      council: partnership.authorityName,
      partnership: partnership.name,
      form: showForm(form ?? nothingTyped, errors),
      answer,
      within: lengthWords(ruleNamed('NOT-01').limit),
      rapidReviewWithin: rapidReviewWithin(settings.rapidReviewFrom),
      rules: rulesShown.map((id) => presentRule(ruleNamed(id), settings.rapidReviewFrom)),
      editions,
      announcedTo: lastAnnouncedYear,
      projectedTo: lastProjectedDay.year,
    },
    title: titleOf(answer),
    errors: errors.map((error) => ({ text: error.text, href: fieldOf(error) })),
  };
}

function titleOf(answer: DutyAnswer | null): string {
  if (answer === null) return question;
  if (answer.kind === 'no-rule') return 'No time limit is held for that day';
  if (answer.kind === 'past-calendar') return 'We cannot work out this date';
  return `${answer.before} ${fullDate(answer.due)}`;
}

function showForm(form: DutyForm, errors: readonly DutyError[]): ShownForm {
  return {
    events: incidentEvents.map((value) => {
      const [text, hint] = eventWords[value];
      return { value, text, hint, chosen: value === form.event };
    }),
    eventError: errors.find((error) => error.question === 'event')?.text ?? null,
    aware: showDate(
      form.aware,
      errors.find((error) => error.question === 'aware'),
    ),
    sent: showDate(
      form.sent,
      errors.find((error) => error.question === 'sent'),
    ),
  };
}

function showDate(typed: TypedDate, error: DutyError | undefined): ShownDate {
  const wrong = (part: DatePart) => error?.part === part;
  return {
    ...typed,
    error: error?.text ?? null,
    wrong: { day: wrong('day'), month: wrong('month'), year: wrong('year') },
  };
}

function fieldOf(error: DutyError): string {
  if (error.question === 'event') return '#event';
  return `#${error.question}-${error.part ?? 'day'}`;
}

/** The page /notifying. */
export const notifyingPage = definePage<NotifyingPage>('site/pages/notifying.njk');
