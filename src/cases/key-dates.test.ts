import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { goodAnswers } from '../../test/referrer.ts';
import type { Visitor } from '../../test/visitor.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { inTime, keyDatesFrom } from './key-dates.ts';
import { areaWords, noticesOfFile, nowhere, whereFrom, whereProblems } from './where.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const home = { code: 'E08000012', name: 'Liverpool' };

describe('key dates in the order of time', () => {
  it('stand by their day, and what has none comes last and borrows none', () => {
    const dates = [
      { day: null, what: 'not known' },
      { day: day('2026-06-05'), what: 'second' },
      { day: null, what: 'early June' },
      { day: day('2026-01-05'), what: 'first' },
      { day: day('2026-06-05'), what: 'third' },
    ];
    assert.deepEqual(
      inTime(dates).map(({ what }) => what),
      ['first', 'second', 'third', 'not known', 'early June'],
    );
  });

  it('are taken from a referral as they were written', () => {
    const dates = [
      { id: '1', 'date-given': 'early June', 'date-time': '10 pm', 'date-event': 'a fall' },
      { id: '2', 'date-day': '2026-06-05', 'date-event': 'a visit' },
      { id: '3', 'date-given': 'later' },
    ];
    assert.deepEqual(keyDatesFrom({ dates }), [
      { day: null, given: 'early June', time: '10 pm', what: 'a fall' },
      { day: day('2026-06-05'), given: '', time: '', what: 'a visit' },
    ]);
  });
});

describe('where, in a file', () => {
  it('is what the referral says, by codes', () => {
    const children = [
      {
        id: '1',
        'child-area': 'elsewhere',
        'child-authority': 'Sefton',
        'child-looked-after': 'yes',
        'child-looked-after-by': 'Knowsley',
      },
      { id: '2', 'child-area': 'outside-england', 'child-country': 'Wales', 'child-looked-after': 'no' },
      { id: '3' },
    ];
    const found = whereFrom({ 'incident-area': 'here', children }, home);
    assert.deepEqual(found.incident, { area: 'E08000012', areaCountry: '' });
    assert.deepEqual(
      found.children.map(({ livesIn, livesInCountry, lookedAfter, lookedAfterBy }) => [
        areaWords(livesIn, livesInCountry, home),
        lookedAfter,
        areaWords(lookedAfterBy, '', home),
      ]),
      [
        ['Sefton', 'yes', 'Knowsley'],
        ['Outside England: Wales', 'no', ''],
        ['', 'not-known', ''],
      ],
    );
  });

  it('says who notifies, and that nobody knows yet where nothing is on record', () => {
    const child = { ...nowhere, diedOn: null };
    const named = (area: string) => noticesOfFile([{ area, areaCountry: '' }], [child], home)[0]?.authority;
    assert.deepEqual([named('E08000012'), named('')], ['Liverpool', null]);
    assert.equal(noticesOfFile([], [], home).length, 1);
  });

  it('has a country outside England alone', () => {
    assert.equal(whereProblems({ area: 'E08000012', 'area-country': 'Wales' }).length, 1);
    assert.deepEqual(whereProblems({ area: 'outside-england', 'area-country': 'Wales' }), []);
  });
});

describe('a case that is opened from a referral', () => {
  let office: Office;
  let coordinator: Colleague;
  let staff: Visitor;
  let reference = '';
  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
    staff = coordinator.browser();
    const answers = goodAnswers('Ash');
    const dates = [
      { id: '1', 'date-given': 'not known', 'date-event': 'Ash undated' },
      { id: '2', 'date-day': '2026-06-05', 'date-time': 'late', 'date-event': 'Ash after' },
      { id: '3', 'date-day': '2026-01-02', 'date-event': 'Ash before' },
    ];
    const elsewhere = { 'incident-area': 'elsewhere', 'incident-authority': 'Knowsley' };
    const referral = await office.referral({ ...answers, ...elsewhere, dates });
    await staff.open(`/referrals/${referral}`);
    assert.match(
      wordsOf(staff.page.html),
      /Which authority must notify .*Knowsley, which is another partnership’s/,
    );
    await assertGoodHtml(staff.page.html);
    await staff.open(`/referrals/${referral}/case`);
    assert.match(wordsOf(staff.page.html), /Its 3 key dates.*Which authority must notify/);
    await assertGoodHtml(staff.page.html);
    await send('/case', { harm: 'died', event: 'notifiable-incident' });
    reference = /cases\/([A-Z]+-\d{4}-\d{4})/.exec(staff.page.path)?.[1] ?? '';
  });
  after(() => office.close());

  const send = (ending: string, given: Readonly<Record<string, string>>) => {
    const forms = [...staff.page.html.matchAll(/<form([^>]*)>/g)];
    const at = forms.findIndex(([, opening = '']) => new RegExp(`action="[^"]*${ending}"`).test(opening));
    return staff.send(given, at);
  };
  const people = () => staff.open(`/cases/${reference}/people`);

  it('keeps its key dates in the order of time, with where they came from', async () => {
    await people();
    await assertGoodHtml(staff.page.html);
    assert.match(
      wordsOf(staff.page.html),
      /Key dates .*2 January 2026.*Ash before Referral 1 of.*5 June 2026, late.*Ash after.*not known.*Ash undated/,
    );
  });

  it('shows in whose area it was and who notifies, and both can be put right', async () => {
    await people();
    assert.match(wordsOf(staff.page.html), /In the area of Knowsley.*notifies/);
    const form = /href="([^"]*\/people\/incidents\/[0-9a-f-]{36})"/.exec(staff.page.html)?.[1] ?? '';
    await staff.open(form);
    await assertGoodHtml(staff.page.html);
    assert.match(staff.page.html, /value="E08000011" selected/);
    const typed = { 'incident-when': 'In June', 'incident-what': 'a fall' };
    const base = /name="base" value="([^"]*)"/.exec(staff.page.html)?.[1] ?? '';
    await send(form, { ...typed, area: 'E08000014', 'area-country': 'Wales' });
    assert.deepEqual(staff.page.problems, ['Choose “Outside England” above, or leave the country empty']);
    await assertGoodHtml(staff.page.html);
    await send(form, { ...typed, base, area: 'outside-england', 'area-country': 'Wales' });
    assert.equal(staff.page.path, `/cases/${reference}/people`, staff.page.problems.join());
    assert.match(wordsOf(staff.page.html), /In the area of Outside England: Wales/);
    const child = /href="([^"]*\/people\/children\/[0-9a-f-]{36})"/.exec(staff.page.html)?.[1] ?? '';
    await staff.open(child);
    await assertGoodHtml(staff.page.html);
    assert.match(staff.page.html, /Eastwick Vale Council|Eastwick/);
  });

  it('gets another, changes it, and takes one out and back again', async () => {
    await staff.open(`/cases/${reference}/people/key-dates/new`);
    await assertGoodHtml(staff.page.html);
    await send('/new', { 'date-event': 'no day' });
    assert.deepEqual(staff.page.problems, ['Enter the day, or say roughly when it was']);
    await assertGoodHtml(staff.page.html);
    await send('/new', { 'date-given': 'the spring', 'date-event': 'Written by staff' });
    assert.match(wordsOf(staff.page.html), /the spring.*Written by staff Written here/);
    const links = [...staff.page.html.matchAll(/href="([^"]*\/key-dates\/[0-9a-f-]{36})"/g)].map(
      ([, to = '']) => to,
    );
    const [first = ''] = links;
    assert.equal(links.length, 4);
    await staff.open(first);
    await assertGoodHtml(staff.page.html);
    await send(first, {
      'date-day-day': '3',
      'date-day-month': '1',
      'date-day-year': '2026',
      'date-event': 'Ash moved',
    });
    assert.match(wordsOf(staff.page.html), /3 January 2026.*Ash moved/);
    await staff.open(`${first}/remove`);
    await assertGoodHtml(staff.page.html);
    await send('/remove', {});
    assert.match(wordsOf(staff.page.html), /Taken out of the list.*Ash moved/);
    await assertGoodHtml(staff.page.html);
    await send('/put-back', {});
    assert.doesNotMatch(wordsOf(staff.page.html), /Taken out of the list/);
  });

  it('keeps them from whoever may not change the case, or may not see it', async () => {
    const member = await office.person('member', { agency: await office.agency('Hospital') });
    const shut = await office.person('coordinator');
    const { rows } = await sql<{
      id: string;
    }>`select id from app.case_file where reference = ${reference}`.execute(office.owner);
    const id = rows[0]?.id ?? '';
    await office.exclude(coordinator, { id, reference, pseudonym: '' }, shut);
    for (const who of [member, shut]) {
      const browser = who.browser();
      assert.equal((await browser.open(`/cases/${reference}/people/key-dates/new`)).status, 404, who.name);
      await transactionOf(office.app, who.token, async (tx) => {
        assert.deepEqual((await sql`select 1 from app.case_key_date`.execute(tx)).rows, [], who.name);
        const { numAffectedRows } = await sql`update app.case_key_date set what = 'changed'`.execute(tx);
        assert.equal(numAffectedRows, 0n, who.name);
      });
      await assert.rejects(
        transactionOf(office.app, who.token, (tx) =>
          sql`insert into app.case_key_date (partnership_id, case_id, given, what) values (${office.id}, ${id}, 'then', 'it')`.execute(
            tx,
          ),
        ),
        { code: '42501' },
        who.name,
      );
    }
  });
});
