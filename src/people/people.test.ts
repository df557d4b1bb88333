import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emailAddress, roleHint, roleNamed, roles, roleWords } from './invitation.ts';
import { isHere, peopleOf, type PersonRow } from './people.ts';

const row = (accountId: string, name: string | null, more: Partial<PersonRow> = {}): PersonRow => ({
  accountId,
  name,
  email: `${accountId}@example.org`,
  id: `${accountId} role`,
  role: 'member',
  agency: null,
  from: Temporal.PlainDate.from('2026-03-02'),
  until: null,
  holds: true,
  ...more,
});

describe('the people of a list', () => {
  it('stand by name as people read names, and by address where there is none', () => {
    const people = peopleOf([
      row('d', 'Zoë'),
      row('c', null),
      row('b', 'émile'),
      row('a', 'Person 10'),
      row('e', 'Person 9'),
    ]);
    assert.deepEqual(
      people.map(({ name }) => name),
      ['c@example.org', 'émile', 'Person 9', 'Person 10', 'Zoë'],
    );
  });

  it('are each one entry with all their roles, the oldest first', () => {
    const until = Temporal.PlainDate.from('2026-03-01');
    const ended = {
      id: 'old',
      role: 'chair',
      from: Temporal.PlainDate.from('2020-01-01'),
      until,
      holds: false,
    } as const;
    const [person, ...others] = peopleOf([row('a', 'Ada'), row('a', 'Ada', ended)]);
    assert.deepEqual(others, []);
    assert.deepEqual(
      person?.roles.map(({ id }) => id),
      ['old', 'a role'],
    );
    assert.equal(person !== undefined && isHere(person), true);
  });

  it('are not here when no role holds', () => {
    const [left] = peopleOf([row('a', 'Ada', { holds: false })]);
    assert.equal(left !== undefined && isHere(left), false);
  });
});

describe('an e-mail address', () => {
  for (const [typed, taken] of [
    [' Robin@Example.ORG ', 'robin@example.org'],
    ["o'neill.b+cig@mail.example.org", "o'neill.b+cig@mail.example.org"],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ] as const)
    it(`is taken: ${typed.slice(0, 40)}`, () => assert.equal(emailAddress(typed), taken));

  for (const typed of [
    '',
    'robin',
    'robin@example',
    '@example.org',
    'robin@',
    'ro bin@example.org',
    'robin@example.org, bo@example.org',
    'robin@example.org\nBcc: bo@example.org',
    '"robin"@example.org',
    '<robin@example.org>',
    'robin@@example.org',
    'robin@-mail.example.org',
    'robin@example..org',
    'robin@example.org.',
    'rob\u0000in@example.org',
    'RÖBIN@example.org',
    'İ@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'a.'.repeat(130)}org`,
  ])
    it(`is refused: ${JSON.stringify(typed).slice(0, 40)}`, () => assert.equal(emailAddress(typed), null));
});

describe('a role', () => {
  it('has its words and a line that says what it is for, each its own', () => {
    assert.equal(new Set(roles.map(roleWords)).size, roles.length);
    assert.equal(new Set(roles.map(roleHint)).size, roles.length);
  });

  it('is known by its name and by nothing else', () => {
    assert.equal(roleNamed('chair'), 'chair');
    for (const name of [null, '', 'Chair', 'owner', 'toString']) assert.equal(roleNamed(name), null);
  });
});
