import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import type { Here, WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  isId,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { referrerFrame } from '../intake/frame.ts';
import type { LaneAt } from './chronology.ts';
import type { AskedColumn } from './columns-asked.ts';
import { ownDraft, saveRow, turnRow } from './commands-taking.ts';
import { type DraftRow, lackingIn } from './draft.ts';
import { laneOf } from './engine/merging/lane.ts';
import { typedFile } from './kept-rows.ts';
import { rowPage, rowsPage } from './pages/lane.ts';
import { understoodAs } from './present-check.ts';

/** The ledger of what is typed row by row, without a script: the list, a row, and taking one out or putting it back. */
export function ownRowRoutes(room: WorkRoom): readonly WorkRoute[] {
  const base = '/lane/:invitation/rows';
  const here = (handle: (here: Here) => Promise<WorkAnswer>) => (request: WorkRequest) =>
    handle({ room, request });
  return [
    page(
      base,
      'answer.read',
      'answerer',
      here((one) => showRows(one, null)),
    ),
    page(`${base}/:row`, 'answer.read', 'answerer', here(showRow)),
    post(`${base}/:row`, 'answer.write', 'answerer', here(takeRow)),
    post(
      `${base}/:row/out`,
      'answer.write',
      'answerer',
      here((one) => takeTurn(one, true)),
    ),
    post(
      `${base}/:row/back`,
      'answer.write',
      'answerer',
      here((one) => takeTurn(one, false)),
    ),
  ];
}

const laneAtPath = ({ request: { params } }: Here) => `/lane/${params['invitation'] ?? ''}`;
const baseOf = (here: Here) => `${laneAtPath(here)}/rows`;
const over = { seeOther: '/answered' } as const;
const perPage = 100;

interface Draft {
  readonly at: LaneAt;
  readonly rows: readonly DraftRow[];
  readonly fresh: string;
}

async function draftOf({ room, request }: Here): Promise<Draft | null> {
  const outcome = await look(room, bearerOf(request), ownDraft, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const shownCells = (columns: readonly AskedColumn[], cells: DraftRow['cells'], most: number) =>
  columns.flatMap(({ key, title }) => {
    const text = cells[key] ?? '';
    return text === '' ? [] : [{ title, text: text.length > most ? `${text.slice(0, most)}…` : text }];
  });

async function showRows(here: Here, problem: string | null): Promise<WorkAnswer> {
  const found = await draftOf(here);
  if (found === null) return over;
  const { at, rows } = found;
  const { columns } = at.setup;
  const standing = rows.filter(({ isRemoved }) => !isRemoved);
  const pages = Math.max(1, Math.ceil(standing.length / perPage));
  const asked = Number(here.request.query.get('page') ?? '1');
  const current = Number.isInteger(asked) && asked >= 1 && asked <= pages ? asked : 1;
  const from = (current - 1) * perPage;
  const n = standing.length;
  const frame = referrerFrame(here.request, here.room.assets, {
    title: 'Rows of your chronology',
    backLink: { text: 'Your agency’s chronology', href: laneAtPath(here) },
    errors: problem === null ? [] : [{ text: problem, href: null }],
  });
  const body = rowsPage(frame, {
    heading:
      n === 0
        ? 'No row has been typed yet'
        : `${n} ${n === 1 ? 'row is' : 'rows are'} typed, and not sent until you send`,
    base: baseOf(here),
    formToken: here.request.formToken,
    columns,
    rows: standing.slice(from, from + perPage).map((row, index) => ({
      id: row.id,
      number: from + index + 1,
      cells: shownCells(columns, row.cells, 300),
      lacks: lackingIn(columns, row).map(({ title }) => title),
    })),
    removed: rows
      .filter(({ isRemoved }) => isRemoved)
      .slice(0, perPage)
      .map(({ id, cells }) => ({
        id,
        words: `${cells['date'] ?? ''} ${(cells['event'] ?? '').slice(0, 100)}`.trim(),
      })),
    pages: Array.from({ length: pages > 1 ? pages : 0 }, (_, index) => ({
      text: `Rows ${index * perPage + 1} to ${Math.min(n, (index + 1) * perPage)}`,
      href: index + 1 === current ? '' : `${baseOf(here)}?page=${index + 1}`,
    })),
    isAfterFile: at.returns > 0 && n === 0,
    problem,
  });
  return { status: problem === null ? 200 : 409, body };
}

const isLong = ({ kind }: AskedColumn) => !['date', 'time', 'dateTo', 'timeTo', 'childSeen'].includes(kind);

/** What the date of a row is understood as, for whoever typed it; null where none stands there. */
function understood({ at }: Draft, row: DraftRow, today: Temporal.PlainDate): string | null {
  if ((row.cells['date'] ?? '') === '') return null;
  const { rows, notUnderstood } = laneOf(typedFile(at.agencyId, at.setup.columns, [row]), today.toString());
  const [kept] = rows;
  if (kept !== undefined)
    return `The date is understood as: ${understoodAs(kept.entry)}.${kept.notes.length === 0 ? '' : ` ${kept.notes.join(' ')}`}`;
  return `The date is not understood: ${notUnderstood[0]?.why ?? ''}`;
}

function rowAnswer(
  here: Here,
  found: Draft,
  id: string,
  version: number,
  value: (key: string) => string,
  more: { readonly problem: string | null; readonly now: DraftRow | null; readonly status: 200 | 400 | 409 },
): WorkAnswer {
  const { columns } = found.at.setup;
  const standing = found.rows.find((row) => row.id === id);
  const title = standing === undefined ? 'Another row' : 'Change this row';
  const frame = referrerFrame(here.request, here.room.assets, {
    title,
    backLink: { text: 'All rows', href: baseOf(here) },
    errors: more.problem === null ? [] : [{ text: more.problem, href: null }],
  });
  const body = rowPage(frame, {
    heading: title,
    action: `${baseOf(here)}/${id}`,
    formToken: here.request.formToken,
    version,
    fields: columns.map((column) => ({ ...column, isLong: isLong(column), value: value(column.key) })),
    understood: standing === undefined ? null : understood(found, standing, here.request.today),
    now: more.now === null ? [] : shownCells(columns, more.now.cells, 2_000),
    problem: more.problem,
    back: baseOf(here),
  });
  return { status: more.status, body };
}

async function showRow(here: Here): Promise<WorkAnswer> {
  const found = await draftOf(here);
  if (found === null) return over;
  const wanted = here.request.params['row'] ?? '';
  const standing = found.rows.find(({ id }) => id === wanted);
  // A form that is sent twice is then one row: its identifier is made when it is shown.
  if (standing === undefined && wanted === 'new') return { seeOther: `${baseOf(here)}/${found.fresh}` };
  if (standing === undefined && !isId(wanted)) return { seeOther: baseOf(here) };
  return rowAnswer(here, found, wanted, standing?.version ?? 0, (key) => standing?.cells[key] ?? '', {
    problem: null,
    now: null,
    status: 200,
  });
}

async function takeRow(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const { form, params } = request;
  const id = params['row'] ?? '';
  if (!isId(id)) return { seeOther: baseOf(here) };
  const version = Number(form.get('version') ?? '0');
  const outcome = await perform(room, bearerOf(request), saveRow, { id, version, sent: form });
  if (outcome.outcome === 'done')
    return { seeOther: form.has('another') ? `${baseOf(here)}/new` : baseOf(here) };
  const found = await draftOf(here);
  if (found === null || outcome.outcome === 'not-found') return over;
  const standing = found.rows.find((row) => row.id === id) ?? null;
  const isClash = outcome.refusal.refused === 'changed-elsewhere';
  const isEmpty = outcome.refusal.refused === 'answers-wrong';
  return rowAnswer(here, found, id, standing?.version ?? 0, (key) => form.get(`cell-${key}`) ?? '', {
    problem: isEmpty ? 'Nothing is written in this row' : words(outcome.refusal),
    now: isClash ? standing : null,
    status: isEmpty ? 400 : 409,
  });
}

async function takeTurn(here: Here, isRemoved: boolean): Promise<WorkAnswer> {
  const { room, request } = here;
  const id = request.params['row'] ?? '';
  const outcome = await perform(room, bearerOf(request), turnRow, { id, isRemoved });
  if (outcome.outcome === 'not-found') return over;
  return outcome.outcome === 'done' ? { seeOther: baseOf(here) } : showRows(here, words(outcome.refusal));
}
