import { definePage } from '../../platform/pages/page.ts';
import type { CaseHeader } from '../header.ts';

/** Asks before a case is closed, or opened again. */
export interface MovePage {
  readonly header: CaseHeader;
  readonly heading: string;
  /** What will be so. */
  readonly words: string;
  readonly button: string;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly reason: string;
  readonly problem: string | null;
  readonly overview: string;
}

/** `/cases/<reference>/close` and `/reopen`. */
export const movePage = definePage<MovePage>('cases/pages/move.njk');
