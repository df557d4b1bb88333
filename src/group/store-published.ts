import { sql } from 'kysely';
import { type AgencyKind, kindWords } from '../agencies/agency.ts';
import type { Database } from '../platform/db/connect.ts';
import type { Dated, PublishedGroup, PublishedSeat } from '../site/published.ts';

// In what comes as JSON a day is text.
type AsWritten<Row extends Dated> = Omit<Row, keyof Dated> & {
  readonly from: string | null;
  readonly until: string | null;
};

interface GroupRow extends Dated {
  readonly kind: PublishedGroup['kind'];
  readonly names: readonly AsWritten<PublishedGroup['names'][number]>[];
  readonly seats: readonly (Omit<AsWritten<PublishedSeat>, 'body'> & {
    readonly agencyKind: AgencyKind | null;
  })[];
  readonly quorums: readonly AsWritten<PublishedGroup['quorums'][number]>[];
  readonly chairs: readonly AsWritten<PublishedGroup['chairs'][number]>[];
  readonly watches: readonly AsWritten<PublishedGroup['watches'][number]>[];
}

const dated = <Row extends { readonly from: string | null; readonly until: string | null }>(row: Row) => ({
  ...row,
  from: row.from === null ? null : Temporal.PlainDate.from(row.from),
  until: row.until === null ? null : Temporal.PlainDate.from(row.until),
});

/** The groups of a partnership as everybody may know them, the main one first; read with the public site's own role. */
export function readPublishedGroups(db: Database, partnershipId: string): Promise<readonly PublishedGroup[]> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`select set_config('published.partnership', ${partnershipId}, true)`.execute(tx);
      const { rows } = await sql<GroupRow>`
        select kind, from_day as "from", until_day as "until", names, seats, quorums, chairs, watches from published.review_group
        order by array_position(array['main', 'core', 'other'], kind), from_day nulls first, id`.execute(tx);
      return rows.map((row) => ({
        ...row,
        names: row.names.map(dated),
        seats: row.seats.map(({ agencyKind, ...seat }) => ({
          ...dated(seat),
          body: agencyKind === null ? null : kindWords(agencyKind),
        })),
        quorums: row.quorums.map(dated),
        chairs: row.chairs.map(dated),
        watches: row.watches.map(dated),
      }));
    });
}
