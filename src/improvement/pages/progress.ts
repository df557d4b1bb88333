import { definePage } from '../../platform/pages/page.ts';

/** One layer of a column of the picture. Lengths are units of a picture 1,120 wide. */
export interface LayerShown {
  readonly state: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly stroke: string;
  /** Whether lines are drawn over it, and how. */
  readonly hatch: 'none' | 'one' | 'cross';
  readonly lines: readonly string[];
}

/** The picture: columns of quarters, labels at the right end, lines at tens. */
export interface ProgressPicture {
  readonly height: number;
  readonly foot: number;
  readonly columns: readonly {
    readonly x: number;
    readonly label: string;
    readonly layers: readonly LayerShown[];
  }[];
  readonly labels: readonly { readonly y: number; readonly count: number; readonly words: string }[];
  readonly scale: readonly { readonly y: number; readonly value: number }[];
}

/** Recommendations over time, as a picture and as a table that says the same. */
export interface ProgressPage {
  readonly heading: string;
  readonly lead: string;
  /** Null where nothing was ever asked. */
  readonly picture: ProgressPicture | null;
  readonly description: string;
  readonly states: readonly string[];
  readonly rows: readonly {
    readonly end: string;
    readonly counts: readonly number[];
    readonly total: number;
  }[];
  readonly back: { readonly text: string; readonly href: string };
}

export const progressPage = definePage<ProgressPage>('improvement/pages/progress.njk');
