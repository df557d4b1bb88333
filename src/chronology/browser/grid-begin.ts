/** A column of the grid; `width` in rem. */
export interface GridColumn {
  readonly key: string;
  readonly title: string;
  readonly mandatory: boolean;
  readonly instruction: string;
  readonly width: number;
}

/** A row as it is sent and answered: its cells by the keys of the columns. */
export interface GridRow {
  readonly id: string;
  readonly position: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly isRemoved: boolean;
  readonly version: number;
}

/** What a date was understood as; `of` are the words that it is said of. */
export interface GridDate {
  readonly of: string;
  readonly isUnderstood: boolean;
  readonly words: string;
}

/** What the page gives its script to begin from. */
export interface GridBegin {
  /** Under this name the browser keeps what is not saved yet. */
  readonly keep: string;
  readonly action: string;
  readonly formToken: string;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
  readonly dates: Readonly<Record<string, Readonly<Record<string, GridDate>>>>;
  readonly mostRows: number;
  readonly mostInBatch: number;
}

/** What the service says of the rows that were sent. */
export interface GridAnswer {
  readonly outcome: 'answered' | 'closed' | 'full';
  readonly rows: readonly (
    | { readonly id: string; readonly outcome: 'saved'; readonly version: number }
    | { readonly id: string; readonly outcome: 'conflict'; readonly now: GridRow }
    | { readonly id: string; readonly outcome: 'too-long'; readonly column: string | null }
  )[];
  readonly dates: GridBegin['dates'];
  readonly at: string;
}
