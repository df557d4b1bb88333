import type { Day } from '../../law/day.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { Part } from '../../platform/papers/paper.ts';
import type { MinutesKind } from '../minutes.ts';
import type { FormGround, Mark } from './meetings.ts';

/** A correction that was proposed. */
export interface CorrectionRow {
  readonly about: string;
  readonly words: string;
  readonly by: string;
  readonly at: { readonly day: Day; readonly time: Temporal.PlainTime };
  readonly state: Mark;
  readonly reply: string | null;
  readonly settledBy: string | null;
  readonly settle:
    | (FormGround & {
        readonly id: string;
        /** Where the words of the minutes are mended; null for what stands at the head. */
        readonly item: string | null;
        readonly reply: string;
        readonly problem: string | null;
      })
    | null;
}

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
  /** Where the items of the meeting begin. */
  readonly items: string;
  readonly corrections: readonly CorrectionRow[];
  readonly propose:
    | (FormGround & {
        readonly version: number;
        readonly about: readonly {
          readonly value: string;
          readonly text: string;
          readonly selected: boolean;
        }[];
        readonly words: string;
        readonly problem: string | null;
      })
    | null;
  readonly parts: readonly Part[];
}

export const minutesPage = definePage<MinutesPage>('meetings/pages/minutes.njk');
