import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { changeWords, fixedWords, type RecordedChange } from '../cases/clock-change.ts';
import { momentOf } from '../intake/moment.ts';
import { withoutWeekday } from '../law/day.ts';
import { clocksOfReview, mayChangeReviewTime, type ReviewClock } from './clocks.ts';
import { changeReviewTime } from './commands-time.ts';
import { readTimeForm, timeSection } from './forms-time.ts';
import type { RecordShown } from './pages/record.ts';
import { hrefOf } from './present.ts';
import type { ReviewFacts } from './review.ts';
import {
  answerOf,
  type Asked,
  conventionsIn,
  formOf,
  mayDo,
  recordAnswer,
  reviewIn,
  wantedIn,
} from './routes-room.ts';

/** The ledger of the time of a review: what was done to it by somebody's authority, and the form to do so. */
export function timeRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const at = '/cases/:ref/reviews/:review/time';
  return [
    page(at, 'review.read', 'session', open(showTime)),
    post(at, 'clock.change', 'session', open(takeTime), open(showTime)),
  ];
}

/** The date of a review whose time can be changed; null where there is none, as in a board's serious case review. */
function changeableOf(here: Here, facts: ReviewFacts): ReviewClock | null {
  const clocks = clocksOfReview(facts, conventionsIn(here));
  return clocks.find(({ due }) => mayChangeReviewTime(due.rule.id)) ?? null;
}

async function showTime(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewIn(here);
  if (facts === null) return null;
  const { request } = here;
  const clock = changeableOf(here, facts);
  const form = request.restored ? request.form : new URLSearchParams();
  return timeAnswer(here, facts, { section: timeSection(clock?.pausedOn ?? null), form, problems: [] }, null);
}

function timeAnswer(here: Here, facts: ReviewFacts, asked: Asked, refusal: Refusal | null): WorkAnswer {
  const { headed, review } = facts;
  const clock = changeableOf(here, facts);
  const mayChange =
    clock !== null && clock.isFollowed && clock.met === null && mayDo(here, 'clock.change', headed);
  const own = {
    heading:
      clock === null
        ? 'No time of this review can be changed'
        : clock.pausedOn === null
          ? `To be completed and published by ${withoutWeekday(clock.due.due)}`
          : `Paused since ${withoutWeekday(clock.pausedOn)}`,
    lead: clock === null ? [fixedWords] : leadOf(clock),
    records: facts.changes.toReversed().map(shownChange),
    nothing: 'Nobody has paused or extended it.',
    forms:
      mayChange && headed.state !== 'closed'
        ? [
            formOf(here, asked, {
              heading: 'Pause or extend it',
              action: `${hrefOf(headed.reference, review.id)}/time`,
              button: 'Record the change',
            }),
          ]
        : [],
  };
  return recordAnswer(here, facts, own, { asked, refusal });
}

const leadOf = ({ due, counted }: ReviewClock): readonly string[] => [
  counted.due.equals(due.due)
    ? `${counted.why}`
    : `${counted.why} That was changed by somebody’s authority to ${withoutWeekday(due.due)}.`,
  'The six months are what the guidance expects; no Act sets them, and nobody has confirmed who may stretch them. Whoever authorises it answers for it. The Panel and the Secretary of State are told all the same why a review takes longer (REP-03).',
];

function shownChange(one: RecordedChange): RecordShown {
  const { day, time } = momentOf(one.recordedAt);
  return {
    title: changeWords(one),
    state: null,
    rows: [
      {
        label: 'By whose authority',
        text: `${one.authorityName}, ${one.authorityCapacity}, on ${withoutWeekday(one.authorisedOn)}`,
      },
      { label: 'Why', text: one.reason },
      {
        label: 'Recorded',
        text: `${withoutWeekday(day)}, ${time.toString({ smallestUnit: 'minute' })}, by ${one.recordedBy}`,
      },
    ],
    links: [],
    past: false,
  };
}

async function takeTime(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewIn(here);
  if (facts === null || !mayDo(here, 'clock.change', facts.headed)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const clock = changeableOf(here, facts);
  const section = timeSection(clock?.pausedOn ?? null);
  const rule = clock?.due.rule.id ?? '';
  const { given, problems } = readTimeForm(section, form, rule);
  if (given === null) return timeAnswer(here, facts, { section, form, problems }, null);
  const wish = { ...wantedIn(here), given, conventions: conventionsIn(here) };
  const to = () => `${hrefOf(wish.reference, facts.review.id)}/time`;
  const outcome = await performOnce(room, bearerOf(request), changeReviewTime, wish, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await reviewIn(here);
    return now === null ? null : timeAnswer(here, now, { section, form, problems: [] }, refusal);
  });
}
