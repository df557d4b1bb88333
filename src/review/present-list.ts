import type { CaseHeader } from '../cases/header.ts';
import { standingOf, standingWords } from '../cases/clocks.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { deciderOn, outcomeNamed } from '../law/outcomes.ts';
import { chairDecidesBy, tellingOfDecision } from '../law/review-clocks.ts';
import { clocksOfReview, reviewClockNames } from './clocks.ts';
import type { ReviewsPage } from './pages/review.ts';
import { hrefOf } from './present.ts';
import { type CaseReviews, decidedOn, isRunning, kindsFor, type ListedReview } from './review.ts';
import { kindInSentence, kindName, stateWords } from './words.ts';

/** The reviews of a case as their page shows them. Throws OutsideCalendar. */
export function presentReviews(
  facts: CaseReviews,
  {
    header,
    today,
    conventions,
    mayOpen,
  }: {
    readonly header: CaseHeader;
    readonly today: Day;
    readonly conventions: Conventions;
    readonly mayOpen: boolean;
  },
): ReviewsPage {
  const { headed, reviews, decision } = facts;
  const kinds = decision === null ? [] : kindsFor(decision.outcome);
  const openable = kinds.some((kind) => !runs(facts, kind));
  return {
    header,
    heading: headingOf(facts),
    lead: leadOf(facts),
    rows: reviews.map((one) => ({
      name: kindName(one.review.kind, one.review.jointWith),
      href: hrefOf(headed.reference, one.review.id),
      state: stateWords[one.review.state],
      decided: decidedOn(one),
      next: nextOf(one, facts.notified, conventions),
    })),
    ...chairOf(facts, conventions, today),
    open:
      mayOpen && openable
        ? {
            text:
              reviews.length === 0
                ? `Open the ${kindInSentence(kinds[0] ?? 'joint')}`
                : 'Open another review',
            href: `/cases/${headed.reference}/reviews/open`,
          }
        : null,
    decision: { text: 'The decisions on this case', href: `/cases/${headed.reference}/decisions` },
  };
}

const runs = ({ reviews, decision }: CaseReviews, kind: ListedReview['review']['kind']) =>
  reviews.some(
    ({ review }) => review.decisionId === decision?.id && review.kind === kind && isRunning(review.state),
  );

function headingOf({ reviews, decision }: CaseReviews): string {
  const running = reviews.filter(({ review }) => isRunning(review.state));
  const [one] = running;
  if (one !== undefined && running.length === 1 && reviews.length === 1)
    return `One review: ${kindInSentence(one.review.kind, one.review.jointWith)}`;
  if (running.length > 0)
    return `${running.length} of ${reviews.length} ${reviews.length === 1 ? 'review' : 'reviews'} under way`;
  if (reviews.length > 0) return 'No review is under way any longer';
  if (decision === null) return 'The group has not decided yet';
  return kindsFor(decision.outcome).length > 0
    ? 'A review was decided, and is not opened yet'
    : 'No review was decided';
}

function leadOf({ reviews, decision }: CaseReviews): readonly string[] {
  if (decision === null) return ['A review is opened from the decision of the group.'];
  const decided = `The decision that stands, of ${withoutWeekday(decision.day)}: ${outcomeNamed(decision.outcome).name.toLowerCase()}.`;
  if (reviews.length > 0) return [decided];
  return kindsFor(decision.outcome).length > 0
    ? [decided, 'Its days, reviewers and monitoring are kept here once it is opened.']
    : [`${decided} It leads to no review.`];
}

function nextOf(one: ListedReview, notified: Day | null, conventions: Conventions): string | null {
  const [next] = clocksOfReview({ ...one, notified }, conventions)
    .filter(({ isFollowed, met }) => isFollowed && met === null)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.due.due, b.due.due));
  if (next === undefined) return null;
  return `${reviewClockNames[next.due.rule.id] ?? next.due.rule.what} by ${withoutWeekday(next.due.due)}`;
}

// Where no review was opened, what the law of its day asked of the board's chair is said here: there is no other page for it.
function chairOf(
  { reviews, decision, notified }: CaseReviews,
  conventions: Conventions,
  today: Day,
): Pick<ReviewsPage, 'chair' | 'chairNote'> {
  const none = { chair: [], chairNote: null };
  if (reviews.length > 0) return none;
  const month = notified === null ? null : chairDecidesBy(notified, conventions);
  const stands = (dueOn: Day, metOn: Day | null) =>
    standingWords(standingOf({ dueOn, metOn }, today, conventions.calendar));
  const chair =
    month === null
      ? []
      : [
          {
            name: `${reviewClockNames['SCR-04'] ?? ''} (SCR-04)`,
            due: month.due,
            state: stands(month.due, decision?.day ?? null),
            source: month.rule.source,
          },
        ];
  const isChairs =
    decision !== null &&
    decision.outcome !== 'LCSPR' &&
    deciderOn(decision.outcome, decision.day, conventions).holder ===
      'chair of the Local Safeguarding Children Board';
  const telling = decision === null || !isChairs ? [] : tellingOfDecision(decision.day, conventions);
  return {
    chair: [
      ...chair,
      ...telling.map(({ rule, due }) => ({
        name: `${rule.what} (${rule.id})`,
        due,
        state: null,
        source: rule.source,
      })),
    ],
    chairNote:
      telling.length > 1
        ? 'SCR-05 and SCR-05b do not agree, and neither is confirmed. Both are shown; the earlier day meets both.'
        : null,
  };
}
