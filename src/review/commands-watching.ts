import type { Command } from '../acts/command.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { atOf, type OfReview, onReview, rewriteReviewClocks } from './commands.ts';
import { dayIn } from './clocks.ts';
import type { GivenCheck, GivenReviewer, GivenWrittenRequest } from './forms-watching.ts';
import { type Reviewer, type ReviewFacts, whyNotWrite, type WrittenRequest } from './review.ts';
import { readReviewerAccounts } from './store.ts';
import {
  answerRequest,
  endReviewer,
  insertCheck,
  insertRequest,
  insertReviewDay,
  insertReviewer,
  setCheckWeeks,
} from './store-write.ts';

/** An act on a review that changes what is due in it. */
interface Wish<Given> extends OfReview {
  readonly given: Given;
  readonly conventions: Conventions;
}

const toCome = (day: Day, today: Day): Refusal | null =>
  isBefore(today, day) ? refuse('day-to-come') : null;

/** Two days of which the second cannot come first. */
const disorder = (second: Day, what: string, first: Day, than: string): Refusal | null =>
  isBefore(second, first)
    ? refuse('days-out-of-order', {
        second: `${what} (${withoutWeekday(second)})`,
        first: `${than} (${withoutWeekday(first)})`,
      })
    : null;

interface ToAppoint {
  readonly facts: ReviewFacts;
  readonly accounts: readonly string[];
}

/** Puts a reviewer on record; with the first of them the day on which reviewers were appointed. */
export const appointReviewer: Command<Wish<GivenReviewer>, ToAppoint, ToAppoint, string> = {
  verb: 'review.appoint',
  async load(tx, wanted) {
    const facts = await onReview.load(tx, wanted);
    if (facts === null) return null;
    const accounts = await readReviewerAccounts(tx, facts.headed.id);
    return { facts, accounts: accounts.map(({ accountId }) => accountId) };
  },
  standing: ({ facts }) => facts.headed.standing,
  decide(loaded, { given }, today) {
    const { facts, accounts } = loaded;
    const { accountId } = given;
    if (accountId !== null && !accounts.includes(accountId)) return refuse('answers-wrong');
    return (
      whyNotWrite(facts) ??
      toCome(given.appointedOn, today) ??
      beforeDecision(facts, given.appointedOn) ??
      loaded
    );
  },
  async write(tx, { facts }, { given, reference, review, conventions }) {
    const at = atOf(facts);
    const id = await insertReviewer(tx, at, given);
    if (dayIn(facts.days, 'reviewers-appointed') === null) {
      const source = 'The appointment of the first reviewer on record';
      const day = {
        kind: 'reviewers-appointed',
        day: given.appointedOn,
        source,
        reason: '',
        corrects: null,
      } as const;
      await insertReviewDay(tx, at, day);
    }
    await rewriteReviewClocks(tx, { reference, review }, conventions);
    return { done: id, entry: { case: at.caseId, object: id, facts: { review, conflict: given.conflict } } };
  },
};

const beforeDecision = ({ review, days }: ReviewFacts, day: Day): Refusal | null =>
  disorder(
    day,
    'The appointment',
    dayIn(days, 'decided') ?? review.decisionDay,
    'the decision to start the review',
  );

interface OfReviewer {
  readonly facts: ReviewFacts;
  readonly reviewer: Reviewer;
}

/** That somebody carries a review out no longer, since when and why. */
export const endAppointment: Command<
  OfReview & { readonly reviewer: string; readonly given: { readonly day: Day; readonly why: string } },
  OfReviewer,
  OfReviewer,
  string
> = {
  verb: 'review.appoint',
  async load(tx, wanted) {
    const facts = await onReview.load(tx, wanted);
    const reviewer = facts?.reviewers.find(({ id }) => id === wanted.reviewer);
    return facts === null || reviewer === undefined ? null : { facts, reviewer };
  },
  standing: ({ facts }) => facts.headed.standing,
  decide(loaded, { given }, today) {
    const { facts, reviewer } = loaded;
    if (reviewer.endedOn !== null) return refuse('reviewer-over');
    return (
      whyNotWrite(facts) ??
      toCome(given.day, today) ??
      disorder(given.day, 'The end', reviewer.appointedOn, 'the appointment') ??
      loaded
    );
  },
  async write(tx, { facts, reviewer }, { given, review }) {
    const at = atOf(facts);
    await endReviewer(tx, at, reviewer.id, given);
    return {
      done: reviewer.id,
      entry: { case: at.caseId, object: reviewer.id, facts: { review, ended: true } },
    };
  },
};

/** Puts on record how time and quality were found on a day. */
export const recordCheck: Command<Wish<GivenCheck>, ReviewFacts, ReviewFacts, string> = {
  verb: 'review-check.record',
  ...onReview,
  decide(facts, { given }, today) {
    const { review, days } = facts;
    const first = dayIn(days, 'decided') ?? review.decisionDay;
    return (
      whyNotWrite(facts) ??
      toCome(given.day, today) ??
      disorder(given.day, 'The entry', first, 'the decision to start the review') ??
      facts
    );
  },
  async write(tx, facts, { given, reference, review, conventions }) {
    const at = atOf(facts);
    const id = await insertCheck(tx, at, given);
    await rewriteReviewClocks(tx, { reference, review }, conventions);
    const found = { review, time: given.timeFound, quality: given.qualityFound };
    return { done: id, entry: { case: at.caseId, object: id, facts: found } };
  },
};

/** Sets after how many weeks without an entry somebody is reminded. */
export const setInterval: Command<Wish<number>, ReviewFacts, ReviewFacts, number> = {
  verb: 'review-check.record',
  ...onReview,
  decide: (facts, { given }) =>
    whyNotWrite(facts) ?? (facts.review.checkWeeks === given ? refuse('so-already') : facts),
  async write(tx, facts, { given, reference, review, conventions }) {
    const at = atOf(facts);
    await setCheckWeeks(tx, at, given);
    await rewriteReviewClocks(tx, { reference, review }, conventions);
    return { done: given, entry: { case: at.caseId, object: review, facts: { weeks: given } } };
  },
};

/** Asks a reviewer in writing: what is on record here is what the letter says. */
export const askReviewer: Command<Wish<GivenWrittenRequest>, ReviewFacts, ReviewFacts, string> = {
  verb: 'review-request.ask',
  ...onReview,
  decide(facts, { given }, today) {
    const reviewer = facts.reviewers.find(({ id }) => id === given.reviewerId);
    if (reviewer === undefined || reviewer.endedOn !== null) return refuse('reviewer-over');
    return (
      whyNotWrite(facts) ??
      toCome(given.askedOn, today) ??
      disorder(given.askedOn, 'The letter', reviewer.appointedOn, 'the appointment of the reviewer') ??
      facts
    );
  },
  async write(tx, facts, { given, reference, review, conventions }) {
    const at = atOf(facts);
    const id = await insertRequest(tx, at, given);
    await rewriteReviewClocks(tx, { reference, review }, conventions);
    return { done: id, entry: { case: at.caseId, object: id, facts: { review, for: given.askedFor } } };
  },
};

interface OfRequest {
  readonly facts: ReviewFacts;
  readonly request: WrittenRequest;
}

/** Puts the answer to a written request on record, or that none will come. */
export const recordAnswer: Command<
  Wish<{ readonly day: Day; readonly words: string }> & { readonly request: string },
  OfRequest,
  OfRequest,
  string
> = {
  verb: 'review-request.answer',
  async load(tx, wanted) {
    const facts = await onReview.load(tx, wanted);
    const request = facts?.requests.find(({ id }) => id === wanted.request);
    return facts === null || request === undefined ? null : { facts, request };
  },
  standing: ({ facts }) => facts.headed.standing,
  decide(loaded, { given }, today) {
    const { facts, request } = loaded;
    if (request.answeredOn !== null) return refuse('request-over');
    return (
      whyNotWrite(facts) ??
      toCome(given.day, today) ??
      disorder(given.day, 'The answer', request.askedOn, 'the letter') ??
      loaded
    );
  },
  async write(tx, { facts, request }, { given, reference, review, conventions }) {
    const at = atOf(facts);
    await answerRequest(tx, at, request.id, given);
    await rewriteReviewClocks(tx, { reference, review }, conventions);
    return { done: request.id, entry: { case: at.caseId, object: request.id, facts: { review } } };
  },
};
