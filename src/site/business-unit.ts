import type { Partnership } from '../partnership/partnership.ts';
import { presentTelephone, type Telephone } from './safety.ts';

/** How the partnership's business unit is reached. What has not been set is null, and never invented. */
export interface BusinessUnit {
  readonly partnership: string;
  readonly council: string;
  /** A role mailbox, never a named officer's. */
  readonly mailbox: string | null;
  readonly telephone: Telephone | null;
}

/** The business unit of a partnership, from its settings. */
export function presentBusinessUnit(partnership: Partnership): BusinessUnit {
  const { businessUnitMailbox, businessUnitTelephone } = partnership.settings;
  return {
    partnership: partnership.name,
    council: partnership.authorityName,
    mailbox: businessUnitMailbox,
    telephone: businessUnitTelephone === null ? null : presentTelephone(businessUnitTelephone),
  };
}
