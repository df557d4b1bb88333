import { definePage } from '../../platform/pages/page.ts';
import type { NotifyingNotice } from '../../intake/notifying.ts';
import type { FamilyTier } from '../family.ts';
import type { CaseHeader } from '../header.ts';

/** One fact of the file: a day, the days between which it lies, or words as somebody wrote them; none of either where it is not on record. */
export interface PeopleRow {
  readonly label: string;
  readonly day: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
  readonly words: string;
}

/** Somebody around the children. `change` is where that is done, null for whoever may not. */
export interface PersonLine {
  readonly name: string;
  readonly born: Temporal.PlainDate | null;
  readonly note: string;
  readonly relations: readonly { readonly child: string; readonly what: string }[];
  readonly change: string | null;
}

/** A day that matters: by its day, or in the words in which it was given. */
export interface KeyDateLine {
  readonly day: Temporal.PlainDate | null;
  readonly given: string;
  readonly time: string;
  readonly what: string;
  /** The referral that says so; null for what was written into the file. */
  readonly source: { readonly reference: string; readonly href: string } | null;
  readonly change: string | null;
}

/** The children of a case, those around them, and what happened. The one page on which names stand. */
export interface PeoplePage {
  readonly header: CaseHeader;
  readonly formToken: string;
  readonly heading: string;
  readonly addChild: string | null;
  readonly addPerson: string | null;
  readonly addIncident: string | null;
  readonly changeAbout: string | null;
  readonly children: readonly {
    readonly pseudonym: string;
    readonly rows: readonly PeopleRow[];
    readonly warning: string | null;
    readonly change: string | null;
  }[];
  /** By generations; the table of people says the same. */
  readonly family: readonly FamilyTier[];
  readonly people: readonly PersonLine[];
  /** Those who were taken out of the list, for whoever may put them back. */
  readonly removed: readonly PersonLine[];
  readonly about: readonly PeopleRow[];
  readonly incidents: readonly { readonly rows: readonly PeopleRow[]; readonly change: string | null }[];
  /** Which authority must notify, by what is on record. */
  readonly notices: readonly NotifyingNotice[];
  /** In the order of time; what has no day comes last. */
  readonly keyDates: readonly KeyDateLine[];
  readonly removedDates: readonly KeyDateLine[];
  readonly addKeyDate: string | null;
}

/** `/cases/:ref/people`. */
export const peoplePage = definePage<PeoplePage>('cases/pages/people.njk');
