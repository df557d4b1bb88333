import type { WorkRoom } from '../acts/work-room.ts';
import type { WorkRoute } from '../acts/work-route.ts';
import { agendaRoutes } from './routes-agenda.ts';
import { dayRoutes } from './routes-day.ts';
import { inviteRoutes } from './routes-invite.ts';
import { itemRoutes } from './routes-item.ts';
import { meetingPageRoutes } from './routes-meeting.ts';
import { minutesRoutes } from './routes-minutes.ts';
import { planRoutes } from './routes-plan.ts';

/** The ledger of meetings. */
export function meetingRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    ...planRoutes(room),
    ...inviteRoutes(room),
    ...meetingPageRoutes(room),
    ...agendaRoutes(room),
    ...dayRoutes(room),
    ...itemRoutes(room),
    ...minutesRoutes(room),
  ];
}
