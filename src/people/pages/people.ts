import { definePage } from '../../platform/pages/page.ts';
import type { Moment } from './sessions.ts';

/** A role in words, with the days on which it holds. */
export interface RoleLine {
  readonly words: string;
  readonly from: Temporal.PlainDate;
  /** Null while it holds. */
  readonly until: Temporal.PlainDate | null;
}

/** An invitation in a list. `as` is the role in words, or what else it is for. */
export interface InvitationLine {
  readonly id: string;
  readonly email: string;
  readonly as: string;
  readonly ends: Moment;
  /** Of the form that takes it back. */
  readonly formKey: string;
}

/** Everybody who is here, or who has left, and who is invited. */
export interface PeoplePage {
  readonly formToken: string;
  /** True for the list of those who have left, which has no invitations. */
  readonly left: boolean;
  readonly people: readonly {
    readonly accountId: string;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly RoleLine[];
  }[];
  readonly waiting: readonly InvitationLine[];
  /** Invitations that came to nothing, with why in words. */
  readonly unused: readonly {
    readonly id: string;
    readonly email: string;
    readonly why: string;
    readonly ends: Moment;
  }[];
  readonly othersLeft: number;
}

/** `/people`. */
export const peoplePage = definePage<PeoplePage>('people/pages/people.njk');

/** "12 people, 2 invitations waiting". */
export function peopleHeading({
  left,
  people,
  waiting,
}: Pick<PeoplePage, 'left' | 'people' | 'waiting'>): string {
  const count = `${people.length} ${people.length === 1 ? 'person' : 'people'}`;
  if (left) return people.length === 1 ? '1 person has left' : `${count} have left`;
  if (waiting.length === 0) return count;
  return `${count}, ${waiting.length} ${waiting.length === 1 ? 'invitation' : 'invitations'} waiting`;
}
