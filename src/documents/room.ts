import type { WorkRoom } from '../acts/work-room.ts';
import type { FileStore } from '../platform/files/disk.ts';
import type { Log } from '../platform/log/log.ts';

/** What the doors of files and documents need of the house. */
export interface DocumentRoom extends WorkRoom {
  readonly files: FileStore;
  readonly log: Log;
}
