import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { personKey, type Who } from '../group/membership.ts';
import { typedLine, typedLong } from '../intake/typed.ts';
import { outOf } from './attendance.ts';
import { declareConflict } from './commands-agenda.ts';
import { type ItemFacts, oneItem } from './commands-minutes.ts';
import { isOver, titleOf } from './meeting.ts';
import { conflictPage } from './pages/item.ts';
import { quorumNow, withoutSeat } from './present.ts';
import {
  afterAct,
  baseOf,
  errorOf,
  formTo,
  frameOf,
  itemBaseOf,
  nameOf,
  ownAccount,
  runs,
} from './routes-here.ts';

/** The ledger of conflicts of interest. */
export function conflictRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/meetings/:id/items/:item/conflict';
  const show = open((here) => conflictAnswer(here, {}, null));
  return [
    page(path, 'conflict.declare', 'session', show),
    post(path, 'conflict.declare', 'session', open(takeConflict), show),
  ];
}

type Problems = Partial<Record<'who' | 'other' | 'reason', string>>;
type Somebody = Pick<Who, 'accountId' | 'name'>;

async function factsOf({ room, request }: Here): Promise<ItemFacts | null> {
  const wish = { id: idIn(request), item: idIn(request, 'item') };
  const outcome = await look(room, bearerOf(request), oneItem, wish);
  return outcome.outcome === 'done' ? outcome.done : null;
}

// Everybody with a seat or a deputy of one, who runs meetings, or is there without either, and whoever asks; without those who are out already.
function peopleOf(here: Here, facts: ItemFacts): readonly Somebody[] {
  const out = new Set(outOf(facts.conflicts, facts.item).map(personKey));
  const own: Somebody = { accountId: ownAccount(here), name: 'Yourself' };
  const all = [
    own,
    ...quorumNow(facts).seats.flatMap(({ holder, deputies }) => [
      ...(holder === null ? [] : [holder]),
      ...deputies,
    ]),
    ...facts.runners,
    ...withoutSeat(facts.attendance),
  ];
  const found = new Map<string, Somebody>();
  for (const one of all) if (!found.has(personKey(one))) found.set(personKey(one), one);
  return [...found.values()].filter((one) => !out.has(personKey(one)));
}

async function conflictAnswer(
  here: Here,
  problems: Problems,
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null) return null;
  if (isOver(facts.meeting)) return { seeOther: itemBaseOf(here) };
  const { form } = here.request;
  const heading = 'A conflict of interest';
  const errors = [
    ...(['who', 'other', 'reason'] as const).flatMap((field) => {
      const text = problems[field];
      return text === undefined ? [] : [{ text, href: `#${field}` }];
    }),
    ...errorOf(refusal),
  ];
  const back = { text: titleOf(facts.item), href: itemBaseOf(here) };
  const body = conflictPage(frameOf(here, heading, errors, back), {
    name: nameOf(facts),
    heading,
    words: runs(here)
      ? 'From that moment the item is not there for this person: not on the agenda, not in the minutes. It holds for everything at any meeting about the same case or referral, until they are let back in. The case itself stays as it is: to shut somebody out of it, use its page of access.'
      : 'From that moment this item is not there for you: not on the agenda, not in the minutes, and nothing at any meeting about the same case. The coordinator or the chair can let you back in.',
    form: {
      ...formTo(here, `${itemBaseOf(here)}/conflict`, refusal === null),
      people: runs(here)
        ? peopleOf(here, facts).map((one) => ({
            value: personKey(one),
            text: one.name,
            checked: form.get('who') === personKey(one),
          }))
        : null,
      typed: {
        other: typedLine(form.get('other')).slice(0, 400),
        reason: (form.get('reason') ?? '').slice(0, 8_000),
      },
      problems,
    },
    cancel: itemBaseOf(here),
  });
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takeConflict(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const facts = await factsOf(here);
  if (facts === null) return null;
  const other = typedLine(request.form.get('other'));
  const reason = typedLong(request.form.get('reason'));
  const isRunner = runs(here);
  const chosen = isRunner
    ? peopleOf(here, facts).find((one) => personKey(one) === request.form.get('who'))
    : { accountId: ownAccount(here), name: '' };
  const named = isRunner && chosen === undefined && other !== '' ? { accountId: null, name: other } : null;
  const who = chosen ?? named;
  const problems: Problems = {
    ...(who === null ? { who: 'Choose who it is, or write a name' } : {}),
    ...(other.length > 200 ? { other: 'Use 200 characters or fewer' } : {}),
    ...(reason === ''
      ? { reason: 'Say why' }
      : reason.length > 2_000
        ? { reason: 'Use 2,000 characters or fewer' }
        : {}),
  };
  if (who === null || Object.keys(problems).length > 0) return conflictAnswer(here, problems, null);
  const wish = { id: facts.meeting.id, item: facts.item.id, who, reason };
  // Whoever has left the item cannot be shown it any more.
  const to = who.accountId === ownAccount(here) ? baseOf(here) : itemBaseOf(here);
  const outcome = await performOnce(
    room,
    bearerOf(request),
    declareConflict,
    wish,
    sentForm(request),
    () => to,
  );
  return afterAct(here, outcome, to, (refusal) => conflictAnswer(here, {}, refusal));
}
