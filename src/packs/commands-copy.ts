import { momentWords } from '../cases/dates.ts';
import { refuse } from '../acts/refusal.ts';
import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { momentOf } from '../intake/moment.ts';
import type { ReviewGroup } from '../group/membership.ts';
import { readGroups } from '../group/store-groups.ts';
import { lineOf, type Meeting, titleOf } from '../meetings/meeting.ts';
import { readMeeting } from '../meetings/store.ts';
import { type Handler, openWorker, type Worker, type WorkerParts } from '../platform/jobs/worker.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import { countPages, pagesIn, writePdf } from '../platform/papers/write-pdf.ts';
import { type BoundPaper, boundPack, pagesFrom, type PackVersion, toCount } from './pack.ts';
import { readPapers, readVersions } from './store.ts';
import {
  askCopy,
  type Copy,
  hasSteppedUp,
  keepCopy,
  notePages,
  readCopy,
  readToMake,
  readUncounted,
  stepUp,
  takeCopy,
  type ToMake,
} from './store-copy.ts';

type Tx = Parameters<typeof readCopy>[0];

/** The newest version of a pack with one's own copy of it. */
export interface CopyFacts {
  readonly meeting: Meeting;
  readonly group: ReviewGroup;
  readonly version: PackVersion;
  readonly papers: number;
  readonly copy: Copy | null;
  readonly steppedUp: boolean;
}

async function loadCopy(tx: Tx, { id }: { readonly id: string }): Promise<CopyFacts | null> {
  const meeting = await readMeeting(tx, id);
  const [group] = meeting === null ? [] : await readGroups(tx, meeting.groupId);
  if (meeting === null || group === undefined) return null;
  const [version] = await readVersions(tx, id);
  if (version === undefined) return null;
  const papers = await readPapers(tx, version, id, null);
  // Whoever has none of its papers has no copy to make either.
  if (papers.length === 0) return null;
  const copy = await readCopy(tx, version.id);
  return { meeting, group, version, papers: papers.length, copy, steppedUp: await hasSteppedUp(tx) };
}

/** One's own copy of a pack. */
export const ownCopy: View<{ readonly id: string }, CopyFacts, CopyFacts> = {
  verb: 'pack.copy',
  load: loadCopy,
  present: (loaded) => loaded,
  entry: ({ version }) => ({ object: version.id, facts: { version: version.number } }),
};

/** What is to be done with one's copy, and the code that proves who asks; empty where they have just proved it. */
export interface CopyWish {
  readonly id: string;
  readonly act: 'make' | 'take';
  readonly code: string;
}

/** What came of it: the bytes of a copy, one that is being made, or why not. */
export type CopyDone =
  | { readonly pdf: Uint8Array; readonly number: number }
  | 'asked'
  | 'wrong-code'
  | 'over'
  | { readonly wait: number };

/**
 * Has a copy made or takes it, for whoever proves again that it is they who sit there. A wrong code is no refusal of the database's, so that
 * the count of wrong ones stays; the entry says so.
 */
export const copyPack: Command<CopyWish, CopyFacts, CopyFacts, CopyDone> = {
  verb: 'pack.copy',
  load: loadCopy,
  decide: (facts, { act }) =>
    act === 'take' && facts.copy?.state !== 'ready' ? refuse('copy-not-ready') : facts,
  async write(tx, { version, copy, steppedUp }, { act, code }) {
    const proved = steppedUp ? 'done' : await stepUp(tx, code);
    const entry = (said: string) => ({ object: version.id, facts: { version: version.number, said } });
    if (proved === 'wrong') return { done: 'wrong-code', entry: entry('wrong-code') };
    if (proved !== 'done') return { done: { wait: proved }, entry: entry('wait') };
    if (act === 'make') {
      await askCopy(tx, version.id);
      return { done: 'asked', entry: entry('asked') };
    }
    const taken = copy === null ? null : await takeCopy(tx, copy.id);
    return taken === null ? { done: 'over', entry: entry('over') } : { done: taken, entry: entry('taken') };
  },
};

/** The name under which a copy is saved. */
export const ownName = (number: number): string => `pack-version-${number}.pdf`;

/** What making packs needs of the house. */
export interface Making {
  readonly server: WorkerParts['server'];
  readonly log: Log;
  /** How often to look for what waits (seconds). */
  readonly lookEvery?: number;
}

/** Begins to count the pages of packs and to make copies. Close what it answers before the database is closed. */
export const openPacks = ({ log, ...parts }: Making): Promise<Worker> =>
  openWorker({ ...parts, log, handlers: { 'pack.count': countPapers(log), 'pack.copy': makeCopy(log) } });

// So many at a time, so that whoever waits sees it go on.
const countedAtOnce = 60;

function countPapers(log: Log): Handler {
  return async ({ transaction }) => {
    const papers = await transaction(readUncounted);
    for (let at = 0; at < papers.length; at += countedAtOnce) {
      const some = papers.slice(at, at + countedAtOnce);
      const bound = some.map(({ content, late, title }) => ({
        item: 'Item',
        title,
        content,
        late,
        sha256: '',
        pages: null,
      }));
      const { starts, last } = await countPages(toCount(bound));
      const pages = pagesFrom(starts, last);
      await transaction((tx) =>
        notePages(
          tx,
          some.map(({ id }, index) => ({ id, pages: pages[index] ?? 1 })),
        ),
      );
    }
    log.info('pack-counted', { papers: papers.length });
    return 'done';
  };
}

function makeCopy(log: Log): Handler {
  return async ({ payload: { subject: id }, last, transaction }) => {
    const wanted = await transaction(readToMake);
    if (wanted === null) return 'done';
    try {
      const pdf = await writePdf(await paperOf(wanted));
      await transaction((tx) => keepCopy(tx, pdf, pagesIn(pdf)));
      log.info('pack-copied', { copy: id, bytes: pdf.length });
    } catch (error) {
      if (!last) throw error;
      log.error('pack-copy', faultFacts(error));
      await transaction((tx) => keepCopy(tx, null, null));
    }
    return 'done';
  };
}

// Where pages are not counted yet, this counts all of them: the contents must say what stands on the pages.
async function paperOf(wanted: ToMake) {
  const { reader, askedAt, number, header } = wanted;
  const bound = boundOf(wanted);
  const missing = bound.some(({ pages }) => pages === null);
  const counted = missing ? await countPages(toCount(bound)) : null;
  const pages = counted === null ? [] : pagesFrom(counted.starts, counted.last);
  const whole = bound.map((one, at) => ({ ...one, pages: pages[at] ?? one.pages }));
  return boundPack(header, whole, { reader, number, moment: momentWords(momentOf(askedAt)) });
}

// Items have the numbers of their reader's agenda.
function boundOf({ items, papers }: Pick<ToMake, 'items' | 'papers'>): readonly BoundPaper[] {
  return papers.map((paper) => {
    const line = lineOf(paper);
    const title = titleOf({ ...paper, referralNumber: paper.referral });
    return {
      item: `${items.indexOf(paper.item) + 1}. ${title}${line === null ? '' : `: ${line}`}`,
      title: paper.paper,
      content: paper.content,
      late: paper.late,
      sha256: paper.sha256,
      pages: paper.pages,
    };
  });
}
