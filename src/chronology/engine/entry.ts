/** What the columns of an agency's chronology can be. `other` is kept under its own heading, untouched. */
export type Field =
  | 'sequence'
  | 'date'
  | 'dateTo'
  | 'time'
  | 'timeTo'
  | 'agency'
  | 'source'
  | 'who'
  | 'event'
  | 'action'
  | 'comment'
  | 'childSeen'
  | 'childsVoice'
  | 'significance'
  | 'other';

/**
 * Where a row stands as a person sees it: `row` counts from 1, in the sheet or in the Word table. A sheet is named, a table numbered
 * from 1; a file of plain text has neither.
 */
export interface Place {
  readonly sheet?: string;
  readonly table?: number;
  readonly row: number;
}

/** One filled cell: its heading as written, what its column was taken for, and its words, untouched. */
export interface Cell {
  readonly heading: string;
  readonly field: Field;
  readonly text: string;
}

/**
 * What stands in the date cell of a row, as a reader found it.
 * - `text`: typed words; the grammar reads them.
 * - `cell`: a spreadsheet's own date. `shown` is what the person sees, `day` YYYY-MM-DD, `precision` what the cell's format shows
 *   (a cell shown as "Mar 2017" is a month), `time` HH:MM where the format shows one.
 * - `merged`: the cell is one with the cell of the row above it, so the author gave both rows that date; `shown` is what stands in it.
 * - `blank`: nothing stands there.
 * - `unreadable`: something that is no words and no date (an error, a formula without its value); `why` in plain words.
 */
export type RowDate =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'cell';
      readonly shown: string;
      readonly day: string;
      readonly precision: 'day' | 'month' | 'year';
      readonly time?: string;
    }
  | { readonly kind: 'merged'; readonly shown: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unreadable'; readonly shown: string; readonly why: string };

/** What stands in a time cell: typed words, or a spreadsheet's own time (HH:MM) with what the person sees. */
export type RowTime =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cell'; readonly shown: string; readonly time: string };

/**
 * A row that was read: below the header, with a filled cell, and no title, heading, footer or repeated header. `cells` holds every
 * filled cell of the row in the order of the columns, the date's too. `agency` only where the row itself names another than its file.
 * `why` set: the row as a whole cannot be read, whatever its date.
 */
export interface ReadRow {
  readonly place: Place;
  readonly agency?: string;
  readonly date: RowDate;
  readonly dateTo?: RowDate;
  readonly time?: RowTime;
  readonly timeTo?: RowTime;
  readonly sequence?: number;
  readonly cells: readonly Cell[];
  readonly why?: string;
}

/**
 * One agency's file as a reader hands it over: its rows in the order of the file, and what was set aside. `usDates` where a person said
 * that the file writes the month first.
 */
export interface ReadFile {
  readonly file: string;
  readonly agency: string;
  readonly rows: readonly ReadRow[];
  readonly setAside: readonly SetAside[];
  readonly usDates?: boolean;
}

/**
 * One row of the merged chronology.
 * `given`: the words of the date exactly as typed, or as the cell shows them; empty where the cell is blank.
 * `edtf`: EDTF level 1 (2016-03-12, 2016-03, 2015~, 2016-05-22?, 199X, A/B, ../B, XXXX).
 * `earliest`, `latest`: first and last day (YYYY-MM-DD) on which it can have been, null where open.
 * `time`: "14:30"; "14:00~" where it was approximate; "14:30/15:00" from one time to another; words that name no clock time as typed;
 * null where none was given. `source`, `event`: the agency's words, empty where there are none. `columns`: every other filled cell
 * under its heading; the time cell too where `time` is not word for word what it says.
 */
export interface Entry {
  readonly id: string;
  readonly agency: string;
  readonly file: string;
  readonly place: Place;
  readonly given: string;
  readonly edtf: string;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly time: string | null;
  readonly source: string;
  readonly event: string;
  readonly columns: Readonly<Record<string, string>>;
  /** Only where a day of birth was given: how old the child was, one for each day of birth, in the order given. */
  readonly ages?: readonly Age[];
}

/** How old a child was on the earliest and on the latest day of a row, in words; null before the birth and where the day is open. */
export interface Age {
  readonly born: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A row whose date (or which as a whole) could not be read: all its filled cells, and why, in plain words. */
export interface NotUnderstood {
  readonly file: string;
  readonly place: Place;
  readonly given: string;
  readonly why: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** An entry whose date can be read in more than one way, or that somebody should look at, and why. Its interval holds every reading. */
export interface Ambiguous {
  readonly id: string;
  readonly why: string;
}

/** Something in a file that is no row of the chronology, and what it was taken for ("title", "repeated header", "preamble" …). */
export interface SetAside {
  readonly file: string;
  readonly place: Place;
  readonly as: string;
  /** What it says, so that a person can see that nothing was lost. */
  readonly words?: string;
}

/** Entries that may tell of one event: a suggestion with its reason. A person links them; nothing is joined or deleted. */
export interface SameEvent {
  readonly ids: readonly string[];
  readonly why: string;
}

/** Entries that seem to tell of one event and do not agree, and in what. */
export interface Conflict {
  readonly ids: readonly string[];
  readonly what: string;
}

/**
 * A time without a row: `from` is the last day before it that a row tells of, `to` the first day after it, `days` the calendar days
 * from the one to the other. `agency` null: no agency at all. `unless`: entries whose wide dates may fall into it.
 */
export interface Gap {
  readonly agency: string | null;
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly unless?: readonly string[];
}

/** The count of what became of the rows: `rowsRead` = `rowsKept` + `rowsNotUnderstood`. */
export interface Left {
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsNotUnderstood: number;
  readonly rowsSetAside: number;
}

/** The whole of what `bin/foresight chronology merge` prints. */
export interface Merged {
  readonly entries: readonly Entry[];
  readonly notUnderstood: readonly NotUnderstood[];
  readonly ambiguous: readonly Ambiguous[];
  readonly setAside: readonly SetAside[];
  readonly sameEvent: readonly SameEvent[];
  readonly conflicts: readonly Conflict[];
  readonly gaps: readonly Gap[];
  readonly left: Left;
}

/** What the merge must be told: today as YYYY-MM-DD, and the days of birth of the children, where they are known. */
export interface MergeOptions {
  readonly today: string;
  readonly born?: readonly string[];
}
