import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Bearer, perform } from './acts/command.ts';
import { asOperator } from './command-line/operator.ts';
import { addAgency } from './agencies/commands.ts';
import { agencyKinds, type NewAgency } from './agencies/agency.ts';
import { hasAgencies } from './agencies/store.ts';
import { root, type Seed } from './config.ts';
import { createPartnership } from './partnership/commands.ts';
import type { NewPartnership } from './partnership/create.ts';
import { statutoryPartners } from './partnership/statutory-partners.ts';
import type { Partnership } from './partnership/partnership.ts';
import { datedNameSchema, settingsSchema } from './partnership/settings.ts';
import { readPartnerships } from './partnership/store.ts';
import { systemClock } from './platform/clock/clock.ts';
import { connect, type Database } from './platform/db/connect.ts';
import type { Server } from './platform/db/server.ts';
import { openReader } from './platform/documents/read-document.ts';
import { importRegister, openRegisterFolder } from './register/import.ts';
import { readDigests } from './register/store-import.ts';
import { readTrainingFiles, type TrainingFiles } from './training/files.ts';
import { isToPlant, plantTraining } from './training/plant.ts';
import { whileSeen } from './training/store.ts';

const agencyInFile = z.strictObject({
  kind: z.enum(agencyKinds),
  name: z.string().trim().min(1).max(200),
  nationalCode: z.string().nullable().default(null),
  from: z.iso.date().nullable().default(null),
});

const partnershipFile = z.strictObject({
  name: z.string(),
  referencePrefix: z.string(),
  training: z.boolean(),
  authority: z.strictObject({ code: z.string(), name: z.string() }),
  hosts: z.array(z.string()),
  settings: settingsSchema,
  /** For a made-up area; one in the list of authorities gets its statutory partners from there. */
  agencies: z.array(agencyInFile).optional(),
  names: z.array(datedNameSchema),
});

/** What was set up of an installation, and what is left of it. */
export interface Begun {
  /** What was added, in words. */
  readonly added: readonly string[];
  /** The partnership for training whose register, people and cases are still to come; null where nothing is left. */
  readonly left: Left | null;
}

/** A partnership for training that is there and has not everything that it is to have. */
export interface Left {
  readonly partnershipId: string;
  /**
   * Brings the rest, and answers what was added, in words. Throws ToldToStop where `goesOn` says no: what was done by then stays, and the
   * next start finishes it.
   */
  readonly bring: (goesOn: () => boolean) => Promise<readonly string[]>;
}

/**
 * Fills an installation with what `seeds` names, through the same acts as everybody's. Only where it is empty or holds nothing but
 * such seeds, so that one that was cut short is finished and an office's own is left alone. Answers what was added, in words.
 */
export async function seedInstallation(
  server: Server,
  seeds: readonly Seed[],
  say: (progress: string) => void,
): Promise<readonly string[]> {
  const { added, left } = await beginSeeding(server, seeds, say);
  return left === null ? added : [...added, ...(await left.bring(() => true))];
}

/** The same, but for what a partnership for training holds: that is left, so that a start need not wait for it. */
export async function beginSeeding(
  server: Server,
  seeds: readonly Seed[],
  say: (progress: string) => void,
): Promise<Begun> {
  const db = connect(server, 'foresight_worker', 2);
  try {
    const wanted = await Promise.all(seeds.map(readSeed));
    const present = await readPartnerships(db);
    if (!present.every((one) => wanted.some((seed) => seed.partnership.name === one.name)))
      return { added: [], left: null };
    const added: string[] = [];
    let left: Left | null = null;
    for (const seed of wanted) {
      const id = await plant(server, db, seed, present);
      const { training } = seed;
      if (id === null) continue;
      if (training === null) added.push(...(await plantRegister(server, db, id, seed, say)));
      else left = await leftOf(server, db, id, { ...seed, training }, say);
    }
    return { added, left };
  } finally {
    await db.destroy();
  }
}

interface SeedFiles {
  readonly folder: string;
  readonly partnership: NewPartnership;
  /** People and cases, for a partnership for training; null for every other: their people come by invitation. */
  readonly training: TrainingFiles | null;
}

async function readSeed(seed: Seed): Promise<SeedFiles> {
  const folder = join(root, 'seeds', seed);
  const file = partnershipFile.parse(JSON.parse(await readFile(join(folder, 'partnership.json'), 'utf8')));
  const { authority, agencies, ...facts } = file;
  return {
    folder: join(folder, 'register'),
    training: file.training ? await readTrainingFiles(folder) : null,
    partnership: {
      ...facts,
      authorityCode: authority.code,
      authorityName: authority.name,
      agencies: agencies?.map(asAdded) ?? statutoryPartners(authority.code),
    },
  };
}

const asAdded = ({ from, ...agency }: z.infer<typeof agencyInFile>): NewAgency => ({
  ...agency,
  from: from === null ? null : Temporal.PlainDate.from(from),
  note: null,
});

// The partnership with its agencies; null where it could not be made.
async function plant(
  server: Server,
  db: Database,
  { partnership }: SeedFiles,
  present: readonly Partnership[],
): Promise<string | null> {
  const room = { db, clock: systemClock };
  const there = present.find(({ name }) => name === partnership.name);
  if (there === undefined) return asOperator(server, null, (bearer) => create(room, bearer, partnership));
  await asOperator(server, there.id, async (bearer) => {
    // One that was set up before there were agencies has none, and gets those that it would begin with.
    if (await hasAgencies(db, bearer.token)) return;
    for (const agency of partnership.agencies)
      await perform(room, bearer, addAgency, { partnershipId: there.id, agency });
  });
  return there.id;
}

function plantRegister(
  server: Server,
  db: Database,
  id: string,
  { folder, partnership }: Pick<SeedFiles, 'folder' | 'partnership'>,
  say: (progress: string) => void,
): Promise<readonly string[]> {
  return asOperator(server, id, async (bearer) => {
    const file = await openRegisterFolder(folder);
    if (await isWhole(db, bearer, file)) return [];
    const reader = openReader();
    try {
      const room = { db, clock: systemClock, reader };
      const report = await importRegister(room, bearer, folder, file, say);
      return [`${partnership.name}: ${report.added} published reviews`];
    } finally {
      await reader.close();
    }
  });
}

type RegisterFolder = Awaited<ReturnType<typeof openRegisterFolder>>;

// One that was cut short has some of them; what an import has changed since is left as it is.
async function isWhole(db: Database, bearer: Bearer, file: RegisterFolder): Promise<boolean> {
  const known = await readDigests(db, bearer.token);
  return file.reviews.every(({ slug }) => known.has(slug));
}

interface TrainingSeed extends SeedFiles {
  readonly training: TrainingFiles;
}

async function leftOf(
  server: Server,
  db: Database,
  id: string,
  seed: TrainingSeed,
  say: (progress: string) => void,
): Promise<Left | null> {
  const partnership = (await readPartnerships(db)).find((one) => one.id === id);
  if (partnership?.training !== true) return null;
  const file = await openRegisterFolder(seed.folder);
  const isThere = await asOperator(server, id, (bearer) => isWhole(db, bearer, file));
  if (isThere && !(await isToPlant({ server, partnership }, seed.training))) return null;
  return {
    partnershipId: id,
    bring: (goesOn) => bringRest(server, partnership, seed, goesOn, say),
  };
}

// Casework belongs to the workspace: what people do there is done with its role, and with a session of theirs.
async function bringRest(
  server: Server,
  partnership: Partnership,
  seed: TrainingSeed,
  goesOn: () => boolean,
  say: (progress: string) => void,
): Promise<readonly string[]> {
  const worker = connect(server, 'foresight_worker', 3);
  const db = connect(server, 'foresight_app', 3);
  try {
    return await whileSeen(worker, partnership.id, async () => {
      const added = await plantRegister(server, worker, partnership.id, seed, say);
      const ground = { server, db, worker, clock: systemClock, partnership, goesOn };
      return [...added, ...(await plantTraining(ground, seed.training, say))];
    });
  } finally {
    await Promise.all([db.destroy(), worker.destroy()]);
  }
}

async function create(
  room: { db: Database; clock: typeof systemClock },
  bearer: Bearer,
  wanted: NewPartnership,
) {
  const outcome = await perform(room, bearer, createPartnership, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}
