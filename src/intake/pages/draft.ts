import { definePage } from '../../platform/pages/page.ts';
import type { Field } from '../fields.ts';
import type { BusinessUnit } from '../../site/business-unit.ts';
import type { Safety } from '../../site/safety.ts';
import type { ShownGroup, ShownRow } from '../shown.ts';

/** The task list: every page of the form, and how far it is. */
export interface TasksPage {
  readonly done: number;
  readonly all: number;
  readonly expires: Temporal.PlainDate;
  /** Whether it is destroyed within a week. */
  readonly endsSoon: boolean;
  /** Why it goes marked urgent; nothing where it does not. */
  readonly urgency: readonly string[];
  readonly steps: readonly {
    readonly title: string;
    readonly tasks: readonly {
      readonly title: string;
      readonly href: string;
      readonly progress: 'to-do' | 'begun' | 'done' | 'optional';
    }[];
  }[];
}

/** One page of the form. */
export interface QuestionPage {
  /** "Child 2": whom an entry is about, by its number and never by a name. */
  readonly kicker: string | null;
  readonly heading: string;
  readonly lead: string | null;
  readonly action: string;
  readonly formToken: string;
  readonly base: string;
  readonly fields: readonly Field[];
  /** How to reach the coordinator; on the page about the safeguarding lead only. */
  readonly coordinator: boolean;
  /** Whom to call first; on the page about that call only. */
  readonly call: {
    readonly atRisk: boolean;
    readonly urgency: readonly string[];
    readonly safety: Safety;
    readonly unit: BusinessUnit;
  } | null;
}

/** The children, people, dates or agencies that are named so far. */
export interface EntriesPage {
  readonly heading: string;
  readonly lead: string;
  readonly one: string;
  /** Null where there is no room for more. */
  readonly add: string | null;
  /** Whether none need be named. */
  readonly optional: boolean;
  readonly entries: readonly {
    readonly name: string;
    readonly heading: string;
    readonly whole: boolean;
    /** A way to each of its pages. */
    readonly changes: readonly { readonly text: string; readonly href: string }[];
    readonly remove: string;
  }[];
}

/** Asks before an entry is taken out. */
export interface RemovePage {
  readonly heading: string;
  readonly name: string;
  readonly action: string;
  readonly formToken: string;
  readonly base: string;
  readonly back: string;
}

/** What was changed in two windows: what is kept, and what was typed here. */
export interface ClashPage {
  readonly heading: string;
  readonly differing: readonly { readonly saved: ShownRow; readonly typed: ShownRow }[];
  readonly action: string;
  readonly formToken: string;
  /** Of what is kept now: whoever sends again has seen it. */
  readonly base: string;
  readonly typed: readonly { readonly name: string; readonly value: string }[];
  readonly back: string;
}

/** All answers before they go, with what is missing. */
export interface CheckPage {
  readonly formToken: string;
  readonly groups: readonly ShownGroup[];
  readonly missing: readonly { readonly text: string; readonly href: string }[];
  readonly urgency: readonly string[];
}

/** Leaving, to come back by the receipt. */
export interface LeavePage {
  readonly formToken: string;
  readonly expires: Temporal.PlainDate;
}

/** Whom to call where a child is at risk. */
export interface StopPage {
  readonly safety: Safety;
}

export const tasksPage = definePage<TasksPage>('intake/pages/draft-tasks.njk');
export const questionPage = definePage<QuestionPage>('intake/pages/draft-question.njk');
export const entriesPage = definePage<EntriesPage>('intake/pages/draft-entries.njk');
export const removePage = definePage<RemovePage>('intake/pages/draft-remove.njk');
export const clashPage = definePage<ClashPage>('intake/pages/draft-clash.njk');
export const checkPage = definePage<CheckPage>('intake/pages/draft-check.njk');
export const leavePage = definePage<LeavePage>('intake/pages/draft-leave.njk');
export const stopPage = definePage<StopPage>('intake/pages/draft-stop.njk');
