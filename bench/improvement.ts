import { sql } from 'kysely';
import { looked } from './improvement-lists.ts';
import { nearest } from '../src/improvement/similar.ts';
import { readEarlier } from '../src/improvement/store-said.ts';
import { transactionOf, type Tx } from '../src/platform/db/connect.ts';
import { type Colleague, type Office, openOffice } from '../test/casework.ts';
import { judged } from './improvement-judged.ts';

/** Another count can be given as a word, for trying. */
const many = Number(process.argv[2] ?? 235_000);
const agencies = 40;

/** Measures lists, filters and "said before" over 235,000 recommendations of one partnership, and judges the top five on a small corpus. */
export async function benchImprovement(): Promise<void> {
  const office = await openOffice();
  try {
    const coordinator = await office.person('coordinator');
    const ids: string[] = [];
    for (let n = 0; n < agencies; n += 1) ids.push(await office.agency(`Bench Agency ${n}`));
    const member = await office.person('member', { agency: ids[0] ?? '' });
    console.log(`\nImprovement: ${many.toLocaleString('en-GB')} recommendations in one partnership`);
    await judge(office, coordinator, 'the corpus alone');
    await fill(office, coordinator, ids);
    await looked(office.app, coordinator, 'coordinator', ids[1] ?? '', false);
    await looked(office.app, member, `member of one of ${agencies} agencies`, ids[0] ?? '', true);
    await judge(office, coordinator, `the corpus among ${many.toLocaleString('en-GB')} made-up ones`);
  } finally {
    await office.close();
  }
}

// Sentences of some 25 words from a list of the field's, common ones first: the place of a word falls off as in a language.
const words =
  `ensure partnership agency children practitioner review safeguarding multi-agency staff training policy assessment risk information
  family health school police social care plan audit supervision record response support early help protection child parent need referral threshold
  escalation meeting strategy visit voice lived experience domestic abuse neglect mental substance misuse father baby bruise injury paediatrician
  midwife discharge housing homeless fostering private missing exploitation gang county line attendance exclusion education elective home interpreter
  culture identity race disability learning autism transition adult leaver placement sufficiency commissioning capacity caseload manager oversight
  challenge independent chair conference core group legal proceedings court order special guardian kinship contact allegation professional curiosity
  chronology history transfer border probation prison release offender perpetrator programme weapon dog fire water sleep infant death sudden
  unexpected post-mortem toxicology medication overdose self-harm suicide online image grooming trafficking faith honour mutilation marriage`
    .split(/\s+/)
    .filter((word) => word !== '');

async function fill({ owner, id }: Office, { accountId }: Colleague, ids: readonly string[]): Promise<void> {
  const began = performance.now();
  // The words are drawn once for 5,000 texts, of which each recommendation is made with a word of its own.
  await sql`drop index app.recommendation_words`.execute(owner);
  await sql`with texts as materialized (select t, (select string_agg((${words}::text[])[1 + floor(${words.length} * power(x, 1.7))::integer], ' ')
          from (select (hashint8(t * 100 + k) & 1048575) / 1048576.0 as x from generate_series(1, 25) k) w) as text from generate_series(0, 4999) t)
      insert into app.recommendation (partnership_id, origin, source, number, headline, words, version, made_by, made_at)
      select ${id}, 'other-body', 'Bench', n, 'Bench ' || n, t.text || ' ' || (${words}::text[])[1 + n / 5000 % ${words.length}], 1, ${accountId},
        now() - n * interval '20 minutes' from generate_series(1, ${many}) n join texts t on t.t = n % 5000`.execute(
    owner,
  );
  await sql`create index recommendation_words on app.recommendation using gin (search_words) with (fastupdate = off)`.execute(
    owner,
  );
  await sql`insert into app.recommendation_ask (partnership_id, recommendation_id, agency_id, asked_on, response_due, position, delivery, added_by, added_at)
    select ${id}, m.id, (${ids}::uuid[])[1 + m.number % ${ids.length}], ctx.today() - 300, ctx.today() - 100 + m.number % 120,
      case when m.number % 3 = 0 then 'waiting' else 'accepted' end, case when m.number % 5 = 0 then 'evidenced' else 'under-way' end,
      ${accountId}, now() - m.number * interval '20 minutes' from app.recommendation m`.execute(owner);
  await sql`insert into app.action (partnership_id, recommendation_id, ask_id, agency_id, number, reach, title, needed, first_due, due_on, moves, owners, state, made_by)
    select ${id}, a.recommendation_id, a.id, a.agency_id, 1, 'single-agency', 'Bench', 'evidence', ctx.today(),
      ctx.today() - 200 + (hashtext(a.id::text) & 511), (hashtext(a.id::text) & 7) / 7, 1,
      case when hashtext(a.id::text) & 3 = 0 then 'closed' else 'under-way' end, ${accountId} from app.recommendation_ask a`.execute(
    owner,
  );
  await sql`analyze`.execute(owner);
  console.log(`  filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}

/** How one way of looking does: the texts that it puts first. */
type Way = (tx: Tx, typed: string) => Promise<readonly string[]>;

const ours: Way = async (tx, typed) => {
  const earlier = await readEarlier(tx, typed, null);
  const found = nearest(
    typed,
    earlier.filter((one) => one.words !== typed),
  );
  return found.map((one) => one.words);
};

// What anybody would try first; as the database's owner, so that no policy stands in the way of an index.
const byTrigram: Way = async (tx, typed) => {
  const { rows } = await sql<{
    words: string;
  }>`select words from (select words from app.imported_recommendation union all
    select words from app.recommendation where words % ${typed}) x where words <> ${typed} order by similarity(words, ${typed}) desc limit 5`.execute(
    tx,
  );
  return rows.map((row) => row.words);
};
const byText: Way = async (tx, typed) => {
  const { rows } = await sql<{
    words: string;
  }>`with q as (select replace(plainto_tsquery('english', ${typed})::text, '&', '|')::tsquery as q)
    select words from (select words, search_words from app.imported_recommendation union all select words, search_words from app.recommendation) x, q
    where search_words @@ q and words <> ${typed} order by ts_rank(search_words, q, 1) desc limit 5`.execute(
    tx,
  );
  return rows.map((row) => row.words);
};

async function judge({ owner, app, id }: Office, { token }: Colleague, title: string): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(owner);
  await sql`delete from app.imported_recommendation`.execute(owner);
  for (const [at, [report, , text]] of judged.entries())
    await sql`insert into app.imported_recommendation (partnership_id, source, source_id, words) values (${id}, ${report}, ${at}, ${text})`.execute(
      owner,
    );
  await sql`analyze app.imported_recommendation`.execute(owner);
  const asked = judged.filter(([report, about]) => matches(report, about).length > 0);
  console.log(`  Judgement, ${title}: ${asked.length} of ${judged.length} bullets asked, of five reports`);
  for (const [name, way, db] of [
    ['ours', ours, app],
    ['full text', byText, owner],
    ['trigram', byTrigram, owner],
  ] as const)
    await measure(name, asked, (typed) =>
      db === app
        ? transactionOf(app, token, (tx) => way(tx, typed))
        : owner.transaction().execute((tx) => way(tx, typed)),
    );
}

/** The bullets of other reports that one reader judged to ask the same. */
const matches = (report: string, about: readonly string[]) =>
  judged.filter(([other, subjects]) => other !== report && subjects.some((one) => about.includes(one)));

async function measure(
  name: string,
  asked: typeof judged,
  find: (typed: string) => Promise<readonly string[]>,
): Promise<void> {
  const taken: number[] = [];
  let [hits, possible, first, any] = [0, 0, 0, 0];
  for (const [report, about, typed] of asked) {
    const began = performance.now();
    const found = await find(typed);
    taken.push(performance.now() - began);
    const good = new Set(matches(report, about).map(([, , text]) => text));
    const right = found.filter((text) => good.has(text)).length;
    hits += right;
    possible += Math.min(5, good.size);
    first += good.has(found[0] ?? '') ? 1 : 0;
    any += right > 0 ? 1 : 0;
  }
  const sorted = taken.toSorted((a, b) => a - b);
  console.log(
    `    ${name.padEnd(10)} right at the head ${first} of ${asked.length}, one right in the top ${any} of ${asked.length}, ${hits} of ${possible} found; p50 ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0)} ms, p95 ${(sorted[Math.floor(sorted.length * 0.95)] ?? 0).toFixed(0)} ms`,
  );
}

await benchImprovement();
