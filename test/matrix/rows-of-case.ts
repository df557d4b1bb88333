import { type RawBuilder, sql } from 'kysely';
import type { CaseState } from '../../src/cases/case.ts';

/** Where the rows of a case are put, and by whom; the case itself is the row of `opened` in the statement. */
export interface Place {
  readonly here: RawBuilder<unknown>;
  readonly by: RawBuilder<unknown>;
  readonly number: number;
  readonly state: CaseState;
  /** The agency that is asked for what it knows. */
  readonly agency: string;
}

/** The words that the group's decision was made by, as a case of the matrix keeps them. */
const applied = {
  decider: { holder: 'safeguarding partners', words: 'They decide.', cite: 'a rule', confidence: ['S'] },
  partners: { police: 'The police' },
  limbs: {
    limb: {
      test: 'local-criteria',
      label: 'a limb',
      question: 'Is it so?',
      cite: 'a rule',
      confidence: ['S'],
    },
  },
};

/** The child, the incident, people, days, clocks and what was done at once. */
export const fileRows = ({ here, by }: Place): RawBuilder<unknown> => sql`
  child as (insert into app.child (partnership_id, id, pseudonym, name) select ${here}, id, 'the child', 'A name' from opened),
  of_child as (insert into app.case_child select ${here}, id, id from opened),
  incident as (insert into app.incident (partnership_id, id, what) select ${here}, id, 'what happened' from opened),
  of_incident as (insert into app.case_incident select ${here}, id, id from opened),
  together as (insert into app.incident_child select ${here}, id, id from opened),
  person as (insert into app.case_person (partnership_id, id, case_id, name) select ${here}, id, id, 'Somebody' from opened),
  relationship as (insert into app.case_relationship (partnership_id, case_id, person_id, child_id, kind)
    select ${here}, id, id, id, 'friend' from opened),
  day as (insert into app.case_date (partnership_id, id, case_id, kind, day, source, recorded_by)
    select ${here}, id, id, 'authority-aware', ctx.today(), 'a letter', ${by} from opened),
  clock as (insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on)
    select ${here}, id, 'NOT-01', ctx.today(), ctx.today() from opened),
  changed_clock as (insert into app.case_clock_change (partnership_id, id, case_id, rule, kind, day, authority_name, authority_capacity,
      authorised_on, reason, recorded_by)
    select ${here}, id, id, 'RR-01', 'extended', ctx.today(), 'Somebody', 'delegate', ctx.today(), 'because', ${by} from opened),
  moved_clock as (insert into app.case_clock_history (partnership_id, id, case_id, rule, old_due, new_due, why, moved_by)
    select ${here}, id, id, 'NOT-01', ctx.today() - 1, ctx.today(), 'facts', ${by} from opened),
  reminded as (insert into app.clock_reminder (partnership_id, case_id, rule, due_on, step, account_id)
    select ${here}, id, 'NOT-01', ctx.today(), 'today', ${by} from opened),
  key_date as (insert into app.case_key_date (partnership_id, id, case_id, given, what)
    select ${here}, id, id, 'in the winter', 'something' from opened),
  moved as (insert into app.case_move (partnership_id, case_id, act, reason, moved_by)
    select ${here}, id, 'close', 'because', ${by} from opened),
  safety as (insert into app.safety_action (partnership_id, case_id, what, by_whom, day, recorded_by)
    select ${here}, id, 'what was done', 'the police', ctx.today(), ${by} from opened)`;

/** The referral that the case was opened from with all that was said of it, what agencies were asked, and a document. */
export const referralRows = ({ here, by, number, state, agency }: Place): RawBuilder<unknown> => sql`
  referral as (insert into app.referral (partnership_id, id, state, number, sent_at, received_at, closed_at, outcome)
    select ${here}, id, ${state === 'closed' ? 'closed' : 'received'}, ${1000 + number}::integer, now(), now(),
      ${state === 'closed' ? sql`now()` : sql`null`}, ${state === 'closed' ? 'A review was not needed.' : null} from opened),
  of_referral as (insert into app.case_referral select ${here}, id, id from opened),
  allocated as (insert into app.referral_allocation (partnership_id, referral_id, account_id, allocated_by)
    select ${here}, id, ${by}, ${by} from opened),
  question as (insert into app.referral_question (partnership_id, referral_id, seq, words, asked_by)
    select ${here}, id, 1, 'A question?', ${by} from opened),
  step as (insert into app.referral_step (partnership_id, referral_id, kind, code, reasons, taken_by)
    select ${here}, id, 'declined', 'other', 'because', ${by} from opened),
  alike as (insert into app.alike_key (partnership_id, key, case_id) select ${here}, 1, id from opened),
  said as (insert into app.alike_verdict (partnership_id, referral_id, case_id, verdict, basis, said_by)
    select ${here}, id, id, 'different', repeat('0', 64), ${by} from opened),
  asking as (insert into app.invitation (partnership_id, id, purpose, email, subject_id, expires_at)
    select ${here}, id, 'agency-request', 'asked@eastwick.example', id, now() + interval '14 days' from opened),
  request as (insert into app.agency_request (partnership_id, id, case_id, agency_id, person, email, about, due_on, invitation_id,
      asked_by, state, answered_at, answer_name, answer_job)
    select ${here}, id, id, ${agency}, 'Somebody', 'asked@eastwick.example', 'a family', ctx.today(), id, ${by}, 'known',
      now(), 'Somebody', 'a nurse' from opened),
  answered as (insert into app.agency_answer (partnership_id, request_id, case_id, sent_at) select ${here}, id, id, now() from opened),
  chased as (insert into app.agency_request_step (partnership_id, case_id, request_id, kind, taken_by)
    select ${here}, id, id, 'reminded', ${by} from opened),
  endorsing as (insert into app.invitation (partnership_id, purpose, email, subject_id, expires_at)
    select ${here}, 'endorse', 'lead@eastwick.example', id, now() + interval '14 days' from opened returning id, subject_id),
  endorsed as (insert into app.endorsement (partnership_id, referral_id, invitation_id, email)
    select ${here}, subject_id, id, 'lead@eastwick.example' from endorsing),
  key as (insert into app.data_key (partnership_id, id, case_id, wrapped)
    select ${here}, id, id, decode(repeat('00', 61), 'hex') from opened),
  document as (insert into app.document (partnership_id, id, case_id, number, title, classification, seen_by, added_by)
    select ${here}, id, id, 1, 'A letter', 'official', 'everybody', ${by} from opened),
  file as (insert into app.file (partnership_id, id, document_id, case_id, key_id, number, name, kind, bytes, sha256, state, why, checked_at)
    select ${here}, id, id, id, id, 1, 'a.pdf', 'pdf', 1, sha256(''), 'quarantined', 'no-scanner', now() from opened),
  released as (insert into app.file_release (partnership_id, id, file_id, released_by, reason)
    select ${here}, id, id, ${by}, 'because' from opened)`;

/** The decision of the group, with who was there and what each thought. */
export const decisionRows = ({ here, by }: Place): RawBuilder<unknown> => sql`
  decided as (insert into app.decision (partnership_id, id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
    select ${here}, id, id, ctx.today(), 'the group', 'WT2026', 'regulation-11', ${JSON.stringify(applied)}::jsonb,
      'no-further-action', 'because', ${by} from opened),
  person_there as (insert into app.decision_person select ${here}, id, id, 1, 'Somebody', '', 'member' from opened),
  limb as (insert into app.decision_limb (partnership_id, case_id, decision_id, limb, ordinal, answer, reason)
    select ${here}, id, id, 'limb', 1, 'unclear', 'because' from opened),
  view as (insert into app.decision_view (partnership_id, case_id, decision_id, partner, position, reason)
    select ${here}, id, id, 'police', 'agrees', 'because' from opened)`;
