import { look } from '../acts/view.ts';
import type { Room } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { page, type WorkRoute } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { roleWords } from '../people/invitation.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { todayPage } from './pages/today.ts';

const today: View<{ readonly roles: readonly string[] }, readonly string[], readonly string[]> = {
  verb: 'work.read',
  load: (_, { roles }) => Promise.resolve(roles),
  present: (roles) => roles.map(roleWords),
  entry: () => ({}),
};

/** The ledger of the workspace's first page. */
export function workRoutes(room: Room & { readonly assets: AssetLinks }): readonly WorkRoute[] {
  return [
    page('/work', 'work.read', 'session', async (request) => {
      const { held } = request;
      if (held?.actor.kind !== 'member') throw new Error('a page behind a door without its holder');
      const outcome = await look(room, { ...held, trail: request.partnership.id }, today, {
        roles: held.actor.roles,
      });
      const roles = outcome.outcome === 'done' ? outcome.done : [];
      const frame = workspaceFrame(request, room.assets, { title: 'Nothing is due today', section: 'today' });
      return { status: 200, body: todayPage(frame, { today: request.today, roles }) };
    }),
  ];
}
