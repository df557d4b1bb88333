import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { ShownGroup } from '../../intake/shown.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { Mark, RequestRow } from '../request.ts';

/** The requests of a case, or of a referral. */
export interface RequestsPage {
  /** Null on a referral: then its reference stands there. */
  readonly header: CaseHeader | null;
  readonly reference: string;
  readonly heading: string;
  readonly seesAll: boolean;
  /** Where another is asked; null for whoever may not. */
  readonly ask: string | null;
  readonly rows: readonly RequestRow[];
}

/** One request with its answer. */
export interface RequestPage {
  /** Null on a referral: then its reference stands there. */
  readonly header: CaseHeader | null;
  readonly reference: string;
  readonly heading: string;
  readonly here: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly state: Mark;
  /** On a case: asked before it was opened. */
  readonly early: boolean;
  readonly person: string;
  /** For coordinators. */
  readonly email: string | null;
  readonly about: string;
  readonly asked: Temporal.PlainDate;
  readonly due: Temporal.PlainDate;
  readonly answered: { readonly on: Temporal.PlainDate; readonly name: string; readonly job: string } | null;
  readonly nil: boolean;
  /** The answer; null until it is sent, and for a nil return. */
  readonly groups: readonly ShownGroup[] | null;
  /** What it is time for by the clock; null before, and for whoever chases nobody. */
  readonly rung: string | null;
  /** Why the link opens nothing; null where it does, or where nobody waits. */
  readonly trouble: string | null;
  readonly code: string | null;
  readonly byHand: boolean;
  readonly remind: boolean;
  readonly actions: readonly Link[];
  readonly steps: readonly {
    readonly words: string;
    readonly on: Temporal.PlainDate;
    readonly by: string | null;
    readonly said: string;
  }[];
}

/** A form about a request. */
export interface RequestFormPage {
  /** Null on a referral: then its reference stands there. */
  readonly header: CaseHeader | null;
  readonly reference: string;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly fields: readonly Field[];
  readonly button: string;
  readonly back: string;
}

/** Link and code, to be passed on by two different ways. */
export interface RequestLinkPage {
  readonly link: string;
  readonly code: string;
  readonly ends: { readonly day: Temporal.PlainDate; readonly time: Temporal.PlainTime };
  readonly back: string;
}

/** `/cases/<reference>/requests` and `/referrals/<id>/requests`. */
export const requestsPage = definePage<RequestsPage>('requests/pages/request-list.njk');
/** One of them. */
export const requestPage = definePage<RequestPage>('requests/pages/request.njk');
export const requestFormPage = definePage<RequestFormPage>('requests/pages/request-form.njk');
export const requestLinkPage = definePage<RequestLinkPage>('requests/pages/request-link.njk');
