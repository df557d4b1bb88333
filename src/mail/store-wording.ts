import { sql } from 'kysely';
import type { Tx } from '../platform/db/connect.ts';
import type { MailKind } from './mail.ts';
import { type Version, versionsOnPage } from './version.ts';
import type { Wording } from './wording.ts';

interface Row {
  readonly kind: MailKind;
  readonly version: number;
  readonly subject: string | null;
  readonly body: string | null;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant | null;
  readonly by: string | null;
}

const columns = sql`w.kind, w.version, w.subject, w.body, w.from_at as "from", ctx.name_here(w.written_by) as "by",
  (select n.from_at from app.mail_wording n where n.partnership_id = w.partnership_id and n.kind = w.kind and n.version = w.version + 1) as "until"`;

const versionOf = ({ kind, version, subject, body, from, until, by }: Row): Version => ({
  kind,
  version,
  words: subject === null || body === null ? null : { subject, body },
  from,
  until,
  by,
});

/** The latest version of each kind of mail for which the partnership has ever written words. */
export async function readLatest(tx: Tx): Promise<readonly Version[]> {
  const { rows } = await sql<Row>`
    select distinct on (w.kind) ${columns} from app.mail_wording w where w.partnership_id = ctx.partnership_id()
    order by w.kind, w.version desc`.execute(tx);
  return rows.map(versionOf);
}

/** The latest version of one kind; null where none was ever written. Whoever is about to write the next holds it until the end. */
export async function readVersion(
  tx: Tx,
  kind: MailKind,
  hold: 'to change' | 'to read',
): Promise<Version | null> {
  if (hold === 'to change')
    await sql`select pg_advisory_xact_lock(hashtextextended('mail words ' || ctx.partnership_id() || ' ' || ${kind}, 0))`.execute(
      tx,
    );
  const { rows } = await sql<Row>`
    select ${columns} from app.mail_wording w where w.partnership_id = ctx.partnership_id() and w.kind = ${kind}
    order by w.version desc limit 1`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : versionOf(row);
}

/** One page of the versions of a kind, newest first; `page` counts from 1. */
export async function readVersions(tx: Tx, kind: MailKind, page: number): Promise<readonly Version[]> {
  const { rows } = await sql<Row>`
    select ${columns} from app.mail_wording w where w.partnership_id = ctx.partnership_id() and w.kind = ${kind}
    order by w.version desc limit ${versionsOnPage} offset ${(page - 1) * versionsOnPage}`.execute(tx);
  return rows.map(versionOf);
}

/** Writes the next version of a kind after `seen`, null for our own words; answers its number. The kind is held. */
export async function writeVersion(
  tx: Tx,
  kind: MailKind,
  seen: number,
  words: Wording | null,
): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`
    select ctx.write_mail_words(${kind}, ${seen}, ${words?.subject ?? null}, ${words?.body ?? null}) as version`.execute(
    tx,
  );
  const version = rows[0]?.version ?? null;
  if (version === null) throw new Error('words that were held have changed');
  return version;
}
