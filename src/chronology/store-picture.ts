import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import { type DayNumber, iso } from './engine/dates/day-number.ts';
import { gapRule } from './engine/merging/gaps.ts';
import { type BinUnit, binUnitOf, type PictureWindow, wholeMonths } from './picture-axis.ts';
import {
  type BinFacts,
  dayOf,
  type EntryFacts,
  type LaneFacts,
  mostEntries,
  type PictureFacts,
  type SpanFacts,
} from './picture-facts.ts';

/** A chronology of a case, as the picture needs it. */
export interface PicturedChronology {
  readonly id: string;
  readonly caseId: string;
  readonly number: number;
  readonly title: string;
  /** The time that was asked about; null where none was said. */
  readonly period: { readonly from: DayNumber | null; readonly until: DayNumber | null };
  /** Whether this person reads every lane; before the release an agency reads its own alone. */
  readonly seesAll: boolean;
}

/** The chronology of that number of a case that was found visible; null where there is none. */
export async function pictured(tx: Tx, caseId: string, number: number): Promise<PicturedChronology | null> {
  const { rows } = await sql<
    Omit<PicturedChronology, 'period'> & { from: string | null; until: string | null }
  >`
    select c.id, c.case_id as "caseId", c.number, s.title, s.period_from::text as from, s.period_until::text as until,
      (ctx.has_role('coordinator', 'chair') or c.case_id = any (ctx.named_cases('reviewer', 'scrutineer'))
        or c.id = any (ctx.released_chronologies())) as "seesAll"
    from app.chronology c join lateral (select * from app.chronology_setup s where s.partnership_id = c.partnership_id
      and s.chronology_id = c.id order by s.version desc limit 1) s on true
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid and c.number = ${number}`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { from, until, ...kept } = row;
  return { ...kept, period: { from: dayOf(from), until: dayOf(until) } };
}

/**
 * What a picture of these days draws. Where more than some hundred entries lie in them the database counts them by pieces of time, so that
 * what is read grows with the width of the picture and not with the chronology. Without a window: the whole time.
 */
export async function pictureRows(
  tx: Tx,
  chronology: PicturedChronology,
  asked: PictureWindow | null,
): Promise<PictureFacts> {
  const { id, caseId, seesAll } = chronology;
  const extent = await extentOf(tx, id);
  const whole = wholeOf(chronology, extent);
  const window = asked ?? whole;
  const unit = binUnitOf(window);
  const entries = await entriesIn(tx, id, window);
  const counted =
    entries === null ? await countedIn(tx, id, window, unit) : { bins: [], spans: [], spansLeft: 0 };
  return {
    window,
    whole,
    ...(await lanesOf(tx, id, window)),
    entries,
    unit,
    ...counted,
    ...(await marksIn(tx, id, window)),
    ...(await gapsIn(tx, id, window, seesAll)),
    children: await childrenOf(tx, caseId),
    incident: await incidentOf(tx, caseId),
  };
}

type Extent = { readonly from: DayNumber | null; readonly until: DayNumber | null };

// The condition under which a row stands now; a row that a correction ended is not drawn.
const standing = (chronology: string): RawBuilder<unknown> =>
  sql`r.partnership_id = ctx.partnership_id() and r.chronology_id = ${chronology}::uuid and r.until is null`;
const overlaps = ({ from, until }: PictureWindow): RawBuilder<unknown> =>
  sql`(r.earliest is not null or r.latest is not null) and coalesce(r.latest, 'infinity') >= ${iso(from)}::date
    and coalesce(r.earliest, '-infinity') <= ${iso(until)}::date`;
// From one day to another, both said; "between" two days, a week or a month is some time in there.
const hard = sql`case when r.earliest = r.latest then false else r.edtf ~ '^\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d$'
  and r.given !~* '(between|week|some ?time|w[/.]?[cb]\M)' end`;

async function extentOf(tx: Tx, chronology: string): Promise<Extent> {
  const { rows } = await sql<{ from: string | null; until: string | null }>`
    select least(min(r.earliest), min(r.latest))::text as from, greatest(max(r.latest), max(r.earliest))::text as until
    from app.chronology_row r where ${standing(chronology)}`.execute(tx);
  return { from: dayOf(rows[0]?.from ?? null), until: dayOf(rows[0]?.until ?? null) };
}

// Where neither a row nor the request names a day there is nothing to draw, and any window shows it.
const noTime = { from: 0, until: 364 } as const;

// The time that was asked about, or that the rows tell of, in whole months.
function wholeOf({ period }: PicturedChronology, extent: Extent): PictureWindow {
  const from = period.from ?? extent.from ?? period.until;
  const until = period.until ?? extent.until ?? period.from;
  if (from === null || until === null) return noTime;
  return wholeMonths(Math.min(from, until), Math.max(from, until));
}

async function lanesOf(tx: Tx, chronology: string, { from, until }: PictureWindow) {
  const { rows } = await sql<LaneFacts>`
    select l.id, l.number, g.name as agency, g.kind, coalesce(n.before, 0)::int as before, coalesce(n.after, 0)::int as after,
      coalesce(n.undated, 0)::int as undated, (coalesce(n.all, 0) - coalesce(n.before + n.after + n.undated, 0))::int as within
    from app.chronology_lane l join app.agency g on g.partnership_id = l.partnership_id and g.id = l.agency_id
      left join (select r.lane_id, count(*) as all, count(*) filter (where r.latest < ${iso(from)}::date) as before,
          count(*) filter (where r.earliest > ${iso(until)}::date) as after,
          count(*) filter (where r.earliest is null and r.latest is null) as undated
        from app.chronology_row r where ${standing(chronology)} group by r.lane_id) n on n.lane_id = l.id
    where l.partnership_id = ctx.partnership_id() and l.chronology_id = ${chronology}::uuid and l.state <> 'withdrawn'
    order by l.number`.execute(tx);
  const hasRows = ({ within, before, after, undated }: LaneFacts) => within + before + after + undated > 0;
  return {
    lanes: rows.filter(hasRows),
    unseenLanes: rows.filter((lane) => !hasRows(lane)).length,
  };
}

interface DayTexts {
  readonly earliest: string | null;
  readonly latest: string | null;
}
const days = ({ earliest, latest }: DayTexts) => ({ earliest: dayOf(earliest), latest: dayOf(latest) });

async function entriesIn(
  tx: Tx,
  chronology: string,
  window: PictureWindow,
): Promise<readonly EntryFacts[] | null> {
  const { rows } = await sql<Omit<EntryFacts, 'earliest' | 'latest'> & DayTexts>`
    select r.lane_id as lane, r.row_id as row, r.given, r.time, r.earliest::text, r.latest::text, ${hard} as hard
    from app.chronology_row r where ${standing(chronology)} and ${overlaps(window)} limit ${mostEntries + 1}`.execute(
    tx,
  );
  return rows.length > mostEntries ? null : rows.map((row) => ({ ...row, ...days(row) }));
}

/** At most so many uncertain times are drawn beside the counts. */
const mostSpans = 300;

async function countedIn(tx: Tx, chronology: string, window: PictureWindow, unit: BinUnit) {
  // A week in which a month ends is counted in two parts, so that the table by months is exact.
  const bin = (day: 'earliest' | 'latest') =>
    unit === 'week'
      ? sql`greatest(date_trunc('week', ${sql.ref(`r.${day}`)}), date_trunc('month', ${sql.ref(`r.${day}`)}))::date`
      : sql`date_trunc(${sql.lit(unit)}, ${sql.ref(`r.${day}`)})::date`;
  const { rows } = await sql<
    DayTexts & { lane: string; bin: string | null; hard: boolean; count: number; all: number }
  >`
    with one as (select r.lane_id as lane, r.earliest, r.latest, ${hard} as hard,
        case when r.earliest is not null and r.latest is not null and r.earliest >= ${iso(window.from)}::date
          and r.latest <= ${iso(window.until)}::date and ${bin('earliest')} = ${bin('latest')} then ${bin('earliest')} end as bin
      from app.chronology_row r where ${standing(chronology)} and ${overlaps(window)}),
    counted as (select lane, bin, null::date as earliest, null::date as latest, false as hard, count(*) as count
      from one where bin is not null group by lane, bin),
    uncertain as (select lane, null::date as bin, earliest, latest, bool_and(hard) as hard, count(*) as count
      from one where bin is null group by lane, earliest, latest)
    select lane, bin::text, earliest::text, latest::text, hard, count::int, 0 as all from counted
    union all (select lane, bin::text, earliest::text, latest::text, hard, count::int, (sum(count) over ())::int
      from uncertain order by count desc limit ${mostSpans})`.execute(tx);
  const bins: BinFacts[] = [];
  const spans: SpanFacts[] = [];
  for (const { lane, bin: from, count, ...row } of rows) {
    const start = dayOf(from);
    if (start !== null) bins.push({ lane, from: start, count });
    else spans.push({ lane, count, hard: row.hard, ...days(row) });
  }
  const all = rows.find(({ bin: from }) => from === null)?.all ?? 0;
  return { bins, spans, spansLeft: all - spans.reduce((sum, { count }) => sum + count, 0) };
}

/** At most so many things said of rows are drawn. */
const mostMarks = 600;

async function marksIn(tx: Tx, chronology: string, window: PictureWindow) {
  const { rows } = await sql<
    DayTexts & { id: string; kind: string; words: string; lane: string; row: string; hard: boolean }
  >`
    select m.id, m.kind, m.words, k.lane_id as lane, k.row_id as row, r.earliest::text, r.latest::text, ${hard} as hard
    from app.chronology_mark m
      join app.chronology_mark_row k on k.partnership_id = m.partnership_id and k.case_id = m.case_id and k.mark_id = m.id
      join app.chronology_row r on r.partnership_id = k.partnership_id and r.lane_id = k.lane_id and r.row_id = k.row_id
    where m.partnership_id = ctx.partnership_id() and m.chronology_id = ${chronology}::uuid and not m.is_removed
      and m.kind in ('key-event', 'same-event', 'conflict') and ${standing(chronology)} and ${overlaps(window)}
      and not exists (select from app.chronology_mark n where n.partnership_id = m.partnership_id and n.case_id = m.case_id and n.replaces = m.id)
    order by r.sort_key limit ${mostMarks}`.execute(tx);
  const all = rows.map((row) => ({ ...row, ...days(row) }));
  const ties = Map.groupBy(
    all.filter(({ kind }) => kind !== 'key-event'),
    ({ id }) => id,
  );
  return {
    keys: all.filter(({ kind }) => kind === 'key-event'),
    ties: [...ties.values()].map((ends) => ({
      kind: ends[0]?.kind === 'conflict' ? ('conflict' as const) : ('same-event' as const),
      ends,
    })),
  };
}

/** At most so many gaps are drawn, the longest of them. */
const mostGaps = 400;

// By the engine's own rule (src/chronology/engine/merging/gaps.ts): what is wider than a month fills no gap. Nobody who reads one lane alone
// is told that no agency was there.
async function gapsIn(tx: Tx, chronology: string, { from, until }: PictureWindow, seesAll: boolean) {
  const { rows } = await sql<{ lane: string | null; from: string; until: string }>`
    with days as (select distinct r.lane_id as lane, r.earliest, r.latest from app.chronology_row r
      where ${standing(chronology)} and r.latest - r.earliest < ${gapRule.widest}),
    ever as (select lane, earliest, latest from days union all select null, earliest, latest from days where ${seesAll}),
    steps as (select lane, earliest, max(latest) over (partition by lane order by earliest, latest
      rows between unbounded preceding and 1 preceding) as before from ever)
    select lane, before::text as from, earliest::text as until from steps
    where earliest - before >= ${gapRule.days} and before < ${iso(until)}::date and earliest > ${iso(from)}::date
    order by lane is not null, earliest - before desc limit ${mostGaps}`.execute(tx);
  const gaps = rows.flatMap(({ lane, ...gap }) => {
    const [first, last] = [dayOf(gap.from), dayOf(gap.until)];
    return first === null || last === null ? [] : [{ lane, from: first, until: last }];
  });
  return { gaps, wide: gaps.length === 0 ? [] : await wideIn(tx, chronology, gaps) };
}

/** At most so many uncertain times are held against the gaps. */
const mostWide = 500;

async function wideIn(
  tx: Tx,
  chronology: string,
  gaps: readonly PictureWindow[],
): Promise<PictureFacts['wide']> {
  const all = {
    from: Math.min(...gaps.map(({ from }) => from)),
    until: Math.max(...gaps.map(({ until }) => until)),
  };
  const { rows } = await sql<DayTexts & { lane: string }>`
    select distinct r.lane_id as lane, r.earliest::text, r.latest::text from app.chronology_row r
    where ${standing(chronology)} and ${overlaps(all)} and (r.earliest is null or r.latest is null or r.latest - r.earliest >= ${gapRule.widest})
    limit ${mostWide}`.execute(tx);
  return rows.map((row) => ({ lane: row.lane, hard: false, ...days(row) }));
}

/** So many children have a line along the top. */
const mostChildren = 3;

async function childrenOf(tx: Tx, caseId: string): Promise<PictureFacts['children']> {
  const { rows } = await sql<{ name: string; born: string }>`
    select h.pseudonym as name, h.born_on::text as born from app.case_child c
      join app.child h on h.partnership_id = c.partnership_id and h.id = c.child_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid and h.born_on is not null
    order by length(h.pseudonym), h.pseudonym limit ${mostChildren}`.execute(tx);
  return rows.flatMap(({ name, born }) => {
    const day = dayOf(born);
    return day === null ? [] : [{ name, born: day }];
  });
}

async function incidentOf(tx: Tx, caseId: string): Promise<PictureFacts['incident']> {
  const { rows } = await sql<{ from: string; until: string }>`
    select coalesce(i.earliest_day, i.latest_day)::text as from, coalesce(i.latest_day, i.earliest_day)::text as until
    from app.case_incident c join app.incident i on i.partnership_id = c.partnership_id and i.id = c.incident_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid and coalesce(i.earliest_day, i.latest_day) is not null
    order by coalesce(i.latest_day, i.earliest_day) desc limit 1`.execute(tx);
  const [from, until] = [dayOf(rows[0]?.from ?? null), dayOf(rows[0]?.until ?? null)];
  return from === null || until === null ? null : { from, until };
}
