import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Day } from '../law/day.ts';
import type {
  Chair,
  DatedQuorum,
  GroupName,
  Holding,
  ReviewGroup,
  Route,
  Seat,
  Terms,
  Who,
} from './membership.ts';
import type { Dated } from './tiling.ts';

/** Somebody with a role here today, to whom a seat may be given. */
export interface PersonHere {
  readonly id: string;
  readonly name: string;
}

// In what comes as JSON a day is text.
interface Written {
  readonly from: string | null;
  readonly until: string | null;
}
type AsWritten<Row extends Dated> = Omit<Row, keyof Dated> & Written;
type WrittenWho = Omit<Who, 'left'> & { readonly left: string | null };
type WrittenHolding = Omit<AsWritten<Holding>, 'who'> & { readonly who: WrittenWho };
type WrittenSeat = Omit<AsWritten<Seat>, 'holdings'> & { readonly holdings: readonly WrittenHolding[] };
type WrittenChair = Omit<AsWritten<Chair>, 'who'> & { readonly who: WrittenWho | null };

interface GroupRow extends Dated {
  readonly id: string;
  readonly kind: ReviewGroup['kind'];
  readonly names: readonly AsWritten<GroupName>[];
  readonly seats: readonly WrittenSeat[];
  readonly chairs: readonly WrittenChair[];
  readonly quorums: readonly AsWritten<DatedQuorum>[];
  readonly terms: readonly AsWritten<Terms>[];
  readonly routes: readonly AsWritten<Route>[];
  readonly said: ReviewGroup['said'];
}

const dayOf = (text: string | null): Day | null => (text === null ? null : Temporal.PlainDate.from(text));

const dated = <Row extends Written>(row: Row): Omit<Row, keyof Written> & Dated => ({
  ...row,
  from: dayOf(row.from),
  until: dayOf(row.until),
});

const whoOf = (who: WrittenWho): Who => ({ ...who, left: dayOf(who.left) });

const groupOf = (row: GroupRow): ReviewGroup => ({
  ...row,
  names: row.names.map(dated),
  seats: row.seats.map((seat) => ({
    ...dated(seat),
    holdings: seat.holdings.map((holding) => ({ ...dated(holding), who: whoOf(holding.who) })),
  })),
  chairs: row.chairs.map((chair) => ({ ...dated(chair), who: chair.who === null ? null : whoOf(chair.who) })),
  quorums: row.quorums.map(dated),
  terms: row.terms.map(dated),
  routes: row.routes.map(dated),
});

// The person of a row, whose columns have the same names wherever a person is named.
const who = sql`jsonb_build_object('accountId', p.account_id,
  'name', coalesce(p.person_name, ctx.name_here(p.account_id), 'Somebody who was here'),
  'left', case when p.account_id is not null then ctx.left_here(p.account_id) end)`;

/** The groups with everything that holds of them on any day, the main one first; only that one where an identifier is given. */
export async function readGroups(tx: Tx, id: string | null = null): Promise<readonly ReviewGroup[]> {
  const { rows } = await sql<GroupRow>`
    select g.id, g.kind, g.from_day as "from", g.until_day as "until",
      (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name, 'abbreviation', n.abbreviation, 'known', n.known, 'note', n.note,
          'from', n.from_day, 'until', n.until_day) order by n.from_day nulls first), '[]')
        from app.review_group_name n where n.partnership_id = g.partnership_id and n.group_id = g.id and n.superseded_at is null) as names,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'capacity', s.capacity, 'from', s.from_day, 'until', s.until_day,
          'agency', case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name, 'kind', a.kind) end,
          'said', (select count(*) from app.review_group_holder p where p.partnership_id = s.partnership_id and p.seat_id = s.id),
          'holdings', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'stands', p.stands, 'who', ${who},
                'from', p.from_day, 'until', p.until_day) order by p.from_day nulls first, p.recorded_at), '[]')
              from app.review_group_holder p
              where p.partnership_id = s.partnership_id and p.group_id = s.group_id and p.seat_id = s.id and p.superseded_at is null))
          order by s.capacity desc, lower(s.name), s.id), '[]')
        from app.review_group_seat s left join app.agency a on a.partnership_id = s.partnership_id and a.id = s.agency_id
        where s.partnership_id = g.partnership_id and s.group_id = g.id) as seats,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'seatId', p.seat_id, 'from', p.from_day, 'until', p.until_day,
          'who', case when p.seat_id is null then ${who} end) order by p.from_day nulls first), '[]')
        from app.review_group_chair p where p.partnership_id = g.partnership_id and p.group_id = g.id and p.superseded_at is null) as chairs,
      (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'minimum', q.minimum, 'required', q.required_seats, 'otherwise', q.otherwise,
          'from', q.from_day, 'until', q.until_day) order by q.from_day nulls first), '[]')
        from app.review_group_quorum q where q.partnership_id = g.partnership_id and q.group_id = g.id and q.superseded_at is null) as quorums,
      (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'words', t.words, 'from', t.from_day, 'until', t.until_day)
          order by t.from_day nulls first), '[]')
        from app.review_group_terms t where t.partnership_id = g.partnership_id and t.group_id = g.id and t.superseded_at is null) as terms,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'watches', r.watches, 'from', r.from_day, 'until', r.until_day)
          order by r.watches, r.from_day nulls first), '[]')
        from app.review_group_route r where r.partnership_id = g.partnership_id and r.group_id = g.id and r.superseded_at is null) as routes,
      jsonb_build_object(
        'names', (select count(*) from app.review_group_name n where n.partnership_id = g.partnership_id and n.group_id = g.id),
        'chairs', (select count(*) from app.review_group_chair n where n.partnership_id = g.partnership_id and n.group_id = g.id),
        'quorums', (select count(*) from app.review_group_quorum n where n.partnership_id = g.partnership_id and n.group_id = g.id),
        'terms', (select count(*) from app.review_group_terms n where n.partnership_id = g.partnership_id and n.group_id = g.id)) as said
    from app.review_group g
    where g.partnership_id = ctx.partnership_id() and (${id}::uuid is null or g.id = ${id}::uuid)
    order by array_position(array['main', 'core', 'other'], g.kind), g.from_day nulls first, g.id`.execute(
    tx,
  );
  return rows.map(groupOf);
}

/** The same, to be changed: until the transaction ends nobody else changes a group. */
export async function lockGroups(tx: Tx): Promise<readonly ReviewGroup[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('groups ' || ctx.partnership_id(), 0))`.execute(tx);
  return readGroups(tx);
}

/** Everybody with a role here today, by name. */
export async function readPeopleHere(tx: Tx): Promise<readonly PersonHere[]> {
  const { rows } = await sql<PersonHere>`
    select * from (select distinct m.account_id as id, ctx.name_here(m.account_id) as name from app.membership m
      where m.partnership_id = ctx.partnership_id() and m.from_day <= ctx.today() and (m.until_day is null or m.until_day > ctx.today())) p
    order by lower(p.name), p.id`.execute(tx);
  return rows;
}
