import { definePage } from '../../platform/pages/page.ts';
import type { ItemPage } from './item.ts';
import type { FormGround, Mark } from './meetings.ts';

/** An item of the agenda beside the one that is open. */
export interface DayRow {
  readonly starts: Temporal.PlainTime;
  /** Without what it is about where somebody in the room is out for it. */
  readonly title: string;
  readonly reference: string | null;
  readonly href: string;
  readonly isNow: boolean;
  readonly state: Mark | null;
}

/** A seat, who is there for it, and the one thing that is said of it most. */
export interface Tile {
  readonly seat: string;
  readonly name: string;
  readonly as: string;
  readonly state: Mark;
  readonly isOut: boolean;
  readonly say:
    | (FormGround & {
        readonly field: string;
        readonly was: string;
        readonly value: string;
        readonly text: string;
        readonly back: string;
      })
    | null;
}

/** `/meetings/<id>/day/<item>`: everything of the item that is open, for those who run the meeting. */
export interface DayPage {
  readonly name: string;
  readonly place: string;
  readonly heading: string;
  readonly line: string | null;
  readonly agenda: readonly DayRow[];
  readonly before: string | null;
  readonly after: string | null;
  readonly quorum: Mark | null;
  readonly room: readonly Tile[];
  readonly attendance: string | null;
  readonly meeting: string;
  /** Who in the room may not see it; with the address that opens it all the same. What follows is empty then. */
  readonly gate: { readonly names: string; readonly open: string } | null;
  readonly papers: readonly { readonly title: string; readonly pages: string; readonly isLate: boolean }[];
  readonly pack: { readonly words: string; readonly href: string } | null;
  readonly criteria: readonly {
    readonly label: string;
    readonly question: string;
    readonly answer: string | null;
    readonly reason: string;
  }[];
  readonly views: readonly {
    readonly who: string;
    readonly position: Mark;
    readonly words: string;
  }[];
  readonly item: ItemPage;
  readonly script: string;
}

export const dayPage = definePage<DayPage>('meetings/pages/day.njk');
