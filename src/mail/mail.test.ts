import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { afterFailure, answerOf, answerWords, mailHeading, mayGoAgain, senderAddress } from './mail.ts';

describe('the sender', () => {
  it('is the role mailbox, or nobody at the partnership’s own host', () => {
    const origin = 'https://harnley.example:8443';
    assert.equal(senderAddress({ mailbox: 'office@harnley.example', origin }), 'office@harnley.example');
    assert.equal(senderAddress({ mailbox: null, origin }), 'no-reply@harnley.example');
  });
});

describe('what a failure means', () => {
  for (const [answer, last, state] of [
    ['451', false, 'queued'],
    ['451', true, 'failed'],
    ['550', false, 'failed'],
    ['ECONNECTION', false, 'queued'],
    ['NO_ADDRESS', true, 'failed'],
  ] as const)
    it(`${answer}, ${last ? 'for the last time' : 'with attempts left'}: ${state}`, () => {
      assert.equal(afterFailure(answer, last), state);
    });

  for (const [trouble, answer] of [
    [
      Object.assign(new Error('550 <a@example.org> unknown'), { responseCode: 550, code: 'EENVELOPE' }),
      '550',
    ],
    [Object.assign(new Error('no'), { code: 'ETIMEDOUT' }), 'ETIMEDOUT'],
    [Object.assign(new Error('no'), { code: 'a@example.org' }), 'UNKNOWN'],
    [new Error('a@example.org'), 'UNKNOWN'],
    ['thrown', 'UNKNOWN'],
  ] as const)
    it(`keeps ${answer}, and no word of what was said`, () => assert.equal(answerOf(trouble), answer));

  it('is told in words, for what can be done about it', () => {
    assert.match(answerWords({ state: 'failed', answer: '550' }) ?? '', /check the address/);
    assert.match(answerWords({ state: 'queued', answer: '451' }) ?? '', /not take it yet/);
    assert.match(answerWords({ state: 'queued', answer: 'ETIMEDOUT' }) ?? '', /could not be reached/);
    assert.equal(answerWords({ state: 'sent', answer: '250' }), null);
    assert.equal(answerWords({ state: 'kept', answer: null }), null);
  });
});

describe('sending again', () => {
  const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
  const yesterday = now.subtract({ hours: 25 });
  for (const [state, queuedAt, goesOut, again] of [
    ['failed', yesterday, true, true],
    ['kept', null, true, true],
    ['kept', null, false, false],
    ['queued', now.subtract({ hours: 23 }), true, false],
    ['queued', yesterday, true, true],
    ['sent', yesterday, true, false],
  ] as const)
    it(`${again ? 'is for' : 'is not for'} a mail that is ${state}, ${goesOut ? 'with' : 'without'} a mail server`, () =>
      assert.equal(mayGoAgain({ state, queuedAt }, now, goesOut), again));
});

describe('the heading of the list', () => {
  const none = { kept: 0, queued: 0, sent: 0, failed: 0 };
  for (const [counts, goesOut, heading] of [
    [none, true, 'Nobody has been mailed yet'],
    [{ ...none, sent: 12 }, true, '12 mails, none waiting'],
    [{ ...none, sent: 12, failed: 1, queued: 2 }, true, '1 mail could not be sent, 2 wait to go out'],
    [{ ...none, kept: 3 }, false, '3 kept here'],
    [{ ...none, kept: 3, sent: 1 }, true, '4 mails, none waiting'],
  ] as const)
    it(`“${heading}”`, () => assert.equal(mailHeading(counts, goesOut), heading));
});
