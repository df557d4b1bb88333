import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { Looked } from '../reading.ts';
import type { ListLink } from './record.ts';

/** Who has looked at a case. */
export interface LookedPage extends Looked {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lists: readonly ListLink[];
}

/** `/cases/:ref/record/looked`. */
export const lookedPage = definePage<LookedPage>('trail/pages/looked.njk');

/** "3 people have looked". */
export function lookedHeading({ people }: Pick<Looked, 'people'>): string {
  if (people.length === 0) return 'Nobody has looked yet';
  return people.length === 1 ? '1 person has looked' : `${people.length} people have looked`;
}
