import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import type { NotifiableRecord } from './record.ts';

/** How a case stands in one line, with its mark. */
export interface NotifiableLine {
  readonly words: string;
  readonly mark: 'done' | 'late' | 'running' | 'unconfirmed' | 'coming' | 'today';
}

/** What a line is told from: the record that stands, the last day as it is counted now, and the day of sending. */
export interface LineFacts {
  readonly standing: NotifiableRecord | null;
  readonly dueOn: Day | null;
  readonly sentOn: Day | null;
  readonly today: Day;
}

/** What the other authority is called in a sentence. */
export const otherWords = ({ otherAuthority }: Pick<NotifiableRecord, 'otherAuthority'>): string =>
  otherAuthority === '' ? 'another authority' : otherAuthority;

/** How a case stands, in one line: what must be done and by when, or what was decided. */
export function notifiableLine({ standing, dueOn, sentOn, today }: LineFacts): NotifiableLine {
  if (standing === null) return { words: 'Not decided yet whether it is notifiable', mark: 'coming' };
  const { answer, authority, lookAgainOn, decidedOn } = standing;
  if (answer === 'not')
    return { words: `Not notifiable, decided on ${withoutWeekday(decidedOn)}`, mark: 'done' };
  if (authority === 'other')
    return { words: `Notifiable: ${otherWords(standing)} must notify, not this authority`, mark: 'coming' };
  if (answer === 'not-yet-known') {
    const again = lookAgainOn === null ? '' : `: look again on ${withoutWeekday(lookAgainOn)}`;
    const isLate = lookAgainOn !== null && isBefore(lookAgainOn, today);
    return { words: `Not known yet whether it is notifiable${again}`, mark: isLate ? 'late' : 'unconfirmed' };
  }
  const verb = answer === 'must' ? 'must' : 'should';
  if (sentOn !== null) return { words: `Notifiable: sent on ${withoutWeekday(sentOn)}`, mark: 'done' };
  if (dueOn === null) return { words: `Notifiable: ${verb} be notified`, mark: 'running' };
  const by = `by the end of ${withoutWeekday(dueOn)}`;
  if (isBefore(dueOn, today)) {
    const missed = answer === 'must' ? 'it had to be notified' : 'it should have been notified';
    return { words: `Notifiable, and late: ${missed} ${by}`, mark: 'late' };
  }
  const mark = dueOn.equals(today) ? 'today' : 'running';
  return { words: `Notifiable: ${verb} be notified ${by}`, mark };
}

/** The rules that say by when something is notified. */
export const notifyingRules: readonly string[] = ['NOT-01', 'NOT-03', 'NOT-04', 'SCR-01'];
