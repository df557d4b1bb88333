import { type Refusal, refuse } from '../acts/refusal.ts';

/**
 * What kind of body an agency is: first the three that are safeguarding partners by section 16E(3) of the Children Act 2004, then
 * the sectors of the others.
 */
export const agencyKinds = [
  'local-authority',
  'integrated-care-board',
  'police',
  'health',
  'education',
  'justice',
  'care-provider',
  'voluntary',
  'other',
] as const;

export type AgencyKind = (typeof agencyKinds)[number];

/** The kinds of the three statutory safeguarding partners. Source: section 16E(3) of the Children Act 2004, as amended in 2022. */
export const partnerKinds = ['local-authority', 'integrated-care-board', 'police'] as const;

const kindNames: Readonly<Record<AgencyKind, string>> = {
  'local-authority': 'local authority',
  'integrated-care-board': 'integrated care board',
  police: 'police force',
  health: 'health provider',
  education: 'school or education',
  justice: 'justice and probation',
  'care-provider': 'housing or care provider',
  voluntary: 'voluntary or community body',
  other: 'another kind of body',
};

/** What a kind of agency is called. */
export const kindWords = (kind: AgencyKind): string => kindNames[kind];

/** The kind of that name; null where there is none. */
export const kindNamed = (name: string | null): AgencyKind | null =>
  agencyKinds.find((one) => one === name) ?? null;

/** True for the local authority, the integrated care board and the police. */
export const isPartner = (kind: AgencyKind): boolean => partnerKinds.some((one) => one === kind);

/** An agency that is to be added. A day left open is not known. */
export interface NewAgency {
  readonly kind: AgencyKind;
  readonly name: string;
  /** Its code in national lists (ONS, ODS), where it has one. */
  readonly nationalCode: string | null;
  readonly from: Temporal.PlainDate | null;
  /** How far name and days were checked, where that needs saying. */
  readonly note: string | null;
}

/** An agency of a partnership. */
export interface Agency extends NewAgency {
  readonly id: string;
  /** The day from which it is no longer there; null while it is. */
  readonly until: Temporal.PlainDate | null;
  /** The name of the one that took its place. */
  readonly successor: string | null;
}

/** An agency that is there now, as somebody may be invited for it. */
export interface CurrentAgency {
  readonly id: string;
  readonly kind: AgencyKind;
  readonly name: string;
}

/** How an agency ends: for good, with another in its place, or under a new name. `until` is the day from which it is no longer there. */
export type AgencyEnding = { readonly until: Temporal.PlainDate } & (
  | { readonly how: 'gone' }
  | { readonly how: 'replaced'; readonly successorId: string }
  | { readonly how: 'renamed'; readonly name: string; readonly nationalCode: string | null }
);

/** An agency that is to end, with those that are there beside it. */
export interface EndableAgency {
  readonly agency: Agency;
  readonly others: readonly CurrentAgency[];
}

/** What is written when an agency ends: a new row for a new name, or the one that took its place, or neither. */
export interface DecidedEnding {
  readonly agencyId: string;
  readonly until: Temporal.PlainDate;
  readonly successorId: string | null;
  readonly added: NewAgency | null;
}

/** Whether an agency may be added: no other that is there now has its name. */
export function decideAdd(present: readonly CurrentAgency[], wanted: NewAgency): NewAgency | Refusal {
  return isTaken(present, wanted.name) ? refuse('agency-name-taken', { name: wanted.name }) : wanted;
}

/** Whether and how an agency may end: once, today or earlier, and not before it began. */
export function decideEnd(
  { agency, others }: EndableAgency,
  ending: AgencyEnding,
  today: Temporal.PlainDate,
): DecidedEnding | Refusal {
  const { until } = ending;
  if (agency.until !== null) return refuse('agency-over', { name: agency.name });
  if (isAfter(until, today) || (agency.from !== null && isAfter(agency.from, until)))
    return refuse('agency-end-day', { name: agency.name });
  const decided = { agencyId: agency.id, until, successorId: null, added: null };
  if (ending.how === 'gone') return decided;
  if (ending.how === 'replaced') {
    const successor = others.find(({ id }) => id === ending.successorId);
    return successor === undefined ? refuse('agency-not-here') : { ...decided, successorId: successor.id };
  }
  const { name, nationalCode } = ending;
  if (isTaken([...others, agency], name)) return refuse('agency-name-taken', { name });
  return { ...decided, added: { kind: agency.kind, name, nationalCode, from: until, note: null } };
}

const isTaken = (present: readonly CurrentAgency[], name: string) =>
  present.some((one) => one.name.toLowerCase() === name.toLowerCase());

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) > 0;

/** The kinds of statutory partner of which no agency is there now. */
export function missingPartners(present: readonly { readonly kind: AgencyKind }[]): readonly AgencyKind[] {
  return partnerKinds.filter((kind) => !present.some((one) => one.kind === kind));
}

/** A name as it is kept: one line, single spaces; null for none and for one that is too long. */
export function agencyName(text: string): string | null {
  const name = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return name !== '' && name.length <= 200 ? name : null;
}

/** A code of a national list in capitals; undefined where what was typed is none. Nothing typed is null. */
export function nationalCode(text: string): string | null | undefined {
  const code = text.trim().toUpperCase();
  if (code === '') return null;
  return /^[A-Z0-9-]{2,20}$/.test(code) ? code : undefined;
}
