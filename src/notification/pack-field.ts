import type { FileChild } from '../cases/people.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import type { Confidences } from '../law/confidence.ts';
import { type Filled, textOf } from '../intake/question.ts';
import { rowOf } from '../intake/shown.ts';
import { type AnswerPart, answersSection } from './questions.ts';
import type { NotifiedChild, PackFacts } from './notification.ts';
import type { Route } from './route.ts';

/** Where what stands in a field comes from; a link where that can be looked at. */
export interface FieldSource {
  readonly text: string;
  readonly href: string | null;
}

/** One field of the national system, ready to be copied. */
export interface PackField {
  readonly key: string;
  readonly label: string;
  /** What stands in it; none where nothing is on record. */
  readonly lines: readonly string[];
  readonly source: FieldSource;
  /** How sure it is that the system asks this. */
  readonly evidence: Confidences;
  /** Whether it should not be left empty. */
  readonly needed: boolean;
  /** Where it is filled in or put right; null where nobody can here. */
  readonly mend: string | null;
}

/** The fields of one page of the system. */
export interface PackGroup {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly PackField[];
}

/** What every field is made from. */
export interface PackGround {
  readonly facts: PackFacts;
  readonly route: Route;
  /** The children of this form in full, in their order. */
  readonly children: readonly OrderedChild[];
  /** Those beyond. */
  readonly further: readonly OrderedChild[];
  /** The address of the case. */
  readonly base: string;
  /** Whether whoever looks may put together what the file has no place for, and whether they may change the file. */
  readonly mayDraft: boolean;
  readonly mayChange: boolean;
}

/** A child of the case with what the notification keeps of the child. */
export interface OrderedChild {
  readonly child: FileChild;
  readonly kept: NotifiedChild | null;
}

/** The day of a kind on record; null where none is. */
export const dayOn = ({ days }: Pick<PackFacts, 'days'>, kind: string): Day | null =>
  days.find((one) => one.kind === kind)?.day ?? null;

/** What is said of a field besides its words. */
export interface FieldFacts {
  readonly key: string;
  readonly label: string;
  readonly lines: readonly string[];
  readonly source: FieldSource;
  readonly evidence: Confidences;
  readonly needed?: true;
  readonly mend: string | null;
}

/** A field of the pack. */
export const field = ({ needed, ...facts }: FieldFacts): PackField => ({ ...facts, needed: needed === true });

/** The lines of a text; none of an empty one. */
export const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/** A day in words as a line; none where it is not known. */
export const dayLines = (day: Temporal.PlainDate | null): readonly string[] =>
  day === null ? [] : [withoutWeekday(day)];

/** The answers that are kept of what the case file has no place for. */
export const answersOf = ({ facts }: Pick<PackGround, 'facts'>): Filled => facts.live?.answers ?? {};

/** A field of which the answer is asked for on a page of the notification itself. */
export function asked(
  ground: PackGround,
  part: AnswerPart,
  id: string,
  label: string,
  { evidence, needed = false }: { readonly evidence: Confidences; readonly needed?: boolean },
): PackField {
  const question = answersSection(part, ground.route.way).questions.find((one) => one.id === id);
  if (question === undefined) throw new RangeError(`no page of the notification asks "${id}"`);
  const href = `${ground.base}/notification/answers/${part}#${id}`;
  const { lines } = rowOf(question, answersOf(ground));
  return field({
    key: id,
    label,
    lines: lines.flatMap(linesOf),
    source: { text: lines.length === 0 ? 'Asked here' : 'Written here', href: null },
    evidence,
    ...(needed ? { needed: true as const } : {}),
    mend: ground.mayDraft ? href : null,
  });
}

/** What was written in an answer; empty where nothing was. */
export const written = (ground: PackGround, id: string): string => textOf(answersOf(ground), id);
