import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleNamed } from '../../law/rules.ts';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { exampleAssets, examplePartnership, exampleRequest, fullSettings } from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import { presentRulePage, rulePage, ruleTitle } from './rule.ts';

async function rule(id: string, partnership = examplePartnership()) {
  const request = exampleRequest(`/rules/${id}`, partnership);
  const frame = publicFrame(request, exampleAssets, { title: ruleTitle(ruleNamed(id)), section: 'process' });
  const model = presentRulePage(ruleNamed(id), partnership, request.today);
  const html = await renderChecked(rulePage, model, frame);
  return { html, words: wordsOf(html) };
}

describe('the page of a rule', () => {
  it('says what it is, counts an example and leads to the calculator with its days', async () => {
    const { html, words } = await rule('NOT-01');
    assert.match(words, /Local authority: 5 working days\. Confirmed: read in its source/);
    assert.match(words, /Given Wednesday 1 April 2026: the local authority became aware/);
    assert.match(words, /The last day is Friday 10 April 2026\./);
    assert.match(words, /Fri 3 April not counted Bank holiday: Good Friday/);
    assert.match(
      html,
      /href="\/notifying\?event=notifiable-incident&amp;aware-day=1&amp;aware-month=4&amp;aware-year=2026&amp;sent-day=10&amp;sent-month=4&amp;sent-year=2026#answer"/,
    );
  });

  it('shows what held of the same question under each edition', async () => {
    const { words } = await rule('NOT-01');
    assert.match(words, /Children 2013[^]*?What held No rule is held/);
    assert.match(words, /Children 2015[^]*?What held SCR-01 Tell Ofsted[^]*?: 5 working days/);
    assert.match(words, /28 September 2019 What held TR-01 [^]*? NOT-01 Notify/);
  });

  it('counts as the partnership does', async () => {
    const settings = { ...fullSettings, rapidReviewFrom: 'notified-inclusive' as const };
    const { words } = await rule('RR-01', examplePartnership({ settings }));
    assert.match(words, /The last day is Thursday 30 April 2026\./);
    assert.match(words, /Relaxed from 27 March 2020; when that ended was not found/);
  });

  it('gives the day of another rule where it has none of its own, and says whose it is', async () => {
    assert.match(
      (await rule('REP-05')).words,
      /The last day is Friday 27 March 2026, which is the day of REP-04\./,
    );
    assert.match(
      (await rule('DEC-01')).words,
      /The last day is Friday 1 May 2026, which is the day of RR-01\./,
    );
  });

  it('gives the next last day of a yearly duty, which nobody is called late by', async () => {
    const { words } = await rule('YR-03');
    assert.match(words, /by Thursday 30 September 2027\. For the year to 31 March 2027\./);
    assert.match((await rule('YR-04')).words, /by Thursday 30 September 2027\./);
    assert.match(words, /not on record here, so nothing is called late/);
  });

  it('says plainly that nothing here starts a clock, or a duty without a length', async () => {
    const { words } = await rule('NAT-02');
    assert.match(words, /Not here Nothing in this system starts this clock yet\./);
    assert.match(words, /Friday 27 March 2026[^]*?earliest day for taking it down is Monday 9 April 2029/);
    const none = (await rule('CDR-01')).words;
    assert.match(none, /Not here It has no length of time, and nothing in this system starts it yet\./);
  });

  it('says should where the guidance says should', async () => {
    assert.match((await rule('NOT-04')).words, /Local authority \(should, not must\): 5 working days\./);
  });

  it('says that a rule never held where the local arrangements began first', async () => {
    const settings = { ...fullSettings, localStart: Temporal.PlainDate.from('2018-06-29') };
    const { words } = await rule('TR-01', examplePartnership({ settings }));
    assert.match(words, /No day follows here: this area’s arrangements began before the rule could hold\./);
  });
});
