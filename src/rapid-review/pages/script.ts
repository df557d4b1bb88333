import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';

/** The form of the partnership's day script. */
export interface ScriptPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly isExample: boolean;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly source: { readonly value: string; readonly problem: string | null };
  readonly rows: readonly {
    readonly number: number;
    readonly name: string;
    readonly from: string;
    readonly until: string;
    readonly done: string;
    readonly problems: Readonly<Record<'name' | 'from' | 'until' | 'done', string | null>>;
  }[];
  readonly ends: readonly { readonly value: string; readonly text: string }[];
}

/** `/cases/<reference>/rapid-review/script`. */
export const scriptPage = definePage<ScriptPage>('rapid-review/pages/script.njk');
