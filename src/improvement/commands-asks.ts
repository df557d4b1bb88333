import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { RecordedVerb } from '../acts/entry.ts';
import type { View } from '../acts/view.ts';
import type { Standing } from '../access/policy.ts';
import type { Action } from './action.ts';
import { type Ask, type AskEntry, decideEntry, type GivenEntry } from './ask.ts';
import { type CaseFindings, loadCase, type OfCase } from './commands-findings.ts';
import type { Finding } from './finding.ts';
import {
  type Addressee,
  decideAddressee,
  decideVersion,
  type GivenRecommendation,
  mostRecommendations,
  type Recommendation,
  type RecommendationFacts,
} from './recommendation.ts';
import type { Earlier } from './similar.ts';
import {
  holdOne,
  readActions,
  readAgenciesHere,
  readAsk,
  readAskEntries,
  readAsks,
  readFindings,
  readRecommendation,
  readVersions,
} from './store.ts';
import { readEarlier } from './store-said.ts';
import { type From, insertAsk, insertAskEntry, insertRecommendation, insertVersion } from './store-write.ts';

type Tx = Parameters<typeof readAsks>[0];

/** Something by its identifier. */
export interface ById {
  readonly id: string;
}

/** What a page of a recommendation shows besides. */
export interface WholeRecommendation extends RecommendationFacts {
  readonly findings: readonly Finding[];
  readonly actions: readonly Action[];
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}

async function loadRecommendation(tx: Tx, { id }: ById): Promise<WholeRecommendation | null> {
  const recommendation = await readRecommendation(tx, id);
  if (recommendation === null) return null;
  const { caseId } = recommendation;
  return {
    recommendation,
    versions: await readVersions(tx, id),
    asks: await readAsks(tx, id),
    findings: caseId === null ? [] : await readFindings(tx, caseId),
    actions: await readActions(tx, id),
    agencies: await readAgenciesHere(tx),
  };
}

const standingOf = ({ recommendation }: { readonly recommendation: Recommendation }): Standing =>
  recommendation.standing;

/** How the trail names a recommendation: with its case, where it has one. */
export const about = (
  { id, caseId }: Pick<Recommendation, 'id' | 'caseId'>,
  facts: Readonly<Record<string, string | number | boolean>> = {},
) => ({ ...(caseId === null ? {} : { case: caseId }), object: id, facts });

/** One recommendation, for whoever may know of it; the database decides. */
export const oneRecommendation: View<ById, WholeRecommendation, WholeRecommendation> = {
  verb: 'recommendation.read',
  load: (tx, wanted) => loadRecommendation(tx, wanted),
  standing: standingOf,
  present: (loaded) => loaded,
  entry: ({ recommendation }) => about(recommendation),
};

/** Makes a recommendation of a review. */
export const addRecommendation: Command<
  OfCase & { readonly review: string; readonly given: GivenRecommendation },
  CaseFindings,
  CaseFindings,
  string
> = {
  verb: 'recommendation.write',
  async load(tx, wanted) {
    const found = await loadCase(tx, wanted, 'to change');
    return found?.reviews.some(({ id }) => id === wanted.review) === true ? found : null;
  },
  standing: ({ headed }) => headed.standing,
  decide(loaded, { review, given }) {
    if (loaded.headed.state === 'closed') return refuse('case-closed');
    const own = loaded.findings.filter(({ reviewId }) => reviewId === review);
    if (given.findings.some((id) => !own.some((finding) => finding.id === id)))
      return refuse('answers-wrong');
    const count = loaded.recommendations.filter(({ reviewId }) => reviewId === review).length;
    return count >= mostRecommendations ? refuse('too-many-entries') : loaded;
  },
  async write(tx, { headed }, { review, given }) {
    const from: From = {
      caseId: headed.id,
      reviewId: review,
      origin: 'review',
      source: '',
      sourceId: '',
    };
    const id = await insertRecommendation(tx, from, given);
    return { done: id, entry: { case: headed.id, object: id, facts: { findings: given.findings.length } } };
  },
};

/** Records one that a national review or another body made, to be tracked here in the same way. */
export const recordElsewhere: Command<
  {
    readonly origin: 'national' | 'other-body';
    readonly source: string;
    readonly sourceId: string;
    readonly given: GivenRecommendation;
  },
  true,
  true,
  string
> = {
  verb: 'recommendation.record',
  load: () => Promise.resolve(true),
  decide: (loaded) => loaded,
  async write(tx, _, { given, ...from }) {
    const id = await insertRecommendation(tx, { caseId: null, reviewId: null, ...from }, given);
    return { done: id, entry: { object: id, facts: { origin: from.origin } } };
  },
};

/** What earlier recommendations say the same as a draft; `without` is the draft, where it is on record already. */
export interface Asking {
  readonly typed: string;
  readonly without: string | null;
}

/** Looks whether something was said before, while a recommendation of a case is drafted. */
export const saidBefore: View<
  OfCase & Asking,
  { readonly found: CaseFindings; readonly earlier: readonly Earlier[] },
  readonly Earlier[]
> = {
  verb: 'recommendation.write',
  async load(tx, { reference, typed, without }) {
    const found = await loadCase(tx, { reference });
    return found === null ? null : { found, earlier: await readEarlier(tx, typed, without) };
  },
  standing: ({ found }) => found.headed.standing,
  present: ({ earlier }) => earlier,
  entry: ({ found, earlier }) => ({ case: found.headed.id, facts: { found: earlier.length } }),
};

const held = {
  async load(tx: Tx, wanted: ById) {
    await holdOne(tx, wanted.id);
    return loadRecommendation(tx, wanted);
  },
  standing: standingOf,
} as const;

/** Saves a recommendation anew, over the version that the form was shown with. */
export const changeRecommendation: Command<
  ById & { readonly known: number; readonly given: GivenRecommendation },
  WholeRecommendation,
  WholeRecommendation,
  string
> = {
  verb: 'recommendation.write',
  ...held,
  decide(loaded, { known, given }) {
    if (given.findings.some((id) => !loaded.findings.some((finding) => finding.id === id)))
      return refuse('answers-wrong');
    const decided = decideVersion(loaded, known, given);
    return isRefusal(decided) ? decided : loaded;
  },
  async write(tx, { recommendation }, { given }) {
    await insertVersion(tx, recommendation.id, recommendation.version + 1, given);
    return {
      done: recommendation.id,
      entry: about(recommendation, { version: recommendation.version + 1 }),
    };
  },
};

/** Says to whom a recommendation is made. It is asked of them by another act, on a day. */
export const addAddressee: Command<
  ById & { readonly addressee: Addressee },
  WholeRecommendation,
  WholeRecommendation,
  string
> = {
  verb: 'recommendation.write',
  ...held,
  decide(loaded, { addressee }) {
    const isKnown =
      addressee.agencyId === null || loaded.agencies.some(({ id }) => id === addressee.agencyId);
    if (!isKnown) return refuse('agency-not-here');
    const decided = decideAddressee(loaded, addressee);
    return isRefusal(decided) ? decided : loaded;
  },
  async write(tx, { recommendation }, { addressee }) {
    const id = await insertAsk(tx, recommendation.id, addressee);
    return { done: id, entry: about(recommendation, { ask: id, outside: addressee.agencyId === null }) };
  },
};

/** One recommendation to one addressee, with everything that was said. */
export interface AskFacts {
  readonly recommendation: Recommendation;
  readonly ask: Ask;
  readonly entries: readonly AskEntry[];
  readonly actions: readonly Action[];
}

/** The same; null for whoever may not know of it. */
export async function loadAsk(tx: Tx, { id }: ById): Promise<AskFacts | null> {
  const ask = await readAsk(tx, id);
  const recommendation = ask === null ? null : await readRecommendation(tx, ask.recommendationId);
  if (ask === null || recommendation === null) return null;
  const actions = (await readActions(tx, ask.recommendationId)).filter(({ askId }) => askId === ask.id);
  return { recommendation, ask, entries: await readAskEntries(tx, id), actions };
}

export const oneAsk: View<ById, AskFacts, AskFacts> = {
  verb: 'recommendation.read',
  load: (tx, wanted) => loadAsk(tx, wanted),
  standing: standingOf,
  present: (loaded) => loaded,
  entry: ({ recommendation, ask }) => about(recommendation, { ask: ask.id }),
};

/** What is said, and whether whoever says it is of the partnership's office. */
export interface Saying extends ById {
  readonly given: GivenEntry;
  readonly isOffice: boolean;
}

const sayingWith = (verb: RecordedVerb): Command<Saying, AskFacts, AskFacts, string> => ({
  verb,
  async load(tx, wanted) {
    await holdOne(tx, wanted.id);
    return loadAsk(tx, wanted);
  },
  standing: standingOf,
  decide(loaded, { given, isOffice }, today) {
    // Others see an ask besides those who answer for it: delegates of the partners, and the reviewer.
    if (!isOffice && !loaded.ask.isOwn) return refuse('not-permitted');
    const verifiedActions = loaded.actions.filter(({ state }) => state === 'closed').length;
    const decided = decideEntry({ ask: loaded.ask, verifiedActions, isOffice }, given, today);
    return isRefusal(decided) ? decided : loaded;
  },
  async write(tx, { recommendation, ask }, { given }) {
    const id = await insertAskEntry(tx, ask.id, given);
    return { done: id, entry: about(recommendation, { ask: ask.id, axis: given.axis, value: given.value }) };
  },
});

/** Asks for an answer, moves its day, or takes a delay further. */
export const sayAsked = sayingWith('recommendation.ask');
/** The addressee's position, and how far it is. */
export const sayAnswer = sayingWith('recommendation.answer');
/** What the partnership makes of it, and whether it is still asked. */
export const sayAssessed = sayingWith('recommendation.assess');
