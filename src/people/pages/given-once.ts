import { definePage } from '../../platform/pages/page.ts';
import type { Moment } from './sessions.ts';

/** Link and code, the only time that they are shown. */
export interface GivenOncePage {
  /** "Amal@… is invited as reviewer": what has been done. */
  readonly heading: string;
  readonly reset: boolean;
  readonly link: string;
  /** In two groups of four figures. */
  readonly code: string;
  readonly ends: Moment;
  readonly onwards: { readonly text: string; readonly href: string };
}

/** The answer to the form that made an invitation. It has no address of its own, and nothing keeps it. */
export const givenOncePage = definePage<GivenOncePage>('people/pages/given-once.njk');
