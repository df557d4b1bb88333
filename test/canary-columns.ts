import { sql } from 'kysely';
import type { Marks } from './canary-marks.ts';
import type { Database } from '../src/platform/db/connect.ts';

const code = 'a code, which has no room for a marker';
const kept = 'what the law was asked and what it answered: codes, days and our own words';
const ours = 'the partnership’s public name and address';

/** Columns in which no marker stands, and why: codes, what the service itself writes, and what everybody may read. */
export const noMarker: Readonly<Record<string, string>> = {
  'account.email': 'whoever works here goes by the name, which has a marker',
  'action.check_method': code,
  'action.practice': code,
  'agency.name': 'the agencies that work with the partnership are public',
  'agency.national_code': code,
  'alike_verdict.basis': 'a digest',
  'ask_entry.value': code,
  'case_clock.rule': code,
  'case_clock_change.rule': code,
  'case_clock_history.rule': code,
  'case_code.code': code,
  'case_code.codebook': code,
  'case_code.scheme': code,
  'case_date.late_reason': code,
  'case_file.reference': 'made by the service, and looked for as a marker of its own kind',
  'challenge.reference': 'the reference of its case',
  'challenge.rule': code,
  'challenge_step.name': 'the name of whoever said it, as that of their account',
  'child.ethnicity': code,
  'child.lives_in': code,
  'child.looked_after_by': code,
  'chronology_mark_row.row_id': 'a digest',
  'chronology_return.counts': 'how many rows there were',
  'chronology_return.ambiguous': 'why a date is doubtful stands with its row',
  'chronology_row.content': 'a digest',
  'chronology_row.edtf': code,
  'chronology_row.place': 'where in a file a row stands',
  'chronology_row.row_id': 'a digest',
  'chronology_row.sort_key': 'made by the service, of days and numbers',
  'clock_reminder.rule': code,
  'clock_reminder.step': code,
  'dated_name.abbreviation': ours,
  'dated_name.name': ours,
  'dated_name.note': ours,
  'decision.applied': kept,
  'decision.body_name': ours,
  'decision.criteria': code,
  'decision.edition': code,
  'decision_limb.limb': code,
  'finding_version.themes': code,
  'idempotency.key': 'made by the service, and shown to nobody',
  'idempotency.location': 'the address of a page, in which nothing that was typed stands',
  'idempotency.verb': code,
  'incident.area': code,
  'invitation.role': code,
  'mail.answer': code,
  'mail_meeting.group_name': ours,
  'mail_meeting.place': 'copied from its meeting, which has a marker',
  'meeting_invitation.deputy_name': 'copied from the seats of the group, which have a marker',
  'meeting_pack_copy.reader': 'the name of whoever asked, for their own copy',
  'mail.message_id': 'made by the service',
  'mail_wording.kind': code,
  'meeting_item.reference': 'the reference of its case',
  'notifiable_answer.answer': kept,
  'notifiable_answer.question': code,
  'notifiable_record.applied': kept,
  'notifiable_record.edition': code,
  'notifiable_record.facts': kept,
  'notifiable_record.rule_ids': code,
  'partnership.authority_code': code,
  'partnership.authority_name': ours,
  'partnership.name': ours,
  'partnership.reference_prefix': ours,
  'partnership.rest_of_name': ours,
  'partnership.settings': 'conventions of the partnership, which are public',
  'partnership.short_name': ours,
  'partnership_host.host': ours,
  'rapid_review_item.item': code,
  'rapid_review_reply.position': code,
  'recommendation_ask.assessment': code,
  'recommendation_ask.delivery': code,
  'recommendation_ask.escalation': code,
  'recommendation_ask.life': code,
  'recommendation_ask.position': code,
  'recommendation_ask.practice': code,
  'recommendation_ask.risk': code,
  'reminder_ladder.steps': 'days and roles, read from a form that has no other room',
  'review.pseudonym': 'the pseudonym of its case',
  'review_clock.rule': code,
  'review_group_name.abbreviation': ours,
  'review_group_name.name': ours,
  'review_move.from_state': code,
  'round.outcome': code,
  'round.reference': 'the reference of its case',
  'round_answer.name': 'the name of whoever answered, as that of their account',
  'round_seat.seat_name': 'what a seat is called is public',
  'session.device': 'what a browser says of itself, for whoever sits before it',
};

/** Columns whose marker no page shows to anybody, and why; they are searched for all the same. */
export const shownNowhere: Readonly<Record<string, string>> = {
  'chronology_return.set_aside': 'it is shown while a file is checked, before it is sent',
  'chronology_row.who': 'it stands among the other columns of its row, where it is shown',
  'chronology_view.filters': 'it stands in a field of the page that a view opens, and in no address',
  'meeting_item.chaired_by': 'it stands on the page of an item, for those who run the meeting',
  'meeting_pack.header': 'it stands on the front page of a copy, which is a PDF',
  'file_release.reason': 'it is kept for whoever asks why a file was let through',
  'endorsement.email': 'the page of an endorsement that was given names who gave it',
  'rapid_review.ended_why': 'the page of a review that was ended offers to open another',
  'imported_recommendation.source': 'it stands beside a draft that is like it, which nobody writes here',
  'imported_recommendation.source_id': 'as its source; it keeps an import from bringing one twice',
  'imported_recommendation.addressee': 'as its source',
  'imported_recommendation.words': 'as its source',
  'imported_recommendation.status': 'as its source',
  'chronology_draft.cells': 'what is typed is shown to the bearer of the link alone, who is nobody of these',
  'chronology_upload.file_name': 'as what is typed, until it is sent',
  'chronology_upload.reading': 'as its name',
  'chronology_upload.remembered': 'as its name',
  'chronology_lane.mapping': 'what headings of a file mean; the page of the next file shows its own',
  'chronology_return.mapping': 'as that of its lane',
  'theme_list.why': 'it is kept for whoever asks why the list was changed',
  'invitation.email': 'the pages show the address that stands with what was asked',
};

/** Every column of schema app that could hold somebody's words: text or jsonb, neither made by the database nor one of a list of codes. */
export async function columnsOfWords(owner: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.table_name || '.' || c.column_name as name
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'app' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
      and c.data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY', 'xml', 'USER-DEFINED') and c.udt_name <> '_uuid'
      and not exists (select from pg_constraint k where k.conrelid = format('app.%I', c.table_name)::regclass and k.contype = 'c'
        and k.conkey = array[c.ordinal_position]::smallint[] and pg_get_constraintdef(k.oid) ~ '^CHECK \\(+[a-z_"]+ = ANY \\(ARRAY\\[')
    order by 1`.execute(owner);
  return rows.map(({ name }) => name);
}

/** Those of these columns in which no marker stands in any row. */
export async function withoutMarker(
  owner: Database,
  columns: readonly string[],
  marks: Marks,
): Promise<readonly string[]> {
  const bare: string[] = [];
  for (const name of columns) {
    const [table = '', column = ''] = name.split('.');
    const { rows } = await sql<{ held: string }>`
      select ${sql.ref(column)}::text as held from ${sql.table(`app.${table}`)} where ${sql.ref(column)}::text ~ 'zq[0-9a-z]{12}qz'`.execute(
      owner,
    );
    if (!rows.some(({ held }) => marks.within(held).length > 0)) bare.push(name);
  }
  return bare;
}
