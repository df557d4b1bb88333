import { definePage } from '../../platform/pages/page.ts';

/** The page of an installation without any partnership: how to begin. It has no facts. */
export const nobodyPage = definePage<Record<string, never>>('site/pages/nobody.njk');
