import { definePage } from '../../platform/pages/page.ts';
import type { EndorsementShown } from '../endorsement.ts';
import type { Field } from '../fields.ts';
import type { ShownGroup } from '../shown.ts';

/** A referral as the safeguarding lead reads and answers it. */
export interface EndorsePage {
  readonly heading: string;
  readonly reference: string;
  readonly partnership: string;
  readonly action: string;
  readonly formToken: string;
  readonly groups: readonly ShownGroup[];
  readonly fields: readonly Field[];
}

/** How an endorsement stands, and the form that asks for one. */
export interface AskLeadPage {
  readonly reference: string;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly shown: EndorsementShown;
  /** True where no mail goes out, so that the link is passed on by hand. */
  readonly byHand: boolean;
  /** Whoever was asked before, the latest first. */
  readonly before: readonly {
    readonly words: string;
    readonly more: string;
    readonly on: Temporal.PlainDate | null;
  }[];
  readonly mayAsk: boolean;
  readonly isAgain: boolean;
  readonly email: string;
  readonly problem: string | null;
}

/** Link and code, to be passed on by two different ways. */
export interface LeadLinkPage {
  readonly link: string;
  readonly code: string;
  readonly ends: { readonly day: Temporal.PlainDate; readonly time: Temporal.PlainTime };
  readonly back: string;
}

/** `/endorse/<invitation>`. */
export const endorsePage = definePage<EndorsePage>('intake/pages/endorse.njk');
/** `/referrals/<id>/endorsement`. */
export const askLeadPage = definePage<AskLeadPage>('intake/pages/endorse-ask.njk');
export const leadLinkPage = definePage<LeadLinkPage>('intake/pages/endorse-link.njk');
