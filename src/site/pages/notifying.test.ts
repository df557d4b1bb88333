import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { typedIn } from '../duty-form.ts';
import { exampleAssets, examplePartnership, exampleRequest, fullSettings } from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import { notifyingPage, presentNotifying } from './notifying.ts';

async function notifying(query = '', partnership = examplePartnership()) {
  const request = exampleRequest(`/notifying${query === '' ? '' : `?${query}`}`, partnership);
  const { model, title, errors } = presentNotifying(partnership, typedIn(request.query), request.today);
  const frame = publicFrame(request, exampleAssets, { title, section: 'process', errors });
  const html = await renderChecked(notifyingPage, model, frame);
  return { html, title, words: wordsOf(html) };
}

const christmas = 'aware-day=23&aware-month=12&aware-year=2026';

describe('the duty to notify', () => {
  it('is explained: who, what, when, to whom, what else and what not', async () => {
    const { words, title } = await notifying();
    assert.equal(title, 'By when must the council notify?');
    for (const part of [
      'The local authority in whose area it happened',
      'The council knows or suspects that a child has been abused or neglected',
      'outside England',
      'Within 5 working days of becoming aware of the incident',
      'Child Safeguarding Incident Notification System',
      'The council tells the Secretary of State and Ofsted of the death of any child it looks after',
      'up to and including the age of 24',
      'The death of a child in a regulated setting',
      'A rapid review, within 15 working days of the day the council notifies the Panel',
      'From 15 April 2013',
    ]) {
      assert.ok(words.includes(part), part);
    }
  });

  it('tells of every rule where it is written and whether that is confirmed', async () => {
    const { words } = await notifying();
    assert.match(words, /NOT-01[^]*?Children Act 2004, section 16C[^]*?Confirmed/);
    assert.match(words, /NOT-04[^]*?North Yorkshire applies them Not yet confirmed/);
    assert.match(words, /RR-01[^]*?Not yet confirmed/);
  });

  it('asks one question, and answers nothing before it was asked', async () => {
    const { words, html } = await notifying();
    assert.match(words, /When did the council become aware\?/);
    assert.doesNotMatch(words, /How we counted/);
    assert.match(html, /<form action="\/notifying#answer" method="get"/);
  });
});

describe('the date calculator', () => {
  it('answers with one date, in words and in the title', async () => {
    const { words, title } = await notifying(christmas);
    assert.match(title, /by the end of Monday 4 January 2027$/);
    assert.match(words, /Monday 4 January 2027 5 working days, which is 12 days on the calendar\./);
    assert.match(words, /That was 1 working day ago\./);
    assert.match(words, /Sat 26 and Sun 27 December not counted Weekend/);
    assert.match(words, /Mon 28 December not counted Bank holiday: Boxing Day \(substitute day\)/);
    assert.match(words, /rapid review is due by the end of Monday 25 January 2027/);
  });

  it('shows both dates where the partnership counts in a way of its own', async () => {
    const settings = { ...fullSettings, rapidReviewFrom: 'notified-inclusive' as const };
    const { words } = await notifying(christmas, examplePartnership({ settings }));
    assert.match(words, /due by the end of Friday 22 January 2027/);
    assert.match(words, /This partnership counts as said above[^]*?it would be Monday 25 January 2027/);
  });

  it('says how late a notification was sent', async () => {
    const { words } = await notifying(`${christmas}&sent-day=5&sent-month=1&sent-year=2027`);
    assert.match(words, /Sent 1 working day late\. The record has to say why\./);
    assert.match(words, /Notified on Tuesday 5 January 2027, the rapid review is due by the end of/);
  });

  it('says that a date is provisional', async () => {
    const { words } = await notifying('aware-day=20&aware-month=12&aware-year=2030');
    assert.match(words, /Provisional Bank holidays are announced to the end of 2028/);
    assert.match(words, /The day you gave has not come yet/);
  });

  it('gives no date past the calendar, and says why', async () => {
    const { words, title } = await notifying('aware-day=31&aware-month=12&aware-year=2035');
    assert.equal(title, 'We cannot work out this date');
    assert.match(words, /No date is better than a wrong one/);
    assert.doesNotMatch(words, /How we counted/);
  });

  it('says where no rule is held', async () => {
    const { words } = await notifying('aware-day=1&aware-month=4&aware-year=2013');
    assert.match(words, /No time limit is held for that day/);
    assert.match(words, /before 15 April 2013/);
  });

  for (const [event, said] of [
    ['looked-after-death', 'No rapid review follows. The Panel does not consider'],
    ['care-leaver-death', 'No rapid review follows. A person under 18 is a child'],
  ] as const) {
    it(`says what follows a ${event}`, async () => {
      const { words } = await notifying(`${christmas}&event=${event}`);
      assert.ok(words.includes(said));
    });
  }

  it('answers for the time of the boards', async () => {
    const { words } = await notifying('aware-day=20&aware-month=11&aware-year=2017');
    assert.match(
      words,
      /Ofsted and the safeguarding children board were to be told by the end of Monday 27 November 2017/,
    );
    assert.match(words, /At that time no rapid review followed/);
  });

  it('answers in the transition with what is uncertain about it', async () => {
    const { words } = await notifying('aware-day=2&aware-month=7&aware-year=2018');
    assert.match(words, /In the transition incidents were notified to the new Panel/);
  });

  it('puts an error above and beside the field, and keeps what was typed', async () => {
    const { html, words } = await notifying(
      'aware-day=31&aware-month=2&aware-year=2026&event=nothing&sent-day=%3Cb%3E&sent-month=1&sent-year=2027',
    );
    assert.match(words, /There is a problem/);
    assert.match(
      html,
      /href="#aware-day"[^>]*>The day the council became aware: February 2026 has 28 days\./,
    );
    assert.match(html, /href="#event"/);
    assert.match(html, /id="aware-day"[^>]*value="31"/);
    assert.match(html, /govuk-input--error[^>]*id="aware-day"/);
    assert.match(html, /value="&lt;b&gt;"/);
    assert.doesNotMatch(words, /How we counted/);
  });
});
