import { sql } from 'kysely';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { GivenLadder, HeldLadders, Ladder } from './ladder.ts';

/** What was set of the ladders here, the latest first: as many as a page shows, and more than any partnership sets. */
export async function readLadders(tx: Tx): Promise<readonly Ladder[]> {
  const { rows } = await sql<Ladder>`
    select l.id, l.family, l.from_day as "fromDay", l.steps, l.reason, coalesce(ctx.name_here(l.set_by), '') as "setBy", l.set_at as "setAt"
    from app.reminder_ladder l where l.partnership_id = (select ctx.partnership_id()) order by l.set_at desc, l.id limit 200`.execute(
    tx,
  );
  return rows;
}

/** The same for whoever sets one: until this transaction ends nobody else does. */
export async function holdLadders(tx: Tx): Promise<readonly Ladder[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('ladder ' || ctx.partnership_id(), 0))`.execute(tx);
  return readLadders(tx);
}

/** Sets a ladder; answers its identifier. */
export async function insertLadder(tx: Tx, { family, fromDay, steps, reason }: GivenLadder): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.reminder_ladder (partnership_id, family, from_day, steps, reason, set_by)
    values (ctx.partnership_id(), ${family}, ${fromDay.toString()}::date, ${steps === null ? null : JSON.stringify(steps)}::jsonb, ${reason},
      ctx.uid()) returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** The ladders that hold on a day, for the sweep of a partnership. */
export async function readHeldLadders(tx: Tx, on: Day): Promise<HeldLadders> {
  const { rows } = await sql<
    HeldLadders[number]
  >`select family, steps from ctx.ladders_on(${on.toString()}::date)`.execute(tx);
  return rows;
}
