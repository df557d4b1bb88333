import { momentWords } from '../cases/dates.ts';
import { momentOf } from '../intake/moment.ts';
import { agendaOf, type Item, lineOf, titleOf } from '../meetings/meeting.ts';
import type { CopyFacts } from './commands-copy.ts';
import type { ItemPack, PackFacts } from './commands.ts';
import { isOpenPack, type PackPaper, type Placed, pageWords, placed } from './pack.ts';
import type { CopyPage, FormGround, Mark, PackItem, PackPage, PaperRow, ReadPage } from './pages/pack.ts';
import type { Reader } from './store.ts';

/** What a page of a pack needs besides its facts. */
export interface Ground {
  /** `/meetings/<id>`. */
  readonly base: string;
  readonly name: string;
  readonly isRunner: boolean;
  /** The account of whoever looks. */
  readonly own: string;
  readonly formTo: (action: string) => FormGround;
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** The answer that the page of a pack gives. */
export function headingOf({ version, versions, papers, current }: PackFacts): string {
  if (version === null)
    return current.length === 0
      ? 'There is no pack yet'
      : `${counted(current.length, 'paper', 'papers')}, not frozen yet`;
  const pages = placed(papers).at(-1)?.to ?? null;
  const size = `${counted(papers.length, 'paper', 'papers')}${pages === null ? '' : `, ${counted(pages, 'page', 'pages')}`}`;
  return version.number === versions[0]?.number
    ? `Version ${version.number} of the pack: ${size}`
    : `An older version of the pack, version ${version.number}: ${size}`;
}

/** Whether what is in the pack now differs from the newest version, for those who run the meeting. */
export function hasChanged({ versions, version, papers, current }: PackFacts): boolean {
  if (version === null || version.number !== versions[0]?.number) return false;
  const there = new Set(papers.map(({ id }) => id));
  return papers.length !== current.length || current.some(({ id }) => !there.has(id));
}

function stateOf(facts: PackFacts, isRunner: boolean): Mark | null {
  const { version, versions, papers } = facts;
  if (version === null) return null;
  if (version.number !== versions[0]?.number)
    return { mark: 'look', words: `Version ${versions[0]?.number ?? 0} has taken its place` };
  const open = papers.filter(({ pages }) => pages === null).length;
  if (open > 0)
    return {
      mark: 'running',
      words: `Counting pages: ${papers.length - open} of ${papers.length} papers done`,
    };
  if (isRunner && hasChanged(facts))
    return { mark: 'look', words: 'Papers were put in or taken out since. Freeze the next version' };
  return { mark: 'done', words: 'Frozen: this is the newest version' };
}

function readOf(paper: PackPaper, readers: readonly Reader[]): PaperRow['read'] {
  const due = readers.filter(({ itemId }) => itemId === paper.itemId);
  const missing = due.filter(({ accountId }) => !paper.looks.includes(accountId));
  return {
    words: `Read by ${due.length - missing.length} of ${due.length}`,
    missing: missing.length === 0 ? null : missing.map(({ name }) => name).join(', '),
  };
}

const marksOf = (paper: PackPaper, own: string, frozen: boolean): readonly Mark[] => [
  ...(frozen && paper.isNew ? [{ mark: 'look', words: 'New in this version' }] : []),
  ...(frozen && !paper.looks.includes(own) ? [{ mark: 'coming', words: 'Not read yet' }] : []),
  ...(paper.lateWhy === '' ? [] : [{ mark: 'late', words: 'Late paper' }]),
];

function rowOf({ paper, from, to }: Placed, facts: PackFacts, ground: Ground): PaperRow {
  const isCurrent = facts.current.some(({ id }) => id === paper.id);
  const frozen = facts.version !== null;
  return {
    title: paper.title,
    pages: frozen ? capital(pageWords({ from, to })) : 'Not frozen yet',
    marks: marksOf(paper, ground.own, frozen),
    late: paper.lateWhy === '' ? null : paper.lateWhy,
    digest: paper.sha256.slice(0, 8),
    read: ground.isRunner && frozen ? readOf(paper, facts.readers) : null,
    off:
      ground.isRunner && isCurrent && isOpenPack(facts.meeting.state)
        ? ground.formTo(`${ground.base}/pack/papers/${paper.id}/off`)
        : null,
  };
}

// What was put in since stands below the papers of the version, until it is frozen.
function waitingOf(facts: PackFacts, item: Item, ground: Ground): readonly PaperRow[] {
  if (facts.version === null || !ground.isRunner || !hasChanged(facts)) return [];
  const there = new Set(facts.papers.map(({ id }) => id));
  return facts.current
    .filter(({ id, itemId }) => itemId === item.id && !there.has(id))
    .map((paper) => ({
      ...rowOf({ paper, from: null, to: null }, facts, ground),
      pages: 'In the next version',
      marks: [{ mark: 'coming', words: 'Not frozen yet' }],
      read: null,
    }));
}

/** The contents of a pack, numbered and paged over what is there for its reader. */
export function presentPack(facts: PackFacts, ground: Ground): PackPage {
  const { meeting, items, version, versions } = facts;
  const base = `${ground.base}/pack`;
  const which =
    version === null || version.number === versions[0]?.number ? '' : `?version=${version.number}`;
  const list = placed(version === null ? facts.current : facts.papers);
  const mayChange = ground.isRunner && isOpenPack(meeting.state);
  const itemOf = (item: Item, number: number): PackItem => {
    const own = list.filter(({ paper }) => paper.itemId === item.id);
    return {
      number,
      title: titleOf(item),
      line: lineOf(item),
      read: version !== null && own.length > 0 ? `${base}/items/${item.id}${which}` : null,
      add: mayChange ? `${base}/items/${item.id}/papers` : null,
      papers: [...own.map((one) => rowOf(one, facts, ground)), ...waitingOf(facts, item, ground)],
    };
  };
  const canFreeze =
    mayChange &&
    facts.current.length > 0 &&
    which === '' &&
    (version === null || hasChanged(facts) || versions.length === 0);
  return {
    name: ground.name,
    heading: headingOf(facts),
    state: stateOf(facts, ground.isRunner),
    about:
      version === null
        ? [
            ground.isRunner
              ? 'Put papers in, item by item, and freeze the first version. Readers see it once the agenda is out.'
              : 'You read it here once it is frozen.',
          ]
        : [`Frozen by ${version.frozenBy}, ${momentWords(momentOf(version.frozenAt))}`],
    copy: version === null || facts.papers.length === 0 || which !== '' ? null : `${base}/copy`,
    freeze: canFreeze
      ? {
          ...ground.formTo(`${base}/freeze`),
          seen: versions[0]?.number ?? 0,
          text: `Freeze version ${(versions[0]?.number ?? 0) + 1}`,
        }
      : null,
    items: agendaOf(meeting, items).map(({ item, number }) => itemOf(item, number)),
    versions: versions.map(({ number, frozenAt }) => ({
      text: `Version ${number}, ${momentWords(momentOf(frozenAt))}`,
      href: number === versions[0]?.number ? base : `${base}?version=${number}`,
      isShown: number === version?.number,
    })),
  };
}

/** The papers of an item, to be read one after the other. `whole` are those of the whole version, for the pages. */
export function presentRead(facts: ItemPack, whole: readonly PackPaper[], ground: Ground): ReadPage {
  const { meeting, items, item, version, versions } = facts;
  const base = `${ground.base}/pack`;
  const newest = versions[0]?.number;
  const which = version === null || version.number === newest ? '' : `?version=${version.number}`;
  const agenda = agendaOf(meeting, items);
  const at = agenda.findIndex((one) => one.item.id === item.id);
  const withPapers = agenda.filter((one) => whole.some(({ itemId }) => itemId === one.item.id));
  const neighbour = (step: 1 | -1) => {
    const found = withPapers[withPapers.findIndex((one) => one.item.id === item.id) + step];
    const isThere = withPapers.some((one) => one.item.id === item.id) && found !== undefined;
    return isThere
      ? { text: `${found.number}. ${titleOf(found.item)}`, href: `${base}/items/${found.item.id}${which}` }
      : null;
  };
  const pages = new Map(placed(whole).map((one) => [one.paper.id, one]));
  return {
    name: `${ground.name}, version ${version?.number ?? 0} of the pack`,
    heading: `${at + 1}. ${titleOf(item)}`,
    line: lineOf(item),
    older: which === '' ? null : `Version ${newest ?? 0} has taken the place of this one`,
    papers: facts.papers.map((paper, index) => ({
      anchor: `paper-${index + 1}`,
      title: paper.title,
      pages: capital(pageWords(pages.get(paper.id) ?? { from: null, to: null })),
      marks: paper.isNew ? [{ mark: 'look', words: 'New in this version' }] : [],
      late: paper.lateWhy === '' ? null : paper.lateWhy,
      digest: paper.sha256,
      about: paper.content?.about ?? [],
      parts: paper.content?.parts ?? [],
      file: paper.content === null ? `${base}/papers/${paper.id}/file` : null,
    })),
    before: neighbour(-1),
    after: neighbour(1),
  };
}

const honest = [
  'The copy is one PDF with your name and the time across every page. That it was made and taken is on record.',
  'It can be taken here for one day. A PDF cannot expire once you have it, whatever anybody says: destroy it after the meeting, on every device.',
  'Files that were sent in are listed in it, and not bound in: open those here.',
];

const states: Readonly<Record<'making' | 'ready' | 'failed', Mark>> = {
  making: { mark: 'running', words: 'Your copy is being made' },
  ready: { mark: 'done', words: 'Your copy is ready' },
  failed: { mark: 'blocked', words: 'Your copy could not be made. Ask for it again' },
};

/** One's own copy, and what can be done next. */
export function presentCopy(facts: CopyFacts, ground: Ground, problem: string | null): CopyPage {
  const { copy, version, papers, steppedUp } = facts;
  const action = `${ground.base}/pack/copy`;
  const state = copy?.state ?? null;
  const make = {
    ...ground.formTo(action),
    act: 'make' as const,
    text: state === null ? 'Make my copy' : 'Make it again',
  };
  const take = { ...ground.formTo(action), act: 'take' as const, text: 'Take my copy', isMain: true };
  return {
    name: ground.name,
    heading:
      state === 'ready'
        ? 'Your copy is ready'
        : state === 'making'
          ? 'Your copy is being made'
          : `A copy of version ${version.number} for you: ${counted(papers, 'paper', 'papers')}`,
    words: [
      ...(copy?.state === 'ready'
        ? [
            `${counted(copy.pages ?? 0, 'page', 'pages')}. To be taken until ${momentWords(momentOf(copy.expiresAt))}${copy.downloadedAt === null ? '' : `; taken ${momentWords(momentOf(copy.downloadedAt))}`}.`,
          ]
        : []),
      ...honest,
    ],
    state: state === null || state === 'ready' ? null : states[state],
    again: state === 'making' ? action : null,
    forms:
      state === 'ready'
        ? [take, { ...make, isMain: false }]
        : state === 'making'
          ? []
          : [{ ...make, isMain: true }],
    asksCode: !steppedUp && state !== 'making',
    problem,
  };
}
