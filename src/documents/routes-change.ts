import { typedLong } from '../intake/typed.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { answering, hidden, idIn } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  postFile,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import type { MultipartFault } from '../platform/http/multipart.ts';
import { mostBytes } from '../platform/files/inspect.ts';
import { accepted } from '../platform/files/kinds.ts';
import { addDocument, replaceDocument, withdraw } from './commands.ts';
import { addSection, type CaseDocument, readNew, type Register } from './document.ts';
import { isAboutFile } from './file.ts';
import { uploadPage, withdrawPage } from './pages/document.ts';
import type { DocumentRoom } from './room.ts';
import { askedFor, caseParts, documentsOf, registerOf } from './routes-case.ts';
import { type Here, receivedFile, sentWithFile } from './routes-file.ts';
import { broken, chooseAgain, tooLarge } from './routes-own.ts';

/** The ledger of what changes the documents of a case: adding one, adding a version, withdrawing one. For coordinators. */
export function documentChangeRoutes(room: DocumentRoom): readonly WorkRoute[] {
  const open = answering(room);
  const one = '/cases/:ref/documents/:document';
  const files = (show: (here: Here, trouble: Trouble) => Promise<WorkAnswer>) => ({
    most: mostBytes,
    fieldsFirst: true as const,
    refused: (request: WorkRequest, why: MultipartFault) =>
      show({ room, request }, { ...calm, file: why === 'too-large' ? tooLarge : broken }),
  });
  return [
    page(
      '/cases/:ref/documents/new',
      'document.add',
      'session',
      open((here) => showAdd(here, calm)),
    ),
    postFile('/cases/:ref/documents/new', 'document.add', 'session', files(showAdd), open(takeAdd)),
    page(
      `${one}/version`,
      'document.replace',
      'session',
      open((here) => showReplace(here, calm)),
    ),
    postFile(`${one}/version`, 'document.replace', 'session', files(showReplace), open(takeReplace)),
    page(
      `${one}/withdraw`,
      'document.withdraw',
      'session',
      open((here) => showWithdraw(here, calm)),
    ),
    post(
      `${one}/withdraw`,
      'document.withdraw',
      'session',
      open(takeWithdraw),
      open((here) => showWithdraw(here, calm)),
    ),
  ];
}

/** What was wrong with a form: with its fields, with its file, or with doing it at all. */
export interface Trouble {
  readonly problems: readonly Problem[];
  readonly file: string | null;
  readonly sentence: string | null;
}

/** Nothing was wrong. */
export const calm: Trouble = { problems: [], file: null, sentence: null };
/** The status of a form that comes back with that. */
export const statusOf = ({ problems, file, sentence }: Trouble) =>
  sentence !== null ? 409 : problems.length > 0 || file !== null ? 400 : 200;

async function showAdd(here: Here, trouble: Trouble): Promise<WorkAnswer> {
  const register = await registerOf(here, 'document.add');
  if (register === null) return hidden(here);
  const { request } = here;
  const back = documentsOf(register.headed.reference);
  const section = addSection(register);
  const errors = [
    ...sentenceError(trouble),
    ...problemLinks(section, trouble.problems),
    ...fileError(trouble),
  ];
  const { header, frame } = caseParts(here, register, section.title, back, errors);
  const body = uploadPage(frame, {
    header,
    heading: section.title,
    lead: '',
    action: `${back.href}/new`,
    back: back.href,
    button: 'Add the document',
    fields: presentFields(section, request.form, trouble.problems),
    hidden: [],
    accept: accepted,
    formToken: request.formToken,
    formKey: formKey(request.form),
    problem: trouble.file,
  });
  return { status: statusOf(trouble), body };
}

/** What was wrong besides the fields, for the summary of errors: with doing it at all, and with the file. */
export const sentenceError = ({ sentence }: Trouble) =>
  sentence === null ? [] : [{ text: sentence, href: null }];
export const fileError = ({ file }: Trouble) => (file === null ? [] : [{ text: file, href: '#file' }]);

/**
 * What was refused, beside what it is about; null where it is not theirs to do. A file is never kept by the browser, so it is to be chosen
 * again whatever was wrong.
 */
export function troubleOf(
  outcome: OnceOutcome<unknown>,
  problems: readonly Problem[],
  sent: boolean,
): Trouble | null {
  if (outcome.outcome !== 'refused' || outcome.refusal.refused === 'not-permitted') return null;
  const { refused } = outcome.refusal;
  const sentence = words(outcome.refusal);
  if (refused === 'answers-wrong')
    return { problems, file: sent ? 'The file was not kept: choose it again' : null, sentence: null };
  return isAboutFile(refused)
    ? { ...calm, file: refused === 'file-missing' ? 'Choose a file' : chooseAgain(sentence) }
    : { ...calm, sentence };
}

async function takeAdd(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const reference = askedFor(here);
  const file = receivedFile(request);
  const input = { reference, sent: request.form, file, files: room.files };
  const to = (id: string) => `${documentsOf(reference).href}/${id}`;
  const outcome = await performOnce(room, bearerOf(request), addDocument, input, sentWithFile(request), to);
  if (outcome.outcome === 'done') return { seeOther: to(outcome.done) };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  const register = outcome.outcome === 'refused' ? await registerOf(here, 'document.add') : null;
  if (register === null) return hidden(here);
  const { problems } = readNew(register, request.form, request.today);
  const trouble = troubleOf(outcome, problems, file.objection !== 'file-missing');
  return trouble === null ? hidden(here) : showAdd(here, trouble);
}

async function documentOf(here: Here, verb: 'document.replace' | 'document.withdraw') {
  const register = await registerOf(here, verb);
  const document = register?.documents.find(({ id }) => id === idIn(here.request, 'document'));
  return register === null || document === undefined ? null : { register, document };
}

const placeOf = (register: Register, document: CaseDocument) => ({
  text: `Document ${document.number}`,
  href: `${documentsOf(register.headed.reference).href}/${document.id}`,
});

async function showReplace(here: Here, trouble: Trouble): Promise<WorkAnswer> {
  const found = await documentOf(here, 'document.replace');
  if (found === null) return hidden(here);
  const { register, document } = found;
  const { request } = here;
  const back = placeOf(register, document);
  const heading = `Add version ${1 + (document.versions[0]?.number ?? 0)}`;
  const errors = [...sentenceError(trouble), ...fileError(trouble)];
  const { header, frame } = caseParts(here, register, heading, back, errors);
  const body = uploadPage(frame, {
    header,
    heading,
    lead: `The versions before it stay with “${document.title}”. Who may see it stays the same.`,
    action: `${back.href}/version`,
    back: back.href,
    button: 'Add the version',
    fields: [],
    hidden: [],
    accept: accepted,
    formToken: request.formToken,
    formKey: formKey(request.form),
    problem: trouble.file,
  });
  return { status: statusOf(trouble), body };
}

async function takeReplace(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const reference = askedFor(here);
  const id = idIn(here.request, 'document');
  const input = { reference, id, file: receivedFile(request), files: room.files };
  const to = `${documentsOf(reference).href}/${id}`;
  const sent = sentWithFile(request);
  const outcome = await performOnce(room, bearerOf(request), replaceDocument, input, sent, () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  const trouble = troubleOf(outcome, [], true);
  return trouble === null ? hidden(here) : showReplace(here, trouble);
}

async function showWithdraw(here: Here, trouble: Trouble): Promise<WorkAnswer> {
  const found = await documentOf(here, 'document.withdraw');
  if (found === null) return hidden(here);
  const { register, document } = found;
  const { request } = here;
  const back = placeOf(register, document);
  const heading = 'Withdraw this document?';
  const problem = trouble.problems[0]?.text ?? null;
  const errors = [
    ...sentenceError(trouble),
    ...(problem === null ? [] : [{ text: problem, href: '#reason' }]),
  ];
  const { header, frame } = caseParts(here, register, 'Withdraw a document', back, errors);
  const body = withdrawPage(frame, {
    header,
    heading,
    title: `${document.number}. ${document.title}`,
    action: `${back.href}/withdraw`,
    back: back.href,
    formToken: request.formToken,
    formKey: formKey(request.form),
    reason: request.form.get('reason') ?? '',
    problem,
  });
  return { status: statusOf(trouble), body };
}

async function takeWithdraw(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const reference = askedFor(here);
  const id = idIn(here.request, 'document');
  const reason = typedLong(request.form.get('reason'));
  const to = `${documentsOf(reference).href}/${id}`;
  const input = { reference, id, reason };
  const outcome = await performOnce(room, bearerOf(request), withdraw, input, sentForm(request), () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  const text = reason === '' ? 'Say why it is withdrawn' : 'The reason must be 2,000 characters or fewer';
  const problems = [{ question: 'reason', kind: 'wrong', text }] as const;
  const trouble = troubleOf(outcome, problems, false);
  return trouble === null ? hidden(here) : showWithdraw(here, trouble);
}
