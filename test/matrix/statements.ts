import type { Verb } from '../../src/acts/verbs.ts';
import { roundTables } from './rows-of-rounds.ts';
import { chronologyOwn, chronologyTables } from './statements-chronology.ts';
import { improvementTables } from './statements-improvement.ts';
import { reviewTables } from './statements-reviews.ts';

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
  'audit.entry_words': { of: 'case_id', seen: ['history.read', 'trail.read'] },
  ...reviewTables,
  ...chronologyTables,
  ...improvementTables,
  ...roundTables,
};

/** Tables that name a case or a referral and belong to none, and why their rights are tried elsewhere. */
export const otherTables: Readonly<Record<string, string>> = {
  ...chronologyOwn,
  'app.meeting_item':
    'an item is read by those with a seat too, and shut to whoever has a conflict in it; src/meetings tries it',
  'app.meeting_paper':
    'a paper goes with its item, to those with a seat too, and is shut to whoever has a conflict in it; src/packs tries it',
  'app.due_clock': 'a view of app.case_clock and app.review_clock, with the rights of whoever asks',
  'app.consultation':
    'asked before there is a referral; it is the coordinators’ or an agency’s own, and src/intake tries it',
};
