import type { NotifyingNotice } from '../../intake/notifying.ts';
import { definePage } from '../../platform/pages/page.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly checked: boolean;
}

/** What a coordinator sees before a referral becomes a case. */
export interface OpeningPage {
  readonly referralId: string;
  readonly reference: string;
  /** Begins the reference that the case will get. */
  readonly prefix: string;
  readonly children: readonly {
    readonly name: string;
    readonly bornOn: Temporal.PlainDate | null;
    readonly ageGiven: string;
    readonly diedOn: Temporal.PlainDate | null;
  }[];
  /** The names of those around the children. */
  readonly persons: readonly string[];
  /** How many key dates the referral has: they go into the file. */
  readonly dates: number;
  readonly incident: string;
  /** Which authority must notify, and what was named that is on no list of authorities. */
  readonly notices: readonly NotifyingNotice[];
  readonly unlisted: readonly string[];
  /** How many agencies were asked already. */
  readonly asked: number;
  /** Agencies as the referrer wrote them. */
  readonly named: readonly string[];
  readonly formToken: string;
  readonly formKey: string;
  readonly harms: readonly Choice[];
  readonly events: readonly Choice[];
  readonly agencies: readonly Choice[];
  readonly problems: { readonly harm: string | null; readonly event: string | null };
}

export const openingPage = definePage<OpeningPage>('cases/pages/opening.njk');
