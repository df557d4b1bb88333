import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, type OpenedCase, openOffice } from '../../test/casework.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';

describe('the picture of a chronology', () => {
  let office: Office;
  let opened: OpenedCase;
  let coordinator: Colleague;
  let member: Colleague;
  const path = (rest = '') => `/cases/${opened.reference}/chronology/1/picture${rest}`;

  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    opened = await office.openCase(coordinator);
    const [trust, force] = [
      await office.agency('Eastwick Hospitals'),
      await office.agency('Merrowshire Constabulary', 'police'),
    ];
    for (const agency of [trust, force]) await office.involve(coordinator, opened, agency);
    member = await office.person('member', { agency: trust });
    await sql`with c as (insert into app.chronology (partnership_id, case_id, number, opened_by)
        values (${office.id}, ${opened.id}, 1, ${coordinator.accountId}) returning *),
      s as (insert into app.chronology_setup (partnership_id, case_id, chronology_id, version, title, columns, set_by)
        select partnership_id, case_id, id, 1, 'What was known', '[{}]'::jsonb, opened_by from c)
      insert into app.chronology_lane (partnership_id, case_id, chronology_id, number, agency_id, state, asked_by, returns)
        select partnership_id, case_id, id, n, a::uuid, 'given', opened_by, 1 from c,
          unnest(array[1, 2], array[${trust}, ${force}]) as t (n, a)`.execute(office.owner);
    await sql`insert into app.chronology_return (partnership_id, case_id, lane_id, number, setup_version, given, counts, by_account)
      select partnership_id, case_id, id, 1, 1, 'typed', '{}', ${coordinator.accountId} from app.chronology_lane
      where case_id = ${opened.id}`.execute(office.owner);
    await add(1, '2026-01-05', '2026-01-05');
    await add(1, '2026-03-01', '2026-04-15');
    await add(1, null, null);
    await add(2, '2026-06-01', '2026-06-01');
    await sql`with m as (insert into app.chronology_mark (partnership_id, case_id, chronology_id, kind, words, made_by)
        select partnership_id, case_id, id, 'key-event', 'First seen', opened_by from app.chronology where case_id = ${opened.id} returning *)
      insert into app.chronology_mark_row (partnership_id, case_id, mark_id, lane_id, row_id)
        select m.partnership_id, m.case_id, m.id, r.lane_id, r.row_id from m, app.chronology_row r
        where r.case_id = ${opened.id} and r.earliest = '2026-01-05'`.execute(office.owner);
  });
  after(() => office.close());

  const add = (lane: number, earliest: string | null, latest: string | null, many = 1) =>
    sql`insert into app.chronology_row (partnership_id, case_id, chronology_id, lane_id, row_id, since, content, minutes, position, sort_key,
        given, edtf, earliest, latest, place, place_return)
      select l.partnership_id, l.case_id, l.chronology_id, l.id, gen_random_uuid()::text, 1, 'x', 0, n, coalesce(${earliest}, '9') || n, 'as given', 'x',
        ${earliest}::date + n, ${latest}::date + n, '{"row": 1}', 1
      from app.chronology_lane l, generate_series(0, ${many - 1}) n where l.case_id = ${opened.id} and l.number = ${lane}`.execute(
      office.owner,
    );

  it('has a lane for each agency, with what is uncertain, undated and a key event, and the same as a table', async () => {
    const { status, html, heading } = await coordinator.browser().open(path());
    assert.equal(status, 200);
    assert.equal(heading, '4 entries: 2 agencies');
    const text = wordsOf(html);
    assert.match(text, /1 gap of 28 days or more 1 key event 1 undated/);
    assert.match(text, /some time from 1 March 2026 to 15 April 2026/);
    assert.match(text, /74 to 147 days, from 5 January 2026 to 1 June 2026/);
    assert.match(html, /aria-label="Key event 1: 5 January 2026, Eastwick Hospitals, First seen"/);
    assert.match(html, />74 to 147 days</, 'the uncertain entry lies in the gap');
    await assertGoodHtml(html);
  });

  it('comes closer by its address, and says what lies outside', async () => {
    const { html, heading } = await coordinator.browser().open(path('?from=2026-06-01&until=2026-06-30'));
    assert.equal(heading, '2 entries: 2 agencies');
    assert.match(wordsOf(html), /2 earlier/);
    const wrong = await coordinator.browser().open(path('?from=never&until=2026-06-30'));
    assert.equal(wrong.heading, '4 entries: 2 agencies');
  });

  it('is a file to take away, and not found for whoever may not read it or under another number', async () => {
    const file = await coordinator.browser().open(path('.svg'));
    assert.match(file.html, /<svg [\s\S]*Merrowshire Constabulary/);
    for (const rest of ['/../../2/picture', '/../../x/picture'])
      assert.equal((await coordinator.browser().open(new URL(path(rest), 'http://x').pathname)).status, 404);
    const stranger = await office.person('member');
    assert.equal((await stranger.browser().open(path())).status, 404);
  });

  it('shows an agency its own lane until the merge is released, and no time in which nobody was there', async () => {
    const { html, heading } = await member.browser().open(path());
    assert.equal(heading, '3 entries: 1 agency');
    assert.doesNotMatch(html, /Merrowshire Constabulary/);
    assert.match(wordsOf(html), /1 other agency with nothing to see here yet/);
    assert.doesNotMatch(html, /No row of any agency<\/h2>/);
  });

  it('counts where there are many, each entry once', async () => {
    await add(2, '2025-01-01', '2025-01-01', 700);
    const { html, heading } = await coordinator.browser().open(path());
    assert.equal(heading, '704 entries: 2 agencies');
    const row = /Merrowshire Constabulary<\/a><\/th>([\s\S]*?)<\/tr>/.exec(html)?.[1] ?? '';
    const cells = wordsOf(row)
      .split(' ')
      .map((cell) => (cell === '–' ? 0 : Number(cell)));
    assert.equal(cells.at(-1), 701);
    assert.equal(
      cells.slice(0, -1).reduce((sum, count) => sum + count, 0),
      701,
    );
    await assertGoodHtml(html);
  });

  it('stands beside a map of the family, that whoever reads the case can open', async () => {
    const seen = await coordinator.browser().open(`/cases/${opened.reference}/people/map`);
    assert.equal(seen.status, 200);
    await assertGoodHtml(seen.html);
    const stranger = await office.person('member');
    assert.equal((await stranger.browser().open(`/cases/${opened.reference}/people/map`)).status, 404);
  });
});
