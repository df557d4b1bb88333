import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { MergedLink } from '../present-merged.ts';
import type { FilterChoice, TokenForm } from './merged.ts';

/** Who and what is meant, what stands for it where names are taken out, and what may be missing. */
export interface GlossaryPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly own: readonly {
    readonly kind: string;
    readonly forms: string;
    readonly shown: string;
    readonly href: string | null;
  }[];
  readonly people: readonly { readonly forms: string; readonly shown: string }[];
  readonly missed: readonly { readonly words: string; readonly times: number; readonly why: string }[];
  readonly missedLead: string;
  readonly more: MergedLink | null;
  readonly form:
    | (TokenForm & {
        readonly term: string | null;
        readonly kinds: readonly FilterChoice[];
        readonly forms: string;
        readonly shown: string;
        readonly problem: string | null;
      })
    | null;
}

/** `/cases/<reference>/chronology/<number>/merged/glossary`. */
export const glossaryPage = definePage<GlossaryPage>('chronology/pages/glossary.njk');
