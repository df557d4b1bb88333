import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import {
  type GlossaryRead,
  type GlossaryTerm,
  replacing,
  termsOfPeople,
  type TermWish,
} from './glossary-terms.ts';
import type { MarkedAt } from './store-marks.ts';

const here = sql`(select ctx.partnership_id())`;

/** The terms that somebody put into the glossary of a chronology and that stand. */
export async function readTerms(tx: Tx, chronologyId: string): Promise<readonly GlossaryTerm[]> {
  const { rows } = await sql<GlossaryTerm>`
    select t.id, t.kind, t.forms, t.shown from app.chronology_term t
    where t.partnership_id = ${here} and t.chronology_id = ${chronologyId}::uuid and not t.is_removed
      and not exists (select from app.chronology_term n where n.partnership_id = t.partnership_id and n.case_id = t.case_id and n.replaces = t.id)
    order by lower(t.shown), t.id limit 2000`.execute(tx);
  return rows;
}

/**
 * The glossary of a chronology of a case. Whoever sees the case sees its people, so everybody's names are taken out for everybody, those too
 * of people who were taken out of the list: they stand in the rows all the same.
 */
export async function readGlossary(tx: Tx, reference: string, chronologyId: string): Promise<GlossaryRead> {
  const ofCase = sql`(select f.id from app.case_file f where f.partnership_id = ${here} and f.reference = ${reference})`;
  const children = await sql<Parameters<typeof termsOfPeople>[0][number]>`
    select h.name, h.other_names as "otherNames", h.pseudonym from app.case_child c
      join app.child h on h.partnership_id = c.partnership_id and h.id = c.child_id
    where c.partnership_id = ${here} and c.case_id = ${ofCase} order by length(h.pseudonym), h.pseudonym`.execute(
    tx,
  );
  const persons = await sql<Parameters<typeof termsOfPeople>[1][number]>`
    select p.name, coalesce((select jsonb_agg(jsonb_build_object('childId', r.child_id, 'kind', r.kind)) from app.case_relationship r
      where r.partnership_id = p.partnership_id and r.case_id = p.case_id and r.person_id = p.id), '[]') as relations
    from app.case_person p where p.partnership_id = ${here} and p.case_id = ${ofCase} order by lower(p.name), p.id`.execute(
    tx,
  );
  const own = await readTerms(tx, chronologyId);
  const people = termsOfPeople(children.rows, persons.rows);
  return { own, people, all: replacing(own, people) };
}

/** Puts a term on record, in the place of another, or takes one out; answers its identifier. */
export async function addTerm(
  tx: Tx,
  { caseId, id: chronologyId }: MarkedAt,
  { kind, forms, shown, replaces, isRemoved }: TermWish,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.chronology_term (partnership_id, case_id, chronology_id, kind, forms, shown, made_by, replaces, is_removed)
    values (${here}, ${caseId}::uuid, ${chronologyId}::uuid, ${kind},
      array(select jsonb_array_elements_text(${JSON.stringify(forms)}::jsonb)), ${shown}, ctx.uid(), ${replaces}::uuid, ${isRemoved})
    returning id`.execute(tx);
  return rows[0]?.id ?? '';
}
