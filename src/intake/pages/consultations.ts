import { definePage } from '../../platform/pages/page.ts';
import type { LookAgain, ThreadRow } from './consultation.ts';

/** A consultation in a list: how it is called, from which agency, and how it stands. Never who asked, nor what. */
export interface ConsultationRow {
  readonly href: string;
  readonly reference: string;
  readonly agency: string;
  readonly isOpen: boolean;
  readonly byTelephone: boolean;
  readonly asked: Temporal.PlainDate;
  readonly advised: Temporal.PlainDate | null;
}

/** The consultations in which one was asked. */
export interface ConsultationsPage {
  readonly heading: string;
  readonly rows: readonly ConsultationRow[];
}

/** One of them, for whoever was asked. */
export interface ConsultationPage {
  readonly id: string;
  readonly reference: string;
  readonly isOpen: boolean;
  readonly byTelephone: boolean;
  readonly begun: Temporal.PlainDate;
  readonly asker: {
    readonly name: string;
    readonly agency: string;
    readonly job: string | null;
    readonly email: string | null;
    readonly telephone: string | null;
  };
  readonly thread: readonly ThreadRow[];
  readonly seen: number;
  /** Whether a note goes to the asker that there is something to read. */
  readonly mails: boolean;
  readonly advice: LookAgain;
  readonly expires: Temporal.PlainDate | null;
}

/** The form that records advice by telephone. */
export interface RecordPage {
  readonly form: LookAgain;
}

/** Asks whoever was asked whether they have called the asker, before there is a new receipt. */
export interface ConsultationReplacePage {
  readonly id: string;
  readonly reference: string;
  readonly formToken: string;
  readonly problem: string | null;
}

/** The new receipt, shown once. */
export interface ConsultationReplacedPage {
  readonly id: string;
  readonly reference: string;
  readonly receipt: string;
}

export const consultationsPage = definePage<ConsultationsPage>('intake/pages/consultations.njk');
export const consultationPage = definePage<ConsultationPage>('intake/pages/consultations-one.njk');
export const recordPage = definePage<RecordPage>('intake/pages/consultations-record.njk');
export const consultationReplacePage = definePage<ConsultationReplacePage>(
  'intake/pages/consultations-replace.njk',
);
export const consultationReplacedPage = definePage<ConsultationReplacedPage>(
  'intake/pages/consultations-replaced.njk',
);
