import { definePage } from '../../platform/pages/page.ts';
import type { MailState } from '../mail.ts';

/** A day and a time in London. */
export interface Moment {
  readonly day: Temporal.PlainDate;
  readonly time: Temporal.PlainTime;
}

/** One line of the list. */
export interface MailLine {
  readonly id: string;
  readonly to: string;
  readonly about: string;
  readonly asked: Moment;
  readonly state: MailState;
}

/** Everybody who was mailed, newest first. */
export interface MailsPage {
  readonly heading: string;
  readonly goesOut: boolean;
  readonly mails: readonly MailLine[];
  readonly newer: string | null;
  readonly older: string | null;
}

/** `/mail`. */
export const mailsPage = definePage<MailsPage>('mail/pages/mails.njk');
