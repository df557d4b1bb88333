import { createHmac } from 'node:crypto';
import { type Bearer, type Command, type Outcome, perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { asOperator } from '../command-line/operator.ts';
import type { Partnership } from '../partnership/partnership.ts';
import { endOwnSession, invitePerson } from '../people/commands.ts';
import { offerSession } from '../people/commands-sign-in-link.ts';
import { invitationLife } from '../people/invitation.ts';
import { derive, newParameters } from '../people/password.ts';
import { acceptInvitation, readActor, readInvitation } from '../people/store.ts';
import { signInByLink } from '../people/store-sign-in-link.ts';
import { type Clock, newToken } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/connect.ts';
import type { Server } from '../platform/db/server.ts';
import type { TrainingPerson } from './files.ts';

/** Where the training data goes, and by what. */
export interface Ground {
  readonly server: Server;
  /** As the workspace has it: nothing without a proof. */
  readonly db: Database;
  /** As operators have it. */
  readonly worker: Database;
  readonly clock: Clock;
  readonly partnership: Partnership;
  /** Whether to go on: false once the service was told to stop. Always, where it is left out. */
  readonly goesOn?: () => boolean;
}

/** That the setting up was told to stop. What was done stays, and the next start goes on from there. */
export class ToldToStop extends Error {}

const device = 'the setting up of the training partnership';

/** Performs an act and answers what was done. Throws where it is refused (the training data is then not as it must be), or ToldToStop. */
export async function act<Input, Loaded, Decided, Done>(
  room: Pick<Ground, 'db' | 'clock' | 'goesOn'>,
  bearer: Bearer,
  command: Command<Input, Loaded, Decided, Done>,
  input: Input,
): Promise<Done> {
  if (room.goesOn?.() === false) throw new ToldToStop('told to stop');
  const outcome: Outcome<Done> = await perform(room, bearer, command, input);
  if (outcome.outcome === 'done') return outcome.done;
  const why = outcome.outcome === 'refused' ? words(outcome.refusal) : 'it is not found';
  throw new Error(`the training data does not fit: ${command.verb}: ${why}`);
}

/** The sessions of the people by whom the training data is made; each is begun when it is first needed. */
export interface Sessions {
  /** Invites somebody, as `operator`, who accepts with a password and an authenticator that nobody keeps, and is signed in. */
  invite(operator: Bearer, person: TrainingPerson, agencyId: string | null): Promise<void>;
  /** Who acts for somebody who is here. */
  of(email: string): Promise<Bearer>;
  /** Signs everybody out again. */
  end(): Promise<void>;
}

/** Opens no session yet. */
export function openSessions(ground: Ground): Sessions {
  const { server, db, worker, clock, partnership } = ground;
  const bearers = new Map<string, Promise<Bearer>>();
  const bearerOf = async (session: Promise<string>): Promise<Bearer> => {
    const token = await session;
    const actor = await readActor(db, token);
    if (actor === null) throw new Error('a session that was begun is not there');
    return { token, actor, trail: partnership.id };
  };
  // Several ask for somebody's session at once, and it is begun only once.
  const keep = (email: string, session: Promise<string>): Promise<Bearer> => {
    const bearer = bearerOf(session);
    bearers.set(email, bearer);
    return bearer;
  };
  // Whoever was here before this start has a password that nobody knows.
  const byLink = async (email: string): Promise<string> => {
    const wish = { email, partnership: partnership.name };
    const { token: link } = await asOperator(server, partnership.id, (bearer) =>
      act({ db: worker, clock }, bearer, offerSession, wish),
    );
    const session = newToken(48);
    if (!(await signInByLink(db, partnership.id, { link, device, session })))
      throw new Error('a sign-in link that was made is not good');
    return session;
  };
  return {
    async invite(operator, { email, name, role }, agencyId) {
      const expiresAt = clock.now().add(invitationLife);
      const wish = { partnershipId: partnership.id, email, role, agencyId, expiresAt };
      const invited = await act({ db: worker, clock }, operator, invitePerson, wish);
      await keep(email, accept(ground, invited, name));
    },
    of: (email) => bearers.get(email) ?? keep(email, byLink(email)),
    async end() {
      for (const begun of await Promise.allSettled(bearers.values())) {
        if (begun.status === 'rejected') continue;
        const { token } = begun.value;
        // Whoever has left was signed out by that.
        const actor = await readActor(db, token);
        if (actor?.kind === 'member')
          await act({ db, clock }, { token, actor, trail: partnership.id }, endOwnSession, {
            id: actor.sessionId,
          });
      }
    },
  };
}

async function accept(
  { db, clock }: Ground,
  { token: link, code }: { readonly token: string; readonly code: string },
  name: string,
): Promise<string> {
  const facts = await readInvitation(db, link);
  if (facts === null) throw new Error('an invitation that was made is not there');
  const parameters = newParameters();
  const session = newToken(48);
  const outcome = await acceptInvitation(db, link, {
    code,
    name,
    parameters,
    derived: await derive(newToken(48), parameters),
    factorCode: factorCode(facts.factor, clock.now()),
    device,
    token: session,
  });
  if (outcome !== 'done') throw new Error(`an invitation could not be accepted: ${outcome}`);
  return session;
}

/** What an authenticator app shows for a secret at a moment: six figures (RFC 6238, SHA-1, thirty seconds). */
function factorCode(secret: Buffer, at: Temporal.Instant): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.epochMilliseconds / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const start = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
