import { sql } from 'kysely';
import { perform } from '../src/acts/command.ts';
import { recordDecision } from '../src/group/commands.ts';
import { readDecisionForm } from '../src/group/decision-form.ts';
import { criteriaOn } from '../src/law/criteria.ts';
import { partnerIds } from '../src/law/outcomes.ts';
import { readPartnerships } from '../src/partnership/store.ts';
import { systemClock } from '../src/platform/clock/clock.ts';
import { type Kind, markedAnswers, type Marks } from './canary-marks.ts';
import { groundOf, type Ids, plantDocuments, plantFile, plantRequest } from './canary-file.ts';
import { plantHouse, plantReferral } from './canary-house.ts';
import { plantChronology } from './canary-chronology.ts';
import { plantElsewhere, plantImprovement } from './canary-improvement.ts';
import { plantMeetings } from './canary-meeting.ts';
import { plantNotifiable, plantNotification, plantRapidReview } from './canary-notified.ts';
import { plantReview } from './canary-review.ts';
import type { Colleague, Office } from './casework.ts';

/** A case with a marker in every field, and the identifiers by which its pages are asked for. */
export interface MarkedCase {
  readonly id: string;
  readonly reference: string;
  readonly pseudonym: string;
  readonly ids: Readonly<Record<string, string>>;
}

/** A partnership full of markers. */
export interface MarkedOffice {
  readonly office: Office;
  readonly cases: readonly MarkedCase[];
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

/** Those by whom a partnership's cases are made. */
export interface Staff {
  readonly marks: Marks;
  readonly office: Office;
  readonly coordinator: Colleague;
  readonly chair: Colleague;
  person(role: string, agency?: string): Promise<Colleague>;
}

/** A coordinator and a chair, whose names are markers, and others when they are asked for. */
export async function staff(marks: Marks, office: Office): Promise<Staff> {
  const person: Staff['person'] = (role, agency) => {
    const name = marks({ kind: 'account', partnershipId: office.id, of: '', field: `${role}'s name` });
    return office.person(role, { name, ...(agency === undefined ? {} : { agency }) });
  };
  return { marks, office, person, coordinator: await person('coordinator'), chair: await person('chair') };
}

/** Three cases, a referral, two consultations and a mail. */
export async function markedOffice(here: Staff): Promise<MarkedOffice> {
  const { office, marks, coordinator } = here;
  const hospital = await office.agency('Hospital');
  const house = await plantHouse(here, hospital);
  const cases: MarkedCase[] = [];
  for (const state of ['open', 'decided', 'closed'] as const)
    cases.push(await markedCase(here, state, hospital));
  const lone = await office.referral({});
  const of = { kind: 'referral', partnershipId: office.id, of: lone } as const;
  await answers(office, lone, markedAnswers(marks, of));
  const { rows } = await sql<{ mail: string }>`
    insert into app.mail (partnership_id, to_address, kind, state, message_id)
    values (${office.id}, ${`${marks({ ...of, kind: 'mail', field: 'mail.to_address' })}@example.org`}, 'referral-outcome', 'kept',
      ${`<${office.id}@example.org>`}) returning id as mail`.execute(office.owner);
  const { rows: members } = await sql<{ id: string; account: string }>`
    select id, account_id as account from app.membership where partnership_id = ${office.id}`.execute(
    office.owner,
  );
  await plantReferral(here, lone);
  const meetings = await plantMeetings(here, cases[0] ?? { id: '', reference: '', pseudonym: '' });
  const consultations = [await consultation(here, 1, null), await consultation(here, 2, hospital)];
  const ids = {
    referrals: [lone],
    mail: rows.map(({ mail }) => mail),
    people: [coordinator.accountId],
    account: [coordinator.accountId],
    roles: members.slice(0, 1).map(({ id }) => id),
    agencies: [hospital],
    consultations,
    ...house,
    ...meetings,
    ...(await plantElsewhere(here, cases)),
  };
  return { office, cases, ids };
}

// One that went to the coordinators, or to the representatives of an agency; `of` of its markers is that agency.
async function consultation(
  { office, marks, coordinator }: Staff,
  number: number,
  agencyId: string | null,
): Promise<string> {
  const m = (field: string) =>
    marks({
      kind: 'consultation',
      partnershipId: office.id,
      of: agencyId ?? '',
      field: `consultation.${field}`,
    });
  const { rows } = await sql<{ id: string }>`
    insert into app.consultation (partnership_id, number, way, state, agency_id, asker_name, asker_agency, asker_job, asker_email, asker_telephone)
    values (${office.id}, ${number}, 'form', 'asked', ${agencyId}, ${m('asker_name')}, ${m('asker_agency')}, ${m('asker_job')},
      ${`${m('asker_email')}@example.org`}, ${m('asker_telephone')}) returning id`.execute(office.owner);
  const id = rows[0]?.id ?? '';
  await sql`insert into app.consultation_word (partnership_id, consultation_id, seq, kind, words)
    values (${office.id}, ${id}, 1, 'question', ${m('words')})`.execute(office.owner);
  await sql`insert into app.consultation_word (partnership_id, consultation_id, seq, kind, words, given_by, given_as)
    values (${office.id}, ${id}, 2, 'advice', ${m('words')}, ${coordinator.accountId}, 'coordinator')`.execute(
    office.owner,
  );
  return id;
}

const answers = (office: Office, id: string, given: unknown) =>
  sql`update app.referral set answers = ${JSON.stringify(given)}::jsonb where id = ${id}`.execute(
    office.owner,
  );

async function markedCase(
  here: Staff,
  state: 'open' | 'decided' | 'closed',
  agency: string,
): Promise<MarkedCase> {
  const { office, marks, coordinator } = here;
  const { owner, id: where } = office;
  const pseudonym = marks({ kind: 'pseudonym', partnershipId: where, of: '', field: 'case_file.pseudonym' });
  const { id, reference } = await office.openCase(coordinator, `Child ${pseudonym}`);
  marks.take(pseudonym, { kind: 'pseudonym', partnershipId: where, of: id, field: 'case_file.pseudonym' });
  marks.take(reference, { kind: 'reference', partnershipId: where, of: id, field: 'case_file.reference' });
  const m = (field: string, kind: Kind = 'case') => marks({ kind, partnershipId: where, of: id, field });
  const referral = await office.referral({});
  await answers(office, referral, markedAnswers(marks, { kind: 'case', partnershipId: where, of: id }));
  await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${where}, ${id}, ${referral})`.execute(
    owner,
  );
  await sql`update app.case_file set summary = ${m('case_file.summary')} where id = ${id}`.execute(owner);
  const one = async (statement: ReturnType<typeof sql<{ id: string }>>) =>
    (await statement.execute(owner)).rows[0]?.id ?? '';
  const child =
    await one(sql`insert into app.child (partnership_id, pseudonym, name, other_names, age_given, disability, disability_which, home, school, practice, lives_in, lives_in_country)
    values (${where}, ${`Child ${m('child.pseudonym', 'pseudonym')}`}, ${m('child.name')}, ${m('child.other_names')}, ${m('child.age_given')}, 'yes',
      ${m('child.disability_which')}, ${m('child.home')}, ${m('child.school')}, ${m('child.practice')},
      'outside-england', ${m('child.lives_in_country')}) returning id`);
  await sql`insert into app.case_child (partnership_id, case_id, child_id) values (${where}, ${id}, ${child})`.execute(
    owner,
  );
  const incident =
    await one(sql`insert into app.incident (partnership_id, day_as_given, place, what, area, area_country)
    values (${where}, ${m('incident.day_as_given')}, ${m('incident.place')}, ${m('incident.what')}, 'outside-england',
      ${m('incident.area_country')}) returning id`);
  await sql`insert into app.case_incident (partnership_id, case_id, incident_id) values (${where}, ${id}, ${incident})`.execute(
    owner,
  );
  const around = await one(sql`insert into app.case_person (partnership_id, case_id, name, note)
    values (${where}, ${id}, ${m('case_person.name')}, ${m('case_person.note')}) returning id`);
  const keyDate =
    await one(sql`insert into app.case_key_date (partnership_id, case_id, given, time_given, what)
    values (${where}, ${id}, ${m('case_key_date.given')}, ${m('case_key_date.time_given')}, ${m('case_key_date.what')}) returning id`);
  await sql`insert into app.case_relationship (partnership_id, case_id, person_id, child_id, kind) values (${where}, ${id}, ${around}, ${child}, 'mother')`.execute(
    owner,
  );
  await sql`with fresh as (insert into app.case_date (partnership_id, case_id, kind, day, source, reason, late_reason, late_words, recorded_by)
      values (${where}, ${id}, 'authority-aware', ctx.today() - 3, ${m('case_date.source')}, ${m('case_date.reason')},
        'other', ${m('case_date.late_words')}, ${coordinator.accountId}) returning id)
    insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by, superseded_at, superseded_by)
    select ${where}, ${id}, 'authority-aware', ctx.today() - 4, ${m('case_date.source')}, ${coordinator.accountId}, now(), id from fresh`.execute(
    owner,
  );
  const outsider = await here.person('member');
  const exclusion =
    await one(sql`insert into app.case_exclusion (partnership_id, case_id, account_id, reason, excluded_by)
    values (${where}, ${id}, ${outsider.accountId}, ${m('case_exclusion.reason', 'exclusion')}, ${coordinator.accountId}) returning id`);
  const ground = groundOf(here, id, agency);
  const decision = state === 'open' ? '' : await decide(here, reference, m);
  if (state === 'closed') {
    await sql`update app.case_file set state = 'closed' where id = ${id}`.execute(owner);
    await sql`insert into app.case_move (partnership_id, case_id, act, reason, moved_by)
      values (${where}, ${id}, 'close', ${m('case_move.reason')}, ${coordinator.accountId})`.execute(owner);
  }
  await plantFile(ground, referral);
  await plantNotification(ground, child, state === 'decided');
  const planted: Ids = {
    ...(await plantDocuments(ground, state === 'decided')),
    ...(await plantRequest(ground)),
    ...(await plantNotifiable(ground)),
    ...(await plantRapidReview(ground, state === 'closed')),
    ...(await plantChronology(ground)),
    ...(decision === '' ? {} : await plantReview(ground, decision)),
  };
  const improvement =
    decision === ''
      ? {}
      : await plantImprovement(ground, planted['reviews'] ?? '', planted['documents'] ?? '');
  return {
    id,
    reference,
    pseudonym,
    ids: {
      ...planted,
      ...improvement,
      referrals: referral,
      children: child,
      incidents: incident,
      around,
      'key-dates': keyDate,
      'shut-out': exclusion,
      decisions: decision,
    },
  };
}

async function decide(here: Staff, reference: string, m: (field: string) => string): Promise<string> {
  const { office, chair } = here;
  const { settings } = (await readPartnerships(office.app)).find(({ id }) => id === office.id) ?? {};
  const today = systemClock.today();
  if (settings === undefined) throw new Error('no partnership');
  const criteria = criteriaOn(today, settings);
  if (criteria === null) throw new Error('no criteria for today');
  const form = new URLSearchParams({
    asked: criteria.id,
    outcome: 'learning-review',
    reasons: m('decision.reasons'),
  });
  for (const [part, value] of [
    ['day', today.day],
    ['month', today.month],
    ['year', today.year],
  ] as const)
    form.set(`day-${part}`, String(value));
  form.set('there-0-name', m('decision_person.name'));
  form.set('there-0-agency', m('decision_person.agency'));
  form.set('there-0-capacity', 'member');
  for (const { id } of criteria.limbs) {
    form.set(`limb-${id}`, 'unclear');
    form.set(`limb-${id}-reason`, m('decision_limb.reason'));
  }
  for (const partner of partnerIds) {
    form.set(`view-${partner}`, 'disagrees');
    form.set(`view-${partner}-reason`, m('decision_view.reason'));
    form.set(`view-${partner}-dissent`, m('decision_view.dissent'));
  }
  const outcome = await perform({ db: office.app, clock: systemClock }, chair.bearer, recordDecision, {
    reference,
    typed: readDecisionForm(form, criteria.limbs),
    standing: null,
    conventions: settings,
    bodyNameOn: () => 'Critical Incident Group',
  });
  if (outcome.outcome !== 'done') throw new Error(`no decision: ${JSON.stringify(outcome)}`);
  return outcome.done;
}
