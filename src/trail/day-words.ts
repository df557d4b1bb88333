import { type DateKind, readKind } from '../cases/date-kinds.ts';
import { type ReviewDayKind, readReviewDayKind } from '../review/days.ts';

// In the same words under every law: an entry does not say by which its case or its review runs.
const ofCase: Readonly<Record<DateKind, string>> = {
  'first-agency-aware': 'when the first agency became aware',
  'abuse-suspected': 'when abuse or neglect was first suspected',
  'authority-aware': 'when the council became aware',
  'partnership-told': 'when the partnership or the board was told',
  'panel-notified': 'when the notification was sent',
  'rapid-review-sent': 'when the rapid review was sent',
};

const ofReview: Readonly<Record<ReviewDayKind, string>> = {
  decided: 'when it was decided on',
  'others-told': 'when others were told of the decision',
  'reviewers-appointed': 'when reviewers were appointed',
  'names-sent': 'when the names of the reviewers were sent',
  'terms-agreed': 'when terms of reference were agreed',
  expected: 'when it is expected to be completed',
  'overrun-told': 'when it was told that it takes longer',
  completed: 'when it was completed',
  'publish-on': 'when it is to be published',
  'copy-sent': 'when the report was sent before publication',
  published: 'when it was published',
};

/** Which day was recorded, in words; null for another act, and for a kind that this version has no words for. */
export function dayWords(verb: string, dayKind: string): string | null {
  if (verb === 'date.record') {
    const kind = readKind(dayKind);
    return kind === null ? null : ofCase[kind];
  }
  const kind = verb === 'review.record' ? readReviewDayKind(dayKind) : null;
  return kind === null ? null : ofReview[kind];
}
