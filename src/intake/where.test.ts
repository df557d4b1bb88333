import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noticesOf, otherAuthority, unlistedIn } from './notifying.ts';
import type { Answers } from './question.ts';
import { authorityNamed, listedAuthorities } from './where.ts';

const home = { code: 'E08000012', name: 'Liverpool' };
const madeUp = { code: 'E06999999', name: 'Merrow Vale Council' };

describe('the authority that somebody means', () => {
  for (const [words, name] of [
    ['Knowsley', 'Knowsley'],
    ['knowsley mbc', 'Knowsley'],
    ['Knowsley Metropolitan Borough Council', 'Knowsley'],
    ['  LIVERPOOL City  Council ', 'Liverpool'],
    ['E08000012', 'Liverpool'],
    ['Lancashire County Council', 'Lancashire'],
    ['the London Borough of Camden', 'Camden'],
    ['Bristol', 'Bristol'],
  ] as const)
    it(`by “${words}” is ${name}`, () => {
      assert.match(authorityNamed(words, home)?.name ?? '', new RegExp(`^${name}`));
    });

  for (const words of ['', 'council', 'London', 'Merseyside', 'not known', 'Knowsley or Sefton', 'Cardiff'])
    it(`is not guessed from “${words}”`, () => assert.equal(authorityNamed(words, home), null));

  it('may be one that is made up and on no list, where it is the partnership’s own', () => {
    assert.deepEqual(authorityNamed('Merrow Vale', madeUp), madeUp);
    assert.equal(authorityNamed('Merrow Vale', home), null);
    assert.equal(listedAuthorities(madeUp).length, listedAuthorities(home).length + 1);
  });
});

const child = { id: '1', 'child-area': 'here', 'child-looked-after': 'no' };
const answersWith = (more: Answers, ...children: Readonly<Record<string, string>>[]): Answers => ({
  referring: 'concern',
  reasons: ['abuse-or-neglect', 'seriously-harmed'],
  ...more,
  children: children.length === 0 ? [child] : children,
});
const said = (answers: Answers) =>
  noticesOf(answers, home).map(({ authority, role, confirmed, todo }) => [authority, role, confirmed, todo]);

describe('what a referral says of who notifies', () => {
  it('is this authority where it happened here', () => {
    assert.deepEqual(said(answersWith({ 'incident-area': 'here' })), [['Liverpool', 'this', true, null]]);
  });

  it('is the other authority where it happened elsewhere, whose partnership is to be told', () => {
    const answers = answersWith({ 'incident-area': 'elsewhere', 'incident-authority': 'Knowsley' });
    const [[authority, role, , todo] = []] = said(answers);
    assert.deepEqual([authority, role], ['Knowsley', 'other']);
    assert.match(
      String(todo),
      /^Tell the partnership of Knowsley: .* this one joining in where the child is from here\.$/,
    );
    assert.equal(otherAuthority(answers, home), 'Knowsley');
  });

  it('is the home of the child outside England, for each child once', () => {
    const abroad = { 'incident-area': 'outside-england', 'incident-country': 'Wales' };
    const other = { id: '2', 'child-area': 'elsewhere', 'child-authority': 'Sefton' };
    assert.deepEqual(
      said(answersWith(abroad, child, { ...child, id: '3' }, other)).map(([authority]) => authority),
      ['Liverpool', 'Sefton'],
    );
  });

  it('for the death of a looked-after child is the authority that looks after the child besides, and that is not confirmed', () => {
    const looked = {
      ...child,
      'child-looked-after': 'yes',
      'child-looked-after-by': 'Sefton Council',
      'child-died': '2026-06-05',
    };
    assert.deepEqual(said(answersWith({ 'incident-area': 'here' }, looked)), [
      ['Liverpool', 'this', true, 'Tell Sefton: the child is theirs too.'],
      ['Sefton', 'other', false, 'Tell Sefton: it notifies this death.'],
    ]);
  });

  for (const [what, answers, todo] of [
    ['nobody knows where', { 'incident-area': 'not-known' }, 'Ask the referrer in whose area it happened.'],
    ['an older form did not ask', {}, 'Ask the referrer in whose area it happened.'],
  ] as const)
    it(`where ${what} is nobody yet`, () => {
      assert.deepEqual(said(answersWith(answers)), [[null, 'none', true, todo]]);
    });

  it('names what is on no list of authorities, so that somebody finds out', () => {
    const answers = answersWith({
      'incident-area': 'elsewhere',
      'incident-authority': 'Merseyside somewhere',
    });
    assert.deepEqual(unlistedIn(answers, home), ['Merseyside somewhere']);
    assert.equal(said(answers)[0]?.[0], null);
  });

  it('is nothing where good practice alone is referred', () => {
    assert.deepEqual(said(answersWith({ referring: 'good-practice', 'incident-area': 'here' })), []);
  });
});
