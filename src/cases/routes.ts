import { may } from '../access/policy.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import { answering, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { referenceIn } from './case.ts';
import { conventionsOf } from './clocks.ts';
import { listCases, overview } from './commands.ts';
import { type CaseHeader, type CaseSection, type HeadedCase, presentHeader } from './header.ts';
import { readAsked } from './list.ts';
import type { OverviewFacts } from './overview.ts';
import { listPage, presentList } from './pages/list.ts';
import { overviewPage, presentOverview } from './pages/overview.ts';
import { clockRoutes } from './routes-clock.ts';
import { showDay, takeDay } from './routes-dates.ts';
import { showMove, takeMove } from './routes-moves.ts';
import { countedTo } from './store-list.ts';

/** The ledger of the list of cases, the overview of each, its clocks and days, and of closing it. To everybody else it is not there. */
export function caseRoutes(room: WorkRoom): readonly WorkRoute[] {
  type Handle = (room: WorkRoom, request: WorkRequest) => Promise<WorkAnswer | null>;
  const open = (handle: Handle) => answering(room)((here) => handle(here.room, here.request));
  return [
    page('/cases', 'case.list', 'session', open(showList)),
    page('/cases/:ref', 'case.read', 'session', open(showOverview)),
    ...clockRoutes(room),
    page('/cases/:ref/dates/:kind', 'case.read', 'session', open(showDay)),
    post('/cases/:ref/dates/:kind', 'date.record', 'session', open(takeDay), open(showDay)),
    page('/cases/:ref/close', 'case.close', 'session', open(showMove('case.close'))),
    post(
      '/cases/:ref/close',
      'case.close',
      'session',
      open(takeMove('case.close')),
      open(showMove('case.close')),
    ),
    page('/cases/:ref/reopen', 'case.reopen', 'session', open(showMove('case.reopen'))),
    post(
      '/cases/:ref/reopen',
      'case.reopen',
      'session',
      open(takeMove('case.reopen')),
      open(showMove('case.reopen')),
    ),
  ];
}

async function showList(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const asked = readAsked(request.query);
  const { today } = request;
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, listCases, { asked, today });
  if (outcome.outcome !== 'done') return null;
  const { cases, counts } = outcome.done;
  const model = presentList(
    cases,
    counts,
    countedTo,
    asked,
    may(bearer.actor, 'case.open'),
    today,
    request.partnership.settings.calendar,
  );
  const frame = workspaceFrame(request, room.assets, { title: model.heading, section: 'cases' });
  return { status: 200, body: listPage(frame, model) };
}

async function factsOf(room: WorkRoom, request: WorkRequest): Promise<OverviewFacts | null> {
  const reference = referenceIn(request.params);
  const outcome = await look(room, bearerOf(request), overview, { reference });
  return outcome.outcome === 'done' ? outcome.done : null;
}

const headerFor = (request: WorkRequest, headed: HeadedCase, section: CaseSection): CaseHeader =>
  presentHeader(headed, bearerOf(request).actor, may, section);

async function showOverview(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const facts = await factsOf(room, request);
  if (facts === null) return null;
  const { headed } = facts;
  const allowed = (verb: Verb) => may(bearerOf(request).actor, verb, headed.standing);
  const rights = {
    dates: allowed('date.record'),
    close: allowed('case.close'),
    reopen: allowed('case.reopen'),
  };
  const header = headerFor(request, headed, 'overview');
  const conventions = conventionsOf(request.partnership.settings);
  const frame = workspaceFrame(request, room.assets, {
    title: `${headed.reference} – Overview`,
    section: 'cases',
  });
  return {
    status: 200,
    body: overviewPage(frame, presentOverview(facts, header, rights, conventions, request.today)),
  };
}
