import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { DrawnColumn, DrawnKey, DrawnLane, LanesPicture } from '../picture-lanes.ts';
import type { DrawnMark } from '../picture-marks.ts';

/** A link, or words without one. */
export interface Way {
  readonly text: string;
  readonly href: string | null;
}

/** A lane with where its name and its marks lead; null where they lead nowhere. */
export interface ShownLane extends Omit<DrawnLane, 'marks'> {
  readonly href: string | null;
  readonly marks: readonly (DrawnMark & { readonly href: string | null })[];
}

/** The lanes as they are shown, with where everything leads. */
export interface ShownPicture extends Omit<LanesPicture, 'lanes' | 'columns' | 'keys'> {
  readonly title: string;
  readonly description: string;
  readonly lanes: readonly ShownLane[];
  readonly columns: readonly (DrawnColumn & { readonly href: string | null })[];
  readonly keys: readonly (DrawnKey & { readonly href: string | null })[];
}

/** An entry as the table under the picture lists it. */
export interface EntryLine {
  readonly when: string;
  /** The words of a date that is uncertain. */
  readonly given: string;
  readonly agency: string;
  readonly href: string;
}

/** How many entries each agency has in each piece of time. */
export interface CountTable {
  readonly columns: readonly Way[];
  readonly rows: readonly {
    readonly agency: string;
    readonly href: string;
    readonly counts: readonly number[];
    readonly uncertain: number;
    readonly undated: number;
    readonly total: number;
  }[];
}

/** A chronology as a picture, with the same as a table. */
export interface PicturePage {
  readonly header: CaseHeader;
  readonly title: string;
  readonly heading: string;
  readonly period: string;
  readonly notes: readonly Way[];
  /** Null where there is nothing to draw. */
  readonly picture: ShownPicture | null;
  /** The wider pictures in which this one lies. */
  readonly above: readonly Way[];
  readonly earlier: string | null;
  readonly later: string | null;
  readonly names: { readonly shown: boolean; readonly href: string };
  /** The picture to take away. */
  readonly file: string;
  readonly gaps: readonly Way[];
  /** One by one where they are few; else they are counted. */
  readonly entries: readonly EntryLine[] | null;
  readonly counts: CountTable;
}

/** `/cases/:ref/chronology/:number/picture`. */
export const picturePage = definePage<PicturePage>('chronology/pages/picture.njk');

/** The picture alone, as a file of its own. */
export const pictureFile = definePage<ShownPicture & { readonly title: string }>(
  'chronology/pages/picture-file.njk',
);
