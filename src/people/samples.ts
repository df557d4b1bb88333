// Two towns with their people, for the tests of this slice.
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { authenticatorCode, type Visitor, visitor } from '../../test/visitor.ts';
import { openWorld, type World } from '../../test/world.ts';
import { perform } from '../acts/command.ts';
import { connectAsOwner, type Database } from '../platform/db/connect.ts';
import { invitePerson } from './commands.ts';
import type { Role } from './invitation.ts';

export const password = 'three teal boats rowing';

/** A partnership and where it answers. */
export interface Town {
  readonly id: string;
  readonly host: string;
}

/** Somebody who has set up an account and is signed in. */
export interface Somebody {
  readonly browser: Visitor;
  readonly email: string;
  readonly accountId: string;
  /** The authenticator's key. */
  readonly key: string;
  /** The session's token, as the database takes it. */
  readonly token: string;
}

export interface Towns {
  readonly world: World;
  readonly owner: Database;
  readonly harnley: Town;
  readonly wetherleigh: Town;
  /** A partnership for training. */
  readonly merrow: Town;
  /** An agency of a town for which somebody can have the role; it is there from when it is first asked for. */
  agencyFor(town: Town, role: Role): Promise<string | null>;
  /** Invites somebody, for an agency where the role needs one. */
  invite(town: Town, email: string, role: Role): Promise<{ token: string; code: string }>;
  somebody(town: Town, email: string, role: Role, name?: string): Promise<Somebody>;
  /** Makes the last code of an authenticator good again, as if half a minute had gone. */
  nextCode(email: string): Promise<unknown>;
  signIn(who: Somebody, town: Town, using?: { password: string; key: string }): Promise<Visitor>;
  /** What the trail of a town says of an act. */
  entries(town: Town, verb: string): Promise<readonly { outcome: string; body: string }[]>;
  close(): Promise<void>;
}

/** The link and the code that a page shows, once. */
export function shown({ page }: Visitor): { path: string; code: string } {
  const [link = '', code = ''] = [...page.html.matchAll(/<p class="app-command[^"]*">([^<]+)<\/p>/g)].map(
    ([, text = '']) => text,
  );
  return { path: link.replace(/^https?:\/\/[^/]+/, ''), code: code.replace(' ', '') };
}

/** The authenticator's key on a page that sets one up. */
export const keyOn = ({ page }: Visitor): string => /<code>([A-Z2-7 ]+)<\/code>/.exec(page.html)?.[1] ?? '';

export async function openTowns(): Promise<Towns> {
  const world = await openWorld();
  const owner = connectAsOwner(world.server);
  const found = async (name: string, referencePrefix: string, host: string, training = false) => {
    const full = `${name} Safeguarding Children Partnership`;
    const hosts = training ? [] : [host];
    return { id: await world.partnership({ name: full, referencePrefix, hosts, training }), host };
  };
  const harnley = await found('Harnley', 'HSCP', 'harnley.localhost');
  const wetherleigh = await found('Wetherleigh', 'WSCP', 'wetherleigh.localhost');
  const merrow = await found('Merrow', 'MSCP', 'training.localhost', true);
  const nextCode = (email: string) =>
    sql`update ctx.credential set totp_last_step = 0 where account_id = (select id from app.account where email = ${email})`.execute(
      owner,
    );
  const agencyFor: Towns['agencyFor'] = async (town, role) => {
    const kind = { member: 'health', notifier: 'local-authority', 'partner-delegate': 'police' }[
      role as string
    ];
    if (kind === undefined) return null;
    const name = `${town.host.split('.')[0]} ${kind}`;
    const { rows } = await sql<{ id: string }>`
      with added as (insert into app.agency (partnership_id, kind, name) values (${town.id}::uuid, ${kind}, ${name})
        on conflict do nothing returning id)
      select id from added union select id from app.agency where partnership_id = ${town.id}::uuid and name = ${name}`.execute(
      owner,
    );
    return rows[0]?.id ?? null;
  };
  const invite: Towns['invite'] = (town, email, role) =>
    world.asOperatorOf(town.id, async (bearer) => {
      const expiresAt = world.clock.now().add({ hours: 72 });
      const agencyId = await agencyFor(town, role);
      const wish = { partnershipId: town.id, email, role, agencyId, expiresAt };
      const outcome = await perform({ db: world.worker, clock: world.clock }, bearer, invitePerson, wish);
      assert.equal(outcome.outcome, 'done');
      return outcome.outcome === 'done' ? outcome.done : { token: '', code: '' };
    });
  return {
    world,
    owner,
    harnley,
    wetherleigh,
    merrow,
    agencyFor,
    invite,
    nextCode,
    async somebody(town, email, role, name = 'Robin Example') {
      const { token, code } = await invite(town, email, role);
      const browser = visitor(world, town.host);
      await browser.open(`/invitation/${token}`);
      const key = keyOn(browser);
      await browser.send({ code, name, password, factor: authenticatorCode(key) });
      assert.equal(browser.page.path, '/work', browser.page.problems.join());
      const { rows } = await sql<{ id: string }>`select id from app.account where email = ${email}`.execute(
        owner,
      );
      return {
        browser,
        email,
        key,
        accountId: rows[0]?.id ?? '',
        token: browser.cookies.get('sid') ?? '',
      };
    },
    async signIn(who, town, using = { password, key: who.key }) {
      const browser = visitor(world, town.host, 'Edge on a desk');
      await browser.open('/sign-in');
      await nextCode(who.email);
      await browser.send({
        email: who.email,
        password: using.password,
        code: authenticatorCode(using.key),
      });
      return browser;
    },
    async entries(town, verb) {
      const { rows } = await sql<{ outcome: string; body: string }>`
        select outcome, body from audit.entry_words where verb = ${verb} and partnership_id = ${town.id}::uuid order by seq`.execute(
        owner,
      );
      return rows;
    },
    async close() {
      await owner.destroy();
      await world.close();
    },
  };
}
