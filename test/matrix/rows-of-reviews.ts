import { type RawBuilder, sql } from 'kysely';
import { notifiableKept } from '../canary-kept.ts';
import type { Place } from './rows-of-case.ts';

/** What a version of a rapid review holds, as a case of the matrix keeps it. */
const reviewContent = { reference: '', pseudonym: '', partnership: '', body: [] };

/** The review that was decided on, with its days, its reviewer, and how it was watched. */
export const reviewRows = ({ here, by }: Place): RawBuilder<unknown> => sql`
  review as (insert into app.review (partnership_id, id, regime, pseudonym, case_id, decision_id, opened_by)
    select ${here}, id, 'LCSPR', 'Child Linden', id, id, ${by} from opened),
  review_moved as (insert into app.review_move (partnership_id, case_id, review_id, from_state, to_state, day, reason, moved_by)
    select ${here}, id, id, 'commissioned', 'under-way', ctx.today(), 'because', ${by} from opened),
  review_day as (insert into app.review_day (partnership_id, case_id, review_id, kind, day, source, recorded_by)
    select ${here}, id, id, 'decided', ctx.today(), 'a letter', ${by} from opened),
  reviewer as (insert into app.review_reviewer (partnership_id, id, case_id, review_id, name, independent_of, conflict, considered,
      appointed_on, recorded_by) select ${here}, id, id, id, 'Somebody', 'everybody', 'none', 'enough', ctx.today(), ${by} from opened),
  review_checked as (insert into app.review_check (partnership_id, case_id, review_id, day, time_found, time_words, quality_found,
      quality_words, recorded_by)
    select ${here}, id, id, ctx.today(), 'on-course', 'words', 'good', 'words', ${by} from opened),
  review_asked as (insert into app.review_request (partnership_id, id, case_id, review_id, reviewer_id, asked_for, words, asked_on,
      due_on, asked_by)
    select ${here}, id, id, id, id, 'draft', 'words', ctx.today(), ctx.today(), ${by} from opened),
  review_clock as (insert into app.review_clock (partnership_id, case_id, review_id, rule, about, starts_on, due_on)
    select ${here}, id, id, 'REP-02', id, ctx.today(), ctx.today() from opened),
  of_review as (insert into app.case_review select ${here}, id, id from opened)`;

/** How the review is set up: its terms, a record, what an agency was asked and gave, and the page of its family. */
export const commissionRows = ({ here, by, agency }: Place): RawBuilder<unknown> => sql`
  review_terms as (insert into app.review_terms (partnership_id, case_id, review_id, number, content, saved_by)
    select ${here}, id, id, 1, '{"light": false, "agencies": [], "answers": {}}', ${by} from opened),
  review_entered as (insert into app.review_entry (partnership_id, id, case_id, review_id, kind, answers, recorded_by)
    select ${here}, id, id, id, 'voice', '{}', ${by} from opened),
  report_link as (insert into app.invitation (partnership_id, purpose, email, subject_id, expires_at)
    select ${here}, 'agency-request', 'asked@eastwick.example', id, now() + interval '14 days' from opened returning id, subject_id),
  agency_report as (insert into app.agency_report (partnership_id, id, case_id, review_id, kind, agency_id, person, email, about, shown, due_on,
      invitation_id, asked_by, state, answered_at, answer_name, answer_job)
    select ${here}, subject_id, subject_id, subject_id, 'report', ${agency}, 'Somebody', 'asked@eastwick.example', 'a family',
      '{"review": "", "period": "", "lines": [], "paragraphs": []}', ctx.today(), id, ${by}, 'known', now(), 'Somebody', 'a nurse'
    from report_link),
  agency_reported as (insert into app.agency_report_answer (partnership_id, report_id, case_id, sent_at)
    select ${here}, id, id, now() from opened),
  report_chased as (insert into app.agency_report_step (partnership_id, case_id, report_id, kind, taken_by)
    select ${here}, id, id, 'reminded', ${by} from opened),
  family_page as (insert into app.family_page (partnership_id, id, case_id, review_id, for_whom, invitation_id, given_by)
    select ${here}, subject_id, subject_id, subject_id, 'The mother', id, ${by} from report_link)`;

/** Whether it is notifiable, the notification, and the codes of the case. */
export const notifiedRows = ({ here, by, number }: Place): RawBuilder<unknown> => sql`
  notification as (insert into app.notification (partnership_id, id, case_id, state, begun_by) select ${here}, id, id, 'sent', ${by} from opened),
  notified_child as (insert into app.notification_child (partnership_id, case_id, notification_id, child_id)
    select ${here}, id, id, id from opened),
  notification_sent as (insert into app.notification_sent (partnership_id, case_id, notification_id, sent_at, sent_by, on_behalf, pack,
      recorded_by) select ${here}, id, id, now(), 'Somebody', false, '{"way": "national-system", "forms": []}', ${by} from opened),
  notification_reference as (insert into app.notification_reference (partnership_id, case_id, notification_id, ordinal, reference)
    select ${here}, id, id, 1, 'SIN-' || ${number}::integer from opened),
  notification_area as (insert into app.notification_area (partnership_id, case_id, notification_id, authority, told_on, how, recorded_by)
    select ${here}, id, id, 'Another council', ctx.today(), 'by telephone', ${by} from opened),
  notification_update as (insert into app.notification_update (partnership_id, case_id, notification_id, sent_on, what, sent_by,
      on_behalf, pack, recorded_by)
    select ${here}, id, id, ctx.today(), 'a fact', 'Somebody', false, '{"way": "national-system", "forms": []}', ${by} from opened),
  notification_withdrawal as (insert into app.notification_withdrawal (partnership_id, case_id, notification_id, found_on, reason,
      partners, panel_told_on, panel_told_how, on_behalf, recorded_by)
    select ${here}, id, id, ctx.today(), 'because', '{}', ctx.today(), 'by letter', false, ${by} from opened),
  code as (insert into app.case_code (partnership_id, id, case_id, scheme, codebook, code, set_by)
    select ${here}, id, id, 'a-scheme', '1', 'a-code', ${by} from opened),
  notifiable as (insert into app.notifiable_record (partnership_id, id, case_id, answer, rapid_review, facts, applied, reasons, decided_on,
      recorded_by)
    select ${here}, id, id, 'not', 'none', ${JSON.stringify(notifiableKept.facts)}::jsonb, ${JSON.stringify(notifiableKept.applied)}::jsonb,
      'because', ctx.today(), ${by} from opened),
  notifiable_answer as (insert into app.notifiable_answer (partnership_id, case_id, record_id, question, ordinal, answer, reason)
    select ${here}, id, id, 'abuse', 1, 'not', 'because' from opened),
  notifiable_view as (insert into app.notifiable_view (partnership_id, id, case_id, record_id, partner, position, reason, given_on, recorded_by)
    select ${here}, id, id, id, 'police', 'agrees', 'because', ctx.today(), ${by} from opened),
  escalated as (insert into app.notifiable_escalation (partnership_id, id, case_id, record_id, to_whom, day, recorded_by)
    select ${here}, id, id, id, 'the leads', ctx.today(), ${by} from opened)`;

/** The rapid review, from its items to the answer of the Panel. */
export const rapidReviewRows = ({ here, by, agency }: Place): RawBuilder<unknown> => sql`
  rapid as (insert into app.rapid_review (partnership_id, id, case_id, opened, opened_on, opened_at, opened_by)
    select ${here}, id, id, 'by-notification', ctx.today(), now(), ${by} from opened),
  rapid_item as (insert into app.rapid_review_item (partnership_id, case_id, review_id, item, version, state, saved_by)
    select ${here}, id, id, 'facts', 1, 'in-progress', ${by} from opened),
  rapid_entry as (insert into app.rapid_review_entry (partnership_id, id, case_id, review_id, kind, answers, recorded_by)
    select ${here}, id, id, id, 'meeting', '{}', ${by} from opened),
  summarising as (insert into app.invitation (partnership_id, purpose, email, subject_id, expires_at)
    select ${here}, 'agency-request', 'asked@eastwick.example', id, now() + interval '14 days' from opened returning id, subject_id),
  summary as (insert into app.agency_summary (partnership_id, id, case_id, review_id, agency_id, person, email, about, due_on,
      invitation_id, asked_by, state, answered_at, answer_name, answer_job, is_secured)
    select ${here}, subject_id, subject_id, subject_id, ${agency}, 'Somebody', 'asked@eastwick.example', 'a family',
      ctx.today(), id, ${by}, 'known', now(), 'Somebody', 'a nurse', true from summarising),
  summarised as (insert into app.agency_summary_answer (partnership_id, summary_id, case_id, sent_at)
    select ${here}, id, id, now() from opened),
  summary_chased as (insert into app.agency_summary_step (partnership_id, case_id, summary_id, kind, taken_by)
    select ${here}, id, id, 'reminded', ${by} from opened),
  rapid_version as (insert into app.rapid_review_version (partnership_id, id, case_id, review_id, number, content, hash, frozen_by)
    select ${here}, id, id, id, 1, ${JSON.stringify(reviewContent)}::jsonb,
      sha256(convert_to((${JSON.stringify(reviewContent)}::jsonb)::text, 'UTF8')), ${by} from opened),
  rapid_signed as (insert into app.rapid_review_signature (partnership_id, case_id, version_id, partner, position, job, signed_by)
    select ${here}, id, id, 'police', 'agrees', 'a commander', ${by} from opened),
  rapid_sent as (insert into app.rapid_review_sending (partnership_id, case_id, version_id, day, time, words, recorded_by)
    select ${here}, id, id, ctx.today(), '09:00', 'by mail', ${by} from opened),
  rapid_replied as (insert into app.rapid_review_reply (partnership_id, case_id, review_id, kind, position, day, words, recorded_by)
    select ${here}, id, id, 'panel', 'asks', ctx.today(), 'What of the father?', ${by} from opened)`;
