import type { Partnership } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';

/** What the public pages keep about their readers, and whom to ask. */
export interface PrivacyPage {
  readonly partnership: string;
  readonly council: string;
  readonly dataProtectionMailbox: string | null;
}

/** The page from the partnership's settings. */
export function presentPrivacy(partnership: Partnership): PrivacyPage {
  return {
    partnership: partnership.name,
    council: partnership.authorityName,
    dataProtectionMailbox: partnership.settings.dataProtectionMailbox,
  };
}

/** The page /privacy. */
export const privacyPage = definePage<PrivacyPage>('site/pages/privacy.njk');
