import { definePage } from '../../platform/pages/page.ts';
import type { Moment } from './sessions.ts';

/** An invitation, as whoever made it may see it afterwards: what it is for and what became of it, never link or code. */
export interface InvitationSentPage {
  readonly formToken: string;
  readonly formKey: string;
  readonly id: string;
  /** What has become of it: "jo@… is invited as reviewer". */
  readonly heading: string;
  readonly reset: boolean;
  readonly standing: 'waiting' | 'lapsed' | 'tried' | 'accepted' | 'revoked';
  readonly made: Moment;
  readonly ends: Moment;
}

/** `/people/invitations/<id>`. */
export const invitationSentPage = definePage<InvitationSentPage>('people/pages/invitation-sent.njk');
