import type { CaseHeader } from '../../cases/header.ts';
import { outcomeNamed } from '../../law/outcomes.ts';
import { definePage } from '../../platform/pages/page.ts';
import { decisionHeading } from './decision.ts';
import type { DecisionLine } from '../store.ts';

/** The decisions on a case, the newest first. */
export interface DecisionsPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly group: string;
  readonly decisions: readonly {
    readonly href: string;
    readonly outcome: string;
    readonly on: Temporal.PlainDate;
    readonly body: string;
    readonly stands: boolean;
  }[];
  /** Where a decision is recorded; null for whoever may not. */
  readonly decideHref: string | null;
  /** Why none can be recorded now, for whoever else might. */
  readonly whyNot: string | null;
}

/** What the page is shown from. */
export interface DecisionsFacts {
  readonly header: CaseHeader;
  readonly decisions: readonly DecisionLine[];
  readonly mayRecord: boolean;
  readonly whyNot: string | null;
  readonly group: string;
}

/** `/cases/<reference>/decisions`. */
export const decisionsPage = definePage<DecisionsPage>('group/pages/decisions.njk');

/** The heading, which says where the case stands. */
export const decisionsHeading = ({ heading }: Pick<DecisionsPage, 'heading'>): string => heading;

/** The list of what the group decided. */
export function presentDecisions({
  header,
  decisions,
  mayRecord,
  whyNot,
  group,
}: DecisionsFacts): DecisionsPage {
  const base = `/cases/${header.reference}`;
  const standing = decisions.find(({ stands }) => stands);
  return {
    header,
    heading: standing === undefined ? 'The group has not decided yet' : decisionHeading(standing),
    group,
    decisions: decisions.map(({ id, outcome, on, bodyName, stands }) => ({
      href: `${base}/decisions/${id}`,
      outcome: outcomeNamed(outcome).name,
      on,
      body: bodyName,
      stands,
    })),
    decideHref: mayRecord && whyNot === null ? `${base}/decide` : null,
    whyNot: mayRecord ? whyNot : null,
  };
}
