import { definePage } from '../../platform/pages/page.ts';

/** The addresses of one's own calendar. */
export interface FeedsPage {
  readonly heading: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly label: string;
  readonly problem: string | null;
  /** The address that was just made, shown once; null otherwise. */
  readonly made: string | null;
  readonly feeds: readonly {
    readonly id: string;
    readonly label: string;
    readonly made: Temporal.ZonedDateTime;
    readonly asked: Temporal.ZonedDateTime | null;
    readonly revoked: Temporal.ZonedDateTime | null;
  }[];
}

/** `/calendar/addresses`. */
export const feedsPage = definePage<FeedsPage>('calendar/pages/feeds.njk');
