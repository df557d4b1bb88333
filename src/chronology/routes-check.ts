import { perform } from '../acts/command.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { refuse, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import type { Here } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer } from '../acts/work-route.ts';
import { type Problem, validate } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { textOf } from '../intake/question.ts';
import type { CaseHeader } from '../cases/header.ts';
import type { Frame, PageError } from '../platform/pages/frame.ts';
import { sha256Of } from '../platform/files/disk.ts';
import { nilSection } from '../requests/questions.ts';
import type { LaneAt } from './chronology.ts';
import { ReturnMeanwhile, type takingBy } from './commands-taking.ts';
import type { Field } from './engine/entry.ts';
import { headingKey, type Remembered } from './engine/reading/columns.ts';
import { checkPage } from './pages/lane.ts';
import { fieldWords, presentCheck } from './present-check.ts';
import { readInChild } from './routes-reading.ts';
import { mostFileBytes } from './reading.ts';
import { type Bringing, checkedAs, type SendWish } from './taking.ts';

/** What differs between an agency that sends by its link and a coordinator who takes in what came another way. */
export interface Sender<Where> {
  readonly acts: ReturnType<typeof takingBy<Where>>;
  whereOf(here: Here): Where;
  /** Where the page with the check stands: of a file, or of what was typed. */
  checkAt(here: Here, from: 'file' | 'typed'): string;
  /** Where one is after sending, or where there is nothing to check. */
  backTo(here: Here): string;
  /** Where the rows that were typed are changed; null where nobody types. */
  rowsAt(here: Here): string | null;
  /** What is shown where the lane is no longer there. */
  gone(here: Here): WorkAnswer;
  frame(
    here: Here,
    title: string,
    errors: readonly PageError[],
    at: LaneAt,
  ): Promise<{ frame: Frame; header: CaseHeader | null }>;
  readonly isOffice: boolean;
}

const fields = Object.entries(fieldWords).map(([value, text]) => ({ value, text }));
const isField = (text: string): text is Field => Object.hasOwn(fieldWords, text);

/** The most characters of the name of a file that are kept. */
const mostName = 255;

const nameOf = (name: string) =>
  (name.split(/[/\\]/).at(-1) ?? name)
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(-mostName) || 'file';

/** Takes a file that was brought: reads it in a process of its own and keeps it until it is sent. Answers why not, for a person. */
export async function bringFile<Where extends object>(
  here: Here,
  sender: Sender<Where>,
): Promise<{ readonly why: string } | 'held' | 'gone'> {
  const { room, request } = here;
  const where = sender.whereOf(here);
  if (request.tooLarge === true) return { why: 'The file is larger than 20 MB' };
  const { file } = request;
  if (file === undefined) return { why: 'Choose the file with the chronology' };
  // Whoever may not bring one is told before anything is read.
  const seen = await look(room, bearerOf(request), sender.acts.glance, where);
  if (seen.outcome !== 'done') return 'gone';
  const { at } = seen.done;
  const name = nameOf(file.name);
  const given = { name, remembered: at.mapping, isUs: null };
  const answer = await readInChild(
    { ...given, agency: at.agencyId, today: request.today.toString() },
    file.bytes,
  );
  if ('why' in answer) return { why: answer.why };
  if (answer.reading.lane.rowsRead === 0)
    return { why: answer.reading.notes.at(-1)?.words ?? 'The file holds no row of a chronology.' };
  const brought = { ...given, bytes: file.bytes, sha256: sha256Of(file.bytes), reading: answer.reading };
  const outcome = await perform(room, bearerOf(request), sender.acts.hold, { ...where, file: brought });
  if (outcome.outcome === 'refused') return { why: words(outcome.refusal) };
  return outcome.outcome === 'done' ? 'held' : 'gone';
}

/** What is said where a file did not come as it should. */
export const notArrived = (why: string): string =>
  why === 'too-large'
    ? `The file is larger than ${mostFileBytes / 1024 / 1024} MB`
    : 'The file did not arrive whole. Choose it again';

/** Shows what a return comes to before it is sent. */
export async function showCheck<Where extends object>(
  here: Here,
  sender: Sender<Where>,
  from: 'file' | 'typed',
  problems: readonly Problem[] = [],
  sentence: string | null = null,
): Promise<WorkAnswer> {
  const outcome = await look(here.room, bearerOf(here.request), sender.acts.bringing, sender.whereOf(here));
  if (outcome.outcome !== 'done') return sender.gone(here);
  const bringing = outcome.done;
  const check = presentCheck(bringing, from, here.request.today);
  if (check === null) return { seeOther: sender.backTo(here) };
  return checkAnswer(here, sender, from, bringing, check, problems, sentence);
}

async function checkAnswer<Where>(
  here: Here,
  sender: Sender<Where>,
  from: 'file' | 'typed',
  { at, held }: Bringing,
  check: NonNullable<ReturnType<typeof presentCheck>>,
  problems: readonly Problem[],
  sentence: string | null,
): Promise<WorkAnswer> {
  const { request } = here;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(nilSection, problems),
    ...problems.filter(({ question }) => question === 'sure').map(({ text }) => ({ text, href: '#sure' })),
  ];
  const base = sender.checkAt(here, from);
  const values = request.form.has('name') ? request.form : new URLSearchParams({ name: at.person });
  const { frame, header } = await sender.frame(here, 'Check before sending', errors, at);
  const body = checkPage(frame, {
    header,
    check,
    problem: sentence,
    formToken: request.formToken,
    formKey: formKey(request.form),
    after: at.returns,
    checked: from === 'file' ? checkedAs(held?.file) : '',
    fields,
    readAgain: from === 'file' ? base : null,
    away: from === 'file' ? `${base}/away` : null,
    send: `${base}/send`,
    who: sender.isOffice ? [] : presentFields(nilSection, values, problems),
    unsure: problems.find(({ question }) => question === 'sure')?.text ?? null,
    isOffice: sender.isOffice,
    rows: from === 'typed' ? sender.rowsAt(here) : null,
    back: sender.backTo(here),
  });
  return { status: sentence !== null ? 409 : problems.length > 0 ? 400 : 200, body };
}

/** Reads the held file again with what a person said of its columns and of its dates. */
export async function takeCorrections<Where extends object>(
  here: Here,
  sender: Sender<Where>,
): Promise<WorkAnswer> {
  const { room, request } = here;
  const where = sender.whereOf(here);
  const [all, bytes] = [
    await look(room, bearerOf(request), sender.acts.bringing, where),
    await look(room, bearerOf(request), sender.acts.heldBytes, where),
  ];
  if (all.outcome !== 'done' || bytes.outcome !== 'done') return sender.gone(here);
  const { at, held } = all.done;
  const checked = request.form.get('checked') ?? '';
  if (held === null || checked !== checkedAs(held.file))
    return showCheck(here, sender, 'file', [], words(refuse('changed-elsewhere')));
  const remembered: Remembered = { ...held.file.remembered, ...correctionsIn(request.form) };
  const us = request.form.get('us');
  const isUs = us === 'yes' ? true : us === 'no' ? false : held.file.isUs;
  const { name } = held.file;
  const answer = await readInChild(
    { name, agency: at.agencyId, remembered, isUs, today: request.today.toString() },
    bytes.done.bytes,
  );
  if ('why' in answer) return showCheck(here, sender, 'file', [], answer.why);
  const { reading } = answer;
  const input = { ...where, checked, remembered, isUs, reading };
  const outcome = await perform(room, bearerOf(request), sender.acts.reread, input);
  if (outcome.outcome === 'refused') return showCheck(here, sender, 'file', [], words(outcome.refusal));
  return outcome.outcome === 'done' ? { seeOther: sender.checkAt(here, 'file') } : sender.gone(here);
}

// Only what a person changed is remembered: what was guessed stays a guess, which may be a better one next time.
function correctionsIn(form: URLSearchParams): Remembered {
  const [headings, was, is] = [form.getAll('heading'), form.getAll('was'), form.getAll('as')];
  return Object.fromEntries(
    headings.flatMap((heading, at): [string, Field][] => {
      const chosen = is[at] ?? '';
      const key = headingKey(heading).slice(0, 200);
      return isField(chosen) && chosen !== was[at] && key !== '' ? [[key, chosen]] : [];
    }),
  );
}

/** Puts the held file away. */
export async function putAway<Where extends object>(here: Here, sender: Sender<Where>): Promise<WorkAnswer> {
  const { room, request } = here;
  const outcome = await perform(room, bearerOf(request), sender.acts.putAway, sender.whereOf(here));
  return outcome.outcome === 'done' ? { seeOther: sender.backTo(here) } : sender.gone(here);
}

/** Sends what was checked. */
export async function takeSend<Where extends object>(
  here: Here,
  sender: Sender<Where>,
  from: 'file' | 'typed',
): Promise<WorkAnswer> {
  const { room, request } = here;
  const { form } = request;
  const { filled, problems: found } = sender.isOffice
    ? { filled: {}, problems: [] }
    : validate(nilSection, form, { today: request.today, answers: {} });
  const unsure: readonly Problem[] = form.has('sure')
    ? []
    : [{ question: 'sure', kind: 'missing', text: sureMissing(sender.isOffice) }];
  const problems = [...found, ...unsure];
  if (problems.length > 0) return showCheck(here, sender, from, problems);
  const wish: SendWish = {
    from,
    after: Number(form.get('after') ?? '-1'),
    checked: form.get('checked') ?? '',
    by: sender.isOffice ? null : { name: textOf(filled, 'name'), job: textOf(filled, 'job') },
  };
  const to = sender.backTo(here);
  try {
    const input = { ...sender.whereOf(here), ...wish };
    const outcome = await performOnce(
      room,
      bearerOf(request),
      sender.acts.send,
      input,
      sentForm(request),
      () => to,
    );
    if (outcome.outcome === 'refused') return showCheck(here, sender, from, [], words(outcome.refusal));
    return outcome.outcome === 'not-found' ? sender.gone(here) : { seeOther: to };
  } catch (error) {
    if (!(error instanceof ReturnMeanwhile)) throw error;
    return showCheck(here, sender, from, [], words(refuse('return-meanwhile')));
  }
}

const sureMissing = (isOffice: boolean) =>
  isOffice
    ? 'Say that this is what the agency gave'
    : 'Say that this is your agency’s chronology, from its own records';
