import { type Ground, type Ids, today } from './canary-file.ts';
import type { Staff } from './canary-office.ts';
import { planting, word } from './canary-plant.ts';

/** A finding with what it rests on, what is recommended from it to a body outside, what was said of that, and what was done. */
export async function plantImprovement(
  { here, caseId: case_id, by }: Ground,
  review_id: string,
  document_id: string,
): Promise<Ids> {
  const put = planting(here.marks, here.office, { kind: 'review', of: case_id });
  const finding = await put('finding', { case_id, review_id, number: 1, made_by: by });
  const version = { finding_id: finding, kind: 'system', saved_by: by, title: word, words: word };
  await put('finding_version', { ...version, number: 1, enquiry: word });
  await put('finding_version', { ...version, number: 2, enquiry: word, because: word });
  const link = { finding_id: finding, words: word, added_by: by };
  await put('finding_link', { ...link, kind: 'chronology', lane_id: word, row_id: word });
  await put('finding_link', { ...link, kind: 'document', document_id, place: word });
  const struck = await put('finding_link', { ...link, kind: 'paragraph', place: word });
  await put('finding_link', { ...link, kind: 'struck', strikes: struck });
  const recommendation_id = await put('recommendation', {
    case_id,
    review_id,
    origin: 'review',
    number: 1,
    made_by: by,
  });
  return {
    findings: finding,
    evidence: struck,
    ...(await plantRecommendation(here, { kind: 'review', of: case_id }, recommendation_id)),
  };
}

async function plantRecommendation(
  { marks, office, coordinator }: Staff,
  of: { readonly kind: 'review' | 'office'; readonly of: string },
  recommendation_id: string,
): Promise<Ids> {
  const put = planting(marks, office, of);
  const by = coordinator.accountId;
  const version = {
    recommendation_id,
    headline: word,
    words: word,
    rationale: word,
    outcome: word,
    saved_by: by,
  };
  await put('recommendation_version', { ...version, number: 1 });
  await put('recommendation_version', { ...version, number: 2, because: word });
  const ask_id = await put('recommendation_ask', { recommendation_id, body: word, added_by: by });
  await put('ask_entry', {
    ask_id,
    axis: 'position',
    value: 'accepted',
    day: today,
    said_by: word,
    why: word,
    recorded_by: by,
  });
  const action_id = await put('action', {
    recommendation_id,
    ask_id,
    number: 1,
    reach: 'single-agency',
    title: word,
    needed: word,
    first_due: today,
    due_on: today,
    made_by: by,
  });
  await put('action_entry', {
    action_id,
    kind: 'owner',
    day: today,
    words: word,
    owner_role: word,
    owner_name: word,
    recorded_by: by,
  });
  return { recommendations: recommendation_id, asks: ask_id, actions: action_id };
}

/** One that a national review made, one that a list brought, with those of the cases; and the partnership's own list of themes. */
export async function plantElsewhere(
  here: Staff,
  cases: readonly { readonly ids: Ids }[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { office, marks, coordinator } = here;
  const by = coordinator.accountId;
  const put = planting(marks, office, { kind: 'office', of: '' });
  const house = planting(marks, office, { kind: 'house', of: '' });
  const recommendation_id = await put('recommendation', {
    origin: 'national',
    source: word,
    source_id: word,
    number: 1,
    made_by: by,
  });
  const ids = await plantRecommendation(here, { kind: 'office', of: '' }, recommendation_id);
  await house('imported_recommendation', {
    source: word,
    source_id: word,
    addressee: word,
    words: word,
    status: word,
  });
  await house('theme_list', {
    number: 1,
    themes: (mark) => [{ id: 'pra-own', facet: 'practice-theme', label: mark, synonyms: [] }],
    why: word,
    set_by: by,
  });
  // Those of the cases are asked for as well, by people who may not know of them.
  return Object.fromEntries(
    Object.entries(ids).map(([name, id]) => [name, [id, ...cases.flatMap((one) => one.ids[name] ?? [])]]),
  );
}
