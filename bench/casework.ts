import { Agent, get } from 'node:http';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../test/casework.ts';
import { served } from './served.ts';

const cases = 2_000;
const entries = 2_000_000;
const perSecond = 50;
const seconds = 20;

/** Measures signed-in pages at a steady rate, over many cases and a long trail, and beside the same pages of an almost empty office. */
export async function benchCasework(): Promise<void> {
  const office = await openOffice();
  try {
    const coordinator = await office.person('coordinator');
    const trust = await office.agency('Bench Hospitals');
    const member = await office.person('member', { agency: trust });
    const first = await office.openCase(coordinator, 'Child Bench');
    await office.involve(coordinator, first, trust);
    console.log(`\nSigned-in pages, ${perSecond} requests a second for ${seconds} seconds each`);
    await measured(office, 'one case, short trail', coordinator, member, [first.reference]);
    const references = await fill(office, coordinator, trust);
    await measured(
      office,
      `${cases} cases, ${entries.toLocaleString('en-GB')} entries`,
      coordinator,
      member,
      references,
    );
  } finally {
    await office.close();
  }
}

async function measured(
  office: Office,
  title: string,
  coordinator: Colleague,
  member: Colleague,
  references: readonly string[],
) {
  const { port, stop } = await served(office);
  try {
    const caseOf = (number: number) => references[(number * 37) % references.length] ?? '';
    const rows: readonly (readonly [string, Colleague, (number: number) => string])[] = [
      ['/work, coordinator', coordinator, () => '/work'],
      ['/cases/:ref, coordinator', coordinator, (number) => `/cases/${caseOf(number)}`],
      ['/cases, coordinator', coordinator, () => '/cases'],
      ['/cases/:ref/record, coordinator', coordinator, (number) => `/cases/${caseOf(number)}/record`],
      ['/work, member', member, () => '/work'],
    ];
    console.log(title);
    for (const [name, who, path] of rows) {
      await fire(office.host, port, who.token, path, 3);
      const { times, wrong } = await fire(office.host, port, who.token, path, seconds);
      const sorted = Float64Array.from(times).toSorted();
      const at = (part: number) =>
        (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
      console.log(
        `  ${name.padEnd(34)}${String(sorted.length).padStart(6)} answers  p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms${wrong > 0 ? `  ${wrong} WRONG` : ''}`,
      );
    }
  } finally {
    await stop();
  }
}

// One request every twentieth of a second, whether or not the one before has been answered: a slow server is not given more time.
async function fire(
  host: string,
  port: number,
  token: string,
  path: (number: number) => string,
  duration: number,
) {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const times: number[] = [];
  let wrong = 0;
  const one = (number: number) =>
    new Promise<void>((resolve) => {
      const from = performance.now();
      const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
      const headers = { host, cookie: `sid=${token}`, 'x-forwarded-for': address };
      get({ host: '127.0.0.1', port, path: path(number), agent, headers }, (response) => {
        if (response.statusCode !== 200) wrong += 1;
        response.resume().on('end', () => {
          times.push(performance.now() - from);
          resolve();
        });
      }).on('error', () => {
        wrong += 1;
        resolve();
      });
    });
  const asked: Promise<void>[] = [];
  const start = performance.now();
  for (let number = 0; number < duration * perSecond; number += 1) {
    const due = start + (number * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    asked.push(one(number));
  }
  await Promise.all(asked);
  agent.destroy();
  return { times, wrong };
}

/** Fills the office straight in the database, as its owner: cases with their days and clocks, one in four with the agency, and a trail. */
async function fill(
  { owner, id }: Office,
  coordinator: Colleague,
  agencyId: string,
): Promise<readonly string[]> {
  console.error('filling …');
  await sql`insert into app.case_file (partnership_id, reference, pseudonym, state, harm, opened_by, opened_at)
    select ${id}, 'BEN-' || to_char(now(), 'YYYY') || '-' || lpad(n::text, 4, '0'), 'Child Bench ' || n,
      case when n % 20 = 0 then 'open' when n % 10 < 5 then 'decided' else 'closed' end, 'seriously-harmed', ${coordinator.accountId},
      now() - n * interval '1 hour'
    from generate_series(1, ${cases}) n`.execute(owner);
  await sql`insert into app.case_agency (partnership_id, case_id, agency_id)
    select partnership_id, id, ${agencyId} from app.case_file where partnership_id = ${id} and reference like 'BEN-%' and right(reference, 1) = '0'`.execute(
    owner,
  );
  await sql`insert into app.case_date (partnership_id, case_id, kind, day, source, recorded_by)
    select partnership_id, id, 'authority-aware', (now() - (row_number() over (order by reference) % 400) * interval '1 day')::date, 'made up', ${coordinator.accountId}
    from app.case_file where partnership_id = ${id} and reference like 'BEN-%'`.execute(owner);
  await sql`insert into app.case_clock (partnership_id, case_id, rule, starts_on, due_on, met_on)
    select d.partnership_id, d.case_id, r.rule, d.day, d.day + 7, case when c.state <> 'open' then d.day + 5 end
    from app.case_date d join app.case_file c on c.partnership_id = d.partnership_id and c.id = d.case_id, (values ('NOT-01'), ('NOT-02')) r (rule)
    where d.partnership_id = ${id} and c.reference like 'BEN-%'`.execute(owner);
  const { rows } = await sql<{
    seq: number;
  }>`select seq from audit.head where partnership_id = ${id}`.execute(owner);
  const last = rows[0]?.seq ?? 0;
  await sql`insert into audit.entry (partnership_id, seq, leaf, hash)
    select ${id}, n, '\\x00', '\\x00' from generate_series(${last + 1}::bigint, ${last + entries}::bigint) n`.execute(
    owner,
  );
  await sql`insert into audit.entry_words (partnership_id, seq, at, verb, outcome, actor_kind, account_id, case_id, salt, body)
    select ${id}, n, now() - (${last + entries} - n) * interval '10 seconds', case when n % 5 = 0 then 'case.change' else 'case.read' end, 'done', 'session',
      ${coordinator.accountId}, ids.all_ids[1 + n % array_length(ids.all_ids, 1)], '\\x00', '{}'
    from generate_series(${last + 1}::bigint, ${last + entries}::bigint) n,
      (select array_agg(id) as all_ids from app.case_file where partnership_id = ${id}) ids`.execute(owner);
  await sql`update audit.head set seq = ${last + entries}, at = now() where partnership_id = ${id}`.execute(
    owner,
  );
  await sql`analyze`.execute(owner);
  const { rows: references } = await sql<{ reference: string }>`
    select reference from app.case_file where partnership_id = ${id} and reference like 'BEN-%'`.execute(
    owner,
  );
  return references.map(({ reference }) => reference);
}
