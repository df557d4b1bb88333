import { typedLong } from '../intake/typed.ts';
import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import type { WorkRoom } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer, type WorkRequest } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { referenceIn, whyNotMove } from './case.ts';
import { closeCase, overview, reopenCase } from './commands.ts';
import { presentHeader } from './header.ts';
import type { OverviewFacts } from './overview.ts';
import { movePage } from './pages/move.ts';

type Move = 'case.close' | 'case.reopen';

const moves = {
  'case.close': {
    path: 'close',
    command: closeCase,
    heading: 'Close this case?',
    words:
      'Nothing more is then to be done here: its days can no longer be changed, and it leaves the lists of what is due. It stays on record as it is, and can be opened again.',
    button: 'Close the case',
  },
  'case.reopen': {
    path: 'reopen',
    command: reopenCase,
    heading: 'Open this case again?',
    words:
      'It stands before the group again. Its decision stays on record until the group records another, and what is due comes back into the lists.',
    button: 'Open the case again',
  },
} as const;

async function movable(room: WorkRoom, request: WorkRequest, move: Move): Promise<OverviewFacts | null> {
  const reference = referenceIn(request.params);
  const outcome = await look(room, bearerOf(request), overview, { reference });
  if (outcome.outcome !== 'done') return null;
  return may(bearerOf(request).actor, move, outcome.done.headed.standing) ? outcome.done : null;
}

/** Asks before a case is closed or opened again; where its state does not allow it, the overview stands for the page. */
export const showMove = (move: Move) => async (room: WorkRoom, request: WorkRequest) => {
  const facts = await movable(room, request, move);
  if (facts === null) return null;
  if (whyNotMove(move, facts.headed.state) !== null) return { seeOther: `/cases/${facts.headed.reference}` };
  return moveAnswer(room, request, move, facts, null, null);
};

function moveAnswer(
  room: WorkRoom,
  request: WorkRequest,
  move: Move,
  { headed }: OverviewFacts,
  problem: string | null,
  refusal: string | null,
): WorkAnswer {
  const { path, heading, words: will, button } = moves[move];
  const base = `/cases/${headed.reference}`;
  const errors: PageError[] = [];
  if (problem !== null) errors.push({ text: problem, href: '#reason' });
  if (refusal !== null) errors.push({ text: refusal, href: null });
  const title = `${headed.reference} – ${heading}`;
  const body = movePage(workspaceFrame(request, room.assets, { title, section: 'cases', errors }), {
    header: presentHeader(headed, bearerOf(request).actor, may, 'overview'),
    heading,
    words: will,
    button,
    action: `${base}/${path}`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    reason: (request.form.get('reason') ?? '').slice(0, 8_000),
    problem,
    overview: base,
  });
  return { status: refusal !== null ? 409 : problem !== null ? 400 : 200, body };
}

/** Closes a case, or opens it again, with a reason. */
export const takeMove = (move: Move) => async (room: WorkRoom, request: WorkRequest) => {
  const facts = await movable(room, request, move);
  if (facts === null) return null;
  const { reference } = facts.headed;
  const reason = typedLong(request.form.get('reason'));
  const long = reason.length > 2_000 ? 'Use 2,000 characters or fewer' : null;
  const problem = reason === '' ? 'Say why' : long;
  if (problem !== null) return moveAnswer(room, request, move, facts, problem, null);
  const to = `/cases/${reference}`;
  const wish = { reference, reason };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    moves[move].command,
    wish,
    sentForm(request),
    () => to,
  );
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  return moveAnswer(room, request, move, facts, null, words(outcome.refusal));
};
