import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { NamesShown, RowShown } from '../present-merged.ts';
import type { FilterChoice, TokenForm } from './merged.ts';

/** The form by which something is said of rows. */
export interface MergedSayPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly names: NamesShown;
  readonly rows: readonly RowShown[];
  /** How many of the rows of what is corrected a later return left out. */
  readonly withdrawn: number;
  readonly form: TokenForm & {
    readonly names: boolean;
    readonly mark: string | null;
    readonly rows: readonly string[];
    readonly kinds: readonly FilterChoice[];
    readonly words: string;
    readonly lines: readonly string[];
    readonly episodes: readonly FilterChoice[];
    readonly problems: {
      readonly kind: string | null;
      readonly say: string | null;
      readonly target: string | null;
    };
  };
}

/** `/cases/<reference>/chronology/<number>/merged/say`. */
export const mergedSayPage = definePage<MergedSayPage>('chronology/pages/merged-say.njk');
