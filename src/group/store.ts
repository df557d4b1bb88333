import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { Decision } from './decision.ts';

/** A decision as it stands on record. */
export interface RecordedDecision {
  readonly id: string;
  readonly decision: Decision;
  /** What the group was called on the day. */
  readonly bodyName: string;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  /** The decision that it took the place of. */
  readonly reconsiders: string | null;
  /** The decision that took its place; null for the one that stands. */
  readonly reconsideredBy: string | null;
  /** The day of the Panel's reply to the rapid review with which the partners settled that this decision stands; null while they have not. */
  readonly panelAnswered: Temporal.PlainDate | null;
  /** The version of the meeting’s pack that whoever recorded it had read last, and the newest by then; null where no pack was before them. */
  readonly pack: { readonly number: number; readonly newest: number } | null;
  /** False where it was recorded without a quorum; null where no quorum was counted. */
  readonly quorate: boolean | null;
}

/** One line of the decisions on a case. */
export interface DecisionLine {
  readonly id: string;
  readonly on: Temporal.PlainDate;
  readonly outcome: Decision['outcome'];
  readonly bodyName: string;
  readonly stands: boolean;
}

/** What a decision is recorded beside: the one that stands, the first day of what happened, and whether the Panel was told. */
export interface Ground {
  readonly standing: string | null;
  readonly incident: Temporal.PlainDate | null;
  readonly notified: Temporal.PlainDate | null;
}

/** The ground of a decision on a case that the reader sees. */
export async function readGround(tx: Tx, caseId: string): Promise<Ground> {
  const { rows } = await sql<Ground>`
    select (select d.id from app.decision d where d.case_id = ${caseId}::uuid and d.partnership_id = ctx.partnership_id()
        and not exists (select from app.decision n where n.partnership_id = d.partnership_id and n.case_id = d.case_id and n.reconsiders = d.id)) as standing,
      (select min(i.earliest_day) from app.incident i join app.case_incident c on c.partnership_id = i.partnership_id and c.incident_id = i.id
        where c.case_id = ${caseId}::uuid and c.partnership_id = ctx.partnership_id()) as incident,
      (select d.day from app.case_date d where d.case_id = ${caseId}::uuid and d.partnership_id = ctx.partnership_id()
        and d.kind = 'panel-notified' and d.superseded_at is null) as notified`.execute(tx);
  return rows[0] ?? { standing: null, incident: null, notified: null };
}

/** The decisions on a case, the newest first. */
export async function readDecisions(tx: Tx, caseId: string): Promise<readonly DecisionLine[]> {
  const { rows } = await sql<DecisionLine>`
    select d.id, d.day as "on", d.outcome, d.body_name as "bodyName",
      not exists (select from app.decision n where n.partnership_id = d.partnership_id and n.case_id = d.case_id and n.reconsiders = d.id) as stands
    from app.decision d where d.partnership_id = ctx.partnership_id() and d.case_id = ${caseId}::uuid
    order by d.recorded_at desc`.execute(tx);
  return rows;
}

interface DecisionRow {
  readonly id: string;
  readonly day: Temporal.PlainDate;
  readonly bodyName: string;
  readonly edition: Decision['edition'];
  readonly criteria: string;
  readonly applied: Applied;
  readonly outcome: Decision['outcome'];
  readonly reasons: string;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  readonly reconsiders: string | null;
  readonly reconsideredBy: string | null;
  readonly panelAnswered: Temporal.PlainDate | null;
  readonly packNumber: number | null;
  readonly packNewest: number | null;
  readonly quorate: boolean | null;
  readonly there: Decision['there'];
  readonly limbs: readonly Pick<Decision['limbs'][number], 'id' | 'answer' | 'reason'>[];
  readonly views: readonly Omit<Decision['views'][number], 'title'>[];
}

// The words that were applied, by the names of what they belong to.
interface Applied {
  readonly decider: Decision['decider'];
  readonly limbs: Readonly<Record<string, Omit<Decision['limbs'][number], 'id' | 'answer' | 'reason'>>>;
  readonly partners: Readonly<Record<string, string>>;
}

/** One decision of a case that the reader sees; null where the case has none such. */
export async function readDecision(tx: Tx, caseId: string, id: string): Promise<RecordedDecision | null> {
  const { rows } = await sql<DecisionRow>`
    select d.id, d.day, d.body_name as "bodyName", d.edition, d.criteria, d.applied, d.outcome, d.reasons, d.recorded_at as "recordedAt",
      d.reconsiders, d.pack_number as "packNumber", d.pack_newest as "packNewest", d.quorate, coalesce(ctx.name_here(d.recorded_by), '') as "recordedBy",
      (select n.id from app.decision n where n.partnership_id = d.partnership_id and n.case_id = d.case_id and n.reconsiders = d.id) as "reconsideredBy",
      (select panel.day from app.rapid_review_reply own
        join app.rapid_review_reply panel on panel.partnership_id = own.partnership_id and panel.case_id = own.case_id and panel.id = own.answers_to
        where own.partnership_id = d.partnership_id and own.case_id = d.case_id and own.decision_id = d.id
        order by own.recorded_at desc limit 1) as "panelAnswered",
      (select coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'agency', p.agency, 'capacity', p.capacity) order by p.ordinal), '[]')
        from app.decision_person p where p.partnership_id = d.partnership_id and p.case_id = d.case_id and p.decision_id = d.id) as there,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.limb, 'answer', l.answer, 'reason', l.reason) order by l.ordinal), '[]')
        from app.decision_limb l where l.partnership_id = d.partnership_id and l.case_id = d.case_id and l.decision_id = d.id) as limbs,
      (select coalesce(jsonb_agg(jsonb_build_object('partner', v.partner, 'position', v.position, 'reason', v.reason, 'dissent', v.dissent)
          order by array_position(array['local-authority', 'health', 'police'], v.partner)), '[]')
        from app.decision_view v where v.partnership_id = d.partnership_id and v.case_id = d.case_id and v.decision_id = d.id) as views
    from app.decision d where d.partnership_id = ctx.partnership_id() and d.case_id = ${caseId}::uuid and d.id = ${id}::uuid`.execute(
    tx,
  );
  const [row] = rows;
  return row === undefined ? null : recordedOf(row);
}

function recordedOf(row: DecisionRow): RecordedDecision {
  const { id, bodyName, recordedBy, recordedAt, reconsiders, reconsideredBy, panelAnswered, applied } = row;
  const limbs = row.limbs.map((answered) => {
    const text = applied.limbs[answered.id];
    if (text === undefined) throw new Error('a limb without the words that were applied');
    return { ...answered, ...text };
  });
  const { day: on, edition, criteria, there, outcome, reasons } = row;
  const views = row.views.map((view) => ({ ...view, title: applied.partners[view.partner] ?? '' }));
  const decision = { on, edition, criteria, there, limbs, views, outcome, reasons, decider: applied.decider };
  const { packNumber: number, packNewest: newest } = row;
  const pack = number === null || newest === null ? null : { number, newest };
  const { quorate } = row;
  return {
    id,
    decision,
    bodyName,
    recordedBy,
    recordedAt,
    reconsiders,
    reconsideredBy,
    panelAnswered,
    pack,
    quorate,
  };
}

function appliedIn({ limbs, views, decider }: Decision): Applied {
  return {
    decider,
    limbs: Object.fromEntries(limbs.map(({ id, answer: _answer, reason: _reason, ...text }) => [id, text])),
    partners: Object.fromEntries(views.map(({ partner, title }) => [partner, title])),
  };
}

/** Writes a decision, and moves the case to where its outcome leads; answers its identifier. */
export async function writeDecision(
  tx: Tx,
  caseId: string,
  decision: Decision,
  { bodyName, reconsiders, quorate }: Pick<RecordedDecision, 'bodyName' | 'reconsiders' | 'quorate'>,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into app.decision (partnership_id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by, reconsiders, quorate)
    values (ctx.partnership_id(), ${caseId}::uuid, ${decision.on.toString()}::date, ${bodyName}, ${decision.edition}, ${decision.criteria},
      ${JSON.stringify(appliedIn(decision))}::jsonb, ${decision.outcome}, ${decision.reasons}, ctx.uid(), ${reconsiders}::uuid, ${quorate})
    returning id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await sql`insert into app.decision_person (partnership_id, case_id, decision_id, ordinal, name, agency, capacity)
    select ctx.partnership_id(), ${caseId}::uuid, ${id}::uuid, at, one ->> 'name', one ->> 'agency', one ->> 'capacity'
    from jsonb_array_elements(${JSON.stringify(decision.there)}::jsonb) with ordinality there (one, at)`.execute(
    tx,
  );
  await sql`insert into app.decision_limb (partnership_id, case_id, decision_id, limb, ordinal, answer, reason)
    select ctx.partnership_id(), ${caseId}::uuid, ${id}::uuid, one ->> 'id', at, one ->> 'answer', one ->> 'reason'
    from jsonb_array_elements(${JSON.stringify(decision.limbs)}::jsonb) with ordinality limbs (one, at)`.execute(
    tx,
  );
  await sql`insert into app.decision_view (partnership_id, case_id, decision_id, partner, position, reason, dissent)
    select ctx.partnership_id(), ${caseId}::uuid, ${id}::uuid, one ->> 'partner', one ->> 'position', one ->> 'reason', one ->> 'dissent'
    from jsonb_array_elements(${JSON.stringify(decision.views)}::jsonb) one`.execute(tx);
  const state = decision.outcome === 'more-information' ? 'awaiting-information' : 'decided';
  await sql`select ctx.move_decided_case(${caseId}::uuid, ${state})`.execute(tx);
  return id;
}
