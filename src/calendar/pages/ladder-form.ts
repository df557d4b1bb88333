import { definePage } from '../../platform/pages/page.ts';
import type { LadderProblems, TypedLadder } from '../typed-ladder.ts';
import type { LadderExample } from './ladders.ts';

/** `/settings/reminders/<family>`. */
export interface LadderFormPage {
  readonly heading: string;
  readonly dates: string;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly after: string;
  readonly typed: TypedLadder;
  /** So many steps stand open: those that are used, and one more. */
  readonly inSight: number;
  readonly problems: LadderProblems;
  readonly example: LadderExample | null;
  readonly whom: readonly { readonly value: string; readonly text: string }[];
  /** That somebody has set another meanwhile; null where nobody has. */
  readonly meanwhile: string | null;
}

/** `/settings/reminders/<family>`. */
export const ladderFormPage = definePage<LadderFormPage>('calendar/pages/ladder-form.njk');
