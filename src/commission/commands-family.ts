import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Filled } from '../intake/question.ts';
import type { Day } from '../law/day.ts';
import { readLinkState, readOwnLink } from '../people/store-link.ts';
import { newToken } from '../platform/clock/clock.ts';
import { loadGround, type OfReview } from './commands.ts';
import type { FamilyPage, Ground } from './ground.ts';
import { endFamilyPage, giveFamilyPage, readFamilyPages, readOwnFamilyPage } from './store.ts';

type Tx = Parameters<typeof readFamilyPages>[0];

/** A review with the pages that its family was given. */
export interface FamilyGround extends Ground {
  readonly pages: readonly FamilyPage[];
}

async function load(tx: Tx, wanted: OfReview, hold: 'to read' | 'to change' = 'to read') {
  const found = await loadGround(tx, wanted, hold);
  if (found === null) return null;
  const pages: FamilyPage[] = [];
  for (const { invitationId, ...one } of await readFamilyPages(tx, wanted.review)) {
    const link = await readLinkState(tx, invitationId);
    pages.push({ ...one, code: link?.code ?? null });
  }
  return { ...found, pages };
}

/** The pages of the family, with their codes. */
export const familyPages: View<OfReview, FamilyGround, FamilyGround> = {
  verb: 'family-page.give',
  load: (tx, wanted) => load(tx, wanted),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, review }) => ({ case: headed.id, object: review.id }),
};

/** Gives somebody of the family a page; answers the token of its address, which is kept nowhere. */
export const givePage: Command<
  OfReview & { readonly whom: string },
  FamilyGround,
  FamilyGround,
  { readonly id: string; readonly token: string }
> = {
  verb: 'family-page.give',
  load: (tx, wanted) => load(tx, wanted, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide(facts) {
    if (facts.headed.state === 'closed') return refuse('case-closed');
    // A page on which nothing stands would frighten more than it helps.
    return facts.entries.some(({ kind }) => kind === 'family-words') ? facts : refuse('family-words-first');
  },
  async write(tx, { headed, review }, { whom }) {
    const token = newToken();
    const id = await giveFamilyPage(tx, review.id, whom, token);
    return { done: { id, token }, entry: { case: headed.id, object: id } };
  },
};

/** Takes a page back. */
export const endPage: Command<OfReview & { readonly page: string }, FamilyGround, FamilyGround, null> = {
  verb: 'family-page.give',
  load: (tx, wanted) => load(tx, wanted, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide(facts, { page }) {
    const one = facts.pages.find(({ id }) => id === page);
    return one === undefined || one.endedOn !== null ? refuse('link-over') : facts;
  },
  async write(tx, { headed }, { page }) {
    await endFamilyPage(tx, page);
    return { done: null, entry: { case: headed.id, object: page, facts: { ended: true } } };
  },
};

/** What a member of the family reads. */
export interface OwnFamilyPage {
  readonly id: string;
  readonly caseId: string;
  readonly words: Filled | null;
  readonly writtenOn: Day | null;
}

/** One's own page about the review. */
export const ownFamilyPage: View<null, OwnFamilyPage, OwnFamilyPage> = {
  verb: 'family-page.read',
  load: (tx) => readOwnFamilyPage(tx),
  present: (own) => own,
  entry: ({ id, caseId }) => ({ case: caseId, object: id }),
};

/** The address before its code was entered. */
export const familyLink: View<
  null,
  { readonly expiresAt: Temporal.Instant },
  { readonly expiresAt: Temporal.Instant }
> = {
  verb: 'invitation.read',
  load: (tx) => readOwnLink(tx),
  present: (link) => link,
  entry: () => ({}),
};
