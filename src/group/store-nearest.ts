import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Decision } from './decision.ts';

/** An earlier decision on another case, with how near it is. */
export interface Near {
  readonly id: string;
  readonly reference: string;
  readonly on: Temporal.PlainDate;
  readonly outcome: Decision['outcome'];
  /** Its first words. */
  readonly reasons: string;
  /** How many limbs were answered the same, of how many that are answered now. */
  readonly same: number;
  /** True where what happened is of the same kind: the same event with the same harm. */
  readonly sameKind: boolean;
}

/** What the nearest are looked for by: the case, the set of its questions, and the answers so far. */
export interface Likeness {
  readonly caseId: string;
  readonly criteria: string;
  readonly limbs: readonly { readonly limb: string; readonly answer: string }[];
}

/** How many are shown at most. */
export const nearestMost = 10;

const here = sql`(select ctx.partnership_id())`;

const line = sql`d.id, c.reference, d.day as "on", d.outcome, left(d.reasons, 240) as reasons,
  c.event = own.event and c.harm = own.harm as "sameKind"`;

const ofCriteria = ({ caseId, criteria }: Likeness) => sql`
  join app.case_file c on c.partnership_id = d.partnership_id and c.id = d.case_id
  join app.case_file own on own.partnership_id = d.partnership_id and own.id = ${caseId}::uuid
  where d.partnership_id = ${here} and d.criteria = ${criteria} and d.case_id <> ${caseId}::uuid
    and not exists (select from app.decision n where n.partnership_id = d.partnership_id and n.case_id = d.case_id and n.reconsiders = d.id)`;

/**
 * The decisions on other cases by the same set of questions that are nearest to the answers so far: most limbs answered the same first,
 * then those of the same kind, then the latest. Where nothing is answered yet, the latest. Only of cases that whoever asks sees; a
 * decision that was thought again about is not among them.
 */
export async function readNearest(tx: Tx, likeness: Likeness): Promise<readonly Near[]> {
  if (likeness.limbs.length === 0) {
    const { rows } = await sql<Near>`select ${line}, 0 as same from app.decision d ${ofCriteria(likeness)}
      order by d.day desc, d.id limit ${nearestMost}`.execute(tx);
    return rows;
  }
  const { rows } = await sql<Near>`
    with typed as materialized (select limb, answer from jsonb_to_recordset(${JSON.stringify(likeness.limbs)}::jsonb) as t (limb text, answer text)),
    scored as materialized (
      select l.decision_id, count(*) as same from typed t
        join app.decision_limb l on l.partnership_id = ${here} and l.limb = t.limb and l.answer = t.answer group by l.decision_id)
    select ${line}, s.same from scored s join app.decision d on d.id = s.decision_id ${ofCriteria(likeness)}
    order by s.same desc, "sameKind" desc, d.day desc, d.id limit ${nearestMost}`.execute(tx);
  return rows;
}
