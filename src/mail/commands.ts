import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { type Mail, type MailState, mayGoAgain } from './mail.ts';
import { queueAgain, readMail, readMails, readMailWay, type WordedMail } from './store.ts';

/** One page of the mails, with how many there are in each state. */
export interface MailPage {
  readonly mails: readonly Mail[];
  readonly counts: Readonly<Record<MailState, number>>;
  readonly goesOut: boolean;
}

/** What was mailed to whom, newest first; `page` counts from 1. */
export const mailPage: View<{ readonly page: number }, MailPage, MailPage> = {
  verb: 'mail.list',
  async load(tx, { page }) {
    return { ...(await readMails(tx, page)), goesOut: (await readMailWay(tx)).goesOut };
  },
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** One mail, and whether it may be sent again. */
export interface OneMail {
  readonly mail: WordedMail;
  readonly goesOut: boolean;
  readonly again: boolean;
}

/** One mail with what became of it. */
export const oneMail: View<{ readonly id: string }, OneMail, OneMail> = {
  verb: 'mail.list',
  load: (tx, { id }) => loadOne(tx, id),
  present: (loaded) => loaded,
  entry: ({ mail }) => ({ object: mail.id }),
};

/** Sends a mail again that was kept or has failed. Refused where it has gone out or is about to, and where there is no mail server. */
export const sendAgain: Command<{ readonly id: string }, OneMail, Mail, { readonly id: string }> = {
  verb: 'mail.retry',
  load: (tx, { id }) => loadOne(tx, id),
  decide({ mail, goesOut, again }) {
    if (!goesOut) return refuse('no-mail-server');
    return again ? mail : refuse('mail-under-way');
  },
  async write(tx, mail) {
    // Of two who press the button at the same moment, the second finds it queued, which is what was wanted.
    await queueAgain(tx, mail.id);
    return { done: { id: mail.id }, entry: { object: mail.id, facts: { kind: mail.kind, was: mail.state } } };
  },
};

async function loadOne(tx: Parameters<typeof readMail>[0], id: string): Promise<OneMail | null> {
  const mail = await readMail(tx, id);
  if (mail === null) return null;
  const { goesOut, now } = await readMailWay(tx);
  return { mail, goesOut, again: mayGoAgain(mail, now, goesOut) };
}
