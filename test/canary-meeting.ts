import { sql } from 'kysely';
import { today } from './canary-file.ts';
import type { Staff } from './canary-office.ts';
import { planting, word } from './canary-plant.ts';

// Two versions of a pack: what came after the first is late, and says why.
async function plantPack({ office, marks, coordinator }: Staff, meeting_id: string, item_id: string) {
  const put = planting(marks, office, { kind: 'office', of: '' });
  const by = coordinator.accountId;
  const version = (number: number) =>
    put('meeting_pack', {
      meeting_id,
      number,
      header: (mark) => ({ partnership: 'The partnership', group: mark }),
      hash: sql`sha256('')`,
      frozen_by: by,
    });
  await version(1);
  const paper_id = await put('meeting_paper', {
    meeting_id,
    item_id,
    kind: 'words',
    title: word,
    content: (mark) => ({ about: [], parts: [{ kind: 'text', paragraphs: [mark] }] }),
    source: sql`gen_random_uuid()`,
    version: 1,
    late_why: word,
    added_by: by,
  });
  await put('meeting_pack_paper', { pack_id: await version(2), paper_id, item_id, ordinal: 1 });
}

/** A case that is considered at a meeting. */
interface Considered {
  readonly id: string;
  readonly reference: string;
  readonly pseudonym: string;
}

/** The makeup of the group, and two of its meetings: one that was called off, and one with its minutes, where a case was considered. */
export async function plantMeetings(
  here: Staff,
  considered: Considered,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { office, marks, coordinator } = here;
  const by = coordinator.accountId;
  const { rows } = await sql<{ id: string }>`
    select id from app.review_group where partnership_id = ${office.id} and kind = 'main'`.execute(
    office.owner,
  );
  const group_id = rows[0]?.id ?? '';
  const seat = await plantGroup(here, group_id);
  const put = planting(marks, office, { kind: 'office', of: '' });
  const meeting = { group_id, begins: '10:00', ends: '12:00', place: word, made_by: by };
  const later = await put('meeting', {
    ...meeting,
    day: sql`ctx.today() + 7`,
    state: 'called-off',
    called_off_why: word,
  });
  const held = await put('meeting', {
    ...meeting,
    day: today,
    state: 'minutes-approved',
    approved_at_meeting: later,
    agenda_out_at: sql`now()`,
    circulated_at: sql`now()`,
  });
  await put('meeting_attendance', {
    meeting_id: held,
    person_name: word,
    capacity: 'information',
    presence: 'present',
    recorded_by: by,
  });
  const minutes_id = await put('meeting_minutes', {
    meeting_id: held,
    number: 1,
    kind: 'circulated',
    header: (mark) => ({
      partnership: 'The partnership',
      group: 'The group',
      day: '2026-11-23',
      begins: '10:00',
      place: mark,
      there: [],
      quorum: '',
    }),
    hash: sql`sha256('')`,
    made_by: by,
  });
  const of = { meeting_id: held, minutes_id };
  const other = await plantItem(here, { ...of, ordinal: 1 }, { kind: 'other', title: word }, '');
  const { id: case_id, reference, pseudonym } = considered;
  const about = { kind: 'case', case_id, reference, pseudonym: `Child ${pseudonym}` };
  await plantItem(here, { ...of, ordinal: 2 }, about, case_id);
  const asked = await plantRounds(here, { group_id, seat_id: seat }, considered);
  await plantPack(here, held, other);
  return { meetings: [held], meetingItems: [other], groups: [group_id], seats: [seat], ...asked };
}

// What seats were asked between meetings, with an answer; and a challenge of the scrutineer with its answer.
async function plantRounds(
  { office, marks, coordinator }: Staff,
  { group_id, seat_id }: { readonly group_id: string; readonly seat_id: string },
  { id: case_id, reference, pseudonym }: Considered,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const by = coordinator.accountId;
  const put = planting(marks, office, { kind: 'office', of: case_id });
  const round_id = await put('round', {
    case_id,
    number: 1,
    group_id,
    reference,
    pseudonym: `Child ${pseudonym}`,
    question: word,
    proposal: word,
    due_on: today,
    hash: sql`sha256('')`,
    state: 'closed',
    closed_into: 'meeting',
    why: word,
    asked_by: by,
    closed_by: by,
    closed_at: sql`now()`,
  });
  const own = { case_id, round_id };
  await put('round_seat', { ...own, seat_id, seat_name: 'A seat', capacity: 'member' });
  const { rows } = await sql<{ id: string }>`
    select id from app.file where case_id = ${case_id} limit 1`.execute(office.owner);
  await put('round_paper', {
    ...own,
    file_id: rows[0]?.id ?? '',
    ordinal: 1,
    number: 1,
    version: 1,
    title: word,
    sha256: sql`sha256('')`,
  });
  await put('round_answer', {
    ...own,
    seat_id,
    account_id: by,
    name: 'Somebody',
    stands: 'holder',
    several: false,
    position: 'agrees',
    words: word,
    is_late: false,
  });
  const challenges = planting(marks, office, { kind: 'challenge', of: case_id });
  const challenge_id = await challenges('challenge', {
    case_id,
    reference,
    rule: 'RR-01',
    to_whom: 'chair',
    words: word,
    due_on: today,
    made_by: by,
  });
  await challenges('challenge_step', {
    case_id,
    challenge_id,
    kind: 'answered',
    on_behalf: word,
    words: word,
    said_by: by,
    name: 'Somebody',
  });
  return { rounds: [round_id], challenges: [challenge_id] };
}

// What the group is called is public, and so is what a seat is; who sits there is not.
async function plantGroup({ office, marks, coordinator }: Staff, group_id: string): Promise<string> {
  const recorded_by = coordinator.accountId;
  const put = planting(marks, office, { kind: 'group', of: '' });
  await sql`update app.review_group_name set note = ${marks({ kind: 'public', partnershipId: office.id, of: '', field: 'review_group_name.note' })}
    where group_id = ${group_id}`.execute(office.owner);
  await put('review_group_terms', { group_id, words: word, recorded_by });
  const open = planting(marks, office, { kind: 'public', of: '' });
  const seat_id = await open('review_group_seat', {
    group_id,
    name: word,
    capacity: 'member',
    made_by: recorded_by,
  });
  await put('review_group_holder', { group_id, seat_id, stands: 'holder', person_name: word, recorded_by });
  await put('review_group_chair', { group_id, person_name: word, recorded_by });
  return seat_id;
}

interface Minuted {
  readonly meeting_id: string;
  readonly minutes_id: string;
  readonly ordinal: number;
}

// An item with what was written of it, an action, and somebody who had to leave for it.
async function plantItem(
  { office, marks, coordinator }: Staff,
  { meeting_id, minutes_id, ordinal }: Minuted,
  item: Parameters<ReturnType<typeof planting>>[1],
  of: string,
): Promise<string> {
  const by = coordinator.accountId;
  const put = planting(marks, office, { kind: 'office', of });
  const { rows } = await sql<{ id: string }>`select gen_random_uuid() as id`.execute(office.owner);
  const id = rows[0]?.id ?? '';
  await put('meeting_item', { ...item, id, meeting_id, root_id: id, chaired_by: word, added_by: by });
  const own = { meeting_id, item_id: id };
  await put('meeting_note', { ...own, version: 1, words: word, written_by: by });
  await put('meeting_action', { ...own, words: word, owner: word, noted_by: by });
  await put('meeting_correction', {
    ...own,
    minutes_id,
    words: word,
    reply: word,
    state: 'taken',
    proposed_by: by,
    settled_by: by,
    settled_at: sql`now()`,
  });
  const conflict_id = await put('meeting_conflict', { ...own, person_name: word, declared_by: by });
  await put('meeting_conflict_reason', { conflict_id, item_id: id, reason: word });
  await put('meeting_minutes_item', {
    ...own,
    minutes_id,
    ordinal,
    content: (mark) => ({
      kind: 'other',
      title: 'An item',
      reference: null,
      pseudonym: null,
      referral: null,
      state: 'open',
      words: mark,
      decisions: [],
      actions: [],
      out: [],
    }),
    hash: sql`sha256('')`,
  });
  return id;
}
