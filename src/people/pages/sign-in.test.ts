import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { exampleFrame, renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { checkEveryRead } from '../../platform/pages/page.ts';
import { type Ended, signInHeading, signInPage, type SignInPage } from './sign-in.ts';
import { signInLinkGonePage, signInLinkPage } from './sign-in-link.ts';
import { typedAgainPage } from './typed-again.ts';

after(() => checkEveryRead(false));

const model: SignInPage = {
  action: '/sign-in',
  formToken: 'token',
  email: '',
  to: '',
  carried: '',
  ended: null,
  lost: [],
  problem: null,
};
const shown = (ended: Ended, change: Partial<SignInPage> = {}) =>
  renderChecked(signInPage, { ...model, ended, ...change }, { ...exampleFrame, title: signInHeading(ended) });

describe('the page that asks who it is', () => {
  it('says that one needs no account to refer a case', async () => {
    const html = await shown(null);
    assert.match(wordsOf(html), /Sign in For people whom the partnership has invited/);
    assert.doesNotMatch(html, /name="carried"/);
  });

  const cases: readonly (readonly [Ended, Partial<SignInPage>, RegExp])[] = [
    ['carried', { carried: 'AAAA' }, /Nothing was sent\. What you typed comes back/],
    ['nothing', { to: '/people/7' }, /Nothing was done\. After signing in you are back/],
    [
      'lost',
      { lost: [{ name: 'Reason', value: 'Two lines' }] },
      /Copy what you typed before you sign in\..* Reason Two lines/,
    ],
  ];
  for (const [ended, change, says] of cases)
    it(`says what becomes of the form: ${ended}`, async () => {
      const html = await shown(ended, change);
      const words = wordsOf(html);
      assert.match(words, /Your session has ended: sign in again/);
      assert.match(words, says);
      assert.equal(html.match(/class="govuk-button"/g)?.length, 1, 'one filled button');
      assert.equal(html.includes('name="carried" value="AAAA"'), ended === 'carried');
    });
});

describe('what had been typed, where its own form cannot be shown', () => {
  it('is listed, with one button that sends it and the way to the page it came from', async () => {
    const again = {
      action: '/people/7/reset',
      formToken: 'token',
      act: 'let a person set a new password and authenticator',
      typed: [{ name: 'Reason', value: 'Lost <both>' }],
      fields: [
        { name: 'once-key', value: 'K' },
        { name: 'reason', value: 'Lost <both>' },
      ],
      from: '/people/7',
    };
    const frame = { ...exampleFrame, title: 'Not sent yet: what you had typed' };
    const html = await renderChecked(typedAgainPage, again, frame);
    assert.match(
      wordsOf(html),
      /Reason Lost &lt;both&gt; Send it now To change something first, copy it and open the page/,
    );
    assert.match(html, /name="reason" value="Lost &lt;both&gt;"/);
    const without = await renderChecked(typedAgainPage, { ...again, from: null }, frame);
    assert.doesNotMatch(without, /open the page again/);
  });
});

describe('the pages of a sign-in link', () => {
  it('say as whom, and offer one button; or that it is over', async () => {
    const link = {
      action: '/sign-in-link/X',
      formToken: 'token',
      partnership: 'Merrow Vale Partnership (training)',
      roles: 'chair of the group and reviewer',
    };
    const frame = { ...exampleFrame, title: 'Sign in as chair of the group and reviewer' };
    const words = wordsOf(await renderChecked(signInLinkPage, link, frame));
    assert.match(words, /Sign in as chair of the group and reviewer Of Merrow Vale Partnership \(training\)/);
    const gone = { ...exampleFrame, title: 'This sign-in link can no longer be used' };
    assert.match(wordsOf(await renderChecked(signInLinkGonePage, {}, gone)), /can make another/);
  });
});
