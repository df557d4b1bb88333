import type { Partnership } from '../partnership/partnership.ts';

/** Whom to call about a child at risk. A number that the partnership has not set is absent, and never guessed. */
export interface Safety {
  readonly council: string;
  readonly telephone: Telephone | null;
  /** When the telephone is answered, in the partnership's words. */
  readonly hours: string | null;
  /** Where the council takes concerns on the web. */
  readonly address: string | null;
}

/** A telephone number as people read it, and the address by which a telephone dials it. */
export interface Telephone {
  readonly text: string;
  readonly href: string;
}

/** The safety lines of a partnership, from its settings alone. */
export function presentSafety(partnership: Partnership): Safety {
  const { concernTelephone, concernHours, concernAddress } = partnership.settings;
  return {
    council: partnership.authorityName,
    telephone: concernTelephone === null ? null : presentTelephone(concernTelephone),
    hours: concernTelephone === null ? null : concernHours,
    address: concernAddress,
  };
}

/** "01632 960101" with "tel:01632960101". */
export function presentTelephone(text: string): Telephone {
  return { text, href: `tel:${text.replace(/[^+\d]/g, '')}` };
}
