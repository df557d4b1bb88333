import { record } from '../acts/entry.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { type Checked, checkFile } from '../platform/files/check.ts';
import type { FileStore } from '../platform/files/disk.ts';
import { FileFault } from '../platform/files/frames.ts';
import type { Scanner } from '../platform/files/scan.ts';
import { type Handler, openWorker, type Worker, type WorkerParts } from '../platform/jobs/worker.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import type { FileFacts } from './file.ts';
import { type Checkable, noteCheck, readCheckable } from './store.ts';
import { sweepFiles } from './store-sweep.ts';

/** What checking files needs of the house. */
export interface Checking {
  readonly server: WorkerParts['server'];
  readonly clock: Clock;
  readonly log: Log;
  readonly files: FileStore;
  /** Null where no scanner is set up: then no file ever gets past quarantine by itself. */
  readonly scanner: Scanner | null;
  /** How often to look for files whose next attempt is due (seconds). */
  readonly lookEvery?: number;
}

const day = 86_400_000;

/** Begins to check what is sent in, and sweeps the disk now and once a day. Close what it answers before the database is closed. */
export async function openChecks(checking: Checking): Promise<Worker> {
  const { server, clock, log, files, scanner, ...parts } = checking;
  const sweep = () =>
    sweepFiles(server, files, clock.now()).then(
      (removed) => (removed > 0 ? log.info('files-swept', { removed }) : undefined),
      (error: unknown) => log.error('files-sweep', faultFacts(error)),
    );
  await sweep();
  const timer = setInterval(() => void sweep(), day).unref();
  const worker = await openWorker({
    ...parts,
    server,
    log,
    handlers: { 'file.check': checkOne(files, scanner, log) },
  });
  return {
    async close() {
      clearInterval(timer);
      await worker.close();
    },
  };
}

// Nothing is scanned inside a transaction: a slow scanner holds no lock. The step into quarantine is noted first, so that a file which
// ends the process that looks at it is not still called new.
function checkOne(files: FileStore, scanner: Scanner | null, log: Log): Handler {
  return async ({ payload: { subject: id }, transaction }) => {
    const file = await transaction(readCheckable);
    if (file === null) return 'done';
    const note = (found: Found) =>
      transaction(async (tx) => {
        if (!(await noteCheck(tx, found))) return;
        await record(tx, file.partnershipId, {
          verb: 'file.check',
          outcome: 'done',
          object: id,
          ...(file.caseId === null ? {} : { case: file.caseId }),
          facts: { state: found.state, ...(found.why === null ? {} : { why: found.why }) },
        });
      });
    if (file.state === 'received') await note({ state: 'quarantined', why: 'checking' });
    const found = foundOf(await checkedOf(files, scanner, file, id));
    // An attempt that finds the scanner away once more is no news.
    if (found.state !== file.state || found.why !== file.why) await note(found);
    log.info('file-check', { file: id, state: found.state, why: found.why ?? 'none' });
    return found.why === 'scanner-away' ? 'again' : 'done';
  };
}

type Found = Pick<FileFacts, 'state' | 'why'>;

async function checkedOf(
  files: FileStore,
  scanner: Scanner | null,
  { owner, key, sha256, kind }: Checkable,
  file: string,
): Promise<Checked | 'changed'> {
  try {
    return await checkFile(await files.get({ owner, file, key }, sha256), kind, scanner);
  } catch (error) {
    if (error instanceof FileFault) return 'changed';
    throw error;
  }
}

function foundOf(checked: Checked | 'changed'): Found {
  if (checked === 'clean') return { state: 'clean', why: null };
  const isHeld = checked === 'no-scanner' || checked === 'scanner-away';
  return { state: isHeld ? 'quarantined' : 'refused', why: checked };
}
