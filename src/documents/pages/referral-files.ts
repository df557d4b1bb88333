import { definePage } from '../../platform/pages/page.ts';
import type { FileShown } from '../shown.ts';

/** What came with a referral, for those who read it. */
export interface ReferralFilesPage {
  readonly reference: string;
  readonly heading: string;
  readonly files: readonly FileShown[];
}

export const referralFilesPage = definePage<ReferralFilesPage>('documents/pages/referral-files.njk');
