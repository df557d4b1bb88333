import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { absent, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  postFile,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { formBytes, readFilledForm } from '../platform/documents/read-filled-form.ts';
import { takeIn } from './commands-word.ts';
import { presentFields } from './fields.ts';
import { bringPage, checkPage } from './pages/word.ts';
import { readWordForm } from './read-word-form.ts';
import { urgencyOf } from './urgent.ts';
import { showAnswers } from './shown.ts';
import {
  askedAgain,
  type Fault,
  fieldName,
  firstForm,
  isEmptyReading,
  isTooMuch,
  pageOf,
  readCarriedForm,
  type ReadForm,
  readTaken,
} from './take-in.ts';

/** The ledger of referrals that come as a Word form: bringing the file, seeing what was read, and taking it in. Coordinators only. */
export function wordRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/referrals/word', 'referral.take-in', 'session', async (request) => showBring(room, request, null)),
    postFile(
      '/referrals/word',
      'referral.take-in',
      'session',
      {
        most: formBytes,
        refused: async (request, why) =>
          showBring(
            room,
            request,
            why === 'too-large'
              ? 'The file is larger than 10 MB.'
              : 'The file did not arrive whole. Send it again.',
          ),
      },
      (request) => takeFile(room, request),
    ),
    post(
      '/referrals/word/take-in',
      'referral.take-in',
      'session',
      (request) => takeWhole(room, request),
      async (request) => {
        const read = readCarriedForm(request.form.get('read') ?? '', request.today);
        return read === null ? null : showCheck(room, request, read, request.form, []);
      },
    ),
  ];
}

const toToday = { text: 'Today', href: '/work' };

const isTheirs = (request: WorkRequest) => may(bearerOf(request).actor, 'referral.take-in');

function showBring(room: WorkRoom, request: WorkRequest, problem: string | null): WorkAnswer {
  if (!isTheirs(request)) return absent(room, request);
  const errors = problem === null ? [] : [{ text: problem, href: '#file' }];
  const title = 'Take in a Word form';
  const frame = workspaceFrame(request, room.assets, { title, section: 'today', backLink: toToday, errors });
  const body = bringPage(frame, { formToken: request.formToken, problem });
  return { status: problem === null ? 200 : 400, body };
}

const noForm =
  'None of the tables of the referral form is in this document. Is it the form, as it can be downloaded here?';

async function takeFile(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  if (!isTheirs(request)) return absent(room, request);
  const { file, today } = request;
  if (file === undefined) return showBring(room, request, 'Choose the file of the form');
  const result = await readFilledForm(file);
  if (!result.ok) return showBring(room, request, result.why);
  const reading = readWordForm(result.form, today);
  if (reading === null) return showBring(room, request, noForm);
  if (isEmptyReading(reading)) return showBring(room, request, 'Nothing is filled in on this form.');
  if (isTooMuch(reading))
    return showBring(
      room,
      request,
      'The form holds more text than a referral can take. Ask for a shorter one, with the rest as an attachment.',
    );
  const read = { ...reading, converted: result.converted };
  return showCheck(room, request, read, firstForm(read.notRead), []);
}

function showCheck(
  room: WorkRoom,
  request: WorkRequest,
  read: ReadForm,
  form: URLSearchParams,
  faults: readonly Fault[],
): WorkAnswer {
  if (!isTheirs(request)) return absent(room, request);
  const unread = read.notRead.map((item, index) => {
    const { where, stands, why } = item;
    return { id: fieldName(index), where, stands, why, field: fieldFor(read, index, form, faults) };
  });
  const errors = faults.map(({ index, text }) => ({ text, href: `#${fieldName(index)}-about` }));
  const title = 'What was read from the Word form';
  const backLink = { text: 'Choose another file', href: '/referrals/word' };
  const frame = workspaceFrame(request, room.assets, { title, section: 'today', backLink, errors });
  const { answers, notRead, missing, isCurrent, converted } = read;
  const body = checkPage(frame, {
    formToken: request.formToken,
    formKey: formKey(request.form),
    carried: JSON.stringify({ answers, notRead, missing, isCurrent, converted }),
    urgent: urgencyOf(answers),
    isCurrent,
    converted,
    unread,
    missing,
    groups: showAnswers(answers),
  });
  return { status: faults.length === 0 ? 200 : 400, body };
}

function fieldFor(read: ReadForm, index: number, form: URLSearchParams, faults: readonly Fault[]) {
  const item = read.notRead[index];
  const question = item === undefined ? null : askedAgain(item, index);
  if (question === null) return null;
  const problems = faults
    .filter((fault) => fault.index === index)
    .map(({ text }) => ({ question: question.id, kind: 'wrong' as const, text }));
  return presentFields(pageOf(question), form, problems)[0] ?? null;
}

async function takeWhole(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const { form, today } = request;
  const read = readCarriedForm(form.get('read') ?? '', today);
  if (read === null)
    return showBring(room, request, 'The form did not come back whole. Choose the file again.');
  const result = readTaken(read, form, today);
  if ('faults' in result) return showCheck(room, request, read, form, result.faults);
  const done = (id: string) => `/referrals/${id}`;
  const outcome = await performOnce(room, bearerOf(request), takeIn, result.taken, sentForm(request), done);
  if (outcome.outcome === 'done') return { seeOther: done(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted')
    return showBring(room, request, words(outcome.refusal));
  return absent(room, request);
}
