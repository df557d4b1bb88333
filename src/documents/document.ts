import type { Refusal } from '../acts/refusal.ts';
import { refuse } from '../acts/refusal.ts';
import type { HeadedCase } from '../cases/header.ts';
import { whyNotChange } from '../cases/people.ts';
import { type Problem, validate } from '../intake/answers.ts';
import { type Filled, type Section, textOf } from '../intake/question.ts';
import { type Good, type Received, reasonMost, type StaffFile } from './file.ts';

/** A version of a document: its file, and who added it. */
export interface Version extends StaffFile {
  readonly by: string | null;
}

/** A document of a case's register. */
export interface CaseDocument {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly classification: 'official' | 'official-sensitive';
  /** Whose it is; null for the partnership's own. */
  readonly agency: string | null;
  readonly seenBy: 'everybody' | 'office' | 'agency' | 'notifier';
  /** The notification of which it is the receipt; null for every other document. */
  readonly receiptOf: string | null;
  readonly withdrawn: {
    readonly at: Temporal.Instant;
    readonly by: string | null;
    readonly why: string;
  } | null;
  /** The newest first. */
  readonly versions: readonly Version[];
}

/** What came with a referral from which the case was opened. */
export interface FromReferral {
  readonly id: string;
  readonly number: number;
  readonly sentAt: Temporal.Instant;
  readonly files: readonly StaffFile[];
}

/** The register of a case. */
export interface Register {
  readonly headed: HeadedCase;
  readonly documents: readonly CaseDocument[];
  readonly referrals: readonly FromReferral[];
  /** The agencies that are involved today, to be named as owners. */
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}

export const classificationWords = {
  official: 'Official',
  'official-sensitive': 'Official-Sensitive',
} as const;

/** Who may see a document, in words. */
export function seenByWords({ seenBy, agency }: Pick<CaseDocument, 'seenBy' | 'agency'>): string {
  if (seenBy === 'everybody') return 'Everybody on the case';
  if (seenBy === 'notifier') return 'The notifier, coordinators and chair';
  return seenBy === 'office' ? 'Coordinators and chair' : `${agency ?? 'The agency'}, coordinators and chair`;
}

const own = 'own';

/** The form of a new document, before its file. */
export const addSection = ({ agencies }: Pick<Register, 'agencies'>): Section => ({
  id: 'document',
  step: '',
  title: 'Add a document',
  questions: [
    {
      id: 'title',
      kind: 'text',
      label: 'What it is',
      name: 'What the document is',
      hint: 'Such as “GP summary” or “Minutes of the strategy meeting”. Leave people’s names out.',
      required: 'Say what the document is',
      most: 200,
    },
    {
      id: 'classification',
      kind: 'choice',
      label: 'Classification',
      name: 'Classification',
      required: 'Choose a classification',
      options: [
        { value: 'official-sensitive', text: 'Official-Sensitive', hint: 'Only for whoever needs to know.' },
        { value: 'official', text: 'Official' },
      ],
    },
    {
      id: 'agency',
      kind: 'choice',
      label: 'Whose document it is',
      name: 'Whose document it is',
      required: 'Choose whose document it is',
      options: [
        { value: own, text: 'The partnership’s own' },
        ...agencies.map(({ id, name }) => ({ value: id, text: name })),
      ],
    },
    {
      id: 'seen-by',
      kind: 'choice',
      label: 'Who may see it',
      name: 'Who may see it',
      required: 'Choose who may see it',
      options: [
        { value: 'everybody', text: 'Everybody who can open the case' },
        { value: 'agency', text: 'The agency whose it is, coordinators and chair' },
        { value: 'notifier', text: 'The notifier of the authority, coordinators and chair' },
        { value: 'office', text: 'Coordinators and chair' },
      ],
    },
  ],
});

/** A form as it was read. */
export interface ReadDocument {
  readonly section: Section;
  readonly filled: Filled;
  readonly problems: readonly Problem[];
}

/** Reads the form of a new document. */
export function readNew(register: Register, form: URLSearchParams, today: Temporal.PlainDate): ReadDocument {
  const section = addSection(register);
  const { filled, problems } = validate(section, form, { today, answers: {} });
  const isNobodys = textOf(filled, 'seen-by') === 'agency' && textOf(filled, 'agency') === own;
  const whose: Problem = {
    question: 'seen-by',
    kind: 'wrong',
    text: 'The partnership’s own document is for no agency alone: choose who else may see it',
  };
  return { section, filled, problems: isNobodys ? [...problems, whose] : problems };
}

/** A new document. */
export interface NewDocument {
  readonly title: string;
  readonly classification: string;
  readonly agencyId: string | null;
  readonly seenBy: string;
}

const newDocument = (filled: Filled): NewDocument => ({
  title: textOf(filled, 'title'),
  classification: textOf(filled, 'classification'),
  agencyId: textOf(filled, 'agency') === own ? null : textOf(filled, 'agency'),
  seenBy: textOf(filled, 'seen-by'),
});

/** A document with its first file, or why it cannot be added. The case comes first, then the answers, then the file. */
export function decideAdd(
  register: Register,
  form: URLSearchParams,
  file: Received,
  today: Temporal.PlainDate,
): { readonly register: Register; readonly document: NewDocument; readonly file: Good } | Refusal {
  const wrong = whyNotChange(register);
  if (wrong !== null) return wrong;
  const { filled, problems } = readNew(register, form, today);
  if (problems.length > 0) return refuse('answers-wrong');
  return file.objection === null ? { register, document: newDocument(filled), file } : refuse(file.objection);
}

/** What the receipt of a notification is called among the documents: whoever adds it types nothing. */
export const receiptTitle = 'Receipt of the notification';

/** A receipt that may be added, or why not: the case first, then the file. */
export function decideReceipt(
  register: Register,
  file: Received,
): { readonly register: Register; readonly file: Good } | Refusal {
  const wrong = whyNotChange(register);
  if (wrong !== null) return wrong;
  return file.objection === null ? { register, file } : refuse(file.objection);
}

/** One document of a register. */
export interface OneDocument {
  readonly register: Register;
  readonly document: CaseDocument;
}

function whyNotTouch({ register, document }: OneDocument): Refusal | null {
  return whyNotChange(register) ?? (document.withdrawn === null ? null : refuse('document-withdrawn'));
}

/** A file that becomes the newest version, or why not. */
export function decideReplace(
  one: OneDocument,
  file: Received,
): { readonly one: OneDocument; readonly file: Good } | Refusal {
  const wrong = whyNotTouch(one);
  if (wrong !== null) return wrong;
  return file.objection === null ? { one, file } : refuse(file.objection);
}

/** Whether a document can be withdrawn, with that reason. */
export function decideWithdraw(one: OneDocument, reason: string): OneDocument | Refusal {
  const wrong = whyNotTouch(one);
  if (wrong !== null) return wrong;
  return reason === '' || reason.length > reasonMost ? refuse('answers-wrong') : one;
}

/** The name under which a file of a case is saved: letters, figures and hyphens that the service has made. */
export const savedAs = (
  reference: string,
  { document, number, kind }: { readonly document: number; readonly number: number; readonly kind: string },
): string => `${reference}-document-${document}-v${number}.${kind}`;
