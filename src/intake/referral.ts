import { typedLong } from './typed.ts';
import type { Standing } from '../access/policy.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import { isComplete } from './answers.ts';
import type { KeptWords } from './take-in.ts';
import {
  type Answers,
  entriesOf,
  type Filled,
  filledOf,
  type Section,
  withFilled,
  withoutTicks,
} from './question.ts';
import { sections } from './questions.ts';

/** A referral that has not been sent: its writer's alone. */
export interface Draft {
  readonly state: 'draft';
  readonly id: string;
  readonly answers: Answers;
  readonly version: number;
  /** On which it is destroyed if it has not been sent. */
  readonly expiresAt: Temporal.Instant;
}

/** A referral that was sent, as its receipt shows it: what became of it, and no answers. */
export interface Followed {
  readonly state: 'sent' | 'received' | 'closed';
  readonly id: string;
  readonly number: number;
  readonly sentAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  /** What was decided, in the words meant for the referrer. */
  readonly outcome: string | null;
}

/** What a receipt opens. */
export type OwnReferral = Draft | Followed;

/** A referral as its coordinators see it, and everybody who sees the case that it became. */
export interface SentReferral extends Followed {
  readonly answers: Answers;
  /** The case that was opened from it, where the reader sees that case. */
  readonly ofCase: { readonly id: string; readonly reference: string } | null;
  readonly standing: Standing;
  /** Where it came as a Word form: what could not be read as an answer, in its own words. Absent for one that was written here. */
  readonly fromWord?: readonly KeptWords[];
}

/** What the referrer is told in the end. */
export interface Answering {
  readonly id: string;
  readonly words: string;
}

/** The most characters of what a referrer is told. */
export const answerMost = 10_000;

/** Reads what the referrer is to be told: the words, or the sentence that says what is wrong with them. */
export function readAnswer(form: URLSearchParams): { readonly words: string } | { readonly problem: string } {
  const words = typedLong(form.get('outcome'));
  if (words === '') return { problem: 'Write what the referrer is to know' };
  const over = Array.from(words).length - answerMost;
  if (over <= 0) return { words };
  const most = answerMost.toLocaleString('en-GB');
  return {
    problem: `What the referrer is told must be ${most} characters or fewer. It is ${over.toLocaleString('en-GB')} too many`,
  };
}

/** The e-mail address that the referrer gave; null where there is none. */
export function emailOf(answers: Answers): string | null {
  const given = answers['referrer-email'];
  return typeof given === 'string' && given !== '' ? given : null;
}

/** A referral whose referrer has not been told the outcome yet. */
export function decideAnswer(referral: SentReferral): SentReferral | Refusal {
  return referral.state === 'closed' ? refuse('referral-closed') : referral;
}

/** One page's answers, to be put in their place; `filled` null takes an entry out. `base` is the digest that the form was made from. */
export interface Change {
  readonly section: Section;
  readonly entry: string | null;
  readonly filled: Filled | null;
  readonly base: string;
}

/** The answers in one text, whatever order they came in: two are the same when this is. */
export function canonical(filled: Filled): string {
  const { id: _, ...answers } = filled;
  return JSON.stringify(Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The draft's answers with the change in them. Refuses where another window has changed the same page since the form was made, unless
 * it said the same: then nobody's words are lost.
 */
export function decideWrite(
  own: OwnReferral,
  { section, entry, filled, base }: Change,
  digest: (text: string) => string,
): { readonly draft: Draft; readonly answers: Answers } | Refusal {
  if (own.state !== 'draft') return refuse('referral-sent');
  const kept = filledOf(own.answers, section, entry);
  const now = canonical(kept);
  if (digest(now) !== base && now !== canonical(filled ?? {})) return refuse('changed-elsewhere');
  const put = withFilled(own.answers, section, entry, filled);
  const answers = filled === null && entry !== null ? withoutTicks(put, sections, section.id, entry) : put;
  if (section.repeat !== undefined && entriesOf(answers, section).length > section.repeat.most)
    return refuse('too-many-entries');
  return { draft: own, answers };
}

/** The draft that may go; refuses one that has gone already or in which something is missing. */
export function decideSend(own: OwnReferral, today: Temporal.PlainDate): Draft | Refusal {
  if (own.state !== 'draft') return refuse('referral-sent');
  return isComplete({ today, answers: own.answers }) ? own : refuse('referral-incomplete');
}

/** A referral that nobody has acknowledged yet. */
export function decideReceive(referral: SentReferral): SentReferral | Refusal {
  return referral.state === 'sent' ? referral : refuse('referral-received');
}

/** A receipt as somebody typed it, in the one form in which it is compared: letters that are misread are forgiven. */
export function receiptFrom(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}._]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{24}$/.test(letters) ? letters : null;
}

/** A receipt as it is shown: six groups of four. */
export const receiptInWords = (token: string): string => (token.match(/.{1,4}/g) ?? []).join('-');

/** What a referral is called: its number and day, and never whom it is about. */
export const referenceOf = (number: number, sent: Temporal.PlainDate): string =>
  `Referral ${number} of ${sent.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}`;

/** The day in London of a moment. */
export const dayOf = (instant: Temporal.Instant): Temporal.PlainDate =>
  instant.toZonedDateTimeISO('Europe/London').toPlainDate();
