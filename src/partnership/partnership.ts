import type { Calendar } from '../law/bank-holidays.ts';
import type { RapidReviewStart } from '../law/conventions.ts';

/**
 * How well the days of a name are known: to the day; to the month, with its first day standing for it; or only in their order,
 * when the days are placeholders that no page prints. Pages say so where it is not to the day.
 */
export const knownTo = ['day', 'month', 'order'] as const;
export type KnownTo = (typeof knownTo)[number];

/** A name that holds from one day up to, and not on, another. A null day is open: since ever, or until further notice. */
export interface DatedName {
  readonly kind: NameKind;
  readonly name: string;
  readonly abbreviation: string | null;
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
  readonly known: KnownTo;
  readonly note: string | null;
}

/**
 * What has a name that changes with time. `partnership` the body itself, `group` the multi-agency screening group,
 * `review-serious` and `review-local` the two statutory kinds of review, `review-learning` the one below the threshold,
 * `form-referral` the referral form.
 */
export const nameKinds = [
  'partnership',
  'group',
  'review-serious',
  'review-local',
  'review-learning',
  'form-referral',
] as const;

export type NameKind = (typeof nameKinds)[number];

/** How a partnership can be reached and counts its days. Role mailboxes only, never a named officer's. */
export interface PartnershipSettings {
  /** The number to ring when a child is at risk now, as the council publishes it; null where it has not been set. */
  readonly concernTelephone: string | null;
  /** When that number is answered, in words. */
  readonly concernHours: string | null;
  /** The web address where the council takes concerns; null where it has not been set. */
  readonly concernAddress: string | null;
  /** The business unit's role mailbox. */
  readonly businessUnitMailbox: string | null;
  readonly businessUnitTelephone: string | null;
  /** Role mailbox for data protection questions. */
  readonly dataProtectionMailbox: string | null;
  /** Where the partnership's newsletters are found, if they are outside this service. */
  readonly newslettersAddress: string | null;
  /** What starts the fifteen working days of a rapid review here. */
  readonly rapidReviewFrom: RapidReviewStart;
  /** Whether "seven working days before" publication leaves seven clear days. */
  readonly clearDaysBeforePublication: boolean;
  /** The day on which the local safeguarding arrangements of 2018 began here; before it, serious case reviews could still start. */
  readonly localStart: Temporal.PlainDate | null;
  /** The bank holidays by which days are counted here: what is shipped, with what the partnership added or withdrew. */
  readonly calendar: Calendar;
  /** In how many working days an agency is asked to say what it knows: the partnership's own convention, because no law sets one. */
  readonly agencyAnswerWorkingDays: number;
  /** When whom is reminded of a limit that has not been met. */
  readonly reminders: readonly ReminderStep[];
}

/** Whom a reminder can go to: whoever holds the duty (a notifier of the case, or the coordinators), or everybody of a role towards it. */
export const reminded = ['holder', 'coordinator', 'chair', 'partner-delegate'] as const;

/** One rung of the ladder of reminders. `workingDays` after the last day; before it where negative, on it where 0. */
export interface ReminderStep {
  readonly step: string;
  readonly workingDays: number;
  readonly roles: readonly (typeof reminded)[number][];
}

/** The ladder until a partnership has one of its own. It is this service's proposal: no source sets one, and none has confirmed it. */
export const usualReminders: readonly ReminderStep[] = [
  { step: 'before', workingDays: -2, roles: ['holder'] },
  { step: 'today', workingDays: 0, roles: ['holder', 'coordinator'] },
  { step: 'late', workingDays: 1, roles: ['holder', 'coordinator'] },
  { step: 'late-chair', workingDays: 3, roles: ['chair'] },
  { step: 'late-partners', workingDays: 5, roles: ['partner-delegate'] },
];

/** A partnership as everybody may know it. */
export interface Partnership {
  readonly id: string;
  /** Begins every case reference: LSCP, MVSCP. */
  readonly referencePrefix: string;
  readonly name: string;
  /** The bold line of the header: "Liverpool". */
  readonly shortName: string;
  /** The second line of the header: "Safeguarding Children Partnership". */
  readonly restOfName: string;
  /** A made-up partnership for training; every page says so. */
  readonly training: boolean;
  readonly authorityName: string;
  /** The authority's ONS code, which begins E06, E07, E08, E09 or E10. */
  readonly authorityCode: string;
  readonly hosts: readonly string[];
  readonly names: readonly DatedName[];
  readonly settings: PartnershipSettings;
}

/** The name of one kind that held on `day`; null where none did. Of several, the one that began last. */
export function nameOn(
  names: readonly DatedName[],
  kind: NameKind,
  day: Temporal.PlainDate,
): DatedName | null {
  const holding = names.filter((name) => name.kind === kind && holds(name, day));
  return holding.toSorted(byBeginning).at(-1) ?? null;
}

/** All names of one kind, oldest first. */
export function namesOf(names: readonly DatedName[], kind: NameKind): readonly DatedName[] {
  return names.filter((name) => name.kind === kind).toSorted(byBeginning);
}

function holds(name: DatedName, day: Temporal.PlainDate): boolean {
  const begun = name.from === null || Temporal.PlainDate.compare(name.from, day) <= 0;
  const ended = name.until !== null && Temporal.PlainDate.compare(name.until, day) <= 0;
  return begun && !ended;
}

function byBeginning(a: DatedName, b: DatedName): number {
  if (a.from === null) return b.from === null ? 0 : -1;
  return b.from === null ? 1 : Temporal.PlainDate.compare(a.from, b.from);
}
