import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import type { Colleague, OpenedCase } from '../../test/casework.ts';
import { officeIn } from '../../test/casework.ts';
import { openReviewing, type Reviewing } from '../../test/reviewing.ts';
import { usualColumns } from './columns-asked.ts';
import { laneOf } from './engine/merging/lane.ts';
import { readReturn } from './engine/reading/read.ts';
import { takenInto } from './kept-rows.ts';
import { readKeptRows, takeReturn } from './store-lane.ts';
import { addChronology, moveChronology, openLane } from './store.ts';

const today = '2026-11-23';
const social = [
  'Date,Source,Event,Child seen,Worker',
  '12/03/2016,Case note,"Zorro Example seen at home by the health visitor, bruise on left arm.",yes,Ms Example',
  'March 2017,File,Zorro was said to be well.,,',
  '05/06/2018,"=HYPERLINK(""http://a.example"")",Visit by Quilla Brookhart.,no,',
  'soonish,Note,Zorro Example was talked of.,,',
].join('\n');
const police = [
  'Date,Source,Event',
  '12/03/2016,Log 1,"Child seen at home by the health visitor, bruise on right arm."',
  '01/09/2016,Log 2,Call to the address.',
  'undated,Log 3,A note on the file.',
].join('\n');

describe('the merged chronology', () => {
  let world: Reviewing;
  let of: OpenedCase;
  let officer: Colleague;
  let reviewer: Colleague;
  let base: string;
  let chronologyId: string;
  let socialLane: string;

  const give = (laneId: string, number: number, returns: number, agency: string, csv: string) =>
    transactionOf(world.office.app, world.coordinator.token, async (tx) => {
      const file = readReturn(new TextEncoder().encode(csv), 'Zorro_Example chronology.csv', { agency });
      const lane = laneOf(file, today);
      const taken = takenInto(await readKeptRows(tx, laneId), lane, number);
      const counts = {
        rowsRead: lane.rowsRead,
        rowsKept: lane.rows.length,
        rowsNotUnderstood: lane.notUnderstood.length,
        rowsSetAside: lane.setAside.length,
        added: 0,
        changed: 0,
        withdrawn: 0,
      };
      const { notUnderstood, setAside } = lane;
      const wish = {
        given: 'file' as const,
        fileName: file.file,
        fileHash: '00'.repeat(32),
        mapping: null,
        by: null,
      };
      await takeReturn(tx, { id: laneId, returns }, { ...wish, counts, notUnderstood, setAside }, taken);
    });
  const see = async (path: string, who: Colleague = world.coordinator) => (await world.at(path, who)).page;
  const words = async (path: string, who?: Colleague) => wordsOf((await see(path, who)).html);

  before(async () => {
    world = await openReviewing();
    of = await world.newCase();
    await sql`update app.child set born_on = '2015-02-03'`.execute(world.office.owner);
    officer = await world.office.person('member', { agency: world.force });
    reviewer = await world.office.person('reviewer');
    await world.office.name(world.coordinator, of, reviewer, 'reviewer', '2027-03-31');
    await transactionOf(world.office.app, world.coordinator.token, async (tx) => {
      const setup = {
        title: 'All agencies',
        from: null,
        until: null,
        instructions: '',
        columns: usualColumns,
      };
      const opened = await addChronology(tx, of.id, setup);
      chronologyId = opened.id;
      base = `/cases/${of.reference}/chronology/${opened.number}/merged`;
      const lane = async (agency: string) =>
        (await openLane(tx, opened.id, { agency, person: '', email: null, due: null })).id;
      socialLane = await lane(world.council);
      const policeLane = await lane(world.force);
      return policeLane;
    }).then((policeLane) => give(policeLane, 2, 0, world.force, police));
    await give(socialLane, 1, 0, world.council, social);
  });
  after(() => world.office.close());

  it('stands in one order, with agency, what a date was understood as, age and interval, and no name', async () => {
    const { html, status } = await see(base);
    assert.equal(status, 200);
    await assertGoodHtml(html);
    const said = wordsOf(html);
    assert.match(said, /6 rows of 2 agencies, in one order/);
    assert.match(said, /Imprecise: some time from 1 March 2017 to 31 March 2017/);
    assert.match(said, /173 days later/);
    assert.match(said, /Child Rowan: 1 year 1 month/);
    assert.match(said, /Child Rowan: 2 years to 2 years 1 month/);
    assert.match(said, /Date not understood: 1 row/);
    assert.match(said, /soonish/);
    const order = [
      'bruise on left',
      'bruise on right',
      'Call to the address',
      'said to be well',
      'Visit by',
      'A note',
    ];
    const places = order.map((one) => said.indexOf(one));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.doesNotMatch(html, /Zorro|Ms Example/);
  });

  it('shows names to whoever asks, and the trail says that it did', async () => {
    assert.match(await words(`${base}?names=shown`), /Zorro Example seen at home/);
    const { rows } = await sql<{ names: boolean }>`
      select (w.body::jsonb -> 'facts' ->> 'names')::boolean as names from audit.entry_words w
      where w.verb = 'chronology.read' and w.body::jsonb -> 'facts' ->> 'what' = 'merge' order by w.seq desc limit 1`.execute(
      world.office.owner,
    );
    assert.deepEqual(rows, [{ names: true }]);
  });

  it('is narrowed by agency, period, words and what was said', async () => {
    for (const [query, expected] of [
      ['agency=2', /3 of 6 rows: Eastwick Police/],
      ['from=2017', /2 of 6 rows: from 1 January 2017/],
      ['from=March 2016&until=2016', /3 of 6 rows/],
      ['undated=yes', /1 of 6 rows: without a date/],
      ['said=key-event', /0 of 6 rows/],
      ['agency=99', /6 rows of 2 agencies/],
    ] as const)
      assert.match(await words(`${base}?${query}`), expected, query);
    const browser = await world.at(base);
    await browser.send({ words: 'bruise' }, formOf(browser.page.html, '/find'));
    assert.match(wordsOf(browser.page.html), /2 of 6 rows: with the words looked for/);
    assert.doesNotMatch(browser.page.html, /href="[^"]*bruise/, 'what is typed stands in no address');
    const wrong = await see(`${base}?from=no such day`);
    assert.equal(wrong.status, 400);
    await assertGoodHtml(wrong.html);
  });

  it('shows an agency its own rows until the release, and says so', async () => {
    const before = await words(base, officer);
    assert.match(before, /You see the rows of your own agency/);
    assert.match(before, /Call to the address/);
    assert.doesNotMatch(before, /said to be well|soonish|left arm/);
    for (const part of ['/file/csv', '/file/json', '/gaps', '/alike', '/said', '/not-understood'])
      assert.doesNotMatch(
        (await see(`${base}${part}`, officer)).html,
        /said to be well|soonish|left arm/,
        part,
      );
    const [, left = ''] = /merged\/(1\.[0-9a-f-]+)"[^]*?left arm/.exec((await see(base)).html) ?? [];
    assert.notEqual(left, '');
    assert.equal((await see(`${base}/${left}`)).status, 200);
    assert.equal((await see(`${base}/${left}`, officer)).status, 404);
  });

  it('is nothing to whoever is excluded, or of another partnership', async () => {
    const shut = await world.office.person('coordinator');
    await world.office.exclude(world.coordinator, of, shut);
    const elsewhere = await officeIn(world.office.world, 'Westwick');
    const stranger = await elsewhere.person('coordinator');
    for (const part of ['', '/file/csv', '/gaps', '/glossary', '/say?row=1.ab'])
      for (const who of [shut, stranger]) assert.equal((await see(`${base}${part}`, who)).status, 404, part);
    await elsewhere.close();
  });

  it('suggests what may be one event with its conflict, and a person settles it once', async () => {
    const browser = await world.at(`${base}/alike`, reviewer);
    await assertGoodHtml(browser.page.html);
    assert.match(wordsOf(browser.page.html), /1 events? that several agencies may tell/);
    assert.match(wordsOf(browser.page.html), /left arm.*right arm/);
    const form = browser.page.html.match(/<form[^>]*>/g)?.findIndex((one) => one.includes('/say')) ?? 0;
    await browser.send({ kind: 'same-event' }, form);
    assert.equal(browser.page.status, 200);
    assert.match(wordsOf(browser.page.html), /Nothing more looks alike/);
    assert.match(await words(`${base}/said`), /Same event/);
  });

  it('keeps what was said of a row through a corrected return, and says where the row was left out', async () => {
    const html = (await see(base)).html;
    const key = (event: string) =>
      [...html.matchAll(/merged\/([12]\.[0-9a-f-]+)"/g)]
        .map(([, found = '']) => ({ found, at: html.indexOf(`merged/${found}"`) }))
        .findLast(({ at }) => at < html.indexOf(event))?.found ?? '';
    const [well, visit] = [key('said to be well'), key('Visit by')];
    for (const [row, said] of [
      [well, 'Who said so?'],
      [visit, 'The last visit.'],
    ] as const) {
      const browser = await world.at(`${base}/say?row=${row}`, reviewer);
      await assertGoodHtml(browser.page.html);
      await browser.send({ kind: 'comment', say: '' }, formOf(browser.page.html, '/say'));
      assert.deepEqual(browser.page.problems, ['Write the comment']);
      await browser.send({ kind: 'comment', say: said }, formOf(browser.page.html, '/say'));
      assert.match(browser.page.heading, /things? said of rows/);
    }
    const corrected = social
      .replace('was said to be well', 'was reported well')
      .replace(/^05\/06\/2018.*\n/m, '');
    await give(socialLane, 1, 1, world.council, corrected);
    const row = await words(`${base}/${well}`);
    assert.match(row, /was reported well/);
    assert.match(row, /Who said so\?/);
    assert.match(row, /What it said before.*was said to be well/);
    assert.match(await words(`${base}/${visit}`), /left this row out with its return 2/);
    assert.match(await words(`${base}/said`), /The last visit\.; 1 of its rows was left out/);
    assert.match(await words(`${base}?said=comment`), /1 of 5 rows/);
  });

  it('saves a view, and refuses a second of its name', async () => {
    const save = async () => {
      const browser = await world.at(base);
      await browser.send({ agency: '2', words: 'call' }, formOf(browser.page.html, '/find'));
      await browser.send({ name: 'Calls' }, formOf(browser.page.html, '/merged"'));
      return browser.page;
    };
    await save();
    assert.match(await words(base), /Saved views Calls/);
    const second = await save();
    assert.deepEqual(second.problems, ['Give the view a name that no other has, of at most 100 characters']);
  });

  it('takes names out by a glossary that people complete', async () => {
    const browser = await world.at(`${base}/glossary`);
    await assertGoodHtml(browser.page.html);
    assert.match(wordsOf(browser.page.html), /Zorro Example; Zorro Shown as Child Rowan/);
    await browser.send(
      { kind: 'person', forms: 'Log 2', shown: 'Record B' },
      formOf(browser.page.html, '/glossary'),
    );
    assert.match(wordsOf(browser.page.html), /Log 2 Shown as Record B/);
    assert.doesNotMatch(await words(base), /Log 2/);
    await browser.send(
      { kind: 'person', forms: 'log 2', shown: 'Record C' },
      formOf(browser.page.html, '/glossary'),
    );
    assert.equal(browser.page.problems.length, 1);
  });

  it('is taken away without names, safe from formulas, and says what it leaves out', async () => {
    const csv = (await see(`${base}/file/csv`)).html;
    assert.doesNotMatch(csv, /Zorro/);
    assert.match(csv, /Child Rowan/);
    assert.doesNotMatch(csv, /(^|,|")[=@]/m);
    assert.match(csv, /Date not understood/);
    assert.match(csv, /All 5 rows are in it/);
    assert.match(csv, /Who said so\?/);
    const json = (await see(`${base}/file/json?agency=2`)).html;
    assert.match(json, /3 of 5 rows are in it: Eastwick Police/);
    assert.doesNotMatch(json, /Zorro/);
    assert.match((await see(`${base}/file/csv?names=shown`, reviewer)).html, /Zorro Example seen at home/);
    for (const as of ['word', 'pdf', 'xlsx']) assert.equal((await see(`${base}/file/${as}`)).status, 200, as);
    assert.equal((await see(`${base}/file/exe`)).status, 404);
  });

  it('is read whole by the agencies once it is released; a file with names stays with those who work on it', async () => {
    await transactionOf(world.office.app, world.coordinator.token, (tx) =>
      moveChronology(tx, chronologyId, 'released'),
    );
    assert.match(await words(base, officer), /was reported well/);
    assert.doesNotMatch((await see(base, officer)).html, /Say something of the chosen rows|Zorro/);
    assert.equal((await see(`${base}/file/csv?names=shown`, officer)).status, 404);
    assert.equal((await see(`${base}/say?row=1.ab`, officer)).status, 404);
    for (const part of ['/gaps', '/said', '/not-understood', '/glossary'])
      await assertGoodHtml((await see(`${base}${part}`, officer)).html);
    assert.match(await words(`${base}/gaps`, officer), /Without a row of any agency/);
  });

  const formOf = (html: string, action: string) =>
    (html.match(/<form[^>]*>/g) ?? []).findIndex((one) => one.includes(action) && one.includes('post'));
});
