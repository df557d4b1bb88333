import { typedLong } from './typed.ts';
import { type Refusal, refuse } from '../acts/refusal.ts';
import { caseFrom } from '../cases/opening.ts';
import { basisOf, compare, type Likeness, likeChild, type Matter } from './alike.ts';
import { monthIn } from './alike-days.ts';
import type { Answers } from './question.ts';
import type { SentReferral } from './referral.ts';

/** A referral or a case, as something to compare with. */
export interface Other {
  readonly kind: 'referral' | 'case';
  readonly id: string;
}

/** What one side says, in the words in which it says it. */
export interface Side extends Other {
  readonly matter: Matter;
  /** When it happened, as it was given. */
  readonly when: string;
  /** Number and day of a referral; null for a case. */
  readonly sent: { readonly number: number; readonly at: Temporal.Instant } | null;
  /** The case itself, or the one that a referral belongs to; null for none. */
  readonly ofCase: { readonly id: string; readonly reference: string } | null;
}

export const verdicts = ['same-child', 'same-incident', 'different'] as const;
export type Verdict = (typeof verdicts)[number];

/** What somebody said of two; the newest of a pair stands. */
export interface Said {
  readonly id: string;
  readonly other: Other;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly basis: string;
  readonly by: string;
  readonly at: Temporal.Instant;
}

/** Two that may be one. `open`: nobody has said; `again`: said to be different, and one of them says something else since. */
export interface Pair {
  readonly other: Side;
  readonly likeness: Likeness | null;
  readonly said: Said | null;
  readonly state: 'open' | 'again' | 'linked' | 'dismissed';
}

/** What a referral's answers say of children and incident. The month is taken from the words where no day was given. */
export function matterFrom(answers: Answers): Matter {
  const { children, incident } = caseFrom(answers);
  const { day } = incident;
  const when = day === null ? monthIn(incident.dayAsGiven) : { first: day, last: day };
  return {
    children: children.map(likeChild),
    incidents: [{ when, place: incident.place }],
  };
}

/** A referral as one side. */
export function sideOf({
  id,
  answers,
  number,
  sentAt,
  ofCase,
}: Pick<SentReferral, 'id' | 'answers' | 'number' | 'sentAt' | 'ofCase'>): Side {
  const { dayAsGiven } = caseFrom(answers).incident;
  return {
    kind: 'referral',
    id,
    matter: matterFrom(answers),
    when: dayAsGiven,
    sent: { number, at: sentAt },
    ofCase,
  };
}

export const isSame = (a: Other, b: Other): boolean => a.kind === b.kind && a.id === b.id;

/**
 * The others that may be the same as `own`, likeliest first. Of a case and a referral that belongs to it only the case is left, and
 * nothing of the case that `own` belongs to itself; but what somebody has said stays.
 */
export function pairsOf(own: Side, others: readonly Side[], said: readonly Said[]): readonly Pair[] {
  const pairs = others.flatMap((other): readonly Pair[] => {
    const standing = said.find((one) => isSame(one.other, other)) ?? null;
    const likeness = compare(own.matter, other.matter);
    if (standing === null && (likeness === null || belongsWith(own, other))) return [];
    return [{ other, likeness, said: standing, state: stateOf(own, other, standing) }];
  });
  const cases = new Set(pairs.filter(({ other }) => other.kind === 'case').map(({ other }) => other.id));
  return pairs
    .filter(({ other, said: standing }) => {
      const isTold = other.kind === 'referral' && other.ofCase !== null && cases.has(other.ofCase.id);
      return standing !== null || !isTold;
    })
    .toSorted((a, b) => (b.likeness?.score ?? 0) - (a.likeness?.score ?? 0));
}

const belongsWith = (own: Side, other: Side) => own.ofCase !== null && own.ofCase.id === other.ofCase?.id;

function stateOf(own: Side, other: Side, said: Said | null): Pair['state'] {
  if (said === null) return 'open';
  if (said.verdict !== 'different') return 'linked';
  return said.basis === basisOf(own.matter, other.matter) ? 'dismissed' : 'again';
}

/** Whether somebody has still to look at a pair. */
export const isUnsaid = ({ state }: Pair): boolean => state === 'open' || state === 'again';

/** What somebody says of two. `seen` is the verdict that stood when they looked, empty where there was none. */
export interface Saying {
  readonly id: string;
  readonly other: Other;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly seen: string;
}

/** The most characters of a reason. */
export const reasonMost = 2_000;

/** Reads the form of a pair: what is said, or the sentence that says what is wrong. */
export function readSaying(id: string, form: URLSearchParams): Saying | { readonly problem: string } {
  const other = otherIn(form);
  const verdict = verdicts.find((one) => one === form.get('verdict'));
  if (other === null || verdict === undefined) return { problem: 'Say whether they are the same' };
  const reason = typedLong(form.get('reason'));
  if (Array.from(reason).length > reasonMost)
    return { problem: `The reason must be ${reasonMost.toLocaleString('en-GB')} characters or fewer` };
  return { id, other, verdict, reason, seen: form.get('seen') ?? '' };
}

/** Which other one a form is about; null where it says none. */
export function otherIn(form: URLSearchParams): Other | null {
  const [, kind, id] = /^(referral|case) ([0-9a-f-]{36})$/.exec(form.get('other') ?? '') ?? [];
  return id === undefined ? null : { kind: kind === 'case' ? 'case' : 'referral', id };
}

/** Two sides with what stands of them. */
export interface Compared {
  readonly referral: SentReferral;
  readonly own: Side;
  readonly other: Side;
  readonly said: Said | null;
}

/** The pair of which something may be said; refuses what is said already, and what somebody else has said otherwise meanwhile. */
export function decideSaying(compared: Compared, { verdict, reason, seen }: Saying): Compared | Refusal {
  const { own, other, said } = compared;
  const isCurrent = said?.basis === basisOf(own.matter, other.matter);
  if (said?.verdict === verdict && isCurrent && (reason === '' || reason === said.reason))
    return refuse('so-already');
  return seen === (said?.id ?? '') ? compared : refuse('matched-meanwhile');
}

/** A referral and the case to which it is to be added. */
export interface Attachable {
  readonly referral: SentReferral;
  readonly isClosed: boolean;
}

/** Whether a referral may be added to a case; refuses one that belongs to a case already, and a case that is closed. */
export function decideAttach<A extends Attachable>(found: A): A | Refusal {
  if (found.referral.ofCase !== null) return refuse('referral-in-case');
  return found.isClosed ? refuse('case-closed') : found;
}
