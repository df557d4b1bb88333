import { sql } from 'kysely';
import type { Bearer } from '../src/acts/command.ts';
import { newToken } from '../src/platform/clock/clock.ts';
import { connect, connectAsOwner, type Database, transactionOf } from '../src/platform/db/connect.ts';
import { type Visitor, visitor } from './visitor.ts';
import { openWorld, type World } from './world.ts';

/** Somebody who is signed in, with a role and perhaps an agency. */
export interface Colleague {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly bearer: Bearer;
  /** Their browser, signed in. */
  browser(): Visitor;
}

/** A case that was opened, without anything in it yet. */
export interface OpenedCase {
  readonly id: string;
  readonly reference: string;
  readonly pseudonym: string;
}

/** A partnership at work: people in their roles, agencies, and cases. */
export interface Office {
  readonly world: World;
  readonly id: string;
  readonly host: string;
  /** The database as its owner sees it: every row. */
  readonly owner: Database;
  /** The database as the workspace has it: nothing without a proof. */
  readonly app: Database;
  agency(name: string, kind?: string): Promise<string>;
  person(
    role: string | readonly string[],
    options?: { readonly agency?: string; readonly name?: string },
  ): Promise<Colleague>;
  /** Ends every role of somebody today. */
  leave(who: Colleague): Promise<void>;
  openCase(by: Colleague, pseudonym?: string): Promise<OpenedCase>;
  involve(by: Colleague, of: OpenedCase, agencyId: string): Promise<void>;
  name(by: Colleague, of: OpenedCase, who: Colleague, part: string, until?: string): Promise<void>;
  exclude(by: Colleague, of: OpenedCase, who: Colleague): Promise<void>;
  /** A sent referral with these answers; answers its identifier. */
  referral(answers?: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** Opens a partnership at work on a day of the test's choosing. */
export async function openOffice(today = '2026-11-23', title = 'Eastwick'): Promise<Office> {
  const world = await openWorld(today);
  try {
    return await officeIn(world, title, true);
  } catch (error) {
    // A world that is left open would keep the test's process waiting, and hide why.
    await world.close();
    throw error;
  }
}

/** Another partnership in a world that is there already. */
export async function officeIn(world: World, title: string, closesWorld = false): Promise<Office> {
  const host = `${title.toLowerCase()}.localhost`;
  const name = `${title} Safeguarding Children Partnership`;
  const id = await world.partnership({
    name,
    referencePrefix: `${title.slice(0, 3).toUpperCase()}P`,
    hosts: [host],
  });
  const owner = connectAsOwner(world.server);
  const app = connect(world.server, 'foresight_app', 2);
  let people = 0;
  const as = <T>(who: Colleague, work: Parameters<typeof transactionOf<T>>[2]) =>
    transactionOf(app, who.token, work);
  return {
    world,
    id,
    host,
    owner,
    app,
    async agency(called, kind = 'health') {
      const { rows } = await sql<{ id: string }>`
        insert into app.agency (partnership_id, kind, name) values (${id}, ${kind}, ${called}) returning id`.execute(
        owner,
      );
      return rows[0]?.id ?? '';
    },
    async person(role, { agency, name: called } = {}) {
      people += 1;
      const roles = typeof role === 'string' ? [role] : role;
      const person = called ?? `${roles[0] ?? 'nobody'} number ${people}`;
      return signedIn(world, owner, {
        partnershipId: id,
        host,
        roles,
        agency: agency ?? null,
        name: person,
        number: people,
      });
    },
    async leave({ accountId }) {
      await sql`update app.membership set until_day = ctx.today() where account_id = ${accountId} and partnership_id = ${id}`.execute(
        owner,
      );
    },
    openCase: (by, pseudonym = 'Child Linden') =>
      as(by, async (tx) => {
        const { rows } = await sql<OpenedCase>`select * from ctx.open_case(array[${pseudonym}])`.execute(tx);
        const [opened] = rows;
        if (opened === undefined) throw new Error('no case was opened');
        return opened;
      }),
    async involve(by, of, agencyId) {
      await as(by, (tx) =>
        sql`insert into app.case_agency (partnership_id, case_id, agency_id) values (${id}, ${of.id}, ${agencyId})`.execute(
          tx,
        ),
      );
    },
    async name(by, of, who, part, until) {
      await as(by, (tx) =>
        sql`insert into app.case_involvement (partnership_id, case_id, account_id, part, from_day, until_day, given_by)
          values (${id}, ${of.id}, ${who.accountId}, ${part}, least(ctx.today(), ${until ?? null}::date), ${until ?? null}::date, ctx.uid())`.execute(
          tx,
        ),
      );
    },
    async exclude(by, of, who) {
      await as(by, (tx) =>
        sql`insert into app.case_exclusion (partnership_id, case_id, account_id, reason, excluded_by)
          values (${id}, ${of.id}, ${who.accountId}, 'a conflict of interest', ctx.uid())`.execute(tx),
      );
    },
    async referral(answers = {}) {
      const { rows } = await sql<{ id: string }>`
        insert into app.referral (partnership_id, state, answers, number, sent_at)
        values (${id}, 'sent', ${JSON.stringify(answers)}::jsonb,
          (select 1 + coalesce(max(number), 0) from app.referral where partnership_id = ${id}), now()) returning id`.execute(
        owner,
      );
      return rows[0]?.id ?? '';
    },
    async close() {
      await Promise.all([owner.destroy(), app.destroy()]);
      if (closesWorld) await world.close();
    },
  };
}

interface Hired {
  readonly partnershipId: string;
  readonly host: string;
  readonly roles: readonly string[];
  readonly agency: string | null;
  readonly name: string;
  readonly number: number;
}

// Signing in itself is tried by the tests of people; here the session is simply there.
async function signedIn(world: World, owner: Database, hired: Hired): Promise<Colleague> {
  const { partnershipId, host, roles, agency, name, number } = hired;
  const email = `person${number}@${host.split('.')[0] ?? ''}.example`;
  const token = newToken();
  const { rows } = await sql<{
    id: string;
  }>`insert into app.account (email, name) values (${email}, ${name}) returning id`.execute(owner);
  const accountId = rows[0]?.id ?? '';
  for (const role of roles)
    await sql`insert into app.membership (partnership_id, account_id, role, agency_id, from_day)
      values (${partnershipId}, ${accountId}, ${role}, ${agency}, ctx.today())`.execute(owner);
  const { rows: session } = await sql<{ id: string }>`
    insert into app.session (partnership_id, account_id, device) values (${partnershipId}, ${accountId}, 'a test') returning id`.execute(
    owner,
  );
  const sessionId = session[0]?.id ?? '';
  await sql`insert into ctx.bearer (hash, kind, partnership_id, account_id, subject_id, expires_at)
    values (sha256(convert_to(${token}, 'UTF8')), 'session', ${partnershipId}, ${accountId}, ${sessionId}, now() + interval '12 hours')`.execute(
    owner,
  );
  const actor = { kind: 'member', partnershipId, accountId, sessionId, roles } as const;
  return {
    accountId,
    name,
    email,
    token,
    bearer: { token, actor, trail: partnershipId },
    browser: () => visitor(world, host, undefined, { sid: token }),
  };
}
