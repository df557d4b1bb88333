import { join } from 'node:path';
import { sql } from 'kysely';
import { openChecks } from '../src/documents/commands-check.ts';
import { goodPdf } from '../src/platform/files/samples.ts';
import { clamd } from '../src/platform/files/scan.ts';
import type { Colleague, Office } from './casework.ts';
import { beginReferral } from './referrer.ts';
import { type Visitor, visitor } from './visitor.ts';
import type { World } from './world.ts';

const boundary = 'part-of-a-test';

/** A file as a browser sends it. */
export interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type?: string;
}

/** What a form with a file was answered with, and where it led. */
export interface Sent {
  readonly status: number;
  readonly html: string;
  readonly location: string;
  readonly problem: string;
}

/** Sends the form of `page` (or of where it goes) with these fields and a file, as a browser does; `file` null for none that was chosen. */
export async function upload(
  world: World,
  host: string,
  person: Visitor,
  page: string,
  file: Chosen | null,
  fields: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const { html } = await person.open(page);
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  return sendParts(world, host, person, page, [...hidden, ...Object.entries(fields)], file);
}

/** Sends these fields and a file to an address. */
export async function sendParts(
  world: World,
  host: string,
  person: Visitor,
  url: string,
  fields: readonly (readonly [string, string])[],
  file: Chosen | null,
): Promise<Sent> {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const { name = '', bytes = new Uint8Array(), type = 'application/octet-stream' } = file ?? {};
  const head = `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  const response = await world.app.workspace.inject({
    method: 'POST',
    url,
    headers: {
      host,
      origin: `http://${host}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      cookie: [...person.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
  const html = response.body;
  return {
    status: response.statusCode,
    html,
    location: String(response.headers['location'] ?? ''),
    problem: /govuk-error-summary__list">[^]*?<li>\s*(?:<a[^>]*>)?([^<]*)</.exec(html)?.[1]?.trim() ?? '',
  };
}

/** Downloads, as a browser does that keeps what it gets; the bytes as they came. */
export async function fetchFile(world: World, host: string, person: Visitor, url: string) {
  const response = await world.app.workspace.inject({
    method: 'GET',
    url,
    headers: { host, cookie: [...person.cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    bytes: response.rawPayload,
    html: response.body,
  };
}

/** A file as the database has it. */
export interface FileRow {
  readonly id: string;
  readonly referral_id: string;
  readonly state: string;
  readonly why: string | null;
  readonly name: string;
}

export const aPdf: Chosen = { name: 'Zoë’s report.pdf', bytes: goodPdf(), type: 'application/pdf' };

/** The files of an office, as its referrers send them and its tests look at them. */
export type Desk = ReturnType<typeof deskOf>;

/** `usual` is the scanner's address, where a test names no other. */
export function deskOf(office: Office, usual: string) {
  const { world, host, owner, id } = office;
  const rows = async () =>
    (
      await sql<FileRow>`select id, referral_id, state, why, name from app.file where partnership_id = ${id} order by received_at, id`.execute(
        owner,
      )
    ).rows;
  const newest = async () => {
    const found = (await rows()).at(-1);
    if (found === undefined) throw new Error('no file was kept');
    return found;
  };
  const add = (person: Visitor, file: Chosen | null) => upload(world, host, person, '/refer/files', file);
  const referrer = async () => {
    const person = visitor(world, host);
    await beginReferral(person);
    return person;
  };
  const send = ({ referral_id }: FileRow) =>
    sql`update app.referral set state = 'sent', sent_at = now(),
      number = 1 + coalesce((select max(number) from app.referral where partnership_id = ${id}), 0) where id = ${referral_id}`.execute(
      owner,
    );
  return {
    rows,
    newest,
    add,
    referrer,
    send,
    /** A file that was sent with its referral. */
    async sentFile(file = aPdf): Promise<FileRow> {
      const { status, problem } = await add(await referrer(), file);
      if (status !== 303) throw new Error(problem);
      const row = await newest();
      await send(row);
      return row;
    },
    /** What the trail says of a file. */
    async entries(object: string): Promise<readonly string[]> {
      const { rows: found } = await sql<{ line: string }>`
        select concat_ws(' ', verb, outcome, body::jsonb -> 'facts' ->> 'state', body::jsonb -> 'facts' ->> 'why') as line
        from audit.entry_words where partnership_id = ${id} and object_id = ${object} order by seq`.execute(
        owner,
      );
      return found.map(({ line }) => line);
    },
    get: (who: Colleague, path: string, at = host) => fetchFile(world, at, who.browser(), path),
    onDisk: (file: string) => join(world.filesFolder, file.slice(0, 2), file),
    /** Does the checks that wait, by the scanner at this address or by none, and ends. */
    async check(address: string | null = usual): Promise<void> {
      const { server, clock, files } = world;
      const log = { info: () => {}, error: () => {} };
      const scanner = address === null ? null : clamd(address, 500);
      const checks = await openChecks({ server, clock, files, log, lookEvery: 1, scanner });
      try {
        for (let tries = 0; tries < 400; tries += 1) {
          const { rows: left } = await sql<{ n: number }>`
            select count(*)::int as n from pgboss.job where name = 'file.check' and state in ('created', 'active')`.execute(
            owner,
          );
          if (left[0]?.n === 0) return;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error('the checks did not end');
      } finally {
        await checks.close();
      }
    },
  };
}
