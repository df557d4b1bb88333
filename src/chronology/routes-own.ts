import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import type { Here, WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  postFile,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { type Problem, validate } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { referrerFrame } from '../intake/frame.ts';
import { momentOf } from '../intake/moment.ts';
import { textOf } from '../intake/question.ts';
import { withoutWeekday } from '../law/day.ts';
import { nilSection } from '../requests/questions.ts';
import { type LaneGlance, own } from './commands-taking.ts';
import { lanePage } from './pages/lane.ts';
import { mostFileBytes } from './reading.ts';
import {
  bringFile,
  notArrived,
  putAway,
  type Sender,
  showCheck,
  takeCorrections,
  takeSend,
} from './routes-check.ts';
import { ownRowRoutes } from './routes-rows.ts';
import { periodWords } from './present.ts';

/** The ledger of an agency's lane by its link: what is asked, a file, what it comes to, rows that are typed, sending and a nil return. */
export function laneAnsweringRoutes(room: WorkRoom): readonly WorkRoute[] {
  const base = '/lane/:invitation';
  const here = (handle: (here: Here) => Promise<WorkAnswer>) => (request: WorkRequest) =>
    handle({ room, request });
  const file = {
    most: mostFileBytes,
    fieldsFirst: true as const,
    refused: (request: WorkRequest, why: string) => showLane({ room, request }, [], notArrived(why)),
  };
  return [
    page(base, 'answer.read', 'answerer', here(showStart)),
    postFile(`${base}/file`, 'answer.write', 'answerer', file, here(takeFile)),
    post(`${base}/nil`, 'answer.send', 'answerer', here(takeNil)),
    page(
      `${base}/check`,
      'answer.read',
      'answerer',
      here((one) => showCheck(one, sender, 'file')),
    ),
    post(
      `${base}/check`,
      'answer.write',
      'answerer',
      here((one) => takeCorrections(one, sender)),
    ),
    post(
      `${base}/check/away`,
      'answer.write',
      'answerer',
      here((one) => putAway(one, sender)),
    ),
    post(
      `${base}/check/send`,
      'answer.send',
      'answerer',
      here((one) => takeSend(one, sender, 'file')),
    ),
    page(
      `${base}/rows/check`,
      'answer.read',
      'answerer',
      here((one) => showCheck(one, sender, 'typed')),
    ),
    post(
      `${base}/rows/check/send`,
      'answer.send',
      'answerer',
      here((one) => takeSend(one, sender, 'typed')),
    ),
    ...ownRowRoutes(room),
  ];
}

const baseOf = ({ request: { params } }: Here) => `/lane/${params['invitation'] ?? ''}`;
const over = { seeOther: '/answered' } as const;

const sender: Sender<object> = {
  acts: own,
  isOffice: false,
  whereOf: () => ({}),
  checkAt: (here, from) => `${baseOf(here)}/${from === 'file' ? 'check' : 'rows/check'}`,
  backTo: baseOf,
  rowsAt: (here) => `${baseOf(here)}/rows`,
  gone: () => over,
  frame: (here, title, errors) =>
    Promise.resolve({
      frame: referrerFrame(here.request, here.room.assets, {
        title,
        errors,
        backLink: { text: 'Your agency’s chronology', href: baseOf(here) },
      }),
      header: null,
    }),
};

async function glanceOf({ room, request }: Here): Promise<LaneGlance | null> {
  const outcome = await look(room, bearerOf(request), own.glance, {});
  return outcome.outcome === 'done' ? outcome.done : null;
}

// The same links are for other things that an agency is asked; the last of them says that it is over.
async function showStart(here: Here): Promise<WorkAnswer> {
  const found = await glanceOf(here);
  if (found === null) return { seeOther: `/summary/${here.request.params['invitation'] ?? ''}` };
  return laneAnswer(here, found, [], null);
}

async function showLane(
  here: Here,
  problems: readonly Problem[],
  problem: string | null,
): Promise<WorkAnswer> {
  const found = await glanceOf(here);
  return found === null ? over : laneAnswer(here, found, problems, problem);
}

function laneAnswer(
  here: Here,
  { at, rows, waiting, typed, returns }: LaneGlance,
  problems: readonly Problem[],
  problem: string | null,
): WorkAnswer {
  const { room, request } = here;
  const base = baseOf(here);
  const errors = [
    ...(problem === null ? [] : [{ text: problem, href: '#file' }]),
    ...problemLinks(nilSection, problems),
  ];
  const { setup } = at;
  const values = request.form.has('name') ? request.form : new URLSearchParams({ name: at.person });
  const frame = referrerFrame(request, room.assets, { title: 'Your agency’s chronology', errors });
  const body = lanePage(frame, {
    heading: headingOf(at.agency, rows, returns.at(0)?.given ?? null),
    partnership: request.partnership.name,
    title: setup.title,
    due: at.dueOn,
    period: periodWords(setup),
    instructions: setup.instructions,
    columns: setup.columns,
    isClosed: at.isClosed,
    base,
    formToken: request.formToken,
    problem,
    waiting,
    typed,
    rows,
    returns: returns.map(({ number, given, fileName, givenAt, byName, byJob, isTakenIn, counts }) => ({
      words: `Return ${number}, ${withoutWeekday(momentOf(givenAt).day)}: ${givenWords(given, fileName)}, ${isTakenIn ? 'taken in by the partnership’s office' : `by ${byName ?? ''}, ${byJob ?? ''}`}`,
      counts:
        given === 'nil'
          ? ''
          : `${counts.added} added, ${counts.changed} changed, ${counts.withdrawn} withdrawn; ${counts.rowsNotUnderstood} not understood`,
    })),
    nil:
      rows > 0 || at.isClosed || at.state === 'nil'
        ? null
        : { action: `${base}/nil`, fields: presentFields(nilSection, values, problems) },
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

const givenWords = (given: 'file' | 'typed' | 'nil', fileName: string | null) =>
  given === 'file' ? `the file “${fileName ?? ''}”` : given === 'typed' ? 'typed here' : 'nothing on record';

const headingOf = (agency: string, rows: number, given: 'file' | 'typed' | 'nil' | null): string => {
  if (given === null) return `The chronology of ${agency}`;
  if (given === 'nil') return `${agency} has nothing on record`;
  return `${agency} has given ${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}`;
};

async function takeFile(here: Here): Promise<WorkAnswer> {
  const came = await bringFile(here, sender);
  if (came === 'gone') return over;
  return came === 'held' ? { seeOther: `${baseOf(here)}/check` } : showLane(here, [], came.why);
}

async function takeNil(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const { filled, problems } = validate(nilSection, request.form, { today: request.today, answers: {} });
  if (problems.length > 0) return showLane(here, problems, null);
  const found = await glanceOf(here);
  if (found === null) return over;
  const by = { name: textOf(filled, 'name'), job: textOf(filled, 'job') };
  const outcome = await perform(room, bearerOf(request), own.send, {
    from: 'nil',
    after: found.at.returns,
    checked: '',
    by,
  });
  if (outcome.outcome === 'not-found') return over;
  return outcome.outcome === 'done' ? { seeOther: baseOf(here) } : showLane(here, [], words(outcome.refusal));
}
