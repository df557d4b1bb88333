import { paperAnswer } from '../acts/paper-answer.ts';
import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { shortDateWithYear } from '../platform/pages/filters.ts';
import { typedLong } from '../intake/typed.ts';
import { proposeCorrection, settle } from './commands-corrections.ts';
import { sendMinutes, theMinutes, type MinutesFacts } from './commands-minutes.ts';
import { type MinutesKind, minutesPaper } from './minutes.ts';
import { minutesPage } from './pages/minutes.ts';
import { correctionRows, proposeForm } from './present-corrections.ts';
import { headerOf, headingOf, modelOf, stateOfMinutes } from './present-minutes.ts';
import { afterAct, baseOf, errorOf, formTo, frameOf, nameOf, runs, toMeeting } from './routes-here.ts';

/** The ledger of minutes: on the screen, as a document, and on their way to being approved. */
export function minutesRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const show = open((here) => minutesAnswer(here, null));
  const corrections = '/meetings/:id/minutes/corrections';
  return [
    page('/meetings/:id/minutes', 'minutes.read', 'session', show),
    page('/meetings/:id/minutes/:as', 'minutes.read', 'session', open(takeDocument)),
    post('/meetings/:id/minutes', 'minutes.freeze', 'session', open(takeFreeze), show),
    post(corrections, 'minutes.correct', 'session', open(takePropose), show),
    post(`${corrections}/:correction`, 'minutes.write', 'session', open(takeSettle), show),
  ];
}

async function factsOf({ room, request }: Here): Promise<MinutesFacts | null> {
  const outcome = await look(room, bearerOf(request), theMinutes, { id: idIn(request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

const actWords: Readonly<Record<MinutesKind, { readonly text: string; readonly words: string }>> = {
  circulated: {
    text: 'Circulate the minutes',
    words:
      'Everybody with a seat then reads them here, each without what is closed to them. A mail tells them where, and nothing of what is in them.',
  },
  corrected: {
    text: 'Circulate them as they stand now',
    words:
      'Something was corrected, or is to go out once more: this makes a new version, and a mail says so. The ones before stay.',
  },
  approved: {
    text: 'Record that they were approved',
    words:
      'They are then frozen as they stand, with their digest, and nothing of this meeting changes any more.',
  },
};

function actsOf(here: Here, { meeting, later }: MinutesFacts) {
  if (!runs(here) || meeting.state !== 'held') return [];
  const kinds: readonly MinutesKind[] = !meeting.isCirculated
    ? ['circulated']
    : later.length > 0
      ? ['approved', 'corrected']
      : ['corrected'];
  return kinds.map((kind) => ({
    ...formTo(here, `${baseOf(here)}/minutes`),
    kind,
    ...actWords[kind],
    seen: meeting.version,
    later:
      kind === 'approved' ? later.map(({ id, day }) => ({ value: id, text: shortDateWithYear(day) })) : [],
    isMain: kind !== 'corrected',
  }));
}

async function minutesAnswer(
  here: Here,
  refusal: Refusal | null,
  problems: Readonly<Record<string, string>> = {},
): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  const model = facts === null ? null : modelOf(facts, runs(here), here.request.partnership);
  if (facts === null || model === null) return null;
  const paper = minutesPaper(model);
  const heading = headingOf(facts);
  const waits =
    runs(here) && facts.meeting.state === 'held' && facts.meeting.isCirculated && facts.later.length === 0
      ? 'They are approved at the next meeting of the group, once it has begun.'
      : null;
  const base = `${baseOf(here)}/minutes/corrections`;
  const ground = {
    isRunner: runs(here),
    typed: here.request.form,
    problems,
    formTo: (path: string, isOwn = false) => formTo(here, `${base}${path}`, isOwn && refusal === null),
  };
  const errors = Object.entries(problems).map(([field, text]) => {
    const of = field === 'reply' ? `reply-${here.request.form.get('correction') ?? ''}` : field;
    return { text, href: `#${of}` };
  });
  const body = minutesPage(frameOf(here, heading, [...errors, ...errorOf(refusal)], toMeeting(here)), {
    name: nameOf(facts),
    heading,
    state: stateOfMinutes(facts),
    about: paper.about.slice(2),
    pdf: `${baseOf(here)}/minutes/pdf`,
    word: `${baseOf(here)}/minutes/word`,
    acts: actsOf(here, facts),
    waits,
    items: `${baseOf(here)}/items`,
    corrections: correctionRows(facts, ground),
    propose: proposeForm(facts, ground),
    parts: paper.parts,
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takeDocument(here: Here): Promise<WorkAnswer | null> {
  const { as } = here.request.params;
  if (as !== 'pdf' && as !== 'word') return null;
  const facts = await factsOf(here);
  const model = facts === null ? null : modelOf(facts, runs(here), here.request.partnership);
  if (facts === null || model === null) return null;
  const name = `minutes-${facts.meeting.day.toString()}.${as === 'pdf' ? 'pdf' : 'docx'}`;
  return paperAnswer(minutesPaper(model), as, name);
}

async function takePropose(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { form } = request;
  const words = typedLong(form.get('correction-words'));
  if (words === '') return minutesAnswer(here, null, { 'correction-words': 'Say what it should say' });
  if (words.length > 2_000)
    return minutesAnswer(here, null, { 'correction-words': 'Use 2,000 characters or fewer' });
  const about = form.get('about') ?? '';
  const wish = {
    id: idIn(request),
    item: about === '' ? null : about,
    words,
    version: Number(/^\d{1,9}$/.exec(form.get('version') ?? '')?.[0] ?? 0),
  };
  const to = `${baseOf(here)}/minutes`;
  const outcome = await performOnce(
    room,
    bearerOf(request),
    proposeCorrection,
    wish,
    sentForm(request),
    () => to,
  );
  return afterAct(here, outcome, to, (refusal) => minutesAnswer(here, refusal));
}

async function takeSettle(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { form } = request;
  const state = form.get('settled') === 'taken' ? 'taken' : 'not-taken';
  const reply = typedLong(form.get('reply'));
  if (state === 'not-taken' && reply === '')
    return minutesAnswer(here, null, { reply: 'Say why it is not taken' });
  if (reply.length > 2_000) return minutesAnswer(here, null, { reply: 'Use 2,000 characters or fewer' });
  const wish = { id: idIn(request), correction: idIn(request, 'correction'), state, reply } as const;
  const to = `${baseOf(here)}/minutes`;
  const outcome = await performOnce(room, bearerOf(request), settle, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => minutesAnswer(here, refusal));
}

async function takeFreeze(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { form } = request;
  const kind = (['circulated', 'corrected', 'approved'] as const).find((one) => one === form.get('kind'));
  if (kind === undefined) return minutesAnswer(here, null);
  const wish = {
    id: idIn(request),
    kind,
    approvedAt: form.get('approved-at'),
    seen: Number(/^\d{1,9}$/.exec(form.get('seen') ?? '')?.[0] ?? 0),
    headerOf: (facts: Parameters<typeof headerOf>[0]) => headerOf(facts, request.partnership.name),
  };
  const to = `${baseOf(here)}/minutes`;
  const outcome = await performOnce(room, bearerOf(request), sendMinutes, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => minutesAnswer(here, refusal));
}
