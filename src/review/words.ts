import { type Day, isBefore } from '../law/day.ts';
import { transitionStart } from '../law/editions.ts';
import { type Decider, deciderOn, type OutcomeKind } from '../law/outcomes.ts';
import { effectiveLocalStart } from '../law/rule.ts';
import type { Conventions } from '../law/conventions.ts';
import type { ReviewRegime } from '../law/review-clocks.ts';
import type { ReviewDayKind } from './days.ts';
import { isReopening, type ReviewKind, type ReviewState } from './review.ts';

/** What a review is called, as the law of its time calls it. */
export function kindName(kind: ReviewKind, jointWith = ''): string {
  switch (kind) {
    case 'SCR':
      return 'Serious Case Review';
    case 'LCSPR':
      return 'Local child safeguarding practice review';
    case 'learning-review':
      return 'Local learning review';
    case 'single-agency-review':
      return 'Single-agency review';
    case 'joint':
      return jointWith === '' ? 'Joint review' : `Joint review with ${jointWith}`;
  }
}

/** The same after "the": only a Serious Case Review keeps its capitals. */
export function kindInSentence(kind: ReviewKind, jointWith = ''): string {
  const name = kindName(kind, jointWith);
  return kind === 'SCR' ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** A state with its mark. */
export const stateWords: Readonly<Record<ReviewState, { readonly mark: string; readonly words: string }>> = {
  commissioned: { mark: 'coming', words: 'Commissioned' },
  'under-way': { mark: 'running', words: 'Under way' },
  completed: { mark: 'running', words: 'Completed, not published yet' },
  published: { mark: 'done', words: 'Published' },
  'not-published': { mark: 'done', words: 'Completed, not published' },
  stopped: { mark: 'held', words: 'Stopped' },
};

const predicates: Readonly<Record<ReviewState, string>> = {
  commissioned: 'is commissioned, and has not begun',
  'under-way': 'is under way',
  completed: 'is completed, and not published yet',
  published: 'is published',
  'not-published': 'is completed, and is not published',
  stopped: 'was stopped',
};

/** The largest words of a review's page: "The Serious Case Review is under way". */
export const reviewHeading = (kind: ReviewKind, jointWith: string, state: ReviewState): string =>
  `The ${kindInSentence(kind, jointWith)} ${predicates[state]}`;

/** A move as a link and a button say it. */
export function moveWords(
  from: ReviewState,
  to: ReviewState,
): { readonly act: string; readonly told: string; readonly ask: string } {
  if (isReopening(from, to))
    return { act: 'Open it again', told: 'Opened again', ask: 'Why is it opened again?' };
  switch (to) {
    case 'under-way':
      return { act: 'Say that it has begun', told: 'Begun', ask: 'With what did it begin?' };
    case 'completed':
      return { act: 'Say that it is completed', told: 'Completed', ask: 'With what was it completed?' };
    case 'published':
      return { act: 'Say that it is published', told: 'Published', ask: 'What was published, and where?' };
    case 'not-published':
      return {
        act: 'Say that it will not be published',
        told: 'Not published',
        ask: 'Why is it not published?',
      };
    case 'commissioned':
    case 'stopped':
      return { act: 'Stop it', told: 'Stopped', ask: 'Why is it stopped?' };
  }
}

/** The words of the law that a review of one decision runs under. */
export interface LawWords {
  readonly decider: Decider;
  /** Who answers for it: "The board", "The safeguarding partners". */
  readonly holder: string;
  /** Who is told of it: "Ofsted, the Department for Education and the national panel". */
  readonly told: string;
  /** Who gets the report before it is published. */
  readonly copies: string;
}

/**
 * The words of the law for a review that was decided on a day. A board's own panel of experts is "the national panel"; from 29 June 2018 on
 * its place was taken by the new Panel (TR-04), which is written with a capital.
 */
export function lawWords(
  outcome: OutcomeKind,
  regime: ReviewRegime,
  decided: Day,
  conventions: Conventions,
): LawWords {
  const decider = deciderOn(outcome, decided, conventions);
  if (regime === 'serious-case-review') {
    const panel = isBefore(decided, transitionStart) ? 'the national panel' : 'the national Panel';
    return {
      decider,
      holder: 'The Local Safeguarding Children Board',
      told: `Ofsted, DfE and ${panel}`,
      copies: panel,
    };
  }
  const partners = isBefore(decided, effectiveLocalStart(conventions.localStart)) ? decider.holder : null;
  return {
    decider,
    holder:
      partners === 'chair of the Local Safeguarding Children Board'
        ? 'The Local Safeguarding Children Board'
        : 'The safeguarding partners',
    told: 'the Panel, Ofsted and DfE',
    copies: 'the Panel and the Secretary of State',
  };
}

/** One kind of day in words. */
export interface DayWords {
  readonly name: string;
  readonly question: string;
  readonly hint: string;
}

/** A kind of day in the words of the law of the review. */
export function dayWords(
  kind: ReviewDayKind,
  regime: ReviewRegime,
  { told, copies, decider }: LawWords,
): DayWords {
  const isScr = regime === 'serious-case-review';
  switch (kind) {
    case 'decided': {
      const chair = decider.holder === 'chair of the Local Safeguarding Children Board';
      const who = chair ? 'the board’s chair' : regime === 'none' ? 'it' : 'the three partners';
      return {
        name: who === 'it' ? 'Decided to start' : `${sentence(who)} decided`,
        question: who === 'it' ? 'When was it decided to start it?' : `When did ${who} decide to start it?`,
        hint: 'It began as the day of the recorded decision. The dates of this review are counted from it.',
      };
    }
    case 'others-told':
      return {
        name: `${sentence(told)} told`,
        question: `When were ${told} told of the decision?`,
        hint: 'The last of them, where they were told on different days. Say below who was told when.',
      };
    case 'reviewers-appointed':
      return {
        name: 'Reviewers appointed',
        question: 'When were the reviewers appointed?',
        hint: 'It is put on record with the first reviewer.',
      };
    case 'names-sent':
      return {
        name: `Reviewers’ names sent to ${isScr ? copies : 'the Panel'}`,
        question: `When were the reviewers’ names sent to ${isScr ? copies : 'the Panel'}?`,
        hint: 'Say below whose names were sent.',
      };
    case 'terms-agreed':
      return {
        name: 'Terms of reference agreed',
        question: 'When were the terms of reference agreed?',
        hint: 'Say below by whom.',
      };
    case 'expected':
      return {
        name: 'Completion expected',
        question: 'When is it expected to be completed?',
        hint: 'It may be put off, with the reason; what was expected before stays on record.',
      };
    case 'overrun-told':
      return {
        name: isScr
          ? 'Reasons for taking longer given'
          : 'Panel and Secretary of State told why it takes longer',
        question: isScr
          ? 'When were the reasons for taking longer given?'
          : 'When were the Panel and the Secretary of State told why it takes longer?',
        hint: 'Say below what they were told: the reasons, and the new day.',
      };
    case 'completed':
    case 'publish-on':
    case 'copy-sent':
    case 'published':
      return endWords(kind, isScr, copies);
  }
}

function endWords(
  kind: 'completed' | 'publish-on' | 'copy-sent' | 'published',
  isScr: boolean,
  copies: string,
): DayWords {
  switch (kind) {
    case 'completed':
      return {
        name: 'Completed',
        question: 'When was it completed?',
        hint: 'The day on which the report was signed off.',
      };
    case 'publish-on':
      return {
        name: 'Publication planned',
        question: 'For when is publication planned?',
        hint: 'The last day for the advance copies is counted back from it.',
      };
    case 'copy-sent':
      return {
        name: `${isScr ? 'Report' : 'Full report'} sent to ${copies}`,
        question: `When was the ${isScr ? '' : 'full '}report sent to ${copies}?`,
        hint: isScr
          ? 'Before publication.'
          : 'Before publication. Ofsted should have it at the same time: say below whether it had.',
      };
    case 'published':
      return {
        name: 'Published',
        question: 'When was it published?',
        hint: 'The day on which it could first be read.',
      };
  }
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
