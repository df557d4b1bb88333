import { definePage } from '../../platform/pages/page.ts';
import type { FileShown } from '../shown.ts';

/** The files that go with one's own referral, and the form for another. */
export interface OwnFilesPage {
  readonly heading: string;
  readonly isDraft: boolean;
  /** Nothing comes in any more once the outcome was told. */
  readonly canAdd: boolean;
  readonly files: readonly FileShown[];
  readonly accept: string;
  readonly back: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly problem: string | null;
}

/** Asks before a file is taken out. */
export interface RemoveFilePage {
  readonly name: string;
  readonly path: string;
  readonly formToken: string;
}

export const ownFilesPage = definePage<OwnFilesPage>('documents/pages/own.njk');
export const removeFilePage = definePage<RemoveFilePage>('documents/pages/own-remove.njk');
