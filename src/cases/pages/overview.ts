import { counted, inSentence, longDate, shortDate, shortDateWithYear } from '../../platform/pages/filters.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { dayOf, referenceOf } from '../../intake/referral.ts';
import { definePage } from '../../platform/pages/page.ts';
import { isConfirmed } from '../../law/confidence.ts';
import type { Conventions } from '../../law/conventions.ts';
import { workingOf } from '../../law/due.ts';
import { outcomeNamed } from '../../law/outcomes.ts';
import { withinWords } from '../../law/why.ts';
import { presentSheet, type Sheet } from '../../site/sheet.ts';
import {
  type CaseClock,
  clockName,
  clockFacts,
  clocksOf,
  clockWords,
  dayOfCount,
  isEased,
  nearestOf,
  standingOf,
  standingWords,
  workingDays,
} from '../clocks.ts';
import { type DateKind, kindsFor, kindWords } from '../date-kinds.ts';
import { momentWords, timeWords } from '../dates.ts';
import type { CaseHeader } from '../header.ts';
import { notifiableLine, notifyingRules } from '../../notifiable/line.ts';
import { kindInSentence, kindName, stateWords as reviewStateWords } from '../../review/words.ts';
import { harmWords } from '../opening.ts';
import type { OverviewFacts } from '../overview.ts';
import { ageWords } from '../people.ts';
import { type ClockPicture, drawClocks } from '../picture.ts';

/** How long there is, and what stands in the way. */
export interface OverviewPage {
  readonly header: CaseHeader;
  readonly glance: Glance;
  readonly facts: readonly {
    readonly name: string;
    readonly lines: readonly string[];
    readonly link: Link | null;
  }[];
  readonly summary: string;
  readonly clocks: readonly ClockRow[];
  readonly picture: ClockPicture | null;
  /** The weeks of the clock that the page is about, for a narrow screen; null where no clock runs in working days. */
  readonly sheet: { readonly name: string; readonly sheet: Sheet } | null;
  readonly days: readonly DayRow[];
  readonly move: Link | null;
}

/** What the first glance is for. */
export type Glance =
  | {
      readonly kind: 'clock';
      readonly tone: 'running' | 'today' | 'late';
      /** The one big number; null where something is late by no working day. */
      readonly number: number | null;
      readonly strong: string;
      readonly rest: string;
      readonly due: Temporal.PlainDate;
      readonly after: string | null;
    }
  | { readonly kind: 'unopened'; readonly record: string | null; readonly within: string }
  | { readonly kind: 'words'; readonly words: string; readonly reason: string | null };

/** One clock as a row of the table. */
export interface ClockRow {
  readonly name: string;
  readonly within: string;
  readonly started: string;
  readonly due: Temporal.PlainDate;
  readonly mark: string;
  readonly words: string;
  readonly confirmed: boolean;
  readonly provisional: boolean;
  /** That it was paused or extended by somebody's authority, and that the easement of 2020 touched it. */
  readonly changed: boolean;
  readonly eased: boolean;
  readonly href: string;
}

/** One kind of day on record, or not. */
export interface DayRow {
  readonly name: string;
  readonly words: string | null;
  readonly corrected: boolean;
  readonly link: Link | null;
}

/** What this person may do here, by the policy. */
export interface OverviewRights {
  readonly dates: boolean;
  readonly close: boolean;
  readonly reopen: boolean;
}

/** The overview as it reads on `today`. Throws OutsideCalendar where the calendar has been shortened since a day was recorded. */
export function presentOverview(
  facts: OverviewFacts,
  header: CaseHeader,
  rights: OverviewRights,
  conventions: Conventions,
  today: Temporal.PlainDate,
): OverviewPage {
  const { headed } = facts;
  const base = `/cases/${headed.reference}`;
  const clocks = clocksOf(clockFacts(facts), conventions);
  const isClosed = headed.state === 'closed';
  const main = nearestOf(clocks) ?? clocks.at(-1) ?? null;
  return {
    header,
    glance: glanceOf(facts, clocks, rights.dates ? `${base}/dates/authority-aware` : null, today),
    facts: factRows(facts, base, lineOf(facts, clocks, today)),
    summary: facts.summary,
    clocks: clocks.map((clock) => clockRow(clock, facts, base, today)),
    picture: drawClocks(clocks, today, lengthOf, facts.headed.openedOn),
    sheet:
      main === null || main.due.within.unit !== 'working-day'
        ? null
        : {
            name: `${clockName(main.due.rule.id)}, ${withinWords(main.due.within)}`,
            sheet: presentSheet(workingOf(main.counted), main.met, today, conventions.calendar),
          },
    days: kindsFor(facts).map((kind) => dayRow(kind, facts, base, rights.dates && !isClosed)),
    move: moveLink(headed.state, rights, base),
  };
}

const lengthOf = ({ due }: CaseClock) => `Statutory, ${withinWords(due.within)}`;

function moveLink(state: string, { close, reopen }: OverviewRights, base: string): Link | null {
  if (state === 'decided' && close) return { text: 'Close this case', href: `${base}/close` };
  if (state === 'closed' && reopen) return { text: 'Open this case again', href: `${base}/reopen` };
  return null;
}

function glanceOf(
  facts: OverviewFacts,
  clocks: readonly CaseClock[],
  record: string | null,
  today: Temporal.PlainDate,
): Glance {
  const { moved, headed } = facts;
  if (headed.state === 'closed' && moved?.act === 'close') {
    const on = longDate(moved.at.toZonedDateTimeISO('Europe/London').toPlainDate());
    return { kind: 'words', words: `Closed on ${on} by ${moved.by}.`, reason: moved.reason };
  }
  if (headed.state === 'closed') return { kind: 'words', words: 'This case is closed.', reason: null };
  if (facts.stopped) return { kind: 'words', words: `${lineOf(facts, clocks, today)}.`, reason: null };
  const isAware = facts.days.some(({ kind }) => kind === 'authority-aware');
  if (!isAware) return { kind: 'unopened', record, within: workingDays(5) };
  const nearest = nearestOf(clocks);
  if (nearest === null) return wordsWithout(clocks, facts, today);
  return clockGlance(nearest, facts, today);
}

function wordsWithout(
  clocks: readonly CaseClock[],
  { reviews = [] }: OverviewFacts,
  today: Temporal.PlainDate,
): Glance {
  const before =
    clocks.length === 0
      ? 'No time limit is held for a case of that kind and day.'
      : clocks.length === 1
        ? 'The one time limit that ran has been met.'
        : `All ${clocks.length} time limits that ran have been met.`;
  const atWork = reviews.find(({ dueOn }) => dueOn !== null);
  if (atWork === undefined || atWork.dueOn === null) return { kind: 'words', words: before, reason: null };
  const isLate = Temporal.PlainDate.compare(atWork.dueOn, today) < 0;
  const words = `The ${kindInSentence(atWork.kind, atWork.jointWith)} ${isLate ? 'is late: it was' : 'is'} due by ${longDate(atWork.dueOn)}.`;
  return { kind: 'words', words, reason: before };
}

function clockGlance(
  { due, counted, pausedOn }: CaseClock,
  { headed: { openedOn } }: OverviewFacts,
  today: Temporal.PlainDate,
): Glance {
  const { state, days } = standingOf(
    { dueOn: due.due, metOn: null, pausedOn, openedOn },
    today,
    due.countedBy,
  );
  const toDo = clockWords[due.rule.id]?.sentence ?? due.rule.what;
  if (state === 'not-recorded')
    return {
      kind: 'words',
      words: `Nothing is recorded here of the time to ${toDo}.`,
      reason: `It was due by the end of ${longDate(due.due)}, years before this case was opened here.`,
    };
  const number = dayOfCount(counted, today);
  const after = number === null ? null : `Today is day ${number} of ${due.within.count}.`;
  const noun = days === 1 ? 'working day' : 'working days';
  const common = { kind: 'clock', due: due.due } as const;
  if (state === 'late')
    return {
      ...common,
      tone: 'late',
      number: days === 0 ? null : days,
      strong: days === 0 ? 'Late' : `${noun} late`,
      rest: `to ${toDo}. It was due by the end of`,
      after: null,
    };
  return {
    ...common,
    tone: state === 'today' ? 'today' : 'running',
    number: days,
    strong: state === 'today' ? 'working days left: due today,' : `${noun} left`,
    rest: `to ${toDo}, by the end of`,
    after,
  };
}

function clockRow(
  { due, met, pausedOn, changes }: CaseClock,
  facts: OverviewFacts,
  base: string,
  today: Temporal.PlainDate,
): ClockRow {
  const { mark, words } = standingWords(
    standingOf(
      { dueOn: due.due, metOn: met, pausedOn, openedOn: facts.headed.openedOn },
      today,
      due.countedBy,
    ),
  );
  return {
    name: clockName(due.rule.id),
    within: `Statutory${due.rule.should === true ? ' (should)' : ''}, ${withinWords(due.within)}`,
    started: `${kindWords(startOf({ due }, facts), facts).name}, ${shortDate(due.from)}`,
    due: due.due,
    mark,
    words: met === null ? words : `${words}, ${shortDate(met)}`,
    confirmed: isConfirmed(due.rule.confidence),
    provisional: due.provisional,
    changed: changes.length > 0,
    eased: isEased(due),
    href: `${base}/clocks/${due.rule.id}`,
  };
}

/** The kind of day from which a clock is counted. */
export function startOf({ due }: Pick<CaseClock, 'due'>, { days }: Pick<OverviewFacts, 'days'>): DateKind {
  if (due.rule.starts === 'notified' && due.convention !== 'aware') return 'panel-notified';
  const told = days.some(({ kind }) => kind === 'partnership-told');
  return due.convention === 'aware' && told ? 'partnership-told' : 'authority-aware';
}

const factRow = (name: string, lines: readonly string[], link: Link | null = null) => ({ name, lines, link });

function lineOf(
  { notifiable, days }: OverviewFacts,
  clocks: readonly CaseClock[],
  today: Temporal.PlainDate,
): string {
  const sent = days.find(({ kind }) => kind === 'panel-notified')?.day ?? null;
  const clock = clocks.find(({ due }) => notifyingRules.includes(due.rule.id));
  const dueOn = clock?.due.due ?? null;
  return notifiableLine({ standing: notifiable ?? null, dueOn, sentOn: sent, today }).words;
}

function rapidReviewRow(
  { replied, settled }: NonNullable<OverviewFacts['rapidReview']>,
  { days }: OverviewFacts,
  base: string,
) {
  const sent = days.find(({ kind }) => kind === 'rapid-review-sent')?.day ?? null;
  const words = replied
    ? 'The Panel has replied: to be settled'
    : sent === null
      ? 'Being written'
      : settled
        ? 'Settled with the Panel'
        : `Sent to the Panel on ${longDate(sent)}`;
  return factRow('Rapid review', [words], { text: words, href: `${base}/rapid-review` });
}

function factRows(facts: OverviewFacts, base: string, line: string): OverviewPage['facts'] {
  const { children, decision, incident, agencies, safety, days, referrals } = facts;
  const on = (kind: DateKind) => {
    const found = days.find((one) => one.kind === kind);
    return found === undefined ? 'Not recorded' : momentWords(found);
  };
  const shown = ['authority-aware', 'panel-notified'] as const;
  return [
    factRow(
      personWords(facts),
      children.length === 0 ? ['None yet'] : children.map((child) => childWords(child, incident)),
    ),
    factRow(
      'What happened',
      [happenedWords(facts), incidentWords(incident)].filter((line) => line !== ''),
    ),
    factRow('Is it notifiable?', [line], { text: line, href: `${base}/notifiable` }),
    ...(facts.rapidReview === null || facts.rapidReview === undefined
      ? []
      : [rapidReviewRow(facts.rapidReview, facts, base)]),
    ...shown.map((kind) => factRow(kindWords(kind, facts).name, [on(kind)])),
    factRow('Agencies', [agencies === 0 ? 'None yet' : `${agencies}`], {
      text: 'Agencies',
      href: `${base}/agencies`,
    }),
    factRow('Immediate safety actions', [safety === 0 ? 'None on record' : `${safety}`], {
      text: 'Immediate safety actions',
      href: `${base}/safety`,
    }),
    ...referrals.map(({ id, number, sentAt }) => {
      const text = referenceOf(number, dayOf(sentAt));
      return factRow('Opened from', [text], { text, href: `/referrals/${id}` });
    }),
    ...(decision === null
      ? []
      : [
          factRow('The group decided', [outcomeNamed(decision.outcome).name, longDate(decision.day)], {
            text: 'Decisions',
            href: `${base}/decisions`,
          }),
        ]),
    ...reviewRows(facts, base),
  ];
}

// A review is named and tells its state; of several there is a number, and their page.
function reviewRows({ reviews = [] }: OverviewFacts, base: string): OverviewPage['facts'] {
  const [only, other] = reviews;
  if (only === undefined) return [];
  const href = `${base}/reviews`;
  if (other !== undefined) {
    const text = counted(reviews.length, 'review', 'reviews');
    return [factRow('Reviews', [text], { text, href })];
  }
  const { words } = reviewStateWords[only.state];
  const text = kindName(only.kind, only.jointWith);
  const due = only.dueOn === null ? [] : [`${words}, due by ${longDate(only.dueOn)}`];
  return [factRow('Review', [text, ...(due.length > 0 ? due : [words])], { text, href })];
}

const isOfCareLeaver = ({ event, harm }: OverviewFacts) => event === 'care-leaver-death' && harm === 'died';

function personWords(facts: OverviewFacts): string {
  if (facts.children.length !== 1) return 'Children';
  return isOfCareLeaver(facts) ? 'Care leaver' : 'Child';
}

function happenedWords(facts: OverviewFacts): string {
  if (isOfCareLeaver(facts)) return 'A care leaver died';
  return facts.event === 'looked-after-death' && facts.harm === 'died'
    ? 'A looked-after child died'
    : harmWords[facts.harm];
}

type ShownChild = OverviewFacts['children'][number];

// The age needs a day of birth and no name, so nothing else of the child is read.
const childWords = (child: ShownChild, { earliest, latest }: OverviewFacts['incident']): string => {
  // Where nobody knows the day on which it happened, the day of death is the nearest to it.
  const age = ageWords(child, {
    earliest: earliest ?? child.diedOn,
    latest: latest ?? earliest ?? child.diedOn,
  });
  return age === null ? `${child.pseudonym}, age not known` : `${child.pseudonym}, ${age}`;
};

function incidentWords({ earliest, latest, asGiven }: OverviewFacts['incident']): string {
  if (earliest === null) return asGiven === '' ? 'Day not known' : asGiven;
  if (latest === null || latest.equals(earliest)) return longDate(earliest);
  return `Between ${inSentence([longDate(earliest), longDate(latest)])}`;
}

function dayRow(kind: DateKind, facts: OverviewFacts, base: string, may: boolean): DayRow {
  const found = facts.days.find((one) => one.kind === kind) ?? null;
  const { name } = kindWords(kind, facts);
  const text = found === null ? 'Record' : may ? 'Look or correct' : 'How it is known';
  return {
    name,
    words:
      found === null
        ? null
        : `${shortDateWithYear(found.day)}${found.time === null ? '' : `, ${timeWords(found.time)}`}`,
    corrected: found !== null && found.reason !== '',
    link: found === null && !may ? null : { text, href: `${base}/dates/${kind}` },
  };
}

/** `/cases/<reference>`. */
export const overviewPage = definePage<OverviewPage>('cases/pages/overview.njk');
