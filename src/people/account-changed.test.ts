import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { letter } from '../mail/wording.ts';
import { openTowns, type Somebody, type Towns } from './samples.ts';

let towns: Towns;
let admin: Somebody;
let bo: Somebody;

before(async () => {
  towns = await openTowns();
  admin = await towns.somebody(towns.harnley, 'ada@example.org', 'administrator', 'Ada Example');
  bo = await towns.somebody(towns.harnley, 'bo@example.org', 'reviewer', 'Bo Example');
});
after(() => towns.close());

const told = async (to: string) => {
  const { rows } = await sql<{ kind: string }>`select kind from app.mail where to_address = ${to}`.execute(
    towns.owner,
  );
  return rows.map(({ kind }) => kind);
};
const facts = async (verb: string) =>
  (await towns.entries(towns.harnley, verb)).map(({ outcome, body }) => [
    outcome,
    /"mailed": ?true/.test(body),
  ]);
const endRole = async (by: Somebody, whose: Somebody) => {
  const { rows } = await sql<{ id: string }>`
    select id from app.membership where account_id = ${whose.accountId}::uuid`.execute(towns.owner);
  await by.browser.open(`/people/${whose.accountId}/roles/${rows[0]?.id ?? ''}/end`);
  await by.browser.send({});
};

describe('somebody whose account an administrator changes', () => {
  it('hears of a new password that was offered for it, in the same act', async () => {
    await admin.browser.open(`/people/${bo.accountId}`);
    await admin.browser.send({});
    assert.deepEqual(await told('bo@example.org'), ['account-changed']);
    assert.deepEqual(await facts('person.reset'), [['done', true]]);
  });

  it('hears of a role that was ended, in the same act', async () => {
    await endRole(admin, bo);
    assert.deepEqual(await told('bo@example.org'), ['account-changed', 'account-changed']);
    assert.deepEqual(await facts('membership.end'), [['done', true]]);
  });

  it('hears nothing of what was refused', async () => {
    await endRole(admin, admin);
    assert.deepEqual(await told('ada@example.org'), []);
    await admin.browser.open(`/people/${bo.accountId}`);
    assert.doesNotMatch(admin.browser.page.html, /\/reset"/, 'who has left cannot be offered one');
    assert.equal((await told('bo@example.org')).length, 2);
  });

  it('is told neither what was changed nor by whom', () => {
    const sender = { name: 'Harnley', origin: 'http://harnley.localhost' };
    const { subject, text } = letter('account-changed', { sender });
    assert.doesNotMatch(`${subject} ${text}`, /Bo|Ada|reviewer|password|authenticator|ended/);
    assert.match(text, /If you did not expect this, call the partnership/);
  });
});
