import type { Field } from './engine/entry.ts';

/** A column that the agencies are asked to fill. `kind` is what the merge takes it for; `other` is kept under its title. */
export interface AskedColumn {
  readonly key: string;
  readonly title: string;
  readonly kind: Field;
  readonly mandatory: boolean;
  /** What is to be written there; empty where the title says it. */
  readonly instruction: string;
}

const column = (kind: Field, title: string, mandatory: boolean, instruction: string): AskedColumn => ({
  key: kind,
  title,
  kind,
  mandatory,
  instruction,
});

/**
 * The columns that a chronology begins with, as the published layouts of partnerships have them in common. Date and event are always
 * asked: without them there is no row.
 */
export const usualColumns: readonly AskedColumn[] = [
  column(
    'date',
    'Date',
    true,
    'As exactly as the record has it. “March 2019”, “summer 2018” and “not known” are answers too; do not make a day up.',
  ),
  column('time', 'Time', false, 'Where the record has one.'),
  column('source', 'Source of information', true, 'The record or the document that this is from.'),
  column('who', 'Who was involved', false, 'Family members, and practitioners by role.'),
  column('event', 'Event or contact', true, 'What happened, as the record has it.'),
  column('action', 'Action taken and outcome', false, 'What your agency did, and what came of it.'),
  column('childSeen', 'Was the child seen?', false, 'Yes, no, or which of the children; alone or with whom.'),
  column('childsVoice', 'Voice of the child', false, 'What the child said, showed or wanted.'),
  column('significance', 'Significance', false, 'Why it matters for the review.'),
  column('comment', 'Comment of the author', false, 'Your own view, apart from the record.'),
];

/** Ticked where nobody has chosen yet. */
export const usuallyTicked: ReadonlySet<string> = new Set([
  'date',
  'time',
  'source',
  'who',
  'event',
  'action',
  'childSeen',
  'comment',
]);

/** Never left out. */
export const alwaysAsked: ReadonlySet<string> = new Set(['date', 'event']);

/** The most columns of a partnership's own. */
export const mostOwnColumns = 8;
