import type { Partnership } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { AccessibilityFacts } from '../accessibility-facts.ts';
import { type BusinessUnit, presentBusinessUnit } from '../business-unit.ts';

/** The accessibility statement: how far, what was tested, what is not met, how to complain. */
export interface AccessibilityPage {
  readonly partnership: string;
  readonly unit: BusinessUnit;
  readonly tested: readonly string[];
  readonly notMet: readonly string[];
  readonly notTested: readonly string[];
  /** The day on which the facts were last true; null until somebody has put their name to one. */
  readonly checkedOn: Temporal.PlainDate | null;
}

/** The statement from the partnership and the facts of testing. */
export function presentAccessibility(partnership: Partnership, facts: AccessibilityFacts): AccessibilityPage {
  return { partnership: partnership.name, unit: presentBusinessUnit(partnership), ...facts };
}

/** The page /accessibility. */
export const accessibilityPage = definePage<AccessibilityPage>('site/pages/accessibility.njk');
