import type { EmptySeat } from '../membership.ts';
import { definePage } from '../../platform/pages/page.ts';

/** A group in the list. */
export interface GroupLine {
  readonly href: string;
  readonly name: string;
  readonly abbreviation: string | null;
  readonly kind: string;
  readonly until: Temporal.PlainDate | null;
  readonly seats: number;
  readonly chair: string | null;
  readonly before: readonly string[];
}

/** Every group, the seats that nobody has, and which group watches which action plans. */
export interface GroupsPage {
  readonly heading: string;
  readonly mayChange: boolean;
  readonly empty: readonly EmptySeat[];
  readonly groups: readonly GroupLine[];
  readonly ended: readonly GroupLine[];
  readonly plans: readonly {
    readonly words: string;
    readonly group: string | null;
    readonly next: string | null;
  }[];
}

/** `/settings/groups`. */
export const groupsPage = definePage<GroupsPage>('group/pages/groups.njk');
