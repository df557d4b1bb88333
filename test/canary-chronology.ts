import { sql } from 'kysely';
import { type Ground, type Ids, invited, today } from './canary-file.ts';
import { address, planting, word } from './canary-plant.ts';

/** A chronology that was released, with the lane of an agency, what it gave, what it has not sent, and what people said of its rows. */
export async function plantChronology({ here, caseId: case_id, by, agency, put }: Ground): Promise<Ids> {
  const office = planting(here.marks, here.office, { kind: 'office', of: case_id });
  const unsent = planting(here.marks, here.office, { kind: 'draft', of: case_id });
  const chronology_id = await put('chronology', {
    case_id,
    number: 1,
    opened_by: by,
    released_by: by,
    released_at: sql`now()`,
  });
  const asked = (mark: string) => [
    { key: 'date', title: mark, kind: 'date', mandatory: true, instruction: mark },
  ];
  await put('chronology_setup', {
    case_id,
    chronology_id,
    version: 1,
    title: word,
    instructions: word,
    columns: (mark) => JSON.stringify(asked(mark)),
    set_by: by,
  });
  const { id, invitation_id } = await invited(here, put, 'agency-request');
  const lane_id = await office('chronology_lane', {
    id,
    case_id,
    chronology_id,
    number: 1,
    agency_id: agency,
    state: 'given',
    person: word,
    email: address,
    mapping: (mark) => ({ [mark]: 'event' }),
    due_on: today,
    invitation_id,
    asked_by: by,
    returns: 1,
  });
  await office('chronology_lane_step', {
    case_id,
    lane_id,
    kind: 'escalated',
    to_whom: word,
    words: word,
    taken_by: by,
  });
  const inFile = (mark: string) =>
    JSON.stringify([
      { file: mark, place: { row: 3 }, given: mark, why: 'because', columns: { [mark]: mark } },
    ]);
  await put('chronology_return', {
    case_id,
    lane_id,
    number: 1,
    setup_version: 1,
    given: 'file',
    file_name: word,
    file_hash: sql`sha256('')`,
    mapping: (mark) => ({ [mark]: 'event' }),
    counts: { added: 1 },
    not_understood: inFile,
    set_aside: (mark) => JSON.stringify([{ file: '', place: { row: 1 }, as: 'title', words: mark }]),
    by_name: word,
    by_job: word,
  });
  await put('chronology_row', {
    case_id,
    chronology_id,
    lane_id,
    row_id: 'a-row',
    since: 1,
    content: 'a-row',
    minutes: 0,
    position: 0,
    sort_key: '2016-03-12',
    given: word,
    edtf: '2016-03-12',
    earliest: '2016-03-12',
    latest: '2016-03-12',
    time: word,
    source: word,
    event: word,
    who: word,
    columns: (mark) => ({ [mark]: mark }),
    place: { row: 2 },
    place_return: 1,
    ambiguous: word,
  });
  await plantUnsent(unsent, { case_id, lane_id });
  await plantSaid(put, { case_id, chronology_id, lane_id, by });
  return { lanes: lane_id };
}

type Put = ReturnType<typeof planting>;

async function plantUnsent(
  put: Put,
  own: { readonly case_id: string; readonly lane_id: string },
): Promise<void> {
  await put('chronology_draft', {
    ...own,
    id: sql`gen_random_uuid()`,
    position: 1,
    cells: (mark) => ({ event: mark }),
  });
  await put('chronology_upload', {
    ...own,
    file_name: word,
    file_hash: sql`sha256('')`,
    bytes: sql`'a'::bytea`,
    remembered: (mark) => ({ [mark]: 'event' }),
    reading: (mark) => ({ notes: [mark] }),
  });
}

async function plantSaid(
  put: Put,
  {
    case_id,
    chronology_id,
    lane_id,
    by,
  }: {
    readonly case_id: string;
    readonly chronology_id: string;
    readonly lane_id: string;
    readonly by: string;
  },
): Promise<void> {
  const own = { case_id, chronology_id, made_by: by };
  const mark_id = await put('chronology_mark', { ...own, kind: 'comment', words: word });
  await put('chronology_mark_row', { case_id, mark_id, lane_id, row_id: 'a-row' });
  await put('chronology_term', {
    ...own,
    kind: 'person',
    forms: (mark) => sql`array[${mark}]`,
    shown: word,
  });
  await put('chronology_view', {
    case_id,
    chronology_id,
    name: word,
    filters: (mark) => ({ words: mark }),
    saved_by: by,
  });
}
