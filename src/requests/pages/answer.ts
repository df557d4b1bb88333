import type { Field } from '../../intake/fields.ts';
import type { ShownGroup, ShownRow } from '../../intake/shown.ts';
import { definePage } from '../../platform/pages/page.ts';

/** What an agency is asked, with its two ways to answer. */
export interface AnswerStartPage {
  readonly heading: string;
  readonly partnership: string;
  /** Whom it is about, in the coordinator's words. */
  readonly about: string;
  readonly due: Temporal.PlainDate;
  readonly formToken: string;
  readonly nil: { readonly action: string; readonly fields: readonly Field[] };
  readonly parts: readonly {
    readonly title: string;
    readonly href: string;
    readonly progress: 'done' | 'begun' | 'to-do';
  }[];
  readonly check: string;
}

/** One part of the answer. */
export interface AnswerPage {
  readonly heading: string;
  readonly lead: string | null;
  readonly action: string;
  readonly formToken: string;
  readonly base: string;
  readonly fields: readonly Field[];
  /** What was saved in another window meanwhile; nothing where nothing was. */
  readonly saved: readonly ShownRow[];
}

/** The whole answer before it goes. */
export interface AnswerCheckPage {
  readonly action: string;
  readonly formToken: string;
  readonly missing: readonly { readonly text: string; readonly href: string }[];
  readonly groups: readonly ShownGroup[];
}

/** `/answer/<invitation>`. */
export const answerStartPage = definePage<AnswerStartPage>('requests/pages/answer-start.njk');
export const answerPage = definePage<AnswerPage>('requests/pages/answer.njk');
export const answerCheckPage = definePage<AnswerCheckPage>('requests/pages/answer-check.njk');
