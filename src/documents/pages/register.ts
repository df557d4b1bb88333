import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { FileShown } from '../shown.ts';

/** A document as the register lists it. */
export interface DocumentRow {
  readonly href: string;
  readonly number: number;
  readonly title: string;
  readonly classification: string;
  readonly owner: string;
  readonly seenBy: string;
  readonly withdrawn: boolean;
  /** The newest version. */
  readonly newest: FileShown | null;
}

/** The documents of a case, and what came with its referrals. */
export interface RegisterPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly documents: readonly DocumentRow[];
  readonly referrals: readonly { readonly name: string; readonly files: readonly FileShown[] }[];
  readonly add: string | null;
  readonly whyNot: string | null;
}

export const registerPage = definePage<RegisterPage>('documents/pages/register.njk');
