import type { Command } from '../acts/command.ts';
import { isRefusal, refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { HeadedCase } from '../cases/header.ts';
import { readHeaded } from '../cases/store.ts';
import { kindName } from '../review/words.ts';
import type { Ask } from './ask.ts';
import {
  decideFinding,
  decideStrike,
  type Evidence,
  type Finding,
  type GivenEvidence,
  type GivenFinding,
  mostFindings,
  type OfReview,
  whyNotWrite,
} from './finding.ts';
import type { Recommendation } from './recommendation.ts';
import {
  holdOne,
  readAsksOf,
  readDocumentTitles,
  readEvidence,
  readFindings,
  readFindingVersions,
  readRecommendationsOf,
  readReviewsOf,
  readThemes,
} from './store.ts';
import {
  insertEvidence,
  insertFinding,
  insertFindingVersion,
  insertThemes,
  strikeEvidence,
} from './store-write.ts';
import type { Theme, ThemeList } from './themes.ts';

type Tx = Parameters<typeof readFindings>[0];

/** A case by its reference. */
export interface OfCase {
  readonly reference: string;
}

/** What the reviews of a case found, and what they recommend. */
export interface CaseFindings {
  readonly headed: HeadedCase;
  readonly reviews: readonly OfReview[];
  readonly findings: readonly Finding[];
  readonly recommendations: readonly Omit<Recommendation, 'standing'>[];
  readonly asks: readonly Ask[];
  readonly themes: ThemeList;
}

/** The same, for whoever sees the case; of reviews that they do not see nothing is there. */
export async function loadCase(
  tx: Tx,
  { reference }: OfCase,
  hold: 'to read' | 'to change' = 'to read',
): Promise<CaseFindings | null> {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  const reviews = await readReviewsOf(tx, headed.id);
  return {
    headed,
    reviews: reviews.map(({ id, kind, jointWith, isRunning }) => ({
      id,
      isRunning,
      name: kindName(kind as Parameters<typeof kindName>[0], jointWith),
    })),
    findings: await readFindings(tx, headed.id),
    recommendations: await readRecommendationsOf(tx, headed.id),
    asks: await readAsksOf(tx, headed.id),
    themes: await readThemes(tx),
  };
}

export const caseFindings: View<OfCase, CaseFindings, CaseFindings> = {
  verb: 'finding.read',
  load: (tx, wanted) => loadCase(tx, wanted),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** One finding with its versions and what it rests on. */
export interface FindingFacts {
  readonly headed: HeadedCase;
  readonly versions: readonly Finding[];
  readonly stands: Finding;
  readonly evidence: readonly Evidence[];
  readonly documents: readonly { readonly id: string; readonly title: string }[];
  readonly themes: ThemeList;
}

/** A finding by its identifier. */
export interface OfFinding extends OfCase {
  readonly finding: string;
}

async function loadFinding(
  tx: Tx,
  { reference, finding }: OfFinding,
  hold: 'to read' | 'to change' = 'to read',
): Promise<FindingFacts | null> {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  const versions = await readFindingVersions(tx, headed.id, finding);
  const [stands] = versions;
  if (stands === undefined) return null;
  const evidence = await readEvidence(tx, finding);
  const documents = await readDocumentTitles(tx, headed.id);
  return { headed, versions, stands, evidence, documents, themes: await readThemes(tx) };
}

export const oneFinding: View<OfFinding, FindingFacts, FindingFacts> = {
  verb: 'finding.read',
  load: (tx, wanted) => loadFinding(tx, wanted),
  standing: ({ headed }) => headed.standing,
  present: (loaded) => loaded,
  entry: ({ headed, stands }) => ({ case: headed.id, object: stands.id }),
};

const onFinding = {
  load: (tx: Tx, wanted: OfFinding) => loadFinding(tx, wanted, 'to change'),
  standing: ({ headed }: FindingFacts) => headed.standing,
} as const;

/** Records a finding of a review. */
export const addFinding: Command<
  OfCase & { readonly review: string; readonly given: GivenFinding },
  CaseFindings,
  CaseFindings,
  string
> = {
  verb: 'finding.write',
  async load(tx, wanted) {
    const found = await loadCase(tx, wanted, 'to change');
    return found?.reviews.some(({ id }) => id === wanted.review) === true ? found : null;
  },
  standing: ({ headed }) => headed.standing,
  decide(loaded, { review, given }) {
    const decided = decideFinding(loaded.headed, null, 0, given);
    if (isRefusal(decided)) return decided;
    const count = loaded.findings.filter(({ reviewId }) => reviewId === review).length;
    return count >= mostFindings ? refuse('too-many-entries') : loaded;
  },
  async write(tx, { headed, themes }, { review, given }) {
    const id = await insertFinding(tx, headed.id, review);
    await insertFindingVersion(tx, id, 1, given, themes.number);
    return {
      done: id,
      entry: { case: headed.id, object: id, facts: { kind: given.kind, themes: given.themes.length } },
    };
  },
};

/** Saves a finding anew, over the version that the form was shown with. */
export const changeFinding: Command<
  OfFinding & { readonly known: number; readonly given: GivenFinding },
  FindingFacts,
  FindingFacts,
  string
> = {
  verb: 'finding.write',
  ...onFinding,
  decide(loaded, { known, given }) {
    const decided = decideFinding(loaded.headed, loaded.stands, known, given);
    return isRefusal(decided) ? decided : loaded;
  },
  async write(tx, { headed, stands, themes }, { given }) {
    await insertFindingVersion(tx, stands.id, stands.version + 1, given, themes.number);
    return {
      done: stands.id,
      entry: { case: headed.id, object: stands.id, facts: { version: stands.version + 1 } },
    };
  },
};

/** Adds to what a finding rests on. A document must be of the case, and one that whoever adds it sees. */
export const cite: Command<
  OfFinding & { readonly given: GivenEvidence },
  FindingFacts,
  FindingFacts,
  string
> = {
  verb: 'finding.write',
  ...onFinding,
  decide(loaded, { given }) {
    const isThere = given.documentId === null || loaded.documents.some(({ id }) => id === given.documentId);
    if (!isThere) return refuse('answers-wrong');
    if (loaded.evidence.length >= mostFindings) return refuse('too-many-entries');
    return whyNotWrite(loaded.headed) ?? loaded;
  },
  async write(tx, { headed, stands }, { given }) {
    const id = await insertEvidence(tx, stands.id, given);
    return { done: id, entry: { case: headed.id, object: stands.id, facts: { cited: given.kind } } };
  },
};

/** Strikes what a finding rested on, as where its event is no longer in the chronology; it stays on record with the reason. */
export const strike: Command<
  OfFinding & { readonly link: string; readonly why: string },
  FindingFacts,
  { readonly facts: FindingFacts; readonly link: string },
  string
> = {
  verb: 'finding.write',
  ...onFinding,
  decide(facts, { link }) {
    const decided = decideStrike(facts.headed, facts.evidence, link);
    return isRefusal(decided) ? decided : { facts, link: decided };
  },
  async write(tx, { facts: { headed, stands }, link }, { why }) {
    await strikeEvidence(tx, stands.id, link, why);
    return { done: link, entry: { case: headed.id, object: stands.id, facts: { struck: link } } };
  },
};

/** The list of themes as it holds. */
export const themeList: View<null, ThemeList, ThemeList> = {
  verb: 'theme.set',
  load: (tx) => readThemes(tx),
  present: (loaded) => loaded,
  entry: ({ number }) => ({ facts: { list: number } }),
};

/** Puts another version of the list in force; findings keep the version by which they were marked. */
export const setThemes: Command<
  { readonly known: number; readonly themes: readonly Theme[]; readonly why: string },
  ThemeList,
  ThemeList,
  number
> = {
  verb: 'theme.set',
  async load(tx) {
    await holdOne(tx, 'themes');
    return readThemes(tx);
  },
  decide: (stands, { known }) => (stands.number === known ? stands : refuse('finding-meanwhile')),
  async write(tx, { number }, { themes, why }) {
    await insertThemes(tx, number + 1, themes, why);
    return { done: number + 1, entry: { facts: { list: number + 1, themes: themes.length } } };
  },
};
