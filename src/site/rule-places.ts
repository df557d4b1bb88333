import type { Rule } from '../law/rule.ts';

/** Where a rule is met with in this system: it starts a clock, goes with another, is kept on record, or nothing here starts it. */
export interface RulePlace {
  readonly kind: 'clock' | 'duty' | 'record' | 'nothing';
  readonly words: string;
}

const place = (kind: RulePlace['kind'], words: string): RulePlace => ({ kind, words });

const inCase = place('clock', 'Counted in every case file, from the day on record there.');
const inReview = place('clock', 'Counted in every review, from the days on record there.');
const besideReview = place('duty', 'Stands in every review, with the day that follows from another rule.');
const asLimb = place('record', 'Asked, with reasons, wherever a decision of its day is recorded.');
const inPack = place('record', 'The notification is made up by it.');
const yearly = place(
  'duty',
  'The calendar alone gives the last day, and it stands below. Whether a report was published is not on record here, so nothing is called late.',
);

/** The rules that something in this system starts or keeps. What is not here, nothing starts. */
const places: Readonly<Record<string, RulePlace>> = {
  'NOT-01': inCase,
  'NOT-02': inCase,
  'NOT-03': inCase,
  'NOT-04': inCase,
  'SCR-01': inCase,
  'RR-01': inCase,
  'TR-01': place('duty', 'A case of the transition has the clock of NOT-01, which ends on the same day.'),
  'NOT-05a': inPack,
  'NOT-05b': inPack,
  'NOT-06': place(
    'record',
    'A referral is made by it, and asks whether the safeguarding lead was consulted.',
  ),
  'NOT-07': place('record', 'The views of the partners and how far they were taken are kept with the case.'),
  'NOT-08': place('record', 'Withdrawing a notification is recorded with its day and its reason.'),
  'NOT-09': place('record', 'The questions on whether an incident is notifiable answer by it.'),
  'RR-02': place('record', 'A clock that began in that time is marked, and its date is not changed.'),
  'RR-03': place('record', 'The day of sending is recorded, and the clock of RR-01 ends with it.'),
  'RR-04': place('record', 'The checklist of the rapid review is made of it.'),
  'RR-05': place('record', 'A rapid review is not opened without a notification.'),
  'DEC-01': asLimb,
  'DEC-03': asLimb,
  'PAN-01': place('record', 'The Panel’s answer and the partners’ reply are recorded with the rapid review.'),
  'REV-01': place(
    'clock',
    'Watched in every review at the interval that the partnership sets; no law gives one.',
  ),
  'REV-02': place('clock', 'Every request is kept in writing, and due on the day that it names.'),
  'REV-03': place('record', 'What was considered is recorded with each reviewer.'),
  'REP-01': besideReview,
  'REP-02': inReview,
  'REP-03': place(
    'record',
    'A review that takes, or is expected to take, longer says so until the day of telling is on record.',
  ),
  'REP-04': inReview,
  'REP-05': besideReview,
  'REP-06': inReview,
  'REP-07': besideReview,
  'NAT-01': place(
    'record',
    'A rapid review asks whether there may be a national one, and keeps what the Panel answered.',
  ),
  'YR-03': yearly,
  'YR-04': yearly,
  'STAT-01': place('record', 'What was on time is counted by these years.'),
  'WD-01': place('record', 'Every count of working days is made by it.'),
  'SCR-02': asLimb,
  'SCR-03': asLimb,
  'SCR-04': inReview,
  'SCR-05': inReview,
  'SCR-05b': place('duty', 'Shown beside a chair’s decision not to start a review.'),
  'SCR-06': inReview,
  'SCR-07': inReview,
  'SCR-08': inReview,
  'SCR-09': besideReview,
  'TR-03': inReview,
};

const hasLength = ({ limit }: Rule) => limit.unit !== 'none';

/** Where a rule is met with here; said plainly where it is nowhere. */
export const placeOf = (rule: Rule): RulePlace =>
  places[rule.id] ??
  place(
    'nothing',
    hasLength(rule)
      ? 'Nothing in this system starts this clock yet.'
      : 'It has no length of time, and nothing in this system starts it yet.',
  );
