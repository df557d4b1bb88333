import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { conflictsIn } from './engine/merging/conflicts.ts';
import { sameEvents, type Suggestion } from './engine/merging/same-event.ts';
import type { Mark } from './marks.ts';
import { type MergedRow, standingOfMerged } from './merged.ts';
import { type ListItem, mergedListPage } from './pages/merged.ts';
import { dayWords, rowHref } from './present-merged.ts';
import { frameOf, headerOf, mayDo } from './routes-here.ts';
import { lookAt, mergedBase, namesOf, namesQuery, plainOf, tokensOf } from './routes-merged-here.ts';
import { readMarks } from './store-marks.ts';
import { readMergedRows } from './store-merged.ts';

/** The ledger of what may be one event. */
export function mergedAlikeRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/chronology/:number/merged/alike';
  return [page(path, 'chronology.read', 'session', open(showAlike))];
}

/** So many rows are compared on one page, so that what it costs does not grow with the chronology. */
const compared = 1_000;
/** Rows of one event lie within a week of each other; a page begins so many days earlier that none is cut in two. */
const overlap = 14;

interface Window {
  readonly after: string | null;
  readonly rows: readonly MergedRow[];
  readonly marks: readonly Mark[];
  /** The first day of the next page; null where this one is the last. */
  readonly next: string | null;
}

const daysFrom = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

function afterIn({ request }: Here): string | null {
  const typed = request.query.get('after') ?? '';
  if (!/^\d{4}-\d\d-\d\d$/.test(typed)) return null;
  try {
    return Temporal.PlainDate.from(typed, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

function nextOf(rows: readonly MergedRow[], after: string | null): string | null {
  const last = rows.at(-1)?.earliest ?? null;
  if (rows.length < compared || last === null) return null;
  const back = daysFrom(last, -7);
  // Where more rows than are compared lie in one week, the page moves on all the same.
  if (after === null || back > after) return back;
  return last > after ? last : daysFrom(after, 1);
}

async function showAlike(here: Here): Promise<WorkAnswer | null> {
  const after = afterIn(here);
  const ground = await lookAt(here, 'alike', async (tx, { of }): Promise<Window> => {
    const from = after === null ? null : { after: daysFrom(after, -overlap) };
    const rows = await readMergedRows(tx, of.id, from, compared);
    return { after, rows, marks: await readMarks(tx, of.id), next: nextOf(rows, after) };
  });
  if (ground === null) return null;
  const { headed, found } = ground;
  const [base, query] = [mergedBase(here), namesQuery(here)];
  const all = sameEvents(found.rows.map(standingOfMerged));
  const open = all.filter((one) => isOfWindow(one, found) && !isSettled(one, found.marks));
  const writes = mayDo(here, 'chronology.mark', headed) && ground.of.closedAt === null;
  const plain = plainOf(here, ground);
  const showing: ItemShowing = { here, base, query, plain, writes, after: found.after ?? '' };
  const dated = found.rows.filter(({ earliest }) => earliest !== null);
  const [first, last] = [found.after ?? dated[0]?.earliest, found.next ?? dated.at(-1)?.earliest];
  const period =
    first === undefined || last === undefined || first === null || last === null
      ? ''
      : `, ${dayWords(first)} to ${dayWords(last)}`;
  const many =
    open.length === 1 ? 'event that several agencies may tell' : 'events that several agencies may tell';
  const body = mergedListPage(
    frameOf(here, headed, 'What may be the same event', [], {
      text: 'Merged chronology',
      href: `${base}${query}`,
    }),
    {
      header: headerOf(here, headed),
      heading: open.length === 0 ? `Nothing more looks alike${period}` : `${open.length} ${many}${period}`,
      lead: 'Suggested by days that lie within a week and words that are shared. A person decides; no row is joined, changed or taken out. What was decided is not suggested again.',
      names: namesOf(here, ground),
      groups:
        open.length === 0
          ? []
          : [{ heading: 'To decide', second: '', items: open.map((one, at) => alikeItem(one, at, showing)) }],
      unread: [],
      links: [
        ...(found.after === null ? [] : [{ text: 'From the beginning', href: `${base}/alike${query}` }]),
        ...(found.next === null
          ? []
          : [
              {
                text: `From ${dayWords(found.next)}`,
                href: `${base}/alike?after=${found.next}${query.replace('?', '&')}`,
              },
            ]),
      ],
    },
  );
  return { status: 200, body };
}

/** A suggestion belongs to the page on which its first row stands. */
function isOfWindow({ rows }: Suggestion, { after, next }: Window): boolean {
  const first = rows[0]?.entry.earliest ?? '';
  return (after === null || first >= after) && (next === null || first < next);
}

const isSettled = ({ ids }: Suggestion, marks: readonly Mark[]): boolean =>
  marks.some(
    ({ kind, rows }) =>
      (kind === 'same-event' || kind === 'not-same') && ids.every((id) => rows.includes(id)),
  );

interface ItemShowing {
  readonly here: Here;
  readonly base: string;
  readonly query: string;
  readonly plain: (text: string) => string;
  readonly writes: boolean;
  readonly after: string;
}

function alikeItem(one: Suggestion, at: number, showing: ItemShowing): ListItem {
  const { here, base, query, plain, writes } = showing;
  const conflicts = conflictsIn([one]).map(({ what }) => plain(what));
  const rows = one.ids.map((id) => `row=${encodeURIComponent(id)}`).join('&');
  return {
    title: `${at + 1}. ${one.rows.map(({ entry }) => entry.agency).join(', ')}`,
    second: [plain(one.why), ...conflicts].join('\n'),
    mark: conflicts.length === 0 ? null : { mark: 'differs', words: 'They do not agree' },
    rows: one.rows.map(({ entry }) => ({
      text: `${plain(entry.given) || 'No date is written'}, ${entry.agency}`,
      words: plain(entry.event),
      href: rowHref(base, entry.id, query),
    })),
    links: writes
      ? [
          {
            text: 'Say in what they do not agree, or something else',
            href: `${base}/say?kind=conflict&${rows}${query.replace('?', '&')}`,
          },
        ]
      : [],
    form: writes
      ? {
          ...tokensOf(here, `${base}/say`),
          rows: one.ids,
          back: 'alike',
          buttons: [
            { value: 'same-event', text: 'The same event' },
            { value: 'not-same', text: 'Not the same' },
          ],
        }
      : null,
  };
}
