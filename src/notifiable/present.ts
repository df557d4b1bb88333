import { isConfirmed } from '../law/confidence.ts';
import { type Day, isBefore, parseDay, withoutWeekday } from '../law/day.ts';
import { type EditionName, editionNamed } from '../law/editions.ts';
import type {
  Notifiable,
  NotifiableAnswer,
  NotifiableNote,
  RapidReviewAnswer,
} from '../law/notifiable-answer.ts';
import { lastAnnouncedYear } from '../law/bank-holidays.ts';
import { otherWords } from './line.ts';
import { type AppliedDuty, appliedIn, type NotifiableRecord } from './record.ts';

/** Something that has to be done, as it is read. */
export interface ShownDuty {
  readonly what: string;
  readonly who: string;
  readonly because: string;
  readonly to: string;
  readonly due: Day | null;
  /** What stands in place of a date. */
  readonly noDue: string;
  readonly why: string | null;
  readonly dueHref: string | null;
  readonly provisional: boolean;
  /** That it was done, and when; null while it is to do. */
  readonly done: { readonly mark: 'done' | 'done-late'; readonly words: string } | null;
  readonly rule: string;
  readonly should: boolean;
  readonly source: string;
  readonly confirmed: boolean;
}

/** Something to be known beside an answer, as it is read. */
export interface ShownNote {
  readonly words: string;
  readonly rule: string | null;
  readonly source: string;
  readonly confirmed: boolean;
}

interface DutyContext {
  readonly otherAuthority: string;
  /** The rules whose clock has a page in the case now. */
  readonly clockHref: (rule: string) => string | null;
  readonly becameAware: Day | null;
  /** On which day the clock of a rule was met. */
  readonly metOn: (rule: string) => Day | null;
}

/** The duties of an answer, as they are read. */
export function shownDuties(duties: readonly AppliedDuty[], context: DutyContext): readonly ShownDuty[] {
  const shown = duties.map((duty) => shownDuty(duty, context));
  const others = duties.find(({ rule, authority }) => rule !== 'NOT-03' && authority === 'other');
  return others === undefined ? shown : [...shown, tellOther(context)];
}

// Nothing in law says by when; the Panel expects the two areas to tell each other.
const tellOther = ({ otherAuthority }: DutyContext): ShownDuty => ({
  what: 'Tell the other authority what is known here',
  who: 'This area’s local authority',
  because: 'The other area notifies and leads; the two tell each other and work together.',
  to: otherAuthority === '' ? 'The other English authority' : otherAuthority,
  due: null,
  noDue: 'At once: no limit is stated, and its own working days may be running',
  why: null,
  dueHref: null,
  provisional: false,
  done: null,
  rule: 'NOT-01',
  should: true,
  source: 'The Panel’s answers to frequent questions',
  confirmed: true,
});

function doneWords(due: Day | null, met: Day | null): ShownDuty['done'] {
  if (met === null) return null;
  const isLate = due !== null && isBefore(due, met);
  return {
    mark: isLate ? 'done-late' : 'done',
    words: `Done${isLate ? ' late' : ''}, on ${withoutWeekday(met)}`,
  };
}

function shownDuty(duty: AppliedDuty, context: DutyContext): ShownDuty {
  const { otherAuthority, clockHref, becameAware, metOn } = context;
  const due = duty.due === null ? null : parseDay(duty.due);
  const isOther = duty.authority === 'other';
  const other = otherAuthority === '' ? 'Another English authority' : otherAuthority;
  const who = isOther
    ? other
    : duty.authority === 'this'
      ? 'This area’s local authority'
      : 'Nobody can say yet';
  const wait =
    becameAware === null
      ? 'Five working days from the day the authority became aware, which is not on record'
      : 'No date can be worked out';
  return {
    what: isOther && duty.rule === 'NOT-01' ? `${duty.what}: not for this authority` : duty.what,
    who,
    because: duty.because,
    to: duty.to,
    due,
    noDue: isOther ? 'Its own five working days, counted from when it became aware' : wait,
    why: duty.why,
    dueHref: due === null ? null : clockHref(duty.rule),
    provisional: due !== null && due.year > lastAnnouncedYear,
    done: isOther ? null : doneWords(due, metOn(duty.rule)),
    rule: duty.rule,
    should: duty.strength === 'should',
    source: duty.source,
    confirmed: isConfirmed(duty.confidence),
  };
}

/** What is said beside an answer, as it is read. */
export const shownNotes = (notes: readonly NotifiableNote[]): readonly ShownNote[] =>
  notes.map(({ words, rule, source, confidence }) => ({
    words,
    rule,
    source,
    confirmed: isConfirmed(confidence),
  }));

/** The duties of an answer that is not on record yet. */
export const dutiesIn = (answer: NotifiableAnswer): readonly AppliedDuty[] => appliedIn(answer, []).duties;

const reviewWords: Readonly<Record<RapidReviewAnswer, string>> = {
  follows: 'A rapid review follows the notification.',
  elsewhere: 'The other area’s partners lead the rapid review; this partnership joins it.',
  none: 'No rapid review follows. A local review may be chosen.',
  'not-yet-known': 'Whether a rapid review follows is not known yet.',
};

/** Whether a rapid review follows, in a sentence. There was none before the transition: a board held serious case reviews. */
export const rapidReviewWords = (answer: RapidReviewAnswer, edition: EditionName | null): string =>
  answer === 'none' && (edition === 'WT2013' || edition === 'WT2015')
    ? 'There was no rapid review then: the board’s chair decided whether there was to be a serious case review.'
    : reviewWords[answer];

/** By which edition, in a sentence. */
export function editionWords(edition: EditionName | null): string {
  if (edition === null) return 'No rule is held for incidents before 15 April 2013.';
  const { title, textRead } = editionNamed(edition);
  return `${title}${textRead ? '' : '; its own text was not read, the rules are those that others report'}.`;
}

/** "must be notified", "not notifiable": an answer in the middle of a sentence. */
export function answerInSentence({
  answer,
  authority,
  otherAuthority,
}: Pick<NotifiableRecord, 'answer' | 'authority' | 'otherAuthority'>): string {
  if (authority === 'other' && answer !== 'not') {
    const other = otherWords({ otherAuthority });
    return answer === 'not-yet-known'
      ? `not known yet, and it would be for ${other}`
      : `${other} ${answer} notify, not this authority`;
  }
  return plainly[answer];
}

const plainly: Readonly<Record<Notifiable, string>> = {
  must: 'it must be notified',
  should: 'it should be notified',
  not: 'it is not notifiable',
  'not-yet-known': 'it cannot be said yet',
};

/** The mark of an answer. */
export const answerMark: Readonly<Record<Notifiable, string>> = {
  must: 'running',
  should: 'running',
  not: 'done',
  'not-yet-known': 'unconfirmed',
};

/** What a clock had come to before a record: "NOT-01: due on 10 April 2026, not met". */
export function clockBeforeWords({
  rule,
  dueOn,
  metOn,
}: {
  readonly rule: string;
  readonly dueOn: string;
  readonly metOn: string | null;
}): string {
  const on = (text: string) => {
    const read = parseDay(text);
    return read === null ? text : withoutWeekday(read);
  };
  return `${rule}: due by the end of ${on(dueOn)}, ${metOn === null ? 'not met by then' : `met on ${on(metOn)}`}`;
}
