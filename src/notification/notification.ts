import type { RecordedDay } from '../cases/dates.ts';
import type { FileFacts } from '../cases/people.ts';
import type { Filled } from '../intake/question.ts';
import type { PartnerId } from '../law/outcomes.ts';
import type { SafetyAction } from '../safety/safety.ts';

/** Where a notification stands: being put together, sent, or withdrawn because the criteria were not met after all. */
export type NotificationState = 'draft' | 'sent' | 'withdrawn';

/** A child of the notification: its place among those in full, or null for the free text, and what the file has no place for. */
export interface NotifiedChild {
  readonly childId: string;
  readonly place: number | null;
  readonly answers: Filled;
}

/** Who recorded an act, and when. */
export interface RecordedBy {
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  /** Recorded by somebody who is not the authority's notifier. */
  readonly onBehalf: boolean;
}

/** A document of the case that is a receipt. */
export interface Receipt {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** The notification of which it was added as the receipt; null for every other document. */
  readonly receiptOf: string | null;
}

/** That it was sent. */
export interface Sent extends RecordedBy {
  readonly sentAt: Temporal.Instant;
  readonly sentBy: string;
  readonly receipt: Receipt | null;
  readonly pack: FrozenPack;
}

/** Another area that was told. */
export interface ToldArea {
  readonly authority: string;
  readonly on: Temporal.PlainDate;
  readonly how: string;
}

/** A later fact that went to the same notification. */
export interface NotificationUpdate extends RecordedBy {
  readonly on: Temporal.PlainDate;
  readonly what: string;
  readonly sentBy: string;
  readonly receipt: Receipt | null;
  readonly pack: FrozenPack;
}

/** What a partner thought of the withdrawal, and who spoke for it. */
export interface PartnerSaid {
  readonly position: 'agrees' | 'disagrees' | 'no-view';
  readonly who: string;
}

/** That it was found not to meet the criteria. */
export interface Withdrawal extends RecordedBy {
  readonly foundOn: Temporal.PlainDate;
  readonly reason: string;
  readonly partners: Readonly<Partial<Record<PartnerId, PartnerSaid>>>;
  readonly panelToldOn: Temporal.PlainDate;
  readonly panelToldHow: string;
}

/** A notification as it is kept. */
export interface Notification {
  readonly id: string;
  readonly state: NotificationState;
  readonly version: number;
  readonly answers: Filled;
  readonly children: readonly NotifiedChild[];
  readonly references: readonly string[];
  readonly sent: Sent | null;
  readonly areas: readonly ToldArea[];
  /** The oldest first. */
  readonly updates: readonly NotificationUpdate[];
  readonly withdrawal: Withdrawal | null;
}

/** The receipts that were added for a notification and that none of its acts names, the latest first. */
export function receiptsUnnamed(
  { id, sent, updates }: Pick<Notification, 'id' | 'sent' | 'updates'>,
  documents: readonly Receipt[],
): readonly Receipt[] {
  const named = new Set([sent, ...updates].map((act) => act?.receipt?.id));
  return documents.filter((one) => one.receiptOf === id && !named.has(one.id));
}

/** What stood in a pack at a moment, word for word. */
export interface FrozenPack {
  readonly way: string;
  readonly forms: readonly {
    readonly title: string;
    readonly groups: readonly {
      readonly title: string;
      readonly fields: readonly {
        readonly key: string;
        readonly label: string;
        readonly lines: readonly string[];
      }[];
    }[];
  }[];
}

/** A code that stands on a case. */
export interface CaseCode {
  readonly scheme: string;
  readonly code: string;
}

/** A child as a referral of the case has the child. */
export interface SaidOfChild {
  /** The referral's reference. */
  readonly reference: string;
  readonly filled: Filled;
}

/** Everything from which a pack is made. */
export interface PackFacts {
  readonly file: FileFacts;
  readonly days: readonly RecordedDay[];
  /** The partnership's own local authority. */
  readonly authority: string;
  /** The agencies that are involved today. */
  readonly agencies: readonly string[];
  /** Immediate safety actions that stand. */
  readonly safety: readonly SafetyAction[];
  readonly codes: readonly CaseCode[];
  readonly said: readonly SaidOfChild[];
  /** The last day of the rapid review; null where none runs. */
  readonly reviewDue: Temporal.PlainDate | null;
  /** The one that is being put together or was sent; null before either, or after a withdrawal. */
  readonly live: Notification | null;
  /** Those that were withdrawn, the latest first. */
  readonly past: readonly Notification[];
  /** The documents of the case that whoever looks sees, to be named as a receipt. */
  readonly documents: readonly Receipt[];
}
