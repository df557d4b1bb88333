import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { checkEveryRead } from '../../platform/pages/page.ts';
import { exampleFrame, renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { type OneMailPage, oneMailPage } from './mail.ts';
import { type MailsPage, mailsPage } from './mails.ts';
import { notAgainPage } from './not-again.ts';

after(() => checkEveryRead(false));

const moment = { day: Temporal.PlainDate.from('2026-11-23'), time: Temporal.PlainTime.from('11:05') };
const line = { to: 'jo@example.org', about: 'something to read by receipt', asked: moment };
const list: MailsPage = {
  heading: '1 mail could not be sent',
  goesOut: true,
  mails: (['failed', 'queued', 'sent', 'kept'] as const).map((state) => ({ ...line, id: state, state })),
  newer: null,
  older: '/mail?page=2',
};
const framed = (title: string) => ({ ...exampleFrame, title });

describe('the list of mails', () => {
  it('says to whom, when, about what in words, and what became of it by sign and word', async () => {
    const html = await renderChecked(mailsPage, list, framed(list.heading));
    const words = wordsOf(html);
    for (const state of [
      'Could not be sent',
      'Waits to go out',
      'Taken by the mail server',
      'Kept here, not sent',
    ])
      assert.match(
        words,
        new RegExp(`jo@example\\.org Something to read by receipt ${state} Mon 23 November, 11:05am`),
      );
    assert.equal(html.match(/class="app-glyph"/g)?.length, 4);
    assert.match(words, /Older/);
    assert.doesNotMatch(words, /Newer|SMTP_URL/);
  });

  it('says so where nothing goes out', async () => {
    const kept = { ...list, goesOut: false, mails: [], older: null };
    const words = wordsOf(await renderChecked(mailsPage, kept, framed('Nobody has been mailed yet')));
    assert.match(words, /No mail server is set, so nothing goes out/);
  });
});

const one: OneMailPage = {
  formToken: 'token',
  formKey: 'ABCDEFGHJKMNPQRSTVWXYZ01',
  id: 'm1',
  heading: 'jo@example.org: could not be sent',
  state: 'failed',
  known: true,
  goesOut: true,
  asked: moment,
  attempted: moment,
  sent: null,
  attempts: 9,
  trouble: 'The mail server would not take it yet (451).',
  letter: {
    subject: 'There is something for you to read',
    paragraphs: [['One.'], ['At:', 'https://x.example/receipt']],
  },
  again: true,
};

describe('the page of one mail', () => {
  it('shows its words, what became of it, and one button', async () => {
    const html = await renderChecked(oneMailPage, one, framed('One mail'));
    const words = wordsOf(html);
    assert.match(
      words,
      /Tried 9 times, last on Mon 23 November, 11:05am\. The mail server would not take it yet/,
    );
    assert.match(
      words,
      /What it says There is something for you to read One\. At: https:\/\/x\.example\/receipt/,
    );
    assert.equal(html.match(/class="govuk-button"/g)?.length, 1);
  });

  it('offers nothing for one that was taken', async () => {
    const sent = { ...one, state: 'sent', sent: moment, trouble: null, again: false } as const;
    const html = await renderChecked(oneMailPage, sent, framed('One mail'));
    assert.match(
      wordsOf(html),
      /Taken on Mon 23 November, 11:05am: whether it arrived, a mail server does not say\./,
    );
    assert.doesNotMatch(html, /<form|Tried/);
  });

  it('says what to do where nothing goes out', async () => {
    const kept = {
      ...one,
      state: 'kept',
      goesOut: false,
      attempted: null,
      attempts: 0,
      trouble: null,
      again: false,
    };
    const words = wordsOf(await renderChecked(oneMailPage, kept as OneMailPage, framed('One mail')));
    assert.match(words, /Tell them yourself that there is something to read/);
  });
});

describe('the answer to a mail that cannot go again', () => {
  it('says why, and leads back', async () => {
    const model = { sentence: 'No mail server is set.', onwards: { text: 'The mail', href: '/mail/m1' } };
    assert.match(
      await renderChecked(notAgainPage, model, framed('Nothing was changed')),
      /href="\/mail\/m1"/,
    );
  });
});
