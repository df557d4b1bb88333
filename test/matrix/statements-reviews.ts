import type { TableRights } from './statements.ts';

/** The tables of a notification and of the reviews of a case, with the acts that touch them. */
export const reviewTables: Readonly<Record<string, TableRights>> = {
  'app.case_review': {
    of: 'case_id',
    seen: ['review.read'],
    added: ['review.open'],
    row: `(partnership_id, case_id, review_id) values (:here, $1, $1)`,
  },
  'app.review': {
    of: 'case_id',
    seen: ['review.read'],
    added: ['review.open'],
    row: `(partnership_id, regime, pseudonym, case_id, decision_id, opened_by) values (:here, 'SCR', 'Child Linden', $1, $1, ctx.uid())`,
    changed: ['review.move', 'review-check.record'],
  },
  'app.review_move': {
    of: 'case_id',
    seen: ['review.read'],
    added: ['review.move'],
    row: `(partnership_id, case_id, review_id, from_state, to_state, day, reason, moved_by)
      values (:here, $1, $1, 'commissioned', 'stopped', ctx.today(), 'because', ctx.uid())`,
  },
  'app.review_day': {
    of: 'case_id',
    seen: ['review.read'],
    added: ['review.record', 'review.open', 'review.move', 'review.appoint', 'review-terms.approve'],
    row: `(partnership_id, case_id, review_id, kind, day, source, recorded_by) values (:here, $1, $1, 'terms-agreed', ctx.today(), 'a letter', ctx.uid())`,
    changed: ['review.record', 'review.move'],
    change: 'superseded_at = now(), superseded_by = id',
    changeable: 'superseded_at is null',
  },
  'app.review_reviewer': {
    of: 'case_id',
    seen: ['review.read'],
    added: ['review.appoint'],
    row: `(partnership_id, case_id, review_id, name, independent_of, conflict, considered, appointed_on, recorded_by)
      values (:here, $1, $1, 'Somebody', 'everybody', 'none', 'enough', ctx.today(), ctx.uid())`,
    changed: ['review.appoint'],
    change: `ended_on = ctx.today(), ended_why = 'because', ended_by = ctx.uid()`,
    changeable: 'ended_on is null',
  },
  'app.review_check': {
    of: 'case_id',
    seen: ['review-check.read'],
    added: ['review-check.record'],
    row: `(partnership_id, case_id, review_id, day, time_found, time_words, quality_found, quality_words, recorded_by)
      values (:here, $1, $1, ctx.today(), 'late', 'words', 'concern', 'words', ctx.uid())`,
  },
  'app.review_request': {
    of: 'case_id',
    seen: ['review.read'],
    added: ['review-request.ask'],
    row: `(partnership_id, case_id, review_id, reviewer_id, asked_for, words, asked_on, due_on, asked_by)
      values (:here, $1, $1, $1, 'draft', 'words', ctx.today(), ctx.today(), ctx.uid())`,
    changed: ['review-request.answer'],
    change: `answered_on = ctx.today(), answer_words = 'words', answered_by = ctx.uid()`,
    changeable: 'answered_on is null',
  },
  'app.review_clock': {
    of: 'case_id',
    seen: ['review.read'],
    added: [
      'review.record',
      'review.open',
      'review.move',
      'review.appoint',
      'review-check.record',
      'review-request.ask',
      'review-request.answer',
    ],
    row: `(partnership_id, case_id, review_id, rule, about, starts_on, due_on) values (:here, $1, $1, 'REV-01', $1, ctx.today(), ctx.today())`,
    removed: [
      'review.record',
      'review.move',
      'review.appoint',
      'review-check.record',
      'review-request.ask',
      'review-request.answer',
    ],
  },
  'app.review_terms': {
    of: 'case_id',
    seen: ['review.read'],
    added: ['review-terms.write', 'review-terms.approve'],
    row: `(partnership_id, case_id, review_id, number, content, saved_by) values (:here, $1, $1, 2, '{}', ctx.uid())`,
  },
  'app.review_entry': {
    of: 'case_id',
    seen: ['review.read'],
    added: ['review-people.record'],
    row: `(partnership_id, case_id, review_id, kind, answers, recorded_by) values (:here, $1, $1, 'event', '{}', ctx.uid())`,
  },
  'app.agency_report': { of: 'case_id', seen: ['agency-report.read'] },
  'app.agency_report_step': { of: 'case_id', seen: ['history.read'] },
  'app.agency_report_answer': { of: 'case_id', seen: ['agency-report.read'] },
  'app.family_page': { of: 'case_id', seen: ['review.read'] },
  'app.notification': {
    of: 'case_id',
    seen: ['notification.read'],
    added: ['notification.draft', 'notification.record'],
    row: `(partnership_id, case_id, begun_by) values (:here, $1, ctx.uid())`,
    changed: ['notification.draft', 'notification.record'],
  },
  'app.notification_child': {
    of: 'case_id',
    seen: ['notification.read'],
    added: ['notification.draft'],
    row: `(partnership_id, case_id, notification_id, child_id) values (:here, $1, $1, $1)`,
    changed: ['notification.draft'],
  },
  'app.notification_sent': {
    of: 'case_id',
    seen: ['notification.read'],
    added: ['notification.record'],
    row: `(partnership_id, case_id, notification_id, sent_at, sent_by, on_behalf, pack, recorded_by)
      values (:here, $1, $1, now(), 'Somebody', false, '{}', ctx.uid())`,
  },
  'app.notification_reference': {
    of: 'case_id',
    seen: ['notification.read'],
    added: ['notification.record', 'notification.update'],
    row: `(partnership_id, case_id, notification_id, ordinal, reference) values (:here, $1, $1, 2, 'another')`,
  },
  'app.notification_area': {
    of: 'case_id',
    seen: ['notification.read'],
    added: ['notification.record', 'notification.update'],
    row: `(partnership_id, case_id, notification_id, authority, told_on, how, recorded_by)
      values (:here, $1, $1, 'Another council', ctx.today(), 'by telephone', ctx.uid())`,
  },
  'app.notification_update': {
    of: 'case_id',
    seen: ['notification.read'],
    added: ['notification.update'],
    row: `(partnership_id, case_id, notification_id, sent_on, what, sent_by, on_behalf, pack, recorded_by)
      values (:here, $1, $1, ctx.today(), 'a fact', 'Somebody', false, '{}', ctx.uid())`,
  },
  'app.notification_withdrawal': {
    of: 'case_id',
    seen: ['notification.read'],
    added: ['notification.withdraw'],
    row: `(partnership_id, case_id, notification_id, found_on, reason, partners, panel_told_on, panel_told_how, on_behalf, recorded_by)
      values (:here, $1, $1, ctx.today(), 'because', '{}', ctx.today(), 'by letter', false, ctx.uid())`,
  },
  'app.case_code': {
    of: 'case_id',
    seen: ['code.read'],
    added: ['code.set'],
    row: `(partnership_id, case_id, scheme, codebook, code, set_by) values (:here, $1, 'a-scheme', '1', 'another', ctx.uid())`,
    changed: ['code.set'],
    change: 'removed_by = ctx.uid(), removed_at = now()',
  },
  'app.notifiable_record': {
    of: 'case_id',
    seen: ['notifiable.read'],
    added: ['notifiable.record'],
    row: `(partnership_id, case_id, answer, rapid_review, facts, applied, reasons, decided_on, why_again, recorded_by, supersedes)
      values (:here, $1, 'not', 'none', '{}', '{}', 'because', ctx.today(), 'thought again', ctx.uid(), $1)`,
  },
  'app.notifiable_answer': {
    of: 'case_id',
    seen: ['notifiable.read'],
    added: ['notifiable.record'],
    row: `(partnership_id, case_id, record_id, question, ordinal, answer, reason) values (:here, $1, $1, 'another', 2, 'known', 'because')`,
  },
  'app.notifiable_view': {
    of: 'case_id',
    seen: ['notifiable.read'],
    added: ['notifiable.view'],
    row: `(partnership_id, case_id, record_id, partner, position, reason, given_on, recorded_by)
      values (:here, $1, $1, 'health', 'agrees', 'because', ctx.today(), ctx.uid())`,
  },
  'app.notifiable_escalation': {
    of: 'case_id',
    seen: ['notifiable.read'],
    added: ['notifiable.record'],
    row: `(partnership_id, case_id, record_id, to_whom, day, recorded_by) values (:here, $1, $1, 'the leads', ctx.today(), ctx.uid())`,
  },
  // The notifier's act that records the notification opens it as well.
  'app.rapid_review': {
    of: 'case_id',
    seen: ['rapid-review.read'],
    added: ['rapid-review.open', 'date.record'],
    row: `(partnership_id, case_id, opened, opened_on, opened_at, opened_by) values (:here, $1, 'by-notification', ctx.today(), now(), ctx.uid())`,
    changed: ['rapid-review.plan'],
  },
  'app.rapid_review_item': {
    of: 'case_id',
    seen: ['rapid-review.read'],
    added: ['rapid-review.write'],
    row: `(partnership_id, case_id, review_id, item, version, state, saved_by) values (:here, $1, $1, 'facts', 2, 'in-progress', ctx.uid())`,
  },
  'app.rapid_review_entry': {
    of: 'case_id',
    seen: ['rapid-review.read'],
    added: ['rapid-review.write'],
    row: `(partnership_id, case_id, review_id, kind, answers, recorded_by) values (:here, $1, $1, 'learning', '{}', ctx.uid())`,
  },
  'app.agency_summary': { of: 'case_id', seen: ['request.read'] },
  'app.agency_summary_step': { of: 'case_id', seen: ['history.read'] },
  'app.agency_summary_answer': { of: 'case_id', seen: ['request.read'] },
  'app.rapid_review_version': {
    of: 'case_id',
    seen: ['rapid-review.read'],
    added: ['rapid-review.freeze'],
    row: `(partnership_id, case_id, review_id, number, content, hash, frozen_by)
      values (:here, $1, $1, 2, '{}', sha256(convert_to('{}', 'UTF8')), ctx.uid())`,
  },
  // Nobody of the matrix is the delegate of a statutory partner: src/rapid-review tries it.
  'app.rapid_review_signature': {
    of: 'case_id',
    seen: ['rapid-review.read'],
    row: `(partnership_id, case_id, version_id, partner, position, job, signed_by) values (:here, $1, $1, 'health', 'agrees', 'a nurse', ctx.uid())`,
  },
  'app.rapid_review_sending': {
    of: 'case_id',
    seen: ['rapid-review.read'],
    added: ['rapid-review.send'],
    row: `(partnership_id, case_id, version_id, day, time, words, recorded_by) values (:here, $1, $1, ctx.today(), '10:00', 'by mail', ctx.uid())`,
  },
  'app.rapid_review_reply': {
    of: 'case_id',
    seen: ['rapid-review.read'],
    added: ['rapid-review.reply'],
    row: `(partnership_id, case_id, review_id, kind, position, day, words, recorded_by)
      values (:here, $1, $1, 'panel', 'agrees', ctx.today(), 'words', ctx.uid())`,
  },
};
