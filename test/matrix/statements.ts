import type { Verb } from '../../src/acts/verbs.ts';

/** What the acts do to a table in the database: who of the policy may read it, add to it, change it and take from it. */
export interface TableRights {
  /** The column that says whose case it is. */
  readonly of: string;
  /** Whoever may do any of these sees the rows of a case; nobody where there are none. */
  readonly seen: readonly Verb[];
  readonly added?: readonly Verb[];
  /** The columns and values of a new row; `$1` is the case, `:here` the partnership, and of `:somebody` and `:agency` nothing is told yet. */
  readonly row?: string;
  readonly changed?: readonly Verb[];
  /** What a change sets; the version where nothing is said. */
  readonly change?: string;
  /** Which rows can be changed at all; every one where nothing is said. */
  readonly changeable?: string;
  readonly removed?: readonly Verb[];
}

/** Every table that belongs to a case, with the acts that touch it. A table that is not here fails the test. */
export const caseTables: Readonly<Record<string, TableRights>> = {
  'app.case_file': {
    of: 'id',
    seen: ['case.read'],
    changed: ['case.open', 'case.change', 'case.close', 'case.reopen'],
  },
  'app.case_agency': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['case.open', 'access.give'],
    row: `(partnership_id, case_id, agency_id) values (:here, $1, :agency)`,
    changed: ['access.end'],
  },
  'app.case_involvement': {
    of: 'case_id',
    seen: ['access.read'],
    added: ['access.give'],
    row: `(partnership_id, case_id, account_id, part, from_day, given_by) values (:here, $1, :somebody, 'reviewer', ctx.today(), ctx.uid())`,
    changed: ['access.end'],
  },
  'app.case_exclusion': {
    of: 'case_id',
    seen: ['exclusion.begin', 'exclusion.end'],
    added: ['exclusion.begin'],
    row: `(partnership_id, case_id, account_id, reason, excluded_by) values (:here, $1, :somebody, 'because', ctx.uid())`,
    changed: ['exclusion.end'],
    change: 'ended_by = ctx.uid(), ended_at = now()',
    changeable: 'ended_at is null',
  },
  'app.case_referral': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['case.open', 'case.attach'],
    row: `(partnership_id, case_id, referral_id) values (:here, $1, :referral)`,
  },
  'app.case_child': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['case.open', 'case.change'],
    row: `(partnership_id, case_id, child_id) values (:here, $1, $1)`,
  },
  'app.case_incident': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['case.open', 'case.change'],
    row: `(partnership_id, case_id, incident_id) values (:here, $1, $1)`,
  },
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
    added: ['review.record', 'review.open', 'review.move', 'review.appoint'],
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
  'app.child': { of: 'id', seen: ['case.read'], changed: ['case.change'] },
  'app.incident': { of: 'id', seen: ['case.read'], changed: ['case.change'] },
  'app.incident_child': {
    of: 'incident_id',
    seen: ['case.read'],
    added: ['case.open', 'case.change'],
    row: `(partnership_id, incident_id, child_id) values (:here, $1, $1)`,
  },
  'app.case_person': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['case.change'],
    row: `(partnership_id, case_id, name) values (:here, $1, 'Somebody')`,
    changed: ['case.change'],
  },
  'app.case_relationship': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['case.change'],
    row: `(partnership_id, case_id, person_id, child_id, kind) values (:here, $1, $1, $1, 'friend')`,
    changed: ['case.change'],
  },
  'app.case_date': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['date.record'],
    row: `(partnership_id, case_id, kind, day, source, recorded_by) values (:here, $1, 'panel-notified', ctx.today(), 'a letter', ctx.uid())`,
    changed: ['date.record'],
  },
  'app.case_key_date': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['case.open', 'case.attach', 'case.change'],
    row: `(partnership_id, case_id, given, what) values (:here, $1, 'in the winter', 'something')`,
    changed: ['case.change'],
  },
  'app.case_clock': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['date.record'],
    row: `(partnership_id, case_id, rule, starts_on, due_on) values (:here, $1, 'RR-01', ctx.today(), ctx.today())`,
    removed: ['date.record'],
  },
  'app.case_clock_change': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['clock.change'],
    row: `(partnership_id, case_id, rule, kind, day, authority_name, authority_capacity, authorised_on, reason, recorded_by)
      values (:here, $1, 'RR-01', 'extended', ctx.today(), 'Somebody', 'delegate', ctx.today(), 'because', ctx.uid())`,
  },
  'app.case_clock_history': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['date.record', 'clock.change'],
    row: `(partnership_id, case_id, rule, old_due, new_due, why, moved_by) values (:here, $1, 'RR-01', ctx.today(), ctx.today(), 'facts', ctx.uid())`,
  },
  'app.clock_reminder': { of: 'case_id', seen: ['access.read'] },
  'app.case_move': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['case.close', 'case.reopen'],
    row: `(partnership_id, case_id, act, reason, moved_by) values (:here, $1, 'close', 'because', ctx.uid())`,
  },
  'app.decision': {
    of: 'case_id',
    seen: ['decision.read'],
    added: ['decision.record'],
    row: `(partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
      values (:here, $1, ctx.today(), 'the group', '2026', '', '{}', 'LCSPR', 'because', ctx.uid())`,
  },
  'app.decision_person': {
    of: 'case_id',
    seen: ['decision.read'],
    added: ['decision.record'],
    row: `(partnership_id, case_id, decision_id, ordinal, name, agency, capacity) values (:here, $1, $1, 2, 'Somebody', '', 'member')`,
  },
  'app.decision_limb': {
    of: 'case_id',
    seen: ['decision.read'],
    added: ['decision.record'],
    row: `(partnership_id, case_id, decision_id, limb, ordinal, answer, reason) values (:here, $1, $1, 'another', 2, 'met', 'because')`,
  },
  'app.decision_view': {
    of: 'case_id',
    seen: ['decision.read'],
    added: ['decision.record'],
    row: `(partnership_id, case_id, decision_id, partner, position, reason) values (:here, $1, $1, 'health', 'agrees', 'because')`,
  },
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
  'app.referral': { of: 'id', seen: ['referral.read'] },
  'app.endorsement': { of: 'referral_id', seen: ['referral.read'] },
  'app.agency_request': { of: 'case_id', seen: ['request.read'] },
  'app.agency_request_step': { of: 'case_id', seen: ['history.read'] },
  'app.agency_answer': { of: 'case_id', seen: ['request.read'] },
  'app.referral_allocation': { of: 'referral_id', seen: ['referral.read'] },
  'app.referral_question': { of: 'referral_id', seen: ['referral.read'] },
  'app.referral_step': { of: 'referral_id', seen: ['referral.read'] },
  'app.safety_action': {
    of: 'case_id',
    seen: ['safety.read'],
    added: ['safety.record'],
    row: `(partnership_id, case_id, what, by_whom, day, recorded_by) values (:here, $1, 'what was done', 'the police', ctx.today(), ctx.uid())`,
  },
  'app.alike_pending': { of: 'case_id', seen: ['referral.compare'] },
  'app.alike_key': { of: 'case_id', seen: ['referral.compare'] },
  'app.alike_verdict': {
    of: 'case_id',
    seen: ['referral.compare'],
    added: ['referral.match'],
    row: `(partnership_id, referral_id, case_id, verdict, basis, said_by) values (:here, :referral, $1, 'different', repeat('0', 64), ctx.uid())`,
  },
  'app.document': {
    of: 'case_id',
    seen: ['document.read'],
    added: ['document.add'],
    row: `(partnership_id, case_id, number, title, classification, seen_by, added_by)
      values (:here, $1, 2, 'A letter', 'official', 'everybody', ctx.uid())`,
    changed: ['document.withdraw'],
    change: `withdrawn_by = ctx.uid(), withdrawn_at = now(), withdrawn_why = 'because'`,
  },
  'app.file': { of: 'case_id', seen: ['file.read'] },
  'app.data_key': { of: 'case_id', seen: ['file.read'] },
  'app.file_release': {
    of: 'file_id',
    seen: ['file.release'],
    added: ['file.release'],
    row: `(partnership_id, file_id, released_by, reason) values (:here, $1, ctx.uid(), 'because')`,
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
  'audit.entry_words': { of: 'case_id', seen: ['history.read', 'trail.read'] },
};

/** Tables that name a case or a referral and belong to none, and why their rights are tried elsewhere. */
export const otherTables: Readonly<Record<string, string>> = {
  'app.due_clock': 'a view of app.case_clock and app.review_clock, with the rights of whoever asks',
  'app.consultation':
    'asked before there is a referral; it is the coordinators’ or an agency’s own, and src/intake tries it',
};

/** Functions that act with their owner’s rights on a case or its referral; none of them may open what the table shuts. */
export const caseFunctions: Readonly<Record<string, readonly Verb[]>> = {
  'ctx.receive_referral($1)': ['referral.receive'],
  [`ctx.add_document_file($1, 'a.pdf', 'pdf', 1, sha256(''), decode(repeat('00', 61), 'hex'))`]: [
    'document.add',
    'document.replace',
  ],
  [`ctx.replace_receipt($1, '0123456789ABCDEFGHJKMNPQ')`]: ['receipt.replace'],
  [`ctx.ask_endorsement($1, 'lead@eastwick.example')`]: ['endorsement.ask'],
  [`ctx.ask_agency($1, gen_random_uuid(), 'Somebody', 'somebody@eastwick.example', 'a family', ctx.today())`]:
    ['request.ask'],
  [`ctx.ask_agency_early($1, gen_random_uuid(), 'Somebody', 'somebody@eastwick.example', 'a family', ctx.today())`]:
    ['request.ask'],
  [`ctx.chase_agency($1, 'reminded', '', '', '')`]: ['request.chase'],
  [`ctx.ask_summary($1, gen_random_uuid(), 'Somebody', 'somebody@eastwick.example', 'a family', ctx.today())`]:
    ['request.ask'],
  [`ctx.chase_summary($1, 'reminded', '', '', '')`]: ['request.chase'],
  [`ctx.answer_referral($1, 'What was decided.')`]: ['referral.answer'],
  [`ctx.allocate_referral($1, ctx.uid(), null)`]: ['referral.allocate'],
  [`ctx.ask_referrer($1, 'A question?')`]: ['question.ask'],
  'ctx.note_answers($1)': ['question.note'],
  [`ctx.decline_referral($1, 'other', 'because', 'What was decided.', '')`]: ['referral.decline'],
  [`ctx.reconsider_referral($1, 'because')`]: ['referral.reconsider'],
  [`ctx.index_alike(null, $1, gen_random_uuid(), '{}')`]: ['referral.compare'],
  [`ctx.move_decided_case($1, 'decided')`]: ['decision.record'],
  [`ctx.note_notification_withdrawn($1, ctx.today(), 'because')`]: [
    'notification.withdraw',
    'notification.record',
  ],
  [`ctx.note_notifiable($1, 'not', null, null)`]: ['notifiable.record'],
};

/** Functions that answer something of a case: to whoever may do any of these. */
export const caseAnswers: Readonly<Record<string, readonly Verb[]>> = {
  'ctx.sees_case(c)': ['case.read'],
  'ctx.visible_case(r) = c': ['case.read'],
  'exists (select from ctx.case_readers(c))': ['case.read'],
  'ctx.case_reference(c) is not null': ['case.read', 'trail.read'],
  'ctx.case_of_reference(r) is not null': ['case.read', 'trail.read'],
  // A review bears the identifier of its case here.
  'exists (select from ctx.summary_states(c))': ['rapid-review.read'],
};

/** What is not yet joined to a case when it is added. */
export const looseRows: Readonly<Record<string, { readonly row: string; readonly added: readonly Verb[] }>> =
  {
    'app.child': { row: `(partnership_id, pseudonym) values (:here, 'a child')`, added: ['case.open'] },
    'app.incident': { row: `(partnership_id) values (:here)`, added: ['case.open'] },
  };
