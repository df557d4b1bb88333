import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { Original } from './review.ts';

/** A piece of a page. A numbered list's items carry their numbers in their text. */
export type TextBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** One page as it was numbered in the original, counted from 1. A page without text is a picture or blank. */
export interface DocumentPage {
  readonly number: number;
  readonly blocks: readonly TextBlock[];
}

/** A document that is held: its text by page and, where there is one, the original. */
export interface HeldDocument {
  readonly pages: readonly DocumentPage[];
  readonly original: Original | null;
  /** False for a text without pages of its own: then no page numbers are shown. */
  readonly paged: boolean;
}

/** One document of a published review. */
export interface DocumentModel {
  readonly title: string;
  readonly reviewTitle: string;
  readonly reviewHref: string;
  readonly typeName: string;
  readonly published: Temporal.PlainDate;
  /** Null where the document is not held here. */
  readonly held: HeldDocument | null;
  /** Whom to ask for it; null where no way has been set. */
  readonly ask: Link | null;
}

/** `/reviews/<slug>/<document>`: the text as an accessible page, with `#page-12` for each page of the original. */
export const document = definePage<DocumentModel>('register/pages/document.njk');
