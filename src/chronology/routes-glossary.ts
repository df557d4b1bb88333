import { performOnce, sentForm } from '../acts/once.ts';
import { words as refusalWords } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLine, typedLong } from '../intake/typed.ts';
import { type MergedGround, setTerm } from './commands-merged.ts';
import { glossaryOf } from './engine/merging/glossary.ts';
import { type Missed, missedBy } from './engine/merging/glossary-missed.ts';
import {
  formsIn,
  type GlossaryTerm,
  termKind,
  termKinds,
  termProblem,
  termWords,
  type TermWish,
} from './glossary-terms.ts';
import { type MergedRow, rowFrom, rowKey } from './merged.ts';
import { glossaryPage } from './pages/glossary.ts';
import { frameOf, headerOf, mayDo, wantedIn } from './routes-here.ts';
import { lookAt, mergedBase, namesQuery, tokensOf } from './routes-merged-here.ts';
import { readMergedRows, readRowsNamed } from './store-merged.ts';

/** The ledger of the glossary. */
export function glossaryRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/chronology/:number/merged/glossary';
  return [
    page(path, 'chronology.read', 'session', open(showGlossary)),
    post(path, 'chronology.mark', 'session', open(takeTerm), open(showGlossary)),
  ];
}

/** So many rows are looked through for names on one page; the rest are a link away. */
const lookedThrough = 1_000;
const missedShown = 40;

const showGlossary = (here: Here) => glossaryAnswer(here, null, false);

async function glossaryAnswer(
  here: Here,
  problem: string | null,
  isElsewhere: boolean,
): Promise<WorkAnswer | null> {
  const { request } = here;
  const behind = request.query.get('behind') ?? '';
  const ground = await lookAt(here, 'glossary', async (tx, { headed, of }) => {
    // What looks like a name is shown to those who can do something about it; only they are told what was wrong with what they sent.
    if (!mayDo(here, 'chronology.mark', headed))
      return problem === null ? { rows: [], hasMore: false } : null;
    const [start] = rowFrom(behind) === null ? [] : await readRowsNamed(tx, of.id, [behind]);
    const rows = await readMergedRows(
      tx,
      of.id,
      start === undefined ? null : { after: start.sortKey },
      lookedThrough + 1,
    );
    return { rows: rows.slice(0, lookedThrough), hasMore: rows.length > lookedThrough };
  });
  if (ground === null) return null;
  const { headed } = ground;
  const errors = problem === null ? [] : [{ text: problem, href: isElsewhere ? null : '#forms' }];
  const frame = frameOf(here, headed, 'Glossary', errors, {
    text: 'Merged chronology',
    href: `${mergedBase(here)}${namesQuery(here)}`,
  });
  const body = glossaryPage(frame, glossaryModel(here, ground, isElsewhere ? null : problem));
  return { status: problem === null ? 200 : isElsewhere ? 409 : 400, body };
}

function glossaryModel(
  here: Here,
  ground: MergedGround & {
    readonly found: { readonly rows: readonly MergedRow[]; readonly hasMore: boolean };
  },
  problem: string | null,
) {
  const { headed, of, glossary, found } = ground;
  const base = `${mergedBase(here)}/glossary`;
  const writes = mayDo(here, 'chronology.mark', headed) && of.closedAt === null && headed.state !== 'closed';
  const { request } = here;
  const corrected = glossary.own.find(
    ({ id }) => id === (request.form.get('term') ?? request.query.get('term')),
  );
  const missed = writes ? missedIn(ground) : [];
  const last = found.rows.at(-1);
  const count = glossary.all.length + glossary.own.filter(({ kind }) => kind === 'abbreviation').length;
  return {
    header: headerOf(here, headed),
    heading: count === 1 ? '1 term in the glossary' : `${count} terms in the glossary`,
    own: glossary.own.map(({ id, kind, forms, shown }) => ({
      kind: termWords[kind],
      forms: forms.join('; '),
      shown,
      href: writes ? `${base}?term=${id}#form` : null,
    })),
    people: glossary.people.map(({ name, also = [], role }) => ({
      forms: [name, ...also].join('; '),
      shown: role,
    })),
    missed: missed.slice(0, missedShown).map(({ words, times, why }) => ({ words, times, why })),
    missedLead: missedLead(found.rows.length, missed.length),
    more:
      found.hasMore && last !== undefined
        ? {
            text: 'Look through the rows behind these',
            href: `${base}?behind=${encodeURIComponent(rowKey(last))}#missed`,
          }
        : null,
    form: writes ? presentForm(here, base, corrected ?? null, problem) : null,
  };
}

function missedLead(rows: number, missed: number): string {
  if (rows === 0) return 'There are no rows to look through.';
  const through = `${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row was' : 'rows were'} looked through.`;
  if (missed === 0)
    return `${through} Nothing in them is written like a name that the glossary does not have. What is not written like one is not found, so this proves nothing.`;
  const shown = missed > missedShown ? ` The ${missedShown} most frequent of ${missed} stand here.` : '';
  return `${through} These are written like a name, or may be short for something.${shown} Only what is written like a name is found.`;
}

function missedIn({
  glossary,
  found,
}: MergedGround & { readonly found: { readonly rows: readonly MergedRow[] } }) {
  const explained = new Set(
    glossary.own.flatMap(({ kind, forms }) =>
      kind === 'abbreviation' ? forms.map((form) => form.toLowerCase()) : [],
    ),
  );
  const texts = found.rows.flatMap(({ event, source, columns }) => [
    event,
    source,
    ...Object.values(columns),
  ]);
  return missedBy(glossaryOf(glossary.all), texts).filter(
    ({ words }: Missed) => !explained.has(words.toLowerCase()),
  );
}

function presentForm(here: Here, base: string, corrected: GlossaryTerm | null, problem: string | null) {
  const { form } = here.request;
  const isSent = form.has('forms');
  const kind = termKind(form.get('kind')) ?? corrected?.kind ?? 'person';
  return {
    ...tokensOf(here, base),
    term: corrected?.id ?? null,
    kinds: termKinds.map((value) => ({ value, text: termWords[value], chosen: value === kind })),
    forms: isSent ? (form.get('forms') ?? '') : (corrected?.forms.join('\n') ?? ''),
    shown: isSent ? (form.get('shown') ?? '') : (corrected?.shown ?? ''),
    problem,
  };
}

async function takeTerm(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { form } = request;
  const term = form.get('term') ?? '';
  const wish: TermWish = {
    kind: termKind(form.get('kind')) ?? 'person',
    forms: formsIn(typedLong(form.get('forms'))),
    shown: typedLine(form.get('shown')),
    replaces: isId(term) ? term : null,
    isRemoved: form.has('remove') && isId(term),
  };
  const problem = wish.isRemoved ? null : termProblem(wish, []);
  if (problem !== null) return glossaryAnswer(here, problem, false);
  const to = () => `${mergedBase(here)}/glossary`;
  const sent = { ...wantedIn(here), wish };
  const outcome = await performOnce(room, bearerOf(request), setTerm, sent, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return outcome.refusal.refused === 'answers-wrong'
    ? glossaryAnswer(here, 'One of these ways of writing stands in the glossary already', false)
    : glossaryAnswer(here, refusalWords(outcome.refusal), true);
}
