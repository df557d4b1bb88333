import { nameOn, type Partnership } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type BusinessUnit, presentBusinessUnit } from '../../site/business-unit.ts';
import { nameWithAbbreviation } from '../../site/names.ts';
import type { PrintedForm } from '../../site/printed.ts';
import { presentSafety, type Safety } from '../../site/safety.ts';

/** What the start page for a referral shows. */
export interface ReferPage {
  readonly safety: Safety;
  readonly unit: BusinessUnit;
  readonly group: string;
  /** The referral form by its name today; null where the partnership has entered none. */
  readonly form: string | null;
  /** The same form to print; null where nothing is known of its size. */
  readonly printed: PrintedForm | null;
}

/** The start page from the partnership's settings and names on `today`. */
export function presentRefer(
  partnership: Partnership,
  today: Temporal.PlainDate,
  printed: PrintedForm | null,
): ReferPage {
  return {
    safety: presentSafety(partnership),
    unit: presentBusinessUnit(partnership),
    group: nameWithAbbreviation(nameOn(partnership.names, 'group', today), 'review group'),
    form: nameOn(partnership.names, 'form-referral', today)?.name ?? null,
    printed,
  };
}

/** The page /refer. */
export const referPage = definePage<ReferPage>('intake/pages/refer.njk');
