import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { codebookVersion } from './codebook.ts';
import type { CodeChange, SetCode } from './codes.ts';

interface CodeRow extends Omit<SetCode, 'removed'> {
  readonly removedBy: string;
  readonly removedAt: Temporal.Instant | null;
}

/** The codes of a case with those that were taken away, those that stand first, for a case that was found visible. */
export async function readSetCodes(tx: Tx, caseId: string): Promise<readonly SetCode[]> {
  const { rows } = await sql<CodeRow>`
    select k.scheme, k.code, k.codebook, coalesce(ctx.name_here(k.set_by), 'somebody') as "setBy", k.set_at as "setAt",
      coalesce(ctx.name_here(k.removed_by), 'somebody') as "removedBy", k.removed_at as "removedAt"
    from app.case_code k where k.partnership_id = ctx.partnership_id() and k.case_id = ${caseId}::uuid
    order by k.removed_at is not null, k.removed_at desc, k.set_at, k.scheme, k.code limit 500`.execute(tx);
  return rows.map(({ removedBy, removedAt, ...row }) => ({
    ...row,
    removed: removedAt === null ? null : { by: removedBy, at: removedAt },
  }));
}

/** Sets and removes codes of a case that is held; what is removed stays on record. */
export async function writeCodes(tx: Tx, { headed, add, remove }: CodeChange): Promise<void> {
  for (const { scheme, code } of remove)
    await sql`update app.case_code set removed_by = ctx.uid(), removed_at = now()
      where partnership_id = ctx.partnership_id() and case_id = ${headed.id}::uuid and scheme = ${scheme} and code = ${code}
        and removed_at is null`.execute(tx);
  for (const { scheme, code } of add)
    await sql`insert into app.case_code (partnership_id, case_id, scheme, codebook, code, set_by)
      values (ctx.partnership_id(), ${headed.id}::uuid, ${scheme}, ${codebookVersion}, ${code}, ctx.uid())`.execute(
      tx,
    );
}
