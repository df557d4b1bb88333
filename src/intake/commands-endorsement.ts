import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { mailLink, readMailWay } from '../mail/store.ts';
import { readLinkState, showLink } from '../people/store-link.ts';
import { newToken } from '../platform/clock/clock.ts';
import {
  decideAsk,
  type Endorsement,
  type Given,
  leadAddress,
  type NotAsked,
  type ReferralToEndorse,
} from './endorsement.ts';
import type { Draft, OwnReferral, SentReferral } from './referral.ts';
import { readOwnReferral, readSentReferral } from './store.ts';
import {
  askEndorsement,
  giveEndorsement,
  readEndorsements,
  readOwnEndorsements,
  readReferralToEndorse,
} from './store-endorsement.ts';

type Tx = Parameters<typeof readSentReferral>[0];

/** Asks the safeguarding lead whom the referrer named in what they are sending; answers what the trail says of it. */
export async function askNamedLead(tx: Tx, { id, answers }: Draft): Promise<'asked' | NotAsked> {
  const lead = leadAddress(answers);
  if ('why' in lead) return lead.why;
  const invitationId = await askEndorsement(tx, id, lead.email);
  await mailLink(tx, { invitationId, kind: 'endorsement-asked' });
  return 'asked';
}

async function withLinks(
  tx: Tx,
  rows: Awaited<ReturnType<typeof readEndorsements>>,
): Promise<readonly Endorsement[]> {
  const found: Endorsement[] = [];
  for (const row of rows) found.push({ ...row, link: await readLinkState(tx, row.invitationId) });
  return found;
}

/** The endorsements of a referral with their links, for the coordinator's view of it. */
export const readEndorsed = async (tx: Tx, referralId: string): Promise<readonly Endorsement[]> =>
  withLinks(tx, await readEndorsements(tx, referralId));

/** What a receipt opens, with its endorsements once it was sent; `goesOut`: whether links are mailed from here. */
export interface OwnEndorsed {
  readonly own: OwnReferral;
  readonly endorsements: readonly Endorsement[];
  readonly goesOut: boolean;
}

/** What became of one's own referral, and whether it was endorsed. */
export const ownEndorsed: View<null, OwnEndorsed, OwnEndorsed> = {
  verb: 'referral.follow',
  load: (tx) => loadOwn(tx),
  present: (loaded) => loaded,
  entry: ({ own }) => ({ object: own.id }),
};

/** What a receipt opens, with its endorsements. */
export async function loadOwn(tx: Tx): Promise<OwnEndorsed | null> {
  const own = await readOwnReferral(tx, 'to read');
  if (own === null) return null;
  const endorsements = await withLinks(tx, await readOwnEndorsements(tx));
  return { own, endorsements, goesOut: (await readMailWay(tx)).goesOut };
}

/** A referral with its endorsements, for whoever asks for one. */
export interface Endorsed {
  readonly referral: SentReferral;
  readonly endorsements: readonly Endorsement[];
  readonly goesOut: boolean;
}

async function loadEndorsed(tx: Tx, id: string): Promise<Endorsed | null> {
  const referral = await readSentReferral(tx, id);
  if (referral === null) return null;
  const endorsements = await readEndorsed(tx, id);
  return { referral, endorsements, goesOut: (await readMailWay(tx)).goesOut };
}

const entryOf = ({ id, ofCase }: SentReferral) => ({
  object: id,
  ...(ofCase === null ? {} : { case: ofCase.id }),
});

/** Whether a referral was endorsed, each time that somebody was asked. */
export const endorsed: View<{ readonly id: string }, Endorsed, Endorsed> = {
  verb: 'referral.read',
  load: (tx, { id }) => loadEndorsed(tx, id),
  standing: ({ referral }) => referral.standing,
  present: (loaded) => loaded,
  entry: ({ referral }) => entryOf(referral),
};

/** Asks somebody to endorse a referral, for a coordinator: again, or somebody else. */
export const ask: Command<
  { readonly id: string; readonly email: string },
  Endorsed,
  SentReferral,
  { readonly mailed: boolean }
> = {
  verb: 'endorsement.ask',
  load: (tx, { id }) => loadEndorsed(tx, id),
  standing: ({ referral }) => referral.standing,
  decide: ({ referral, endorsements }) => decideAsk(referral, endorsements),
  async write(tx, referral, { email }) {
    const invitationId = await askEndorsement(tx, referral.id, email);
    const mailed = await mailLink(tx, { invitationId, kind: 'endorsement-asked' });
    return { done: { mailed }, entry: { ...entryOf(referral), facts: { mailed } } };
  },
};

/** A link with its code, shown once to whoever passes it on. */
export interface Shown {
  readonly token: string;
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
}

type Showable = Pick<Endorsed, 'endorsements' | 'goesOut'>;

function decideShow({ endorsements: [latest], goesOut }: Showable) {
  const link = latest?.link ?? null;
  if (goesOut) return refuse('link-mailed');
  if (latest === undefined || link === null || link.code === null) return refuse('link-over');
  return { invitationId: latest.invitationId, code: link.code, expiresAt: link.expiresAt };
}

type Passed = Exclude<ReturnType<typeof decideShow>, { readonly refused: unknown }>;

async function writeShown(tx: Tx, { invitationId, code, expiresAt }: Passed) {
  const token = newToken();
  await showLink(tx, invitationId, token);
  return { done: { token, code, expiresAt }, entry: { object: invitationId } };
}

/** Shows a coordinator the link of the latest endorsement, once, where no mail goes out. */
export const showEndorsementLink: Command<{ readonly id: string }, Endorsed, Passed, Shown> = {
  verb: 'link.show',
  load: (tx, { id }) => loadEndorsed(tx, id),
  standing: ({ referral }) => referral.standing,
  decide: decideShow,
  write: (tx, passed) => writeShown(tx, passed),
};

/** The same to the referrer who named the lead. */
export const showOwnLink: Command<null, OwnEndorsed, Passed, Shown> = {
  verb: 'link.show',
  load: (tx) => loadOwn(tx),
  decide: decideShow,
  write: (tx, passed) => writeShown(tx, passed),
};

/** The referral that one is asked to endorse. */
export const referralToEndorse: View<null, ReferralToEndorse, ReferralToEndorse> = {
  verb: 'endorsement.read',
  load: (tx) => readReferralToEndorse(tx, 'to read'),
  present: (referral) => referral,
  entry: ({ id }) => ({ object: id }),
};

/** Endorses, asks for a change, or says that one was not consulted: once, and the link is closed. */
export const give: Command<Given, ReferralToEndorse, ReferralToEndorse, null> = {
  verb: 'endorsement.give',
  load: (tx) => readReferralToEndorse(tx, 'to change'),
  decide: (referral) => referral,
  async write(tx, { id }, given) {
    if (!(await giveEndorsement(tx, given))) throw new Error('a link that was held has closed');
    return { done: null, entry: { object: id, facts: { answer: given.answer } } };
  },
};
