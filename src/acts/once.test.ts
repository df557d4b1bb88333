import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Actor } from '../access/policy.ts';
import { formKey, keyField, sentForm } from './once.ts';

const key = 'ABCDEFGHJKMNPQRSTVWXYZ01';
const member = (accountId: string): Actor => ({
  kind: 'member',
  partnershipId: 'p',
  accountId,
  sessionId: 's',
  roles: ['chair'],
});

const sent = (fields: Record<string, string>, path = '/people/invite', who = 'ada') =>
  sentForm({
    form: new URLSearchParams({ [keyField]: key, 'form-token': 'x', ...fields }),
    path,
    held: { token: 't', actor: member(who) },
  });

const digest = (...given: Parameters<typeof sent>) => sent(...given)?.digest.toString('hex');

describe('a form as it was sent', () => {
  const first = digest({ email: 'jo@example.org', role: 'member' });

  it('is the same with another form token and another query', () => {
    assert.equal(digest({ email: 'jo@example.org', role: 'member', 'form-token': 'y' }), first);
    assert.equal(digest({ email: 'jo@example.org', role: 'member' }, '/people/invite?from=list'), first);
  });

  for (const [name, other] of [
    ['another answer', digest({ email: 'jo@example.org', role: 'chair' })],
    ['one answer more', digest({ email: 'jo@example.org', role: 'member', more: '' })],
    ['answers that only look the same in a row', digest({ email: 'jo@example.org&role=member' })],
    ['another place', digest({ email: 'jo@example.org', role: 'member' }, '/people/x/reset')],
    ['another sender', digest({ email: 'jo@example.org', role: 'member' }, '/people/invite', 'bo')],
  ] as const)
    it(`is not the same with ${name}`, () => assert.notEqual(other, first));

  for (const bad of [
    '',
    'short',
    key.toLowerCase(),
    `${key}0`,
    `${key.slice(1)}\u0000`,
    '../../../../../../../etc',
  ])
    it(`is no form of ours with the key ${JSON.stringify(bad)}`, () => {
      assert.equal(sent({ [keyField]: bad }), null);
      assert.notEqual(formKey(new URLSearchParams({ [keyField]: bad })), bad);
    });

  it('keeps its key when it is shown again, and gets a new one when it is shown first', () => {
    assert.equal(formKey(new URLSearchParams({ [keyField]: key })), key);
    const fresh = formKey(new URLSearchParams());
    assert.match(fresh, /^[0-9A-Z]{24}$/);
    assert.notEqual(formKey(new URLSearchParams()), fresh);
  });
});
