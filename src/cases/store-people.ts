import { sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import type { IncidentEvent } from '../law/facts.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Harm, NewChild } from './opening.ts';
import type { FileChild, FileFacts, FileIncident, FilePerson } from './people.ts';
import { childPseudonym } from './pseudonyms.ts';
import { readHome, readKeyDates } from './store-key-dates.ts';
import type { ChildWhere } from './where.ts';
import { readHeaded } from './store.ts';

/** The people, the incidents and the summary of a case, for whoever sees it; null for everybody else. */
export async function readFileFacts(
  tx: Tx,
  reference: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<FileFacts | null> {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  const about = await visibleCases(tx)
    .where('c.id', '=', headed.id)
    .select(['c.event', 'c.harm', 'c.summary'])
    .executeTakeFirstOrThrow();
  return {
    headed,
    event: about.event as IncidentEvent,
    harm: about.harm as Harm,
    summary: about.summary,
    children: await readChildren(tx, headed.id),
    persons: await readPersons(tx, headed.id),
    incidents: await readIncidents(tx, headed.id),
    keyDates: await readKeyDates(tx, headed.id),
    home: await readHome(tx),
    firstKnown: await readFirstKnown(tx, headed.id),
  };
}

// Abuse may have been suspected long before it came to what happened; every other day on record comes after it.
async function readFirstKnown(tx: Tx, caseId: string): Promise<Temporal.PlainDate | null> {
  const { rows } = await sql<{ day: Temporal.PlainDate | null }>`
    select min(day) as day from app.case_date
    where partnership_id = ctx.partnership_id() and case_id = ${caseId}::uuid and superseded_at is null
      and kind <> 'abuse-suspected'`.execute(tx);
  return rows[0]?.day ?? null;
}

async function readChildren(tx: Tx, caseId: string): Promise<readonly FileChild[]> {
  const { rows } = await sql<FileChild>`
    select h.id, h.pseudonym, h.name, h.other_names as "otherNames", h.born_on as "bornOn", h.age_given as "ageGiven",
      h.died_on as "diedOn", h.sex, h.ethnicity, h.disability, h.disability_which as "disabilityWhich", h.home, h.school, h.practice,
      h.lives_in as "livesIn", h.lives_in_country as "livesInCountry", h.looked_after as "lookedAfter", h.looked_after_by as "lookedAfterBy"
    from app.case_child c join app.child h on h.partnership_id = c.partnership_id and h.id = c.child_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid
    order by length(h.pseudonym), h.pseudonym`.execute(tx);
  return rows;
}

async function readPersons(tx: Tx, caseId: string): Promise<readonly FilePerson[]> {
  const { rows } = await sql<FilePerson>`
    select p.id, p.name, p.born_on as "bornOn", p.note, p.removed_at as "removedAt",
      coalesce((select jsonb_agg(jsonb_build_object('childId', r.child_id, 'kind', r.kind)) from app.case_relationship r
        where r.partnership_id = p.partnership_id and r.case_id = p.case_id and r.person_id = p.id), '[]') as relations
    from app.case_person p
    where p.partnership_id = ctx.partnership_id() and p.case_id = ${caseId}::uuid
    order by lower(p.name), p.id`.execute(tx);
  return rows;
}

async function readIncidents(tx: Tx, caseId: string): Promise<readonly FileIncident[]> {
  const { rows } = await sql<FileIncident>`
    select i.id, i.earliest_day as earliest, i.latest_day as latest, coalesce(i.day_as_given, '') as "dayAsGiven", i.place, i.what,
      i.area, i.area_country as "areaCountry"
    from app.case_incident c join app.incident i on i.partnership_id = c.partnership_id and i.id = c.incident_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid
    order by i.earliest_day nulls last, i.id`.execute(tx);
  return rows;
}

// A row is not visible before it is joined to its case, so its identifier is made first and not asked back.
async function newId(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select gen_random_uuid() as id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Writes a child: a new one, called by the case's pseudonym and joined to every incident of it, or one that is there. Answers its identifier. */
export async function writeChild(
  tx: Tx,
  { headed, children, incidents }: FileFacts,
  given: string | null,
  child: NewChild & ChildWhere,
): Promise<string> {
  const born = child.bornOn?.toString() ?? null;
  const died = child.diedOn?.toString() ?? null;
  if (given !== null) {
    await sql`update app.child set name = ${child.name}, other_names = ${child.otherNames}, born_on = ${born}::date,
        age_given = ${child.ageGiven}, died_on = ${died}::date, sex = ${child.sex}, ethnicity = ${child.ethnicity},
        disability = ${child.disability}, disability_which = ${child.disabilityWhich}, home = ${child.home},
        school = ${child.school}, practice = ${child.practice}, lives_in = ${child.livesIn},
        lives_in_country = ${child.livesInCountry}, looked_after = ${child.lookedAfter}, looked_after_by = ${child.lookedAfterBy},
        version = version + 1
      where partnership_id = ctx.partnership_id() and id = ${given}::uuid`.execute(tx);
    return given;
  }
  const id = await newId(tx);
  const pseudonym = childPseudonym(headed.pseudonym, children.length);
  await sql`insert into app.child (partnership_id, id, pseudonym, name, other_names, born_on, age_given, died_on, sex, ethnicity,
      disability, disability_which, home, school, practice, lives_in, lives_in_country, looked_after, looked_after_by)
    values (ctx.partnership_id(), ${id}::uuid, ${pseudonym}, ${child.name}, ${child.otherNames}, ${born}::date, ${child.ageGiven},
      ${died}::date, ${child.sex}, ${child.ethnicity}, ${child.disability}, ${child.disabilityWhich}, ${child.home}, ${child.school},
      ${child.practice}, ${child.livesIn}, ${child.livesInCountry}, ${child.lookedAfter}, ${child.lookedAfterBy})`.execute(
    tx,
  );
  await sql`insert into app.case_child (partnership_id, case_id, child_id)
    values (ctx.partnership_id(), ${headed.id}::uuid, ${id}::uuid)`.execute(tx);
  for (const incident of incidents) await joinIncident(tx, incident.id, id);
  return id;
}

async function joinIncident(tx: Tx, incidentId: string, childId: string): Promise<void> {
  await sql`insert into app.incident_child (partnership_id, incident_id, child_id)
    values (ctx.partnership_id(), ${incidentId}::uuid, ${childId}::uuid)`.execute(tx);
}

/** Writes somebody around the children with what they are to each; answers the identifier. */
export async function writePerson(
  tx: Tx,
  { headed }: FileFacts,
  given: string | null,
  person: Omit<FilePerson, 'id' | 'removedAt'>,
): Promise<string> {
  const id = given ?? (await newId(tx));
  const born = person.bornOn?.toString() ?? null;
  if (given === null)
    await sql`insert into app.case_person (partnership_id, id, case_id, name, born_on, note)
      values (ctx.partnership_id(), ${id}::uuid, ${headed.id}::uuid, ${person.name}, ${born}::date, ${person.note})`.execute(
      tx,
    );
  else
    await sql`update app.case_person set name = ${person.name}, born_on = ${born}::date, note = ${person.note}, version = version + 1
      where partnership_id = ctx.partnership_id() and case_id = ${headed.id}::uuid and id = ${id}::uuid`.execute(
      tx,
    );
  for (const { childId, kind } of person.relations)
    await sql`insert into app.case_relationship (partnership_id, case_id, person_id, child_id, kind)
      values (ctx.partnership_id(), ${headed.id}::uuid, ${id}::uuid, ${childId}::uuid, ${kind})
      on conflict (partnership_id, case_id, person_id, child_id) do update set kind = excluded.kind, version = case_relationship.version + 1
      where case_relationship.kind <> excluded.kind`.execute(tx);
  return id;
}

/** Takes somebody out of the list, or puts them back; what is on record of them stays either way. */
export async function setPersonRemoved(tx: Tx, caseId: string, id: string, removed: boolean): Promise<void> {
  await sql`update app.case_person set removed_at = case when ${removed} then now() end, version = version + 1
    where partnership_id = ctx.partnership_id() and case_id = ${caseId}::uuid and id = ${id}::uuid`.execute(
    tx,
  );
}

/** Writes what happened: a new incident, joined to every child of the case, or one that is there. Answers its identifier. */
export async function writeIncident(
  tx: Tx,
  { headed, children }: FileFacts,
  given: string | null,
  incident: Omit<FileIncident, 'id'>,
): Promise<string> {
  const id = given ?? (await newId(tx));
  const earliest = incident.earliest?.toString() ?? null;
  const latest = incident.latest?.toString() ?? null;
  if (given !== null) {
    await sql`update app.incident set earliest_day = ${earliest}::date, latest_day = ${latest}::date,
        day_as_given = ${incident.dayAsGiven}, place = ${incident.place}, what = ${incident.what}, area = ${incident.area},
        area_country = ${incident.areaCountry}, version = version + 1
      where partnership_id = ctx.partnership_id() and id = ${id}::uuid`.execute(tx);
    return id;
  }
  await sql`insert into app.incident (partnership_id, id, earliest_day, latest_day, day_as_given, place, what, area, area_country)
    values (ctx.partnership_id(), ${id}::uuid, ${earliest}::date, ${latest}::date, ${incident.dayAsGiven}, ${incident.place},
      ${incident.what}, ${incident.area}, ${incident.areaCountry})`.execute(tx);
  await sql`insert into app.case_incident (partnership_id, case_id, incident_id)
    values (ctx.partnership_id(), ${headed.id}::uuid, ${id}::uuid)`.execute(tx);
  for (const child of children) await joinIncident(tx, id, child.id);
  return id;
}

/** Writes what the case is about; answers the case's identifier. */
export async function writeAbout(
  tx: Tx,
  { headed }: FileFacts,
  about: { readonly event: IncidentEvent; readonly harm: Harm; readonly summary: string },
): Promise<string> {
  await sql`update app.case_file set event = ${about.event}, harm = ${about.harm}, summary = ${about.summary}, version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${headed.id}::uuid`.execute(tx);
  return headed.id;
}
