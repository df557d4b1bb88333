import { look } from '../acts/view.ts';
import { type Here, idIn } from '../acts/work-room.ts';
import { bearerOf } from '../acts/work-route.ts';
import { type OfReport, type OneReport, oneReport, reports } from './commands-reports.ts';
import type { ReportsGround } from './ground.ts';
import { baseOf, mayDo, wantedIn } from './routes-here.ts';

/** Where the list of what was asked for is. */
export const listOf = (here: Here) => `${baseOf(wantedIn(here))}/reports`;
/** The one that the address names. */
export const oneWanted = (here: Here): OfReport => ({ ...wantedIn(here), id: idIn(here.request) });

/** What the agencies of the review were asked for, for whoever sees it. */
export async function allIn(here: Here): Promise<ReportsGround | null> {
  const outcome = await look(here.room, bearerOf(here.request), reports, wantedIn(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** One of them. */
export async function oneIn(here: Here): Promise<OneReport | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneReport, oneWanted(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** Whether whoever looks may ask here. */
export const asksHere = (here: Here, { headed, review }: ReportsGround) =>
  review !== null && mayDo(here, 'agency-report.ask', headed) && headed.state !== 'closed';
