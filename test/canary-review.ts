import { type Ground, type Ids, today } from './canary-file.ts';
import { planting, word } from './canary-plant.ts';

/** A review together with another process, its days, its reviewers, what was asked of one of them, and how it was found when it was checked. */
export async function plantReview({ here, caseId: case_id, by }: Ground, decision_id: string): Promise<Ids> {
  const put = planting(here.marks, here.office, { kind: 'review', of: case_id });
  const checked = planting(here.marks, here.office, { kind: 'review-check', of: case_id });
  const review = await put('review', {
    case_id,
    decision_id,
    regime: 'joint',
    joint_with: word,
    pseudonym: 'Child Linden',
    state: 'under-way',
    opened_by: by,
  });
  const own = { case_id, review_id: review };
  await put('case_review', own);
  await put('review_move', {
    ...own,
    from_state: 'commissioned',
    to_state: 'under-way',
    day: today,
    reason: word,
    moved_by: by,
  });
  await put('review_day', {
    ...own,
    kind: 'decided',
    day: today,
    source: word,
    reason: word,
    recorded_by: by,
  });
  const reviewer = {
    ...own,
    name: word,
    organisation: word,
    independent_of: word,
    conflict: 'declared',
    conflict_words: word,
    considered: word,
    appointed_on: today,
    recorded_by: by,
  };
  const reviewers = await put('review_reviewer', reviewer);
  await put('review_reviewer', { ...reviewer, ended_on: today, ended_why: word, ended_by: by });
  const request = await put('review_request', {
    ...own,
    reviewer_id: reviewers,
    asked_for: 'draft',
    words: word,
    asked_on: today,
    due_on: today,
    asked_by: by,
    answered_on: today,
    answer_words: word,
    answered_by: by,
  });
  await checked('review_check', {
    ...own,
    day: today,
    time_found: 'on-course',
    time_words: word,
    quality_found: 'good',
    quality_words: word,
    recorded_by: by,
  });
  return { reviews: review, reviewers, ':request of a review': request };
}
