import { definePage } from '../../platform/pages/page.ts';

/** The form in which the coordinator writes what the referrer is to know. */
export interface AnswerPage {
  readonly id: string;
  readonly reference: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly outcome: string;
  readonly problem: string | null;
  /** Whether the referrer gave an e-mail address, to which a note goes that there is something to read. */
  readonly email: boolean;
  readonly ofCase: string | null;
}

export const answerPage = definePage<AnswerPage>('intake/pages/answer.njk');
