import { definePage } from '../../platform/pages/page.ts';

/** What every form begins with. */
export interface FormGround {
  readonly action: string;
  readonly formToken: string;
  readonly formKey: string;
}

export interface Mark {
  readonly mark: string;
  readonly words: string;
}

/** A challenge in a list. */
export interface ChallengeRow {
  readonly href: string;
  readonly reference: string;
  readonly about: string;
  readonly to: string;
  readonly due: Temporal.PlainDate;
  readonly state: Mark;
}

/** `/scrutiny`. */
export interface ScrutinyPage {
  readonly heading: string;
  readonly period: string;
  readonly before: { readonly text: string; readonly href: string };
  readonly after: { readonly text: string; readonly href: string } | null;
  readonly decided: readonly {
    readonly reference: string;
    readonly on: Temporal.PlainDate;
    readonly outcome: string;
    readonly marks: readonly Mark[];
    readonly challenge: string;
  }[];
  readonly late: readonly {
    readonly reference: string;
    readonly rule: string;
    readonly words: string;
    readonly challenge: string;
  }[];
  readonly cut: boolean;
  readonly challenges: readonly ChallengeRow[];
  readonly all: string;
  readonly pdf: string;
  readonly word: string;
}

/** `/challenges`. */
export interface ChallengesPage {
  readonly heading: string;
  readonly rows: readonly ChallengeRow[];
  readonly cut: boolean;
}

/** `/challenges/new`. */
export interface NewPage {
  readonly heading: string;
  readonly about: string;
  readonly form: FormGround & {
    readonly hidden: readonly { readonly name: string; readonly value: string }[];
    readonly to: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
    readonly words: string;
    readonly due: Temporal.PlainDate;
    readonly problems: { readonly to?: string; readonly words?: string };
  };
  readonly cancel: string;
}

/** `/challenges/<id>`. */
export interface ChallengePage {
  readonly reference: string;
  readonly heading: string;
  readonly about: string;
  readonly aboutHref: string | null;
  readonly to: string;
  readonly made: { readonly by: string; readonly on: Temporal.PlainDate };
  readonly due: Temporal.PlainDate;
  readonly state: Mark;
  readonly words: string;
  readonly steps: readonly { readonly words: string; readonly text: string }[];
  readonly answer:
    | (FormGround & {
        readonly typed: { readonly words: string; readonly behalf: string };
        readonly problem: string | null;
      })
    | null;
  readonly press:
    | (FormGround & {
        readonly words: string;
        readonly problem: string | null;
        readonly mayPress: boolean;
      })
    | null;
}

export const scrutinyPage = definePage<ScrutinyPage>('scrutiny/pages/scrutiny.njk');
export const challengesPage = definePage<ChallengesPage>('scrutiny/pages/scrutiny-challenges.njk');
export const newPage = definePage<NewPage>('scrutiny/pages/scrutiny-challenge-new.njk');
export const challengePage = definePage<ChallengePage>('scrutiny/pages/scrutiny-challenge.njk');
