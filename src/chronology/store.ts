import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Step } from '../requests/request.ts';
import type { AgencyLane, Chronology, LastReturn, Setup } from './chronology.ts';
import type { Remembered } from './engine/reading/columns.ts';

const here = sql`(select ctx.partnership_id())`;

/** The chronologies of a case, the latest first; fifty at most. */
export async function readChronologies(tx: Tx, caseId: string): Promise<readonly Chronology[]> {
  const { rows } = await sql<Omit<Chronology, 'setup'> & Setup & { setupVersion: number }>`
    select c.id, c.number, c.opened_at as "openedAt", c.released_at as "releasedAt", c.closed_at as "closedAt", c.version,
      s.version as "setupVersion", s.title, s.period_from as "from", s.period_until as until, s.instructions, s.columns
    from app.chronology c join lateral (select * from app.chronology_setup s where s.partnership_id = c.partnership_id
      and s.chronology_id = c.id order by s.version desc limit 1) s on true
    where c.partnership_id = ${here} and c.case_id = ${caseId}::uuid
    order by c.number desc limit 50`.execute(tx);
  return rows.map(({ setupVersion, title, from, until, instructions, columns, ...chronology }) => ({
    ...chronology,
    setup: { version: setupVersion, title, from, until, instructions, columns },
  }));
}

type LaneRow = Omit<AgencyLane, 'steps' | 'link' | 'person' | 'email' | 'mapping'>;

/** The lanes of a chronology by the names of their agencies, those that were withdrawn last. */
export async function readLanes(tx: Tx, chronologyId: string): Promise<readonly Omit<AgencyLane, 'link'>[]> {
  const { rows } = await sql<LaneRow>`
    select l.id, l.number, l.agency_id as "agencyId", g.name as agency, l.state, l.due_on as "dueOn", l.invitation_id as "invitationId",
      l.asked_at as "askedAt", l.returns,
      (select count(*)::integer from app.chronology_row r
        where r.partnership_id = l.partnership_id and r.lane_id = l.id and r.until is null) as rows
    from app.chronology_lane l join app.agency g on g.partnership_id = l.partnership_id and g.id = l.agency_id
    where l.partnership_id = ${here} and l.chronology_id = ${chronologyId}::uuid
    order by l.state = 'withdrawn', lower(g.name), l.number limit 200`.execute(tx);
  const [steps, asked, last] = [
    await readSteps(tx, chronologyId),
    await readAsked(tx, chronologyId),
    await readLast(tx, chronologyId),
  ];
  return rows.map((row) => ({
    ...row,
    last: last.get(row.id) ?? null,
    steps: steps.get(row.id) ?? [],
    person: asked.get(row.id)?.person ?? '',
    email: asked.get(row.id)?.email ?? '',
    mapping: asked.get(row.id)?.mapping ?? {},
  }));
}

async function readLast(tx: Tx, chronologyId: string): Promise<ReadonlyMap<string, LastReturn>> {
  const { rows } = await sql<LastReturn & { laneId: string }>`
    select distinct on (r.lane_id) r.lane_id as "laneId", r.number, r.given, r.file_name as "fileName", r.given_at as "givenAt",
      r.by_name as "byName", r.by_job as "byJob", r.by_account is not null as "isTakenIn",
      jsonb_array_length(r.not_understood) as "notUnderstood"
    from app.chronology_return r join app.chronology_lane l on l.partnership_id = r.partnership_id and l.id = r.lane_id
    where r.partnership_id = ${here} and l.chronology_id = ${chronologyId}::uuid
    order by r.lane_id, r.number desc`.execute(tx);
  return new Map(rows.map((row) => [row.laneId, row]));
}

interface AskedRow {
  readonly id: string;
  readonly person: string;
  readonly email: string | null;
  readonly mapping: Remembered | null;
}

async function readAsked(tx: Tx, chronologyId: string): Promise<ReadonlyMap<string, AskedRow>> {
  const { rows } = await sql<AskedRow>`
    select id, person, email, mapping from ctx.lanes_asked(${chronologyId}::uuid)`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

async function readSteps(tx: Tx, chronologyId: string): Promise<ReadonlyMap<string, readonly Step[]>> {
  const { rows } = await sql<Step & { laneId: string }>`
    select t.lane_id as "laneId", t.kind, t.to_whom as "toWhom", t.words, ctx.name_here(t.taken_by) as by,
      t.taken_by is null as "byClock", t.taken_at as at
    from app.chronology_lane_step t join app.chronology_lane l on l.partnership_id = t.partnership_id and l.id = t.lane_id
    where t.partnership_id = ${here} and l.chronology_id = ${chronologyId}::uuid
    order by t.taken_at, t.id`.execute(tx);
  return Map.groupBy(rows, ({ laneId }) => laneId);
}

/** What is to be asked, without the version that it becomes. */
export type SetupWish = Omit<Setup, 'version'>;

/** Opens a chronology of a case that is held, with what it asks; answers its number. */
export async function addChronology(
  tx: Tx,
  caseId: string,
  setup: SetupWish,
): Promise<{ readonly id: string; readonly number: number }> {
  const { rows } = await sql<{ id: string; number: number }>`
    insert into app.chronology (partnership_id, case_id, number, opened_by)
    values (${here}, ${caseId}::uuid,
      1 + coalesce((select max(c.number) from app.chronology c where c.partnership_id = ${here} and c.case_id = ${caseId}::uuid), 0), ctx.uid())
    returning id, number`.execute(tx);
  const [opened] = rows;
  if (opened === undefined) throw new Error('a chronology that was not opened');
  await addSetup(tx, caseId, opened.id, { ...setup, version: 1 });
  return opened;
}

/** Sets what a chronology asks anew, as this version. */
export async function addSetup(
  tx: Tx,
  caseId: string,
  chronologyId: string,
  { version, title, from, until, instructions, columns }: Setup,
): Promise<void> {
  await sql`insert into app.chronology_setup (partnership_id, case_id, chronology_id, version, title, period_from, period_until, instructions,
      columns, set_by)
    values (${here}, ${caseId}::uuid, ${chronologyId}::uuid, ${version}, ${title}, ${from?.toString() ?? null}::date,
      ${until?.toString() ?? null}::date, ${instructions}, ${JSON.stringify(columns)}::jsonb, ctx.uid())`.execute(
    tx,
  );
}

/** Whom an agency's lane is opened for; without an address the coordinator fills it. */
export interface LaneAsked {
  readonly agency: string;
  readonly person: string;
  readonly email: string | null;
  readonly due: Temporal.PlainDate | null;
}

/** Opens a lane; answers it with the invitation of its link, where it has one. */
export async function openLane(
  tx: Tx,
  chronologyId: string,
  { agency, person, email, due }: LaneAsked,
): Promise<{ readonly id: string; readonly invitationId: string | null }> {
  const { rows } = await sql<{ id: string; invitationId: string | null }>`
    select lane as id, invitation as "invitationId" from ctx.open_lane(${chronologyId}::uuid, ${agency}::uuid, ${person}, ${email},
      ${due?.toString() ?? null}::date)`.execute(tx);
  const [opened] = rows;
  if (opened === undefined) throw new Error('a lane that was not opened');
  return opened;
}

/** A step as it is to be taken; `due` where a link is sent with another last day. */
export interface LaneStep {
  readonly kind: Step['kind'];
  readonly whom: string;
  readonly words: string;
  readonly email: string;
  readonly due: Temporal.PlainDate | null;
}

/** Takes a step so that a return comes; answers the invitation that holds afterwards, null where the lane never had one. */
export async function chaseLane(
  tx: Tx,
  id: string,
  { kind, whom, words, email, due }: LaneStep,
): Promise<string | null> {
  const { rows } = await sql<{ invitation: string | null }>`
    select ctx.chase_lane(${id}::uuid, ${kind}, ${whom}, ${words}, ${email === '' ? null : email}, ${due?.toString() ?? null}::date)
      as invitation`.execute(tx);
  return rows[0]?.invitation ?? null;
}

/** Releases the whole to everybody on the case, or closes it; false where that was so already. */
export async function moveChronology(tx: Tx, id: string, to: 'released' | 'closed'): Promise<boolean> {
  const [at, by] = [sql.ref(`${to}_at`), sql.ref(`${to}_by`)];
  const { numAffectedRows } = await sql`
    update app.chronology set ${at} = now(), ${by} = ctx.uid(), version = version + 1
    where partnership_id = ${here} and id = ${id}::uuid and ${at} is null`.execute(tx);
  return numAffectedRows === 1n;
}
