import { formKey, performOnce } from '../acts/once.ts';
import { answering, hidden } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  postFile,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { mostBytes } from '../platform/files/inspect.ts';
import { accepted } from '../platform/files/kinds.ts';
import type { MultipartFault } from '../platform/http/multipart.ts';
import { attachReceipt } from './commands-receipt.ts';
import { seenByWords } from './document.ts';
import { uploadPage } from './pages/document.ts';
import type { DocumentRoom } from './room.ts';
import { askedFor, caseParts, registerOf } from './routes-case.ts';
import { calm, fileError, sentenceError, statusOf, type Trouble, troubleOf } from './routes-change.ts';
import { type Here, receivedFile, sentWithFile } from './routes-file.ts';
import { broken, tooLarge } from './routes-own.ts';

/** The ledger of the receipt of a notification: for the notifier of the case, who adds no other document, and for coordinators. */
export function notificationReceiptRoutes(room: DocumentRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/notification/receipt';
  const file = {
    most: mostBytes,
    fieldsFirst: true as const,
    refused: (request: WorkRequest, why: MultipartFault) =>
      showReceipt({ room, request }, { ...calm, file: why === 'too-large' ? tooLarge : broken }),
  };
  return [
    page(
      path,
      'notification.attach',
      'session',
      open((here) => showReceipt(here, calm)),
    ),
    postFile(path, 'notification.attach', 'session', file, open(takeReceipt)),
  ];
}

const forms = { sent: 'Record that it was sent', update: 'Record an update' } as const;

// Whoever came from a form of the notification goes back to it.
function cameFrom({ request }: Here): keyof typeof forms | null {
  const from = request.form.get('for') ?? request.query.get('for');
  return from === 'sent' || from === 'update' ? from : null;
}

const backOf = (here: Here): string => {
  const notification = `/cases/${askedFor(here)}/notification`;
  const from = cameFrom(here);
  return from === null ? notification : `${notification}/${from}`;
};

async function showReceipt(here: Here, trouble: Trouble): Promise<WorkAnswer> {
  const register = await registerOf(here, 'notification.attach');
  if (register === null) return hidden(here);
  const { request } = here;
  const href = backOf(here);
  const from = cameFrom(here);
  const text = from === null ? 'Notification' : forms[from];
  const heading = 'Add the receipt';
  const errors = [...sentenceError(trouble), ...fileError(trouble)];
  const { header, frame } = caseParts(here, register, heading, { text, href }, errors, 'notification');
  const seenBy = seenByWords({ seenBy: 'notifier', agency: null }).replace('The', 'the');
  const body = uploadPage(frame, {
    header,
    heading,
    lead: `What the national system gave or sent when the notification was made. It is kept among the documents of the case as Official-Sensitive, for ${seenBy}.`,
    action: `/cases/${askedFor(here)}/notification/receipt`,
    back: href,
    button: 'Add the receipt',
    fields: [],
    hidden: from === null ? [] : [{ name: 'for', value: from }],
    accept: accepted,
    formToken: request.formToken,
    formKey: formKey(request.form),
    problem: trouble.file,
  });
  return { status: statusOf(trouble), body };
}

async function takeReceipt(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const input = { reference: askedFor(here), file: receivedFile(request), files: room.files };
  const to = backOf(here);
  const sent = sentWithFile(request);
  const outcome = await performOnce(room, bearerOf(request), attachReceipt, input, sent, () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  const trouble = troubleOf(outcome, [], true);
  return trouble === null ? hidden(here) : showReceipt(here, trouble);
}
