import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { visibleCases } from '../access/visible.ts';
import { caseFrom } from '../cases/opening.ts';
import { momentOf } from '../intake/moment.ts';
import type { Answers } from '../intake/question.ts';
import { referenceOf } from '../intake/referral.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Place } from '../safety/safety.ts';
import type { OwnRequest } from './answering.ts';
import type { AgencyRequest, Asking, OpenRequest, Requests, Step, Taking } from './request.ts';
import { steps } from './request.ts';

// A request that was made on a referral stands in its case as well, and stays the referral's.
const at = (place: Place): RawBuilder<SqlBool> =>
  place.kind === 'case'
    ? sql<SqlBool>`r.case_id = ${place.headed.id}::uuid`
    : sql<SqlBool>`r.referral_id = ${place.referral.id}::uuid`;

/** The requests of a place that whoever asks sees, the first that falls due at the top; those that are over come last. */
export async function readRequests(
  tx: Tx,
  place: Place,
): Promise<readonly Omit<AgencyRequest, 'link' | 'steps'>[]> {
  const { rows } = await sql<Omit<AgencyRequest, 'link' | 'steps'>>`
    select r.id, r.agency_id as "agencyId", g.name as agency, r.person, r.email, r.about, r.state, r.due_on as "dueOn",
      r.asked_at as "askedAt", r.answered_at as "answeredAt", r.answer_name as "answerName", r.answer_job as "answerJob",
      r.invitation_id as "invitationId",
      r.referral_id is not null as "isEarly", case when r.state = 'known' then a.answers end as answers
    from app.agency_request r
    join app.agency g on g.partnership_id = r.partnership_id and g.id = r.agency_id
    left join app.agency_answer a on a.partnership_id = r.partnership_id and a.request_id = r.id
    where r.partnership_id = ctx.partnership_id() and ${at(place)}
    order by r.state = 'withdrawn', r.state <> 'asked', r.due_on, lower(g.name), r.id`.execute(tx);
  return rows;
}

/** The steps on the requests of a place, oldest first, by request; none for whoever may not see them. */
export async function readSteps(tx: Tx, place: Place): Promise<ReadonlyMap<string, readonly Step[]>> {
  const { rows } = await sql<Step & { requestId: string }>`
    select s.request_id as "requestId", s.kind, s.to_whom as "toWhom", s.words, ctx.name_here(s.taken_by) as by,
      s.taken_by is null as "byClock", s.taken_at as at
    from app.agency_request r
    join app.agency_request_step s on s.partnership_id = r.partnership_id and s.request_id = r.id
    where r.partnership_id = ctx.partnership_id() and ${at(place)}
    order by s.taken_at, s.id`.execute(tx);
  return Map.groupBy(rows, ({ requestId }) => requestId);
}

/** The agencies that are involved in a case today. */
export async function readInvolved(tx: Tx, caseId: string): Promise<Requests['involved']> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct on (lower(g.name), g.id) g.id, g.name
    from app.case_agency c join app.agency g on g.partnership_id = c.partnership_id and g.id = c.agency_id
    where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid and c.from_day <= ctx.today()
      and (c.until_day is null or c.until_day > ctx.today())
    order by lower(g.name), g.id`.execute(tx);
  return rows;
}

/** Whom a case is about, one line each: the children and then the others, by name and date of birth. */
export async function readWhom(tx: Tx, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; born: Temporal.PlainDate | null }>`
    select name, born from (
      select coalesce(nullif(h.name, ''), h.pseudonym) as name, h.born_on as born, 1 as turn
        from app.case_child c join app.child h on h.partnership_id = c.partnership_id and h.id = c.child_id
        where c.partnership_id = ctx.partnership_id() and c.case_id = ${caseId}::uuid
      union all
      select p.name, p.born_on, 2 from app.case_person p
        where p.partnership_id = ctx.partnership_id() and p.case_id = ${caseId}::uuid and p.removed_at is null) as one
    order by turn, lower(name)`.execute(tx);
  return rows.map(lineOf);
}

const inWords = (born: Temporal.PlainDate) =>
  born.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const lineOf = ({ name, born }: { readonly name: string; readonly born: Temporal.PlainDate | null }) =>
  born === null ? name : `${name}, born ${inWords(born)}`;

/** Whom a referral is about, in the same way. */
export const whomIn = (answers: Answers): readonly string[] => {
  const { children, persons } = caseFrom(answers);
  return [...children, ...persons].map(({ name, bornOn }) => lineOf({ name, born: bornOn }));
};

/** Asks an agency; answers the request and the invitation of its link. */
export async function askAgency(
  tx: Tx,
  place: Place,
  { agency, person, email, about }: Asking,
  due: Temporal.PlainDate,
): Promise<{ readonly id: string; readonly invitationId: string }> {
  const asks = sql`${agency}::uuid, ${person}, ${email}, ${about}, ${due.toString()}::date`;
  const { rows } = await sql<{ id: string; invitationId: string }>`
    select request as id, invitation as "invitationId" from ${
      place.kind === 'case'
        ? sql`ctx.ask_agency(${place.headed.id}::uuid, ${asks})`
        : sql`ctx.ask_agency_early(${place.referral.id}::uuid, ${asks})`
    }`.execute(tx);
  const [asked] = rows;
  if (asked === undefined) throw new Error('an agency that was not asked');
  return asked;
}

/** Takes a step on a request; answers the invitation that holds afterwards. */
export async function takeStep(tx: Tx, id: string, { step, whom, words, email }: Taking): Promise<string> {
  const { rows } = await sql<{ invitation: string | null }>`
    select ctx.chase_agency(${id}::uuid, ${steps[step]}, ${whom}, ${words}, ${email}) as invitation`.execute(
    tx,
  );
  const invitation = rows[0]?.invitation ?? null;
  if (invitation === null) throw new Error('a request that was held has ended');
  return invitation;
}

const mostOpen = 100;

/**
 * The requests that still wait for an answer, the next due first: of the cases that whoever asks sees, and for coordinators of the
 * referrals that have no case. At most a hundred of each.
 */
export async function readOpenRequests(tx: Tx): Promise<readonly OpenRequest[]> {
  const found = [...(await readOpenInCases(tx)), ...(await readOpenOnReferrals(tx))];
  return found.toSorted((one, two) => Temporal.PlainDate.compare(one.dueOn, two.dueOn));
}

const escalatedOn = sql<Temporal.PlainDate | null>`(select (max(s.taken_at) at time zone 'Europe/London')::date
  from app.agency_request_step s where s.partnership_id = r.partnership_id and s.request_id = r.id and s.kind = 'escalated')`;

async function readOpenInCases(tx: Tx): Promise<readonly OpenRequest[]> {
  const rows = await visibleCases(tx)
    .innerJoin('app.agency_request as r', (join) =>
      join.onRef('r.partnership_id', '=', 'c.partnership_id').onRef('r.case_id', '=', 'c.id'),
    )
    .innerJoin('app.agency as g', (join) =>
      join.onRef('g.partnership_id', '=', 'r.partnership_id').onRef('g.id', '=', 'r.agency_id'),
    )
    .where('r.state', '=', 'asked')
    .where(sql<SqlBool>`c.state <> 'closed'`)
    .select(['r.id', 'c.reference', 'g.name as agency', 'r.due_on as dueOn', escalatedOn.as('escalatedOn')])
    .orderBy('r.due_on')
    .orderBy('r.id')
    .limit(mostOpen)
    .execute();
  return rows.map((one) => ({
    ...one,
    what: 'request' as const,
    href: `/cases/${one.reference}/requests/${one.id}`,
  }));
}

// Nobody is waited for on a referral that was declined or answered.
async function readOpenOnReferrals(tx: Tx): Promise<readonly OpenRequest[]> {
  const { rows } = await sql<{
    id: string;
    agency: string;
    dueOn: Temporal.PlainDate;
    escalatedOn: Temporal.PlainDate | null;
    referralId: string;
    number: number;
    sentAt: Temporal.Instant;
  }>`
    select r.id, g.name as agency, r.due_on as "dueOn", ${escalatedOn} as "escalatedOn", f.id as "referralId", f.number, f.sent_at as "sentAt"
    from app.agency_request r
    join app.agency g on g.partnership_id = r.partnership_id and g.id = r.agency_id
    join app.referral f on f.partnership_id = r.partnership_id and f.id = r.referral_id
    where r.partnership_id = (select ctx.partnership_id()) and r.state = 'asked' and r.case_id is null and f.state <> 'closed'
    order by r.due_on, r.id limit ${mostOpen}`.execute(tx);
  return rows.map(({ referralId, number, sentAt, id, ...one }) => ({
    ...one,
    id,
    what: 'request' as const,
    reference: referenceOf(number, momentOf(sentAt).day),
    href: `/referrals/${referralId}/requests/${id}`,
  }));
}

/** What the answerer's link opens; null where it is over. Whoever is about to change it holds it until the end. */
export async function readOwnRequest(tx: Tx, hold: 'to change' | 'to read'): Promise<OwnRequest | null> {
  const { rows } = await sql<Omit<OwnRequest, 'answers' | 'version'>>`
    select id, case_id as "caseId", agency, person, about, due_on as "dueOn" from ctx.own_request()`.execute(
    tx,
  );
  const [asked] = rows;
  if (asked === undefined) return null;
  const query = tx
    .selectFrom('app.agency_answer')
    .select(['answers', 'version'])
    .where('request_id', '=', asked.id);
  const draft = await (hold === 'to change' ? query.forUpdate() : query).executeTakeFirst();
  return draft === undefined ? null : { ...asked, answers: draft.answers as Answers, version: draft.version };
}

/** Puts the answers of a draft that is held. */
export async function writeAnswers(tx: Tx, { id, version }: OwnRequest, answers: Answers): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('app.agency_answer')
    .set({ answers: JSON.stringify(answers), version: version + 1 })
    .where('request_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('a draft that was held has changed');
}

/** Sends the answer of a draft that is held, and closes the link. */
export async function sendAnswer(
  tx: Tx,
  { version }: OwnRequest,
  { nil, name, job }: { readonly nil: boolean; readonly name: string; readonly job: string },
): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`
    select ctx.send_agency_answer(${version}, ${nil}, ${name}, ${job}) as done`.execute(tx);
  if (rows[0]?.done !== true) throw new Error('a draft that was held has changed');
}
