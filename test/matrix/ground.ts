import { sql } from 'kysely';
import { caseStates, type CaseState } from '../../src/cases/case.ts';
import { newToken } from '../../src/platform/clock/clock.ts';
import type { Database } from '../../src/platform/db/connect.ts';
import { type Colleague, type Office, officeIn, openOffice } from '../casework.ts';
import type { World } from '../world.ts';
import {
  agencyRoleLostOf,
  lostRoleOf,
  outside,
  partOf,
  type Persona,
  type Relation,
  relations,
  signedIn,
} from './personas.ts';

/** A case of the matrix. Whatever belongs to it bears the same identifier as the case itself: its child, referral, decision and so on. */
export interface Ground {
  readonly id: string;
  readonly reference: string;
  readonly relation: Relation;
  readonly state: CaseState;
}

/** Somebody of the matrix in the database: the token that they hold, which opens nothing for some, and their account where they have one. */
export interface Somebody {
  readonly persona: Persona;
  readonly token: string | null;
  readonly accountId: string | null;
}

/** A partnership in which everybody of the matrix stands in every relation to a case in every state. */
export interface Matrix {
  readonly office: Office;
  readonly world: World;
  readonly people: readonly Somebody[];
  readonly cases: readonly Ground[];
  /** A coordinator who is shut out of nothing, and belongs to no row of the matrix. */
  readonly house: Colleague;
  /** Somebody with a part in every case, who belongs to no row of the matrix either. */
  readonly bystander: Colleague;
  /** An agency that nobody of the matrix is here for. */
  readonly otherAgency: string;
  /** A referral from which no case was opened, and the draft that the holder of a receipt has. */
  readonly freeReferral: string;
  readonly draft: string;
  /** Another case like those of the matrix, to be used up. */
  addCase(relation: Relation, state: CaseState): Promise<Ground>;
  close(): Promise<void>;
}

interface Agencies {
  readonly own: string;
  readonly former: string;
  readonly lost: string;
  readonly other: string;
}

/** Opens the ground of the matrix. */
export async function openMatrix(): Promise<Matrix> {
  const office = await openOffice();
  const elsewhere = await officeIn(office.world, 'Westmere');
  try {
    return await settleAll(office, elsewhere);
  } catch (error) {
    // Whatever went wrong, nobody waits for a database that is still open.
    await elsewhere.close();
    await office.close();
    throw error;
  }
}

async function settleAll(office: Office, elsewhere: Office): Promise<Matrix> {
  const { owner } = office;
  const agencies: Agencies = {
    own: await office.agency('Eastwick Hospitals'),
    former: await office.agency('Eastwick Infirmary'),
    lost: await office.agency('Northbank Housing', 'other'),
    other: await office.agency('Southgate College', 'education'),
  };
  await sql`update app.agency set until_day = ctx.today(), successor_id = ${agencies.own} where id = ${agencies.former}`.execute(
    owner,
  );
  const house = await office.person('coordinator', { name: 'the house coordinator' });
  const bystander = await office.person('reviewer', { name: 'a bystander' });
  const shutOut = await office.person('scrutineer', { name: 'somebody shut out' });
  const freeReferral = await office.referral();
  const draft = await newDraft(owner, office.id);
  const people: Somebody[] = [];
  for (const persona of [...signedIn, ...outside])
    people.push(await settle({ office, elsewhere, agencies, draft, house }, persona));
  let number = 0;
  const addCase = (relation: Relation, state: CaseState) => {
    number += 1;
    return newCase({ office, agencies, people, house, bystander, shutOut }, number, relation, state);
  };
  const cases: Ground[] = [];
  for (const relation of relations)
    for (const state of caseStates) cases.push(await addCase(relation, state));
  return {
    office,
    world: office.world,
    people,
    cases,
    house,
    bystander,
    otherAgency: agencies.other,
    freeReferral,
    draft,
    addCase,
    async close() {
      await elsewhere.close();
      await office.close();
    },
  };
}

async function newDraft(owner: Database, partnershipId: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into app.referral (partnership_id) values (${partnershipId}) returning id`.execute(owner);
  return rows[0]?.id ?? '';
}

interface Place {
  readonly office: Office;
  readonly elsewhere: Office;
  readonly agencies: Agencies;
  readonly draft: string;
  readonly house: Colleague;
}

// Everybody with an account here is, or was, here for an agency, and has lost a role and left another agency.
async function settle(place: Place, persona: Persona): Promise<Somebody> {
  const { office, elsewhere, agencies } = place;
  const { owner, id } = office;
  if (persona.without === 'signed out') return { persona, token: null, accountId: null };
  if (persona.without === 'link' || persona.without === 'receipt')
    return { persona, token: await pass(place, persona.without), accountId: null };
  if (persona.without === 'elsewhere') {
    const { token, accountId } = await elsewhere.person(persona.roles);
    return { persona, token, accountId };
  }
  const { token, accountId } = await office.person(persona.roles, {
    agency: agencies.own,
    name: persona.name,
  });
  await sql`insert into app.membership (partnership_id, account_id, role, agency_id, from_day, until_day) values
    (${id}, ${accountId}, ${lostRoleOf(persona)}, null, ctx.today() - 30, ctx.today()),
    (${id}, ${accountId}, ${agencyRoleLostOf(persona)}, ${agencies.lost}, ctx.today() - 30, ctx.today())`.execute(
    owner,
  );
  if (persona.without === 'left')
    await sql`update app.membership set from_day = ctx.today() - 30, until_day = ctx.today() where account_id = ${accountId}`.execute(
      owner,
    );
  if (persona.without === 'disabled')
    await sql`update app.account set disabled_at = now() where id = ${accountId}`.execute(owner);
  return { persona, token, accountId };
}

async function pass({ office, draft }: Place, kind: 'link' | 'receipt'): Promise<string> {
  const { owner, id } = office;
  const token = newToken();
  let subject = draft;
  if (kind === 'link') {
    const { rows } = await sql<{
      id: string;
    }>`insert into app.invitation (partnership_id, purpose, email, role, expires_at)
      values (${id}, 'join', 'invited@eastwick.example', 'member', now() + interval '3 days') returning id`.execute(
      owner,
    );
    subject = rows[0]?.id ?? '';
  }
  await sql`insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(${token}, 'UTF8')), ${kind}, ${id}, ${subject}, now() + interval '1 day')`.execute(
    owner,
  );
  return token;
}

interface Staffed {
  readonly office: Office;
  readonly agencies: Agencies;
  readonly people: readonly Somebody[];
  readonly house: Colleague;
  /** Somebody who has a part in every case, and somebody who is shut out of every one; neither belongs to a row of the matrix. */
  readonly bystander: Colleague;
  readonly shutOut: Colleague;
}

/** From which day until which, counted from today; null for no end. */
const days = {
  today: [-30, null],
  ended: [-30, 0],
  'to come': [1, null],
} as const;

function involvementOf({ agencies }: Staffed, { agency }: Relation) {
  const always = { agency: agencies.other, own: true, from: -30, until: null };
  if (agency === undefined) return [always];
  const which = {
    today: agencies.own,
    'before it was renamed': agencies.former,
    ended: agencies.own,
    'to come': agencies.own,
    'of a lost role': agencies.lost,
  }[agency];
  const [from, until] = agency === 'ended' || agency === 'to come' ? days[agency] : days.today;
  return [always, { agency: which, from, until }];
}

function partsOf({ people, bystander }: Staffed, { named }: Relation) {
  const always = { account: bystander.accountId, part: 'reviewer', own: true, from: -30, until: null };
  if (named === undefined) return [always];
  const [from, until] = named === 'for a lost role' ? days.today : days[named];
  const part = (persona: Persona) => (named === 'for a lost role' ? lostRoleOf(persona) : partOf(persona));
  const parts = people.flatMap(({ persona, accountId: account }) =>
    account === null ? [] : [{ account, part: part(persona), from, until }],
  );
  return [always, ...parts];
}

// Whoever is a reviewer is one of every case’s review; only with a part in the case do they see it.
const reviewersOf = ({ people }: Staffed) =>
  people.flatMap(({ persona, accountId: account }) =>
    account !== null && persona.roles.includes('reviewer') ? [{ account }] : [],
  );

function exclusionsOf({ people, shutOut }: Staffed, { excluded }: Relation) {
  const always = { account: shutOut.accountId, own: true, lifted: false };
  if (excluded === undefined) return [always];
  const exclusions = people.flatMap(({ accountId: account }) =>
    account === null ? [] : [{ account, lifted: excluded === 'lifted' }],
  );
  return [always, ...exclusions];
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

/** Whether what happened is notifiable, as a case of the matrix keeps it. */
const notifiable = {
  facts: {
    person: 'child',
    age: 4,
    lookedAfterBy: 'nobody',
    event: 'died',
    alsoHarmed: 'no',
    abuse: 'not',
    place: 'this-area',
    home: 'this-area',
    regulatedSetting: 'no',
    detained: 'no',
    becameAware: null,
    abuseSuspected: null,
    notified: null,
  },
  applied: { limbs: [], duties: [], notes: [], open: [], event: null },
};

/** What a version of a rapid review holds, as a case of the matrix keeps it. */
const reviewContent = { reference: '', pseudonym: '', partnership: '', body: [] };

// One statement, so that whatever refers to something else finds it at the end; a row in every table that belongs to a case.
async function newCase(staffed: Staffed, number: number, relation: Relation, state: CaseState) {
  const { office, house } = staffed;
  const reference = `EASP-2026-${String(number).padStart(4, '0')}`;
  const here = sql`${office.id}::uuid`;
  const by = sql`${house.accountId}::uuid`;
  const rows = <T>(list: readonly T[]) => sql`jsonb_array_elements(${JSON.stringify(list)}::jsonb) as one`;
  // What is always there bears the identifier of the case, and can be asked for by it.
  const own = sql`case when (one ->> 'own')::boolean then id else gen_random_uuid() end`;
  const from = sql`ctx.today() + (one ->> 'from')::integer`;
  const until = sql`ctx.today() + (one ->> 'until')::integer`;
  const id = await office.owner.transaction().execute(async (tx) => {
    const made = await sql<{ id: string }>`
      with opened as (insert into app.case_file (partnership_id, reference, pseudonym, state, opened_by)
        values (${here}, ${reference}, ${`Child Linden ${number}`}, ${state}, ${by}) returning id),
      referral as (insert into app.referral (partnership_id, id, state, number, sent_at, received_at, closed_at, outcome)
        select ${here}, id, ${state === 'closed' ? 'closed' : 'received'}, ${1000 + number}::integer, now(), now(),
          ${state === 'closed' ? sql`now()` : sql`null`}, ${state === 'closed' ? 'A review was not needed.' : null} from opened),
      of_referral as (insert into app.case_referral select ${here}, id, id from opened),
      child as (insert into app.child (partnership_id, id, pseudonym, name) select ${here}, id, 'the child', 'A name' from opened),
      of_child as (insert into app.case_child select ${here}, id, id from opened),
      incident as (insert into app.incident (partnership_id, id, what) select ${here}, id, 'what happened' from opened),
      of_incident as (insert into app.case_incident select ${here}, id, id from opened),
      together as (insert into app.incident_child select ${here}, id, id from opened),
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
      of_review as (insert into app.case_review select ${here}, id, id from opened),
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
      decided as (insert into app.decision (partnership_id, id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
        select ${here}, id, id, ctx.today(), 'the group', 'WT2026', 'regulation-11', ${JSON.stringify(applied)}::jsonb,
          'no-further-action', 'because', ${by} from opened),
      person_there as (insert into app.decision_person select ${here}, id, id, 1, 'Somebody', '', 'member' from opened),
      limb as (insert into app.decision_limb (partnership_id, case_id, decision_id, limb, ordinal, answer, reason)
        select ${here}, id, id, 'limb', 1, 'unclear', 'because' from opened),
      view as (insert into app.decision_view (partnership_id, case_id, decision_id, partner, position, reason)
        select ${here}, id, id, 'police', 'agrees', 'because' from opened),
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
        select ${here}, id, id, 'not', 'none', ${JSON.stringify(notifiable.facts)}::jsonb, ${JSON.stringify(notifiable.applied)}::jsonb,
          'because', ctx.today(), ${by} from opened),
      notifiable_answer as (insert into app.notifiable_answer (partnership_id, case_id, record_id, question, ordinal, answer, reason)
        select ${here}, id, id, 'abuse', 1, 'not', 'because' from opened),
      notifiable_view as (insert into app.notifiable_view (partnership_id, id, case_id, record_id, partner, position, reason, given_on, recorded_by)
        select ${here}, id, id, id, 'police', 'agrees', 'because', ctx.today(), ${by} from opened),
      escalated as (insert into app.notifiable_escalation (partnership_id, id, case_id, record_id, to_whom, day, recorded_by)
        select ${here}, id, id, id, 'the leads', ctx.today(), ${by} from opened),
      key_date as (insert into app.case_key_date (partnership_id, id, case_id, given, what)
        select ${here}, id, id, 'in the winter', 'something' from opened),
      moved as (insert into app.case_move (partnership_id, case_id, act, reason, moved_by)
        select ${here}, id, 'close', 'because', ${by} from opened),
      allocated as (insert into app.referral_allocation (partnership_id, referral_id, account_id, allocated_by)
        select ${here}, id, ${by}, ${by} from opened),
      question as (insert into app.referral_question (partnership_id, referral_id, seq, words, asked_by)
        select ${here}, id, 1, 'A question?', ${by} from opened),
      step as (insert into app.referral_step (partnership_id, referral_id, kind, code, reasons, taken_by)
        select ${here}, id, 'declined', 'other', 'because', ${by} from opened),
      safety as (insert into app.safety_action (partnership_id, case_id, what, by_whom, day, recorded_by)
        select ${here}, id, 'what was done', 'the police', ctx.today(), ${by} from opened),
      alike as (insert into app.alike_key (partnership_id, key, case_id) select ${here}, 1, id from opened),
      said as (insert into app.alike_verdict (partnership_id, referral_id, case_id, verdict, basis, said_by)
        select ${here}, id, id, 'different', repeat('0', 64), ${by} from opened),
      asking as (insert into app.invitation (partnership_id, id, purpose, email, subject_id, expires_at)
        select ${here}, id, 'agency-request', 'asked@eastwick.example', id, now() + interval '14 days' from opened),
      request as (insert into app.agency_request (partnership_id, id, case_id, agency_id, person, email, about, due_on, invitation_id,
          asked_by, state, answered_at, answer_name, answer_job)
        select ${here}, id, id, ${staffed.agencies.own}, 'Somebody', 'asked@eastwick.example', 'a family', ctx.today(), id, ${by}, 'known',
          now(), 'Somebody', 'a nurse' from opened),
      answered as (insert into app.agency_answer (partnership_id, request_id, case_id, sent_at) select ${here}, id, id, now() from opened),
      chased as (insert into app.agency_request_step (partnership_id, case_id, request_id, kind, taken_by)
        select ${here}, id, id, 'reminded', ${by} from opened),
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
        select ${here}, subject_id, subject_id, subject_id, ${staffed.agencies.own}, 'Somebody', 'asked@eastwick.example', 'a family',
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
        select ${here}, id, id, 'panel', 'asks', ctx.today(), 'What of the father?', ${by} from opened),
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
        select ${here}, id, id, ${by}, 'because' from opened),
      agency as (insert into app.case_agency (partnership_id, id, case_id, agency_id, from_day, until_day)
        select ${here}, ${own}, id, (one ->> 'agency')::uuid, ${from}, ${until} from opened, ${rows(involvementOf(staffed, relation))}),
      part as (insert into app.case_involvement (partnership_id, id, case_id, account_id, part, from_day, until_day, given_by)
        select ${here}, ${own}, id, (one ->> 'account')::uuid, one ->> 'part', ${from}, ${until}, ${by}
        from opened, ${rows(partsOf(staffed, relation))}),
      own_reviewer as (insert into app.review_reviewer (partnership_id, case_id, review_id, name, account_id, independent_of, conflict,
          considered, appointed_on, recorded_by)
        select ${here}, id, id, 'Somebody', (one ->> 'account')::uuid, 'everybody', 'none', 'enough', ctx.today() - 30, ${by}
        from opened, ${rows(reviewersOf(staffed))}),
      exclusion as (insert into app.case_exclusion (partnership_id, id, case_id, account_id, reason, excluded_by, ended_by, ended_at)
        select ${here}, ${own}, id, (one ->> 'account')::uuid, 'because', ${by}, case when (one ->> 'lifted')::boolean then ${by} end,
          case when (one ->> 'lifted')::boolean then now() end from opened, ${rows(exclusionsOf(staffed, relation))})
      select id from opened`.execute(tx);
    const caseId = made.rows[0]?.id ?? '';
    await sql`select ctx.begin(${house.token}),
      audit.add(${here}, jsonb_build_object('verb', 'case.read', 'outcome', 'done', 'case', ${caseId}::text))`.execute(
      tx,
    );
    return caseId;
  });
  return { id, reference, relation, state };
}
