import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type {
  AccessFacts,
  AgencyFacts,
  AgencyToInvolve,
  Candidate,
  Exclusion,
  GivenPart,
  InvolvedAgency,
  Reader,
} from './access.ts';
import { readHeaded } from './store.ts';

type Hold = 'to change' | 'to read';

// The day of the database decides, as it decides in the policies.
const timing = (row: string) =>
  sql.raw(
    `case when ${row}.until_day <= ctx.today() then 'ended' when ${row}.from_day > ctx.today() then 'coming' else 'now' end`,
  );

/**
 * Who can open a case and who is shut out of it, for whoever sees the case; null for everybody else. Row-level security leaves the
 * parts empty for whoever is not coordinator or chair, and those shut out and those who could come for whoever is not coordinator.
 */
export async function readAccessFacts(
  tx: Tx,
  reference: string,
  hold: Hold = 'to read',
): Promise<AccessFacts | null> {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  return {
    headed,
    readers: await readReaders(tx, headed.id),
    parts: await readParts(tx, headed.id),
    exclusions: await readExclusions(tx, headed.id),
    candidates: await readCandidates(tx),
  };
}

async function readReaders(tx: Tx, caseId: string): Promise<readonly Reader[]> {
  const { rows } = await sql<Reader>`
    select r.account_id as "accountId", r.name, r.role, r.way, r.agency, r.from_day as "from", r.until_day as "until"
    from ctx.case_readers(${caseId}::uuid) r
    order by lower(r.name), r.account_id, array_position(array['role', 'agency', 'name'], r.way), r.role`.execute(
    tx,
  );
  return rows;
}

async function readParts(tx: Tx, caseId: string): Promise<readonly GivenPart[]> {
  const { rows } = await sql<GivenPart>`
    select i.id, i.account_id as "accountId", coalesce(ctx.name_here(i.account_id), '') as name, i.part,
      i.from_day as "from", i.until_day as "until", ${timing('i')} as timing,
      exists (select from app.membership m where m.partnership_id = i.partnership_id and m.account_id = i.account_id and m.role = i.part
        and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())) as holds
    from app.case_involvement i
    where i.partnership_id = ctx.partnership_id() and i.case_id = ${caseId}::uuid
    order by i.from_day desc, name, i.id`.execute(tx);
  return rows;
}

// Only what was done counts as seen: looks that were refused showed nothing.
async function readExclusions(tx: Tx, caseId: string): Promise<readonly Exclusion[]> {
  const { rows } = await sql<Exclusion>`
    select x.id, x.account_id as "accountId", coalesce(ctx.name_here(x.account_id), '') as name, x.reason,
      coalesce(ctx.name_here(x.excluded_by), '') as by, x.excluded_at as at, ctx.name_here(x.ended_by) as "endedBy",
      x.ended_at as "endedAt", coalesce(e.entries, 0) as entries, e.last as "lastEntry"
    from app.case_exclusion x
    left join lateral (select count(*) as entries, max(w.at) as last from audit.entry_words w
      where w.partnership_id = x.partnership_id and w.case_id = x.case_id and w.account_id = x.account_id and w.outcome = 'done'
        and w.at <= x.excluded_at) e on true
    where x.partnership_id = ctx.partnership_id() and x.case_id = ${caseId}::uuid
    order by x.ended_at is not null, x.excluded_at desc, x.id`.execute(tx);
  return rows;
}

async function readCandidates(tx: Tx): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select a.id as "accountId", coalesce(a.name, a.email) as name, a.email, array_agg(distinct m.role) as roles
    from app.membership m join app.account a on a.id = m.account_id
    where m.partnership_id = ctx.partnership_id() and (select ctx.is_coordinator()) and a.disabled_at is null
      and m.role not in ('administrator', 'inspector')
      and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())
    group by a.id, a.name, a.email order by lower(coalesce(a.name, a.email)), a.id`.execute(tx);
  return rows;
}

/** The agencies of a case, for whoever sees it; null for everybody else. Which could be involved is for coordinators. */
export async function readAgencyFacts(
  tx: Tx,
  reference: string,
  hold: Hold = 'to read',
): Promise<AgencyFacts | null> {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  const { rows: involved } = await sql<InvolvedAgency>`
    select c.id, c.agency_id as "agencyId", g.name, g.kind, c.from_day as "from", c.until_day as "until", ${timing('c')} as timing
    from app.case_agency c join app.agency g on g.partnership_id = c.partnership_id and g.id = c.agency_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${headed.id}::uuid
    order by g.kind not in ('local-authority', 'integrated-care-board', 'police'), lower(g.name), c.from_day, c.id`.execute(
    tx,
  );
  const offered = await readAgenciesToInvolve(tx, headed.id);
  return { headed, involved, offered, readers: await readReaders(tx, headed.id) };
}

// The agencies that have not ended, the three safeguarding partners first; people who are shut out of the case are not counted.
async function readAgenciesToInvolve(tx: Tx, caseId: string): Promise<readonly AgencyToInvolve[]> {
  const { rows } = await sql<AgencyToInvolve>`
    select g.id, g.name, g.kind, g.from_day as "from", g.until_day as "until",
      (select count(distinct m.account_id) from app.membership m join app.account a on a.id = m.account_id
        where m.partnership_id = g.partnership_id and m.agency_id = g.id and m.role in ('member', 'partner-delegate', 'notifier')
          and a.disabled_at is null and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())
          and not exists (select from app.case_exclusion x where x.partnership_id = m.partnership_id and x.case_id = ${caseId}::uuid
            and x.account_id = m.account_id and x.ended_at is null)) as people
    from app.agency g
    where g.partnership_id = ctx.partnership_id() and (select ctx.is_coordinator()) and (g.until_day is null or g.until_day > ctx.today())
    order by g.kind not in ('local-authority', 'integrated-care-board', 'police'), lower(g.name), g.id`.execute(
    tx,
  );
  return rows;
}

/** From which day and until which something holds; `from` null is today. */
export interface Days {
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
}

/** Gives somebody a part in a case; answers its identifier. */
export async function insertPart(
  tx: Tx,
  caseId: string,
  { accountId, part }: { readonly accountId: string; readonly part: string },
  { from, until }: Days,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.case_involvement (partnership_id, case_id, account_id, part, from_day, until_day, given_by)
    values (ctx.partnership_id(), ${caseId}::uuid, ${accountId}::uuid, ${part}, coalesce(${from?.toString() ?? null}::date, ctx.today()),
      ${until?.toString() ?? null}::date, ctx.uid()) returning id`.execute(tx);
  return idOf(rows);
}

const idOf = ([row]: readonly { readonly id: string }[]): string => {
  if (row === undefined) throw new Error('nothing was written');
  return row.id;
};

/** Ends a part in a case today; one that has not begun never holds. */
export async function endPart(tx: Tx, id: string): Promise<void> {
  await sql`update app.case_involvement set until_day = greatest(from_day, ctx.today()), version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${id}::uuid`.execute(tx);
}

/** Involves an agency in a case; answers the identifier of its involvement. */
export async function insertAgency(
  tx: Tx,
  caseId: string,
  agencyId: string,
  { from, until }: Days,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.case_agency (partnership_id, case_id, agency_id, from_day, until_day)
    values (ctx.partnership_id(), ${caseId}::uuid, ${agencyId}::uuid, coalesce(${from?.toString() ?? null}::date, ctx.today()),
      ${until?.toString() ?? null}::date) returning id`.execute(tx);
  return idOf(rows);
}

/** Ends the involvement of an agency today; one that has not begun never holds. */
export async function endAgency(tx: Tx, id: string): Promise<void> {
  await sql`update app.case_agency set until_day = greatest(from_day, ctx.today()), version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${id}::uuid`.execute(tx);
}

/** Shuts somebody out of a case at once; answers the identifier of the exclusion. */
export async function insertExclusion(
  tx: Tx,
  caseId: string,
  accountId: string,
  reason: string,
): Promise<string> {
  // Whoever shuts themselves out may not read the row that they wrote, so its identifier is made first and not asked back.
  const { rows } = await sql<{ id: string }>`select gen_random_uuid() as id`.execute(tx);
  const id = idOf(rows);
  await sql`insert into app.case_exclusion (partnership_id, id, case_id, account_id, reason, excluded_by)
    values (ctx.partnership_id(), ${id}::uuid, ${caseId}::uuid, ${accountId}::uuid, ${reason}, ctx.uid())`.execute(
    tx,
  );
  return id;
}

/** Lets somebody back into a case. */
export async function endExclusion(tx: Tx, id: string): Promise<void> {
  await sql`update app.case_exclusion set ended_at = now(), ended_by = ctx.uid(), version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${id}::uuid and ended_at is null`.execute(tx);
}
