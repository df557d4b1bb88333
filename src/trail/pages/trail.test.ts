import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { CaseHeader } from '../../cases/header.ts';
import { checkEveryRead } from '../../platform/pages/page.ts';
import { exampleFrame, renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import type { EntryDays } from '../reading.ts';
import { lookedHeading, type LookedPage, lookedPage } from './looked.ts';
import { type RecordPage, recordPage } from './record.ts';
import { type TrailPage, trailPage } from './trail.ts';

after(() => checkEveryRead(false));

const day = Temporal.PlainDate.from('2026-11-23');
const time = Temporal.PlainTime.from('16:40:12');
const header: CaseHeader = {
  reference: 'EASP-2026-0001',
  pseudonym: 'Child Linden',
  state: { words: 'Before the group', mark: 'running' },
  readers: 2,
  readersHref: null,
  recordHref: null,
  notifiable: null,
  pages: [],
  sections: [{ text: 'Record', href: '/cases/EASP-2026-0001/record', current: true }],
};
const lists = [
  { text: 'Everything', href: '/cases/EASP-2026-0001/record', current: true },
  { text: 'Who has looked', href: '/cases/EASP-2026-0001/record/looked', current: false },
];
const line: EntryDays['days'][number]['lines'][number] = {
  instant: '2026-11-23T16:40:12Z',
  time,
  who: { name: 'Ada Example', href: null },
  what: 'looked at the case file',
  of: null,
  state: null,
};

describe('the record of a case', () => {
  const record: RecordPage = {
    header,
    heading: 'What was done and looked at',
    lists,
    days: [
      {
        day,
        lines: [
          line,
          { ...line, what: 'tried to close the case', state: { mark: 'blocked', words: 'Refused' } },
        ],
      },
    ],
    older: '/cases/EASP-2026-0001/record?before=7',
    newest: null,
    empty: 'Nothing yet.',
  };

  it('tells who did what and when, with a mark and a word at what was refused', async () => {
    const html = await renderChecked(recordPage, record);
    assert.match(
      wordsOf(html),
      /Mon 23 November 2026 4:40pm Ada Example looked at the case file 4:40pm Ada Example tried to close the case Refused Older/,
    );
    assert.match(html, /datetime="2026-11-23T16:40:12Z"/);
    assert.doesNotMatch(html, /Newest|Nothing yet/);
  });

  it('says so where there is nothing', async () => {
    const words = wordsOf(await renderChecked(recordPage, { ...record, days: [], older: null }));
    assert.match(words, /Who has looked Nothing yet\./);
    assert.doesNotMatch(words, /Older/);
  });
});

describe('who has looked at a case', () => {
  const looked: LookedPage = {
    header,
    heading: '1 person has looked',
    lists,
    looks: 3,
    since: null,
    people: [
      {
        name: 'Ada Example',
        times: 3,
        last: { day, time },
        at: [
          { words: 'the case file', times: 2 },
          { words: 'who can open the case', times: 1 },
        ],
      },
    ],
  };

  it('is told by person, with how often and when last', async () => {
    const words = wordsOf(await renderChecked(lookedPage, looked));
    assert.match(
      words,
      /3 looks in all\. .*Ada Example 3 looks, last Mon 23 November 2026, 4:40pm The case file: 2 times Who can open the case: 1 time /,
    );
  });

  it('says how far back it was counted', async () => {
    const words = wordsOf(await renderChecked(lookedPage, { ...looked, looks: 2_000, since: day }));
    assert.match(words, /from the last 2,000 looks, back to Mon 23 November 2026/);
  });

  it('says so where nobody has', async () => {
    const nobody = { ...looked, people: [], looks: 0, heading: lookedHeading({ people: [] }) };
    assert.match(wordsOf(await renderChecked(lookedPage, nobody)), /Nobody has looked yet .*first look/);
  });
});

describe('the trail of a partnership', () => {
  const trail: TrailPage = {
    heading: 'Who did what',
    action: '/trail',
    findsCases: true,
    typed: { reference: '', day: '', month: '', year: '' },
    problems: { reference: null, day: null },
    lists,
    on: null,
    days: [
      {
        day,
        lines: [
          {
            ...line,
            who: { name: 'Ada Example', href: '/trail/people/a1' },
            of: { reference: 'EASP-2026-0001', href: '/trail/cases/EASP-2026-0001' },
          },
          { ...line, who: null, state: { mark: 'look', words: 'Not found' } },
        ],
      },
    ],
    older: null,
    newest: null,
    empty: 'Nothing yet.',
  };

  it('leads to what one person did and to what was done with one case', async () => {
    const html = await renderChecked(trailPage, trail);
    assert.match(html, /href="\/trail\/people\/a1">Ada Example</);
    assert.match(html, /href="\/trail\/cases\/EASP-2026-0001">EASP-2026-0001</);
    assert.match(wordsOf(html), /4:40pm Looked at the case file Not found/);
    assert.doesNotMatch(html, /<details[^>]* open/);
  });

  it('opens the form with what is wrong beside the field', async () => {
    const problems = { reference: 'Enter a case reference', day: 'Enter a real day' };
    const errors = [{ text: 'Enter a real day', href: '#day-day' }];
    const html = await renderChecked(trailPage, { ...trail, problems }, { ...exampleFrame, errors });
    assert.match(html, /<details[^>]* open/);
    assert.match(html, /id="day-error"/);
    assert.match(html, /id="reference-error"/);
  });

  it('finds only a day where person or case are chosen, and says from which day it goes back', async () => {
    const words = wordsOf(await renderChecked(trailPage, { ...trail, findsCases: false, on: day, days: [] }));
    assert.match(words, /Find a day From the end|Find a day .*From the end of Mon 23 November 2026 back\./);
    assert.doesNotMatch(words, /Case reference/);
  });
});
