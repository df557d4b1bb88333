import { sql } from 'kysely';
import { isAsked, readAsked } from '../src/search/asked.ts';
import { search } from '../src/search/store.ts';
import { transactionOf } from '../src/platform/db/connect.ts';
import { type Colleague, type Office, openOffice } from '../test/casework.ts';

const referrals = 10_000;
const cases = 2_000;
const rounds = 20;

const asked = [
  ['7', 'a number'],
  ['BEN-2026-0107', 'a reference'],
  ['Child Bench 99', 'a pseudonym'],
  ['Bonna Pirnford', 'a name'],
  ['Ponna Birnford', 'a name by its sound'],
  ['Pirnford', 'a family name that many bear'],
  ['03/02/2015', 'a day of birth'],
  ['bruising to the arm', 'words of what happened'],
  ['mother', 'a word of every text'],
  ['zzyzx nowhere', 'nothing'],
] as const;

/** Measures the staff search over 10,000 referrals and 2,000 cases, for a coordinator and for an agency's member, beside an empty office. */
export async function benchSearch(): Promise<void> {
  const office = await openOffice();
  try {
    const coordinator = await office.person('coordinator');
    const trust = await office.agency('Bench Hospitals');
    const member = await office.person('member', { agency: trust });
    console.log(`\nStaff search, ${rounds} rounds of ${asked.length} searches`);
    await measure(office, 'empty, coordinator', coordinator);
    await fill(office, coordinator, trust);
    await measure(office, `${referrals} referrals, ${cases} cases, coordinator`, coordinator, true);
    await measure(office, `the same, member with ${cases / 10} cases`, member);
  } finally {
    await office.close();
  }
}

async function measure({ app }: Office, title: string, { token }: Colleague, isEach = false): Promise<void> {
  const taken: number[] = [];
  const each = new Map<string, number[]>();
  for (let round = -1; round < rounds; round += 1)
    for (const [typed, what] of asked) {
      const wanted = readAsked(typed);
      if (!isAsked(wanted)) throw new Error(typed);
      const began = performance.now();
      await transactionOf(app, token, (tx) => search(tx, wanted));
      if (round < 0) continue;
      const time = performance.now() - began;
      taken.push(time);
      each.set(what, [...(each.get(what) ?? []), time]);
    }
  console.log(`  ${title}: p50 ${at(taken, 0.5)} ms, p95 ${at(taken, 0.95)} ms, most ${at(taken, 1)} ms`);
  if (isEach)
    for (const [what, times] of each)
      console.log(`    ${what.padEnd(32)} p50 ${at(times, 0.5)} ms  p95 ${at(times, 0.95)} ms`);
}

const at = (times: readonly number[], part: number) =>
  (times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? 0).toFixed(1);

// Ninety given and a hundred and twenty family names; the texts are of some sixty words, four fifths of them the same everywhere.
async function fill({ owner, id }: Office, coordinator: Colleague, agencyId: string): Promise<void> {
  const began = performance.now();
  const name = sql`(substr('BCDFGHJKLM', 1 + n % 10, 1) || substr('aeiou', 1 + n % 5, 1) || (array['nn','rt','ss','ll','m','dd','ck','v','st'])[1 + n / 10 % 9] || 'a '
    || substr('PRSTVWBCDF', 1 + n * 7 % 10, 1) || substr('aeiou', 1 + n / 10 % 5, 1) || (array['rn','ll','st'])[1 + n % 3] || (array['ford','ley','ham','wood'])[1 + n % 4])`;
  const text = sql`('The mother said that the child was found with ' || case when n % 9 = 0 then 'bruising to the arm' else 'an injury' end
    || ' on the morning of the visit. ' || repeat('The school and the health visitor had been told of it by the family and wrote it down. ', 3)
    || (select string_agg('word' || (n * 31 + k * 17) % 5000, ' ') from generate_series(1, 12) k))`;
  await sql`insert into app.referral (partnership_id, state, answers, number, sent_at)
    select ${id}, 'sent', jsonb_build_object('children', jsonb_build_array(jsonb_build_object('id', '1', 'child-name', ${name},
      'child-born', (date '2008-01-01' + n * 7919 % 6700)::text)), 'incident-what', ${text}, 'reasons', ${text}, 'incident-where', 'Place ' || n % 300),
      n, now() - n * interval '1 hour' from generate_series(1, ${referrals}) n`.execute(owner);
  await sql`insert into app.case_file (partnership_id, reference, pseudonym, summary, opened_by)
    select ${id}, 'BEN-2026-' || lpad(n::text, 4, '0'), 'Child Bench ' || n, ${text}, ${coordinator.accountId} from generate_series(1, ${cases}) n`.execute(
    owner,
  );
  await sql`with one as (select c.id as case_id, gen_random_uuid() as child, gen_random_uuid() as incident, split_part(c.reference, '-', 3)::integer as n
      from app.case_file c where c.partnership_id = ${id}),
    a as (insert into app.child (partnership_id, id, pseudonym, name, born_on) select ${id}, child, 'x', ${name}, date '2008-01-01' + n * 7919 % 6700 from one),
    b as (insert into app.incident (partnership_id, id, what, place) select ${id}, incident, ${text}, 'Place ' || n % 300 from one),
    c as (insert into app.case_child (partnership_id, case_id, child_id) select ${id}, case_id, child from one),
    d as (insert into app.case_incident (partnership_id, case_id, incident_id) select ${id}, case_id, incident from one),
    e as (insert into app.case_agency (partnership_id, case_id, agency_id) select ${id}, case_id, ${agencyId} from one where n % 10 = 0),
    f as (insert into app.document (partnership_id, case_id, number, title, classification, seen_by, added_by)
      select ${id}, case_id, 1, 'Summary of the mother and child, ' || n, 'official', 'everybody', ${coordinator.accountId} from one)
    insert into app.case_person (partnership_id, case_id, name) select ${id}, case_id, ${name} from (select case_id, n + k as n from one, generate_series(1, 4) k) o`.execute(
    owner,
  );
  await sql`analyze`.execute(owner);
  console.log(`  filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}
