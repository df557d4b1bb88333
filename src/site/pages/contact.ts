import type { Partnership } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import { type BusinessUnit, presentBusinessUnit } from '../business-unit.ts';
import { presentSafety, type Safety } from '../safety.ts';

/** Whom to reach, for what. Role mailboxes only. */
export interface ContactPage {
  readonly safety: Safety;
  readonly unit: BusinessUnit;
  readonly dataProtectionMailbox: string | null;
}

/** The page from the partnership's settings. */
export function presentContact(partnership: Partnership): ContactPage {
  return {
    safety: presentSafety(partnership),
    unit: presentBusinessUnit(partnership),
    dataProtectionMailbox: partnership.settings.dataProtectionMailbox,
  };
}

/** The page /contact. */
export const contactPage = definePage<ContactPage>('site/pages/contact.njk');
