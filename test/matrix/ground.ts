import { sql } from 'kysely';
import { caseStates, type CaseState } from '../../src/cases/case.ts';
import { newToken } from '../../src/platform/clock/clock.ts';
import type { Database } from '../../src/platform/db/connect.ts';
import { type Colleague, type Office, officeIn, openOffice } from '../casework.ts';
import type { World } from '../world.ts';
import { newCase } from './ground-case.ts';
import {
  agencyRoleLostOf,
  lostRoleOf,
  outside,
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

/** The agencies of the matrix: the one that people are here for, its name before, one that they have left, and one that nobody is here for. */
export interface Agencies {
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
