import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import {
  exampleAssets,
  exampleNames,
  examplePartnership,
  exampleRequest,
  named,
  noSettings,
} from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import type { LatestReview, PublishedReviews, ThemedReview } from '../published.ts';
import { type HomeFacts, homePage, presentHome } from './home.ts';

const today = Temporal.PlainDate.from('2027-01-05');
const nothing: HomeFacts = {
  published: { total: 0, firstYear: null, lastYear: null, latest: [] },
  themed: [],
  printed: { bytes: 203_385, pages: 23 },
};

function latest(year: number, rest: Partial<LatestReview> = {}): LatestReview {
  return {
    slug: `child-${year}`,
    title: `Child ${year}`,
    type: 'Serious Case Review',
    published: Temporal.PlainDate.from({ year, month: 5, day: 11 }),
    documents: ['report', 'media statement'],
    summary: 'What happened, in a sentence.',
    withdrawn: false,
    ...rest,
  };
}

function published(...reviews: LatestReview[]): PublishedReviews {
  const years = reviews.map((review) => review.published.year);
  return {
    total: reviews.length,
    firstYear: Math.min(...years),
    lastYear: Math.max(...years),
    latest: reviews,
  };
}

async function home(facts: HomeFacts, partnership = examplePartnership()) {
  const frame = publicFrame(exampleRequest('/', partnership), exampleAssets, {
    title: 'Case reviews',
    section: 'home',
  });
  const html = await renderChecked(homePage, presentHome(partnership, today, facts), frame);
  return { html, words: wordsOf(html) };
}

describe('the first page', () => {
  it('says what a review is, who refers and whom to ask first', async () => {
    const { words, html } = await home(nothing);
    assert.match(words, /When a child has died or been seriously harmed/);
    assert.match(words, /Speak with your own safeguarding lead first/);
    assert.match(words, /safeguarding coordinator, or the person who represents your agency on the group/);
    assert.match(words, /The referral form to print \(PDF, 203 KB, 23 pages\)/);
    assert.match(html, /action="\/reviews"[\s\S]*name="q"/);
    for (const href of [
      '/refer',
      '/refer/form.docx',
      '/refer/form.pdf',
      '/consult',
      '/notifying',
      '/process',
      '/reviews.atom',
      '/reviews.json',
      '/reviews.csv',
    ]) {
      assert.ok(html.includes(`href="${href}"`), href);
    }
  });

  it('says the duty with both its limbs, its time and both it is told to', async () => {
    const { words } = await home(nothing);
    assert.match(words, /Since 29 June 2018 Merrow Vale Council must notify the Panel/);
    assert.match(words, /dies or is seriously harmed in its area, or/);
    assert.match(words, /dies or is seriously harmed outside England/);
    assert.match(
      words,
      /5 working days from becoming aware, and tells this partnership within the same time/,
    );
  });

  it('says which panel came before the Panel, and until when', async () => {
    const { words } = await home(nothing);
    assert.match(
      words,
      /On 29 June 2018 it took the place of the earlier national panel for serious case reviews/,
    );
  });

  it('gives the group by its name of today, the earlier one with it, and marks days that no source gives', async () => {
    const { words } = await home(nothing);
    assert.match(words, /The Practice Review Group, in which/);
    assert.match(words, /Critical Incident Group \(CIG\), until April 2021 Dates not yet confirmed/);
    assert.match(
      words,
      /Since 1 September 2019 the name here is Child Safeguarding Practice Review \(CSPR\)/,
    );
  });

  it('gives a confirmed change with its day and without a mark', async () => {
    const until = Temporal.PlainDate.from('2020-02-03');
    const names = [named('group', 'Old Group', { until }), named('group', 'New Group', { from: until })];
    const { words } = await home(nothing, examplePartnership({ names }));
    assert.match(words, /Old Group, until 3 February 2020/);
    assert.doesNotMatch(words, /not yet confirmed/i);
  });

  it('gives the number that the partnership has set', async () => {
    const { words, html } = await home(nothing);
    assert.match(words, /In an emergency call 999\. Otherwise call 01632 960101, day or night\./);
    assert.match(html, /href="tel:01632960101"/);
  });

  it('gives no number where none is set', async () => {
    const { words, html } = await home(nothing, examplePartnership({ settings: noSettings }));
    assert.match(
      words,
      /Otherwise call children’s services at Merrow Vale Council: the number is on the council’s own website/,
    );
    assert.doesNotMatch(html, /tel:/);
    assert.doesNotMatch(words, /newsletters/i);
  });

  it('works without any name, and does not call itself training when it is not', async () => {
    const { words } = await home(nothing, examplePartnership({ names: [], training: false }));
    assert.match(words, /A group in which the agencies of Merrow Vale/);
    assert.doesNotMatch(words, /made-up/);
    assert.doesNotMatch(words, /Why reviews have two names/);
  });

  it('says that nothing is published yet, and puts national learning first', async () => {
    const { words } = await home(nothing);
    assert.match(words, /We have not published a review yet/);
    assert.ok(words.indexOf('National learning') < words.indexOf('Latest published'));
    assert.doesNotMatch(words, /What our reviews keep telling us/);
  });

  it('lists the newest three and links to all', async () => {
    const reviews = [latest(2026), latest(2025), latest(2021), latest(2017)];
    const { words, html } = await home({ published: published(...reviews), themed: [], printed: null });
    assert.match(words, /11 May 2026 Child 2026 Serious Case Review · report, media statement/);
    assert.match(words, /All 4 published reviews, 2017 to 2026/);
    assert.doesNotMatch(html, /child-2017/);
  });

  it('keeps a withdrawn review in the list, with the word and without what it said', async () => {
    const { words } = await home({
      published: published(latest(2019, { withdrawn: true })),
      themed: [],
      printed: null,
    });
    assert.match(words, /Child 2019 Serious Case Review · withdrawn/);
    assert.doesNotMatch(words, /What happened, in a sentence/);
    assert.match(words, /The published review, 2019/);
  });

  it('draws themes by review as a table that reads the same', async () => {
    const review: ThemedReview = {
      slug: 'child-2026',
      title: 'Child 2026',
      shortTitle: 'Juniper',
      published: Temporal.PlainDate.from('2026-05-11'),
      themes: [
        { name: 'Sleep', found: 'finding' },
        { name: 'Fathers', found: 'done-well' },
      ],
    };
    const { words } = await home({ published: published(latest(2026)), themed: [review], printed: null });
    assert.match(words, /Theme 2026 Juniper Reviews/);
    assert.match(words, /Sleep a finding 1/);
    assert.match(words, /Fathers done well 1/);
  });

  it('names what the partnership was called before', async () => {
    const until = Temporal.PlainDate.from('2019-09-29');
    const names = [
      ...exampleNames,
      named('partnership', 'Merrow Vale Safeguarding Children Board', { abbreviation: 'MVSCB', until }),
      named('partnership', 'Merrow Vale Safeguarding Children Partnership', { from: until }),
    ];
    const { words } = await home(nothing, examplePartnership({ names }));
    assert.match(words, /Merrow Vale Safeguarding Children Board \(MVSCB\), until 29 September 2019/);
  });

  it('prints words of a name as words', async () => {
    const names = [named('group', '<b>Group</b>')];
    const { html } = await home(nothing, examplePartnership({ names }));
    assert.ok(!html.includes('<b>Group'));
  });
});
