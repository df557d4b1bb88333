import { get } from 'node:http';
import { sql } from 'kysely';
import { openPacks } from '../src/packs/commands-copy.ts';
import { countPages, pagesIn, writePdf } from '../src/platform/papers/write-pdf.ts';
import { boundPack, pagesFrom, toCount } from '../src/packs/pack.ts';
import { type Colleague, type Office, openOffice } from '../test/casework.ts';
import { served } from './served.ts';

const items = 30;
const members = 40;
const papers = 400;
const log = { info: () => {}, error: (event: string) => console.error(event) };
const paragraph = 'Words that say nothing, and go on saying it for about as long as a sentence does. '.repeat(
  8,
);

/** Measures a meeting of 30 items with 40 members and 400 papers, and a pack of 500 pages. */
export async function benchMeetings(): Promise<void> {
  const office = await openOffice();
  try {
    console.log(`\nMeetings: ${items} items, ${members} members, ${papers} papers`);
    const coordinator = await office.person('coordinator', { name: 'Kit Example' });
    const { meeting, item, member } = await fill(office, coordinator);
    await counting(office);
    const { port, stop } = await served(office);
    try {
      for (const [who, name] of [
        [coordinator, 'coordinator'],
        [member, 'member'],
      ] as const)
        for (const path of [
          '',
          '/pack',
          `/items/${item}`,
          `/pack/items/${item}`,
          '/attendance',
          `/day/${item}`,
        ])
          if (who === coordinator || !(path === '/attendance' || path.startsWith('/day')))
            await told(`${name}, /meetings/:id${path.replace(item, ':item')}`, () =>
              ask(office.host, port, who.token, `/meetings/${meeting}${path}`),
            );
    } finally {
      await stop();
    }
    await packing();
  } finally {
    await office.close();
  }
}

async function fill(office: Office, coordinator: Colleague) {
  const { owner, id } = office;
  const by = coordinator.accountId;
  const { rows: groups } = await sql<{ id: string }>`
    select id from app.review_group where partnership_id = ${id} and kind = 'main'`.execute(owner);
  const group = groups[0]?.id ?? '';
  let member: Colleague = coordinator;
  for (let at = 0; at < members; at += 1) {
    member = await office.person('member', { name: `Member ${at} Example` });
    await sql`with seat as (insert into app.review_group_seat (partnership_id, group_id, name, capacity)
        values (${id}, ${group}, ${`Seat ${at}`}, 'member') returning id)
      insert into app.review_group_holder (partnership_id, group_id, seat_id, stands, account_id)
      select ${id}, ${group}, seat.id, 'holder', ${member.accountId} from seat`.execute(owner);
  }
  const { rows: made } = await sql<{ id: string }>`
    insert into app.meeting (partnership_id, group_id, day, begins, ends, place, state, agenda_out_at, made_by)
    values (${id}, ${group}, current_date, '09:00', '17:00', 'Room 1', 'agenda-out', now(), ${by}) returning id`.execute(
    owner,
  );
  const meeting = made[0]?.id ?? '';
  await sql`insert into app.case_file (partnership_id, reference, pseudonym, state, opened_by)
    select ${id}, 'MTG-2026-' || lpad(n::text, 4, '0'), 'Child Bench ' || n, 'open', ${by} from generate_series(1, ${items}) n`.execute(
    owner,
  );
  await sql`insert into app.meeting_item (partnership_id, id, root_id, meeting_id, kind, case_id, reference, pseudonym, added_by)
    select partnership_id, id, id, ${meeting}, 'case', id, reference, pseudonym, ${by} from app.case_file
    where partnership_id = ${id} and reference like 'MTG-%'`.execute(owner);
  const content = JSON.stringify({
    about: ['Made up'],
    parts: [{ kind: 'text', paragraphs: [paragraph, paragraph] }],
  });
  await sql`insert into app.meeting_paper (partnership_id, meeting_id, item_id, kind, title, content, source, version, added_by)
    select ${id}, ${meeting}, i.id, 'words', 'Paper ' || n, ${content}::jsonb, gen_random_uuid(), 1, ${by}
    from generate_series(1, ${papers}) n
      join (select id, row_number() over (order by place) as at from app.meeting_item where meeting_id = ${meeting}) i on i.at = 1 + n % ${items}`.execute(
    owner,
  );
  await sql`with pack as (insert into app.meeting_pack (partnership_id, meeting_id, number, header, hash, frozen_by)
      values (${id}, ${meeting}, 1, '{}', sha256(''), ${by}) returning id)
    insert into app.meeting_pack_paper (partnership_id, pack_id, paper_id, item_id, ordinal)
    select ${id}, pack.id, p.id, p.item_id, row_number() over (order by p.id) from app.meeting_paper p, pack where p.meeting_id = ${meeting}`.execute(
    owner,
  );
  await sql`insert into app.meeting_pack_look (partnership_id, pack_id, paper_id, item_id, account_id)
    select x.partnership_id, x.pack_id, x.paper_id, x.item_id, h.account_id from app.meeting_pack_paper x, app.review_group_holder h
    where h.group_id = ${group} and h.account_id is not null`.execute(owner);
  await sql`analyze`.execute(owner);
  const { rows } = await sql<{
    id: string;
  }>`select id from app.meeting_item where meeting_id = ${meeting} order by place limit 1`.execute(owner);
  return { meeting, item: rows[0]?.id ?? '', member };
}

// As the freezing of a version would ask for it.
async function counting({ world, owner }: Office): Promise<void> {
  const { rows } = await sql<{
    id: string;
    content: unknown;
  }>`select id, content from app.meeting_paper`.execute(owner);
  const from = performance.now();
  const bound = rows.map(({ content }) => ({
    item: 'Item',
    title: 'Paper',
    content: content as { about: string[]; parts: [] },
    late: '',
    sha256: '',
    pages: null,
  }));
  const { starts, last } = await countPages(toCount(bound));
  const pages = pagesFrom(starts, last);
  console.log(`  ${rows.length} papers counted: ${seconds(from)}`);
  await sql`update app.meeting_paper p set pages = n.pages from jsonb_to_recordset(${JSON.stringify(rows.map(({ id }, at) => ({ id, pages: pages[at] ?? 1 })))}::jsonb)
    as n (id uuid, pages integer) where p.id = n.id`.execute(owner);
  const worker = await openPacks({ server: world.server, log });
  await worker.close();
}

async function packing(): Promise<void> {
  const header = {
    partnership: 'Made up',
    group: 'A group',
    day: '2026-11-23',
    begins: '10:00',
    place: 'Room 1',
    isTraining: true,
  };
  const bound = Array.from({ length: 125 }, (_, at) => ({
    item: `${1 + (at % items)}. Child Bench`,
    title: `Paper ${at}`,
    content: { about: [], parts: [{ kind: 'text' as const, paragraphs: Array(17).fill(paragraph) }] },
    late: '',
    sha256: '',
    pages: null,
  }));
  let from = performance.now();
  const { starts, last } = await countPages(toCount(bound));
  console.log(`  a pack of ${last} pages: counted in ${seconds(from)}`);
  from = performance.now();
  const pages = pagesFrom(starts, last);
  const whole = bound.map((one, at) => ({ ...one, pages: pages[at] ?? 1 }));
  const pdf = await writePdf(
    boundPack(header, whole, { reader: 'Noor Example', moment: '23 November 2026', number: 1 }),
  );
  console.log(`  and written as a PDF of ${pagesIn(pdf)} pages in ${seconds(from)}`);
}

const seconds = (from: number) => `${((performance.now() - from) / 1_000).toFixed(1)} s`;

async function told(name: string, one: () => Promise<number>): Promise<void> {
  for (let at = 0; at < 3; at += 1) await one();
  const times = Float64Array.from(await inTurn(one, 25)).toSorted();
  console.log(
    `  ${name.padEnd(44)} p50 ${(times[12] ?? 0).toFixed(0)} ms  slowest ${(times.at(-1) ?? 0).toFixed(0)} ms`,
  );
}

async function inTurn(one: () => Promise<number>, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) times.push(await one());
  return times;
}

const ask = (host: string, port: number, token: string, path: string) =>
  new Promise<number>((resolve, reject) => {
    const from = performance.now();
    get({ host: '127.0.0.1', port, path, headers: { host, cookie: `sid=${token}` } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${response.statusCode} ${path}`));
      response.resume().on('end', () => resolve(performance.now() - from));
    }).on('error', reject);
  });

if (import.meta.main) await benchMeetings();
