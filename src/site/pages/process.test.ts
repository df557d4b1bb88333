import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Partnership } from '../../partnership/partnership.ts';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import {
  exampleAssets,
  exampleGroup,
  examplePartnership,
  exampleRequest,
  fullSettings,
  noSettings,
} from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import type { PublishedGroup } from '../published.ts';
import { presentProcess, processPage } from './process.ts';

async function process(
  partnership: Partnership = examplePartnership(),
  today = '2027-01-05',
  groups: readonly PublishedGroup[] = [],
) {
  const frame = publicFrame(exampleRequest('/process', partnership), exampleAssets, {
    title: 'How a review works',
    section: 'process',
  });
  const model = presentProcess(partnership, Temporal.PlainDate.from(today), groups);
  return wordsOf(await renderChecked(processPage, model, frame));
}

describe('how a review works', () => {
  it('shows the way of a case, with the group by its name of today', async () => {
    const words = await process();
    for (const name of [
      'Someone refers',
      'The group considers',
      'Notification',
      'Rapid review',
      'Decision',
      'Review and report',
      'Did practice change?',
    ]) {
      assert.ok(words.includes(name), name);
    }
    assert.match(words, /Each agency says what it knows[^]*?By the Practice Review Group/);
    assert.match(words, /Within 6 months \(REP-02\) Not yet confirmed/);
  });

  it('tells each time limit that holds today with its source and how sure it is', async () => {
    const words = await process();
    assert.match(
      words,
      /NOT-01 Within 5 working days From when The local authority became aware[^]*?Confirmed/,
    );
    assert.match(words, /REP-06 Within At least 1 year/);
    assert.match(words, /RR-01 Within 15 working days From when The notification was sent to the Panel/);
    assert.doesNotMatch(words, /SCR-01 Within/);
  });

  it('counts the rapid review as the partnership does', async () => {
    const settings = { ...fullSettings, rapidReviewFrom: 'aware' as const };
    const words = await process(examplePartnership({ settings }));
    assert.match(words, /RR-01 Within 15 working days From when The safeguarding partners became aware/);
    assert.match(words, /Within 15 working days of the day the partners learn of the incident/);
  });

  it('says that the edition in force has not been read', async () => {
    const words = await process();
    assert.match(words, /Not yet confirmed Working Together to Safeguard Children 2026: Its chapter/);
  });

  it('keeps the earlier editions, newest first, with their limits', async () => {
    const words = await process();
    const at = ['2023, until 18 March 2026', '2015, until 29 June 2018', '2013, until 26 March 2015'].map(
      (part) => words.indexOf(part),
    );
    assert.ok(at.every((place) => place > 0) && at.toSorted((a, b) => a - b).join() === at.join());
    assert.match(
      words,
      /Tell Ofsted and the Local Safeguarding Children Board of the incident: 5 working days \(SCR-01\)/,
    );
  });

  it('speaks to families gently, and without a promise that no source makes', async () => {
    const words = await process();
    assert.match(words, /What families can expect National guidance asks[^]*?Not yet confirmed/);
  });

  it('works for a partnership that has set nothing, and before any edition', async () => {
    const bare = examplePartnership({ names: [], settings: noSettings });
    assert.match(await process(bare), /By the review group/);
    assert.match(await process(bare, '2012-01-01'), /Every time limit/);
  });

  it('says who sits in the group by seat and kind of body, and never who', async () => {
    const words = await process(undefined, '2027-01-05', [exampleGroup]);
    assert.match(words, /Who sits in the Practice Review Group/);
    assert.match(words, /Designated nurse \(integrated care board\)/);
    assert.match(words, /In attendance[^]*?Legal adviser/);
    assert.doesNotMatch(words, /Youth justice lead/, 'a seat that has ended');
    assert.match(words, /In the chair: Detective chief inspector\. From 1 April 2027: Designated nurse\./);
    assert.match(words, /at least 3 of its members are there, among them: Designated nurse\./);
    assert.match(words, /It watches the action plans of single agencies\./);
  });

  it('leaves out a group of which nothing but its name is known', async () => {
    const bare = { ...exampleGroup, seats: [], quorums: [], chairs: [], watches: [] };
    assert.doesNotMatch(await process(undefined, '2027-01-05', [bare]), /Who sits in/);
  });
});
