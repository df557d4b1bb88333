import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { formOf, type Problem, validate } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { isAsked, type Section, textOf } from '../intake/question.ts';
import { rowOf, type ShownRow } from '../intake/shown.ts';
import { whyUnconfirmed } from '../law/confidence.ts';
import type { Link, PageError } from '../platform/pages/frame.ts';
import {
  type ChecklistItem,
  checklist,
  type ItemId,
  itemNamed,
  itemStateWords,
  sectionOf,
} from './checklist.ts';
import { writeItem } from './commands.ts';
import { recordPartsOf } from './content.ts';
import { entryWords } from './entries.ts';
import { itemPage } from './pages/item.ts';
import { gapsOf, itemsOf, type ItemWish, type ReviewFacts, type SavedItem, whyNotWrite } from './review.ts';
import { baseOf, factsOf, frameOf, headerOf, mayDo } from './routes-here.ts';

/** The ledger of the items of a rapid review. */
export function itemRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/rapid-review/items/:item';
  return [
    page(path, 'rapid-review.read', 'session', open(showItem)),
    post(path, 'rapid-review.write', 'session', open(takeItem), open(showItem)),
  ];
}

const stateOptions = [
  { value: 'in-progress', text: 'In progress' },
  { value: 'done', text: 'Done', hint: 'Only where nothing is missing.' },
  { value: 'not-applicable', text: 'Does not apply' },
];

/** What is asked under every item: whose it is, and how far. */
const closing: Section = {
  id: 'closing',
  step: '',
  title: 'Owner and state',
  questions: [
    {
      id: 'owner',
      kind: 'text',
      label: 'Who writes this',
      name: 'Who writes this',
      hint: 'A role or an agency is enough.',
    },
    {
      id: 'state',
      kind: 'choice',
      label: 'How far is it?',
      name: 'How far it is',
      required: 'Say how far it is',
      options: stateOptions,
    },
    {
      id: 'reason',
      kind: 'long',
      label: 'Why it does not apply',
      name: 'Why it does not apply',
      when: { question: 'state', is: 'not-applicable' },
      required: 'Say why it does not apply',
      most: 2_000,
    },
  ],
};

interface Found {
  readonly facts: ReviewFacts;
  readonly item: ChecklistItem;
  readonly saved: SavedItem | null;
}

async function found(here: Here): Promise<Found | null> {
  const item = itemNamed(here.request.params['item']);
  if (item === null || item.id === 'signatures') return null;
  const facts = await factsOf(here);
  if (facts === null || facts.review === null) return null;
  return { facts, item, saved: facts.items.get(item.id) ?? null };
}

async function showItem(here: Here): Promise<WorkAnswer | null> {
  const one = await found(here);
  if (one === null) return null;
  const { form, restored } = here.request;
  const { saved, item } = one;
  const stale = restored && Number(form.get('seen')) !== (saved?.version ?? 0);
  return itemAnswer(here, one, {
    values: restored ? form : valuesOf(item, saved),
    problems: [],
    gaps: [],
    stale,
    sentence: null,
  });
}

// The boxes as they were saved last.
function valuesOf(item: ChecklistItem, saved: SavedItem | null): URLSearchParams {
  const values = formOf(sectionOf(item), saved?.answers ?? {});
  values.set('owner', saved?.owner ?? '');
  values.set('state', saved?.state ?? 'in-progress');
  values.set('reason', saved?.reason ?? '');
  return values;
}

interface Shown {
  readonly values: URLSearchParams;
  readonly problems: readonly Problem[];
  /** What keeps it from being done, said as what is wrong. */
  readonly gaps: readonly string[];
  /** Somebody else saved it since the form was made. */
  readonly stale: boolean;
  readonly sentence: string | null;
}

function rowsOf(item: ChecklistItem, saved: SavedItem | null): readonly ShownRow[] {
  const answers = saved?.answers ?? {};
  return item.questions
    .filter((question) => isAsked(question, answers))
    .map((question) => rowOf(question, answers));
}

function itemAnswer(here: Here, { facts, item, saved }: Found, shown: Shown): WorkAnswer {
  const { values, problems, gaps, stale, sentence } = shown;
  const { headed } = facts;
  const today = here.request.today;
  const standing = itemsOf(facts, today).find((one) => one.item.id === item.id);
  const writes = mayDo(here, 'rapid-review.write', facts) && whyNotWrite(facts) === null;
  const errors: PageError[] = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(sectionOf(item), problems),
    ...problemLinks(closing, problems),
    ...gaps.map((text) => ({ text, href: '#state' })),
  ];
  const body = itemPage(frameOf(here, headed, item.title, errors), {
    header: headerOf(here, headed),
    heading: item.title,
    lead: item.lead,
    state: itemStateWords[standing?.state ?? 'not-started'],
    unconfirmed: whyUnconfirmed(item.confidence),
    gaps: standing?.state === 'not-applicable' ? [] : (standing?.gaps ?? []),
    record: recordPartsOf(facts, item.id),
    recordLinks: linksOf(facts, item.id, baseOf(here)),
    rows: writes ? [] : rowsOf(item, saved),
    meanwhile: stale && saved !== null ? { by: saved.savedBy, rows: rowsOf(item, saved) } : null,
    form: writes
      ? {
          action: `${baseOf(here)}/items/${item.id}`,
          formToken: here.request.formToken,
          seen: saved?.version ?? 0,
          fields: presentFields(sectionOf(item), values, problems),
          closing: presentFields(closing, values, problems),
        }
      : null,
    next: nextOf(item, baseOf(here)),
  });
  return { status: stale ? 409 : errors.length > 0 ? 400 : 200, body };
}

const nextOf = ({ number }: ChecklistItem, base: string): Link | null => {
  const next = checklist[number];
  if (next === undefined) return null;
  const href = next.id === 'signatures' ? `${base}/sign` : `${base}/items/${next.id}`;
  return { text: `Next: ${next.title.charAt(0).toLowerCase()}${next.title.slice(1)}`, href };
};

// Where what the records say is changed.
function linksOf({ headed, decision }: ReviewFacts, id: ItemId, base: string): readonly Link[] {
  const file = `/cases/${headed.reference}`;
  const entry = (kind: keyof typeof entryWords): Link => ({
    text: `Records: ${entryWords[kind].many}`,
    href: `${base}/entries/${kind}`,
  });
  const links: Partial<Record<ItemId, readonly Link[]>> = {
    identity: [{ text: 'The people of this case', href: `${file}/people` }],
    dates: [{ text: 'The days on record', href: `${file}#days` }, entry('meeting')],
    safeguarding: [{ text: 'Immediate safety actions', href: `${file}/safety` }],
    practice: [entry('episode')],
    agencies: [{ text: 'The agencies’ summaries', href: `${base}/summaries` }],
    learning: [entry('learning')],
    earlier: [entry('earlier')],
    decision: [
      decision === null
        ? { text: 'Record the decision', href: `${file}/decide` }
        : { text: 'The decision, criterion by criterion', href: `${file}/decisions/${decision.id}` },
    ],
  };
  return links[id] ?? [];
}

async function takeItem(here: Here): Promise<WorkAnswer | null> {
  const one = await found(here);
  if (one === null || !mayDo(here, 'rapid-review.write', one.facts)) return hidden(here);
  const { room, request } = here;
  const { form, today } = request;
  const typed = validate(sectionOf(one.item), form, { today, answers: {} });
  const end = validate(closing, form, { today, answers: {} });
  // What is missing may come later; what cannot be kept as it stands may not.
  const problems = [...typed.problems.filter(({ kind }) => kind === 'wrong'), ...end.problems];
  const again = (more: Partial<Shown>, now: Found = one) =>
    itemAnswer(here, now, { values: form, problems: [], gaps: [], stale: false, sentence: null, ...more });
  if (problems.length > 0) return again({ problems });
  const wish: ItemWish = {
    item: one.item,
    owner: textOf(end.filled, 'owner'),
    state: textOf(end.filled, 'state') as ItemWish['state'],
    reason: textOf(end.filled, 'reason'),
    answers: typed.filled,
    seen: seenIn(form),
  };
  const outcome = await perform(room, bearerOf(request), writeItem, {
    reference: referenceIn(request.params),
    wish,
  });
  if (outcome.outcome === 'done') return { seeOther: baseOf(here) };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  const now = await found(here);
  if (now === null) return null;
  const { refused } = outcome.refusal;
  if (refused === 'item-not-whole') {
    // What an answer on this page would mend is said beside its field; the rest is mended elsewhere.
    const { problems: missing } = typed;
    const gaps = gapsOf(now.facts, now.item, wish.answers, today);
    return again(
      { problems: missing, gaps: gaps.filter((gap) => missing.every(({ text }) => text !== gap)) },
      now,
    );
  }
  return again({ stale: refused === 'changed-elsewhere', sentence: words(outcome.refusal) }, now);
}

const seenIn = (form: URLSearchParams): number => {
  const given = form.get('seen') ?? '';
  return /^\d{1,6}$/.test(given) ? Number(given) : 0;
};
