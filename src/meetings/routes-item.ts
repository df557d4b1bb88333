import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLine, typedLong } from '../intake/typed.ts';
import { dayFrom } from '../law/typed-day.ts';
import { changeItem, type ItemWish, letBackIn } from './commands-agenda.ts';
import { type ItemFacts, noteAction, oneItem, strikeOut, writeNote } from './commands-minutes.ts';
import { dayAnswer, dayOf } from './routes-day.ts';
import { conflictRoutes } from './routes-conflict.ts';
import { itemChanges } from './meeting.ts';
import { itemPage } from './pages/item.ts';
import { noTrouble, presentItem, type Trouble } from './present-item.ts';
import { minutesIn, minutesWrong } from './routes-agenda.ts';
import {
  afterAct,
  baseOf,
  errorOf,
  formTo,
  frameOf,
  itemBaseOf,
  nameOf,
  runs,
  toMeeting,
} from './routes-here.ts';

/** The ledger of one item: its page, its minutes and actions, its place on the agenda, and who is out for it. */
export function itemRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/meetings/:id/items/:item';
  const again = open((here) => itemAnswer(here, noTrouble, null));
  return [
    page(base, 'meeting.read', 'session', again),
    post(`${base}/change`, 'agenda.change', 'session', open(takeChange)),
    post(`${base}/minutes`, 'minutes.write', 'session', open(takeNote), again),
    post(`${base}/actions`, 'minutes.write', 'session', open(takeAction), again),
    post(`${base}/actions/:action/strike`, 'minutes.write', 'session', open(takeStrike)),
    post(`${base}/conflicts/:conflict/end`, 'conflict.end', 'session', open(takeEnd)),
    ...conflictRoutes(room),
  ];
}

const wishOf = ({ request }: Here): ItemWish => ({ id: idIn(request), item: idIn(request, 'item') });

/** The item that the address names; null where it is not there for whoever asks. */
export async function itemFactsOf(here: Here): Promise<ItemFacts | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneItem, wishOf(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

// A form of the screen of the day leads back to it, whatever becomes of it.
const isOfDay = ({ request }: Here) => request.form.get('from') === 'day';
const backOf = (here: Here) => (isOfDay(here) ? `${dayOf(here)}?open=1` : itemBaseOf(here));

async function itemAnswer(here: Here, trouble: Trouble, refusal: Refusal | null): Promise<WorkAnswer | null> {
  if (isOfDay(here)) return dayAnswer(here, trouble, refusal);
  const facts = await itemFactsOf(here);
  if (facts === null) return null;
  const { request } = here;
  const base = itemBaseOf(here);
  const model = presentItem(facts, {
    base,
    meetingBase: baseOf(here),
    name: nameOf(facts),
    isRunner: runs(here),
    form: request.form,
    trouble: { ...trouble, meanwhile: refusal?.refused === 'minutes-meanwhile' },
    formTo: (path, isOwn) => formTo(here, `${base}${path}`, isOwn && refusal === null),
  });
  const errors = [
    ...Object.entries(trouble.problems).map(([field, text]) => ({ text, href: `#${field}` })),
    ...errorOf(refusal),
  ];
  // What an item is called somebody has typed: it stands on the page, and not in a browser's history.
  const body = itemPage(frameOf(here, 'An item of the agenda', errors, toMeeting(here)), model);
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

const failing = (here: Here, problems: Trouble['problems']) =>
  itemAnswer(here, { problems, meanwhile: false }, null);

async function takeChange(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const change = itemChanges.find((one) => one === request.form.get('change'));
  const minutes = minutesIn(typedLine(request.form.get('minutes')));
  if (change === undefined) return itemAnswer(here, noTrouble, null);
  if (change === 'time' && minutes === null) return failing(here, { 'minutes-planned': minutesWrong });
  const chair = typedLine(request.form.get('chair')).slice(0, 200);
  const wish = { ...wishOf(here), change, minutes: minutes ?? 1, chair };
  const stays = change === 'time' || change === 'chair' || change === 'hold-over' || change === 'take-up';
  const to = stays ? backOf(here) : baseOf(here);
  const outcome = await performOnce(room, bearerOf(request), changeItem, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => itemAnswer(here, noTrouble, refusal));
}

const seenIn = ({ request }: Here) => Number(/^\d{1,9}$/.exec(request.form.get('seen') ?? '')?.[0] ?? 0);

async function takeNote(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const words = typedLong(request.form.get('words'));
  if (words.length > 20_000) return failing(here, { words: 'Use 20,000 characters or fewer' });
  const wish = { ...wishOf(here), words, seen: seenIn(here) };
  const to = backOf(here);
  const outcome = await performOnce(room, bearerOf(request), writeNote, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => itemAnswer(here, noTrouble, refusal));
}

async function takeAction(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { form } = request;
  const box = (name: string) => typedLine(form.get(name));
  const words = typedLong(form.get('action-words'));
  const owner = box('action-owner');
  const typed = { day: box('day'), month: box('month'), year: box('year') };
  const none = `${typed.day}${typed.month}${typed.year}` === '';
  const due = none ? null : dayFrom(typed);
  const problems: Record<string, string> = {};
  if (words === '') problems['action-words'] = 'Say what is to be done';
  else if (words.length > 2_000) problems['action-words'] = 'Use 2,000 characters or fewer';
  if (owner === '') problems['action-owner'] = 'Say by whom';
  else if (owner.length > 200) problems['action-owner'] = 'Use 200 characters or fewer';
  if (!none && due === null) problems['due'] = 'Write a day, like 7 1 2027, or leave it empty';
  if (Object.keys(problems).length > 0) return failing(here, problems);
  const wish = { ...wishOf(here), given: { words, owner, due } };
  const to = backOf(here);
  const outcome = await performOnce(room, bearerOf(request), noteAction, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => itemAnswer(here, noTrouble, refusal));
}

async function takeStrike(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { ...wishOf(here), action: idIn(request, 'action') };
  const to = backOf(here);
  const outcome = await performOnce(room, bearerOf(request), strikeOut, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => itemAnswer(here, noTrouble, refusal));
}

async function takeEnd(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { ...wishOf(here), conflict: idIn(request, 'conflict') };
  const to = backOf(here);
  const outcome = await performOnce(room, bearerOf(request), letBackIn, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => itemAnswer(here, noTrouble, refusal));
}
