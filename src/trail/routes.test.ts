import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, officeIn, openOffice, type OpenedCase } from '../../test/casework.ts';
import type { Seen } from '../../test/visitor.ts';
import { type Entry, record } from '../acts/entry.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

let office: Office;
let coordinator: Colleague;
let chair: Colleague;
let inspector: Colleague;
let opened: OpenedCase;

before(async () => {
  checkEveryRead(true);
  office = await openOffice();
  coordinator = await office.person('coordinator', { name: 'Cora Example' });
  chair = await office.person('chair', { name: 'Chaim Example' });
  inspector = await office.person('inspector', { name: 'Ines Example' });
  opened = await office.openCase(coordinator);
});
after(async () => {
  await office.close();
  checkEveryRead(false);
});

/** What somebody did, as the trail has it. */
const did = (who: Colleague, entry: Entry) =>
  transactionOf(office.app, who.token, (tx) => record(tx, office.id, entry));

const newCase = () => office.openCase(coordinator, `Child Rowan`);
const lines = ({ html }: Seen) =>
  [...html.matchAll(/<li class="app-trail__row">([^]*?)<\/li>/g)].map(([, line = '']) => wordsOf(line));
const older = ({ html }: Seen) =>
  /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null;

async function assertNotThere(who: Colleague, path: string) {
  const browser = who.browser();
  const seen = await browser.open(path);
  assert.equal(seen.status, 404, path);
  const nothing = await browser.open('/people/there/is/nothing/here');
  assert.equal(seen.html, nothing.html, path);
}

describe('the record of a case', () => {
  it('has nothing before anybody came, and then the reading of itself', async () => {
    const { reference } = await newCase();
    const browser = coordinator.browser();
    const first = await browser.open(`/cases/${reference}/record`);
    assert.equal(first.status, 200);
    assert.match(
      wordsOf(first.html),
      /Nothing is on record yet\. Your reading of this page is the first entry/,
    );
    await assertGoodHtml(first.html);
    const again = await browser.open(`/cases/${reference}/record`);
    assert.match(lines(again)[0] ?? '', /Cora Example looked at the record of the case$/);
    assert.equal(lines(again).length, 1);
    const done = await browser.open(`/cases/${reference}/record/done`);
    assert.match(wordsOf(done.html), /Nothing has been done with this case yet/);
    await assertGoodHtml(done.html);
  });

  it('tells a chair who did what, newest first, and what was refused', async () => {
    const { id, reference, pseudonym } = await newCase();
    await did(coordinator, { verb: 'decision.record', outcome: 'done', case: id });
    await did(coordinator, { verb: 'case.close', outcome: 'refused', case: id, refusal: 'case-undecided' });
    await did(chair, { verb: 'case.read', outcome: 'done', case: id });
    const seen = await chair.browser().open(`/cases/${reference}/record`);
    assert.deepEqual(
      lines(seen).map((line) => line.replace(/^\d+(:\d\d)?[ap]m /, '')),
      [
        'Chaim Example looked at the case file',
        'Cora Example tried to close the case Refused',
        'Cora Example recorded a decision of the group',
      ],
    );
    assert.match(seen.html, new RegExp(`<title>${reference} – Record – `));
    assert.match(seen.html, new RegExp(pseudonym));
    assert.doesNotMatch(seen.html, /\/trail/, 'the trail is not for a chair');
    await assertGoodHtml(seen.html);
    const done = await chair.browser().open(`/cases/${reference}/record/done`);
    assert.equal(lines(done).length, 2);
  });

  it('tells who has looked, how often, at what and when last', async () => {
    const { id, reference } = await newCase();
    const browser = coordinator.browser();
    const nobody = await browser.open(`/cases/${reference}/record/looked`);
    assert.equal(nobody.heading, 'Nobody has looked yet');
    await assertGoodHtml(nobody.html);
    for (const verb of ['case.read', 'case.read', 'decision.read'] as const)
      await did(chair, { verb, outcome: 'done', case: id });
    await did(chair, { verb: 'case.read', outcome: 'refused', case: id, refusal: 'not-permitted' });
    await did(coordinator, { verb: 'decision.record', outcome: 'done', case: id });
    const seen = await browser.open(`/cases/${reference}/record/looked`);
    assert.equal(seen.heading, '2 people have looked');
    assert.match(
      wordsOf(seen.html),
      /4 looks in all.*Chaim Example 3 looks, last .* The case file: 2 times A decision of the group: 1 time Cora Example 1 look, .* The record of the case: 1 time /,
    );
    await assertGoodHtml(seen.html);
  });

  it('holds no other case’s entries', async () => {
    const [one, other] = [await newCase(), await newCase()];
    await did(chair, { verb: 'case.read', outcome: 'done', case: one.id });
    const seen = await chair.browser().open(`/cases/${other.reference}/record`);
    assert.equal(lines(seen).length, 0);
  });

  it('is not there for those who are on the case, run the service, or are shut out', async () => {
    const { id, reference } = await newCase();
    const trust = await office.agency('Eastwick Hospitals');
    await office.involve(coordinator, { ...opened, id, reference }, trust);
    const member = await office.person('member', { agency: trust });
    const reviewer = await office.person('reviewer');
    await office.name(coordinator, { ...opened, id, reference }, reviewer, 'reviewer');
    const excluded = await office.person(['coordinator', 'chair', 'inspector']);
    await office.exclude(coordinator, { ...opened, id, reference }, excluded);
    const administrator = await office.person('administrator');
    for (const who of [member, reviewer, administrator, inspector, excluded])
      for (const path of ['record', 'record/done', 'record/looked'])
        await assertNotThere(who, `/cases/${reference}/${path}`);
    await assertNotThere(coordinator, '/cases/EASP-1999-0001/record');
    await assertNotThere(coordinator, '/cases/..%2Ftrail/record/looked');
    const { rows } = await sql<{ outcome: string; n: number }>`
      select outcome, count(*) as n from audit.entry_words where account_id = ${member.accountId} group by outcome`.execute(
      office.owner,
    );
    assert.deepEqual(rows, [{ outcome: 'refused', n: 3 }]);
  });
});

describe('the trail of a partnership', () => {
  it('tells the inspector who did what, and keeps the reading of it', async () => {
    await did(coordinator, { verb: 'case.read', outcome: 'done', case: opened.id });
    await did(coordinator, { verb: 'case.read', outcome: 'not-found' });
    const browser = inspector.browser();
    const seen = await browser.open('/trail');
    assert.equal(seen.status, 200);
    assert.match(lines(seen)[0] ?? '', /Cora Example tried to look at the case file Not found$/);
    assert.match(lines(seen)[1] ?? '', /Cora Example looked at the case file EASP-\d{4}-0001$/);
    assert.doesNotMatch(seen.html, /Child (Linden|Rowan)/);
    await assertGoodHtml(seen.html);
    assert.match(lines(await browser.open('/trail'))[0] ?? '', /Ines Example read the audit trail$/);
    assert.match(seen.html, /href="\/trail" aria-current="page"/, 'it is in the navigation');
  });

  it('tells what one person did, and leaves them alone who never were here', async () => {
    const browser = inspector.browser();
    const path = `/trail/people/${coordinator.accountId}`;
    const seen = await browser.open(path);
    assert.equal(seen.heading, 'What Cora Example did and looked at');
    assert.match(lines(seen).at(-1) ?? '', /Looked at|Recorded|Tried/);
    assert.doesNotMatch(lines(seen).join(), /Chaim|Ines/);
    await assertGoodHtml(seen.html);
    const elsewhere = await officeIn(office.world, 'Westwick');
    const stranger = await elsewhere.person('coordinator');
    await elsewhere.close();
    for (const id of [stranger.accountId, '00000000-0000-4000-8000-000000000000', 'x', opened.id])
      await assertNotThere(inspector, `/trail/people/${id}`);
  });

  it('tells what was done with one case by its reference alone, and that it was read', async () => {
    const { id, reference } = await newCase();
    await did(chair, { verb: 'case.read', outcome: 'done', case: id });
    const browser = inspector.browser();
    const seen = await browser.open(`/trail/cases/${reference}`);
    assert.equal(seen.heading, `Who did what with ${reference}`);
    assert.deepEqual(lines(seen).length, 1);
    assert.doesNotMatch(seen.html, /Child (Linden|Rowan)/);
    await assertGoodHtml(seen.html);
    assert.match(
      lines(await browser.open(`/trail/cases/${reference}`))[0] ?? '',
      /Ines Example read the audit trail/,
    );
    await assertNotThere(inspector, '/trail/cases/EASP-1999-0001');
  });

  it('finds a case, a day, or both, and says at the field what is wrong', async () => {
    const browser = inspector.browser();
    const found = async (fields: Readonly<Record<string, string>>) =>
      browser.open(`/trail?${new URLSearchParams({ find: 'yes', ...fields })}`);
    assert.equal(
      (await found({ reference: opened.reference.toLowerCase() })).path,
      `/trail/cases/${opened.reference}`,
    );
    const long = await found({ 'day-day': '1', 'day-month': '2', 'day-year': '2001' });
    assert.equal(long.path, '/trail?on=2001-02-01');
    assert.match(
      wordsOf(long.html),
      /From the end of Thu 1 February 2001 back\. There is nothing older\. Newest/,
    );
    const wrong = await found({
      reference: 'that one',
      'day-day': '31',
      'day-month': '2',
      'day-year': '2026',
    });
    assert.equal(wrong.status, 400);
    assert.deepEqual(wrong.problems, [
      'Enter a case reference with its year and number, like ABCP-2026-0001',
      'Enter a real day, like 23 11 2026',
    ]);
    assert.match(wrong.html, /value="that one"/);
    await assertGoodHtml(wrong.html);
  });

  it('goes back from the end of a day', async () => {
    const { rows } = await sql<{ day: Temporal.PlainDate }>`select ctx.today() as day`.execute(office.owner);
    const today = rows[0]?.day ?? assert.fail();
    await did(chair, { verb: 'case.list', outcome: 'done' });
    const seen = await inspector.browser().open(`/trail?on=${today.toString()}`);
    assert.match(lines(seen)[0] ?? '', /Chaim Example looked at the list of cases/);
    const yesterday = await inspector.browser().open(`/trail?on=${today.subtract({ days: 1 }).toString()}`);
    assert.equal(lines(yesterday).length, 0);
  });

  it('tells apart what was refused, not found or failed', async () => {
    const browser = inspector.browser();
    await office.person('chair').then((who) => who.browser().open('/trail'));
    const seen = await browser.open('/trail?only=not-done');
    assert.match(lines(seen)[0] ?? '', /^\S+ chair number \d+ tried to read the audit trail Refused$/);
    for (const line of lines(seen)) assert.match(line, / (Refused|Not found|Failed)( EASP-\d{4}-\d{4})?$/);
    const person = await browser.open(`/trail/people/${inspector.accountId}?only=not-done`);
    assert.equal(person.heading, 'What Ines Example tried, and was not done');
  });

  it('is there for nobody else, and not by its form either', async () => {
    const paths = [
      '/trail',
      '/trail?find=yes&reference=x',
      `/trail/people/${coordinator.accountId}`,
      `/trail/cases/${opened.reference}`,
    ];
    for (const who of [
      coordinator,
      chair,
      await office.person('administrator'),
      await office.person('member'),
    ])
      for (const path of paths) await assertNotThere(who, path);
  });

  it('does not have the entries of a case from which the inspector is excluded', async () => {
    const shut = await office.person('inspector');
    const { id, reference } = await newCase();
    await did(chair, { verb: 'case.read', outcome: 'done', case: id });
    const browser = shut.browser();
    assert.match((await browser.open('/trail')).html, new RegExp(reference));
    assert.equal((await browser.open(`/trail/cases/${reference}`)).status, 200);
    await office.exclude(coordinator, { ...opened, id, reference }, shut);
    for (const path of ['/trail', `/trail/people/${chair.accountId}`, `/trail/people/${shut.accountId}`])
      assert.doesNotMatch((await browser.open(path)).html, new RegExp(reference), path);
    await assertNotThere(shut, `/trail/cases/${reference}`);
    assert.match((await inspector.browser().open('/trail')).html, new RegExp(reference));
  });

  it('is that of no other partnership', async () => {
    const elsewhere = await officeIn(office.world, 'Northwick');
    const other = await elsewhere.person('inspector');
    assert.equal(lines(await other.browser().open('/trail')).length, 0);
    const seen = await other.browser().open(`/trail/cases/${opened.reference}`);
    assert.equal(seen.status, 404);
    await elsewhere.close();
  });
});

describe('a long trail', () => {
  it('is paged without loss or repetition while others go on adding to it', async () => {
    const { id, reference } = await newCase();
    const hand = await office.person('chair', { name: 'Hand Example' });
    await insertLooks(hand, id, 120);
    for (const path of [`/cases/${reference}/record`, `/trail/cases/${reference}`]) {
      const browser = path.startsWith('/trail') ? inspector.browser() : coordinator.browser();
      const seen: string[] = [];
      for (let next: string | null = path; next !== null; next = older(browser.page)) {
        await browser.open(next);
        assert.ok(lines(browser.page).length <= 50);
        seen.push(...[...browser.page.html.matchAll(/datetime="(2020[^"]+)"/g)].map(([, at = '']) => at));
        await did(chair, { verb: 'case.read', outcome: 'done', case: id });
      }
      assert.equal(seen.length, 120, path);
      assert.equal(new Set(seen).size, 120, path);
      assert.deepEqual(seen, seen.toSorted().toReversed());
      assert.match(browser.page.html, /Newest/);
    }
  });

  it('is read by its indexes, whatever one looks for', async () => {
    const { id } = await newCase();
    await insertLooks(await office.person('chair'), id, 20_000);
    await sql`analyze audit.entry_words`.execute(office.owner);
    const steps = await transactionOf(office.app, inspector.token, async (tx) => {
      const plan = async (rest: ReturnType<typeof sql>) => {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`
          explain select w.seq, w.at, w.verb from audit.entry_words w
          where w.partnership_id = (select ctx.partnership_id()) and ${rest}`.execute(tx);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      };
      return {
        entry_words_pkey: await plan(sql`true order by w.seq desc limit 51`),
        entry_words_case: await plan(sql`w.case_id = ${opened.id}::uuid order by w.seq desc limit 51`),
        entry_words_acts: await plan(
          sql`w.verb not like '%.read' and w.case_id = ${id}::uuid order by w.seq desc limit 51`,
        ),
        entry_words_account: await plan(
          sql`w.account_id = ${chair.accountId}::uuid order by w.seq desc limit 51`,
        ),
        entry_words_not_done: await plan(sql`w.outcome <> 'done' order by w.seq desc limit 51`),
        entry_words_at: await plan(sql`w.at < now() order by w.at desc, w.seq desc limit 1`),
      };
    });
    for (const [index, plan] of Object.entries(steps))
      assert.match(plan, new RegExp(`using ${index} `), plan);
  });
});

// As the owner, and without a chain that would hold: in 2020, a second apart.
async function insertLooks(who: Colleague, caseId: string, many: number) {
  await sql`
    with head as (update audit.head set seq = seq + ${many} where partnership_id = ${office.id} returning seq - ${many} as seq),
    entries as (
      insert into audit.entry (partnership_id, seq, leaf, hash)
      select ${office.id}, head.seq + n, '\\x00', '\\x00' from head, generate_series(1, ${many}::integer) n returning seq)
    insert into audit.entry_words (partnership_id, seq, at, verb, outcome, actor_kind, account_id, case_id, salt, body)
    select ${office.id}, head.seq + n, timestamptz '2020-01-01' + n * interval '1 second', 'case.read', 'done', 'session',
      ${who.accountId}, ${caseId}, '\\x00', '{}' from head, generate_series(1, ${many}::integer) n`.execute(
    office.owner,
  );
}
