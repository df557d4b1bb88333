import { definePage } from '../../platform/pages/page.ts';

/** A day and a time in London. */
export interface Moment {
  readonly day: Temporal.PlainDate;
  readonly time: Temporal.PlainTime;
}

/** Where one is signed in. */
export interface SessionsPage {
  readonly formToken: string;
  readonly sessions: readonly {
    readonly id: string;
    readonly device: string;
    readonly began: Moment;
    readonly seen: Moment;
    /** The session in which one is looking. */
    readonly present: boolean;
  }[];
}

/** `/sessions`. */
export const sessionsPage = definePage<SessionsPage>('people/pages/sessions.njk');
