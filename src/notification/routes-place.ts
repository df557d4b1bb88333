import { may } from '../access/policy.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import type { Here } from '../acts/work-room.ts';
import { bearerOf } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { type CaseSection, type HeadedCase, presentHeader } from '../cases/header.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { type Asked, packView } from './commands.ts';
import type { RecordGround } from './record.ts';

/** The case in the address and the authority that notifies, as every act here asks. */
export const askedIn = ({ request }: Here): Asked => ({
  reference: referenceIn(request.params),
  authority: request.partnership.authorityName,
});

/** The notification of the case in the address, for whoever may do that besides looking at it; null for everybody else. */
export async function groundOf(here: Here, verb: Verb = 'notification.read'): Promise<RecordGround | null> {
  const { room, request } = here;
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, packView, askedIn(here));
  if (outcome.outcome !== 'done') return null;
  return may(bearer.actor, verb, outcome.done.facts.file.headed.standing) ? outcome.done : null;
}

/** The head and the frame of a page here: titles carry the reference and the page's own name. */
export function caseParts(
  { room, request }: Here,
  headed: HeadedCase,
  section: CaseSection,
  title: string,
  back: { readonly text: string; readonly href: string } | null = null,
  errors: readonly PageError[] = [],
) {
  const header = presentHeader(headed, bearerOf(request).actor, may, section);
  const frame = workspaceFrame(request, room.assets, {
    title: `${headed.reference} – ${title}`,
    section: 'cases',
    errors,
    ...(back === null ? {} : { backLink: back }),
  });
  return { header, frame };
}

/** Where the notification of a case is. */
export const notificationOf = (reference: string) => ({
  text: 'Notification',
  href: `/cases/${reference}/notification`,
});
