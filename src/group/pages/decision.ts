import type { CaseHeader } from '../../cases/header.ts';
import { isConfirmed } from '../../law/confidence.ts';
import type { Day } from '../../law/day.ts';
import { editionNamed } from '../../law/editions.ts';
import { tests } from '../../law/limb.ts';
import { outcomeNamed } from '../../law/outcomes.ts';
import type { DatedName } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type AnsweredLimb, type Decision, isProvisional, type Position } from '../decision.ts';
import type { DecisionNote } from '../decision-notes.ts';
import { answerWords, capacityWords, groupName, positionWords } from '../words.ts';

/** A decision as it was recorded. Nothing in it can be changed. */
export interface DecisionPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly reference: string;
  readonly group: string;
  readonly on: Day;
  readonly outcome: string;
  readonly provisional: boolean;
  /** The day of the Panel's answer; null where there is none, or none is awaited. */
  readonly panelAnswered: Day | null;
  readonly reasons: string;
  readonly decider: { readonly words: string; readonly cite: string; readonly confirmed: boolean };
  readonly recorded: { readonly by: string; readonly on: Day };
  /** The version of the pack that was before the group; null where none was. */
  readonly pack: { readonly number: number; readonly newest: number } | null;
  /** True where it was recorded while the group was not quorate. */
  readonly unquorate: boolean;
  /** Where the decision is that took its place; null for the one that stands. */
  readonly reconsideredHref: string | null;
  readonly edition: { readonly title: string; readonly cite: string };
  readonly notes: readonly { readonly words: string; readonly rule: string | null }[];
  readonly views: readonly {
    readonly title: string;
    readonly position: Position;
    readonly words: string;
    readonly reason: string;
    readonly dissent: string | null;
  }[];
  readonly tests: readonly {
    readonly name: string;
    readonly title: string;
    readonly limbs: readonly ShownLimb[];
  }[];
  readonly there: readonly { readonly name: string; readonly agency: string; readonly capacity: string }[];
}

/** A limb as it was answered, with the text that was applied. */
export interface ShownLimb {
  readonly id: string;
  readonly label: string;
  readonly question: string;
  readonly cite: string;
  readonly confirmed: boolean;
  readonly answer: string;
  readonly reason: string;
}

/** What a recorded decision is shown from. */
export interface DecisionFacts {
  readonly header: CaseHeader;
  readonly decision: Decision;
  readonly notes: readonly DecisionNote[];
  readonly reference: string;
  readonly names: readonly DatedName[];
  /** By whom, and when, it was put on record. */
  readonly recorded: { readonly by: string; readonly on: Day };
  /** The decision that took its place. */
  readonly reconsideredBy: string | null;
  readonly panelAnswered: Day | null;
  readonly pack?: DecisionPage['pack'];
  readonly quorate?: boolean | null;
}

/** `/cases/<reference>/decisions/<id>`. */
export const decisionPage = definePage<DecisionPage>('group/pages/decision.njk');

/** The heading: what was decided. The head of the case says on whom. */
export const decisionHeading = ({ outcome }: Pick<Decision, 'outcome'>): string => {
  const { name } = outcomeNamed(outcome);
  return `Decided: ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
};

/** A decision as it is read, limb by limb and view by view; names are those of its day. */
export function presentDecision(facts: DecisionFacts): DecisionPage {
  const { decision, panelAnswered } = facts;
  const edition = editionNamed(decision.edition);
  return {
    header: facts.header,
    heading: decisionHeading(decision),
    reference: facts.reference,
    group: groupName(facts.names, decision.on),
    on: decision.on,
    outcome: outcomeNamed(decision.outcome).name,
    provisional: isProvisional(decision, panelAnswered),
    panelAnswered: isProvisional(decision, null) ? panelAnswered : null,
    reasons: decision.reasons,
    decider: {
      words: decision.decider.words,
      cite: decision.decider.cite,
      confirmed: isConfirmed(decision.decider.confidence),
    },
    recorded: facts.recorded,
    pack: facts.pack ?? null,
    unquorate: facts.quorate === false,
    reconsideredHref:
      facts.reconsideredBy === null ? null : `/cases/${facts.reference}/decisions/${facts.reconsideredBy}`,
    edition: { title: edition.title, cite: edition.cite },
    notes: facts.notes.map(({ words, rule }) => ({ words, rule })),
    views: decision.views.map(({ title, position, reason, dissent }) => ({
      title,
      position,
      words: positionWords[position],
      reason,
      dissent,
    })),
    tests: shownTests(decision.limbs),
    there: decision.there.map(({ name, agency, capacity }) => ({
      name,
      agency,
      capacity: capacityWords[capacity],
    })),
  };
}

function shownTests(answered: readonly AnsweredLimb[]): DecisionPage['tests'] {
  return tests
    .map(({ name, title }) => ({
      name,
      title,
      limbs: answered.filter(({ test }) => test === name).map(shownLimb),
    }))
    .filter((test) => test.limbs.length > 0);
}

const shownLimb = ({ id, label, question, cite, confidence, answer, reason }: AnsweredLimb): ShownLimb => ({
  id,
  label,
  question,
  cite,
  confirmed: isConfirmed(confidence),
  answer: answerWords[answer],
  reason,
});
