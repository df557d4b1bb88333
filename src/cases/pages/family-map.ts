import { definePage } from '../../platform/pages/page.ts';
import type { FamilyMap, MapLine } from '../family-map.ts';
import type { CaseHeader } from '../header.ts';

/** The family of a case as a map on a day, with the same as a list. */
export interface FamilyMapPage {
  readonly header: CaseHeader;
  readonly heading: string;
  /** The map in a sentence, for whoever does not see it. */
  readonly description: string;
  /** Null where too few are on record for a map. */
  readonly map: FamilyMap | null;
  /** The other day that can be shown; null where there is none. */
  readonly other: { readonly text: string; readonly href: string } | null;
  readonly names: { readonly shown: boolean; readonly href: string };
  readonly file: string;
  readonly children: readonly string[];
  readonly people: readonly MapLine[];
  readonly notDrawn: readonly string[];
}

/** `/cases/:ref/people/map`. */
export const familyMapPage = definePage<FamilyMapPage>('cases/pages/family-map.njk');

/** The map alone, as a file of its own. */
export const familyMapFile = definePage<FamilyMapPage>('cases/pages/family-map-file.njk');
