import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLine } from '../intake/typed.ts';
import { addItems, candidateKey, openThings } from './commands-agenda.ts';
import { isOpenAgenda } from './meeting.ts';
import { addPage } from './pages/meeting.ts';
import { afterAct, baseOf, errorOf, formTo, frameOf, nameOf, toMeeting } from './routes-here.ts';
import { type Candidate, offeredMost } from './store.ts';

/** The ledger of making an agenda. */
export function agendaRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const show = open((here) => addAnswer(here, {}, null));
  return [
    page('/meetings/:id/agenda', 'agenda.change', 'session', show),
    post('/meetings/:id/agenda', 'agenda.change', 'session', open(takeAdd), show),
  ];
}

const kinds: readonly { readonly kind: Candidate['kind']; readonly title: string }[] = [
  { kind: 'held-over', title: 'Held over from before' },
  { kind: 'referral', title: 'Referrals that wait' },
  { kind: 'case', title: 'Cases before the group' },
  { kind: 'rapid-review', title: 'Rapid reviews that run' },
  { kind: 'review', title: 'Reviews in progress' },
  { kind: 'actions', title: 'Actions that are due' },
];

interface Problems {
  readonly title?: string;
  readonly minutes?: string;
}

async function addAnswer(
  here: Here,
  problems: Problems,
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), openThings, { id: idIn(request) });
  if (outcome.outcome !== 'done') return null;
  const { candidates } = outcome.done;
  if (!isOpenAgenda(outcome.done.meeting)) return { seeOther: baseOf(here) };
  const chosen = request.form.getAll('thing');
  const heading =
    candidates.length === 0
      ? 'Everything that is open is on the agenda'
      : candidates.length === 1
        ? 'One thing is open and not on the agenda'
        : `${candidates.length} things are open and not on the agenda`;
  const errors = [
    ...(['title', 'minutes'] as const).flatMap((field) => {
      const text = problems[field];
      return text === undefined ? [] : [{ text, href: `#${field}` }];
    }),
    ...errorOf(refusal),
  ];
  const body = addPage(frameOf(here, heading, errors, toMeeting(here)), {
    heading,
    name: nameOf(outcome.done),
    form: formTo(here, `${baseOf(here)}/agenda`, refusal === null),
    kinds: kinds.flatMap(({ kind, title }) => {
      const items = candidates
        .filter((one) => one.kind === kind)
        .map((one) => ({
          value: candidateKey(one),
          text: one.words,
          checked: chosen.includes(candidateKey(one)),
        }));
      return items.length === 0 ? [] : [{ title, items, cut: items.length === offeredMost }];
    }),
    typed: {
      title: typedLine(request.form.get('title')).slice(0, 400),
      minutes: request.form.has('minutes') ? typedLine(request.form.get('minutes')).slice(0, 10) : '10',
    },
    problems,
    cancel: baseOf(here),
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

/** Minutes as they were typed; null for what is none, or longer than a day of meeting. */
export function minutesIn(typed: string): number | null {
  const minutes = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  return minutes >= 1 && minutes <= 480 ? minutes : null;
}

/** What is said of minutes that are none. */
export const minutesWrong = 'Write how many minutes, from 1 to 480';

async function takeAdd(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { form } = request;
  const title = typedLine(form.get('title'));
  const minutes = minutesIn(typedLine(form.get('minutes')));
  const chosen = form.getAll('thing').slice(0, 500);
  const problems: Problems = {
    ...(title.length > 200 ? { title: 'Use 200 characters or fewer' } : {}),
    ...(title === '' && chosen.length === 0
      ? { title: 'Choose something above, or write an item in your own words' }
      : {}),
    ...(title !== '' && minutes === null ? { minutes: minutesWrong } : {}),
  };
  if (Object.keys(problems).length > 0) return addAnswer(here, problems, null);
  const own = title === '' || minutes === null ? null : { title, minutes };
  const wish = { id: idIn(request), chosen, own };
  const to = baseOf(here);
  const outcome = await performOnce(room, bearerOf(request), addItems, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => addAnswer(here, {}, refusal));
}
