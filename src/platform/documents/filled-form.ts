/** A content control as it came back: what it is called, and what it says besides its text. */
export interface FilledControl {
  readonly tag: string | null;
  readonly title: string | null;
  readonly kind: 'text' | 'day' | 'tick';
  /** The day that a date control keeps beside its text, as ISO text; null where it keeps none. */
  readonly day: string | null;
  readonly ticked: boolean;
}

/** A cell: its lines as a reader sees them, without what only asks to be answered, and the controls within or around it. */
export interface FilledCell {
  readonly lines: readonly string[];
  readonly controls: readonly FilledControl[];
}

/** A piece of a form that came back, in reading order: a line outside the tables, or a table. */
export type FilledPiece =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly FilledCell[])[] };

/** A form that came back, as plain data. `properties` are what its writer kept in it under names. */
export interface FilledForm {
  readonly properties: Readonly<Record<string, string>>;
  readonly pieces: readonly FilledPiece[];
}
