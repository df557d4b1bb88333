import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { momentOf } from '../intake/moment.ts';
import { textOf } from '../intake/question.ts';
import { rowOf } from '../intake/shown.ts';
import { withoutWeekday } from '../law/day.ts';
import { agencyOptions, writeEntry } from './commands.ts';
import {
  type Entry,
  entryKind,
  type EntryKind,
  entrySection,
  entryWords,
  formOfEntry,
  readEntry,
} from './entries.ts';
import { entriesPage, type EntriesPage, type EntryShown } from './pages/entries.ts';
import { type ReviewFacts, whyNotWrite } from './review.ts';
import { baseOf, factsOf, frameOf, headerOf, mayDo } from './routes-here.ts';

/** The ledger of what a rapid review keeps one by one. */
export function entryRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/rapid-review/entries/:entry';
  return [
    page(path, 'rapid-review.read', 'session', open(showEntries)),
    post(path, 'rapid-review.write', 'session', open(takeEntry), open(showEntries)),
  ];
}

interface Found {
  readonly facts: ReviewFacts;
  readonly kind: EntryKind;
}

async function found(here: Here): Promise<Found | null> {
  const kind = entryKind(here.request.params['entry']);
  const facts = kind === null ? null : await factsOf(here);
  return kind === null || facts === null || facts.review === null ? null : { facts, kind };
}

const correctsIn = (text: string | null) => (text !== null && isId(text) ? text : null);

async function showEntries(here: Here): Promise<WorkAnswer | null> {
  const one = await found(here);
  if (one === null) return null;
  const { request } = here;
  const wanted = one.facts.entries.find(
    ({ id, kind }) => kind === one.kind && id === request.query.get('corrects'),
  );
  if (request.restored)
    return entriesAnswer(here, one, request.form, correctsIn(request.form.get('corrects')), [], null);
  const values = wanted === undefined ? new URLSearchParams() : formOfEntry(wanted);
  return entriesAnswer(here, one, values, wanted?.id ?? null, [], null);
}

function entriesAnswer(
  here: Here,
  { facts, kind }: Found,
  values: URLSearchParams,
  corrects: string | null,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const { headed } = facts;
  const { many, none, lead, one } = entryWords[kind];
  const path = `${baseOf(here)}/entries/${kind}`;
  const own = facts.entries.filter((entry) => entry.kind === kind);
  const section = entrySection(kind, agencyOptions(facts));
  const writes = mayDo(here, 'rapid-review.write', facts) && whyNotWrite(facts) === null;
  const heading = own.length === 0 ? none : `${own.length} ${own.length === 1 ? one : many}`;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  // What was corrected meanwhile is not there to be corrected: what was typed would be another record.
  const standing = own.some(({ id }) => id === corrects) ? corrects : null;
  const body = entriesPage(frameOf(here, headed, many, errors), {
    header: headerOf(here, headed),
    heading,
    lead,
    one,
    entries: own.map((entry) =>
      shownEntry(entry, section.questions, writes ? `${path}?corrects=${entry.id}#form` : null),
    ),
    letters: kind === 'letter' ? lettersOf(facts, baseOf(here), writes) : [],
    form: writes
      ? {
          action: path,
          corrects: standing,
          fields: presentFields(section, values, problems),
          formToken: here.request.formToken,
          formKey: formKey(here.request.form),
          back: path,
        }
      : null,
  });
  return { status: sentence !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

function shownEntry(
  entry: Entry,
  questions: ReturnType<typeof entrySection>['questions'],
  correct: string | null,
): EntryShown {
  const { id, kind, agency, day, answers, recordedBy, recordedAt, replaces } = entry;
  return {
    id,
    title: titleOf(kind, entry),
    rows: [
      ...(agency === null ? [] : [{ label: 'Agency', day: null, lines: [agency] }]),
      ...(day === null ? [] : [{ label: 'Day', day, lines: [] }]),
      ...questions
        .filter((question) => !['agency', 'day'].includes(question.id) && answers[question.id] !== undefined)
        .map((question) => rowOf(question, answers)),
    ],
    recorded: { by: recordedBy, ...momentOf(recordedAt) },
    corrected: replaces !== null,
    correct,
  };
}

function titleOf(kind: EntryKind, { agency, day, answers }: Entry): string {
  const on = day === null ? '' : withoutWeekday(day);
  switch (kind) {
    case 'episode':
      return textOf(answers, 'when');
    case 'learning':
      return `Learned on ${on}`;
    case 'earlier':
      return textOf(answers, 'review');
    case 'meeting':
      return `${textOf(answers, 'what')}, ${on}`;
    case 'letter':
      return `To ${agency ?? 'an agency'}, sent on ${on}`;
  }
}

function lettersOf(facts: ReviewFacts, base: string, writes: boolean): EntriesPage['letters'] {
  return facts.involved.map(({ id, name }) => {
    const sent = facts.entries.find(({ kind, agencyId }) => kind === 'letter' && agencyId === id);
    return {
      agency: name,
      state:
        sent === undefined || sent.day === null
          ? { mark: 'coming', words: 'Not sent yet' }
          : { mark: 'done', words: `Sent ${withoutWeekday(sent.day)}` },
      links: writes
        ? [
            { text: 'PDF', href: `${base}/letter/${id}/pdf` },
            { text: 'Word', href: `${base}/letter/${id}/word` },
          ]
        : [],
    };
  });
}

async function takeEntry(here: Here): Promise<WorkAnswer | null> {
  const one = await found(here);
  if (one === null || !mayDo(here, 'rapid-review.write', one.facts)) return hidden(here);
  const { room, request } = here;
  const { form, today } = request;
  const replaces = correctsIn(form.get('corrects'));
  const isRemoved = form.has('remove') && replaces !== null;
  const { given, problems } = readEntry(one.kind, agencyOptions(one.facts), form, today);
  if (problems.length > 0 && !isRemoved) return entriesAnswer(here, one, form, replaces, problems, null);
  const before = one.facts.entries.find(({ id }) => id === replaces);
  const kept =
    isRemoved && before !== undefined
      ? { kind: one.kind, agencyId: before.agencyId, day: before.day, answers: before.answers }
      : given;
  const wish = { given: kept, replaces, isRemoved };
  const to = () => `${baseOf(here)}/entries/${one.kind}`;
  const sent = { reference: referenceIn(request.params), wish };
  const outcome = await performOnce(room, bearerOf(request), writeEntry, sent, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  const now = await found(here);
  return now === null ? null : entriesAnswer(here, now, form, replaces, [], words(outcome.refusal));
}
