import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { may, stranger } from '../src/access/policy.ts';
import { askAs, type Left, requests, rowsOf, walk } from './canary-crawl.ts';
import { casework, type Kind, type Mark } from './canary-marks.ts';
import type { Persona } from './canary-personas.ts';
import { columnsOfWords, noMarker, shownNowhere, withoutMarker } from './canary-columns.ts';
import { type CanaryWorld, openCanaryWorld } from './canary-world.ts';

/** Whether somebody may be shown what a marker stands for, by the policy table. */
function maySee({ actor, partnershipId, standings, agency, holds }: Persona, mark: Mark): boolean {
  if (mark.partnershipId !== partnershipId) return false;
  const standing = standings.get(mark.of) ?? stranger;
  const isStaff = actor.kind === 'member';
  const has = (role: string) => actor.kind === 'member' && actor.roles.includes(role);
  const by: Readonly<Record<Kind, boolean>> = {
    case: isStaff && may(actor, 'case.read', standing),
    notification: isStaff && may(actor, 'notification.read', standing),
    // An agency has its own; who was asked and what came is for those who run the case.
    request:
      isStaff &&
      may(actor, 'request.read', standing) &&
      (has('coordinator') || has('chair') || (agency !== '' && agency === mark.agency)),
    review: isStaff && may(actor, 'review.read', standing),
    'review-check': isStaff && may(actor, 'review-check.read', standing),
    office: isStaff && may(actor, 'history.read', standing),
    challenge: isStaff && may(actor, 'challenge.read', standing),
    release: isStaff && may(actor, 'file.release', standing),
    exclusion: may(actor, 'exclusion.end', standing),
    // One of which no case was made is the coordinators'.
    referral: may(actor, 'referral.receive', standing),
    // It went to the coordinators, or to the representatives of one agency, and not to both.
    consultation:
      isStaff &&
      may(actor, 'consultation.read') &&
      actor.roles.includes(mark.of === '' ? 'coordinator' : 'member') &&
      (mark.of === '' || mark.of === agency),
    draft: actor.kind === 'receipt' && holds === mark.of,
    outcome: (actor.kind === 'receipt' && holds === mark.of) || may(actor, 'referral.receive', standing),
    mail: may(actor, 'mail.list') || may(actor, 'referral.receive', standing),
    account: isStaff && actor.roles.length > 0,
    house: isStaff && actor.roles.length > 0,
    group: may(actor, 'group.read'),
    public: true,
    own: isStaff && actor.accountId === mark.of,
    wording: may(actor, 'wording.read'),
    pseudonym: isStaff && may(actor, 'case.read', standing),
    // The trail tells an inspector which case an entry is about, and nothing else of it; the same for what a scrutineer looks at.
    reference:
      isStaff &&
      (may(actor, 'case.read', standing) ||
        may(actor, 'trail.read') ||
        may(actor, 'scrutiny.read', standing)),
  };
  return by[mark.kind];
}

// An agency that is asked what it knows has to be told of whom.
const namePages =
  /^\/(cases\/[^/?]+\/(people|notification|requests\/ask|chronology\/\d+\/merged\/glossary|rapid-review\/summaries\/ask|reviews\/[^/]+\/reports\/ask)|referrals)\b/;

/** Why a marker should not have left so; null where it may. */
function leak(
  persona: Persona,
  left: Left,
  text: string,
  mark: Mark,
  cases: ReadonlyMap<string, string>,
): string | null {
  const { path, body, headers } = left;
  // What was asked with comes back in links and forms, and tells nobody anything.
  if (path.toLowerCase().includes(text.toLowerCase())) return null;
  if (!maySee(persona, mark)) return 'may not see it';
  const isCalled = mark.kind === 'reference' || mark.kind === 'pseudonym';
  const inside = (pattern: RegExp) => [...body.matchAll(pattern)].some(([found]) => found.includes(text));
  if (mark.kind !== 'reference' && headers.includes(text)) return 'stands in a header';
  if (mark.kind !== 'reference' && inside(/(?:href|action|src)="\/[^"]*"/g)) return 'stands in an address';
  if (!isCalled && !['account', 'public'].includes(mark.kind) && inside(/<title>[^]*?<\/title>/g))
    return 'stands in a title';
  if (mark.isName && !namePages.test(path)) return 'is a name outside the pages of people';
  // Beside the form of a decision stand the nearest on other cases that one sees, with their first words.
  if (/\/decide(\?|$)/.test(path) && (mark.kind === 'reference' || mark.field === 'decision.reasons'))
    return null;
  const of = /^\/cases\/([A-Z]+-\d+-\d+)/.exec(path)?.[1];
  const other = of !== undefined && mark.of !== '' && mark.kind !== 'account' && cases.get(of) !== mark.of;
  return other ? 'is of another case' : null;
}

const told = (persona: Persona, left: Left, mark: Mark, why: string) =>
  `${persona.name}: ${left.method} ${left.path} (${left.status}): ${mark.field} (${mark.kind}) ${why}`;

describe('canaries', () => {
  let canaries: CanaryWorld;
  let cases: ReadonlyMap<string, string>;
  const seen = new Map<string, Set<string>>();

  before(async () => {
    canaries = await openCanaryWorld();
    cases = new Map(
      canaries.offices.flatMap((one) => one.cases.map(({ id, reference }) => [reference, id] as const)),
    );
  });
  after(() => canaries.close());

  const leaksIn = (persona: Persona, left: Left): readonly string[] =>
    canaries.marks.within(left.headers + left.body).flatMap(([text, mark]) => {
      const why = leak(persona, left, text, mark, cases);
      if (why === null) seen.set(text, (seen.get(text) ?? new Set()).add(persona.name));
      return why === null ? [] : [told(persona, left, mark, why)];
    });

  it('stand in every column that somebody types into, or it is said why not', async () => {
    const { owner } = canaries.offices[0].office;
    const columns = await columnsOfWords(owner);
    const bare = await withoutMarker(owner, columns, canaries.marks);
    assert.deepEqual(
      bare.filter((name) => noMarker[name] === undefined),
      [],
      'plant a marker in test/canary-office.ts, or say in test/canary-columns.ts why none is needed',
    );
    assert.deepEqual(
      Object.keys(noMarker).filter((name) => !bare.includes(name)),
      [],
      'a reason is given for a column that has a marker, or is not there',
    );
  });

  it('find nothing that anybody is sent and may not see, on any page or in any answer', async (t) => {
    const { world } = canaries.offices[0].office;
    const leaks = new Set<string>();
    const faults = new Set<string>();
    const perStatus = new Map<number, number>();
    const note = (persona: Persona, left: Left) => {
      perStatus.set(left.status, (perStatus.get(left.status) ?? 0) + 1);
      for (const one of leaksIn(persona, left)) leaks.add(one);
      if (left.status >= 500) faults.add(`${persona.name}: ${left.method} ${left.path}`);
    };
    const crawl = async (persona: Persona) => {
      const ask = askAs(world, persona);
      const begin =
        persona.actor.kind === 'member'
          ? ['/work', '/cases', '/people', '/trail']
          : ['/', '/refer/form', '/reviews.json'];
      for (const left of await walk(ask, begin, persona.actor.kind === 'member' ? 40 : 15))
        note(persona, left);
      for (const { method, path, body } of requests(world, canaries, persona))
        note(persona, await ask(method, path, body));
      for (const path of ['/cases/%E0%A4%A', '/cases/none', '/nowhere', '/work?x=%00'])
        note(persona, await ask('GET', path));
    };
    // Several at a time, as in life: what is kept of one request would come out in another.
    const waiting = [...canaries.personas];
    const one = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await crawl(next);
    };
    await Promise.all([one(), one(), one(), one()]);
    const count = [...perStatus.values()].reduce((sum, of) => sum + of, 0);
    t.diagnostic(`${count} requests, by status ${JSON.stringify(Object.fromEntries(perStatus))}`);
    assert.deepEqual([...leaks], []);
    assert.ok(count >= 3_000, `${count} requests are too few`);
    assert.deepEqual([...faults], [], 'a fault is a finding of its own');
  });

  it('were seen by whoever may see them, so that nothing was searched for in vain', () => {
    const own = [...canaries.marks.all].filter(
      ([, mark]) => mark.partnershipId === canaries.offices[0].office.id,
    );
    const found = new Set(own.filter(([text]) => seen.has(text)).map(([, { field }]) => field));
    const blind = [...new Set(own.map(([, { field }]) => field))].filter((field) => !found.has(field));
    assert.deepEqual(
      blind.filter((field) => shownNowhere[field] === undefined),
      [],
    );
  });

  it('show no casework to administrators and inspectors, and none to another partnership', () => {
    for (const [text, who] of seen) {
      const mark = canaries.marks.all.get(text) ?? canaries.marks.all.get(text.toLowerCase());
      if (mark?.partnershipId !== canaries.offices[0].office.id) continue;
      if (!casework.has(mark.kind)) continue;
      for (const name of [
        'administrator',
        'inspector',
        'leaver',
        'coordinator of another partnership',
        'reader of the public site',
      ])
        assert.equal(who.has(name), false, `${name} has seen ${mark.field}`);
    }
  });

  it('are in no line of the log, no entry of the trail, and no mail but its address', async () => {
    const { world, owner } = canaries.offices[0].office;
    const { rows: mails } = await sql<{
      row: string;
    }>`select (to_jsonb(m) - 'to_address')::text as row from app.mail m`.execute(owner);
    const { rows: trail } = await sql<{
      row: string;
    }>`select to_jsonb(e)::text as row from audit.entry_words e`.execute(owner);
    const found = (what: string, text: string) =>
      canaries.marks.within(text).map(([, { kind, field }]) => `${what}: ${field} (${kind})`);
    const leaks = [
      ...world.log.flatMap((line) => found(`log, ${line.event}`, JSON.stringify(line))),
      ...mails.flatMap(({ row }) => found('mail', row)),
      ...trail.flatMap(({ row }) => found('trail', row)),
    ];
    assert.ok(trail.length > 1_000);
    assert.deepEqual([...new Set(leaks)], []);
  });

  describe('would be found, where one is planted', () => {
    const persona = (name: string) => canaries.personas.find((one) => one.name === name) as Persona;
    const markOf = (field: string, office: 0 | 1 = 0) => {
      const { id } = canaries.offices[office].office;
      const [text = ''] =
        [...canaries.marks.all].find(([, mark]) => mark.field === field && mark.partnershipId === id) ?? [];
      return text;
    };
    const page = (path: string, body: string, headers = '{}'): Left => ({
      method: 'GET',
      path,
      status: 200,
      headers,
      body,
    });
    const first = () => canaries.offices[0].cases[0]?.reference ?? '';

    for (const [what, who, left] of [
      [
        'a word of another partnership',
        'coordinator',
        () => page('/work', `<p>${markOf('incident.what', 1)}</p>`),
      ],
      [
        'a word of a case to an administrator',
        'administrator',
        () => page('/people', `<p>${markOf('case_file.summary')}</p>`),
      ],
      [
        'a case to whoever is shut out of it',
        'coordinator shut out of a case',
        () => page('/cases', `<td>${markOf('case_file.pseudonym')}</td>`),
      ],
      [
        'why somebody is shut out to a member',
        'member of an involved agency',
        () => page(`/cases/${first()}/access`, markOf('case_exclusion.reason')),
      ],
      ['a name in a list', 'coordinator', () => page('/cases', `<td>${markOf('child.name')}</td>`)],
      [
        'a name in a title',
        'coordinator',
        () => page(`/cases/${first()}/people`, `<title>${markOf('case_person.name')}</title>`),
      ],
      [
        'a word in an address',
        'coordinator',
        () => page('/work', `<a href="/cases?q=${markOf('case_file.summary')}">`),
      ],
      [
        'a word in a header',
        'coordinator',
        () => page('/work', '', JSON.stringify({ location: `/x?${markOf('case_file.summary')}` })),
      ],
      [
        'another case on the page of a case',
        'coordinator',
        () => page(`/cases/${canaries.offices[0].cases[1]?.reference}`, markOf('case_file.summary')),
      ],
      ['capitals', 'administrator', () => page('/people', markOf('case_file.summary').toUpperCase())],
      ['a draft to a coordinator', 'coordinator', () => page('/work', markOf('referral.answers'))],
    ] as const satisfies readonly (readonly [string, string, () => Left])[])
      it(what, () => assert.equal(leaksIn(persona(who), left()).length, 1));
  });

  it('are asked for at every row of the ledgers', () => {
    const { world } = canaries.offices[0].office;
    const rows = rowsOf(world.app.workspace).map(({ path }) => path);
    for (const path of [
      '/work',
      '/sign-in-link/:token',
      '/referrals/:id/receipt',
      '/cases/:ref/people/around/:id/put-back',
      '/trail/cases/:ref',
    ])
      assert.ok(rows.includes(path), path);
    assert.ok(rowsOf(world.app.site).some(({ path }) => path === '/reviews.atom'));
  });
});
