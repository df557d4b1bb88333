import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { CasesToDerive, MovedClock } from './derive.ts';

/** The job of a run begins, or begins again: how many clocks there are. Null where the run is over. */
export async function beginRun(tx: Tx): Promise<number | null> {
  const { rows } = await sql<{ total: number | null }>`select ctx.begin_calendar_run() as total`.execute(tx);
  return rows[0]?.total ?? null;
}

/** The partnership whose job this is; nobody derives a clock of its own until this transaction ends. */
export async function holdClocks(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select ctx.partnership_id() as id, ctx.shut_calendar()`.execute(
    tx,
  );
  return rows[0]?.id ?? '';
}

/** The next cases of the run that its day can have moved, beyond one, up to so many. */
export async function readToDerive(tx: Tx, beyond: string, most: number): Promise<readonly CasesToDerive[]> {
  const { rows } =
    await sql<CasesToDerive>`select * from ctx.cases_to_derive(${beyond}::uuid, ${most})`.execute(tx);
  return rows;
}

/** The cases that were looked at: beyond one, up to and with another; null for all that are left. */
export interface LookedAt {
  readonly beyond: string;
  readonly upto: string | null;
}

/** Writes the clocks that moved, with what they were, and how many were looked at; answers how many moved. */
export async function noteDerived(
  tx: Tx,
  { beyond, upto }: LookedAt,
  moved: readonly MovedClock[],
): Promise<number> {
  const column = (of: (one: MovedClock) => string) => moved.map(of);
  const { rows: noted } = await sql<{ moved: number }>`
    select ctx.note_derived(${beyond}::uuid, ${upto}::uuid, ${column((one) => one.case_ids)}::text[], ${column(({ rule }) => rule)}::text[],
      ${column((one) => one.old_due)}::date[], ${column((one) => one.new_due)}::date[]) as moved`.execute(tx);
  return noted[0]?.moved ?? 0;
}

/** Ends the run; answers the addresses of those to tell, each once. */
export async function endRun(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ email: string }>`select email from ctx.end_calendar_run()`.execute(tx);
  return rows.map(({ email }) => email);
}
