import { type Refusal, refuse, isRefusal } from '../acts/refusal.ts';
import { meetingKind } from '../cases/clocks.ts';
import type { DateKind } from '../cases/date-kinds.ts';
import { type DayContext, decideDay, type GivenDay, type RecordedDay } from '../cases/dates.ts';
import { isLate, type Late, readLateReason } from '../cases/late-reasons.ts';
import { whyNotChange } from '../cases/people.ts';
import { dayIn, type Filled, textOf } from '../intake/question.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { transitionStart } from '../law/editions.ts';
import { type PartnerId, partnerIds } from '../law/outcomes.ts';
import type { PackFacts, PartnerSaid, ToldArea } from './notification.ts';
import { areasIn, referencesIn, timeFrom } from './record-form.ts';

/** What an act of recording is held against, besides the pack. */
export interface RecordGround {
  readonly facts: PackFacts;
  readonly context: DayContext;
  /** The last days of the clocks of the case, by rule. */
  readonly due: readonly { readonly rule: string; readonly dueOn: Day }[];
  /** Whether a rapid review follows, as it was decided; null where nobody has. */
  readonly follows: boolean | null;
  /** Whether whoever acts is the authority's notifier in this case. */
  readonly isNotifier: boolean;
}

/** That it was sent, as it was filled in; `at` is the moment that its day and time name. */
export interface SendWish {
  readonly filled: Filled;
  readonly at: Temporal.Instant;
  /** The days on record that the form showed; empty for none. */
  readonly shown: { readonly panel: string; readonly told: string };
  readonly conventions: Conventions;
  readonly now: Temporal.PlainDateTime;
}

/** What is to be put on record of a sending. */
export interface Sending {
  readonly ground: RecordGround;
  readonly days: readonly GivenDay[];
  readonly references: readonly { readonly ordinal: number; readonly reference: string }[];
  readonly areas: readonly ToldArea[];
  readonly review: boolean;
  readonly sentOn: Day;
  readonly isLate: boolean;
}

/** The last day for something, of the clocks of the case that a day of this kind meets; null where none runs. */
export function dueFor({ due }: Pick<RecordGround, 'due'>, kind: DateKind): Day | null {
  const days = due.filter(({ rule }) => meetingKind(rule) === kind).map(({ dueOn }) => dueOn);
  return days.toSorted((one, two) => Temporal.PlainDate.compare(one, two))[0] ?? null;
}

/** The day on record that a form begins with; null where there is none. */
export const standingDay = ({ context }: Pick<RecordGround, 'context'>, kind: DateKind): RecordedDay | null =>
  context.days.find((one) => one.kind === kind) ?? null;

/**
 * Whether it is asked if a rapid review follows: nobody has decided it, and the law of the day has one. A death without known or
 * suspected abuse or neglect has none, nor has anything of before 29 June 2018.
 */
export function isReviewAsked({ follows, context }: RecordGround): boolean {
  const aware = context.days.find(({ kind }) => kind === 'authority-aware')?.day ?? null;
  const isOld = aware !== null && Temporal.PlainDate.compare(aware, transitionStart) < 0;
  return follows === null && context.event === 'notifiable-incident' && !isOld;
}

/**
 * Whether telling the partnership is a duty: of a serious incident. The death of a looked-after child without abuse or neglect and that of a
 * care leaver go to the Secretary of State and Ofsted alone.
 */
export const mustTell = ({ context }: RecordGround): boolean => context.event === 'notifiable-incident';

/** What may go on record of a sending, with its two days. Refuses what cannot be, a second notification, and a lateness without reason. */
export function decideSend(ground: RecordGround, wish: SendWish): Sending | Refusal {
  const closed = whyNotChange({ headed: ground.facts.file.headed });
  if (closed !== null) return closed;
  if (ground.facts.live?.state === 'sent') return refuse('notification-sent');
  const { filled, conventions, now } = wish;
  const local = wish.at.toZonedDateTimeISO('Europe/London').toPlainDateTime();
  const panel = decideOne(ground, ground.context, {
    kind: 'panel-notified',
    day: local.toPlainDate(),
    time: local.toPlainTime(),
    source: `The notification itself, sent by ${textOf(filled, 'sent-by')}.`,
    shown: wish.shown.panel,
    late: lateIn(filled, ''),
    conventions,
    now,
  });
  if (isRefusal(panel)) return panel;
  const told = decideTold(ground, wish, panel);
  if (isRefusal(told)) return told;
  const days = [panel, told].filter((one) => one !== null);
  const asked = isReviewAsked(ground);
  return {
    ground,
    days,
    references: referencesIn(filled),
    areas: areasIn(filled).areas,
    review: asked ? textOf(filled, 'review-follows') === 'yes' : ground.follows === true,
    sentOn: local.toPlainDate(),
    isLate: days.some(({ late }) => late !== undefined),
  };
}

// That the partnership was told stands on record already, or is recorded in the same act as a duty of its own.
function decideTold(ground: RecordGround, wish: SendWish, panel: GivenDay | null): GivenDay | null | Refusal {
  const current = standingDay(ground, 'partnership-told');
  if ((current?.id ?? '') !== wish.shown.told) return refuse('changed-elsewhere');
  if (current !== null) return null;
  const day = dayIn(wish.filled, 'told');
  if (day === null && !mustTell(ground)) return null;
  const time = timeFrom(textOf(wish.filled, 'told-time'));
  if (day === null || time === 'wrong') return refuse('answers-wrong');
  const others = ground.context.days.filter(({ kind }) => kind !== 'panel-notified');
  const days = panel === null ? ground.context.days : [...others, recordedAs(panel)];
  return decideOne(
    ground,
    { ...ground.context, days },
    {
      kind: 'partnership-told',
      day,
      time,
      source: textOf(wish.filled, 'told-how'),
      shown: '',
      late: lateIn(wish.filled, 'told-'),
      conventions: wish.conventions,
      now: wish.now,
    },
  );
}

/** A day that is about to be recorded, as the decision on the next one sees it. */
export const recordedAs = ({ kind, day, time, source }: GivenDay): RecordedDay => ({
  id: '',
  kind,
  day,
  time,
  source,
  reason: '',
  recordedAt: day.toZonedDateTime('Europe/London').toInstant(),
  recordedBy: '',
});

interface OneDay extends Pick<GivenDay, 'kind' | 'day' | 'time' | 'source'> {
  readonly shown: string;
  readonly late: Late | null;
  readonly conventions: Conventions;
  readonly now: Temporal.PlainDateTime;
}

// The same day and hour on record already is no correction: then there is nothing to add.
function decideOne(ground: RecordGround, context: DayContext, one: OneDay): GivenDay | null | Refusal {
  const { kind, day, time, source, shown, late, conventions, now } = one;
  const current = standingDay({ context }, kind);
  if ((current?.id ?? '') !== shown) return refuse('changed-elsewhere');
  const isSame = current !== null && current.day.equals(day) && sameTime(current.time, time);
  const given: GivenDay = {
    kind,
    day,
    time,
    source,
    reason: current === null ? '' : 'The day and the hour of the notification itself, from its receipt.',
    corrects: current?.id ?? null,
  };
  const decided = decideDay(context, given, conventions, now);
  if (isRefusal(decided)) return decided;
  if (isSame) return null;
  const due = dueFor(ground, kind);
  if (due === null || !isLate(day, due)) return given;
  if (late === null) return refuse('late-reason-missing', { day: withoutWeekday(due) });
  return { ...given, late };
}

const sameTime = (one: Temporal.PlainTime | null, two: Temporal.PlainTime | null) =>
  one === null || two === null ? one === two : one.equals(two);

// "Another reason" says nothing by itself.
function lateIn(filled: Filled, prefix: '' | 'told-'): Late | null {
  const reason = readLateReason(textOf(filled, `${prefix}late-reason`));
  const words = textOf(filled, `${prefix}late-words`);
  return reason === null || (reason === 'other' && words === '') ? null : { reason, words };
}

/** What may go on record of an update: of what was sent, and not before it. */
export function decideUpdate(ground: RecordGround, filled: Filled): RecordGround | Refusal {
  const closed = whyNotChange({ headed: ground.facts.file.headed });
  if (closed !== null) return closed;
  return afterSending(ground, dayIn(filled, 'update-on')) ?? ground;
}

function afterSending({ facts }: RecordGround, on: Day | null): Refusal | null {
  const sent = facts.live?.sent ?? null;
  if (facts.live?.state !== 'sent' || sent === null) return refuse('notification-not-sent');
  const day = sent.sentAt.toZonedDateTimeISO('Europe/London').toPlainDate();
  if (on === null) return refuse('answers-wrong');
  return Temporal.PlainDate.compare(on, day) < 0
    ? refuse('days-out-of-order', {
        second: `That day (${withoutWeekday(on)})`,
        first: `the notification (${withoutWeekday(day)})`,
      })
    : null;
}

/** A withdrawal as it was filled in. */
export interface Withdrawing {
  readonly ground: RecordGround;
  readonly foundOn: Day;
  readonly reason: string;
  readonly partners: Readonly<Partial<Record<PartnerId, PartnerSaid>>>;
  readonly panelToldOn: Day;
  readonly panelToldHow: string;
}

/** What may go on record of a withdrawal: it was sent, it was found afterwards, and the Panel was told after that. */
export function decideWithdraw(ground: RecordGround, filled: Filled): Withdrawing | Refusal {
  const closed = whyNotChange({ headed: ground.facts.file.headed });
  if (closed !== null) return closed;
  const foundOn = dayIn(filled, 'found');
  const panelToldOn = dayIn(filled, 'panel-told');
  const disorder = afterSending(ground, foundOn);
  if (disorder !== null) return disorder;
  if (foundOn === null || panelToldOn === null) return refuse('answers-wrong');
  if (Temporal.PlainDate.compare(panelToldOn, foundOn) < 0)
    return refuse('days-out-of-order', {
      second: `The day the Panel was told (${withoutWeekday(panelToldOn)})`,
      first: `the day it was found (${withoutWeekday(foundOn)})`,
    });
  const said = partnerIds.flatMap((id): readonly (readonly [PartnerId, PartnerSaid])[] => {
    const position = textOf(filled, `position-${id}`);
    if (position !== 'agrees' && position !== 'disagrees' && position !== 'no-view') return [];
    return [[id, { position, who: textOf(filled, `who-${id}`) }]];
  });
  return {
    ground,
    foundOn,
    reason: textOf(filled, 'reason'),
    partners: Object.fromEntries(said),
    panelToldOn,
    panelToldHow: textOf(filled, 'panel-how'),
  };
}
