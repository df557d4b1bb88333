import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type {
  Addressee,
  Challenge,
  ChallengeStep,
  DecidedLine,
  LateLine,
  Quarter,
  StepKind,
} from './scrutiny.ts';

/** How many rows of a kind are shown; the database answers one more where there are more. */
export const linesMost = 200;

/** What was decided in a period, the latest first; nothing for whoever does not scrutinise. */
export async function readDecided(tx: Tx, { from, until }: Quarter): Promise<readonly DecidedLine[]> {
  const { rows } = await sql<DecidedLine>`
    select id, reference, day, outcome, dissent, stands, unquorate
    from ctx.scrutiny_decisions(${from.toString()}::date, ${until.toString()}::date)`.execute(tx);
  return rows;
}

/** What fell due in a period and was or is late. */
export async function readLate(tx: Tx, { from, until }: Quarter): Promise<readonly LateLine[]> {
  const { rows } = await sql<LateLine>`
    select reference, rule, due_on as "dueOn", met_on as "metOn"
    from ctx.scrutiny_late(${from.toString()}::date, ${until.toString()}::date)`.execute(tx);
  return rows;
}

interface ChallengeRow extends Omit<Challenge, 'steps'> {
  readonly steps: readonly (Omit<ChallengeStep, 'on'> & { readonly on: string })[];
}

const columns = sql`o.id, o.reference, o.decision_id as "decisionId", o.rule, o.to_whom as "toWhom", o.words, o.due_on as "dueOn",
  coalesce(ctx.name_here(o.made_by), 'Somebody who was here') as "madeBy", (o.made_at at time zone 'Europe/London')::date as "madeOn",
  o.made_by = ctx.uid() as "isOwn",
  (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'onBehalf', s.on_behalf, 'words', s.words, 'name', s.name,
      'on', (s.said_at at time zone 'Europe/London')::date) order by s.said_at, s.id), '[]')
    from app.challenge_step s where s.partnership_id = o.partnership_id and s.challenge_id = o.id) as steps`;

const challengeOf = (row: ChallengeRow): Challenge => ({
  ...row,
  steps: row.steps.map((step) => ({ ...step, on: Temporal.PlainDate.from(step.on) })),
});

/** The challenges that whoever asks may read, those that wait for an answer first, then the latest; only of a period where one is given. */
export async function readChallenges(tx: Tx, quarter: Quarter | null = null): Promise<readonly Challenge[]> {
  const within =
    quarter === null
      ? sql`true`
      : sql`(o.made_at at time zone 'Europe/London')::date between ${quarter.from.toString()}::date and ${quarter.until.toString()}::date`;
  const { rows } = await sql<ChallengeRow>`
    select ${columns} from app.challenge o where o.partnership_id = ctx.partnership_id() and ${within}
    order by coalesce((select s.kind in ('answered', 'settled') from app.challenge_step s
      where s.partnership_id = o.partnership_id and s.challenge_id = o.id order by s.said_at desc, s.id limit 1), false), o.made_at desc, o.id
    limit ${linesMost + 1}`.execute(tx);
  return rows.map(challengeOf);
}

/** One challenge; null where it is not there for whoever asks. To be changed, others wait until the transaction ends. */
export async function readChallenge(
  tx: Tx,
  id: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<Challenge | null> {
  if (hold === 'to change')
    await sql`select pg_advisory_xact_lock(hashtextextended('challenge ' || ctx.partnership_id() || ' ' || ${id}, 0))`.execute(
      tx,
    );
  const { rows } = await sql<ChallengeRow>`
    select ${columns} from app.challenge o where o.partnership_id = ctx.partnership_id() and o.id = ${id}::uuid`.execute(
    tx,
  );
  return rows[0] === undefined ? null : challengeOf(rows[0]);
}

/** A challenge as it is to be made. */
export interface NewChallenge {
  readonly reference: string;
  readonly decisionId: string | null;
  readonly rule: string | null;
  readonly toWhom: Addressee;
  readonly words: string;
  readonly dueOn: Temporal.PlainDate;
}

/** Makes a challenge; null where there is nothing of that to challenge. */
export async function makeChallenge(tx: Tx, made: NewChallenge): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select ctx.make_challenge(${made.reference}, ${made.decisionId}::uuid, ${made.rule}, ${made.toWhom}, ${made.words},
      ${made.dueOn.toString()}::date) as id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Answers, settles or presses a challenge. */
export async function stepChallenge(
  tx: Tx,
  id: string,
  kind: StepKind,
  onBehalf: string,
  words: string,
): Promise<void> {
  await sql`select ctx.step_challenge(${id}::uuid, ${kind}, ${onBehalf}, ${words})`.execute(tx);
}
