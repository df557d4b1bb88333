import { sql } from 'kysely';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { ChasingRung } from './ladder.ts';

/** The last days of the answers that one rung reminds of, both ends with. */
export interface ChasingWindow {
  readonly rung: ChasingRung;
  readonly due_from: string;
  readonly due_to: string;
}

/** Somebody who was reminded: of what, and the mail that is to be sent. */
export interface Chased {
  readonly mailId: string;
  readonly what: 'request' | 'summary' | 'lane' | 'report';
  readonly id: string;
  /** Null on a referral that has no case. */
  readonly caseId: string | null;
  readonly rung: ChasingRung;
}

/**
 * Notes that everybody is reminded whose answer's last day lies within one of the windows, each once for a rung and two hundred at a time, and
 * writes their mails; answers these. Nobody is where no mail goes out. Within a sweep alone.
 */
export async function chaseByClock(
  tx: Tx,
  windows: readonly ChasingWindow[],
  today: Day,
): Promise<readonly Chased[]> {
  const { rows } = await sql<Chased>`
    select mail_id as "mailId", what, asked_id as id, of_case as "caseId", rung
    from ctx.chase_by_clock(${JSON.stringify(windows)}::jsonb, ${today.toString()}::date)`.execute(tx);
  return rows;
}
