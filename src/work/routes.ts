import type { Room } from '../acts/command.ts';
import { look, type View } from '../acts/view.ts';
import { page, type WorkRoute } from '../acts/work-route.ts';
import { dayOf, type Followed, referenceOf } from '../intake/referral.ts';
import { readOpenReferrals } from '../intake/store.ts';
import { workspaceFrame } from '../people/frame.ts';
import { roleWords } from '../people/invitation.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { todayHeading, todayPage } from './pages/today.ts';

// The database shows referrals to coordinators alone; to everybody else there are none.
const today: View<null, readonly Followed[], readonly Followed[]> = {
  verb: 'work.read',
  load: (tx) => readOpenReferrals(tx),
  present: (referrals) => referrals,
  entry: () => ({}),
};

/** The ledger of the workspace's first page. */
export function workRoutes(room: Room & { readonly assets: AssetLinks }): readonly WorkRoute[] {
  return [
    page('/work', 'work.read', 'session', async (request) => {
      const { held } = request;
      if (held?.actor.kind !== 'member') throw new Error('a page behind a door without its holder');
      const outcome = await look(room, { ...held, trail: request.partnership.id }, today, null);
      const referrals = (outcome.outcome === 'done' ? outcome.done : []).map(
        ({ id, number, state, sentAt, receivedAt }) => ({
          href: `/referrals/${id}`,
          reference: referenceOf(number, dayOf(sentAt)),
          isNew: state === 'sent',
          sent: dayOf(sentAt),
          received: receivedAt === null ? null : dayOf(receivedAt),
        }),
      );
      const heading = todayHeading(referrals);
      const frame = workspaceFrame(request, room.assets, { title: heading, section: 'today' });
      const roles = held.actor.roles.map(roleWords);
      return { status: 200, body: todayPage(frame, { today: request.today, heading, roles, referrals }) };
    }),
  ];
}
