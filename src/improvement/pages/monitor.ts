import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { StateShown } from './record.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly chosen: boolean;
}

/** A row of the list: what, whose, by when, and how it stands. */
export interface MonitorRow {
  readonly name: string;
  readonly href: string;
  readonly second: string;
  readonly who: string;
  readonly whoSecond: string;
  readonly due: string;
  readonly states: readonly StateShown[];
  readonly drift: string;
}

/** What is open, late or has drifted, for whoever looks. */
export interface MonitorPage {
  readonly heading: string;
  readonly lead: string;
  readonly counts: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly filters: readonly {
    readonly id: string;
    readonly label: string;
    readonly options: readonly Choice[];
  }[];
  readonly rows: readonly MonitorRow[];
  readonly dueLabel: string;
  readonly nothing: string;
  readonly newer: string | null;
  readonly older: string | null;
  readonly links: readonly Link[];
}

export const monitorPage = definePage<MonitorPage>('improvement/pages/monitor.njk');
