import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../law/day.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Action } from './action.ts';
import {
  type AskedList,
  type Counts,
  countedTo,
  type ListedAsk,
  pageLength,
  type ShownList,
} from './lists.ts';
import type { StateEvent } from './progress.ts';
import { askColumns, here, readActionsWhere, withAgency } from './store.ts';

// Row-level security decides what somebody sees; these say the same in a form that the indexes can answer, and open nothing.
const ownActions = sql`and (o.agency_id = any ((select ctx.here_for())::uuid[]) or o.owner_account = (select ctx.uid())
  or o.group_id = any ((select ctx.seat_groups(ctx.today()))::uuid[]) or o.case_id = any ((select ctx.delegate_cases())::uuid[])
  or o.review_id = any ((select ctx.own_reviews())::uuid[]))`;
const ownAsks = sql`and (a.agency_id = any ((select ctx.here_for())::uuid[]) or a.case_id = any ((select ctx.delegate_cases())::uuid[])
  or a.review_id = any ((select ctx.own_reviews())::uuid[]))`;

const on = (today: Day) => sql`${today.toString()}::date`;

function ofActions({ show, agency, group, today, isOwn }: AskedList): RawBuilder<unknown> {
  const state = {
    open: sql`o.state <> 'closed'`,
    late: sql`o.state <> 'closed' and o.due_on < ${on(today)}`,
    drifted: sql`o.state <> 'closed' and (o.moves > 0 or o.owners > 1)`,
    checks: sql`o.check_on is not null and o.check_on <= ${on(today)} + 28`,
    all: sql`true`,
  }[show === 'late' || show === 'drifted' || show === 'checks' || show === 'all' ? show : 'open'];
  return sql`${state} ${agency === null ? sql`` : sql`and o.agency_id = any ((select ctx.same_agency(${agency}::uuid))::uuid[])`}
    ${group === null ? sql`` : sql`and o.group_id = ${group}::uuid`} ${isOwn ? ownActions : sql``}`;
}

function ofAsks({ show, agency, today, isOwn }: AskedList): RawBuilder<unknown> {
  const state = {
    waiting: sql`a.life = 'open' and a.position = 'waiting' and a.response_due is not null and a.response_due < ${on(today)}`,
    intents: sql`a.life = 'open' and a.assessment = 'satisfactory-intent' and a.assessment_until <= ${on(today)} + 28`,
    asks: sql`a.life = 'open' and a.delivery <> 'evidenced'`,
  }[show === 'waiting' || show === 'intents' ? show : 'asks'];
  return sql`${state} ${agency === null ? sql`` : sql`and a.agency_id = any ((select ctx.same_agency(${agency}::uuid))::uuid[])`} ${isOwn ? ownAsks : sql``}`;
}

/** One page of actions, those that are due first at the head; one more than a page where there are more. */
export const readActionPage = (tx: Tx, asked: AskedList): Promise<readonly Action[]> =>
  readActionsWhere(
    tx,
    ofActions(asked),
    asked.show === 'checks' ? sql`o.check_on, o.id` : sql`o.due_on, o.id`,
    pageLength + 1,
    (asked.page - 1) * pageLength,
  );

/** One page of asks: those whose day comes first at the head, else the newest. */
export async function readAskPage(tx: Tx, asked: AskedList): Promise<readonly ListedAsk[]> {
  const order =
    asked.show === 'waiting'
      ? sql`a.response_due, a.id`
      : asked.show === 'intents'
        ? sql`a.assessment_until, a.id`
        : sql`a.added_at desc, a.id`;
  const { rows } = await sql<ListedAsk>`
    select ${askColumns}, r.headline, c.reference, r.source from ${withAgency}
      join app.recommendation r on r.partnership_id = a.partnership_id and r.id = a.recommendation_id
      left join app.case_file c on c.partnership_id = a.partnership_id and c.id = a.case_id
    where a.partnership_id = ${here} and ${ofAsks(asked)} order by ${order} limit ${pageLength + 1} offset ${(asked.page - 1) * pageLength}`.execute(
    tx,
  );
  return rows;
}

/** Counts what a monitoring page says at its head, for whoever asks. */
export async function readCounts(tx: Tx, of: Omit<AskedList, 'show' | 'page'>): Promise<Counts> {
  const asked = (show: ShownList): AskedList => ({ ...of, show, page: 1 });
  const actions = (show: ShownList) =>
    sql`(select count(*)::integer from (select from app.action o where o.partnership_id = ${here} and ${ofActions(asked(show))} limit ${countedTo + 1}) x)`;
  const asks = (show: ShownList) =>
    sql`(select count(*)::integer from (select from app.recommendation_ask a where a.partnership_id = ${here} and ${ofAsks(asked(show))} limit ${countedTo + 1}) x)`;
  const { rows } =
    await sql<Counts>`select ${actions('open')} as open, ${actions('late')} as late, ${actions('drifted')} as drifted,
    ${actions('checks')} as checks, ${asks('waiting')} as waiting, ${asks('intents')} as intents, ${asks('asks')} as asks`.execute(
      tx,
    );
  const [row] = rows;
  if (row === undefined) throw new Error('nothing was counted');
  return row;
}

/** The groups that watch something, for choosing one. */
export async function readWatchingGroups(
  tx: Tx,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct on (g.id) g.id, n.name from app.review_group g
      join app.review_group_route w on w.partnership_id = g.partnership_id and w.group_id = g.id and w.superseded_at is null
      join app.review_group_name n on n.partnership_id = g.partnership_id and n.group_id = g.id and n.superseded_at is null
    where g.partnership_id = ${here} order by g.id, n.from_day desc nulls last limit 100`.execute(tx);
  return rows;
}

/** The most asks whose course is drawn; a partnership of ten years has about two thousand. */
export const mostDrawn = 5_000;

/** The asks that whoever asks sees with what was said of each, oldest first: for drawing their course. */
export async function readCourses(
  tx: Tx,
): Promise<readonly { readonly id: string; readonly events: readonly StateEvent[] }[]> {
  const { rows } = await sql<{ id: string; events: readonly { day: string; axis: string; value: string }[] }>`
    select a.id, coalesce(jsonb_agg(jsonb_build_object('day', e.day, 'axis', e.axis, 'value', e.value) order by e.recorded_at, e.id)
      filter (where e.id is not null), '[]') as events
    from (select a.id, a.partnership_id from app.recommendation_ask a where a.partnership_id = ${here} and a.asked_on is not null
      order by a.added_at desc, a.id limit ${mostDrawn}) a
      left join app.ask_entry e on e.partnership_id = a.partnership_id and e.ask_id = a.id
        and e.axis in ('asked', 'position', 'delivery', 'life', 'practice')
    group by a.id`.execute(tx);
  return rows.map(({ id, events }) => ({
    id,
    events: events.map(({ day, axis, value }) => ({
      day: Temporal.PlainDate.from(day),
      axis: axis as StateEvent['axis'],
      value,
    })),
  }));
}
