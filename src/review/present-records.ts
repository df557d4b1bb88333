import { momentOf } from '../intake/moment.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { askedForWords, partWords, qualityFoundWords, timeFoundWords } from './forms-watching.ts';
import type { RecordShown } from './pages/record.ts';
import type { Check, Reviewer, WrittenRequest } from './review.ts';

const row = (label: string, text: string) => ({ label, text });

function recorded({ recordedAt, recordedBy }: Pick<Check, 'recordedAt' | 'recordedBy'>) {
  const { day, time } = momentOf(recordedAt);
  return row(
    'Recorded',
    `${withoutWeekday(day)}, ${time.toString({ smallestUnit: 'minute' })}, by ${recordedBy}`,
  );
}

/** A reviewer as they stand on record; `end` leads to where the appointment is ended. */
export function reviewerShown(one: Reviewer, end: string | null): RecordShown {
  return {
    title: one.organisation === '' ? one.name : `${one.name}, ${one.organisation}`,
    state:
      one.conflict === 'declared' ? { mark: 'look', words: 'A conflict of interest was declared' } : null,
    rows: [
      row('Part', partWords[one.part]),
      row('Appointed', withoutWeekday(one.appointedOn)),
      ...(one.endedOn === null ? [] : [row('Ended', `${withoutWeekday(one.endedOn)}: ${one.endedWhy}`)]),
      row('Independent of', one.independentOf),
      row(
        'Conflict of interest',
        one.conflict === 'none' ? 'Declared that there is none' : one.conflictWords,
      ),
      ...(one.declaredOn === null ? [] : [row('Declared on', withoutWeekday(one.declaredOn))]),
      row('Knowledge and ability', one.considered),
      row('Named in the report', one.naming === 'named' ? 'Yes' : 'No'),
      row('Signs in here', one.accountId === null ? 'No' : 'Yes, and sees this review until it ends'),
      recorded(one),
    ],
    links: end === null ? [] : [{ text: 'End the appointment', href: end }],
    past: one.endedOn !== null,
  };
}

const timeMarks = { 'on-course': 'done', 'at-risk': 'look', late: 'late' } as const;

/** An entry about time and quality. */
export const checkShown = (one: Check): RecordShown => ({
  title: withoutWeekday(one.day),
  state: {
    mark: one.timeFound === 'on-course' && one.qualityFound === 'concern' ? 'look' : timeMarks[one.timeFound],
    words: `Time: ${timeFoundWords[one.timeFound].toLowerCase()}. Quality: ${qualityFoundWords[one.qualityFound].toLowerCase()}`,
  },
  rows: [row('Time', one.timeWords), row('Quality', one.qualityWords), recorded(one)],
  links: [],
  past: false,
});

/** A written request with its answer; `base` is where its page and its letter are. */
export function requestShown(one: WrittenRequest, base: string, today: Day, answers: boolean): RecordShown {
  const letter = `${base}/${one.id}/letter`;
  const isLate = one.answeredOn === null && isBefore(one.dueOn, today);
  return {
    title: `${askedForWords[one.askedFor]}, asked of ${one.reviewer}`,
    state:
      one.answeredOn !== null
        ? {
            mark: isBefore(one.dueOn, one.answeredOn) ? 'done-late' : 'done',
            words: `Answered ${withoutWeekday(one.answeredOn)}`,
          }
        : isLate
          ? { mark: 'late', words: `Was due ${withoutWeekday(one.dueOn)}` }
          : { mark: 'running', words: `Due ${withoutWeekday(one.dueOn)}` },
    rows: [
      row('Letter of', withoutWeekday(one.askedOn)),
      row('What was asked', one.words),
      ...(one.answeredOn === null
        ? []
        : [row('What came', one.answerWords), row('Answer recorded by', one.answeredBy)]),
      row('Asked by', one.askedBy),
    ],
    links: [
      { text: 'Letter as PDF', href: `${letter}/pdf` },
      { text: 'Letter as Word', href: `${letter}/word` },
      ...(answers && one.answeredOn === null
        ? [{ text: 'Record the answer', href: `${base}/${one.id}` }]
        : []),
    ],
    past: false,
  };
}
