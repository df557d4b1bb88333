import { definePage } from '../../platform/pages/page.ts';
import type { FindProblems, TypedFind } from '../asked.ts';
import type { EntryDays } from '../reading.ts';
import type { ListLink } from './record.ts';

/** The trail of the partnership, of one person, or of one case. */
export interface TrailPage {
  readonly heading: string;
  /** Where the form goes that finds a case or a day. */
  readonly action: string;
  /** True where a case may be found: in the whole trail, and not where one is chosen already. */
  readonly findsCases: boolean;
  readonly typed: TypedFind;
  readonly problems: FindProblems;
  readonly lists: readonly ListLink[];
  /** The day from whose end the list goes back; null for the newest entries. */
  readonly on: Temporal.PlainDate | null;
  readonly days: EntryDays['days'];
  readonly older: string | null;
  readonly newest: string | null;
  readonly empty: string;
}

/** `/trail`, `/trail/people/:account` and `/trail/cases/:ref`. */
export const trailPage = definePage<TrailPage>('trail/pages/trail.njk');
