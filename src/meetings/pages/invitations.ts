import { definePage } from '../../platform/pages/page.ts';
import type { FormGround, Mark } from './meetings.ts';

/** Somebody who was invited. */
export interface InvitedRow {
  readonly name: string;
  readonly state: Mark;
  readonly when: string;
  readonly deputy: string | null;
}

/** `/meetings/<id>/invitations`. */
export interface InvitationsPage {
  readonly name: string;
  readonly heading: string;
  readonly form: (FormGround & { readonly text: string }) | null;
  readonly people: readonly InvitedRow[];
}

/** `/meetings/<id>/answer`. */
export interface AnswerPage {
  readonly name: string;
  readonly heading: string;
  readonly when: string;
  readonly form:
    | (FormGround & {
        readonly answers: readonly {
          readonly value: string;
          readonly text: string;
          readonly checked: boolean;
        }[];
        readonly deputies: readonly {
          readonly value: string;
          readonly text: string;
          readonly selected: boolean;
        }[];
        readonly problem: string | null;
      })
    | null;
}

export const invitationsPage = definePage<InvitationsPage>('meetings/pages/invitations.njk');
export const answerPage = definePage<AnswerPage>('meetings/pages/invitations-answer.njk');
