import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { Part } from '../../platform/papers/paper.ts';

/** The document on the screen. */
export interface DocumentPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly about: readonly string[];
  readonly provisional: boolean;
  readonly pdf: string;
  readonly word: string;
  readonly body: readonly {
    readonly number: number;
    readonly title: string;
    readonly parts: readonly Part[];
  }[];
}

/** `/cases/<reference>/rapid-review/document`. */
export const documentPage = definePage<DocumentPage>('rapid-review/pages/document.njk');
