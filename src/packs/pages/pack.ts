import { definePage } from '../../platform/pages/page.ts';
import type { Part } from '../../platform/papers/paper.ts';

/** What every form begins with. */
export interface FormGround {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
}

/** A mark with its words. */
export interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** A paper in the list of a pack. */
export interface PaperRow {
  readonly title: string;
  /** "pages 4 to 9". */
  readonly pages: string;
  readonly marks: readonly Mark[];
  readonly late: string | null;
  /** The first figures of its SHA-256 digest; all of them stand where it is read. */
  readonly digest: string;
  /** "Read by 7 of 12", with who has not; null for whoever does not run the meeting. */
  readonly read: { readonly words: string; readonly missing: string | null } | null;
  readonly off: FormGround | null;
}

/** An item with its papers. */
export interface PackItem {
  readonly number: number;
  readonly title: string;
  readonly line: string | null;
  /** The page on which they are read. */
  readonly read: string | null;
  readonly add: string | null;
  readonly papers: readonly PaperRow[];
}

/** `/meetings/<id>/pack`. */
export interface PackPage {
  readonly name: string;
  readonly heading: string;
  readonly state: Mark | null;
  readonly about: readonly string[];
  readonly copy: string | null;
  readonly freeze: (FormGround & { readonly seen: number; readonly text: string }) | null;
  readonly items: readonly PackItem[];
  readonly versions: readonly { readonly text: string; readonly href: string; readonly isShown: boolean }[];
}

/** `/meetings/<id>/pack/items/<item>`. */
export interface ReadPage {
  readonly name: string;
  readonly heading: string;
  readonly line: string | null;
  readonly older: string | null;
  readonly papers: readonly {
    readonly anchor: string;
    readonly title: string;
    readonly pages: string;
    readonly marks: readonly Mark[];
    readonly late: string | null;
    readonly digest: string;
    readonly about: readonly string[];
    readonly parts: readonly Part[];
    /** Where a file is opened. */
    readonly file: string | null;
  }[];
  readonly before: { readonly text: string; readonly href: string } | null;
  readonly after: { readonly text: string; readonly href: string } | null;
}

/** `/meetings/<id>/pack/items/<item>/papers`. */
export interface AddPage {
  readonly name: string;
  readonly heading: string;
  readonly form: FormGround;
  readonly offered: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly isLate: boolean;
  readonly typed: { readonly title: string; readonly words: string; readonly late: string };
  readonly problems: Partial<Record<'title' | 'words' | 'late', string>>;
  readonly cancel: string;
}

/** `/meetings/<id>/pack/copy`. */
export interface CopyPage {
  readonly name: string;
  readonly heading: string;
  readonly words: readonly string[];
  readonly state: Mark | null;
  /** True while it is made: the page says to look again. */
  readonly again: string | null;
  readonly forms: readonly (FormGround & {
    readonly act: 'make' | 'take';
    readonly text: string;
    readonly isMain: boolean;
  })[];
  readonly asksCode: boolean;
  readonly problem: string | null;
}

export const packPage = definePage<PackPage>('packs/pages/pack.njk');
export const readPage = definePage<ReadPage>('packs/pages/pack-read.njk');
export const addPage = definePage<AddPage>('packs/pages/pack-add.njk');
export const copyPage = definePage<CopyPage>('packs/pages/pack-copy.njk');
