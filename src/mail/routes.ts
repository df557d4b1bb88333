import { type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  isId,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { newToken } from '../platform/clock/clock.ts';
import { mailPage, oneMail, sendAgain } from './commands.ts';
import { answerWords, kindWords, mailHeading, type MailState, pageLength, recipientWords } from './mail.ts';
import { momentOf } from './moment.ts';
import { oneMailPage } from './pages/mail.ts';
import { mailsPage } from './pages/mails.ts';
import { notAgainPage } from './pages/not-again.ts';
import type { WordedMail } from './store.ts';
import { inParagraphs, letter } from './wording.ts';

/** The ledger of the administrator's pages about mail. For everybody else they are not there. */
export function mailRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = (handle: (room: WorkRoom, request: WorkRequest) => Promise<WorkAnswer | null>) =>
    answering(room)((here) => handle(here.room, here.request));
  return [
    page('/mail', 'mail.list', 'session', open(showMails)),
    page('/mail/:id', 'mail.list', 'session', open(showMail)),
    post('/mail/:id/again', 'mail.retry', 'session', open(takeAgain)),
  ];
}

const toMail = { text: 'Mail', href: '/mail' };

async function showMails(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const asked = request.query.get('page') ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(asked)) return null;
  const number = Number(asked);
  const outcome = await look(room, bearerOf(request), mailPage, { page: number });
  if (outcome.outcome !== 'done') return null;
  const { mails, counts, goesOut } = outcome.done;
  if (mails.length === 0 && number > 1) return null;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const heading = mailHeading(counts, goesOut);
  const body = mailsPage(workspaceFrame(request, room.assets, { title: heading, section: 'mail' }), {
    heading,
    goesOut,
    mails: mails.map((mail) => ({
      id: mail.id,
      to: recipientWords(mail),
      about: kindWords(mail.kind),
      asked: momentOf(mail.askedAt),
      state: mail.state,
    })),
    newer: number === 1 ? null : number === 2 ? '/mail' : `/mail?page=${number - 1}`,
    older: number * pageLength < all ? `/mail?page=${number + 1}` : null,
  });
  return { status: 200, body };
}

const endings: Readonly<Record<MailState, string>> = {
  kept: 'kept here',
  queued: 'waits to go out',
  sent: 'sent',
  failed: 'could not be sent',
};

async function showMail(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const id = request.params['id'] ?? '';
  if (!isId(id)) return null;
  const outcome = await look(room, bearerOf(request), oneMail, { id });
  if (outcome.outcome !== 'done') return null;
  const { mail, goesOut, again } = outcome.done;
  const frame = workspaceFrame(request, room.assets, {
    title: 'One mail',
    section: 'mail',
    backLink: toMail,
  });
  const body = oneMailPage(frame, {
    formToken: request.formToken,
    formKey: newToken(),
    id,
    heading: `${recipientWords(mail)}: ${endings[mail.state]}`,
    state: mail.state,
    known: mail.to !== null,
    goesOut,
    asked: momentOf(mail.askedAt),
    attempted: mail.attemptedAt === null ? null : momentOf(mail.attemptedAt),
    sent: mail.sentAt === null ? null : momentOf(mail.sentAt),
    attempts: mail.attempts,
    trouble: answerWords(mail),
    letter: letterOf(request, mail),
    again,
  });
  return { status: 200, body };
}

function letterOf({ partnership, origin }: WorkRequest, { kind, words: own, ...mail }: WordedMail) {
  const { linkUntil, day, askedOn, dueOn, meeting } = mail;
  const sender = { name: partnership.name, origin };
  return inParagraphs(letter(kind, { sender, linkUntil, day, askedOn, dueOn, meeting }, own ?? undefined));
}

async function takeAgain(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const id = request.params['id'] ?? '';
  if (!isId(id)) return null;
  const to = `/mail/${id}`;
  const outcome = await performOnce(room, bearerOf(request), sendAgain, { id }, sentForm(request), () => to);
  return outcome.outcome === 'done' ? { seeOther: to } : otherwise(room, request, outcome, to);
}

function otherwise(
  room: WorkRoom,
  request: WorkRequest,
  outcome: OnceOutcome<unknown>,
  to: string,
): WorkAnswer | null {
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome !== 'refused' || outcome.refusal.refused === 'not-permitted') return null;
  const title = 'Nothing was changed';
  const frame = workspaceFrame(request, room.assets, { title, section: 'mail', backLink: toMail });
  const body = notAgainPage(frame, {
    sentence: words(outcome.refusal),
    onwards: { text: 'The mail', href: to },
  });
  return { status: 409, body };
}
