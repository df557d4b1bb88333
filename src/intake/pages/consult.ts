import { nameOn, type Partnership } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type BusinessUnit, presentBusinessUnit } from '../../site/business-unit.ts';
import { nameWithAbbreviation } from '../../site/names.ts';
import { presentSafety, type Safety } from '../../site/safety.ts';

/** What the start page for a consultation shows. */
export interface ConsultPage {
  readonly safety: Safety;
  readonly unit: BusinessUnit;
  readonly group: string;
}

/** The start page from the partnership's settings and names on `today`. */
export function presentConsult(partnership: Partnership, today: Temporal.PlainDate): ConsultPage {
  return {
    safety: presentSafety(partnership),
    unit: presentBusinessUnit(partnership),
    group: nameWithAbbreviation(nameOn(partnership.names, 'group', today), 'review group'),
  };
}

/** The page /consult. */
export const consultPage = definePage<ConsultPage>('intake/pages/consult.njk');
