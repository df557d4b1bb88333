import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { authenticatorCode, visitor } from '../../test/visitor.ts';
import { isRefusal } from '../acts/refusal.ts';
import { checkEveryRead } from '../platform/pages/page.ts';
import { assertGoodHtml, wordsOf } from '../platform/pages/page-checks.ts';
import { invitedFor, type Role, roleFor, roles } from './invitation.ts';
import { keyOn, openTowns, password, shown, type Somebody, type Towns } from './samples.ts';

const council = { id: 'c', kind: 'local-authority', name: 'Harnley Council' } as const;
const board = { id: 'b', kind: 'integrated-care-board', name: 'NHS Harnley Integrated Care Board' } as const;
const police = { id: 'p', kind: 'police', name: 'Harnley Constabulary' } as const;
const trust = { id: 't', kind: 'health', name: 'Harnley Hospitals NHS Trust' } as const;
const present = [council, board, police, trust];

describe('for which agency somebody can have a role', () => {
  const outcomes = (role: Role) =>
    [null, ...present.map(({ id }) => id), 'x'].map((id) => {
      const outcome = invitedFor(role, id, present);
      return isRefusal(outcome) ? outcome.refused.replace('agency-', '') : (outcome?.id ?? 'none');
    });
  const table: Partial<Record<Role, readonly string[]>> = {
    member: ['missing', 'c', 'b', 'p', 't', 'not-here'],
    notifier: ['missing', 'c', 'unfit', 'unfit', 'unfit', 'not-here'],
    'partner-delegate': ['missing', 'c', 'b', 'p', 'unfit', 'not-here'],
    'safeguarding-lead': ['none', 'c', 'b', 'p', 't', 'not-here'],
  };
  for (const role of roles)
    it(`${role}: ${(table[role] ?? ['none only']).join(', ')}`, () => {
      assert.deepEqual(
        outcomes(role),
        table[role] ?? ['none', 'unfit', 'unfit', 'unfit', 'unfit', 'not-here'],
      );
    });

  it('is said with the role', () => {
    assert.equal(roleFor('member', trust.name), 'agency representative for Harnley Hospitals NHS Trust');
    assert.equal(roleFor('chair', null), 'chair of the group');
  });
});

describe('an invitation for an agency', () => {
  let towns: Towns;
  let admin: Somebody;
  let agencies: ReadonlyMap<string, string>;

  before(async () => {
    checkEveryRead(true);
    towns = await openTowns();
    admin = await towns.somebody(towns.harnley, 'ada@example.org', 'administrator', 'Ada Example');
    for (const { kind, name } of present)
      await sql`insert into app.agency (partnership_id, kind, name) values (${towns.harnley.id}::uuid, ${kind}, ${name})`.execute(
        towns.owner,
      );
    const { rows } = await sql<{ id: string; name: string }>`select id, name from app.agency`.execute(
      towns.owner,
    );
    agencies = new Map(rows.map(({ id, name }) => [name, id]));
  });
  after(async () => {
    await towns.close();
    checkEveryRead(false);
  });

  const invite = async (
    email: string,
    role: Role,
    name: string | null,
    more: Record<string, string> = {},
  ) => {
    await admin.browser.open('/people/invite');
    const agency = name === null ? '' : (agencies.get(name) ?? name);
    return admin.browser.send({ email, role, agency, ...more });
  };

  it('leads to a role for it, which the list, the person’s page and the trail have', async () => {
    const seen = await invite('jo@example.org', 'member', trust.name);
    assert.equal(
      seen.heading,
      'jo@example.org is invited as agency representative for Harnley Hospitals NHS Trust',
    );
    const { path, code } = shown(admin.browser);
    assert.match(
      wordsOf((await admin.browser.open('/people')).html),
      /jo@example\.org Agency representative for Harnley Hospitals NHS Trust until/,
    );
    const jo = visitor(towns.world, towns.harnley.host);
    await jo.open(path);
    await jo.send({ code, name: 'Jo', password, factor: authenticatorCode(keyOn(jo)) });
    assert.equal(jo.page.path, '/work');
    const list = await admin.browser.open('/people');
    assert.match(
      wordsOf(list.html),
      /Jo jo@example\.org Agency representative for Harnley Hospitals NHS Trust since/,
    );
    await admin.browser.open(/href="(\/people\/[0-9a-f-]{36})">Jo</.exec(list.html)?.[1] ?? '');
    assert.equal(admin.browser.page.heading, 'Jo: agency representative for Harnley Hospitals NHS Trust');
    await assertGoodHtml(admin.browser.page.html);
    const [entry] = (await towns.entries(towns.harnley, 'person.invite')).slice(-1);
    assert.match(entry?.body ?? '', new RegExp(`"agency": "${agencies.get(trust.name)}"`));
    assert.doesNotMatch(entry?.body ?? '', /Hospitals/);
  });

  it('asks for the agency beside its field, and keeps what was typed', async () => {
    const seen = await invite('kim@example.org', 'notifier', null);
    assert.deepEqual(seen.problems, [
      'Choose for which agency: nobody is local authority notifier without one.',
    ]);
    assert.match(seen.html, /id="agency-error"/);
    assert.match(seen.html, /value="kim@example\.org"/);
    await assertGoodHtml(seen.html);
    const unfit = await invite('kim@example.org', 'notifier', police.name);
    assert.deepEqual(unfit.problems, [
      'Whoever is local authority notifier is here for a local authority, and not for Harnley Constabulary.',
    ]);
    assert.match(unfit.html, /selected>Harnley Constabulary/);
    for (const agency of ['x', '00000000-0000-4000-8000-000000000000'])
      assert.deepEqual((await invite('kim@example.org', 'member', agency)).problems, [
        'There is no such agency here any longer. Choose another.',
      ]);
    assert.equal((await invite('kim@example.org', 'notifier', council.name)).status, 200);
  });

  it('is refused for the same agency, and made for another', async () => {
    const same = await invite('jo@example.org', 'member', trust.name);
    assert.deepEqual(same.problems, [
      'jo@example.org is here already as agency representative for Harnley Hospitals NHS Trust.',
    ]);
    const other = await invite('jo@example.org', 'member', police.name);
    assert.equal(
      other.heading,
      'jo@example.org is invited as agency representative for Harnley Constabulary',
    );
    const third = await invite('jo@example.org', 'member', board.name);
    assert.match(
      third.problems[0] ?? '',
      /invited already, as agency representative for Harnley Constabulary\./,
    );
  });

  it('cannot be for an agency that has ended, nor for one of another partnership', async () => {
    const foreign = (await towns.agencyFor(towns.wetherleigh, 'member')) ?? '';
    assert.match((await invite('lev@example.org', 'member', foreign)).problems[0] ?? '', /no such agency/);
    await sql`update app.agency set until_day = ctx.today() where name = ${police.name}`.execute(towns.owner);
    const seen = await invite('lev@example.org', 'partner-delegate', police.name);
    assert.match(seen.problems[0] ?? '', /no such agency/);
    assert.doesNotMatch(seen.html, /Harnley Constabulary/);
  });
});
