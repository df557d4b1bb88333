import { definePage } from '../../platform/pages/page.ts';
import type { MailState } from '../mail.ts';
import type { Moment } from './mails.ts';

/** One mail: what became of it, its words, and the way to send it again. */
export interface OneMailPage {
  readonly formToken: string;
  readonly formKey: string;
  readonly id: string;
  /** To whom, and what became of it. */
  readonly heading: string;
  readonly state: MailState;
  /** False where the address is that of a draft, which nobody here can see. */
  readonly known: boolean;
  readonly goesOut: boolean;
  /** When it was asked for, tried last, and taken. */
  readonly asked: Moment;
  readonly attempted: Moment | null;
  readonly sent: Moment | null;
  readonly attempts: number;
  readonly trouble: string | null;
  /** Its words: paragraphs, each of one or more lines. */
  readonly letter: { readonly subject: string; readonly paragraphs: readonly (readonly string[])[] };
  readonly again: boolean;
}

/** `/mail/<id>`. */
export const oneMailPage = definePage<OneMailPage>('mail/pages/mail.njk');
