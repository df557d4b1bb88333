import type { CaseHeader } from '../../cases/header.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { TypedDay } from '../../law/typed-day.ts';
import type { AnswerProblems, AskProblems } from '../ask-form.ts';

/** What every form begins with. */
export interface FormGround {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
}

/** A mark with its words. */
export interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** Something to choose in a form. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly checked: boolean;
}

/** `/cases/<reference>/rounds`. */
export interface ListPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly rounds: readonly {
    readonly href: string;
    readonly words: string;
    readonly due: Temporal.PlainDate;
    readonly answered: string;
    readonly state: Mark;
  }[];
  readonly cut: boolean;
  readonly ask: string | null;
  readonly whyNot: string | null;
}

/** `/cases/<reference>/rounds/new`. */
export interface AskPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly form: FormGround & {
    readonly group: string;
    readonly groupName: string;
    readonly question: string;
    readonly outcomes: readonly Choice[];
    readonly proposal: string;
    readonly day: TypedDay;
    readonly seats: readonly (Choice & { readonly hint: string })[];
    readonly papers: readonly Choice[];
    readonly problems: AskProblems;
  };
  readonly others: readonly { readonly text: string; readonly href: string }[];
  readonly cancel: string;
}

/** What one seat said. */
export interface SeatRow {
  readonly seat: string;
  readonly state: Mark;
  readonly name: string;
  readonly stands: string;
  readonly words: string;
  readonly day: Temporal.PlainDate;
}

/** `/cases/<reference>/rounds/<id>`. */
export interface RoundPage {
  readonly header: CaseHeader;
  readonly heading: string;
  readonly state: Mark;
  readonly question: string;
  readonly outcome: string | null;
  readonly proposal: string;
  readonly papers: readonly string[];
  readonly hash: string;
  readonly asked: { readonly by: string; readonly on: Temporal.PlainDate };
  readonly due: Temporal.PlainDate;
  readonly quorum: Mark | null;
  readonly rows: readonly SeatRow[];
  /** The seats that have not answered. */
  readonly waiting: readonly string[];
  /** What came after the last day or after the end, and what was said before something else was. */
  readonly apart: readonly (SeatRow & { readonly why: string })[];
  readonly conflicts: readonly {
    readonly name: string;
    readonly words: string;
    readonly day: Temporal.PlainDate;
    readonly letIn: (FormGround & { readonly answer: string }) | null;
  }[];
  readonly ended: { readonly words: string; readonly why: string; readonly href: string | null } | null;
  readonly end:
    | (FormGround & {
        readonly why: string;
        readonly problem: string | null;
        readonly blocked: string | null;
      })
    | null;
}

/** `/rounds`: what one is asked, and nothing of a case. */
export interface OwnListPage {
  readonly heading: string;
  readonly rows: readonly {
    readonly href: string;
    readonly due: Temporal.PlainDate;
    readonly asked: Temporal.PlainDate;
    readonly state: Mark;
  }[];
}

/** `/rounds/<id>` for whoever has to prove first who they are, or where it was withdrawn. */
export interface ProvePage {
  readonly heading: string;
  readonly withdrawn: boolean;
  readonly form: FormGround & {
    readonly problem: string | null;
    /** What was typed into the answer, carried along unseen. */
    readonly carried: readonly { readonly name: string; readonly value: string }[];
  };
}

/** `/rounds/<id>`. */
export interface OwnPage {
  readonly reference: string;
  readonly heading: string;
  readonly question: string;
  readonly outcome: string | null;
  readonly proposal: string;
  readonly papers: readonly { readonly href: string; readonly text: string }[];
  readonly hash: string;
  readonly asked: { readonly by: string; readonly on: Temporal.PlainDate };
  readonly due: Temporal.PlainDate;
  readonly late: string | null;
  readonly said: readonly { readonly words: string; readonly why: string; readonly on: Temporal.PlainDate }[];
  readonly form:
    | (FormGround & {
        readonly seats: readonly Choice[];
        readonly oneSeat: string | null;
        readonly positions: readonly Choice[];
        readonly words: string;
        readonly several: boolean | null;
        readonly problems: AnswerProblems;
      })
    | null;
  readonly whyNot: string | null;
}

export const listPage = definePage<ListPage>('rounds/pages/rounds.njk');
export const askPage = definePage<AskPage>('rounds/pages/round-ask.njk');
export const roundPage = definePage<RoundPage>('rounds/pages/round.njk');
export const ownListPage = definePage<OwnListPage>('rounds/pages/round-own-list.njk');
export const provePage = definePage<ProvePage>('rounds/pages/round-prove.njk');
export const ownPage = definePage<OwnPage>('rounds/pages/round-own.njk');
