import type { Room } from '../acts/command.ts';
import type { WorkRequest } from '../acts/work-route.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';

/** What the doors of a case file need of the house. */
export interface CaseRoom extends Room {
  readonly assets: AssetLinks;
  /** The page that is shown for whatever is not there, or not yours. */
  readonly notFound: (request: WorkRequest) => string;
}
