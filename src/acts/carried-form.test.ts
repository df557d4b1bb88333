import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { carriedForm, nearestPage, readCarried, typedIn } from './carried-form.ts';
import { page, post, type WorkRequest } from './work-route.ts';

const nothing = () => Promise.resolve({ seeOther: '/' });
const invite = post('/people/invite', 'person.invite', 'session', nothing);
const reset = post('/people/:id/reset', 'person.reset', 'session', nothing);
const endRole = post('/people/:id/roles/:role/end', 'membership.end', 'session', nothing);
const begin = post('/sign-in', 'session.begin', 'anyone', nothing);
const ledger = [
  page('/sign-in', 'session.begin', 'anyone', nothing),
  page('/people/:id', 'person.list', 'session', nothing),
  page('/people/invite', 'person.invite', 'session', nothing),
  page('/people/:id/roles/:role/end', 'person.list', 'session', nothing),
  invite,
  reset,
  endRole,
];

const sent = (fields: Readonly<Record<string, string>>): WorkRequest => {
  const asked: Pick<WorkRequest, 'form' | 'path' | 'params'> = {
    form: new URLSearchParams({ 'form-token': 't', 'once-key': 'ABCDEFGHJKMNPQRSTVWXYZ01', ...fields }),
    path: '/people/invite',
    params: {},
  };
  return asked as WorkRequest;
};

describe('a form that is carried through sign-in', () => {
  it('has its key and what was typed, and neither the form’s token nor a password', () => {
    assert.deepEqual(carriedForm(invite, sent({ email: 'jo@example.org', 'new-password': 'x', note: '' })), {
      route: '/people/invite',
      path: '/people/invite',
      params: {},
      fields: [
        ['once-key', 'ABCDEFGHJKMNPQRSTVWXYZ01'],
        ['email', 'jo@example.org'],
        ['note', ''],
      ],
    });
  });

  for (const fields of [{}, { note: '' }, { note: '  \n' }, { password: 'x' }])
    it(`is none where nothing was typed that could be lost: ${JSON.stringify(fields)}`, () => {
      assert.equal(carriedForm(invite, sent(fields)), null);
    });

  it('is read again as it was, and not where it is anything else', () => {
    const form = carriedForm(invite, sent({ email: '“é”\u0000\n&' }));
    assert.deepEqual(readCarried(JSON.stringify(form)), form);
    for (const other of [
      null,
      7,
      [],
      {},
      { ...form, route: 1 },
      { ...form, params: null },
      { ...form, params: { id: 1 } },
      { ...form, fields: {} },
      { ...form, fields: [['email']] },
      { ...form, fields: [['email', 1]] },
    ])
      assert.equal(readCarried(JSON.stringify(other)), null, JSON.stringify(other));
  });

  it('shows a person what they typed, and not its workings', () => {
    const typed = typedIn([
      ['once-key', 'ABCDEFGHJKMNPQRSTVWXYZ01'],
      ['of', '00000000-0000-4000-8000-000000000000'],
      ['note', ''],
      ['reason', 'Two\nlines'],
    ]);
    assert.deepEqual(typed, [{ name: 'reason', value: 'Two\nlines' }]);
  });
});

describe('the page from which a form was sent', () => {
  for (const [route, path, from] of [
    [invite, '/people/invite', '/people/invite'],
    [invite, '/people/invite?from=list', '/people/invite?from=list'],
    [reset, '/people/7/reset?x=/y', '/people/7'],
    [endRole, '/people/7/roles/8/end', '/people/7/roles/8/end'],
    [begin, '/sign-in', null],
    [post('/a/:b', 'work.read', 'session', nothing), '/a/b', null],
  ] as const)
    it(`is ${from} for ${path}`, () => assert.equal(nearestPage(ledger, route, path), from));
});
