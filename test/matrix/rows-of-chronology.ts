import { type RawBuilder, sql } from 'kysely';
import type { Place } from './rows-of-case.ts';

/** A chronology that was released, with the lane of an agency that gave one row, and what was said of it. */
export const chronologyRows = ({ here, by, agency }: Place): RawBuilder<unknown> => sql`
  chronicle as (insert into app.chronology (partnership_id, id, case_id, number, opened_by, released_by, released_at)
    select ${here}, id, id, 1, ${by}, ${by}, now() from opened),
  chronicle_setup as (insert into app.chronology_setup (partnership_id, case_id, chronology_id, version, title, columns, set_by)
    select ${here}, id, id, 1, 'a title', '[{"key": "date"}]', ${by} from opened),
  chronicling as (insert into app.invitation (partnership_id, purpose, email, subject_id, expires_at)
    select ${here}, 'agency-request', 'asked@eastwick.example', id, now() + interval '14 days' from opened returning id, subject_id),
  lane as (insert into app.chronology_lane (partnership_id, id, case_id, chronology_id, number, agency_id, state, person, email, due_on,
      invitation_id, asked_by, returns)
    select ${here}, subject_id, subject_id, subject_id, 1, ${agency}, 'given', 'Somebody', 'asked@eastwick.example', ctx.today(), id, ${by}, 1
    from chronicling),
  lane_chased as (insert into app.chronology_lane_step (partnership_id, case_id, lane_id, kind, taken_by)
    select ${here}, id, id, 'reminded', ${by} from opened),
  lane_given as (insert into app.chronology_return (partnership_id, case_id, lane_id, number, setup_version, given, counts, by_name, by_job)
    select ${here}, id, id, 1, 1, 'typed', '{}', 'Somebody', 'a nurse' from opened),
  lane_row as (insert into app.chronology_row (partnership_id, case_id, chronology_id, lane_id, row_id, since, content, minutes, position,
      sort_key, given, edtf, earliest, latest, event, place, place_return)
    select ${here}, id, id, id, 'a-row', 1, 'a-row', 0, 0, '2016-03-12', '12 March 2016', '2016-03-12', '2016-03-12', '2016-03-12', 'A visit.',
      '{"row": 1}', 1 from opened),
  lane_mark as (insert into app.chronology_mark (partnership_id, id, case_id, chronology_id, kind, words, made_by)
    select ${here}, id, id, id, 'comment', 'words', ${by} from opened),
  lane_marked as (insert into app.chronology_mark_row (partnership_id, case_id, mark_id, lane_id, row_id)
    select ${here}, id, id, id, 'a-row' from opened),
  lane_term as (insert into app.chronology_term (partnership_id, id, case_id, chronology_id, kind, forms, shown, made_by)
    select ${here}, id, id, id, 'person', array['Somebody'], 'the mother', ${by} from opened),
  lane_view as (insert into app.chronology_view (partnership_id, id, case_id, chronology_id, name, filters, saved_by)
    select ${here}, id, id, id, 'a view', '{}', ${by} from opened)`;
