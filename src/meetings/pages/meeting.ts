import { definePage } from '../../platform/pages/page.ts';
import type { Move } from '../meeting.ts';
import type { FormGround, Mark } from './meetings.ts';

/** A line of the agenda, as one reader has it. */
export interface AgendaRow {
  readonly number: number;
  readonly starts: Temporal.PlainTime;
  readonly minutes: number;
  readonly title: string;
  readonly line: string | null;
  readonly href: string;
  readonly isHeldOver: boolean;
  /** The buttons to move it; null where the agenda is not this reader's to change. */
  readonly move: (FormGround & { readonly up: boolean; readonly down: boolean }) | null;
}

/** Somebody in the room, or away. */
export interface PersonRow {
  readonly seat: string;
  readonly name: string;
  readonly as: string;
  readonly state: Mark;
}

/** `/meetings/<id>`. */
export interface MeetingPage {
  readonly name: string;
  readonly heading: string;
  readonly state: Mark;
  readonly day: Temporal.PlainDate;
  readonly begins: Temporal.PlainTime;
  readonly ends: Temporal.PlainTime;
  readonly place: string;
  readonly calendar: string;
  readonly calledOff: string | null;
  readonly quorum: Mark | null;
  readonly next:
    | (FormGround & { readonly move: Move; readonly text: string; readonly version: number })
    | null;
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly agendaNote: string | null;
  readonly agenda: readonly AgendaRow[];
  /** Minutes by which the agenda is too long. */
  readonly over: number;
  readonly add: string | null;
  readonly people: readonly PersonRow[];
  readonly attendance: string | null;
}

/** `/meetings/<id>/agenda`. */
export interface AddPage {
  readonly heading: string;
  readonly name: string;
  readonly form: FormGround;
  readonly kinds: readonly {
    readonly title: string;
    readonly items: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
    readonly cut: boolean;
  }[];
  readonly typed: { readonly title: string; readonly minutes: string };
  readonly problems: { readonly title?: string; readonly minutes?: string };
  readonly cancel: string;
}

/** `/meetings/<id>/attendance`. */
export interface AttendancePage {
  readonly heading: string;
  readonly name: string;
  readonly quorum: Mark | null;
  readonly form: FormGround;
  readonly seats: readonly {
    readonly id: string;
    readonly name: string;
    readonly capacity: string;
    readonly was: string;
    readonly items: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
  }[];
  readonly others: readonly {
    readonly id: string;
    readonly name: string;
    readonly capacity: string;
    readonly was: string;
    readonly items: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
  }[];
  readonly other: { readonly name: string; readonly problem: string | null };
  readonly cancel: string;
}

export const meetingPage = definePage<MeetingPage>('meetings/pages/meeting.njk');
export const addPage = definePage<AddPage>('meetings/pages/meeting-add.njk');
export const attendancePage = definePage<AttendancePage>('meetings/pages/meeting-attendance.njk');
