import type { Standing } from '../access/policy.ts';
import type { Command } from '../acts/command.ts';
import type { Entry } from '../acts/entry.ts';
import type { View } from '../acts/view.ts';
import { readHeaded } from '../cases/store.ts';
import { readOwnReferral, readSentReferral } from '../intake/store.ts';
import type { SentReferral } from '../intake/referral.ts';
import type { FileStore } from '../platform/files/disk.ts';
import {
  decideAdd,
  decideReplace,
  decideWithdraw,
  type NewDocument,
  type OneDocument,
  type Register,
} from './document.ts';
import {
  decideAttach,
  decideCheck,
  decideDetach,
  decideDownload,
  decideRelease,
  type FoundFile,
  type Good,
  type Own,
  type OwnFile,
  type Received,
  type StaffFile,
} from './file.ts';
import {
  addVersion,
  askCheck,
  attachFile,
  detachFile,
  hasRoomFor,
  insertDocument,
  insertRelease,
  type Place,
  readAgencies,
  readDocuments,
  readFile,
  readOwnFiles,
  readReferralFiles,
  readReferrals,
  withdrawDocument,
} from './store.ts';

type Tx = Parameters<typeof readFile>[0];

async function readOwn(tx: Tx): Promise<Own | null> {
  const own = await readOwnReferral(tx, 'to read');
  return own === null ? null : { own, files: await readOwnFiles(tx) };
}

/** The register of a case, for whoever sees the case; null for everybody else. */
export async function readRegister(
  tx: Tx,
  reference: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<Register | null> {
  const headed = await readHeaded(tx, reference, hold);
  if (headed === null) return null;
  return {
    headed,
    documents: await readDocuments(tx, headed.id),
    referrals: await readReferrals(tx, headed.id),
    agencies: await readAgencies(tx, headed.id),
  };
}

/** One's own files, by the receipt. */
export const ownFiles: View<null, Own, Own> = {
  verb: 'referral.follow',
  load: (tx) => readOwn(tx),
  present: (own) => own,
  entry: ({ own }) => ({ object: own.id }),
};

/** A file that was brought, and where files are kept. */
export interface Bringing {
  readonly file: Received;
  readonly files: FileStore;
}

/** Sends a file with one's own referral. It is on the disk before the act commits; one that does not commit leaves what is swept. */
export const attach: Command<
  Bringing,
  Own & { readonly hasRoom: boolean },
  { readonly referral: string; readonly file: Good },
  null
> = {
  verb: 'file.attach',
  async load(tx, { file }) {
    const own = await readOwn(tx);
    if (own === null) return null;
    return { ...own, hasRoom: file.objection !== null || (await hasRoomFor(tx, file.bytes.length)) };
  },
  decide(own, { file }) {
    const decided = decideAttach(own, file);
    return 'refused' in decided ? decided : { referral: own.own.id, file: decided };
  },
  async write(tx, { referral, file }, { files }) {
    const shelf = await attachFile(tx, file, files.newKey(referral));
    if (shelf === null) throw new Error('the room for a file was taken meanwhile');
    await files.put(shelf, file.bytes);
    return {
      done: null,
      entry: { object: shelf.file, facts: { kind: file.kind, bytes: file.bytes.length } },
    };
  },
};

/** A file of one's own by its identifier. */
export interface OwnOne {
  readonly id: string;
}

/** Takes a file out of one's own draft; its bytes go when the act has committed. */
export const detach: Command<OwnOne, { readonly own: Own; readonly file: OwnFile }, OwnFile, null> = {
  verb: 'file.remove',
  async load(tx, { id }) {
    const own = await readOwn(tx);
    const file = own?.files.find((one) => one.id === id);
    return own === null || file === undefined ? null : { own, file };
  },
  decide: ({ own, file }) => decideDetach(own, file),
  async write(tx, { id }) {
    const first = await detachFile(tx, id);
    return { done: null, entry: { object: id, facts: { first } } };
  },
};

/** What came with a referral. */
export interface ReferralFiles {
  readonly referral: SentReferral;
  readonly files: readonly StaffFile[];
}

/** The files of a referral, for whoever reads the referral. */
export const referralFiles: View<{ readonly id: string }, ReferralFiles, ReferralFiles> = {
  verb: 'referral.read',
  async load(tx, { id }) {
    const referral = await readSentReferral(tx, id);
    return referral === null ? null : { referral, files: await readReferralFiles(tx, id) };
  },
  standing: ({ referral }) => referral.standing,
  present: (found) => found,
  entry: ({ referral: { id, ofCase } }) => ({ object: id, ...(ofCase === null ? {} : { case: ofCase.id }) }),
};

/** A file by its identifier, in a referral or a case. */
export interface AskedFile {
  readonly place: Place;
  readonly id: string;
}

const ofFile = ({ id, caseId }: FoundFile): Pick<Entry, 'object' | 'case'> => ({
  object: id,
  ...(caseId === null ? {} : { case: caseId }),
});
const standingOf = ({ standing }: FoundFile): Standing => standing;

/** Downloads a file: the entry is there before its first byte goes out. */
export const download: Command<AskedFile, FoundFile, FoundFile, FoundFile> = {
  verb: 'file.read',
  load: (tx, { place, id }) => readFile(tx, place, id),
  standing: standingOf,
  decide: decideDownload,
  write: (_, file) => Promise.resolve({ done: file, entry: { ...ofFile(file), facts: { kind: file.kind } } }),
};

/** A coordinator's wish to take a file without a scan. */
export interface Releasing extends AskedFile {
  readonly reason: string;
}

/** Downloads a file that no scanner has looked at; the reason stays with the file. */
export const release: Command<Releasing, FoundFile, FoundFile, FoundFile> = {
  verb: 'file.release',
  load: (tx, { place, id }) => readFile(tx, place, id),
  standing: standingOf,
  decide: (file, { reason }) => decideRelease(file, reason),
  async write(tx, file, { reason }) {
    await insertRelease(tx, file.id, reason);
    return { done: file, entry: { ...ofFile(file), facts: { kind: file.kind } } };
  },
};

/** Has a file checked once more. */
export const checkAgain: Command<AskedFile, FoundFile, FoundFile, null> = {
  verb: 'file.check',
  load: (tx, { place, id }) => readFile(tx, place, id),
  standing: standingOf,
  decide: decideCheck,
  async write(tx, file) {
    await askCheck(tx, file.id);
    return { done: null, entry: { ...ofFile(file), facts: { state: file.state } } };
  },
};

/** A case by its reference. */
export interface Asked {
  readonly reference: string;
}

const standing = ({ headed }: Register) => headed.standing;

/** The documents of a case, for whoever sees the case. */
export const registerView: View<Asked, Register, Register> = {
  verb: 'document.read',
  load: (tx, { reference }) => readRegister(tx, reference),
  standing,
  present: (register) => register,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** A document of a case by its identifier. */
export interface AskedDocument extends Asked {
  readonly id: string;
}

/** A form with a file about a case. */
export interface SentDocument extends Asked, Bringing {
  readonly sent: URLSearchParams;
}

interface Adding {
  readonly register: Register;
  readonly document: NewDocument;
  readonly file: Good;
}

/** Adds a document with its first version; answers its identifier. */
export const addDocument: Command<SentDocument, Register, Adding, string> = {
  verb: 'document.add',
  load: (tx, { reference }) => readRegister(tx, reference, 'to change'),
  standing,
  decide: (register, { sent, file }, today) => decideAdd(register, sent, file, today),
  async write(tx, { register, document, file }, { files }) {
    const { id, number } = await insertDocument(tx, register.headed.id, document);
    const shelf = await addVersion(tx, id, file, files.newKey(register.headed.id));
    await files.put(shelf, file.bytes);
    const { classification, seenBy } = document;
    const facts = { number, kind: file.kind, bytes: file.bytes.length, classification, seenBy };
    return { done: id, entry: { case: register.headed.id, object: id, facts } };
  },
};

function oneOf(register: Register | null, id: string): OneDocument | null {
  const document = register?.documents.find((one) => one.id === id);
  return register === null || document === undefined ? null : { register, document };
}

const standingOfOne = ({ register }: OneDocument) => register.headed.standing;

/** Adds a version to a document. */
export const replaceDocument: Command<
  AskedDocument & Bringing,
  OneDocument,
  { readonly one: OneDocument; readonly file: Good },
  null
> = {
  verb: 'document.replace',
  load: async (tx, { reference, id }) => oneOf(await readRegister(tx, reference, 'to change'), id),
  standing: standingOfOne,
  decide: (one, { file }) => decideReplace(one, file),
  async write(tx, { one: { register, document }, file }, { files }) {
    const shelf = await addVersion(tx, document.id, file, files.newKey(register.headed.id));
    await files.put(shelf, file.bytes);
    const facts = { number: shelf.number, kind: file.kind, bytes: file.bytes.length };
    return { done: null, entry: { case: register.headed.id, object: document.id, facts } };
  },
};

/** Withdraws a document: it stays in the register, and nobody gets it any more. */
export const withdraw: Command<AskedDocument & { readonly reason: string }, OneDocument, OneDocument, null> =
  {
    verb: 'document.withdraw',
    load: async (tx, { reference, id }) => oneOf(await readRegister(tx, reference, 'to change'), id),
    standing: standingOfOne,
    decide: (one, { reason }) => decideWithdraw(one, reason),
    async write(tx, one, { reason }) {
      await withdrawDocument(tx, one, reason);
      return { done: null, entry: { case: one.register.headed.id, object: one.document.id } };
    },
  };
