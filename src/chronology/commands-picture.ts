import type { View } from '../acts/view.ts';
import type { HeadedCase } from '../cases/header.ts';
import { readHeaded } from '../cases/store.ts';
import type { Term } from './engine/merging/glossary.ts';
import type { PictureWindow } from './picture-axis.ts';
import type { PictureFacts } from './picture-facts.ts';
import { readGlossary } from './store-glossary.ts';
import { type PicturedChronology, pictured, pictureRows } from './store-picture.ts';

/** A picture of a chronology: of which days, or of all, and whether names are shown. */
export interface PictureWish {
  readonly reference: string;
  readonly number: number;
  readonly window: PictureWindow | null;
  readonly names: boolean;
  /** As a picture to take away, not a page. */
  readonly file: boolean;
}

/** What a picture shows, with the case and the chronology that it is of. */
export interface FoundPicture {
  readonly headed: HeadedCase;
  readonly chronology: PicturedChronology;
  readonly facts: PictureFacts;
  readonly terms: readonly Term[];
}

/** Looks at a chronology as a picture. The trail says whether names were shown, and whether it was taken away. */
export const pictureView = (wish: PictureWish): View<PictureWish, FoundPicture, FoundPicture> => ({
  verb: 'chronology.read',
  async load(tx, { reference, number, window }) {
    const headed = await readHeaded(tx, reference);
    const chronology = headed === null ? null : await pictured(tx, headed.id, number);
    if (headed === null || chronology === null) return null;
    const facts = await pictureRows(tx, chronology, window);
    return { headed, chronology, facts, terms: (await readGlossary(tx, reference, chronology.id)).all };
  },
  standing: ({ headed }) => headed.standing,
  present: (found) => found,
  entry: ({ headed, chronology }) => ({
    case: headed.id,
    object: chronology.id,
    facts: { what: 'picture', names: wish.names, file: wish.file },
  }),
});
