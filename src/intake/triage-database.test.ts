// What the database itself refuses of triage, whatever SQL comes through the application's own role.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, officeIn, type OpenedCase, openOffice } from '../../test/casework.ts';
import { newToken } from '../platform/clock/clock.ts';
import { transactionOf } from '../platform/db/connect.ts';

let office: Office;
let elsewhere: Office;
let coordinator: Colleague;
let shutOut: Colleague;
let chair: Colleague;
let member: Colleague;
let foreign: Colleague;
let opened: OpenedCase;
/** A referral without a case, and one of the case that somebody is shut out of. */
let free = '';
let shut = '';
let receipts: Readonly<Record<string, string>> = {};

const refused = '42501';

async function receiptOf(id: string, at = office) {
  const token = newToken();
  await sql`insert into ctx.bearer (hash, kind, partnership_id, subject_id, expires_at)
    values (sha256(convert_to(${token}, 'UTF8')), 'receipt', ${at.id}, ${id}, now() + interval '1 day')`.execute(
    office.owner,
  );
  return token;
}

before(async () => {
  office = await openOffice();
  elsewhere = await officeIn(office.world, 'Wetherleigh');
  coordinator = await office.person('coordinator');
  shutOut = await office.person('coordinator');
  chair = await office.person('chair');
  member = await office.person('member', { agency: await office.agency('Eastwick Schools', 'education') });
  foreign = await elsewhere.person('coordinator');
  free = await office.referral();
  shut = await office.referral();
  opened = await office.openCase(coordinator);
  await sql`insert into app.case_referral (partnership_id, case_id, referral_id) values (${office.id}, ${opened.id}, ${shut})`.execute(
    office.owner,
  );
  await office.exclude(coordinator, opened, shutOut);
  for (const id of [free, shut]) {
    await tried(coordinator.token, `select ctx.ask_referrer('${id}', 'A question?')`, 'keep');
    await tried(
      coordinator.token,
      `select ctx.allocate_referral('${id}', '${coordinator.accountId}', null)`,
      'keep',
    );
    await tried(
      coordinator.token,
      `insert into app.safety_action (partnership_id, referral_id, what, by_whom, day, recorded_by)
        values ('${office.id}', '${id}', 'The police were called.', 'the school', ctx.today(), ctx.uid())`,
      'keep',
    );
  }
  receipts = { free: await receiptOf(free), shut: await receiptOf(shut) };
});
after(async () => {
  await elsewhere.close();
  await office.close();
});

class Undone extends Error {}

/** What a statement comes to, tried as the application's role with a proof: the error's code, or its rows; nothing of it stays unless it is kept. */
async function tried(token: string, words: string, keeps?: 'keep'): Promise<string | readonly unknown[]> {
  let rows: readonly unknown[] = [];
  try {
    await transactionOf(office.app, token, async (tx) => {
      rows = (await sql.raw(words).execute(tx)).rows;
      if (keeps === undefined) throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone))
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return rows;
}

const acts = (id: string): Readonly<Record<string, string>> => ({
  allocate: `select ctx.allocate_referral('${id}', ctx.uid(), null)`,
  ask: `select ctx.ask_referrer('${id}', 'Another?')`,
  note: `select ctx.note_answers('${id}')`,
  decline: `select ctx.decline_referral('${id}', 'other', 'because', 'No.', '')`,
  reconsider: `select ctx.reconsider_referral('${id}', 'because')`,
});

describe('the database, of triage', () => {
  it('does nothing for whoever is no coordinator, is shut out, or holds a receipt', async () => {
    const who: readonly (readonly [name: string, token: string, id: string])[] = [
      ['a chair', chair.token, free],
      ['a representative', member.token, free],
      ['a coordinator who is shut out', shutOut.token, shut],
      ['the receipt itself', receipts['free'] ?? '', free],
    ];
    for (const [name, token, id] of who)
      for (const [act, words] of Object.entries(acts(id)))
        assert.equal(await tried(token, words), refused, `${name}, ${act}`);
  });

  it('finds nothing for a coordinator of another partnership', async () => {
    for (const [act, words] of Object.entries(acts(free))) {
      const rows = await tried(foreign.token, words);
      assert.ok(Array.isArray(rows), `${act}: ${String(rows)}`);
      const [value] = Object.values((rows[0] ?? {}) as Record<string, unknown>);
      assert.ok(value === false || value === null || value === 0, `${act}: ${String(value)}`);
    }
  });

  it('shows its rows to those who see the referral, and to nobody else', async () => {
    for (const table of ['referral_allocation', 'referral_question', 'safety_action']) {
      const seen = async (token: string) => {
        const rows = await tried(token, `select referral_id from app.${table} order by 1`);
        return Array.isArray(rows) ? rows.length : rows;
      };
      assert.equal(await seen(coordinator.token), 2, table);
      assert.equal(await seen(shutOut.token), 1, `${table}, shut out`);
      assert.equal(await seen(chair.token), 1, `${table}, chair: with the case`);
      assert.equal(await seen(member.token), 0, `${table}, member`);
      assert.equal(await seen(foreign.token), 0, `${table}, elsewhere`);
      assert.equal(await seen(receipts['free'] ?? ''), 0, `${table}, receipt`);
    }
  });

  it('lets nobody write the rows themselves, nor change a safety action', async () => {
    for (const words of [
      `insert into app.referral_question (partnership_id, referral_id, seq, words, asked_by) values ('${office.id}', '${free}', 9, 'x', ctx.uid())`,
      `update app.referral_question set answer = 'x', answered_at = now()`,
      `update app.referral_allocation set account_id = ctx.uid()`,
      `update app.referral_step set reasons = 'x'`,
      `update app.safety_action set what = 'x'`,
      `delete from app.safety_action`,
      `insert into app.safety_action (partnership_id, referral_id, what, by_whom, day, recorded_by)
        values ('${office.id}', '${free}', 'x', 'y', ctx.today(), '${chair.accountId}')`,
      `insert into app.safety_action (partnership_id, referral_id, what, by_whom, day, recorded_by, corrects, reason)
        select '${office.id}', '${free}', 'x', 'y', ctx.today(), ctx.uid(), id, 'z' from app.safety_action where referral_id = '${shut}'`,
    ])
      assert.equal(await tried(coordinator.token, words), refused, words);
  });

  it('gives a referral to nobody who may not have it', async () => {
    const given = (id: string, to: string) =>
      tried(
        coordinator.token,
        `select ctx.allocate_referral('${id}', '${to}', (select id from app.referral_allocation where referral_id = '${id}')) as done`,
      );
    assert.deepEqual(await given(free, shutOut.accountId), [{ done: true }]);
    for (const [id, to] of [
      [shut, shutOut.accountId],
      [free, chair.accountId],
      [free, foreign.accountId],
    ] as const)
      assert.deepEqual(await given(id, to), [{ done: false }]);
  });

  it('shows a receipt its own questions and no other’s, and lets it answer them once', async () => {
    const own = await tried(receipts['free'] ?? '', 'select seq, words, answer from ctx.own_questions()');
    assert.deepEqual(own, [{ seq: 1, words: 'A question?', answer: null }]);
    assert.deepEqual(await tried(coordinator.token, 'select * from ctx.own_questions()'), []);
    assert.deepEqual(await tried(coordinator.token, 'select * from ctx.own_told()'), []);
    const answer = `select done, of_case from ctx.answer_question(1, 'An answer.')`;
    assert.equal(await tried(coordinator.token, answer), refused);
    assert.deepEqual(await tried(receipts['shut'] ?? '', answer, 'keep'), [
      { done: true, of_case: opened.id },
    ]);
    assert.deepEqual(await tried(receipts['shut'] ?? '', answer), [{ done: false, of_case: opened.id }]);
    assert.deepEqual(await tried(receipts['free'] ?? '', `select answer from ctx.own_questions()`), [
      { answer: null },
    ]);
    const other = newToken();
    assert.equal(await tried(other, 'select * from ctx.own_questions()'), '28000');
  });

  it('asks twenty questions and no more', async () => {
    const id = await office.referral();
    const rows = await tried(
      coordinator.token,
      `select ctx.ask_referrer('${id}', 'A question?') as seq from generate_series(1, 21)`,
    );
    assert.deepEqual((rows as readonly { seq: number | null }[]).map(({ seq }) => seq).slice(-2), [20, null]);
  });
});
