import { sql } from 'kysely';
import pg from 'pg';
import { openWorld, type World } from '../../../test/world.ts';
import { newToken } from '../clock/clock.ts';
import { connectAsOwner, type Database } from './connect.ts';
import type { Role } from './server.ts';

/** One of two partnerships, and what opens it: an operator's pass, a link and the session of a member. */
export interface Side {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly operator: string;
  readonly link: string;
  readonly session: string;
  readonly invitation: string;
  readonly account: string;
  readonly review: string;
}

/** Two partnerships on one installation, the database's owner, and anybody who can write SQL of their own. */
export interface TwoSides {
  readonly world: World;
  readonly owner: Database;
  readonly ash: Side;
  readonly beech: Side;
  /** Runs a statement as the owner; answers the column `id` of its first row. */
  one(words: string, values?: readonly unknown[]): Promise<string>;
  as<T>(role: Role, work: (attacker: Attacker) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A connection of a role, with what one may try on it. */
export interface Attacker {
  /** The first column of the first row. */
  get(words: string, values?: readonly unknown[]): Promise<unknown>;
  /** The code of the error that a statement ends with, or how many rows it saw or changed. */
  outcome(words: string, values?: readonly unknown[]): Promise<string | number>;
}

/** The hash under which the database keeps the token $1. */
export const hashOfToken = `sha256(convert_to($1, 'UTF8'))`;

export async function twoSides(): Promise<TwoSides> {
  const world = await openWorld();
  const owner = connectAsOwner(world.server);
  const one = async (words: string, values: readonly unknown[] = []) => {
    const query = { ...sql.raw(words).compile(owner), parameters: values };
    return (await owner.executeQuery<{ id: string }>(query)).rows[0]?.id ?? '';
  };
  return {
    world,
    owner,
    one,
    ash: await side(world, one, 'Ashcombe', 'ASHP'),
    beech: await side(world, one, 'Beechholm', 'BEEP'),
    as: (role, work) => attack(world, role, work),
    async close() {
      await owner.destroy();
      await world.close();
    },
  };
}

async function side(
  world: World,
  one: TwoSides['one'],
  name: string,
  referencePrefix: string,
): Promise<Side> {
  const full = `${name} Safeguarding Children Partnership`;
  const host = `${name.toLowerCase()}.partnership.example`;
  const id = await world.partnership({ name: full, referencePrefix, hosts: [host] });
  const [operator, link, session] = [newToken(), newToken(), newToken()];
  const email = `kim@${host}`;
  const account = await one('insert into app.account (email) values ($1) returning id', [email]);
  const invitation = await one(
    `insert into app.invitation (partnership_id, purpose, email, role, expires_at)
      values ($1, 'join', $2, 'member', now() + interval '1 hour') returning id`,
    [id, `new@${host}`],
  );
  await one('select ctx.issue_operator($1, $2)', [operator, id]);
  await one(
    `insert into app.membership (partnership_id, account_id, role, from_day) values ($1, $2, 'member', ctx.today())`,
    [id, account],
  );
  const bearer = `insert into ctx.bearer (hash, kind, partnership_id, account_id, subject_id, expires_at)
    values (${hashOfToken}, $2, $3, $4, coalesce($5, gen_random_uuid()), now() + interval '1 hour')`;
  await one(bearer, [session, 'session', id, account, null]);
  await one(bearer, [link, 'link', id, null, invitation]);
  const review = await one(
    `insert into published.review (partnership_id, slug, title, type, published_on, digest)
      values ($1, 'a-review', $2, 'SCR', '2020-01-01', '\\x00') returning id`,
    [id, `A review of ${name}`],
  );
  return { id, name: full, host, operator, link, session, invitation, account, review };
}

async function attack<T>(world: World, role: Role, work: (attacker: Attacker) => Promise<T>): Promise<T> {
  const client = new pg.Client(world.server.as(role));
  await client.connect();
  try {
    return await work({
      async get(words, values = []) {
        const { rows } = await client.query<unknown[]>({
          text: words,
          values: [...values],
          rowMode: 'array',
        });
        return rows[0]?.[0];
      },
      async outcome(words, values) {
        try {
          const result = await client.query(words, values === undefined ? undefined : [...values]);
          return result.rowCount ?? 0;
        } catch (error) {
          return error instanceof Error && 'code' in error ? String(error.code) : 'no code';
        }
      },
    });
  } finally {
    await client.end();
  }
}
