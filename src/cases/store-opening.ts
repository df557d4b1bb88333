import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { KeyDate } from './key-dates.ts';
import type { CaseFromReferral, NewChild, NewPerson, Opening } from './opening.ts';
import { addKeyDates } from './store-key-dates.ts';
import { type ChildWhere, type IncidentWhere, nowhere } from './where.ts';

/** A case as it was just opened. */
export interface OpenedCase {
  readonly id: string;
  readonly reference: string;
  readonly pseudonym: string;
}

/** An agency that may be involved in a case today. */
export interface OfferedAgency {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

/** The agencies of the partnership today: the three safeguarding partners first, then by name. */
export async function readAgenciesToday(tx: Tx): Promise<readonly OfferedAgency[]> {
  const { rows } = await sql<OfferedAgency>`
    select a.id, a.name, a.kind from app.agency a
    where a.partnership_id = ctx.partnership_id() and (a.from_day is null or a.from_day <= ctx.today())
      and (a.until_day is null or a.until_day > ctx.today())
    order by a.kind not in ('local-authority', 'integrated-care-board', 'police'), lower(a.name)`.execute(tx);
  return rows;
}

/** Nobody else opens a case from this referral until the transaction ends. */
export async function holdReferral(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('referral ' || ${id}, 0))`.execute(tx);
}

/** The next reference of the year, under the first of `pseudonyms`, in an order of chance, that no case has. */
export async function openCase(tx: Tx, pseudonyms: readonly string[]): Promise<OpenedCase> {
  const { rows } = await sql<OpenedCase>`
    select opened.* from ctx.open_case((select array_agg(word order by random()) from unnest(${[...pseudonyms]}::text[]) word)) opened`.execute(
    tx,
  );
  const [opened] = rows;
  if (opened === undefined) throw new Error('no case was opened');
  return opened;
}

/** What goes into a new file: what a referral says, where, and on which days. */
export interface FullCase extends CaseFromReferral {
  readonly where: { readonly incident: IncidentWhere; readonly children: readonly ChildWhere[] };
  readonly keyDates: readonly KeyDate[];
}

/** Fills a new case file from its referral. `childNames` are the children's pseudonyms, in their order. */
export async function fillCase(
  tx: Tx,
  { id }: OpenedCase,
  from: FullCase,
  opening: Opening,
  childNames: readonly string[],
): Promise<void> {
  await tx
    .updateTable('app.case_file')
    .set({ harm: opening.harm, event: opening.event })
    .where('partnership_id', '=', sql<string>`ctx.partnership_id()`)
    .where('id', '=', id)
    .execute();
  const incident = await addIncident(tx, id, { ...from.incident, ...from.where.incident });
  const childIds: string[] = [];
  for (const [index, child] of from.children.entries())
    childIds.push(
      await addChild(
        tx,
        id,
        incident,
        { ...child, ...(from.where.children[index] ?? nowhere) },
        childNames[index] ?? '',
      ),
    );
  for (const person of from.persons) await addPerson(tx, id, person, childIds);
  await sql`insert into app.case_referral (partnership_id, case_id, referral_id)
    values (ctx.partnership_id(), ${id}::uuid, ${opening.referralId}::uuid)`.execute(tx);
  await addKeyDates(tx, id, opening.referralId, from.keyDates);
  await sql`insert into app.case_agency (partnership_id, case_id, agency_id)
    select ctx.partnership_id(), ${id}::uuid, agency from unnest(${[...opening.agencyIds]}::uuid[]) agency`.execute(
    tx,
  );
}

// A row is not visible before it is joined to its case, so its identifier is made first and not asked back.
const newId = async (tx: Tx) => {
  const { rows } = await sql<{ id: string }>`select gen_random_uuid() as id`.execute(tx);
  return rows[0]?.id ?? '';
};

async function addIncident(
  tx: Tx,
  caseId: string,
  incident: CaseFromReferral['incident'] & IncidentWhere,
): Promise<string> {
  const id = await newId(tx);
  await sql`insert into app.incident (partnership_id, id, earliest_day, latest_day, day_as_given, place, what, area, area_country)
    values (ctx.partnership_id(), ${id}::uuid, ${incident.day?.toString() ?? null}::date, ${incident.day?.toString() ?? null}::date,
      ${incident.dayAsGiven}, ${incident.place}, ${incident.what}, ${incident.area}, ${incident.areaCountry})`.execute(
    tx,
  );
  await sql`insert into app.case_incident (partnership_id, case_id, incident_id) values (ctx.partnership_id(), ${caseId}::uuid, ${id}::uuid)`.execute(
    tx,
  );
  return id;
}

async function addChild(
  tx: Tx,
  caseId: string,
  incidentId: string,
  child: NewChild & ChildWhere,
  pseudonym: string,
): Promise<string> {
  const id = await newId(tx);
  await sql`insert into app.child (partnership_id, id, pseudonym, name, other_names, born_on, age_given, died_on, sex, ethnicity,
      disability, disability_which, home, school, practice, lives_in, lives_in_country, looked_after, looked_after_by)
    values (ctx.partnership_id(), ${id}::uuid, ${pseudonym}, ${child.name}, ${child.otherNames}, ${child.bornOn?.toString() ?? null}::date,
      ${child.ageGiven}, ${child.diedOn?.toString() ?? null}::date, ${child.sex}, ${child.ethnicity}, ${child.disability},
      ${child.disabilityWhich}, ${child.home}, ${child.school}, ${child.practice}, ${child.livesIn}, ${child.livesInCountry},
      ${child.lookedAfter}, ${child.lookedAfterBy})`.execute(tx);
  await sql`insert into app.case_child (partnership_id, case_id, child_id) values (ctx.partnership_id(), ${caseId}::uuid, ${id}::uuid)`.execute(
    tx,
  );
  await sql`insert into app.incident_child (partnership_id, incident_id, child_id) values (ctx.partnership_id(), ${incidentId}::uuid, ${id}::uuid)`.execute(
    tx,
  );
  return id;
}

async function addPerson(
  tx: Tx,
  caseId: string,
  person: NewPerson,
  childIds: readonly string[],
): Promise<void> {
  const id = await newId(tx);
  await sql`insert into app.case_person (partnership_id, id, case_id, name, born_on, note)
    values (ctx.partnership_id(), ${id}::uuid, ${caseId}::uuid, ${person.name}, ${person.bornOn?.toString() ?? null}::date,
      ${person.note})`.execute(tx);
  for (const { child, kind } of person.relations)
    await sql`insert into app.case_relationship (partnership_id, case_id, person_id, child_id, kind)
      values (ctx.partnership_id(), ${caseId}::uuid, ${id}::uuid, ${childIds[child] ?? ''}::uuid, ${kind})`.execute(
      tx,
    );
}
