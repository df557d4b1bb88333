import { sql } from 'kysely';
import { type Answers, entriesOf, type Filled } from '../intake/question.ts';
import { referenceOf, dayOf } from '../intake/referral.ts';
import { sectionNamed } from '../intake/questions.ts';
import type { Tx } from '../platform/db/connect.ts';
import type {
  CaseCode,
  FrozenPack,
  Notification,
  NotificationUpdate,
  NotifiedChild,
  PackFacts,
  Receipt,
  SaidOfChild,
  Sent,
  ToldArea,
  Withdrawal,
} from './notification.ts';

/** The codes that stand on a case that was found visible. */
export async function readCodes(tx: Tx, caseId: string): Promise<readonly CaseCode[]> {
  const { rows } = await sql<CaseCode>`
    select k.scheme, k.code from app.case_code k
    where k.partnership_id = ctx.partnership_id() and k.case_id = ${caseId}::uuid and k.removed_at is null
    order by k.scheme, k.set_at, k.code`.execute(tx);
  return rows;
}

/** What the referrals of a case say of children, for a case that was found visible. */
export async function readSaid(tx: Tx, caseId: string): Promise<readonly SaidOfChild[]> {
  const { rows } = await sql<{ number: number; sentAt: Temporal.Instant; answers: Answers }>`
    select r.number, r.sent_at as "sentAt", r.answers
    from app.case_referral c join app.referral r on r.partnership_id = c.partnership_id and r.id = c.referral_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid and r.sent_at is not null
    order by r.sent_at desc limit 20`.execute(tx);
  const children = sectionNamed('children');
  if (children === null) throw new RangeError('the referral form has no page of children');
  return rows.flatMap(({ number, sentAt, answers }) =>
    entriesOf(answers, children).map((filled) => ({ reference: referenceOf(number, dayOf(sentAt)), filled })),
  );
}

/** The last day of the rapid review; null where no time for one runs. */
export async function readReviewDue(tx: Tx, caseId: string): Promise<Temporal.PlainDate | null> {
  const { rows } = await sql<{ due: Temporal.PlainDate }>`
    select k.due_on as due from app.case_clock k
    where k.partnership_id = ctx.partnership_id() and k.case_id = ${caseId}::uuid and k.rule = 'RR-01'`.execute(
    tx,
  );
  return rows[0]?.due ?? null;
}

interface NotificationRow {
  readonly id: string;
  readonly state: Notification['state'];
  readonly version: number;
  readonly answers: Filled;
}

/** The notifications of a case, the latest first: one that stands at most, and those that were withdrawn. */
export async function readNotifications(
  tx: Tx,
  caseId: string,
  documents: readonly Receipt[],
): Promise<readonly Notification[]> {
  const { rows } = await sql<NotificationRow>`
    select n.id, n.state, n.version, n.answers from app.notification n
    where n.partnership_id = ctx.partnership_id() and n.case_id = ${caseId}::uuid
    order by n.begun_at desc, n.id limit 20`.execute(tx);
  const found: Notification[] = [];
  for (const row of rows) found.push(await readWhole(tx, row, documents));
  return found;
}

async function readWhole(tx: Tx, row: NotificationRow, documents: readonly Receipt[]): Promise<Notification> {
  const { id } = row;
  const of = (alias: string) =>
    sql`${sql.ref(alias)}.partnership_id = ctx.partnership_id() and ${sql.ref(alias)}.notification_id = ${id}::uuid`;
  const children = await sql<NotifiedChild>`
    select c.child_id as "childId", c.place, c.answers from app.notification_child c where ${of('c')}`.execute(
    tx,
  );
  const references = await sql<{ reference: string }>`
    select f.reference from app.notification_reference f where ${of('f')} order by f.ordinal`.execute(tx);
  const areas = await sql<ToldArea>`
    select a.authority, a.told_on as on, a.how from app.notification_area a where ${of('a')} order by a.told_on, a.recorded_at`.execute(
    tx,
  );
  return {
    ...row,
    children: children.rows,
    references: references.rows.map(({ reference }) => reference),
    sent: await readSent(tx, id, documents),
    areas: areas.rows,
    updates: await readUpdates(tx, id, documents),
    withdrawal: await readWithdrawal(tx, id),
  };
}

type WithReceipt<Of> = Omit<Of, 'receipt'> & { readonly documentId: string | null };

const received = <Of>({ documentId, ...row }: WithReceipt<Of>, documents: readonly Receipt[]) => ({
  ...row,
  receipt: documents.find((one) => one.id === documentId) ?? null,
});

const recorder = (alias: string) =>
  sql`coalesce(ctx.name_here(${sql.ref(`${alias}.recorded_by`)}), 'somebody') as "recordedBy", ${sql.ref(`${alias}.recorded_at`)} as "recordedAt",
    ${sql.ref(`${alias}.on_behalf`)} as "onBehalf"`;

async function readSent(tx: Tx, id: string, documents: readonly Receipt[]): Promise<Sent | null> {
  const { rows } = await sql<Omit<Sent, 'receipt'> & { documentId: string | null }>`
    select s.sent_at as "sentAt", s.sent_by as "sentBy", s.document_id as "documentId", s.pack, ${recorder('s')}
    from app.notification_sent s where s.partnership_id = ctx.partnership_id() and s.notification_id = ${id}::uuid`.execute(
    tx,
  );
  const [row] = rows;
  return row === undefined ? null : received<Sent>(row, documents);
}

async function readUpdates(
  tx: Tx,
  id: string,
  documents: readonly Receipt[],
): Promise<readonly NotificationUpdate[]> {
  const { rows } = await sql<Omit<NotificationUpdate, 'receipt'> & { documentId: string | null }>`
    select u.sent_on as on, u.what, u.sent_by as "sentBy", u.document_id as "documentId", u.pack, ${recorder('u')}
    from app.notification_update u where u.partnership_id = ctx.partnership_id() and u.notification_id = ${id}::uuid
    order by u.recorded_at, u.id limit 100`.execute(tx);
  return rows.map((row) => received<NotificationUpdate>(row, documents));
}

async function readWithdrawal(tx: Tx, id: string): Promise<Withdrawal | null> {
  const { rows } = await sql<Withdrawal>`
    select w.found_on as "foundOn", w.reason, w.partners, w.panel_told_on as "panelToldOn", w.panel_told_how as "panelToldHow",
      ${recorder('w')}
    from app.notification_withdrawal w where w.partnership_id = ctx.partnership_id() and w.notification_id = ${id}::uuid`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** The last days of a case's clocks, by rule, for a case that was found visible. */
export async function readDueDays(tx: Tx, caseId: string) {
  const { rows } = await sql<{ rule: string; dueOn: Temporal.PlainDate }>`
    select k.rule, k.due_on as "dueOn" from app.case_clock k
    where k.partnership_id = ctx.partnership_id() and k.case_id = ${caseId}::uuid`.execute(tx);
  return rows;
}

/** Where a reference stands on record: null where it does not; the case, where whoever asks sees it; empty otherwise. */
export async function readReferenceUse(tx: Tx, reference: string): Promise<string | null> {
  const { rows } = await sql<{
    use: string | null;
  }>`select ctx.notification_reference_use(${reference}) as use`.execute(tx);
  return rows[0]?.use ?? null;
}

/** The notification of a case that is put together or was sent; a new one where there is none. The case is held. */
export async function liveNotification(
  tx: Tx,
  { file, live }: Pick<PackFacts, 'file' | 'live'>,
): Promise<string> {
  if (live !== null) return live.id;
  const { rows } = await sql<{ id: string }>`
    insert into app.notification (partnership_id, case_id, begun_by) values (ctx.partnership_id(), ${file.headed.id}::uuid, ctx.uid())
    returning id`.execute(tx);
  const [made] = rows;
  if (made === undefined) throw new Error('a notification that was not begun');
  return made.id;
}

/** Keeps what the case file has no place for. */
export async function writeAnswers(tx: Tx, id: string, answers: Filled): Promise<void> {
  await sql`update app.notification set answers = ${JSON.stringify(answers)}::jsonb, version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${id}::uuid`.execute(tx);
}

/** Keeps what is asked of a child, or where the child stands; null leaves either as it is. */
export async function writeChild(
  tx: Tx,
  at: { readonly caseId: string; readonly notificationId: string },
  {
    childId,
    answers,
    place,
  }: { readonly childId: string; readonly answers: Filled | null; readonly place?: number | null },
): Promise<void> {
  const given = answers === null ? null : JSON.stringify(answers);
  await sql`
    insert into app.notification_child as c (partnership_id, case_id, notification_id, child_id, place, answers)
    values (ctx.partnership_id(), ${at.caseId}::uuid, ${at.notificationId}::uuid, ${childId}::uuid, ${place ?? null}::integer,
      coalesce(${given}::jsonb, '{}'))
    on conflict (partnership_id, notification_id, child_id) do update set answers = coalesce(${given}::jsonb, c.answers),
      place = case when ${place === undefined} then c.place else ${place ?? null}::integer end, version = c.version + 1`.execute(
    tx,
  );
}

/** A receipt, whose it is, and what stood in the pack, as they are put on record. */
export interface Recorded {
  readonly sentBy: string;
  readonly receipt: string | null;
  readonly onBehalf: boolean;
  readonly pack: FrozenPack;
}

/** Where an act of recording belongs. */
export interface At {
  readonly caseId: string;
  readonly notificationId: string;
}

/** Puts on record that it was sent. */
export async function insertSent(
  tx: Tx,
  at: At,
  sentAt: Temporal.Instant,
  recorded: Recorded,
): Promise<void> {
  await sql`update app.notification set state = 'sent', version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${at.notificationId}::uuid`.execute(tx);
  await sql`insert into app.notification_sent (partnership_id, case_id, notification_id, sent_at, sent_by, on_behalf, document_id, pack,
      recorded_by)
    values (ctx.partnership_id(), ${at.caseId}::uuid, ${at.notificationId}::uuid, ${sentAt.toString()}::timestamptz, ${recorded.sentBy},
      ${recorded.onBehalf}, ${recorded.receipt}::uuid, ${JSON.stringify(recorded.pack)}::jsonb, ctx.uid())`.execute(
    tx,
  );
}

/** Puts the references of the national system on record. */
export async function insertReferences(
  tx: Tx,
  at: At,
  references: readonly { readonly ordinal: number; readonly reference: string }[],
): Promise<void> {
  for (const { ordinal, reference } of references)
    await sql`insert into app.notification_reference (partnership_id, case_id, notification_id, ordinal, reference)
      values (ctx.partnership_id(), ${at.caseId}::uuid, ${at.notificationId}::uuid, ${ordinal}, ${reference})`.execute(
      tx,
    );
}

/** Puts on record which other areas were told. */
export async function insertAreas(tx: Tx, at: At, areas: readonly ToldArea[]): Promise<void> {
  for (const { authority, on, how } of areas)
    await sql`insert into app.notification_area (partnership_id, case_id, notification_id, authority, told_on, how, recorded_by)
      values (ctx.partnership_id(), ${at.caseId}::uuid, ${at.notificationId}::uuid, ${authority}, ${on.toString()}::date, ${how},
        ctx.uid())`.execute(tx);
}

/** Puts a later fact on record. */
export async function insertUpdate(
  tx: Tx,
  at: At,
  { on, what }: { readonly on: Temporal.PlainDate; readonly what: string },
  recorded: Recorded,
): Promise<void> {
  await sql`insert into app.notification_update (partnership_id, case_id, notification_id, sent_on, what, sent_by, on_behalf, document_id,
      pack, recorded_by)
    values (ctx.partnership_id(), ${at.caseId}::uuid, ${at.notificationId}::uuid, ${on.toString()}::date, ${what}, ${recorded.sentBy},
      ${recorded.onBehalf}, ${recorded.receipt}::uuid, ${JSON.stringify(recorded.pack)}::jsonb, ctx.uid())`.execute(
    tx,
  );
}

/** Puts a withdrawal on record. */
export async function insertWithdrawal(
  tx: Tx,
  at: At,
  {
    foundOn,
    reason,
    partners,
    panelToldOn,
    panelToldHow,
    onBehalf,
  }: Omit<Withdrawal, 'recordedBy' | 'recordedAt'>,
): Promise<void> {
  await sql`update app.notification set state = 'withdrawn', version = version + 1
    where partnership_id = ctx.partnership_id() and id = ${at.notificationId}::uuid`.execute(tx);
  await sql`insert into app.notification_withdrawal (partnership_id, case_id, notification_id, found_on, reason, partners, panel_told_on,
      panel_told_how, on_behalf, recorded_by)
    values (ctx.partnership_id(), ${at.caseId}::uuid, ${at.notificationId}::uuid, ${foundOn.toString()}::date, ${reason},
      ${JSON.stringify(partners)}::jsonb, ${panelToldOn.toString()}::date, ${panelToldHow}, ${onBehalf}, ctx.uid())`.execute(
    tx,
  );
}

/** Notes on the case file that its notification was withdrawn, or with null that one stands again; a rapid review that runs is ended. */
export async function noteWithdrawn(
  tx: Tx,
  caseId: string,
  on: Temporal.PlainDate | null,
  why: string,
): Promise<void> {
  await sql`select ctx.note_notification_withdrawn(${caseId}::uuid, ${on?.toString() ?? null}::date, ${why})`.execute(
    tx,
  );
}
