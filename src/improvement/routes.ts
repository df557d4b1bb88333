import type { WorkRoom } from '../acts/work-room.ts';
import type { WorkRoute } from '../acts/work-route.ts';
import { actionRoutes } from './routes-actions.ts';
import { askRoutes } from './routes-asks.ts';
import { findingRoutes } from './routes-findings.ts';
import { monitorRoutes } from './routes-monitor.ts';
import { recommendationRoutes } from './routes-recommendations.ts';

/** The ledger of what reviews found, what they ask of whom, and whether practice changed. */
export const improvementRoutes = (room: WorkRoom): readonly WorkRoute[] => [
  ...monitorRoutes(room),
  ...findingRoutes(room),
  ...recommendationRoutes(room),
  ...askRoutes(room),
  ...actionRoutes(room),
];
