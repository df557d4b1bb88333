import { type Refusal, refuse } from '../acts/refusal.ts';
import { type MailKind, mailKinds } from './mail.ts';
import { ownWords, problemsOf, type Wording } from './wording.ts';

/** The words of a partnership for a kind of mail, from one moment to another. */
export interface Version {
  readonly kind: MailKind;
  readonly version: number;
  /** Null where the partnership went back to our own words. */
  readonly words: Wording | null;
  readonly from: Temporal.Instant;
  /** Null for the one that holds. */
  readonly until: Temporal.Instant | null;
  /** Who saved it, by name; null for somebody who was never here. */
  readonly by: string | null;
}

/** How many versions one page of the history shows. */
export const versionsOnPage = 20;

/** The words of a kind of mail as they are now: the latest version, null where none was ever written. */
export interface Held {
  readonly kind: MailKind;
  readonly latest: Version | null;
}

/** What a form was made from: the number of the latest version, none being 0. */
export const versionOf = ({ latest }: Held): number => latest?.version ?? 0;

/** The words in which mails of a kind go out now. */
export const wordsNow = ({ kind, latest }: Held): Wording => latest?.words ?? ownWords[kind];

/** True where these are our own. */
export const isOurs = ({ latest }: Held): boolean => (latest?.words ?? null) === null;

/** What somebody saves: words, or null for ours again; and which version they had before them. */
export interface Saving {
  readonly kind: MailKind;
  readonly seen: number;
  readonly words: Wording | null;
}

/** The words to write as the next version. Refused where somebody was quicker, where nothing would change, and for what is not fit. */
export function decideSave(held: Held, { kind, seen, words }: Saving): { words: Wording | null } | Refusal {
  if (versionOf(held) !== seen) return refuse('wording-changed');
  if (words === null) return isOurs(held) ? refuse('so-already') : { words };
  const now = wordsNow(held);
  if (words.subject === now.subject && words.body === now.body) return refuse('so-already');
  return problemsOf(kind, words).length > 0 ? refuse('answers-wrong') : { words };
}

/** The kind of mail of that name; null where there is none. */
export const kindNamed = (name: string): MailKind | null => mailKinds.find((kind) => kind === name) ?? null;
