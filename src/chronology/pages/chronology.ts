import type { CaseHeader } from '../../cases/header.ts';
import type { Field } from '../../intake/fields.ts';
import type { Link } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { ColumnChoice } from '../setting-up.ts';

interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** The chronologies of a case. */
export interface ChronologiesPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly rows: readonly { readonly title: string; readonly href: string; readonly words: string }[];
  readonly open: string | null;
}

/** The lanes of a chronology. */
export interface LanesPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly title: string;
  readonly period: string | null;
  readonly columns: string;
  readonly setup: string | null;
  readonly ask: string | null;
  readonly merged: string;
  readonly picture: string;
  readonly seesAll: boolean;
  readonly standing: string;
  readonly release: boolean;
  readonly close: boolean;
  readonly move: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly rows: readonly {
    readonly agency: string;
    readonly href: string;
    readonly state: Mark;
    readonly due: string;
    readonly rows: string;
    readonly notUnderstood: string;
    readonly last: string;
    readonly rung: string | null;
  }[];
  readonly unasked: readonly string[];
}

/** One lane. */
export interface AgencyLanePage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly here: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly state: Mark;
  readonly asked: string;
  readonly given: string | null;
  readonly merged: string | null;
  readonly rung: string | null;
  readonly trouble: string | null;
  readonly code: string | null;
  readonly byHand: boolean;
  readonly remind: boolean;
  readonly bring: string | null;
  readonly actions: readonly Link[];
  readonly steps: readonly {
    readonly words: string;
    readonly on: Temporal.PlainDate;
    readonly by: string | null;
    readonly said: string;
  }[];
}

/** What a chronology asks of the agencies. */
export interface SetupPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly from: number;
  readonly values: {
    readonly title: string;
    readonly instructions: string;
    readonly from: { readonly day: string; readonly month: string; readonly year: string };
    readonly until: { readonly day: string; readonly month: string; readonly year: string };
  };
  readonly columns: readonly ColumnChoice[];
  readonly problems: Readonly<Record<string, string>>;
  readonly back: string;
  readonly button: string;
}

/** A form with its fields and one button. */
export interface LaneFormPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly action: string;
  readonly button: string;
  readonly formToken: string;
  readonly formKey: string;
  readonly fields: readonly Field[];
  readonly back: string;
}

/** Link and code, to be passed on by two different ways. */
export interface LaneLinkPage {
  readonly link: string;
  readonly code: string;
  readonly ends: { readonly day: Temporal.PlainDate; readonly time: Temporal.PlainTime };
  readonly back: string;
}

/** `/cases/<reference>/chronology` */
export const chronologiesPage = definePage<ChronologiesPage>('chronology/pages/chronology-list.njk');
/** `/cases/<reference>/chronology/<number>` */
export const lanesPage = definePage<LanesPage>('chronology/pages/chronology-lanes.njk');
/** `/cases/<reference>/chronology/<number>/lanes/<lane>` */
export const agencyLanePage = definePage<AgencyLanePage>('chronology/pages/chronology-lane.njk');
export const setupPage = definePage<SetupPage>('chronology/pages/chronology-setup.njk');
export const laneFormPage = definePage<LaneFormPage>('chronology/pages/chronology-form.njk');
export const laneLinkPage = definePage<LaneLinkPage>('chronology/pages/chronology-link.njk');
