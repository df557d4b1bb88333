import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { type MailKind, mailKinds } from './mail.ts';
import { readLatest, readVersion, readVersions, writeVersion } from './store-wording.ts';
import { decideSave, type Held, type Saving, type Version } from './version.ts';
import type { Wording } from './wording.ts';

/** The words of every kind of mail as they are now. */
export const everyWording: View<null, readonly Held[], readonly Held[]> = {
  verb: 'wording.read',
  async load(tx) {
    const latest = await readLatest(tx);
    return mailKinds.map((kind) => ({ kind, latest: latest.find((one) => one.kind === kind) ?? null }));
  },
  present: (held) => held,
  entry: () => ({}),
};

/** The words of one kind of mail as they are now. */
export const oneWording: View<{ readonly kind: MailKind }, Held, Held> = {
  verb: 'wording.read',
  load: async (tx, { kind }) => ({ kind, latest: await readVersion(tx, kind, 'to read') }),
  present: (held) => held,
  entry: () => ({}),
};

/** Former words of one kind of mail: one page, newest first. */
export interface History {
  readonly held: Held;
  readonly versions: readonly Version[];
}

export const wordingHistory: View<{ readonly kind: MailKind; readonly page: number }, History, History> = {
  verb: 'wording.read',
  async load(tx, { kind, page }) {
    const held = { kind, latest: await readVersion(tx, kind, 'to read') };
    return { held, versions: await readVersions(tx, kind, page) };
  },
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** Saves the words of a kind of mail, or goes back to ours; answers the number of the version. */
export const saveWording: Command<Saving, Held, { readonly words: Wording | null }, number> = {
  verb: 'wording.write',
  load: async (tx, { kind }) => ({ kind, latest: await readVersion(tx, kind, 'to change') }),
  decide: decideSave,
  async write(tx, { words }, { kind, seen }) {
    const version = await writeVersion(tx, kind, seen, words);
    return { done: version, entry: { facts: { kind, version, ours: words === null } } };
  },
};
