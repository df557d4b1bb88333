import { type Filled, type Option, textOf } from '../intake/question.ts';
import type { Day } from '../law/day.ts';
import { markers, reportParts } from './quality.ts';

/** What is kept of a review one by one. */
export const entryKinds = [
  'event',
  'family',
  'voice',
  'support',
  'family-words',
  'marker',
  'report',
  'sign-off',
  'national',
  'joint',
  'stay',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The kind of that name; null for anything else. */
export const entryKind = (name: string | undefined): EntryKind | null =>
  entryKinds.find((one) => one === name) ?? null;

/** A record of a review as it stands. */
export interface Entry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly day: Day | null;
  readonly answers: Filled;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  /** The record whose place it took; null for one that was never corrected. */
  readonly replaces: string | null;
}

/** The pages on which the kinds stand. */
export type Chapter = 'people' | 'quality' | 'turns';

interface KindWords {
  readonly chapter: Chapter;
  readonly verb: 'review-people.record' | 'review-quality.record' | 'review-turn.record' | 'family-page.give';
  readonly one: string;
  readonly many: string;
  readonly none: string;
  readonly lead: string;
  readonly add: string;
}

const people = { chapter: 'people', verb: 'review-people.record' } as const;
const quality = { chapter: 'quality', verb: 'review-quality.record' } as const;
const turns = { chapter: 'turns', verb: 'review-turn.record' } as const;

/** How each kind is called, and who records it. */
export const kindWords: Readonly<Record<EntryKind, KindWords>> = {
  voice: {
    ...people,
    one: 'The child’s own voice',
    many: 'The child’s own voice',
    none: 'Nothing is written yet of what the child said, wanted or showed. Its place is kept here.',
    lead: 'What the child, or a brother or sister, said, wanted or showed; in their own words where they are known. For a baby or a child who has died: what those who knew them saw.',
    add: 'Write down what the child said or showed',
  },
  family: {
    ...people,
    one: 'Somebody of the family',
    many: 'The family',
    none: 'Nobody of the family is on record yet',
    lead: 'Each person by their place in the family, never by name: who keeps contact, what was offered, what they wish. “Declined” and “not approached, because …” belong on record as well.',
    add: 'Add somebody of the family',
  },
  event: {
    ...people,
    one: 'Practitioner event',
    many: 'Practitioner events',
    none: 'No practitioner event is on record',
    lead: 'Those who worked with the family meet to learn. The notes name nobody: say what was said, not who said it.',
    add: 'Add a practitioner event',
  },
  support: {
    ...people,
    one: 'Support around publication',
    many: 'Support around publication',
    none: 'Nothing is planned yet for the day of publication',
    lead: 'Who sees the report before, who is told on the day and by whom, and who is there for them afterwards.',
    add: 'Write down what is done around publication',
  },
  'family-words': {
    chapter: 'people',
    verb: 'family-page.give',
    one: 'The words of the family’s page',
    many: 'The words of the family’s page',
    none: 'Nothing is written on the family’s page yet',
    lead: 'The family reads this and nothing else. Plain words; nothing of what happened to the child, no name, no place.',
    add: 'Write the words of the family’s page',
  },
  report: {
    ...quality,
    one: 'Check of the report',
    many: 'What the report must have',
    none: 'The report has not been checked yet',
    lead: 'The first two are required of the report of a local child safeguarding practice review (SI 2018/789, regulation 15; not confirmed against the text, M). The others are expected of it.',
    add: 'Check the report',
  },
  'sign-off': {
    ...quality,
    one: 'Sign-off of the report',
    many: 'Sign-off',
    none: 'The report is not signed off',
    lead: 'It is refused while something that the law requires is missing from the report.',
    add: 'Record that the report is signed off',
  },
  marker: {
    ...quality,
    one: 'Quality marker',
    many: 'The eighteen quality markers, where you use them',
    none: 'None has been looked at. Nobody has to: it is a self-check.',
    lead: 'By their titles alone (SCIE and NSPCC, 2016). What each asks is in their publication.',
    add: 'Look at a marker',
  },
  national: {
    ...turns,
    one: 'From local to national',
    many: 'From local to national',
    none: 'It has stayed a local review',
    lead: 'The Panel takes the case into a national review. Say what becomes of the local work: it goes on, it waits, or it stops.',
    add: 'Record that it becomes national',
  },
  joint: {
    ...turns,
    one: 'Together with another process',
    many: 'Together with another process',
    none: 'It is not carried out together with another process',
    lead: 'A safeguarding adults review or a domestic abuse related death review about the same family. One person keeps contact with the family for both.',
    add: 'Record that it is joint',
  },
  stay: {
    ...turns,
    one: 'Stay by a court',
    many: 'Stays by a court',
    none: 'No court has stayed it',
    lead: 'An order that the review, or its publication, waits. Its dates of the law do not wait by themselves: pause the one that guidance sets on its own page, by the authority of whoever may.',
    add: 'Record a stay',
  },
};

/** The chapters in order, with their kinds. */
export const chapters: Readonly<
  Record<Chapter, { readonly title: string; readonly kinds: readonly EntryKind[] }>
> = {
  people: { title: 'People', kinds: ['voice', 'family', 'event', 'support', 'family-words'] },
  quality: { title: 'Quality and sign-off', kinds: ['report', 'sign-off', 'marker'] },
  turns: { title: 'Turns it took', kinds: ['national', 'joint', 'stay'] },
};

const option = (value: string, text: string): Option => ({ value, text });

/** How it stands with somebody of the family. */
export const familyStates: readonly Option[] = [
  option('involved', 'Takes part'),
  option('offered', 'Was asked, and has not answered yet'),
  option('declined', 'Declined'),
  option('not-yet', 'Not approached yet'),
  option('not-approached', 'Will not be approached'),
];
/** How somebody of the family can be told to come back in another language: never by an invented translation. */
export const languageNote =
  'This page is in English. If you would rather have it in another language, or read to you, tell the person below. They will ask a translator; it costs you nothing.';

/** What a record is called in a list: its first words. */
export function entryTitle({ kind, answers }: Pick<Entry, 'kind' | 'answers'>): string {
  const text = (id: string) => textOf(answers, id);
  switch (kind) {
    case 'event':
      return text('what');
    case 'family':
    case 'support':
      return text('who');
    case 'marker':
      return markers.find(({ value }) => value === text('marker'))?.text ?? '';
    case 'joint':
      return text('with');
    case 'stay':
      return text('court');
    case 'voice':
    case 'family-words':
    case 'report':
    case 'sign-off':
    case 'national':
      return kindWords[kind].one;
  }
}

/** How a record stands, by shape and word; null where it has no state. */
export function entryState({ kind, answers }: Pick<Entry, 'kind' | 'answers'>): {
  readonly mark: string;
  readonly words: string;
} | null {
  const text = (id: string) => textOf(answers, id);
  const said = (options: readonly Option[], id: string) =>
    options.find(({ value }) => value === text(id))?.text ?? '';
  if (kind === 'family') {
    const mark = text('state') === 'involved' ? 'done' : text('state') === 'offered' ? 'running' : 'coming';
    return { mark, words: said(familyStates, 'state') };
  }
  if (kind === 'stay')
    return text('over') === 'yes' ? { mark: 'done', words: 'Lifted' } : { mark: 'held', words: 'Holds' };
  if (kind === 'sign-off') return { mark: 'done', words: 'Signed off' };
  if (kind === 'report')
    return reportParts.some(({ id, required }) => required && text(id) !== 'yes')
      ? { mark: 'look', words: 'Something required is missing' }
      : { mark: 'done', words: 'Has what is required' };
  if (kind === 'event')
    return text('came') === '' ? { mark: 'coming', words: 'Planned' } : { mark: 'done', words: 'Held' };
  return null;
}

/** The records that stand, of one kind: one that was corrected has given way. */
export const standingEntries = (all: readonly Entry[], kind: EntryKind): readonly Entry[] => {
  const gone = new Set(all.map(({ replaces }) => replaces));
  return all.filter((one) => one.kind === kind && !gone.has(one.id));
};
