import { join } from 'node:path';
import type { Io } from './command-line/command-line.ts';
import { compose } from './compose.ts';
import type { Config } from './config.ts';
import { openCalendar } from './calendar/commands-remind.ts';
import { openChecks } from './documents/commands-check.ts';
import { openUpkeep } from './intake/commands-upkeep.ts';
import { openPost } from './mail/commands-send.ts';
import type { Sender } from './mail/mail.ts';
import type { Directory } from './partnership/directory.ts';
import type { Partnership } from './partnership/partnership.ts';
import { publicAddress } from './partnership/public-address.ts';
import { loadAssets } from './platform/assets/assets.ts';
import { systemClock } from './platform/clock/clock.ts';
import { openServer } from './platform/db/open.ts';
import { openFileStore } from './platform/files/disk.ts';
import { clamd } from './platform/files/scan.ts';
import { serviceKey } from './platform/files/service-key.ts';
import { type Listener, ListenError, listen } from './platform/http/listen.ts';
import type { Worker } from './platform/jobs/worker.ts';
import { openPacks } from './packs/commands-copy.ts';
import { openLog } from './platform/log/log.ts';
import { openAttestationReminders } from './attestation/commands.ts';
import { openRoundChasing } from './rounds/commands-chasing.ts';
import { openChasing } from './requests/commands-chasing.ts';
import { beginSeeding } from './seeds.ts';
import { startBlock } from './start-block.ts';
import { setUpBehind } from './training/behind.ts';

/** Runs the service until it is told to stop: settings, database, composition, listening, and everything closed again in turn. */
export async function run(config: Config, io: Io): Promise<void> {
  const stopped = toldToStop();
  endWithLauncher();
  const log = openLog(
    (line) => io.err(line),
    () => systemClock.now(),
  );
  const opened = await openServer(config, 'service');
  try {
    const { left } = await beginSeeding(opened.server, config.seeds, () => {});
    const behind = setUpBehind(left, log);
    const assets = await loadAssets({ cacheFolder: join(opened.data, 'cache') });
    const key = await serviceKey(opened.data, config.keyFile);
    const files = await openFileStore(join(opened.data, 'files'), key);
    let second: Listener | null = null;
    const app = await compose({
      config,
      server: opened.server,
      clock: systemClock,
      log,
      assets,
      files,
      trainingPort: () => second?.port ?? null,
      freshFor: 1_000,
      preparing: behind.preparing,
    });
    let first: Listener | null = null;
    let alike: Listener | null = null;
    let post: Worker | null = null;
    let checks: Worker | null = null;
    let calendar: Worker | null = null;
    let chasing: Worker | null = null;
    let rounds: Worker | null = null;
    let attestations: Worker | null = null;
    let upkeep: Worker | null = null;
    let packs: Worker | null = null;
    try {
      first = await listen(config.host ?? '127.0.0.1', config.port, app.handle);
      alike = config.host === null ? await listenAtNewLoopback(config.port, app.handle, io) : null;
      const { partnerships } = await app.directory.known();
      second = await listenForTraining(config, partnerships, app.handle, io);
      post = await openPost({
        server: opened.server,
        log,
        smtpUrl: config.smtpUrl,
        senderOf: senders(app.directory, config),
      });
      const scanner = config.clamd === null ? null : clamd(config.clamd);
      checks = await openChecks({ server: opened.server, clock: systemClock, log, files, scanner });
      calendar = await openCalendar({ server: opened.server, clock: systemClock, log });
      // After the post, which says whether mail goes out from here.
      chasing = await openChasing({ server: opened.server, clock: systemClock, log });
      rounds = await openRoundChasing({ server: opened.server, clock: systemClock, log });
      attestations = await openAttestationReminders({ server: opened.server, clock: systemClock, log });
      packs = await openPacks({ server: opened.server, log });
      upkeep = openUpkeep({ server: opened.server, log });
      // After the post as well: where mail goes out, nobody is asked who does not exist.
      behind.begin();
      const comes = left !== null;
      io.out(startBlock({ config, opened, partnerships, trainingPort: second?.port ?? null, comes }));
      await stopped;
      io.err('\nStopping …\n');
    } finally {
      await Promise.all([first?.close(), alike?.close(), second?.close(), behind.stop()]);
      const workers = [post, checks, calendar, chasing, rounds, attestations, packs, upkeep];
      await Promise.all(workers.map(async (one) => one?.close()));
      await app.close();
    }
  } finally {
    await opened.release();
  }
}

// Who writes a mail: the partnership by its present name, at the address under which people reach it now.
function senders(directory: Directory, config: Config) {
  return async (id: string): Promise<Sender | null> => {
    const { partnerships } = await directory.known();
    const partnership = partnerships.find((one) => one.id === id);
    if (partnership === undefined) return null;
    const origin = publicAddress(partnership, partnerships, config);
    const { name, settings } = partnership;
    return origin === null ? null : { name, origin, mailbox: settings.businessUnitMailbox };
  };
}

// Where localhost means ::1 first, the site is there too. Not every machine has it.
async function listenAtNewLoopback(
  port: number,
  handle: Parameters<typeof listen>[2],
  io: Io,
): Promise<Listener | null> {
  try {
    return await listen('::1', port, handle);
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    if (error.message.includes('in use'))
      io.err(`Another program answers at [::1]:${port}: use http://127.0.0.1:${port}.\n`);
    return null;
  }
}

// For machines that do not resolve training.localhost, the training partnership also answers at the next port.
async function listenForTraining(
  config: Config,
  partnerships: readonly Partnership[],
  handle: Parameters<typeof listen>[2],
  io: Io,
): Promise<Listener | null> {
  const needed =
    config.publicUrl === null && partnerships.length > 1 && partnerships.some(({ training }) => training);
  if (!needed) return null;
  try {
    return await listen('127.0.0.1', config.port + 1, handle);
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    io.err(
      `Port ${config.port + 1} is in use, so the training partnership answers only at training.localhost:${config.port}.\n`,
    );
    return null;
  }
}

// Under an old Node the launcher started us: when it is killed, nobody could stop us any more by its number, so we go as well.
// What was acknowledged is safe, and the next start joins the database.
function endWithLauncher() {
  process.on('disconnect', () => process.exit(1));
  // Listening keeps the channel, and with it a service that has stopped, alive.
  process.channel?.unref();
}

// A second Ctrl-C while stopping ends the process at once, as people expect of it. Within a second it is taken for the same one: the
// terminal sends it to everybody, and a wrapper (an old Node, npm) passes it on to us once more.
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let toldAt: number | null = null;
    const tell = () => {
      if (toldAt !== null && performance.now() - toldAt > 1_000) process.exit(1);
      toldAt ??= performance.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, tell);
  });
}
