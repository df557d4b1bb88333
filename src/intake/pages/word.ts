import { definePage } from '../../platform/pages/page.ts';
import type { Field } from '../fields.ts';
import type { ShownGroup } from '../shown.ts';

/** Asks for the file of a Word form that was filled in. */
export interface BringPage {
  readonly formToken: string;
  readonly problem: string | null;
}

/** What a Word form was read as, before it is taken in. */
export interface CheckPage {
  readonly formToken: string;
  readonly formKey: string;
  /** What was read, to go back with the form: nothing of it is kept before. */
  readonly carried: string;
  /** Why somebody is to be called before anything else, each in a few words. */
  readonly urgent: readonly string[];
  readonly isCurrent: boolean;
  readonly converted: boolean;
  readonly unread: readonly {
    readonly id: string;
    readonly where: string;
    readonly stands: string;
    readonly why: string;
    readonly field: Field | null;
  }[];
  readonly missing: readonly { readonly where: string; readonly text: string }[];
  readonly groups: readonly ShownGroup[];
}

export const bringPage = definePage<BringPage>('intake/pages/word-bring.njk');
export const checkPage = definePage<CheckPage>('intake/pages/word-check.njk');
