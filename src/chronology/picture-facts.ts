import { type DayNumber, fromIso } from './engine/dates/day-number.ts';
import type { BinUnit, PictureWindow } from './picture-axis.ts';

/** The days of an entry or of several alike: null where open. `hard`: it went on from the one day to the other; else it was some time in there. */
export interface Days {
  readonly earliest: DayNumber | null;
  readonly latest: DayNumber | null;
  readonly hard: boolean;
}

/** The lane of an agency, with how many of its rows are in the window, before it, after it, and without any date. */
export interface LaneFacts {
  readonly id: string;
  /** Its number in the chronology, by which it is named in addresses. */
  readonly number: number;
  readonly agency: string;
  /** What kind of body it is: src/agencies/agency.ts. */
  readonly kind: string;
  readonly within: number;
  readonly before: number;
  readonly after: number;
  readonly undated: number;
}

/** One entry. The words of its date are as the agency typed them. */
export interface EntryFacts extends Days {
  readonly lane: string;
  readonly row: string;
  readonly given: string;
  readonly time: string | null;
}

/** So many entries of a lane with the same uncertain days. */
export interface SpanFacts extends Days {
  readonly lane: string;
  readonly count: number;
}

/** So many entries of a lane in the piece of time that begins on that day. */
export interface BinFacts {
  readonly lane: string;
  readonly from: DayNumber;
  readonly count: number;
}

/** An entry that somebody called a key event, and in what words. */
export interface KeyFacts extends Days {
  readonly lane: string;
  readonly row: string;
  readonly words: string;
}

/** Entries of which somebody said that they tell of the same event, or that they do not agree. */
export interface TieFacts {
  readonly kind: 'same-event' | 'conflict';
  readonly ends: readonly (Days & { readonly lane: string; readonly row: string })[];
}

/** A time without a row: of one lane, or of all where `lane` is null. The days are those of the rows at either side. */
export interface GapFacts extends PictureWindow {
  readonly lane: string | null;
}

/** Everything that is drawn, as the store reads it for one window. */
export interface PictureFacts {
  readonly window: PictureWindow;
  /** The whole time of the chronology. */
  readonly whole: PictureWindow;
  readonly lanes: readonly LaneFacts[];
  /** How many agencies have lanes of which this person sees no row. */
  readonly unseenLanes: number;
  /** Every entry with a date, where they are few enough to be drawn one by one; else null, and they are counted. */
  readonly entries: readonly EntryFacts[] | null;
  readonly unit: BinUnit;
  readonly bins: readonly BinFacts[];
  readonly spans: readonly SpanFacts[];
  /** How many entries with uncertain days there are besides those in `spans`. */
  readonly spansLeft: number;
  readonly keys: readonly KeyFacts[];
  readonly ties: readonly TieFacts[];
  readonly gaps: readonly GapFacts[];
  /** Uncertain times that may lie in a gap, in the window or not: what is said of a gap does not change with the window. */
  readonly wide: readonly (Days & { readonly lane: string })[];
  readonly children: readonly { readonly name: string; readonly born: DayNumber }[];
  readonly incident: { readonly from: DayNumber; readonly until: DayNumber } | null;
}

/** At most so many entries are drawn one by one; beyond that they are counted. */
export const mostEntries = 600;

// Health, social care, police, education, then the others: the same order in every picture of a case.
const kinds = [
  'health',
  'integrated-care-board',
  'local-authority',
  'police',
  'education',
  'justice',
  'care-provider',
  'voluntary',
];

/** The lanes from top to bottom; within a kind of body by name. */
export function inOrder(lanes: readonly LaneFacts[]): readonly LaneFacts[] {
  const place = ({ kind }: LaneFacts) => {
    const at = kinds.indexOf(kind);
    return at === -1 ? kinds.length : at;
  };
  return lanes.toSorted((a, b) => place(a) - place(b) || a.agency.localeCompare(b.agency, 'en-GB'));
}

/** A day as the database writes it; null where there is none. */
export const dayOf = (text: string | null): DayNumber | null => (text === null ? null : fromIso(text));
