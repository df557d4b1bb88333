import { sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import type { Tx } from '../platform/db/connect.ts';
import { keysOf, type LikeChild, likeChild, type Matter } from './alike.ts';
import { monthIn } from './alike-days.ts';
import {
  isSame,
  type Other,
  type Said,
  type Saying,
  type Side,
  sideOf,
  type Verdict,
} from './alike-pairs.ts';
import type { Answers } from './question.ts';
import type { Followed, SentReferral } from './referral.ts';

/** How many that have changed are read anew at one look. */
export const mostAtOnce = 50;
const mostCandidates = 200;

/**
 * Reads anew what has come or changed since the last look, and answers how many are left for the next. Nobody waits for somebody else who
 * is doing the same; for whoever is not a coordinator there is nothing to do.
 */
export async function indexPending(tx: Tx): Promise<number> {
  const { rows: lock } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('alike ' || ctx.partnership_id(), 0)) as mine`.execute(
    tx,
  );
  if (lock[0]?.mine === true) {
    const pending = await tx
      .selectFrom('app.alike_pending')
      .select(['referral_id as referralId', 'case_id as caseId', 'turn'])
      .where('partnership_id', '=', sql<string>`ctx.partnership_id()`)
      .orderBy('since', 'desc')
      .limit(mostAtOnce)
      .execute();
    const sides = await readSides(tx, pending.map(otherOf));
    for (const one of pending) {
      const side = sides.find((found) => isSame(found, otherOf(one)));
      const keys = side === undefined ? [] : keysOf(side.matter);
      await sql`select ctx.index_alike(${one.referralId}::uuid, ${one.caseId}::uuid, ${one.turn}::uuid, ${[...keys]}::bigint[])`.execute(
        tx,
      );
    }
    if (pending.length < mostAtOnce) return 0;
  }
  const { left } = await tx
    .selectFrom('app.alike_pending')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('partnership_id', '=', sql<string>`ctx.partnership_id()`)
    .executeTakeFirstOrThrow();
  return left;
}

interface OtherRow {
  readonly referralId: string | null;
  readonly caseId: string | null;
}

const otherOf = ({ referralId, caseId }: OtherRow): Other =>
  caseId === null ? { kind: 'referral', id: referralId ?? '' } : { kind: 'case', id: caseId };

/** Those that share a key with a matter, most keys first, of what the reader may see; `but` is the referral itself. */
export async function findCandidates(tx: Tx, matter: Matter, but: string): Promise<readonly Other[]> {
  const { rows } = await candidatesQuery([...keysOf(matter)], but).execute(tx);
  return rows.map(otherOf);
}

/** The query of `findCandidates`, for a test of how the database answers it. */
export const candidatesQuery = (keys: readonly string[], but: string) => sql<OtherRow>`
  select k.referral_id as "referralId", k.case_id as "caseId" from app.alike_key k
  where k.partnership_id = (select ctx.partnership_id()) and k.key = any (${[...keys]}::bigint[])
    and k.referral_id is distinct from ${but}::uuid
  group by k.referral_id, k.case_id order by count(*) desc, k.referral_id, k.case_id limit ${mostCandidates}`;

/** What referrals and cases say, of those that the reader may see. */
export async function readSides(tx: Tx, others: readonly Other[]): Promise<readonly Side[]> {
  const idsOf = (kind: Other['kind']) => others.filter((one) => one.kind === kind).map(({ id }) => id);
  return [...(await readReferrals(tx, idsOf('referral'))), ...(await readCases(tx, idsOf('case')))];
}

// Of two hundred referrals the long answers would weigh more than all the rest.
const compared = sql<Answers>`jsonb_strip_nulls(jsonb_build_object('children', answers -> 'children',
  'incident-day', answers -> 'incident-day', 'incident-when', answers -> 'incident-when', 'incident-where', answers -> 'incident-where'))`;

async function readReferrals(tx: Tx, ids: readonly string[]): Promise<readonly Side[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('app.referral')
    .select(['id', 'number', 'sent_at as sentAt', compared.as('answers')])
    .where('id', 'in', ids)
    .where('partnership_id', '=', sql<string>`ctx.partnership_id()`)
    .where('state', '<>', 'draft')
    .execute();
  const cases = await visibleCases(tx)
    .innerJoin('app.case_referral as r', (join) =>
      join.onRef('r.partnership_id', '=', 'c.partnership_id').onRef('r.case_id', '=', 'c.id'),
    )
    .where('r.referral_id', 'in', ids)
    .select(['r.referral_id as referralId', 'c.id', 'c.reference'])
    .execute();
  return rows.map((row) => {
    const found = cases.find(({ referralId }) => referralId === row.id);
    const ofCase = found === undefined ? null : { id: found.id, reference: found.reference };
    const { id, number, sentAt, answers } = row as Pick<Followed, 'id' | 'number' | 'sentAt'> & {
      answers: Answers;
    };
    return sideOf({ id, number, sentAt, answers, ofCase });
  });
}

interface CaseRow {
  readonly id: string;
  readonly reference: string;
}

async function readCases(tx: Tx, ids: readonly string[]): Promise<readonly Side[]> {
  if (ids.length === 0) return [];
  const cases: readonly CaseRow[] = await visibleCases(tx)
    .where('c.id', 'in', ids)
    .select(['c.id', 'c.reference'])
    .execute();
  const { rows: children } = await sql<LikeChild & { caseId: string }>`
    select c.case_id as "caseId", h.name, h.other_names as "otherNames", h.born_on as "bornOn", h.died_on as "diedOn", h.sex, h.home,
      h.school, h.practice
    from app.case_child c join app.child h on h.partnership_id = c.partnership_id and h.id = c.child_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = any (${[...ids]}::uuid[])
    order by length(h.pseudonym), h.pseudonym`.execute(tx);
  const { rows: incidents } = await sql<IncidentRow>`
    select c.case_id as "caseId", i.earliest_day as earliest, i.latest_day as latest, coalesce(i.day_as_given, '') as "dayAsGiven", i.place
    from app.case_incident c join app.incident i on i.partnership_id = c.partnership_id and i.id = c.incident_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = any (${[...ids]}::uuid[])
    order by i.earliest_day nulls last, i.id`.execute(tx);
  return cases.map(({ id, reference }) => {
    const own = incidents.filter(({ caseId }) => caseId === id);
    return {
      kind: 'case',
      id,
      matter: {
        children: children.filter(({ caseId }) => caseId === id).map(likeChild),
        incidents: own.map((incident) => ({ when: spanOf(incident), place: incident.place })),
      },
      when: own.map(({ dayAsGiven }) => dayAsGiven).join('; '),
      sent: null,
      ofCase: { id, reference },
    };
  });
}

interface IncidentRow {
  readonly caseId: string;
  readonly earliest: Temporal.PlainDate | null;
  readonly latest: Temporal.PlainDate | null;
  readonly dayAsGiven: string;
  readonly place: string;
}

function spanOf({ earliest, latest, dayAsGiven }: IncidentRow) {
  const first = earliest ?? latest;
  return first === null ? monthIn(dayAsGiven) : { first, last: latest ?? first };
}

/** What stands of a referral beside others, the newest of each pair, of what the reader may see. */
export async function readSaid(tx: Tx, id: string): Promise<readonly Said[]> {
  const { rows } = await sql<SaidRow>`
    select distinct on (other, v.case_id) v.id, v.verdict, v.reason, v.basis, v.case_id as "caseId", v.said_at as at,
      case when v.referral_id = ${id}::uuid then v.other_referral_id else v.referral_id end as other,
      coalesce(ctx.name_here(v.said_by), '') as by
    from app.alike_verdict v
    where v.partnership_id = (select ctx.partnership_id()) and (v.referral_id = ${id}::uuid or v.other_referral_id = ${id}::uuid)
    order by other, v.case_id, v.said_at desc, v.id`.execute(tx);
  return rows.map(({ other, caseId, verdict, ...said }) => ({
    ...said,
    verdict: verdict as Verdict,
    other: otherOf({ referralId: other, caseId }),
  }));
}

interface SaidRow {
  readonly id: string;
  readonly verdict: string;
  readonly reason: string;
  readonly basis: string;
  readonly caseId: string | null;
  readonly other: string | null;
  readonly by: string;
  readonly at: Temporal.Instant;
}

/** Two coordinators who say something of the same two wait for each other. */
export async function holdPair(tx: Tx, a: string, b: string): Promise<void> {
  const [first = '', second = ''] = [a, b].toSorted();
  await sql`select pg_advisory_xact_lock(hashtextextended(${`alike ${first} ${second}`}, 0))`.execute(tx);
}

/** Writes what somebody says of two, and for what they said on this day. */
export async function addSaid(tx: Tx, { id, other, verdict, reason }: Saying, basis: string): Promise<void> {
  const isReferral = other.kind === 'referral';
  const [first = id, second = null] = isReferral ? [id, other.id].toSorted() : [id];
  await sql`insert into app.alike_verdict (partnership_id, referral_id, other_referral_id, case_id, verdict, reason, basis, said_by)
    values (ctx.partnership_id(), ${first}::uuid, ${second}::uuid, ${isReferral ? null : other.id}::uuid, ${verdict}, ${reason}, ${basis}, ctx.uid())`.execute(
    tx,
  );
}

/** Adds a referral to a case that is there already; what agencies were asked comes along by itself. */
export async function attachReferral(tx: Tx, { id }: SentReferral, caseId: string): Promise<void> {
  await sql`insert into app.case_referral (partnership_id, case_id, referral_id)
    values (ctx.partnership_id(), ${caseId}::uuid, ${id}::uuid)`.execute(tx);
}
