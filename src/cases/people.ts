import type { Refusal } from '../acts/refusal.ts';
import { refuse } from '../acts/refusal.ts';
import { children as childQuestions } from '../intake/questions-child.ts';
import type { IncidentEvent } from '../law/facts.ts';
import type { HeadedCase } from './header.ts';
import type { NamedAuthority } from '../law/notifying-authority.ts';
import type { FileKeyDate } from './key-dates.ts';
import type { Harm, NewChild } from './opening.ts';
import type { ChildWhere, IncidentWhere } from './where.ts';

/** A child of the case, as the file knows the child. */
export interface FileChild extends NewChild, ChildWhere {
  readonly id: string;
  readonly pseudonym: string;
}

/** What happened, and on which day or between which days. */
export interface FileIncident extends IncidentWhere {
  readonly id: string;
  readonly earliest: Temporal.PlainDate | null;
  readonly latest: Temporal.PlainDate | null;
  readonly dayAsGiven: string;
  readonly place: string;
  readonly what: string;
}

/** What somebody can be to a child, in the order in which it is offered. `none` says that there is nothing, or no longer. */
export const relations = [
  'mother',
  'father',
  'step-parent',
  'parents-partner',
  'brother-or-sister',
  'half-brother-or-sister',
  'grandparent',
  'other-relative',
  'foster-carer',
  'other-carer',
  'friend',
  'other',
  'none',
] as const;
export type Relation = (typeof relations)[number];

export const relationWords: Readonly<Record<Relation, string>> = {
  mother: 'mother',
  father: 'father',
  'step-parent': 'step-parent',
  'parents-partner': 'partner of a parent',
  'brother-or-sister': 'brother or sister',
  'half-brother-or-sister': 'half-brother or half-sister',
  grandparent: 'grandparent',
  'other-relative': 'another relative',
  'foster-carer': 'foster carer',
  'other-carer': 'another carer',
  friend: 'friend',
  other: 'somebody else who matters',
  none: 'nothing to this child, as far as is known',
};

/** Somebody around the children. Whoever was taken out of the list stays on record, and can be put back. */
export interface FilePerson {
  readonly id: string;
  readonly name: string;
  readonly bornOn: Temporal.PlainDate | null;
  readonly note: string;
  readonly removedAt: Temporal.Instant | null;
  readonly relations: readonly { readonly childId: string; readonly kind: Relation }[];
}

/** Everything that the pages of people show and change of a case. */
export interface FileFacts {
  readonly headed: HeadedCase;
  readonly event: IncidentEvent;
  readonly harm: Harm;
  readonly summary: string;
  readonly children: readonly FileChild[];
  readonly persons: readonly FilePerson[];
  readonly incidents: readonly FileIncident[];
  readonly keyDates: readonly FileKeyDate[];
  /** The partnership’s own authority. */
  readonly home: NamedAuthority;
  /** The first day on record on which anybody knew of it; null while none is. */
  readonly firstKnown: Temporal.PlainDate | null;
}

/** The words of an ethnicity code of the Department for Education; the code itself where the list does not have it. */
export const ethnicityWords = (code: string): string => optionWords('child-ethnicity', code);

/** The words for a child's sex. */
export const sexWords = (code: string): string => optionWords('child-sex', code);

const optionWords = (question: string, value: string): string =>
  childQuestions.questions.find(({ id }) => id === question)?.options?.find((one) => one.value === value)
    ?.text ?? value;

/** The sentence why the contents of a case may not be changed now; null where they may. */
export const whyNotChange = ({ headed }: Pick<FileFacts, 'headed'>): Refusal | null =>
  headed.state === 'closed' ? refuse('case-closed') : null;

/** The last day on which what happened can have happened, of all that is on record; null where no day is. */
export function lastIncidentDay(incidents: readonly FileIncident[]): Temporal.PlainDate | null {
  const days = incidents.flatMap(({ earliest, latest }) => latest ?? earliest ?? []);
  return days.toSorted((one, two) => Temporal.PlainDate.compare(one, two)).at(-1) ?? null;
}

/** How old a child was when it happened, in words: by the days where both are known, else as somebody gave it; null for neither. */
export function ageWords(
  child: Pick<NewChild, 'bornOn' | 'ageGiven'>,
  incident: Pick<FileIncident, 'earliest' | 'latest'> | null,
): string | null {
  const { bornOn, ageGiven } = child;
  const first = incident?.earliest ?? incident?.latest ?? null;
  const last = incident?.latest ?? first;
  if (bornOn === null || first === null || last === null) return ageGiven === '' ? null : ageGiven;
  const youngest = ageOn(bornOn, first);
  const oldest = ageOn(bornOn, last);
  return youngest === oldest ? oldest : `${youngest} to ${oldest}`;
}

// As ages of children are said: in days, then weeks, then months, and in years from the second birthday.
function ageOn(born: Temporal.PlainDate, on: Temporal.PlainDate): string {
  if (Temporal.PlainDate.compare(on, born) < 0) return 'not yet born';
  const count = (many: number, one: string) => `${many} ${one}${many === 1 ? '' : 's'}`;
  const days = born.until(on, { largestUnit: 'days' }).days;
  if (days < 14) return count(days, 'day');
  const { years, months } = born.until(on, { largestUnit: 'years' });
  if (years === 0 && months < 3) return count(Math.floor(days / 7), 'week');
  return years < 2 ? count(years * 12 + months, 'month') : count(years, 'year');
}
