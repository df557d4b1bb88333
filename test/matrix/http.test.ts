import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { keyField } from '../../src/acts/once.ts';
import type { Verb } from '../../src/acts/verbs.ts';
import type { WorkRoute } from '../../src/acts/work-route.ts';
import { newToken } from '../../src/platform/clock/clock.ts';
import type { World } from '../world.ts';
import {
  addressOf,
  type Cell,
  cellsOf,
  formsFor,
  isGranted,
  leftOut,
  nameOf,
  type Places,
  placesOf,
  sampled,
  unknownParts,
} from './cells.ts';
import { type Ground, type Matrix, openMatrix, type Somebody } from './ground.ts';
import { subjects } from './subjects.ts';

const sampleSize = 2_000;
const seed = Number(process.env['MATRIX_SEED'] ?? 20_261);

/** A case that never was: its reference could be one, and so could its identifier. */
const never: Pick<Ground, 'id' | 'reference'> = {
  id: '11111111-1111-4111-8111-111111111111',
  reference: 'EASP-2026-99999',
};

describe('the matrix of permissions over HTTP', () => {
  let matrix: Matrix;
  let opened: Matrix | null = null;
  let world: World;
  let places: Places;
  let formToken = '';
  let inside: readonly WorkRoute[] = [];

  before(async () => {
    opened = await openMatrix();
    matrix = opened;
    ({ world } = matrix);
    places = placesOf(matrix, await spares());
    inside = world.app.rows.filter((row) => row.door === 'session' && leftOut[nameOf(row)] === undefined);
    const page = await ask('GET', '/sign-in', null);
    formToken = /name="form-token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    assert.notEqual(formToken, '');
  });
  after(() => opened?.close());

  // A mail, an invitation and a role, for the administrator's pages.
  async function spares() {
    const { owner, id } = matrix.office;
    const { rows } = await sql<{ mail: string; invitation: string; role: string; group: string }>`
      with mail as (insert into app.mail (partnership_id, to_address, kind, state, message_id)
        values (${id}, 'referrer@eastwick.example', 'referral-outcome', 'kept', 'one@eastwick.example') returning id)
      select (select id from app.review_group where partnership_id = ${id} and kind = 'main') as "group", (select id from mail) as mail, (select id from app.invitation limit 1) as invitation,
        (select id from app.membership where account_id = ${matrix.bystander.accountId}) as role`.execute(
      owner,
    );
    const [found] = rows;
    if (found === undefined) throw new Error('nothing to administer');
    return found;
  }

  async function ask(method: 'GET' | 'POST', url: string, who: Somebody | null) {
    const cookie = [`form=a-browser-that-keeps-its-secret`, ...(who?.token ? [`sid=${who.token}`] : [])].join(
      '; ',
    );
    const { host } = matrix.office;
    const response = await world.app.workspace.inject({
      method,
      url,
      headers: {
        host,
        cookie,
        'user-agent': 'a test',
        ...(method === 'POST'
          ? { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${host}` }
          : {}),
      },
      ...(method === 'POST'
        ? { payload: new URLSearchParams({ 'form-token': formToken, [keyField]: newToken() }).toString() }
        : {}),
    });
    const { date: _, ...headers } = response.headers;
    return {
      status: response.statusCode,
      headers,
      body: response.body,
      location: String(headers['location'] ?? ''),
    };
  }

  /** What somebody is answered where there is nothing; asked once each. */
  const nothing = new Map<string, Promise<Awaited<ReturnType<typeof ask>>>>();
  function nothingFor(who: Somebody) {
    const { name } = who.persona;
    const found = nothing.get(name) ?? ask('GET', `/cases/${never.reference}`, who);
    nothing.set(name, found);
    return found;
  }

  const told = ({ row, who, about }: Cell) =>
    `${nameOf(row)}, ${who.persona.name}${about === null ? '' : `, ${about.relation.name}, ${about.state}`}`;

  /** What is wrong with the answer to a cell; null where it is what the table means. */
  async function wrong(cell: Cell): Promise<string | null> {
    const { row, who, about } = cell;
    const signedOut = who.persona.without !== null;
    const granted = !signedOut && isGranted(cell);
    // What may be done is done to a case of its own, so that the others stay as they are.
    const to =
      granted && row.method === 'POST' && about !== null
        ? await matrix.addCase(about.relation, about.state)
        : about;
    const { status, body, headers, location } = await ask(row.method, addressOf(row, to, places), who);
    if (signedOut) {
      if (row.method === 'GET')
        return status === 303 && location.startsWith('/sign-in?')
          ? null
          : `${status} ${location} without a session`;
      return status === 400 && body.includes('name="password"') ? null : `${status} without a session`;
    }
    if (granted) {
      const fine = row.method === 'GET' ? [200, 303] : [200, 303, 400, 409];
      if (!fine.includes(status)) return `${status}, and the table grants`;
      return location.startsWith('/sign-in') ? 'sent to sign in, and the table grants' : null;
    }
    if (status !== 404) return `${status} ${location}, and the table does not grant`;
    const meant = await nothingFor(who);
    if (body !== meant.body) return 'not found, but in other bytes than what never was';
    return JSON.stringify(headers) === JSON.stringify(meant.headers)
      ? null
      : 'not found, but with other headers';
  }

  /** All that the service keeps, but for the trail and what a session or a form leaves. */
  async function digest(): Promise<string> {
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = 'app' and tablename not in ('session') order by 1`.execute(matrix.office.owner);
    const parts = tables.map(
      ({ name }) =>
        `select '${name}' as name, count(*) as n, sum(xmin::text::bigint) as x, sum(hashtext(ctid::text)) as c from ${name}`,
    );
    // In an order of their own: read in parallel they come as they will.
    const all = `${parts.join(' union all ')} order by name`;
    const { rows } = await sql.raw(all).execute(matrix.office.owner);
    return JSON.stringify(rows);
  }

  /** Asks each cell; of those that the table does not grant, a batch at a time leaves everything as it was. */
  async function askAll(cells: readonly Cell[]): Promise<readonly string[]> {
    const problems: string[] = [];
    const check = async (cell: Cell) => {
      const problem = await wrong(cell).catch((error: unknown) => String(error));
      if (problem !== null) problems.push(`${told(cell)}: ${problem}`);
    };
    const isRefusedPost = (cell: Cell) => cell.row.method === 'POST' && !isGranted(cell);
    const refused = cells.filter(isRefusedPost);
    for (let from = 0; from < refused.length; from += 25) {
      const batch = refused.slice(from, from + 25);
      const before = await digest();
      for (const cell of batch) await check(cell);
      if ((await digest()) !== before)
        problems.push(`something was changed by one of these: ${batch.map(told).join(' | ')}`);
    }
    for (const cell of cells) if (!isRefusedPost(cell)) await check(cell);
    return problems;
  }

  it('knows the subject of every verb in the ledgers, and what every address stands for', () => {
    assert.ok(inside.length > 20, 'the ledgers are found');
    const rows = world.app.rows;
    assert.deepEqual(rows.filter(({ verb }) => !Object.hasOwn(subjects, verb)).map(nameOf), []);
    assert.deepEqual(
      inside.flatMap((row) => unknownParts(row, places).map((part) => `${nameOf(row)}: ${part}`)),
      [],
    );
    const names = new Set(rows.map(nameOf));
    for (const list of [formsFor, leftOut])
      assert.deepEqual(
        Object.keys(list).filter((name) => !names.has(name)),
        [],
        'nothing is listed that is not there',
      );
    assert.deepEqual(
      Object.keys(places).filter((path) => !rows.some((row) => row.path === path)),
      [],
    );
  });

  it(`answers ${sampleSize} cells as the table says (MATRIX_SEED=${seed})`, async () => {
    const cells = sampled(cellsOf(inside, matrix), sampleSize, seed);
    assert.equal(cells.length, sampleSize);
    const problems = await askAll(cells);
    assert.deepEqual(problems.slice(0, 60), [], `${problems.length} of ${sampleSize} cells disagree`);
  });

  it('answers for every row as the table says, to whoever may do everything there and to whoever may do least', async () => {
    const [nobodys] = matrix.cases;
    const cells = inside.flatMap((row) => {
      const about = row.path.includes(':ref') || row.path.startsWith('/referrals') ? (nobodys ?? null) : null;
      return matrix.people
        .filter(({ persona: { name } }) =>
          ['coordinator', 'chair', 'administrator', 'inspector', 'member'].includes(name),
        )
        .map((who) => ({ row, who, about }));
    });
    const problems = await askAll(cells);
    assert.deepEqual(problems, [], `${problems.length} of ${cells.length} cells disagree`);
  });

  it('finds nothing of what never was, whoever asks, in the same bytes', async () => {
    const problems: string[] = [];
    for (const who of matrix.people.filter(({ persona: { name } }) =>
      ['coordinator', 'inspector'].includes(name),
    ))
      for (const row of inside.filter(({ path }) => /:ref|^\/referrals\/:id/.test(path))) {
        const { status, body } = await ask(row.method, addressOf(row, never, places), who);
        const meant = await nothingFor(who);
        if (status !== 404 || body !== meant.body)
          problems.push(`${nameOf(row)}, ${who.persona.name}: ${status}`);
      }
    assert.deepEqual(problems, []);
  });

  it('keeps a referral without a case to coordinators, and a draft from everybody', async () => {
    const rows = inside.filter(({ path }) => path.startsWith('/referrals/:id'));
    const problems: string[] = [];
    for (const who of matrix.people.filter(({ persona }) => persona.without === null))
      for (const row of rows)
        for (const kind of ['sent', 'draft'] as const) {
          const granted = kind === 'sent' && who.persona.roles.includes('coordinator');
          const used =
            granted && row.method === 'POST' ? await matrix.office.referral() : matrix.freeReferral;
          const id = kind === 'draft' ? matrix.draft : used;
          const { status, body } = await ask(row.method, addressOf(row, { ...never, id }, places), who);
          const hidden = status === 404 && body === (await nothingFor(who)).body;
          if (hidden === granted) problems.push(`${nameOf(row)}, ${who.persona.name}, ${kind}: ${status}`);
        }
    assert.deepEqual(problems, []);
  });

  it('shuts the doors of link and receipt to whoever holds neither', async () => {
    const problems: string[] = [];
    const outer = world.app.rows.filter(({ door }) => door === 'link' || door === 'receipt');
    assert.notEqual(outer.length, 0);
    for (const row of outer)
      for (const who of matrix.people.filter(({ persona: { name } }) =>
        ['coordinator', 'somebody signed out'].includes(name),
      )) {
        const { status, location } = await ask(row.method, row.path.replace(/:\w+/g, 'none'), who);
        const meant = row.door === 'link' ? '404 ' : row.method === 'GET' ? '303 /receipt' : '400 ';
        if (`${status} ${location}` !== meant)
          problems.push(`${nameOf(row)}, ${who.persona.name}: ${status} ${location}`);
      }
    assert.deepEqual(problems, []);
  });

  it('has no door but for these verbs open to anyone', () => {
    const open = new Set<Verb>(
      world.app.rows.filter(({ door }) => door === 'anyone').map(({ verb }) => verb),
    );
    assert.deepEqual([...open].toSorted(), [
      'consultation.begin',
      'feed.read',
      'intake.start',
      'referral.begin',
      'referral.follow',
      'session.begin',
    ]);
  });

  it('takes as long over a case that somebody may not see as over one that never was', async () => {
    for (const [name, relation] of [
      ['member', 'nothing to do with it'],
      ['coordinator', 'excluded'],
    ] as const) {
      const who = matrix.people.find(({ persona }) => persona.name === name);
      const hidden = matrix.cases.find((one) => one.relation.name === relation);
      if (who === undefined || hidden === undefined) throw new Error('nobody to ask, or about nothing');
      let found = { hidden: 0, never: 0 };
      // A machine that is busy with something else is given three chances.
      for (let chance = 0; chance < 3; chance += 1) {
        found = await medians(who, hidden);
        if (isInBand(found)) break;
      }
      assert.ok(isInBand(found), `${name}: ${found.hidden} ms hidden, ${found.never} ms never there`);
    }
  });

  const isInBand = (found: { hidden: number; never: number }) =>
    Math.abs(found.hidden - found.never) <= Math.max(2, 0.25 * found.never);

  async function medians(who: Somebody, hidden: Ground) {
    const taken = { hidden: [] as number[], never: [] as number[] };
    for (let turn = 0; turn < 200; turn += 1)
      for (const [kind, { reference }] of [
        ['hidden', hidden],
        ['never', never],
      ] as const) {
        const began = performance.now();
        await ask('GET', `/cases/${reference}`, who);
        taken[kind].push(performance.now() - began);
      }
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[100] ?? 0;
    return { hidden: median(taken.hidden), never: median(taken.never) };
  }
});
