import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import { newToken } from '../platform/clock/clock.ts';
import { insertSignInLink, readTrainingPerson, type TrainingPerson } from './store-sign-in-link.ts';

/** For whom a link is wanted, and in which partnership, by its name. */
export interface WantedSignInLink {
  readonly email: string;
  readonly partnership: string;
}

/** A link that signs in once, shown once. */
export interface SignInLink {
  readonly token: string;
  readonly roles: readonly string[];
  readonly expiresAt: Temporal.Instant;
}

interface Found {
  readonly accountId: string;
  readonly roles: readonly string[];
}

/** Makes a link that signs a person of a training partnership in once, without password, within 15 minutes. */
export const offerSession: Command<WantedSignInLink, TrainingPerson, Found, SignInLink> = {
  verb: 'session.offer',
  load: (tx, { email }) => readTrainingPerson(tx, email),
  decide({ training, accountId, roles }, { email, partnership }) {
    if (!training) return refuse('training-only', { partnership });
    if (accountId === null || roles.length === 0) return refuse('nobody-here', { email, partnership });
    return { accountId, roles };
  },
  async write(tx, { accountId, roles }) {
    const token = newToken();
    const expiresAt = await insertSignInLink(tx, token, accountId);
    return { done: { token, roles, expiresAt }, entry: { object: accountId } };
  },
};
