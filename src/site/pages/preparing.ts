import { definePage } from '../../platform/pages/page.ts';

/** A partnership for training that is being set up behind the first page, or could not be; `again` is the page that was asked for. */
export interface PreparingPage {
  readonly failed: boolean;
  readonly again: string;
}

/** 503, while a partnership for training gets its people and cases. */
export const preparingPage = definePage<PreparingPage>('site/pages/preparing.njk');
