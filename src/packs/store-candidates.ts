import { sql } from 'kysely';
import type { Item } from '../meetings/meeting.ts';
import type { Tx } from '../platform/db/connect.ts';
import type { Candidate } from './pack.ts';

const here = sql`(select ctx.partnership_id())`;

/** How many papers are offered for an item at most. */
export const offeredMost = 200;

/**
 * What could go into the pack of an item, as whoever asks sees it: the referrals of its case, the rapid review as it was frozen last, the
 * newest clean version of each document that is for everybody, and files that came with a referral. What is in the pack already in that
 * version is not offered. Nothing here is called by a name that came with a file.
 */
export async function readCandidates(tx: Tx, item: Item): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    with about as materialized (
      select r.id, r.number from app.referral r where r.partnership_id = ${here} and r.state <> 'draft' and (r.id = ${item.referralId}::uuid
        or exists (select from app.case_referral c where c.partnership_id = r.partnership_id and c.referral_id = r.id
          and c.case_id = ${item.caseId}::uuid))),
    offered as (
      select 'referral/' || a.id as key, 'referral' as kind, 'Referral ' || a.number as title, a.id as source, 1 as version, null::uuid as "fileId", 1 as part
      from about a
      union all
      (select distinct on (v.review_id) 'rapid-review/' || v.id, 'rapid-review', 'Rapid review, version ' || v.number, v.review_id, v.number, null, 2
      from app.rapid_review_version v where v.partnership_id = ${here} and v.case_id = ${item.caseId}::uuid order by v.review_id, v.number desc)
      union all
      (select distinct on (d.id) 'document/' || f.id, 'document', d.title, d.id, f.number, f.id, 3
      from app.document d join app.file f on f.partnership_id = d.partnership_id and f.document_id = d.id and f.state = 'clean'
      where d.partnership_id = ${here} and d.case_id = ${item.caseId}::uuid and d.seen_by = 'everybody' and d.withdrawn_at is null
      order by d.id, f.number desc)
      union all
      select 'document/' || f.id, 'document', 'File ' || f.number || ' that came with referral ' || a.number, f.id, 1, f.id, 4
      from about a join app.file f on f.partnership_id = ${here} and f.referral_id = a.id and f.state = 'clean')
    select o.key, o.kind, o.title, o.source, o.version, o."fileId" from offered o
    where not exists (select from app.meeting_paper p where p.partnership_id = ${here} and p.item_id = ${item.id}::uuid
      and p.source = o.source and p.version >= o.version and p.off_at is null)
    order by o.part, o.title, o.key limit ${offeredMost}`.execute(tx);
  return rows;
}
