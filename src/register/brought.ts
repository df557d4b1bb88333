import type { Page } from '../platform/documents/document.ts';
import type { ImportedReview, PublishedKind } from './register.ts';

/**
 * A document as it is brought into the register: its text by page; null where only its row is known; 'refused' where its file was
 * not taken in, so that what the register has of it stays.
 */
export interface BroughtDocument {
  readonly kind: PublishedKind;
  readonly title: string;
  readonly published: Temporal.PlainDate;
  readonly held: BroughtText | null | 'refused';
}

/** The text of a document, by page. */
export interface BroughtText {
  readonly pages: readonly Page[];
  /** True where the pages are those of the original. */
  readonly asPrinted: boolean;
  readonly sha256: string;
}

/** A review as it is brought into the register, with the digest of everything that was brought. */
export interface BroughtReview extends Omit<ImportedReview, 'documents'> {
  readonly documents: readonly BroughtDocument[];
  /** SHA-256, in hexadecimal; empty where a file could not be read. */
  readonly digest: string;
}
