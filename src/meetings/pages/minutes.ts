import { definePage } from '../../platform/pages/page.ts';
import type { Part } from '../../platform/papers/paper.ts';
import type { MinutesKind } from '../minutes.ts';
import type { FormGround, Mark } from './meetings.ts';

/** `/meetings/<id>/minutes`. */
export interface MinutesPage {
  readonly name: string;
  readonly heading: string;
  readonly state: Mark;
  readonly about: readonly string[];
  readonly pdf: string;
  readonly word: string;
  /** What can be done with them next. */
  readonly acts: readonly (FormGround & {
    readonly kind: MinutesKind;
    readonly text: string;
    readonly words: string;
    readonly seen: number;
    readonly later: readonly { readonly value: string; readonly text: string }[];
    readonly isMain: boolean;
  })[];
  readonly waits: string | null;
  readonly parts: readonly Part[];
}

export const minutesPage = definePage<MinutesPage>('meetings/pages/minutes.njk');
