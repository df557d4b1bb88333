import type { Field } from '../../intake/fields.ts';
import type { ShownGroup, ShownRow } from '../../intake/shown.ts';
import { definePage } from '../../platform/pages/page.ts';

/** What is read beside a question: the period, the lines of enquiry, and numbered paragraphs. */
export interface Beside {
  readonly period: string;
  readonly lines: readonly { readonly number: number; readonly text: string }[];
  readonly paragraphs: readonly { readonly number: string; readonly text: string }[];
}

/** What somebody of an agency finds behind the link. */
export interface OwnStartPage {
  readonly heading: string;
  readonly lead: string;
  readonly basis: string | null;
  readonly about: string;
  readonly beside: Beside;
  readonly due: Temporal.PlainDate;
  readonly formToken: string;
  readonly parts: readonly {
    readonly title: string;
    readonly href: string;
    readonly progress: 'done' | 'begun' | 'to-do';
  }[];
  readonly check: string;
  /** The nil return; null where there can be none. */
  readonly nil: { readonly action: string; readonly fields: readonly Field[] } | null;
}

/** One part of an answer. */
export interface OwnPartPage {
  readonly heading: string;
  readonly lead: string | null;
  readonly paragraphs: readonly { readonly number: string; readonly text: string }[];
  readonly action: string;
  readonly formToken: string;
  readonly base: string;
  readonly fields: readonly Field[];
  /** What was saved in another window meanwhile; nothing where nothing was. */
  readonly saved: readonly ShownRow[];
}

/** The whole answer before it goes. */
export interface OwnCheckPage {
  readonly heading: string;
  readonly action: string;
  readonly formToken: string;
  readonly missing: readonly { readonly text: string; readonly href: string }[];
  readonly groups: readonly ShownGroup[];
  readonly button: string;
}

/** A family's page, before and after its code. */
export interface FamilyCodePage {
  readonly partnership: string;
  readonly action: string;
  readonly formToken: string;
  readonly problem: string | null;
}
export interface FamilyReadPage {
  readonly partnership: string;
  readonly now: readonly string[];
  readonly next: readonly string[];
  readonly role: string;
  readonly telephone: string;
  readonly hours: string;
  readonly language: string;
  readonly writtenOn: Temporal.PlainDate | null;
}

/** `/agency-report/<invitation>`. */
export const ownStartPage = definePage<OwnStartPage>('commission/pages/own-start.njk');
export const ownPartPage = definePage<OwnPartPage>('commission/pages/own-part.njk');
export const ownCheckPage = definePage<OwnCheckPage>('commission/pages/own-check.njk');
/** `/family/<token>` and `/family-page/<invitation>`. */
export const familyCodePage = definePage<FamilyCodePage>('commission/pages/own-family-code.njk');
export const familyReadPage = definePage<FamilyReadPage>('commission/pages/own-family-read.njk');
export const familyGonePage = definePage<{ readonly partnership: string }>(
  'commission/pages/own-family-gone.njk',
);
