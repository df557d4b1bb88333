import { sql } from 'kysely';
import { type Ground, type Ids, invited, today } from './canary-file.ts';
import { address, planting, word } from './canary-plant.ts';

/** A review together with another process, its days, its reviewers, what was asked of one of them, and how it was found when it was checked. */
export async function plantReview(ground: Ground, decision_id: string): Promise<Ids> {
  const { here, caseId: case_id, by } = ground;
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
  const reports = await plantCommission(ground, own);
  return { reviews: review, reviewers, reports, ':request of a review': request };
}

// How it is set up: terms that were approved, what was kept of the child, what an agency reported, and the page of the family.
async function plantCommission(
  { here, caseId: case_id, by, agency }: Ground,
  own: { readonly case_id: string; readonly review_id: string },
): Promise<string> {
  const put = planting(here.marks, here.office, { kind: 'review', of: case_id });
  const asked = planting(here.marks, here.office, { kind: 'request', of: case_id, agency });
  const history = planting(here.marks, here.office, { kind: 'office', of: case_id });
  const hash = (content: string) => sql`sha256(convert_to((${content}::jsonb)::text, 'UTF8'))`;
  const terms = async (number: number, approved: boolean) => {
    const mark = here.marks({
      kind: 'review',
      of: case_id,
      partnershipId: here.office.id,
      field: 'review_terms.content',
    });
    const content = JSON.stringify({ light: false, agencies: [], answers: { subjects: mark } });
    await put('review_terms', {
      ...own,
      number,
      content: sql`${content}::jsonb`,
      why: approved ? word : '',
      ...(approved ? { approved_by: word, approved_on: today, hash: hash(content) } : {}),
      saved_by: by,
    });
  };
  await terms(1, true);
  await put('review_entry', {
    ...own,
    kind: 'voice',
    answers: (mark) => ({ said: mark, 'known-from': 'a drawing' }),
    recorded_by: by,
  });
  const link = await invited(here, asked, 'agency-request');
  await asked('agency_report', {
    ...own,
    id: link.id,
    kind: 'report',
    agency_id: agency,
    person: word,
    email: address,
    about: word,
    shown: (mark) => ({
      review: '',
      period: '',
      lines: [{ key: 'line-1', number: 1, text: mark }],
      paragraphs: [],
    }),
    due_on: today,
    invitation_id: link.invitation_id,
    asked_by: by,
    state: 'known',
    answered_at: sql`now()`,
    answer_name: word,
    answer_job: word,
  });
  await asked('agency_report_answer', {
    report_id: link.id,
    case_id,
    answers: (mark) => ({ 'line-1': mark }),
    sent_at: sql`now()`,
  });
  await history('agency_report_step', {
    case_id,
    report_id: link.id,
    kind: 'escalated',
    to_whom: word,
    words: word,
    taken_by: by,
  });
  const family = await invited(here, asked, 'agency-request');
  await put('family_page', {
    ...own,
    id: family.id,
    for_whom: word,
    invitation_id: family.invitation_id,
    given_by: by,
  });
  return link.id;
}
