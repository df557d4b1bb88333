import type { Day } from '../law/day.ts';
import { isBefore } from '../law/day.ts';

/**
 * Why something was done after its last day. The list is this service's own: no national categories were found, and none are
 * claimed. `codebook` names the edition of the list by which a reason was chosen.
 */
export const lateReasons = {
  'recognised-late': 'It was not seen at first that this had to be notified',
  'suspected-late': 'Abuse or neglect came to be suspected only later',
  'told-late': 'Another agency told the council late',
  'authority-unclear': 'It was not clear which authority had to act',
  'view-disputed': 'Those who had to agree did not, and it was taken further',
  'facts-awaited': 'Facts were waited for, such as a result of a post-mortem',
  'answers-awaited': 'Answers of agencies were missing',
  'nobody-available': 'Nobody was there who could do it',
  'system-down': 'The national system could not be used',
  'recorded-wrongly': 'It was done, and not recorded or not kept',
  other: 'Another reason, in words',
} as const;

/** The code of a reason. */
export type LateReason = keyof typeof lateReasons;

/** The edition of the list, for whoever counts by it later. */
export const lateCodebook = 'foresight-late-1';

/** What is said beside the list wherever one chooses from it. */
export const lateCodebookNote =
  'These categories are this service’s own. No national list of reasons was found.';

/** Why a day on record is late. `words` are needed for "other" and may be given with any. */
export interface Late {
  readonly reason: LateReason;
  readonly words: string;
}

/** The reason that `text` names; null for anything else. */
export const readLateReason = (text: string): LateReason | null =>
  Object.hasOwn(lateReasons, text) ? (text as LateReason) : null;

/** Whether something done on `day` was late for a last day; the last day itself is in time. */
export const isLate = (day: Day, due: Day): boolean => isBefore(due, day);

/** The reason in words, with what was written besides. */
export const lateText = ({ reason, words }: Late): string => {
  if (reason === 'other') return words;
  return words === '' ? lateReasons[reason] : `${lateReasons[reason]}. ${words}`;
};
