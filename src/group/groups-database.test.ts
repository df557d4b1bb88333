// What the database itself refuses of groups and seats, whatever SQL comes through the application's own role.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Office, openOffice } from '../../test/casework.ts';
import { transactionOf } from '../platform/db/connect.ts';

let office: Office;

before(async () => {
  office = await openOffice();
  await sql`insert into app.review_group_seat (partnership_id, group_id, name, capacity)
    select partnership_id, id, 'Designated nurse', 'member' from app.review_group`.execute(office.owner);
  await sql`insert into app.review_group_holder (partnership_id, group_id, seat_id, stands, person_name)
    select partnership_id, group_id, id, 'holder', 'Wanda Without' from app.review_group_seat`.execute(
    office.owner,
  );
});
after(() => office.close());

describe('groups in the database', () => {
  const attempts: readonly (readonly [role: string, words: string, outcome: string | number])[] = [
    ['member', `select from app.review_group_seat`, 1],
    ['member', `select from app.review_group_holder`, 1],
    ['reviewer', `select from app.review_group_holder`, 0],
    [
      'member',
      `insert into app.review_group (partnership_id, kind, made_by) values (ctx.partnership_id(), 'other', ctx.uid())`,
      '42501',
    ],
    ['chair', `update app.review_group_name set superseded_by = ctx.uid(), superseded_at = now()`, 0],
    ['coordinator', `update app.review_group_name set name = 'Other'`, '42501'],
    ['coordinator', `delete from app.review_group_holder`, '42501'],
    ['coordinator', `update app.review_group_seat set name = 'Other'`, '42501'],
    ['coordinator', `update app.review_group_seat set until_day = null, ended_by = ctx.uid()`, '42501'],
    [
      'coordinator',
      `insert into app.review_group (partnership_id, kind, made_by) values (ctx.partnership_id(), 'main', ctx.uid())`,
      '23P01',
    ],
    [
      'coordinator',
      `insert into app.review_group (partnership_id, kind, made_by) values (gen_random_uuid(), 'other', ctx.uid())`,
      '42501',
    ],
    [
      'coordinator',
      `insert into app.review_group_name (partnership_id, group_id, name, recorded_by) select partnership_id, id, 'Second', ctx.uid() from app.review_group where kind = 'main'`,
      '23P01',
    ],
    [
      'coordinator',
      `insert into app.review_group_name (partnership_id, group_id, name) select partnership_id, id, 'Nobody’s' from app.review_group where kind = 'main'`,
      '42501',
    ],
    ['coordinator', `select ctx.begin_main_group(ctx.partnership_id(), '[]')`, '42501'],
  ];
  for (const [role, words, outcome] of attempts)
    it(`gives ${role} ${outcome} for ${words.slice(0, 90)}`, async () => {
      const { token } = await office.person(role);
      class Undone extends Error {}
      let rows = 0;
      const done = await transactionOf(office.app, token, async (tx) => {
        const result = await sql.raw(words).execute(tx);
        rows = Number(result.numAffectedRows ?? result.rows.length);
        throw new Undone();
      }).catch((error: unknown) =>
        error instanceof Undone
          ? rows
          : error instanceof Error && 'code' in error
            ? String(error.code)
            : String(error),
      );
      assert.equal(done, outcome);
    });
});
