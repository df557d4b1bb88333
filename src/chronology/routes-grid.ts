import { perform } from '../acts/command.ts';
import { look } from '../acts/view.ts';
import type { WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkFile,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { referrerFrame } from '../intake/frame.ts';
import type { GridBegin } from './browser/grid-begin.ts';
import { saveBatch } from './commands-grid.ts';
import { ownDraft } from './commands-taking.ts';
import { mostDraftRows } from './draft.ts';
import { type BatchAnswer, batchIn, datesOf, headingsIn, linesIn, mostInBatch } from './grid.ts';
import { gridPage } from './pages/grid.ts';
import { whyNotTake } from './taking.ts';

/** The ledger of the grid in which an agency types its chronology by its link. */
export function gridRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/lane/:invitation/grid', 'answer.read', 'answerer', (request) => showGrid(room, request)),
    post('/lane/:invitation/grid', 'answer.write', 'answerer', (request) => takeBatch(room, request)),
  ];
}

const base = ({ params }: WorkRequest) => `/lane/${params['invitation'] ?? ''}`;
const over = { seeOther: '/answered' } as const;

async function showGrid(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), ownDraft, {});
  if (outcome.outcome !== 'done') return over;
  const { at, rows } = outcome.done;
  if (whyNotTake(at) !== null) return { seeOther: base(request) };
  const { columns } = at.setup;
  const begin: GridBegin = {
    keep: request.params['invitation'] ?? '',
    action: `${base(request)}/grid`,
    formToken: request.formToken,
    columns: columns.map(({ key, title, kind, mandatory, instruction }) => ({
      key,
      title,
      mandatory,
      instruction,
      width: widthOf(kind),
    })),
    rows: [...rows],
    dates: datesOf(columns, rows, request.today),
    mostRows: mostDraftRows,
    mostInBatch,
  };
  const title = 'Type your chronology';
  const backLink = { text: 'Your chronology', href: base(request) };
  const body = gridPage(referrerFrame(request, room.assets, { title, backLink }), {
    agency: at.agency,
    title: at.setup.title,
    plain: `${base(request)}/rows`,
    check: `${base(request)}/rows/check`,
    typed: rows.filter(({ isRemoved }) => !isRemoved).length,
    columns: columns.map(({ title: heading, mandatory, instruction }) => ({
      title: heading,
      mandatory,
      instruction,
    })),
    script: room.assets.script.replace(/[^/]+$/, 'chronology-grid.js'),
    begin: JSON.stringify(begin),
  });
  return { status: 200, body };
}

const widths: Readonly<Record<string, number>> = {
  date: 11,
  dateTo: 11,
  time: 6,
  timeTo: 6,
  event: 24,
  childSeen: 9,
};
const widthOf = (kind: string) => widths[kind] ?? 15;

// It answers the script of the page and nobody else, so what it says is data, sent as a file that no browser shows.
const json = (said: unknown): WorkFile => ({
  file: Buffer.from(JSON.stringify(said)),
  type: 'application/json',
  saveAs: 'answer.json',
});

async function takeBatch(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const { form, today } = request;
  const lines = form.has('lines') ? linesIn(form.get('lines')) : null;
  if (lines !== null) return answerLines(room, request, lines);
  const at = timeOf(room);
  const rows = batchIn(form.get('rows'));
  if (rows === null) return { seeOther: `${base(request)}/grid` };
  const outcome = await perform(room, bearerOf(request), saveBatch, { rows, today });
  const closed: BatchAnswer = { outcome: 'closed', rows: [], dates: {}, at };
  return json(outcome.outcome === 'done' ? { ...outcome.done, at } : closed);
}

async function answerLines(room: WorkRoom, request: WorkRequest, lines: readonly (readonly string[])[]) {
  const outcome = await look(room, bearerOf(request), ownDraft, {});
  const columns = outcome.outcome === 'done' ? outcome.done.at.setup.columns : [];
  return json({ found: headingsIn(columns, lines) });
}

const timeOf = ({ clock }: WorkRoom) =>
  clock.now().toZonedDateTimeISO('Europe/London').toPlainTime().toString({ smallestUnit: 'minute' });
