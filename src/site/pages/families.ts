import type { Partnership } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type BusinessUnit, presentBusinessUnit } from '../business-unit.ts';
import { presentGroupsToday } from '../groups.ts';
import { nameWithAbbreviation } from '../names.ts';
import type { PublishedGroup } from '../published.ts';
import { presentRoute, type RouteStep } from '../route-picture.ts';
import { nameOn } from '../../partnership/partnership.ts';

/** The same process, told to a family. */
export interface FamiliesPage {
  readonly group: string;
  /** The kinds of body in the group, each once: "police force". */
  readonly bodies: readonly string[];
  /** The times that a rule sets, by step. */
  readonly times: readonly Pick<RouteStep, 'name' | 'limit' | 'confirmed'>[];
  readonly unit: BusinessUnit;
}

/** What a family may read of how a case is considered here on `today`. */
export function presentFamilies(
  partnership: Partnership,
  today: Temporal.PlainDate,
  groups: readonly PublishedGroup[],
): FamiliesPage {
  const main = presentGroupsToday(groups, today).find(({ kind }) => kind === 'main');
  const bodies = (main?.members ?? []).flatMap(({ body }) => body ?? []);
  return {
    group: nameWithAbbreviation(nameOn(partnership.names, 'group', today), 'review group'),
    bodies: [...new Set(bodies)],
    times: presentRoute(partnership, today)
      .steps.filter(({ rule }) => rule === 'RR-01' || rule === 'REP-02')
      .map(({ name, limit, confirmed }) => ({ name, limit, confirmed })),
    unit: presentBusinessUnit(partnership),
  };
}

/** The page /process/families. */
export const familiesPage = definePage<FamiliesPage>('site/pages/families.njk');
