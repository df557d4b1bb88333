import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { looksPersonal, personalWords } from '../intake/looks-personal.ts';
import { typedLine, typedLong } from '../intake/typed.ts';
import { workspaceFrame } from '../people/frame.ts';
import { everyWording, oneWording, saveWording, wordingHistory } from './commands-wording.ts';
import { momentOf } from './moment.ts';
import { notAgainPage } from './pages/not-again.ts';
import { wordingPage } from './pages/wording.ts';
import { wordingHistoryPage } from './pages/wording-history.ts';
import { wordingsPage } from './pages/wordings.ts';
import { type Held, isOurs, kindNamed, versionOf, versionsOnPage, wordsNow } from './version.ts';
import {
  inParagraphs,
  letter,
  placeholders,
  placeholderWords,
  problemsOf,
  purposes,
  type Wording,
  type WordingProblem,
  withoutOurs,
} from './wording.ts';

/** The ledger of the partnership's own words for its mails: the administrator's. For everybody else it is not there. */
export function wordingRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const one = '/mail/words/:kind';
  return [
    page('/mail/words', 'wording.read', 'session', open(showEvery)),
    page(one, 'wording.read', 'session', open(showOne)),
    post(one, 'wording.write', 'session', open(take), open(showOne)),
    post(`${one}/ours`, 'wording.write', 'session', open(takeOurs)),
    page(`${one}/history`, 'wording.read', 'session', open(showHistory)),
  ];
}

const toMail = { text: 'Mail', href: '/mail' };
const toWords = { text: 'The words of mails', href: '/mail/words' };

async function showEvery({ room, request }: Here): Promise<WorkAnswer | null> {
  const outcome = await look(room, bearerOf(request), everyWording, null);
  if (outcome.outcome !== 'done') return null;
  const own = outcome.done.filter((held) => !isOurs(held)).length;
  const heading =
    own === 0
      ? 'Every mail goes out in the standard words'
      : `${own} of ${outcome.done.length} mails go out in your words`;
  const frame = workspaceFrame(request, room.assets, { title: heading, section: 'mail', backLink: toMail });
  const lines = outcome.done.map((held) => ({
    kind: held.kind,
    ...purposes[held.kind],
    since: isOurs(held) || held.latest === null ? null : momentOf(held.latest.from),
  }));
  return { status: 200, body: wordingsPage(frame, { heading, lines }) };
}

const seenIn = (form: URLSearchParams) => {
  const seen = form.get('seen') ?? '';
  return /^\d{1,6}$/.test(seen) ? Number(seen) : 0;
};

const typedIn = (form: URLSearchParams): Wording => ({
  subject: typedLine(form.get('subject')),
  body: typedLong(form.get('body')),
});

async function heldOf({ room, request }: Here): Promise<Held | null> {
  const kind = kindNamed(request.params['kind'] ?? '');
  if (kind === null) return null;
  const outcome = await look(room, bearerOf(request), oneWording, { kind });
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** What the form is shown again for, besides what was typed. */
interface Again {
  readonly problems?: readonly WordingProblem[];
  readonly warnings?: readonly string[];
  readonly clashes?: boolean;
}

async function showOne(here: Here): Promise<WorkAnswer | null> {
  const held = await heldOf(here);
  return held === null ? null : formAnswer(here, held, {});
}

function formAnswer(
  here: Here,
  held: Held,
  { problems = [], warnings = [], clashes = false }: Again,
): WorkAnswer {
  const { room, request } = here;
  const { form } = request;
  const { kind, latest } = held;
  const typed = form.has('body') ? typedIn(form) : null;
  const shown = typed ?? wordsNow(held);
  const { title, when } = purposes[kind];
  const heading = `${title}: ${isOurs(held) ? 'standard words' : 'your words'}`;
  const errors = problems.map(({ field, text }) => ({ text, href: `#${field}` }));
  const place = { title: heading, section: 'mail', backLink: toWords, errors } as const;
  const problemOf = (field: keyof Wording) => problems.find((one) => one.field === field)?.text ?? null;
  const { may, needs }: (typeof placeholders)[keyof typeof placeholders] = placeholders[kind];
  const needed: readonly string[] = needs;
  const body = wordingPage(workspaceFrame(request, room.assets, place), {
    formToken: request.formToken,
    formKey: formKey(clashes ? new URLSearchParams() : form),
    kind,
    heading,
    when,
    saved: latest === null ? null : { by: latest.by, at: momentOf(latest.from), ours: isOurs(held) },
    // What was made from an older version stays so until somebody has seen the newer one.
    seen: typed === null || clashes ? versionOf(held) : seenIn(form),
    ...shown,
    problems: { subject: problemOf('subject'), body: problemOf('body') },
    placeholders: may.map((name) => ({
      name: `{{${name}}}`,
      stands: placeholderWords[name],
      needed: needed.includes(name),
    })),
    warnings,
    warned: warnings.length > 0 || form.get('warned') === 'yes',
    meanwhile: clashes ? asTyped(wordsNow(held)) : null,
    preview: problemsOf(kind, shown).length > 0 ? null : exampleOf(here, held, shown),
    unsaved: typed !== null,
    ours: isOurs(held),
  });
  return { status: clashes ? 409 : errors.length > 0 ? 400 : 200, body };
}

const asTyped = ({ subject, body }: Wording) => inParagraphs({ subject, text: body });

function exampleOf({ request }: Here, { kind }: Held, shown: Wording) {
  const { partnership, origin, today } = request;
  const sender = { name: partnership.name, origin };
  const days = {
    day: today.add({ days: 7 }),
    linkUntil: today.add({ days: 14 }),
    askedOn: today.subtract({ days: 7 }),
    dueOn: today.add({ days: 1 }),
  };
  return inParagraphs(letter(kind, { sender, ...days }, shown));
}

async function take(here: Here): Promise<WorkAnswer | null> {
  const held = await heldOf(here);
  if (held === null) return null;
  const { room, request } = here;
  const { form } = request;
  const { kind } = held;
  const typed = typedIn(form);
  const problems = problemsOf(kind, typed);
  if (problems.length > 0 || form.get('act') === 'preview') return formAnswer(here, held, { problems });
  const looks = looksPersonal(withoutOurs(typed, request.partnership.name));
  if (looks.length > 0 && form.get('warned') !== 'yes')
    return formAnswer(here, held, { warnings: personalWords(looks) });
  const saving = { kind, seen: seenIn(form), words: typed };
  const to = `/mail/words/${kind}`;
  const outcome = await performOnce(
    room,
    bearerOf(request),
    saveWording,
    saving,
    sentForm(request),
    () => to,
  );
  return answerOf(here, outcome, to);
}

async function takeOurs(here: Here): Promise<WorkAnswer | null> {
  const held = await heldOf(here);
  if (held === null) return null;
  const { room, request } = here;
  const saving = { kind: held.kind, seen: seenIn(request.form), words: null };
  const to = `/mail/words/${held.kind}`;
  const outcome = await performOnce(
    room,
    bearerOf(request),
    saveWording,
    saving,
    sentForm(request),
    () => to,
  );
  return answerOf(here, outcome, to);
}

async function answerOf(here: Here, outcome: OnceOutcome<number>, to: string): Promise<WorkAnswer | null> {
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome !== 'refused' || outcome.refusal.refused === 'not-permitted') return null;
  const { room, request } = here;
  // What holds by now, which is what whoever was quicker has saved.
  const held = await heldOf(here);
  if (held === null) return null;
  if (outcome.refusal.refused === 'wording-changed' && request.form.has('body'))
    return formAnswer(here, held, { clashes: true });
  if (outcome.refusal.refused === 'so-already') return { seeOther: to };
  const title = 'Nothing was changed';
  const frame = workspaceFrame(request, room.assets, { title, section: 'mail', backLink: toWords });
  const onwards = { text: purposes[held.kind].title, href: to };
  return { status: 409, body: notAgainPage(frame, { sentence: words(outcome.refusal), onwards }) };
}

async function showHistory({ room, request }: Here): Promise<WorkAnswer | null> {
  const kind = kindNamed(request.params['kind'] ?? '');
  const asked = request.query.get('page') ?? '1';
  if (kind === null || !/^[1-9]\d{0,5}$/.test(asked)) return null;
  const number = Number(asked);
  const outcome = await look(room, bearerOf(request), wordingHistory, { kind, page: number });
  if (outcome.outcome !== 'done') return null;
  const { held, versions } = outcome.done;
  if (versions.length === 0 && number > 1) return null;
  const { title } = purposes[kind];
  const count = versionOf(held);
  const heading = `${title}: ${count === 1 ? '1 version' : `${count} versions`}`;
  const path = `/mail/words/${kind}/history`;
  const backLink = { text: title, href: `/mail/words/${kind}` };
  const frame = workspaceFrame(request, room.assets, { title: heading, section: 'mail', backLink });
  const body = wordingHistoryPage(frame, {
    kind,
    heading,
    versions: versions.map(({ version, from, until, by, words: said }) => ({
      version,
      from: momentOf(from),
      until: until === null ? null : momentOf(until),
      by,
      words: said === null ? null : asTyped(said),
    })),
    newer: number === 1 ? null : number === 2 ? path : `${path}?page=${number - 1}`,
    older: number * versionsOnPage < count ? `${path}?page=${number + 1}` : null,
  });
  return { status: 200, body };
}
