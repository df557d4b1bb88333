import { performOnce, sentForm } from '../acts/once.ts';
import { words as refusalWords } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLong } from '../intake/typed.ts';
import { markRows, type MergedGround } from './commands-merged.ts';
import {
  type Episode,
  type Mark,
  markKind,
  markKinds,
  markWords,
  mostMarked,
  type MarkWish,
} from './marks.ts';
import { type MergedRow, rowFrom, rowKey } from './merged.ts';
import { mergedSayPage } from './pages/merged-say.ts';
import { presentRows } from './present-merged.ts';
import { frameOf, headerOf, mayDo, wantedIn } from './routes-here.ts';
import {
  lookAt,
  mergedBase,
  namesIn,
  namesOf,
  namesQuery,
  showingOf,
  tokensOf,
} from './routes-merged-here.ts';
import { readEpisodes, readMarks } from './store-marks.ts';
import { readBorn, readRowsNamed } from './store-merged.ts';

/** The ledger of what is said of rows. */
export function mergedSayRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/chronology/:number/merged/say';
  return [
    page(path, 'chronology.mark', 'session', open(showSay)),
    post(path, 'chronology.mark', 'session', open(takeSay), open(showSay)),
  ];
}

interface Read {
  readonly rows: readonly MergedRow[];
  readonly before: Mark | null;
  readonly episodes: readonly Episode[];
  readonly born: Awaited<ReturnType<typeof readBorn>>;
  /** Lines of enquiry that somebody named already. */
  readonly lines: readonly string[];
}

interface Asked {
  readonly rows: readonly string[];
  readonly mark: string | null;
  readonly kind: string | null;
  readonly words: string;
  readonly target: string | null;
}

function askedIn({ request }: Here): Asked {
  const from = request.form.size > 0 ? request.form : request.query;
  const mark = from.get('mark');
  return {
    rows: [...new Set(from.getAll('row'))].filter((key) => rowFrom(key) !== null).slice(0, mostMarked + 1),
    mark: mark !== null && isId(mark) ? mark : null,
    kind: from.get('kind'),
    words: typedLong(from.get('say')),
    target: from.get('target'),
  };
}

const showSay = (here: Here) => sayAnswer(here, []);

interface Trouble {
  readonly field: 'kind' | 'say' | 'target' | null;
  readonly text: string;
}

async function sayAnswer(here: Here, troubles: readonly Trouble[]): Promise<WorkAnswer | null> {
  const asked = askedIn(here);
  const ground = await lookAt(here, 'say', async (tx, { of }): Promise<Read | null> => {
    const [before = null] = asked.mark === null ? [] : await readMarks(tx, of.id, { id: asked.mark });
    if (asked.mark !== null && before === null) return null;
    const all = await readMarks(tx, of.id);
    return {
      before,
      rows: await readRowsNamed(tx, of.id, before?.rows ?? asked.rows),
      episodes: await readEpisodes(tx, of.caseId),
      born: await readBorn(tx, of.caseId),
      lines: [...new Set(all.flatMap(({ kind, words }) => (kind === 'enquiry' ? [words] : [])))],
    };
  });
  // Whoever may not say anything is not told that there is a form.
  if (ground === null || !mayDo(here, 'chronology.mark', ground.headed)) return null;
  const errors = troubles.map(({ field, text }) => ({ text, href: field === null ? null : `#${field}` }));
  const frame = frameOf(here, ground.headed, 'Say something of rows', errors, {
    text: 'Merged chronology',
    href: `${mergedBase(here)}${namesQuery(here)}`,
  });
  const status = troubles.some(({ field }) => field === null) ? 409 : errors.length > 0 ? 400 : 200;
  return { status, body: mergedSayPage(frame, sayModel(here, ground, asked, troubles)) };
}

function sayModel(
  here: Here,
  ground: MergedGround & { readonly found: Read },
  asked: Asked,
  troubles: readonly Trouble[],
) {
  const { headed, found } = ground;
  const { before, rows } = found;
  const count = before?.rows.length ?? rows.length;
  const kind = asked.kind ?? before?.kind ?? null;
  const at = (field: Trouble['field']) => troubles.find((one) => one.field === field)?.text ?? null;
  const showing = showingOf(here, ground, [], found.episodes, found.born);
  return {
    header: headerOf(here, headed),
    heading:
      count === 0
        ? 'No row is chosen: choose one in the merged chronology first'
        : before === null
          ? `Say something of ${count} ${count === 1 ? 'row' : 'rows'}`
          : `${markWords[before.kind].one}: say it otherwise, or take it out`,
    names: namesOf(here, ground),
    rows: presentRows(rows, null, showing),
    withdrawn: before?.withdrawn.length ?? 0,
    form: {
      ...tokensOf(here, `${mergedBase(here)}/say`),
      names: namesIn(here),
      mark: before?.id ?? null,
      rows: before === null ? rows.map(rowKey) : [],
      kinds: (before === null ? markKinds : [before.kind])
        .filter((one) => count >= markWords[one].least)
        .map((value) => ({ value, text: markWords[value].choose, chosen: kind === value })),
      words: asked.words === '' && here.request.form.size === 0 ? (before?.words ?? '') : asked.words,
      lines: found.lines,
      episodes: found.episodes
        .filter(({ id, isStanding }) => isStanding || id === before?.target)
        .map(({ id, title }) => ({
          value: id,
          text: showing.plain(title),
          chosen: (asked.target ?? before?.target) === id,
        })),
      problems: { kind: at('kind'), say: at('say'), target: at('target') },
    },
  };
}

function troublesOf(wish: MarkWish | null, asked: Asked): readonly Trouble[] {
  if (wish === null) return [{ field: 'kind', text: 'Choose what you say of them' }];
  const { words } = markWords[wish.kind];
  const troubles: Trouble[] = [];
  if (words !== null && asked.words === '') troubles.push({ field: 'say', text: `Write ${words}` });
  if (asked.words.length > 5_000) troubles.push({ field: 'say', text: 'Write at most 5,000 characters' });
  if (wish.kind === 'episode' && wish.target === null)
    troubles.push({ field: 'target', text: 'Choose the practice episode' });
  return troubles;
}

async function takeSay(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const asked = askedIn(here);
  const isRemoved = request.form.has('remove') && asked.mark !== null;
  const kind = markKind(asked.kind) ?? (isRemoved ? 'comment' : null);
  const target = kind === 'episode' && asked.target !== null && isId(asked.target) ? asked.target : null;
  const wish =
    kind === null
      ? null
      : { kind, words: asked.words, target, rows: asked.rows, replaces: asked.mark, isRemoved };
  const troubles = isRemoved ? [] : troublesOf(wish, asked);
  if (wish === null || troubles.length > 0) return sayAnswer(here, troubles);
  const isAlike = request.form.get('back') === 'alike';
  const after = request.form.get('after') ?? '';
  const to = () =>
    isAlike
      ? `${mergedBase(here)}/alike${/^[0-9-]{10}$/.test(after) ? `?after=${after}` : ''}`
      : `${mergedBase(here)}/said${namesQuery(here)}`;
  const sent = { ...wantedIn(here), wish };
  const outcome = await performOnce(room, bearerOf(request), markRows, sent, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return sayAnswer(here, [{ field: null, text: refusalWords(outcome.refusal) }]);
}
