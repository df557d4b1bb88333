import type { Room } from '../acts/command.ts';
import type { WorkRequest } from '../acts/work-route.ts';
import type { FileStore } from '../platform/files/disk.ts';
import type { Log } from '../platform/log/log.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';

/** What the doors of files and documents need of the house. */
export interface DocumentRoom extends Room {
  readonly assets: AssetLinks;
  readonly files: FileStore;
  readonly log: Log;
  /** The page that is shown for whatever is not there, or not yours. */
  readonly notFound: (request: WorkRequest) => string;
}
