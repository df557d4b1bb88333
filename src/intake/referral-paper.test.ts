import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { beginReferral, fillInAll, goodAnswers } from '../../test/referrer.ts';
import { visitor } from '../../test/visitor.ts';
import { stranger } from '../access/policy.ts';
import { readMade } from '../platform/papers/samples.ts';
import { writePdf } from '../platform/papers/write-pdf.ts';
import type { EndorsementShown } from './endorsement.ts';
import type { SentReferral } from './referral.ts';
import { draftPaper, referralFile, referralPaper } from './referral-paper.ts';
import { showAnswers } from './shown.ts';

// The library that reads the PDF turns words of right-to-left scripts about.
const latin = (text: string) => text.replace(/[^A-Za-z0-9]/g, '');
const today = Temporal.PlainDate.from('2026-11-23');
const endorsement: EndorsementShown = {
  mark: 'done',
  words: 'Endorsed',
  more: 'by A Lead, a nurse.',
  said: '',
  on: Temporal.PlainDate.from('2026-11-20'),
  code: null,
};
const referral: SentReferral = {
  state: 'received',
  id: '00000000-0000-4000-8000-000000000001',
  number: 12,
  sentAt: Temporal.Instant.from('2026-11-19T10:00:00Z'),
  receivedAt: Temporal.Instant.from('2026-11-20T10:00:00Z'),
  closedAt: null,
  outcome: null,
  answers: goodAnswers('Alder'),
  ofCase: { id: '00000000-0000-4000-8000-000000000002', reference: 'EWX-2026-0001' },
  standing: stranger,
};
const around = { partnership: 'Eastwick Partnership', endorsement, today };

describe('a referral on paper', () => {
  it('has every answer that stands on the screen, in its order, below what became of it', async () => {
    const { pages, edges } = await readMade(await writePdf(referralPaper(referral, around)));
    const words = latin(pages.join(''));
    let at = 0;
    for (const { heading, rows } of showAnswers(referral.answers)) {
      for (const text of [
        heading,
        ...rows.filter(({ lines }) => lines.length > 0).flatMap(({ label, lines }) => [label, ...lines]),
      ]) {
        const found = words.indexOf(latin(text), at);
        assert.notEqual(found, -1, text);
        at = found + latin(text).length;
      }
    }
    assert.match(words, /SentThursday19November2026/);
    assert.match(words, /AcknowledgedFriday20November2026/);
    assert.match(words, /CaseEWX20260001/);
    assert.match(words, /EndorsedbyALeadanurse20November2026/);
    for (const edge of edges)
      assert.match(edge, /^Confidential.*Referral 12 of 19 Nov 2026.*Page \d+ of \d+/);
  });

  it('says why it is urgent, what the referrer was told, and what could not be read of a Word form', () => {
    const paper = referralPaper(
      {
        ...referral,
        state: 'closed',
        closedAt: Temporal.Instant.from('2026-11-22T10:00:00Z'),
        outcome: 'The group will look at it.',
        answers: { ...referral.answers, 'at-risk-now': 'yes', 'died-last-day': 'yes' },
        fromWord: [{ where: 'Your name', stands: 'me', why: '' }],
      },
      around,
    );
    const words = JSON.stringify(paper);
    assert.match(words, /a child is at risk now, and that a child has died within the last day\./);
    assert.match(words, /"What the referrer was told".*The group will look at it\./);
    assert.match(words, /In the words of the Word form.*\["Your name","me"\]/);
    assert.match(words, /"Outcome told","Sunday 22 November 2026"/);
  });

  it('has nobody’s name in its title, its file name and its footer', () => {
    const { title, footer } = referralPaper(referral, around);
    assert.doesNotMatch(`${title} ${footer} ${referralFile(referral)}`, /Alder/);
    assert.match(referralFile(referral), /^[A-Za-z0-9-]+$/);
  });

  it('says of a draft that it is none yet', () => {
    const paper = draftPaper(referral.answers, 'Eastwick Partnership', today);
    assert.match(JSON.stringify(paper), /not been sent.*It is no referral until it is sent/);
  });
});

describe('a referral as a file', () => {
  let office: Office;
  let coordinator: Colleague;
  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
  });
  after(() => office.close());

  const trail = async () => {
    const { rows } = await sql<{ outcome: string; facts: unknown }>`
      select outcome, body::jsonb -> 'facts' as facts from audit.entry_words
        where verb = 'referral.read' order by seq`.execute(office.owner);
    return rows;
  };

  it('is saved and never shown, and each is a look that is on record', async () => {
    const id = await office.referral(goodAnswers('Alder'));
    const browser = coordinator.browser();
    const before = (await trail()).length;
    const pdf = await browser.open(`/referrals/${id}/paper.pdf`);
    const word = await browser.open(`/referrals/${id}/paper.docx`);
    for (const [answer, type] of [
      [pdf, /^application\/pdf/],
      [word, /wordprocessingml/],
    ] as const) {
      assert.equal(answer.status, 200);
      assert.match(String(answer.headers['content-type']), type);
      assert.match(
        String(answer.headers['content-disposition']),
        /^attachment; filename="referral-\d+-2026-\d\d-\d\d\.(pdf|docx)"$/,
      );
      assert.match(String(answer.headers['content-security-policy']), /sandbox/);
      assert.match(String(answer.headers['cache-control']), /no-store/);
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    }
    assert.deepEqual((await trail()).slice(before), [
      { outcome: 'done', facts: { as: 'pdf' } },
      { outcome: 'done', facts: { as: 'word' } },
    ]);
  });

  it('is not there for whoever may not read it, as for one that is none', async () => {
    const id = await office.referral(goodAnswers('Birch'));
    const administrator = await office.person('administrator');
    const browser = administrator.browser();
    assert.equal((await browser.open(`/referrals/${id}/paper.pdf`)).status, 404);
    assert.equal(
      (await coordinator.browser().open('/referrals/00000000-0000-4000-8000-00000000ffff/paper.pdf')).status,
      404,
    );
  });

  it('is there of one’s own draft by its receipt, until it is sent', async () => {
    const person = visitor(office.world, office.host);
    await beginReferral(person);
    await fillInAll(person, 'Cedar');
    const copy = await person.open('/refer/copy.pdf');
    assert.match(
      String(copy.headers['content-disposition']),
      /attachment; filename="referral-not-sent-yet\.pdf"/,
    );
    await person.open('/refer/check');
    await person.send({});
    assert.equal(person.page.path, '/refer/sent');
    await person.open('/refer/copy.pdf');
    assert.equal(person.page.path, '/refer/sent');
  });
});
