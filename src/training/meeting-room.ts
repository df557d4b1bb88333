import type { Bearer } from '../acts/command.ts';
import { type MeetingFacts, oneMeeting } from '../meetings/commands.ts';
import type { Item } from '../meetings/meeting.ts';
import type { TrainingItem } from './meetings-file.ts';
import { type Office, seen } from './office.ts';

/** The office with what a meeting is about: the reference of a case by its name in the file, and the identifier of a referral. */
export interface MeetingRoom {
  readonly office: Office;
  readonly by: Bearer;
  readonly referenceOf: (id: string) => string;
  readonly referralOf: (id: string) => string;
}

/** The meeting as it stands now. */
export const factsOf = ({ office, by }: MeetingRoom, id: string): Promise<MeetingFacts> =>
  seen(office, by, oneMeeting, { id });

/** The item of a meeting that the file means; undefined where it is not on the agenda. */
export function itemFor(
  { referenceOf, referralOf }: Pick<MeetingRoom, 'referenceOf' | 'referralOf'>,
  items: readonly Item[],
  { about }: TrainingItem,
): Item | undefined {
  return items.find((item) => {
    if ('case' in about) return item.reference === referenceOf(about.case);
    if ('referral' in about) return item.referralId === referralOf(about.referral);
    return 'standing' in about ? item.kind === about.standing : item.title === about.title;
  });
}
