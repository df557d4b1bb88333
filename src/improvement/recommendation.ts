import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Standing } from '../access/policy.ts';
import { type Day } from '../law/day.ts';
import type { Ask } from './ask.ts';
import type { Origin } from './words.ts';

/** A recommendation as it stands. Why it is made is null for those who see only that it was made. */
export interface Recommendation {
  readonly id: string;
  readonly caseId: string | null;
  readonly reviewId: string | null;
  readonly origin: Origin;
  readonly source: string;
  readonly sourceId: string;
  readonly number: number;
  readonly headline: string;
  readonly words: string;
  readonly byWhen: Day | null;
  readonly version: number;
  /** What its case is called, for whoever sees the case. */
  readonly reference: string | null;
  readonly pseudonym: string | null;
  readonly isClosed: boolean;
  readonly standing: Standing;
}

/** Every version of a recommendation, with why; nothing for those who do not see the review. */
export interface Version {
  readonly number: number;
  readonly headline: string;
  readonly words: string;
  readonly rationale: string;
  readonly outcome: string;
  readonly byWhen: Day | null;
  readonly findings: readonly string[];
  readonly because: string;
  readonly savedBy: string;
  readonly savedAt: Temporal.Instant;
}

/** A recommendation with everybody it is made to. */
export interface RecommendationFacts {
  readonly recommendation: Recommendation;
  readonly versions: readonly Version[];
  readonly asks: readonly Ask[];
}

/** A recommendation as it is to be saved. */
export interface GivenRecommendation {
  readonly headline: string;
  readonly words: string;
  readonly rationale: string;
  readonly outcome: string;
  readonly byWhen: Day | null;
  readonly findings: readonly string[];
  readonly because: string;
}

/** To whom one is made: an agency, or another body in words. */
export interface Addressee {
  readonly agencyId: string | null;
  readonly body: string;
}

/** The most words of a headline. */
export const headlineWords = 10;
/** The most recommendations of one review, and the most addressees of one. */
export const mostRecommendations = 100;
export const mostAddressees = 40;

/** How many words a line has. */
export const wordCount = (line: string): number => line.split(/\s+/).filter((word) => word !== '').length;

/** Whether a version may be saved over the one that its form was shown with; one that was asked already needs a reason. */
export function decideVersion(
  { recommendation, asks }: Pick<RecommendationFacts, 'recommendation' | 'asks'>,
  known: number,
  given: GivenRecommendation,
): GivenRecommendation | Refusal {
  if (recommendation.isClosed && recommendation.caseId !== null) return refuse('case-closed');
  if (recommendation.version !== known) return refuse('finding-meanwhile');
  const isAsked = asks.some(({ askedOn }) => askedOn !== null);
  return isAsked && given.because === '' ? refuse('reason-needed') : given;
}

/** Whether an addressee may be added: once each. */
export function decideAddressee(
  { asks }: Pick<RecommendationFacts, 'asks'>,
  wanted: Addressee,
): Addressee | Refusal {
  const isThere = asks.some(({ agencyId, body }) =>
    wanted.agencyId === null
      ? agencyId === null && body.toLowerCase() === wanted.body.toLowerCase()
      : agencyId === wanted.agencyId,
  );
  if (isThere) return refuse('so-already');
  return asks.length >= mostAddressees ? refuse('too-many-entries') : wanted;
}

// What trains people or writes procedures, and what changes how the work is done besides.
const training =
  /\b(train(ing|ed)?|brief(ing|ings)?|awareness|workshops?|e-?learning|remind(ed|er)?s?|refresh\w*)\b/i;
const procedure =
  /\b(polic(y|ies)|procedures?|protocols?|guidance|pathway documents?|toolkits?|strateg(y|ies))\b/i;
const changes =
  /\b(audit\w*|measur\w*|monitor\w*|data|staffing|supervis\w*|capacity|commission(ing|ed)?|resourc\w*|system|record(s|ing)?|visits?|assess\w*|caseloads?|evaluat\w*|design\w*|fund\w*|check(s|ed|ing)?)\b/i;

/** What is worth a thought while one drafts; never a refusal. `others` are the other recommendations of the review. */
export function promptsFor(
  given: Pick<GivenRecommendation, 'headline' | 'words' | 'outcome'>,
  others: number,
): readonly string[] {
  const text = `${given.headline} ${given.words}`;
  const isTraining = training.test(text) && !changes.test(text);
  const isProcedure = procedure.test(text) && !changes.test(text);
  return [
    ...(others >= 7
      ? [
          `This would be recommendation ${others + 1} of the review. Reviews have failed by their number: is it one of the few that matter most?`,
        ]
      : []),
    ...(isTraining && !isProcedure
      ? ['It asks for training alone. What else would have to change for practice to change?']
      : []),
    ...(isProcedure
      ? ['It asks for a procedure or guidance alone. How would a practitioner’s day be different with it?']
      : []),
    ...(given.outcome.trim() === ''
      ? ['It does not say yet what is to be better for children, so nobody could check whether it is.']
      : []),
  ];
}
