// Measures the merged chronology in the workspace: node tools/run.mjs bench/merged.ts. 20 × 1,000, 50 × 400 and 20 × 5,000 rows in one case each.
import { sql } from 'kysely';
import { transactionOf } from '../src/platform/db/connect.ts';
import { noFilter } from '../src/chronology/merged-filter.ts';
import { readGaps } from '../src/chronology/store-gaps.ts';
import { readMarks } from '../src/chronology/store-marks.ts';
import { readFiltered, readMergedLanes, readMergedRows } from '../src/chronology/store-merged.ts';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../test/casework.ts';

const rounds = 9;
const words =
  'visit school nurse mother father bruise letter housing arrears meeting referral police call night clinic weight feeding worry plan review'.split(
    ' ',
  );

const median = (times: readonly number[]) =>
  (times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0).toFixed(0);

async function timed(title: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - began);
  }
  console.log(`    ${title.padEnd(46)} ${median(times)} ms, most ${Math.max(...times).toFixed(0)} ms`);
}

// Of each lane some words that only few rows have, and every tenth row a month, not a day.
async function fill(
  { owner, id }: Office,
  of: OpenedCase,
  by: Colleague,
  lanes: number,
  rows: number,
): Promise<void> {
  await sql`with one as (insert into app.chronology (partnership_id, id, case_id, number, opened_by) values (${id}, ${of.id}, ${of.id}, 1, ${by.accountId})),
    setup as (insert into app.chronology_setup (partnership_id, case_id, chronology_id, version, title, columns, set_by)
      values (${id}, ${of.id}, ${of.id}, 1, 'Measured', '[{"key": "date"}]', ${by.accountId})),
    agencies as (insert into app.agency (partnership_id, id, kind, name)
      select ${id}, gen_random_uuid(), 'health', 'Agency ' || ${of.reference}::text || ' ' || n from generate_series(1, ${lanes}) n returning id, name),
    lane as (insert into app.chronology_lane (partnership_id, id, case_id, chronology_id, number, agency_id, state, asked_by, returns)
      select ${id}, a.id, ${of.id}, ${of.id}, row_number() over (order by a.name), a.id, 'given', ${by.accountId}, 1 from agencies a returning id, number),
    given as (insert into app.chronology_return (partnership_id, case_id, lane_id, number, setup_version, given, file_name, file_hash, counts, by_account)
      select ${id}, ${of.id}, l.id, 1, 1, 'file', 'lane ' || l.number || '.xlsx', sha256(''), jsonb_build_object('rowsKept', ${rows}::integer), ${by.accountId} from lane l returning lane_id)
    insert into app.chronology_row (partnership_id, case_id, chronology_id, lane_id, row_id, since, content, minutes, position, sort_key, given, edtf,
      earliest, latest, source, event, seen, columns, place, place_return)
    select ${id}, ${of.id}, ${of.id}, l.id, md5(l.number || '-' || k), 1, md5(l.number || '-' || k), 0, k,
      d.day::text || ' ' || d.until::text || ' 00000 ~ ' || lpad(l.number::text, 5, '0') || ' ' || lpad(k::text, 8, '0'),
      to_char(d.day, 'DD/MM/YYYY'), d.day::text, d.day, d.until, 'Record ' || k % 40,
      (select string_agg((${words}::text[])[1 + (k * 7919 + w * 104729 + l.number * 31) % 20], ' ') from generate_series(1, 24) w) || ' rare' || (k * 13 + l.number) % 400,
      k % 9 = 0, jsonb_build_object('Action', 'Referral made and recorded by worker ' || k % 30), jsonb_build_object('sheet', 'Chronology', 'row', k), 1
    from lane l, generate_series(1, ${rows}) k, lateral (select (date '2012-01-01' + (k * 4000 / ${rows})::integer) as day) s,
      lateral (select s.day, case when k % 10 = 0 then s.day + 30 else s.day end as until) d`.execute(owner);
  await sql`with lane as (select l.id, l.number from app.chronology_lane l where l.chronology_id = ${of.id}),
    said as (insert into app.chronology_mark (partnership_id, case_id, chronology_id, kind, words, made_by)
      select ${id}, ${of.id}, ${of.id}, 'comment', 'word ' || n, ${by.accountId} from generate_series(1, 500) n returning id, words)
    insert into app.chronology_mark_row (partnership_id, case_id, mark_id, lane_id, row_id)
    select ${id}, ${of.id}, s.id, l.id, md5(l.number || '-' || (1 + split_part(s.words, ' ', 2)::integer % ${rows})) from said s, lane l where l.number = 1`.execute(
    owner,
  );
  await sql`analyze`.execute(owner);
}

async function measure(office: Office, by: Colleague, lanes: number, rows: number): Promise<void> {
  const of = await office.openCase(by);
  await fill(office, of, by, lanes, rows);
  console.log(`  ${lanes} lanes of ${rows} rows`);
  const within = <T>(work: Parameters<typeof transactionOf<T>>[2]) =>
    transactionOf(office.app, by.token, work);
  const page = (filter: typeof noFilter) => within((tx) => readFiltered(tx, of.id, filter, null, 51));
  await timed('the lanes with their counts', () => within((tx) => readMergedLanes(tx, of.id)));
  await timed('the first page', () => within((tx) => readMergedRows(tx, of.id, null, 51)));
  const deep = '2020-06-01 2020-06-01 00000 ~ 00001 00000000';
  await timed('a page in the middle', () => within((tx) => readMergedRows(tx, of.id, { after: deep }, 51)));
  await timed('a page before that', () => within((tx) => readMergedRows(tx, of.id, { before: deep }, 51)));
  await timed('filter: a common word, page and count', () => page({ ...noFilter, words: 'bruise' }));
  await timed('filter: a rare word, page and count', () => page({ ...noFilter, words: 'rare17' }));
  await timed('filter: an agency, page and count', () => page({ ...noFilter, lane: 3 }));
  await timed('filter: a period, page and count', () =>
    page({ ...noFilter, from: '2015-03-01', until: '2015-06-30' }),
  );
  await timed('filter: with comments, page and count', () => page({ ...noFilter, said: 'comment' }));
  await timed('filter: undated, page and count', () => page({ ...noFilter, undated: true }));
  await timed('what was said of fifty rows', () =>
    within(async (tx) => {
      const found = await readMergedRows(tx, of.id, null, 51);
      return readMarks(tx, of.id, { rows: found.map(({ lane, rowId }) => `${lane}.${rowId}`) });
    }),
  );
  await timed('gaps', () => within((tx) => readGaps(tx, of.id, true)));
  if (process.argv.includes('--page')) {
    const browser = by.browser();
    const base = `/cases/${of.reference}/chronology/1/merged`;
    await timed('the whole page over HTTP', () => browser.open(base));
    console.log(`      status ${browser.page.status}, ${browser.page.html.length} characters`);
    await timed('the whole page with a period', () => browser.open(`${base}?from=2016&until=2017`));
    for (const as of ['csv', 'json', 'xlsx', 'word', 'pdf'])
      await timed(`taken away as ${as}, an agency`, () => browser.open(`${base}/file/${as}?agency=3`));
  }
}

const office = await openOffice();
try {
  const coordinator = await office.person('coordinator');
  for (const [lanes, rows] of [
    [20, 1_000],
    [50, 400],
    [20, 5_000],
  ] as const)
    await measure(office, coordinator, lanes, rows);
} finally {
  await office.close();
}
