import type { WorkRoom } from '../acts/work-room.ts';
import type { WorkRoute } from '../acts/work-route.ts';
import { reportAnsweringRoutes } from './routes-answering.ts';
import { entryRoutes } from './routes-entries.ts';
import { familyRoutes } from './routes-family.ts';
import { reportRoutes } from './routes-reports.ts';
import { termsRoutes } from './routes-terms.ts';

/** The ledger of how a review is set up and carried: terms of reference, what agencies report, who takes part, quality. */
export function commissionRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    ...termsRoutes(room),
    ...entryRoutes(room),
    ...reportRoutes(room),
    ...reportAnsweringRoutes(room),
    ...familyRoutes(room),
  ];
}
