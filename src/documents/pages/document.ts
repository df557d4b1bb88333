import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { FileShown } from '../shown.ts';

/** A document with its versions. */
export interface DocumentPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly classification: string;
  readonly owner: string;
  readonly seenBy: string;
  readonly withdrawn: {
    readonly on: Temporal.PlainDate;
    readonly by: string | null;
    readonly why: string;
  } | null;
  readonly versions: readonly (FileShown & { readonly by: string | null })[];
  /** Null for whoever may not, and where it was withdrawn. */
  readonly replace: string | null;
  readonly withdraw: string | null;
}

/** The form of a new document, or of a version of one. */
export interface UploadPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: string;
  readonly action: string;
  readonly back: string;
  readonly button: string;
  readonly fields: readonly Field[];
  /** What the form carries besides, unseen. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly accept: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly problem: string | null;
}

/** Asks why a document is withdrawn. */
export interface WithdrawPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly title: string;
  readonly action: string;
  readonly back: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly reason: string;
  readonly problem: string | null;
}

export const documentPage = definePage<DocumentPage>('documents/pages/document.njk');
export const uploadPage = definePage<UploadPage>('documents/pages/document-upload.njk');
export const withdrawPage = definePage<WithdrawPage>('documents/pages/document-withdraw.njk');
