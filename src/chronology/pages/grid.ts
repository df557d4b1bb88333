import { definePage } from '../../platform/pages/page.ts';

/** Where one types one's agency's chronology as in a spreadsheet. */
export interface GridPage {
  readonly agency: string;
  readonly title: string;
  /** The plain form, row by row, for a browser without script. */
  readonly plain: string;
  /** Where it is checked and sent. */
  readonly check: string;
  /** How many rows stand there already. */
  readonly typed: number;
  readonly columns: readonly {
    readonly title: string;
    readonly mandatory: boolean;
    readonly instruction: string;
  }[];
  /** The address of the grid's own script. */
  readonly script: string;
  /** What the script begins from, in JSON. */
  readonly begin: string;
}

/** `/lane/<invitation>/grid`. */
export const gridPage = definePage<GridPage>('chronology/pages/grid.njk');
