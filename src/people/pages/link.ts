import { definePage } from '../../platform/pages/page.ts';
import type { Moment } from './sessions.ts';

/** Asks for the code of a link. It says nothing of what the link is for. */
export interface LinkPage {
  readonly action: string;
  readonly formToken: string;
  readonly partnership: string;
  readonly ends: Moment;
  readonly problem: string | null;
}

/** What had been opened with a link is open no longer: what was typed, to be copied by hand. */
export interface LinkClosedPage {
  readonly lost: readonly { readonly name: string; readonly value: string }[];
}

/** `/link/<token>`. */
export const linkPage = definePage<LinkPage>('people/pages/link.njk');
/** The same for every link that opens nothing, whatever it was. */
export const linkGonePage = definePage<Record<string, never>>('people/pages/link-gone.njk');
export const linkClosedPage = definePage<LinkClosedPage>('people/pages/link-closed.njk');
/** `/answered`. */
export const linkDonePage = definePage<Record<string, never>>('people/pages/link-done.njk');
