import { definePage } from '../../platform/pages/page.ts';
import type { Moment } from './mails.ts';

/** A mail as it would be read: paragraphs, each of one or more lines. */
export interface ShownLetter {
  readonly subject: string;
  readonly paragraphs: readonly (readonly string[])[];
}

/** The form for the words of one kind of mail. */
export interface WordingPage {
  readonly formToken: string;
  readonly formKey: string;
  readonly kind: string;
  readonly heading: string;
  readonly when: string;
  /** Who saved the words that hold, and when; null where none were ever saved. */
  readonly saved: { readonly by: string | null; readonly at: Moment; readonly ours: boolean } | null;
  /** The version that the form was made from. */
  readonly seen: number;
  readonly subject: string;
  readonly body: string;
  readonly problems: { readonly subject: string | null; readonly body: string | null };
  /** What may stand in double braces, what it stands for, and whether the text needs it. */
  readonly placeholders: readonly {
    readonly name: string;
    readonly stands: string;
    readonly needed: boolean;
  }[];
  /** What looks personal in it, in words. */
  readonly warnings: readonly string[];
  readonly warned: boolean;
  /** What somebody else has saved meanwhile; null where nobody has. */
  readonly meanwhile: ShownLetter | null;
  /** What stands in the form as it would be read; null where it is not fit. */
  readonly preview: ShownLetter | null;
  /** Whether what is shown was typed and is not saved. */
  readonly unsaved: boolean;
  /** Whether the words that hold are ours. */
  readonly ours: boolean;
}

/** `/mail/words/<kind>`. */
export const wordingPage = definePage<WordingPage>('mail/pages/wording.njk');
