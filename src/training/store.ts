import { sql } from 'kysely';
import type { Database } from '../platform/db/connect.ts';

/** A referral of the training data that was sent, and what has become of it. */
export interface SentAlready {
  readonly id: string;
  readonly email: string;
  readonly state: 'sent' | 'received' | 'closed';
  readonly case: CaseAlready | null;
}

/** What a case of the training data has had at any time; what was ended or corrected since counts too. */
export interface CaseAlready {
  readonly reference: string;
  readonly summary: string;
  readonly dates: readonly string[];
  readonly agencies: readonly string[];
  readonly people: readonly string[];
  readonly parts: readonly string[];
  readonly exclusions: readonly string[];
  readonly decisions: number;
  readonly closed: boolean;
}

/** What a training partnership holds already. */
export interface Progress {
  /** Everybody who is or was here, by address, and whether a role of theirs has ended. */
  readonly people: ReadonlyMap<string, { readonly accountId: string; readonly left: boolean }>;
  readonly referrals: readonly SentAlready[];
}

/**
 * What is there of a training partnership, whoever made it. Read with the rights of the owner, because a seed that was cut short has lost
 * its sessions; it writes nothing, so what is added is added by somebody who may.
 */
export async function readProgress(owner: Database, partnershipId: string): Promise<Progress> {
  const { rows: people } = await sql<{ email: string; accountId: string; left: boolean }>`
    select a.email, a.id as "accountId", bool_or(m.until_day is not null) as left
    from app.membership m join app.account a on a.id = m.account_id
    where m.partnership_id = ${partnershipId}::uuid group by a.id`.execute(owner);
  const { rows: referrals } = await sql<SentAlready>`
    select r.id, coalesce(r.answers ->> 'referrer-email', '') as email, r.state,
      (select jsonb_build_object('reference', c.reference, 'summary', c.summary,
          'dates', (select coalesce(jsonb_agg(distinct d.kind), '[]') from app.case_date d
            where d.partnership_id = c.partnership_id and d.case_id = c.id),
          'agencies', (select coalesce(jsonb_agg(g.name), '[]') from app.case_agency i
            join app.agency g on g.partnership_id = i.partnership_id and g.id = i.agency_id
            where i.partnership_id = c.partnership_id and i.case_id = c.id),
          'people', (select coalesce(jsonb_agg(p.name), '[]') from app.case_person p
            where p.partnership_id = c.partnership_id and p.case_id = c.id),
          'parts', (select coalesce(jsonb_agg(a.email || ' ' || i.part), '[]') from app.case_involvement i
            join app.account a on a.id = i.account_id where i.partnership_id = c.partnership_id and i.case_id = c.id),
          'exclusions', (select coalesce(jsonb_agg(a.email), '[]') from app.case_exclusion x
            join app.account a on a.id = x.account_id where x.partnership_id = c.partnership_id and x.case_id = c.id),
          'decisions', (select count(*) from app.decision d where d.partnership_id = c.partnership_id and d.case_id = c.id),
          'closed', exists (select from app.case_move m where m.partnership_id = c.partnership_id and m.case_id = c.id and m.act = 'close'))
        from app.case_referral cr join app.case_file c on c.partnership_id = cr.partnership_id and c.id = cr.case_id
        where cr.partnership_id = r.partnership_id and cr.referral_id = r.id) as case
    from app.referral r where r.partnership_id = ${partnershipId}::uuid and r.state <> 'draft' order by r.number`.execute(
    owner,
  );
  return {
    people: new Map(people.map(({ email, ...of }) => [email, of])),
    referrals,
  };
}

/** Whether mail goes out of this installation. */
export async function mailGoesOut(owner: Database): Promise<boolean> {
  const { rows } = await sql<{ goes_out: boolean }>`select goes_out from ctx.mail_way`.execute(owner);
  return rows[0]?.goes_out === true;
}

const planted = (partnershipId: string) =>
  sql`hashtextextended('the setting up of ' || ${partnershipId}::text, 0)`;

/**
 * Works while everybody who asks can see that the partnership is being set up. It is a lock of the connection, so it goes with the process,
 * however that ends.
 */
export const whileSeen = <T>(worker: Database, partnershipId: string, work: () => Promise<T>): Promise<T> =>
  worker.connection().execute(async (held) => {
    await sql`select pg_advisory_lock(${planted(partnershipId)})`.execute(held);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${planted(partnershipId)})`.execute(held).catch(() => {});
    }
  });

/** Whether somebody is setting the partnership up at this moment, in whichever process. */
export async function isBeingSetUp(worker: Database, partnershipId: string): Promise<boolean> {
  // A shared lock of a statement's own transaction: it is there for nobody but whoever asks, and gone at once.
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock_shared(${planted(partnershipId)}) as free`.execute(worker);
  return rows[0]?.free !== true;
}
