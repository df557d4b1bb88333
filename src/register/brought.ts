import type { Page } from '../platform/documents/document.ts';
import type { ImportedReview, PublishedKind } from './register.ts';

/** A document as it is brought into the register: its text by page, or null where only its row is known. */
export interface BroughtDocument {
  readonly kind: PublishedKind;
  readonly title: string;
  readonly published: Temporal.PlainDate;
  readonly held: {
    readonly pages: readonly Page[];
    /** True where the pages are those of the original. */
    readonly asPrinted: boolean;
    readonly sha256: string;
  } | null;
}

/** A review as it is brought into the register, with the digest of everything that was brought. */
export interface BroughtReview extends Omit<ImportedReview, 'documents'> {
  readonly documents: readonly BroughtDocument[];
  /** SHA-256, in hexadecimal; empty where a document had to be left out. */
  readonly digest: string;
}
