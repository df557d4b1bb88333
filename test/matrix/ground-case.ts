import { type RawBuilder, sql } from 'kysely';
import type { CaseState } from '../../src/cases/case.ts';
import type { Colleague, Office } from '../casework.ts';
import type { Agencies, Ground, Somebody } from './ground.ts';
import { lostRoleOf, partOf, type Persona, type Relation } from './personas.ts';
import { decisionRows, fileRows, type Place, referralRows } from './rows-of-case.ts';
import { roundRows } from './rows-of-rounds.ts';
import { chronologyRows } from './rows-of-chronology.ts';
import { improvementRows } from './rows-of-improvement.ts';
import { commissionRows, notifiedRows, rapidReviewRows, reviewRows } from './rows-of-reviews.ts';

/** The partnership and the people of the matrix, by whom its cases are made. */
export interface Staffed {
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

// Besides what the relation says, one of each who belongs to no row of the matrix.
function standingRows(staffed: Staffed, { here, by }: Place, relation: Relation): RawBuilder<unknown> {
  const rows = <T>(list: readonly T[]) => sql`jsonb_array_elements(${JSON.stringify(list)}::jsonb) as one`;
  // What is always there bears the identifier of the case, and can be asked for by it.
  const own = sql`case when (one ->> 'own')::boolean then id else gen_random_uuid() end`;
  const from = sql`ctx.today() + (one ->> 'from')::integer`;
  const until = sql`ctx.today() + (one ->> 'until')::integer`;
  return sql`
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
      case when (one ->> 'lifted')::boolean then now() end from opened, ${rows(exclusionsOf(staffed, relation))})`;
}

/** Another case, with a row in every table that belongs to a case, to which everybody stands as `relation` says. */
export async function newCase(
  staffed: Staffed,
  number: number,
  relation: Relation,
  state: CaseState,
): Promise<Ground> {
  const { office, house } = staffed;
  const reference = `EASP-2026-${String(number).padStart(4, '0')}`;
  const here = sql`${office.id}::uuid`;
  const by = sql`${house.accountId}::uuid`;
  const place: Place = { here, by, number, state, agency: staffed.agencies.own };
  // One statement, so that whatever refers to something else finds it at the end.
  const id = await office.owner.transaction().execute(async (tx) => {
    const made = await sql<{ id: string }>`
      with opened as (insert into app.case_file (partnership_id, reference, pseudonym, state, opened_by)
        values (${here}, ${reference}, ${`Child Linden ${number}`}, ${state}, ${by}) returning id),
      ${fileRows(place)},
      ${referralRows(place)},
      ${decisionRows(place)},
      ${reviewRows(place)},
      ${commissionRows(place)},
      ${improvementRows(place)},
      ${notifiedRows(place)},
      ${rapidReviewRows(place)},
      ${roundRows(place)},
      ${chronologyRows(place)},
      ${standingRows(staffed, place, relation)}
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
