/** A paper of ours as plain content: it is written as a tagged PDF and as a Word document from this alone, so the two cannot differ. */
export interface Paper {
  readonly title: string;
  /** Said under the title: whose paper this is, of which day, which version. */
  readonly about: readonly string[];
  /** Stands at the foot of every page, before its number: a case's reference, never a name. */
  readonly footer: string;
  /** Stands at the head of every page: how the paper must be handled, or that it is fictional; null for nothing. */
  readonly marking: string | null;
  /** Its pages lie on their side, for a wide table. */
  readonly isWide?: true;
  /** Stands across every page of a PDF, and at the head of every page in Word: whose copy this is. Absent for nothing. */
  readonly watermark?: string;
  readonly parts: readonly Part[];
}

/** A table's or a list's cell is text; a line break in it stays a line break. */
export type Part =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly numbered?: boolean }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** One column in colours, a number for each row; its words say the same, because not everybody sees them. */
      readonly shaded?: { readonly column: number; readonly colours: readonly number[] };
    }
  /** Something the reader must not miss. */
  | { readonly kind: 'note'; readonly text: string }
  /** Room to write by hand; `lines` is its height. */
  | { readonly kind: 'room'; readonly question: string; readonly help: string; readonly lines: number }
  /** Boxes to tick by hand. */
  | {
      readonly kind: 'boxes';
      readonly question: string;
      readonly help: string;
      readonly options: readonly (string | { readonly text: string; readonly help: string })[];
    }
  /** Room for one day, written by hand: its day, its month and its year apart, so that it cannot be read as another. */
  | { readonly kind: 'day'; readonly question: string; readonly help: string }
  /** With `restart` the pages are counted from 1 again; those before are numbered apart. Once in a paper. */
  | { readonly kind: 'new-page'; readonly restart?: true };

/** A piece of a paper of one kind. */
export type PartOf<Kind extends Part['kind']> = Extract<Part, { readonly kind: Kind }>;
