import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type Colleague, type Office, openOffice } from '../../test/casework.ts';
import { transactionOf } from '../platform/db/connect.ts';
import { nearestMost, readNearest } from './store-nearest.ts';

describe('the nearest earlier decisions', () => {
  let office: Office;
  let coordinator: Colleague;
  before(async () => {
    office = await openOffice();
    coordinator = await office.person('coordinator');
  });
  after(() => office.close());

  const near = (who: Colleague, caseId: string, limbs: Readonly<Record<string, string>>) =>
    transactionOf(office.app, who.token, (tx) =>
      readNearest(tx, {
        caseId,
        criteria: 'made-up',
        limbs: Object.entries(limbs).map(([limb, answer]) => ({ limb, answer })),
      }),
    );
  /** Cases with one decision each, whose limbs a and b are answered so. */
  const plant = async (count: number, a: string, b: string, criteria = 'made-up') => {
    const { rows } = await sql<{ id: string; reference: string }>`
      with made as (insert into app.case_file (partnership_id, reference, pseudonym, opened_by)
          select ${office.id}, 'EASP-2020-' || lpad((n + (select count(*) from app.case_file))::text, 5, '0'), 'Child ' || gen_random_uuid(), ${coordinator.accountId}
          from generate_series(1, ${count}::integer) n returning id, reference),
        decided as (insert into app.decision (partnership_id, id, case_id, day, body_name, edition, criteria, applied, outcome, reasons, recorded_by)
          select ${office.id}, id, id, '2020-01-01', 'The group', '2018', ${criteria}, '{}', 'LCSPR', 'It was neglect.', ${coordinator.accountId} from made),
        limbs as (insert into app.decision_limb (partnership_id, case_id, decision_id, limb, ordinal, answer, reason)
          select ${office.id}, m.id, m.id, l.limb, 1, l.answer, 'because' from made m,
            (values ('a', ${a}), ('b', ${b})) l (limb, answer))
      select id, reference from made order by reference`.execute(office.owner);
    return rows;
  };

  it('are those with most limbs answered the same, of cases that one sees, by the same questions', async () => {
    const own = await office.openCase(coordinator);
    const [both] = await plant(1, 'met', 'not-met');
    const [one] = await plant(1, 'met', 'met');
    await plant(1, 'not-met', 'met');
    await plant(1, 'met', 'not-met', 'other questions');
    const found = await near(coordinator, own.id, { a: 'met', b: 'not-met' });
    assert.deepEqual(
      found.map(({ id, same }) => [id, same]),
      [
        [both?.id, 2],
        [one?.id, 1],
      ],
    );
    assert.equal(found[0]?.reasons, 'It was neglect.');
    // Nothing answered yet: the latest by these questions.
    assert.equal((await near(coordinator, own.id, {})).length, 3);
    // A decision on the case itself is not an earlier one on another.
    assert.equal((await near(coordinator, both?.id ?? '', { a: 'met', b: 'not-met' })).length, 1);
  });

  it('leave out the cases from which somebody is excluded, and do not count them', async () => {
    const own = await office.openCase(coordinator, 'Child Alder');
    const [shut] = await plant(1, 'unclear', 'unclear');
    const other = await office.person('coordinator');
    const limbs = { a: 'unclear', b: 'unclear' };
    assert.equal((await near(other, own.id, limbs)).length, 1);
    await office.exclude(coordinator, { id: shut?.id ?? '', reference: '', pseudonym: '' }, other);
    assert.deepEqual(await near(other, own.id, limbs), []);
    const outsider = await office.person('member');
    assert.deepEqual(await near(outsider, own.id, limbs), []);
  });

  it('are ten at most, found quickly among thousands', async () => {
    const own = await office.openCase(coordinator, 'Child Birch');
    await plant(3_000, 'met', 'met');
    await sql`analyze app.decision, app.decision_limb, app.case_file`.execute(office.owner);
    const began = performance.now();
    assert.equal((await near(coordinator, own.id, { a: 'met', b: 'met' })).length, nearestMost);
    const took = performance.now() - began;
    // Measured at a few hundredths of a second; a second would be a plan without an index.
    assert.ok(took < 1_000, `${took} ms`);
  });
});
