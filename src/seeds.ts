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
import { plantTraining } from './training/plant.ts';

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

/**
 * Fills an installation with what `seeds` names, through the same acts as everybody's. Only where it is empty or holds nothing but
 * such seeds, so that one that was cut short is finished and an office's own is left alone. Answers what was added, in words.
 */
export async function seedInstallation(
  server: Server,
  seeds: readonly Seed[],
  say: (progress: string) => void,
): Promise<readonly string[]> {
  const db = connect(server, 'foresight_worker', 2);
  try {
    const wanted = await Promise.all(seeds.map(readSeed));
    const present = await readPartnerships(db);
    if (!present.every((one) => wanted.some((seed) => seed.partnership.name === one.name))) return [];
    const added: string[] = [];
    for (const seed of wanted) added.push(...(await plant(server, db, seed, present, say)));
    return added;
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

async function plant(
  server: Server,
  db: Database,
  { folder, partnership, training }: SeedFiles,
  present: readonly Partnership[],
  say: (progress: string) => void,
): Promise<readonly string[]> {
  const room = { db, clock: systemClock };
  const there = present.find(({ name }) => name === partnership.name);
  const id = there?.id ?? (await asOperator(server, null, (bearer) => create(room, bearer, partnership)));
  if (id === null) return [];
  const added = await asOperator(server, id, async (bearer) => {
    // One that was set up before there were agencies has none, and gets those that it would begin with.
    if (there !== undefined && !(await hasAgencies(db, bearer.token)))
      for (const agency of partnership.agencies)
        await perform(room, bearer, addAgency, { partnershipId: id, agency });
    return plantRegister(room, bearer, { folder, partnership }, say);
  });
  return training === null ? added : [...added, ...(await plantPeople(server, db, id, training, say))];
}

async function plantRegister(
  room: { db: Database; clock: typeof systemClock },
  bearer: Bearer,
  { folder, partnership }: Pick<SeedFiles, 'folder' | 'partnership'>,
  say: (progress: string) => void,
): Promise<readonly string[]> {
  const file = await openRegisterFolder(folder);
  const known = await readDigests(room.db, bearer.token);
  // One that was cut short has some of them; what an import has changed since is left as it is.
  if (file.reviews.every(({ slug }) => known.has(slug))) return [];
  const reader = openReader();
  try {
    const report = await importRegister({ ...room, reader }, bearer, folder, file, say);
    return [`${partnership.name}: ${report.added} published reviews`];
  } finally {
    await reader.close();
  }
}

// Casework belongs to the workspace: what people do there is done with its role, and with a session of theirs.
async function plantPeople(
  server: Server,
  worker: Database,
  id: string,
  training: TrainingFiles,
  say: (progress: string) => void,
): Promise<readonly string[]> {
  const partnership = (await readPartnerships(worker)).find((one) => one.id === id);
  if (partnership?.training !== true) return [];
  const db = connect(server, 'foresight_app', 3);
  try {
    return await plantTraining({ server, db, worker, clock: systemClock, partnership }, training, say);
  } finally {
    await db.destroy();
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
