import type { Conventions } from '../law/conventions.ts';
import type { Day } from '../law/day.ts';
import { advanceCopyReadings } from '../law/review-clocks.ts';
import { OutsideCalendar } from '../law/working-days.ts';

/** The last day for the advance copies of a review, as it is kept, with what it is counted from. */
export interface KeptCopyDay {
  readonly review_id: string;
  readonly publication: Day;
  readonly due: Day;
  readonly decided: Day;
}

/** One that has moved; days as YYYY-MM-DD. */
export interface MovedCopyDay {
  readonly review_id: string;
  readonly old_due: string;
  readonly new_due: string;
}

/** Those that another calendar of bank holidays moves. One from whose day it can no longer count stays as it is. */
export function movedCopyDays(
  kept: readonly KeptCopyDay[],
  conventions: Conventions,
): readonly MovedCopyDay[] {
  return kept.flatMap(({ review_id, publication, due, decided }) => {
    const now = countedAnew(publication, decided, conventions);
    return now === null || now.equals(due)
      ? []
      : [{ review_id, old_due: due.toString(), new_due: now.toString() }];
  });
}

function countedAnew(publication: Day, decided: Day, conventions: Conventions): Day | null {
  try {
    const found = advanceCopyReadings(publication, decided, conventions);
    return (conventions.clearDaysBeforePublication ? found?.clear : found?.plain)?.due ?? null;
  } catch (error) {
    if (error instanceof OutsideCalendar) return null;
    throw error;
  }
}
