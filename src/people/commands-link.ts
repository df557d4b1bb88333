import type { View } from '../acts/view.ts';
import { readOwnLink } from './store-link.ts';

type OwnLink = { readonly expiresAt: Temporal.Instant };

/** The link that somebody has opened, before its code. */
export const ownLink: View<null, OwnLink, OwnLink> = {
  verb: 'invitation.read',
  load: (tx) => readOwnLink(tx),
  present: (link) => link,
  entry: () => ({}),
};
