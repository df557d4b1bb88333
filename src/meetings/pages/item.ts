import type { Day } from '../../law/day.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { FormGround, Mark } from './meetings.ts';

interface Moment {
  readonly day: Day;
  readonly time: Temporal.PlainTime;
}

/** Somebody who is out for an item. */
export interface OutRow {
  readonly name: string;
  readonly reason: string;
  readonly declared: Moment & { readonly by: string };
  readonly end: FormGround | null;
}

/** `/meetings/<id>/items/<item>`. */
export interface ItemPage {
  readonly name: string;
  readonly heading: string;
  readonly line: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly isHeldOver: boolean;
  /** How one declares a conflict here; null when the meeting is over. */
  readonly conflict: string | null;
  /** What follows is for those who run the meeting. */
  readonly running: {
    readonly quorum: Mark | null;
    readonly out: readonly OutRow[];
    readonly decide: { readonly href: string; readonly note: string | null } | null;
    readonly blocked: string | null;
    /** Where the chair is out for the item: who it is, and who could chair it. */
    readonly chair:
      | (FormGround & {
          readonly who: string;
          readonly now: string;
          readonly choices: readonly {
            readonly value: string;
            readonly text: string;
            readonly selected: boolean;
          }[];
        })
      | null;
    readonly decisions: readonly {
      readonly words: string;
      readonly reasons: string;
      /** That there was no quorum, or that a newer pack was out. */
      readonly notes: readonly string[];
      readonly href: string | null;
    }[];
    readonly note:
      | (FormGround & {
          readonly seen: number;
          readonly words: string;
          readonly problem: string | null;
          /** What somebody else wrote meanwhile. */
          readonly meanwhile: string | null;
        })
      | null;
    readonly written: (Moment & { readonly by: string }) | null;
    readonly words: string;
    readonly actions: readonly { readonly text: string; readonly strike: FormGround | null }[];
    readonly action:
      | (FormGround & {
          readonly typed: Readonly<Record<'words' | 'owner' | 'day' | 'month' | 'year', string>>;
          readonly problems: Partial<Record<'words' | 'owner' | 'due', string>>;
        })
      | null;
    readonly change:
      | (FormGround & {
          readonly minutes: string;
          readonly problem: string | null;
          readonly off: boolean;
          readonly holdOver: boolean;
          readonly takeUp: boolean;
          readonly time: boolean;
        })
      | null;
  } | null;
}

/** `/meetings/<id>/items/<item>/conflict`. */
export interface ConflictPage {
  readonly name: string;
  readonly heading: string;
  readonly words: string;
  readonly form: FormGround & {
    /** For those who run the meeting: who it is that has the conflict. */
    readonly people:
      | readonly { readonly value: string; readonly text: string; readonly checked: boolean }[]
      | null;
    readonly typed: { readonly other: string; readonly reason: string };
    readonly problems: Partial<Record<'who' | 'other' | 'reason', string>>;
  };
  readonly cancel: string;
}

export const itemPage = definePage<ItemPage>('meetings/pages/item.njk');
export const conflictPage = definePage<ConflictPage>('meetings/pages/item-conflict.njk');
