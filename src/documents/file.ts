import type { Standing } from '../access/policy.ts';
import { type Refusal, type RefusalCode, refuse } from '../acts/refusal.ts';
import type { OwnReferral } from '../intake/referral.ts';
import type { Checked } from '../platform/files/check.ts';
import type { Objection } from '../platform/files/inspect.ts';
import type { FileKind } from '../platform/files/kinds.ts';

/**
 * Where a file stands. `received`: on the disk, and nothing has looked at it yet; `quarantined`: looked at, and nobody could say whether
 * it is harmless; `clean`: everything that is looked for was looked for; `refused`: it stays where it is, and nobody gets it.
 */
export type FileState = 'received' | 'quarantined' | 'clean' | 'refused';

/** Why a file is held in quarantine, or refused. */
export type FileWhy = Exclude<Checked, 'clean'> | 'checking' | 'changed';

/** The part of an administrator's or referrer's sentence about a file that both read. */
export interface FileFacts {
  readonly id: string;
  /** Counted within its referral; within its document it is the version. */
  readonly number: number;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly state: FileState;
  readonly why: FileWhy | null;
  readonly receivedAt: Temporal.Instant;
}

/** A file as whoever sent it sees it by their receipt; its name only for as long as the draft is theirs. */
export interface OwnFile extends FileFacts {
  readonly name: string | null;
}

/** A file as staff see it. */
export interface StaffFile extends FileFacts {
  readonly name: string;
}

/** A file with where it belongs, and what opens it. */
export interface FoundFile extends StaffFile {
  readonly owner: string;
  readonly key: Uint8Array;
  readonly sha256: Uint8Array;
  /** The case through which it is seen; null for a referral that has none. */
  readonly caseId: string | null;
  readonly standing: Standing;
  /** The number of its document in the case; null for what came with a referral. */
  readonly document: number | null;
  readonly withdrawn: boolean;
}

/** A file that was sent, and looked at from outside. */
export type Received =
  | { readonly objection: Objection | 'file-missing' }
  | {
      readonly objection: null;
      readonly name: string;
      readonly kind: FileKind;
      readonly bytes: Uint8Array;
      readonly sha256: Uint8Array;
    };

/** A file that may be kept. */
export type Good = Extract<Received, { objection: null }>;

/** What its state is called, its mark, and what it means for whoever would open it. */
export interface StateShown {
  readonly mark: string;
  readonly words: string;
  readonly more: string;
}

const quarantine: Readonly<Record<'no-scanner' | 'scanner-away', StateShown>> = {
  'no-scanner': {
    mark: 'held',
    words: 'Not scanned',
    more: 'No virus scanner is set up here. What could be checked without one was, and nothing was found.',
  },
  'scanner-away': {
    mark: 'held',
    words: 'Waits for the scanner',
    more: 'The virus scanner does not answer. The file is tried again by itself for half a day, and nobody can download it before.',
  },
};

const refused: Readonly<Record<Exclude<FileWhy, 'checking' | keyof typeof quarantine>, string>> = {
  infected: 'The virus scanner found something harmful in it.',
  macros: 'It holds macros or other programs.',
  protected: 'It is protected by a password, so nothing could look into it.',
  damaged: 'It is damaged: its inside cannot be read.',
  'too-much': 'It holds far more than a document should.',
  changed: 'What is on the disk is not what was received.',
};

/** How the state of a file is shown. */
export function stateShown({ state, why }: Pick<FileFacts, 'state' | 'why'>): StateShown {
  if (state === 'clean') return { mark: 'done', words: 'Checked', more: 'Nothing harmful was found.' };
  if (why === 'no-scanner' || why === 'scanner-away') return quarantine[why];
  if (state === 'received' || why === null || why === 'checking')
    return { mark: 'running', words: 'Being checked', more: 'That takes a few seconds, or a minute.' };
  return { mark: 'blocked', words: 'Refused', more: `${refused[why]} Nobody can download it.` };
}

/** What a kind of file is called. */
export const kindWords: Readonly<Record<FileKind, string>> = {
  pdf: 'PDF',
  docx: 'Word document',
  odt: 'OpenDocument text',
  xlsx: 'Excel workbook',
  png: 'Picture',
  jpg: 'Picture',
  txt: 'Plain text',
};

/** The name that a file had, fit to be shown: without folders, controls or marks that turn the direction of writing. */
export function shownName(given: string): string {
  const own = given.split(/[\\/]/).at(-1) ?? '';
  const plain = own
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  if (plain.length <= 200) return plain === '' ? 'file' : plain;
  // The ending stays: it says what kind of file it was.
  const ending = /\.[a-z0-9]{1,8}$/i.exec(plain)?.[0] ?? '';
  return `${plain.slice(0, 190).toWellFormed().replace('\uFFFD', '')}${ending}`;
}

const objected = (file: Received): Refusal | null =>
  file.objection === null ? null : refuse(file.objection);

/** What the receipt's holder has sent so far. */
export interface Own {
  readonly own: OwnReferral;
  readonly files: readonly OwnFile[];
}

/** Whether a file may go with one's own referral. `hasRoom` is the database's word: it counts, for this referral and for all drafts. */
export function decideAttach(
  { own, hasRoom }: Own & { readonly hasRoom: boolean },
  file: Received,
): Good | Refusal {
  if (own.state === 'closed') return refuse('referral-closed');
  const wrong = objected(file);
  if (wrong !== null || file.objection !== null) return wrong ?? refuse('file-missing');
  return hasRoom ? file : refuse('files-full');
}

/** A file of one's own that may be taken out again: only of a draft, because what was sent was sent. */
export const decideDetach = ({ own }: Own, file: OwnFile): OwnFile | Refusal =>
  own.state === 'draft' ? file : refuse('referral-sent');

/** A file that may be downloaded as it is. */
export function decideDownload(file: FoundFile): FoundFile | Refusal {
  if (file.withdrawn) return refuse('document-withdrawn');
  return file.state === 'clean' ? file : refuse('file-not-clean');
}

/** A file that a coordinator may take without a scan: where there is no scanner, and never where one is away or has found something. */
export function decideRelease(file: FoundFile, reason: string): FoundFile | Refusal {
  if (file.withdrawn) return refuse('document-withdrawn');
  if (file.state !== 'quarantined' || file.why !== 'no-scanner') return refuse('file-not-held');
  return reason === '' ? refuse('answers-wrong') : file;
}

/** A file that can be checked again. */
export const decideCheck = (file: FoundFile): FoundFile | Refusal =>
  file.state === 'clean' || file.state === 'refused' ? refuse('so-already') : file;

/** What was wrong with a file, to be shown beside the field; null for a refusal that is about something else. */
export const isAboutFile = (code: RefusalCode): boolean => code.startsWith('file-') || code === 'files-full';

/** The most characters of why a file is taken without a scan, and of why a document is withdrawn. */
export const reasonMost = 2_000;
