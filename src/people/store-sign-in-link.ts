import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/connect.ts';

/** Whom an address belongs to, as far as a sign-in link may know. */
export interface TrainingPerson {
  /** Whether the partnership is one for training; of any other the rest stays empty. */
  readonly training: boolean;
  readonly accountId: string | null;
  /** The roles that hold today. */
  readonly roles: readonly string[];
}

/** Whom an address belongs to in the operator's partnership, if that is one for training. */
export async function readTrainingPerson(tx: Tx, email: string): Promise<TrainingPerson> {
  const { rows } = await sql<{ training: boolean; account_id: string | null; roles: readonly string[] }>`
    select training, account_id, roles from ctx.training_person(${email})`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('no answer about a person');
  return { training: row.training, accountId: row.account_id, roles: row.roles };
}

/** Makes a link that signs an account in once; answers until when it is good. The database refuses it outside a training partnership. */
export async function insertSignInLink(tx: Tx, token: string, accountId: string): Promise<Temporal.Instant> {
  const { rows } = await sql<{ until: Temporal.Instant }>`
    select ctx.issue_sign_in_link(${token}, ${accountId}::uuid) as until`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('no sign-in link');
  return row.until;
}

/** As whom a link signs in at a partnership's address; null for one that is not, or no longer, good. Changes nothing. */
export async function readSignInLink(
  db: Database,
  partnershipId: string,
  token: string,
): Promise<readonly string[] | null> {
  const { rows } = await sql<{ roles: readonly string[] | null }>`
    select ctx.sign_in_link_roles(${token}, ${partnershipId}::uuid) as roles`.execute(db);
  return rows[0]?.roles ?? null;
}

/** Signs in by a link, which is then used up: `session` opens the session. False for a link that is not, or no longer, good. */
export async function signInByLink(
  db: Database,
  partnershipId: string,
  { link, device, session }: { readonly link: string; readonly device: string; readonly session: string },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select ctx.sign_in_by_link(${link}, ${partnershipId}::uuid, ${device}, ${session}) as done`.execute(db);
  return rows[0]?.done ?? false;
}
