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
    added: ['case.open'],
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
  // Nothing of a review is in the service yet, and nobody is granted it.
  'app.case_review': { of: 'case_id', seen: [] },
  'app.review': { of: 'id', seen: [] },
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
  'app.case_clock': {
    of: 'case_id',
    seen: ['case.read'],
    added: ['date.record'],
    row: `(partnership_id, case_id, rule, starts_on, due_on) values (:here, $1, 'RR-01', ctx.today(), ctx.today())`,
    removed: ['date.record'],
  },
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
  'audit.entry_words': { of: 'case_id', seen: ['history.read', 'trail.read'] },
};

/** Functions that act with their owner’s rights on a case or its referral; none of them may open what the table shuts. */
export const caseFunctions: Readonly<Record<string, readonly Verb[]>> = {
  'ctx.receive_referral($1)': ['referral.receive'],
  [`ctx.replace_receipt($1, '0123456789ABCDEFGHJKMNPQ')`]: ['receipt.replace'],
  [`ctx.answer_referral($1, 'What was decided.')`]: ['referral.answer'],
  [`ctx.move_decided_case($1, 'decided')`]: ['decision.record'],
};

/** Functions that answer something of a case: to whoever may do any of these. */
export const caseAnswers: Readonly<Record<string, readonly Verb[]>> = {
  'ctx.sees_case(c)': ['case.read'],
  'exists (select from ctx.case_readers(c))': ['case.read'],
  'ctx.case_reference(c) is not null': ['case.read', 'trail.read'],
  'ctx.case_of_reference(r) is not null': ['case.read', 'trail.read'],
};

/** What is not yet joined to a case when it is added. */
export const looseRows: Readonly<Record<string, { readonly row: string; readonly added: readonly Verb[] }>> =
  {
    'app.child': { row: `(partnership_id, pseudonym) values (:here, 'a child')`, added: ['case.open'] },
    'app.incident': { row: `(partnership_id) values (:here)`, added: ['case.open'] },
  };
