import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { oneDay } from './commands-day.ts';
import { dayPage } from './pages/day.ts';
import { presentDay } from './present-day.ts';
import { noTrouble, presentItem, type Trouble } from './present-item.ts';
import {
  baseOf,
  errorOf,
  factsOf,
  formTo,
  frameOf,
  itemBaseOf,
  nameOf,
  runs,
  toMeeting,
} from './routes-here.ts';

/** The ledger of the screen of the day: one item after the other, for those who run the meeting. */
export function dayRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/meetings/:id/day', 'meeting.read', 'session', open(firstItem)),
    page(
      '/meetings/:id/day/:item',
      'meeting.read',
      'session',
      open((here) => dayAnswer(here, noTrouble, null)),
    ),
  ];
}

/** Where the screen of the day shows the item that the address names. */
export const dayOf = (here: Here): string => `${baseOf(here)}/day/${idIn(here.request, 'item')}`;

const firstItem = async (here: Here): Promise<WorkAnswer | null> => {
  const facts = runs(here) ? await factsOf(here) : null;
  const [first] = facts?.items ?? [];
  if (facts === null) return null;
  return { seeOther: first === undefined ? baseOf(here) : `${baseOf(here)}/day/${first.id}` };
};

/** The screen of the day for the item that the address names; null for whoever does not run the meeting. */
export async function dayAnswer(
  here: Here,
  trouble: Trouble,
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  if (!runs(here)) return null;
  const wish = { id: idIn(request), item: idIn(request, 'item') };
  const outcome = await look(room, bearerOf(request), oneDay, wish);
  if (outcome.outcome !== 'done') return null;
  const facts = outcome.done;
  const base = itemBaseOf(here);
  const item = presentItem(facts, {
    base,
    meetingBase: baseOf(here),
    name: nameOf(facts),
    isRunner: true,
    form: request.form,
    trouble: { ...trouble, meanwhile: refusal?.refused === 'minutes-meanwhile' },
    formTo: (path, isOwn) => formTo(here, `${base}${path}`, isOwn && refusal === null),
  });
  const model = presentDay(facts, {
    base: baseOf(here),
    name: nameOf(facts),
    // Whoever wrote in it has it open.
    isOpened: request.query.get('open') === '1' || request.form.has('from'),
    conventions: request.partnership.settings,
    item,
    script: room.assets.script.replace(/[^/]+$/, 'day-drafts.js'),
    formTo: (action) => formTo(here, action),
  });
  const errors = [
    ...Object.entries(trouble.problems).map(([field, text]) => ({ text, href: `#${field}` })),
    ...errorOf(refusal),
  ];
  const body = dayPage(frameOf(here, 'The day of the meeting', errors, toMeeting(here)), model);
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}
