import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { stranger } from '../../src/access/policy.ts';
import { visibleCases } from '../../src/access/visible.ts';
import type { Verb } from '../../src/acts/verbs.ts';
import { type Database, transactionOf, type Tx } from '../../src/platform/db/connect.ts';
import type { World } from '../world.ts';
import { type Matrix, openMatrix, type Somebody } from './ground.ts';
import { grants, standingOf } from './personas.ts';
import { caseAnswers, caseFunctions, looseRows } from './functions.ts';
import { caseTables, otherTables, type TableRights } from './statements.ts';

/** Thrown to undo whatever a transaction has tried. */
const undone = new Error('tried, and undone');

describe('the matrix of permissions in the database', () => {
  let matrix: Matrix;
  let opened: Matrix | null = null;
  let world: World;
  let disagreements: string[] = [];
  let cells = 0;

  before(async () => {
    opened = await openMatrix();
    matrix = opened;
    ({ world } = matrix);
  });
  after(() => opened?.close());

  /** Works as somebody in a transaction that leaves nothing behind; whoever has no valid token works as nobody. */
  async function as(db: Database, token: string | null, work: (tx: Tx) => Promise<void>): Promise<void> {
    const trying = async (tx: Tx) => {
      await work(tx);
      throw undone;
    };
    const done = token === null ? db.transaction().execute(trying) : transactionOf(db, token, trying);
    await done.catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  }

  const isShutOut = ({ persona: { without } }: Somebody) => without === 'left' || without === 'disabled';
  const present = () => matrix.people.filter((one) => !isShutOut(one));
  const allowed = ({ persona }: Somebody, verbs: readonly Verb[]) =>
    matrix.cases.filter(({ relation }) => verbs.some((verb) => grants(persona, verb, relation)));

  /** Holds what the database let somebody reach against what the table grants them. */
  function compare(who: Somebody, what: string, verbs: readonly Verb[], reached: ReadonlySet<string>) {
    const meant = new Set(allowed(who, verbs).map(({ id }) => id));
    for (const { id, relation, state } of matrix.cases) {
      cells += 1;
      if (meant.has(id) === reached.has(id)) continue;
      const says = meant.has(id)
        ? 'the table grants, and the database refuses'
        : 'the database lets, and the table does not';
      disagreements.push(`${what}, ${who.persona.name}, ${relation.name}, ${state}: ${says}`);
    }
  }

  function agree() {
    const found = disagreements;
    disagreements = [];
    assert.deepEqual(found.slice(0, 40), [], `${found.length} of ${cells} cells disagree`);
  }

  const filled = (row: string) =>
    row
      .replaceAll(':here', `'${matrix.office.id}'`)
      .replaceAll(':somebody', `'${matrix.house.accountId}'`)
      .replaceAll(':agency', `'${matrix.otherAgency}'`)
      .replaceAll(':referral', `'${matrix.freeReferral}'`);

  /** The code with which a statement is refused, or how many rows it touched; undone either way. */
  async function attempt(tx: Tx, statement: string): Promise<string | number> {
    await sql`savepoint trying`.execute(tx);
    try {
      const { numAffectedRows } = await sql.raw(statement).execute(tx);
      return Number(numAffectedRows ?? 0);
    } catch (error) {
      return String((error as { code?: string }).code);
    } finally {
      await sql`rollback to savepoint trying`.execute(tx);
    }
  }

  /** The cases for which a statement about `$1` is not refused for want of a right, each tried and undone by itself. */
  async function permitted(tx: Tx, statement: string): Promise<ReadonlySet<string>> {
    const ids = matrix.cases.map(({ id }) => id).join(',');
    await sql
      .raw(`do $try$ declare one uuid; let text := ''; begin
        foreach one in array string_to_array('${ids}', ',')::uuid[] loop
          begin
            execute $run$${statement}$run$ using one;
            raise exception 'undone' using errcode = 'P0002';
          exception when insufficient_privilege then null; when others then let := let || ',' || one;
          end;
        end loop;
        perform set_config('probe.permitted', substr(let, 2), true);
      end $try$`)
      .execute(tx);
    const { rows } = await sql<{ ids: string }>`select current_setting('probe.permitted') as ids`.execute(tx);
    return new Set((rows[0]?.ids ?? '').split(',').filter((id) => id !== ''));
  }

  it('knows every table that belongs to a case', async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct table_schema || '.' || table_name as name from information_schema.columns
      where table_schema in ('app', 'audit') and (column_name in ('case_id', 'child_id', 'incident_id', 'review_id', 'referral_id', 'file_id')
        or table_name in ('case_file', 'child', 'incident', 'review', 'referral'))`.execute(
      matrix.office.owner,
    );
    assert.deepEqual(
      rows.map(({ name }) => name).toSorted(),
      [...Object.keys(caseTables), ...Object.keys(otherTables)].toSorted(),
      'a table is not in test/matrix/statements.ts, or is no longer there',
    );
  });

  it('has a row of every such table in every case, so that nothing is compared with nothing', async () => {
    for (const [table, { of }] of Object.entries(caseTables)) {
      const { rows } = await sql<{ n: number }>`
        select count(distinct ${sql.ref(of)}) as n from ${sql.table(table)}
        where ${sql.ref(of)} = any (${matrix.cases.map(({ id }) => id)}::uuid[])`.execute(
        matrix.office.owner,
      );
      assert.equal(rows[0]?.n, matrix.cases.length, table);
    }
  });

  it('opens nothing at all to whoever has left or whose account is disabled', async () => {
    for (const { token, persona } of matrix.people.filter(isShutOut))
      await assert.rejects(
        transactionOf(matrix.office.app, token ?? '', async () => {}),
        { code: '28000' },
        persona.name,
      );
  });

  it('shows the rows of a case to those whom the table lets look, and to no others', async () => {
    for (const who of present())
      await as(matrix.office.app, who.token, async (tx) => {
        for (const [table, { of, seen }] of Object.entries(caseTables)) {
          if (seen.length === 0) {
            assert.equal(await attempt(tx, `select count(*) from ${table}`), '42501', table);
            continue;
          }
          const { rows } = await sql<{ id: string }>`
            select distinct ${sql.ref(of)}::text as id from ${sql.table(table)}`.execute(tx);
          compare(who, `select ${table}`, seen, new Set(rows.map(({ id }) => id)));
        }
      });
    agree();
  });

  it('says by its query for visible cases what row-level security says, and what the table says', async () => {
    for (const who of present()) {
      if (who.token === null) continue;
      // The owner sees every row, so there the query decides alone.
      for (const db of [matrix.office.app, matrix.office.owner])
        await as(db, who.token, async (tx) => {
          const rows = await visibleCases(tx).select('c.id').execute();
          compare(who, 'visibleCases', ['case.read'], new Set(rows.map(({ id }) => id)));
        });
    }
    agree();
  });

  it('knows how everybody stands to every case', async () => {
    const wrong: string[] = [];
    for (const who of present()) {
      if (who.token === null || who.persona.without === 'elsewhere') continue;
      await as(matrix.office.app, who.token, async (tx) => {
        const { rows } = await sql<{ id: string; standing: unknown }>`
          select c::text as id, ctx.standing(c) as standing from unnest(${matrix.cases.map(({ id }) => id)}::uuid[]) c`.execute(
          tx,
        );
        const said = new Map(rows.map(({ id, standing }) => [id, standing]));
        for (const { id, relation } of matrix.cases) {
          cells += 1;
          const meant = who.accountId === null ? stranger : standingOf(who.persona, relation);
          const { excluded, agency, named, notifier } = said.get(id) as typeof meant;
          if (JSON.stringify(meant) !== JSON.stringify({ excluded, agency, named, notifier }))
            wrong.push(`${who.persona.name}, ${relation.name}: ${JSON.stringify(said.get(id))}`);
        }
      });
    }
    assert.deepEqual(wrong, []);
  });

  it('lets those change the rows of a case whom the table lets do so, and no others', async () => {
    const rowsOf = await countedRows();
    for (const who of present())
      await as(matrix.office.app, who.token, async (tx) => {
        for (const [table, rights] of Object.entries(caseTables))
          for (const [what, verbs] of [
            [`update ${table} set ${rights.change ?? 'version = 1'}`, rights.changed ?? []],
            [`delete from ${table}`, rights.removed ?? []],
          ] as const) {
            const touched = await attempt(tx, what);
            const ownDraft =
              what.startsWith('update app.referral ') && who.persona.without === 'receipt' ? 1 : 0;
            const meant = allowed(who, verbs).reduce((sum, { id }) => sum + rowsOf(table, id), ownDraft);
            cells += matrix.cases.length;
            if ((typeof touched === 'number' ? touched : 0) !== meant)
              disagreements.push(
                `${what}, ${who.persona.name}: ${touched} rows, and the table means ${meant}`,
              );
          }
      });
    agree();
  });

  async function countedRows() {
    const counted = new Map<string, number>();
    for (const [table, { of, changeable = 'true' }] of Object.entries(caseTables)) {
      const { rows } = await sql<{ id: string; n: number }>`
        select ${sql.ref(of)}::text as id, count(*) as n from ${sql.table(table)} where ${sql.raw(changeable)} group by 1`.execute(
        matrix.office.owner,
      );
      for (const { id, n } of rows) counted.set(`${table} ${id}`, n);
    }
    return (table: string, id: string) => counted.get(`${table} ${id}`) ?? 0;
  }

  it('lets those add rows to a case whom the table lets do so, and no others', async () => {
    const rows: [string, TableRights][] = Object.entries(caseTables);
    for (const who of present())
      await as(matrix.office.app, who.token, async (tx) => {
        for (const [table, { row, added = [] }] of rows) {
          if (row !== undefined) {
            const statement = `insert into ${table} ${filled(row)}`;
            compare(who, `insert into ${table}`, added, await permitted(tx, statement));
          } else if (looseRows[table] === undefined)
            assert.equal(await attempt(tx, `insert into ${table} default values`), '42501', table);
        }
        for (const [table, { row, added }] of Object.entries(looseRows)) {
          const code = await attempt(tx, `insert into ${table} ${filled(row)}`);
          const meant = added.some((verb) => grants(who.persona, verb, { name: '' }));
          assert.equal(code !== '42501', meant, `${table}, ${who.persona.name}: ${code}`);
        }
      });
    agree();
  });

  it('calls nothing with its owner’s rights for whom the table shuts out', async () => {
    const references = sql`unnest(${matrix.cases.map(({ id }) => id)}::uuid[], ${matrix.cases.map(({ reference }) => reference)}::text[]) as one (c, r)`;
    for (const who of present())
      await as(matrix.office.app, who.token, async (tx) => {
        // To a coordinator of another partnership these answer that nothing was done; the next test looks.
        for (const [call, verbs] of who.persona.without === 'elsewhere' ? [] : Object.entries(caseFunctions))
          compare(who, call, verbs, await permitted(tx, `select ${call}`));
        for (const [question, verbs] of Object.entries(caseAnswers)) {
          const { rows } = await sql<{
            id: string;
          }>`select c::text as id from ${references} where ${sql.raw(question)}`.execute(tx);
          compare(who, question, verbs, new Set(rows.map(({ id }) => id)));
        }
      });
    agree();
  });

  it('does nothing to a referral for a coordinator of another partnership', async () => {
    const who = matrix.people.find(({ persona }) => persona.without === 'elsewhere');
    await as(matrix.office.app, who?.token ?? null, async (tx) => {
      const { rows } = await sql<{ done: boolean }>`
        select ctx.receive_referral(id) or ctx.answer_referral(id, 'What was decided.') as done
        from unnest(${[...matrix.cases.map(({ id }) => id), matrix.freeReferral]}::uuid[]) id`.execute(tx);
      assert.ok(rows.length > 0 && rows.every(({ done }) => !done));
    });
  });

  it('tells a coordinator everybody who can open a case, and nobody else', async () => {
    await as(matrix.office.app, matrix.house.token, async (tx) => {
      const { rows } = await sql<{ id: string; account: string }>`
        select distinct c::text as id, r.account_id::text as account
        from unnest(${matrix.cases.map(({ id }) => id)}::uuid[]) c, ctx.case_readers(c) r`.execute(tx);
      const told = new Set(rows.map(({ id, account }) => `${id} ${account}`));
      for (const who of matrix.people) {
        if (who.accountId === null) continue;
        const reached = matrix.cases.filter(({ id }) => told.has(`${id} ${who.accountId}`));
        compare(who, 'ctx.case_readers', ['case.read'], new Set(reached.map(({ id }) => id)));
      }
    });
    agree();
  });

  it('keeps a draft to its writer, and what was sent without a case to coordinators', async () => {
    for (const who of present())
      await as(matrix.office.app, who.token, async (tx) => {
        const { rows } = await sql<{ id: string }>`select id from app.referral`.execute(tx);
        const seen = new Set(rows.map(({ id }) => id));
        const { roles, without, name } = who.persona;
        assert.equal(seen.has(matrix.draft), without === 'receipt', `${name} and the draft`);
        const isCoordinator = without === null && roles.includes('coordinator');
        assert.equal(seen.has(matrix.freeReferral), isCoordinator, `${name} and the referral`);
      });
  });

  it('shows nothing of a case to the role of the worker, whoever holds a pass', async () => {
    await world.asOperatorOf(matrix.office.id, ({ token }) =>
      as(world.worker, token, async (tx) => {
        for (const table of Object.keys(caseTables).filter((name) => name.startsWith('app.')))
          assert.equal(await attempt(tx, `select count(*) from ${table}`), '42501', table);
      }),
    );
  });

  it('compared the whole matrix', () => {
    assert.ok(cells >= 20_000, `${cells} cells`);
  });
});
