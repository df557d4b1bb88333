import { type SqlBool, sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { policy, type Standing, type Who } from './policy.ts';

// Each name of the policy table as a condition on a case's identifier. The subselects are asked once for a statement.
const conditions: Partial<Record<Who, string>> = {
  coordinator: `(select ctx.has_role('coordinator'))`,
  chair: `(select ctx.has_role('chair'))`,
  'agency-on-case': `c.id = any ((select ctx.agency_cases('member', 'partner-delegate', 'notifier'))::uuid[])`,
  'named-on-case': `c.id = any ((select ctx.named_cases('member', 'safeguarding-lead', 'notifier', 'partner-delegate', 'reviewer', 'scrutineer'))::uuid[])`,
};

const granted = policy['case.read'].map((who) => {
  const condition = conditions[who];
  if (condition === undefined) throw new Error(`the policy lets ${who} see cases, and the database does not`);
  return condition;
});

/** The row of the policy for looking at a case as a condition in SQL on `c.id`; row-level security decides the same again. */
const isVisible = sql.raw<SqlBool>(
  `(${granted.join(' or ')}) and c.id <> all ((select ctx.shut_cases())::uuid[])`,
);

/** The cases that whoever has proved themselves to this transaction sees; every read of a case begins here. */
export function visibleCases(tx: Tx) {
  return tx
    .selectFrom('app.case_file as c')
    .where('c.partnership_id', '=', sql<string>`ctx.partnership_id()`)
    .where(isVisible);
}

/** A case as every act on it needs it: what it is, and how whoever acts stands to it. */
export interface VisibleCase {
  readonly id: string;
  readonly reference: string;
  readonly pseudonym: string;
  readonly version: number;
  readonly standing: Standing;
}

/** Whether whoever reads a case is about to change it, and others wait until they are done. */
export type Hold = 'to change' | 'to read';

/** The case of a reference, for whoever sees it; null where there is none or it is not theirs to see. */
export async function visibleCase(
  tx: Tx,
  reference: string,
  hold: Hold = 'to read',
): Promise<VisibleCase | null> {
  const id = await visibleCaseId(tx, reference, hold);
  if (id === null) return null;
  const row = await visibleCases(tx)
    .where('c.id', '=', id)
    .select([
      'c.id',
      'c.reference',
      'c.pseudonym',
      'c.version',
      sql<Standing>`ctx.standing(c.id)`.as('standing'),
    ])
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The identifier of the case with a reference, for whoever sees it; null for everybody else. The database works out what they see
 * before it looks, so that nobody can tell by the time it took whether there is such a case.
 */
export async function visibleCaseId(
  tx: Tx,
  reference: string,
  hold: Hold = 'to read',
): Promise<string | null> {
  // Two people who change the same case wait for each other. Whoever may not update a row may not lock it either, so the lock is a name.
  if (hold === 'to change')
    await sql`select pg_advisory_xact_lock(hashtextextended('case ' || ctx.partnership_id() || ' ' || ${reference}, 0))`.execute(
      tx,
    );
  const { rows } = await sql<{ id: string | null }>`select ctx.visible_case(${reference}) as id`.execute(tx);
  return rows[0]?.id ?? null;
}
